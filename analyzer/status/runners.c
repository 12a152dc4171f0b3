/*
 * runners.c: the history tables of runners, as they make them, and what their
 * rows mean. Where a runner can be had, tests/live/test_status runs it.
 */
#include "runner.h"

#include <string.h>

bool mv_record_true(const char *text)
{
	return text && (strcmp(text, "t") == 0 || strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static bool is(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

const char *mv_record_cut(Str text, size_t longest, Arena *arena)
{
	size_t length = text.len < longest ? text.len : longest;

	while (length < text.len && length && ((unsigned char)text.ptr[length] & 0xc0) == 0x80)
		length--;
	return mv_arena_strndup(arena, text.ptr, length);
}

/* What the runner noted about an error, not endless: it is cleaned where it is shown. */
static const char *noted(const Record *record, const char *fallback, Arena *arena)
{
	enum { LONGEST = 300 };
	Str message = mv_str_trim(mv_str(record->fields[RECORD_MESSAGE]));

	return message.len ? mv_arena_format(arena, "%s%s", mv_record_cut(message, LONGEST, arena), message.len > LONGEST ? "..." : "") : fallback;
}

/* ---- runners that note success ---- */

static Verdict judge_success(const Record *record, const char **detail, Arena *arena)
{
	if (mv_record_true(record->fields[RECORD_SUCCESS]))
		return VERDICT_APPLIED;
	*detail = noted(record, "its row says that it did not succeed", arena);
	return VERDICT_FAILED;
}

static Verdict judge_flyway(const Record *record, const char **detail, Arena *arena)
{
	const char *kind = record->fields[RECORD_KIND];
	bool good = mv_record_true(record->fields[RECORD_SUCCESS]);

	if (is(kind, "SCHEMA"))
		return VERDICT_SKIP;
	if (is(kind, "DELETE"))
		return VERDICT_DELETED;
	if (good && kind && strncmp(kind, "UNDO", 4) == 0)
		return VERDICT_UNDONE;
	if (good && (is(kind, "BASELINE") || is(kind, "SQL_BASELINE") || is(kind, "JDBC_BASELINE")))
		return VERDICT_BASELINE;
	if (good)
		return VERDICT_APPLIED;
	*detail = kind && strncmp(kind, "UNDO", 4) == 0 ? "its undo failed; repair the database by hand, then run flyway repair" :
							  noted(record, "it failed; repair the database by hand, then run flyway repair", arena);
	return VERDICT_FAILED;
}

static Verdict judge_ducktracker(const Record *record, const char **detail, Arena *arena)
{
	if (is(record->fields[RECORD_KIND], "S"))
		return VERDICT_SKIP;
	if (is(record->fields[RECORD_DIGEST], "baseline") && mv_record_true(record->fields[RECORD_SUCCESS]))
		return VERDICT_BASELINE;
	return judge_success(record, detail, arena);
}

/* A log: the newest row of a version counts. Row 0 says that the table was made. */
static Verdict judge_goose(const Record *record, const char **detail, Arena *arena)
{
	(void)detail;
	(void)arena;
	if (is(record->fields[RECORD_VERSION], "0"))
		return VERDICT_SKIP;
	return mv_record_true(record->fields[RECORD_SUCCESS]) ? VERDICT_APPLIED : VERDICT_UNDONE;
}

static Verdict judge_golang_migrate(const Record *record, const char **detail, Arena *arena)
{
	(void)arena;
	/* its success column is `dirty` */
	if (!mv_record_true(record->fields[RECORD_SUCCESS]))
		return VERDICT_APPLIED;
	*detail = "it was begun and did not end well: look what it did, repair that, then 'migrate force' the version that the database has";
	return VERDICT_DIRTY;
}

static Verdict judge_sqlx(const Record *record, const char **detail, Arena *arena)
{
	(void)arena;
	if (mv_record_true(record->fields[RECORD_SUCCESS]))
		return VERDICT_APPLIED;
	*detail = "it was begun and did not end well: sqlx refuses to go on before it is repaired";
	return VERDICT_DIRTY;
}

static Verdict judge_prisma(const Record *record, const char **detail, Arena *arena)
{
	if (record->fields[RECORD_UNDONE])
		return VERDICT_UNDONE;
	if (record->fields[RECORD_ENDED])
		return VERDICT_APPLIED;
	*detail = noted(record, "it was begun and never finished", arena);
	return VERDICT_FAILED;
}

static Verdict judge_atlas(const Record *record, const char **detail, Arena *arena)
{
	const char *version = record->fields[RECORD_VERSION], *done = record->fields[RECORD_DONE], *total = record->fields[RECORD_TOTAL];

	/* its own notes: ".atlas_cloud_identifier" */
	if (version && version[0] == '.')
		return VERDICT_SKIP;
	/* a set of bits: 1 baseline, 2 executed, 4 resolved by hand */
	if (is(record->fields[RECORD_KIND], "1") || is(record->fields[RECORD_KIND], "5"))
		return VERDICT_BASELINE;
	if (record->fields[RECORD_MESSAGE] && *record->fields[RECORD_MESSAGE]) {
		*detail = mv_arena_format(arena, "%s of %s statements ran: %s", done ? done : "?", total ? total : "?", noted(record, "", arena));
		return VERDICT_FAILED;
	}
	if (done && total && strcmp(done, total) != 0) {
		*detail = mv_arena_format(arena, "%s of %s statements ran", done, total);
		return VERDICT_DIRTY;
	}
	return VERDICT_APPLIED;
}

static Verdict judge_liquibase(const Record *record, const char **detail, Arena *arena)
{
	const char *kind = record->fields[RECORD_KIND];

	(void)arena;
	if (is(kind, "FAILED")) {
		*detail = "it failed";
		return VERDICT_FAILED;
	}
	if (is(kind, "SKIPPED"))
		*detail = "its precondition skipped it";
	else if (is(kind, "MARK_RAN"))
		*detail = "it was marked as run and did not run";
	return VERDICT_APPLIED;
}

/* The package's own first migration makes the table. */
static Verdict judge_postgres_migrations(const Record *record, const char **detail, Arena *arena)
{
	(void)detail;
	(void)arena;
	return is(record->fields[RECORD_VERSION], "0") ? VERDICT_SKIP : VERDICT_APPLIED;
}

static Verdict judge_evolutions(const Record *record, const char **detail, Arena *arena)
{
	if (is(record->fields[RECORD_KIND], "applied"))
		return VERDICT_APPLIED;
	*detail = noted(record, "it was begun and did not end well", arena);
	return VERDICT_FAILED;
}

const Runner mv_runners[] = {
	{
		.name = "django", .table = "django_migrations", .match = MATCH_APP, .order = ORDER_LISTED,
		.columns = { [RECORD_SEQUENCE] = "id", [RECORD_APP] = "app", [RECORD_NAME] = "name", [RECORD_AT] = "applied" },
		.unverified = "Django notes no checksums",
	}, {
		.name = "alembic", .table = "alembic_version", .keeping = KEEPS_HEADS, .order = ORDER_LISTED,
		.columns = { [RECORD_VERSION] = "version_num" },
		.unverified = "Alembic notes neither checksums nor times",
	}, {
		.name = "flyway", .table = "flyway_schema_history", .match = MATCH_DOTTED, .order = ORDER_DOTTED, .in_order = true, .judge = judge_flyway,
		.columns = { [RECORD_SEQUENCE] = "installed_rank", [RECORD_VERSION] = "version", [RECORD_NAME] = "description", [RECORD_FILE] = "script",
			     [RECORD_KIND] = "type", [RECORD_DIGEST] = "checksum", [RECORD_AT] = "installed_on", [RECORD_SUCCESS] = "success" },
		.digest = mv_digest_flyway,
	}, {
		.name = "golang-migrate", .table = "schema_migrations", .match = MATCH_NUMBER, .keeping = KEEPS_CURRENT, .order = ORDER_NUMBER,
		.judge = judge_golang_migrate,
		.columns = { [RECORD_VERSION] = "version", [RECORD_SUCCESS] = "dirty" },
		.unverified = "golang-migrate notes the last version only, no checksums and no times",
	}, {
		.name = "dbmate", .table = "schema_migrations", .match = MATCH_VERSION, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version" },
		.unverified = "dbmate notes neither checksums nor times",
	}, {
		.name = "schemactl", .table = "schema_migrations", .match = MATCH_VERSION, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version", [RECORD_AT] = "?applied_at" },
		.unverified = "schemactl notes no checksums",
	}, {
		.name = "goose", .table = "goose_db_version", .match = MATCH_NUMBER, .order = ORDER_NUMBER, .in_order = true, .judge = judge_goose,
		.columns = { [RECORD_SEQUENCE] = "id", [RECORD_VERSION] = "version_id", [RECORD_SUCCESS] = "is_applied", [RECORD_AT] = "tstamp" },
		.unverified = "goose notes no checksums",
	}, {
		.name = "sqlx", .table = "_sqlx_migrations", .match = MATCH_NUMBER, .order = ORDER_NUMBER, .in_order = true, .judge = judge_sqlx,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version", [RECORD_NAME] = "description", [RECORD_DIGEST] = "checksum",
			     [RECORD_AT] = "installed_on", [RECORD_SUCCESS] = "success" },
		.digest = mv_digest_sqlx,
	}, {
		.name = "diesel", .table = "__diesel_schema_migrations", .match = MATCH_VERSION, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version", [RECORD_AT] = "run_on" },
		.unverified = "Diesel notes no checksums",
	}, {
		.name = "prisma", .table = "_prisma_migrations", .match = MATCH_DIRECTORY, .order = ORDER_TEXT, .in_order = true, .judge = judge_prisma,
		.columns = { [RECORD_SEQUENCE] = "started_at", [RECORD_NAME] = "migration_name", [RECORD_DIGEST] = "checksum", [RECORD_AT] = "finished_at",
			     [RECORD_ENDED] = "finished_at", [RECORD_UNDONE] = "rolled_back_at", [RECORD_MESSAGE] = "logs" },
		.digest = mv_digest_sha256,
	}, {
		.name = "drizzle", .schema = "drizzle", .table = "__drizzle_migrations", .match = MATCH_MOMENT, .order = ORDER_LISTED, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "id", [RECORD_VERSION] = "created_at", [RECORD_DIGEST] = "hash" },
		.digest = mv_digest_sha256,
	}, {
		.name = "atlas", .table = "atlas_schema_revisions", .match = MATCH_VERSION, .order = ORDER_TEXT, .in_order = true, .judge = judge_atlas,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version", [RECORD_NAME] = "description", [RECORD_KIND] = "type",
			     [RECORD_DIGEST] = "hash", [RECORD_AT] = "executed_at", [RECORD_MESSAGE] = "error", [RECORD_DONE] = "applied",
			     [RECORD_TOTAL] = "total" },
		.digest = mv_digest_atlas, .chained = true,
	}, {
		.name = "liquibase", .table = "databasechangelog", .match = MATCH_CHANGESET, .order = ORDER_LISTED, .judge = judge_liquibase,
		.columns = { [RECORD_SEQUENCE] = "orderexecuted", [RECORD_VERSION] = "id", [RECORD_APP] = "author", [RECORD_FILE] = "filename",
			     [RECORD_KIND] = "exectype", [RECORD_AT] = "dateexecuted" },
		.lock_table = "databasechangeloglock",
		.lock_columns = { [LOCK_HELD] = "locked", [LOCK_SINCE] = "lockgranted", [LOCK_HOLDER] = "lockedby" },
		.unverified = "Liquibase's checksums are of its own form of a changeset, which only Liquibase can compute",
	}, {
		.name = "sqitch", .schema = "sqitch", .table = "changes", .match = MATCH_VERSION, .repeats = true, .order = ORDER_LISTED, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "committed_at", [RECORD_VERSION] = "change", [RECORD_DIGEST] = "?script_hash", [RECORD_AT] = "committed_at" },
		.digest = mv_digest_sha1,
	}, {
		.name = "graphile-migrate", .schema = "graphile_migrate", .table = "migrations", .match = MATCH_NUMBER, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "filename", [RECORD_VERSION] = "filename", [RECORD_DIGEST] = "hash", [RECORD_AT] = "date" },
		.digest = mv_digest_graphile,
	}, {
		.name = "tern", .table = "schema_version", .match = MATCH_NUMBER, .keeping = KEEPS_CURRENT, .order = ORDER_NUMBER,
		.columns = { [RECORD_VERSION] = "version" },
		.unverified = "tern notes the last version only, no checksums and no times",
	}, {
		.name = "dbwarden", .table = "_dbwarden_migrations", .match = MATCH_FILE, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "applied_at", [RECORD_VERSION] = "version", [RECORD_NAME] = "description", [RECORD_FILE] = "filename",
			     [RECORD_KIND] = "migration_type", [RECORD_DIGEST] = "checksum", [RECORD_AT] = "applied_at" },
		.seeds_table = "_dbwarden_seeds", .lock_table = "dbwarden_lock", .lock_columns = { [LOCK_HELD] = "state", [LOCK_SINCE] = "acquired_at", [LOCK_HOLDER] = "owner_id" },
		.digest = mv_digest_dbwarden,
	}, {
		.name = "ducktracker", .table = "ducktracker_schema_history", .match = MATCH_DOTTED, .order = ORDER_NUMBER, .in_order = true,
		.judge = judge_ducktracker,
		.columns = { [RECORD_SEQUENCE] = "installed_rank", [RECORD_VERSION] = "version", [RECORD_NAME] = "description", [RECORD_FILE] = "script",
			     [RECORD_KIND] = "migration_type", [RECORD_DIGEST] = "checksum", [RECORD_AT] = "installed_on", [RECORD_SUCCESS] = "success" },
		.digest = mv_digest_sha256,
	}, {
		.name = "node-pg-migrate", .table = "pgmigrations", .match = MATCH_NAME, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "id", [RECORD_NAME] = "name", [RECORD_AT] = "run_on" },
		.unverified = "node-pg-migrate notes no checksums",
	}, {
		.name = "morph", .table = "db_migrations", .match = MATCH_NUMBER, .order = ORDER_NUMBER, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version", [RECORD_NAME] = "name" },
		.unverified = "morph notes neither checksums nor times",
	}, {
		.name = "pop", .table = "schema_migration", .match = MATCH_VERSION, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version" },
		.unverified = "pop notes neither checksums nor times",
	}, {
		.name = "supabase", .schema = "supabase_migrations", .table = "schema_migrations", .match = MATCH_VERSION, .order = ORDER_TEXT, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version", [RECORD_NAME] = "?name" },
		.unverified = "Supabase notes no checksums",
	}, {
		.name = "postgres-migrations", .table = "migrations", .match = MATCH_NUMBER, .order = ORDER_NUMBER, .in_order = true,
		.judge = judge_postgres_migrations,
		.columns = { [RECORD_SEQUENCE] = "id", [RECORD_VERSION] = "id", [RECORD_NAME] = "name", [RECORD_DIGEST] = "hash", [RECORD_AT] = "executed_at" },
		.digest = mv_digest_postgres_migrations,
	}, {
		.name = "sql-migrate", .table = "gorp_migrations", .match = MATCH_FILE, .order = ORDER_NATURAL, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "id", [RECORD_FILE] = "id", [RECORD_AT] = "applied_at" },
		.unverified = "sql-migrate notes no checksums",
	}, {
		.name = "refinery", .table = "refinery_schema_history", .match = MATCH_NUMBER, .order = ORDER_NUMBER, .in_order = true,
		.columns = { [RECORD_SEQUENCE] = "version", [RECORD_VERSION] = "version", [RECORD_NAME] = "name", [RECORD_AT] = "applied_on" },
		.unverified = "refinery's checksums are of Rust's own hash function, which is not computed here",
	}, {
		.name = "play-evolutions", .table = "play_evolutions", .match = MATCH_NUMBER, .order = ORDER_NUMBER, .in_order = true, .judge = judge_evolutions,
		.columns = { [RECORD_SEQUENCE] = "id", [RECORD_VERSION] = "id", [RECORD_KIND] = "state", [RECORD_AT] = "applied_at",
			     [RECORD_MESSAGE] = "last_problem" },
		.unverified = "the checksums of Play evolutions are not computed here",
	},
	{ .name = NULL },
};

const Runner *mv_runner_of(const Layout *layout)
{
	for (const Runner *runner = mv_runners; runner->name; runner++) {
		if (strcmp(runner->name, layout->name) == 0)
			return runner;
	}
	return NULL;
}
