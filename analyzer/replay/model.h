/*
 * model.h: what the parts of the schema model share: registering objects under
 * their names, taking them out again, and finding what a change is about.
 *
 * The registries (Schema.relations, types, ...) are maps from "schema.name";
 * all that changes a name or removes an object goes through here, so that the
 * registries, the used names and the cross pointers stay true together.
 */
#ifndef MIGVET_REPLAY_MODEL_H
#define MIGVET_REPLAY_MODEL_H

#include "migvet/replay.h"

/* One change being applied. */
typedef struct Replay {
	Schema *schema;
	Arena *arena;
	const Change *change;
	const Birth *birth;
	bool maybe;     /* it may or may not happen */
} Replay;

/* More columns a relation cannot have; of more that are written the model keeps none. */
enum { MV_MOST_COLUMNS = 1664 };

typedef VEC(Table *) TableVec;
typedef VEC(const char *) NameVec;

/* ---- registries (schema.c) ---- */

const char *mv_model_key(Arena *arena, const char *schema, const char *name);
/* `map` at "schema.name", without allocating. */
void *mv_model_get(const Map *map, const char *schema, const char *name);
/* The same with search_path when `schema` is NULL. */
Object *mv_model_find(const Schema *model, const Map *map, const char *schema, const char *name);
void mv_model_put(Schema *model, Map *map, Object *object);
void mv_model_take(Schema *model, Map *map, const Object *object);
/* Initialises the Object at the start of a new object. */
void mv_model_born(const Replay *replay, Object *object, ObjectKind kind, const char *schema, const char *name);
/* The next id, which `thing` (an Object, Column or Constraint) has from now on. */
uint32_t mv_model_number(Schema *model, void *thing);
void mv_model_default_path(Schema *model);
/* Where a new object of this name goes. */
const char *mv_model_namespace(const Schema *model, const QName *name);
bool mv_model_is_table(ObjectKind kind); /* table, foreign table, view, materialized view */
/* Is it one of the server's own schemas, of which nothing is known? */
bool mv_model_system_schema(const char *name);
bool mv_model_builtin_type(const Type *type);
/* Does a common extension bring a type of this name? */
bool mv_model_extension_type(const char *name);
/* The user-defined type, or NULL: built in, or not known. */
Object *mv_model_type_of(const Schema *model, const Type *type);

/* ---- names in use (names.c) ---- */

/* A name of a constraint, trigger, policy or rule comes or goes. */
void mv_model_count_name(Schema *model, ObjectKind kind, const char *schema, const char *name, int by);
/* How many there are; `schema` NULL: anywhere. */
uint32_t mv_model_name_count(const Schema *model, ObjectKind kind, const char *schema, const char *name);
/* PostgreSQL's makeObjectName, ChooseRelationName, ChooseConstraintName. Parts other than the first may be NULL. */
char *mv_name_relation(Schema *model, const char *schema, const char *name1, const char *name2,
		       const char *label, bool is_constraint);
char *mv_name_constraint(Schema *model, const char *schema, const char *name1, const char *name2,
			 const char *label); /* both may need a numeral, hence the model is not const */
/* Column names joined as PostgreSQL joins them for generated names. */
char *mv_name_join(Arena *arena, const char *const *names, uint32_t count);
/* The name that an index over these keys gets: ChooseIndexName. */
char *mv_name_index(Schema *model, const Table *table, const IndexKeyVec *keys, const char *const *including,
		    uint32_t including_count, const char *label, bool is_constraint);

/* ---- tables, columns (apply_table.c, apply_column.c) ---- */

/* The table that a change is about; one that was never seen becomes an incomplete one. NULL: nothing to apply to. */
Table *mv_model_target(const Replay *replay, const QName *name, bool if_exists);
Table *mv_model_new_table(const Replay *replay, ObjectKind kind, const char *schema, const char *name);
/* The table and all that inherits from it, parents first; `only`: just the table. */
void mv_model_family(const Replay *replay, Table *table, bool only, TableVec *family);
/* Does a parent have a column, a check of this name? */
bool mv_model_column_above(const Table *table, const char *name);
bool mv_model_check_above(const Table *table, const char *name);
Column *mv_model_new_column(const Replay *replay, Table *table, const char *name);
/* Declares the type: resolves serial, registers the use of a user-defined type. */
void mv_model_set_type(const Replay *replay, Table *table, Column *column, const Type *type);
void mv_model_add_column(const Replay *replay, Table *table, const ColumnSpec *spec);
/* Inline constraints of a column that was added. */
void mv_model_column_constraints(const Replay *replay, Table *table, const ColumnSpec *spec);
/* NULL (and DEFAULT NULL): none. */
void mv_model_set_default(const Replay *replay, const Table *table, Column *column, const Expression *value);
void mv_model_copy_column(const Replay *replay, Table *table, const Table *parent, const Column *from);
/* The new sequence of an identity column becomes like that of the column it was copied from. */
void mv_model_like_sequence(const Table *table, const Column *column, const Table *source, const Column *from);
/* The sequence of a serial or identity column; `options` of the latter, or NULL. */
void mv_model_serial(const Replay *replay, Table *table, Column *column, bool identity, const OptionVec *options);
/* NULL: not known. */
void mv_model_change_type(const Replay *replay, Table *table, Column *column, const Type *type);
/* The column's type changed: indexes of partitions are made anew from the table's, under generated names. */
void mv_model_rebuild_indexes(const Replay *replay, Table *table, const char *column);
void mv_model_use_type(Schema *model, Table *table, Composite *composite, Column *column);

/* ---- NOT NULL (not_null.c) ---- */

/* With a name of PostgreSQL's choice. */
void mv_model_set_not_null(const Replay *replay, const Table *table, Column *column);
/* Without: a Constraint has it. */
void mv_model_mark_not_null(const Replay *replay, Column *column);
/* NULL: PostgreSQL chooses. */
void mv_model_name_not_null(const Replay *replay, const Table *table, Column *column, const char *name);
void mv_model_copy_not_null(const Replay *replay, const Table *table, Column *column, const Table *parent, const Column *from);
void mv_model_drop_not_null(const Replay *replay, const Table *table, Column *column);
/* The name is not in use any more. */
void mv_model_forget_not_null(Schema *model, const Table *table, Column *column);
/* The column whose NOT NULL has this name and is no Constraint, or NULL. */
Column *mv_model_not_null_named(const Table *table, const char *name);

/* ---- statistics objects (apply_statistics.c) ---- */

void mv_model_create_statistics(const Replay *replay, const CreateStatistics *create);
void mv_model_alter_statistics(const Replay *replay, StoredObject *stored, const ObjectChange *change);
void mv_model_copy_statistics(const Replay *replay, const Table *from, Table *to);
/* Is it about the table, the column of that id, or uses its expression what has the id? */
bool mv_model_statistics_use(const Replay *replay, const StoredObject *stored, uint32_t id);
/* Those of the table that have the column go with it. */
void mv_model_drop_statistics(const Replay *replay, const Table *table, const Column *column);

/* ---- sequences (apply_sequence.c) ---- */

/* Sets what the options say and what follows from it; `create`: all else gets its default. */
void mv_model_sequence_options(Sequence *sequence, const OptionVec *options, bool create);
void mv_model_sequence_type(Sequence *sequence, const char *type, bool create);
void mv_apply_sequence(const Replay *replay, const SequenceChange *change);
/* Does a statement that would create it leave `taken` as it is (IF NOT EXISTS, a swallowed error)? */
bool mv_model_gives_way(const Replay *replay, const Object *taken, bool guarded);

/* ---- constraints, indexes (apply_constraint.c, apply_index.c) ---- */

Constraint *mv_model_add_constraint(const Replay *replay, Table *table, const ConstraintSpec *spec);
/* Makes a child's constraint or index from its parent's. */
void mv_model_inherit(const Replay *replay, Table *parent, Table *child);
void mv_model_copy_indexes(const Replay *replay, const Table *from, Table *to);
void mv_model_copy_checks(const Replay *replay, const Table *from, Table *to, bool inherited);
void mv_model_take_constraint(Schema *model, Constraint *constraint);
void mv_model_rename_constraint(const Replay *replay, Constraint *constraint, const char *name);
TableIndex *mv_model_new_index(const Replay *replay, Table *table, const char *name);
void mv_model_create_index(const Replay *replay, const CreateIndex *create);
/* A partition's own index for one of the partitioned table. */
TableIndex *mv_model_partition_index(const Replay *replay, TableIndex *parent, Table *partition);
void mv_model_take_index(Schema *model, TableIndex *index);
/* Columns of `table` that the expression mentions, each once. */
void mv_model_mentioned(Arena *arena, const Table *table, const Expression *expression, NameVec *columns);

/* ---- what goes along (depends.c) ---- */

void mv_model_drop_table(const Replay *replay, Table *table);
void mv_model_drop_column(const Replay *replay, Table *table, Column *column);
void mv_model_drop_constraint(const Replay *replay, Constraint *constraint);
void mv_model_drop_index(const Replay *replay, TableIndex *index);
void mv_model_drop_sequence(const Replay *replay, Sequence *sequence);
void mv_model_drop_type(const Replay *replay, Object *type, bool cascade);
void mv_model_drop_function(const Replay *replay, Function *function);
void mv_model_drop_schema(const Replay *replay, const char *name);
/* Views over the table (or over one column of it; NULL: all), and views over those. */
void mv_model_drop_views(const Replay *replay, Table *table, const char *column);
/* Takes the pointer out of the vector (as VEC(void *)); order is kept. */
#define MV_TAKE(vec, item)                                                                   \
	do {                                                                                 \
		uint32_t kept_ = 0;                                                          \
		for (uint32_t i_ = 0; i_ < (vec)->count; i_++) {                             \
			if ((void *)(vec)->items[i_] != (void *)(item))                      \
				(vec)->items[kept_++] = (vec)->items[i_];                    \
		}                                                                            \
		(vec)->count = kept_;                                                        \
	} while (0)

/* ---- what stored expressions and queries mean (bind.c) ---- */

/* The name, type and origin of a column of a query's result. */
typedef struct BoundOutput {
	const char *name;  /* NULL: unnamed */
	const Type *type;  /* NULL: not known */
	Column *column;    /* when it is plainly a relation's column */
	const Column *origin; /* the same, also through subqueries: its collation */
} BoundOutput;
typedef VEC(BoundOutput) BoundOutputVec;

/*
 * A copy of the root whose code is bound in the present schema: names without
 * an item in FROM are columns of `table` (also as NEW and OLD). Without code
 * the expression itself; NULL for NULL.
 */
const Expression *mv_model_bind_expression(const Replay *replay, const Expression *expression, const Table *table);
/* The same for a default of a column (or domain) of this type. */
const Expression *mv_model_bind_default(const Replay *replay, const Expression *expression, const Table *table,
					const Type *type);
/* The same for the condition of a rule: the columns of `table` are meant by NEW and OLD only. */
const Expression *mv_model_bind_rule(const Replay *replay, const Expression *expression, const Table *table);
/* The same expression over the columns of another table, which have the same names. */
const Expression *mv_model_rebind(const Replay *replay, const Expression *expression, const Table *from, const Table *to);
/* Are they written alike (perhaps over different tables)? */
bool mv_model_same_expression(const Expression *a, const Expression *b);
/*
 * What the holes of a query mean. `table`: whose NEW and OLD are meant in a
 * rule, or NULL. `outputs` (may be NULL) gets the columns of its result; false:
 * they are not all known. `bindings` is NULL when the query has no code.
 */
bool mv_model_bind_query(const Replay *replay, const QueryInfo *query, const Table *table, const Binding **bindings,
			 BoundOutputVec *outputs);

/* A column that the query names and no relation of it certainly has (`ambiguous`: several have); NULL: none is known. */
const CodeHole *mv_model_wrong_column(const Replay *replay, const QueryInfo *query, bool *ambiguous);
/* Is it the name of one of the server's own functions? (volatility.c) */
bool mv_model_builtin_function(const char *name);
/* Has the server a function of its own of that name without arguments? (infer.c) */
bool mv_model_builtin_without_arguments(const char *name);

/* ---- types of expressions (infer.c) ---- */

typedef struct Inference {
	const Replay *replay;
	/* The type of a column that the expression names; NULL: not known. */
	const Type *(*column_type)(void *data, const Expression *column);
	void *data;
} Inference;

/* NULL: not known. The type "unknown" is that of a string constant or NULL. */
const Type *mv_model_infer(const Inference *inference, const Expression *expression);
/* What two arms of a UNION, CASE or COALESCE are together; NULL: not known. */
const Type *mv_model_common_type(Arena *arena, const Type *a, const Type *b);
/* A column of a result is text when its expression is an unknown literal. */
const Type *mv_model_output_type(const Type *type);

/* ---- the changes, by subject ---- */

void mv_apply_create_table(const Replay *replay, const CreateTable *create);
void mv_apply_create_table_as(const Replay *replay, const CreateTableAs *create);
void mv_apply_create_view(const Replay *replay, const CreateView *create, bool materialized);
void mv_apply_column(const Replay *replay);     /* ALTER TABLE, columns */
void mv_apply_constraint(const Replay *replay); /* ALTER TABLE, constraints */
void mv_apply_partition(const Replay *replay);  /* ATTACH, DETACH, INHERIT */
void mv_apply_table_setting(const Replay *replay);
const PartitionBound *mv_model_bind_bound(const Replay *replay, const Table *parent, const PartitionBound *bound);
void mv_model_foreign_options(const Replay *replay, Table *table, const OptionVec *change);
/* Typed tables follow the attributes of their type. */
void mv_model_typed_tables(const Replay *replay, const Object *type, TableVec *tables);
void mv_model_rename_column(const Replay *replay, Table *table, Column *column, const char *name);
void mv_apply_storage(const Replay *replay);    /* storage parameters and the like */
void mv_model_cluster_on(Table *table, const char *index); /* NULL: SET WITHOUT CLUSTER */
void mv_apply_drop(const Replay *replay, const Drop *drop);
void mv_apply_rename(const Replay *replay, const Rename *rename);
void mv_apply_set_schema(const Replay *replay, const SetSchema *set);
void mv_apply_object(const Replay *replay);     /* schemas, extensions, sequences, types; and these: */
void mv_apply_routine(const Replay *replay);    /* functions */
void mv_apply_table_part(const Replay *replay); /* triggers, rules, policies */
/* "schema.name(arguments)" of Schema.functions, and its list of overloads. */
void mv_model_put_function(Schema *model, Function *function);
void mv_model_take_function(Schema *model, Function *function);
/* The function that a change names by name and (when given) arguments. */
Function *mv_model_find_function(const Schema *model, const QName *name, const char *arguments);
/* Does the migration swallow the error that it exists, so that it stays as it is? */
bool mv_model_keep_part(const Replay *replay, const Object *taken);
void mv_apply_trigger(const Replay *replay, const CreateTrigger *create);
/* ---- extensions (apply_extension.c) ---- */
void mv_apply_create_extension(const Replay *replay, const ObjectChange *create);
/* Are all functions known that it brings? */
bool mv_model_extension_is_known(const char *name);
/* Does a common extension bring a function of this name? */
bool mv_model_extension_function(const char *name);
void mv_model_drop_extension(const Replay *replay, const char *name);
void mv_model_move_extension(const Replay *replay, const char *name, const char *schema);
/* Any object that lives in a schema, to another one (apply_rename.c). */
void mv_model_move_object(const Replay *replay, Object *object, const char *schema);
/* ---- triggers (apply_trigger.c) ---- */
void mv_model_inherit_triggers(const Replay *replay, Table *parent, Table *child);
void mv_model_disinherit_triggers(const Replay *replay, const Table *parent, Table *child);
void mv_model_drop_trigger(const Replay *replay, Trigger *trigger);
void mv_model_rename_trigger(const Replay *replay, Trigger *trigger, const char *name);
void mv_model_enable_triggers(const Replay *replay, Table *table, const TableSetting *setting, bool enabled);
/* ---- who uses what (users.c) ---- */
/* `holder` (of the object whose code or signature it is) uses that; 0: nothing. */
void mv_model_note_use(Schema *model, uint32_t holder, uint32_t used);
void mv_model_note_uses(Schema *model, uint32_t holder, const Code *code, const Binding *bindings);
void mv_model_note_expression(Schema *model, uint32_t holder, const Expression *expression);
void mv_model_note_type(Schema *model, uint32_t holder, const Type *type);
/* The object was taken out: what uses it goes along. */
void mv_model_drop_users(const Replay *replay, uint32_t id);
/* Is the object still there, under its name? */
bool mv_model_is_current(const Schema *model, const Object *object);
/* Typed tables follow their type to its new name, which it has not yet. */
void mv_model_move_typed(const Schema *model, const Object *type, const char *schema, const char *name);
/* The type has another name now: so have the signatures with it. */
void mv_model_follow_type(Schema *model, uint32_t id);
/* ---- objects kept as statements (apply_stored.c) ---- */
void mv_apply_stored(const Replay *replay);
void mv_apply_drop_stored(const Replay *replay, const Drop *drop);
StoredObject *mv_model_find_stored(const Schema *model, Arena *arena, ObjectKind kind, const char *sub, const QName *name,
				   const Type *const *types, uint32_t count);
/* The id of an operator class ("schema.name") that an index of the table uses; 0: the server's own, or not known. */
uint32_t mv_model_opclass(const Replay *replay, const Table *table, const char *opclass, const char *access_method);
/* NULL: it is there already. */
StoredObject *mv_model_new_stored(const Replay *replay, ObjectKind kind, const QName *name, const char *sub,
				  const Type *const *types, uint32_t count);
void mv_apply_publication(const Replay *replay, const ObjectChange *change);
StoredObject *mv_model_renamed_stored(const Replay *replay, const Rename *rename);
void mv_model_add_statement(const Replay *replay, StoredObject *stored, const Code *code);
/* Another schema or name; or the same, when types in its key have other names. */
void mv_model_move_stored(Schema *model, StoredObject *stored, const char *schema, const char *name);
void mv_model_drop_stored(const Replay *replay, StoredObject *stored);
/* What a statement's holes mean (bind.c). */
const Binding *mv_model_bind_code(const Replay *replay, const Code *code);
/* ---- what is said about objects (apply_comment.c, apply_privilege.c, apply_owner.c) ---- */
/* The id of what a statement names; 0: not known. `object` gets the Object that it is, or NULL (may be NULL). */
uint32_t mv_model_named(const Replay *replay, ObjectKind kind, const QName *name, const char *part, const char *sub,
			const ArgumentTypes *signature, Object **object);
Annotation *mv_model_annotate(Schema *model, uint32_t id);
void mv_model_copy_comment(const Replay *replay, uint32_t from, uint32_t to);
void mv_apply_comment(const Replay *replay, const CommentChange *change);
void mv_apply_security_label(const Replay *replay, const ObjectChange *change);
void mv_apply_grant(const Replay *replay, const Grant *grant);
void mv_apply_set_owner(const Replay *replay, const SetOwner *change);
void mv_apply_reassign_owned(const Replay *replay, const ObjectChange *change);
void mv_apply_drop_owned(const Replay *replay, const char *role);
/* Who does it: SET ROLE, CREATE SCHEMA AUTHORIZATION; NULL: the role that runs the migrations. */
const char *mv_model_role(const Replay *replay);
/* The role that a statement means: CURRENT_USER and the like resolved. */
const char *mv_model_role_named(const Replay *replay, const char *name);
/* A new object gets its owner, and the default privileges of what that makes. */
void mv_model_own(const Replay *replay, Object *object, const char *owner);
/* The owner of an object changes. */
void mv_acl_new_owner(Acl *acl, const char *from, const char *to);
/* ---- types and signatures (bind_type.c) ---- */
/* A copy with the id of the user-defined type that it names now; itself when it names none. */
const Type *mv_model_bind_type(const Replay *replay, const Type *type);
/* The types that tell overloads apart, "integer, app.status": the same text for the same types. */
const char *mv_model_arguments(const Schema *model, Arena *arena, const FunctionChange *def);
const char *mv_model_argument_list(const Schema *model, Arena *arena, const Type *const *types, uint32_t count);
void mv_model_add_argument(const Schema *model, Arena *arena, StrBuf *out, const Type *type);
bool mv_model_is_input(const FunctionChange *def, const Parameter *parameter);
Object *mv_model_part(const Table *table, ObjectKind kind, const char *name);
const char *mv_model_other_key(Arena *arena, ObjectKind kind, const char *schema, const char *name);
/* The expression with another column name in it; itself when it does not mention the column. */
const Expression *mv_model_renamed(Arena *arena, const Expression *expression, const char *from, const char *to);
/* Binds the query and makes the columns of its result those of the relation; `names` are written ones, or empty. */
void mv_model_query_columns(const Replay *replay, Table *relation, const QueryInfo *query, const IdentVec *names);
/* Keeps what a view's bound query reads. */
void mv_model_use_query(const Replay *replay, Table *view);
void mv_model_forget_uses(Table *view);

#endif
