/*
 * entities.c: operations that packages add to op: those of alembic_utils (create_entity ...).
 */
#include "compile.h"

#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* Without double quotes, and without white space around it. */
static const char *unquoted(Arena *arena, const char *text)
{
	char *plain = mv_arena_alloc(arena, strlen(text) + 1), *to = plain;
	Str trimmed = mv_str_trim(mv_str(text));
	for (size_t i = 0; i < trimmed.len; i++)
		if (trimmed.ptr[i] != '"')
			*to++ = trimmed.ptr[i];
	return plain;
}

/* A definition as it is sent: without semicolons at its end. */
static void add_definition(SqlText *sql, const Value *value)
{
	const PyString *string = &value->as.string;
	size_t start = 0, end = string->text.len;
	while (start < end && is_space(string->text.ptr[start]))
		start++;
	while (end > start && (is_space(string->text.ptr[end - 1]) || string->text.ptr[end - 1] == ';'))
		end--;
	mv_sql_origin(sql, value);
	if (start == 0 && end == string->text.len)
		mv_sql_add_string(sql, string);
	else
		mv_sql_add(sql, mv_str_slice(string->text, start, end));
	mv_sql_origin(sql, NULL);
}

typedef struct Entity {
	const char *class_name;
	const char *schema, *signature, *on_entity;
	const Value *definition;
	bool is_constraint, with_data;
} Entity;

static bool read_entity(SqlText *sql, const Value *call, Entity *entity)
{
	*entity = (Entity){ 0 };
	if (!mv_value_is(call, VALUE_CALL))
		return mv_sa_unknown(sql, call, "the entity");
	entity->class_name = mv_value_last_name(call->as.call->callee);
	const char *schema = mv_sa_text_argument(sql, call, 0, "schema", "the entity's schema");
	const char *signature = mv_sa_text_argument(sql, call, 1, "signature", "the entity's signature");
	const char *on_entity = mv_sa_optional_text(sql, call, 3, "on_entity");
	if (!entity->class_name || !schema || !signature || sql->opaque)
		return mv_sql_opaque(sql, "the entity is not known");
	entity->schema = unquoted(sql->arena, schema);
	entity->signature = unquoted(sql->arena, signature);
	if (on_entity) {
		entity->on_entity = unquoted(sql->arena, on_entity);
		if (!strchr(entity->on_entity, '.'))
			entity->on_entity = mv_arena_format(sql->arena, "public.%s", entity->on_entity);
	}
	entity->definition = mv_sa_argument(call, 2, "definition");
	entity->is_constraint = mv_sa_flag(sql, call, 4, "is_constraint") == TRI_YES;
	entity->with_data = mv_sa_flag(sql, call, -1, "with_data") != TRI_NO;
	return !sql->opaque;
}

static bool has_definition(SqlText *sql, const Entity *entity)
{
	return mv_value_text(entity->definition) ? true : mv_sa_unknown(sql, entity->definition, "the entity's definition");
}

/* "schema"."name" */
static const char *qualified(SqlText *sql, const Entity *entity)
{
	return mv_arena_format(sql->arena, "%s.%s", mv_sa_quote_always(sql->arena, entity->schema),
			       mv_sa_quote_always(sql->arena, entity->signature));
}

/* `"name"(parameters)` of "name(parameters)" */
static const char *function_signature(SqlText *sql, const Entity *entity)
{
	const char *parenthesis = strchr(entity->signature, '(');
	size_t length = parenthesis ? (size_t)(parenthesis - entity->signature) : strlen(entity->signature);
	Str name = mv_str_trim((Str){ entity->signature, length });
	return mv_arena_format(sql->arena, "%s.%s%s", mv_sa_quote_always(sql->arena, entity->schema),
			       mv_sa_quote_always(sql->arena, mv_arena_strndup(sql->arena, name.ptr, name.len)), parenthesis ? parenthesis : "()");
}

/* The same for DROP: parameters without their defaults. */
static const char *function_to_drop(SqlText *sql, const Entity *entity)
{
	const char *text = function_signature(sql, entity);
	StrBuf out = { 0 };
	bool skipping = false;
	int depth = 0;
	for (const char *c = text; *c; c++) {
		depth += *c == '(';
		depth -= *c == ')';
		if (depth == 1 && (mv_str_starts_case(mv_str(c), STR(" default ")) || (*c == '=' && depth == 1)))
			skipping = true;
		if ((*c == ',' && depth == 1) || depth == 0)
			skipping = false;
		if (!skipping)
			mv_buf_addc(&out, *c);
	}
	const char *result = mv_buf_to_arena(&out, sql->arena);
	mv_buf_release(&out);
	return result;
}

static void drop_entity(SqlText *sql, const Entity *entity, bool cascade, bool if_exists)
{
	const char *exists = if_exists ? "IF EXISTS " : "", *behind = cascade ? " CASCADE" : "";
	if (strcmp(entity->class_name, "PGFunction") == 0)
		mv_sql_addf(sql, "DROP FUNCTION %s%s%s", exists, function_to_drop(sql, entity), behind);
	else if (strcmp(entity->class_name, "PGView") == 0)
		mv_sql_addf(sql, "DROP VIEW %s%s%s", exists, qualified(sql, entity), behind);
	else if (strcmp(entity->class_name, "PGMaterializedView") == 0)
		mv_sql_addf(sql, "DROP MATERIALIZED VIEW %s%s%s", exists, qualified(sql, entity), behind);
	else if (strcmp(entity->class_name, "PGExtension") == 0)
		mv_sql_addf(sql, "DROP EXTENSION %s%s%s", exists, mv_sa_quote_always(sql->arena, entity->signature), behind);
	else if (strcmp(entity->class_name, "PGTrigger") == 0 && entity->on_entity)
		mv_sql_addf(sql, "DROP TRIGGER %s%s ON %s%s", exists, mv_sa_quote_always(sql->arena, entity->signature), entity->on_entity, behind);
	else if (strcmp(entity->class_name, "PGPolicy") == 0 && entity->on_entity)
		mv_sql_addf(sql, "DROP POLICY %s%s on %s%s", exists, entity->signature, entity->on_entity, behind);
	else
		mv_sql_opaque(sql, "what '%s' does is not known", entity->class_name);
}

static void create_entity(SqlText *sql, const Entity *entity, bool replace)
{
	const char *or_replace = replace ? "OR REPLACE " : "";
	if (strcmp(entity->class_name, "PGExtension") == 0) {
		mv_sql_addf(sql, "CREATE EXTENSION %s WITH SCHEMA %s", mv_sa_quote_always(sql->arena, entity->signature),
			    mv_sa_quote_always(sql->arena, entity->schema));
		return;
	}
	if (!has_definition(sql, entity))
		return;
	if (strcmp(entity->class_name, "PGFunction") == 0)
		mv_sql_addf(sql, "CREATE %sFUNCTION %s ", or_replace, function_signature(sql, entity));
	else if (strcmp(entity->class_name, "PGView") == 0)
		mv_sql_addf(sql, "CREATE VIEW %s AS ", qualified(sql, entity));
	else if (strcmp(entity->class_name, "PGMaterializedView") == 0)
		mv_sql_addf(sql, "CREATE MATERIALIZED VIEW %s AS ", qualified(sql, entity));
	else if (strcmp(entity->class_name, "PGTrigger") == 0)
		mv_sql_addf(sql, "CREATE %sTRIGGER %s ", entity->is_constraint ? "CONSTRAINT " : "",
			    mv_sa_quote_always(sql->arena, entity->signature));
	else if (strcmp(entity->class_name, "PGPolicy") == 0 && entity->on_entity)
		mv_sql_addf(sql, "CREATE POLICY %s on %s ", entity->signature, entity->on_entity);
	else {
		mv_sql_opaque(sql, "what '%s' does is not known", entity->class_name);
		return;
	}
	add_definition(sql, entity->definition);
	if (strcmp(entity->class_name, "PGMaterializedView") == 0)
		mv_sql_adds(sql, entity->with_data ? " WITH DATA" : " WITH NO DATA");
}

/* A view is replaced in a block that drops and creates it when it cannot be replaced. */
static void replace_view(SqlText *sql, const Entity *entity)
{
	const char *name = qualified(sql, entity);
	if (!has_definition(sql, entity))
		return;
	mv_sql_addf(sql, "do $$\n    begin\n        CREATE OR REPLACE VIEW %s AS ", name);
	add_definition(sql, entity->definition);
	mv_sql_addf(sql, ";\n    exception when others then\n        DROP VIEW IF EXISTS %s;\n        CREATE VIEW %s AS ", name, name);
	add_definition(sql, entity->definition);
	mv_sql_adds(sql, ";\n    end;\n$$ language 'plpgsql'");
}

static void entity_operation(Alembic *context, const char *name, const Value *call)
{
	SqlText sql = mv_sql_text(context->arena);
	Entity entity;
	const Value *target = mv_sa_argument(call, 0, "target");
	if (!read_entity(&sql, target, &entity)) {
		mv_alembic_statement(context, &sql);
		return;
	}
	if (strcmp(name, "drop_entity") == 0) {
		drop_entity(&sql, &entity, mv_sa_flag(&sql, call, 1, "cascade") == TRI_YES, false);
	} else if (strcmp(name, "create_entity") == 0) {
		create_entity(&sql, &entity, false);
	} else if (strcmp(entity.class_name, "PGView") == 0) {
		replace_view(&sql, &entity);
	} else if (strcmp(entity.class_name, "PGFunction") == 0) {
		create_entity(&sql, &entity, true);
	} else {
		drop_entity(&sql, &entity, false, true);
		mv_alembic_statement(context, &sql);
		if (sql.opaque)
			return;
		sql = mv_sql_text(context->arena);
		create_entity(&sql, &entity, false);
	}
	mv_alembic_statement(context, &sql);
}

bool mv_alembic_plugin_operation(Alembic *context, const char *name, const Value *call)
{
	uint32_t opaque = context->opaque_count;
	if (strcmp(name, "create_entity") == 0 || strcmp(name, "drop_entity") == 0 || strcmp(name, "replace_entity") == 0 ||
	    strcmp(name, "revert_entity") == 0)
		entity_operation(context, name, call);
	else if (strcmp(name, "sync_enum_values") == 0)
		mv_alembic_sync_enum_values(context, call);
	else if (strcmp(name, "add_enum_value") == 0)
		mv_alembic_add_enum_value(context, call);
	else
		return false;
	if (opaque == context->opaque_count)
		mv_out_operation(context->out);
	return true;
}
