/* SQL made of Python: its text, its places in the file, and what is known of its circumstances. */
#include "analyzer/check/python_strings.h"
#include "analyzer/python/statements.h"

#include "migvet/frontend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char file_text[] =
	"NAME = 'orders'\n"
	"def upgrade():\n"
	"    op.execute(\n"
	"        \"ALTER TABLE \" + NAME + \" ADD COLUMN it\\\"s text, \"\n"
	"        \"DROP COLUMN note\"\n"
	"    )\n"
	"    op.drop_table('customers')\n";

typedef struct Made {
	Arena *arena;
	Source file;
	MigrationSet set;
	Migration migration;
	SqlOut *out;
} Made;

static void start(Made *made, TransactionMode transaction)
{
	*made = (Made){ .arena = mv_arena_new() };
	assert_true(mv_source_from_bytes(&made->file, mv_str(file_text), "m.py", made->arena, NULL));
	made->migration = (Migration){ .source = &made->file, .set = &made->set, .version = "1", .transaction = transaction };
	made->out = mv_out_new(&made->migration, made->arena);
}

static void finish(Made *made)
{
	Arena *scratch = mv_arena_new();

	mv_out_finish(made->out);
	mv_postgres_read(&made->migration, made->arena, scratch);
	mv_arena_free(scratch);
}

/* Where `text` stands in the file, the first time behind `from`. */
static Span at(const char *text, const char *from)
{
	size_t start = mv_str_find(mv_str(file_text), mv_str(text), from ? (size_t)(strstr(file_text, from) - file_text) : 0);

	assert_true(start != SIZE_MAX);
	return (Span){ (uint32_t)start, (uint32_t)(start + strlen(text)) };
}

/* Where `text` of the made SQL was written. */
static void comes_from(const Made *made, const char *text, const char *written)
{
	const Source *source = made->migration.generated;
	size_t start = mv_str_find(source->text, mv_str(text), 0);
	Span span;
	Str slice;

	assert_true(start != SIZE_MAX);
	span = mv_source_origin(&source, (Span){ (uint32_t)start, (uint32_t)(start + strlen(text)) });
	assert_ptr_equal(source, &made->file);
	slice = mv_source_slice(source, span);
	assert_string_equal(mv_arena_strndup(made->arena, slice.ptr, slice.len), written);
}

static bool is_exact(const Made *made, const char *text)
{
	const Source *source = made->migration.generated;
	size_t start = mv_str_find(source->text, mv_str(text), 0);
	Span span = { (uint32_t)start, (uint32_t)(start + strlen(text)) };

	return mv_source_origin_exact(&source, &span);
}

static const char concatenated[] = "ALTER TABLE orders ADD COLUMN it\"s text, DROP COLUMN note";

/* As the evaluator makes it of the op.execute above. */
static PyString string_of_file(const Made *made, StringPiece pieces[6])
{
	const char *const texts[] = { "ALTER TABLE ", "orders", " ADD COLUMN it", "\\\"", "s text, ", "DROP COLUMN note" };
	uint32_t start = 0;

	for (int i = 0; i < 6; i++) {
		pieces[i] = (StringPiece){ .start = start, .source = &made->file, .origin = at(texts[i], i == 1 ? NULL : "op.execute"),
					   .exact = i != 3 };
		start += i == 3 ? 1 : (uint32_t)strlen(texts[i]);
	}
	return (PyString){ .text = mv_str(concatenated), .pieces = pieces, .piece_count = 6 };
}

static void strings_map_byte_by_byte(void **state)
{
	StringPiece pieces[6];
	PyString string;
	Made made;

	(void)state;
	start(&made, TRANSACTION_FILE);
	string = string_of_file(&made, pieces);
	mv_out_script(made.out, at("op.execute(", NULL), &string, NULL);
	finish(&made);
	comes_from(&made, "ADD COLUMN", "ADD COLUMN");
	comes_from(&made, "COLUMN note", "COLUMN note");
	comes_from(&made, "\"", "\\\"");
	/* over an escape, and over two literals: from the start of the first to the end of the last */
	comes_from(&made, "it\"s", "it\\\"s");
	comes_from(&made, "text, DROP", "text, \"\n        \"DROP");
	assert_true(is_exact(&made, "DROP COLUMN note"));
	assert_false(is_exact(&made, "it\"s"));
	/* the name comes from far above only in the sense of this file: it is near */
	comes_from(&made, "orders", "orders");
	mv_arena_free(made.arena);
}

static void what_is_far_away_is_not_in_the_hull(void **state)
{
	Made made;
	Source *far = NULL;
	StrBuf text = { 0 };
	const Source *source;
	Span span;

	(void)state;
	start(&made, TRANSACTION_FILE);
	mv_buf_adds(&text, "T = 'orders'\n");
	while (text.len < 2000)
		mv_buf_adds(&text, "# a comment\n");
	mv_buf_adds(&text, "op.execute(f'DROP TABLE {T} CASCADE')\n");
	far = MV_NEW(made.arena, Source);
	assert_true(mv_source_from_bytes(far, (Str){ .ptr = text.ptr, .len = text.len }, "far.py", made.arena, NULL));
	made.migration.source = far;
	{
		uint32_t begin = (uint32_t)mv_str_find(far->text, STR("DROP TABLE "), 0);
		const StringPiece pieces[] = {
			{ .start = 0, .source = far, .origin = { begin, begin + 11 }, .exact = true },
			{ .start = 11, .source = far, .origin = { 5, 11 }, .exact = true },
			{ .start = 17, .source = far, .origin = { begin + 14, begin + 22 }, .exact = true },
		};
		const PyString string = { .text = STR("DROP TABLE orders CASCADE"), .pieces = pieces, .piece_count = 3 };

		mv_out_script(made.out, (Span){ begin - 14, begin + 24 }, &string, NULL);
		finish(&made);
		source = made.migration.generated;
		span = mv_source_origin(&source, (Span){ 0, 25 });
		assert_int_equal(span.start, begin);
		assert_int_equal(span.end, begin + 22);
		/* the name alone is where it was written */
		source = made.migration.generated;
		span = mv_source_origin(&source, (Span){ 11, 17 });
		assert_int_equal(span.start, 5);
		assert_int_equal(span.end, 11);
	}
	mv_buf_release(&text);
	mv_arena_free(made.arena);
}

static void statements_belong_to_their_operation(void **state)
{
	Made made;
	const Source *source;

	(void)state;
	start(&made, TRANSACTION_FILE);
	mv_out_begin(made.out, at("op.drop_table('customers')", NULL), NULL);
	mv_out_sql(made.out, "DROP TABLE %s", "customers");
	mv_out_origin(made.out, &made.file, at("'orders'", NULL));
	mv_out_text(made.out, STR(" CASCADE"));
	mv_out_end(made.out);
	mv_out_down(made.out, true);
	mv_out_begin(made.out, at("def upgrade():", NULL), NULL);
	mv_out_sql(made.out, "CREATE TABLE %s (id int)", "customers");
	mv_out_end(made.out);
	/* nothing was written: no statement */
	mv_out_begin(made.out, at("def upgrade():", NULL), NULL);
	mv_out_end(made.out);
	finish(&made);
	assert_int_equal(made.migration.problems.count, 0);
	assert_int_equal(made.migration.statements.count, 2);
	assert_int_equal(made.migration.sections.count, 2);
	assert_false(made.migration.statements.items[0].down);
	assert_true(made.migration.statements.items[1].down);
	comes_from(&made, "DROP TABLE", "op.drop_table('customers')");
	comes_from(&made, "CASCADE", "'orders'");
	source = made.migration.generated;
	assert_int_equal(mv_migration_operation(&made.migration, source, made.migration.statements.items[1].span).start,
			 at("def upgrade():", NULL).start);
	mv_arena_free(made.arena);
}

static void circumstances_reach_the_changes(void **state)
{
	const Circumstances maybe = { .conditional = true, .why = "condition on 'x'" };
	const Circumstances loop = { .in_loop = true, .in_try = true };
	const Statement *statements;
	Made made;

	(void)state;
	start(&made, TRANSACTION_FILE);
	mv_out_begin(made.out, at("op.execute(", NULL), &maybe);
	mv_out_sql(made.out, "DROP TABLE a");
	mv_out_end(made.out);
	mv_out_begin(made.out, at("op.execute(", NULL), &loop);
	mv_out_sql(made.out, "DROP TABLE b");
	mv_out_end(made.out);
	mv_out_begin(made.out, at("op.execute(", NULL), NULL);
	mv_out_sql(made.out, "DROP TABLE c");
	mv_out_end(made.out);
	mv_out_opaque(made.out, at("op.drop_table('customers')", NULL), true, "the value of 'x' is not known");
	mv_out_opaque(made.out, at("op.drop_table('customers')", NULL), true, "the value of 'y' is not known");
	mv_out_opaque(made.out, at("op.drop_table('customers')", NULL), true, "the value of 'y' is not known");
	mv_out_operation(made.out);
	finish(&made);
	statements = made.migration.statements.items;
	assert_int_equal(made.migration.statements.count, 5);
	assert_int_equal(statements[0].changes.items[0].guard->kind, GUARD_UNKNOWN);
	assert_int_equal(statements[0].changes.items[0].loop, 0);
	assert_int_equal(statements[1].changes.items[0].loop, 1);
	assert_int_equal(statements[1].changes.items[0].swallowed, SWALLOW_ALL);
	assert_non_null(statements[1].changes.items[0].guard);
	assert_null(statements[2].changes.items[0].guard);
	assert_int_equal(statements[2].changes.items[0].swallowed, 0);
	assert_int_equal(statements[3].resolution, UNRESOLVED);
	assert_int_equal(statements[3].changes.items[0].kind, CHANGE_OPAQUE);
	assert_string_equal(statements[3].reason, "the value of 'x' is not known");
	/* one operation, though it has two statements */
	assert_int_equal(made.set.operations, 2);
	assert_int_equal(made.set.operations_resolved, 1);
	mv_arena_free(made.arena);
}

static void only_a_change_of_transaction_is_said(void **state)
{
	static const TransactionMode modes[] = { TRANSACTION_UNKNOWN, TRANSACTION_NONE, TRANSACTION_NONE, TRANSACTION_UNKNOWN,
						 TRANSACTION_UNKNOWN };
	static const TransactionMode said[] = { TRANSACTION_UNKNOWN, TRANSACTION_NONE, TRANSACTION_UNKNOWN, TRANSACTION_FILE,
						TRANSACTION_UNKNOWN };
	Made made;

	(void)state;
	start(&made, TRANSACTION_FILE);
	for (int i = 0; i < 5; i++) {
		mv_out_transaction(made.out, modes[i]);
		mv_out_begin(made.out, at("op.execute(", NULL), NULL);
		mv_out_sql(made.out, "SELECT %d", i);
		mv_out_end(made.out);
	}
	finish(&made);
	for (int i = 0; i < 5; i++)
		assert_int_equal(made.migration.sections.items[i].transaction, said[i]);
	mv_arena_free(made.arena);
}

/* What is sent as one text without a transaction runs in one; the next text in another. */
static void texts_without_transaction(void **state)
{
	static const char *const texts[] = { "SELECT 1", "SELECT 1;", "SELECT 1; SELECT 2", "SELECT 1; SELECT 2", "SELECT 1" };
	static const TransactionMode said[] = { TRANSACTION_UNKNOWN, TRANSACTION_UNKNOWN, TRANSACTION_IMPLICIT,
						TRANSACTION_IMPLICIT, TRANSACTION_NONE };
	Made made;

	(void)state;
	start(&made, TRANSACTION_NONE);
	for (int i = 0; i < 5; i++) {
		const PyString string = { .text = mv_str(texts[i]) };

		mv_out_script(made.out, at("op.execute(", NULL), &string, NULL);
	}
	finish(&made);
	for (int i = 0; i < 5; i++)
		assert_int_equal(made.migration.sections.items[i].transaction, said[i]);
	mv_arena_free(made.arena);
}

/* A part that is not known makes a statement opaque where it does not parse, and a name unknown where it does. */
static void holes_are_not_judged(void **state)
{
	static const char *const texts[] = {
		"ALTER TABLE t " MV_SQL_HOLE " text",
		"DROP TABLE " MV_SQL_HOLE,
		"ALTER TABLE t ADD CONSTRAINT " MV_SQL_HOLE " CHECK (a > 1), ADD CONSTRAINT " MV_SQL_HOLE " CHECK (b > 1)",
		"ALTER TABLE t ADD " MV_SQL_HOLE " int",
		"DROP TABLE t",
	};
	const Value unknown = { .kind = VALUE_UNKNOWN, .as.reason = "the value of 'T' is not known" };
	const Value *holes[] = { &unknown };
	const Statement *statements;
	Made made;

	(void)state;
	start(&made, TRANSACTION_FILE);
	for (int i = 0; i < 5; i++) {
		const PyString string = { .text = mv_str(texts[i]), .holes = holes, .hole_count = i < 4 };

		mv_out_script(made.out, at("op.execute(", NULL), &string, NULL);
	}
	finish(&made);
	statements = made.migration.statements.items;
	assert_int_equal(made.migration.problems.count, 0);
	assert_int_equal(made.migration.statements.count, 5);
	assert_int_equal(statements[0].resolution, UNRESOLVED);
	assert_string_equal(statements[0].reason, "the value of 'T' is not known");
	assert_true(statements[1].changes.items[0].as.drop->name.unknown);
	/* what else it drops is not known */
	assert_int_equal(statements[1].changes.items[1].kind, CHANGE_OPAQUE);
	/* two names, and not the same; what is made is known but for them */
	assert_int_equal(statements[2].resolution, RESOLVED_PARTLY);
	assert_int_equal(statements[2].changes.count, 2);
	assert_string_not_equal(statements[2].changes.items[0].as.add_constraint->constraint->name.text,
				statements[2].changes.items[1].as.add_constraint->constraint->name.text);
	/* a column of unknown name may be any */
	assert_int_equal(statements[3].changes.items[1].kind, CHANGE_OPAQUE);
	assert_int_equal(statements[4].resolution, RESOLVED);
	assert_int_equal(statements[4].changes.count, 1);
	assert_false(statements[4].changes.items[0].as.drop->name.unknown);
	mv_arena_free(made.arena);
}

/* What is wrong in a string stands at its place in the file. */
static void syntax_errors_have_places(void **state)
{
	static const char bad[] = "DROP COLUMN note";
	Made made;
	const Problem *problem;

	(void)state;
	start(&made, TRANSACTION_FILE);
	{
		const StringPiece piece = { .source = &made.file, .origin = at(bad, NULL), .exact = true };
		const PyString string = { .text = mv_str(bad), .pieces = &piece, .piece_count = 1 };

		mv_out_script(made.out, at("op.execute(", NULL), &string, NULL);
	}
	finish(&made);
	assert_int_equal(made.migration.problems.count, 1);
	problem = &made.migration.problems.items[0];
	assert_string_equal(problem->rule, "syntax-error");
	{
		const Source *source = problem->source;
		Span span = mv_migration_place(&made.migration, &source, problem->span);

		assert_ptr_equal(source, &made.file);
		assert_int_equal(span.start, at("COLUMN note", NULL).start);
	}
	mv_arena_free(made.arena);
}

/* Of what may be meant for another database, and of a driver's parameter, no error is certain. */
static void other_dialects_and_parameters(void **state)
{
	const Circumstances maybe = { .conditional = true, .why = "condition on 'url'" };
	const PyString other = { .text = STR("UPDATE t SET `a` = 1") }, parameter = { .text = STR("UPDATE t SET a=%s WHERE id = %s") };
	Made made;

	(void)state;
	start(&made, TRANSACTION_FILE);
	mv_out_script(made.out, at("op.execute(", NULL), &other, &maybe);
	mv_out_script(made.out, at("op.execute(", NULL), &parameter, NULL);
	mv_out_script(made.out, at("op.execute(", NULL), &other, NULL);
	finish(&made);
	assert_int_equal(made.migration.statements.count, 3);
	assert_int_equal(made.migration.statements.items[0].resolution, UNRESOLVED);
	assert_int_equal(made.migration.statements.items[1].changes.items[0].kind, CHANGE_UPDATE);
	assert_int_equal(made.migration.problems.count, 1);
	assert_int_equal(made.migration.problems.items[0].span.start, made.migration.statements.items[2].span.start + 13);
	mv_arena_free(made.arena);
}

/* A finding stays in the migration's file, whatever file the text is from. */
static void other_files_are_found_at_the_operation(void **state)
{
	const Source *source;
	Source other;
	Span span;
	Made made;

	(void)state;
	start(&made, TRANSACTION_FILE);
	assert_true(mv_source_from_bytes(&other, STR("SQL = 'DROP TABLE a'"), "other.py", made.arena, NULL));
	{
		const StringPiece piece = { .source = &other, .origin = { 7, 19 }, .exact = true };
		const PyString string = { .text = STR("DROP TABLE a"), .pieces = &piece, .piece_count = 1 };

		mv_out_script(made.out, at("op.execute(", NULL), &string, NULL);
	}
	finish(&made);
	source = made.migration.generated;
	span = mv_migration_place(&made.migration, &source, made.migration.statements.items[0].span);
	assert_ptr_equal(source, &made.file);
	assert_int_equal(span.start, at("op.execute(", NULL).start);
	source = made.migration.generated;
	span = mv_source_origin(&source, made.migration.statements.items[0].span);
	assert_ptr_equal(source, &other);
	assert_int_equal(span.start, 7);
	mv_arena_free(made.arena);
}

static void quotes(void **state)
{
	Arena *arena = mv_arena_new();

	(void)state;
	assert_string_equal(mv_out_quote(arena, "a"), "\"a\"");
	assert_string_equal(mv_out_quote(arena, "a\"b"), "\"a\"\"b\"");
	assert_string_equal(mv_out_quote(arena, "\"a\""), "\"a\"");
	assert_string_equal(mv_out_quote(arena, ""), "\"\"");
	mv_arena_free(arena);
}

/* What of a Python file is inside of a string: `1` marks the bytes that are. */
static void strings_and_comments(void **state)
{
	static const struct {
		const char *text, *inside;
	} cases[] = {
		{ "a 'b#c' # 'd", "000111100000" },
		{ "r'\\' b' c", "001111100" },
		{ "'''a'\n''' b", "0001111110" },
		{ "\"a\n# b", "0110000" },
		{ "x = \"\" # '", "00000100000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		PythonStrings strings = { 0 };

		for (size_t k = 0; cases[i].inside[k] && cases[i].text[k]; k++) {
			bool inside = mv_python_in_string(&strings, mv_str(cases[i].text), k);

			/* places that a step jumps over (quotes, escapes) may be on either side */
			if (strings.at == k && inside != (cases[i].inside[k] == '1'))
				fail_msg("'%s' at %zu: %d", cases[i].text, k, inside);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_map_byte_by_byte),
		cmocka_unit_test(what_is_far_away_is_not_in_the_hull),
		cmocka_unit_test(statements_belong_to_their_operation),
		cmocka_unit_test(circumstances_reach_the_changes),
		cmocka_unit_test(only_a_change_of_transaction_is_said),
		cmocka_unit_test(texts_without_transaction),
		cmocka_unit_test(holes_are_not_judged),
		cmocka_unit_test(syntax_errors_have_places),
		cmocka_unit_test(other_dialects_and_parameters),
		cmocka_unit_test(other_files_are_found_at_the_operation),
		cmocka_unit_test(quotes),
		cmocka_unit_test(strings_and_comments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
