/*
 * roles.c: what stands for a connection, a session, an inspector.
 *
 * A value's path is followed component by component: "migvet:session.bind" is a
 * connection, and its "dialect" a dialect.
 */
#include "revision.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
	[ROLE_NONE] = "", [ROLE_OP] = "alembic.op", [ROLE_BATCH] = "migvet:batch#", [ROLE_CONNECTION] = "migvet:connection",
	[ROLE_SESSION] = "migvet:session", [ROLE_INSPECTOR] = "migvet:inspector", [ROLE_CONTEXT] = "alembic.context",
	[ROLE_IMPL] = "migvet:impl", [ROLE_DIALECT] = "migvet:dialect", [ROLE_TRANSACTION] = "migvet:transaction#",
	[ROLE_URL] = "migvet:url",
};

static const struct {
	Role of;
	const char *attribute;
	Role is;
} parts[] = {
	{ ROLE_OP, "migration_context", ROLE_CONTEXT }, { ROLE_OP, "impl", ROLE_IMPL },
	{ ROLE_BATCH, "migration_context", ROLE_CONTEXT }, { ROLE_BATCH, "impl", ROLE_IMPL },
	{ ROLE_CONNECTION, "engine", ROLE_CONNECTION }, { ROLE_CONNECTION, "connection", ROLE_CONNECTION },
	{ ROLE_CONNECTION, "bind", ROLE_CONNECTION }, { ROLE_CONNECTION, "sync_connection", ROLE_CONNECTION },
	{ ROLE_CONNECTION, "dialect", ROLE_DIALECT }, { ROLE_CONNECTION, "url", ROLE_URL },
	{ ROLE_SESSION, "bind", ROLE_CONNECTION }, { ROLE_SESSION, "session", ROLE_SESSION },
	{ ROLE_INSPECTOR, "bind", ROLE_CONNECTION }, { ROLE_INSPECTOR, "engine", ROLE_CONNECTION },
	{ ROLE_INSPECTOR, "dialect", ROLE_DIALECT },
	{ ROLE_CONTEXT, "bind", ROLE_CONNECTION }, { ROLE_CONTEXT, "connection", ROLE_CONNECTION },
	{ ROLE_CONTEXT, "impl", ROLE_IMPL }, { ROLE_CONTEXT, "dialect", ROLE_DIALECT },
	{ ROLE_CONTEXT, "migration_context", ROLE_CONTEXT },
	{ ROLE_IMPL, "dialect", ROLE_DIALECT }, { ROLE_IMPL, "connection", ROLE_CONNECTION }, { ROLE_IMPL, "bind", ROLE_CONNECTION },
};

const Value *mv_alembic_role(Arena *arena, Role role)
{
	return mv_value_symbol(arena, names[role]);
}

const Value *mv_alembic_numbered_role(Arena *arena, Role role, uint32_t number)
{
	return mv_value_symbol(arena, mv_arena_format(arena, "%s%u", names[role], number));
}

static Role part_of(Role role, Str attribute)
{
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (parts[i].of == role && mv_str_eq(mv_str(parts[i].attribute), attribute))
			return parts[i].is;
	}
	return ROLE_NONE;
}

static Role role_of_start(Str path, Str *rest)
{
	for (Role role = ROLE_OP; role < ROLE_COUNT; role++) {
		Str name = mv_str(names[role]);
		size_t end = name.len;

		if (!mv_str_starts(path, name))
			continue;
		while (name.ptr[name.len - 1] == '#' && end < path.len && path.ptr[end] != '.')
			end++;
		if (end < path.len && path.ptr[end] != '.')
			continue;
		*rest = mv_str_slice(path, end, path.len);
		return role;
	}
	return ROLE_NONE;
}

Role mv_alembic_role_of_path(Str path)
{
	Str rest = { 0 };
	Role role = role_of_start(path, &rest);

	while (role != ROLE_NONE && rest.len) {
		Str part = mv_str_slice(rest, 1, rest.len);
		size_t dot = mv_str_find(part, STR("."), 0);

		if (dot != SIZE_MAX)
			part = mv_str_slice(part, 0, dot);
		role = part_of(role, part);
		rest = mv_str_slice(rest, 1 + part.len, rest.len);
	}
	return role;
}

Role mv_alembic_role_of(const Value *value, Arena *arena)
{
	const char *path;

	if (!value || (value->kind != VALUE_SYMBOL && value->kind != VALUE_ATTRIBUTE))
		return ROLE_NONE;
	path = mv_value_path(value, arena);
	return path ? mv_alembic_role_of_path(mv_str(path)) : ROLE_NONE;
}

uint32_t mv_alembic_role_number(const Value *value, Arena *arena)
{
	const char *path = mv_value_path(value, arena), *sign = path ? strchr(path, '#') : NULL;

	return sign ? (uint32_t)strtoul(sign + 1, NULL, 10) : 0;
}

bool mv_alembic_mentions_role(const Value *call, Arena *arena)
{
	const CallValue *parts_of_call = call->as.call;

	for (uint32_t i = 0; i < parts_of_call->args.count; i++) {
		if (mv_alembic_role_of(parts_of_call->args.items[i], arena) != ROLE_NONE)
			return true;
	}
	for (uint32_t i = 0; i < parts_of_call->keywords.count; i++) {
		if (mv_alembic_role_of(parts_of_call->keywords.items[i].value, arena) != ROLE_NONE)
			return true;
	}
	return false;
}

/* What is the same for every database that is PostgreSQL. */
const Value *mv_alembic_role_attribute(Arena *arena, Role role, const char *name)
{
	Role part = part_of(role, mv_str(name));

	if (part != ROLE_NONE)
		return mv_alembic_role(arena, part);
	if ((strcmp(name, "name") == 0 && (role == ROLE_DIALECT || role == ROLE_CONNECTION)) ||
	    (strcmp(name, "__dialect__") == 0 && role == ROLE_IMPL) ||
	    (strcmp(name, "drivername") == 0 && role == ROLE_URL))
		return mv_value_string(arena, STR("postgresql"));
	if (strcmp(name, "as_sql") == 0 && (role == ROLE_CONTEXT || role == ROLE_IMPL))
		return mv_value_bool(arena, false);
	if (strcmp(name, "transactional_ddl") == 0 && role == ROLE_IMPL)
		return mv_value_bool(arena, true);
	return NULL;
}
