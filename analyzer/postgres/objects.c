/*
 * objects.c: the objects that DROP, COMMENT, RENAME, GRANT and their like
 * name. The grammar gives each kind in its own shape.
 */
#include "ddl.h"

static const struct {
	ObjectKind kind;
	const char *words;
} kinds[] = {
	[OBJECT_ACCESS_METHOD] = { OBJ_ACCESS_METHOD, "ACCESS METHOD" },
	[OBJECT_AGGREGATE] = { OBJ_AGGREGATE, "AGGREGATE" },
	[OBJECT_AMOP] = { OBJ_NONE, "OPERATOR" },
	[OBJECT_AMPROC] = { OBJ_NONE, "FUNCTION" },
	[OBJECT_ATTRIBUTE] = { OBJ_ATTRIBUTE, "TYPE" },
	[OBJECT_CAST] = { OBJ_CAST, "CAST" },
	[OBJECT_COLUMN] = { OBJ_COLUMN, "TABLE" },
	[OBJECT_COLLATION] = { OBJ_COLLATION, "COLLATION" },
	[OBJECT_CONVERSION] = { OBJ_CONVERSION, "CONVERSION" },
	[OBJECT_DATABASE] = { OBJ_DATABASE, "DATABASE" },
	[OBJECT_DEFAULT] = { OBJ_NONE, "TABLE" },
	[OBJECT_DEFACL] = { OBJ_DEFAULT_PRIVILEGES, "DEFAULT PRIVILEGES" },
	[OBJECT_DOMAIN] = { OBJ_DOMAIN, "DOMAIN" },
	[OBJECT_DOMCONSTRAINT] = { OBJ_DOMAIN_CONSTRAINT, "DOMAIN" },
	[OBJECT_EVENT_TRIGGER] = { OBJ_EVENT_TRIGGER, "EVENT TRIGGER" },
	[OBJECT_EXTENSION] = { OBJ_EXTENSION, "EXTENSION" },
	[OBJECT_FDW] = { OBJ_FOREIGN_DATA_WRAPPER, "FOREIGN DATA WRAPPER" },
	[OBJECT_FOREIGN_SERVER] = { OBJ_SERVER, "SERVER" },
	[OBJECT_FOREIGN_TABLE] = { OBJ_FOREIGN_TABLE, "FOREIGN TABLE" },
	[OBJECT_FUNCTION] = { OBJ_FUNCTION, "FUNCTION" },
	[OBJECT_INDEX] = { OBJ_INDEX, "INDEX" },
	[OBJECT_LANGUAGE] = { OBJ_LANGUAGE, "LANGUAGE" },
	[OBJECT_LARGEOBJECT] = { OBJ_LARGE_OBJECT, "LARGE OBJECT" },
	[OBJECT_MATVIEW] = { OBJ_MATERIALIZED_VIEW, "MATERIALIZED VIEW" },
	[OBJECT_OPCLASS] = { OBJ_OPERATOR_CLASS, "OPERATOR CLASS" },
	[OBJECT_OPERATOR] = { OBJ_OPERATOR, "OPERATOR" },
	[OBJECT_OPFAMILY] = { OBJ_OPERATOR_FAMILY, "OPERATOR FAMILY" },
	[OBJECT_PARAMETER_ACL] = { OBJ_NONE, "PARAMETER" },
	[OBJECT_POLICY] = { OBJ_POLICY, "POLICY" },
	[OBJECT_PROCEDURE] = { OBJ_PROCEDURE, "PROCEDURE" },
	[OBJECT_PUBLICATION] = { OBJ_PUBLICATION, "PUBLICATION" },
	[OBJECT_PUBLICATION_NAMESPACE] = { OBJ_PUBLICATION, "PUBLICATION" },
	[OBJECT_PUBLICATION_REL] = { OBJ_PUBLICATION, "PUBLICATION" },
	[OBJECT_ROLE] = { OBJ_ROLE, "ROLE" },
	[OBJECT_ROUTINE] = { OBJ_ROUTINE, "ROUTINE" },
	[OBJECT_RULE] = { OBJ_RULE, "RULE" },
	[OBJECT_SCHEMA] = { OBJ_SCHEMA, "SCHEMA" },
	[OBJECT_SEQUENCE] = { OBJ_SEQUENCE, "SEQUENCE" },
	[OBJECT_SUBSCRIPTION] = { OBJ_SUBSCRIPTION, "SUBSCRIPTION" },
	[OBJECT_STATISTIC_EXT] = { OBJ_STATISTICS, "STATISTICS" },
	[OBJECT_TABCONSTRAINT] = { OBJ_CONSTRAINT, "TABLE" },
	[OBJECT_TABLE] = { OBJ_TABLE, "TABLE" },
	[OBJECT_TABLESPACE] = { OBJ_TABLESPACE, "TABLESPACE" },
	[OBJECT_TRANSFORM] = { OBJ_TRANSFORM, "TRANSFORM" },
	[OBJECT_TRIGGER] = { OBJ_TRIGGER, "TRIGGER" },
	[OBJECT_TSCONFIGURATION] = { OBJ_TEXT_SEARCH, "TEXT SEARCH CONFIGURATION" },
	[OBJECT_TSDICTIONARY] = { OBJ_TEXT_SEARCH, "TEXT SEARCH DICTIONARY" },
	[OBJECT_TSPARSER] = { OBJ_TEXT_SEARCH, "TEXT SEARCH PARSER" },
	[OBJECT_TSTEMPLATE] = { OBJ_TEXT_SEARCH, "TEXT SEARCH TEMPLATE" },
	[OBJECT_TYPE] = { OBJ_TYPE, "TYPE" },
	[OBJECT_USER_MAPPING] = { OBJ_USER_MAPPING, "USER MAPPING" },
	[OBJECT_VIEW] = { OBJ_VIEW, "VIEW" },
};

ObjectKind mv_pg_object_kind(ObjectType type)
{
	return (size_t)type < sizeof kinds / sizeof *kinds ? kinds[type].kind : OBJ_NONE;
}

const char *mv_pg_object_words(ObjectType type)
{
	return (size_t)type < sizeof kinds / sizeof *kinds ? kinds[type].words : "OBJECT";
}

const char *mv_pg_sub_kind(ObjectType type)
{
	switch ((int)type) {
	case OBJECT_TSCONFIGURATION:
		return "configuration";
	case OBJECT_TSDICTIONARY:
		return "dictionary";
	case OBJECT_TSPARSER:
		return "parser";
	case OBJECT_TSTEMPLATE:
		return "template";
	}
	return NULL;
}

bool mv_pg_is_part(ObjectType type)
{
	return type == OBJECT_TRIGGER || type == OBJECT_RULE || type == OBJECT_POLICY || type == OBJECT_TABCONSTRAINT ||
	       type == OBJECT_DOMCONSTRAINT;
}

/* "name ON [DOMAIN] table": where the table is written. */
static int after_on(const Lower *lower, int location)
{
	Cursor cursor;

	if (location < 0 || !lower->parsed->exact)
		return -1;
	cursor = (Cursor){ .text = lower->parsed->text, .end = lower->parsed->length };
	cursor.token = mv_pg_next_token(cursor.text, cursor.end, (size_t)location);
	mv_pg_advance(&cursor);
	if (!mv_pg_accept(&cursor, "on"))
		return -1;
	mv_pg_accept(&cursor, "domain");
	return mv_pg_here(&cursor);
}

static int last_part(const Lower *lower, int location)
{
	Span span;
	Cursor cursor;
	int last = location;

	if (location < 0 || !lower->parsed->exact)
		return -1;
	span = mv_pg_name_span(lower, location);
	for (cursor = mv_pg_cursor(lower, span); cursor.token.kind != TOKEN_END; mv_pg_advance(&cursor))
		last = mv_pg_here(&cursor);
	return last;
}

static QName from_type(Lower *lower, const TypeName *type, int location)
{
	return mv_pg_name_list(lower, type->names, type->location >= 0 ? type->location : location);
}

/* The list without its last member, as a name. */
static QName all_but_last(Lower *lower, const List *names, int location)
{
	List shorter = *names;

	shorter.length--;
	return mv_pg_name_list(lower, &shorter, location);
}

static QName single(Lower *lower, const char *name, int location)
{
	Ident ident = mv_pg_ident(lower, name, location);

	return (QName){ .name = ident.text, .span = ident.span, .unknown = mv_pg_is_placeholder(lower, name) };
}

static void from_list(Lower *lower, ObjectType type, const List *list, int location, ObjectRef *ref)
{
	const Node *first = linitial(list), *last = llast(list);

	if (IsA(first, TypeName)) {
		/* CAST (a AS b); TRANSFORM FOR t LANGUAGE l; CONSTRAINT c ON DOMAIN d */
		if (type == OBJECT_DOMCONSTRAINT) {
			ref->name = from_type(lower, (const TypeName *)first, after_on(lower, location));
			ref->part = mv_pg_ident(lower, strVal(last), location);
			return;
		}
		ref->arguments = list;
		if (type == OBJECT_TRANSFORM)
			ref->sub = mv_pg_copy(lower, strVal(last));
		ref->name.name = mv_arena_format(lower->arena, type == OBJECT_CAST ? "%s as %s" : "%s language %s",
						 mv_pg_def_text(lower, first), mv_pg_def_text(lower, last));
		ref->name.span = mv_pg_token_span(lower, location);
	} else if (type == OBJECT_COLUMN && list_length(list) > 1) {
		int at = last_part(lower, location);

		ref->name = all_but_last(lower, list, location);
		ref->part = mv_pg_ident(lower, strVal(last), at);
	} else if (mv_pg_is_part(type) && list_length(list) > 1) {
		ref->part = mv_pg_ident(lower, strVal(last), location);
		ref->name = all_but_last(lower, list, after_on(lower, location));
	} else if (type == OBJECT_OPCLASS || type == OBJECT_OPFAMILY) {
		List *names = unconstify(List *, list);
		List rest = *names; /* the access method stands first */

		ref->sub = mv_pg_copy(lower, strVal(first));

		rest.elements++;
		rest.length--;
		ref->name = mv_pg_name_list(lower, &rest, location);
	} else {
		ref->name = mv_pg_name_list(lower, list, location);
	}
}

ObjectRef mv_pg_object(Lower *lower, ObjectType type, const RangeVar *relation, const Node *object, const char *part,
		       int location)
{
	ObjectRef ref = { .kind = mv_pg_object_kind(type), .sub = mv_pg_sub_kind(type) };

	if (relation) {
		ref.name = mv_pg_range_var(lower, relation);
		if (part)
			ref.part = mv_pg_ident(lower, part, location);
		return ref;
	}
	if (!object) {
		ref.name = single(lower, part, location);
		return ref;
	}
	switch ((int)nodeTag(object)) {
	case T_String:
		ref.name = single(lower, strVal(object), location);
		break;
	case T_List:
		from_list(lower, type, (const List *)object, location, &ref);
		break;
	case T_TypeName:
		ref.name = from_type(lower, (const TypeName *)object, location);
		break;
	case T_ObjectWithArgs: {
		const ObjectWithArgs *routine = (const ObjectWithArgs *)object;

		ref.name = mv_pg_name_list(lower, routine->objname, location);
		ref.arguments = routine->objargs;
		ref.arguments_given = !routine->args_unspecified;
		break;
	}
	case T_RangeVar:
		ref.name = mv_pg_range_var(lower, (const RangeVar *)object);
		break;
	case T_RoleSpec:
		ref.name.name = mv_pg_role(lower, (const RoleSpec *)object);
		ref.name.span = mv_pg_token_span(lower, ((const RoleSpec *)object)->location);
		break;
	default: /* numbers of large objects */
		ref.name.name = mv_pg_def_text(lower, object);
		ref.name.span = mv_pg_token_span(lower, location);
		break;
	}
	if (part)
		ref.part = mv_pg_ident(lower, part, -1);
	return ref;
}

/* The first name of the text of `object`: what to look for. */
static const char *first_name(ObjectType type, const Node *object)
{
	if (!object)
		return NULL;
	switch ((int)nodeTag(object)) {
	case T_String:
		return strVal(object);
	case T_List: {
		const List *list = (const List *)object;
		const Node *node;

		if (mv_pg_is_part(type))
			node = llast(list);
		else if ((type == OBJECT_OPCLASS || type == OBJECT_OPFAMILY) && list_length(list) > 1)
			node = lsecond(list);
		else
			node = linitial(list);
		return IsA(node, String) ? strVal(node) : NULL;
	}
	case T_ObjectWithArgs:
		return strVal(linitial(((const ObjectWithArgs *)object)->objname));
	default:
		return NULL;
	}
}

ObjectRef mv_pg_statement_object(Lower *lower, ObjectType type, const RangeVar *relation, const Node *object,
				 const char *part, Span span)
{
	const char *name = object && !relation ? first_name(type, object) : part;

	/* A column or constraint is named behind its relation. */
	if (relation && part && (type == OBJECT_COLUMN || type == OBJECT_TABCONSTRAINT || type == OBJECT_ATTRIBUTE)) {
		Cursor cursor = mv_pg_cursor(lower, span);

		if (mv_pg_skip_to(&cursor, "rename") && !mv_pg_accept(&cursor, "column"))
			mv_pg_accept(&cursor, type == OBJECT_ATTRIBUTE ? "attribute" : "constraint");
		return mv_pg_object(lower, type, relation, object, part, mv_pg_here(&cursor));
	}
	return mv_pg_object(lower, type, relation, object, part, mv_pg_find_name(lower, span, name));
}

ArgumentTypes mv_pg_signature(Lower *lower, const ObjectRef *ref)
{
	ArgumentTypes signature = { .given = ref->arguments_given };
	const ListCell *cell;

	foreach(cell, ref->arguments) {
		const Node *type = lfirst(cell);

		/* NONE of an operator; the language of a transform */
		*VEC_PUSH(lower->arena, &signature.types) = type && IsA(type, TypeName) ? mv_pg_type(lower, (const TypeName *)type) : NULL;
	}
	return signature;
}

Span mv_pg_object_span(const ObjectRef *ref)
{
	return ref->part.text ? ref->part.span : ref->name.span;
}
