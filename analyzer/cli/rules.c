/* rules.c: `migvet rules` and `migvet explain RULE`, from the rules' own metadata. */
#include "cli.h"

#include "migvet/rule.h"

#include <stdio.h>
#include <string.h>

static const Flag no_flags[] = { { .name = NULL } };

/* What it is without a configuration; "style": off, and turned on by that word. */
static const char *default_of(const Rule *rule)
{
	return rule->style ? "style" : mv_severity_name(rule->severity);
}

static int list_rules(const CommandLine *line)
{
	StrBuf out = { 0 };
	bool ok;

	(void)line;
	for (const char *const *category = mv_rule_categories; *category; category++) {
		bool first = true;

		for (const Rule *const *rule = mv_rules; *rule; rule++) {
			if (strcmp((*rule)->category, *category) != 0)
				continue;
			if (first)
				mv_buf_addf(&out, "%s%s\n", out.len ? "\n" : "", *category);
			first = false;
			mv_buf_addf(&out, "  %-36s %-8s %s\n", (*rule)->id, default_of(*rule), (*rule)->doc.summary);
		}
	}
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_rules = {
	.name = "rules",
	.summary = "List the rules with their default severities.",
	.flags = no_flags,
	.run = list_rules,
};

static void add_indented(StrBuf *out, const char *heading, const char *text)
{
	Str rest = mv_str(text), row;

	if (!text)
		return;
	mv_buf_addf(out, "\n%s\n", heading);
	while (mv_str_next_line(&rest, &row))
		mv_buf_addf(out, row.len ? "  %.*s\n" : "%.*s\n", STR_ARG(row));
}

static void explain_rule(const Rule *rule, StrBuf *out)
{
	mv_buf_addf(out, "%s (MV%03u, %s, default: %s)\n\n%s\n", rule->id, rule->number, rule->category,
		    rule->style ? "off, 'style' turns it on" : mv_severity_name(rule->severity), rule->doc.summary);
	add_indented(out, "What happens", rule->doc.why);
	add_indented(out, "What to do instead", rule->doc.instead);
	add_indented(out, "Reported", rule->doc.bad);
	add_indented(out, "Not reported", rule->doc.good);
	for (const RuleOption *option = rule->options; option && option->name; option++) {
		if (option == rule->options)
			mv_buf_adds(out, "\nOptions\n");
		mv_buf_addf(out, "  %s (default: %s): %s\n", option->name, option->default_value, option->help);
	}
	add_indented(out, "Links", rule->doc.links);
	mv_buf_addf(out, "\nTo allow it at one place: -- migvet: allow %s -- reason\n", rule->id);
}

static int explain(const CommandLine *line)
{
	const char *id = line->arguments.count ? line->arguments.items[0] : NULL;
	const Rule *rule = id ? mv_rule_find(id) : NULL;
	VEC(const char *) ids = { 0 };
	StrBuf out = { 0 };
	Error err = { 0 };
	const char *nearest;
	bool ok;

	if (!id) {
		mv_fail(&err, "which rule? migvet explain RULE; 'migvet rules' lists them");
		return mv_cli_fail(&err);
	}
	if (!rule) {
		for (const Rule *const *known = mv_rules; *known; known++)
			*VEC_PUSH(line->arena, &ids) = (*known)->id;
		*VEC_PUSH(line->arena, &ids) = NULL;
		nearest = mv_nearest(id, ids.items);
		mv_fail(&err, nearest ? "there is no rule '%s'; did you mean '%s'?" : "there is no rule '%s'%s", id,
			nearest ? nearest : "; 'migvet rules' lists them");
		return mv_cli_fail(&err);
	}
	explain_rule(rule, &out);
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_explain = {
	.name = "explain",
	.arguments = "RULE",
	.summary = "Explain a rule: what happens in production, what to do instead, examples.",
	.examples = "migvet explain index-not-concurrent",
	.flags = no_flags,
	.run = explain,
};
