/* snapshot.c: `migvet snapshot`: what a database really holds, as a file for whoever has no access to it. */
#include "history.h"
#include "side.h"

#include "migvet/emit.h"
#include "migvet/live.h"

#include <string.h>

static const Flag flags[] = {
	FLAG_OUTPUT,
	FLAG_FORMAT("json", "yaml", "sql", "mermaid", "html"),
	{ .name = "schema", .argument = "PATTERN", .help = "only schemas whose names match, as 'app*' does" },
	{ .name = "sizes", .help = "with estimates of rows and bytes, and how much indexes are used" },
	{ .name = "record", .argument = "NAME", .optional = true, .help = "keep it in the store of 'migvet history', for this project (default: the repository's name), and print nothing; --output writes it as well" },
	FLAG_STORE,
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

/* In the store, as JSON whatever the format. */
static bool record(const CommandLine *line, const SnapshotOptions *options, const Snapshot *snapshot, Arena *arena, Error *err)
{
	const char *project = mv_flag_value(line, "record");
	StoreOptions where = { .location = mv_flag_value(line, "store"), .write = true, .timeout = options->timeout };
	SnapshotEntry entry = { .server = mv_arena_format(arena, "%s %s", snapshot->dialect, snapshot->server), .source = "what the environment says" };
	Snapshot plain = *snapshot;
	StrBuf text = { 0 }, said = { 0 };
	Store store = { 0 };
	Side side;
	bool known, ok;

	if (options->url && mv_side_parse(&side, options->url, arena, err))
		entry.source = side.given;
	/* sizes are another each time: a snapshot of the same schema is the same */
	plain.sizes_read = false;
	mv_snapshot_describe(&plain, WRITER_JSON, &text);
	entry.content = mv_buf_to_arena(&text, arena);
	mv_buf_release(&text);
	ok = mv_store_open(&store, &where, arena, err) &&
	     mv_store_record_snapshot(&store, project ? project : mv_project_name(arena), &entry, &known, arena, err);
	mv_store_close(&store);
	if (!ok)
		return false;
	mv_buf_addf(&said, known ? "%s is as snapshot %lld of %s has it\n" : "%s: snapshot %lld recorded at %s\n", entry.source, (long long)entry.id, entry.taken);
	ok = mv_cli_print(&said) || mv_fail(err, "standard output cannot be written");
	mv_buf_release(&said);
	return ok;
}

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

	if (ok && mv_flag_given(line, "record"))
		ok = record(line, &options, &snapshot, arena, &err);
	if (ok && (file || !mv_flag_given(line, "record"))) {
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
		    "migvet snapshot --format sql > schema.sql\n"
		    "migvet snapshot postgresql://reader@db/shop --record",
	.flags = flags,
	.workspace = WORDS("{database}"),
	.run = snapshot_command,
};
