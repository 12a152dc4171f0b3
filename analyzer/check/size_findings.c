/*
 * size_findings.c: what sizes mean for findings: the relations that a finding is
 * about are told with their sizes, and what takes as long as there are rows
 * weighs less on small tables and more on huge ones.
 *
 * Severities follow sizes where these decide how long others wait: rules of
 * locks and rewrites, and those that say so (Rule.size). What the server
 * refuses, and what destroys, is as bad on a small table.
 */
#include "engine.h"

#include "migvet/sizes.h"

#include <stdio.h>
#include <string.h>

/* More relations are counted, not told one by one. */
enum { MOST_TOLD = 4, OLD_DAYS = 30 };

/* ---- sizes of relations ---- */

static const KnownSize *size_by_path(const RuleContext *context, const SizeMap *map, const char *name)
{
	const KnownSize *size = NULL;

	for (uint32_t i = 0; !size && !context->schema->search_path_unknown && i < context->schema->search_path.count; i++)
		size = mv_size_by_name(map, context->schema->search_path.items[i], name);
	return size;
}

static const KnownSize *size_of(const RuleContext *context, const Table *table, const char *schema, const char *name)
{
	const SizeMap *map = context->engine->sizes;

	if (!map || context->engine->position < map->from)
		return NULL;
	if (table && (mv_size_by_id(map, table->object.id) || !table->object.incomplete))
		return mv_size_by_id(map, table->object.id);
	/* no migration before has made or renamed it: it is what has this name */
	if (table)
		return mv_size_by_name(map, table->object.schema, table->object.name);
	return !name ? NULL : schema ? mv_size_by_name(map, schema, name) : size_by_path(context, map, name);
}

const KnownSize *mv_table_size(const RuleContext *context, const Table *table)
{
	return table ? size_of(context, table, NULL, NULL) : NULL;
}

const IndexSize *mv_index_size(const RuleContext *context, const TableIndex *index)
{
	const KnownSize *size = index->object.birth.change && mv_is_new(context, &index->object.birth) ? NULL : mv_table_size(context, index->table);

	for (uint32_t i = 0; size && i < size->table->indexes.count; i++) {
		if (strcmp(size->table->indexes.items[i].name, index->object.name) == 0)
			return &size->table->indexes.items[i];
	}
	return NULL;
}

const char *mv_counted_since(const RuleContext *context)
{
	const Snapshot *snapshot = context->engine->config->sizes;
	bool known = snapshot && snapshot->statistics_reset && strlen(snapshot->statistics_reset) >= MV_DAY_LENGTH &&
		     mv_is_day((Str){ .ptr = snapshot->statistics_reset, .len = MV_DAY_LENGTH });

	return known ? mv_arena_strndup(context->arena, snapshot->statistics_reset, MV_DAY_LENGTH) : "the count began";
}

/* ---- the relations that a change works on ---- */

typedef struct Told {
	FindingSize items[MOST_TOLD];
	uint32_t count, more; /* known ones that are told; that are not */
	bool works;           /* all rows of them are read or written */
	bool all_small, any_huge;
} Told;

static bool is_of_others(const RuleContext *context, const RelationLock *lock)
{
	return !lock->table || !(mv_is_new(context, &lock->table->object.birth) || lock->table->persistence == PERSISTENCE_TEMPORARY);
}

static int64_t rebuilt_bytes(const RuleContext *context, const RelationLock *lock)
{
	int64_t bytes = 0;

	for (uint32_t i = 0; i < lock->rebuilt.count; i++) {
		const IndexSize *size = mv_index_size(context, lock->rebuilt.items[i]);

		if (!size || size->bytes < 0 || bytes > INT64_MAX - size->bytes)
			return 0;
		bytes += size->bytes;
	}
	return bytes;
}

static void tell(const RuleContext *context, Told *told, const RelationLock *lock, const FindingSize *work)
{
	const Config *config = context->engine->config;
	const KnownSize *size = size_of(context, lock->table, lock->schema, lock->name);

	told->all_small = told->all_small && size && mv_size_is_small(size, &config->small);
	if (!size)
		return;
	told->any_huge = told->any_huge || mv_size_is_huge(size, &config->huge);
	if (told->count == MOST_TOLD) {
		told->more++;
		return;
	}
	told->items[told->count] = *work;
	told->items[told->count].shown = mv_show_relation(context, lock);
	told->items[told->count++].size = size;
}

static FindingSize work_on(const RuleContext *context, const RelationLock *lock)
{
	bool rewritten = lock->rewritten && lock->rewrite_reason != WORK_TRUNCATE;

	return (FindingSize){ .rewritten = rewritten, .scanned = lock->scanned, .index_built = lock->index_built || lock->rebuilt.count,
			      .rebuilt = rewritten ? 0 : rebuilt_bytes(context, lock) };
}

static bool is_work(const FindingSize *work)
{
	return work->rewritten || work->scanned || work->index_built;
}

/* The number of the relation that has the table's parent, and this one, as a partition: the table's own when none has. */
static uint32_t whole_of(const LockReport *report, uint32_t number)
{
	const Table *table = report->relations.items[number].table;

	while (table && table->bound && table->parents.count) {
		const RelationLock *above = mv_lock_report_find(report, table->parents.items[0]);

		table = table->parents.items[0];
		if (above)
			number = (uint32_t)(above - report->relations.items);
	}
	return number;
}

/*
 * Those whose rows are read or written; where there are none, those that are locked against writers. What is done to
 * partitions is told of the table that they are of.
 */
static Told tell_locks(const RuleContext *context)
{
	const LockReport *report = context->locks;
	FindingSize *works = MV_NEW_ARRAY(context->engine->report_arena, FindingSize, report->relations.count);
	bool *is_part = MV_NEW_ARRAY(context->engine->report_arena, bool, report->relations.count);
	const Table *parent = NULL; /* of the relation before, and what it is part of: siblings stand side by side */
	uint32_t part_of = 0;
	Told told = { .all_small = true };

	for (uint32_t i = 0; i < report->relations.count; i++) {
		const RelationLock *lock = &report->relations.items[i];
		const Table *above = lock->table && lock->table->bound && lock->table->parents.count ? lock->table->parents.items[0] : NULL;
		FindingSize work;

		if (!is_of_others(context, lock))
			continue;
		if (!above || above != parent)
			part_of = whole_of(report, i);
		parent = above;
		work = work_on(context, lock);
		told.works = told.works || is_work(&work);
		works[part_of].rewritten |= work.rewritten;
		works[part_of].scanned |= work.scanned;
		works[part_of].index_built |= work.index_built;
		works[part_of].rebuilt += works[part_of].rebuilt < INT64_MAX - work.rebuilt ? work.rebuilt : 0;
		is_part[i] = part_of != i;
	}
	for (uint32_t i = 0; i < report->relations.count; i++) {
		const RelationLock *lock = &report->relations.items[i];

		if (is_of_others(context, lock) && !is_part[i] && (told.works ? is_work(&works[i]) : mv_lock_blocks_writes(lock->mode)))
			tell(context, &told, lock, &works[i]);
	}
	return told;
}

static const Table *table_of(const RuleContext *context, const Change *change)
{
	const TableIndex *index = change->kind == CHANGE_DROP_INDEX ? mv_schema_index(context->schema, &change->as.drop->name) : NULL;

	return index ? index->table : mv_target_table(context, change);
}

/* The one table that the change is about. */
static Told tell_target(const RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);
	const Table *table = table_of(context, change);
	const RelationLock *lock = table ? mv_lock_report_find(context->locks, table) : NULL;
	Told told = { .all_small = true, .works = true };

	if (!name || !name->name || name->unknown)
		return (Told){ 0 };
	if (!lock || is_of_others(context, lock))
		tell(context, &told, lock ? lock : &(RelationLock){ .table = table, .schema = name->schema, .name = name->name },
		     lock ? &(FindingSize){ .scanned = lock->scanned } : &(FindingSize){ 0 });
	return told;
}

/* ---- findings ---- */

static bool is_category(const Rule *rule, const char *category)
{
	return rule->size == SIZE_BY_CATEGORY && strcmp(rule->category, category) == 0;
}

static bool is_weighed(const Rule *rule)
{
	return rule->size == SIZE_WEIGHED || is_category(rule, "locking") || is_category(rule, "rewrite");
}

static bool is_told(const Rule *rule)
{
	return is_weighed(rule) || rule->size == SIZE_TOLD || is_category(rule, "destructive");
}

static void weigh(Finding *finding, const Told *told)
{
	Severity severity = finding->severity;

	if (told->all_small && severity > SEVERITY_INFO)
		severity = severity == SEVERITY_ERROR ? SEVERITY_WARNING : SEVERITY_INFO;
	else if (told->any_huge && told->works && severity < SEVERITY_ERROR)
		severity = severity == SEVERITY_INFO ? SEVERITY_WARNING : SEVERITY_ERROR;
	if (severity == finding->severity)
		return;
	finding->unsized = finding->severity;
	finding->severity = severity;
}

void mv_sizes_note(Engine *engine, const Change *change, uint32_t first)
{
	const RuleContext *context = &engine->context;

	for (uint32_t i = first; engine->sizes && i < engine->findings->count; i++) {
		Finding *finding = engine->findings->items[i];
		Told told;

		if (finding->severity == SEVERITY_OFF || finding->change != change || !is_told(finding->rule))
			continue;
		/* by its category it is about locks; else about the table that the change names */
		told = is_weighed(finding->rule) && finding->rule->size == SIZE_BY_CATEGORY ? tell_locks(context) : tell_target(context, change);
		for (uint32_t k = 0; k < told.count; k++)
			*VEC_PUSH(engine->arena, &finding->sizes) = told.items[k];
		finding->sizes_left = told.more;
		if (told.count && is_weighed(finding->rule) && !engine->fails && !finding->sqlstate)
			weigh(finding, &told);
	}
}

/* ---- words ---- */

/* Days since 1970 of "2026-11-21..."; false: it is none. */
static bool day_number(const char *text, long *number)
{
	int year, month, day;

	if (!text || strlen(text) < MV_DAY_LENGTH || !mv_is_day((Str){ .ptr = text, .len = MV_DAY_LENGTH }) || sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return false;
	/* of a calendar whose years begin in March */
	year -= month <= 2;
	month += month <= 2 ? 9 : -3;
	*number = year * 365L + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
	return true;
}

/* The day of the sizes when that is long ago; NULL: it is not, or nobody knows. */
static const char *old_day(const Config *config, Arena *arena)
{
	long then, now;

	if (!config->sizes || !day_number(config->sizes->read_at, &then) || !day_number(config->today, &now) || now - then < OLD_DAYS)
		return NULL;
	return mv_arena_strndup(arena, config->sizes->read_at, MV_DAY_LENGTH);
}

static void add_size(const Config *config, StrBuf *out, const FindingSize *told)
{
	const KnownSize *size = told->size;
	bool small = mv_size_is_small(size, &config->small);
	int64_t bytes = told->rewritten || !(told->scanned || told->index_built) ? size->total_bytes : size->bytes;

	mv_buf_addf(out, "; '%s': ", told->shown);
	mv_add_rows(out, size, !small);
	if (size->partitions > 1)
		mv_buf_addf(out, " in %u partitions", size->partitions);
	if (bytes > 0) {
		mv_buf_adds(out, ", ");
		mv_add_bytes(out, bytes);
	}
	if (bytes > 0 && told->rewritten && !small)
		mv_buf_adds(out, "; the rewrite needs that much space again");
	else if (bytes > 0 && !told->rewritten && (told->scanned || told->index_built))
		mv_buf_adds(out, " to read");
	if (told->rebuilt > 0) {
		mv_buf_adds(out, "; the indexes that are built again have ");
		mv_add_bytes(out, told->rebuilt);
	}
}

static const char *severity_words(Severity severity)
{
	switch (severity) {
	case SEVERITY_OFF:
		return "";
	case SEVERITY_INFO:
		return "an info";
	case SEVERITY_WARNING:
		return "a warning";
	case SEVERITY_ERROR:
		return "an error";
	}
	return "";
}

/* Behind the message: all formats have it. */
void mv_sizes_say(const Config *config, Arena *arena, FindingVec *findings)
{
	const char *day = old_day(config, arena);

	for (uint32_t i = 0; i < findings->count; i++) {
		Finding *finding = findings->items[i];
		StrBuf text = { 0 };

		if (!finding->sizes.count)
			continue;
		mv_buf_adds(&text, finding->message);
		for (uint32_t k = 0; k < finding->sizes.count; k++)
			add_size(config, &text, &finding->sizes.items[k]);
		if (finding->sizes_left)
			mv_buf_addf(&text, "; and %u more", finding->sizes_left);
		if (day)
			mv_buf_addf(&text, "; sizes of %s", day);
		if (finding->unsized != SEVERITY_OFF)
			mv_buf_addf(&text, "; %s instead of %s, since %s", severity_words(finding->severity), severity_words(finding->unsized),
				    finding->severity > finding->unsized ? "the table is huge" : finding->sizes.count > 1 ? "the tables are small" : "the table is small");
		finding->message = mv_buf_to_arena(&text, arena);
		mv_buf_release(&text);
	}
}
