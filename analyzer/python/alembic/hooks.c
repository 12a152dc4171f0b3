/*
 * hooks.c: calls of a revision, in the order in which they would happen.
 *
 * What is called is told by the role of the object (see revision.h): operations
 * go to the compiler, SQL to execute.c, questions to inspector.c.
 */
#include "revision.h"

#include <string.h>

typedef struct Called {
	const Value *call;
	const Value *object; /* whose method it is, or NULL: a path tells */
	const char *path;    /* of what is called, or NULL */
	const char *name;    /* last component */
	Role role;           /* of the object */
} Called;

void mv_alembic_here(Lowering *lowering)
{
	Alembic *context = &lowering->context;

	context->operation = mv_py_place(context->interpreter, context->migration->source);
	context->circumstances = mv_py_circumstances(context->interpreter);
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

/* ---- operations ---- */

/* Where op.NAME has its table; 1: behind the name of what is made or dropped. */
static int table_position(const char *name)
{
	static const char *const second[] = { "drop_constraint", "create_index", "drop_index", "create_unique_constraint", "create_foreign_key",
					      "create_primary_key", "create_check_constraint", "create_exclude_constraint", NULL };

	return is_one_of(name, second) ? 1 : 0;
}

/* What an operation did that could not be resolved: the schema so far has to know. */
static void note_unresolved(Lowering *lowering, const char *name, const Value *call, const BatchTable *batch)
{
	static const char *const keywords[] = { "table_name", "source_table", "source", NULL };
	const Value *table = NULL;
	const char *text;

	for (size_t i = 0; keywords[i] && !table; i++)
		table = mv_call_argument(call, -1, keywords[i]);
	if (!table)
		table = mv_call_argument(call, table_position(name), NULL);
	text = batch ? batch->table : mv_sa_name(table, NULL);
	if (text)
		mv_alembic_table_written(lowering, batch ? batch->schema : mv_value_text(mv_call_argument(call, -1, "schema")), text,
					 strncmp(name, "drop_", 5) == 0);
	else
		mv_alembic_script_written(lowering, NULL);
}

static bool operate(Lowering *lowering, const char *name, const Value *call, const BatchTable *batch)
{
	Alembic *context = &lowering->context;
	uint32_t before = context->opaque_count;

	if (!mv_alembic_operation(context, name, call, batch))
		return false;
	if (context->opaque_count != before)
		note_unresolved(lowering, name, call, batch);
	return true;
}

/* ---- batches ---- */

static const Value *begin_batch(Lowering *lowering, const Value *call)
{
	Arena *arena = lowering->context.arena;
	Batch *batch = MV_NEW(arena, Batch);
	const Value *table = mv_call_argument(call, 0, "table_name");
	const Value *recreate = mv_call_argument(call, -1, "recreate");
	const Value *unknown = mv_value_find_unknown(table);

	batch->table.call = call;
	batch->table.table = mv_sa_name(table, NULL);
	batch->table.schema = mv_value_text(mv_call_argument(call, 1, "schema"));
	batch->table.naming_convention = mv_call_argument(call, -1, "naming_convention");
	batch->copies = mv_streq(mv_value_text(recreate), "always");
	if (!batch->table.table)
		batch->table.reason = unknown ? mv_arena_format(arena, "the table's name is not known: %s", unknown->as.reason) :
						"the table's name is not known";
	*VEC_PUSH(arena, &lowering->batches) = batch;
	return mv_alembic_numbered_role(arena, ROLE_BATCH, lowering->batches.count - 1);
}

static void queue_call(Lowering *lowering, const Called *called)
{
	Alembic *context = &lowering->context;
	const Value *object = called->object ? called->object : called->call->as.call->callee;
	uint32_t number = mv_alembic_role_number(object, context->arena);

	if (number < lowering->batches.count)
		*VEC_PUSH(context->arena, &lowering->batches.items[number]->queue) =
			(QueuedCall){ .name = called->name, .call = called->call, .operation = context->operation,
				      .circumstances = context->circumstances };
}

/* On PostgreSQL a batch is its operations, sent when the block ends. */
static void end_batch(Lowering *lowering, const Value *call)
{
	Alembic *context = &lowering->context;
	Batch *batch = NULL;

	for (uint32_t i = lowering->batches.count; !batch && i-- > 0;) {
		if (lowering->batches.items[i]->table.call == call && !lowering->batches.items[i]->sent)
			batch = lowering->batches.items[i];
	}
	if (!batch)
		return;
	batch->sent = true;
	if (batch->copies && batch->queue.count) {
		mv_alembic_opaque(context, "with recreate='always' the batch copies the table");
		return;
	}
	for (uint32_t i = 0; i < batch->queue.count; i++) {
		const QueuedCall *queued = &batch->queue.items[i];

		context->operation = queued->operation;
		context->circumstances = queued->circumstances;
		if (!operate(lowering, queued->name, queued->call, &batch->table))
			mv_alembic_opaque(context, "operation 'batch_op.%s' is not known", queued->name);
	}
}

/* ---- savepoints ---- */

static void savepoint(Lowering *lowering, const char *verb, uint32_t number)
{
	SqlText sql = mv_sql_text(lowering->context.arena);

	mv_sql_addf(&sql, "%s sa_savepoint_%u", verb, number);
	mv_alembic_statement(&lowering->context, &sql);
}

static const Value *begin_nested(Lowering *lowering)
{
	savepoint(lowering, "SAVEPOINT", ++lowering->savepoints);
	return mv_alembic_numbered_role(lowering->context.arena, ROLE_TRANSACTION, lowering->savepoints);
}

static void end_nested(Lowering *lowering, const Value *transaction, bool commits)
{
	savepoint(lowering, commits ? "RELEASE SAVEPOINT" : "ROLLBACK TO SAVEPOINT",
		  mv_alembic_role_number(transaction, lowering->context.arena));
}

/* ---- what each role can be asked ---- */

static const char *const executing[] = { "execute", "exec_driver_sql", "scalar", "scalars", "stream", NULL };

/* A question about the catalogs is answered from the schema so far. */
static const Value *answer_query(Lowering *lowering, const Value *query, const char *method)
{
	static const char *const one[] = { "scalar", "first", "fetchone", "one_or_none", "scalar_one_or_none", "scalar_one", "one", NULL };
	static const char *const all[] = { "fetchall", "all", "scalars", NULL };
	Arena *arena = lowering->context.arena;
	const CallValue *parts = query->as.call;
	const PyString *text;
	const Value *callee = parts->callee;
	Value *row;
	bool scalar;
	Tri answer;

	if (!is_one_of(method, one) && !is_one_of(method, all))
		return NULL;
	text = mv_alembic_query_text(lowering, mv_call_argument(query, 0, "statement"), mv_call_argument(query, 1, "parameters"));
	answer = text ? mv_alembic_catalog_query(lowering, text, &scalar) : TRI_UNKNOWN;
	if (answer == TRI_UNKNOWN || !callee)
		return NULL;
	if (is_one_of(method, all) && answer == TRI_NO && !scalar)
		return mv_value_list(arena, NULL, 0);
	if (is_one_of(method, all))
		return NULL;
	if (scalar && strncmp(method, "scalar", 6) == 0)
		return mv_value_bool(arena, answer == TRI_YES);
	if (answer == TRI_NO && !scalar)
		return mv_value_new(arena, VALUE_NONE, NULL, (Span){ 0 });
	if (scalar) {
		row = mv_value_new(arena, VALUE_TUPLE, NULL, (Span){ 0 });
		*VEC_PUSH(arena, &row->as.list.items) = mv_value_bool(arena, answer == TRI_YES);
		return row;
	}
	/* there is a row; what is in it is not looked at */
	row = mv_value_new(arena, VALUE_TUPLE, NULL, (Span){ 0 });
	*VEC_PUSH(arena, &row->as.list.items) = mv_value_unknown(arena, NULL, (Span){ 0 }, "the result of a query is not known");
	row->as.list.open = true;
	return row;
}

static const Value *call_execute(Lowering *lowering, const Called *called)
{
	const Value *what = mv_call_argument(called->call, 0, NULL);

	if (!what)
		what = mv_call_argument(called->call, -1, "statement");
	if (!what)
		what = mv_call_argument(called->call, -1, "sqltext");
	if (!what && called->call->as.call->keywords.count)
		what = called->call->as.call->keywords.items[0].value;
	mv_alembic_execute(lowering, what, called->role == ROLE_OP || called->role == ROLE_BATCH ? NULL : mv_call_argument(called->call, 1, "parameters"),
			   strcmp(called->name, "exec_driver_sql") == 0);
	return answer_query(lowering, called->call, called->name);
}

static const Value *call_op(Lowering *lowering, const Called *called)
{
	static const char *const values[] = { "f", "inline_literal", "implementation_for", "register_operation", "batch_alter_table", NULL };
	Alembic *context = &lowering->context;

	if (strcmp(called->name, "get_bind") == 0)
		return mv_alembic_role(context->arena, ROLE_CONNECTION);
	if (strcmp(called->name, "get_context") == 0)
		return mv_alembic_role(context->arena, ROLE_CONTEXT);
	if (is_one_of(called->name, values))
		return NULL;
	if (strcmp(called->name, "execute") == 0)
		return call_execute(lowering, called);
	if (strcmp(called->name, "bulk_insert") == 0) {
		mv_alembic_bulk_insert(lowering, mv_call_argument(called->call, 0, "table"), mv_call_argument(called->call, 1, "rows"));
		return NULL;
	}
	if (called->role == ROLE_BATCH)
		queue_call(lowering, called);
	else if (!operate(lowering, called->name, called->call, NULL))
		mv_alembic_opaque(context, "operation 'op.%s' is not known", called->name);
	return NULL;
}

static const Value *call_connection(Lowering *lowering, const Called *called)
{
	static const char *const same[] = { "connect", "execution_options", "begin", "get_bind", "connection", "get_engine", NULL };

	if (is_one_of(called->name, executing))
		return call_execute(lowering, called);
	if (is_one_of(called->name, same))
		return mv_alembic_role(lowering->context.arena, ROLE_CONNECTION);
	if (strcmp(called->name, "begin_nested") == 0)
		return begin_nested(lowering);
	return NULL;
}

static const Value *call_session(Lowering *lowering, const Called *called)
{
	Arena *arena = lowering->context.arena;
	const Value *first = mv_call_argument(called->call, 0, NULL);
	const struct ValueList *items;

	if (is_one_of(called->name, executing))
		return call_execute(lowering, called);
	if (strcmp(called->name, "connection") == 0 || strcmp(called->name, "get_bind") == 0)
		return mv_alembic_role(arena, ROLE_CONNECTION);
	if (strcmp(called->name, "begin_nested") == 0)
		return begin_nested(lowering);
	if (strcmp(called->name, "begin") == 0)
		return mv_alembic_role(arena, ROLE_SESSION);
	if (strcmp(called->name, "add") == 0)
		mv_alembic_orm_insert(lowering, first);
	if (strcmp(called->name, "add_all") == 0 || strcmp(called->name, "bulk_save_objects") == 0) {
		items = mv_value_items(first);
		for (uint32_t i = 0; items && i < items->items.count; i++)
			mv_alembic_orm_insert(lowering, items->items.items[i]);
	}
	if (strcmp(called->name, "bulk_insert_mappings") == 0)
		mv_alembic_bulk_insert(lowering, first, mv_call_argument(called->call, 1, "mappings"));
	return NULL;
}

static const Value *call_context(Lowering *lowering, const Called *called)
{
	Arena *arena = lowering->context.arena;

	if (strcmp(called->name, "is_offline_mode") == 0)
		return mv_value_bool(arena, false);
	if (strcmp(called->name, "get_bind") == 0)
		return mv_alembic_role(arena, ROLE_CONNECTION);
	if (strcmp(called->name, "get_context") == 0)
		return mv_alembic_role(arena, ROLE_CONTEXT);
	if (strcmp(called->name, "execute") == 0 && !lowering->in_environment)
		return call_execute(lowering, called);
	return NULL;
}

/* dialect.has_table(connection, "name", schema=...): the connection is not an argument of the inspector's. */
static const Value *call_dialect(Lowering *lowering, const Called *called)
{
	Arena *arena = lowering->context.arena;
	const CallValue *parts = called->call->as.call;
	Value *shifted = mv_value_new(arena, VALUE_CALL, called->call->source, called->call->span);

	shifted->as.call = MV_NEW(arena, CallValue);
	shifted->as.call->callee = parts->callee;
	for (uint32_t i = 1; i < parts->args.count; i++)
		*VEC_PUSH(arena, &shifted->as.call->args) = parts->args.items[i];
	for (uint32_t i = 0; i < parts->keywords.count; i++)
		*VEC_PUSH(arena, &shifted->as.call->keywords) = parts->keywords.items[i];
	return mv_alembic_inspect(lowering, called->name, shifted);
}

/* ---- functions of sqlalchemy and alembic that hand out roles ---- */

static const Value *call_constructor(Lowering *lowering, const Called *called)
{
	Arena *arena = lowering->context.arena;
	const Value *first = mv_call_argument(called->call, 0, NULL), *callee = called->call->as.call->callee;
	Role role = mv_alembic_role_of(first, arena);

	if (strcmp(called->name, "inspect") == 0 && (role == ROLE_CONNECTION || role == ROLE_SESSION))
		return mv_alembic_role(arena, ROLE_INSPECTOR);
	if (strcmp(called->name, "from_engine") == 0 || strcmp(called->name, "Inspector") == 0)
		return mv_alembic_role(arena, ROLE_INSPECTOR);
	if (strcmp(called->name, "Session") == 0 || strcmp(called->name, "scoped_session") == 0 || mv_value_calls(callee, "sessionmaker") ||
	    mv_value_calls(callee, "scoped_session"))
		return mv_alembic_role(arena, ROLE_SESSION);
	if (strcmp(called->name, "Operations") == 0 && role == ROLE_CONTEXT)
		return mv_alembic_role(arena, ROLE_OP);
	if (called->path && strstr(called->path, "MigrationContext.configure"))
		return mv_alembic_role(arena, ROLE_CONTEXT);
	if (strcmp(called->name, "Table") == 0)
		*VEC_PUSH(arena, &lowering->context.tables) = called->call;
	return NULL;
}

/* ---- methods of what sqlalchemy made ---- */

/* Tables of mapped classes in `tables=[Model.__table__, ...]`, as such. */
static const Value *with_tables(Lowering *lowering, const Value *call)
{
	Arena *arena = lowering->context.arena;
	const struct ValueList *given = mv_value_items(mv_call_argument(call, 1, "tables"));
	Value *list, *copy;

	if (!given)
		return call;
	list = mv_value_new(arena, VALUE_LIST, NULL, (Span){ 0 });
	list->as.list.open = given->open;
	for (uint32_t i = 0; i < given->items.count; i++) {
		const Value *table = given->items.items[i];

		if (table->kind == VALUE_ATTRIBUTE && strcmp(table->as.attribute.name, "__table__") == 0 &&
		    mv_alembic_mapped_table(lowering, table->as.attribute.object))
			table = mv_alembic_mapped_table(lowering, table->as.attribute.object);
		*VEC_PUSH(arena, &list->as.list.items) = table;
	}
	copy = mv_value_new(arena, VALUE_CALL, call->source, call->span);
	copy->as.call = MV_NEW(arena, CallValue);
	copy->as.call->callee = call->as.call->callee;
	copy->as.call->open = call->as.call->open;
	for (uint32_t i = 0; i < call->as.call->args.count && i < 1; i++)
		*VEC_PUSH(arena, &copy->as.call->args) = call->as.call->args.items[i];
	for (uint32_t i = 0; i < call->as.call->keywords.count; i++) {
		if (strcmp(call->as.call->keywords.items[i].name, "tables") != 0)
			*VEC_PUSH(arena, &copy->as.call->keywords) = call->as.call->keywords.items[i];
	}
	*VEC_PUSH(arena, &copy->as.call->keywords) = (Keyword){ .name = "tables", .value = list };
	return copy;
}

/* Model.__table__.create(bind), Base.metadata.create_all(bind) */
static bool call_schema_method(Lowering *lowering, const Called *called)
{
	Arena *arena = lowering->context.arena;
	const Value *object = called->object, *base, *table;
	Value *callee, *call;

	if (object->kind == VALUE_ATTRIBUTE && strcmp(object->as.attribute.name, "metadata") == 0)
		mv_alembic_note_models(lowering, object->as.attribute.object);
	if (object->kind == VALUE_ATTRIBUTE && strcmp(object->as.attribute.name, "__table__") == 0) {
		base = object->as.attribute.object;
		table = mv_alembic_mapped_table(lowering, base);
		if (!table)
			return mv_alembic_schema_method(&lowering->context, called->call);
		callee = mv_value_new(arena, VALUE_ATTRIBUTE, called->call->source, called->call->span);
		callee->as.attribute.object = table;
		callee->as.attribute.name = called->name;
		call = mv_value_new(arena, VALUE_CALL, called->call->source, called->call->span);
		call->as.call = MV_NEW(arena, CallValue);
		*call->as.call = *called->call->as.call;
		call->as.call->callee = callee;
		return mv_alembic_schema_method(&lowering->context, call);
	}
	return mv_alembic_schema_method(&lowering->context, with_tables(lowering, called->call));
}

static const Value *call_method(Lowering *lowering, const Called *called, bool *handled)
{
	static const char *const schema_methods[] = { "create", "drop", "create_all", "drop_all", NULL };
	static const char *const changing[] = { "update", "delete", NULL };
	const Value *object = called->object;
	Role role;

	*handled = is_one_of(called->name, schema_methods) && call_schema_method(lowering, called);
	if (*handled || object->kind != VALUE_CALL)
		return NULL;
	*handled = is_one_of(called->name, changing) && mv_alembic_orm_change(lowering, called->call);
	if (*handled)
		return NULL;
	if (object->as.call->callee->kind == VALUE_SYMBOL || object->as.call->callee->kind == VALUE_ATTRIBUTE) {
		const char *path = mv_value_path(object->as.call->callee, lowering->context.arena);
		const char *dot = path ? strrchr(path, '.') : NULL;

		role = dot ? mv_alembic_role_of_path((Str){ .ptr = path, .len = (size_t)(dot - path) }) : ROLE_NONE;
		if ((role == ROLE_CONNECTION || role == ROLE_SESSION || role == ROLE_OP) && is_one_of(dot + 1, executing))
			return answer_query(lowering, object, called->name);
	}
	return NULL;
}

/* ---- the hooks ---- */

static bool read_called(Lowering *lowering, const Value *call, Called *called)
{
	Arena *arena = lowering->context.arena;
	const Value *callee = call->as.call->callee;
	const char *dot;

	*called = (Called){ .call = call };
	called->path = mv_value_path(callee, arena);
	if (callee->kind == VALUE_ATTRIBUTE) {
		called->object = callee->as.attribute.object;
		called->name = callee->as.attribute.name;
		called->role = mv_alembic_role_of(called->object, arena);
		return true;
	}
	dot = called->path ? strrchr(called->path, '.') : NULL;
	if (dot)
		called->role = mv_alembic_role_of_path((Str){ .ptr = called->path, .len = (size_t)(dot - called->path) });
	called->name = dot ? dot + 1 : called->path ? called->path : mv_value_last_name(callee);
	if (!called->name)
		called->name = "";
	return true;
}

static const Value *environment_call(Lowering *lowering, const Called *called)
{
	const CallValue *parts = called->call->as.call;

	if (called->role == ROLE_CONTEXT && strcmp(called->name, "configure") == 0)
		mv_alembic_configured(lowering, called->call);
	if (called->role == ROLE_CONTEXT && strcmp(called->name, "run_migrations") == 0 && !lowering->environment.arguments.count) {
		for (uint32_t i = 0; i < parts->keywords.count; i++)
			*VEC_PUSH(lowering->context.arena, &lowering->environment.arguments) = parts->keywords.items[i];
	}
	return called->role == ROLE_CONTEXT ? call_context(lowering, called) : NULL;
}

static const Value *on_call(Interpreter *interpreter, const Value *call, void *data)
{
	Lowering *lowering = data;
	Called called;
	const Value *result;
	bool handled = false;

	(void)interpreter;
	if (!read_called(lowering, call, &called))
		return NULL;
	if (lowering->in_environment)
		return environment_call(lowering, &called);
	if (!lowering->context.out)
		return NULL;
	mv_alembic_here(lowering);
	if (call->as.call->callee->kind == VALUE_UNKNOWN) {
		mv_alembic_helper(lowering, NULL, call);
		return NULL;
	}
	result = called.role == ROLE_DIALECT ? mv_alembic_object_call(lowering, called.name, called.object, called.path, call) : NULL;
	if (result)
		return result;
	switch (called.role) {
	case ROLE_OP:
	case ROLE_BATCH:
		return call_op(lowering, &called);
	case ROLE_CONNECTION:
		return call_connection(lowering, &called);
	case ROLE_SESSION:
		return call_session(lowering, &called);
	case ROLE_INSPECTOR:
		return mv_alembic_inspect(lowering, called.name, call);
	case ROLE_CONTEXT:
	case ROLE_IMPL:
		return call_context(lowering, &called);
	case ROLE_DIALECT:
		return call_dialect(lowering, &called);
	case ROLE_TRANSACTION:
		if (strcmp(called.name, "commit") == 0 || strcmp(called.name, "rollback") == 0)
			end_nested(lowering, called.object ? called.object : call->as.call->callee, strcmp(called.name, "commit") == 0);
		return NULL;
	case ROLE_URL:
		return strcmp(called.name, "get_backend_name") == 0 || strcmp(called.name, "get_dialect") == 0 ?
			       mv_value_string(lowering->context.arena, STR("postgresql")) : NULL;
	case ROLE_NONE:
	case ROLE_COUNT:
		break;
	}
	result = mv_alembic_object_call(lowering, called.name, called.object, called.path, call);
	if (!result)
		result = call_constructor(lowering, &called);
	if (!result && called.object)
		result = call_method(lowering, &called, &handled);
	if (!result && !handled && called.path)
		mv_alembic_helper(lowering, called.path, call);
	return result;
}

/* ".../config/x.py", ".../configuration.py", ".../settings.py" */
static bool is_configuration(const char *path)
{
	static const char *const names[] = { "conf.", "config", "settings", NULL };

	for (const char *at = path; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL) {
		for (size_t i = 0; names[i]; i++) {
			if (strncmp(at, names[i], strlen(names[i])) == 0)
				return true;
		}
	}
	return false;
}

/* env.py and what lies beside it: how the rest of a project starts up is no matter. */
static bool is_of_environment(const Lowering *lowering, const Source *source)
{
	const char *file = lowering->context.set->python->env_file, *slash = file ? strrchr(file, '/') : NULL;
	const char *end = source->file ? strrchr(source->file, '/') : NULL;
	size_t tail = 0;

	/* one path may be relative: the last folders are compared */
	while (slash && end && tail < (size_t)(slash - file) && tail < (size_t)(end - source->file) && slash[-1 - (long)tail] == end[-1 - (long)tail])
		tail++;
	return slash && end && (tail == (size_t)(slash - file) || tail == (size_t)(end - source->file));
}

/* What a project's configuration says is known where it runs, and finding it out is long. */
static bool on_function(Interpreter *interpreter, const Value *function, const Value *call, const Value **result, void *data)
{
	const Lowering *lowering = data;
	const Source *source = mv_function_source(function), *own = lowering->context.migration ? lowering->context.migration->source : NULL;

	(void)interpreter;
	if (!source || source == own || !(is_configuration(source->path) || (lowering->in_environment && !is_of_environment(lowering, source))))
		return false;
	*result = mv_value_unknown(lowering->context.arena, call->source, call->span, "the configuration is not known");
	return true;
}

static const Value *on_attribute(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	Lowering *lowering = data;
	Role role = mv_alembic_role_of(object, lowering->context.arena);

	(void)interpreter;
	if (role == ROLE_NONE)
		return mv_alembic_object_attribute(lowering, object, name);
	if (strcmp(name, "default_schema_name") == 0 && (role == ROLE_INSPECTOR || role == ROLE_DIALECT))
		return mv_value_string(lowering->context.arena, STR("public"));
	return mv_alembic_role_attribute(lowering->context.arena, role, name);
}

static bool is_call_of(const Value *value, Role role, const char *name, Arena *arena)
{
	const Value *callee;
	const char *path, *dot;

	if (!mv_value_is(value, VALUE_CALL))
		return false;
	callee = value->as.call->callee;
	path = mv_value_path(callee, arena);
	dot = path ? strrchr(path, '.') : NULL;
	return dot && strcmp(dot + 1, name) == 0 && mv_alembic_role_of_path((Str){ .ptr = path, .len = (size_t)(dot - path) }) == role;
}

static const Value *on_enter(Interpreter *interpreter, const Value *manager, void *data)
{
	Lowering *lowering = data;
	Arena *arena = lowering->context.arena;

	(void)interpreter;
	if (lowering->in_environment || !lowering->context.out)
		return NULL;
	if (is_call_of(manager, ROLE_OP, "batch_alter_table", arena))
		return begin_batch(lowering, manager);
	if (is_call_of(manager, ROLE_CONTEXT, "autocommit_block", arena) && lowering->autocommit++ == 0)
		mv_out_transaction(lowering->context.out, TRANSACTION_NONE);
	return NULL;
}

static void on_leave(Interpreter *interpreter, const Value *manager, void *data)
{
	Lowering *lowering = data;
	Arena *arena = lowering->context.arena;

	(void)interpreter;
	if (lowering->in_environment || !lowering->context.out)
		return;
	mv_alembic_here(lowering);
	if (is_call_of(manager, ROLE_OP, "batch_alter_table", arena))
		end_batch(lowering, manager);
	else if (is_call_of(manager, ROLE_CONTEXT, "autocommit_block", arena) && lowering->autocommit && --lowering->autocommit == 0)
		mv_out_transaction(lowering->context.out, TRANSACTION_UNKNOWN);
	else if (mv_alembic_role_of(manager, arena) == ROLE_TRANSACTION)
		end_nested(lowering, manager, true);
}

void mv_alembic_hooks(Lowering *lowering)
{
	lowering->hooks = (Hooks){ .data = lowering, .call = on_call, .function = on_function, .attribute = on_attribute, .enter = on_enter, .leave = on_leave };
	mv_py_set_hooks(lowering->context.interpreter, &lowering->hooks);
}
