/*
 * helpers.c: functions whose source is not in the project.
 *
 * Helpers are called like the operations that they do: add_column_if_not_exists
 * takes what op.add_column takes. So they are written as those, as something
 * that may happen. Of others that get hold of the connection nobody knows.
 */
#include "revision.h"

#include <string.h>

static const char *const operations[] = {
	"create_table", "drop_table", "rename_table", "add_column", "drop_column", "alter_column", "create_index", "drop_index",
	"create_unique_constraint", "create_foreign_key", "create_primary_key", "create_check_constraint", "drop_constraint", NULL,
};

static const char *const prefixes[] = { "safe_", "maybe_", "op_", "try_", "checked_", NULL };
static const char *const suffixes[] = { "_if_not_exists", "_if_exists", "_if_missing", "_if_needed", "_safely", "_safe", "_concurrently", NULL };

/* Libraries of which no function changes a schema behind op's back. */
static const char *const harmless[] = {
	"sqlalchemy.", "sqlmodel.", "flask_sqlalchemy.", "alembic.", "logging.", "builtins.", "geoalchemy2.", "sqlalchemy_utils.", "pandas.",
	"json.", "os.", "datetime.", "uuid.", "contextlib.", "typing.", "functools.", "itertools.", "warnings.", "time.", NULL,
};

static const char *const words[] = { "table", "column", "index", "constraint", "foreign_key", "fks", "_enum", "schema", "trigger", NULL };
static const char *const verbs[] = { "create_", "drop_", "add_", "alter_", "rename_", "remove_", "ensure_", "upgrade", "downgrade", "migrate", NULL };

/* What is asked changes nothing. */
static const char *const questions[] = { "get_", "has_", "is_", "find_", "list_", "check_", "table_exists", "column_exists", "index_exists", NULL };

static const char *operation_of(const char *name)
{
	static const char *const drops[] = { "drop_unique_constraint", "drop_foreign_key", "drop_check_constraint", "drop_primary_key", NULL };
	Str rest = mv_str(name);

	for (size_t i = 0; prefixes[i]; i++) {
		if (mv_str_starts(rest, mv_str(prefixes[i])))
			rest = mv_str_slice(rest, strlen(prefixes[i]), rest.len);
	}
	for (size_t i = 0; suffixes[i]; i++) {
		if (mv_str_ends(rest, mv_str(suffixes[i])))
			rest = mv_str_slice(rest, 0, rest.len - strlen(suffixes[i]));
	}
	for (size_t i = 0; drops[i]; i++) {
		if (mv_str_eq(rest, mv_str(drops[i])))
			return "drop_constraint";
	}
	for (size_t i = 0; operations[i]; i++) {
		if (mv_str_eq(rest, mv_str(operations[i])))
			return operations[i];
	}
	return NULL;
}

static bool begins_with_one_of(const char *text, const char *const *list)
{
	for (; *list; list++) {
		if (strncmp(text, *list, strlen(*list)) == 0)
			return true;
	}
	return false;
}

static bool has_one_of(const char *text, const char *const *list)
{
	for (; *list; list++) {
		if (strstr(text, *list))
			return true;
	}
	return false;
}

/* Without the op or connection that comes first. */
static const Value *without_roles(Lowering *lowering, const Value *call)
{
	Arena *arena = lowering->context.arena;
	const CallValue *parts = call->as.call;
	Value *copy = mv_value_new(arena, VALUE_CALL, call->source, call->span);

	copy->as.call = MV_NEW(arena, CallValue);
	copy->as.call->callee = parts->callee;
	copy->as.call->keywords.items = parts->keywords.items;
	copy->as.call->keywords.count = copy->as.call->keywords.capacity = parts->keywords.count;
	copy->as.call->open = parts->open;
	for (uint32_t i = 0; i < parts->args.count; i++) {
		if (mv_alembic_role_of(parts->args.items[i], arena) == ROLE_NONE)
			*VEC_PUSH(arena, &copy->as.call->args) = parts->args.items[i];
	}
	return copy;
}

static const char *const telling[] = { "op.", "execute", "conn", "session", "bind", "engine", "cursor", "migration", NULL };

/*
 * Could what was not followed change a schema? The text of the call and of the
 * function that is called tells: a parser that calls itself does not.
 */
static bool may_change_schema(Arena *arena, const Value *call)
{
	Str text, name, body;
	size_t at, end;

	if (!call->source)
		return true;
	text = mv_source_slice(call->source, call->span);
	if (has_one_of(mv_arena_strndup(arena, text.ptr, text.len), telling))
		return true;
	end = mv_str_find(text, STR("("), 0);
	if (end == SIZE_MAX)
		return true;
	name = mv_str_slice(text, 0, end);
	for (at = end; at > 0 && text.ptr[at - 1] != '.'; at--)
		;
	name = mv_str_slice(name, at, end);
	at = mv_str_find(call->source->text, mv_str(mv_arena_format(arena, "def %.*s(", STR_ARG(name))), 0);
	if (at == SIZE_MAX)
		return true;
	end = mv_str_find(call->source->text, STR("\ndef "), at);
	body = mv_str_slice(call->source->text, at, end == SIZE_MAX ? call->source->text.len : end);
	end = mv_str_find(body, STR("\n    def "), 1);
	body = mv_str_slice(body, 0, end == SIZE_MAX ? body.len : end);
	return has_one_of(mv_arena_strndup(arena, body.ptr, body.len), telling);
}

static void opaque(Lowering *lowering, const char *reason)
{
	Span operation = lowering->context.operation;

	/* a function that calls itself meets its limits many times */
	if (mv_streq(lowering->opaque_reason, reason) && lowering->opaque_at.start == operation.start &&
	    lowering->opaque_at.end == operation.end)
		return;
	lowering->opaque_reason = reason;
	lowering->opaque_at = operation;
	mv_alembic_opaque(&lowering->context, "%s", reason);
	mv_alembic_script_written(lowering, NULL);
}

void mv_alembic_helper(Lowering *lowering, const char *path, const Value *call)
{
	Alembic *context = &lowering->context;
	const CallValue *parts = call->as.call;
	const char *name = path ? strrchr(path, '.') : NULL, *operation;
	Circumstances before = context->circumstances;

	if (!path) {
		/* code that was not followed has no arguments; what is not known is called with what it may change */
		if (parts->open && !parts->args.count && !parts->keywords.count ? may_change_schema(context->arena, call) :
										 mv_alembic_mentions_role(call, context->arena))
			opaque(lowering, parts->callee->as.reason ? parts->callee->as.reason : "what is called is not known");
		return;
	}
	if (begins_with_one_of(path, harmless) || !name)
		return;
	name++;
	operation = operation_of(name);
	if (operation) {
		context->circumstances.conditional = true;
		context->circumstances.why = mv_arena_format(context->arena, "helper '%s' whose source is not there", name);
		if (!mv_alembic_operation(context, operation, without_roles(lowering, call), NULL))
			opaque(lowering, mv_arena_format(context->arena, "the source of '%s' is not there", name));
		context->circumstances = before;
	} else if (begins_with_one_of(name, questions)) {
		return;
	} else if (mv_alembic_mentions_role(call, context->arena) || (begins_with_one_of(name, verbs) && has_one_of(name, words))) {
		opaque(lowering, mv_arena_format(context->arena, "the source of '%s' is not there", name));
	}
}
