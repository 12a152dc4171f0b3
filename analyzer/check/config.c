/* config.c: finding and loading migvet.yaml; defaults; what holds for a path. */
#include "config_schema.h"

#include "migvet/rule.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* stdlib.h hides it: banned.h, which comes first, fixes the standard before X/Open's part could be asked for */
char *realpath(const char *restrict path, char *restrict resolved);

enum { MOST_PARENTS = 64 };

void mv_config_defaults(Config *config, Arena *arena)
{
	/*
	 * A server reads, sorts and writes some 100 MB and a million rows a second: up to `small` nobody notices, from
	 * `huge` on others wait for minutes.
	 */
	*config = (Config){ .directory = ".", .fail_on = SEVERITY_ERROR, .ci_reports = true,
			    .small = { .rows = 10000, .bytes = 10485760 }, .huge = { .rows = 100000000, .bytes = 53687091200 } };
	for (int version = 14; version <= MV_NEWEST_POSTGRES; version++)
		*VEC_PUSH(arena, &config->versions) = version;
}

/* ---- finding ---- */

static bool exists(const char *path, struct stat *st)
{
	return stat(path, st) == 0;
}

/* "a" of "a/b", "." of "a", ".." of ".", "../.." of "..". */
static const char *above_of(const char *directory, Arena *arena)
{
	const char *slash = strrchr(directory, '/'), *last = slash ? slash + 1 : directory;

	if (strcmp(directory, ".") == 0)
		return "..";
	if (!*last || strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		return mv_arena_format(arena, "%s/..", directory);
	return !slash ? "." : slash == directory ? "/" : mv_arena_strndup(arena, directory, (size_t)(slash - directory));
}

const char *mv_config_nearest(const char *start, Arena *arena)
{
	static const char *const names[] = { "migvet.yaml", "migvet.yml", ".migvet.yaml", ".migvet.yml" };
	const char *directory = start;
	struct stat here, above, st;

	for (int level = 0; level < MOST_PARENTS && exists(directory, &here); level++) {
		const char *prefix = strcmp(directory, ".") == 0 ? "" : mv_arena_format(arena, "%s/", directory);

		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			const char *file = mv_arena_format(arena, "%s%s", prefix, names[i]);

			if (exists(file, &st))
				return file;
		}
		/* what lies above the repository is not the repository's configuration */
		if (exists(mv_arena_format(arena, "%s.git", prefix), &st))
			return NULL;
		directory = above_of(directory, arena);
		if (exists(directory, &above) && above.st_ino == here.st_ino && above.st_dev == here.st_dev)
			return NULL;
	}
	return NULL;
}

bool mv_config_find(Config *config, const char *start, Arena *arena, Error *err)
{
	const char *file = mv_config_nearest(start, arena);

	return !file || mv_config_load(config, file, arena, err);
}

/* ---- paths ---- */

static bool is_below(const char *path, const char *directory)
{
	size_t len = strlen(directory);

	return strncmp(path, directory, len) == 0 && (path[len] == '/' || (len && directory[len - 1] == '/'));
}

/* `path` seen from `directory`, which it is below, with a slash at the end. */
static const char *seen_from(const char *path, const char *directory, Arena *arena)
{
	path += strlen(directory);
	return mv_arena_format(arena, "%s/", path + (*path == '/'));
}

/* Migrations are shown relative to the working directory, the configuration's globs are relative to its file. */
static void relate_paths(Config *config, Arena *arena)
{
	char here[PATH_MAX], there[PATH_MAX];

	if (strcmp(config->directory, ".") == 0 || !realpath(".", here) || !realpath(config->directory, there))
		return;
	if (is_below(here, there))
		config->path_added = seen_from(here, there, arena);
	else if (is_below(there, here))
		config->path_removed = seen_from(there, here, arena);
}

/* `path` as the configuration's globs see it. */
static const char *path_for_globs(const Config *config, const char *path, char buffer[PATH_MAX])
{
	Str added;

	if (config->path_removed)
		return mv_str_starts(mv_str(path), mv_str(config->path_removed)) ? path + strlen(config->path_removed) : path;
	if (!config->path_added || path[0] == '/')
		return path;
	added = mv_str(config->path_added);
	while (added.len && strncmp(path, "../", 3) == 0) {
		path += 3;
		added.len--; /* its slash */
		while (added.len && added.ptr[added.len - 1] != '/')
			added.len--;
	}
	if (added.len + strlen(path) >= PATH_MAX)
		return path;
	memcpy(buffer, added.ptr, added.len);
	memcpy(buffer + added.len, path, strlen(path) + 1);
	return buffer;
}

/* ---- loading ---- */

bool mv_config_load(Config *config, const char *file, Arena *arena, Error *err)
{
	const char *slash = strrchr(file, '/');
	Node *root = NULL;

	config->file = mv_arena_strdup(arena, file);
	config->directory = !slash	? "." :
			    slash == file ? "/" :
					    mv_arena_strndup(arena, file, (size_t)(slash - file));
	relate_paths(config, arena);
	if (!mv_config_read(&root, config->file, arena, err))
		return false;
	config->tree = root;
	return mv_config_fill(config, root, arena, err);
}

/* ---- what holds for a path ---- */

static bool fits_any(const char *const *globs, uint32_t count, const char *path)
{
	for (uint32_t i = 0; i < count; i++) {
		if (mv_glob_match(globs[i], path))
			return true;
	}
	return false;
}

static bool applies(const PathOverride *override, const char *path)
{
	return fits_any(override->paths.items, override->paths.count, path);
}

bool mv_config_policy_applies(const Config *config, const PolicyConfig *policy, const char *path)
{
	char buffer[PATH_MAX];

	return !policy->paths.count || fits_any(policy->paths.items, policy->paths.count, path_for_globs(config, path, buffer));
}

bool mv_config_override_applies(const Config *config, const PathOverride *override, const char *path)
{
	char buffer[PATH_MAX];

	return applies(override, path_for_globs(config, path, buffer));
}

/* The group first, then the rule itself: what is closer wins, in whatever order they are written. */
static void apply_settings(const RuleSettingVec *settings, const Rule *rule, Severity *severity)
{
	for (uint32_t i = 0; i < settings->count; i++) {
		const RuleSetting *setting = &settings->items[i];

		/* what is off for a reason of its own stays off */
		if (setting->has_severity && mv_rule_is_of(rule, setting->id) && (*severity != SEVERITY_OFF || rule->style))
			*severity = setting->severity;
	}
	for (uint32_t i = 0; i < settings->count; i++) {
		const RuleSetting *setting = &settings->items[i];

		if (setting->has_severity && strcmp(setting->id, rule->id) == 0)
			*severity = setting->severity;
	}
}

Severity mv_config_severity(const Config *config, const Rule *rule, const char *path)
{
	Severity severity = rule->severity;
	char buffer[PATH_MAX];

	if (rule->policy && *path && !mv_config_policy_applies(config, rule->policy, path))
		return SEVERITY_OFF;
	apply_settings(&config->rules, rule, &severity);
	if (config->overrides.count)
		path = path_for_globs(config, path, buffer);
	for (uint32_t i = 0; i < config->overrides.count; i++) {
		const PathOverride *override = &config->overrides.items[i];

		if (override->rules.count && applies(override, path))
			apply_settings(&override->rules, rule, &severity);
	}
	return severity;
}

static const char *option_in(const RuleSettingVec *settings, const Rule *rule, const char *name)
{
	for (uint32_t i = 0; i < settings->count; i++) {
		const RuleSetting *setting = &settings->items[i];

		if (setting->options.arena && strcmp(setting->id, rule->id) == 0 && mv_map_get(&setting->options, name))
			return mv_map_get(&setting->options, name);
	}
	return NULL;
}

const char *mv_config_option(const Config *config, const Rule *rule, const char *name, const char *path)
{
	const char *text = NULL;
	char buffer[PATH_MAX];

	if (config->overrides.count)
		path = path_for_globs(config, path, buffer);
	for (uint32_t i = config->overrides.count; i > 0 && !text; i--) {
		const PathOverride *override = &config->overrides.items[i - 1];

		if (override->rules.count && applies(override, path))
			text = option_in(&override->rules, rule, name);
	}
	if (!text)
		text = option_in(&config->rules, rule, name);
	for (const RuleOption *option = rule->options; !text && option && option->name; option++) {
		if (strcmp(option->name, name) == 0)
			text = option->default_value;
	}
	return text;
}

const Rule *const *mv_config_rules(const Config *config, Arena *arena, size_t *count)
{
	const Rule **rules = MV_NEW_ARRAY(arena, const Rule *, mv_rule_count + config->policies.count + 1);

	memcpy(rules, mv_rules, mv_rule_count * sizeof *rules);
	for (uint32_t i = 0; i < config->policies.count; i++)
		rules[mv_rule_count + i] = config->policies.items[i]->rule;
	*count = mv_rule_count + config->policies.count;
	return rules;
}
