/* What a type change costs, and whether it can lose values. */
#include "migvet/replay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* "numeric(10,2)", "varchar(20)[]" */
static Type type_of(const char *text, char *room, size_t size)
{
	Type type = { .name = room };
	const char *bracket = strchr(text, '('), *array = strstr(text, "[]");
	size_t length = bracket ? (size_t)(bracket - text) : array ? (size_t)(array - text) : strlen(text);
	int count = bracket ? sscanf(bracket, "(%d,%d)", &type.modifiers[0], &type.modifiers[1]) : 0;

	assert_true(length < size);
	memcpy(room, text, length);
	room[length] = '\0';
	type.modifier_count = (uint8_t)count;
	type.dimensions = array != NULL;
	return type;
}

static void costs(const char *from, const char *to, const char *zone, TypeChangeCost expected)
{
	static const char *const words[] = { "free", "reindex", "rewrite", "unknown" };
	char a[64], b[64];
	Type old = type_of(from, a, sizeof a), new = type_of(to, b, sizeof b);
	Arena *arena = mv_arena_new();
	TypeChangeCost found;
	Schema schema;

	mv_schema_init(&schema, arena);
	found = mv_type_change_cost(&schema, &old, &new, NULL, "c", zone, 15);
	mv_arena_free(arena);
	if (found != expected)
		fail_msg("%s to %s: %s, not %s", from, to, words[found], words[expected]);
}

static void widens(const char *from, const char *to, Tri expected)
{
	char a[64], b[64];
	Type old = type_of(from, a, sizeof a), new = type_of(to, b, sizeof b);

	if (mv_type_widens(&old, &new) != expected)
		fail_msg("%s to %s: widens is %d, not %d", from, to, (int)mv_type_widens(&old, &new), (int)expected);
}

static void limits_that_cannot_cut_are_free(void **state)
{
	(void)state;
	costs("varchar(20)", "varchar(50)", NULL, TYPE_CHANGE_FREE);
	costs("varchar(20)", "varchar", NULL, TYPE_CHANGE_FREE);
	costs("varchar(20)", "text", NULL, TYPE_CHANGE_FREE);
	costs("text", "varchar", NULL, TYPE_CHANGE_FREE);
	costs("numeric(10,2)", "numeric(12,2)", NULL, TYPE_CHANGE_FREE);
	costs("numeric(10,2)", "numeric", NULL, TYPE_CHANGE_FREE);
	costs("timestamptz(3)", "timestamptz", NULL, TYPE_CHANGE_FREE);
	costs("timestamp", "timestamp(6)", NULL, TYPE_CHANGE_FREE);
	costs("varbit(5)", "varbit(9)", NULL, TYPE_CHANGE_FREE);
	costs("bpchar(10)", "bpchar", NULL, TYPE_CHANGE_FREE);
	costs("int4[]", "int4[]", NULL, TYPE_CHANGE_FREE);
	costs("varchar(20)[]", "varchar[]", NULL, TYPE_CHANGE_FREE);
	costs("cidr", "inet", NULL, TYPE_CHANGE_FREE);
}

static void other_limits_rewrite(void **state)
{
	(void)state;
	costs("varchar(20)", "varchar(10)", NULL, TYPE_CHANGE_REWRITE);
	costs("text", "varchar(10)", NULL, TYPE_CHANGE_REWRITE);
	costs("numeric(10,2)", "numeric(12,3)", NULL, TYPE_CHANGE_REWRITE);
	costs("numeric", "numeric(12,3)", NULL, TYPE_CHANGE_REWRITE);
	costs("bpchar(10)", "bpchar(20)", NULL, TYPE_CHANGE_REWRITE);
	costs("timestamptz", "timestamptz(3)", NULL, TYPE_CHANGE_REWRITE);
	costs("interval", "interval(3)", NULL, TYPE_CHANGE_REWRITE);
	costs("varchar(20)[]", "varchar(50)[]", NULL, TYPE_CHANGE_REWRITE);
	costs("varchar(20)[]", "text[]", NULL, TYPE_CHANGE_REWRITE);
	costs("bpchar(10)", "text", NULL, TYPE_CHANGE_REWRITE);
	costs("int4", "int8", NULL, TYPE_CHANGE_REWRITE);
	costs("inet", "cidr", NULL, TYPE_CHANGE_REWRITE);
	costs("json", "jsonb", NULL, TYPE_CHANGE_REWRITE);
}

static void compatible_types_compared_differently_reindex(void **state)
{
	(void)state;
	costs("text", "citext", NULL, TYPE_CHANGE_REINDEX);
	costs("varchar(20)", "citext", NULL, TYPE_CHANGE_REINDEX);
	costs("int4", "oid", NULL, TYPE_CHANGE_REINDEX);
	costs("bit(3)", "varbit", NULL, TYPE_CHANGE_REINDEX);
}

static void the_session_zone_decides_about_timestamps(void **state)
{
	(void)state;
	costs("timestamp", "timestamptz", "UTC", TYPE_CHANGE_REINDEX);
	costs("timestamptz", "timestamp", "Etc/UTC", TYPE_CHANGE_REINDEX);
	costs("timestamp", "timestamptz", "Europe/Berlin", TYPE_CHANGE_REWRITE);
	costs("timestamp", "timestamptz", "Atlantic/Reykjavik", TYPE_CHANGE_REWRITE);
	costs("timestamp", "timestamptz", NULL, TYPE_CHANGE_UNKNOWN);
	costs("timestamp", "timestamptz(3)", "UTC", TYPE_CHANGE_REWRITE);
}

static void types_nobody_knows_are_unknown(void **state)
{
	(void)state;
	costs("my_type", "your_type", NULL, TYPE_CHANGE_UNKNOWN);
	costs("my_type", "my_type", NULL, TYPE_CHANGE_FREE);
}

static void widening(void **state)
{
	(void)state;
	widens("int2", "int4", TRI_YES);
	widens("int4", "serial", TRI_YES);
	widens("int8", "int4", TRI_NO);
	widens("int4", "numeric(10,0)", TRI_YES);
	widens("int4", "numeric(10,2)", TRI_NO);
	widens("int8", "float8", TRI_NO);
	widens("int4", "float8", TRI_YES);
	widens("float8", "float4", TRI_NO);
	widens("numeric(10,2)", "numeric(12,4)", TRI_YES);
	widens("numeric(10,2)", "numeric(11,4)", TRI_NO);
	widens("varchar(20)", "text", TRI_YES);
	widens("text", "varchar(20)", TRI_NO);
	widens("varchar(20)", "varchar(50)", TRI_YES);
	widens("date", "timestamptz", TRI_YES);
	widens("timestamptz", "date", TRI_NO);
	widens("timestamp(3)", "timestamp", TRI_YES);
	widens("timestamp", "timestamp(3)", TRI_NO);
	widens("uuid", "text", TRI_YES);
	widens("text", "uuid", TRI_NO);
	widens("jsonb", "json", TRI_YES);
	widens("json", "jsonb", TRI_UNKNOWN);
	widens("my_type", "int4", TRI_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_that_cannot_cut_are_free),
		cmocka_unit_test(other_limits_rewrite),
		cmocka_unit_test(compatible_types_compared_differently_reindex),
		cmocka_unit_test(the_session_zone_decides_about_timestamps),
		cmocka_unit_test(types_nobody_knows_are_unknown),
		cmocka_unit_test(widening),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
