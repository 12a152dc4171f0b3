/*
 * vet.c: judges the migrations of a directory, and one more that exists only
 * in memory, with libmigvet:
 *
 *	cc vet.c -o vet $(pkg-config --cflags --libs migvet)
 *	./vet db/migrations "ALTER TABLE orders ADD COLUMN note text NOT NULL;"
 */
#include <migvet/migvet.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	static const char *const severities[] = { [MV_INFO] = "info", [MV_WARNING] = "warning", [MV_ERROR] = "error" };
	MvAnalysis *analysis = mv_analysis_new();
	char name[4096];
	int code = 2;

	if (argc < 2) {
		fprintf(stderr, "usage: vet DIRECTORY [SQL]\n");
	} else {
		mv_analysis_add_path(analysis, argv[1]);
		if (argc > 2) {
			snprintf(name, sizeof name, "%s/9999_next.sql", argv[1]);
			mv_analysis_add_text(analysis, name, argv[2], strlen(argv[2]));
		}
		if (!mv_analysis_set(analysis, "no-config", "true") || !mv_analysis_run(analysis)) {
			fprintf(stderr, "vet: %s\n", mv_analysis_error(analysis));
		} else {
			for (size_t i = 0; i < mv_analysis_count(analysis); i++) {
				const MvFinding *finding = mv_analysis_finding(analysis, i);

				printf("%s:%u:%u: %s: %s [%s]\n", finding->path, (unsigned)finding->line, (unsigned)finding->column,
				       severities[finding->severity], finding->message, finding->rule);
			}
			code = mv_analysis_fails(analysis) ? 1 : 0;
		}
	}
	mv_analysis_free(analysis);
	return code;
}
