/* builtin_types.c: which type names are the server's own. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

/* Sorted, for bsearch. Names as the grammar's own and as pg_catalog's; "_x" array types are recognised by rule. */
static const char *const builtin[] = {
	"any", "anyarray", "anycompatible", "anycompatiblearray", "anycompatiblemultirange", "anycompatiblenonarray",
	"anycompatiblerange", "anyelement", "anyenum", "anymultirange", "anynonarray", "anyrange", "bigserial", "bit", "bool",
	"box", "bpchar", "bytea", "char", "cid", "cidr", "circle", "cstring", "date", "datemultirange", "daterange",
	"event_trigger", "fdw_handler", "float4", "float8", "gtsvector", "index_am_handler", "inet", "int2", "int2vector",
	"int4", "int4multirange", "int4range", "int8", "int8multirange", "int8range", "internal", "interval", "json", "jsonb",
	"jsonpath", "language_handler", "line", "lseg", "macaddr", "macaddr8", "money", "name", "numeric", "nummultirange",
	"numrange", "oid", "oidvector", "path", "pg_lsn", "pg_snapshot", "point", "polygon", "record", "refcursor", "regclass",
	"regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator", "regproc", "regprocedure",
	"regrole", "regtype", "serial", "serial2", "serial4", "serial8", "smallserial", "table_am_handler", "text", "tid",
	"time", "timestamp", "timestamptz", "timetz", "trigger", "tsm_handler", "tsmultirange", "tsquery", "tsrange",
	"tstzmultirange", "tstzrange", "tsvector", "txid_snapshot", "unknown", "uuid", "varbit", "varchar", "void", "xid",
	"xid8", "xml",
};

static int compare(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

bool mv_model_builtin_type(const Type *type)
{
	if (type->schema && strcmp(type->schema, "pg_catalog") == 0)
		return true;
	if (!type->name || type->schema)
		return false;
	return bsearch(type->name, builtin, sizeof builtin / sizeof *builtin, sizeof *builtin, compare) != NULL ||
	       (type->name[0] == '_' &&
		bsearch(type->name + 1, builtin, sizeof builtin / sizeof *builtin, sizeof *builtin, compare) != NULL) ||
	       strncmp(type->name, "pg_", 3) == 0;
}

Object *mv_model_type_of(const Schema *model, const Type *type)
{
	Object *object;

	if (!type || !type->name || type->unknown || type->column_type)
		return NULL;
	object = type->object && type->object < model->things.count ? model->things.items[type->object] : NULL;
	if (object && (mv_model_get(&model->types, object->schema, object->name) == object ||
		       mv_model_get(&model->relations, object->schema, object->name) == object))
		return object;
	/* pg_catalog comes before the search path, so a built-in name always wins */
	if (mv_model_builtin_type(type))
		return NULL;
	return mv_schema_type(model, type->schema, type->name);
}
