/* locks_report.c: the report under construction, and who belongs to whom. */
#include "locks.h"

/* ---- pointers to numbers ---- */

static uint32_t slot_of(const PointerMap *map, const void *key)
{
	uint32_t mask = map->slots - 1;
	uint32_t slot = (uint32_t)(((uintptr_t)key >> 4) * 2654435761u) & mask;

	while (map->keys[slot] && map->keys[slot] != key)
		slot = (slot + 1) & mask;
	return slot;
}

static void grow(Arena *arena, PointerMap *map)
{
	const void **keys = map->slots ? map->keys : map->few;
	uint32_t *values = map->slots ? map->values : map->few_values;
	uint32_t count = map->slots ? map->slots : map->count;

	map->slots = map->slots ? map->slots * 2 : FEW_POINTERS * 4;
	map->keys = MV_NEW_ARRAY(arena, const void *, map->slots);
	map->values = MV_NEW_ARRAY(arena, uint32_t, map->slots);
	for (uint32_t i = 0; i < count; i++) {
		if (keys[i]) {
			uint32_t slot = slot_of(map, keys[i]);

			map->keys[slot] = keys[i];
			map->values[slot] = values[i];
		}
	}
}

/* The place of the key's number; `*is_new` when the key was not there. */
static uint32_t *number_of(Arena *arena, PointerMap *map, const void *key, bool *is_new)
{
	uint32_t slot;

	*is_new = false;
	for (uint32_t i = 0; !map->slots && i < map->count; i++) {
		if (map->few[i] == key)
			return &map->few_values[i];
	}
	if (!map->slots && map->count < FEW_POINTERS) {
		*is_new = true;
		map->few[map->count] = key;
		return &map->few_values[map->count++];
	}
	if (!map->slots || (map->count + 1) * 2 > map->slots)
		grow(arena, map);
	slot = slot_of(map, key);
	*is_new = !map->keys[slot];
	if (*is_new) {
		map->keys[slot] = key;
		map->count++;
	}
	return &map->values[slot];
}

bool mv_pointers_add(Arena *arena, PointerMap *map, const void *key)
{
	bool is_new;

	number_of(arena, map, key, &is_new);
	return is_new;
}

/* ---- finding relations ---- */

/* A table that stands for a relation that is not known, or that is no table. */
static const Table *stub_of(Locks *l, const QName *name)
{
	Table *stub;

	for (uint32_t i = 0; i < l->stubs.count; i++) {
		if (mv_streq(l->stubs.items[i]->object.name, name->name) &&
		    mv_streq(l->stubs.items[i]->object.schema, name->schema))
			return l->stubs.items[i];
	}
	stub = MV_NEW(l->arena, Table);
	stub->object.name = name->name;
	stub->object.schema = name->schema;
	stub->object.incomplete = true;
	*VEC_PUSH(l->arena, &l->stubs) = stub;
	return stub;
}

const Table *mv_locks_find(Locks *l, const QName *name)
{
	const Table *table = name->unknown || !name->name ? NULL : mv_schema_table(l->schema, name);

	return table ? table : stub_of(l, name);
}

bool mv_locks_absent(const Locks *l, const QName *name)
{
	if (name->unknown || !name->name || mv_schema_relation(l->schema, name))
		return false;
	return mv_schema_exists(l->schema, OBJ_TABLE, name->schema, NULL, name->name) == TRI_NO;
}

bool mv_locks_incomplete(const Table *table)
{
	return table->object.incomplete || table->object.kind == OBJ_NONE;
}

bool mv_locks_has_storage(const Table *table)
{
	ObjectKind kind = table->object.kind;

	return table->partition_by == PARTITION_NONE &&
	       (kind == OBJ_TABLE || kind == OBJ_MATERIALIZED_VIEW || kind == OBJ_NONE);
}

LockMode mv_locks_level(const Locks *l, LockMode mode)
{
	return mode > l->floor ? mode : l->floor;
}

TableList mv_locks_children(Locks *l, const Table *table)
{
	TableList list = { 0 };

	*VEC_PUSH(l->arena, &list) = table;
	for (uint32_t i = 0; i < table->children.count; i++)
		*VEC_PUSH(l->arena, &list) = table->children.items[i];
	return list;
}

TableList mv_locks_family(Locks *l, const Table *table, bool only)
{
	TableList family = { 0 };
	PointerMap seen = { 0 };

	*VEC_PUSH(l->arena, &family) = table;
	if (only || !table->children.count)
		return family;
	mv_pointers_add(l->arena, &seen, table);
	for (uint32_t i = 0; i < family.count; i++) { /* grows while it is read: breadth first */
		const Table *parent = family.items[i];

		for (uint32_t j = 0; j < parent->children.count; j++) {
			if (mv_pointers_add(l->arena, &seen, parent->children.items[j]))
				*VEC_PUSH(l->arena, &family) = parent->children.items[j];
		}
	}
	return family;
}

/* ---- adding ---- */

/* The entry of a table; it moves when the next one is added. */
static RelationLock *entry_of(Locks *l, const Table *table, LockMode mode)
{
	bool is_new;
	uint32_t *position = number_of(l->arena, &l->positions, table, &is_new);
	RelationLock *entry;

	if (is_new) {
		*position = l->report->relations.count;
		entry = VEC_PUSH(l->arena, &l->report->relations);
		*entry = (RelationLock){
			.table = table->object.kind == OBJ_NONE ? NULL : table,
			.kind = table->object.kind,
			.schema = table->object.schema,
			.name = table->object.name,
			.certain = !l->possible,
		};
	}
	entry = &l->report->relations.items[*position];
	if (mode > entry->mode)
		entry->mode = mode;
	return entry;
}

static RelationLock *other_entry(Locks *l, const void *key, const Object *object, const QName *name, ObjectKind kind,
				 LockMode mode)
{
	bool is_new;
	uint32_t *position = number_of(l->arena, &l->other_positions, key, &is_new);
	RelationLock *entry;

	if (is_new) {
		*position = l->report->others.count;
		entry = VEC_PUSH(l->arena, &l->report->others);
		*entry = (RelationLock){
			.object = object,
			.kind = object ? object->kind : kind,
			.schema = object ? object->schema : name->schema,
			.name = object ? object->name : name->name,
			.certain = !l->possible,
		};
	}
	entry = &l->report->others.items[*position];
	if (mode > entry->mode)
		entry->mode = mode;
	return entry;
}

void mv_locks_add(Locks *l, const Table *table, LockMode mode)
{
	entry_of(l, table, mode);
}

void mv_locks_add_all(Locks *l, const TableList *tables, LockMode mode)
{
	for (uint32_t i = 0; i < tables->count; i++)
		mv_locks_add(l, tables->items[i], mode);
}

/* Made by this very statement: nobody else knows it. */
static bool is_new(const Locks *l, const Object *object)
{
	return object->birth.change && l->change->statement && object->birth.change->statement == l->change->statement;
}

static void remember_rebuilt(Locks *l, RelationLock *entry, const TableIndex *index)
{
	for (uint32_t i = 0; i < entry->rebuilt.count; i++) {
		if (entry->rebuilt.items[i] == index)
			return;
	}
	*VEC_PUSH(l->arena, &entry->rebuilt) = index;
}

void mv_locks_rewrite(Locks *l, const Table *table, WorkReason reason)
{
	RelationLock *entry;

	if (!mv_locks_has_storage(table))
		return;
	entry = entry_of(l, table, LOCK_NONE);
	if (!entry->rewritten)
		entry->rewrite_reason = reason;
	entry->rewritten = true;
	/* TRUNCATE makes an empty file, SET TABLESPACE copies blocks, REFRESH fills from a query: none reads the old rows */
	if (reason != WORK_TRUNCATE && reason != WORK_TABLESPACE && reason != WORK_READ && !entry->scanned) {
		entry->scanned = true;
		entry->scan_reason = reason;
	}
	if (l->possible)
		entry->certain = false;
	if (reason == WORK_TABLESPACE)
		return; /* indexes stay where they are */
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (is_new(l, &table->indexes.items[i]->object))
			continue;
		remember_rebuilt(l, entry, table->indexes.items[i]);
		mv_locks_index(l, table->indexes.items[i], LOCK_ACCESS_EXCLUSIVE);
	}
}

void mv_locks_scan(Locks *l, const Table *table, WorkReason reason)
{
	RelationLock *entry;

	if (!mv_locks_has_storage(table))
		return;
	entry = entry_of(l, table, LOCK_NONE);
	if (!entry->scanned)
		entry->scan_reason = reason;
	entry->scanned = true;
	if (l->possible)
		entry->certain = false;
}

void mv_locks_build(Locks *l, const Table *table)
{
	if (!mv_locks_has_storage(table))
		return;
	entry_of(l, table, LOCK_NONE)->index_built = true;
	mv_locks_scan(l, table, WORK_INDEX_BUILD);
}

void mv_locks_rebuild(Locks *l, const Table *table, const TableIndex *index)
{
	if (!mv_locks_has_storage(table) || is_new(l, &index->object))
		return;
	remember_rebuilt(l, entry_of(l, table, LOCK_NONE), index);
	mv_locks_build(l, table);
}

void mv_locks_index(Locks *l, const TableIndex *index, LockMode mode)
{
	if (!is_new(l, &index->object))
		other_entry(l, index, &index->object, NULL, OBJ_INDEX, mode);
}

static bool descends(const TableIndex *index, const TableIndex *from)
{
	for (int depth = 0; index && depth < 32; depth++, index = index->parent) {
		if (index == from)
			return true;
	}
	return false;
}

void mv_locks_index_tree(Locks *l, const TableIndex *index, const TableList *family, LockMode mode)
{
	mv_locks_index(l, index, mode);
	for (uint32_t i = 1; i < family->count; i++) {
		const Table *partition = family->items[i];

		for (uint32_t j = 0; j < partition->indexes.count; j++) {
			if (descends(partition->indexes.items[j], index))
				mv_locks_index(l, partition->indexes.items[j], mode);
		}
	}
}

void mv_locks_indexes(Locks *l, const Table *table, LockMode mode)
{
	for (uint32_t i = 0; i < table->indexes.count; i++)
		mv_locks_index(l, table->indexes.items[i], mode);
}

void mv_locks_other(Locks *l, const Object *object, const QName *name, ObjectKind kind, LockMode mode)
{
	const void *key = object ? (const void *)object : (const void *)stub_of(l, name);

	other_entry(l, key, object, name, kind, mode);
}

void mv_locks_rewrite_other(Locks *l, const Object *object, WorkReason reason)
{
	RelationLock *entry = other_entry(l, object, object, NULL, object->kind, LOCK_NONE);

	entry->rewritten = true;
	entry->rewrite_reason = reason;
}

const Table *mv_locks_target(Locks *l, const QName *name, ObjectKind said, bool if_exists, LockMode mode)
{
	const Object *object = name->unknown || !name->name ? NULL : mv_schema_relation(l->schema, name);
	const Table *table;

	mode = mv_locks_level(l, mode);
	if (!object && if_exists && mv_locks_absent(l, name))
		return NULL;
	if (object && (object->kind == OBJ_INDEX || object->kind == OBJ_SEQUENCE || object->kind == OBJ_COMPOSITE)) {
		mv_locks_other(l, object, NULL, object->kind, mode);
		return NULL;
	}
	if (!object && (said == OBJ_INDEX || said == OBJ_SEQUENCE)) {
		mv_locks_other(l, NULL, name, said, mode);
		return NULL;
	}
	table = mv_locks_find(l, name);
	if (table->object.kind == OBJ_NONE && if_exists)
		l->possible = true;
	mv_locks_add(l, table, mode);
	return table;
}

SequenceList mv_locks_sequences(Locks *l, const Table *table, const char *column)
{
	SequenceList sequences = { 0 };

	for (uint32_t i = 0; i < table->sequences.count; i++) {
		if (!column || mv_streq(table->sequences.items[i]->owner_column, column))
			*VEC_PUSH(l->arena, &sequences) = table->sequences.items[i];
	}
	return sequences;
}

/* ---- questions ---- */

const Table *mv_locks_referenced(Locks *l, const Constraint *constraint)
{
	if (constraint->referenced)
		return constraint->referenced;
	return constraint->def ? mv_locks_find(l, &constraint->def->referenced) : constraint->table;
}

bool mv_foreign_key_is_inherited(const Constraint *constraint)
{
	return constraint->inherited && constraint->table && constraint->table->bound;
}

Tri mv_table_proves_not_null(const Table *table, const char *column)
{
	const Column *found = mv_table_column(table, column);
	Tri answer = found ? found->not_null : TRI_UNKNOWN;

	for (uint32_t i = 0; i < table->constraints.count && answer != TRI_YES; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (constraint->kind == CONSTRAINT_CHECK && constraint->valid && constraint->enforced &&
		    mv_expression_proves_not_null(constraint->expression, column))
			answer = TRI_YES;
	}
	return answer == TRI_NO && mv_locks_incomplete(table) ? TRI_UNKNOWN : answer;
}

const Type *mv_type_under_domains(const Schema *schema, const Type *type, Tri *domain_constraints)
{
	Tri constraints = TRI_NO;

	for (int depth = 0; type && !type->dimensions && depth < 32; depth++) {
		const Object *object = mv_schema_type(schema, type->schema, type->name);
		const Domain *domain = (const Domain *)object;

		if (!object || object->kind != OBJ_DOMAIN)
			break;
		if (domain->not_null || domain->checks.count)
			constraints = TRI_YES;
		else if (constraints == TRI_NO && object->incomplete)
			constraints = TRI_UNKNOWN;
		type = domain->base;
	}
	if (domain_constraints)
		*domain_constraints = constraints;
	return type;
}

Tri mv_type_has_domain_constraints(const Schema *schema, const Type *type)
{
	Tri constraints;

	mv_type_under_domains(schema, type, &constraints);
	return constraints;
}

bool mv_type_is_serial(const Type *type)
{
	return type && !type->dimensions &&
	       (mv_streq(type->name, "serial") || mv_streq(type->name, "bigserial") || mv_streq(type->name, "smallserial"));
}

/* ---- merging ---- */

static bool same_relation(const RelationLock *a, const RelationLock *b)
{
	/* by name: a statement's changes are looked at in copies of the schema */
	return a->kind == b->kind && mv_streq(a->name, b->name) && mv_streq(a->schema, b->schema);
}

static void merge_entry(RelationLock *into, const RelationLock *more, Arena *arena)
{
	if (more->mode > into->mode)
		into->mode = more->mode;
	if (more->rewritten && !into->rewritten)
		into->rewrite_reason = more->rewrite_reason;
	if (more->scanned && !into->scanned)
		into->scan_reason = more->scan_reason;
	/* what is certain about the one stays certain unless the other adds doubtful work */
	if (!more->certain && (more->rewritten > into->rewritten || more->scanned > into->scanned))
		into->certain = false;
	into->rewritten |= more->rewritten;
	into->scanned |= more->scanned;
	into->index_built |= more->index_built;
	for (uint32_t i = 0; i < more->rebuilt.count; i++) {
		bool known = false;

		for (uint32_t j = 0; j < into->rebuilt.count && !known; j++)
			known = mv_streq(into->rebuilt.items[j]->object.name, more->rebuilt.items[i]->object.name);
		if (!known)
			*VEC_PUSH(arena, &into->rebuilt) = more->rebuilt.items[i];
	}
}

/* Names to entries, so that statements that touch thousands of relations stay linear. */
static char *entry_key(const RelationLock *entry, Arena *arena)
{
	return mv_arena_format(arena, "%s.%s", entry->schema ? entry->schema : "", entry->name ? entry->name : "");
}

typedef VEC(RelationLock) LockVec;

static void merge_entries(LockVec *into, const RelationLock *more, uint32_t count, Arena *arena)
{
	Map places;

	mv_map_init(&places, arena);
	for (uint32_t i = 0; i < into->count; i++)
		mv_map_set(&places, entry_key(&into->items[i], arena), (void *)(uintptr_t)(i + 1));
	for (uint32_t i = 0; i < count; i++) {
		char *key = entry_key(&more[i], arena);
		uintptr_t place = (uintptr_t)mv_map_get(&places, key);

		if (place && same_relation(&into->items[place - 1], &more[i])) {
			merge_entry(&into->items[place - 1], &more[i], arena);
		} else {
			RelationLock *entry = VEC_PUSH(arena, into);

			*entry = more[i];
			mv_map_set(&places, key, (void *)(uintptr_t)into->count);
		}
	}
}

static Tri stricter(Tri a, Tri b)
{
	return a == TRI_NO || b == TRI_NO ? TRI_NO : a == TRI_UNKNOWN || b == TRI_UNKNOWN ? TRI_UNKNOWN : TRI_YES;
}

void mv_lock_report_merge(LockReport *report, const LockReport *more, Arena *arena)
{
	LockVec relations = { .items = report->relations.items, .count = report->relations.count,
			      .capacity = report->relations.capacity };
	LockVec others = { .items = report->others.items, .count = report->others.count,
			   .capacity = report->others.capacity };
	bool is_first = report->transaction_allowed == TRI_UNKNOWN && !relations.count && !others.count;

	merge_entries(&relations, more->relations.items, more->relations.count, arena);
	merge_entries(&others, more->others.items, more->others.count, arena);
	report->relations.items = relations.items;
	report->relations.count = relations.count;
	report->relations.capacity = relations.capacity;
	report->others.items = others.items;
	report->others.count = others.count;
	report->others.capacity = others.capacity;
	report->transaction_allowed = is_first ? more->transaction_allowed
					       : stricter(report->transaction_allowed, more->transaction_allowed);
	report->waits_for_snapshots |= more->waits_for_snapshots;
}

const RelationLock *mv_lock_report_find(const LockReport *report, const Table *table)
{
	for (uint32_t i = 0; table && i < report->relations.count; i++) {
		if (report->relations.items[i].table == table)
			return &report->relations.items[i];
	}
	return NULL;
}
