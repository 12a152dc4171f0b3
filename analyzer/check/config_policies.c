/* config_policies.c: `policies:` of migvet.yaml: what each one demands, and the rule that it becomes. */
#include "config_fill.h"

#include "migvet/frontend.h"
#include "migvet/rule.h"

#include <string.h>

/* ---- ids ---- */

static const Node *value_of(const Node *map, const char *key)
{
	for (uint32_t i = 0; map && map->kind == NODE_MAP && i + 1 < map->items.count; i += 2) {
		if (map->items.items[i]->kind == NODE_SCALAR && strcmp(map->items.items[i]->text, key) == 0)
			return map->items.items[i + 1];
	}
	return NULL;
}

void mv_config_note_policies(Filler *f, const Node *root)
{
	const Node *policies = value_of(root, "policies");

	for (uint32_t i = 0; policies && policies->kind == NODE_LIST && i < policies->items.count; i++) {
		const Node *id = value_of(policies->items.items[i], "id");

		if (id && mv_config_has_text(id))
			*VEC_PUSH(f->arena, &f->policy_ids) = id->text;
	}
}

/* ---- values ---- */

static void fill_type(Filler *f, const Node *node, const Type **type)
{
	if (mv_config_has_text(node))
		*type = mv_type_read(node->text, f->arena);
	if (!*type)
		mv_config_complain_expected(f, node, "a type", "written as in SQL");
}

/* {created_at: timestamptz, tenant_id: } */
static void fill_columns(Filler *f, const Node *node, PolicyConfig *policy)
{
	for (uint32_t i = 0; node->kind == NODE_MAP && i + 1 < node->items.count; i += 2) {
		const Node *name = node->items.items[i], *type = node->items.items[i + 1];
		RequiredColumn *column;

		if (!mv_config_has_text(name)) {
			mv_config_complain(f, name, "a column's name is a text");
			continue;
		}
		column = VEC_PUSH(f->arena, &policy->required_columns);
		column->name = name->text;
		if (!mv_config_is_null(type))
			fill_type(f, type, &column->type);
	}
	if (node->kind != NODE_MAP || !node->items.count)
		mv_config_complain_expected(f, node, "required-columns", "a mapping of columns to types, as {created_at: timestamptz}");
}

/* {json: jsonb, money: } */
static void fill_types(Filler *f, const Node *node, PolicyConfig *policy)
{
	for (uint32_t i = 0; node->kind == NODE_MAP && i + 1 < node->items.count; i += 2) {
		const Node *instead = node->items.items[i + 1];
		ForbiddenType *type = VEC_PUSH(f->arena, &policy->forbidden_types);

		fill_type(f, node->items.items[i], &type->type);
		if (mv_config_has_text(instead))
			type->instead = mv_config_is_null(instead) ? NULL : instead->text;
		else if (!mv_config_is_null(instead))
			mv_config_complain_expected(f, instead, "what to use", "a text");
	}
	if (node->kind != NODE_MAP || !node->items.count)
		mv_config_complain_expected(f, node, "forbidden-types", "a mapping of types to what takes their place, as {json: jsonb}");
}

/* One or a list: calls `take` for each. */
static void each_text(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy,
		      void (*take)(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy))
{
	for (uint32_t i = 0; i < (node->kind == NODE_LIST ? node->items.count : 1); i++) {
		const Node *item = node->kind == NODE_LIST ? node->items.items[i] : node;

		if (mv_config_has_text(item))
			take(f, item, key, policy);
		else
			mv_config_complain_expected(f, item, key->name, "a text or a list of texts");
	}
	if (node->kind == NODE_LIST && !node->items.count)
		mv_config_complain_expected(f, node, key->name, "a text or a list of texts");
}

static void take_commented(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy)
{
	static const char *const words[] = { "tables", "columns", NULL };
	int word = mv_config_word_of(f, node, key->name, words);

	policy->comment_tables = policy->comment_tables || word == 0;
	policy->comment_columns = policy->comment_columns || word == 1;
}

static void take_operation(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy)
{
	const char *const *words = mv_operation_words();

	(void)key;
	for (uint32_t i = 0; words[i]; i++) {
		if (mv_glob_match(node->text, words[i])) {
			*VEC_PUSH(f->arena, &policy->forbidden_operations) = node->text;
			return;
		}
	}
	mv_config_complain_unknown(f, node, "operation", words);
}

static void take_reference(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy)
{
	(void)key;
	*VEC_PUSH(f->arena, &policy->forbidden_references) = node->text;
}

static void take_window(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy)
{
	if (!mv_freeze_window_read(node->text, f->arena, VEC_PUSH(f->arena, &policy->frozen)))
		mv_config_complain_expected(f, node, key->name,
					    "a time from which until which, as in '2026-12-20 .. 2027-01-03' or 'fri 15:00 .. mon 07:00'");
}

/* ---- demands ---- */

static PolicyDemand demand_of(const ConfigKey *key)
{
	for (int demand = DEMAND_NONE + 1; demand < DEMAND_COUNT; demand++) {
		if (strcmp(mv_policy_kinds[demand]->key, key->name) == 0)
			return (PolicyDemand)demand;
	}
	return DEMAND_NONE;
}

void mv_config_fill_demand(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy)
{
	if (policy->demand != DEMAND_NONE) {
		mv_config_complain(f, node, mv_arena_format(f->arena, "a policy demands one thing: '%s' is a policy of its own beside '%s'", key->name,
							    mv_policy_kinds[policy->demand]->key));
		return;
	}
	policy->demand = demand_of(key);
	policy->file = node->file;
	policy->line = node->line;
	policy->column = node->column;
	switch (policy->demand) {
	case DEMAND_NONE:
	case DEMAND_COUNT:
	case DEMAND_QUERY:
		return;
	case DEMAND_REQUIRED_COLUMNS:
		fill_columns(f, node, policy);
		return;
	case DEMAND_FORBIDDEN_TYPES:
		fill_types(f, node, policy);
		return;
	case DEMAND_REQUIRED_COMMENTS:
		each_text(f, node, key, policy, take_commented);
		return;
	case DEMAND_FORBIDDEN_OPERATIONS:
		each_text(f, node, key, policy, take_operation);
		return;
	case DEMAND_FORBIDDEN_REFERENCES:
		each_text(f, node, key, policy, take_reference);
		return;
	case DEMAND_AT_MOST:
	case DEMAND_REQUIRED_TIMEOUTS:
		mv_config_fill_keys(f, node, key->keys, policy, key->name);
		return;
	case DEMAND_FROZEN:
		each_text(f, node, key, policy, take_window);
		return;
	}
}

/* ---- the rule that a policy becomes ---- */

static bool is_listed(const char *names, Str name)
{
	for (Str rest = mv_str(names); rest.len;) {
		size_t comma = mv_str_find(rest, STR(","), 0);

		if (mv_str_eq(mv_str_slice(rest, 0, comma == SIZE_MAX ? rest.len : comma), name))
			return true;
		rest = comma == SIZE_MAX ? (Str){ 0 } : mv_str_slice(rest, comma + 1, rest.len);
	}
	return false;
}

/* What nothing fills would stand in the finding as it is written. */
static void check_template(Filler *f, const Node *node, const char *text, const PolicyKind *kind)
{
	for (const char *open = text && kind->values ? strchr(text, '{') : NULL; open; open = strchr(open + 1, '{')) {
		const char *close = strchr(open, '}');
		Str name = close ? (Str){ .ptr = open + 1, .len = (size_t)(close - open - 1) } : (Str){ 0 };

		if (close && !mv_str_eq(name, STR("problem")) && !is_listed(kind->values, name))
			mv_config_complain(f, node, mv_arena_format(f->arena, "nothing is called {%.*s} in a message of '%s'; there are: problem,%s",
								    STR_ARG(name), kind->key, kind->values));
	}
}

/* What the keys of one policy say together. */
static void check_keys(Filler *f, const Node *node, const PolicyConfig *policy, const PolicyKind *kind)
{
	if (policy->demand == DEMAND_QUERY && !policy->message)
		mv_config_complain(f, node, "key 'message' is missing here");
	if ((policy->tables.count || policy->except_tables.count) && !kind->takes_tables)
		mv_config_complain(f, node, mv_arena_format(f->arena, "'%s' is not about tables: 'tables' and 'except-tables' say nothing here", kind->key));
	if (policy->time_zone && policy->demand != DEMAND_FROZEN)
		mv_config_complain(f, node, "'time-zone' says something to 'frozen' only");
	check_template(f, node, policy->message, kind);
	check_template(f, node, policy->help, kind);
}

static const char *demands(Arena *arena)
{
	const char *list = "";

	for (int demand = DEMAND_NONE + 1; demand < DEMAND_COUNT; demand++)
		list = mv_arena_format(arena, "%s%s%s", list, *list ? ", " : "", mv_policy_kinds[demand]->key);
	return list;
}

static const Rule *make_rule(const Filler *f, const PolicyConfig *policy, const PolicyKind *kind)
{
	Rule *rule = MV_NEW(f->arena, Rule);

	*rule = (Rule){
		.id = policy->id,
		.name = policy->id,
		.number = (uint16_t)(MV_FIRST_POLICY_NUMBER + f->config->policies.count - 1),
		.category = MV_POLICY_CATEGORY,
		.severity = policy->severity,
		.on = kind->on,
		.check = kind->check,
		.check_migration = kind->check_migration,
		.check_end = kind->check_end,
		.policy = policy,
		/* a template says little of itself, unless there is nothing else */
		.doc = { .summary = policy->message && (policy->demand == DEMAND_QUERY || !strchr(policy->message, '{')) ? policy->message : kind->summary,
			 .why = mv_arena_format(f->arena, "A policy of this project: '%s' at %s:%u:%u.", kind->key, policy->file,
						(unsigned)policy->line, (unsigned)policy->column),
			 .instead = policy->help, .bad = "", .good = "", .since = "" },
	};
	return rule;
}

/* Rules point to their policies, which therefore must not move. */
static PolicyConfig *new_policy(Filler *f)
{
	PolicyConfig *policy = MV_NEW(f->arena, PolicyConfig);

	*VEC_PUSH(f->arena, &f->config->policies) = policy;
	policy->severity = SEVERITY_WARNING;
	return policy;
}

void mv_config_fill_policy(Filler *f, const Node *node, const ConfigKey *key)
{
	PolicyConfig *policy = new_policy(f);
	const PolicyKind *kind;

	mv_config_fill_keys(f, node, key->keys, policy, "policies");
	kind = policy->demand == DEMAND_NONE ? NULL : mv_policy_kinds[policy->demand];
	if (!kind && node->kind == NODE_MAP)
		mv_config_complain(f, node, mv_arena_format(f->arena, "a policy demands something: one of %s is missing here", demands(f->arena)));
	if (!policy->id || !kind)
		return;
	if (mv_rule_find(policy->id) || mv_config_is_category(policy->id))
		mv_config_complain(f, node, mv_arena_format(f->arena, "a policy cannot be called '%s': a rule is called that", policy->id));
	for (uint32_t i = 0; i + 1 < f->config->policies.count; i++) {
		if (mv_streq(f->config->policies.items[i]->id, policy->id))
			mv_config_complain(f, node, mv_arena_format(f->arena, "policy '%s' is given twice", policy->id));
	}
	check_keys(f, node, policy, kind);
	policy->rule = make_rule(f, policy, kind);
}
