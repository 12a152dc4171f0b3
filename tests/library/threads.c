/* threads.c: the library from two threads at once, wrong uses, and what is only in memory; prints what is wrong. */
#include <migvet/migvet.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static int problems;

static void expect(bool good, const char *name)
{
	if (good)
		return;
	printf("%s\n", name);
	problems++;
}

static void add(MvAnalysis *analysis, const char *path, const char *text)
{
	mv_analysis_add_text(analysis, path, text, strlen(text));
}

static bool finds(const MvAnalysis *analysis, const char *rule, const char *path, unsigned line)
{
	for (size_t i = 0; i < mv_analysis_count(analysis); i++) {
		const MvFinding *finding = mv_analysis_finding(analysis, i);

		if (strcmp(finding->rule, rule) == 0 && strcmp(finding->path, path) == 0 && finding->line == line)
			return true;
	}
	return false;
}

/* Of nothing on disk: directories that do not exist, a golang-migrate history with its down files. */
static void in_memory(const char *table)
{
	MvAnalysis *analysis = mv_analysis_new();
	char text[128];

	snprintf(text, sizeof text, "CREATE TABLE %s (id bigint PRIMARY KEY);\n", table);
	mv_analysis_set(analysis, "no-config", "true");
	add(analysis, "no/such/place/000001_make.up.sql", text);
	snprintf(text, sizeof text, "DROP TABLE %s;\n", table);
	add(analysis, "no/such/place/000001_make.down.sql", text);
	add(analysis, "no/such/place/000002_drop.up.sql", text);
	add(analysis, "no/such/place/000002_drop.down.sql", "SELECT 1;\n");
	expect(mv_analysis_run(analysis), "a history in memory cannot be judged");
	expect(finds(analysis, "drop-table", "no/such/place/000002_drop.up.sql", 1), "a history in memory: drop-table is not found");
	expect(!finds(analysis, "unknown-table", "no/such/place/000002_drop.up.sql", 1), "a history in memory: its first migration is not seen");
	expect(mv_analysis_fails(analysis), "a history in memory: it should fail");
	mv_analysis_free(analysis);
}

static void *many(void *table)
{
	for (int i = 0; i < 20; i++)
		in_memory(table);
	return NULL;
}

static void replaced(const char *directory)
{
	MvAnalysis *analysis = mv_analysis_new();
	char path[4096];

	mv_analysis_set(analysis, "no-config", "true");
	mv_analysis_add_path(analysis, directory);
	snprintf(path, sizeof path, "%s/002_drop.sql", directory);
	add(analysis, path, "SELECT 1;\n\nDROP TABLE users;\n");
	snprintf(path, sizeof path, "%s/003_more.sql", directory);
	add(analysis, path, "ALTER TABLE users ADD COLUMN a int;\n");
	expect(mv_analysis_run(analysis), mv_analysis_error(analysis));
	snprintf(path, sizeof path, "%s/002_drop.sql", directory);
	expect(finds(analysis, "drop-table", path, 3), "a text does not take the place of its file");
	snprintf(path, sizeof path, "%s/003_more.sql", directory);
	expect(finds(analysis, "unknown-table", path, 1), "a text beside files on disk is not judged with their history");
	expect(strstr(mv_analysis_report(analysis, "sarif"), "\"2.1.0\"") != NULL, "there is no SARIF report");
	expect(mv_analysis_report(analysis, "nothing") == NULL, "there is a report in a format that does not exist");
	expect(mv_analysis_finding(analysis, 100000) == NULL, "there is a finding behind the last one");
	expect(!mv_analysis_run(analysis) && *mv_analysis_error(analysis), "it runs twice");
	mv_analysis_free(analysis);
}

static void wrong(void)
{
	MvAnalysis *analysis = mv_analysis_new();

	expect(strcmp(mv_analysis_error(analysis), "") == 0, "an error before anything was done");
	expect(!mv_analysis_set(analysis, "colour", "always") && strstr(mv_analysis_error(analysis), "'colour'"), "an unknown option");
	expect(!mv_analysis_set(analysis, "jobs", "many") && !mv_analysis_set(analysis, "jobs", "0"), "wrong jobs");
	expect(!mv_analysis_set(analysis, "fail-on", "off") && !mv_analysis_set(analysis, "no-config", "yes"), "wrong values");
	expect(!mv_analysis_set(analysis, "today", "soon") && mv_analysis_set(analysis, "today", "2027-01-31"), "days");
	expect(mv_analysis_set(analysis, "fail-on", "info") && strcmp(mv_analysis_error(analysis), "") == 0, "a good value after wrong ones");
	mv_analysis_set(analysis, "no-config", "true");
	mv_analysis_add_path(analysis, "nowhere");
	expect(!mv_analysis_run(analysis) && strstr(mv_analysis_error(analysis), "'nowhere'"), "a directory that does not exist");
	expect(mv_analysis_count(analysis) == 0 && !mv_analysis_fails(analysis), "findings after an error");
	expect(mv_analysis_report(analysis, "json") == NULL, "a report of what was not judged");
	mv_analysis_free(analysis);
	mv_analysis_free(NULL);
	analysis = mv_analysis_new();
	expect(mv_analysis_report(analysis, "json") == NULL, "a report before the run");
	mv_analysis_set(analysis, "config", "missing.yaml");
	expect(!mv_analysis_run(analysis) && strstr(mv_analysis_error(analysis), "missing.yaml"), "a configuration that does not exist");
	mv_analysis_free(analysis);
}

int main(int argc, char **argv)
{
	pthread_t threads[2];

	wrong();
	if (argc > 1)
		replaced(argv[1]);
	in_memory("users");
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, many, i ? "lefts" : "rights");
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return problems ? 1 : 0;
}
