/*
 * taken.c: which locks the present transaction has taken.
 *
 * A file of 100,000 statements may be one transaction, and rules look through
 * all that was taken: so a lock that is held already, on the same relation in
 * the same mode, is not listed again.
 */
#include "engine.h"

#include "migvet/facts.h"

#include <string.h>

void mv_taken_forget(Engine *engine)
{
	engine->taken_by_version = false;
	for (uint32_t i = 0; i < engine->versions.count; i++)
		engine->versions.items[i] = (JudgedVersion){ .version = engine->versions.items[i].version };
	mv_arena_reset(engine->lock_arena);
}

static uint64_t mix(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	return h ^ h >> 33;
}

static uint64_t hash_text(uint64_t h, const char *text)
{
	for (; text && *text; text++)
		h = (h ^ (unsigned char)*text) * 0x100000001b3u;
	return h;
}

/* Which relation it is: the table's address, or the name of one that the replay does not know. Never 0. */
static uint64_t relation_of(const RelationLock *lock)
{
	if (lock->table)
		return mix((uintptr_t)lock->table) | 1;
	return mix(hash_text(hash_text(0xcbf29ce484222325u, lock->schema) ^ '.', lock->name)) | 1;
}

static RelationLocks *slot_of(const JudgedVersion *judged, uint64_t relation)
{
	uint32_t at = (uint32_t)(relation >> 7) & (judged->slot_count - 1);

	while (judged->relations[at].relation && judged->relations[at].relation != relation)
		at = (at + 1) & (judged->slot_count - 1);
	return &judged->relations[at];
}

static void grow(Arena *arena, JudgedVersion *judged)
{
	JudgedVersion old = *judged;

	judged->slot_count = old.slot_count ? old.slot_count * 2 : 8;
	judged->relations = MV_NEW_ARRAY(arena, RelationLocks, judged->slot_count);
	for (uint32_t i = 0; i < old.slot_count; i++) {
		if (old.relations[i].relation)
			*slot_of(judged, old.relations[i].relation) = old.relations[i];
	}
}

/* Is it not held already? Remembers where it will stand in `taken`. */
static bool is_new_lock(Arena *arena, JudgedVersion *judged, const RelationLock *lock)
{
	uint64_t relation = relation_of(lock);
	RelationLocks *slot;

	if (judged->relation_count * 2 >= judged->slot_count)
		grow(arena, judged);
	slot = slot_of(judged, relation);
	if (slot->first[lock->mode])
		return false;
	judged->relation_count += !slot->relation;
	slot->relation = relation;
	slot->first[lock->mode] = judged->taken.count + 1;
	return true;
}

const TakenLock *mv_taken_on(const RuleContext *context, const Table *table, LockMode mode)
{
	const JudgedVersion *judged = context->engine->judged;
	const RelationLock wanted = { .table = table };
	uint32_t position;

	if (!judged || !judged->slot_count || !table)
		return NULL;
	position = slot_of(judged, relation_of(&wanted))->first[mode];
	return position ? &judged->taken.items[position - 1] : NULL;
}

void mv_taken_add(Engine *engine, JudgedVersion *judged, const Change *change)
{
	for (uint32_t i = 0; i < engine->locks.relations.count; i++) {
		const RelationLock *lock = &engine->locks.relations.items[i];
		RelationLock *kept;

		if (lock->mode < LOCK_ROW_EXCLUSIVE || !lock->certain || !is_new_lock(engine->lock_arena, judged, lock))
			continue;
		kept = MV_NEW(engine->lock_arena, RelationLock);
		*kept = *lock;
		memset(&kept->rebuilt, 0, sizeof kept->rebuilt); /* lives in the report's arena */
		*VEC_PUSH(engine->lock_arena, &judged->taken) = (TakenLock){
			.lock = kept,
			.change = change,
			.table_is_new = lock->table && mv_is_new(&engine->context, &lock->table->object.birth),
		};
	}
}
