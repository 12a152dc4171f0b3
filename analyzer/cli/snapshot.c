/* snapshot.c: `migvet snapshot`: what a database really holds, as a file for whoever has no access to it. */
#include "cli.h"

#include "migvet/emit.h"
#include "migvet/live.h"

#include <string.h>

static const Flag flags[] = {
	FLAG_OUTPUT,
	FLAG_FORMAT("json", "yaml", "sql", "mermaid", "html"),
	{ .name = "schema", .argument = "PATTERN", .help = "only schemas whose names match, as 'app*' does" },
	{ .name = "sizes", .help = "with estimates of rows and bytes, and how much indexes are used" },
	FLAG_TIMEOUT,
	FLAG_PROJECT,
	FLAG_WORKSPACE,
	{ .name = NULL },
};

static void write_json(const Snapshot *snapshot, StrBuf *out)
{
	mv_snapshot_describe(snapshot, WRITER_JSON, out);
}

static void write_yaml(const Snapshot *snapshot, StrBuf *out)
{
	mv_snapshot_describe(snapshot, WRITER_YAML, out);
}

static void write_sql(const Snapshot *snapshot, StrBuf *out)
{
	for (uint32_t i = 0; i < snapshot->statements.count; i++)
		mv_buf_addf(out, "%s;\n", snapshot->statements.items[i]);
	if (!snapshot->statements.count)
		mv_schema_sql(&snapshot->schema, snapshot->server_version, out);
}

static void write_mermaid(const Snapshot *snapshot, StrBuf *out)
{
	mv_schema_mermaid(&snapshot->schema, snapshot->server_version, out);
}

static void write_html(const Snapshot *snapshot, StrBuf *out)
{
	mv_schema_html(&snapshot->schema, snapshot->server_version, out);
}

typedef void SnapshotWriter(const Snapshot *snapshot, StrBuf *out);

/* In the order of the flag's words. */
static SnapshotWriter *const writers[] = { write_json, write_yaml, write_sql, write_mermaid, write_html };

static int snapshot_command(const CommandLine *line)
{
	SnapshotOptions options = {
		.url = line->arguments.count ? line->arguments.items[0] : NULL,
		.schemas = mv_flag_value(line, "schema"),
		.sizes = mv_flag_given(line, "sizes"),
	};
	const char *file = mv_flag_value(line, "output");
	Arena *arena = mv_arena_new();
	Error err = { 0 };
	StrBuf out = { 0 };
	Snapshot snapshot;
	bool ok = mv_flag_int(line, "timeout", 1, 86400, 60, &options.timeout, &err) && mv_snapshot_take(&options, &snapshot, arena, &err);

	if (ok) {
		writers[mv_flag_choice(line, "format")](&snapshot, &out);
		ok = file ? mv_write_file(file, &out, &err) : mv_cli_print(&out) || mv_fail(&err, "standard output cannot be written");
	}
	if (!ok)
		mv_cli_fail(&err);
	else
		mv_cli_outcome("snapshot", EXIT_CLEAN, "%s %s, %u relation%s%s", snapshot.dialect, snapshot.server, (unsigned)snapshot.schema.relations.live,
			       snapshot.schema.relations.live == 1 ? "" : "s", snapshot.unread.count ? ", not all could be read" : "");
	mv_buf_release(&out);
	mv_arena_free(arena);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_snapshot = {
	.name = "snapshot",
	.arguments = (const Argument[]){ { .name = "[URL]", .help = "postgresql://..., what else libpq takes, or sqlite:FILE" }, { .name = NULL } },
	.summary = "Write down what a database really holds.",
	.description = "Reads PostgreSQL 12 to 18 in one read-only transaction, or a SQLite file. Without a URL: what DATABASE_URL says,\n"
		       "or else PGHOST, PGDATABASE, PGSERVICE, ... and password files, as for psql. No password is stored or shown.\n"
		       "What the role may not read is listed as unread, and the snapshot as incomplete.",
	.examples = "migvet snapshot sqlite:shop.db\n"
		    "migvet snapshot postgresql://reader@db/shop -o schema.json\n"
		    "migvet snapshot --format sql > schema.sql",
	.flags = flags,
	.workspace = WORDS("{database}"),
	.run = snapshot_command,
};
