/* facts.c: questions that several rules ask. */
#include "migvet/facts.h"

#include "engine.h"

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

static bool matches_any(const Config *config, const char *schema, const char *name, Arena *arena)
{
	for (uint32_t i = 0; i < config->small_tables.count; i++) {
		const char *pattern = config->small_tables.items[i];

		if (strchr(pattern, '.') ? mv_glob_match(pattern, mv_arena_format(arena, "%s.%s", schema, name)) :
					   mv_glob_match(pattern, name))
			return true;
	}
	return false;
}

bool mv_is_harmless_table(const RuleContext *context, const Table *table)
{
	if (!table)
		return false;
	return mv_is_new(context, &table->object.birth) || table->persistence == PERSISTENCE_TEMPORARY ||
	       (context->engine->config->small_tables.count &&
		matches_any(context->engine->config, table->object.schema, table->object.name, context->arena));
}

const Table *mv_target_table(const RuleContext *context, const Change *change)
{
	const QName *name = mv_change_relation(change);

	return name && name->name && !name->unknown ? mv_schema_table(context->schema, name) : NULL;
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
