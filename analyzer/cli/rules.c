/* rules.c: `migvet rules` and `migvet explain RULE`, from the own metadata of rules and policies. */
#include "cli.h"

#include "migvet/config.h"
#include "migvet/rule.h"
#include "migvet/writer.h"

#include <stdio.h>
#include <string.h>

static const Flag list_flags[] = {
	FLAG_FORMAT("text", "json"),
	{ .name = "config", .letter = 'c', .argument = "FILE", .takes = TAKES_FILE, .help = "the policies of this configuration as well; search for none" },
	{ .name = "no-config", .help = "the built-in rules only" },
	{ .name = NULL },
};

static const Flag explain_flags[] = {
	{ .name = "config", .letter = 'c', .argument = "FILE", .takes = TAKES_FILE, .help = "its policies as well; search for none" },
	{ .name = "no-config", .help = "the built-in rules only" },
	{ .name = NULL },
};

/* What it is without a configuration; "style": off, and turned on by that word. */
static const char *default_of(const Rule *rule)
{
	return rule->style ? "style" : mv_severity_name(rule->severity);
}

/* What --fix does. */
static const char *fix_of(const Rule *rule)
{
	switch (rule->fix) {
	case RULE_FIX_NONE:
		return "-";
	case RULE_FIX_SUGGESTED:
		return "unsafe";
	case RULE_FIX_SAFE:
		return "safe";
	}
	return NULL;
}

/* ---- the rules there are ---- */

typedef struct RuleSet {
	const Rule *const *rules; /* built-in ones, then policies */
	size_t count;
} RuleSet;

static bool load_rules(const CommandLine *line, RuleSet *set, Error *err)
{
	const char *file = mv_flag_value(line, "config");
	Config *config = MV_NEW(line->arena, Config);

	mv_config_defaults(config, line->arena);
	if (file ? !mv_config_load(config, file, line->arena, err) :
		   !mv_flag_given(line, "no-config") && !mv_config_find(config, ".", line->arena, err))
		return false;
	set->rules = mv_config_rules(config, line->arena, &set->count);
	return true;
}

static const Rule *find_rule(const RuleSet *set, const char *id)
{
	for (size_t i = 0; i < set->count; i++) {
		if (strcmp(set->rules[i]->id, id) == 0)
			return set->rules[i];
	}
	return NULL;
}

/* Calls `show` for each, group by group; policies are the last group. */
static void each_rule(const RuleSet *set, void (*show)(void *data, const Rule *rule, bool first), void *data)
{
	for (const char *const *category = mv_rule_categories;; category++) {
		const char *name = *category ? *category : MV_POLICY_CATEGORY;
		bool first = true;

		for (size_t i = 0; i < set->count; i++) {
			if (strcmp(set->rules[i]->category, name) != 0)
				continue;
			show(data, set->rules[i], first);
			first = false;
		}
		if (!*category)
			return;
	}
}

/* ---- migvet rules ---- */

static void list_rule(void *data, const Rule *rule, bool first)
{
	StrBuf *out = data;

	if (first)
		mv_buf_addf(out, "%s%s\n", out->len ? "\n" : "", rule->category);
	mv_buf_addf(out, "  %-36s %-8s %-7s %-7s %s\n", rule->id, default_of(rule), fix_of(rule), rule->policy ? "-" : rule->doc.since,
		    rule->doc.summary);
}

typedef struct RuleWriter {
	Writer writer;
	Arena *arena;
} RuleWriter;

static void write_links(RuleWriter *w, const char *links)
{
	Str rest = mv_str(links), row;

	mv_write_list(&w->writer, "links");
	while (mv_str_next_line(&rest, &row))
		mv_write_text(&w->writer, NULL, mv_arena_strndup(w->arena, row.ptr, row.len));
	mv_write_end(&w->writer);
}

static void write_options(Writer *writer, const RuleOption *option)
{
	static const char *const types[] = {
		[OPTION_BOOL] = "boolean", [OPTION_INT] = "integer", [OPTION_STRING] = "string", [OPTION_LIST] = "list", [OPTION_PATTERN] = "pattern",
	};

	mv_write_list(writer, "options");
	for (; option && option->name; option++) {
		mv_write_object(writer, NULL);
		mv_write_text(writer, "name", option->name);
		mv_write_text(writer, "type", types[option->type]);
		mv_write_text(writer, "default", option->default_value);
		mv_write_text(writer, "help", option->help);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

static void write_rule(void *data, const Rule *rule, bool first)
{
	RuleWriter *w = data;
	Writer *writer = &w->writer;
	char code[8];

	(void)first;
	mv_write_object(writer, NULL);
	mv_write_text(writer, "id", rule->id);
	mv_write_text(writer, "code", mv_rule_code(rule, code));
	mv_write_text(writer, "name", rule->name);
	mv_write_text(writer, "group", rule->category);
	mv_write_text(writer, "default", default_of(rule));
	mv_write_text(writer, "fix", rule->fix == RULE_FIX_NONE ? "none" : fix_of(rule));
	if (!rule->policy)
		mv_write_text(writer, "since", rule->doc.since);
	mv_write_text(writer, "summary", rule->doc.summary);
	mv_write_text(writer, "why", rule->doc.why);
	mv_write_text(writer, "instead", rule->doc.instead);
	if (!rule->policy) {
		mv_write_text(writer, "bad", rule->doc.bad);
		mv_write_text(writer, "good", rule->doc.good);
	}
	write_links(w, rule->doc.links);
	write_options(writer, rule->options);
	mv_write_end(writer);
}

static int list_rules(const CommandLine *line)
{
	bool json = mv_flag_choice(line, "format") == 1;
	StrBuf out = { 0 };
	RuleSet set = { 0 };
	Error err = { 0 };
	bool ok;

	if (!load_rules(line, &set, &err))
		return mv_cli_fail(&err);
	if (json) {
		RuleWriter w = { .writer = { .out = &out }, .arena = line->arena };

		mv_write_list(&w.writer, NULL);
		each_rule(&set, write_rule, &w);
		mv_write_end(&w.writer);
		mv_buf_addc(&out, '\n');
	} else {
		mv_buf_addf(&out, "%-38s %-8s %-7s %-7s %s\n", "rule", "default", "--fix", "since", "what is found");
		each_rule(&set, list_rule, &out);
	}
	ok = mv_cli_print(&out);
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

const Command mv_command_rules = {
	.name = "rules",
	.summary = "List the rules by group: default severity, what --fix does, since which version, what is found.",
	.flags = list_flags,
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
	char code[8];

	mv_buf_addf(out, "%s (", rule->id);
	if (!rule->policy)
		mv_buf_addf(out, "%s, ", mv_rule_code(rule, code));
	mv_buf_addf(out, "%s, default: %s", rule->category, rule->style ? "off, 'style' turns it on" : mv_severity_name(rule->severity));
	if (rule->fix != RULE_FIX_NONE)
		mv_buf_addf(out, ", fix: %s", fix_of(rule));
	if (!rule->policy)
		mv_buf_addf(out, ", since %s", rule->doc.since);
	mv_buf_addf(out, ")\n\n%s\n", rule->doc.summary);
	add_indented(out, "What happens", rule->doc.why);
	add_indented(out, "What to do instead", rule->doc.instead);
	if (!rule->policy) {
		add_indented(out, "Reported", rule->doc.bad);
		add_indented(out, "Not reported", rule->doc.good);
	}
	for (const RuleOption *option = rule->options; option && option->name; option++) {
		if (option == rule->options)
			mv_buf_adds(out, "\nOptions\n");
		mv_buf_addf(out, "  %s (default: %s): %s\n", option->name, option->default_value, option->help);
	}
	add_indented(out, "Links", rule->doc.links);
	mv_buf_addf(out, "\nTo allow it at one place: -- migvet: allow %s -- reason\n", rule->id);
}

/* By its id, or by the code that reports have beside it. */
static const Rule *built_in(const char *word)
{
	const Rule *rule = mv_rule_find(word);
	char room[8];

	for (size_t i = 0; !rule && i < mv_rule_count; i++) {
		if (strcmp(mv_rule_code(mv_rules[i], room), word) == 0)
			rule = mv_rules[i];
	}
	return rule;
}

static int explain(const CommandLine *line)
{
	const char *id = line->arguments.count ? line->arguments.items[0] : NULL;
	const Rule *rule = id ? built_in(id) : NULL;
	VEC(const char *) ids = { 0 };
	RuleSet set = { 0 };
	StrBuf out = { 0 };
	Error err = { 0 };
	const char *nearest;
	bool ok;

	if (!id) {
		mv_fail(&err, "which rule? migvet explain RULE; 'migvet rules' lists them");
		return mv_cli_fail(&err);
	}
	/* a configuration that cannot be read does not stand in the way of what is built in */
	if (!rule && !load_rules(line, &set, &err))
		return mv_cli_fail(&err);
	if (!rule)
		rule = find_rule(&set, id);
	if (!rule) {
		for (size_t i = 0; i < set.count; i++)
			*VEC_PUSH(line->arena, &ids) = set.rules[i]->id;
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
	.arguments = (const Argument[]){ { .name = "RULE", .takes = TAKES_RULE, .help = "its id, its code (MV101), or the id of one of the configuration's policies" }, { .name = NULL } },
	.summary = "Explain a rule: what happens in production, what to do instead, examples.",
	.examples = "migvet explain index-not-concurrent",
	.flags = explain_flags,
	.run = explain,
};
