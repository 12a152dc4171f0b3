/*
 * versions.c: what a change made of the objects of the schema.
 *
 * After each change the rows of what it names are compared with those that
 * were written last; what is different ends, and begins anew. A change of one
 * part of a table costs a look at that part and at those that are new. What
 * may take other things along (a drop with CASCADE, a rollback) costs a look at
 * the whole schema, and that look compares ids, not rows.
 */
#include "private.h"

#include <string.h>

enum { DEEPEST_CHILDREN = 32 };

static const Touch everything = { .all = true };

static uint64_t hash_bytes(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

static uint64_t signature_of(const Row *row)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (uint32_t i = 0; i < row->count; i++) {
		const Cell *cell = &row->cells[i];

		if (cell->text)
			hash = hash_bytes(hash, cell->text);
		else if (!cell->null)
			hash = (hash ^ (uint64_t)cell->number) * 0x100000001b3u;
		hash = (hash ^ (cell->null ? 0x11e : 0x11f)) * 0x100000001b3u;
	}
	return hash;
}

static Recorded *recorded(History *history, uint32_t id)
{
	SetHistory *now = history->now;

	while (now->things.count <= id)
		*VEC_PUSH(history->arena, &now->things) = NULL;
	if (!now->things.items[id])
		now->things.items[id] = MV_NEW(history->arena, Recorded);
	return now->things.items[id];
}

bool mv_versions_has(const History *history, uint32_t id)
{
	const SetHistory *now = history->now;

	return id < now->things.count && now->things.items[id] && now->things.items[id]->rowid;
}

static void end_version(History *history, Recorded *thing, int64_t change)
{
	if (thing->rowid == ROW_ELSEWHERE)
		*VEC_PUSH(history->arena, &history->ended) = (EndedRow){ .table = thing->table, .id = thing->id, .name = thing->name,
									 .base = history->now->base, .change = change };
	else if (thing->rowid)
		mv_memory_end(history, thing->table, thing->rowid, change);
	thing->rowid = 0;
}

static void compare_row(History *history, uint32_t id, const Row *row, void *data)
{
	int64_t change = *(const int64_t *)data;
	Recorded *thing = recorded(history, id);
	uint64_t signature = signature_of(row);
	Cell cells[MV_STORE_CELLS + 2];

	thing->seen = history->sweep;
	if (thing->rowid && thing->signature == signature)
		return;
	if (row->owner && row->owner != thing->owner)
		*VEC_PUSH(history->arena, &recorded(history, row->owner)->parts) = id;
	thing->owner = row->owner;
	end_version(history, thing, change);
	memcpy(cells, row->cells, row->count * sizeof *cells);
	cells[row->count] = change ? cell_number(change) : (Cell){ .null = true };
	cells[row->count + 1] = (Cell){ .null = true };
	thing->table = row->table;
	thing->id = history->now->things_base + id;
	thing->rowid = mv_memory_insert(history, row->table, cells, row->count + 2);
	thing->signature = signature;
}

/* ---- what is gone ---- */

static void meet(History *history, uint32_t id)
{
	SetHistory *now = history->now;

	if (id < now->things.count && now->things.items[id])
		now->things.items[id]->seen = history->sweep;
}

static bool has_parts(const Object *object)
{
	return object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE || object->kind == OBJ_VIEW || object->kind == OBJ_MATERIALIZED_VIEW;
}

static void meet_relation(History *history, const Object *object)
{
	const Table *table = (const Table *)object;

	meet(history, object->id);
	if (!has_parts(object))
		return;
	for (uint32_t i = 0; i < table->columns.count; i++)
		meet(history, table->columns.items[i]->id);
	for (uint32_t i = 0; i < table->constraints.count; i++)
		meet(history, table->constraints.items[i]->id);
	for (uint32_t i = 0; i < table->indexes.count; i++)
		meet(history, table->indexes.items[i]->object.id);
	for (uint32_t i = 0; i < table->triggers.count; i++)
		meet(history, table->triggers.items[i]->id);
	for (uint32_t i = 0; i < table->policies.count; i++)
		meet(history, table->policies.items[i]->id);
}

static void end_what_is_gone(History *history, const Schema *schema, int64_t change)
{
	const Map *maps[] = { &schema->types, &schema->functions };

	history->sweep++;
	for (uint32_t i = 0; i < schema->relations.count; i++) {
		if (schema->relations.entries[i].value)
			meet_relation(history, schema->relations.entries[i].value);
	}
	for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
		for (uint32_t i = 0; i < maps[m]->count; i++) {
			const Object *object = maps[m]->entries[i].value;

			if (object)
				meet(history, object->id);
		}
	}
	for (uint32_t i = 0; i < history->now->things.count; i++) {
		Recorded *thing = history->now->things.items[i];

		if (thing && thing->rowid && thing->seen != history->sweep)
			end_version(history, thing, change);
	}
}

/* Is the relation still what its name means? */
static bool is_there(const Schema *schema, const Object *relation)
{
	const QName name = { .schema = relation->schema, .name = relation->name };

	return mv_schema_relation(schema, &name) == relation;
}

/* The same of one relation and its parts. */
static void end_gone_parts(History *history, const Schema *schema, const Table *table, bool there, int64_t change, int depth)
{
	Recorded *thing = recorded(history, table->object.id);

	history->sweep++;
	if (there) {
		meet_relation(history, &table->object);
		for (uint32_t i = 0; i < table->sequences.count; i++)
			meet(history, table->sequences.items[i]->object.id);
	} else {
		end_version(history, thing, change);
	}
	for (uint32_t i = 0; i < thing->parts.count;) {
		uint32_t id = thing->parts.items[i];
		Recorded *part = history->now->things.items[id];
		/* a sequence may have gone to another table */
		bool elsewhere = part->rowid && part->seen != history->sweep && part->table == STORE_SEQUENCES && id < schema->things.count &&
				 is_there(schema, schema->things.items[id]);

		if (part->rowid && part->seen != history->sweep && !elsewhere)
			end_version(history, part, change);
		if (part->rowid && !elsewhere)
			i++;
		else
			thing->parts.items[i] = thing->parts.items[--thing->parts.count];
	}
	for (uint32_t i = 0; there && depth < DEEPEST_CHILDREN && i < table->children.count; i++)
		end_gone_parts(history, schema, table->children.items[i], true, change, depth + 1);
}

/* ---- schemas, which are known by their names ---- */

static void compare_schemas(History *history, const Schema *schema, int64_t change)
{
	for (uint32_t i = 0; i < schema->schemas.count; i++) {
		const MapEntry *entry = &schema->schemas.entries[i];
		Recorded *thing = mv_map_get(&history->now->schemas, entry->key);
		const Object *object = entry->value;

		if (object && object->birth.migration && (!thing || !thing->rowid)) {
			const Cell cells[] = { cell_text(entry->key), change ? cell_number(change) : (Cell){ .null = true }, { .null = true } };

			thing = MV_NEW(history->arena, Recorded);
			thing->table = STORE_SCHEMAS;
			thing->name = entry->key;
			thing->rowid = mv_memory_insert(history, STORE_SCHEMAS, cells, 3);
			mv_map_set(&history->now->schemas, entry->key, thing);
		} else if (!entry->value && thing && thing->rowid) {
			end_version(history, thing, change);
		}
	}
}

/* ---- what is compared ---- */

static void compare_relation(History *history, const Schema *schema, const Table *table, const Touch *touch, int64_t change)
{
	mv_rows_of_relation(history, schema, &table->object, touch, compare_row, &change);
	for (uint32_t i = 0; i < table->sequences.count; i++)
		mv_rows_of_relation(history, schema, &table->sequences.items[i]->object, touch, compare_row, &change);
	/* a key to a table that no migration has made makes it known */
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Table *referenced = table->constraints.items[i]->referenced;

		if (referenced && !mv_versions_has(history, referenced->object.id))
			mv_rows_of_relation(history, schema, &referenced->object, &everything, compare_row, &change);
	}
}

static void compare_with_children(History *history, const Schema *schema, const Table *table, const Touch *touch, int64_t change, int depth)
{
	compare_relation(history, schema, table, touch, change);
	for (uint32_t i = 0; depth < DEEPEST_CHILDREN && i < table->children.count; i++)
		compare_with_children(history, schema, table->children.items[i], touch, change, depth + 1);
}

/* The table and those around it. */
static void compare_around(History *history, const Schema *schema, const Table *table, int64_t change)
{
	compare_with_children(history, schema, table, &everything, change, 0);
	for (uint32_t i = 0; i < table->referencing.count; i++)
		compare_relation(history, schema, table->referencing.items[i]->table, &everything, change);
}

static void compare_types(History *history, const Schema *schema, int64_t change)
{
	for (uint32_t i = 0; i < schema->types.count; i++) {
		if (schema->types.entries[i].value)
			mv_rows_of_type(history, schema->types.entries[i].value, compare_row, &change);
	}
}

static void compare_type(History *history, const Schema *schema, const QName *name, int64_t change)
{
	for (uint32_t i = 0; i < schema->types.count; i++) {
		const Object *type = schema->types.entries[i].value;

		if (type && mv_streq(type->name, name->name))
			mv_rows_of_type(history, type, compare_row, &change);
	}
}

/* All of this name, or of all names. */
static void compare_functions(History *history, const Schema *schema, const char *name, int64_t change)
{
	for (uint32_t i = 0; i < schema->functions.count; i++) {
		const Function *function = schema->functions.entries[i].value;

		if (function && (!name || mv_streq(function->object.name, name)))
			mv_rows_of_function(history, function, compare_row, &change);
	}
}

static void compare_everything(History *history, const Schema *schema, int64_t change)
{
	for (uint32_t i = 0; i < schema->relations.count; i++) {
		if (schema->relations.entries[i].value)
			mv_rows_of_relation(history, schema, schema->relations.entries[i].value, &everything, compare_row, &change);
	}
	compare_types(history, schema, change);
	compare_functions(history, schema, NULL, change);
}

/* ---- which change touches what ---- */

static bool changes_no_rows(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_INSERT:
	case CHANGE_UPDATE:
	case CHANGE_DELETE:
	case CHANGE_COPY:
	case CHANGE_SELECT:
	case CHANGE_SET_VARIABLE:
	case CHANGE_RESET_ALL:
	case CHANGE_SET_CONSTRAINTS:
	case CHANGE_SAVEPOINT:
	case CHANGE_RELEASE_SAVEPOINT:
	case CHANGE_MERGE:
	case CHANGE_BEGIN:
	case CHANGE_COMMIT:
	case CHANGE_GRANT:
	case CHANGE_REVOKE:
	case CHANGE_LOCK_TABLE:
	case CHANGE_ANALYZE:
	case CHANGE_VACUUM:
	case CHANGE_TRUNCATE:
	case CHANGE_REINDEX:
	case CHANGE_REFRESH_MATERIALIZED_VIEW:
		return true;
	case CHANGE_COMMENT:
		return change->as.comment->object != OBJ_COLUMN && change->as.comment->object != OBJ_TABLE;
	}
	return false;
}

/* A named constraint that says nothing about columns: only its own row changes. */
static bool is_check_or_key(const Table *table, const char *name)
{
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *constraint = table->constraints.items[i];

		if (mv_streq(constraint->name, name))
			return constraint->kind == CONSTRAINT_CHECK || constraint->kind == CONSTRAINT_FOREIGN_KEY;
	}
	return false;
}

/* Does the change touch only one part of its table? */
static bool touches_part(const Change *change, const Table *table, Touch *touch)
{
	*touch = (Touch){ 0 };
	switch ((int)change->kind) {
	case CHANGE_ADD_COLUMN:
		return true; /* it is new */
	case CHANGE_ALTER_COLUMN_TYPE:
		touch->name = change->as.column_type->column.text;
		return true;
	case CHANGE_SET_NOT_NULL:
	case CHANGE_DROP_NOT_NULL:
	case CHANGE_DROP_DEFAULT:
	case CHANGE_DROP_IDENTITY:
		touch->name = change->as.column->column.text;
		return true;
	case CHANGE_SET_DEFAULT:
		touch->name = change->as.column_default->column.text;
		return true;
	case CHANGE_ADD_IDENTITY:
	case CHANGE_SET_IDENTITY:
		touch->name = change->as.identity->column.text;
		return true;
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_STORAGE:
	case CHANGE_SET_COMPRESSION:
	case CHANGE_SET_COLUMN_OPTIONS:
		touch->name = change->as.column_setting->column.text;
		return true;
	case CHANGE_COMMENT:
		touch->name = change->as.comment->part.text;
		touch->own = !touch->name;
		return true;
	case CHANGE_VALIDATE_CONSTRAINT:
		touch->name = change->as.constraint->name.text;
		return is_check_or_key(table, touch->name);
	case CHANGE_ADD_CONSTRAINT:
		return change->as.add_constraint->constraint->kind == CONSTRAINT_CHECK || change->as.add_constraint->constraint->kind == CONSTRAINT_FOREIGN_KEY;
	case CHANGE_CREATE_INDEX:
	case CHANGE_DROP_INDEX:
		return true;
	}
	return false;
}

/* The name under which what a rename names is found afterwards. */
static QName name_after(const Change *change, const QName *name)
{
	QName after = *name;

	switch ((int)change->kind) {
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_INDEX:
		after.name = change->as.rename->new_name.text;
		break;
	case CHANGE_SET_SCHEMA:
		after.schema = change->as.set_schema->new_schema.text;
		break;
	}
	return after;
}

static void compare_named(History *history, const Schema *schema, const Change *change, int64_t id)
{
	const QName *name = mv_change_relation(change);
	QName after = name ? name_after(change, name) : (QName){ 0 };
	const Object *object = after.name && !after.unknown ? mv_schema_relation(schema, &after) : NULL;
	Touch touch;

	switch ((int)change->kind) {
	case CHANGE_CREATE_FUNCTION:
	case CHANGE_ALTER_FUNCTION:
		compare_functions(history, schema, after.name, id);
		return;
	case CHANGE_CREATE_ENUM:
	case CHANGE_ADD_ENUM_VALUE:
	case CHANGE_RENAME_ENUM_VALUE:
		compare_type(history, schema, &after, id);
		return;
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_MATERIALIZED_VIEW:
	case CHANGE_DROP_FUNCTION:
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_SEQUENCE:
		return;
	case CHANGE_CREATE_INDEX:
		object = (const Object *)mv_schema_table(schema, &change->as.index->table);
		break;
	case CHANGE_DROP_INDEX:
		/* its name means nothing any more */
		object = history->target ? &history->target->object : NULL;
		break;
	}
	if (!object)
		compare_everything(history, schema, id);
	else if (object->kind == OBJ_INDEX)
		compare_around(history, schema, ((const TableIndex *)object)->table, id);
	else if (!has_parts(object))
		mv_rows_of_relation(history, schema, object, &everything, compare_row, &id);
	else if (touches_part(change, (const Table *)object, &touch))
		compare_with_children(history, schema, (const Table *)object, &touch, id, 0);
	else
		compare_around(history, schema, (const Table *)object, id);
}

/* ---- which change takes something away ---- */

typedef enum Reach { REACH_NOTHING, REACH_TABLE, REACH_ALL } Reach;

/* How far must be looked for things that are no more? */
static Reach reach_of(const Change *change, const Table *target)
{
	switch ((int)change->kind) {
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_MATERIALIZED_VIEW:
	case CHANGE_DROP_INDEX:
	case CHANGE_DROP_TRIGGER:
	case CHANGE_DROP_POLICY:
	case CHANGE_DROP_RULE:
		/* partitions go with their table */
		return !target || change->as.drop->cascade || (change->kind == CHANGE_DROP_TABLE && target->children.count) ? REACH_ALL : REACH_TABLE;
	case CHANGE_DROP_COLUMN:
		return target && !change->as.drop_column->cascade ? REACH_TABLE : REACH_ALL;
	case CHANGE_DROP_CONSTRAINT:
		return target && !change->as.constraint->cascade ? REACH_TABLE : REACH_ALL;
	case CHANGE_DROP_NOT_NULL:
	case CHANGE_DROP_DEFAULT:
	case CHANGE_DROP_IDENTITY:
	case CHANGE_DROP_EXPRESSION:
	case CHANGE_ALTER_COLUMN_TYPE:
	case CHANGE_CREATE_TRIGGER:
	case CHANGE_CREATE_VIEW:
		return target ? REACH_TABLE : REACH_ALL;
	case CHANGE_CREATE_FUNCTION:
		return change->as.function->or_replace ? REACH_ALL : REACH_NOTHING;
	case CHANGE_ROLLBACK:
	case CHANGE_ROLLBACK_TO_SAVEPOINT:
	case CHANGE_OPAQUE:
		return REACH_ALL;
	}
	return strncmp(mv_change_kind_name(change->kind), "drop", 4) == 0 ? REACH_ALL : REACH_NOTHING;
}

/* ---- a change ---- */

/* A baseline in the middle of a history starts from an empty schema, whose ids start again. */
static void start_again(History *history, const Migration *baseline, int64_t id)
{
	SetHistory *now = history->now;

	if (now->baseline == baseline || (now->set->migrations.count && now->set->migrations.items[0] == baseline))
		return;
	for (uint32_t i = 0; i < now->things.count; i++) {
		if (now->things.items[i])
			end_version(history, now->things.items[i], id);
	}
	now->things.count = 0;
	now->things_base += (int64_t)1 << RESTART_BITS;
	now->baseline = baseline;
}

/* ---- what earlier runs have written ---- */

static Recorded *recorded_in(History *history, SetHistory *set, uint32_t id)
{
	SetHistory *before = history->now;
	Recorded *thing;

	history->now = set;
	thing = recorded(history, id);
	history->now = before;
	return thing;
}

void mv_versions_open(History *history, SetHistory *set, StoreTable table, int64_t id)
{
	Recorded *thing = recorded_in(history, set, (uint32_t)((id - set->base) & ((1 << RESTART_BITS) - 1)));

	thing->table = table;
	thing->id = id;
	thing->rowid = ROW_ELSEWHERE;
	thing->seen = UINT32_MAX;
}

static void adopt_row(History *history, uint32_t id, const Row *row, void *data)
{
	Recorded *thing;

	(void)data;
	if (!mv_versions_has(history, id))
		return;
	thing = recorded(history, id);
	thing->seen = history->sweep;
	thing->signature = signature_of(row);
	thing->owner = row->owner;
	if (row->owner)
		*VEC_PUSH(history->arena, &recorded(history, row->owner)->parts) = id;
}

bool mv_versions_adopt(History *history, const Schema *schema)
{
	SetHistory *now = history->now;

	for (uint32_t i = 0; i < schema->relations.count; i++) {
		if (schema->relations.entries[i].value)
			mv_rows_of_relation(history, schema, schema->relations.entries[i].value, &everything, adopt_row, NULL);
		mv_arena_reset(history->scratch);
	}
	for (uint32_t i = 0; i < schema->types.count; i++) {
		if (schema->types.entries[i].value)
			mv_rows_of_type(history, schema->types.entries[i].value, adopt_row, NULL);
	}
	for (uint32_t i = 0; i < schema->functions.count; i++) {
		if (schema->functions.entries[i].value)
			mv_rows_of_function(history, schema->functions.entries[i].value, adopt_row, NULL);
	}
	mv_arena_reset(history->scratch);
	now->adopted = true;
	for (uint32_t i = 0; i < now->things.count; i++) {
		if (now->things.items[i] && now->things.items[i]->rowid && now->things.items[i]->seen == UINT32_MAX)
			return false;
	}
	return true;
}

void mv_versions_before(History *history, const RuleContext *context, const Change *change, int64_t id)
{
	const QName *name = mv_change_relation(change);
	const Object *object = name && !name->unknown ? mv_schema_relation(context->schema, name) : NULL;

	if (history->now->migrations_before && !history->now->adopted && !mv_versions_adopt(history, context->schema)) {
		history->failed = true;
		mv_fail(&history->error, "the store does not agree with what the migrations of '%s' make; 'migvet history build --again' records them anew",
			history->now->path);
	}
	if (context->migration->kind == MIGRATION_BASELINE)
		start_again(history, context->migration, id);
	history->target = !object ? NULL : object->kind == OBJ_INDEX ? ((const TableIndex *)object)->table : has_parts(object) ? (const Table *)object : NULL;
}

void mv_versions_after(History *history, const Schema *schema, const Change *change, int64_t id)
{
	Reach reach;

	if (changes_no_rows(change))
		return;
	reach = reach_of(change, history->target);
	compare_named(history, schema, change, id);
	if (reach == REACH_ALL)
		end_what_is_gone(history, schema, id);
	else if (reach == REACH_TABLE)
		end_gone_parts(history, schema, history->target, is_there(schema, &history->target->object), id, 0);
	if (change->kind == CHANGE_CREATE_SCHEMA || change->kind == CHANGE_DROP_SCHEMA || change->kind == CHANGE_RENAME_SCHEMA)
		compare_schemas(history, schema, id);
	mv_arena_reset(history->scratch);
}

int64_t mv_versions_object(const History *history, const Schema *schema, const Change *change)
{
	const QName *name = mv_change_relation(change);
	QName after = name ? name_after(change, name) : (QName){ 0 };
	const Object *object = history->target ? &history->target->object : after.name && !after.unknown ? mv_schema_relation(schema, &after) : NULL;

	return object ? history->now->things_base + object->id : 0;
}
