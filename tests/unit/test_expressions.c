/* expressions.c: raw expressions to Expression trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/postgres/lower.h"

typedef struct Case {
	const char *sql;
	ExprKind kind;
	const char *name;
	uint32_t args;
	const char *span; /* the text that the span holds */
} Case;

/* Copies the only output of SELECT `sql` into `arena`. */
static Expression *copied(const char *sql, Arena *arena, ParsedText *parsed, const Map *variables)
{
	MemoryContext context = pg_query_enter_memory_context();
	Lower lower = { .arena = arena, .scratch = arena, .parsed = parsed, .variables = variables };
	Statement *statement = MV_NEW(arena, Statement);
	PgQueryInternalParsetreeAndError result;
	Expression *expression = NULL;

	*parsed = (ParsedText){ .text = mv_arena_format(arena, "SELECT %s", sql), .exact = true };
	parsed->length = strlen(parsed->text);
	parsed->whole = (Span){ 0, (uint32_t)parsed->length };
	statement->span = parsed->whole;
	lower.statement = statement;
	result = pg_query_raw_parse(parsed->text, PG_QUERY_PARSE_DEFAULT);
	assert_null(result.error);
	if (list_length(result.tree) == 1) {
		const SelectStmt *select = (const SelectStmt *)((const RawStmt *)linitial(result.tree))->stmt;

		expression = mv_pg_expression(&lower, ((const ResTarget *)linitial(select->targetList))->val);
	}
	free(result.stderr_buffer);
	pg_query_exit_memory_context(context);
	return expression;
}

static void test_kinds(void **state)
{
	static const Case cases[] = {
		{ "12", EXPR_CONSTANT, "int", 0, "12" },
		{ "'a'", EXPR_CONSTANT, "string", 0, "'a'" },
		{ "NULL", EXPR_NULL, NULL, 0, "NULL" },
		{ "a.b", EXPR_COLUMN, "b", 0, NULL },
		{ "t.*", EXPR_COLUMN, "*", 0, NULL },
		{ "$1", EXPR_PARAM, NULL, 0, NULL },
		{ "f(1, x)", EXPR_FUNCTION, "f", 2, NULL },
		{ "CURRENT_TIMESTAMP", EXPR_FUNCTION, "now", 0, "CURRENT_TIMESTAMP" },
		{ "CURRENT_DATE", EXPR_FUNCTION, "current_date", 0, "CURRENT_DATE" },
		{ "LOCALTIMESTAMP(3)", EXPR_FUNCTION, "localtimestamp", 0, NULL },
		{ "CURRENT_USER", EXPR_FUNCTION, "current_user", 0, NULL },
		{ "x AT TIME ZONE 'UTC'", EXPR_FUNCTION, "timezone", 2, NULL },
		{ "a + 1", EXPR_OPERATOR, "+", 2, "a + 1" },
		{ "- a", EXPR_OPERATOR, "-", 1, "- a" },
		{ "a LIKE 'x%'", EXPR_OPERATOR, "~~", 2, NULL },
		{ "a NOT ILIKE 'x%'", EXPR_OPERATOR, "!~~*", 2, NULL },
		{ "a IS DISTINCT FROM b", EXPR_OPERATOR, "is distinct from", 2, NULL },
		{ "a = ANY (ARRAY[1, 2])", EXPR_OPERATOR, "=", 2, NULL },
		{ "a AND b AND c", EXPR_AND, NULL, 3, NULL },
		{ "a OR b", EXPR_OR, NULL, 2, NULL },
		{ "NOT a", EXPR_NOT, NULL, 1, "NOT a" },
		{ "a IS NULL", EXPR_IS_NULL, NULL, 1, NULL },
		{ "a IS NOT NULL", EXPR_IS_NOT_NULL, NULL, 1, NULL },
		{ "a::text", EXPR_CAST, NULL, 1, NULL },
		{ "a IN (1, 2, 3)", EXPR_IN, NULL, 4, NULL },
		{ "a BETWEEN 1 AND 2", EXPR_BETWEEN, NULL, 3, NULL },
		{ "CASE a WHEN 1 THEN 2 ELSE 3 END", EXPR_CASE, NULL, 4, NULL },
		{ "coalesce(a, b)", EXPR_COALESCE, "coalesce", 2, NULL },
		{ "nullif(a, b)", EXPR_COALESCE, "nullif", 2, NULL },
		{ "greatest(a, b, c)", EXPR_COALESCE, "greatest", 3, NULL },
		{ "ARRAY[1, 2]", EXPR_ARRAY, NULL, 2, NULL },
		{ "ROW(1, 2)", EXPR_ROW, NULL, 2, NULL },
		{ "a COLLATE \"C\"", EXPR_COLLATE, "C", 1, NULL },
		{ "a IS NOT TRUE", EXPR_BOOL_TEST, "is not true", 1, NULL },
		{ "EXISTS (SELECT 1)", EXPR_SUBQUERY, "exists", 0, NULL },
		{ "a[1]", EXPR_OTHER, "indirection", 2, NULL },
		{ "json_object('a': b)", EXPR_OTHER, "json", 1, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Arena *arena = mv_arena_new();
		ParsedText parsed;
		const Expression *expression = copied(cases[i].sql, arena, &parsed, NULL);

		print_message("# %s\n", cases[i].sql);
		assert_non_null(expression);
		assert_int_equal(expression->kind, cases[i].kind);
		if (cases[i].name) {
			assert_non_null(expression->name);
			assert_string_equal(expression->name, cases[i].name);
		}
		assert_int_equal(expression->arg_count, cases[i].args);
		assert_int_equal(expression->span.start, strlen("SELECT "));
		if (cases[i].span)
			assert_int_equal(expression->span.end - expression->span.start, strlen(cases[i].span));
		mv_arena_free(arena);
	}
}

/* plpgsql's variables are no columns, nor are fields of its records. */
static void test_variables(void **state)
{
	Arena *arena = mv_arena_new();
	ParsedText parsed;
	Map variables;

	(void)state;
	mv_map_init(&variables, arena);
	mv_map_set(&variables, "v", arena);
	assert_int_equal(copied("v", arena, &parsed, &variables)->kind, EXPR_PARAM);
	assert_int_equal(copied("v.a", arena, &parsed, &variables)->kind, EXPR_PARAM);
	assert_int_equal(copied("a.v", arena, &parsed, &variables)->kind, EXPR_COLUMN);
	mv_arena_free(arena);
}

/* As deep and as long as the parser takes: bounded, and a flat list stays whole. */
static void test_large(void **state)
{
	Arena *arena = mv_arena_new();
	ParsedText parsed;
	StrBuf sql = { 0 };

	(void)state;
	mv_buf_adds(&sql, "a");
	for (int i = 0; i < 4000; i++)
		mv_buf_adds(&sql, " + a");
	assert_int_equal(copied(sql.ptr, arena, &parsed, NULL)->kind, EXPR_OPERATOR);
	mv_buf_clear(&sql);
	mv_buf_adds(&sql, "a");
	for (int i = 0; i < 50000; i++)
		mv_buf_adds(&sql, " AND a");
	assert_int_equal(copied(sql.ptr, arena, &parsed, NULL)->arg_count, 50001);
	mv_buf_release(&sql);
	mv_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_variables),
		cmocka_unit_test(test_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
