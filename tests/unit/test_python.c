/* python.c: parsing Python files, evaluating them, and the place of every byte of a string. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/python/interpret_internal.h"
#include "migvet/frontend.h"

typedef struct Case {
	Arena *arena;
	MigrationSet set;
	Migration migration;
	Interpreter *in;
	const Module *module;
} Case;

static void begin(Case *c, const char *text, size_t length)
{
	*c = (Case){ .arena = mv_arena_new() };
	c->migration.source = MV_NEW(c->arena, Source);
	assert_true(mv_source_from_bytes(c->migration.source, (Str){ text, length }, "m.py", c->arena, NULL));
	mv_python_parse(&c->migration, c->arena);
	c->in = mv_py_new(&c->set, c->arena);
	c->module = mv_py_migration_module(c->in, &c->migration);
}

static void begin_text(Case *c, const char *text)
{
	begin(c, text, strlen(text));
}

static void end(Case *c)
{
	mv_arena_free(c->arena);
}

/* ---- problems ---- */

static void test_problems(void **state)
{
	static const struct {
		const char *text, *message, *place;
	} cases[] = {
		{ "a = 1\n", NULL, NULL },
		{ "print 'x'\n", "the print statement", "print 'x'" },
		{ "print('x')\n", NULL, NULL },
		{ "exec 'x'\n", "the exec statement", "exec 'x'" },
		{ "try:\n    a()\nexcept E, e:\n    b()\n", "'except X, name'", "except E," },
		{ "try:\n    a()\nexcept (E, F) as e:\n    b()\n", NULL, NULL },
		{ "a = ur'x'\n", "the prefix ur", "ur'x'" },
		{ "a = `x`\n", "backticks", "`x`" },
		{ "a = 1 <> 2\n", "the operator <>", "<>" },
		{ "a = 10L\n", "ends in L", "10L" },
		{ "a = 0777\n", "octal", "0777" },
		{ "a = 0o777 + 0 + 00\n", NULL, NULL },
		{ "a = (1\nb = 2\n", "invalid syntax", NULL },
		{ "def f(:\n    pass\n", "invalid syntax", NULL },
		{ "", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Case c;

		begin_text(&c, cases[i].text);
		if (!cases[i].message) {
			if (c.migration.problems.count)
				fail_msg("'%s': %s", cases[i].text, c.migration.problems.items[0].message);
		} else {
			const Problem *problem = c.migration.problems.items;

			assert_int_not_equal(c.migration.problems.count, 0);
			assert_string_equal(problem->rule, "syntax-error");
			if (!strstr(problem->message, cases[i].message))
				fail_msg("'%s': %s", cases[i].text, problem->message);
			if (cases[i].place) {
				Str at = mv_source_slice(c.migration.source, problem->span);

				if (!mv_str_eq(at, mv_str(cases[i].place)))
					fail_msg("'%s': at '%.*s'", cases[i].text, STR_ARG(at));
			}
		}
		end(&c);
	}
}

static void test_rest_is_read(void **state)
{
	Case c;

	(void)state;
	begin_text(&c, "before = 1\nthis is no python\nafter = 2\nprint 'old'\nlast = [before, after]\n");
	assert_string_equal(mv_value_format(mv_module_name(c.module, "last"), c.arena), "[1, 2]");
	assert_non_null(mv_module_name(c.module, "elsewhere"));
	assert_int_equal(mv_module_name(c.module, "elsewhere")->kind, VALUE_UNKNOWN);
	end(&c);
}

/* ---- the place of every byte ---- */

static const char mapped[] =
	"import textwrap\n"
	"plain = 'SELECT plain_table'\n"
	"escaped = 'SELECT \\'esc_one\\' \\x41 esc_two\\n'\n"
	"triple = \"\"\"\n    SELECT triple_one\n      FROM triple_two\n    WHERE x\\ty triple_three\"\"\"\n"
	"dedented = textwrap.dedent(triple).strip()\n"
	"joined = 'SELECT imp_one ' 'FROM imp_two ' \"WHERE imp_three\"\n"
	"added = 'SELECT add_one ' + 'FROM ' + plain + ' add_two'\n"
	"percent = 'DROP %s per_one %%s %(s)s' % 'per_two' if False else 'DROP %s per_one' % 'per_two'\n"
	"formatted = 'DROP {} fmt_one {{}} {x}'.format('fmt_two', x='fmt_three')\n"
	"name = 'fst_two'\n"
	"fstring = f'DROP {name} fst_one {{ {1} }} {name:>10}'\n"
	"sliced = plain[7:]\n"
	"replaced = 'DROP XX rep_one XX'.replace('XX', 'rep_two')\n"
	"parts = ','.join(['jn_one', 'jn_two'])\n"
	"split = 'a;sp_one;sp_two'.split(';')\n"
	"second = split[2]\n"
	"upper = 'drop up_one'.upper()\n"
	"repeated = 'rpt_one ' * 3\n"
	"lines = 'ln_one\\nln_two'.splitlines()[1]\n"
	"crlf = '''a\r\n  crlf_one\r\n  crlf_two'''\n"
	"unknown = f'DROP {missing} unk_one ' + other() + ' unk_two'\n";

static void assert_places(const Case *c, const char *name)
{
	const Value *value = mv_module_name(c->module, name);
	const PyString *string;

	assert_non_null(value);
	if (value->kind != VALUE_STRING)
		fail_msg("%s is %s", name, mv_value_format(value, c->arena));
	string = &value->as.string;
	assert_int_equal(string->text.ptr[string->text.len], 0);
	for (uint32_t p = 0; p < string->piece_count; p++) {
		const StringPiece *piece = &string->pieces[p];
		size_t stop = p + 1 < string->piece_count ? string->pieces[p + 1].start : string->text.len;

		assert_true(piece->start < stop && (p > 0 || piece->start == 0));
		if (!piece->exact)
			continue;
		assert_ptr_equal(piece->source, c->migration.source);
		assert_int_equal(piece->origin.end - piece->origin.start, stop - piece->start);
		if (strcmp(name, "upper") != 0)
			assert_memory_equal(string->text.ptr + piece->start, piece->source->text.ptr + piece->origin.start, stop - piece->start);
	}
}

/* Each word of lower-case letters and '_' in the string stands in the file where its map says. */
static void assert_words(const Case *c, const char *name, const char *const *words)
{
	const PyString *string = &mv_module_name(c->module, name)->as.string;

	for (; *words; words++) {
		size_t at = mv_str_find(string->text, mv_str(*words), 0);
		const Source *source = NULL;
		Span origin;

		if (at == SIZE_MAX)
			fail_msg("%s has no '%s'", name, *words);
		assert_true(mv_string_origin(string, at, at + strlen(*words), &source, &origin));
		if (!mv_str_eq(mv_source_slice(source, origin), mv_str(*words)))
			fail_msg("%s: '%s' comes from '%.*s'", name, *words, STR_ARG(mv_source_slice(source, origin)));
	}
}

static void test_places(void **state)
{
	static const struct {
		const char *name, *words[5];
	} cases[] = {
		{ "plain", { "plain_table" } },	       { "escaped", { "esc_one", "esc_two" } },
		{ "triple", { "triple_one", "triple_three" } }, { "dedented", { "triple_one", "triple_two", "triple_three" } },
		{ "joined", { "imp_one", "imp_two", "imp_three" } }, { "added", { "add_one", "plain_table", "add_two" } },
		{ "percent", { "per_one", "per_two" } }, { "formatted", { "fmt_one", "fmt_two", "fmt_three" } },
		{ "fstring", { "fst_one", "fst_two" } }, { "sliced", { "plain_table" } },
		{ "replaced", { "rep_one", "rep_two" } }, { "parts", { "jn_one", "jn_two" } }, { "second", { "sp_two" } },
		{ "repeated", { "rpt_one" } }, { "lines", { "ln_two" } }, { "crlf", { "crlf_one", "crlf_two" } },
		{ "unknown", { "unk_one", "unk_two" } }, { "upper", { NULL } },
	};
	Case c;

	(void)state;
	begin(&c, mapped, sizeof mapped - 1);
	assert_int_equal(c.migration.problems.count, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_places(&c, cases[i].name);
		assert_words(&c, cases[i].name, cases[i].words);
	}
	assert_int_equal(mv_module_name(c.module, "unknown")->as.string.hole_count, 2);
	assert_null(mv_value_text(mv_module_name(c.module, "unknown")));
	assert_int_equal(mv_module_name(c.module, "fstring")->as.string.hole_count, 0);
	assert_string_equal(mv_value_text(mv_module_name(c.module, "crlf")), "a\n  crlf_one\n  crlf_two");
	end(&c);
}

/* A hole that is sliced through, or copied, stays a hole. */
static void test_holes(void **state)
{
	Case c;
	const Value *value;

	(void)state;
	begin_text(&c, "a = f'x {u()} y {v()} z'\nb = a[:-1] if False else a.split(' ')[3]\nc = (a + a).replace(' ', '-')\n"
		       "d = 'plain __migvet_unknown__ text'\ne = a.upper()\nf = 'a' if a == 'x' else 'b'\n");
	value = mv_module_name(c.module, "b");
	assert_int_equal(value->as.string.hole_count, 1);
	assert_string_equal(mv_value_format(value->as.string.holes[0], c.arena), "<unknown: the name 'v' is not defined>()");
	value = mv_module_name(c.module, "c");
	assert_int_equal(value->as.string.hole_count, 4);
	assert_int_equal(mv_module_name(c.module, "d")->as.string.hole_count, 0);
	assert_int_equal(mv_module_name(c.module, "e")->kind, VALUE_CALL);
	assert_int_equal(mv_module_name(c.module, "f")->kind, VALUE_OPERATION);
	assert_non_null(mv_value_find_unknown(value));
	end(&c);
}

/* ---- questions ---- */

static void test_questions(void **state)
{
	Case c;
	const Value *value;
	int64_t integer = 0;

	(void)state;
	begin_text(&c, "from django.db import models\nfrom django.conf import settings\nimport sqlalchemy as sa\n"
		       "field = models.CharField('label', max_length=2 * 10, **settings.EXTRA)\n"
		       "user = settings.AUTH_USER_MODEL\ncolumn = sa.Column(sa.types.Integer(), nullable=False)\n"
		       "class Own(models.TextField):\n    size = 3\nclass Other(Own):\n    pass\nown = Other(1, a=2)\n"
		       "mapping = {'a': 1}\nnothing = None\ndel mapping['a']\nmapping['b'] = 2\n");
	value = mv_module_name(c.module, "field");
	assert_true(mv_value_calls(value, "CharField"));
	assert_string_equal(mv_value_path(value->as.call->callee, c.arena), "django.db.models.CharField");
	assert_true(mv_value_int(mv_call_argument(value, -1, "max_length"), &integer) && integer == 20);
	assert_string_equal(mv_value_text(mv_call_argument(value, 0, "verbose_name")), "label");
	assert_null(mv_call_argument(value, 1, "nothing"));
	assert_true(value->as.call->open);
	assert_string_equal(mv_value_path(mv_module_name(c.module, "user"), c.arena), "django.conf.settings.AUTH_USER_MODEL");
	value = mv_module_name(c.module, "own");
	assert_string_equal(mv_class_foreign_base(value->as.call->callee, c.arena), "django.db.models.TextField");
	assert_true(mv_value_int(mv_class_name(value->as.call->callee, "size"), &integer) && integer == 3);
	assert_true(mv_value_int(mv_py_attribute(c.in, value, "size"), &integer) && integer == 3);
	assert_null(mv_py_attribute(c.in, value, "elsewhere"));
	assert_null(mv_dict_get(mv_module_name(c.module, "mapping"), "a"));
	assert_true(mv_value_int(mv_dict_get(mv_module_name(c.module, "mapping"), "b"), &integer) && integer == 2);
	assert_int_equal(mv_value_truth(mv_module_name(c.module, "nothing")), TRI_NO);
	assert_int_equal(mv_value_truth(mv_module_name(c.module, "user")), TRI_UNKNOWN);
	assert_int_equal(mv_value_truth(NULL), TRI_UNKNOWN);
	assert_null(mv_module_name(c.module, "elsewhere"));
	assert_null(mv_value_find_unknown(mv_module_name(c.module, "column")));
	end(&c);
}

/* ---- hooks ---- */

typedef struct Seen {
	Arena *arena;
	const Source *source;
	StrBuf text;
} Seen;

static const Value *on_call(Interpreter *in, const Value *call, void *data)
{
	Seen *seen = data;
	Str place = mv_source_slice(seen->source, mv_py_place(in, seen->source));

	mv_buf_addf(&seen->text, "%s at '%.*s';", mv_value_format(call->as.call->callee, seen->arena), STR_ARG(place));
	return mv_value_calls(call, "answer") ? mv_value_bool(seen->arena, true) : NULL;
}

static bool on_function(Interpreter *in, const Value *function, const Value *call, const Value **result, void *data)
{
	Seen *seen = data;

	(void)in;
	(void)call;
	if (strcmp(mv_function_name(function), "kept") != 0)
		return false;
	mv_buf_adds(&seen->text, "not followed;");
	*result = NULL;
	return true;
}

static Tri on_truth(Interpreter *in, const Value *condition, void *data)
{
	(void)in;
	(void)data;
	return mv_value_calls(condition, "yes") ? TRI_YES : TRI_UNKNOWN;
}

static const Value *on_attribute(Interpreter *in, const Value *object, const char *name, void *data)
{
	Seen *seen = data;

	(void)in;
	(void)object;
	return strcmp(name, "dialect") == 0 ? mv_value_string(seen->arena, STR("postgresql")) : NULL;
}

static const Value *on_enter(Interpreter *in, const Value *manager, void *data)
{
	Seen *seen = data;

	(void)in;
	mv_buf_addf(&seen->text, "enter %s;", mv_value_last_name(manager->as.call->callee));
	return mv_value_string(seen->arena, STR("entered"));
}

static void on_leave(Interpreter *in, const Value *manager, void *data)
{
	(void)in;
	(void)manager;
	mv_buf_adds(&((Seen *)data)->text, "leave;");
}

static void test_hooks(void **state)
{
	static const Hooks none = { 0 };
	Case c;
	Seen seen = { 0 };
	Hooks hooks = { .data = &seen, .call = on_call, .function = on_function, .attribute = on_attribute, .truth = on_truth,
			.enter = on_enter, .leave = on_leave };
	const Value *result, *arguments[1];

	(void)state;
	begin_text(&c, "import op\nop.at_import()\ndef kept():\n    op.hidden()\ndef helper(x):\n    op.inner(x)\n"
		       "def upgrade(given):\n    helper(1)\n    kept()\n    if op.answer():\n        op.answered()\n"
		       "    if op.yes():\n        op.said()\n    if op.bind.dialect == 'sqlite':\n        op.wrong()\n"
		       "    with op.block() as b:\n        op.inside(b)\n    return [given, b, kept()]\n");
	seen.arena = c.arena;
	seen.source = c.migration.source;
	assert_null(mv_py_set_hooks(c.in, &none));
	assert_ptr_equal(mv_py_set_hooks(c.in, &hooks), &none);
	arguments[0] = mv_value_string(c.arena, STR("argument"));
	result = mv_py_call(c.in, mv_module_name(c.module, "upgrade"), arguments, 1);
	assert_string_equal(seen.text.ptr,
			    "op.inner at 'helper(1)';not followed;op.answer at 'op.answer()';op.answered at 'op.answered()';"
			    "op.yes at 'op.yes()';op.said at 'op.said()';op.block at 'op.block()';enter block;op.inside at 'op.inside(b)';"
			    "leave;not followed;");
	assert_string_equal(mv_value_format(result, c.arena), "['argument', 'entered', <unknown: what 'kept' gives is not known>]");
	assert_int_equal(mv_py_call(c.in, mv_value_bool(c.arena, true), NULL, 0)->kind, VALUE_UNKNOWN);
	mv_buf_release(&seen.text);
	end(&c);
}

/* ---- hostile ---- */

static char *repeated(const char *before, const char *part, const char *middle, const char *other, const char *after, size_t times)
{
	StrBuf text = { 0 };

	mv_buf_adds(&text, before);
	for (size_t i = 0; i < times; i++)
		mv_buf_adds(&text, part);
	mv_buf_adds(&text, middle);
	for (size_t i = 0; i < times; i++)
		mv_buf_adds(&text, other);
	mv_buf_adds(&text, after);
	return text.ptr;
}

static void test_hostile(void **state)
{
	static const struct {
		const char *before, *part, *middle, *other, *after;
	} cases[] = {
		{ "a = ", "(", "1", ")", "\nb = 1\n" },
		{ "a = ", "[", "", "]", "\nb = 1\n" },
		{ "a = ", "-", "1", "", "\nb = 1\n" },
		{ "a = ", "not ", "1", "", "\nb = 1\n" },
		{ "a = x", ".y", "", "", "\nb = 1\n" },
		{ "a = x", "(1)", "", "", "\nb = 1\n" },
		{ "a = x", "[0]", "", "", "\nb = 1\n" },
		{ "a = ", "1 + ", "1", "", "\nb = 1\n" },
		{ "a = ", "'x' + ", "'y'", "", "\nb = 1\n" },
		{ "a = ", "1 if u else ", "2", "", "\nb = 1\n" },
		{ "a = ", "lambda: ", "2", "", "\nb = 1\n" },
		{ "a = ", "{1: ", "2", "}", "\nb = 1\n" },
		{ "a = f'", "{f\"", "x", "\"}", "'\nb = 1\n" },
		{ "if u: pass\n", "elif v: pass\n", "", "", "b = 1\n" },
		{ "", "from a import *\n", "", "", "b = 1\n" },
		{ "import a", ".a", "", "", "\nb = 1\n" },
		{ "a = '", "{", "", "}", "'.format(1)\nb = 1\n" },
		{ "a = '", "%(", "", "", "' % {}\nb = 1\n" },
		{ "", "try:\n", "", "", "b = 1\n" },
		{ "class A: pass\n", "class A(A): pass\n", "", "", "c = A.x\nb = 1\n" },
		{ "a = []\n", "a = [a, a]\n", "", "", "c = a == a\nd = str(a)\nb = 1\n" },
		{ "a = 0\n", "a = 1 if u(a) else a\n", "", "", "if a: c = 1\nb = 1\n" },
		{ "def f(x): return x\na = ", "f(", "1", ")", "\nb = 1\n" },
		{ "a = u\n", "if a: a = u()\n", "", "", "b = 1\n" },
		{ "a = b = ", "a = b = ", "1", "", "\n" },
		{ "", "\\", "", "'", "\nb = 1\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text = repeated(cases[i].before, cases[i].part, cases[i].middle, cases[i].other, cases[i].after, 3000);
		Case c;
		uint32_t count;
		const Keyword *names;

		begin_text(&c, text);
		names = mv_module_names(c.module, &count);
		for (uint32_t n = 0; n < count; n++) {
			mv_value_format(names[n].value, c.arena);
			mv_value_find_unknown(names[n].value);
			mv_value_path(names[n].value, c.arena);
			mv_value_truth(names[n].value);
		}
		end(&c);
		free(text);
	}
}

static void test_without_source(void **state)
{
	Case c = { .arena = mv_arena_new() };

	(void)state;
	mv_python_parse(&c.migration, c.arena);
	c.in = mv_py_new(&c.set, c.arena);
	c.module = mv_py_migration_module(c.in, &c.migration);
	assert_non_null(c.module);
	assert_null(mv_module_name(c.module, "x"));
	assert_null(mv_py_module(c.in, "anything"));
	assert_null(mv_py_module_at(c.in, "/etc/passwd"));
	end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_problems),  cmocka_unit_test(test_rest_is_read), cmocka_unit_test(test_places),
		cmocka_unit_test(test_holes),	  cmocka_unit_test(test_questions),    cmocka_unit_test(test_hooks),
		cmocka_unit_test(test_hostile),	  cmocka_unit_test(test_without_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
