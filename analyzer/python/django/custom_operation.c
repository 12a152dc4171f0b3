/*
 * custom_operation.c: operations that the project derived from Django's, with ways of their own.
 *
 * Their methods state_forwards, database_forwards and database_backwards are interpreted as the function of a RunPython
 * is; where they call what Django's class does (super().database_forwards(...)), that happens, under the circumstances
 * and for the app that they say. What they do to states, to the models' options or to themselves is not followed: the
 * operation is opaque then.
 */
#include "run_python.h"

#include <ctype.h>
#include <string.h>

static const char from_name[] = "migvet.from_state", to_name[] = "migvet.to_state", state_name[] = "migvet.state";

typedef struct Method {
	Code code; /* first: the hooks of run_python.c see it */
	const OperationClass *class_; /* NULL: of Operation itself, which does nothing */
	const Value *operation;
	bool changed; /* the operation, a state or a model was changed by the code */
} Method;

static bool is_symbol(const Value *value, const char *name) { return mv_value_is(value, VALUE_SYMBOL) && strcmp(value->as.name, name) == 0; }

/* What Django's __init__ calls its positional parameters, which are the attributes of an operation. */
static const struct Parameters {
	const char *class_;
	const char *names[5];
} parameters[] = {
	{ "CreateModel", { "name", "fields", "options", "bases", "managers" } },
	{ "DeleteModel", { "name" } },
	{ "RenameModel", { "old_name", "new_name" } },
	{ "AlterModelTable", { "name", "table" } },
	{ "AlterModelTableComment", { "name", "table_comment" } },
	{ "AlterUniqueTogether", { "name", "unique_together" } },
	{ "AlterIndexTogether", { "name", "index_together" } },
	{ "AlterOrderWithRespectTo", { "name", "order_with_respect_to" } },
	{ "AlterModelOptions", { "name", "options" } },
	{ "AlterModelManagers", { "name", "managers" } },
	{ "AddField", { "model_name", "name", "field", "preserve_default" } },
	{ "AlterField", { "model_name", "name", "field", "preserve_default" } },
	{ "RemoveField", { "model_name", "name" } },
	{ "RenameField", { "model_name", "old_name", "new_name" } },
	{ "AddIndex", { "model_name", "index" } },
	{ "RemoveIndex", { "model_name", "name" } },
	{ "AddIndexConcurrently", { "model_name", "index" } },
	{ "RemoveIndexConcurrently", { "model_name", "name" } },
	{ "RenameIndex", { "model_name", "new_name", "old_name", "old_fields" } },
	{ "AddConstraint", { "model_name", "constraint" } },
	{ "RemoveConstraint", { "model_name", "name" } },
	{ "RunSQL", { "sql", "reverse_sql", "state_operations", "hints", "elidable" } },
	{ "RunPython", { "code", "reverse_code", "atomic", "hints", "elidable" } },
	{ "SeparateDatabaseAndState", { "database_operations", "state_operations" } },
};

/* self.model_name, self.name_lower */
static const Value *own_attribute(const Method *method, const char *name)
{
	Lowering *lowering = method->code.lowering;
	size_t length = strlen(name), lower = length > 6 && strcmp(name + length - 6, "_lower") == 0 ? 6 : 0;
	const char *base = mv_arena_strndup(lowering->arena, name, length - lower), *text;
	const Value *value;
	int position = -1;
	char *copy;

	for (size_t i = 0; method->class_ && i < sizeof parameters / sizeof *parameters; i++) {
		if (strcmp(parameters[i].class_, method->class_->name) != 0)
			continue;
		for (int n = 0; n < 5 && parameters[i].names[n]; n++)
			if (strcmp(parameters[i].names[n], base) == 0)
				position = n;
	}
	if (position < 0)
		return NULL;
	value = mv_django_argument(lowering, position, base);
	text = mv_value_text(value);
	if (!lower || !text)
		return lower ? NULL : value;
	copy = mv_arena_strdup(lowering->arena, text);
	for (char *at = copy; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return mv_value_string(lowering->arena, mv_str(copy));
}

static const Value *attribute(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	Method *method = data;

	if (object == method->operation)
		return own_attribute(method, name);
	if (strcmp(name, "apps") == 0 && (is_symbol(object, from_name) || is_symbol(object, to_name) || is_symbol(object, state_name)))
		return mv_value_symbol(mv_py_arena(interpreter), mv_code_apps);
	return mv_code_attribute(interpreter, object, name, data);
}

/* What Django's own method does, in the code that calls it. */
static void inherited(Method *method, Interpreter *interpreter, const Value *call, const char *name, int self)
{
	Lowering *lowering = method->code.lowering;
	const Value *label = mv_call_argument(call, self, "app_label");
	const char *app = mv_value_text(label), *before = lowering->app;
	const Moment from = lowering->from, to = lowering->to;
	const Circumstances *around = lowering->circumstances, circumstances = mv_code_circumstances(&method->code, interpreter);

	if (!method->class_)
		return;
	if (!app || method->changed) {
		mv_django_opaque(lowering, "what the operation '%s' changes before it does what '%s' does is not followed",
				 method->operation->as.call->callee->as.class_->name, method->class_->name);
		return;
	}
	lowering->app = app;
	lowering->circumstances = circumstances.conditional ? &circumstances : around;
	if (strcmp(name, "state_forwards") == 0) {
		if (circumstances.conditional)
			mv_django_opaque(lowering, "whether the operation changes the state depends on %s", circumstances.why ? circumstances.why : "what is not known");
		if (method->class_->state && is_symbol(mv_call_argument(call, self + 1, "state"), state_name))
			method->class_->state(lowering);
	} else {
		const Value *first = mv_call_argument(call, self + 2, "from_state"), *second = mv_call_argument(call, self + 3, "to_state");

		if (is_symbol(first, to_name) && is_symbol(second, from_name)) {
			lowering->from = to;
			lowering->to = from;
		} else if (!is_symbol(first, from_name) || !is_symbol(second, to_name)) {
			mv_django_opaque(lowering, "the states that the operation compares are not known");
		}
		if (!lowering->opaque) {
			void (*part)(Lowering *) = strcmp(name, "database_forwards") == 0 ? method->class_->forwards : method->class_->backwards;

			if (part)
				part(lowering);
		}
	}
	lowering->app = before;
	lowering->from = from;
	lowering->to = to;
	lowering->circumstances = around;
}

static bool is_method(const char *name)
{
	return name && (strcmp(name, "state_forwards") == 0 || strcmp(name, "database_forwards") == 0 || strcmp(name, "database_backwards") == 0);
}

static const Value *call(Interpreter *interpreter, const Value *call, void *data)
{
	Method *method = data;
	const Value *callee = call->as.call->callee, *object = mv_value_is(callee, VALUE_ATTRIBUTE) ? callee->as.attribute.object : NULL;
	const Model *model;

	if (object && is_method(callee->as.attribute.name) && mv_value_is(object, VALUE_CALL)) {
		inherited(method, interpreter, call, callee->as.attribute.name, 0);
		return NULL;
	}
	/* migrations.AddField.database_forwards(self, ...) */
	if (mv_value_is(callee, VALUE_SYMBOL) && is_method(mv_value_last_name(callee)) && mv_call_argument(call, 0, NULL) == method->operation) {
		inherited(method, interpreter, call, mv_value_last_name(callee), 1);
		return NULL;
	}
	if (object && object == method->operation && strcmp(callee->as.attribute.name, "allow_migrate_model") == 0) {
		model = mv_django_model(method->code.moment, mv_queryset_model_key(mv_call_argument(call, 1, "model")));
		return model ? mv_value_bool(mv_py_arena(interpreter), mv_django_allowed(method->code.lowering, model)) : NULL;
	}
	/* state.add_model(...), to_state.clone() */
	if (object && (is_symbol(mv_queryset_root(object), state_name) || is_symbol(mv_queryset_root(object), from_name) ||
		       is_symbol(mv_queryset_root(object), to_name)))
		method->changed = true;
	return mv_code_call(interpreter, call, data);
}

/* self.name = ..., to_model._meta.unique_together = ...: what Django's method sees then is not what the migration says. */
static void assign(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	Method *method = data;
	const Value *root = mv_queryset_root(object);

	(void)interpreter;
	(void)name;
	if (object == method->operation || mv_queryset_model_key(root) || (mv_value_is(root, VALUE_SYMBOL) && strncmp(root->as.name, "migvet.", 7) == 0))
		method->changed = true;
}

void mv_django_own_method(Lowering *lowering, const OperationClass *class_, const Value *operation, const char *name)
{
	Method method = { .code = { .lowering = lowering, .moment = lowering->from }, .class_ = class_, .operation = operation };
	const Hooks hooks = { .data = &method, .call = call, .attribute = attribute, .item = mv_code_item, .enter = mv_code_enter,
			      .leave = mv_code_leave, .assign = assign }, *before;
	bool state = strcmp(name, "state_forwards") == 0;
	const Value *args[4], *function;

	function = mv_py_attribute(lowering->interpreter, operation, name);
	if (!mv_value_is(function, VALUE_FUNCTION)) {
		mv_django_opaque(lowering, "the method '%s' of the operation is not there to be read", name);
		return;
	}
	args[0] = mv_value_string(lowering->arena, mv_str(lowering->app));
	args[1] = mv_value_symbol(lowering->arena, state ? state_name : mv_code_editor);
	args[2] = mv_value_symbol(lowering->arena, from_name);
	args[3] = mv_value_symbol(lowering->arena, to_name);
	before = mv_py_set_hooks(lowering->interpreter, &hooks);
	mv_py_call(lowering->interpreter, function, args, state ? 2 : 4);
	mv_py_set_hooks(lowering->interpreter, before);
	/* what was changed, and nothing of Django's done with it */
	if (state && method.changed)
		mv_django_opaque(lowering, "what the method 'state_forwards' of the operation '%s' does to the state is not followed",
				 operation->as.call->callee->as.class_->name);
}
