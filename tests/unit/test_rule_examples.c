/*
 * Every rule's own examples: `bad` must be reported by the rule, `good` must
 * not be; and its documentation must be whole.
 */
#include "migvet/check.h"
#include "migvet/fix.h"
#include "migvet/frontend.h"
#include "migvet/layout.h"

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

/* What happens to files and directories, or is counted by a server, has no SQL that shows it: tested with what reports it. */
static const char *const about_files[] = { "unreadable-file", "stale-baseline", "duplicate-version", "bad-directive",
					   "journal-mismatch", "edited-applied-migration", "removed-applied-migration",
					   "out-of-order-migration", "version-gap", "drop-used-index", "unused-index", NULL };

static char directory[] = "/tmp/migvet-examples-XXXXXX";

typedef struct Example {
	Arena *arena, *scratch;
	Project project;
	Config config;
	FindingVec findings;
	uint32_t files;
	VEC(const char *) paths; /* of Python files */
} Example;

static const char *file_name(Arena *arena, uint32_t number)
{
	return mv_arena_format(arena, "db/%04u_example.sql", number);
}

static void write_migration(Example *example, Str text)
{
	FILE *file = fopen(file_name(example->arena, ++example->files), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
}

/* "# shop/migrations/0001_initial.py": the file that the lines below it are */
static const char *python_path(Example *example, Str line)
{
	line = mv_str_trim(line);
	if (!mv_str_starts(line, STR("# ")) || !mv_str_ends(line, STR(".py")) || mv_str_find(line, STR(" "), 2) != SIZE_MAX)
		return NULL;
	return mv_arena_format(example->arena, "db/%.*s", (int)line.len - 2, line.ptr + 2);
}

static void write_python(Example *example, const char *path, Str text)
{
	char *made = mv_arena_strdup(example->arena, path);
	FILE *file;

	for (char *slash = strchr(made + 3, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(made, 0700);
		*slash = '/';
	}
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
	*VEC_PUSH(example->arena, &example->paths) = path;
}

static bool write_python_tree(Example *example, const char *text)
{
	Str rest = mv_str(text), line;
	const char *start = text, *path = NULL;

	for (bool more = mv_str_next_line(&rest, &line); more;) {
		const char *next = python_path(example, line);

		if (!next && !path)
			return false;
		if (next && path)
			write_python(example, path, (Str){ .ptr = start, .len = (size_t)(line.ptr - start) });
		if (next) {
			path = next;
			start = rest.ptr;
		}
		more = mv_str_next_line(&rest, &line);
	}
	if (path)
		write_python(example, path, mv_str(start));
	return path != NULL;
}

static void write_migrations(Example *example, const char *text)
{
	Str rest = mv_str(text), line;
	const char *start = text;

	if (write_python_tree(example, text))
		return;
	while (mv_str_next_line(&rest, &line)) {
		if (!mv_str_eq(mv_str_trim(line), STR("-- next migration")))
			continue;
		write_migration(example, (Str){ .ptr = start, .len = (size_t)(line.ptr - start) });
		start = rest.ptr;
	}
	write_migration(example, mv_str(start));
}

static void remove_migrations(Example *example)
{
	for (uint32_t i = 1; i <= example->files; i++)
		assert_int_equal(unlink(file_name(example->arena, i)), 0);
	for (uint32_t i = 0; i < example->paths.count; i++)
		assert_int_equal(unlink(example->paths.items[i]), 0);
	/* a directory goes with its last file */
	for (uint32_t i = 0; i < example->paths.count; i++) {
		char *path = mv_arena_strdup(example->arena, example->paths.items[i]);

		for (char *slash = strrchr(path, '/'); slash && slash != path + 2; slash = strrchr(path, '/')) {
			*slash = '\0';
			rmdir(path);
		}
	}
}

/* As the command line does it: discover, read, check, suppress. */
static void judge(Example *example)
{
	DiscoverOptions options = { .config = &example->config };
	Statistics statistics = { 0 };
	Error err = { 0 };

	assert_true(mv_discover(&options, &example->project, example->arena, &err));
	for (uint32_t s = 0; s < example->project.sets.count; s++) {
		MigrationSet *set = example->project.sets.items[s];

		for (uint32_t m = 0; set->python && m < set->migrations.count; m++)
			mv_python_parse(set->migrations.items[m], example->arena);
		if (set->python)
			mv_python_lower(&example->project, set, example->arena);
		for (uint32_t m = 0; m < set->migrations.count; m++) {
			mv_postgres_read(set->migrations.items[m], example->arena, example->scratch);
			mv_arena_reset(example->scratch);
		}
	}
	mv_check(&example->project, &example->config, false, example->arena, &example->findings, &statistics);
	mv_suppress(&example->project, &example->config, example->arena, &example->findings);
	assert_int_not_equal(statistics.migrations, 0);
}

/* What is fixed of the rule's findings? */
static int fix_of(const Rule *rule, const Example *example)
{
	FindingVec own = { 0 };
	FixPlan safe = { 0 }, suggested = { 0 };

	for (uint32_t i = 0; i < example->findings.count; i++) {
		if (example->findings.items[i]->rule == rule)
			*VEC_PUSH(example->arena, &own) = example->findings.items[i];
	}
	mv_fix_plan(&own, FIX_SAFE, example->arena, &safe);
	mv_fix_plan(&own, FIX_SUGGESTED, example->arena, &suggested);
	return safe.fixed ? RULE_FIX_SAFE : suggested.fixed ? RULE_FIX_SUGGESTED : RULE_FIX_NONE;
}

/* Is the rule's finding among those of `text`? `fix` may be NULL. */
static bool is_found(const Rule *rule, const char *text, int *fix)
{
	Example example = { .arena = mv_arena_new(), .scratch = mv_arena_new() };
	bool found = false;

	mv_config_defaults(&example.config, example.arena);
	example.config.today = "2026-11-21";
	*VEC_PUSH(example.arena, &example.config.rules) =
		(RuleSetting){ .id = rule->id, .has_severity = true, .severity = SEVERITY_WARNING };
	/* an example of one migration may speak of a table that it does not create */
	*VEC_PUSH(example.arena, &example.config.migrations) = (PathConfig){
		.path = "db",
		.complete = mv_tri(strcmp(rule->category, "correctness") == 0 || strstr(text, "-- next migration")),
	};
	write_migrations(&example, text);
	judge(&example);
	for (uint32_t i = 0; i < example.findings.count; i++)
		found = found || (example.findings.items[i]->rule == rule && !example.findings.items[i]->suppressed);
	if (fix)
		*fix = fix_of(rule, &example);
	remove_migrations(&example);
	mv_arena_free(example.scratch);
	mv_arena_free(example.arena);
	return found;
}

static bool is_about_files(const Rule *rule)
{
	for (const char *const *id = about_files; *id; id++) {
		if (strcmp(*id, rule->id) == 0)
			return true;
	}
	return false;
}

static void bad_examples_are_reported(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < mv_rule_count; i++) {
		if (is_about_files(mv_rules[i]) || is_found(mv_rules[i], mv_rules[i]->doc.bad, NULL))
			continue;
		print_message("# %s: its bad example is not reported\n", mv_rules[i]->id);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void good_examples_are_not_reported(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < mv_rule_count; i++) {
		if (is_about_files(mv_rules[i]) || !is_found(mv_rules[i], mv_rules[i]->doc.good, NULL))
			continue;
		print_message("# %s: its good example is reported\n", mv_rules[i]->id);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void bad_examples_are_fixed_as_the_rule_says(void **state)
{
	static const char *const words[] = { [RULE_FIX_NONE] = "RULE_FIX_NONE", [RULE_FIX_SUGGESTED] = "RULE_FIX_SUGGESTED", [RULE_FIX_SAFE] = "RULE_FIX_SAFE" };
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < mv_rule_count; i++) {
		int fix = RULE_FIX_NONE;

		if (!is_about_files(mv_rules[i]))
			is_found(mv_rules[i], mv_rules[i]->doc.bad, &fix);
		if (fix == (int)mv_rules[i]->fix)
			continue;
		print_message("# %s: .fix is to be %s\n", mv_rules[i]->id, words[fix]);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static bool is_missing(const char *text)
{
	return !text || !*text;
}

static void documentation_is_whole(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < mv_rule_count; i++) {
		const Rule *rule = mv_rules[i];
		const RuleDoc *doc = &rule->doc;

		if (!is_missing(rule->id) && !is_missing(rule->name) && !is_missing(rule->category) && rule->number &&
		    !is_missing(doc->summary) && !is_missing(doc->why) && !is_missing(doc->instead) &&
		    !is_missing(doc->bad) && !is_missing(doc->good) && !is_missing(doc->since) && doc->links && strncmp(doc->links, "https://", 8) == 0)
			continue;
		print_message("# %s: a part of its documentation is missing\n", is_missing(rule->id) ? "?" : rule->id);
		wrong++;
	}
	assert_true(mv_rule_count > 0);
	assert_int_equal(wrong, 0);
}

static void ids_names_and_numbers_are_unique(void **state)
{
	(void)state;
	for (size_t i = 0; i < mv_rule_count; i++) {
		for (size_t k = 0; k < i; k++) {
			assert_string_not_equal(mv_rules[i]->id, mv_rules[k]->id);
			assert_string_not_equal(mv_rules[i]->name, mv_rules[k]->name);
			assert_int_not_equal(mv_rules[i]->number, mv_rules[k]->number);
		}
	}
}

/* `-- migvet: allow x` and settings take both, so they must not mean two things. */
static void no_rule_is_called_like_a_category(void **state)
{
	(void)state;
	for (size_t i = 0; i < mv_rule_count; i++) {
		for (size_t k = 0; k < mv_rule_count; k++)
			assert_string_not_equal(mv_rules[i]->id, mv_rules[k]->category);
	}
}

static int enter_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) && chdir(directory) == 0 && mkdir("db", 0777) == 0 ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	return rmdir("db") == 0 ? rmdir(directory) : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documentation_is_whole),
		cmocka_unit_test(ids_names_and_numbers_are_unique),
		cmocka_unit_test(no_rule_is_called_like_a_category),
		cmocka_unit_test(bad_examples_are_reported),
		cmocka_unit_test(good_examples_are_not_reported),
		cmocka_unit_test(bad_examples_are_fixed_as_the_rule_says),
	};

	return cmocka_run_group_tests(tests, enter_directory, remove_directory);
}
