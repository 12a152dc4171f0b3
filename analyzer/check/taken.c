/*
 * taken.c: which locks the present transaction has taken.
 *
 * A file of 100,000 statements may be one transaction, and rules look through
 * all that was taken: so a lock that adds nothing to what is held on its
 * relation already is left out.
 */
#include "engine.h"

#include "migvet/facts.h"

#include <string.h>

void mv_taken_forget(Engine *engine)
{
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

static StrongestLock *slot_of(const JudgedVersion *judged, uint64_t relation)
{
	uint32_t at = (uint32_t)(relation >> 7) & (judged->strongest_slots - 1);

	while (judged->strongest[at].relation && judged->strongest[at].relation != relation)
		at = (at + 1) & (judged->strongest_slots - 1);
	return &judged->strongest[at];
}

static void grow(Arena *arena, JudgedVersion *judged)
{
	JudgedVersion old = *judged;

	judged->strongest_slots = old.strongest_slots ? old.strongest_slots * 2 : 8;
	judged->strongest = MV_NEW_ARRAY(arena, StrongestLock, judged->strongest_slots);
	for (uint32_t i = 0; i < old.strongest_slots; i++) {
		if (old.strongest[i].relation)
			*slot_of(judged, old.strongest[i].relation) = old.strongest[i];
	}
}

/* Is it more than what is held already? Remembers it. */
static bool adds(Arena *arena, JudgedVersion *judged, const RelationLock *lock)
{
	uint64_t relation = relation_of(lock);
	StrongestLock *slot;

	if (judged->strongest_count * 2 >= judged->strongest_slots)
		grow(arena, judged);
	slot = slot_of(judged, relation);
	if (slot->relation && slot->mode >= lock->mode)
		return false;
	judged->strongest_count += !slot->relation;
	*slot = (StrongestLock){ .relation = relation, .mode = lock->mode };
	return true;
}

void mv_taken_add(Engine *engine, JudgedVersion *judged, const Change *change)
{
	for (uint32_t i = 0; i < engine->locks.relations.count; i++) {
		const RelationLock *lock = &engine->locks.relations.items[i];
		RelationLock *kept;

		if (lock->mode < LOCK_ROW_EXCLUSIVE || !lock->certain || !adds(engine->lock_arena, judged, lock))
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
