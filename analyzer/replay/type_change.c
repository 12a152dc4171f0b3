/*
 * type_change.c: what ALTER COLUMN TYPE costs (ATColumnChangeRequiresRewrite).
 *
 * PostgreSQL builds the expression that turns the old value into the new one,
 * simplifies it, and need not touch the rows when nothing is left but the
 * column, relabelled. Two steps can vanish: a cast between binary compatible
 * types, and a length coercion that cannot change a value. Without a rewrite
 * an index is kept when its operators and collation stay the same.
 */
#include "locks.h"

#include <string.h>

/* Types without domains and serials, with what makes their btree operators. */
typedef enum Family {
	FAMILY_OTHER, /* user-defined, or not mentioned here: only the same name is the same type */
	FAMILY_BUILTIN, /* known, and binary compatible with nothing */
	FAMILY_TEXT,    /* text, varchar: the same operators */
	FAMILY_BPCHAR,
	FAMILY_CITEXT,
	FAMILY_XML,
	FAMILY_INT4,
	FAMILY_OID,     /* oid and its reg* aliases */
	FAMILY_BIT,
	FAMILY_VARBIT,
	FAMILY_INET,
	FAMILY_CIDR,
	FAMILY_TIMESTAMP,
	FAMILY_TIMESTAMPTZ,
} Family;

static Family family_of(const Type *type)
{
	static const struct {
		const char *name;
		Family family;
	} known[] = {
		{ "text", FAMILY_TEXT }, { "varchar", FAMILY_TEXT }, { "bpchar", FAMILY_BPCHAR }, { "citext", FAMILY_CITEXT },
		{ "xml", FAMILY_XML }, { "int4", FAMILY_INT4 }, { "oid", FAMILY_OID }, { "bit", FAMILY_BIT },
		{ "varbit", FAMILY_VARBIT }, { "inet", FAMILY_INET }, { "cidr", FAMILY_CIDR },
		{ "timestamp", FAMILY_TIMESTAMP }, { "timestamptz", FAMILY_TIMESTAMPTZ },
		{ "regclass", FAMILY_OID }, { "regproc", FAMILY_OID }, { "regprocedure", FAMILY_OID },
		{ "regoper", FAMILY_OID }, { "regoperator", FAMILY_OID }, { "regtype", FAMILY_OID },
		{ "regrole", FAMILY_OID }, { "regnamespace", FAMILY_OID }, { "regconfig", FAMILY_OID },
		{ "regdictionary", FAMILY_OID }, { "regcollation", FAMILY_OID },
		{ "bool", FAMILY_BUILTIN }, { "int2", FAMILY_BUILTIN }, { "int8", FAMILY_BUILTIN },
		{ "float4", FAMILY_BUILTIN }, { "float8", FAMILY_BUILTIN }, { "numeric", FAMILY_BUILTIN },
		{ "money", FAMILY_BUILTIN }, { "bytea", FAMILY_BUILTIN }, { "char", FAMILY_BUILTIN },
		{ "name", FAMILY_BUILTIN }, { "date", FAMILY_BUILTIN }, { "time", FAMILY_BUILTIN },
		{ "timetz", FAMILY_BUILTIN }, { "interval", FAMILY_BUILTIN }, { "uuid", FAMILY_BUILTIN },
		{ "json", FAMILY_BUILTIN }, { "jsonb", FAMILY_BUILTIN }, { "jsonpath", FAMILY_BUILTIN },
		{ "macaddr", FAMILY_BUILTIN }, { "macaddr8", FAMILY_BUILTIN }, { "point", FAMILY_BUILTIN },
		{ "line", FAMILY_BUILTIN }, { "lseg", FAMILY_BUILTIN }, { "box", FAMILY_BUILTIN },
		{ "path", FAMILY_BUILTIN }, { "polygon", FAMILY_BUILTIN }, { "circle", FAMILY_BUILTIN },
		{ "tsvector", FAMILY_BUILTIN }, { "tsquery", FAMILY_BUILTIN }, { "pg_lsn", FAMILY_BUILTIN },
		{ "int4range", FAMILY_BUILTIN }, { "int8range", FAMILY_BUILTIN }, { "numrange", FAMILY_BUILTIN },
		{ "tsrange", FAMILY_BUILTIN }, { "tstzrange", FAMILY_BUILTIN }, { "daterange", FAMILY_BUILTIN },
		{ "int4multirange", FAMILY_BUILTIN }, { "int8multirange", FAMILY_BUILTIN },
		{ "nummultirange", FAMILY_BUILTIN }, { "tsmultirange", FAMILY_BUILTIN },
		{ "tstzmultirange", FAMILY_BUILTIN }, { "datemultirange", FAMILY_BUILTIN },
		/* of extensions: their casts are functions or go through text */
		{ "hstore", FAMILY_BUILTIN }, { "ltree", FAMILY_BUILTIN }, { "geometry", FAMILY_BUILTIN },
		{ "geography", FAMILY_BUILTIN }, { "vector", FAMILY_BUILTIN }, { "halfvec", FAMILY_BUILTIN },
	};

	for (size_t i = 0; type->name && i < sizeof known / sizeof *known; i++) {
		if (strcmp(known[i].name, type->name) == 0)
			return known[i].family;
	}
	return FAMILY_OTHER;
}

static TypeChangeCost worse(TypeChangeCost a, TypeChangeCost b)
{
	if (a == TYPE_CHANGE_REWRITE || b == TYPE_CHANGE_REWRITE)
		return TYPE_CHANGE_REWRITE;
	if (a == TYPE_CHANGE_UNKNOWN || b == TYPE_CHANGE_UNKNOWN)
		return TYPE_CHANGE_UNKNOWN;
	return a > b ? a : b;
}

static const char *plain_name(const Type *type)
{
	if (mv_streq(type->name, "serial"))
		return "int4";
	if (mv_streq(type->name, "bigserial"))
		return "int8";
	if (mv_streq(type->name, "smallserial"))
		return "int2";
	return type->name;
}

static bool same_modifiers(const Type *a, const Type *b)
{
	if (a->modifier_count != b->modifier_count)
		return false;
	for (int i = 0; i < a->modifier_count; i++) {
		if (a->modifiers[i] != b->modifiers[i])
			return false;
	}
	return true;
}

/* numeric(10) is numeric(10,0); char is char(1). */
static int32_t scale_of(const Type *type)
{
	return type->modifier_count > 1 ? type->modifiers[1] : 0;
}

/*
 * A length coercion within one type (its "support function"): can it change a
 * value? `from_limited` is false when the value comes out of a cast, which
 * forgets its limit.
 */
static TypeChangeCost relimit(const Type *from, bool from_limited, const Type *to)
{
	int32_t old = from_limited && from->modifier_count ? from->modifiers[0] : -1;
	int32_t new = to->modifier_count ? to->modifiers[0] : -1;
	const char *name = plain_name(to);

	if (!to->modifier_count || (from_limited && from->modifier_count && same_modifiers(from, to)))
		return TYPE_CHANGE_FREE; /* no coercion at all */
	if (to->dimensions)
		return TYPE_CHANGE_REWRITE; /* element by element */
	if (mv_streq(name, "varchar") || mv_streq(name, "varbit"))
		return old >= 0 && old <= new ? TYPE_CHANGE_FREE : TYPE_CHANGE_REWRITE;
	if (mv_streq(name, "numeric"))
		return old >= 0 && scale_of(from) == scale_of(to) && old <= new ? TYPE_CHANGE_FREE : TYPE_CHANGE_REWRITE;
	if (mv_streq(name, "timestamp") || mv_streq(name, "timestamptz") || mv_streq(name, "time") ||
	    mv_streq(name, "timetz") || mv_streq(name, "interval"))
		return new >= 6 || (old >= 0 && old <= new) ? TYPE_CHANGE_FREE : TYPE_CHANGE_REWRITE;
	return TYPE_CHANGE_REWRITE; /* char(n), bit(n) pad; others have no support function */
}

/* Zones in which timestamp and timestamptz are the same number (TimestampTimestampTzRequiresRewrite). */
static Tri is_utc(const char *time_zone)
{
	static const char *const names[] = { "utc", "gmt", "etc/utc", "etc/gmt", "zulu", "etc/zulu", "uct", "etc/uct",
					     "universal", "etc/universal", "greenwich", "etc/greenwich", "gmt0", "etc/gmt0",
					     "gmt+0", "gmt-0", "etc/gmt+0", "etc/gmt-0", "0", "00", "+00", "-00", "00:00" };

	if (!time_zone)
		return TRI_UNKNOWN; /* as the server is configured */
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (mv_str_eq_case(mv_str(time_zone), mv_str(names[i])))
			return TRI_YES;
	}
	return TRI_NO;
}

static bool is_pair(Family a, Family b, Family x, Family y)
{
	return (a == x && b == y) || (a == y && b == x);
}

/* A cast from one type to another, both without domains; `*limited`: the result still has the old limit. */
static TypeChangeCost cast_cost(const Schema *schema, const Type *from, const Type *to, const char *time_zone,
				bool *limited)
{
	Family old = family_of(from), new = family_of(to);
	bool same_name = mv_streq(plain_name(from), plain_name(to)) && from->dimensions == to->dimensions;
	const Object *old_type, *new_type;

	if (from->unknown || to->unknown || from->column_type || to->column_type || !from->name || !to->name)
		return TYPE_CHANGE_UNKNOWN;
	/* int[] and int[][] are one type */
	if (mv_streq(plain_name(from), plain_name(to)) && from->dimensions && to->dimensions)
		same_name = true;
	if (same_name && (old != FAMILY_OTHER || mv_streq(from->schema, to->schema) || !from->schema || !to->schema))
		return TYPE_CHANGE_FREE;
	*limited = false;
	if (from->dimensions || to->dimensions)
		return TYPE_CHANGE_REWRITE; /* element by element, also where the elements are compatible */
	if (old == FAMILY_TEXT && new == FAMILY_TEXT)
		return TYPE_CHANGE_FREE;
	if (is_pair(old, new, FAMILY_TEXT, FAMILY_CITEXT) || is_pair(old, new, FAMILY_INT4, FAMILY_OID) ||
	    is_pair(old, new, FAMILY_BIT, FAMILY_VARBIT) || (old == FAMILY_XML && new == FAMILY_TEXT) ||
	    (old == FAMILY_TEXT && new == FAMILY_BPCHAR))
		return TYPE_CHANGE_REINDEX; /* compatible, but compared differently */
	if (old == FAMILY_OID && new == FAMILY_OID)
		return TYPE_CHANGE_FREE;
	if (old == FAMILY_CIDR && new == FAMILY_INET)
		return TYPE_CHANGE_FREE;
	if (is_pair(old, new, FAMILY_TIMESTAMP, FAMILY_TIMESTAMPTZ)) {
		Tri utc = is_utc(time_zone);

		return utc == TRI_YES ? TYPE_CHANGE_REINDEX : utc == TRI_NO ? TYPE_CHANGE_REWRITE : TYPE_CHANGE_UNKNOWN;
	}
	if (old != FAMILY_OTHER && new != FAMILY_OTHER)
		return TYPE_CHANGE_REWRITE;
	old_type = old == FAMILY_OTHER ? mv_schema_type(schema, from->schema, from->name) : NULL;
	new_type = new == FAMILY_OTHER ? mv_schema_type(schema, to->schema, to->name) : NULL;
	if ((old_type && old_type == new_type))
		return TYPE_CHANGE_FREE;
	/* enums, ranges and composites go through functions or text; of types nobody defined here anything may hold */
	if ((old == FAMILY_OTHER && !old_type) || (new == FAMILY_OTHER && !new_type))
		return TYPE_CHANGE_UNKNOWN;
	return TYPE_CHANGE_REWRITE;
}

/* From a value of type `from` to `to`: out of domains, across, into domains (whose constraints need every value). */
static TypeChangeCost coerce(const Schema *schema, const Type *from, bool *limited, const Type *to, const char *time_zone)
{
	Tri constraints;
	const Type *base = mv_type_under_domains(schema, to, &constraints);
	const Type *value = mv_type_under_domains(schema, from, NULL);
	bool same_domain = base != to && from && mv_schema_type(schema, from->schema, from->name) ==
							 mv_schema_type(schema, to->schema, to->name);
	TypeChangeCost cost;

	if (!from || !value || !base || !to)
		return TYPE_CHANGE_UNKNOWN;
	if (same_domain)
		return TYPE_CHANGE_FREE;
	cost = cast_cost(schema, value, base, time_zone, limited);
	cost = worse(cost, relimit(value, *limited, base));
	if (constraints == TRI_YES)
		return TYPE_CHANGE_REWRITE;
	return constraints == TRI_UNKNOWN ? worse(cost, TYPE_CHANGE_UNKNOWN) : cost;
}

static const char *collation_of(const Type *type)
{
	if (!type->collation || strcmp(type->collation, "default") == 0 || strcmp(type->collation, "pg_catalog.default") == 0)
		return NULL;
	return type->collation;
}

#define MAX_CASTS 16

TypeChangeCost mv_type_change_cost(const Schema *schema, const Type *from, const Type *to, const Expression *using_expr,
				   const char *column, const char *time_zone, int version)
{
	const Expression *casts[MAX_CASTS];
	const Expression *e = using_expr;
	const Type *present = from;
	TypeChangeCost cost = TYPE_CHANGE_FREE;
	bool limited = true;
	int count = 0;

	(void)version; /* the same from 12 to 18 */
	/* USING col, USING col::a::b: as if written without USING; anything else computes a new value */
	for (; e && (e->kind == EXPR_CAST || e->kind == EXPR_COLLATE); e = e->args[0]) {
		if (!e->arg_count || count == MAX_CASTS)
			return TYPE_CHANGE_REWRITE;
		if (e->kind == EXPR_CAST)
			casts[count++] = e;
	}
	if (e && !(e->kind == EXPR_COLUMN && mv_streq(e->name, column)))
		return TYPE_CHANGE_REWRITE;
	if (!to || to->unknown || !from || from->unknown)
		return TYPE_CHANGE_UNKNOWN;
	while (count > 0) {
		const Type *next = casts[--count]->type;

		cost = worse(cost, coerce(schema, present, &limited, next, time_zone));
		if (!next)
			return TYPE_CHANGE_UNKNOWN;
		limited = next->modifier_count > 0; /* col::varchar forgets the old limit */
		present = next;
	}
	cost = worse(cost, coerce(schema, present, &limited, to, time_zone));
	if (cost == TYPE_CHANGE_FREE && !mv_streq(collation_of(from), collation_of(to)))
		return TYPE_CHANGE_REINDEX;
	return cost;
}

/* ---- widening ---- */

/* Decimal digits before the point that every value of an integer type fits in. */
static int integer_digits(const char *name)
{
	return mv_streq(name, "int2") ? 5 : mv_streq(name, "int4") ? 10 : mv_streq(name, "int8") ? 19 : 0;
}

static Tri widens_numeric(const Type *from, const Type *to)
{
	const char *old = plain_name(from);
	int digits = integer_digits(old), scale = 0;

	if (!to->modifier_count)
		return mv_tri(digits || mv_streq(old, "numeric") || mv_streq(old, "float4") || mv_streq(old, "float8"));
	if (mv_streq(old, "numeric")) {
		if (!from->modifier_count)
			return TRI_NO;
		scale = scale_of(from);
		digits = from->modifiers[0] - scale;
	} else if (!digits) {
		return TRI_NO;
	}
	return mv_tri(to->modifiers[0] - scale_of(to) >= digits && scale_of(to) >= scale);
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++) {
		if (mv_streq(name, *names))
			return true;
	}
	return false;
}

/* Does every value that fits `from` fit `to`, within one kind of length or precision? */
static bool limit_fits(const Type *from, const Type *to)
{
	return !to->modifier_count || (from->modifier_count && from->modifiers[0] <= to->modifiers[0]);
}

static bool precision_fits(const Type *from, const Type *to)
{
	int32_t old = from->modifier_count ? from->modifiers[0] : 6, new = to->modifier_count ? to->modifiers[0] : 6;

	return old <= new;
}

Tri mv_type_widens(const Type *from, const Type *to)
{
	static const char *const texts[] = { "text", "varchar", "bpchar", "citext", NULL };
	static const char *const times[] = { "timestamp", "timestamptz", "time", "timetz", "interval", NULL };
	const char *old, *new;
	Family old_family, new_family;

	if (!from || !to || from->unknown || to->unknown || from->column_type || to->column_type || !from->name || !to->name)
		return TRI_UNKNOWN;
	old = plain_name(from);
	new = plain_name(to);
	old_family = family_of(&(Type){ .name = old });
	new_family = family_of(&(Type){ .name = new });
	if (!from->dimensions != !to->dimensions)
		return new_family == FAMILY_TEXT && !to->modifier_count && !to->dimensions ? TRI_YES : TRI_NO;
	if (mv_streq(new, "numeric"))
		return old_family == FAMILY_OTHER ? TRI_UNKNOWN : widens_numeric(from, to);
	if (integer_digits(old) && integer_digits(new))
		return mv_tri(integer_digits(old) <= integer_digits(new));
	if (mv_streq(new, "float8"))
		return mv_tri(is_one_of(old, (const char *const[]){ "int2", "int4", "float4", "float8", NULL }));
	if (mv_streq(new, "float4"))
		return mv_tri(mv_streq(old, "int2") || mv_streq(old, "float4"));
	if (is_one_of(old, texts) && is_one_of(new, texts))
		return mv_tri(limit_fits(from, to));
	if (mv_streq(old, new) && is_one_of(new, times))
		return mv_tri(precision_fits(from, to));
	if (mv_streq(old, new) && (old_family != FAMILY_OTHER || mv_streq(from->schema, to->schema)))
		return mv_tri(mv_streq(new, "bit") ? same_modifiers(from, to) : limit_fits(from, to));
	if (mv_streq(old, "date") && is_one_of(new, (const char *const[]){ "timestamp", "timestamptz", NULL }))
		return TRI_YES;
	if (mv_streq(old, "bit") && mv_streq(new, "varbit"))
		return mv_tri(limit_fits(from, to));
	if ((mv_streq(old, "cidr") && mv_streq(new, "inet")) || (mv_streq(old, "jsonb") && mv_streq(new, "json")))
		return TRI_YES;
	if (new_family == FAMILY_TEXT && !to->modifier_count)
		return TRI_YES; /* everything can be written down */
	if (is_pair(old_family, new_family, FAMILY_TIMESTAMP, FAMILY_TIMESTAMPTZ) || old_family == FAMILY_OTHER ||
	    new_family == FAMILY_OTHER || (mv_streq(old, "json") && mv_streq(new, "jsonb")))
		return TRI_UNKNOWN; /* depends on the zone, on a type or domain that is not known here, on the values */
	return TRI_NO;
}
