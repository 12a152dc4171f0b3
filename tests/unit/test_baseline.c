/* Fingerprints and baselines: what is known stays known when lines move, and is missed when it is gone. */
#include "migvet/check.h"
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

static char directory[] = "/tmp/migvet-baseline-XXXXXX";

/* A run over one file, V1.sql, that is under review. */
typedef struct World {
	Arena *arena;
	Config config;
	Project project;
	MigrationSet set;
	Migration migration;
	Source source;
	FindingVec findings;
	Error err;
} World;

static void write_text(const char *file, const char *text)
{
	FILE *stream = fopen(file, "wb");

	assert_non_null(stream);
	assert_int_equal(fwrite(text, 1, strlen(text), stream), strlen(text));
	assert_int_equal(fclose(stream), 0);
}

static char *read_text(const char *file, Arena *arena)
{
	Source source = { 0 };
	Error err = { 0 };

	assert_true(mv_source_read(&source, file, file, arena, &err));
	return mv_arena_strndup(arena, source.text.ptr, source.text.len);
}

static World *new_world(const char *text)
{
	Arena *arena = mv_arena_new();
	World *world = MV_NEW(arena, World);

	world->arena = arena;
	mv_config_defaults(&world->config, arena);
	write_text("V1.sql", text);
	assert_true(mv_source_read(&world->source, "V1.sql", "V1.sql", arena, &world->err));
	world->migration.source = &world->source;
	world->migration.under_review = true;
	*VEC_PUSH(arena, &world->set.migrations) = &world->migration;
	*VEC_PUSH(arena, &world->project.sets) = &world->set;
	return world;
}

/* A finding about the statement that starts with `statement` and ends before its semicolon. */
static Finding *find(World *world, const char *rule, const char *statement, const char *subject)
{
	Finding *finding = MV_NEW(world->arena, Finding);
	const char *at = strstr(world->source.text.ptr, statement);

	assert_non_null(at);
	finding->rule = mv_rule_find(rule);
	assert_non_null(finding->rule);
	finding->severity = SEVERITY_ERROR;
	finding->source = &world->source;
	finding->path = world->source.path;
	finding->statement.start = (uint32_t)(at - world->source.text.ptr);
	finding->statement.end = finding->statement.start + (uint32_t)strcspn(at, ";");
	finding->span = finding->statement;
	finding->message = "it goes wrong";
	finding->subject = subject;
	finding->order = world->findings.count;
	*VEC_PUSH(world->arena, &world->findings) = finding;
	return finding;
}

static bool apply(World *world)
{
	mv_fingerprint(&world->findings);
	return mv_baseline_apply("known.json", &world->project, &world->config, world->arena, &world->findings, false, &world->err);
}

static void write_baseline(World *world)
{
	mv_fingerprint(&world->findings);
	assert_true(mv_baseline_write("known.json", &world->findings, &world->err));
}

static void fingerprints_survive_moved_lines_and_new_comments(void **state)
{
	World *before = new_world("DROP TABLE a;\nALTER TABLE b DROP COLUMN c;");
	World *after = new_world("SELECT 1;\n\n-- why\nDROP TABLE a;\n\nALTER TABLE b -- now\n  DROP /* really */ COLUMN c;");
	Finding *first = find(before, "unknown-table", "DROP", "a"), *second = find(before, "unknown-column", "ALTER", "b.c");
	Finding *first_now, *second_now;

	(void)state;
	first_now = find(after, "unknown-table", "DROP TABLE a", "a");
	second_now = find(after, "unknown-column", "ALTER", "b.c");
	mv_fingerprint(&before->findings);
	mv_fingerprint(&after->findings);
	assert_int_equal(strlen(first->fingerprint), 32);
	assert_string_equal(first->fingerprint, first_now->fingerprint);
	assert_string_equal(second->fingerprint, second_now->fingerprint);
	assert_string_not_equal(first->fingerprint, second->fingerprint);
	mv_arena_free(before->arena);
	mv_arena_free(after->arena);
}

static void fingerprints_differ_where_findings_do(void **state)
{
	World *world = new_world("DROP TABLE a; DROP TABLE b; DROP TABLE a; SELECT 'x -- y'; SELECT 'x -- z';");

	(void)state;
	find(world, "unknown-table", "DROP TABLE a", "a");
	find(world, "unknown-column", "DROP TABLE a", "a");
	find(world, "unknown-table", "DROP TABLE a", "other");
	find(world, "unknown-table", "DROP TABLE b", "a");
	find(world, "unknown-table", "SELECT 'x -- y", NULL);
	find(world, "unknown-table", "SELECT 'x -- z", NULL);
	/* the second of two that are alike */
	find(world, "unknown-table", "DROP TABLE a; SELECT", "a");
	mv_fingerprint(&world->findings);
	for (uint32_t i = 0; i < world->findings.count; i++) {
		for (uint32_t k = 0; k < i; k++)
			assert_string_not_equal(world->findings.items[i]->fingerprint, world->findings.items[k]->fingerprint);
	}
	mv_arena_free(world->arena);
}

static void known_findings_are_marked_and_new_ones_are_not(void **state)
{
	World *before = new_world("DROP TABLE a;"), *after;
	Finding *known, *fresh;

	(void)state;
	find(before, "unknown-table", "DROP", "a");
	write_baseline(before);
	after = new_world("\n\nDROP TABLE a;\nDROP TABLE b;");
	known = find(after, "unknown-table", "DROP TABLE a", "a");
	fresh = find(after, "unknown-table", "DROP TABLE b", "b");
	assert_true(apply(after));
	assert_true(known->baselined);
	assert_false(fresh->baselined);
	assert_int_equal(after->findings.count, 2);
	mv_arena_free(before->arena);
	mv_arena_free(after->arena);
}

static void what_is_gone_is_reported_with_its_place(void **state)
{
	World *before = new_world("DROP TABLE a;\nDROP TABLE b;"), *after;
	Finding *stale;

	(void)state;
	find(before, "unknown-table", "DROP TABLE a", "a");
	find(before, "unknown-table", "DROP TABLE b", "b");
	write_baseline(before);
	after = new_world("DROP TABLE b;");
	find(after, "unknown-table", "DROP TABLE b", "b");
	assert_true(apply(after));
	assert_int_equal(after->findings.count, 2);
	stale = after->findings.items[1];
	assert_string_equal(stale->rule->id, "stale-baseline");
	assert_string_equal(stale->path, "known.json");
	assert_int_equal(stale->span.end - stale->span.start, 32);
	assert_true(mv_str_eq(mv_source_slice(stale->source, stale->span), mv_str(before->findings.items[0]->fingerprint)));
	mv_arena_free(before->arena);
	mv_arena_free(after->arena);
}

static void only_what_was_judged_can_be_stale(void **state)
{
	World *before = new_world("DROP TABLE a;"), *after;

	(void)state;
	find(before, "unknown-table", "DROP", "a");
	write_baseline(before);
	after = new_world("SELECT 1;");
	after->migration.under_review = false;
	assert_true(apply(after));
	assert_int_equal(after->findings.count, 0);
	/* the file itself is gone */
	assert_int_equal(unlink("V1.sql"), 0);
	assert_true(apply(after));
	assert_int_equal(after->findings.count, 1);
	mv_arena_free(before->arena);
	mv_arena_free(after->arena);
}

static void entries_of_rules_that_are_off_are_not_stale(void **state)
{
	World *before = new_world("DROP TABLE a;"), *after;

	(void)state;
	find(before, "unknown-table", "DROP", "a");
	write_baseline(before);
	after = new_world("SELECT 1;");
	*VEC_PUSH(after->arena, &after->config.rules) =
		(RuleSetting){ .id = "unknown-table", .has_severity = true, .severity = SEVERITY_OFF };
	assert_true(apply(after));
	assert_int_equal(after->findings.count, 0);
	mv_arena_free(before->arena);
	mv_arena_free(after->arena);
}

static void it_is_the_same_file_in_whatever_order_they_are_found(void **state)
{
	World *one = new_world("DROP TABLE a;\nDROP TABLE b;"), *other = new_world("DROP TABLE a;\nDROP TABLE b;");
	char *first, *second;

	(void)state;
	find(one, "unknown-table", "DROP TABLE a", "a");
	find(one, "unknown-column", "DROP TABLE b", "\"b\"\n");
	find(other, "unknown-column", "DROP TABLE b", "\"b\"\n");
	find(other, "unknown-table", "DROP TABLE a", "a");
	write_baseline(one);
	first = read_text("known.json", one->arena);
	write_baseline(other);
	second = read_text("known.json", other->arena);
	assert_string_equal(first, second);
	assert_int_equal(access("known.json", F_OK), 0);
	mv_arena_free(one->arena);
	mv_arena_free(other->arena);
}

static void suppressed_findings_are_left_out(void **state)
{
	World *world = new_world("DROP TABLE a;");
	char *text;

	(void)state;
	find(world, "unknown-table", "DROP", "a")->suppressed = true;
	write_baseline(world);
	text = read_text("known.json", world->arena);
	assert_null(strstr(text, "unknown-table"));
	mv_arena_free(world->arena);
}

static void expect_refused(const char *text, const char *part)
{
	World *world = new_world("SELECT 1;");

	write_text("known.json", text);
	assert_false(apply(world));
	if (!strstr(world->err.message, part))
		print_message("# %s\n", world->err.message);
	assert_non_null(strstr(world->err.message, part));
	mv_arena_free(world->arena);
}

static void what_is_no_baseline_is_refused(void **state)
{
	World *world = new_world("SELECT 1;");

	(void)state;
	expect_refused("", "known.json:1:1: this is not JSON");
	expect_refused("{\n  \"version\": ,\n}", "known.json:2:14: this is not JSON");
	expect_refused("[]", "this is not a baseline of migvet");
	expect_refused("{\"version\": 1, \"findings\": 3}", "this is not a baseline of migvet");
	expect_refused("{\"version\": 2, \"findings\": []}", "another version of migvet");
	expect_refused("{\"version\": 1, \"findings\": [{\"rule\": 3}]}", "entry 1 lacks its fingerprint");
	assert_int_equal(unlink("known.json"), 0);
	assert_false(apply(world));
	assert_non_null(strstr(world->err.message, "known.json: "));
	mv_arena_free(world->arena);
}

static void it_is_written_whole_or_not_at_all(void **state)
{
	World *world = new_world("DROP TABLE a;");

	(void)state;
	find(world, "unknown-table", "DROP", "a");
	mv_fingerprint(&world->findings);
	mkdir("taken.json", 0777);
	assert_false(mv_baseline_write("taken.json", &world->findings, &world->err));
	assert_non_null(strstr(world->err.message, "'taken.json' cannot be written"));
	assert_int_equal(rmdir("taken.json"), 0);
	assert_false(mv_baseline_write("absent/known.json", &world->findings, &world->err));
	/* nothing is left behind: else the directory could not be removed at the end */
	mv_arena_free(world->arena);
}

static int enter_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	unlink("V1.sql");
	unlink("known.json");
	return rmdir(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fingerprints_survive_moved_lines_and_new_comments),
		cmocka_unit_test(fingerprints_differ_where_findings_do),
		cmocka_unit_test(known_findings_are_marked_and_new_ones_are_not),
		cmocka_unit_test(what_is_gone_is_reported_with_its_place),
		cmocka_unit_test(only_what_was_judged_can_be_stale),
		cmocka_unit_test(entries_of_rules_that_are_off_are_not_stale),
		cmocka_unit_test(it_is_the_same_file_in_whatever_order_they_are_found),
		cmocka_unit_test(suppressed_findings_are_left_out),
		cmocka_unit_test(what_is_no_baseline_is_refused),
		cmocka_unit_test(it_is_written_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, enter_directory, remove_directory);
}
