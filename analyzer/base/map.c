/* map.c: hash map from C strings; insertion order is kept, so iteration is deterministic. */
#include "migvet/base.h"

#include <string.h>

static uint32_t hash_of(const char *key)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 16777619u;
	return hash;
}

void mv_map_init(Map *map, Arena *arena)
{
	*map = (Map){ .arena = arena };
}

/* The slot that holds `key`, or the free one where it would go. */
static uint32_t slot_of(const Map *map, const char *key, uint32_t hash)
{
	uint32_t mask = map->slot_count - 1, slot = hash & mask;

	for (; map->slots[slot]; slot = (slot + 1) & mask) {
		const MapEntry *entry = &map->entries[map->slots[slot] - 1];

		if (entry->hash == hash && strcmp(entry->key, key) == 0)
			break;
	}
	return slot;
}

/* Rebuilds the table with room for more; removed entries go away. */
static void grow(Map *map)
{
	uint32_t kept = 0;
	/* doubling only when it is really full keeps a map with much coming and going small */
	uint32_t slot_count = map->slot_count ? map->slot_count : 16;

	while (map->live * 2 >= slot_count)
		slot_count *= 2;
	if (slot_count != map->slot_count) {
		MapEntry *entries = MV_NEW_ARRAY(map->arena, MapEntry, slot_count);

		map->slots = MV_NEW_ARRAY(map->arena, uint32_t, slot_count);
		if (map->count)
			memcpy(entries, map->entries, sizeof *entries * map->count);
		map->entries = entries;
		map->slot_count = map->capacity = slot_count;
	} else {
		memset(map->slots, 0, sizeof *map->slots * slot_count);
	}
	for (uint32_t i = 0; i < map->count; i++) {
		if (map->entries[i].value)
			map->entries[kept++] = map->entries[i];
	}
	map->count = kept;
	for (uint32_t i = 0; i < kept; i++)
		map->slots[slot_of(map, map->entries[i].key, map->entries[i].hash)] = i + 1;
}

void *mv_map_get(const Map *map, const char *key)
{
	uint32_t entry;

	if (!map->slot_count)
		return NULL;
	entry = map->slots[slot_of(map, key, hash_of(key))];
	return entry ? map->entries[entry - 1].value : NULL;
}

void mv_map_set(Map *map, const char *key, void *value)
{
	uint32_t hash = hash_of(key), slot;

	if (map->count * 4 >= map->slot_count * 3)
		grow(map);
	slot = slot_of(map, key, hash);
	if (map->slots[slot]) {
		MapEntry *entry = &map->entries[map->slots[slot] - 1];

		map->live += (value != NULL) - (entry->value != NULL);
		/* one that was removed comes back under a key that lives as long as the new value */
		if (!entry->value)
			entry->key = key;
		entry->value = value;
		return;
	}
	if (!value)
		return;
	map->entries[map->count++] = (MapEntry){ .key = key, .value = value, .hash = hash };
	map->slots[slot] = map->count;
	map->live++;
}

void mv_map_remove(Map *map, const char *key)
{
	if (map->slot_count)
		mv_map_set(map, key, NULL);
}
