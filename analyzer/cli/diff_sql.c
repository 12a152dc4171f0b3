/*
 * diff_sql.c: `migvet diff --format sql`: the statements from one side to the
 * other, judged by the engine itself.
 *
 * They are replayed on top of the first side as a migration of their own: what
 * the rules say about a statement stands in front of it, and what is still not
 * as on the second side stands at the end. So nothing is promised that was not
 * tried.
 */
#include "diff_sql.h"

#include "migvet/emit.h"
#include "migvet/sql.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_RENAME_ROUNDS = 4, MOST_ROUNDS = 3 };

typedef struct Trial {
	Run run;
	Schema schema;
	const Source *source; /* of the statements */
	VEC(uint32_t) starts; /* where each part begins */
} Trial;

static bool write_text(const char *file, const StrBuf *text, Error *err)
{
	return mv_write_file(file, text, err);
}

/* That SQL makes all materialized views empty. */
static void populate(const Schema *schema, Arena *arena, StrBuf *text)
{
	const SqlScope scope = { .schema = schema, .arena = arena };

	for (uint32_t i = 0; i < schema->relations.count; i++) {
		const Object *object = schema->relations.entries[i].value;

		if (object && object->kind == OBJ_MATERIALIZED_VIEW && !object->extension && ((const Table *)object)->populated)
			mv_buf_addf(text, "REFRESH MATERIALIZED VIEW %s.%s;\n", mv_sql_ident(&scope, object->schema), mv_sql_ident(&scope, object->name));
	}
}

/* Replays the parts on top of the schema, with a file each, since that is how all else is read. */
static bool try_parts(const DiffSql *job, const char *directory, const SqlParts *parts, bool judge, Trial *trial, Error *err)
{
	const char *baseline = mv_arena_format(job->arena, "%s/before.sql", directory);
	const char *file = mv_arena_format(job->arena, "%s/0001_diff.sql", directory);
	RunOptions options = job->options->run;
	StrBuf text = { 0 };
	const MigrationSet *set;
	bool ok;

	mv_schema_sql(job->from, job->server_version, &text);
	populate(job->from, job->arena, &text);
	ok = write_text(baseline, &text, err);
	mv_buf_clear(&text);
	mv_buf_adds(&text, MV_DIFF_SQL_START);
	for (uint32_t i = 0; i < parts->count; i++) {
		*VEC_PUSH(job->arena, &trial->starts) = (uint32_t)text.len;
		mv_buf_adds(&text, parts->items[i]);
		mv_buf_addc(&text, '\n');
	}
	ok = ok && write_text(file, &text, err);
	mv_buf_release(&text);
	options.paths = &file;
	options.path_count = 1;
	options.baseline_schema = baseline;
	options.transaction = TRANSACTION_NONE;
	options.versions = mv_arena_format(job->arena, "%d", job->server_version);
	ok = ok && mv_run_configure(&trial->run, &options, err) && mv_run_discover(&trial->run, &options, err) &&
	     mv_run_read(&trial->run, &options, err);
	if (!ok)
		return false;
	if (trial->run.project.sets.count != 1)
		return mv_fail(err, "the statements that were made cannot be read again");
	set = trial->run.project.sets.items[0];
	trial->source = set->migrations.items[set->migrations.count - 1]->source;
	mv_replay(set, NULL, false, job->server_version, trial->run.arena, &trial->schema);
	return !judge || mv_run_check(&trial->run, NULL, false, err);
}

/* Which part a place of the file is in. */
static uint32_t part_at(const Trial *trial, uint32_t offset)
{
	uint32_t low = 0, high = trial->starts.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (trial->starts.items[middle] <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : UINT32_MAX;
}

static void add_comment(StrBuf *out, const char *text)
{
	mv_buf_adds(out, "-- migvet: ");
	mv_buf_add_clean(out, mv_str(text));
	mv_buf_addc(out, '\n');
}

typedef struct Marks {
	VEC(const char *) texts;
} Marks;

static void add_mark(Marks *marks, const char *text, Arena *arena)
{
	for (uint32_t i = 0; i < marks->texts.count; i++) {
		if (strcmp(marks->texts.items[i], text) == 0)
			return;
	}
	*VEC_PUSH(arena, &marks->texts) = text;
}

static void write_marked(const DiffSql *job, const Trial *trial, const SqlParts *parts, StrBuf *out)
{
	Marks *marks = MV_NEW_ARRAY(job->arena, Marks, parts->count + 1);

	for (uint32_t i = 0; i < trial->run.findings.count; i++) {
		const Finding *finding = trial->run.findings.items[i];
		uint32_t part = finding->source == trial->source ? part_at(trial, finding->span.start) : UINT32_MAX;

		if (part == UINT32_MAX || finding->suppressed || finding->severity < SEVERITY_WARNING)
			continue;
		add_mark(&marks[part], mv_arena_format(job->arena, "%s: %s", finding->rule->id, finding->message), job->arena);
	}
	for (uint32_t i = 0; i < parts->count; i++) {
		for (uint32_t k = 0; k < marks[i].texts.count; k++)
			add_comment(out, marks[i].texts.items[k]);
		mv_buf_adds(out, parts->items[i]);
		mv_buf_addc(out, '\n');
	}
}

static void write_rest(const DiffSql *job, const DifferenceVec *rest, StrBuf *out)
{
	for (uint32_t i = 0; i < rest->count; i++)
		add_comment(out, mv_arena_format(job->arena, "not brought about: %s", mv_difference_format(&rest->items[i], job->arena)));
}

static void write_questions(const DiffSql *job, const DifferenceVec *differences, StrBuf *out)
{
	for (uint32_t i = 0; i < differences->count; i++) {
		const Difference *difference = &differences->items[i];

		if (!job->renames && mv_difference_is_guess(difference))
			add_comment(out, mv_arena_format(job->arena, "renamed? %s '%s%s%s' to '%s': with --renames it is, here it is dropped and made anew",
							 mv_object_kind_name(difference->object), difference->relation ? difference->relation : "",
							 difference->relation ? "." : "", difference->name, difference->after));
	}
}

/* Without what is to be left as it is. */
static void find_differences(const DiffSql *job, const Schema *from, bool apart, DifferenceVec *differences)
{
	DifferenceVec all = { 0 };

	*differences = (DifferenceVec){ 0 };
	if (apart)
		mv_schema_diff_apart(from, job->to, job->arena, &all);
	else
		mv_schema_diff(from, job->to, job->arena, &all);
	for (uint32_t i = 0; i < all.count; i++) {
		if (!job->skip || !job->skip(job->skip_data, &all.items[i]))
			*VEC_PUSH(job->arena, differences) = all.items[i];
	}
}

static bool in_directory(const DiffSql *job, const char *directory, StrBuf *out, Error *err)
{
	Trial trials[MOST_RENAME_ROUNDS + MOST_ROUNDS] = { { .source = NULL } };
	const Schema *from = job->from;
	SqlParts parts = { 0 };
	DifferenceVec differences = { 0 }, apart = { 0 };
	const Trial *best = NULL;
	SqlParts chosen = { 0 };
	uint32_t used = 0;
	bool ok = true;

	find_differences(job, from, false, &differences);
	write_questions(job, &differences, out);
	/* what has another name gets it first; then more may turn out to be the same */
	while (ok && used < MOST_RENAME_ROUNDS) {
		uint32_t before = parts.count;

		mv_schema_renames(from, &differences, job->server_version, job->renames, job->arena, &parts);
		if (parts.count == before)
			break;
		ok = try_parts(job, directory, &parts, false, &trials[used], err);
		from = &trials[used++].schema;
		if (ok)
			find_differences(job, from, false, &differences);
	}
	find_differences(job, from, true, &apart);
	/* what comes is made as default privileges and the like say: a second look brings that in line, too */
	for (int round = 0; ok && round < MOST_ROUNDS; round++) {
		DifferenceVec rest = { 0 };

		mv_schema_alter(from, job->to, &apart, job->server_version, job->arena, &parts);
		ok = try_parts(job, directory, &parts, true, &trials[used], err);
		if (!ok)
			break;
		find_differences(job, &trials[used].schema, true, &rest);
		if (best && rest.count >= apart.count)
			break;
		best = &trials[used++];
		from = &best->schema;
		chosen = (SqlParts){ 0 };
		for (uint32_t i = 0; i < parts.count; i++)
			*VEC_PUSH(job->arena, &chosen) = parts.items[i];
		apart = rest;
		if (!rest.count)
			break;
	}
	if (ok && chosen.count) {
		mv_buf_adds(out, MV_DIFF_SQL_START);
		write_marked(job, best, &chosen, out);
	}
	if (ok)
		write_rest(job, &apart, out);
	for (uint32_t i = 0; i < MOST_RENAME_ROUNDS + MOST_ROUNDS; i++) {
		if (trials[i].run.arena)
			mv_run_release(&trials[i].run);
	}
	return ok;
}

bool mv_diff_statements(const DiffSql *job, StrBuf *out, Error *err)
{
	char *directory = mv_directory_make(job->arena, err);
	bool ok = directory && in_directory(job, directory, out, err);

	if (directory)
		mv_directory_remove(directory);
	return ok;
}
