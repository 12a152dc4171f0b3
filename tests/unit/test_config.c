/* migvet.yaml: what it sets, and how it says what is wrong with it. */
#include "migvet/config.h"
#include "migvet/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Loaded {
	Arena *arena;
	Config config;
	Error err;
	bool ok;
} Loaded;

static char directory[] = "/tmp/migvet-config-XXXXXX";

static void write_text(const char *file, const char *text, size_t len)
{
	FILE *stream = fopen(file, "wb");

	assert_non_null(stream);
	assert_int_equal(fwrite(text, 1, len, stream), len);
	assert_int_equal(fclose(stream), 0);
}

static Loaded load_bytes(const char *text, size_t len)
{
	Loaded loaded = { .arena = mv_arena_new() };

	write_text("migvet.yaml", text, len);
	mv_config_defaults(&loaded.config, loaded.arena);
	loaded.ok = mv_config_load(&loaded.config, "migvet.yaml", loaded.arena, &loaded.err);
	return loaded;
}

static Loaded load(const char *text)
{
	return load_bytes(text, strlen(text));
}

static void expect_error(const char *text, const char *message)
{
	Loaded loaded = load(text);

	assert_false(loaded.ok);
	assert_string_equal(loaded.err.message, message);
	mv_arena_free(loaded.arena);
}

static Config *expect_good(Loaded *loaded)
{
	if (!loaded->ok)
		print_message("# %s\n", loaded->err.message);
	assert_true(loaded->ok);
	return &loaded->config;
}

static void all_keys_are_read(void **state)
{
	Loaded loaded = load("postgres: {versions: [14, '16-17']}\n"
			     "migrations:\n"
			     "  - db/migrations\n"
			     "  - {path: legacy, layout: goose, transaction: none, dialect: postgresql, complete: yes}\n"
			     "exclude: [./seeds/, '*.tmp.sql']\n"
			     "small-tables: settings\n"
			     "assume-external: [auth.*]\n"
			     "lock-timeout-managed: true\n"
			     "rules:\n"
			     "  syntax-error: warning\n"
			     "  correctness: {severity: info}\n"
			     "overrides:\n"
			     "  - paths: [legacy/**]\n"
			     "    rules: {syntax-error: off}\n"
			     "    ignore: true\n"
			     "    transaction: all\n"
			     "fail-on: warning\n"
			     "baseline: known.json\n");
	Config *config = expect_good(&loaded);
	const Rule *rule = mv_rule_find("syntax-error");

	(void)state;
	assert_int_equal(config->versions.count, 3);
	assert_int_equal(config->versions.items[0], 14);
	assert_int_equal(config->versions.items[1], 16);
	assert_int_equal(config->versions.items[2], 17);
	assert_int_equal(config->migrations.count, 2);
	assert_string_equal(config->migrations.items[0].path, "db/migrations");
	assert_int_equal(config->migrations.items[0].complete, TRI_UNKNOWN);
	assert_string_equal(config->migrations.items[1].layout, "goose");
	assert_int_equal(config->migrations.items[1].transaction, TRANSACTION_NONE);
	assert_string_equal(config->migrations.items[1].dialect, "postgresql");
	assert_int_equal(config->migrations.items[1].complete, TRI_YES);
	assert_int_equal(config->exclude.count, 4);
	assert_string_equal(config->exclude.items[0], "**/seeds");
	assert_string_equal(config->exclude.items[1], "**/seeds/**");
	assert_string_equal(config->small_tables.items[0], "settings");
	assert_string_equal(config->assume_external.items[0], "auth.*");
	assert_true(config->lock_timeout_managed);
	assert_int_equal(config->overrides.count, 1);
	assert_true(config->overrides.items[0].ignore);
	assert_int_equal(config->overrides.items[0].transaction, TRANSACTION_ALL);
	assert_int_equal(config->fail_on, SEVERITY_WARNING);
	assert_string_equal(config->baseline, "known.json");
	assert_int_equal(mv_config_severity(config, rule, "db/x.sql"), SEVERITY_WARNING);
	assert_int_equal(mv_config_severity(config, rule, "legacy/x.sql"), SEVERITY_OFF);
	assert_int_equal(mv_config_severity(config, mv_rule_find("unknown-table"), "db/x.sql"), SEVERITY_INFO);
	mv_arena_free(loaded.arena);
}

static void nothing_keeps_the_defaults(void **state)
{
	static const char *const texts[] = { "", "# only a comment\n", "---\n", "rules:\nexclude: ~\n" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		Loaded loaded = load(texts[i]);
		Config *config = expect_good(&loaded);

		assert_int_equal(config->versions.count, 5);
		assert_int_equal(config->versions.items[0], 14);
		assert_int_equal(config->fail_on, SEVERITY_ERROR);
		assert_int_equal(config->exclude.count, 0);
		mv_arena_free(loaded.arena);
	}
}

static void versions_have_several_forms(void **state)
{
	static const char *const texts[] = { "postgres-version: 14-16\n", "postgres-version: [14, 15, 16]\n",
					     "postgres: {version: '14,15,16.2'}\n", "postgres-versions: [15-16, 14]\n" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		Loaded loaded = load(texts[i]);
		Config *config = expect_good(&loaded);

		assert_int_equal(config->versions.count, 3);
		assert_int_equal(config->versions.items[0], 14);
		assert_int_equal(config->versions.items[2], 16);
		mv_arena_free(loaded.arena);
	}
}

static void errors_have_a_place_and_a_proposal(void **state)
{
	(void)state;
	expect_error("rule: {}\n", "migvet.yaml:1:1: unknown key 'rule'; did you mean 'rules'?");
	expect_error("zzz: 1\n", "migvet.yaml:1:1: unknown key 'zzz'");
	expect_error("rules:\n  syntax-eror: off\n", "migvet.yaml:2:3: unknown rule 'syntax-eror'; did you mean 'syntax-error'?");
	expect_error("rules: {syntax-error: warn}\n",
		     "migvet.yaml:1:23: 'syntax-error' is error, warning, info or off, not 'warn'");
	expect_error("rules:\n  syntax-error: {limit: 3}\n", "migvet.yaml:2:18: unknown option of rule 'syntax-error': 'limit'");
	expect_error("rules: {tooling: {limit: 3}}\n",
		     "migvet.yaml:1:19: 'tooling' is a group of rules and has no option but 'severity'");
	expect_error("rules: [a]\n", "migvet.yaml:1:8: 'rules' is a mapping of rules to severities, not a list");
	expect_error("migrations:\n  - layout: goos\n    path: db\n",
		     "migvet.yaml:2:13: unknown layout 'goos'; did you mean 'goose'?");
	expect_error("migrations:\n  - layout: goose\n", "migvet.yaml:2:5: key 'path' is missing here");
	expect_error("fail-on: off\n", "migvet.yaml:1:10: 'fail-on' is error, warning or info, not 'off'");
	expect_error("fail-on: info\nfail-on: error\n", "migvet.yaml:2:1: key 'fail-on' is given twice");
	expect_error("postgres-version: 9\n", "migvet.yaml:1:19: PostgreSQL 9 is not supported: known are 12 to 18");
	expect_error("postgres-version: 15\npostgres: {version: 15}\n",
		     "migvet.yaml:2:21: the PostgreSQL versions are given twice");
	expect_error("lock-timeout-managed: maybe\n",
		     "migvet.yaml:1:23: 'lock-timeout-managed' is true or false, not 'maybe'");
	expect_error("- a\n", "migvet.yaml:1:1: a configuration takes keys and values, not a list");
}

static void several_errors_come_at_once(void **state)
{
	(void)state;
	expect_error("rule: {}\nfail-on: never\n",
		     "migvet.yaml:1:1: unknown key 'rule'; did you mean 'rules'?\n"
		     "migvet.yaml:2:10: 'fail-on' is error, warning or info, not 'never'");
}

static void expect_failure(const char *text, size_t len, const char *part)
{
	Loaded loaded = load_bytes(text, len);

	assert_false(loaded.ok);
	if (!strstr(loaded.err.message, part))
		print_message("# %s\n", loaded.err.message);
	assert_non_null(strstr(loaded.err.message, part));
	mv_arena_free(loaded.arena);
}

static void what_is_not_yaml_has_a_place(void **state)
{
	static const char nul[] = "rules: \"a\\0b\"\n";

	(void)state;
	expect_failure("rules: [\n", 9, "migvet.yaml:2:1: ");
	expect_failure("a: b: c\n", 8, "migvet.yaml:1:5: ");
	expect_failure(nul, sizeof nul - 1, "migvet.yaml:1:8: a NUL character");
	expect_failure("rules: *x\n", 10, "migvet.yaml:1:8: this alias has no anchor before it");
	expect_failure("rules: &x [*x]\n", 15, "migvet.yaml:1:12: this alias stands inside its own anchor");
	expect_failure("a: 1\n---\nb: 2\n", 14, "second one");
}

static void hostile_files_are_refused(void **state)
{
	StrBuf text = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		mv_buf_addc(&text, '[');
	expect_failure(text.ptr, text.len, "nested too deeply");
	mv_buf_clear(&text);
	mv_buf_adds(&text, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
	for (int i = 1; i < 20; i++)
		mv_buf_addf(&text, "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1,
			    i - 1, i - 1, i - 1, i - 1);
	expect_failure(text.ptr, text.len, "too large");
	mv_buf_clear(&text);
	mv_buf_adds(&text, "fail-on: ");
	for (int i = 0; i < 500000; i++)
		mv_buf_addc(&text, 'x');
	expect_failure(text.ptr, text.len, "not 'xxxxxxxxxxxxxxxx");
	for (int i = 0; i < 1000000; i++)
		mv_buf_addc(&text, 'x');
	expect_failure(text.ptr, text.len, "is not read");
	mv_buf_release(&text);
}

static void aliases_work(void **state)
{
	Loaded loaded = load("overrides:\n"
			     "  - {paths: [a], rules: &quiet {syntax-error: off}}\n"
			     "  - {paths: [b], rules: *quiet}\n");
	Config *config = expect_good(&loaded);

	(void)state;
	assert_int_equal(mv_config_severity(config, mv_rule_find("syntax-error"), "b/x.sql"), SEVERITY_OFF);
	assert_int_equal(mv_config_severity(config, mv_rule_find("syntax-error"), "c/x.sql"), SEVERITY_ERROR);
	mv_arena_free(loaded.arena);
}

static void a_category_does_not_switch_on_what_is_off(void **state)
{
	Loaded loaded = load("rules: {unresolved-statement: warning, tooling: info}\n");
	Config *config = expect_good(&loaded);
	Loaded category = load("rules: {tooling: error}\n");

	(void)state;
	assert_int_equal(mv_config_severity(config, mv_rule_find("unresolved-statement"), ""), SEVERITY_WARNING);
	assert_int_equal(mv_config_severity(config, mv_rule_find("syntax-error"), ""), SEVERITY_INFO);
	assert_int_equal(mv_config_severity(&category.config, mv_rule_find("unresolved-statement"), ""), SEVERITY_OFF);
	mv_arena_free(category.arena);
	mv_arena_free(loaded.arena);
}

static void it_is_found_upwards_until_the_repository_ends(void **state)
{
	static const char text[] = "overrides: [{paths: [deep/er/db], rules: {syntax-error: info}}]\nbaseline: b.json\n";
	Arena *arena = mv_arena_new();
	Config config;
	Error err = { 0 };

	(void)state;
	write_text("migvet.yaml", text, sizeof text - 1);
	mkdir("deep", 0777);
	mkdir("deep/er", 0777);
	assert_int_equal(chdir("deep/er"), 0);
	mv_config_defaults(&config, arena);
	assert_true(mv_config_find(&config, ".", arena, &err));
	assert_string_equal(config.file, "../../migvet.yaml");
	assert_string_equal(config.directory, "../..");
	assert_string_equal(config.baseline, "../../b.json");
	assert_int_equal(mv_config_severity(&config, mv_rule_find("syntax-error"), "db/x.sql"), SEVERITY_INFO);
	assert_int_equal(mv_config_severity(&config, mv_rule_find("syntax-error"), "../db/x.sql"), SEVERITY_ERROR);
	mkdir("../.git", 0777);
	mv_config_defaults(&config, arena);
	assert_true(mv_config_find(&config, ".", arena, &err));
	assert_null(config.file);
	assert_int_equal(chdir("../.."), 0);
	mv_config_defaults(&config, arena);
	assert_false(mv_config_load(&config, "absent.yaml", arena, &err));
	assert_non_null(strstr(err.message, "absent.yaml: "));
	mv_arena_free(arena);
}

static int enter_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	unlink("migvet.yaml");
	rmdir("deep/er");
	rmdir("deep/.git");
	rmdir("deep");
	return rmdir(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_keys_are_read),
		cmocka_unit_test(nothing_keeps_the_defaults),
		cmocka_unit_test(versions_have_several_forms),
		cmocka_unit_test(errors_have_a_place_and_a_proposal),
		cmocka_unit_test(several_errors_come_at_once),
		cmocka_unit_test(what_is_not_yaml_has_a_place),
		cmocka_unit_test(hostile_files_are_refused),
		cmocka_unit_test(aliases_work),
		cmocka_unit_test(a_category_does_not_switch_on_what_is_off),
		cmocka_unit_test(it_is_found_upwards_until_the_repository_ends),
	};

	return cmocka_run_group_tests(tests, enter_directory, remove_directory);
}
