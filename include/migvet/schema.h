/*
 * schema.h: the database as the replayed migrations leave it.
 *
 * Two kinds of not knowing are kept apart: a Table with `incomplete` was seen
 * only through ALTER (it exists, but may have more columns, constraints and
 * indexes than listed), and a Schema with `opaque_changes` has met statements
 * whose effect is unknown, so that an object which is not listed may exist.
 * The absence of something proves nothing then: mv_schema_* look-ups answer
 * with a Tri where that matters.
 */
#ifndef MIGVET_SCHEMA_H
#define MIGVET_SCHEMA_H

#include "migvet/change.h"

/* When an object came to be. All zero: before the first migration (baseline, or unknown). */
typedef struct Birth {
	const Migration *migration;
	const Change *change;
	uint32_t transaction; /* number of the transaction; 0: none (before the history) */
} Birth;

/* Every object starts with this, so an Object * can be looked at before the kind is known. */
typedef struct Object {
	ObjectKind kind;
	uint32_t id;        /* unique in its Schema (columns and constraints have ids of the same kind); 0: none */
	const char *schema; /* resolved: never NULL for schema objects */
	const char *name;
	Birth birth;
	const char *owner; /* NULL: the role that runs the migrations */
	bool incomplete; /* seen only through changes to it */
	bool maybe;      /* its creation was guarded by something unknown */
	const char *extension; /* it is a member of this extension, or NULL */
} Object;

typedef struct Table Table;
typedef struct Column Column;
typedef struct Constraint Constraint;
typedef struct TableIndex TableIndex;
typedef struct Sequence Sequence;
typedef struct Function Function;
typedef struct Trigger Trigger;

struct Column {
	const char *name;
	uint32_t id; /* as Object.id */
	Birth birth;
	const Type *type;      /* NULL: unknown */
	Tri not_null;          /* column constraint or primary key */
	const Expression *default_value; /* NULL: none known */
	bool default_unknown;  /* of an incomplete table */
	Identity identity;
	Generated generated;
	const Expression *generation;
	const char *collation;
	bool maybe;            /* added or dropped by a guarded change */
	bool inherited;        /* from a parent table (it may be declared here too) */
	bool local;            /* declared here (attislocal) */
	const char *storage, *compression; /* as SET last; NULL: the type's */
	const char *statistics; /* target, a number; NULL: the server's */
	OptionVec options;     /* n_distinct, ...; of foreign tables: fdw_options */
	OptionVec fdw_options;
	const Type *default_type; /* the column's type when its default was set */
	bool null_default;     /* DEFAULT NULL of a type with a modifier, which PostgreSQL keeps: no default otherwise */
	Birth null_dropped;    /* the change that made it NOT NULL last (birth of its NOT NULL) */
	const char *not_null_name; /* that 18 gives its NOT NULL; NULL: none, or a Constraint has it */
	bool not_null_inherited;   /* from a parent only */
};

struct Constraint {
	const char *name;
	uint32_t id; /* as Object.id */
	Table *table;
	Birth birth;
	ConstraintKind kind;
	bool valid, enforced, no_inherit, deferrable, initially_deferred, nulls_not_distinct;
	const ConstraintSpec *def; /* as first written; renames are followed in the fields here */
	VEC(const char *) columns; /* PK, UNIQUE, FK, NOT NULL: keys. CHECK: columns it mentions */
	const Expression *expression;
	Table *referenced;        /* FK; NULL: unknown table */
	VEC(const char *) referenced_columns;
	TableIndex *referenced_index; /* FK: the unique index that it rests on; NULL: not known */
	FkAction on_delete, on_update;
	TableIndex *index;        /* PK, UNIQUE, EXCLUSION */
	Birth validated;          /* when it became valid */
	bool inherited;           /* from a parent table */
	bool local;               /* declared here (conislocal) */
	bool maybe;               /* added or dropped by a guarded change */
};

struct TableIndex {
	Object object; /* OBJ_INDEX */
	Table *table;
	bool unique, valid, concurrently, nulls_not_distinct, only;
	bool replica_identity;    /* REPLICA IDENTITY USING INDEX */
	bool clustered;           /* marked by CLUSTER ON or CLUSTER ... USING */
	const char *access_method;
	IndexKeyVec keys;         /* column names follow renames */
	VEC(const char *) including;
	const Expression *predicate;
	Constraint *constraint;   /* backed by it, or NULL */
	TableIndex *parent;       /* attached to this partitioned index */
	OptionVec options;        /* storage parameters */
	const char *tablespace;   /* NULL: the default one */
	VEC(Option) statistics;   /* target by number of the column, as ALTER INDEX says it */
};

/*
 * A relation that a view's query reads, and the columns of it that the query
 * certainly uses. Names follow renames.
 */
typedef struct ViewUse {
	Table *table;
	VEC(const char *) columns;
	bool more_columns; /* it may use others as well: a star, a name that could be another relation's */
} ViewUse;

/* Tables, views, materialized views, foreign tables: Object.kind tells. */
struct Table {
	Object object;
	Persistence persistence;
	OptionVec options;             /* storage parameters; options of a view */
	VEC(Column *) columns;
	VEC(Constraint *) constraints;
	VEC(TableIndex *) indexes;
	VEC(Sequence *) sequences;     /* owned by its columns */
	VEC(Constraint *) referencing; /* foreign keys of other tables (and its own) to this one */
	VEC(Table *) parents, children; /* inheritance and partitions */
	PartitionKind partition_by;
	IndexKeyVec partition_keys;
	const PartitionBound *bound;   /* of a partition; NULL otherwise */
	Table *default_partition;
	const QueryInfo *query;        /* views: as written; `uses` is what it means now */
	const Binding *bindings;       /* of query->code */
	VEC(ViewUse) uses;             /* views: what their query reads, once a relation */
	VEC(Table *) reads, readers;   /* views: relations that their query reads; relations: views that read them */
	const char *type_schema, *type_name; /* OF type; NULL otherwise */
	VEC(Object *) triggers, policies, rules;
	bool row_security, forced_row_security;
	bool populated;                /* materialized view WITH DATA */
	Birth first_row;               /* the first INSERT/COPY/UPDATE that was seen; {0}: none seen */
	const char *access_method, *tablespace; /* NULL: the default one */
	const char *server;            /* foreign tables */
	const char *replica_identity;  /* NULL: default; "full", "nothing"; of an index: TableIndex.replica_identity */
	uint32_t mark;                 /* replay's own: of the last walk over relatives */
};

/* ALTER TYPE ... RENAME VALUE: constants that were stored before follow. */
typedef struct LabelRename {
	const char *from, *to;
} LabelRename;

typedef struct EnumType {
	Object object; /* OBJ_ENUM */
	VEC(const char *) labels;
	VEC(Birth) label_births;
	VEC(LabelRename) renames; /* in order */
} EnumType;

typedef struct Domain {
	Object object; /* OBJ_DOMAIN */
	const Type *base;
	const Expression *default_value;
	bool not_null;
	const char *not_null_name; /* of a server from 17 on */
	VEC(Constraint *) checks;
} Domain;

typedef struct Composite {
	Object object; /* OBJ_COMPOSITE: in `types`, and in `relations` because it takes the name there */
	VEC(Column *) attributes;
} Composite;

struct Sequence {
	Object object; /* OBJ_SEQUENCE */
	Table *owner_table;
	const char *owner_column;
	bool identity; /* made by the column's identity: goes with it only */
	Persistence persistence;
	const char *type; /* "int2", "int4", "int8" */
	int64_t start, increment, minimum, maximum, cache;
	bool cycle;
};

struct Function {
	Object object; /* OBJ_FUNCTION, PROCEDURE, AGGREGATE; the registry's key holds the signature */
	const FunctionChange *def; /* as it is now: with what ALTER changed, its types and expressions bound */
	const Binding *bindings;   /* of def->code */
	VEC(const Binding *) body_bindings; /* of def->body_statements */
	Volatility volatility;
	Volatility body_volatility; /* what an inlined SQL body really is; UNKNOWN if it cannot be told */
	const char *arguments; /* input types, "integer, text", as in the registry's key */
	VEC(Trigger *) triggers; /* that call it */
};

struct Trigger {
	Object object; /* OBJ_TRIGGER; schema = its table's */
	Table *table;
	const CreateTrigger *def;
	Function *function; /* NULL: not known */
	VEC(const char *) update_columns; /* UPDATE OF; they follow renames */
	const Expression *when; /* bound */
	const Table *referenced; /* FROM; NULL: none, or not known */
	const Trigger *parent;  /* of the partitioned table, whose copy it is; NULL otherwise */
	bool enabled;
	const char *fires;      /* "origin", "replica", "always" */
};

/* A statement that made or altered a rare object. */
typedef struct StoredStatement {
	const Code *code;
	const Binding *bindings;
} StoredStatement;

typedef struct StatisticsKey {
	uint32_t column; /* its id; 0: an expression */
	const Expression *expression;
} StatisticsKey;

/* What an extended statistics object is about, by ids. */
typedef struct StatisticsDef {
	uint32_t table;
	VEC(StatisticsKey) keys;
	const char *const *kinds; /* none: all */
	uint32_t kind_count;
	const char *target;       /* NULL: the server's */
} StatisticsDef;

/*
 * An object that is not modelled field by field (operators, casts, text search,
 * foreign servers, ...; ranges and base types): written again under present
 * names, its statements make it anew.
 */
typedef struct StoredObject {
	Object object;
	const char *key;         /* in Schema.others */
	const char *sub;         /* which kind of text search object; the access method of an operator class or family */
	VEC(const Type *) types; /* operator: left and right (NULL: none); cast: from, to; transform: its type */
	VEC(StoredStatement) statements;
	struct StoredObject *multirange; /* of a range type */
	const struct StoredObject *range; /* of a multirange type, which comes and goes with it */
	const StatisticsDef *statistics;  /* of a statistics object; replaced, never changed */
} StoredObject;

/* By ids: what was dropped since is not published any more. */
typedef struct PublishedTable {
	uint32_t table;
	VEC(uint32_t) columns; /* empty: all */
	const Expression *where; /* bound; or NULL */
} PublishedTable;

typedef struct Publication {
	StoredObject stored; /* OBJ_PUBLICATION; without statements */
	bool all_tables;
	VEC(PublishedTable) tables;
	VEC(uint32_t) schemas;
	OptionVec options;
} Publication;

typedef struct RewriteRule {
	Object object; /* OBJ_RULE */
	Table *table;
	const CreateRule *def;
	const Expression *condition;     /* bound */
	VEC(const Binding *) bindings;   /* of the codes of def->actions */
	const char *enabled;             /* NULL: yes; "disable", "replica", "always" */
} RewriteRule;

typedef struct Policy {
	Object object;
	Table *table;
	const PolicyChange *def;
	VEC(const char *) columns; /* of its table that its expressions mention; they follow renames */
} Policy;

/* A column of a user-defined type. */
typedef struct TypeUse {
	Table *table; /* NULL: an attribute of `composite` */
	Composite *composite;
	Column *column;
} TypeUse;
typedef VEC(TypeUse) TypeUseVec;

/* All functions of one name. */
typedef struct FunctionGroup {
	VEC(Function *) functions;
} FunctionGroup;

typedef VEC(uint32_t) IdVec;

/* Kinds of privileges, as PostgreSQL's aclitem has them. */
typedef enum Privilege {
	PRIVILEGE_INSERT = 1 << 0,
	PRIVILEGE_SELECT = 1 << 1,
	PRIVILEGE_UPDATE = 1 << 2,
	PRIVILEGE_DELETE = 1 << 3,
	PRIVILEGE_TRUNCATE = 1 << 4,
	PRIVILEGE_REFERENCES = 1 << 5,
	PRIVILEGE_TRIGGER = 1 << 6,
	PRIVILEGE_EXECUTE = 1 << 7,
	PRIVILEGE_USAGE = 1 << 8,
	PRIVILEGE_CREATE = 1 << 9,
	PRIVILEGE_MAINTAIN = 1 << 10, /* 17 */
} Privilege;

/* What `grantor` gave to `grantee`. "public" is PUBLIC; NULL is the role that runs the migrations. */
typedef struct AclItem {
	const char *grantee, *grantor;
	uint32_t rights, options; /* of Privilege; those that may be granted on */
} AclItem;
typedef struct Acl {
	VEC(AclItem) items; /* in the server's order */
} Acl;

typedef struct SecurityLabel {
	const char *provider, *label;
} SecurityLabel;

/* What is said about a thing of whatever kind. */
typedef struct Annotation {
	const char *comment; /* NULL: none; "": one that was there from the start is removed */
	Acl *acl;            /* NULL: what its kind has at first */
	VEC(SecurityLabel) labels;
} Annotation;

/* ALTER DEFAULT PRIVILEGES: of what `role` makes. */
typedef struct DefaultPrivileges {
	const char *role;   /* NULL: the role that runs the migrations */
	ObjectKind object;  /* TABLE, SEQUENCE, FUNCTION, TYPE, SCHEMA */
	uint32_t schema;    /* its id; 0: all of them */
	Acl *acl;           /* NULL: taken back */
} DefaultPrivileges;

typedef struct Schema {
	Arena *arena;
	Map relations;  /* "schema.name": tables, views, indexes, sequences, composite types share one namespace */
	Map names;      /* replay's own: "kind:schema.name": how many constraints, triggers, policies, rules have it */
	Map types;      /* enums, domains, composites, ranges; "schema.name" */
	Map functions;  /* "schema.name(argtypes)" */
	Map function_names; /* "schema.name": FunctionGroup */
	Map schemas;    /* name: Object */
	Map extensions; /* name: Object */
	Map others;     /* "kind:schema.name" of what is not modelled in detail */
	Map type_uses;  /* replay's own: "schema.name" of a type: the columns that have or had it */
	VEC(void *) things; /* by id: what Object.id, Column.id, Constraint.id number; also what was dropped since */
	VEC(IdVec) users; /* by id: objects whose stored code or signature names it (they may be gone, or changed since) */
	IdVec dropped;    /* replay's own: of what the users are being dropped */
	VEC(Annotation) annotations; /* by id, as far as there are any */
	VEC(DefaultPrivileges) default_privileges;
	const char *role, *session_role; /* SET ROLE, SET SESSION AUTHORIZATION; NULL: the role that runs the migrations */
	int server_version;              /* 13 to 18; 0: any */
	VEC(const char *) search_path; /* as last SET; default "public" */
	bool search_path_unknown; /* set to something computed: unqualified names prove nothing */
	uint32_t marks;           /* replay's own: number of the last walk over relatives */
	uint32_t enum_transaction; /* in which ALTER TYPE added a value last; 0: none did */
	bool opaque_changes; /* something unknown happened: absence proves nothing from here */
	bool has_temporary;  /* something was created in pg_temp, which comes before the search path */
	Birth last_opaque;   /* when it happened last (no change: somewhere in that migration) */
	/* Answers to the guards of one statement, by Guard.test: a Tri each. */
	const Statement *decided_statement;
	VEC(uint8_t) decided;
	bool complete;       /* history starts from an empty database or a full baseline */
} Schema;

void mv_schema_init(Schema *schema, Arena *arena);
/* A deep copy in the same arena, so that a ROLLBACK can be replayed. */
void mv_schema_clone(Schema *copy, const Schema *schema);

/* Look-ups. NULL when not known to exist; ask mv_schema_may_exist then. */
Object *mv_schema_relation(const Schema *schema, const QName *name);
Table *mv_schema_table(const Schema *schema, const QName *name); /* table, view, matview, foreign table */
TableIndex *mv_schema_index(const Schema *schema, const QName *name);
Object *mv_schema_type(const Schema *schema, const char *type_schema, const char *name);
/* The only function of that name, or the first; `count` (may be NULL) gets how many there are. */
Function *mv_schema_function(const Schema *schema, const char *function_schema, const char *name, uint32_t *count);
Object *mv_schema_other(const Schema *schema, ObjectKind kind, const char *object_schema, const char *name);
/* YES: listed. NO: certainly not there. UNKNOWN: not listed, but the history is incomplete or opaque. */
Tri mv_schema_exists(const Schema *schema, ObjectKind kind, const char *object_schema, const char *relation,
		     const char *name);
Tri mv_enum_value_exists(const Schema *schema, const char *type_schema, const char *type, const char *label);
/* Does a CHECK, default, predicate or index key mention the column? NULL expression: no. */
bool mv_expression_mentions(const Expression *expression, const char *column);
/* As a key, in INCLUDE, in an expression or the predicate. */
bool mv_index_uses_column(const TableIndex *index, const char *column);
bool mv_constraint_uses_column(const Constraint *constraint, const char *column);
Column *mv_table_column(const Table *table, const char *name);
Constraint *mv_table_constraint(const Table *table, const char *name);
TableIndex *mv_table_index(const Table *table, const char *name);
Constraint *mv_table_primary_key(const Table *table);
/* The named NOT NULL of the column, or NULL: it has none, or one that has no object of its own. */
Constraint *mv_table_not_null(const Table *table, const Column *column);
/* How many constraints of a schema have that name, NOT NULL of columns included. */
uint32_t mv_schema_constraints_named(const Schema *schema, const char *namespace_name, const char *name);
/* The columns whose type (or whose array's element type) this user-defined type is. */
void mv_schema_type_users(const Schema *schema, const Object *type, Arena *arena, TypeUseVec *uses);
/* The name that PostgreSQL makes of the parts, in 63 bytes: table_column_key. Parts other than the first may be NULL. */
char *mv_name_make(Arena *arena, const char *name1, const char *name2, const char *label);
/* What is said about the thing with this id; never NULL. */
const Annotation *mv_schema_annotation(const Schema *schema, uint32_t id);
/* All privileges that an object of this kind (COLUMN: a column of a relation) can have; 0: it has none. */
uint32_t mv_privileges_of(ObjectKind kind);
/* What the owner and PUBLIC can do with a new object of this kind. */
Acl mv_acl_default(Arena *arena, ObjectKind kind, const char *owner);
/* The same for `object`: that of a database's own schema "public" is another. */
Acl mv_acl_initial(const Schema *schema, Arena *arena, const Object *object);
/* The schema in which an unqualified new object would be created. */
const char *mv_schema_current(const Schema *schema);

/* Everything, sorted: what `migvet dump schema` prints. */
void mv_schema_dump(const Schema *schema, StrBuf *out);

#endif
