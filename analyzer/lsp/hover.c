/* hover.c: what the statement under the cursor locks, and how a column or table came to be what it is. */
#include "lsp.h"

/* ---- the statement ---- */

static bool is_within(Span span, uint32_t offset)
{
	return span.start <= offset && offset <= span.end;
}

enum { MOST_TOLD = 8 };

/* The statements at a place: of a file in Python those that its operation sends are together at the operation. */
typedef struct Here {
	const Statement *told[MOST_TOLD]; /* the first of them */
	uint32_t count;
	Span place;
} Here;

static Here statements_at(const Migration *migration, const Document *document, uint32_t offset)
{
	Here here = { 0 };

	for (uint32_t i = 0; i < migration->statements.count; i++) {
		const Statement *statement = &migration->statements.items[i];
		const Source *source = statement->source;
		Span span = mv_migration_place(migration, &source, statement->span);

		if (!mv_streq(source->file, document->path) || !is_within(span, offset))
			continue;
		/* the closest ones */
		if (!here.count || span.end - span.start < here.place.end - here.place.start)
			here = (Here){ .place = span };
		if (span.start == here.place.start && span.end == here.place.end && here.count++ < MOST_TOLD)
			here.told[here.count - 1] = statement;
	}
	return here;
}

static const StatementLocks *locks_of(Server *server, const Statement *statement)
{
	const LockHistory *locks = mv_lsp_locks(server);

	for (uint32_t i = 0; locks && i < locks->statements.count; i++) {
		if (locks->statements.items[i]->statement == statement)
			return locks->statements.items[i];
	}
	return NULL;
}

/* Text of the checked repository inside of Markdown's code. */
static void add_code(StrBuf *out, const char *text)
{
	size_t start = out->len + 1;

	mv_buf_addc(out, '`');
	mv_buf_add_clean(out, mv_str(text));
	for (size_t i = start; i < out->len; i++) {
		if (out->ptr[i] == '`')
			out->ptr[i] = '\'';
	}
	mv_buf_addc(out, '`');
}

static void add_lock(const LockLine *line, StrBuf *out)
{
	size_t before;

	mv_buf_adds(out, "- ");
	add_code(out, line->shown ? line->shown : "?");
	mv_buf_addf(out, " **%s** ", mv_lock_mode_name(line->mode));
	before = out->len;
	mv_lock_line_effects(line, out);
	if (out->len == before)
		out->len--;
	mv_buf_addc(out, '\n');
}

static void add_locks(Server *server, const Statement *statement, StrBuf *out)
{
	const StatementLocks *locks = locks_of(server, statement);

	if (!locks)
		return;
	mv_buf_adds(out, out->len ? "\n" : "");
	mv_buf_addf(out, "**%s** on PostgreSQL %d", statement->tag, mv_lsp_locks(server)->server_version);
	mv_buf_adds(out, locks->in_transaction == TRI_YES ? ", in a transaction\n\n" : locks->in_transaction == TRI_NO ? ", commits by itself\n\n" : "\n\n");
	if (locks->sqlstate) {
		mv_buf_addf(out, "fails with %s: ", locks->sqlstate);
		add_code(out, locks->message);
		mv_buf_adds(out, "\n\n");
	}
	for (uint32_t i = 0; i < locks->relations.count; i++)
		add_lock(&locks->relations.items[i], out);
	for (uint32_t i = 0; i < locks->others.count; i++)
		add_lock(&locks->others.items[i], out);
	if (!locks->relations.count && !locks->others.count)
		mv_buf_adds(out, statement->resolution == RESOLVED ? "locks no table\n" : "what it locks is not known\n");
	if (locks->waits_for_snapshots)
		mv_buf_adds(out, "\nwaits until all older transactions are over\n");
}

/* ---- histories ---- */

typedef struct Rows {
	StrBuf *out;
	Arena *arena;
	const char *name, *last_end;
	uint32_t count;
} Rows;

static const char *value(const QueryRow *row, const char *name)
{
	for (uint32_t i = 0; i < row->count; i++) {
		if (strcmp(row->names[i], name) == 0)
			return row->values[i];
	}
	return NULL;
}

static void add_since(const QueryRow *row, const char *column, StrBuf *out)
{
	mv_buf_adds(out, "- ");
	if (value(row, column))
		add_code(out, value(row, column));
	else
		mv_buf_adds(out, "before the first migration");
	mv_buf_adds(out, ": ");
}

static bool add_version(void *data, const QueryRow *row)
{
	Rows *rows = data;

	if (!rows->count++) {
		mv_buf_adds(rows->out, "\n**History of ");
		add_code(rows->out, value(row, "full"));
		mv_buf_adds(rows->out, "**\n\n");
	}
	add_since(row, "path", rows->out);
	if (rows->name && !mv_streq(rows->name, value(row, "name"))) {
		mv_buf_adds(rows->out, "called ");
		add_code(rows->out, value(row, "name"));
		mv_buf_adds(rows->out, ", ");
	}
	rows->name = mv_arena_strdup(rows->arena, value(row, "name"));
	add_code(rows->out, value(row, "type") ? value(row, "type") : "unknown type");
	if (mv_streq(value(row, "not_null"), "1"))
		mv_buf_adds(rows->out, " not null");
	if (value(row, "default")) {
		mv_buf_adds(rows->out, " default ");
		add_code(rows->out, value(row, "default"));
	}
	mv_buf_addc(rows->out, '\n');
	rows->last_end = mv_arena_strdup(rows->arena, value(row, "end_path"));
	return true;
}

/* Its relations as written, "a", "b": where a word may be a column of. */
static void add_tables(const Statement *statement, StrBuf *sql)
{
	for (uint32_t i = 0; i < statement->changes.count; i++) {
		const QName *name = mv_change_relation(&statement->changes.items[i]);

		if (!name || !name->name)
			continue;
		mv_buf_adds(sql, ", ");
		mv_lsp_add_quoted(sql, mv_str(name->name));
	}
}

static void add_column_history(Server *server, const Migration *migration, const Here *here, const char *word, StrBuf *out)
{
	Arena *arena = server->analysis.run.arena;
	Rows rows = { .out = out, .arena = arena };
	StrBuf sql = { 0 };

	mv_buf_adds(&sql, "SELECT c.\"table\" || '.' || c.name AS \"full\", c.name, c.type, c.not_null, c.\"default\", f.path, e.path AS end_path FROM columns c"
			  " LEFT JOIN changes b ON b.id = c.from_change LEFT JOIN migrations f ON f.id = b.migration"
			  " LEFT JOIN changes d ON d.id = c.to_change LEFT JOIN migrations e ON e.id = d.migration"
			  " WHERE c.id IN (SELECT id FROM columns WHERE name = ");
	mv_lsp_add_quoted(&sql, mv_str(word));
	mv_buf_adds(&sql, " AND \"table\" IN (NULL");
	for (uint32_t i = 0; i < here->count && i < MOST_TOLD; i++)
		add_tables(here->told[i], &sql);
	mv_buf_adds(&sql, ")) AND c.project = (SELECT project FROM migrations WHERE path = ");
	mv_lsp_add_quoted(&sql, mv_str(migration->source->path));
	mv_buf_adds(&sql, " LIMIT 1) ORDER BY c.id, c.from_change LIMIT 100");
	if (mv_lsp_history(server))
		mv_history_query(mv_lsp_history(server), sql.ptr, add_version, &rows, &(long){ 0 }, NULL);
	if (rows.last_end) {
		mv_buf_adds(out, "- ");
		add_code(out, rows.last_end);
		mv_buf_adds(out, ": dropped\n");
	}
	mv_buf_release(&sql);
}

static bool add_column(void *data, const QueryRow *row)
{
	Rows *rows = data;

	if (!rows->count++) {
		mv_buf_adds(rows->out, "\n**Columns of ");
		add_code(rows->out, value(row, "table"));
		mv_buf_adds(rows->out, " before this migration**\n\n");
	}
	mv_buf_adds(rows->out, "- ");
	add_code(rows->out, value(row, "name"));
	mv_buf_addc(rows->out, ' ');
	add_code(rows->out, value(row, "type") ? value(row, "type") : "?");
	mv_buf_adds(rows->out, mv_streq(value(row, "not_null"), "1") ? " not null\n" : "\n");
	return true;
}

static void add_table(Server *server, const Migration *migration, const char *word, StrBuf *out)
{
	Rows rows = { .out = out, .arena = server->analysis.run.arena };
	StrBuf sql = { 0 };

	mv_buf_adds(&sql, "SELECT c.\"table\", c.name, c.type, c.not_null FROM columns c");
	mv_lsp_add_before(&sql, "c", migration);
	mv_buf_adds(&sql, " AND c.\"table\" = ");
	mv_lsp_add_quoted(&sql, mv_str(word));
	mv_buf_adds(&sql, " ORDER BY c.schema, c.position LIMIT 60");
	if (mv_lsp_history(server))
		mv_history_query(mv_lsp_history(server), sql.ptr, add_column, &rows, &(long){ 0 }, NULL);
	mv_buf_release(&sql);
}

void mv_lsp_add_before(StrBuf *sql, const char *alias, const Migration *migration)
{
	mv_buf_addf(sql, " JOIN migrations m ON m.project = %s.project LEFT JOIN changes b ON b.id = %s.from_change LEFT JOIN changes d ON d.id = %s.to_change"
			 " WHERE (b.id IS NULL OR b.migration < m.id) AND (d.id IS NULL OR d.migration >= m.id) AND m.path = ", alias, alias, alias);
	mv_lsp_add_quoted(sql, mv_str(migration->source ? migration->source->path : ""));
}

cJSON *mv_lsp_hover(Server *server, const cJSON *params)
{
	uint32_t offset = 0;
	const Document *document = mv_lsp_place(server, params, &offset);
	const Migration *migration;
	const Source *source = NULL;
	const char *word;
	StrBuf out = { 0 };
	cJSON *hover = NULL, *contents;
	Here here = { 0 };

	mv_lsp_analyze(server, document);
	migration = document ? mv_lsp_migration(server, document, &source) : NULL;
	if (migration && migration->source)
		here = statements_at(migration, document, offset);
	if (!here.count)
		return NULL;
	for (uint32_t i = 0; i < here.count && i < MOST_TOLD; i++)
		add_locks(server, here.told[i], &out);
	if (here.count > MOST_TOLD)
		mv_buf_addf(&out, "\nand %u more statements\n", (unsigned)(here.count - MOST_TOLD));
	word = mv_lsp_folded(mv_lsp_word((Str){ .ptr = document->text.ptr, .len = document->text.len }, offset), server->analysis.run.arena);
	if (*word && strlen(word) < 128) {
		add_column_history(server, migration, &here, word, &out);
		add_table(server, migration, word, &out);
	}
	if (out.len) {
		hover = cJSON_CreateObject();
		contents = cJSON_AddObjectToObject(hover, "contents");
		cJSON_AddStringToObject(contents, "kind", "markdown");
		cJSON_AddStringToObject(contents, "value", out.ptr);
		mv_source_index_lines(source, server->analysis.run.arena);
		cJSON_AddItemToObject(hover, "range", mv_lsp_range(mv_source_position(source, here.place.start, COLUMN_UTF16),
								   mv_source_position(source, here.place.end, COLUMN_UTF16)));
	}
	mv_buf_release(&out);
	return hover;
}
