/* test_stories.c: what a statement does besides is a note of the finding about it. */
#include "migvet/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const Rule build = { .id = "build" }, drop = { .id = "drop" };
static const Rule window = { .id = "window", .aside = true }, gap = { .id = "gap", .aside = true };
static Statement here, there;
static Change at_here = { .statement = &here }, at_there = { .statement = &there };

typedef struct Case {
	Arena *arena;
	FindingVec findings;
} Case;

static Finding *add(Case *c, const Rule *rule, Severity severity, const Change *change)
{
	Finding *finding = MV_NEW(c->arena, Finding);

	finding->rule = rule;
	finding->severity = severity;
	finding->change = change;
	finding->message = rule->id;
	finding->order = c->findings.count;
	*VEC_PUSH(c->arena, &c->findings) = finding;
	return finding;
}

/* "build+window drop": findings with the rules of their notes. */
static void assert_folded(Case *c, const char *wanted)
{
	StrBuf found = { 0 };

	mv_findings_fold(c->arena, &c->findings);
	mv_buf_adds(&found, "");
	for (uint32_t i = 0; i < c->findings.count; i++) {
		const Finding *finding = c->findings.items[i];

		mv_buf_addf(&found, "%s%s", i ? " " : "", finding->rule->id);
		for (uint32_t n = 0; n < finding->notes.count; n++)
			mv_buf_addf(&found, "+%s", finding->notes.items[n].rule ? finding->notes.items[n].rule->id : "note");
	}
	assert_string_equal(found.len ? found.ptr : "", wanted);
	mv_buf_release(&found);
	mv_arena_free(c->arena);
}

static void asides_become_notes(void **state)
{
	Case c = { .arena = mv_arena_new() };
	Finding *aside;

	(void)state;
	aside = add(&c, &window, SEVERITY_WARNING, &at_here);
	*VEC_PUSH(c.arena, &aside->notes) = (Note){ .message = "where" };
	add(&c, &build, SEVERITY_ERROR, &at_here);
	add(&c, &drop, SEVERITY_ERROR, &at_here);
	add(&c, &gap, SEVERITY_WARNING, &at_here);
	assert_folded(&c, "build+window+note+gap drop");
}

static void other_statements_are_other_stories(void **state)
{
	Case c = { .arena = mv_arena_new() };

	(void)state;
	add(&c, &window, SEVERITY_WARNING, &at_here);
	add(&c, &build, SEVERITY_ERROR, &at_there);
	add(&c, &gap, SEVERITY_WARNING, NULL);
	add(&c, &drop, SEVERITY_WARNING, NULL);
	assert_folded(&c, "window build gap drop");
}

static void what_weighs_more_stays(void **state)
{
	Case c = { .arena = mv_arena_new() };

	(void)state;
	add(&c, &window, SEVERITY_WARNING, &at_here);
	add(&c, &build, SEVERITY_INFO, &at_here);
	assert_folded(&c, "window build");
}

static void what_is_suppressed_tells_nothing(void **state)
{
	Case c = { .arena = mv_arena_new() };

	(void)state;
	add(&c, &window, SEVERITY_WARNING, &at_here);
	add(&c, &build, SEVERITY_ERROR, &at_here)->suppressed = true;
	assert_folded(&c, "window build");
}

static void a_suppressed_aside_is_no_note(void **state)
{
	Case c = { .arena = mv_arena_new() };

	(void)state;
	add(&c, &window, SEVERITY_WARNING, &at_here)->suppressed = true;
	add(&c, &build, SEVERITY_ERROR, &at_here);
	assert_folded(&c, "window build");
}

static void versions_must_be_covered(void **state)
{
	Case c = { .arena = mv_arena_new() };
	Finding *build_finding, *aside;

	(void)state;
	aside = add(&c, &window, SEVERITY_WARNING, &at_here);
	aside->version_from = 14;
	aside->version_to = 18;
	build_finding = add(&c, &build, SEVERITY_ERROR, &at_here);
	build_finding->version_from = build_finding->version_to = 14;
	assert_folded(&c, "window build");
}

static void asides_alone_have_a_first(void **state)
{
	Case c = { .arena = mv_arena_new() };

	(void)state;
	add(&c, &window, SEVERITY_WARNING, &at_here);
	add(&c, &gap, SEVERITY_WARNING, &at_here);
	add(&c, &window, SEVERITY_INFO, &at_here);
	assert_folded(&c, "window+gap+window");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asides_become_notes), cmocka_unit_test(other_statements_are_other_stories),
		cmocka_unit_test(what_weighs_more_stays), cmocka_unit_test(what_is_suppressed_tells_nothing),
		cmocka_unit_test(a_suppressed_aside_is_no_note), cmocka_unit_test(versions_must_be_covered),
		cmocka_unit_test(asides_alone_have_a_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
