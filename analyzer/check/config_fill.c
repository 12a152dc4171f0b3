/* config_fill.c: a configuration's tree into a Config, by the table of keys. */
#include "config_fill.h"

#include "migvet/layout.h"
#include "migvet/facts.h"
#include "migvet/sizes.h"

#include <stdlib.h>
#include <string.h>

/* Enough to repair a file in one go; Error.message is not endless. */
enum { MOST_ERRORS = 8, LONGEST_VALUE = 48 };

/* ---- errors ---- */

void mv_config_complain(Filler *f, const Node *node, const char *message)
{
	if (f->error_count++ < MOST_ERRORS)
		mv_buf_addf(&f->errors, "%s%s:%u:%u: %s", f->errors.len ? "\n" : "", node->file, node->line,
			    node->column, message);
}

/* The value as shown in a message: one line, not endless. */
static const char *shown(Filler *f, const Node *node)
{
	size_t len;

	if (node->kind == NODE_LIST)
		return "a list";
	if (node->kind == NODE_MAP)
		return "a mapping";
	len = strcspn(node->text, "\r\n");
	if (len <= LONGEST_VALUE && !node->text[len])
		return mv_arena_format(f->arena, "'%s'", node->text);
	if (len > LONGEST_VALUE)
		len = LONGEST_VALUE;
	while (len && ((unsigned char)node->text[len] & 0xC0) == 0x80)
		len--; /* not in the middle of a character */
	return mv_arena_format(f->arena, "'%.*s...'", (int)len, node->text);
}

void mv_config_complain_expected(Filler *f, const Node *node, const char *name, const char *expected)
{
	mv_config_complain(f, node, mv_arena_format(f->arena, "'%s' is %s, not %s", name, expected, shown(f, node)));
}

void mv_config_complain_unknown(Filler *f, const Node *node, const char *what, const char *const *known)
{
	const char *nearest = node->kind == NODE_SCALAR ? mv_nearest(node->text, known) : NULL;

	if (nearest)
		mv_config_complain(f, node, mv_arena_format(f->arena, "unknown %s %s; did you mean '%s'?", what, shown(f, node), nearest));
	else
		mv_config_complain(f, node, mv_arena_format(f->arena, "unknown %s %s", what, shown(f, node)));
}

/* ---- scalars ---- */

bool mv_config_is_null(const Node *node)
{
	return node->kind == NODE_SCALAR && node->plain &&
	       (!*node->text || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

bool mv_config_has_text(const Node *node)
{
	return node->kind == NODE_SCALAR && *node->text;
}

/* yes, no, yes, no, ... */
static const char *const flag_words[] = { "true", "false", "yes", "no", "on", "off", "True", "False", "TRUE", "FALSE", NULL };

static bool parse_flag(const Node *node, bool *flag)
{
	for (size_t i = 0; node->kind == NODE_SCALAR && flag_words[i]; i++) {
		if (strcmp(node->text, flag_words[i]) == 0) {
			*flag = i % 2 == 0;
			return true;
		}
	}
	return false;
}

static const char *const level_words[] = { "error", "warning", "info", NULL };
static const char *const severity_words[] = { "error", "warning", "info", "off", NULL };
static const char *const transaction_words[] = { "none", "implicit", "file", "all", NULL };
static const TransactionMode transaction_modes[] = { TRANSACTION_NONE, TRANSACTION_IMPLICIT, TRANSACTION_FILE,
						     TRANSACTION_ALL };
static const char *const dialect_words[] = { "postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle", "h2",
					     "hsqldb", "clickhouse", "cockroachdb", "other", NULL };

const char *const *mv_config_words(ConfigType type)
{
	switch (type) {
	case CONFIG_FLAG:
	case CONFIG_TRI:
		return flag_words;
	case CONFIG_RULES:
		return severity_words;
	case CONFIG_LEVEL:
		return level_words;
	case CONFIG_TRANSACTION:
		return transaction_words;
	case CONFIG_DIALECT:
		return dialect_words;
	case CONFIG_TEXT:
	case CONFIG_FILE:
	case CONFIG_SNAPSHOT:
	case CONFIG_ROWS:
	case CONFIG_BYTES:
	case CONFIG_TEXTS:
	case CONFIG_GLOBS:
	case CONFIG_LAYOUT:
	case CONFIG_VERSIONS:
	case CONFIG_RELEASE:
	case CONFIG_GROUP:
	case CONFIG_EXTENDS:
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
		return NULL;
	}
	return NULL;
}

int mv_config_word_of(Filler *f, const Node *node, const char *name, const char *const *words)
{
	StrBuf list = { 0 };

	for (int i = 0; words[i]; i++) {
		if (node->kind == NODE_SCALAR && strcmp(node->text, words[i]) == 0)
			return i;
	}
	for (int i = 0; words[i]; i++)
		mv_buf_addf(&list, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
	mv_config_complain_expected(f, node, name, mv_buf_to_arena(&list, f->arena));
	mv_buf_release(&list);
	return -1;
}

static void fill_layout(Filler *f, const Node *node, const char **layout)
{
	TextVec names = { 0 };

	if (node->kind == NODE_SCALAR && mv_layout_find(node->text)) {
		*layout = node->text;
		return;
	}
	for (const Layout *const *known = mv_layouts; *known; known++)
		*VEC_PUSH(f->arena, &names) = (*known)->name;
	*VEC_PUSH(f->arena, &names) = NULL;
	mv_config_complain_unknown(f, node, "layout", names.items);
}

static void fill_versions(Filler *f, const Node *node)
{
	StrBuf text = { 0 };
	Error err = { 0 };
	bool good = node->kind == NODE_SCALAR || (node->kind == NODE_LIST && node->items.count);

	if (f->versions_given) {
		mv_config_complain(f, node, "the PostgreSQL versions are given twice");
		return;
	}
	f->versions_given = true;
	if (node->kind == NODE_SCALAR)
		mv_buf_adds(&text, node->text);
	for (uint32_t i = 0; good && node->kind == NODE_LIST && i < node->items.count; i++) {
		good = mv_config_has_text(node->items.items[i]);
		if (good)
			mv_buf_addf(&text, "%s%s", i ? "," : "", node->items.items[i]->text);
	}
	if (!good || strlen(text.ptr ? text.ptr : "") > 256)
		mv_config_complain(f, node, "the PostgreSQL versions are written as 15, [14, 17] or \"14-17\"");
	else if (!mv_config_versions(f->config, text.ptr ? text.ptr : "", f->arena, &err))
		mv_config_complain(f, node, err.message);
	mv_buf_release(&text);
}

/* ---- lists of texts ---- */

/*
 * A glob as people mean it: `legacy` is a name at any depth, `db/legacy` and
 * `db/legacy/` hold what is below, `./db` is `db`.
 */
static void add_glob(Filler *f, const char *pattern, TextVec *globs)
{
	size_t len;

	while (pattern[0] == '.' && pattern[1] == '/')
		pattern += 2;
	len = strlen(pattern);
	while (len && pattern[len - 1] == '/')
		len--;
	pattern = mv_arena_format(f->arena, "%s%.*s", memchr(pattern, '/', len) ? "" : "**/", (int)len, pattern);
	*VEC_PUSH(f->arena, globs) = pattern;
	if (!mv_str_ends(mv_str(pattern), STR("**")))
		*VEC_PUSH(f->arena, globs) = mv_arena_format(f->arena, "%s/**", pattern);
}

static void add_text(Filler *f, const Node *node, const ConfigKey *key, TextVec *texts)
{
	if (!mv_config_has_text(node))
		mv_config_complain_expected(f, node, key->name, "a text or a list of texts");
	else if (key->type == CONFIG_GLOBS)
		add_glob(f, node->text, texts);
	else
		*VEC_PUSH(f->arena, texts) = node->text;
}

static void fill_texts(Filler *f, const Node *node, const ConfigKey *key, void *field)
{
	TextVec texts = { 0 };

	if (node->kind != NODE_LIST)
		add_text(f, node, key, &texts);
	for (uint32_t i = 0; node->kind == NODE_LIST && i < node->items.count; i++)
		add_text(f, node->items.items[i], key, &texts);
	/* all such fields are VEC(const char *), each a type of its own to the compiler */
	memcpy(field, &texts, sizeof texts);
}

/* ---- rules ---- */

bool mv_config_is_category(const char *name)
{
	for (size_t i = 0; i < mv_rule_count; i++) {
		if (mv_rule_is_of(mv_rules[i], name))
			return true;
	}
	return strcmp(name, MV_POLICY_CATEGORY) == 0;
}

static bool is_policy(const Filler *f, const char *id)
{
	for (uint32_t i = 0; i < f->policy_ids.count; i++) {
		if (strcmp(f->policy_ids.items[i], id) == 0)
			return true;
	}
	return false;
}

static void complain_unknown_rule(Filler *f, const Node *node)
{
	TextVec names = { 0 };

	for (size_t i = 0; i < mv_rule_count; i++) {
		*VEC_PUSH(f->arena, &names) = mv_rules[i]->id;
		*VEC_PUSH(f->arena, &names) = mv_rules[i]->category;
	}
	for (uint32_t i = 0; i < f->policy_ids.count; i++)
		*VEC_PUSH(f->arena, &names) = f->policy_ids.items[i];
	*VEC_PUSH(f->arena, &names) = NULL;
	mv_config_complain_unknown(f, node, "rule", names.items);
}

static const RuleOption *find_option(const Rule *rule, const char *name)
{
	for (const RuleOption *option = rule->options; option && option->name; option++) {
		if (strcmp(option->name, name) == 0)
			return option;
	}
	return NULL;
}

static bool is_integer(const Node *node)
{
	char *end;

	if (!mv_config_has_text(node) || strlen(node->text) > 9)
		return false;
	strtol(node->text, &end, 10);
	return !*end;
}

/* The text of an option's value; NULL when it has the wrong type. */
static const char *option_value(Filler *f, const Node *node, const RuleOption *option)
{
	StrBuf joined = { 0 };
	Error why = { 0 };
	const char *text;
	bool flag, good;

	switch (option->type) {
	case OPTION_BOOL:
		return parse_flag(node, &flag) ? flag ? "true" : "false" : NULL;
	case OPTION_INT:
		return is_integer(node) ? node->text : NULL;
	case OPTION_STRING:
		return node->kind == NODE_SCALAR ? node->text : NULL;
	case OPTION_PATTERN:
		if (mv_config_has_text(node) && !mv_pattern_check(node->text, &why))
			mv_config_complain(f, node, mv_arena_format(f->arena, "the pattern '%s' cannot be read: %s", node->text, why.message));
		return mv_config_has_text(node) ? node->text : NULL;
	case OPTION_LIST:
		break;
	}
	if (node->kind == NODE_SCALAR)
		return node->text;
	good = node->kind == NODE_LIST;
	for (uint32_t i = 0; good && i < node->items.count; i++) {
		good = mv_config_has_text(node->items.items[i]);
		if (good)
			mv_buf_addf(&joined, "%s%s", i ? "," : "", node->items.items[i]->text);
	}
	text = good ? mv_arena_strndup(f->arena, joined.len ? joined.ptr : "", joined.len) : NULL;
	mv_buf_release(&joined);
	return text;
}

static void fill_option(Filler *f, const Rule *rule, const Node *key, const Node *value, RuleSetting *setting)
{
	static const char *const types[] = {
		[OPTION_BOOL] = "true or false",
		[OPTION_INT] = "a number",
		[OPTION_STRING] = "a text",
		[OPTION_LIST] = "a list of texts",
		[OPTION_PATTERN] = "a pattern",
	};
	const RuleOption *option = find_option(rule, key->text);
	const char *text;

	if (!option) {
		TextVec names = { 0 };

		*VEC_PUSH(f->arena, &names) = "severity";
		for (option = rule->options; option && option->name; option++)
			*VEC_PUSH(f->arena, &names) = option->name;
		*VEC_PUSH(f->arena, &names) = NULL;
		mv_config_complain_unknown(f, key, mv_arena_format(f->arena, "option of rule '%s':", rule->id), names.items);
		return;
	}
	text = option_value(f, value, option);
	if (!text) {
		mv_config_complain_expected(f, value, option->name, types[option->type]);
		return;
	}
	if (!setting->options.arena)
		mv_map_init(&setting->options, f->arena);
	mv_map_set(&setting->options, option->name, (void *)(uintptr_t)text);
}

static void fill_severity(Filler *f, const Node *node, const char *name, RuleSetting *setting)
{
	int word = mv_config_word_of(f, node, name, severity_words);

	if (word >= 0)
		setting->has_severity = mv_severity_parse(severity_words[word], &setting->severity);
}

static void fill_rule(Filler *f, const Node *key, const Node *value, RuleSettingVec *settings)
{
	const Rule *rule = mv_rule_find(key->text);
	RuleSetting *setting;

	if (!rule && !mv_config_is_category(key->text) && !is_policy(f, key->text)) {
		complain_unknown_rule(f, key);
		return;
	}
	setting = VEC_PUSH(f->arena, settings);
	setting->id = key->text;
	setting->line = key->line;
	if (value->kind != NODE_MAP) {
		fill_severity(f, value, key->text, setting);
		return;
	}
	for (uint32_t i = 0; i + 1 < value->items.count; i += 2) {
		const Node *name = value->items.items[i];

		if (name->kind != NODE_SCALAR)
			mv_config_complain(f, name, "an option's name is a text");
		else if (strcmp(name->text, "severity") == 0)
			fill_severity(f, value->items.items[i + 1], "severity", setting);
		else if (rule)
			fill_option(f, rule, name, value->items.items[i + 1], setting);
		else
			mv_config_complain(f, name, mv_arena_format(f->arena, "'%s' is a %s and has no option but 'severity'", key->text,
							  is_policy(f, key->text) ? "policy" : "group of rules"));
	}
}

static void fill_rules(Filler *f, const Node *node, void *field)
{
	RuleSettingVec *settings = field;
	Map seen;

	if (node->kind != NODE_MAP) {
		mv_config_complain_expected(f, node, "rules", "a mapping of rules to severities");
		return;
	}
	mv_map_init(&seen, f->arena);
	for (uint32_t i = 0; i + 1 < node->items.count; i += 2) {
		const Node *key = node->items.items[i];

		if (key->kind != NODE_SCALAR) {
			mv_config_complain(f, key, "a rule's name is a text");
		} else if (mv_map_get(&seen, key->text)) {
			mv_config_complain(f, key, mv_arena_format(f->arena, "rule %s is set twice", shown(f, key)));
		} else {
			mv_map_set(&seen, key->text, node->items.items[i]);
			fill_rule(f, key, node->items.items[i + 1], settings);
		}
	}
}

/* ---- keys ---- */

static void fill_members(Filler *f, const Node *node, const ConfigKey *key)
{
	for (uint32_t i = 0; node->kind == NODE_LIST && i < node->items.count; i++) {
		const Node *member = node->items.items[i];

		if (key->type == CONFIG_MIGRATIONS && mv_config_has_text(member))
			VEC_PUSH(f->arena, &f->config->migrations)->path = member->text; /* `- db/migrations` */
		else if (key->type == CONFIG_POLICIES)
			mv_config_fill_policy(f, member, key);
		else if (key->type == CONFIG_MIGRATIONS)
			mv_config_fill_keys(f, member, key->keys, VEC_PUSH(f->arena, &f->config->migrations), "migrations");
		else
			mv_config_fill_keys(f, member, key->keys, VEC_PUSH(f->arena, &f->config->overrides), "overrides");
	}
	if (node->kind != NODE_LIST)
		mv_config_complain_expected(f, node, key->name, "a list");
}

static void fill_tri(Filler *f, const Node *node, const ConfigKey *key, Tri *tri)
{
	bool flag;

	if (parse_flag(node, &flag))
		*tri = mv_tri(flag);
	else
		mv_config_complain_expected(f, node, key->name, "true or false");
}

static void fill_text(Filler *f, const Node *node, const ConfigKey *key, const char **text)
{
	if (!mv_config_has_text(node))
		mv_config_complain_expected(f, node, key->name, "a text");
	else if (key->type == CONFIG_FILE)
		*text = mv_config_beside(node->file, node->text, f->arena);
	else
		*text = node->text;
}

static void fill_snapshot(Filler *f, const Node *node, const ConfigKey *key, const char **from)
{
	static const ConfigKey file = { .type = CONFIG_FILE };

	if (!mv_config_has_text(node))
		mv_config_complain_expected(f, node, key->name, "a file");
	else if (mv_database_is_named(node->text)) /* whoever changes the file would choose who is sent the job's password */
		mv_config_complain(f, node, "'from' is a file: a database is named with --sizes, not in a configuration");
	else
		fill_text(f, node, &file, from);
}

/* Two numbers: the series decides, not the patch. */
static void fill_release(Filler *f, const Node *node, const ConfigKey *key, const char **release)
{
	size_t first = node->kind == NODE_SCALAR ? strspn(node->text, "0123456789") : 0;
	const char *rest = first && node->text[first] == '.' ? node->text + first + 1 : "";
	size_t second = strspn(rest, "0123456789");

	if (first && first < 4 && second && second < 4 && (!rest[second] || rest[second] == '.'))
		*release = mv_arena_strndup(f->arena, node->text, first + 1 + second);
	else
		mv_config_complain_expected(f, node, key->name, "a version such as '4.2'");
}

/* What directives, SARIF and baselines call something. */
static void fill_id(Filler *f, const Node *node, const ConfigKey *key, const char **id)
{
	bool fits = mv_config_has_text(node) && node->text[0] >= 'a' && node->text[0] <= 'z' && strlen(node->text) <= 60;

	for (const char *c = fits ? node->text : ""; *c; c++)
		fits = fits && ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (*c == '-' && c[1] && c[1] != '-'));
	if (fits)
		*id = node->text;
	else
		mv_config_complain_expected(f, node, key->name, "lower case letters, digits and single dashes, as in 'owner-comment'");
}

static void fill_count(Filler *f, const Node *node, const ConfigKey *key, uint32_t *count)
{
	if (is_integer(node) && node->text[0] != '-' && strtol(node->text, NULL, 10) > 0)
		*count = (uint32_t)strtol(node->text, NULL, 10);
	else
		mv_config_complain_expected(f, node, key->name, "a number over 0");
}

static void fill_key(Filler *f, const Node *node, const ConfigKey *key, void *record)
{
	void *field = (char *)record + key->offset;
	int word;

	switch (key->type) {
	case CONFIG_FLAG:
		if (!parse_flag(node, field))
			mv_config_complain_expected(f, node, key->name, "true or false");
		return;
	case CONFIG_TRI:
		fill_tri(f, node, key, field);
		return;
	case CONFIG_TEXT:
	case CONFIG_FILE:
		fill_text(f, node, key, field);
		return;
	case CONFIG_SNAPSHOT:
		fill_snapshot(f, node, key, field);
		return;
	case CONFIG_ROWS:
		if (node->kind != NODE_SCALAR || !mv_parse_count(node->text, field))
			mv_config_complain_expected(f, node, key->name, "a number of rows, as 10000, 10k or 100M");
		return;
	case CONFIG_BYTES:
		if (node->kind != NODE_SCALAR || !mv_parse_bytes(node->text, field))
			mv_config_complain_expected(f, node, key->name, "a size, as 10 MB or 50 GB");
		return;
	case CONFIG_TEXTS:
	case CONFIG_GLOBS:
		fill_texts(f, node, key, field);
		return;
	case CONFIG_LEVEL:
		word = mv_config_word_of(f, node, key->name, level_words);
		if (word >= 0)
			mv_severity_parse(level_words[word], field);
		return;
	case CONFIG_LAYOUT:
		fill_layout(f, node, field);
		return;
	case CONFIG_DIALECT:
		word = mv_config_word_of(f, node, key->name, dialect_words);
		if (word >= 0)
			*(const char **)field = dialect_words[word];
		return;
	case CONFIG_TRANSACTION:
		word = mv_config_word_of(f, node, key->name, transaction_words);
		if (word >= 0)
			*(TransactionMode *)field = transaction_modes[word];
		return;
	case CONFIG_VERSIONS:
		fill_versions(f, node);
		return;
	case CONFIG_RELEASE:
		fill_release(f, node, key, field);
		return;
	case CONFIG_RULES:
		fill_rules(f, node, field);
		return;
	case CONFIG_GROUP:
		mv_config_fill_keys(f, node, key->keys, record, key->name);
		return;
	case CONFIG_ID:
		fill_id(f, node, key, field);
		return;
	case CONFIG_QUERY:
		fill_text(f, node, key, field);
		mv_config_fill_demand(f, node, key, record);
		return;
	case CONFIG_COLUMN_TYPES:
	case CONFIG_TYPES:
	case CONFIG_COMMENTED:
	case CONFIG_OPERATIONS:
	case CONFIG_REFERENCES:
	case CONFIG_LIMITS:
	case CONFIG_TIMEOUTS:
	case CONFIG_WINDOWS:
		mv_config_fill_demand(f, node, key, record);
		return;
	case CONFIG_COUNT:
		fill_count(f, node, key, field);
		return;
	case CONFIG_TIME_RANGE:
		if (node->kind != NODE_SCALAR || !mv_time_range_read(node->text, field))
			mv_config_complain_expected(f, node, key->name, "a time or a range of times, as in '1s .. 5s' or '.. 10min'");
		return;
	case CONFIG_ZONE:
		if (node->kind == NODE_SCALAR && mv_time_zone_exists(node->text))
			*(const char **)field = node->text;
		else
			mv_config_complain_expected(f, node, key->name, "a time zone that this machine knows, as 'UTC' or 'Europe/Berlin'");
		return;
	case CONFIG_EXTENDS:
		return; /* what it brings is in the tree already */
	case CONFIG_MIGRATIONS:
	case CONFIG_OVERRIDES:
	case CONFIG_POLICIES:
		fill_members(f, node, key);
		return;
	}
}

static const ConfigKey *find_key(const ConfigKey *keys, const char *name)
{
	for (; keys->name; keys++) {
		if (strcmp(keys->name, name) == 0)
			return keys;
	}
	return NULL;
}

static void complain_unknown_key(Filler *f, const Node *node, const ConfigKey *keys)
{
	TextVec names = { 0 };

	for (; keys->name; keys++)
		*VEC_PUSH(f->arena, &names) = keys->name;
	*VEC_PUSH(f->arena, &names) = NULL;
	mv_config_complain_unknown(f, node, "key", names.items);
}

void mv_config_fill_keys(Filler *f, const Node *node, const ConfigKey *keys, void *record, const char *what)
{
	uint64_t seen = 0; /* by position in `keys` */

	if (node->kind != NODE_MAP) {
		mv_config_complain(f, node, mv_arena_format(f->arena, "%s takes keys and values, not %s", what, shown(f, node)));
		return;
	}
	for (uint32_t i = 0; i + 1 < node->items.count; i += 2) {
		const Node *name = node->items.items[i], *value = node->items.items[i + 1];
		const ConfigKey *key = name->kind == NODE_SCALAR ? find_key(keys, name->text) : NULL;

		if (!key) {
			complain_unknown_key(f, name, keys);
			continue;
		}
		if (seen & (uint64_t)1 << (key - keys)) {
			mv_config_complain(f, name, mv_arena_format(f->arena, "key '%s' is given twice", key->name));
			continue;
		}
		seen |= (uint64_t)1 << (key - keys);
		if (!mv_config_is_null(value))
			fill_key(f, value, key, record);
	}
	for (const ConfigKey *key = keys; key->name; key++) {
		if (key->required && !(seen & (uint64_t)1 << (key - keys)))
			mv_config_complain(f, node, mv_arena_format(f->arena, "key '%s' is missing here", key->name));
	}
}

bool mv_config_end(Filler *f, Error *err)
{
	if (f->error_count > MOST_ERRORS)
		mv_buf_addf(&f->errors, "\nand %u more", f->error_count - MOST_ERRORS);
	if (f->error_count)
		mv_fail(err, "%s", f->errors.ptr);
	mv_buf_release(&f->errors);
	return f->error_count == 0;
}

static const Node *value_of(const Node *root, const char *name)
{
	for (uint32_t i = 0; root && root->kind == NODE_MAP && i + 1 < root->items.count; i += 2) {
		if (root->items.items[i]->kind == NODE_SCALAR && strcmp(root->items.items[i]->text, name) == 0)
			return root->items.items[i + 1];
	}
	return NULL;
}

/* What is small and huge at once would be judged both ways. */
static void check_thresholds(Filler *f, const Node *root)
{
	const Node *sizes = value_of(root, "sizes");

	if (sizes && (f->config->small.rows >= f->config->huge.rows || f->config->small.bytes >= f->config->huge.bytes))
		mv_config_complain(f, sizes, "what is small must be less than what is huge, in rows and in bytes");
}

bool mv_config_fill(Config *config, const Node *root, Arena *arena, Error *err)
{
	Filler f = { .config = config, .arena = arena };

	mv_config_note_policies(&f, root);
	if (root && !mv_config_is_null(root))
		mv_config_fill_keys(&f, root, mv_config_keys, config, "a configuration");
	check_thresholds(&f, root);
	return mv_config_end(&f, err);
}
