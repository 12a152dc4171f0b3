/*
 * words.c: what things are called in messages.
 */
#include "migvet/change.h"

const char *mv_change_kind_name(ChangeKind kind)
{
	static const char *const names[] = {
		[CHANGE_NONE] = "nothing",
#define X(name, member, words) [CHANGE_##name] = words,
		MV_CHANGE_KINDS(X)
#undef X
	};

	return (unsigned)kind < CHANGE_KIND_COUNT ? names[kind] : "nothing";
}

const char *mv_object_kind_name(ObjectKind kind)
{
	static const char *const names[] = {
		[OBJ_NONE] = "object",
		[OBJ_TABLE] = "table",
		[OBJ_FOREIGN_TABLE] = "foreign table",
		[OBJ_VIEW] = "view",
		[OBJ_MATERIALIZED_VIEW] = "materialized view",
		[OBJ_INDEX] = "index",
		[OBJ_SEQUENCE] = "sequence",
		[OBJ_COLUMN] = "column",
		[OBJ_CONSTRAINT] = "constraint",
		[OBJ_DOMAIN_CONSTRAINT] = "domain constraint",
		[OBJ_TRIGGER] = "trigger",
		[OBJ_EVENT_TRIGGER] = "event trigger",
		[OBJ_RULE] = "rule",
		[OBJ_POLICY] = "policy",
		[OBJ_TYPE] = "type",
		[OBJ_ENUM] = "enum type",
		[OBJ_ENUM_VALUE] = "enum value",
		[OBJ_COMPOSITE] = "composite type",
		[OBJ_ATTRIBUTE] = "attribute",
		[OBJ_RANGE] = "range type",
		[OBJ_DOMAIN] = "domain",
		[OBJ_FUNCTION] = "function",
		[OBJ_PROCEDURE] = "procedure",
		[OBJ_AGGREGATE] = "aggregate",
		[OBJ_ROUTINE] = "routine",
		[OBJ_SCHEMA] = "schema",
		[OBJ_EXTENSION] = "extension",
		[OBJ_DATABASE] = "database",
		[OBJ_TABLESPACE] = "tablespace",
		[OBJ_ROLE] = "role",
		[OBJ_COLLATION] = "collation",
		[OBJ_CONVERSION] = "conversion",
		[OBJ_CAST] = "cast",
		[OBJ_OPERATOR] = "operator",
		[OBJ_OPERATOR_CLASS] = "operator class",
		[OBJ_OPERATOR_FAMILY] = "operator family",
		[OBJ_TEXT_SEARCH] = "text search object",
		[OBJ_STATISTICS] = "statistics object",
		[OBJ_PUBLICATION] = "publication",
		[OBJ_SUBSCRIPTION] = "subscription",
		[OBJ_SERVER] = "server",
		[OBJ_FOREIGN_DATA_WRAPPER] = "foreign-data wrapper",
		[OBJ_USER_MAPPING] = "user mapping",
		[OBJ_LANGUAGE] = "language",
		[OBJ_TRANSFORM] = "transform",
		[OBJ_ACCESS_METHOD] = "access method",
		[OBJ_DEFAULT_PRIVILEGES] = "default privileges",
		[OBJ_LARGE_OBJECT] = "large object",
	};

	return (unsigned)kind < OBJ_KIND_COUNT ? names[kind] : "object";
}

const char *mv_constraint_kind_name(ConstraintKind kind)
{
	switch (kind) {
	case CONSTRAINT_NOT_NULL:
		return "not-null";
	case CONSTRAINT_CHECK:
		return "check";
	case CONSTRAINT_PRIMARY_KEY:
		return "primary key";
	case CONSTRAINT_UNIQUE:
		return "unique";
	case CONSTRAINT_EXCLUSION:
		return "exclusion";
	case CONSTRAINT_FOREIGN_KEY:
		return "foreign key";
	}
	return "constraint";
}

const char *mv_persistence_name(Persistence persistence)
{
	switch (persistence) {
	case PERSISTENCE_PERMANENT:
		return "permanent";
	case PERSISTENCE_UNLOGGED:
		return "unlogged";
	case PERSISTENCE_TEMPORARY:
		return "temporary";
	}
	return NULL;
}

const char *mv_identity_name(Identity identity)
{
	switch (identity) {
	case IDENTITY_NONE:
		return NULL;
	case IDENTITY_ALWAYS:
		return "always";
	case IDENTITY_BY_DEFAULT:
		return "by default";
	}
	return NULL;
}

const char *mv_generated_name(Generated generated)
{
	switch (generated) {
	case GENERATED_NONE:
		return NULL;
	case GENERATED_STORED:
		return "stored";
	case GENERATED_VIRTUAL:
		return "virtual";
	}
	return NULL;
}

const char *mv_fk_action_name(FkAction action)
{
	switch (action) {
	case FK_NO_ACTION:
		return "no action";
	case FK_RESTRICT:
		return "restrict";
	case FK_CASCADE:
		return "cascade";
	case FK_SET_NULL:
		return "set null";
	case FK_SET_DEFAULT:
		return "set default";
	}
	return NULL;
}

const char *mv_fk_action_sql(FkAction action)
{
	switch (action) {
	case FK_NO_ACTION:
		return NULL;
	case FK_RESTRICT:
		return "RESTRICT";
	case FK_CASCADE:
		return "CASCADE";
	case FK_SET_NULL:
		return "SET NULL";
	case FK_SET_DEFAULT:
		return "SET DEFAULT";
	}
	return NULL;
}
