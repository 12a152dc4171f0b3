/* config_explain.c: each value that holds, and where it comes from. */
#include "config_fill.h"

#include "migvet/live.h"

#include <string.h>

typedef struct Explainer {
	const Config *config; /* as the file, or nothing, made it */
	Config defaults;
	Arena *arena;
	ConfigValueVec *values;
} Explainer;

/* A tree on one line, as YAML takes it. */
static void add_flow(const Node *node, StrBuf *out)
{
	switch (node->kind) {
	case NODE_SCALAR:
		/* what YAML would take for something else, or for its own signs, is quoted */
		if (*node->text && !node->text[strcspn(node->text, ",[]{}#&*!|>'\"%@`:\n\t")] && *node->text != '-' && *node->text != ' ' && *node->text != '?') {
			mv_buf_adds(out, node->text);
			return;
		}
		mv_buf_addc(out, '\'');
		for (const char *c = node->text; *c; c++)
			mv_buf_addf(out, *c == '\'' ? "''" : *c == '\n' ? " " : "%c", *c);
		mv_buf_addc(out, '\'');
		return;
	case NODE_LIST:
		mv_buf_addc(out, '[');
		for (uint32_t i = 0; i < node->items.count; i++) {
			mv_buf_adds(out, i ? ", " : "");
			add_flow(node->items.items[i], out);
		}
		mv_buf_addc(out, ']');
		return;
	case NODE_MAP:
		mv_buf_addc(out, '{');
		for (uint32_t i = 0; i + 1 < node->items.count; i += 2) {
			mv_buf_adds(out, i ? ", " : "");
			add_flow(node->items.items[i], out);
			mv_buf_adds(out, ": ");
			add_flow(node->items.items[i + 1], out);
		}
		mv_buf_addc(out, '}');
		return;
	}
}

static void add_given(Explainer *e, const char *key, const Node *node)
{
	StrBuf text = { 0 };
	Node shown = *node;

	/* the only value with a password in it, if somebody wrote one there */
	if (node->kind == NODE_SCALAR && mv_database_is_named(node->text))
		shown.text = mv_database_shown(node->text, e->arena);
	add_flow(&shown, &text);
	*VEC_PUSH(e->arena, e->values) = (ConfigValue){
		.key = key, .value = text.ptr ? mv_buf_to_arena(&text, e->arena) : "", .file = node->file, .line = node->line, .column = node->column,
		.origin = mv_streq(node->file, e->config->file) ? "file" : "extends",
	};
	mv_buf_release(&text);
}

static const char *versions_text(const Config *config, Arena *arena)
{
	const char *text = "";

	for (uint32_t i = 0; i < config->versions.count; i++)
		text = mv_arena_format(arena, "%s%s%d", text, i ? ", " : "[", config->versions.items[i]);
	return mv_arena_concat(arena, text, "]", "");
}

static const char *default_text(Explainer *e, const ConfigKey *key)
{
	const void *field = (const char *)&e->defaults + key->offset;

	switch (key->type) {
	case CONFIG_FLAG:
		return *(const bool *)field ? "true" : "false";
	case CONFIG_LEVEL:
		return mv_severity_name(*(const Severity *)field);
	case CONFIG_VERSIONS:
		return versions_text(&e->defaults, e->arena);
	case CONFIG_ROWS:
	case CONFIG_BYTES:
		return mv_arena_format(e->arena, "%lld", (long long)*(const int64_t *)field);
	case CONFIG_TRI:
	case CONFIG_TEXT:
	case CONFIG_FILE:
	case CONFIG_SNAPSHOT:
	case CONFIG_TEXTS:
	case CONFIG_GLOBS:
	case CONFIG_LAYOUT:
	case CONFIG_DIALECT:
	case CONFIG_TRANSACTION:
	case CONFIG_RELEASE:
	case CONFIG_RULES:
	case CONFIG_EXTENDS:
	case CONFIG_GROUP:
	case CONFIG_MIGRATIONS:
	case CONFIG_OVERRIDES:
	case CONFIG_POLICIES:
	case CONFIG_ID:
	case CONFIG_QUERY:
	case CONFIG_COLUMN_TYPES:
	case CONFIG_TYPES:
	case CONFIG_COMMENTED:
	case CONFIG_OPERATIONS:
	case CONFIG_REFERENCES:
	case CONFIG_LIMITS:
	case CONFIG_COUNT:
	case CONFIG_TIMEOUTS:
	case CONFIG_TIME_RANGE:
	case CONFIG_WINDOWS:
	case CONFIG_ZONE:
		break;
	}
	return NULL;
}

static const Node *find(const Node *map, const char *name)
{
	for (uint32_t i = 0; map && map->kind == NODE_MAP && i + 1 < map->items.count; i += 2) {
		const Node *value = map->items.items[i + 1];

		if (map->items.items[i]->kind == NODE_SCALAR && strcmp(map->items.items[i]->text, name) == 0)
			return mv_config_is_null(value) ? NULL : value;
	}
	return NULL;
}

/* Rules one by one, and each of a rule's options where it says more than its severity. */
static void explain_rules(Explainer *e, const char *prefix, const Node *rules)
{
	for (uint32_t i = 0; rules->kind == NODE_MAP && i + 1 < rules->items.count; i += 2) {
		const char *key = mv_arena_concat(e->arena, prefix, ".", rules->items.items[i]->text);

		if (rules->items.items[i + 1]->kind == NODE_MAP)
			explain_rules(e, key, rules->items.items[i + 1]);
		else
			add_given(e, key, rules->items.items[i + 1]);
	}
}

static void explain_items(Explainer *e, const char *key, const Node *list)
{
	for (uint32_t i = 0; i < list->items.count; i++)
		add_given(e, mv_arena_format(e->arena, "%s[%u]", key, (unsigned)i), list->items.items[i]);
	if (!list->items.count)
		add_given(e, key, list);
}

static void explain_keys(Explainer *e, const char *prefix, const Node *map, const ConfigKey *keys, const ConfigKey **version_key)
{
	for (const ConfigKey *key = keys; key->name; key++) {
		const char *name = *prefix ? mv_arena_concat(e->arena, prefix, ".", key->name) : key->name;
		const Node *value = find(map, key->name);

		if (key->type == CONFIG_GROUP) {
			explain_keys(e, name, value, key->keys, version_key);
		} else if (value && key->type == CONFIG_RULES) {
			explain_rules(e, name, value);
		} else if (value && value->kind == NODE_LIST && key->type != CONFIG_VERSIONS) {
			explain_items(e, name, value);
		} else if (value) {
			if (key->type == CONFIG_VERSIONS)
				*version_key = key;
			add_given(e, name, value);
		} else if (key->type != CONFIG_VERSIONS) { /* they have several names: below */
			*VEC_PUSH(e->arena, e->values) = (ConfigValue){ .key = name, .value = default_text(e, key), .origin = "default" };
		}
	}
}

void mv_config_explain(const Config *config, Arena *arena, ConfigValueVec *values)
{
	Explainer e = { .config = config, .arena = arena, .values = values };
	const ConfigKey *version_key = NULL;

	mv_config_defaults(&e.defaults, arena);
	explain_keys(&e, "", config->tree, mv_config_keys, &version_key);
	if (!version_key)
		*VEC_PUSH(arena, values) = (ConfigValue){ .key = "postgres.versions", .value = versions_text(&e.defaults, arena), .origin = "default" };
}
