/*
 * risk.c: how dangerous a change is to what is running, and why.
 *
 * Two witnesses: the model (what is dropped, renamed, rewritten, scanned and
 * locked, of things that were there before the migration), and the findings of
 * rules that judge what happens when the migration runs.
 */
#include "private.h"

static const char *const words[] = { "drop", "rename", "type change", "rewrite", "scan", "index build", "lock against reads", "lock against writes" };

enum {
	RISK_DROP = 1 << 0,
	RISK_RENAME = 1 << 1,
	RISK_TYPE_CHANGE = 1 << 2,
	RISK_REWRITE = 1 << 3,
	RISK_SCAN = 1 << 4,
	RISK_INDEX_BUILD = 1 << 5,
	RISK_BLOCKS_READS = 1 << 6,
	RISK_BLOCKS_WRITES = 1 << 7,
};

const char *mv_risk_name(int level)
{
	static const char *const names[] = { "none", "low", "medium", "high" };

	return names[level];
}

static bool holds_data(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_COLUMN:
	case CHANGE_DROP_SCHEMA:
	case CHANGE_DROP_DATABASE:
	case CHANGE_DROP_MATERIALIZED_VIEW:
	case CHANGE_DROP_OWNED:
	case CHANGE_TRUNCATE:
		return true;
	}
	return false;
}

/* What running code calls by its name. */
static bool is_called(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_FUNCTION:
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_SEQUENCE:
	case CHANGE_DROP_EXTENSION:
	case CHANGE_DROP_DOMAIN:
		return true;
	}
	return holds_data(change);
}

static bool renames_what_is_called(const Change *change)
{
	return change->kind == CHANGE_RENAME_TABLE || change->kind == CHANGE_RENAME_COLUMN || change->kind == CHANGE_RENAME_VIEW ||
	       change->kind == CHANGE_RENAME_SCHEMA || change->kind == CHANGE_SET_SCHEMA || change->kind == CHANGE_RENAME_ENUM_VALUE;
}

static bool is_new(const Birth *birth, const RuleContext *context)
{
	return birth->migration && birth->migration == context->migration;
}

static const Column *column_of(const Table *table, const char *name)
{
	for (uint32_t i = 0; table && name && i < table->columns.count; i++) {
		if (mv_streq(table->columns.items[i]->name, name))
			return table->columns.items[i];
	}
	return NULL;
}

static int level_of_lock(const RelationLock *lock, uint16_t *reasons)
{
	bool reads = mv_lock_blocks_reads(lock->mode), writes = mv_lock_blocks_writes(lock->mode);
	bool works = lock->rewritten || lock->scanned || lock->index_built;

	*reasons |= (uint16_t)((reads ? RISK_BLOCKS_READS : writes ? RISK_BLOCKS_WRITES : 0) | (writes && lock->rewritten && lock->rewrite_reason != WORK_TRUNCATE ? RISK_REWRITE : 0) |
			       (writes && lock->scanned && !lock->rewritten ? RISK_SCAN : 0) | (writes && lock->index_built ? RISK_INDEX_BUILD : 0));
	if (works && reads)
		return RISK_HIGH;
	if (works && writes)
		return RISK_MEDIUM;
	return reads || writes ? RISK_LOW : RISK_NONE;
}

static void raise_to(ChangeNote *note, int level)
{
	if (level > note->level)
		note->level = (uint8_t)level;
}

void mv_risk_replayed(const RuleContext *context, const Table *target, const Change *change, ChangeNote *note)
{
	bool matters = is_called(change) || renames_what_is_called(change) || change->kind == CHANGE_ALTER_COLUMN_TYPE;
	const Column *column = matters ? column_of(target, mv_change_part(change)) : NULL;

	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];
		const Birth *birth = lock->table ? &lock->table->object.birth : lock->object ? &lock->object->birth : NULL;

		if (!birth || !is_new(birth, context))
			raise_to(note, level_of_lock(lock, &note->reasons));
	}
	if (!matters || (target && is_new(&target->object.birth, context)) || (column && is_new(&column->birth, context)))
		return;
	if (is_called(change)) {
		note->reasons |= RISK_DROP;
		raise_to(note, holds_data(change) ? RISK_HIGH : RISK_MEDIUM);
	} else if (renames_what_is_called(change)) {
		note->reasons |= RISK_RENAME;
		raise_to(note, RISK_HIGH);
	} else {
		note->reasons |= RISK_TYPE_CHANGE;
		raise_to(note, RISK_MEDIUM);
	}
}

void mv_risk_finding(const Finding *finding, ChangeNote *note, Arena *arena)
{
	static const int levels[] = { [SEVERITY_OFF] = RISK_NONE, [SEVERITY_INFO] = RISK_LOW, [SEVERITY_WARNING] = RISK_MEDIUM, [SEVERITY_ERROR] = RISK_HIGH };

	if (mv_rule_judges_schema(finding->rule))
		return;
	raise_to(note, levels[finding->severity]);
	if (!note->rules)
		note->rules = finding->rule->id;
	else if (!strstr(note->rules, finding->rule->id))
		note->rules = mv_arena_concat(arena, note->rules, ", ", finding->rule->id);
}

const char *mv_risk_reasons(const ChangeNote *note, Arena *arena)
{
	StrBuf text = { 0 };
	const char *result;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (note->reasons & (1u << i))
			mv_buf_addf(&text, "%s%s", text.len ? ", " : "", words[i]);
	}
	if (note->rules)
		mv_buf_addf(&text, "%s%s", text.len ? ", " : "", note->rules);
	result = text.len ? mv_buf_to_arena(&text, arena) : NULL;
	mv_buf_release(&text);
	return result;
}
