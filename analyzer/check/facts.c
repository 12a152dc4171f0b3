/* facts.c: questions that several rules ask. */
#include "migvet/facts.h"

#include "engine.h"

#include <stdlib.h>
#include <string.h>

bool mv_is_new(const RuleContext *context, const Birth *birth)
{
	if (!birth->migration)
		return false;
	return birth->migration == context->migration || (context->review_is_unmerged && birth->migration->under_review);
}

bool mv_is_new_in_transaction(const RuleContext *context, const Birth *birth)
{
	return birth->migration && birth->transaction == context->session->transaction;
}

bool mv_name_is_listed(const RuleContext *context, const char *const *patterns, uint32_t count, const char *schema, const char *name)
{
	for (uint32_t i = 0; i < count; i++) {
		if (mv_glob_match(patterns[i], strchr(patterns[i], '.') ? mv_arena_format(context->arena, "%s.%s", schema, name) : name))
			return true;
	}
	return false;
}

bool mv_is_small_table(const RuleContext *context, const Table *table)
{
	const Config *config = context->engine->config;

	return table && config->small_tables.count &&
	       mv_name_is_listed(context, config->small_tables.items, config->small_tables.count, table->object.schema, table->object.name);
}

/* Running code needs the columns of a small table as well: that is no matter of its size. */
static bool is_about_size(const Rule *rule)
{
	return !rule || (strcmp(rule->category, "compat") != 0 && strcmp(rule->category, "destructive") != 0);
}

bool mv_is_harmless_table(const RuleContext *context, const Table *table)
{
	if (!table)
		return false;
	return mv_is_new(context, &table->object.birth) || table->persistence == PERSISTENCE_TEMPORARY ||
	       (is_about_size(context->rule) && mv_is_small_table(context, table));
}

static const Table *find_target(const RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);

	return name && name->name && !name->unknown ? mv_schema_table(context->schema, name) : NULL;
}

const Table *mv_target_table(const RuleContext *context, const Change *change)
{
	/* several rules ask, for several versions: the schema is the same for all of them */
	struct Engine *engine = context->engine;

	if (engine->target_of != change) {
		engine->target_of = change;
		engine->target = find_target(context, change);
	}
	return engine->target;
}


char *mv_show_name(const RuleContext *context, const char *schema, const char *name)
{
	for (uint32_t i = 0; schema && i < context->schema->search_path.count; i++) {
		if (strcmp(context->schema->search_path.items[i], schema) == 0)
			return mv_arena_strdup(context->arena, name);
	}
	if (!schema || strcmp(schema, "public") == 0)
		return mv_arena_strdup(context->arena, name);
	return mv_arena_format(context->arena, "%s.%s", schema, name);
}

char *mv_show_table(const RuleContext *context, const Table *table)
{
	return mv_show_name(context, table->object.schema, table->object.name);
}

char *mv_show_columns(const RuleContext *context, const IdentVec *columns)
{
	StrBuf text = { 0 };
	char *result;

	for (uint32_t i = 0; i < columns->count; i++)
		mv_buf_addf(&text, "%s%s", i ? ", " : "", columns->items[i].text ? columns->items[i].text : "?");
	result = mv_buf_to_arena(&text, context->arena);
	mv_buf_release(&text);
	return result;
}

const RelationLock *mv_worst_lock(const RuleContext *context)
{
	const RelationLock *worst = NULL;

	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (!mv_is_harmless_table(context, lock->table) && (!worst || lock->mode > worst->mode))
			worst = lock;
	}
	return worst;
}

static bool fills(const Change *change, const void *data)
{
	const Table *table = data;
	const QName *name = change->kind == CHANGE_INSERT || change->kind == CHANGE_COPY || change->kind == CHANGE_MERGE ? mv_change_relation(change) : NULL;

	return name && mv_streq(name->name, table->object.name);
}

bool mv_is_emptied(const RuleContext *context, const Table *table)
{
	for (uint32_t i = 0; table && i < context->taken_count && i < MV_TAKEN_LOOKED_AT; i++) {
		const TakenLock *taken = &context->taken[i];

		if (taken->change->kind == CHANGE_TRUNCATE && taken->lock->table == table)
			return !mv_find_change(context->migration, taken->change, fills, table);
	}
	return false;
}

const RelationLock *mv_rewrite_of(const RuleContext *context, WorkReason reason)
{
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->rewritten && lock->rewrite_reason == reason && !mv_is_harmless_table(context, lock->table) &&
		    !mv_is_emptied(context, lock->table))
			return lock;
	}
	return NULL;
}

const RelationLock *mv_scan_of(const RuleContext *context, WorkReason reason)
{
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->scanned && !lock->rewritten && lock->scan_reason == reason && !mv_is_harmless_table(context, lock->table) &&
		    !mv_is_emptied(context, lock->table))
			return lock;
	}
	return NULL;
}

char *mv_show_relation(const RuleContext *context, const RelationLock *lock)
{
	if (lock->table)
		return mv_show_table(context, lock->table);
	return lock->name ? mv_show_name(context, lock->schema, lock->name) : mv_arena_strdup(context->arena, "?");
}

char *mv_sql_name(const RuleContext *context, const char *name)
{
	return mv_qname_format(&(QName){ .name = name }, context->arena);
}

char *mv_sql_target(const RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);

	return name && name->name ? mv_qname_format(name, context->arena) : mv_arena_strdup(context->arena, "..");
}

double mv_milliseconds(const char *text)
{
	static const struct {
		const char *unit;
		double factor;
	} units[] = { { "", 1 }, { "ms", 1 }, { "us", 0.001 }, { "s", 1000 }, { "min", 60000 }, { "h", 3600000 }, { "d", 86400000 } };
	char *end;
	double value = strtod(text, &end);

	if (end == text)
		return -1;
	while (*end == ' ')
		end++;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (mv_streq(end, units[i].unit))
			return value * units[i].factor;
	}
	return -1;
}

const Change *mv_kept_change(const RuleContext *context)
{
	const Change *change = NULL;

	for (uint32_t i = 0; i < context->engine->kept.count; i++) {
		const KeptChange *kept = &context->engine->kept.items[i];

		if (kept->rule == context->rule && kept->migration == context->migration &&
		    (kept->version == 0 || kept->version == context->version))
			change = kept->change;
	}
	return change;
}

void mv_keep_for_end(RuleContext *context, const char *key, const Change *change)
{
	mv_map_set(&context->engine->kept_for_end, mv_arena_format(context->arena, "%s %s", context->rule->id, key), (void *)(uintptr_t)change);
}

const Change *mv_kept_for_end(const RuleContext *context, const char *key)
{
	return mv_map_get(&context->engine->kept_for_end, mv_arena_format(context->arena, "%s %s", context->rule->id, key));
}

void mv_keep_change(RuleContext *context, const Change *change)
{
	Engine *engine = context->engine;
	KeptChange *kept = NULL;

	/* what is judged once holds at every version: a later change may be judged for each of them */
	for (uint32_t i = 0; !kept && i < engine->kept.count; i++) {
		if (engine->kept.items[i].rule == context->rule && engine->kept.items[i].version == engine->stamp)
			kept = &engine->kept.items[i];
	}
	if (!kept)
		kept = VEC_PUSH(engine->arena, &engine->kept);
	*kept = (KeptChange){ .rule = context->rule, .migration = context->migration, .version = engine->stamp, .change = change };
}

/* ---- looking around in the migration ---- */

/* Up to `until` (NULL: all), from behind `from` (NULL: all). */
static const Change *find_between(const Migration *migration, const Change *from, const Change *until, ChangeTest *test,
				  const void *data)
{
	bool behind = from == NULL;
	/* pointers to changes of one migration: those before `from`'s statement need not be looked at */
	uint32_t s = from ? from->statement->number : 0;

	if (s >= migration->statements.count || (from && &migration->statements.items[s] != from->statement))
		s = 0;
	for (; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; c < statement->changes.count; c++) {
			const Change *change = &statement->changes.items[c];

			if (change == until)
				return NULL;
			if (behind && !statement->down && test(change, data))
				return change;
			behind = behind || change == from;
		}
	}
	return NULL;
}

const Change *mv_find_change(const Migration *migration, const Change *from, ChangeTest *test, const void *data)
{
	return find_between(migration, from, NULL, test, data);
}

const Change *mv_find_earlier(const Migration *migration, const Change *until, ChangeTest *test, const void *data)
{
	return find_between(migration, NULL, until, test, data);
}

bool mv_is_absent_table(const RuleContext *context, const QName *name)
{
	return name->name && !name->unknown && !mv_schema_relation(context->schema, name) &&
	       mv_schema_exists(context->schema, OBJ_TABLE, name->schema, NULL, name->name) == TRI_NO;
}

bool mv_writes_new_column(const RuleContext *context, const Table *table, const Dml *dml)
{
	for (uint32_t i = 0; table && i < dml->columns.count; i++) {
		const Column *column = dml->columns.items[i].text ? mv_table_column(table, dml->columns.items[i].text) : NULL;

		if (column && mv_is_new(context, &column->birth))
			return true;
	}
	return false;
}

bool mv_hits_existing_table(const RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);
	const Table *table = mv_target_table(context, change);

	if (table)
		return !mv_is_harmless_table(context, table);
	/* a table nobody has heard of exists, unless the history is complete and says otherwise; of a computed name nothing is said */
	return name && name->name && !name->unknown && !mv_is_absent_table(context, name) && !mv_schema_relation(context->schema, name);
}

char *mv_show_target(const RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const QName *name = mv_change_relation(change);

	if (table)
		return mv_show_table(context, table);
	return name && name->name ? mv_show_name(context, name->schema, name->name) : mv_arena_strdup(context->arena, "?");
}

bool mv_is_reviewed(const Birth *birth)
{
	return birth->change && birth->migration && birth->migration->under_review;
}

const Table *mv_next_lasting_table(const RuleContext *context, uint32_t *at)
{
	const Map *relations = &context->schema->relations;

	while (*at < relations->count) {
		const Object *object = relations->entries[(*at)++].value;

		if (object && object->kind == OBJ_TABLE && !object->maybe && ((const Table *)object)->persistence != PERSISTENCE_TEMPORARY)
			return (const Table *)object;
	}
	return NULL;
}

bool mv_has_comment(const RuleContext *context, uint32_t id)
{
	const Annotation *annotation = mv_schema_annotation(context->schema, id);

	return annotation->comment && *annotation->comment;
}

bool mv_lock_timeout_is_managed(const RuleContext *context)
{
	return context->engine->config->lock_timeout_managed;
}

const Option *mv_function_setting(const FunctionChange *function, const char *name)
{
	for (uint32_t i = 0; i < function->settings.count; i++) {
		if (mv_streq(function->settings.items[i].name, name))
			return &function->settings.items[i];
	}
	return NULL;
}
