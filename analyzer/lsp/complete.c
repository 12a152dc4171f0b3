/*
 * complete.c: names of tables and columns as the migration finds them: of the
 * schema before it. The statement is being written and need not be one yet,
 * so its words are looked at, not its syntax.
 */
#include "lsp.h"

enum { KIND_FIELD = 5, KIND_CLASS = 7, LONGEST_STATEMENT = 32 << 10, MOST_WORDS = 400 };

typedef struct Completion {
	Server *server;
	const Migration *migration;
	Arena *arena;
	cJSON *items;
	VEC(const char *) words; /* of the statement, folded */
} Completion;


/* From the semicolon before to the one behind; a long text counts as far as it is near. */
static Str statement_around(Str text, uint32_t offset)
{
	size_t start = offset, end = offset;

	while (start > 0 && text.ptr[start - 1] != ';' && offset - start < LONGEST_STATEMENT)
		start--;
	while (end < text.len && text.ptr[end] != ';' && end - offset < LONGEST_STATEMENT)
		end++;
	return mv_str_slice(text, start, end);
}

static void split_words(Completion *c, Str text)
{
	for (size_t at = 0; at < text.len && c->words.count < MOST_WORDS;) {
		Str word;

		if (text.ptr[at] == '-' && at + 1 < text.len && text.ptr[at + 1] == '-') {
			while (at < text.len && text.ptr[at] != '\n')
				at++;
			continue;
		}
		word = mv_lsp_word(mv_str_slice(text, at, text.len), text.ptr[at] == '"' ? 1 : 0);
		if (word.len && word.len < 128)
			*VEC_PUSH(c->arena, &c->words) = mv_lsp_folded(word, c->arena);
		at += word.len ? word.len : 1;
	}
}

static bool in_comment(Str text, uint32_t offset)
{
	size_t line = offset;

	while (line > 0 && text.ptr[line - 1] != '\n')
		line--;
	return mv_str_find(mv_str_slice(text, line, offset), STR("--"), 0) != SIZE_MAX;
}

/* ---- items ---- */

/* A name that has to be quoted is offered so. */
static const char *as_written(const char *name, Arena *arena)
{
	bool plain = (*name >= 'a' && *name <= 'z') || *name == '_';
	StrBuf quoted = { 0 };
	const char *text;

	for (const char *c = name; *c; c++)
		plain = plain && ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_' || *c == '$');
	if (plain)
		return name;
	mv_buf_addc(&quoted, '"');
	for (const char *c = name; *c; c++)
		mv_buf_addf(&quoted, *c == '"' ? "\"\"" : "%c", *c);
	mv_buf_addc(&quoted, '"');
	text = mv_buf_to_arena(&quoted, arena);
	mv_buf_release(&quoted);
	return text;
}

/* Columns of a query: label, kind of item, detail. */
static bool add_item(void *data, const QueryRow *row)
{
	Completion *c = data;
	cJSON *item = cJSON_CreateObject();
	const char *insert = as_written(row->values[0], c->arena);

	cJSON_AddStringToObject(item, "label", row->values[0]);
	cJSON_AddNumberToObject(item, "kind", mv_streq(row->values[1], "column") ? KIND_FIELD : KIND_CLASS);
	if (row->values[2])
		cJSON_AddStringToObject(item, "detail", row->values[2]);
	if (insert != row->values[0])
		cJSON_AddStringToObject(item, "insertText", insert);
	/* columns of the statement's tables before tables */
	cJSON_AddStringToObject(item, "sortText", mv_arena_concat(c->arena, mv_streq(row->values[1], "column") ? "0" : "1", row->values[0], ""));
	cJSON_AddItemToArray(c->items, item);
	return true;
}

static void query(Completion *c, const StrBuf *sql)
{
	History *history = mv_lsp_history(c->server);
	Error err = { 0 };

	if (history)
		mv_history_query(history, sql->ptr, add_item, c, &(long){ 0 }, &err);
}

static void add_columns(Completion *c, const char *const *tables, uint32_t count)
{
	StrBuf sql = { 0 };

	mv_buf_adds(&sql, "SELECT DISTINCT c.name, 'column', c.\"table\" || ': ' || coalesce(c.type, 'unknown type') || iif(c.not_null, ' not null', '')"
			  " FROM columns c");
	mv_lsp_add_before(&sql, "c", c->migration);
	mv_buf_adds(&sql, " AND lower(c.\"table\") IN (NULL");
	for (uint32_t i = 0; i < count; i++) {
		mv_buf_adds(&sql, ", lower(");
		mv_lsp_add_quoted(&sql, mv_str(tables[i]));
		mv_buf_addc(&sql, ')');
	}
	mv_buf_adds(&sql, ") ORDER BY c.\"table\", c.position LIMIT 2000");
	query(c, &sql);
	mv_buf_release(&sql);
}

/* `schema` NULL: all; those outside of public with their schema. */
static void add_tables(Completion *c, const char *schema)
{
	static const struct {
		const char *from, *kind;
	} relations[] = { { "tables", "t.kind" }, { "views", "t.kind" } };

	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
		StrBuf sql = { 0 };

		if (schema)
			mv_buf_adds(&sql, "SELECT t.name");
		else
			mv_buf_adds(&sql, "SELECT iif(t.schema = 'public', '', t.schema || '.') || t.name");
		mv_buf_addf(&sql, ", 'table', %s FROM %s t", relations[i].kind, relations[i].from);
		mv_lsp_add_before(&sql, "t", c->migration);
		if (schema) {
			mv_buf_adds(&sql, " AND t.schema = ");
			mv_lsp_add_quoted(&sql, mv_str(schema));
		}
		mv_buf_adds(&sql, " ORDER BY 1 LIMIT 5000");
		query(c, &sql);
		mv_buf_release(&sql);
	}
}

/* `u` of "users u" or "users AS u"; the word itself when it stands behind none. */
static const char *table_of_alias(const Completion *c, const char *word)
{
	for (uint32_t i = 1; i < c->words.count; i++) {
		const char *before = c->words.items[i - 1];

		if (strcmp(c->words.items[i], word) != 0)
			continue;
		if (strcmp(before, "as") == 0 && i > 1)
			return c->words.items[i - 2];
		if (strcmp(before, "from") != 0 && strcmp(before, "join") != 0 && strcmp(before, "table") != 0 && strcmp(before, "update") != 0 &&
		    strcmp(before, "into") != 0 && strcmp(before, "on") != 0)
			return before;
	}
	return word;
}

/* The word in front of the dot right before what is written; empty: there is none. */
static const char *qualifier(const Completion *c, Str text, uint32_t offset)
{
	Str word = mv_lsp_word(text, offset);
	size_t start = word.len ? (size_t)(word.ptr - text.ptr) : offset;

	if (start == 0 || start > offset || text.ptr[start - 1] != '.')
		return "";
	return mv_lsp_folded(mv_lsp_word(text, (uint32_t)start - 1), c->arena);
}

cJSON *mv_lsp_complete(Server *server, const cJSON *params)
{
	uint32_t offset = 0;
	const Document *document = mv_lsp_place(server, params, &offset);
	Completion c = { .server = server };
	const Source *source;
	const char *before;
	Str text;

	mv_lsp_analyze(server, document);
	c.migration = document ? mv_lsp_migration(server, document, &source) : NULL;
	/* in Python a name may be anything's */
	if (!c.migration || !c.migration->source || mv_source_is_python(c.migration->source))
		return NULL;
	text = (Str){ .ptr = document->text.ptr ? document->text.ptr : "", .len = document->text.len };
	c.arena = server->analysis.run.arena;
	c.items = cJSON_CreateArray();
	if (in_comment(text, offset))
		return c.items;
	split_words(&c, statement_around(text, offset));
	before = qualifier(&c, text, offset);
	if (*before) {
		const char *const tables[] = { before, table_of_alias(&c, before) };

		add_columns(&c, tables, 2);
		add_tables(&c, before);
	} else {
		add_columns(&c, c.words.items, c.words.count);
		add_tables(&c, NULL);
	}
	return c.items;
}
