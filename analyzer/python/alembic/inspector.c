/*
 * inspector.c: what SQLAlchemy's inspector answers, from the replayed schema.
 *
 * The answers have the shape that SQLAlchemy gives them, as far as revisions
 * look at it. A list that may hold more than is known is `open`; so what is in
 * it is certain, and what is not may be there.
 */
#include "revision.h"

#include "migvet/frontend.h"
#include "migvet/replay.h"

#include <stdlib.h>
#include <string.h>

/* Relations looked at for lists of names, in a whole history. */
enum { MOST_LISTED = 4000000 };

typedef struct Answer {
	Lowering *lowering;
	Arena *arena;
	Schema *schema;
} Answer;

/* ---- making values ---- */

static Value *text_value(Arena *arena, const char *text)
{
	return text ? mv_value_string(arena, mv_str(text)) : mv_value_new(arena, VALUE_NONE, NULL, (Span){ 0 });
}

static Value *list_new(Arena *arena, bool open)
{
	Value *list = mv_value_new(arena, VALUE_LIST, NULL, (Span){ 0 });

	list->as.list.open = open;
	return list;
}

static void list_add(Arena *arena, Value *list, const Value *item)
{
	*VEC_PUSH(arena, &list->as.list.items) = item;
}

static void dict_set(Arena *arena, Value *dict, const char *key, const Value *value)
{
	*VEC_PUSH(arena, &dict->as.dict.pairs) = (Pair){ .key = text_value(arena, key), .value = value };
}

static Value *dict_new(Arena *arena)
{
	return mv_value_new(arena, VALUE_DICT, NULL, (Span){ 0 });
}

static Value *tri_value(Arena *arena, Tri answer, const char *reason)
{
	if (answer == TRI_UNKNOWN)
		return mv_value_unknown(arena, NULL, (Span){ 0 }, reason);
	return mv_value_bool(arena, answer == TRI_YES);
}

static Value *integer_value(Arena *arena, int64_t integer)
{
	Value *value = mv_value_new(arena, VALUE_INT, NULL, (Span){ 0 });

	value->as.number.integer = integer;
	return value;
}

/* ---- types ---- */

static const struct {
	const char *name, *class_name;
} type_classes[] = {
	{ "int2", "SMALLINT" }, { "int4", "INTEGER" }, { "int8", "BIGINT" }, { "smallserial", "SMALLINT" }, { "serial", "INTEGER" },
	{ "bigserial", "BIGINT" }, { "numeric", "NUMERIC" }, { "varchar", "VARCHAR" }, { "bpchar", "CHAR" }, { "text", "TEXT" },
	{ "timestamp", "TIMESTAMP" }, { "timestamptz", "TIMESTAMP" }, { "time", "TIME" }, { "timetz", "TIME" }, { "date", "DATE" },
	{ "bool", "BOOLEAN" }, { "bytea", "BYTEA" }, { "json", "JSON" }, { "jsonb", "JSONB" }, { "uuid", "UUID" }, { "inet", "INET" },
	{ "cidr", "CIDR" }, { "float4", "REAL" }, { "float8", "DOUBLE_PRECISION" }, { "interval", "INTERVAL" }, { "tsvector", "TSVECTOR" },
	{ "citext", "CITEXT" }, { "oid", "OID" }, { "hstore", "HSTORE" },
};

static Value *call_new(Arena *arena, const char *class_name)
{
	Value *call = mv_value_new(arena, VALUE_CALL, NULL, (Span){ 0 });

	call->as.call = MV_NEW(arena, CallValue);
	call->as.call->callee = mv_value_symbol(arena, mv_arena_format(arena, "sqlalchemy.dialects.postgresql.%s", class_name));
	return call;
}

static void call_keyword(Arena *arena, Value *call, const char *name, const Value *value)
{
	*VEC_PUSH(arena, &call->as.call->keywords) = (Keyword){ .name = name, .value = value };
}

static const Value *enum_type(Arena *arena, const EnumType *type)
{
	Value *call = call_new(arena, "ENUM");

	for (uint32_t i = 0; i < type->labels.count; i++)
		*VEC_PUSH(arena, &call->as.call->args) = text_value(arena, type->labels.items[i]);
	call_keyword(arena, call, "name", text_value(arena, type->object.name));
	return call;
}

static const Value *type_value(const Answer *answer, const Type *type)
{
	Arena *arena = answer->arena;
	const Object *own = type ? mv_schema_type(answer->schema, type->schema, type->name) : NULL;
	const char *class_name = NULL;
	Value *call, *array;

	for (size_t i = 0; type && i < sizeof type_classes / sizeof type_classes[0]; i++) {
		if (mv_streq(type_classes[i].name, type->name))
			class_name = type_classes[i].class_name;
	}
	if (own && own->kind == OBJ_ENUM && !type->dimensions)
		return enum_type(arena, (const EnumType *)own);
	if (!class_name || type->unknown)
		return mv_value_unknown(arena, NULL, (Span){ 0 }, "the type of a column is not known");
	call = call_new(arena, class_name);
	if (strcmp(class_name, "VARCHAR") == 0 || strcmp(class_name, "CHAR") == 0)
		call_keyword(arena, call, "length", type->modifier_count ? integer_value(arena, type->modifiers[0]) : text_value(arena, NULL));
	if (strcmp(class_name, "NUMERIC") == 0 && type->modifier_count) {
		call_keyword(arena, call, "precision", integer_value(arena, type->modifiers[0]));
		call_keyword(arena, call, "scale", integer_value(arena, type->modifier_count > 1 ? type->modifiers[1] : 0));
	}
	if (strcmp(class_name, "TIMESTAMP") == 0 || strcmp(class_name, "TIME") == 0)
		call_keyword(arena, call, "timezone", mv_value_bool(arena, mv_str_ends(mv_str(type->name), STR("tz"))));
	if (!type->dimensions)
		return call;
	array = call_new(arena, "ARRAY");
	*VEC_PUSH(arena, &array->as.call->args) = call;
	return array;
}

/* ---- columns ---- */

static bool is_serial(const Type *type)
{
	return type && type->name && mv_str_ends(mv_str(type->name), STR("serial"));
}

static const Value *default_value(const Answer *answer, const Table *table, const Column *column)
{
	Arena *arena = answer->arena;

	if (is_serial(column->type))
		return text_value(arena, mv_arena_format(arena, "nextval('%s_%s_seq'::regclass)", table->object.name, column->name));
	if (column->default_unknown)
		return mv_value_unknown(arena, NULL, (Span){ 0 }, "the default of a column is not known");
	if (!column->default_value)
		return text_value(arena, NULL);
	return text_value(arena, mv_expr_format(column->default_value, arena));
}

static const Value *column_value(const Answer *answer, const Table *table, const Column *column)
{
	Arena *arena = answer->arena;
	const char *comment = mv_schema_annotation(answer->schema, column->id)->comment;
	Value *dict = dict_new(arena);

	dict_set(arena, dict, "name", text_value(arena, column->name));
	dict_set(arena, dict, "type", type_value(answer, column->type));
	dict_set(arena, dict, "nullable", tri_value(arena, mv_tri_not(column->not_null), "it is not known whether a column takes NULL"));
	dict_set(arena, dict, "default", default_value(answer, table, column));
	dict_set(arena, dict, "autoincrement", mv_value_bool(arena, is_serial(column->type) || column->identity != IDENTITY_NONE));
	dict_set(arena, dict, "comment", text_value(arena, comment && *comment ? comment : NULL));
	if (column->identity != IDENTITY_NONE) {
		Value *identity = dict_new(arena);

		dict_set(arena, identity, "always", mv_value_bool(arena, column->identity == IDENTITY_ALWAYS));
		identity->as.dict.open = true;
		dict_set(arena, dict, "identity", identity);
	}
	if (column->generated != GENERATED_NONE) {
		Value *computed = dict_new(arena);

		dict_set(arena, computed, "sqltext", text_value(arena, column->generation ? mv_expr_format(column->generation, arena) : NULL));
		dict_set(arena, computed, "persisted", mv_value_bool(arena, column->generated == GENERATED_STORED));
		dict_set(arena, dict, "computed", computed);
	}
	return dict;
}

static bool table_is_open(const Answer *answer, const Table *table)
{
	return table->object.incomplete || answer->schema->opaque_changes;
}

static const Value *columns_of(const Answer *answer, const Table *table)
{
	Value *list = list_new(answer->arena, table_is_open(answer, table));

	for (uint32_t i = 0; i < table->columns.count; i++) {
		if (table->columns.items[i]->maybe)
			list->as.list.open = true;
		else
			list_add(answer->arena, list, column_value(answer, table, table->columns.items[i]));
	}
	return list;
}

static const Value *names_value(Arena *arena, const char *const *names, uint32_t count)
{
	return mv_value_list(arena, names, count);
}

/* ---- indexes ---- */

static const Value *index_value(const Answer *answer, const TableIndex *index)
{
	Arena *arena = answer->arena;
	Value *dict = dict_new(arena), *columns = list_new(arena, false), *included = list_new(arena, false), *options = dict_new(arena);

	for (uint32_t i = 0; i < index->keys.count; i++)
		list_add(arena, columns, text_value(arena, index->keys.items[i].column));
	for (uint32_t i = 0; i < index->including.count; i++)
		list_add(arena, included, text_value(arena, index->including.items[i]));
	dict_set(arena, dict, "name", text_value(arena, index->object.name));
	dict_set(arena, dict, "unique", mv_value_bool(arena, index->unique));
	dict_set(arena, dict, "column_names", columns);
	if (index->constraint)
		dict_set(arena, dict, "duplicates_constraint", text_value(arena, index->constraint->name));
	dict_set(arena, dict, "include_columns", included);
	if (index->predicate)
		dict_set(arena, options, "postgresql_where", text_value(arena, mv_expr_format(index->predicate, arena)));
	if (index->access_method && strcmp(index->access_method, "btree") != 0)
		dict_set(arena, options, "postgresql_using", text_value(arena, index->access_method));
	dict_set(arena, options, "postgresql_include", included);
	dict_set(arena, dict, "dialect_options", options);
	return dict;
}

static const Value *indexes_of(const Answer *answer, const Table *table)
{
	Value *list = list_new(answer->arena, table_is_open(answer, table));

	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const TableIndex *index = table->indexes.items[i];

		/* that of the primary key is not an index to SQLAlchemy */
		if (index->constraint && index->constraint->kind == CONSTRAINT_PRIMARY_KEY)
			continue;
		if (index->object.maybe || (index->constraint && index->constraint->maybe))
			list->as.list.open = true;
		else
			list_add(answer->arena, list, index_value(answer, index));
	}
	return list;
}

/* ---- constraints ---- */

static const char *referred_schema(const Answer *answer, const Constraint *constraint)
{
	const char *schema = constraint->referenced ? constraint->referenced->object.schema : constraint->def->referenced.schema;

	return schema && strcmp(schema, mv_schema_current(answer->schema)) != 0 ? schema : NULL;
}

static Value *foreign_key_value(const Answer *answer, const Constraint *constraint)
{
	Arena *arena = answer->arena;
	Value *dict = dict_new(arena), *options = dict_new(arena);
	const char *table = constraint->referenced ? constraint->referenced->object.name : constraint->def->referenced.name;

	dict_set(arena, dict, "name", text_value(arena, constraint->name));
	dict_set(arena, dict, "constrained_columns", names_value(arena, constraint->columns.items, constraint->columns.count));
	dict_set(arena, dict, "referred_schema", text_value(arena, referred_schema(answer, constraint)));
	dict_set(arena, dict, "referred_table", text_value(arena, table));
	dict_set(arena, dict, "referred_columns",
		 names_value(arena, constraint->referenced_columns.items, constraint->referenced_columns.count));
	if (mv_fk_action_sql(constraint->on_delete))
		dict_set(arena, options, "ondelete", text_value(arena, mv_fk_action_sql(constraint->on_delete)));
	if (mv_fk_action_sql(constraint->on_update))
		dict_set(arena, options, "onupdate", text_value(arena, mv_fk_action_sql(constraint->on_update)));
	if (constraint->deferrable)
		dict_set(arena, options, "deferrable", mv_value_bool(arena, true));
	if (constraint->initially_deferred)
		dict_set(arena, options, "initially", text_value(arena, "DEFERRED"));
	dict_set(arena, dict, "options", options);
	dict_set(arena, dict, "comment", text_value(arena, NULL));
	return dict;
}

static const Value *constraint_value(const Answer *answer, const Constraint *constraint)
{
	Arena *arena = answer->arena;
	Value *dict;

	switch (constraint->kind) {
	case CONSTRAINT_FOREIGN_KEY:
		return foreign_key_value(answer, constraint);
	case CONSTRAINT_NOT_NULL:
	case CONSTRAINT_CHECK:
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		break;
	}
	dict = dict_new(arena);
	dict_set(arena, dict, "name", text_value(arena, constraint->name));
	if (constraint->kind == CONSTRAINT_CHECK)
		dict_set(arena, dict, "sqltext", constraint->expression ? text_value(arena, mv_expr_format(constraint->expression, arena)) :
									  text_value(arena, NULL));
	else
		dict_set(arena, dict, constraint->kind == CONSTRAINT_PRIMARY_KEY ? "constrained_columns" : "column_names",
			 names_value(arena, constraint->columns.items, constraint->columns.count));
	dict_set(arena, dict, "comment", text_value(arena, NULL));
	return dict;
}

static const Value *constraints_of(const Answer *answer, const Table *table, ConstraintKind kind)
{
	Value *list = list_new(answer->arena, table_is_open(answer, table));

	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind != kind)
			continue;
		if (constraint->maybe)
			list->as.list.open = true;
		else
			list_add(answer->arena, list, constraint_value(answer, constraint));
	}
	return list;
}

static const Value *primary_key_of(const Answer *answer, const Table *table)
{
	const Constraint *key = mv_table_primary_key(table);
	Value *dict;

	if (key && !key->maybe)
		return constraint_value(answer, key);
	if (key || table_is_open(answer, table))
		return mv_value_unknown(answer->arena, NULL, (Span){ 0 }, "the primary key is not known");
	dict = dict_new(answer->arena);
	dict_set(answer->arena, dict, "constrained_columns", list_new(answer->arena, false));
	dict_set(answer->arena, dict, "name", text_value(answer->arena, NULL));
	return dict;
}

/* ---- names of what there is ---- */

static bool in_schema(const Answer *answer, const Object *object, const char *schema)
{
	return mv_streq(object->schema, schema ? schema : mv_schema_current(answer->schema));
}

static const Value *relations(const Answer *answer, const char *schema, ObjectKind kind, ObjectKind other)
{
	Value *list = list_new(answer->arena, mv_alembic_schema_open(answer->schema));

	answer->lowering->listed += answer->schema->relations.count;
	if (answer->lowering->listed > MOST_LISTED)
		return mv_value_unknown(answer->arena, NULL, (Span){ 0 }, "all relations are asked for too often");
	for (uint32_t i = 0; i < answer->schema->relations.count; i++) {
		const Object *object = answer->schema->relations.entries[i].value;

		if (!object || (object->kind != kind && object->kind != other) || !in_schema(answer, object, schema))
			continue;
		if (object->maybe)
			list->as.list.open = true;
		else
			list_add(answer->arena, list, text_value(answer->arena, object->name));
	}
	return list;
}

static const Value *enums(const Answer *answer, const char *schema)
{
	Arena *arena = answer->arena;
	Value *list = list_new(arena, mv_alembic_schema_open(answer->schema));

	for (uint32_t i = 0; i < answer->schema->types.count; i++) {
		const Object *object = answer->schema->types.entries[i].value;
		const EnumType *type = (const EnumType *)object;
		Value *dict;

		if (!object || object->kind != OBJ_ENUM || !in_schema(answer, object, schema))
			continue;
		if (object->maybe) {
			list->as.list.open = true;
			continue;
		}
		dict = dict_new(arena);
		dict_set(arena, dict, "name", text_value(arena, object->name));
		dict_set(arena, dict, "schema", text_value(arena, object->schema));
		dict_set(arena, dict, "visible", mv_value_bool(arena, true));
		dict_set(arena, dict, "labels", names_value(arena, type->labels.items, type->labels.count));
		list_add(arena, list, dict);
	}
	return list;
}

static const Value *schema_names(const Answer *answer)
{
	Value *list = list_new(answer->arena, mv_alembic_schema_open(answer->schema));

	list_add(answer->arena, list, text_value(answer->arena, "information_schema"));
	for (uint32_t i = 0; i < answer->schema->schemas.count; i++) {
		const Object *object = answer->schema->schemas.entries[i].value;

		if (object && object->maybe)
			list->as.list.open = true;
		else if (object)
			list_add(answer->arena, list, text_value(answer->arena, object->name));
	}
	return list;
}

/* ---- asking ---- */

typedef enum Question {
	ASK_COLUMNS, ASK_INDEXES, ASK_FOREIGN_KEYS, ASK_UNIQUE, ASK_CHECKS, ASK_PRIMARY_KEY, ASK_COMMENT,
	ASK_HAS_TABLE, ASK_HAS_INDEX, ASK_HAS_SEQUENCE, ASK_HAS_SCHEMA,
	ASK_TABLES, ASK_VIEWS, ASK_MATERIALIZED, ASK_SEQUENCES, ASK_ENUMS, ASK_SCHEMAS, ASK_DEFAULT_SCHEMA,
} Question;

static const struct {
	const char *name;
	Question question;
} questions[] = {
	{ "get_columns", ASK_COLUMNS }, { "get_indexes", ASK_INDEXES }, { "get_foreign_keys", ASK_FOREIGN_KEYS },
	{ "get_unique_constraints", ASK_UNIQUE }, { "get_check_constraints", ASK_CHECKS }, { "get_pk_constraint", ASK_PRIMARY_KEY },
	{ "get_table_comment", ASK_COMMENT }, { "has_table", ASK_HAS_TABLE }, { "has_index", ASK_HAS_INDEX },
	{ "has_sequence", ASK_HAS_SEQUENCE }, { "has_schema", ASK_HAS_SCHEMA }, { "get_table_names", ASK_TABLES },
	{ "table_names", ASK_TABLES }, { "get_view_names", ASK_VIEWS }, { "get_materialized_view_names", ASK_MATERIALIZED },
	{ "get_sequence_names", ASK_SEQUENCES }, { "get_enums", ASK_ENUMS }, { "get_schema_names", ASK_SCHEMAS },
};

static const Value *of_table(const Answer *answer, Question question, const Table *table)
{
	const char *comment;
	Value *dict;

	switch (question) {
	case ASK_COLUMNS:
		return columns_of(answer, table);
	case ASK_INDEXES:
		return indexes_of(answer, table);
	case ASK_FOREIGN_KEYS:
		return constraints_of(answer, table, CONSTRAINT_FOREIGN_KEY);
	case ASK_UNIQUE:
		return constraints_of(answer, table, CONSTRAINT_UNIQUE);
	case ASK_CHECKS:
		return constraints_of(answer, table, CONSTRAINT_CHECK);
	case ASK_PRIMARY_KEY:
		return primary_key_of(answer, table);
	case ASK_COMMENT:
		comment = mv_schema_annotation(answer->schema, table->object.id)->comment;
		dict = dict_new(answer->arena);
		dict_set(answer->arena, dict, "text", text_value(answer->arena, comment && *comment ? comment : NULL));
		return dict;
	case ASK_HAS_TABLE:
	case ASK_HAS_INDEX:
	case ASK_HAS_SEQUENCE:
	case ASK_HAS_SCHEMA:
	case ASK_TABLES:
	case ASK_VIEWS:
	case ASK_MATERIALIZED:
	case ASK_SEQUENCES:
	case ASK_ENUMS:
	case ASK_SCHEMAS:
	case ASK_DEFAULT_SCHEMA:
		break;
	}
	return NULL;
}

/* Who asks what a table looks like knows that it is there: something else than this history made it. */
static void note_start(const Answer *answer)
{
	answer->schema->complete = false;
	answer->lowering->context.set->history_complete = false;
}

/* Of a table that is not there SQLAlchemy has nothing to tell: it raises NoSuchTableError, or gives an empty list before 2.0. */
static const Value *about_table(const Answer *answer, Question question, const char *schema, const char *name)
{
	QName table_name = { .schema = schema, .name = name };
	const Table *table = name ? mv_schema_table(answer->schema, &table_name) : NULL;

	if (table && !table->object.maybe)
		return of_table(answer, question, table);
	if (name && !table && mv_schema_exists(answer->schema, OBJ_NONE, schema, NULL, name) == TRI_NO) {
		if (answer->lowering->context.circumstances.in_try && question != ASK_PRIMARY_KEY && question != ASK_COMMENT)
			return list_new(answer->arena, false);
		note_start(answer);
	}
	return mv_value_unknown(answer->arena, NULL, (Span){ 0 },
				name ? mv_arena_format(answer->arena, "what table '%s' looks like is not known", name) :
				       "the table that the inspector is asked for is not known");
}

static const char *text_argument(const Value *call, int position, const char *keyword, bool *unknown)
{
	const Value *value = mv_call_argument(call, position, keyword);
	const char *text = mv_value_text(value);

	if (value && !text && value->kind != VALUE_NONE)
		*unknown = true;
	return text;
}

static Tri index_exists(const Answer *answer, const char *schema, const char *table_name, const char *name)
{
	return mv_schema_exists(answer->schema, OBJ_INDEX, schema, table_name, name);
}

const Value *mv_alembic_inspect(Lowering *lowering, const char *name, const Value *call)
{
	Answer answer = { .lowering = lowering, .arena = lowering->context.arena };
	const char *first, *schema;
	bool unknown = false;
	size_t at = 0;

	while (at < sizeof questions / sizeof questions[0] && strcmp(questions[at].name, name) != 0)
		at++;
	if (at == sizeof questions / sizeof questions[0])
		return NULL;
	answer.schema = mv_alembic_schema_now(lowering);
	first = text_argument(call, 0, NULL, &unknown);
	switch (questions[at].question) {
	case ASK_TABLES:
	case ASK_VIEWS:
	case ASK_MATERIALIZED:
	case ASK_SEQUENCES:
	case ASK_ENUMS:
		schema = first ? first : text_argument(call, -1, "schema", &unknown);
		if (unknown)
			return mv_value_unknown(answer.arena, NULL, (Span){ 0 }, "the schema that the inspector is asked for is not known");
		if (questions[at].question == ASK_ENUMS)
			return enums(&answer, schema);
		if (questions[at].question == ASK_SEQUENCES)
			return relations(&answer, schema, OBJ_SEQUENCE, OBJ_SEQUENCE);
		if (questions[at].question == ASK_TABLES)
			return relations(&answer, schema, OBJ_TABLE, OBJ_FOREIGN_TABLE);
		return relations(&answer, schema, questions[at].question == ASK_VIEWS ? OBJ_VIEW : OBJ_MATERIALIZED_VIEW, OBJ_NONE);
	case ASK_SCHEMAS:
		return schema_names(&answer);
	case ASK_DEFAULT_SCHEMA:
		return text_value(answer.arena, mv_schema_current(answer.schema));
	case ASK_HAS_SCHEMA:
		return tri_value(answer.arena, mv_schema_exists(answer.schema, OBJ_SCHEMA, NULL, NULL, first), "the schema may exist");
	case ASK_HAS_INDEX:
		schema = text_argument(call, 2, "schema", &unknown);
		return tri_value(answer.arena, index_exists(&answer, schema, first, text_argument(call, 1, "index_name", &unknown)),
				 "the index may exist");
	case ASK_HAS_TABLE:
	case ASK_HAS_SEQUENCE:
	case ASK_COLUMNS:
	case ASK_INDEXES:
	case ASK_FOREIGN_KEYS:
	case ASK_UNIQUE:
	case ASK_CHECKS:
	case ASK_PRIMARY_KEY:
	case ASK_COMMENT:
		break;
	}
	if (!first)
		first = text_argument(call, -1, "table_name", &unknown);
	schema = text_argument(call, 1, "schema", &unknown);
	if (unknown)
		first = NULL;
	if (questions[at].question == ASK_HAS_TABLE)
		return tri_value(answer.arena, mv_schema_exists(answer.schema, OBJ_TABLE, schema, NULL, first),
				 mv_arena_format(answer.arena, "table '%s' may exist", first ? first : "?"));
	if (questions[at].question == ASK_HAS_SEQUENCE)
		return tri_value(answer.arena, mv_schema_exists(answer.schema, OBJ_SEQUENCE, schema, NULL, first), "the sequence may exist");
	return about_table(&answer, questions[at].question, schema, first);
}

/* ---- questions in SQL ---- */

static bool is_about_catalogs(Str query)
{
	static const char *const words[] = { "information_schema.", "pg_", "to_regclass", "to_regtype" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (mv_str_find(query, mv_str(words[i]), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

bool mv_alembic_is_catalog_query(Str query)
{
	static const char *const relations[] = { "information_schema.", "pg_class", "pg_catalog.", "pg_constraint", "pg_attribute", "pg_type",
						 "pg_index", "pg_enum", "pg_namespace", "pg_tables" };

	query = mv_str_trim(query);
	for (size_t i = 0; mv_str_starts_case(query, STR("select")) && i < sizeof relations / sizeof relations[0]; i++) {
		if (mv_str_find(query, mv_str(relations[i]), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

/* The reader of SQL knows such questions from DO blocks: one is made around it. */
static Tri decide(Lowering *lowering, const Schema *schema, const char *condition)
{
	Arena *arena = lowering->context.arena, *scratch;
	Migration *migration = MV_NEW(arena, Migration);
	Source *source = MV_NEW(arena, Source);
	Tri happens = TRI_UNKNOWN;

	source->path = source->file = "";
	source->text = mv_str(mv_arena_format(arena, "DO $migvet$ BEGIN IF %s THEN CREATE TABLE migvet_probe (); END IF; END $migvet$",
					      condition));
	*migration = (Migration){ .layout = lowering->context.migration->layout, .set = lowering->context.set, .version = "", .name = "",
				  .source = source };
	*VEC_PUSH(arena, &migration->sections) = (Section){ .span = { 0, (uint32_t)source->text.len } };
	scratch = mv_arena_new();
	mv_postgres_read(migration, arena, scratch);
	mv_arena_free(scratch);
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		for (uint32_t c = 0; c < migration->statements.items[s].changes.count; c++) {
			const Change *change = &migration->statements.items[s].changes.items[c];

			if (change->kind == CHANGE_CREATE_TABLE)
				happens = mv_change_happens(schema, change);
		}
	}
	return happens;
}

Tri mv_alembic_catalog_query(Lowering *lowering, const PyString *query, bool *scalar)
{
	enum { LONGEST = 4000 };
	Arena *arena = lowering->context.arena;
	Str text = query ? mv_str_trim(query->text) : (Str){ 0 };
	Str rest;
	const char *condition;

	*scalar = false;
	while (text.len && text.ptr[text.len - 1] == ';')
		text = mv_str_trim(mv_str_slice(text, 0, text.len - 1));
	if (!text.len || text.len > LONGEST || query->hole_count || !mv_str_starts_case(text, STR("select")) || !is_about_catalogs(text) ||
	    mv_str_find(text, STR("$migvet$"), 0) != SIZE_MAX || mv_str_find(text, STR(";"), 0) != SIZE_MAX)
		return TRI_UNKNOWN;
	rest = mv_str_trim(mv_str_slice(text, strlen("select"), text.len));
	if (mv_str_starts_case(rest, STR("exists"))) {
		*scalar = true;
		condition = mv_arena_format(arena, "(%.*s)", STR_ARG(text));
	} else if (mv_str_starts_case(rest, STR("to_reg"))) {
		condition = mv_arena_format(arena, "%.*s IS NOT NULL", STR_ARG(rest));
	} else if (mv_str_starts_case(rest, STR("count"))) {
		return TRI_UNKNOWN;
	} else {
		condition = mv_arena_format(arena, "EXISTS (%.*s)", STR_ARG(text));
	}
	return decide(lowering, mv_alembic_schema_now(lowering), condition);
}
