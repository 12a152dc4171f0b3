/*
 * catalog_sql.c: names of indexes and constraints that a RunSQL gives or takes.
 *
 * Django finds them by introspection when a later operation drops "the index
 * over these columns". Only plain statements are looked at: what SQL really
 * means is the business of the PostgreSQL front end, and comes later.
 */
#include "special.h"

#include <ctype.h>
#include <string.h>

enum { MOST_COLUMNS = 32 };

typedef struct Scanner {
	Arena *arena;
	Str rest;
	Str token;   /* as written; empty at the end */
	const char *name; /* of an identifier: folded or without quotes; NULL: no identifier */
} Scanner;

static size_t quoted_end(Str text, size_t start)
{
	char quote = text.ptr[start];
	size_t at = start + 1;

	while (at < text.len && (text.ptr[at] != quote || (at + 1 < text.len && text.ptr[at + 1] == quote)))
		at += text.ptr[at] == quote ? 2 : 1;
	return at < text.len ? at + 1 : text.len;
}

/* $tag$ ... $tag$ */
static size_t dollar_end(Str text, size_t start)
{
	size_t tag = start + 1, end;

	while (tag < text.len && (isalnum((unsigned char)text.ptr[tag]) || text.ptr[tag] == '_'))
		tag++;
	if (tag >= text.len || text.ptr[tag] != '$')
		return start + 1;
	end = mv_str_find(text, mv_str_slice(text, start, tag + 1), tag + 1);
	return end == SIZE_MAX ? text.len : end + (tag + 1 - start);
}

static size_t comment_end(Str text, size_t start)
{
	size_t end;

	if (text.ptr[start] == '-')
		end = mv_str_find(text, STR("\n"), start);
	else
		end = mv_str_find(text, STR("*/"), start + 2);
	return end == SIZE_MAX ? text.len : end + (text.ptr[start] == '-' ? 1 : 2);
}

static bool next(Scanner *scanner)
{
	Str text = scanner->rest;
	size_t start = 0, end;

	for (;;) {
		while (start < text.len && isspace((unsigned char)text.ptr[start]))
			start++;
		if (start + 1 < text.len && ((text.ptr[start] == '-' && text.ptr[start + 1] == '-') || (text.ptr[start] == '/' && text.ptr[start + 1] == '*')))
			start = comment_end(text, start);
		else
			break;
	}
	scanner->name = NULL;
	end = start;
	if (start < text.len) {
		char c = text.ptr[start];

		if (isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80) {
			char *name;

			while (end < text.len && (isalnum((unsigned char)text.ptr[end]) || text.ptr[end] == '_' || text.ptr[end] == '$' ||
						  (unsigned char)text.ptr[end] >= 0x80))
				end++;
			name = mv_arena_strndup(scanner->arena, text.ptr + start, end - start);
			for (char *at = name; *at; at++)
				*at = (char)tolower((unsigned char)*at);
			scanner->name = name;
		} else if (c == '"' || c == '\'') {
			end = quoted_end(text, start);
			if (c == '"' && end - start >= 2)
				scanner->name = mv_arena_strndup(scanner->arena, text.ptr + start + 1, end - start - 2);
		} else {
			end = c == '$' ? dollar_end(text, start) : start + 1;
		}
	}
	scanner->token = mv_str_slice(text, start, end);
	scanner->rest = mv_str_slice(text, end, text.len);
	return scanner->token.len > 0;
}

static bool is(const Scanner *scanner, const char *word)
{
	return scanner->token.len == strlen(word) && mv_str_eq_case(scanner->token, mv_str(word));
}

/* Takes the words if they are there. */
static bool skip(Scanner *scanner, const char *word)
{
	if (!is(scanner, word))
		return false;
	next(scanner);
	return true;
}

static void skip_if_exists(Scanner *scanner)
{
	if (skip(scanner, "if")) {
		skip(scanner, "not");
		skip(scanner, "exists");
	}
}

/* schema.name gives the name */
static const char *take_name(Scanner *scanner)
{
	const char *name = scanner->name;

	if (!name)
		return NULL;
	next(scanner);
	if (is(scanner, ".")) {
		next(scanner);
		name = scanner->name;
		next(scanner);
	}
	return name;
}

/* (a, b DESC); an expression has no name */
static uint32_t take_columns(Scanner *scanner, const char **columns, bool *expressions)
{
	uint32_t count = 0, depth = 1;
	bool first = true;

	if (!skip(scanner, "("))
		return 0;
	while (scanner->token.len && depth && count < MOST_COLUMNS) {
		if (first && depth == 1) {
			*expressions = *expressions || !scanner->name;
			columns[count++] = scanner->name;
			first = false;
		}
		if (is(scanner, "("))
			*expressions = true;
		depth += is(scanner, "(");
		depth -= is(scanner, ")");
		first = depth == 1 && is(scanner, ",");
		next(scanner);
	}
	return count;
}

static void create_index(Scanner *scanner, Catalog *catalog, bool unique)
{
	const char *columns[MOST_COLUMNS], *table;
	CatalogEntry entry = { .kind = CATALOG_INDEX, .unique = unique, .method = "btree", .columns = columns };

	skip(scanner, "concurrently");
	skip_if_exists(scanner);
	entry.name = take_name(scanner);
	if (!entry.name || !skip(scanner, "on"))
		return;
	skip(scanner, "only");
	table = take_name(scanner);
	if (skip(scanner, "using"))
		entry.method = take_name(scanner);
	entry.column_count = take_columns(scanner, columns, &entry.partial);
	while (scanner->token.len && !is(scanner, ";")) {
		entry.partial = entry.partial || is(scanner, "where");
		next(scanner);
	}
	if (table && entry.method && entry.column_count)
		mv_catalog_add(catalog, table, &entry);
}

/* Is it a word of expressions, and no column? */
static bool is_word(const char *name)
{
	static const char *const words[] = { "and", "or", "not", "null", "is", "in", "between", "like", "ilike", "similar", "to", "true", "false", "any",
					     "all", "some", "array", "case", "when", "then", "else", "end", "distinct", "from", "cast", "as", "collate",
					     "interval", "date", "timestamp", "time", "at", "zone", "isnull", "notnull", "symmetric", "escape", "row" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], name) == 0)
			return true;
	return false;
}

/* The columns that a CHECK in parentheses names, each once. */
static uint32_t take_checked(Scanner *scanner, const char **columns)
{
	uint32_t count = 0, depth = 1;
	bool is_type = false;

	if (!skip(scanner, "("))
		return 0;
	while (scanner->token.len && depth) {
		const char *name = scanner->name;
		bool quoted = scanner->token.ptr[0] == '"', was_type = is_type, known = false;

		depth += is(scanner, "(");
		depth -= is(scanner, ")");
		is_type = is(scanner, ":");
		next(scanner);
		if (!name || was_type || (!quoted && is_word(name)) || is(scanner, "("))
			continue;
		for (uint32_t i = 0; i < count; i++)
			known = known || strcmp(columns[i], name) == 0;
		if (!known && count < MOST_COLUMNS)
			columns[count++] = name;
	}
	return count;
}

/* The name that PostgreSQL gives: columns are joined by '_'; none: of the whole table. */
static const char *made_name(const Catalog *catalog, const char *table, const CatalogEntry *entry)
{
	static const char *const labels[] = { [CATALOG_PRIMARY_KEY] = "pkey", [CATALOG_UNIQUE] = "key", [CATALOG_CHECK] = "check",
					      [CATALOG_FOREIGN_KEY] = "fkey", [CATALOG_EXCLUSION] = "excl", [CATALOG_INDEX] = "idx" };
	uint32_t count = entry->kind == CATALOG_PRIMARY_KEY || (entry->kind == CATALOG_CHECK && entry->column_count != 1) ? 0 : entry->column_count;
	const char *columns = count ? entry->columns[0] : NULL;

	for (uint32_t i = 1; i < count && columns && entry->columns[i]; i++)
		columns = mv_arena_format(catalog->arena, "%s_%s", columns, entry->columns[i]);
	return mv_catalog_made_name(catalog, table, columns, labels[entry->kind]);
}

static void add(Catalog *catalog, const char *table, CatalogEntry *entry)
{
	if (!entry->column_count && entry->kind != CATALOG_CHECK)
		return;
	if (!entry->name)
		entry->name = made_name(catalog, table, entry);
	mv_catalog_add(catalog, table, entry);
}

/* UNIQUE USING INDEX x: the index is the constraint's from now on, and gets its name. */
static void take_index(Scanner *scanner, Catalog *catalog, const char *table, CatalogEntry *entry)
{
	const char *index = take_name(scanner);
	const CatalogTable *found = mv_catalog_table(catalog, table);

	for (uint32_t i = 0; index && found && i < found->entries.count; i++) {
		const CatalogEntry *old = &found->entries.items[i];

		if (!mv_streq(old->name, index))
			continue;
		entry->columns = old->columns;
		entry->column_count = old->column_count;
		if (!entry->name)
			entry->name = index;
		mv_catalog_drop(catalog, table, index);
		break;
	}
}

/* What stands behind CONSTRAINT name, of a table; false: it is none. */
static bool table_constraint(Scanner *scanner, Catalog *catalog, const char *table, const char *given)
{
	const char *columns[MOST_COLUMNS];
	CatalogEntry entry = { .columns = columns, .name = given };
	bool expressions = false;

	if (skip(scanner, "unique")) {
		entry.kind = CATALOG_UNIQUE;
		entry.unique = true;
	} else if (skip(scanner, "primary")) {
		skip(scanner, "key");
		entry.kind = CATALOG_PRIMARY_KEY;
		entry.unique = true;
	} else if (skip(scanner, "foreign")) {
		skip(scanner, "key");
		entry.kind = CATALOG_FOREIGN_KEY;
	} else if (skip(scanner, "check")) {
		entry.kind = CATALOG_CHECK;
		entry.column_count = take_checked(scanner, columns);
		add(catalog, table, &entry);
		return true;
	} else {
		return false;
	}
	if (skip(scanner, "nulls")) {
		skip(scanner, "not");
		skip(scanner, "distinct");
	}
	if (skip(scanner, "using") && skip(scanner, "index"))
		take_index(scanner, catalog, table, &entry);
	else
		entry.column_count = take_columns(scanner, columns, &expressions);
	if (skip(scanner, "references"))
		entry.references = take_name(scanner);
	add(catalog, table, &entry);
	return true;
}

/* What stands behind the name of a column, up to the comma: UNIQUE, PRIMARY KEY, REFERENCES, CHECK. */
static void column_constraints(Scanner *scanner, Catalog *catalog, const char *table, const char *column)
{
	const char *given = NULL, *columns[MOST_COLUMNS];
	uint32_t depth = 0;

	while (scanner->token.len && !is(scanner, ";") && !(depth == 0 && (is(scanner, ",") || is(scanner, ")")))) {
		CatalogEntry entry = { .columns = columns, .column_count = 1, .name = given };

		columns[0] = column;
		if (depth == 0 && skip(scanner, "constraint")) {
			given = take_name(scanner);
			continue;
		}
		if (depth == 0 && skip(scanner, "unique")) {
			entry.kind = CATALOG_UNIQUE;
			entry.unique = true;
		} else if (depth == 0 && skip(scanner, "primary")) {
			entry.kind = CATALOG_PRIMARY_KEY;
			entry.unique = true;
		} else if (depth == 0 && skip(scanner, "references")) {
			entry.kind = CATALOG_FOREIGN_KEY;
			entry.references = take_name(scanner);
		} else if (depth == 0 && skip(scanner, "check")) {
			entry.kind = CATALOG_CHECK;
			entry.column_count = take_checked(scanner, columns);
		} else {
			depth += is(scanner, "(");
			depth -= depth && is(scanner, ")");
			next(scanner);
			continue;
		}
		add(catalog, table, &entry);
		given = NULL;
	}
}

static void create_table(Scanner *scanner, Catalog *catalog)
{
	const char *table;

	skip_if_exists(scanner);
	table = take_name(scanner);
	/* IF NOT EXISTS */
	if (!table || mv_catalog_table(catalog, table) || !skip(scanner, "("))
		return;
	mv_catalog_add_table(catalog, table);
	while (scanner->token.len && !is(scanner, ";") && !is(scanner, ")")) {
		const char *given = skip(scanner, "constraint") ? take_name(scanner) : NULL;

		if (!table_constraint(scanner, catalog, table, given)) {
			const char *column = take_name(scanner);

			if (!column)
				next(scanner);
			else
				column_constraints(scanner, catalog, table, column);
		}
		/* options of a constraint */
		column_constraints(scanner, catalog, table, "");
		if (!skip(scanner, ","))
			break;
	}
}

static void alter_table(Scanner *scanner, Catalog *catalog)
{
	const char *table, *name;

	skip_if_exists(scanner);
	skip(scanner, "only");
	table = take_name(scanner);
	if (!table)
		return;
	if (skip(scanner, "rename")) {
		if (skip(scanner, "to")) {
			name = take_name(scanner);
			if (name)
				mv_catalog_rename_table(catalog, table, name);
			return;
		}
		if (skip(scanner, "constraint")) {
			name = take_name(scanner);
			if (name && skip(scanner, "to") && scanner->name)
				mv_catalog_rename_named(catalog, name, scanner->name);
			return;
		}
		skip(scanner, "column");
		name = take_name(scanner);
		if (name && skip(scanner, "to") && scanner->name)
			mv_catalog_rename_column(catalog, table, name, scanner->name);
		return;
	}
	while (scanner->token.len && !is(scanner, ";")) {
		if (skip(scanner, "add")) {
			bool constraint = skip(scanner, "constraint");

			name = constraint ? take_name(scanner) : NULL;
			if (table_constraint(scanner, catalog, table, name) || constraint)
				continue;
			skip(scanner, "column");
			skip_if_exists(scanner);
			name = take_name(scanner);
			if (name)
				column_constraints(scanner, catalog, table, name);
		} else if (skip(scanner, "drop")) {
			bool constraint = skip(scanner, "constraint");

			if (!constraint)
				skip(scanner, "column");
			skip_if_exists(scanner);
			name = take_name(scanner);
			if (name && constraint)
				mv_catalog_drop(catalog, table, name);
			else if (name)
				mv_catalog_drop_column(catalog, table, name);
		} else {
			next(scanner);
		}
	}
}

static void drop_tables(Scanner *scanner, Catalog *catalog)
{
	skip_if_exists(scanner);
	do {
		const char *name = take_name(scanner);

		if (name)
			mv_catalog_drop_table(catalog, name);
	} while (skip(scanner, ","));
}

static void drop_indexes(Scanner *scanner, Catalog *catalog)
{
	skip(scanner, "concurrently");
	skip_if_exists(scanner);
	do {
		const char *name = take_name(scanner);

		if (name)
			mv_catalog_drop_named(catalog, name);
	} while (skip(scanner, ","));
}

void mv_django_catalog_sql(Lowering *lowering, const PyString *string)
{
	Scanner scanner = { .arena = lowering->arena, .rest = string->text };

	if (string->hole_count)
		return;
	while (next(&scanner)) {
		if (skip(&scanner, "create")) {
			bool unique = skip(&scanner, "unique");

			if (skip(&scanner, "index"))
				create_index(&scanner, lowering->catalog, unique);
			skip(&scanner, "unlogged");
			if (skip(&scanner, "table"))
				create_table(&scanner, lowering->catalog);
		} else if (skip(&scanner, "drop")) {
			if (skip(&scanner, "index"))
				drop_indexes(&scanner, lowering->catalog);
			else if (skip(&scanner, "table"))
				drop_tables(&scanner, lowering->catalog);
		} else if (skip(&scanner, "alter")) {
			if (skip(&scanner, "table")) {
				alter_table(&scanner, lowering->catalog);
			} else if (skip(&scanner, "index")) {
				const char *name;

				skip_if_exists(&scanner);
				name = take_name(&scanner);
				if (name && skip(&scanner, "rename") && skip(&scanner, "to") && scanner.name)
					mv_catalog_rename_named(lowering->catalog, name, scanner.name);
			}
		}
		while (scanner.token.len && !is(&scanner, ";"))
			next(&scanner);
	}
}
