/*
 * sizes.c: which table of a history has which size in the database.
 *
 * A table is found by the name that it had when the sizes were read. When what
 * is under review is known to be pending, that is the moment before it. Of a
 * whole history under review nobody says how far the database is: the moment is
 * taken at which the tables there are and those of the snapshot differ least.
 */
#include "engine.h"

#include "migvet/layout.h"
#include "migvet/sizes.h"

#include <string.h>

/* Deeper trees of partitions are not made. */
enum { DEEPEST_PARTITION = 32 };

/* ---- sizes of the snapshot, with partitions summed ---- */

static int64_t sum(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a > INT64_MAX - b ? INT64_MAX : a + b;
}

static const char *key_of(Arena *arena, const char *schema, const char *name)
{
	return mv_arena_concat(arena, schema, ".", name);
}

static const Table *table_at(const Snapshot *snapshot, const TableSize *size)
{
	const Object *object = mv_map_get(&snapshot->schema.relations, key_of(snapshot->schema.arena, size->schema, size->name));

	return object && (object->kind == OBJ_TABLE || object->kind == OBJ_MATERIALIZED_VIEW) ? (const Table *)object : NULL;
}

/* What is not given was not analyzed; but a file without a page holds no row. */
static KnownSize *new_size(const TableSize *table, Arena *arena)
{
	KnownSize *size = MV_NEW(arena, KnownSize);

	*size = (KnownSize){ .schema = table->schema, .name = table->name, .rows = table->rows, .bytes = table->bytes, .table = table,
			     .total_bytes = table->total_bytes, .analyzed_seconds_ago = table->analyzed_seconds_ago };
	if (size->bytes == 0)
		size->rows = 0;
	size->not_analyzed = size->rows < 0;
	return size;
}

static void add_partition(KnownSize *whole, const KnownSize *part)
{
	whole->partitions++;
	whole->not_analyzed += part->not_analyzed;
	whole->rows = sum(whole->rows, part->rows);
	whole->bytes = part->bytes < 0 || whole->bytes < 0 ? -1 : sum(whole->bytes, part->bytes);
	whole->total_bytes = part->total_bytes < 0 || whole->total_bytes < 0 ? -1 : sum(whole->total_bytes, part->total_bytes);
	if (part->bytes == 0 || part->not_analyzed)
		return;
	/* the oldest statistics are as good as all of them are */
	if (part->analyzed_seconds_ago < 0 || whole->analyzed_seconds_ago < 0)
		whole->analyzed_seconds_ago = -1;
	else if (part->analyzed_seconds_ago > whole->analyzed_seconds_ago)
		whole->analyzed_seconds_ago = part->analyzed_seconds_ago;
}

/* A partition counts for all above it. */
static void add_to_parents(const Map *sizes, const Table *table, const KnownSize *part, Arena *arena)
{
	for (int depth = 0; depth < DEEPEST_PARTITION && table->bound && table->parents.count; depth++) {
		KnownSize *whole;

		table = table->parents.items[0];
		whole = mv_map_get(sizes, key_of(arena, table->object.schema, table->object.name));
		if (whole)
			add_partition(whole, part);
	}
}

static void read_snapshot(const Snapshot *snapshot, Arena *arena, Map *sizes)
{
	const Map *relations = &snapshot->schema.relations;

	for (uint32_t i = 0; i < snapshot->sizes.count; i++) {
		const TableSize *table = &snapshot->sizes.items[i];
		const char *key = key_of(arena, table->schema, table->name);
		const Table *made = table_at(snapshot, table);
		KnownSize *size;

		if (mv_map_get(sizes, key))
			continue; /* the server does not say it twice */
		size = new_size(table, arena);
		/* it holds nothing itself; what ANALYZE notes of it is about its partitions */
		if (made && made->partition_by != PARTITION_NONE)
			size->rows = size->bytes = size->total_bytes = size->analyzed_seconds_ago = size->not_analyzed = 0;
		mv_map_set(sizes, key, size);
	}
	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;
		const Table *table = (const Table *)object;
		const KnownSize *size;

		if (!object || (object->kind != OBJ_TABLE && object->kind != OBJ_FOREIGN_TABLE) || !table->bound || table->partition_by != PARTITION_NONE)
			continue;
		size = mv_map_get(sizes, key_of(arena, object->schema, object->name));
		/* elsewhere (a foreign table), or left out */
		add_to_parents(sizes, table, size ? size : &(KnownSize){ .rows = -1, .bytes = -1, .total_bytes = -1, .not_analyzed = 1, .analyzed_seconds_ago = -1 }, arena);
	}
}

/* ---- what tables were called, and when ---- */

typedef struct Named {
	uint32_t from;   /* position of the migration before which it was called so first */
	const char *key; /* NULL: it was gone */
} Named;

typedef struct Tracked {
	VEC(Named) names;
	uint32_t seen;     /* number of the look that met it last */
	bool incomplete;   /* no migration makes it: it is there from the start */
	const KnownSize *size; /* under its present name */
} Tracked;

typedef struct Names {
	const Map *sizes;
	Arena *arena;
	VEC(Tracked) of;  /* by id */
	VEC(uint32_t) ids; /* in the order of their first look */
	uint32_t looks;
	uint32_t present, common; /* tables at the last look; those that the snapshot has as well */
} Names;

static bool has_rows(const Object *object)
{
	return (object->kind == OBJ_TABLE && ((const Table *)object)->persistence != PERSISTENCE_TEMPORARY) || object->kind == OBJ_MATERIALIZED_VIEW;
}

static Tracked *tracked_of(Names *names, const Object *object)
{
	Tracked *tracked;

	while (names->of.count <= object->id)
		*VEC_PUSH(names->arena, &names->of) = (Tracked){ 0 };
	tracked = &names->of.items[object->id];
	if (!tracked->names.count) {
		*VEC_PUSH(names->arena, &names->ids) = object->id;
		tracked->incomplete = object->incomplete;
	}
	return tracked;
}

/* Before the migration at this position. */
static void look(Names *names, const Schema *schema, uint32_t position)
{
	const Map *relations = &schema->relations;

	names->looks++;
	names->present = names->common = 0;
	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;
		const char *key = relations->entries[i].key;
		Tracked *tracked;

		if (!object || !has_rows(object))
			continue;
		tracked = tracked_of(names, object);
		tracked->seen = names->looks;
		if (!tracked->names.count || !mv_streq(tracked->names.items[tracked->names.count - 1].key, key)) {
			*VEC_PUSH(names->arena, &tracked->names) = (Named){ .from = position, .key = key };
			tracked->size = mv_map_get(names->sizes, key);
		}
		names->present++;
		names->common += tracked->size != NULL;
	}
	for (uint32_t i = 0; i < names->ids.count; i++) {
		Tracked *tracked = &names->of.items[names->ids.items[i]];

		if (tracked->seen != names->looks && tracked->names.items[tracked->names.count - 1].key)
			*VEC_PUSH(names->arena, &tracked->names) = (Named){ .from = position };
	}
}

/* What it was called then; NULL: it was not there. What no migration makes was there before it was first met. */
static const char *name_at(const Tracked *tracked, uint32_t position)
{
	const char *key = tracked->incomplete && tracked->names.count ? tracked->names.items[0].key : NULL;

	for (uint32_t i = 0; i < tracked->names.count && tracked->names.items[i].from <= position; i++)
		key = tracked->names.items[i].key;
	return key;
}

/* ---- the map ---- */

static void assign(SizeMap *map, Arena *arena, uint32_t id, const KnownSize *size)
{
	while (map->by_id.count <= id)
		*VEC_PUSH(arena, &map->by_id) = NULL;
	map->by_id.items[id] = size;
}

static void assign_present(SizeMap *map, const Names *names, uint32_t position, Map *taken, Arena *arena)
{
	for (uint32_t i = 0; i < names->ids.count; i++) {
		uint32_t id = names->ids.items[i];
		const char *key = name_at(&names->of.items[id], position);
		const KnownSize *size = key ? mv_map_get(&map->by_name, key) : NULL;

		if (key && size) {
			assign(map, arena, id, size);
			mv_map_set(taken, key, map);
			map->found++;
		} else if (key) {
			map->missing++;
		}
	}
}

/* The database may lag behind what is merged: what is called otherwise by then has the size of its older name. */
static void assign_renamed(SizeMap *map, const Names *names, uint32_t position, const Map *taken, Arena *arena)
{
	for (uint32_t i = 0; i < names->ids.count; i++) {
		uint32_t id = names->ids.items[i];
		const Tracked *tracked = &names->of.items[id];

		if (!name_at(tracked, position) || mv_size_by_id(map, id))
			continue;
		for (uint32_t n = tracked->names.count; n-- > 0;) {
			const Named *name = &tracked->names.items[n];
			const KnownSize *size = name->key && name->from <= position && !mv_map_get(taken, name->key) ? mv_map_get(&map->by_name, name->key) : NULL;

			if (!size)
				continue;
			assign(map, arena, id, size);
			map->found++;
			map->missing--;
			break;
		}
	}
}

/* The first that is under review; the end when none is. */
static uint32_t first_reviewed(const MigrationSet *set)
{
	uint32_t position = 0;

	while (position < set->migrations.count && !set->migrations.items[position]->under_review)
		position++;
	return position;
}

/* How well the tables of the history are those of the snapshot, which may hold others' as well, or not all. */
typedef struct Fit {
	uint32_t common, present;
} Fit;

/* Most names in common, and then fewest that the snapshot lacks; the last of several such positions. */
static bool fits_better(const Names *names, Fit *best)
{
	if (names->looks > 1 && (names->common < best->common || (names->common == best->common && names->present > best->present)))
		return false;
	*best = (Fit){ .common = names->common, .present = names->present };
	return true;
}

/* What the runner notes is no row of the migrations' own. */
static bool is_history(const MigrationSet *set, const KnownSize *size)
{
	const char *table = set->history_table ? set->history_table : set->layout->history_table;
	const char *dot = table ? strrchr(table, '.') : NULL;

	return mv_streq(dot ? dot + 1 : table, size->name);
}

void mv_sizes_map(const Config *config, const MigrationSet *set, bool review_is_unmerged, Arena *arena, SizeMap *map)
{
	Arena *scratch = mv_arena_new();
	Engine *engine = mv_engine_new(config, review_is_unmerged, config->versions.items[config->versions.count - 1], scratch);
	Names names = { .sizes = &map->by_name, .arena = scratch };
	uint32_t best = 0;
	Fit fit = { 0 };
	Map taken;

	*map = (SizeMap){ 0 };
	mv_map_init(&map->by_name, arena);
	mv_map_init(&taken, scratch);
	read_snapshot(config->sizes, arena, &map->by_name);
	mv_engine_start_set(engine, set);
	for (uint32_t m = 0; m <= set->migrations.count; m++) {
		look(&names, &engine->schema, m);
		if (fits_better(&names, &fit))
			best = m;
		if (m == set->migrations.count)
			break;
		if (m && set->migrations.items[m]->kind == MIGRATION_BASELINE) {
			/* ids begin anew */
			names = (Names){ .sizes = &map->by_name, .arena = scratch };
			map->from = best = m;
		}
		mv_engine_up(engine, set, m, false);
	}
	if (review_is_unmerged)
		best = first_reviewed(set);
	assign_present(map, &names, best, &taken, arena);
	assign_renamed(map, &names, best, &taken, arena);
	map->empty = map->found > 0;
	for (uint32_t id = 0; id < map->by_id.count; id++)
		map->empty = map->empty && (!map->by_id.items[id] || map->by_id.items[id]->bytes == 0 || is_history(set, map->by_id.items[id]));
	/* what has nothing in common fits best before the first table */
	if (!map->found && !map->missing)
		map->missing = names.ids.count;
	mv_engine_release(engine);
	mv_arena_free(scratch);
}

const KnownSize *mv_size_by_id(const SizeMap *map, uint32_t id)
{
	return id < map->by_id.count ? map->by_id.items[id] : NULL;
}

const KnownSize *mv_size_by_name(const SizeMap *map, const char *schema, const char *name)
{
	char key[256];

	/* PostgreSQL's names have at most 63 bytes */
	if (strlen(schema) + strlen(name) + 2 > sizeof key)
		return NULL;
	memcpy(key, schema, strlen(schema));
	key[strlen(schema)] = '.';
	memcpy(key + strlen(schema) + 1, name, strlen(name) + 1);
	return mv_map_get(&map->by_name, key);
}

/* ---- thresholds ---- */

/* A row of a heap takes a header of 23 bytes, aligned, and a pointer of 4. */
enum { SMALLEST_ROW = 28 };

bool mv_size_is_small(const KnownSize *size, const SizeThreshold *small)
{
	int64_t most = size->not_analyzed ? size->bytes / SMALLEST_ROW : size->rows;

	return size->bytes >= 0 && size->total_bytes >= 0 && size->total_bytes <= small->bytes && most <= small->rows;
}

bool mv_size_is_huge(const KnownSize *size, const SizeThreshold *huge)
{
	return size->rows >= huge->rows || size->total_bytes >= huge->bytes;
}
