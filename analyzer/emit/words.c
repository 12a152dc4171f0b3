/* words.c: names, literals and types as SQL that any PostgreSQL server reads back as the same. */
#include "emit.h"

#include <stdlib.h>
#include <string.h>

/*
 * Key words that cannot be every kind of name: all that pg_get_keywords() (18)
 * does not call unreserved. Sorted.
 */
static const char *const keywords[] = {
	"all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between",
	"bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce", "collate",
	"collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog", "current_date",
	"current_role", "current_schema", "current_time", "current_timestamp", "current_user", "dec", "decimal", "default",
	"deferrable", "desc", "distinct", "do", "else", "end", "except", "exists", "extract", "false", "fetch", "float",
	"for", "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping", "having", "ilike", "in",
	"initially", "inner", "inout", "int", "integer", "intersect", "interval", "into", "is", "isnull", "join", "json",
	"json_array", "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query", "json_scalar",
	"json_serialize", "json_table", "json_value", "lateral", "leading", "least", "left", "like", "limit", "localtime",
	"localtimestamp", "merge_action", "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null",
	"nullif", "numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps", "overlay", "placing",
	"position", "precision", "primary", "real", "references", "returning", "right", "row", "select", "session_user",
	"setof", "similar", "smallint", "some", "substring", "symmetric", "system_user", "table", "tablesample", "then",
	"time", "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values",
	"varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat", "xmlelement",
	"xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable",
};

static int compare_words(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

static bool needs_quotes(const char *name)
{
	if (!((*name >= 'a' && *name <= 'z') || *name == '_'))
		return true;
	for (const char *c = name; *c; c++) {
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_'))
			return true;
	}
	return bsearch(name, keywords, sizeof keywords / sizeof *keywords, sizeof *keywords, compare_words) != NULL;
}

void mv_emit_ident(StrBuf *out, const char *name)
{
	if (!needs_quotes(name)) {
		mv_buf_adds(out, name);
		return;
	}
	mv_buf_addc(out, '"');
	for (; *name; name++) {
		if (*name == '"')
			mv_buf_addc(out, '"');
		mv_buf_addc(out, *name);
	}
	mv_buf_addc(out, '"');
}

void mv_emit_name(StrBuf *out, const char *schema, const char *name)
{
	if (schema && *schema) {
		mv_emit_ident(out, schema);
		mv_buf_addc(out, '.');
	}
	mv_emit_ident(out, name);
}

void mv_emit_object(StrBuf *out, const Object *object)
{
	mv_emit_name(out, object->schema, object->name);
}

void mv_emit_idents(StrBuf *out, const char *const *names, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			mv_buf_adds(out, ", ");
		mv_emit_ident(out, names[i]);
	}
}

void mv_emit_literal(StrBuf *out, const char *text)
{
	if (strchr(text, '\\'))
		mv_buf_addc(out, 'E');
	mv_buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			mv_buf_addc(out, *text);
		mv_buf_addc(out, *text);
	}
	mv_buf_addc(out, '\'');
}

void mv_emit_dotted(StrBuf *out, const char *name)
{
	const char *dot = strchr(name, '.');

	if (!dot) {
		mv_emit_ident(out, name);
		return;
	}
	for (; dot; name = dot + 1, dot = strchr(name, '.')) {
		StrBuf part = { 0 };

		mv_buf_add(&part, (Str){ .ptr = name, .len = (size_t)(dot - name) });
		mv_emit_ident(out, part.ptr ? part.ptr : "");
		mv_buf_addc(out, '.');
		mv_buf_release(&part);
	}
	mv_emit_ident(out, name);
}

const Object *mv_emit_type_object(const Emit *emit, const Type *type)
{
	if (!type || !type->name)
		return NULL;
	if (type->object && type->object < emit->schema->things.count && emit->schema->things.items[type->object])
		return emit->schema->things.items[type->object];
	return mv_schema_type(emit->schema, type->schema, type->name);
}

void mv_emit_type(const Emit *emit, StrBuf *out, const Type *type)
{
	const Object *object = mv_emit_type_object(emit, type);
	Type bare = *type;
	char *words;

	if (type->set_of)
		mv_buf_adds(out, "SETOF ");
	bare.set_of = false;
	if (object) {
		mv_emit_object(out, object);
		for (uint32_t i = 0; i < type->dimensions; i++)
			mv_buf_adds(out, "[]");
		return;
	}
	bare.collation = NULL;
	words = mv_type_format(&bare, emit->arena);
	mv_buf_adds(out, words);
}

void mv_emit_options(StrBuf *out, const OptionVec *options)
{
	for (uint32_t i = 0; i < options->count; i++) {
		const Option *option = &options->items[i];

		if (i)
			mv_buf_adds(out, ", ");
		mv_emit_name(out, option->prefix, option->name);
		if (!option->value)
			continue;
		mv_buf_adds(out, " = ");
		mv_emit_literal(out, option->value);
	}
}

void mv_emit_with(StrBuf *out, const char *keyword, const OptionVec *options)
{
	if (!options->count)
		return;
	mv_buf_addf(out, " %s (", keyword);
	mv_emit_options(out, options);
	mv_buf_addc(out, ')');
}

bool mv_emit_is_written(const Object *object)
{
	return object && !object->extension && strncmp(object->schema, "pg_", 3) != 0;
}

void mv_emit_collation(StrBuf *out, const char *name)
{
	const char *dot = strchr(name, '.');

	if (dot) {
		char schema[256];
		size_t length = (size_t)(dot - name);

		if (length < sizeof schema) {
			memcpy(schema, name, length);
			schema[length] = '\0';
			mv_emit_name(out, schema, dot + 1);
			return;
		}
	}
	mv_emit_ident(out, name);
}
