/*
 * emit.h: inside of the SQL emitter.
 *
 * An emitter (one file a group of object kinds) walks over the schema and makes
 * Entries. An Entry is one or more statements that belong together, with the
 * ids that it provides and needs. The frame (emit.c) writes the entries by
 * phase, schema and name, each behind what it needs.
 *
 * What needs something that comes in a later phase pulls that forward (a view
 * whose columns a function returns); circles are cut where they are met, so
 * what can close one (foreign keys, triggers, policies) is an entry of its own.
 */
#ifndef MIGVET_EMIT_EMIT_H
#define MIGVET_EMIT_EMIT_H

#include "migvet/emit.h"

typedef enum EmitPhase {
	EMIT_SCHEMAS,
	EMIT_LANGUAGES,
	EMIT_EXTENSIONS,
	EMIT_TYPES,       /* enums, composites, ranges, domains, shell types */
	EMIT_COLLATIONS,
	EMIT_ROUTINES,    /* functions, procedures, aggregates */
	EMIT_OPERATORS,   /* operators, operator classes, casts, conversions, text search */
	EMIT_FOREIGN,     /* data wrappers, servers, user mappings */
	EMIT_SEQUENCES,   /* that no column owns */
	EMIT_TABLES,      /* with columns, defaults, checks, not-null constraints */
	EMIT_PARTITIONS,  /* ATTACH PARTITION, INHERIT */
	EMIT_VIEWS,
	EMIT_KEYS,        /* primary keys, unique and exclusion constraints */
	EMIT_INDEXES,
	EMIT_ATTACHED,    /* ALTER INDEX ... ATTACH PARTITION; CLUSTER ON, REPLICA IDENTITY */
	EMIT_FOREIGN_KEYS,
	EMIT_STATISTICS,
	EMIT_RULES,
	EMIT_TRIGGERS,
	EMIT_POLICIES,
	EMIT_PUBLICATIONS,
	EMIT_EVENT_TRIGGERS,
	EMIT_COMMENTS,
	EMIT_OWNERS,
	EMIT_PRIVILEGES,
	EMIT_DEFAULT_PRIVILEGES,
} EmitPhase;

typedef struct Entry {
	EmitPhase phase;
	const char *schema, *name; /* where it stands within its phase; "" when it has none */
	uint32_t id;               /* what it makes, or 0 */
	VEC(uint32_t) needs;       /* ids that must be there before */
	StrBuf sql;                /* statements, each with its semicolon and newline */
	uint32_t number;           /* of its making: breaks ties */
	uint32_t about;            /* of what it says something, or makes; 0: of nothing that has an id */
	uint32_t part;             /* alter.c's own: the part of a thing that is changed */
	bool wanted, late;         /* the same */
	const char *left_out;      /* what is not written since parts of it are not known: a comment says so. NULL: it is written */
	uint8_t state;             /* the frame's own */
} Entry;

typedef struct Emit {
	const Schema *schema;
	int version;  /* of the server that shall read it: 13 to 18 */
	Arena *arena;
	VEC(Entry *) entries;
	uint32_t gaps; /* columns of unknown type, entries that are left out */
	const char *value; /* what VALUE of a domain's check is written as; NULL: VALUE */
} Emit;

typedef VEC(Entry *) EntryVec;

/* All entries of the schema; and in the order in which they are written. */
void mv_emit_make(Emit *emit);
void mv_emit_order(Emit *emit, EntryVec *ordered);

/* table, foreign table, view, materialized view */
bool mv_emit_is_relation(const Object *object);
/* A new entry; write its statements to entry->sql. */
Entry *mv_emit_entry(Emit *emit, EmitPhase phase, const char *schema, const char *name, uint32_t id);
/* The entry must come behind the one that makes `id` (0: nothing). */
void mv_emit_need(Emit *emit, Entry *entry, uint32_t id);
/* ... and behind all that the expression or query names. NULL: nothing. */
void mv_emit_need_expression(Emit *emit, Entry *entry, const Expression *expression);
void mv_emit_need_query(Emit *emit, Entry *entry, const QueryInfo *query, const Binding *bindings);
/* ... and behind the user-defined type. */
void mv_emit_need_type(Emit *emit, Entry *entry, const Type *type);

/* ---- emit_unknown.c: is it known well enough to be written? ---- */
bool mv_emit_is_known_type(const Type *type);
/* Of columns of `table` (NULL: of none). */
bool mv_emit_is_known_expression(const Table *table, const Expression *expression);
bool mv_emit_is_known_index(const TableIndex *index);
bool mv_emit_is_known_constraint(const Constraint *constraint);
/* The entry becomes a comment: `what` "constraint". */
void mv_emit_leave_out(Emit *emit, Entry *entry, const char *what, const Table *table, const char *name);

/* ---- words.c: names, literals, types, expressions as SQL ---- */
void mv_emit_ident(StrBuf *out, const char *name);  /* quoted when it must be */
void mv_emit_name(StrBuf *out, const char *schema, const char *name);
void mv_emit_object(StrBuf *out, const Object *object); /* schema.name */
/* "schema.name" in one text, as Type.collation and Option.value have it */
void mv_emit_dotted(StrBuf *out, const char *name);
void mv_emit_literal(StrBuf *out, const char *text);    /* 'it''s', E'...' with backslashes */
void mv_emit_idents(StrBuf *out, const char *const *names, uint32_t count); /* a, b, c */
/* With modifiers and array bounds; user-defined ones qualified. */
void mv_emit_type(const Emit *emit, StrBuf *out, const Type *type);
/* The user-defined type, or NULL: built in, or not known. */
const Object *mv_emit_type_object(const Emit *emit, const Type *type);
/* A name that may be "schema.name", as the front end joins those of collations and operator classes. */
void mv_emit_collation(StrBuf *out, const char *name);
/* name = value, ...: storage parameters and the like, without parentheses. */
void mv_emit_options(StrBuf *out, const OptionVec *options);

/* Is it written at all? Not what an extension brings, nor what is temporary. */
bool mv_emit_is_written(const Object *object);
/* " KEYWORD (name = value, ...)" when there are options. */
void mv_emit_with(StrBuf *out, const char *keyword, const OptionVec *options);

/* ---- emit_table.c ---- */
/* "FOR VALUES ...", "DEFAULT" */
void mv_emit_bound(const Emit *emit, StrBuf *out, const PartitionBound *bound);
/* " DEFAULT ..." of a column that has one (or a kept NULL). */
void mv_emit_default(Emit *emit, StrBuf *out, const Column *column);

/* "name type ...", as in CREATE TABLE; "CONSTRAINT name CHECK (...)"; " GENERATED ... AS IDENTITY (...)" */
void mv_emit_column(Emit *emit, Entry *entry, const Table *table, const Column *column);
void mv_emit_check(Emit *emit, Entry *entry, const Constraint *constraint);
void mv_emit_identity(StrBuf *sql, const Table *table, const Column *column);

/* ALTER COLUMN: statistics, storage, compression, options; what differs from a parent. */
void mv_emit_column_settings(Emit *emit, Entry *entry, const Table *table, const Column *column);

/* ---- emit_sequence.c ---- */
/* "int4": integer */
const char *mv_emit_integer_words(const char *type);
void mv_emit_sequence_options(StrBuf *out, const Sequence *sequence);

/* ---- emit_index.c ---- */
/* One key with collation, operator class and order. */
void mv_emit_key(const Emit *emit, StrBuf *out, const IndexKey *key, bool ordered);

/* ---- emit_target.c ---- */
typedef enum EmitUse { EMIT_USE_COMMENT, EMIT_USE_OWNER, EMIT_USE_PRIVILEGE } EmitUse;
/* "FUNCTION s.f(integer)"; false (and nothing written): such a statement takes no such object. */
bool mv_emit_target(const Emit *emit, StrBuf *out, const Object *object, EmitUse use);
/* Every object that is written and stands in a registry; not the parts of tables. */
void mv_emit_each(Emit *emit, void (*visit)(Emit *, const Object *));

/* ---- emit_privilege.c ---- */
enum { MV_PRIVILEGE_COUNT = 11 };
const char *mv_emit_privilege_word(uint32_t bit); /* of Privilege: "INSERT" is bit 0 */
void mv_emit_role(StrBuf *sql, const char *role); /* "public" is PUBLIC, NULL CURRENT_USER */
/* GRANT and REVOKE from one list to the other (NULL: an empty one), of an object or of a column of it. */
void mv_emit_privileges_between(Emit *emit, StrBuf *sql, const Object *object, const Column *column, const Acl *before, const Acl *after);
/* ALTER DEFAULT PRIVILEGES; NULL: as they are at first. `home`: the schema that they are for, or NULL. */
void mv_emit_defaults_between(Emit *emit, StrBuf *sql, const Object *home, const DefaultPrivileges *before, const DefaultPrivileges *after);

/* ---- code.c: expressions and queries with present names ---- */
void mv_emit_expression(const Emit *emit, StrBuf *out, const Expression *expression);
void mv_emit_query(const Emit *emit, StrBuf *out, const QueryInfo *query, const Binding *bindings);
/* A statement that made or altered `self`. */
void mv_emit_statement(const Emit *emit, StrBuf *out, const Object *self, const Code *code, const Binding *bindings);
void mv_emit_need_code(Emit *emit, Entry *entry, const Code *code, const Binding *bindings);

/* ---- the emitters, called once each by sql.c ---- */
void mv_emit_namespaces(Emit *emit);   /* schemas */
void mv_emit_sequences(Emit *emit);
void mv_emit_tables(Emit *emit);       /* tables, their columns, checks; partitions attached */
void mv_emit_constraints(Emit *emit);  /* keys, foreign keys, checks that are not valid */
void mv_emit_indexes(Emit *emit);
void mv_emit_views(Emit *emit);        /* views and materialized views */
void mv_emit_rules(Emit *emit);        /* rules and policies */
void mv_emit_types(Emit *emit);        /* enums, domains, composite types */
void mv_emit_routines(Emit *emit);     /* functions, procedures */
void mv_emit_triggers(Emit *emit);
void mv_emit_extensions(Emit *emit);
void mv_emit_search_path(Emit *emit, StrBuf *out); /* a SET, when it is needed */
void mv_emit_publications(Emit *emit);
void mv_emit_stored(Emit *emit);       /* ranges, base types, operators, text search, foreign servers, ... */
void mv_emit_comments(Emit *emit);     /* and security labels */
void mv_emit_owners(Emit *emit);
void mv_emit_privileges(Emit *emit);
void mv_emit_statistics(Emit *emit);

#endif
