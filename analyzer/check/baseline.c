/*
 * baseline.c: known findings, in a file that lives beside the migrations.
 *
 * {"version": 1, "findings": [{"fingerprint", "rule", "path", "message"}, ...]},
 * sorted, one finding a line, so that two branches merge well. Only
 * the fingerprint counts; the rest is for people and for telling stale
 * entries from those that were not judged this time.
 */
#include "migvet/check.h"

#include <cjson/cJSON.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BASELINE_VERSION = 1 };

typedef struct Entry {
	const char *fingerprint, *rule, *path, *message;
	bool met;
} Entry;
typedef VEC(Entry) EntryVec;

/* ---- reading ---- */

static const char *text_of(const cJSON *object, const char *name, Arena *arena)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsString(item) ? mv_arena_strdup(arena, item->valuestring) : NULL;
}

static bool copy_entries(const cJSON *root, const char *file, Arena *arena, EntryVec *entries, Error *err)
{
	const cJSON *version = cJSON_GetObjectItemCaseSensitive(root, "version");
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "findings"), *item;

	if (!cJSON_IsNumber(version) || !cJSON_IsArray(list))
		return mv_fail(err, "%s: this is not a baseline of migvet: write one with --write-baseline", file);
	if (version->valuedouble != BASELINE_VERSION)
		return mv_fail(err, "%s: this baseline was written by another version of migvet: write it anew with --write-baseline",
			       file);
	cJSON_ArrayForEach(item, list) {
		Entry entry = {
			.fingerprint = text_of(item, "fingerprint", arena),
			.rule = text_of(item, "rule", arena),
			.path = text_of(item, "path", arena),
			.message = text_of(item, "message", arena),
		};

		if (!entry.fingerprint || !entry.rule || !entry.path)
			return mv_fail(err, "%s: entry %u lacks its fingerprint, rule or path", file, entries->count + 1);
		*VEC_PUSH(arena, entries) = entry;
	}
	return true;
}

static bool read_entries(const char *file, Source *source, Arena *arena, EntryVec *entries, Error *err)
{
	Error why = { 0 };
	const char *end = NULL;
	cJSON *root;
	bool ok;

	if (!mv_source_read(source, file, file, arena, &why))
		return mv_fail(err, "%s: %s", file, why.message);
	root = cJSON_ParseWithLengthOpts(source->text.ptr, source->text.len, &end, false);
	if (!root) {
		Position place;

		mv_source_index_lines(source, arena);
		place = mv_source_position(source, end ? (uint32_t)(end - source->text.ptr) : 0, COLUMN_CODE_POINTS);
		return mv_fail(err, "%s:%u:%u: this is not JSON", file, place.line, place.column);
	}
	ok = copy_entries(root, file, arena, entries, err);
	cJSON_Delete(root);
	return ok;
}

/* ---- writing ---- */

static int compare_entries(const void *left, const void *right)
{
	const Entry *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	if (order == 0)
		order = strcmp(a->rule, b->rule);
	return order ? order : strcmp(a->fingerprint, b->fingerprint);
}

static void add_json_text(StrBuf *out, const char *name, const char *text)
{
	cJSON *item = cJSON_CreateString(text ? text : "");
	char *quoted = item ? cJSON_PrintUnformatted(item) : NULL;

	mv_buf_addf(out, "\"%s\": %s", name, quoted ? quoted : "\"\"");
	cJSON_free(quoted);
	cJSON_Delete(item);
}

static bool write_entries(const char *file, const EntryVec *entries, Error *err)
{
	StrBuf out = { 0 };
	bool ok;

	if (entries->count > 1)
		qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
	mv_buf_addf(&out, "{\n  \"version\": %d,\n  \"findings\": [", BASELINE_VERSION);
	for (uint32_t i = 0; i < entries->count; i++) {
		const Entry *entry = &entries->items[i];

		mv_buf_adds(&out, i ? ",\n    { " : "\n    { ");
		add_json_text(&out, "fingerprint", entry->fingerprint);
		mv_buf_adds(&out, ", ");
		add_json_text(&out, "rule", entry->rule);
		mv_buf_adds(&out, ", ");
		add_json_text(&out, "path", entry->path);
		mv_buf_adds(&out, ", ");
		add_json_text(&out, "message", entry->message);
		mv_buf_adds(&out, " }");
	}
	mv_buf_adds(&out, entries->count ? "\n  ]\n}\n" : "]\n}\n");
	ok = mv_write_file(file, &out, err);
	mv_buf_release(&out);
	return ok;
}

bool mv_baseline_write(const char *file, const FindingVec *findings, Error *err)
{
	Arena *scratch = mv_arena_new();
	EntryVec entries = { 0 };
	bool ok;

	for (uint32_t i = 0; i < findings->count; i++) {
		const Finding *finding = findings->items[i];

		if (!finding->suppressed)
			*VEC_PUSH(scratch, &entries) = (Entry){ .fingerprint = finding->fingerprint, .rule = finding->rule->id,
								.path = finding->path ? finding->path : "", .message = finding->message };
	}
	ok = write_entries(file, &entries, err);
	mv_arena_free(scratch);
	return ok;
}

/* ---- applying ---- */

static void mark_findings(const EntryVec *entries, const FindingVec *findings, Arena *arena)
{
	Map by_fingerprint;

	mv_map_init(&by_fingerprint, arena);
	for (uint32_t i = 0; i < entries->count; i++)
		mv_map_set(&by_fingerprint, entries->items[i].fingerprint, &entries->items[i]);
	for (uint32_t i = 0; i < findings->count; i++) {
		Entry *entry = mv_map_get(&by_fingerprint, findings->items[i]->fingerprint);

		if (!entry)
			continue;
		entry->met = true;
		/* a suppressed one is already accounted for */
		findings->items[i]->baselined = !findings->items[i]->suppressed;
	}
}

/* Files that were judged in this run: with --since or single paths not all that the baseline knows. */
static void list_judged(const Project *project, Map *judged)
{
	for (uint32_t s = 0; s < project->sets.count; s++) {
		const MigrationSet *set = project->sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			if (migration->under_review && migration->source)
				mv_map_set(judged, migration->source->path, migration->source);
			if (migration->under_review && migration->down_source)
				mv_map_set(judged, migration->down_source->path, migration->down_source);
		}
	}
}

static const Rule *rule_of(const Entry *entry, const Config *config)
{
	for (uint32_t i = 0; i < config->policies.count; i++) {
		if (mv_streq(config->policies.items[i]->id, entry->rule))
			return config->policies.items[i]->rule;
	}
	return mv_rule_find(entry->rule);
}

/* Judged, or gone: nothing can be found there any more. */
static bool is_stale(const Entry *entry, const Map *judged, const Config *config)
{
	const Rule *rule = rule_of(entry, config);

	if (entry->met || (rule && mv_config_severity(config, rule, entry->path) == SEVERITY_OFF))
		return false;
	return mv_map_get(judged, entry->path) || access(entry->path, F_OK) != 0;
}

static void report_stale(const Entry *entry, const Source *source, size_t *from, const Rule *rule, Severity severity,
			 Arena *arena, FindingVec *findings)
{
	Finding *finding = MV_NEW(arena, Finding);
	size_t at = mv_str_find(source->text, mv_str(entry->fingerprint), *from);

	if (at != SIZE_MAX)
		*from = at;
	finding->rule = rule;
	finding->severity = severity;
	finding->source = source;
	finding->path = source->path;
	finding->span = at == SIZE_MAX ? (Span){ 0 } :
					 (Span){ (uint32_t)at, (uint32_t)(at + strlen(entry->fingerprint)) };
	finding->message = mv_arena_format(arena, "the baseline lists '%s' in '%s', which is not found any more", entry->rule,
					   entry->path);
	finding->help = "remove the entry, or have all such entries removed by --prune-baseline";
	finding->order = findings->count;
	memcpy(finding->fingerprint, entry->fingerprint, strnlen(entry->fingerprint, sizeof finding->fingerprint - 1));
	*VEC_PUSH(arena, findings) = finding;
}

bool mv_baseline_apply(const char *file, const Project *project, const Config *config, Arena *arena,
		       FindingVec *findings, bool prune, Error *err)
{
	const Rule *rule = mv_rule_find("stale-baseline");
	Source *source = MV_NEW(arena, Source);
	EntryVec entries = { 0 };
	Severity severity;
	size_t from = 0;
	uint32_t kept = 0;
	Map judged;

	if (!read_entries(file, source, arena, &entries, err))
		return false;
	mark_findings(&entries, findings, arena);
	severity = rule ? mv_config_severity(config, rule, file) : SEVERITY_OFF;
	mv_map_init(&judged, arena);
	list_judged(project, &judged);
	for (uint32_t i = 0; i < entries.count; i++) {
		bool stale = is_stale(&entries.items[i], &judged, config);

		if (stale && !prune && severity != SEVERITY_OFF)
			report_stale(&entries.items[i], source, &from, rule, severity, arena, findings);
		if (!stale)
			entries.items[kept++] = entries.items[i];
	}
	if (!prune || kept == entries.count)
		return true;
	entries.count = kept;
	return write_entries(file, &entries, err);
}
