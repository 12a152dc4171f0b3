/*
 * sa_types.c: types as SQLAlchemy's PostgreSQL compiler writes them.
 *
 * Classes are found by their last name: those of SQLAlchemy and its PostgreSQL
 * dialect, and those of packages that migrations name most. A project's own
 * types are followed through their source.
 */
#include "compile.h"

#include <string.h>

typedef enum TypeForm {
	FORM_PLAIN,
	FORM_LENGTH,    /* (length, collation) */
	FORM_FIXED,     /* plain, but whatever the arguments say */
	FORM_NUMERIC,   /* (precision, scale) */
	FORM_FLOAT,     /* (precision) */
	FORM_TIME,      /* (timezone, precision) */
	FORM_ZONED,     /* always with time zone */
	FORM_INTERVAL,  /* sqlalchemy's (native, second_precision), PostgreSQL's (precision, fields) */
	FORM_PG_INTERVAL,
	FORM_BIT,
	FORM_BINARY,    /* (length) */
	FORM_ARRAY,
	FORM_ENUM,
	FORM_PG_ENUM,
	FORM_DOMAIN,
	FORM_UUID,      /* native_uuid */
	FORM_WRAPPED,   /* the type that it stands for is an argument */
	FORM_GEOMETRY,
	FORM_VECTOR,
	FORM_STRING_255, /* VARCHAR of a length that the package chose; argument `length` or `max_length` */
} TypeForm;

typedef struct TypeEntry {
	const char *name, *sql;
	TypeForm form;
	Affinity affinity;
	int number; /* default length, or position of the wrapped type */
} TypeEntry;

static const TypeEntry types[] = {
	/* sqlalchemy */
	{ "Integer", "INTEGER", FORM_FIXED, AFFINITY_INTEGER, 0 },
	{ "INTEGER", "INTEGER", FORM_FIXED, AFFINITY_INTEGER, 0 },
	{ "INT", "INTEGER", FORM_FIXED, AFFINITY_INTEGER, 0 },
	{ "String", "VARCHAR", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "VARCHAR", "VARCHAR", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "Text", "TEXT", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "TEXT", "TEXT", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "DateTime", "TIMESTAMP", FORM_TIME, AFFINITY_OTHER, 0 },
	{ "TIMESTAMP", "TIMESTAMP", FORM_TIME, AFFINITY_OTHER, 0 },
	{ "Boolean", "BOOLEAN", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "BOOLEAN", "BOOLEAN", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "UUID", "UUID", FORM_UUID, AFFINITY_OTHER, 0 },
	{ "Uuid", "UUID", FORM_UUID, AFFINITY_OTHER, 0 },
	{ "JSON", "JSON", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "JSONB", "JSONB", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "Enum", NULL, FORM_ENUM, AFFINITY_OTHER, 0 },
	{ "ENUM", NULL, FORM_PG_ENUM, AFFINITY_OTHER, 0 },
	{ "BigInteger", "BIGINT", FORM_FIXED, AFFINITY_BIGINT, 0 },
	{ "BIGINT", "BIGINT", FORM_FIXED, AFFINITY_BIGINT, 0 },
	{ "SmallInteger", "SMALLINT", FORM_FIXED, AFFINITY_SMALLINT, 0 },
	{ "SMALLINT", "SMALLINT", FORM_FIXED, AFFINITY_SMALLINT, 0 },
	{ "Float", "FLOAT", FORM_FLOAT, AFFINITY_NUMERIC, 0 },
	{ "FLOAT", "FLOAT", FORM_FLOAT, AFFINITY_NUMERIC, 0 },
	{ "Numeric", "NUMERIC", FORM_NUMERIC, AFFINITY_NUMERIC, 0 },
	{ "NUMERIC", "NUMERIC", FORM_NUMERIC, AFFINITY_NUMERIC, 0 },
	{ "DECIMAL", "DECIMAL", FORM_NUMERIC, AFFINITY_NUMERIC, 0 },
	{ "REAL", "REAL", FORM_FIXED, AFFINITY_NUMERIC, 0 },
	{ "Double", "DOUBLE PRECISION", FORM_FIXED, AFFINITY_NUMERIC, 0 },
	{ "DOUBLE", "DOUBLE", FORM_FIXED, AFFINITY_NUMERIC, 0 },
	{ "DOUBLE_PRECISION", "DOUBLE PRECISION", FORM_FIXED, AFFINITY_NUMERIC, 0 },
	{ "Date", "DATE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "DATE", "DATE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "DATETIME", "DATETIME", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "Time", "TIME", FORM_TIME, AFFINITY_OTHER, 0 },
	{ "TIME", "TIME", FORM_TIME, AFFINITY_OTHER, 0 },
	{ "Interval", "INTERVAL", FORM_INTERVAL, AFFINITY_OTHER, 0 },
	{ "INTERVAL", "INTERVAL", FORM_PG_INTERVAL, AFFINITY_OTHER, 0 },
	{ "LargeBinary", "BYTEA", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "BYTEA", "BYTEA", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "PickleType", "BYTEA", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "BLOB", "BLOB", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "BINARY", "BINARY", FORM_BINARY, AFFINITY_OTHER, 0 },
	{ "VARBINARY", "VARBINARY", FORM_BINARY, AFFINITY_OTHER, 0 },
	{ "Unicode", "VARCHAR", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "UnicodeText", "TEXT", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "NVARCHAR", "NVARCHAR", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "CHAR", "CHAR", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "NCHAR", "NCHAR", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "CLOB", "CLOB", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "ARRAY", NULL, FORM_ARRAY, AFFINITY_OTHER, 0 },
	{ "TupleType", NULL, FORM_PLAIN, AFFINITY_OTHER, 0 },
	/* sqlalchemy.dialects.postgresql */
	{ "TSVECTOR", "TSVECTOR", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TSQUERY", "TSQUERY", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "INET", "INET", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "CIDR", "CIDR", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "MACADDR", "MACADDR", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "MACADDR8", "MACADDR8", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "HSTORE", "HSTORE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "CITEXT", "CITEXT", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "MONEY", "MONEY", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "OID", "OID", FORM_FIXED, AFFINITY_INTEGER, 0 },
	{ "REGCLASS", "REGCLASS", FORM_FIXED, AFFINITY_INTEGER, 0 },
	{ "REGCONFIG", "REGCONFIG", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "JSONPATH", "JSONPATH", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "BIT", "BIT", FORM_BIT, AFFINITY_OTHER, 0 },
	{ "DOMAIN", NULL, FORM_DOMAIN, AFFINITY_OTHER, 0 },
	{ "INT4RANGE", "INT4RANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "INT8RANGE", "INT8RANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "NUMRANGE", "NUMRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "DATERANGE", "DATERANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TSRANGE", "TSRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TSTZRANGE", "TSTZRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "INT4MULTIRANGE", "INT4MULTIRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "INT8MULTIRANGE", "INT8MULTIRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "NUMMULTIRANGE", "NUMMULTIRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "DATEMULTIRANGE", "DATEMULTIRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TSMULTIRANGE", "TSMULTIRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TSTZMULTIRANGE", "TSTZMULTIRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	/* sqlmodel, citext, geoalchemy2, pgvector */
	{ "AutoString", "VARCHAR", FORM_LENGTH, AFFINITY_OTHER, 0 },
	{ "CIText", "CITEXT", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "Geometry", "geometry", FORM_GEOMETRY, AFFINITY_OTHER, 0 },
	{ "Geography", "geography", FORM_GEOMETRY, AFFINITY_OTHER, 0 },
	{ "Raster", "raster", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "Vector", "VECTOR", FORM_VECTOR, AFFINITY_OTHER, 0 },
	{ "VECTOR", "VECTOR", FORM_VECTOR, AFFINITY_OTHER, 0 },
	{ "HALFVEC", "HALFVEC", FORM_VECTOR, AFFINITY_OTHER, 0 },
	{ "SPARSEVEC", "SPARSEVEC", FORM_VECTOR, AFFINITY_OTHER, 0 },
	/* sqlalchemy_utils */
	{ "UUIDType", "UUID", FORM_UUID, AFFINITY_OTHER, 0 },
	{ "EmailType", "VARCHAR", FORM_STRING_255, AFFINITY_OTHER, 255 },
	{ "URLType", "TEXT", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "IPAddressType", "VARCHAR", FORM_STRING_255, AFFINITY_OTHER, 50 },
	{ "PhoneNumberType", "VARCHAR", FORM_STRING_255, AFFINITY_OTHER, 20 },
	{ "ColorType", "VARCHAR", FORM_STRING_255, AFFINITY_OTHER, 20 },
	{ "LocaleType", "VARCHAR(10)", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "CountryType", "VARCHAR(2)", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "CurrencyType", "VARCHAR(3)", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TimezoneType", "VARCHAR(50)", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "WeekDaysType", "BIT(7)", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "ArrowType", "TIMESTAMP", FORM_TIME, AFFINITY_OTHER, 0 },
	{ "JSONType", "JSON", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TSVectorType", "TSVECTOR", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "LtreeType", "LTREE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "ScalarListType", "TEXT", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "ChoiceType", "VARCHAR(255)", FORM_WRAPPED, AFFINITY_OTHER, 1 },
	{ "EncryptedType", "BYTEA", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "StringEncryptedType", "VARCHAR", FORM_STRING_255, AFFINITY_OTHER, 0 },
	{ "PasswordType", "BYTEA", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "IntRangeType", "INT4RANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "Int8RangeType", "INT8RANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "NumericRangeType", "NUMRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "DateRangeType", "DATERANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "DateTimeRangeType", "TSRANGE", FORM_FIXED, AFFINITY_OTHER, 0 },
	/* fastapi_users, advanced_alchemy, sqlalchemy_utc, sqlalchemy_json */
	{ "GUID", "UUID", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "TIMESTAMPAware", "TIMESTAMP", FORM_TIME, AFFINITY_OTHER, 0 },
	{ "UtcDateTime", "TIMESTAMP", FORM_ZONED, AFFINITY_OTHER, 0 },
	{ "UTCDateTime", "TIMESTAMP", FORM_ZONED, AFFINITY_OTHER, 0 },
	{ "DateTimeUTC", "TIMESTAMP", FORM_ZONED, AFFINITY_OTHER, 0 },
	{ "BigIntIdentity", "BIGINT", FORM_FIXED, AFFINITY_BIGINT, 0 },
	{ "JsonB", "JSONB", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "EncryptedString", "VARCHAR", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "EncryptedText", "TEXT", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "mutable_json_type", "JSON", FORM_WRAPPED, AFFINITY_OTHER, 0 },
	{ "NestedMutableJson", "JSON", FORM_FIXED, AFFINITY_OTHER, 0 },
	{ "MutableJson", "JSON", FORM_FIXED, AFFINITY_OTHER, 0 },
};

static const TypeEntry *find_type(const char *name)
{
	for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
		if (types[i].name[0] == name[0] && strcmp(types[i].name, name) == 0)
			return &types[i];
	return NULL;
}

static bool resolve(Alembic *context, SqlText *sql, const Value *type, const char *table_schema, int depth, SaType *out);

static const char *with_collation(Alembic *context, SqlText *sql, const Value *call, const char *text)
{
	const char *collation = mv_sa_optional_text(sql, call, 1, "collation");
	if (!collation)
		return text;
	return mv_arena_format(context->arena, "%s COLLATE %s", text,
			       context->sqlalchemy >= 200 ? mv_sa_quote(context->arena, collation)
							  : mv_sa_quote_always(context->arena, collation));
}

/* ---- enums ---- */

static bool is_enum_base(const Value *base, int depth)
{
	if (depth > 8)
		return false;
	if (mv_value_is(base, VALUE_CLASS)) {
		for (uint32_t i = 0; i < base->as.class_->bases.count; i++)
			if (is_enum_base(base->as.class_->bases.items[i], depth + 1))
				return true;
		return false;
	}
	const char *last = mv_value_last_name(base);
	return mv_streq(last, "Enum") || mv_streq(last, "StrEnum") || mv_streq(last, "IntEnum") || mv_streq(last, "Flag") ||
	       mv_streq(last, "IntFlag");
}

/* What a member of a Python enum is worth: the evaluator makes members instances of their class. */
const Value *mv_sa_member_value(const Value *value)
{
	bool member = mv_value_is(value, VALUE_CALL) && mv_value_is(value->as.call->callee, VALUE_CLASS) && value->as.call->args.count &&
		      is_enum_base(value->as.call->callee, 0);
	return member ? value->as.call->args.items[0] : value;
}

static bool same_value(const Value *a, const Value *b)
{
	int64_t x, y;
	a = mv_sa_member_value(a);
	b = mv_sa_member_value(b);
	if (mv_value_text(a) && mv_value_text(b))
		return mv_streq(mv_value_text(a), mv_value_text(b));
	return mv_value_int(a, &x) && mv_value_int(b, &y) && x == y;
}

/* Names of the members of a Python enum, without those that only repeat another's value. */
static bool enum_class_labels(SqlText *sql, const Value *class_value, bool aliases, SaType *out)
{
	const ClassValue *class_ = class_value->as.class_;
	if (class_->partly)
		return mv_sql_opaque(sql, "the members of '%s' are not known", class_->name);
	for (uint32_t i = 0; i < class_->names.count; i++) {
		const Keyword *member = &class_->names.items[i];
		bool alias = false;
		if (member->name[0] == '_' || mv_value_is(member->value, VALUE_FUNCTION) || mv_value_is(member->value, VALUE_CLASS))
			continue;
		if (mv_value_is(member->value, VALUE_UNKNOWN))
			return mv_sa_unknown(sql, member->value, mv_arena_format(sql->arena, "the member '%s' of '%s'", member->name, class_->name));
		for (uint32_t before = 0; !aliases && before < i && !alias && i < 2000; before++)
			alias = class_->names.items[before].name[0] != '_' && same_value(class_->names.items[before].value, member->value);
		if (!alias)
			*VEC_PUSH(sql->arena, &out->labels) = member->name;
	}
	return true;
}

static bool label_list(SqlText *sql, const Value *value, const struct ValueList *items, SaType *out)
{
	if (!items || items->open)
		return mv_sa_unknown(sql, value, "the list of the enum's values");
	for (uint32_t i = 0; i < items->items.count; i++) {
		const char *label = mv_value_text(mv_sa_member_value(items->items.items[i]));
		if (!label)
			return mv_sa_unknown(sql, items->items.items[i], "a value of the enum");
		*VEC_PUSH(sql->arena, &out->labels) = label;
	}
	return true;
}

static bool enum_labels(Alembic *context, SqlText *sql, const Value *call, SaType *out, const char **class_name)
{
	const CallValue *made = call->as.call;
	*class_name = NULL;
	if (made->args.count == 1 && mv_value_is(made->args.items[0], VALUE_CLASS) && is_enum_base(made->args.items[0], 0)) {
		const Value *class_value = made->args.items[0], *callable = mv_sa_argument(call, -1, "values_callable");
		size_t length = strlen(class_value->as.class_->name);
		char *lower = mv_arena_strndup(context->arena, class_value->as.class_->name, length);
		for (char *c = lower; *c; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c - 'A' + 'a');
		*class_name = lower;
		if (callable) {
			const Value *labels = mv_py_call(context->interpreter, callable, &class_value, 1);
			return label_list(sql, labels, mv_value_items(labels), out);
		}
		/* Names that repeat a value are labels, too, before SQLAlchemy 2.0. */
		Tri omitted = mv_sa_flag(sql, call, -1, "omit_aliases");
		return enum_class_labels(sql, class_value, omitted == TRI_NO || (omitted == TRI_UNKNOWN && context->sqlalchemy < 200), out);
	}
	if (made->open)
		return mv_sql_opaque(sql, "the list of the enum's values is not known");
	for (uint32_t i = 0; i < made->args.count; i++) {
		const Value *arg = made->args.items[i];
		const char *label = mv_value_text(mv_sa_member_value(arg));
		if (!label)
			return mv_sa_unknown(sql, arg, "a value of the enum");
		*VEC_PUSH(sql->arena, &out->labels) = label;
	}
	return true;
}

static size_t code_points(const char *s)
{
	size_t count = 0;
	for (; *s; s++)
		count += ((unsigned char)*s & 0xC0) != 0x80;
	return count;
}

static bool resolve_enum(Alembic *context, SqlText *sql, const Value *type, bool pg, const char *table_schema, SaType *out)
{
	if (!mv_value_is(type, VALUE_CALL))
		return mv_sql_opaque(sql, "the type 'Enum' has neither values nor a name");
	const char *class_name;
	if (!enum_labels(context, sql, type, out, &class_name))
		return false;
	bool conv = false;
	const Value *name_value = mv_sa_argument(type, -1, "name");
	const char *name = mv_sa_name(name_value, &conv);
	if (name_value && !name)
		return mv_sa_unknown(sql, name_value, "the name of the enum");
	if (!mv_call_argument(type, -1, "name"))
		name = class_name;
	Tri native = pg ? TRI_YES : mv_sa_flag(sql, type, -1, "native_enum");
	if (sql->opaque)
		return false;
	if (native == TRI_NO) {
		size_t length = 0;
		for (uint32_t i = 0; i < out->labels.count; i++) {
			size_t points = code_points(out->labels.items[i]);
			length = points > length ? points : length;
		}
		int64_t given;
		bool without = mv_value_is(mv_call_argument(type, -1, "length"), VALUE_NONE) && context->sqlalchemy >= 200;
		if (mv_sa_integer(sql, type, -1, "length", &given))
			length = given > 0 ? (size_t)given : 0;
		out->sql = length && !without ? mv_arena_format(context->arena, "VARCHAR(%zu)", length) : "VARCHAR";
		Tri check = mv_sa_flag(sql, type, -1, "create_constraint");
		out->check = check == TRI_YES || (check == TRI_UNKNOWN && context->sqlalchemy < 104);
		out->check_name = name;
		out->check_name_conv = conv;
		return !sql->opaque;
	}
	if (!name)
		return mv_sql_refuse(sql, "the enum has no name, which PostgreSQL needs");
	NamedType *named = MV_NEW(context->arena, NamedType);
	named->name = name;
	named->native_class = pg;
	named->schema = mv_sa_optional_text(sql, type, -1, "schema");
	named->inherit_schema = mv_sa_flag(sql, type, -1, "inherit_schema") == TRI_YES;
	if (named->inherit_schema && table_schema)
		named->schema = table_schema;
	/* The generic Enum ignores create_type= before 2.1. */
	named->create = !((pg || context->sqlalchemy >= 201) && mv_sa_flag(sql, type, -1, "create_type") == TRI_NO);
	named->metadata = mv_sa_argument(type, -1, "metadata") != NULL;
	named->call = type;
	for (uint32_t i = 0; i < out->labels.count; i++)
		*VEC_PUSH(context->arena, &named->labels) = out->labels.items[i];
	out->named = named;
	out->sql = mv_sa_quote_table(context->arena, named->schema, named->name);
	return !sql->opaque;
}

static bool resolve_domain(Alembic *context, SqlText *sql, const Value *type, SaType *out)
{
	const char *name = mv_sa_text_argument(sql, type, 0, "name", "the name of the domain");
	if (!name)
		return false;
	NamedType *named = MV_NEW(context->arena, NamedType);
	named->name = name;
	named->domain = true;
	named->native_class = true;
	named->schema = mv_sa_optional_text(sql, type, -1, "schema");
	named->create = mv_sa_flag(sql, type, -1, "create_type") != TRI_NO;
	named->metadata = mv_sa_argument(type, -1, "metadata") != NULL;
	named->call = type;
	out->named = named;
	out->sql = mv_sa_quote_table(context->arena, named->schema, named->name);
	return !sql->opaque;
}

/* ---- the forms ---- */

static bool resolve_array(Alembic *context, SqlText *sql, const Value *type, const char *table_schema, int depth, SaType *out)
{
	SaType item = { 0 };
	int64_t dimensions = 1;
	if (!mv_sa_argument(type, 0, "item_type"))
		return mv_sql_opaque(sql, "the type of the array's items is not known");
	if (!resolve(context, sql, mv_sa_argument(type, 0, "item_type"), table_schema, depth + 1, &item))
		return false;
	mv_sa_integer(sql, type, -1, "dimensions", &dimensions);
	if (dimensions < 0 || dimensions > 6)
		return mv_sql_opaque(sql, "the array has %lld dimensions", (long long)dimensions);
	StrBuf text = { 0 };
	size_t collate = mv_str_find(mv_str(item.sql), STR(" COLLATE"), 0);
	size_t length = collate == SIZE_MAX ? strlen(item.sql) : collate;
	mv_buf_add(&text, (Str){ item.sql, length });
	for (int64_t i = 0; i < dimensions; i++)
		mv_buf_adds(&text, "[]");
	mv_buf_adds(&text, item.sql + length);
	out->sql = mv_buf_to_arena(&text, context->arena);
	mv_buf_release(&text);
	out->named = item.named;
	return !sql->opaque;
}

static bool resolve_form(Alembic *context, SqlText *sql, const TypeEntry *entry, const Value *type, const char *table_schema, int depth,
			 SaType *out)
{
	Arena *arena = context->arena;
	const Value *call = mv_value_is(type, VALUE_CALL) ? type : NULL;
	int64_t number, scale;
	out->sql = entry->sql;
	out->affinity = entry->affinity;
	/* What is hidden may be a collation, which changes nothing that is asked here. */
	bool collation_only = entry->form == FORM_LENGTH && mv_sa_argument(call, 0, "length");
	if (call && call->as.call->open && !collation_only && entry->form != FORM_FIXED && entry->form != FORM_ENUM && entry->form != FORM_PG_ENUM)
		return mv_sql_opaque(sql, "the arguments of the type '%s' are not known", entry->name);
	switch (entry->form) {
	case FORM_PLAIN:
		if (!entry->sql)
			return mv_sql_opaque(sql, "the type '%s' has no place in a table", entry->name);
		break;
	case FORM_FIXED:
		break;
	case FORM_LENGTH:
		if (mv_sa_integer(sql, call, 0, "length", &number) && number)
			out->sql = mv_arena_format(arena, "%s(%lld)", entry->sql, (long long)number);
		out->sql = with_collation(context, sql, call, out->sql);
		break;
	case FORM_STRING_255:
		number = entry->number;
		if (!mv_sa_integer(sql, call, -1, "max_length", &number))
			mv_sa_integer(sql, call, -1, "length", &number);
		if (number)
			out->sql = mv_arena_format(arena, "%s(%lld)", entry->sql, (long long)number);
		break;
	case FORM_BINARY:
		if (mv_sa_integer(sql, call, 0, "length", &number) && number)
			out->sql = mv_arena_format(arena, "%s(%lld)", entry->sql, (long long)number);
		break;
	case FORM_NUMERIC:
		if (mv_sa_integer(sql, call, 0, "precision", &number)) {
			if (mv_sa_integer(sql, call, 1, "scale", &scale))
				out->sql = mv_arena_format(arena, "%s(%lld, %lld)", entry->sql, (long long)number, (long long)scale);
			else
				out->sql = mv_arena_format(arena, "%s(%lld)", entry->sql, (long long)number);
		}
		break;
	case FORM_FLOAT:
		if (mv_sa_integer(sql, call, 0, "precision", &number) && number)
			out->sql = mv_arena_format(arena, "%s(%lld)", entry->sql, (long long)number);
		break;
	case FORM_TIME:
	case FORM_ZONED: {
		bool zone = mv_sa_flag(sql, call, 0, "timezone") == TRI_YES || entry->form == FORM_ZONED;
		const char *with = zone ? "WITH TIME ZONE" : "WITHOUT TIME ZONE";
		if (mv_sa_integer(sql, call, 1, "precision", &number))
			out->sql = mv_arena_format(arena, "%s(%lld) %s", entry->sql, (long long)number, with);
		else
			out->sql = mv_arena_format(arena, "%s %s", entry->sql, with);
		break;
	}
	case FORM_INTERVAL:
		if (mv_sa_flag(sql, call, 0, "native") == TRI_NO)
			out->sql = "TIMESTAMP WITHOUT TIME ZONE";
		else if (mv_sa_integer(sql, call, 1, "second_precision", &number))
			out->sql = mv_arena_format(arena, "INTERVAL (%lld)", (long long)number);
		break;
	case FORM_PG_INTERVAL: {
		const char *fields = mv_sa_optional_text(sql, call, 1, "fields");
		if (fields)
			out->sql = mv_arena_format(arena, "INTERVAL %s", fields);
		if (mv_sa_integer(sql, call, 0, "precision", &number))
			out->sql = mv_arena_format(arena, "%s (%lld)", out->sql, (long long)number);
		break;
	}
	case FORM_BIT: {
		bool length = mv_sa_integer(sql, call, 0, "length", &number);
		if (mv_sa_flag(sql, call, 1, "varying") == TRI_YES)
			out->sql = length ? mv_arena_format(arena, "BIT VARYING(%lld)", (long long)number) : "BIT VARYING";
		else
			out->sql = mv_arena_format(arena, "BIT(%lld)", length && number ? (long long)number : 1ll);
		break;
	}
	case FORM_UUID:
		if (mv_sa_flag(sql, call, -1, "native_uuid") == TRI_NO)
			out->sql = "CHAR(32)";
		break;
	case FORM_VECTOR:
		if (mv_sa_integer(sql, call, 0, "dim", &number))
			out->sql = mv_arena_format(arena, "%s(%lld)", entry->sql, (long long)number);
		break;
	case FORM_GEOMETRY: {
		const Value *kind = mv_call_argument(call, 0, "geometry_type");
		const char *geometry = kind ? mv_value_text(kind) : "GEOMETRY";
		number = -1;
		mv_sa_integer(sql, call, 1, "srid", &number);
		if (kind && !geometry && !mv_value_is(kind, VALUE_NONE))
			return mv_sa_unknown(sql, kind, "the geometry's type");
		if (geometry)
			out->sql = mv_arena_format(arena, "%s(%s,%lld)", entry->sql, geometry, (long long)number);
		if (mv_sa_flag(sql, call, -1, "spatial_index") != TRI_NO)
			out->spatial = "gist";
		break;
	}
	case FORM_ARRAY:
		return resolve_array(context, sql, call, table_schema, depth, out);
	case FORM_ENUM:
	case FORM_PG_ENUM:
		return resolve_enum(context, sql, type, entry->form == FORM_PG_ENUM, table_schema, out);
	case FORM_DOMAIN:
		return resolve_domain(context, sql, type, out);
	case FORM_WRAPPED: {
		const Value *inner = mv_sa_argument(call, entry->number, entry->number ? "impl" : "dbtype");
		return inner ? resolve(context, sql, inner, table_schema, depth + 1, out) : !sql->opaque;
	}
	}
	return !sql->opaque;
}

/* ---- a project's own types ---- */

/* Only for PostgreSQL: `dialect.name == "postgresql"`, dialect.type_descriptor(X) -> X. */
#define DIALECT "migvet.dialect"

typedef struct Watch {
	const Hooks *outer;
	const Value *super_init; /* the call super().__init__(...) */
	const Value *impl, *made; /* self.impl of an instance that `made`, a call, made; for self.impl.length */
} Watch;

static const Value *watch_call(Interpreter *interpreter, const Value *call, void *data)
{
	Watch *watch = data;
	const Value *callee = call->as.call->callee;
	const char *last = mv_value_last_name(callee);
	if (mv_streq(last, "type_descriptor") && call->as.call->args.count)
		return call->as.call->args.items[0];
	if (mv_streq(last, "__init__") && !watch->super_init)
		watch->super_init = call;
	(void)interpreter;
	return NULL;
}

static const Value *watch_attribute(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	static const struct {
		const char *name;
		int position;
	} arguments[] = { { "length", 0 }, { "precision", 0 }, { "scale", 1 }, { "timezone", 0 } };
	const Watch *watch = data;
	bool symbols = watch->impl && mv_value_is(watch->impl, VALUE_SYMBOL) && mv_value_is(object, VALUE_SYMBOL) &&
		       mv_streq(object->as.name, watch->impl->as.name);
	const Value *made = symbols ? watch->made : mv_value_is(object, VALUE_CALL) ? object : NULL;
	for (size_t i = 0; (symbols || made) && i < sizeof arguments / sizeof *arguments; i++) {
		if (strcmp(arguments[i].name, name) != 0)
			continue;
		const Value *given = mv_call_argument(made, arguments[i].position, name);
		return given ? given : mv_value_new(mv_py_arena(interpreter), VALUE_NONE, NULL, (Span){ 0, 0 });
	}
	if (mv_value_is(object, VALUE_SYMBOL) && mv_streq(object->as.name, DIALECT) && mv_streq(name, "name"))
		return mv_value_string(mv_py_arena(interpreter), STR("postgresql"));
	return NULL;
}

/* A FUNCTION of a class, called with `args` in place of self and what follows, for PostgreSQL. */
static const Value *ask(Alembic *context, const Value *function, const Value *const *args, size_t count, Watch *watch)
{
	Hooks hooks = { .data = watch, .call = watch_call, .attribute = watch_attribute };
	watch->outer = mv_py_set_hooks(context->interpreter, &hooks);
	const Value *result = mv_py_call(context->interpreter, function, args, count);
	mv_py_set_hooks(context->interpreter, watch->outer);
	return result;
}

/* A call with other keywords in place of its own of the same names. */
static const Value *with_keywords(Alembic *context, const Value *made, const Value *given)
{
	if (!mv_value_is(made, VALUE_CALL) || !mv_value_is(given, VALUE_CALL) || !given->as.call->keywords.count)
		return made;
	CallValue *call = MV_NEW(context->arena, CallValue);
	*call = *made->as.call;
	call->keywords.items = NULL;
	call->keywords.count = call->keywords.capacity = 0;
	for (uint32_t i = 0; i < made->as.call->keywords.count; i++) {
		Keyword keyword = made->as.call->keywords.items[i];
		const Value *other = mv_call_argument(given, -1, keyword.name);
		if (other)
			keyword.value = other;
		*VEC_PUSH(context->arena, &call->keywords) = keyword;
	}
	for (uint32_t i = 0; i < given->as.call->keywords.count; i++)
		if (!mv_call_argument(made, -1, given->as.call->keywords.items[i].name))
			*VEC_PUSH(context->arena, &call->keywords) = given->as.call->keywords.items[i];
	Value *value = mv_value_new(context->arena, VALUE_CALL, given->source, given->span);
	value->as.call = call;
	return value;
}

/* What a class's own __init__ hands on to that of its base; NULL: not known. */
static const Value *handed_on(Alembic *context, const Value *init, const Value *type)
{
	VEC(const Value *) args = { 0 };
	Watch watch = { 0 };
	*VEC_PUSH(context->arena, &args) = type;
	for (uint32_t i = 0; mv_value_is(type, VALUE_CALL) && i < type->as.call->args.count; i++)
		*VEC_PUSH(context->arena, &args) = type->as.call->args.items[i];
	if (mv_value_is(type, VALUE_CALL) && type->as.call->open)
		return NULL;
	ask(context, init, args.items, args.count, &watch);
	return with_keywords(context, watch.super_init, type);
}

/* `impl` with the arguments that it is made with. */
static bool resolve_impl(Alembic *context, SqlText *sql, const Value *class_value, const Value *impl, const Value *type,
			 const char *table_schema, int depth, SaType *out)
{
	const Value *call = mv_value_is(type, VALUE_CALL) ? type : NULL;
	if (mv_value_is(impl, VALUE_CALL) || !call)
		return resolve(context, sql, impl, table_schema, depth + 1, out);
	const Value *init = mv_class_name(class_value, "__init__");
	const Value *arguments = call;
	if (mv_value_is(init, VALUE_FUNCTION)) {
		/* What it hands on decides; when nothing can be handed on, the arguments do not matter. */
		arguments = handed_on(context, init, type);
		if (!arguments) {
			const TypeEntry *entry = find_type(mv_value_last_name(impl));
			if (!entry || entry->form != FORM_FIXED)
				return mv_sql_opaque(sql, "the arguments that '%s' gives its 'impl' are not known",
						     class_value->as.class_->name);
			return resolve(context, sql, impl, table_schema, depth + 1, out);
		}
	}
	CallValue *made = MV_NEW(context->arena, CallValue);
	*made = *arguments->as.call;
	made->callee = impl;
	Value *instance = mv_value_new(context->arena, VALUE_CALL, type->source, type->span);
	instance->as.call = made;
	return resolve(context, sql, instance, table_schema, depth + 1, out);
}

static bool resolve_class(Alembic *context, SqlText *sql, const Value *class_value, const Value *type, const char *table_schema, int depth,
			  SaType *out)
{
	const ClassValue *class_ = class_value->as.class_;
	const Value *function = mv_class_name(class_value, "load_dialect_impl");
	if (mv_value_is(function, VALUE_FUNCTION)) {
		const Value *args[] = { type, mv_value_symbol(context->arena, DIALECT) };
		Watch watch = { .impl = mv_class_name(class_value, "impl"), .made = mv_value_is(type, VALUE_CALL) ? type : NULL };
		const Value *impl = ask(context, function, args, 2, &watch);
		const char *last = mv_value_is(impl, VALUE_CALL) ? mv_value_last_name(impl->as.call->callee) : NULL;
		if (!mv_streq(last, "load_dialect_impl") && impl && impl->kind != VALUE_UNKNOWN && impl->kind != VALUE_NONE) {
			SqlText attempt = mv_sql_text(context->arena);
			/* "return self.impl" */
			if (mv_value_is(impl, VALUE_ATTRIBUTE) && mv_streq(impl->as.attribute.name, "impl"))
				impl = NULL;
			if (impl && resolve(context, &attempt, impl, table_schema, depth + 1, out))
				return true;
			if (impl)
				return mv_sql_opaque(sql, "what 'load_dialect_impl' of '%s' gives is not known: %s", class_->name, attempt.opaque);
		} else if (!mv_streq(last, "load_dialect_impl")) {
			return mv_sql_opaque(sql, "what 'load_dialect_impl' of '%s' gives is not known", class_->name);
		}
	}
	function = mv_class_name(class_value, "get_col_spec");
	if (mv_value_is(function, VALUE_FUNCTION)) {
		Watch watch = { 0 };
		const Value *spec = ask(context, function, &type, 1, &watch);
		out->sql = mv_value_text(spec);
		return out->sql ? true : mv_sql_opaque(sql, "what 'get_col_spec' of '%s' gives is not known", class_->name);
	}
	const Value *impl = mv_class_name(class_value, "impl");
	if (impl && !mv_value_is(impl, VALUE_NONE) && !mv_value_is(impl, VALUE_UNKNOWN))
		return resolve_impl(context, sql, class_value, impl, type, table_schema, depth, out);
	const char *path = mv_class_foreign_base(class_value, context->arena);
	const char *last = path ? strrchr(path, '.') : NULL;
	const TypeEntry *entry = find_type(last ? last + 1 : path);
	const Value *init = mv_class_name(class_value, "__init__");
	if (entry && mv_value_is(init, VALUE_FUNCTION) && entry->form != FORM_FIXED) {
		const Value *arguments = handed_on(context, init, type);
		if (!arguments)
			return mv_sql_opaque(sql, "the arguments that '%s' gives its base are not known", class_->name);
		return resolve_form(context, sql, entry, arguments, table_schema, depth, out);
	}
	if (entry)
		return resolve_form(context, sql, entry, type, table_schema, depth, out);
	return mv_sql_opaque(sql, "what the type '%s' is in PostgreSQL is not known", class_->name);
}

/*
 * A name that a project's module does not define but has a function __getattr__
 * for, which looks for the type by dialect: `_postgresql_NAME` or `_sa_NAME` in
 * the same module. `*project`: the module is the project's, whatever its names.
 */
static const Value *lazy_name(Alembic *context, const char *path, bool *project)
{
	const char *dot = path ? strrchr(path, '.') : NULL;
	*project = false;
	if (!dot || mv_str_starts(mv_str(path), STR("sqlalchemy")) || mv_str_starts(mv_str(path), STR("migvet")))
		return NULL;
	const Module *module = mv_py_module(context->interpreter, mv_arena_strndup(context->arena, path, (size_t)(dot - path)));
	if (!module)
		return NULL;
	*project = true;
	if (!mv_module_name(module, "__getattr__"))
		return NULL;
	const Value *maker = mv_module_name(module, mv_arena_format(context->arena, "_postgresql_%s", dot + 1));
	if (!maker)
		maker = mv_module_name(module, mv_arena_format(context->arena, "_sa_%s", dot + 1));
	return mv_value_is(maker, VALUE_FUNCTION) ? mv_py_call(context->interpreter, maker, NULL, 0) : NULL;
}

static bool resolve_lazy(Alembic *context, SqlText *sql, const Value *found, const Value *type, const char *table_schema, int depth, SaType *out)
{
	const CallValue *call = mv_value_is(type, VALUE_CALL) ? type->as.call : NULL;
	if (mv_value_is(found, VALUE_CLASS))
		return resolve_class(context, sql, found, type, table_schema, depth, out);
	if (mv_value_is(found, VALUE_FUNCTION) && call) {
		const Value *made = mv_py_call(context->interpreter, found, call->args.items, call->args.count);
		return resolve(context, sql, with_keywords(context, made, type), table_schema, depth + 1, out);
	}
	return mv_sa_unknown(sql, found, "the type");
}

/* with_variant(type, "postgresql", ...) */
static const Value *variant(SqlText *sql, const Value *call, const Value *object)
{
	const CallValue *made = call->as.call;
	for (uint32_t i = 1; i < made->args.count; i++) {
		const char *dialect = mv_value_text(made->args.items[i]);
		if (!dialect)
			mv_sa_unknown(sql, made->args.items[i], "the dialect of a type's variant");
		if (mv_streq(dialect, "postgresql") || mv_streq(dialect, "postgres"))
			return made->args.items[0];
	}
	const Value *dialect = mv_sa_argument(call, -1, "dialect_name");
	if (dialect && mv_streq(mv_value_text(dialect), "postgresql"))
		return mv_sa_argument(call, 0, "type_");
	return object;
}

static bool resolve(Alembic *context, SqlText *sql, const Value *type, const char *table_schema, int depth, SaType *out)
{
	if (depth > 16)
		return mv_sql_opaque(sql, "the type is nested too deeply");
	if (!type || type->kind == VALUE_NONE)
		return mv_sql_opaque(sql, "the column has no type");
	if (type->kind == VALUE_UNKNOWN)
		return mv_sa_unknown(sql, type, "the type");
	if (mv_value_is(type, VALUE_CLASS))
		return resolve_class(context, sql, type, type, table_schema, depth, out);
	const char *last;
	if (type->kind == VALUE_CALL) {
		const Value *callee = type->as.call->callee;
		if (mv_value_is(callee, VALUE_CLASS))
			return resolve_class(context, sql, callee, type, table_schema, depth, out);
		last = mv_value_last_name(callee);
		const Value *object = mv_value_is(callee, VALUE_ATTRIBUTE) ? callee->as.attribute.object : NULL;
		if (object && mv_streq(last, "with_variant"))
			return resolve(context, sql, variant(sql, type, object), table_schema, depth + 1, out);
		if (object && (mv_streq(last, "evaluates_none") || mv_streq(last, "copy")))
			return resolve(context, sql, object, table_schema, depth + 1, out);
		if (mv_streq(last, "as_mutable"))
			return resolve(context, sql, mv_sa_argument(type, 0, "sqltype"), table_schema, depth + 1, out);
		if (mv_streq(last, "to_instance"))
			return resolve(context, sql, mv_sa_argument(type, 0, "typeobj"), table_schema, depth + 1, out);
	} else {
		last = mv_value_last_name(type);
	}
	bool project;
	const char *path = mv_value_path(type->kind == VALUE_CALL ? type->as.call->callee : type, context->arena);
	const Value *found = lazy_name(context, path, &project);
	if (found)
		return resolve_lazy(context, sql, found, type, table_schema, depth, out);
	const TypeEntry *entry = project ? NULL : find_type(last);
	if (entry)
		return resolve_form(context, sql, entry, type, table_schema, depth, out);
	if (mv_streq(last, "NullType") || mv_streq(last, "NULLTYPE"))
		return mv_sql_opaque(sql, "the column has no type");
	if (last)
		return mv_sql_opaque(sql, "what the type '%s' is in PostgreSQL is not known", last);
	return mv_sa_unknown(sql, type, "the type");
}

bool mv_sa_type(Alembic *context, SqlText *sql, const Value *type, const char *table_schema, SaType *out)
{
	*out = (SaType){ 0 };
	return resolve(context, sql, type, table_schema, 0, out);
}

bool mv_sa_type_sql(Alembic *context, SqlText *sql, const Value *type)
{
	SaType resolved;
	if (!mv_sa_type(context, sql, type, NULL, &resolved))
		return false;
	mv_sql_adds(sql, resolved.sql);
	return true;
}
