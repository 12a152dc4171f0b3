/*
 * mermaid.c: an erDiagram: tables with their columns, foreign keys as lines.
 * Partitions are left out, their partitioned table stands for them.
 *
 * The grammar (mermaid's erDiagram.jison): an entity is a string without
 * quotes, percent signs and backslashes; types and names of attributes are
 * words; PK, FK and UK are reserved.
 */
#include "describe.h"

#include <string.h>

static bool is_word_byte(unsigned char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80 ||
	       (!first && ((c >= '0' && c <= '9') || c == '-' || c == '[' || c == ']' || c == '(' || c == ')'));
}

static void add_word(StrBuf *out, const char *text)
{
	bool reserved = strcmp(text, "PK") == 0 || strcmp(text, "FK") == 0 || strcmp(text, "UK") == 0;

	if (reserved || !is_word_byte((unsigned char)*text, true))
		mv_buf_addc(out, '_');
	for (; *text; text++)
		mv_buf_addc(out, is_word_byte((unsigned char)*text, false) ? *text : '_');
}

static void add_string(StrBuf *out, const char *text)
{
	for (; *text; text++)
		mv_buf_addc(out, *text == '"' || *text == '%' || *text == '\\' || (unsigned char)*text < 0x20 ? '_' : *text);
}

static void add_entity(StrBuf *out, const Table *table)
{
	mv_buf_addc(out, '"');
	if (strcmp(table->object.schema, "public") != 0) {
		add_string(out, table->object.schema);
		mv_buf_addc(out, '.');
	}
	add_string(out, table->object.name);
	mv_buf_addc(out, '"');
}

static bool is_drawn(const Object *object)
{
	return (object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE) && mv_emit_is_written(object) && !((const Table *)object)->bound;
}

static bool is_in(const Constraint *constraint, const char *column)
{
	for (uint32_t i = 0; i < constraint->columns.count; i++) {
		if (strcmp(constraint->columns.items[i], column) == 0)
			return true;
	}
	return false;
}

static void write_column(StrBuf *out, const Table *table, const Column *column, Arena *arena)
{
	bool primary = false, foreign = false, unique = false;
	Type bare = column->type ? *column->type : (Type){ .name = "unknown" };

	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (!is_in(constraint, column->name))
			continue;
		primary |= constraint->kind == CONSTRAINT_PRIMARY_KEY;
		foreign |= constraint->kind == CONSTRAINT_FOREIGN_KEY;
		unique |= constraint->kind == CONSTRAINT_UNIQUE && constraint->columns.count == 1;
	}
	bare.collation = NULL;
	mv_buf_adds(out, "        ");
	add_word(out, mv_type_format(&bare, arena));
	mv_buf_addc(out, ' ');
	add_word(out, column->name);
	if (primary || foreign || unique)
		mv_buf_addf(out, " %s%s%s%s%s", primary ? "PK" : "", primary && foreign ? ", " : "", foreign ? "FK" : "",
			    (primary || foreign) && unique ? ", " : "", unique ? "UK" : "");
	mv_buf_addc(out, '\n');
}

/* One row here, or many, for one there? */
static bool is_one(const Table *table, const Constraint *key)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *other = table->constraints.items[i];
		bool same = (other->kind == CONSTRAINT_PRIMARY_KEY || other->kind == CONSTRAINT_UNIQUE) &&
			    other->columns.count == key->columns.count;

		for (uint32_t c = 0; same && c < key->columns.count; c++)
			same = is_in(other, key->columns.items[c]);
		if (same)
			return true;
	}
	return false;
}

static void write_key(StrBuf *out, const Table *table, const Constraint *key)
{
	bool required = key->columns.count > 0;

	for (uint32_t i = 0; i < key->columns.count; i++) {
		const Column *column = mv_table_column(table, key->columns.items[i]);

		required &= column && column->not_null == TRI_YES;
	}
	mv_buf_adds(out, "    ");
	add_entity(out, key->referenced);
	mv_buf_addf(out, " %s--%s ", required ? "||" : "|o", is_one(table, key) ? "o|" : "o{");
	add_entity(out, table);
	mv_buf_adds(out, " : \"");
	for (uint32_t i = 0; i < key->columns.count; i++) {
		mv_buf_adds(out, i ? ", " : "");
		add_string(out, key->columns.items[i]);
	}
	mv_buf_adds(out, "\"\n");
}

void mv_schema_mermaid(const Schema *schema, int server_version, StrBuf *out)
{
	Arena *arena = mv_arena_new();
	SortedObjects objects = mv_describe_sorted(arena, &schema->relations);

	(void)server_version;
	mv_buf_adds(out, "erDiagram\n");
	for (uint32_t i = 0; i < objects.count; i++) {
		const Table *table = (const Table *)objects.items[i];

		if (!is_drawn(&table->object))
			continue;
		mv_buf_adds(out, "    ");
		add_entity(out, table);
		mv_buf_adds(out, table->columns.count ? " {\n" : "\n");
		for (uint32_t c = 0; c < table->columns.count; c++)
			write_column(out, table, table->columns.items[c], arena);
		mv_buf_adds(out, table->columns.count ? "    }\n" : "");
	}
	for (uint32_t i = 0; i < objects.count; i++) {
		const Table *table = (const Table *)objects.items[i];

		for (uint32_t c = 0; is_drawn(&table->object) && c < table->constraints.count; c++) {
			const Constraint *key = table->constraints.items[c];

			if (key->kind == CONSTRAINT_FOREIGN_KEY && key->referenced && is_drawn(&key->referenced->object))
				write_key(out, table, key);
		}
	}
	mv_arena_free(arena);
}
