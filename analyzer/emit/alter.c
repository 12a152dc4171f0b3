/* alter.c: what goes, what comes, in which order: the statements from one schema to another. */
#include "alter.h"

#include <string.h>

uint32_t mv_alter_id(ObjectKind kind, const void *thing)
{
	if (!thing || kind == OBJ_DEFAULT_PRIVILEGES)
		return 0;
	if (kind == OBJ_COLUMN || kind == OBJ_ATTRIBUTE)
		return ((const Column *)thing)->id;
	if (kind == OBJ_CONSTRAINT || kind == OBJ_DOMAIN_CONSTRAINT)
		return ((const Constraint *)thing)->id;
	return ((const Object *)thing)->id;
}

/* ---- what there is ---- */

static void add_item(AlterSide *side, ObjectKind kind, const void *thing, const Object *owner)
{
	uint32_t id = mv_alter_id(kind, thing);

	if (id && id < side->count)
		side->items[id] = (AlterItem){ .kind = kind, .thing = thing, .owner = owner };
}

static void add_table(AlterSide *side, const Table *table)
{
	for (uint32_t i = 0; i < table->columns.count; i++)
		add_item(side, OBJ_COLUMN, table->columns.items[i], &table->object);
	for (uint32_t i = 0; i < table->constraints.count; i++)
		add_item(side, OBJ_CONSTRAINT, table->constraints.items[i], &table->object);
	for (uint32_t i = 0; i < table->triggers.count; i++)
		add_item(side, OBJ_TRIGGER, table->triggers.items[i], &table->object);
	for (uint32_t i = 0; i < table->policies.count; i++)
		add_item(side, OBJ_POLICY, table->policies.items[i], &table->object);
	for (uint32_t i = 0; i < table->rules.count; i++)
		add_item(side, OBJ_RULE, table->rules.items[i], &table->object);
}

static void add_object(AlterSide *side, const Object *object)
{
	add_item(side, object->kind, object, object->kind == OBJ_INDEX ? &((const TableIndex *)object)->table->object : NULL);
	if (mv_emit_is_relation(object))
		add_table(side, (const Table *)object);
	for (uint32_t i = 0; object->kind == OBJ_COMPOSITE && i < ((const Composite *)object)->attributes.count; i++)
		add_item(side, OBJ_ATTRIBUTE, ((const Composite *)object)->attributes.items[i], object);
	for (uint32_t i = 0; object->kind == OBJ_DOMAIN && i < ((const Domain *)object)->checks.count; i++)
		add_item(side, OBJ_DOMAIN_CONSTRAINT, ((const Domain *)object)->checks.items[i], object);
}

static void open_side(AlterSide *side, const Schema *schema, int version, Arena *arena)
{
	const Map *maps[] = { &schema->schemas, &schema->extensions, &schema->types, &schema->functions, &schema->relations, &schema->others };

	side->emit = (Emit){ .schema = schema, .version = version, .arena = arena };
	side->count = schema->things.count + 1;
	side->items = MV_NEW_ARRAY(arena, AlterItem, side->count);
	side->marked = MV_NEW_ARRAY(arena, bool, side->count);
	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			if (maps[m]->entries[i].value)
				add_object(side, maps[m]->entries[i].value);
		}
	}
	mv_emit_make(&side->emit);
	side->makers = MV_NEW_ARRAY(arena, Entry *, side->count);
	for (uint32_t i = 0; i < side->emit.entries.count; i++) {
		if (side->emit.entries.items[i]->id < side->count)
			side->makers[side->emit.entries.items[i]->id] = side->emit.entries.items[i];
	}
}

/* ---- what goes and comes ---- */

static void mark_id(AlterSide *side, uint32_t id)
{
	if (id && id < side->count)
		side->marked[id] = true;
}

static void mark_constraint(AlterSide *side, const Constraint *constraint)
{
	mark_id(side, constraint->id);
	if (constraint->index)
		mark_id(side, constraint->index->object.id);
}

static void mark_table(AlterSide *side, const Table *table)
{
	for (uint32_t i = 0; i < table->columns.count; i++)
		mark_id(side, table->columns.items[i]->id);
	for (uint32_t i = 0; i < table->constraints.count; i++)
		mark_constraint(side, table->constraints.items[i]);
	for (uint32_t i = 0; i < table->indexes.count; i++)
		mark_id(side, table->indexes.items[i]->object.id);
	for (uint32_t i = 0; i < table->sequences.count; i++)
		mark_id(side, table->sequences.items[i]->object.id);
	for (uint32_t i = 0; i < table->triggers.count; i++)
		mark_id(side, table->triggers.items[i]->id);
	for (uint32_t i = 0; i < table->policies.count; i++)
		mark_id(side, table->policies.items[i]->id);
	for (uint32_t i = 0; i < table->rules.count; i++)
		mark_id(side, table->rules.items[i]->id);
}

/* Those that a serial column owns come and go with it. */
static void mark_sequences(AlterSide *side, const Column *column)
{
	const AlterItem *item = column->id < side->count ? &side->items[column->id] : NULL;
	const Table *table = item && item->owner && mv_emit_is_relation(item->owner) ? (const Table *)item->owner : NULL;

	for (uint32_t i = 0; table && i < table->sequences.count; i++) {
		if (mv_streq(table->sequences.items[i]->owner_column, column->name))
			mark_id(side, table->sequences.items[i]->object.id);
	}
}

/* Those of partitions, which are a part of it. */
static void mark_children(AlterSide *side, const TableIndex *index, int depth)
{
	for (uint32_t i = 0; depth < 20 && i < index->table->children.count; i++) {
		const Table *child = index->table->children.items[i];

		for (uint32_t k = 0; k < child->indexes.count; k++) {
			if (child->indexes.items[k]->parent != index)
				continue;
			mark_id(side, child->indexes.items[k]->object.id);
			mark_children(side, child->indexes.items[k], depth + 1);
		}
	}
}

void mv_alter_mark(AlterSide *side, ObjectKind kind, const void *thing)
{
	uint32_t id = mv_alter_id(kind, thing);

	if (!id)
		return;
	mark_id(side, id);
	if (kind == OBJ_CONSTRAINT)
		mark_constraint(side, thing);
	else if (kind == OBJ_INDEX)
		mark_children(side, thing, 0);
	else if (kind == OBJ_COLUMN)
		mark_sequences(side, thing);
	else if (kind != OBJ_DOMAIN_CONSTRAINT && kind != OBJ_ATTRIBUTE && mv_emit_is_relation(thing))
		mark_table(side, thing);
	else if (kind == OBJ_DOMAIN)
		for (uint32_t i = 0; i < ((const Domain *)thing)->checks.count; i++)
			mark_id(side, ((const Domain *)thing)->checks.items[i]->id);
	else if (kind == OBJ_COMPOSITE)
		for (uint32_t i = 0; i < ((const Composite *)thing)->attributes.count; i++)
			mark_id(side, ((const Composite *)thing)->attributes.items[i]->id);
	else if (kind == OBJ_RANGE && ((const StoredObject *)thing)->multirange)
		mark_id(side, ((const StoredObject *)thing)->multirange->object.id);
}

static const void *part_named(Object *const *parts, uint32_t count, const char *name)
{
	for (uint32_t i = 0; i < count; i++) {
		if (mv_streq(parts[i]->name, name))
			return parts[i];
	}
	return NULL;
}

static const void *key_of(const Map *map, const void *thing, const Map *other)
{
	for (uint32_t i = 0; i < map->count; i++) {
		if (map->entries[i].value == thing)
			return mv_map_get(other, map->entries[i].key);
	}
	return NULL;
}

/* What the second schema has in its place. */
static const void *counterpart(const Alter *alter, ObjectKind kind, const void *thing)
{
	const Schema *from = alter->from.emit.schema, *to = alter->to.emit.schema;
	const AlterItem *item = &alter->from.items[mv_alter_id(kind, thing)];
	const Map *maps[][2] = { { &from->functions, &to->functions }, { &from->relations, &to->relations }, { &from->types, &to->types },
				 { &from->others, &to->others } };
	const Table *table;
	QName name = { 0 };

	if (item->owner && kind != OBJ_INDEX) {
		name.schema = item->owner->schema;
		name.name = item->owner->name;
		table = mv_schema_table(to, &name);
		if (!table)
			return NULL;
		switch ((int)kind) {
		case OBJ_CONSTRAINT:
			return mv_table_constraint(table, ((const Constraint *)thing)->name);
		case OBJ_TRIGGER:
			return part_named(table->triggers.items, table->triggers.count, ((const Object *)thing)->name);
		case OBJ_POLICY:
			return part_named(table->policies.items, table->policies.count, ((const Object *)thing)->name);
		case OBJ_RULE:
			return part_named(table->rules.items, table->rules.count, ((const Object *)thing)->name);
		}
		return NULL;
	}
	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
		const Object *found = key_of(maps[m][0], thing, maps[m][1]);

		if (found && found->kind == kind)
			return found;
	}
	return NULL;
}

void mv_alter_replace(Alter *alter, ObjectKind kind, const void *left, const void *right)
{
	uint32_t id = mv_alter_id(kind, left);

	if (!id || id >= alter->from.count || (alter->from.marked[id] && !right))
		return;
	if (!right)
		right = counterpart(alter, kind, left);
	mv_alter_mark(&alter->from, kind, left);
	if (right)
		mv_alter_mark(&alter->to, kind, right);
}

void mv_alter_replace_table(Alter *alter, const Table *left, const Table *right)
{
	VEC(const Table *) waiting = { 0 };

	mv_alter_replace(alter, left->object.kind, left, right);
	*VEC_PUSH(alter->arena, &waiting) = left;
	/* partitions of partitions of ... */
	for (uint32_t i = 0; i < waiting.count; i++) {
		const Table *table = waiting.items[i];

		for (uint32_t c = 0; c < table->children.count; c++) {
			const Table *child = table->children.items[c];

			if (!child->bound || alter->from.marked[child->object.id])
				continue;
			mv_alter_replace(alter, child->object.kind, child, NULL);
			*VEC_PUSH(alter->arena, &waiting) = child;
		}
	}
}

Entry *mv_alter_entry(AlterSide *side, EmitPhase phase, const Object *object)
{
	Entry *entry = mv_emit_entry(&side->emit, phase, object->schema, object->name, 0);

	entry->wanted = true;
	entry->about = object->id;
	mv_emit_need(&side->emit, entry, object->id);
	return entry;
}

/* ---- what depends on what goes ---- */

static bool uses_column(const ViewUse *use, const Table *table, const char *column)
{
	bool uses = use->table == table && use->more_columns;

	for (uint32_t i = 0; use->table == table && i < use->columns.count; i++)
		uses |= mv_streq(use->columns.items[i], column);
	return uses;
}

static bool names_column(const char *const *columns, uint32_t count, const char *column)
{
	for (uint32_t i = 0; i < count; i++) {
		if (mv_streq(columns[i], column))
			return true;
	}
	return false;
}

void mv_alter_users_of_column(Alter *alter, const Table *table, const char *column)
{
	for (uint32_t i = 0; i < table->readers.count; i++) {
		const Table *view = table->readers.items[i];

		for (uint32_t u = 0; u < view->uses.count; u++) {
			if (uses_column(&view->uses.items[u], table, column)) {
				mv_alter_replace(alter, view->object.kind, view, NULL);
				break;
			}
		}
	}
	for (uint32_t i = 0; i < table->policies.count; i++) {
		const Policy *policy = (const Policy *)table->policies.items[i];

		if (names_column(policy->columns.items, policy->columns.count, column))
			mv_alter_replace(alter, OBJ_POLICY, policy, NULL);
	}
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];

		if (!trigger->parent && (names_column(trigger->update_columns.items, trigger->update_columns.count, column) || trigger->when))
			mv_alter_replace(alter, OBJ_TRIGGER, trigger, NULL);
	}
	for (uint32_t i = 0; i < table->rules.count; i++)
		mv_alter_replace(alter, OBJ_RULE, table->rules.items[i], NULL);
}

/* What holds data, or is the type of some, stays: what is in the way of that is said at the end. */
static bool can_be_replaced(ObjectKind kind)
{
	switch ((int)kind) {
	case OBJ_TABLE:
	case OBJ_COLUMN:
	case OBJ_SEQUENCE:
	case OBJ_SCHEMA:
	case OBJ_EXTENSION:
	case OBJ_TYPE:
	case OBJ_ENUM:
	case OBJ_DOMAIN:
	case OBJ_COMPOSITE:
	case OBJ_RANGE:
		return false;
	}
	return true;
}

/* A foreign key needs one index of the table that it refers to; the emitter does not care which. */
static bool rests_on(const AlterItem *item, uint32_t need, const AlterSide *side)
{
	const Constraint *constraint = item->thing;
	const AlterItem *needed = need < side->count ? &side->items[need] : NULL;

	if (item->kind != OBJ_CONSTRAINT || constraint->kind != CONSTRAINT_FOREIGN_KEY || !needed || needed->kind != OBJ_INDEX)
		return true;
	return !constraint->referenced_index || (const void *)constraint->referenced_index == needed->thing;
}

static bool needs_what_goes(const Alter *alter, const Entry *entry, const AlterItem *item)
{
	for (uint32_t i = 0; i < entry->needs.count; i++) {
		uint32_t need = entry->needs.items[i];

		if (need < alter->from.count && alter->from.marked[need] && need != mv_alter_id(item->kind, item->thing) && rests_on(item, need, &alter->from))
			return true;
	}
	return false;
}

/* A sequence goes with the column that owns it, even when another one takes its name. */
static void replace_sequences(Alter *alter)
{
	for (uint32_t id = 1; id < alter->from.count; id++) {
		const AlterItem *item = &alter->from.items[id];
		const Sequence *sequence = item->thing, *other;

		if (item->kind != OBJ_SEQUENCE || !alter->from.marked[id] || sequence->identity)
			continue;
		other = counterpart(alter, OBJ_SEQUENCE, sequence);
		if (other && !other->identity)
			mark_id(&alter->to, other->object.id);
	}
}

/* The server makes copies of a trigger on partitions; what is said of those is said again. */
static void mark_copies(AlterSide *side)
{
	bool again = true;

	while (again) {
		again = false;
		for (uint32_t id = 1; id < side->count; id++) {
			const Trigger *trigger = side->items[id].thing;

			if (side->items[id].kind != OBJ_TRIGGER || side->marked[id] || !trigger->parent || !side->marked[trigger->parent->object.id])
				continue;
			side->marked[id] = again = true;
		}
	}
}

/* Again until nothing is added; each pass adds at least one thing, and there are not many levels. */
static void mark_dependents(Alter *alter)
{
	bool again = true;

	while (again) {
		again = false;
		for (uint32_t i = 0; i < alter->from.emit.entries.count; i++) {
			const Entry *entry = alter->from.emit.entries.items[i];
			uint32_t id = entry->id && entry->id < alter->from.count ? entry->id : 0;
			const AlterItem *item = &alter->from.items[id];

			if (!id || !item->thing || alter->from.marked[id] || !can_be_replaced(item->kind) || !needs_what_goes(alter, entry, item))
				continue;
			/* the index of a constraint goes with that */
			if (item->kind == OBJ_INDEX && ((const TableIndex *)item->thing)->constraint)
				continue;
			mv_alter_replace(alter, item->kind, item->thing, NULL);
			again |= alter->from.marked[id];
		}
	}
}

/* ---- the order ---- */

/* What may still be used until all else is changed, and comes not again. */
static bool goes_late(const Alter *alter, const AlterItem *item)
{
	switch ((int)item->kind) {
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
	case OBJ_INDEX:
	case OBJ_CONSTRAINT:
	case OBJ_TRIGGER:
	case OBJ_POLICY:
	case OBJ_RULE:
	case OBJ_COLUMN:
	case OBJ_STATISTICS:
	case OBJ_PUBLICATION:
	case OBJ_EVENT_TRIGGER:
	case OBJ_USER_MAPPING:
		return false;
	}
	return !counterpart(alter, item->kind, item->thing);
}

/* A partition goes with its parent. */
static bool goes_with_parent(const Alter *alter, const Table *table)
{
	for (uint32_t i = 0; table->bound && i < table->parents.count; i++) {
		if (alter->from.marked[table->parents.items[i]->object.id])
			return true;
	}
	return false;
}

static bool goes_with_owner(const Alter *alter, const AlterItem *item)
{
	const Sequence *sequence = item->thing;

	if ((item->kind == OBJ_TABLE || item->kind == OBJ_FOREIGN_TABLE) && goes_with_parent(alter, item->thing))
		return true;

	if (item->owner && item->owner->id < alter->from.count && alter->from.marked[item->owner->id])
		return true;
	if (item->kind != OBJ_SEQUENCE || !sequence->owner_table)
		return false;
	if (sequence->identity || alter->from.marked[sequence->owner_table->object.id])
		return true;
	for (uint32_t i = 0; i < sequence->owner_table->columns.count; i++) {
		const Column *column = sequence->owner_table->columns.items[i];

		if (mv_streq(column->name, sequence->owner_column))
			return alter->from.marked[column->id];
	}
	return false;
}

/* A circle of foreign keys among tables that go. */
static void drop_foreign_keys(Alter *alter)
{
	for (uint32_t id = 1; id < alter->from.count; id++) {
		const AlterItem *item = &alter->from.items[id];
		const Constraint *constraint = item->thing;
		Entry *entry;

		if (item->kind != OBJ_CONSTRAINT || !alter->from.marked[id] || constraint->kind != CONSTRAINT_FOREIGN_KEY || !constraint->referenced ||
		    constraint->referenced == constraint->table || !alter->from.marked[item->owner->id] ||
		    !alter->from.marked[constraint->referenced->object.id] || (constraint->inherited && !constraint->local))
			continue;
		entry = mv_alter_entry(&alter->from, EMIT_FOREIGN_KEYS, item->owner);
		mv_alter_drop(&alter->from.emit, &entry->sql, item);
	}
}

static EmitPhase phase_of_drop(const AlterItem *item)
{
	const Constraint *constraint = item->thing;

	if (item->kind == OBJ_COLUMN || item->kind == OBJ_ATTRIBUTE || item->kind == OBJ_DOMAIN_CONSTRAINT)
		return EMIT_TABLES;
	if (item->kind == OBJ_CONSTRAINT)
		return constraint->kind == CONSTRAINT_FOREIGN_KEY ? EMIT_FOREIGN_KEYS : EMIT_KEYS;
	return item->kind == OBJ_INDEX ? EMIT_INDEXES : EMIT_TABLES;
}

/* Children go before their parents, also those that came to inherit later. */
static void order_children(Alter *alter)
{
	for (uint32_t id = 1; id < alter->from.count; id++) {
		const AlterItem *item = &alter->from.items[id];
		const Table *table = item->thing;

		if (item->kind != OBJ_TABLE || !alter->from.marked[id] || !alter->from.makers[id])
			continue;
		for (uint32_t i = 0; i < table->parents.count; i++)
			mv_emit_need(&alter->from.emit, alter->from.makers[id], table->parents.items[i]->object.id);
	}
}

/* The entries that make what goes become those that drop it; the others are silent. */
static void make_drops(Alter *alter)
{
	bool *done = MV_NEW_ARRAY(alter->arena, bool, alter->from.count);
	uint32_t count = alter->from.emit.entries.count;

	for (uint32_t i = 0; i < count; i++) {
		Entry *entry = alter->from.emit.entries.items[i];
		uint32_t id = entry->id < alter->from.count ? entry->id : 0;
		const AlterItem *item = &alter->from.items[id];

		/* what goes need not be freed of its parents before */
		if (!entry->wanted || alter->from.marked[entry->about])
			mv_buf_clear(&entry->sql);
		if (entry->wanted)
			continue;
		if (!id || !item->thing || !alter->from.marked[id] || done[id] || item->kind == OBJ_CONSTRAINT || item->kind == OBJ_INDEX ||
		    goes_with_owner(alter, item) || !mv_alter_drop(&alter->from.emit, &entry->sql, item))
			continue;
		done[id] = true;
		entry->wanted = true;
		entry->late = goes_late(alter, item);
	}
	/* what stands within another thing's statement */
	for (uint32_t id = 1; id < alter->from.count; id++) {
		const AlterItem *item = &alter->from.items[id];
		const Object *owner = item->owner;
		Entry *entry;
		StrBuf sql = { 0 };

		if (!alter->from.marked[id] || !item->thing || done[id] || !owner || goes_with_owner(alter, item))
			continue;
		if (item->kind == OBJ_INDEX && (((const TableIndex *)item->thing)->constraint || ((const TableIndex *)item->thing)->parent))
			continue;
		/* that of a partition goes with the partitioned table's */
		if (item->kind == OBJ_CONSTRAINT && ((const Constraint *)item->thing)->index && ((const Constraint *)item->thing)->index->parent)
			continue;
		if (mv_alter_drop(&alter->from.emit, &sql, item)) {
			entry = mv_alter_entry(&alter->from, phase_of_drop(item), owner);
			mv_buf_add(&entry->sql, (Str){ .ptr = sql.ptr, .len = sql.len });
		}
		mv_buf_release(&sql);
	}
	drop_foreign_keys(alter);
	order_children(alter);
}

static bool is_marked(const AlterSide *side, uint32_t id)
{
	return id && id < side->count && side->marked[id];
}

/* What is made anew is made as it shall be: nothing of it has to be changed besides. */
static void keep_creations(Alter *alter)
{
	for (uint32_t i = 0; i < alter->to.emit.entries.count; i++) {
		Entry *entry = alter->to.emit.entries.items[i];

		bool made = is_marked(&alter->to, entry->about) || is_marked(&alter->to, entry->part);

		if (entry->wanted && !entry->id ? made : !entry->wanted && !made)
			mv_buf_clear(&entry->sql);
	}
}

static void take(const EntryVec *entries, bool reverse, int late, Arena *arena, SqlParts *parts)
{
	for (uint32_t i = 0; i < entries->count; i++) {
		const Entry *entry = entries->items[reverse ? entries->count - 1 - i : i];

		if (entry->sql.len && !entry->left_out && (late < 0 || entry->late == (late == 1)))
			*VEC_PUSH(arena, parts) = mv_arena_strndup(arena, entry->sql.ptr, entry->sql.len - 1);
	}
}

static void look_at(Alter *alter, const Difference *difference)
{
	switch ((int)difference->kind) {
	case DIFFERENCE_MISSING:
		if (difference->object == OBJ_COLUMN && difference->left) {
			const AlterItem *item = &alter->from.items[mv_alter_id(OBJ_COLUMN, difference->left)];

			if (item->owner && mv_emit_is_relation(item->owner))
				mv_alter_users_of_column(alter, (const Table *)item->owner, ((const Column *)difference->left)->name);
		}
		mv_alter_mark(&alter->from, difference->object, difference->left);
		if (difference->object == OBJ_DEFAULT_PRIVILEGES)
			mv_alter_object(alter, difference);
		return;
	case DIFFERENCE_UNEXPECTED:
		if (difference->object == OBJ_COLUMN)
			mv_alter_column(alter, difference);
		else if (difference->object == OBJ_ATTRIBUTE || difference->object == OBJ_DOMAIN_CONSTRAINT || difference->object == OBJ_DEFAULT_PRIVILEGES)
			mv_alter_object(alter, difference);
		mv_alter_mark(&alter->to, difference->object, difference->right);
		return;
	case DIFFERENCE_RENAMED:
		return;
	}
	if (difference->physical || mv_alter_said(alter, difference))
		return;
	switch ((int)difference->object) {
	case OBJ_COLUMN:
		mv_alter_column(alter, difference);
		break;
	case OBJ_TABLE:
	case OBJ_FOREIGN_TABLE:
	case OBJ_VIEW:
	case OBJ_MATERIALIZED_VIEW:
		mv_alter_table(alter, difference);
		break;
	case OBJ_CONSTRAINT:
	case OBJ_INDEX:
	case OBJ_TRIGGER:
	case OBJ_POLICY:
	case OBJ_RULE:
		mv_alter_part(alter, difference);
		break;
	default:
		mv_alter_object(alter, difference);
	}
}

/* Constraints that come to a table that stays: the emitter writes them as for one that is new and empty. */
static void add_constraints(Alter *alter)
{
	for (uint32_t id = 1; id < alter->to.count; id++) {
		const AlterItem *item = &alter->to.items[id];

		if (item->kind == OBJ_CONSTRAINT && alter->to.marked[id] && item->owner && !alter->to.marked[item->owner->id])
			mv_alter_add_constraint(alter, item->thing);
	}
}

/* ... and indexes are built while the table is in use. */
static void build_concurrently(Alter *alter)
{
	for (uint32_t i = 0; i < alter->to.emit.entries.count; i++) {
		Entry *entry = alter->to.emit.entries.items[i];
		const AlterItem *item = entry->id < alter->to.count ? &alter->to.items[entry->id] : NULL;
		const TableIndex *index = item && item->kind == OBJ_INDEX ? item->thing : NULL;
		Str text = { .ptr = entry->sql.ptr, .len = entry->sql.len };
		size_t at;
		StrBuf sql = { 0 };

		if (!index || entry->phase != EMIT_INDEXES || !alter->to.marked[entry->id] || alter->to.marked[index->table->object.id] ||
		    index->table->partition_by != PARTITION_NONE || index->table->object.kind != OBJ_TABLE)
			continue;
		at = mv_str_find(text, STR(" INDEX "), 0);
		if (at == SIZE_MAX)
			continue;
		mv_buf_add(&sql, mv_str_slice(text, 0, at));
		mv_buf_adds(&sql, " INDEX CONCURRENTLY ");
		mv_buf_add(&sql, mv_str_slice(text, at + 7, text.len));
		mv_buf_release(&entry->sql);
		entry->sql = sql;
	}
}

void mv_schema_alter(const Schema *from, const Schema *to, const DifferenceVec *differences, int server_version, Arena *arena, SqlParts *parts)
{
	Alter alter = { .version = server_version, .arena = mv_arena_new() };
	EntryVec drops = { 0 }, creations = { 0 };

	open_side(&alter.from, from, server_version, alter.arena);
	open_side(&alter.to, to, server_version, alter.arena);
	for (uint32_t i = 0; i < differences->count; i++) {
		const Difference *difference = &differences->items[i];
		uint32_t before = alter.to.emit.entries.count;

		look_at(&alter, difference);
		for (uint32_t e = before; difference->kind == DIFFERENCE_CHANGED && e < alter.to.emit.entries.count; e++) {
			Entry *entry = alter.to.emit.entries.items[e];

			/* a column that is computed anew is made by its own change */
			if (difference->object != OBJ_COLUMN || strncmp(difference->field, "generat", 7) != 0)
				entry->part = mv_alter_id(difference->object, difference->right);
		}
	}
	mark_dependents(&alter);
	replace_sequences(&alter);
	mark_copies(&alter.to);
	make_drops(&alter);
	add_constraints(&alter);
	keep_creations(&alter);
	build_concurrently(&alter);
	mv_emit_order(&alter.from.emit, &drops);
	mv_emit_order(&alter.to.emit, &creations);
	take(&drops, true, 0, arena, parts);
	take(&creations, false, -1, arena, parts);
	take(&drops, true, 1, arena, parts);
	for (uint32_t i = 0; i < drops.count; i++)
		mv_buf_release(&drops.items[i]->sql);
	for (uint32_t i = 0; i < creations.count; i++)
		mv_buf_release(&creations.items[i]->sql);
	mv_arena_free(alter.arena);
}
