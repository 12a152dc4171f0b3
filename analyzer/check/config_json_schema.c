/* config_json_schema.c: the JSON Schema of migvet.yaml, from the table of its keys. */
#include "config_schema.h"

#include "migvet/layout.h"
#include "migvet/policy.h"
#include "migvet/rule.h"
#include "migvet/writer.h"

#include <string.h>

/* An empty value is as if its key were not there: each type takes null as well. */
static void write_types(Writer *w, const char *first, const char *second /* or NULL */)
{
	mv_write_list(w, "type");
	mv_write_text(w, NULL, first);
	if (second)
		mv_write_text(w, NULL, second);
	mv_write_text(w, NULL, "null");
	mv_write_end(w);
}

static void write_words(Writer *w, const char *const *words)
{
	mv_write_list(w, "enum");
	for (size_t i = 0; words[i]; i++)
		mv_write_text(w, NULL, words[i]);
	mv_write_null(w, NULL);
	mv_write_end(w);
}

#define SEVERITY "#/definitions/severity"

static void write_reference(Writer *w, const char *key, const char *name)
{
	mv_write_object(w, key);
	mv_write_text(w, "$ref", name);
	mv_write_end(w);
}

static void write_keys(Writer *w, const ConfigKey *keys);

/* One text or a list of them. */
static void write_texts(Writer *w)
{
	write_types(w, "string", "array");
	mv_write_object(w, "items");
	mv_write_text(w, "type", "string");
	mv_write_end(w);
}

static void write_list_of(Writer *w, const ConfigKey *key)
{
	mv_write_list(w, "type");
	mv_write_text(w, NULL, "array");
	mv_write_text(w, NULL, "null");
	mv_write_end(w);
	mv_write_object(w, "items");
	if (key->type == CONFIG_MIGRATIONS) { /* `- db/migrations` */
		mv_write_list(w, "anyOf");
		mv_write_object(w, NULL);
		mv_write_text(w, "type", "string");
		mv_write_end(w);
		mv_write_object(w, NULL);
		write_keys(w, key->keys);
		mv_write_end(w);
		mv_write_end(w);
	} else {
		write_keys(w, key->keys);
	}
	mv_write_end(w);
}

static void write_pairs(Writer *w)
{
	write_types(w, "object", NULL);
	mv_write_object(w, "additionalProperties");
	mv_write_list(w, "type");
	mv_write_text(w, NULL, "string");
	mv_write_text(w, NULL, "null");
	mv_write_end(w);
	mv_write_end(w);
}

static void write_type(Writer *w, const ConfigKey *key)
{
	switch (key->type) {
	case CONFIG_FLAG:
	case CONFIG_TRI:
		mv_write_list(w, "enum");
		mv_write_flag(w, NULL, true);
		mv_write_flag(w, NULL, false);
		for (const char *const *word = mv_config_words(key->type); *word; word++)
			mv_write_text(w, NULL, *word);
		mv_write_null(w, NULL);
		mv_write_end(w);
		return;
	case CONFIG_TEXT:
	case CONFIG_FILE:
	case CONFIG_SNAPSHOT:
	case CONFIG_QUERY:
	case CONFIG_ZONE:
		write_types(w, "string", "number");
		return;
	case CONFIG_ID:
		write_types(w, "string", NULL);
		mv_write_text(w, "pattern", "^[a-z][a-z0-9]*(-[a-z0-9]+)*$");
		mv_write_number(w, "maxLength", 60);
		return;
	case CONFIG_TEXTS:
	case CONFIG_GLOBS:
	case CONFIG_EXTENDS:
	case CONFIG_OPERATIONS:
	case CONFIG_REFERENCES:
	case CONFIG_WINDOWS:
	case CONFIG_COMMENTED:
		write_texts(w);
		return;
	case CONFIG_LEVEL:
	case CONFIG_TRANSACTION:
	case CONFIG_DIALECT:
		write_words(w, mv_config_words(key->type));
		return;
	case CONFIG_LAYOUT:
		mv_write_list(w, "enum");
		for (const Layout *const *layout = mv_layouts; *layout; layout++)
			mv_write_text(w, NULL, (*layout)->name);
		mv_write_null(w, NULL);
		mv_write_end(w);
		return;
	case CONFIG_VERSIONS:
		mv_write_text(w, "$ref", "#/definitions/versions");
		return;
	case CONFIG_RELEASE:
		write_types(w, "number", "string");
		mv_write_text(w, "pattern", "^[0-9]{1,3}\\.[0-9]{1,3}(\\..*)?$");
		return;
	case CONFIG_RULES:
		mv_write_text(w, "$ref", "#/definitions/rules");
		return;
	case CONFIG_GROUP:
	case CONFIG_LIMITS:
	case CONFIG_TIMEOUTS:
		write_keys(w, key->keys);
		return;
	case CONFIG_MIGRATIONS:
	case CONFIG_OVERRIDES:
	case CONFIG_POLICIES:
		write_list_of(w, key);
		return;
	case CONFIG_COLUMN_TYPES:
	case CONFIG_TYPES:
		write_pairs(w);
		return;
	case CONFIG_COUNT:
		write_types(w, "integer", NULL);
		mv_write_number(w, "minimum", 1);
		return;
	case CONFIG_ROWS:
		write_types(w, "integer", "string");
		mv_write_text(w, "pattern", "^[0-9]+ *[kKmMgG]?$");
		mv_write_number(w, "minimum", 0);
		return;
	case CONFIG_BYTES:
		write_types(w, "integer", "string");
		mv_write_text(w, "pattern", "^[0-9]+ *([bB]|[bB][yY][tT][eE][sS]|[kKmMgGtT][bB])?$");
		mv_write_number(w, "minimum", 0);
		return;
	case CONFIG_TIME_RANGE:
		write_types(w, "string", "integer");
		return;
	}
}

/* A mapping with these keys and no others. */
static void write_keys(Writer *w, const ConfigKey *keys)
{
	bool required = false;

	write_types(w, "object", NULL);
	mv_write_flag(w, "additionalProperties", false);
	mv_write_object(w, "properties");
	for (const ConfigKey *key = keys; key->name; key++) {
		required = required || key->required;
		mv_write_object(w, key->name);
		mv_write_text(w, "description", key->help);
		write_type(w, key);
		mv_write_end(w);
	}
	mv_write_end(w);
	if (!required)
		return;
	mv_write_list(w, "required");
	for (const ConfigKey *key = keys; key->name; key++) {
		if (key->required)
			mv_write_text(w, NULL, key->name);
	}
	mv_write_end(w);
}

/* ---- rules ---- */

static void write_option(Writer *w, const RuleOption *option)
{
	mv_write_object(w, option->name);
	mv_write_text(w, "description", option->help);
	switch (option->type) {
	case OPTION_BOOL:
		write_type(w, &(const ConfigKey){ .type = CONFIG_FLAG });
		break;
	case OPTION_INT:
		mv_write_text(w, "type", "integer");
		break;
	case OPTION_STRING:
		write_types(w, "string", "number");
		break;
	case OPTION_PATTERN:
		mv_write_text(w, "type", "string");
		break;
	case OPTION_LIST:
		write_texts(w);
		break;
	}
	mv_write_end(w);
}

/* A severity, or a mapping with it and the rule's options. */
static void write_setting(Writer *w, const char *id, const char *help, const RuleOption *option)
{
	mv_write_object(w, id);
	if (help)
		mv_write_text(w, "description", help);
	mv_write_list(w, "anyOf");
	write_reference(w, NULL, SEVERITY);
	mv_write_object(w, NULL);
	mv_write_text(w, "type", "object");
	mv_write_flag(w, "additionalProperties", false);
	mv_write_object(w, "properties");
	write_reference(w, "severity", SEVERITY);
	for (; option && option->name; option++)
		write_option(w, option);
	mv_write_end(w);
	mv_write_end(w);
	mv_write_end(w);
	mv_write_end(w);
}

static void write_rules(Writer *w)
{
	mv_write_object(w, "rules");
	write_types(w, "object", NULL);
	mv_write_object(w, "properties");
	for (const char *const *category = mv_rule_categories; *category; category++)
		write_setting(w, *category, "all rules of this group", NULL);
	write_setting(w, "style", "the rules that are off by default", NULL);
	write_setting(w, MV_POLICY_CATEGORY, "all policies", NULL);
	for (size_t i = 0; i < mv_rule_count; i++)
		write_setting(w, mv_rules[i]->id, mv_rules[i]->doc.summary, mv_rules[i]->options);
	mv_write_end(w);
	/* whatever else stands there is a policy, which the schema cannot know */
	write_setting(w, "additionalProperties", NULL, NULL);
	mv_write_end(w);
}

void mv_config_json_schema(StrBuf *out)
{
	Writer w = { .out = out, .style = WRITER_JSON };
	const char *const *severities = mv_config_words(CONFIG_RULES);

	mv_write_object(&w, NULL);
	mv_write_text(&w, "$schema", "http://json-schema.org/draft-07/schema#");
	mv_write_text(&w, "title", "migvet.yaml");
	mv_write_text(&w, "description", "Configuration of migvet; written by 'migvet config --schema'");
	write_keys(&w, mv_config_keys);
	mv_write_object(&w, "definitions");
	mv_write_object(&w, "severity");
	mv_write_list(&w, "enum");
	for (size_t i = 0; severities[i]; i++)
		mv_write_text(&w, NULL, severities[i]);
	mv_write_end(&w);
	mv_write_end(&w);
	mv_write_object(&w, "versions");
	mv_write_list(&w, "type");
	mv_write_text(&w, NULL, "integer");
	mv_write_text(&w, NULL, "string");
	mv_write_text(&w, NULL, "array");
	mv_write_text(&w, NULL, "null");
	mv_write_end(&w);
	mv_write_number(&w, "minimum", MV_OLDEST_POSTGRES);
	mv_write_number(&w, "maximum", MV_NEWEST_POSTGRES);
	mv_write_text(&w, "pattern", "^[0-9, -]+$");
	mv_write_object(&w, "items");
	write_types(&w, "integer", "string");
	mv_write_end(&w);
	mv_write_end(&w);
	write_rules(&w);
	mv_write_end(&w);
	mv_write_end(&w);
	mv_buf_addc(out, '\n');
}
