/* The places of what stands inside of a statement: columns, types, constraints, keys, bounds. */
#include "migvet/frontend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct Read {
	Arena *arena;
	Source source;
	Migration migration;
} Read;

static void read_sql(Read *read, const char *sql)
{
	Arena *scratch = mv_arena_new();

	*read = (Read){ .arena = mv_arena_new() };
	assert_true(mv_source_from_bytes(&read->source, mv_str(sql), "test.sql", read->arena, NULL));
	read->migration = (Migration){ .source = &read->source, .version = "" };
	*VEC_PUSH(read->arena, &read->migration.sections) =
		(Section){ .span = { 0, (uint32_t)read->source.text.len } };
	mv_postgres_read(&read->migration, read->arena, scratch);
	mv_arena_free(scratch);
	assert_int_equal(read->migration.problems.count, 0);
}

static const Change *change(const Read *read, uint32_t statement, uint32_t number)
{
	assert_true(statement < read->migration.statements.count);
	assert_true(number < read->migration.statements.items[statement].changes.count);
	return &read->migration.statements.items[statement].changes.items[number];
}

static void text_is(const Read *read, Span span, const char *text)
{
	Str slice = mv_source_slice(&read->source, span);

	assert_string_equal(mv_arena_strndup(read->arena, slice.ptr, slice.len), text);
}

static void columns_and_types(void **state)
{
	static const char *const types[] = {
		"bigserial", "numeric(10, 2)", "double precision", "float(20)", "character varying(20)", "\"char\"",
		"timestamp(3) without time zone", "timestamptz (6)", "interval day to second(3)", "bit varying(8)",
		"int[]", "text[3][3]", "int ARRAY[4]", "s . custom(1, 2)[]", "geometry(Point, 4326)", "\"T\".\"y\"",
	};
	StrBuf sql = { 0 };
	Read read;
	size_t i;

	(void)state;
	mv_buf_adds(&sql, "CREATE TABLE t (");
	for (i = 0; i < sizeof types / sizeof *types; i++)
		mv_buf_addf(&sql, "%s\n\tc%zu /* ( */ %s DEFAULT f(1, ',)') NOT NULL -- , (", i ? "," : "", i, types[i]);
	mv_buf_adds(&sql, "\n);");
	/* a comma behind a comment to the end of the line would be part of it */
	for (char *c = sql.ptr; (c = strstr(c, " -- , (,")) != NULL; c++)
		memcpy(c, ", -- , (", 8);
	read_sql(&read, sql.ptr);
	assert_int_equal(change(&read, 0, 0)->as.table->columns.count, i);
	for (i = 0; i < sizeof types / sizeof *types; i++) {
		const ColumnSpec *column = change(&read, 0, 0)->as.table->columns.items[i];

		text_is(&read, column->name.span, mv_arena_format(read.arena, "c%zu", i));
		text_is(&read, column->type->span, types[i]);
		text_is(&read, column->span,
			mv_arena_format(read.arena, "c%zu /* ( */ %s DEFAULT f(1, ',)') NOT NULL", i, types[i]));
	}
	mv_buf_release(&sql);
	mv_arena_free(read.arena);
}

static void inline_constraints(void **state)
{
	const ColumnSpec *column;
	Read read;

	(void)state;
	read_sql(&read, "ALTER TABLE t ADD COLUMN b int CONSTRAINT \"Nn\" NOT NULL CONSTRAINT b_u UNIQUE /* and */ DEFERRABLE\n"
			"\tCHECK (b > 0) REFERENCES s.r (\"Id\") ON DELETE CASCADE INITIALLY DEFERRED -- end\n, DROP x;");
	assert_int_equal(change(&read, 0, 0)->kind, CHANGE_DROP_COLUMN);
	column = change(&read, 0, 1)->as.add_column->column;
	assert_int_equal(column->constraints.count, 4);
	text_is(&read, column->constraints.items[0]->span, "CONSTRAINT \"Nn\" NOT NULL");
	text_is(&read, column->constraints.items[0]->name.span, "\"Nn\"");
	assert_string_equal(column->constraints.items[0]->name.text, "Nn");
	text_is(&read, column->constraints.items[1]->span, "CONSTRAINT b_u UNIQUE /* and */ DEFERRABLE");
	assert_true(column->constraints.items[1]->deferrable);
	assert_false(column->constraints.items[1]->initially_deferred);
	text_is(&read, column->constraints.items[2]->span, "CHECK (b > 0)");
	text_is(&read, column->constraints.items[3]->span,
		"REFERENCES s.r (\"Id\") ON DELETE CASCADE INITIALLY DEFERRED");
	text_is(&read, column->constraints.items[3]->referenced.span, "s.r");
	text_is(&read, column->constraints.items[3]->referenced_columns.items[0].span, "\"Id\"");
	assert_true(column->constraints.items[3]->deferrable && column->constraints.items[3]->initially_deferred);
	text_is(&read, change(&read, 0, 1)->span,
		"ADD COLUMN b int CONSTRAINT \"Nn\" NOT NULL CONSTRAINT b_u UNIQUE /* and */ DEFERRABLE\n"
		"\tCHECK (b > 0) REFERENCES s.r (\"Id\") ON DELETE CASCADE INITIALLY DEFERRED");
	mv_arena_free(read.arena);
}

static void table_constraints(void **state)
{
	const ConstraintSpecVec *specs;
	Read read;

	(void)state;
	read_sql(&read, "CREATE TABLE t (a int, CONSTRAINT pk PRIMARY KEY (a, \"B\") INCLUDE (c), "
			"FOREIGN KEY (a, b) REFERENCES r (x, y) ON DELETE SET NULL (b), "
			"EXCLUDE USING gist (room WITH =, tsrange(a, b) WITH &&) WHERE (x > 1), "
			"PRIMARY KEY (id, during WITHOUT OVERLAPS), CONSTRAINT n NOT NULL a NO INHERIT);");
	specs = &change(&read, 0, 0)->as.table->constraints;
	assert_int_equal(specs->count, 5);
	text_is(&read, specs->items[0]->span, "CONSTRAINT pk PRIMARY KEY (a, \"B\") INCLUDE (c)");
	text_is(&read, specs->items[0]->name.span, "pk");
	text_is(&read, specs->items[0]->columns.items[1].span, "\"B\"");
	text_is(&read, specs->items[0]->including.items[0].span, "c");
	text_is(&read, specs->items[1]->columns.items[1].span, "b");
	text_is(&read, specs->items[1]->referenced_columns.items[1].span, "y");
	text_is(&read, specs->items[1]->on_delete_columns.items[0].span, "b");
	assert_true(specs->items[1]->on_delete_columns.items[0].span.start >
		    specs->items[1]->columns.items[1].span.start);
	text_is(&read, specs->items[2]->exclude_keys.items[0].span, "room WITH =");
	text_is(&read, specs->items[2]->exclude_keys.items[1].span, "tsrange(a, b) WITH &&");
	text_is(&read, specs->items[3]->columns.items[1].span, "during");
	text_is(&read, specs->items[4]->columns.items[0].span, "a");
	text_is(&read, specs->items[4]->span, "CONSTRAINT n NOT NULL a NO INHERIT");
	mv_arena_free(read.arena);
}

static void keys_bounds_bodies(void **state)
{
	const CreateIndex *index;
	const CreateTable *table;
	Read read;

	(void)state;
	read_sql(&read,
		 "CREATE INDEX i ON ONLY (s.t) (a gin_ops DESC NULLS LAST, lower(b) COLLATE \"C\", (c || d)) INCLUDE (e, \"F\");\n"
		 "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1, f(2)) TO (10, MAXVALUE) PARTITION BY LIST (a, (b + 1));\n"
		 "CREATE VIEW v (x) AS SELECT y FROM t -- end\n WITH CHECK OPTION;\n"
		 "CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0) NOT NULL CHECK (VALUE < 9);");
	index = change(&read, 0, 0)->as.index;
	text_is(&read, index->keys.items[0].span, "a gin_ops DESC NULLS LAST");
	text_is(&read, index->keys.items[1].span, "lower(b) COLLATE \"C\"");
	text_is(&read, index->keys.items[2].span, "(c || d)");
	text_is(&read, index->including.items[1].span, "\"F\"");
	text_is(&read, index->table.span, "s.t");
	table = change(&read, 1, 0)->as.table;
	text_is(&read, table->bound->span, "FROM (1, f(2)) TO (10, MAXVALUE)");
	text_is(&read, table->partition_keys.items[1].span, "(b + 1)");
	assert_string_equal(mv_arena_strndup(read.arena, change(&read, 2, 0)->as.view->text.ptr,
					     change(&read, 2, 0)->as.view->text.len),
			    "SELECT y FROM t");
	text_is(&read, change(&read, 3, 0)->as.domain->checks.items[0]->span, "CONSTRAINT c CHECK (VALUE > 0)");
	text_is(&read, change(&read, 3, 0)->as.domain->checks.items[1]->span, "CHECK (VALUE < 9)");
	mv_arena_free(read.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_and_types),
		cmocka_unit_test(inline_constraints),
		cmocka_unit_test(table_constraints),
		cmocka_unit_test(keys_bounds_bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
