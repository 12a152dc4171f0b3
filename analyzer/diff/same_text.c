/* same_text.c: two texts become trees: statements, expressions, bounds of partitions. */
#include "same.h"

#include "migvet/tree.h"

#include <stdlib.h>
#include <string.h>

/* ---- objects that are kept as statements ---- */

/* What a mapping of a text search configuration adds: "word:simple,english". */
static void add_mappings(const cJSON *node, StrBuf *out)
{
	const cJSON *token, *dictionary;

	cJSON_ArrayForEach(token, mv_same_get(node, "tokentype")) {
		mv_buf_addf(out, "%s:", mv_same_string(token, "sval"));
		cJSON_ArrayForEach(dictionary, mv_same_get(node, "dicts")) {
			mv_buf_addf(out, "%s,", mv_same_last_name(mv_same_get(dictionary, "items")));
		}
		mv_buf_addc(out, '\n');
	}
}

static int by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* In one order. */
static const char *sorted_lines(Same *same, const StrBuf *text)
{
	VEC(char *) lines = { 0 };
	char *copy = mv_arena_strdup(same->arena, text->ptr ? text->ptr : ""), *rest = copy, *end;
	StrBuf sorted = { 0 };
	const char *result;

	for (; (end = strchr(rest, '\n')); rest = end + 1) {
		*end = '\0';
		*VEC_PUSH(same->arena, &lines) = rest;
	}
	if (lines.count)
		qsort(lines.items, lines.count, sizeof *lines.items, by_text);
	for (uint32_t i = 0; i < lines.count; i++)
		mv_buf_addf(&sorted, "%s\n", lines.items[i]);
	result = lines.count ? mv_buf_to_arena(&sorted, same->arena) : "";
	mv_buf_release(&sorted);
	return result;
}

static const cJSON *statement_of(const cJSON *item) { return item ? cJSON_GetObjectItem(item, "stmt") : NULL; }

/* Of a configuration made without a copy of another one: all its mappings; NULL: it is something else. */
static const char *mappings_of(Same *same, const cJSON *statements)
{
	const cJSON *first = statement_of(statements ? statements->child : NULL), *option, *item;
	StrBuf text = { 0 };
	const char *result;

	if (!mv_same_is(first, "DefineStmt") || !mv_streq(mv_same_string(first, "kind"), "OBJECT_TSCONFIGURATION"))
		return NULL;
	cJSON_ArrayForEach(option, mv_same_get(first, "definition")) {
		if (mv_streq(mv_same_string(option, "defname"), "copy"))
			return NULL;
	}
	for (item = statements->child->next; item; item = item->next) {
		const cJSON *node = statement_of(item);

		if (!mv_same_is(node, "AlterTSConfigurationStmt") || !mv_streq(mv_same_string(node, "kind"), "ALTER_TSCONFIG_ADD_MAPPING")) {
			mv_buf_release(&text);
			return NULL;
		}
		add_mappings(node, &text);
	}
	result = sorted_lines(same, &text);
	mv_buf_release(&text);
	return result;
}

/* How an event trigger fires is what was said last; NULL: it is something else. */
static const char *firing_of(const cJSON *statements)
{
	const char *fires = "O";
	const cJSON *item;

	if (!mv_same_is(statement_of(statements ? statements->child : NULL), "CreateEventTrigStmt"))
		return NULL;
	for (item = statements->child->next; item; item = item->next) {
		const cJSON *enabled = mv_same_get(statement_of(item), "tgenabled");

		if (!mv_same_is(statement_of(item), "AlterEventTrigStmt"))
			return NULL;
		fires = cJSON_GetStringValue(enabled) ? cJSON_GetStringValue(enabled) : "?";
	}
	return fires;
}

/* UNKNOWN: statement by statement, then. */
static Tri same_in_all(Same *same, const cJSON *a, const cJSON *b)
{
	const char *left = mappings_of(same, a), *right = mappings_of(same, b);

	if (!left || !right) {
		left = firing_of(a);
		right = firing_of(b);
	}
	if (!left || !right)
		return TRI_UNKNOWN;
	return mv_tri_and(mv_tri(strcmp(left, right) == 0), mv_same_node(same, statement_of(a->child), statement_of(b->child)));
}

/* ---- texts ---- */

static Tri same_texts(Same *same, const char *a, const char *b)
{
	char *first = mv_sql_tree(a, same->arena), *second = mv_sql_tree(b, same->arena);
	cJSON *left = first ? cJSON_Parse(first) : NULL, *right = second ? cJSON_Parse(second) : NULL;
	const cJSON *one = cJSON_GetObjectItem(left, "stmts"), *other = cJSON_GetObjectItem(right, "stmts");
	Tri result = left && right ? TRI_YES : TRI_UNKNOWN, whole = result == TRI_YES ? same_in_all(same, one, other) : TRI_UNKNOWN;

	if (whole != TRI_UNKNOWN) {
		result = whole;
		one = other = NULL;
	} else if (result == TRI_YES && cJSON_GetArraySize(one) != cJSON_GetArraySize(other)) {
		result = TRI_UNKNOWN;
	}
	for (one = one ? one->child : NULL, other = other ? other->child : NULL; result != TRI_NO && one && other; one = one->next, other = other->next) {
		const cJSON *before = cJSON_GetObjectItem(one, "stmt"), *after = cJSON_GetObjectItem(other, "stmt");

		/* the names of a view's columns are compared as columns */
		result = mv_tri_and(result, mv_same_is(before, "SelectStmt") && mv_same_is(after, "SelectStmt") ? mv_same_select(same, before->child, after->child, false) :
						    mv_same_node(same, before, after));
	}
	cJSON_Delete(left);
	cJSON_Delete(right);
	return result;
}

static Same begin(const Diff *diff)
{
	return (Same){ .arena = diff->arena, .schema = { diff->expected, diff->found }, .table = { diff->tables[0], diff->tables[1] },
		       .value = { diff->values[0], diff->values[1] } };
}

Tri mv_diff_same_statements(const Diff *diff, const char *expected, const char *found)
{
	Same same = begin(diff);

	return mv_streq(expected, found) ? TRI_YES : expected && found ? same_texts(&same, expected, found) : TRI_NO;
}

/* One value of a bound. */
static Tri same_datum(Same *same, const char *type, const cJSON *a, const cJSON *b)
{
	const char *left_type, *right_type;
	const cJSON *left = mv_same_constant_of(same, a, &left_type), *right = mv_same_constant_of(same, b, &right_type);

	if (left && right)
		return mv_same_constants(same, left, type ? type : left_type, right, type ? type : right_type);
	if (mv_same_is(a, "ColumnRef") && mv_same_is(b, "ColumnRef"))
		return mv_same_columns(same, a, b);
	/* an expression was computed once and for all */
	return left || right ? TRI_UNKNOWN : mv_same_node(same, a, b);
}

static Tri same_data(Same *same, const Table *parent, const cJSON *a, const cJSON *b, bool list)
{
	Tri result = cJSON_GetArraySize(a) == cJSON_GetArraySize(b) ? TRI_YES : TRI_NO;
	uint32_t key = 0;

	for (a = a ? a->child : NULL, b = b ? b->child : NULL; a && b && result != TRI_NO; a = a->next, b = b->next, key += !list) {
		const char *column = parent && key < parent->partition_keys.count ? parent->partition_keys.items[key].column : NULL;
		const Column *keyed = column ? mv_table_column(parent, column) : NULL;

		result = mv_tri_and(result, same_datum(same, keyed ? mv_same_stored_type(same, 0, keyed->type) : NULL, a, b));
	}
	return result;
}

static const cJSON *bound_of(const cJSON *tree)
{
	const cJSON *statement = cJSON_GetArrayItem(cJSON_GetObjectItem(tree, "stmts"), 0);

	return mv_same_get(cJSON_GetObjectItem(statement, "stmt"), "partbound");
}

Tri mv_diff_same_bounds(const Diff *diff, const Table *left, const Table *right, const char *expected, const char *found)
{
	static const char *const kept[] = { "strategy", "is_default", "modulus", "remainder" };
	static const char *const lists[] = { "listdatums", "lowerdatums", "upperdatums" };
	Same same = begin(diff);
	const Table *parent = left->parents.count == 1 && right->parents.count == 1 ? left->parents.items[0] : NULL;
	char *first = mv_sql_tree(mv_arena_format(diff->arena, "CREATE TABLE a PARTITION OF b %s", expected), diff->arena);
	char *second = mv_sql_tree(mv_arena_format(diff->arena, "CREATE TABLE a PARTITION OF b %s", found), diff->arena);
	cJSON *before = first ? cJSON_Parse(first) : NULL, *after = second ? cJSON_Parse(second) : NULL;
	const cJSON *a = bound_of(before), *b = bound_of(after);
	Tri result = a && b ? TRI_YES : TRI_UNKNOWN;

	for (size_t i = 0; result != TRI_UNKNOWN && i < sizeof kept / sizeof *kept; i++)
		result = mv_tri_and(result, mv_same_values(&same, cJSON_GetObjectItem(a, kept[i]), cJSON_GetObjectItem(b, kept[i])));
	for (size_t i = 0; a && b && i < sizeof lists / sizeof *lists; i++)
		result = mv_tri_and(result, same_data(&same, parent, cJSON_GetObjectItem(a, lists[i]), cJSON_GetObjectItem(b, lists[i]), i == 0));
	cJSON_Delete(before);
	cJSON_Delete(after);
	return result;
}

Tri mv_diff_same_expressions(const Diff *diff, const char *expected, const char *found)
{
	Same same = begin(diff);

	if (!expected || !found || mv_streq(expected, found))
		return mv_streq(expected, found) ? TRI_YES : TRI_NO;
	return same_texts(&same, mv_arena_format(diff->arena, "SELECT (%s)", expected), mv_arena_format(diff->arena, "SELECT (%s)", found));
}
