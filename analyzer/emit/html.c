/*
 * html.c: the schema as one page for people: no script, nothing is fetched.
 * All text of the database is escaped; names of links are numbers.
 */
#include "describe.h"

#include <stdlib.h>
#include <string.h>

static void add_element(StrBuf *out, const char *element, const char *text)
{
	mv_buf_addf(out, "<%s>", element);
	mv_buf_add_markup(out, mv_str(text));
	mv_buf_addf(out, "</%s>", element);
}

static char *full_name(const Describe *describe, const Object *object)
{
	return object->schema && *object->schema ? mv_arena_format(describe->emit.arena, "%s.%s", object->schema, object->name) :
						   mv_arena_strdup(describe->emit.arena, object->name);
}

static void add_comment(const Describe *describe, StrBuf *out, uint32_t id)
{
	const char *comment = mv_schema_annotation(describe->emit.schema, id)->comment;

	if (comment && *comment)
		add_element(out, "p", comment);
}

static void add_columns(const Describe *describe, StrBuf *out, const Table *table)
{
	if (!table->columns.count)
		return;
	mv_buf_adds(out, "<table><tr><th>column<th>type<th>null<th>default<th>comment</tr>\n");
	for (uint32_t i = 0; i < table->columns.count; i++) {
		const Column *column = table->columns.items[i];
		const char *identity = mv_identity_name(column->identity);
		StrBuf type = { 0 }, value = { 0 };

		if (column->type)
			mv_emit_type(&describe->emit, &type, column->type);
		if (column->default_value)
			mv_emit_expression(&describe->emit, &value, column->default_value);
		if (column->generation)
			mv_emit_expression(&describe->emit, &value, column->generation);
		mv_buf_adds(out, "<tr>");
		add_element(out, "td", column->name);
		add_element(out, "td", type.ptr ? type.ptr : "?");
		add_element(out, "td", column->not_null == TRI_YES ? "not null" : "");
		mv_buf_adds(out, "<td>");
		if (identity)
			mv_buf_addf(out, "generated %s as identity", identity);
		if (column->generation)
			mv_buf_adds(out, "generated: ");
		if (value.ptr)
			add_element(out, "code", value.ptr);
		mv_buf_adds(out, "</td>");
		add_element(out, "td", mv_schema_annotation(describe->emit.schema, column->id)->comment);
		mv_buf_adds(out, "</tr>\n");
		mv_buf_release(&type);
		mv_buf_release(&value);
	}
	mv_buf_adds(out, "</table>\n");
}

/* Constraints, indexes, triggers, policies: name, and the statement's own words in short. */
static void add_parts(Describe *describe, StrBuf *out, const Table *table)
{
	const char *separator = "<ul>\n";

	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		mv_buf_addf(out, "%s<li>", separator);
		separator = "";
		mv_buf_addf(out, "%s ", mv_constraint_kind_name(constraint->kind));
		add_element(out, "b", constraint->name ? constraint->name : "");
		for (uint32_t c = 0; c < constraint->columns.count; c++) {
			mv_buf_adds(out, c ? ", " : ": ");
			mv_buf_add_markup(out, mv_str(constraint->columns.items[c]));
		}
		if (constraint->referenced) {
			mv_buf_addf(out, " &rarr; <a href=\"#o%u\">", (unsigned)constraint->referenced->object.id);
			mv_buf_add_markup(out, mv_str(full_name(describe, &constraint->referenced->object)));
			mv_buf_adds(out, "</a>");
		}
		if (constraint->expression) {
			StrBuf text = { 0 };

			mv_emit_expression(&describe->emit, &text, constraint->expression);
			mv_buf_addc(out, ' ');
			add_element(out, "code", text.ptr);
			mv_buf_release(&text);
		}
		mv_buf_adds(out, constraint->valid ? "</li>\n" : " <em>not valid</em></li>\n");
	}
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		if (index->constraint)
			continue;
		mv_buf_addf(out, "%s<li>%sindex ", separator, index->unique ? "unique " : "");
		separator = "";
		add_element(out, "b", index->object.name);
		for (uint32_t k = 0; k < index->keys.count; k++) {
			StrBuf text = { 0 };

			mv_emit_key(&describe->emit, &text, &index->keys.items[k], true);
			mv_buf_adds(out, k ? ", " : ": ");
			mv_buf_add_markup(out, mv_str(text.ptr ? text.ptr : "?"));
			mv_buf_release(&text);
		}
		mv_buf_adds(out, index->valid ? "</li>\n" : " <em>not valid</em></li>\n");
	}
	for (uint32_t i = 0; i < table->triggers.count + table->policies.count; i++) {
		bool is_trigger = i < table->triggers.count;
		const Object *object = is_trigger ? table->triggers.items[i] : table->policies.items[i - table->triggers.count];

		mv_buf_addf(out, "%s<li>%s ", separator, is_trigger ? "trigger" : "policy");
		separator = "";
		add_element(out, "b", object->name);
		mv_buf_adds(out, "</li>\n");
	}
	if (!*separator)
		mv_buf_adds(out, "</ul>\n");
}

static void add_relation(Describe *describe, StrBuf *out, const Object *object)
{
	const Table *table = (const Table *)object;

	mv_buf_addf(out, "<h2 id=\"o%u\">%s ", (unsigned)object->id, mv_object_kind_name(object->kind));
	mv_buf_add_markup(out, mv_str(full_name(describe, object)));
	mv_buf_adds(out, "</h2>\n");
	add_comment(describe, out, object->id);
	add_columns(describe, out, table);
	add_parts(describe, out, table);
	if (table->query && (object->kind == OBJ_VIEW || object->kind == OBJ_MATERIALIZED_VIEW)) {
		StrBuf text = { 0 };

		mv_emit_query(&describe->emit, &text, table->query, table->bindings);
		add_element(out, "pre", text.ptr);
		mv_buf_release(&text);
	}
}

static void add_others(Describe *describe, StrBuf *out, const char *title, const Map *map, bool of_relations)
{
	SortedObjects objects = mv_describe_sorted(describe->emit.arena, map);
	bool any = false;

	for (uint32_t i = 0; i < objects.count; i++) {
		const Object *object = objects.items[i];

		if (of_relations ? object->kind != OBJ_SEQUENCE : object->extension != NULL)
			continue;
		if (!any)
			mv_buf_addf(out, "<h2>%s</h2>\n<ul>\n", title);
		any = true;
		mv_buf_addf(out, "<li>%s ", mv_object_kind_name(object->kind));
		add_element(out, "b", full_name(describe, object));
		if (map == &describe->emit.schema->functions)
			mv_buf_add_markup(out, mv_str(mv_arena_format(describe->emit.arena, "(%s)", ((const Function *)object)->arguments)));
		for (uint32_t k = 0; object->kind == OBJ_ENUM && k < ((const EnumType *)object)->labels.count; k++) {
			mv_buf_adds(out, k ? ", " : ": ");
			mv_buf_add_markup(out, mv_str(((const EnumType *)object)->labels.items[k]));
		}
		mv_buf_adds(out, "</li>\n");
	}
	mv_buf_adds(out, any ? "</ul>\n" : "");
}

void mv_schema_html(const Schema *schema, int server_version, StrBuf *out)
{
	Describe describe = { .emit = { .schema = schema, .version = server_version, .arena = mv_arena_new() } };
	SortedObjects objects = mv_describe_sorted(describe.emit.arena, &schema->relations);

	mv_buf_adds(out, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Database schema</title>\n<style>"
			 "body{font:15px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}"
			 "td,th{border:1px solid #bbb;padding:.2em .5em;text-align:left;vertical-align:top}code,pre{font-size:90%}"
			 "pre{overflow-x:auto;background:#f4f4f4;padding:.5em}nav ul{columns:3}h2{border-top:1px solid #bbb;padding-top:.5em}"
			 "</style></head><body>\n");
	mv_buf_addf(out, "<h1>Database schema</h1>\n<p>PostgreSQL %d%s</p>\n<nav><ul>\n", server_version,
		    schema->complete && !schema->opaque_changes ? "" : "; not all of it is known");
	for (uint32_t i = 0; i < objects.count; i++) {
		if (!mv_emit_is_relation(objects.items[i]))
			continue;
		mv_buf_addf(out, "<li><a href=\"#o%u\">", (unsigned)objects.items[i]->id);
		mv_buf_add_markup(out, mv_str(full_name(&describe, objects.items[i])));
		mv_buf_adds(out, "</a></li>\n");
	}
	mv_buf_adds(out, "</ul></nav>\n");
	for (uint32_t i = 0; i < objects.count; i++) {
		if (mv_emit_is_relation(objects.items[i]))
			add_relation(&describe, out, objects.items[i]);
	}
	add_others(&describe, out, "Types", &schema->types, false);
	add_others(&describe, out, "Sequences", &schema->relations, true);
	add_others(&describe, out, "Routines", &schema->functions, false);
	add_others(&describe, out, "Other objects", &schema->others, false);
	mv_buf_adds(out, "</body></html>\n");
	mv_arena_free(describe.emit.arena);
}
