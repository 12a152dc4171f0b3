/* DO blocks: what is lowered, under which guards, and what stays unknown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "migvet/frontend.h"

#include <string.h>

typedef struct Case {
	const char *sql;
	const char *expected; /* the dump's lines of the last statement, without places and blanks at the start */
} Case;

/* "add column 1:5-1:9 @1:7-1:8 a": without the places. */
static void add_line(StrBuf *out, Str line)
{
	bool first = true;

	while (line.len > 0) {
		size_t length = mv_str_find(line, STR(" "), 0), place = 0;
		Str word = mv_str_slice(line, 0, length == SIZE_MAX ? line.len : length);

		while (place < word.len && strchr("0123456789:-@", word.ptr[place]))
			place++;
		if (place < word.len || word.len < 7) {
			mv_buf_adds(out, first ? "" : " ");
			mv_buf_add(out, word);
			first = false;
		}
		line = mv_str_slice(line, word.len < line.len ? word.len + 1 : line.len, line.len);
	}
	mv_buf_addc(out, '\n');
}

static char *lowered(const char *sql, Arena *arena)
{
	Arena *scratch = mv_arena_new();
	Source *source = MV_NEW(arena, Source);
	Migration *migration = MV_NEW(arena, Migration);
	StrBuf dump = { 0 }, out = { 0 };
	Str rest, line;
	char *text;
	bool last = false;

	assert_true(mv_source_from_bytes(source, mv_str(sql), "x.sql", arena, NULL));
	migration->source = source;
	*VEC_PUSH(arena, &migration->sections) = (Section){ .span = { 0, (uint32_t)source->text.len } };
	mv_postgres_read(migration, arena, scratch);
	mv_source_index_lines(source, arena);
	mv_change_dump(migration, &dump);
	rest = (Str){ dump.ptr, dump.len };
	while (mv_str_next_line(&rest, &line)) {
		if (mv_str_starts(line, STR("statement "))) {
			mv_buf_clear(&out);
			last = true;
		}
		if (last)
			add_line(&out, mv_str_trim(line));
	}
	text = mv_buf_to_arena(&out, arena);
	mv_buf_release(&dump);
	mv_buf_release(&out);
	mv_arena_free(scratch);
	return text;
}

static void check(const Case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		Arena *arena = mv_arena_new();

		print_message("# %s\n", cases[i].sql);
		assert_string_equal(lowered(cases[i].sql, arena), cases[i].expected);
		mv_arena_free(arena);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))
#define DO(body) "DO $$ BEGIN " body " END $$;"

static void test_static(void **state)
{
	static const Case cases[] = {
		{ DO("ALTER TABLE a DROP COLUMN b; DROP TABLE c;"),
		  "statement DO\ndrop column a 'b'\ndrop table table c\n" },
		{ "DO LANGUAGE plpgsql 'BEGIN DROP TABLE c; END';", "statement DO\ndrop table table c\n" },
		{ "DO 'BEGIN EXECUTE ''DROP TABLE c''; END';", "statement DO\ndrop table table c\n" },
		{ "DO $$ <<here>> DECLARE x int := 1; y CONSTANT text DEFAULT 'a;b'; BEGIN BEGIN DROP TABLE c; END; END here $$;",
		  "statement DO\ndrop table table c\n" },
		{ DO("DO $x$ BEGIN DROP TABLE c; END $x$;"), "statement DO\ndrop table table c\n" },
		{ DO("RETURN; DROP TABLE c;"), "statement DO\n" },
		{ DO("RAISE EXCEPTION 'x'; DROP TABLE c;"), "statement DO\n" },
		{ DO("RAISE NOTICE 'x'; NULL; DROP TABLE c;"), "statement DO\ndrop table table c\n" },
	};

	(void)state;
	CHECK(cases);
}

static void test_guards(void **state)
{
	static const Case cases[] = {
		{ DO("IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'a' "
		     "AND column_name = 'b') THEN DROP TABLE x; ELSE DROP TABLE y; END IF;"),
		  "statement DO\ndrop table table x unless(column on a public.b)\ndrop table table y if(column on a public.b)\n" },
		{ DO("IF NOT (SELECT EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
		     "WHERE t.typname = 'mood' AND n.nspname = 's')) THEN DROP TABLE x; END IF;"),
		  "statement DO\ndrop table table x unless(type s.mood)\n" },
		{ DO("IF (SELECT count(*) FROM pg_constraint WHERE conname = 'k' AND conrelid = 's.t'::regclass) = 0 THEN DROP TABLE x; "
		     "END IF;"),
		  "statement DO\ndrop table table x unless(constraint on t s.k)\n" },
		{ DO("IF to_regclass('public.t') IS NOT NULL THEN DROP TABLE x; END IF;"),
		  "statement DO\ndrop table table x if(relation public.t)\n" },
		{ DO("IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'r') AND true THEN DROP TABLE x; END IF;"),
		  "statement DO\ndrop table table x if(role r)\n" },
		{ DO("IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'a') AND EXISTS (SELECT 1 FROM pg_tables WHERE "
		     "tablename = 'b') THEN DROP TABLE x; ELSE DROP TABLE y; END IF;"),
		  "statement DO\ndrop table table x if(table a) if(table b)\ndrop table table y if(unknown)\n" },
		{ DO("IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'a') OR EXISTS (SELECT 1 FROM pg_views WHERE "
		     "viewname = 'b') THEN DROP TABLE x; ELSE DROP TABLE y; END IF;"),
		  "statement DO\ndrop table table x if(unknown)\ndrop table table y unless(table a) unless(view b)\n" },
		/* what cannot be answered: the object is there, but that is not all that is asked */
		{ DO("IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'b' AND "
		     "data_type = 'text') THEN DROP TABLE x; ELSE DROP TABLE y; END IF;"),
		  "statement DO\ndrop table table x if(column on a b) if(unknown)\ndrop table table y if(unknown)\n" },
		{ DO("IF (SELECT max(id) FROM a) > 5 THEN DROP TABLE x; END IF;"), "statement DO\ndrop table table x if(unknown)\n" },
		{ DO("IF false THEN DROP TABLE x; ELSE DROP TABLE y; END IF;"),
		  "statement DO\ndrop table table x if(never)\ndrop table table y\n" },
		{ DO("IF to_regclass('a') IS NULL THEN DROP TABLE x; ELSIF to_regclass('b') IS NULL THEN DROP TABLE y; ELSE DROP TABLE z; "
		     "END IF;"),
		  "statement DO\ndrop table table x unless(relation a)\ndrop table table y unless(relation b) if(relation a)\n"
		  "drop table table z if(relation b) if(relation a)\n" },
		/* what follows a branch that leaves */
		{ DO("IF to_regclass('a') IS NULL THEN RETURN; END IF; DROP TABLE x;"),
		  "statement DO\ndrop table table x if(relation a)\n" },
		{ DO("IF to_regclass('a') IS NULL THEN RAISE EXCEPTION 'no'; END IF; DROP TABLE x;"),
		  "statement DO\ndrop table table x\n" },
		{ DO("IF to_regclass('a') IS NULL THEN IF 1 > f() THEN RETURN; END IF; END IF; DROP TABLE x;"),
		  "statement DO\ndrop table table x if(unknown)\n" },
		{ DO("CASE WHEN to_regclass('a') IS NULL THEN DROP TABLE x; ELSE DROP TABLE y; END CASE;"),
		  "statement DO\ndrop table table x unless(relation a)\ndrop table table y if(relation a)\n" },
		/* a template's placeholder */
		{ DO("IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = '${s}' AND tablename = 'a') THEN DROP TABLE x; END IF;"),
		  "statement DO\ndrop table table x if(unknown)\n" },
	};

	(void)state;
	CHECK(cases);
}

static void test_variables(void **state)
{
	static const Case cases[] = {
		{ "DO $$ DECLARE v boolean; BEGIN SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'm') INTO v; "
		  "IF NOT v THEN DROP TABLE x; END IF; END $$;",
		  "statement DO\ndrop table table x unless(type m)\n" },
		{ "DO $$ DECLARE v boolean := EXISTS (SELECT 1 FROM pg_type WHERE typname = 'm'); BEGIN "
		  "IF v THEN DROP TABLE x; END IF; END $$;",
		  "statement DO\ndrop table table x if(type m)\n" },
		{ "DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM pg_indexes WHERE indexname = 'i'; "
		  "IF n > 0 THEN DROP TABLE x; END IF; END $$;",
		  "statement DO\ndrop table table x if(index i)\n" },
		{ "DO $$ DECLARE c text; BEGIN SELECT conname INTO c FROM pg_constraint WHERE conname = 'k'; "
		  "IF c IS NULL THEN DROP TABLE x; END IF; END $$;",
		  "statement DO\ndrop table table x unless(constraint k)\n" },
		{ DO("PERFORM 1 FROM pg_class WHERE relname = 'i' AND relkind = 'i'; IF NOT FOUND THEN DROP TABLE x; END IF;"),
		  "statement DO\ndrop table table x unless(index i)\n" },
		/* assigned in a branch: unknown behind it */
		{ "DO $$ DECLARE t text := 'a'; BEGIN IF f() THEN t := 'b'; END IF; EXECUTE 'DROP TABLE ' || t; END $$;",
		  "statement DO partly resolved: dynamic SQL with names known at run time only\ndrop table table ?(unknown)\n"
		  "unresolved statement (dynamic SQL with names known at run time only) may-change-schema\n" },
		/* a variable is no column */
		{ "DO $$ DECLARE n int; BEGIN DELETE FROM a WHERE id = n; END $$;",
		  "statement DO\ndelete a where={id = n} reads(a)\n" },
	};

	(void)state;
	CHECK(cases);
}

static void test_execute(void **state)
{
	static const Case cases[] = {
		{ DO("EXECUTE 'DROP TABLE a';"), "statement DO\ndrop table table a\n" },
		{ DO("EXECUTE $q$DROP TABLE \"A\"$q$;"), "statement DO\ndrop table table \"A\"\n" },
		{ DO("EXECUTE format('DROP TABLE %I.%I; DROP TABLE %3$s', 's', 'A b', 'c');"),
		  "statement DO\ndrop table table s.\"A b\"\ndrop table table c\n" },
		{ DO("EXECUTE 'DROP ' || 'TABLE ' || quote_ident('a');"), "statement DO\ndrop table table a\n" },
		{ "DO $$ DECLARE t text := 'a'; BEGIN EXECUTE 'DROP TABLE ' || t; END $$;", "statement DO\ndrop table table a\n" },
		{ DO("EXECUTE f();"),
		  "statement DO unresolved: dynamic SQL built at run time\n"
		  "unresolved statement (dynamic SQL built at run time) may-change-schema\n" },
		{ DO("EXECUTE 'DELETE FROM ' || f();"),
		  "statement DO partly resolved: dynamic SQL with names known at run time only\ndelete ?(unknown) reads(?)\n" },
		{ DO("EXECUTE 'SELECT ' || f() || ' (';"),
		  "statement DO unresolved: dynamic SQL built at run time\nunresolved statement (dynamic SQL built at run time)\n" },
		{ DO("FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE format('DROP TABLE %I', t); END LOOP;"),
		  "statement DO\ndrop table table a\ndrop table table b\n" },
		{ DO("FOR i IN 1..2 LOOP EXECUTE 'DROP TABLE a' || i; END LOOP;"),
		  "statement DO\ndrop table table a1\ndrop table table a2\n" },
		{ DO("FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE 'DROP TABLE ' || r.tablename; END LOOP;"),
		  "statement DO partly resolved: dynamic SQL with names known at run time only\n"
		  "drop table table ?(unknown) loop if(unknown)\n"
		  "unresolved statement (dynamic SQL with names known at run time only) may-change-schema loop if(unknown)\n" },
		{ DO("LOOP DELETE FROM a WHERE ctid IN (SELECT ctid FROM a LIMIT 10); EXIT WHEN NOT FOUND; END LOOP; DROP TABLE x;"),
		  "statement DO\ndelete a where={in(select ...)} bounded reads(a, a) loop\ndrop table table x\n" },
	};

	(void)state;
	CHECK(cases);
}

static void test_handlers(void **state)
{
	static const Case cases[] = {
		{ DO("DROP TABLE a; EXCEPTION WHEN duplicate_object OR SQLSTATE '42P07' THEN DROP TABLE b;"),
		  "statement DO\ndrop table table a swallows-duplicate\ndrop table table b if(unknown)\n" },
		{ DO("DROP TABLE a; EXCEPTION WHEN undefined_table THEN NULL;"),
		  "statement DO\ndrop table table a swallows-undefined\n" },
		{ DO("BEGIN DROP TABLE a; EXCEPTION WHEN OTHERS THEN RAISE; END; DROP TABLE b;"),
		  "statement DO\ndrop table table a\ndrop table table b\n" },
	};

	(void)state;
	CHECK(cases);
}

static void test_tolerated(void **state)
{
	static const Case cases[] = {
		{ "DO LANGUAGE plpython3u $$ x $$;",
		  "statement DO unresolved: a DO block in language 'plpython3u'\n"
		  "unresolved statement (a DO block in language 'plpython3u') may-change-schema\n" },
		{ DO("IF x THEN DROP TABLE a;"),
		  "statement DO unresolved: a DO block: its plpgsql could not be read\n"
		  "unresolved statement (a DO block: its plpgsql could not be read) may-change-schema\n" },
		{ DO("DROP TABLE a; ALTER TABLE; DROP TABLE b;"),
		  "statement DO partly resolved: a statement in the DO block does not parse\ndrop table table a\n"
		  "unresolved statement (a statement in the DO block does not parse) may-change-schema\ndrop table table b\n" },
	};

	(void)state;
	CHECK(cases);
}

/* What DML reads, and whether it is a batch. */
static void test_data(void **state)
{
	static const Case cases[] = {
		{ "WITH d AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM d;",
		  "statement INSERT\ndelete a reads(a)\ninsert b from-query reads(a) outputs=(*)\n" },
		{ "UPDATE t SET a = 1 WHERE id = 5 AND status = 'new';",
		  "statement UPDATE\nupdate t columns=(a) where={(id = 5) and (status = 'new')} bounded reads(t)\n" },
		{ "UPDATE t SET a = 1 WHERE status = 'new';",
		  "statement UPDATE\nupdate t columns=(a) where={status = 'new'} reads(t)\n" },
		{ "UPDATE t SET a = 1 WHERE ok = false;",
		  "statement UPDATE\nupdate t columns=(a) where={ok = false} reads(t)\n" },
	};

	(void)state;
	CHECK(cases);
}

static void test_calls(void **state)
{
	static const Case cases[] = {
		{ "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DROP TABLE a; END'; SELECT f();",
		  "statement SELECT partly resolved: function 'f', which changes the schema, is called\n"
		  "select calls-functions reads() outputs=(f)\n"
		  "unresolved statement (function 'f', which changes the schema, is called) may-change-schema\n" },
		{ "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN UPDATE a SET drop = 1; END'; SELECT f();",
		  "statement SELECT\nselect calls-functions reads() outputs=(f)\n" },
	};

	(void)state;
	CHECK(cases);
}

/* Nested deeper than anyone writes: refused, not crashed. */
static void test_depth(void **state)
{
	Arena *arena = mv_arena_new();
	StrBuf sql = { 0 };

	(void)state;
	mv_buf_adds(&sql, "DO $$ BEGIN ");
	for (int i = 0; i < 100000; i++)
		mv_buf_adds(&sql, "IF a THEN ");
	mv_buf_adds(&sql, "$$;");
	assert_non_null(strstr(lowered(sql.ptr, arena), "nested too deep"));
	mv_buf_clear(&sql);
	mv_buf_adds(&sql, "DO $$ BEGIN EXECUTE 'DROP TABLE a' ");
	for (int i = 0; i < 5000; i++)
		mv_buf_adds(&sql, "|| 'b'");
	mv_buf_adds(&sql, "; END $$;");
	assert_non_null(strstr(lowered(sql.ptr, arena), "drop table"));
	mv_buf_release(&sql);
	mv_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_static),   cmocka_unit_test(test_guards),    cmocka_unit_test(test_variables),
		cmocka_unit_test(test_execute),  cmocka_unit_test(test_handlers),  cmocka_unit_test(test_tolerated),
		cmocka_unit_test(test_data),     cmocka_unit_test(test_calls),    cmocka_unit_test(test_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
