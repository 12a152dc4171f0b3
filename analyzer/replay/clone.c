/*
 * clone.c: a deep copy of the model, so that a ROLLBACK can be replayed.
 *
 * First every object is copied bit by bit and noted as old -> new; then the
 * pointers in the copies are led through that table. What belongs to changes
 * (specs, expressions, types) never changes and is shared; vectors of names do
 * change with renames and are copied.
 */
#include "model.h"

#include <string.h>

typedef struct Pair {
	const void *from;
	void *to;
} Pair;

typedef struct Cloner {
	Arena *arena;
	Pair *pairs; /* open addressing */
	uint32_t count, capacity;
} Cloner;

static uint32_t slot_of(const Cloner *cloner, const void *from)
{
	uint64_t hash = (uint64_t)(uintptr_t)from * 0x9E3779B97F4A7C15u;
	uint32_t slot = (uint32_t)(hash >> 32) & (cloner->capacity - 1);

	while (cloner->pairs[slot].from && cloner->pairs[slot].from != from)
		slot = (slot + 1) & (cloner->capacity - 1);
	return slot;
}

static void note(Cloner *cloner, const void *from, void *to)
{
	if (cloner->count * 2 >= cloner->capacity) {
		Cloner bigger = { .arena = cloner->arena, .capacity = cloner->capacity ? cloner->capacity * 2 : 256 };

		bigger.pairs = MV_NEW_ARRAY(bigger.arena, Pair, bigger.capacity);
		for (uint32_t i = 0; i < cloner->capacity; i++) {
			if (cloner->pairs[i].from)
				bigger.pairs[slot_of(&bigger, cloner->pairs[i].from)] = cloner->pairs[i];
		}
		bigger.count = cloner->count;
		*cloner = bigger;
	}
	cloner->pairs[slot_of(cloner, from)] = (Pair){ from, to };
	cloner->count++;
}

static void *look_up(const Cloner *cloner, const void *from)
{
	return from && cloner->capacity ? cloner->pairs[slot_of(cloner, from)].to : NULL;
}

static void *copy_bytes(Cloner *cloner, const void *from, size_t size, Arena *arena)
{
	void *to = look_up(cloner, from);

	if (to)
		return to;
	to = mv_arena_alloc(arena, size);
	memcpy(to, from, size);
	note(cloner, from, to);
	return to;
}

/* The items of a vector in memory of its own. */
#define COPY_ITEMS(arena, vec)                                                                       \
	do {                                                                                         \
		void *items_ = mv_arena_alloc((arena), sizeof *(vec)->items * (vec)->count);         \
		if ((vec)->count)                                                                    \
			memcpy(items_, (vec)->items, sizeof *(vec)->items * (vec)->count);           \
		(vec)->items = items_;                                                               \
		(vec)->capacity = (vec)->count;                                                      \
	} while (0)

/* The same for pointers to objects; those that are not in the model any more are left out. */
#define LEAD_ITEMS(cloner, arena, vec)                                                               \
	do {                                                                                         \
		uint32_t kept_ = 0;                                                                  \
		COPY_ITEMS((arena), (vec));                                                          \
		for (uint32_t i_ = 0; i_ < (vec)->count; i_++) {                                     \
			void *to_ = look_up((cloner), (vec)->items[i_]);                             \
			if (to_)                                                                     \
				(vec)->items[kept_++] = to_;                                         \
		}                                                                                    \
		(vec)->count = kept_;                                                                \
	} while (0)

/* ---- first pass: copies ---- */

static void copy_table(Cloner *cloner, const Table *table, Arena *arena)
{
	copy_bytes(cloner, table, sizeof *table, arena);
	for (uint32_t i = 0; i < table->columns.count; i++)
		copy_bytes(cloner, table->columns.items[i], sizeof(Column), arena);
	for (uint32_t i = 0; i < table->constraints.count; i++)
		copy_bytes(cloner, table->constraints.items[i], sizeof(Constraint), arena);
	for (uint32_t i = 0; i < table->indexes.count; i++)
		copy_bytes(cloner, table->indexes.items[i], sizeof(TableIndex), arena);
	for (uint32_t i = 0; i < table->sequences.count; i++)
		copy_bytes(cloner, table->sequences.items[i], sizeof(Sequence), arena);
	for (uint32_t i = 0; i < table->triggers.count; i++)
		copy_bytes(cloner, table->triggers.items[i], sizeof(Trigger), arena);
	for (uint32_t i = 0; i < table->policies.count; i++)
		copy_bytes(cloner, table->policies.items[i], sizeof(Policy), arena);
	for (uint32_t i = 0; i < table->rules.count; i++)
		copy_bytes(cloner, table->rules.items[i], sizeof(RewriteRule), arena);
}

static void copy_object(Cloner *cloner, const Object *object, Arena *arena)
{
	switch ((int)object->kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		copy_table(cloner, (const Table *)object, arena);
		break;
	case OBJ_INDEX:
		copy_bytes(cloner, object, sizeof(TableIndex), arena);
		break;
	case OBJ_SEQUENCE:
		copy_bytes(cloner, object, sizeof(Sequence), arena);
		break;
	case OBJ_ENUM:
		copy_bytes(cloner, object, sizeof(EnumType), arena);
		break;
	case OBJ_DOMAIN:
		copy_bytes(cloner, object, sizeof(Domain), arena);
		for (uint32_t i = 0; i < ((const Domain *)object)->checks.count; i++)
			copy_bytes(cloner, ((const Domain *)object)->checks.items[i], sizeof(Constraint), arena);
		break;
	case OBJ_COMPOSITE:
		copy_bytes(cloner, object, sizeof(Composite), arena);
		for (uint32_t i = 0; i < ((const Composite *)object)->attributes.count; i++)
			copy_bytes(cloner, ((const Composite *)object)->attributes.items[i], sizeof(Column), arena);
		break;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		copy_bytes(cloner, object, sizeof(Function), arena);
		break;
	case OBJ_SCHEMA:
	case OBJ_EXTENSION:
		copy_bytes(cloner, object, sizeof(Object), arena);
		break;
	case OBJ_PUBLICATION:
		copy_bytes(cloner, object, sizeof(Publication), arena);
		break;
	default: /* an int here: all the kinds that are kept as statements */
		copy_bytes(cloner, object, sizeof(StoredObject), arena);
		break;
	}
}

/* ---- second pass: pointers ---- */

static void lead_constraint(const Cloner *cloner, Constraint *constraint, Arena *arena)
{
	constraint->table = look_up(cloner, constraint->table);
	constraint->referenced = look_up(cloner, constraint->referenced);
	constraint->index = look_up(cloner, constraint->index);
	constraint->referenced_index = look_up(cloner, constraint->referenced_index);
	COPY_ITEMS(arena, &constraint->columns);
	COPY_ITEMS(arena, &constraint->referenced_columns);
}

static void lead_index(const Cloner *cloner, TableIndex *index, Arena *arena)
{
	index->table = look_up(cloner, index->table);
	index->constraint = look_up(cloner, index->constraint);
	index->parent = look_up(cloner, index->parent);
	COPY_ITEMS(arena, &index->keys);
	COPY_ITEMS(arena, &index->including);
}

static void lead_trigger(const Cloner *cloner, Trigger *trigger, Arena *arena)
{
	trigger->table = look_up(cloner, trigger->table);
	trigger->function = look_up(cloner, trigger->function);
	trigger->referenced = look_up(cloner, trigger->referenced);
	trigger->parent = look_up(cloner, trigger->parent);
	COPY_ITEMS(arena, &trigger->update_columns);
}

static void lead_uses(const Cloner *cloner, Table *view, Arena *arena)
{
	uint32_t kept = 0;

	COPY_ITEMS(arena, &view->uses);
	for (uint32_t i = 0; i < view->uses.count; i++) {
		ViewUse use = view->uses.items[i];

		use.table = look_up(cloner, use.table);
		COPY_ITEMS(arena, &use.columns);
		if (use.table)
			view->uses.items[kept++] = use;
	}
	view->uses.count = kept;
}

static void lead_table(const Cloner *cloner, Table *table, Arena *arena)
{
	LEAD_ITEMS(cloner, arena, &table->columns);
	LEAD_ITEMS(cloner, arena, &table->constraints);
	LEAD_ITEMS(cloner, arena, &table->indexes);
	LEAD_ITEMS(cloner, arena, &table->referencing);
	LEAD_ITEMS(cloner, arena, &table->parents);
	LEAD_ITEMS(cloner, arena, &table->children);
	LEAD_ITEMS(cloner, arena, &table->reads);
	LEAD_ITEMS(cloner, arena, &table->readers);
	LEAD_ITEMS(cloner, arena, &table->sequences);
	LEAD_ITEMS(cloner, arena, &table->triggers);
	LEAD_ITEMS(cloner, arena, &table->policies);
	LEAD_ITEMS(cloner, arena, &table->rules);
	table->default_partition = look_up(cloner, table->default_partition);
	lead_uses(cloner, table, arena);
	for (uint32_t i = 0; i < table->constraints.count; i++)
		lead_constraint(cloner, table->constraints.items[i], arena);
	for (uint32_t i = 0; i < table->triggers.count; i++)
		lead_trigger(cloner, (Trigger *)table->triggers.items[i], arena);
	for (uint32_t i = 0; i < table->policies.count; i++) {
		Policy *policy = (Policy *)table->policies.items[i];

		policy->table = table;
		COPY_ITEMS(arena, &policy->columns);
	}
	for (uint32_t i = 0; i < table->rules.count; i++)
		((RewriteRule *)table->rules.items[i])->table = table;
}

static void lead_object(const Cloner *cloner, Object *object, Arena *arena)
{
	switch ((int)object->kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		lead_table(cloner, (Table *)object, arena);
		break;
	case OBJ_INDEX:
		lead_index(cloner, (TableIndex *)object, arena);
		break;
	case OBJ_SEQUENCE:
		((Sequence *)object)->owner_table = look_up(cloner, ((Sequence *)object)->owner_table);
		break;
	case OBJ_ENUM:
		COPY_ITEMS(arena, &((EnumType *)object)->labels);
		COPY_ITEMS(arena, &((EnumType *)object)->label_births);
		COPY_ITEMS(arena, &((EnumType *)object)->renames);
		break;
	case OBJ_DOMAIN:
		LEAD_ITEMS(cloner, arena, &((Domain *)object)->checks);
		break;
	case OBJ_COMPOSITE:
		LEAD_ITEMS(cloner, arena, &((Composite *)object)->attributes);
		break;
	case OBJ_SCHEMA:
	case OBJ_EXTENSION:
		break;
	case OBJ_FUNCTION:
	case OBJ_PROCEDURE:
	case OBJ_AGGREGATE:
	case OBJ_ROUTINE:
		LEAD_ITEMS(cloner, arena, &((Function *)object)->triggers);
		break;
	case OBJ_PUBLICATION:
		COPY_ITEMS(arena, &((Publication *)object)->tables);
		COPY_ITEMS(arena, &((Publication *)object)->schemas);
		COPY_ITEMS(arena, &((Publication *)object)->options);
		break;
	default: /* an int here */
		COPY_ITEMS(arena, &((StoredObject *)object)->types);
		COPY_ITEMS(arena, &((StoredObject *)object)->statements);
		((StoredObject *)object)->range = look_up(cloner, ((StoredObject *)object)->range);
		((StoredObject *)object)->multirange = look_up(cloner, ((StoredObject *)object)->multirange);
		break;
	}
}

/* ---- maps ---- */

static void copy_objects(Cloner *cloner, const Map *from, Arena *arena)
{
	for (uint32_t i = 0; i < from->count; i++) {
		if (from->entries[i].value)
			copy_object(cloner, from->entries[i].value, arena);
	}
}

/* A composite type stands in two maps: led only once. */
static void lead_map(const Cloner *cloner, Map *to, const Map *from, Arena *arena, bool lead)
{
	mv_map_init(to, arena);
	for (uint32_t i = 0; i < from->count; i++) {
		Object *object = look_up(cloner, from->entries[i].value);

		if (!object)
			continue;
		mv_map_set(to, from->entries[i].key, object);
		if (lead || object->kind != OBJ_COMPOSITE)
			lead_object(cloner, object, arena);
	}
}

static void copy_names(Map *to, const Map *from, Arena *arena)
{
	mv_map_init(to, arena);
	for (uint32_t i = 0; i < from->count; i++) {
		uint32_t *count;

		if (!from->entries[i].value)
			continue;
		count = MV_NEW(arena, uint32_t);
		*count = *(const uint32_t *)from->entries[i].value;
		mv_map_set(to, from->entries[i].key, count);
	}
}

static void copy_type_uses(const Cloner *cloner, Map *to, const Map *from, Arena *arena)
{
	mv_map_init(to, arena);
	for (uint32_t i = 0; i < from->count; i++) {
		const TypeUseVec *old = from->entries[i].value;
		TypeUseVec *uses;

		if (!old)
			continue;
		uses = MV_NEW(arena, TypeUseVec);
		for (uint32_t u = 0; u < old->count; u++) {
			TypeUse use = { .table = look_up(cloner, old->items[u].table),
					.composite = look_up(cloner, old->items[u].composite),
					.column = look_up(cloner, old->items[u].column) };

			if (use.column && (use.table || use.composite))
				*VEC_PUSH(arena, uses) = use;
		}
		mv_map_set(to, from->entries[i].key, uses);
	}
}

static void copy_function_names(const Cloner *cloner, Map *to, const Map *from, Arena *arena)
{
	mv_map_init(to, arena);
	for (uint32_t i = 0; i < from->count; i++) {
		FunctionGroup *overloads;

		if (!from->entries[i].value)
			continue;
		overloads = MV_NEW(arena, FunctionGroup);
		*overloads = *(const FunctionGroup *)from->entries[i].value;
		LEAD_ITEMS(cloner, arena, &overloads->functions);
		mv_map_set(to, from->entries[i].key, overloads);
	}
}

static Acl *copy_acl(const Acl *from, Arena *arena)
{
	Acl *acl;

	if (!from)
		return NULL;
	acl = MV_NEW(arena, Acl);
	*acl = *from;
	COPY_ITEMS(arena, &acl->items);
	return acl;
}

static void copy_annotations(Schema *clone, Arena *arena)
{
	COPY_ITEMS(arena, &clone->annotations);
	for (uint32_t i = 0; i < clone->annotations.count; i++) {
		clone->annotations.items[i].acl = copy_acl(clone->annotations.items[i].acl, arena);
		COPY_ITEMS(arena, &clone->annotations.items[i].labels);
	}
	COPY_ITEMS(arena, &clone->default_privileges);
	for (uint32_t i = 0; i < clone->default_privileges.count; i++)
		clone->default_privileges.items[i].acl = copy_acl(clone->default_privileges.items[i].acl, arena);
}

void mv_schema_clone(Schema *copy, const Schema *schema)
{
	Arena *arena = schema->arena;
	Cloner cloner = { .arena = mv_arena_new() };
	Schema clone = *schema;

	copy_objects(&cloner, &schema->relations, arena);
	copy_objects(&cloner, &schema->types, arena);
	copy_objects(&cloner, &schema->functions, arena);
	copy_objects(&cloner, &schema->schemas, arena);
	copy_objects(&cloner, &schema->extensions, arena);
	copy_objects(&cloner, &schema->others, arena);
	lead_map(&cloner, &clone.relations, &schema->relations, arena, false);
	lead_map(&cloner, &clone.types, &schema->types, arena, true);
	lead_map(&cloner, &clone.functions, &schema->functions, arena, true);
	lead_map(&cloner, &clone.schemas, &schema->schemas, arena, true);
	lead_map(&cloner, &clone.extensions, &schema->extensions, arena, true);
	lead_map(&cloner, &clone.others, &schema->others, arena, true);
	copy_names(&clone.names, &schema->names, arena);
	copy_type_uses(&cloner, &clone.type_uses, &schema->type_uses, arena);
	copy_function_names(&cloner, &clone.function_names, &schema->function_names, arena);
	COPY_ITEMS(arena, &clone.things);
	for (uint32_t i = 0; i < clone.things.count; i++)
		clone.things.items[i] = look_up(&cloner, schema->things.items[i]);
	COPY_ITEMS(arena, &clone.users);
	for (uint32_t i = 0; i < clone.users.count; i++)
		clone.users.items[i].capacity = clone.users.items[i].count; /* one more makes a copy */
	copy_annotations(&clone, arena);
	COPY_ITEMS(arena, &clone.search_path);
	COPY_ITEMS(arena, &clone.decided);
	*copy = clone;
	mv_arena_free(cloner.arena);
}
