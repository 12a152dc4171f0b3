/*
 * record.c: replays the project and writes what happens: migrations,
 * statements, changes and locks as they come, and the versions of objects.
 *
 * After each change the rows of what it names are compared with those that are
 * in the database; what is different ends, and begins anew. Only a change that
 * may take other things along (a drop, a rename, a type's end) costs a look at
 * the whole schema, and that look compares ids, not rows.
 */
#include "store.h"

#include "migvet/layout.h"

#include <string.h>

/* ---- what the author wrote ---- */

static uint32_t line_of(History *history, const Source *source, Span span)
{
	span = mv_source_origin(&source, span);
	mv_source_index_lines(source, history->arena);
	return mv_source_position(source, span.start, COLUMN_BYTES).line;
}

static const char *resolution_word(Resolution resolution)
{
	switch (resolution) {
	case RESOLVED:
		return "resolved";
	case RESOLVED_PARTLY:
		return "partly";
	case UNRESOLVED:
		return "unresolved";
	}
	return NULL;
}

static void write_grant(History *history, const Change *change, int64_t id)
{
	const Grant *grant = change->as.grant;

	for (uint32_t n = 0; n < grant->names.count || n == 0; n++) {
		const QName *name = n < grant->names.count ? &grant->names.items[n] : NULL;

		for (uint32_t p = 0; p < grant->privileges.count || p == 0; p++) {
			for (uint32_t g = 0; g < grant->grantees.count; g++) {
				const Cell cells[] = { cell_number(id),
						       cell_text(change->kind == CHANGE_GRANT ? "grant" : "revoke"),
						       cell_text(grant->object == OBJ_NONE ? NULL : mv_object_kind_name(grant->object)),
						       cell_text(name ? name->schema : NULL),
						       cell_text(name ? name->name : NULL),
						       cell_text(p < grant->privileges.count ? grant->privileges.items[p] : "all"),
						       cell_text(grant->grantees.items[g]) };

				mv_store_insert(history, STORE_GRANTS, cells, sizeof cells / sizeof *cells);
			}
		}
	}
}

static void write_change(History *history, const Change *change, int64_t statement, int64_t migration)
{
	const QName *name = mv_change_relation(change);
	const Cell cells[] = { cell_number(history->changes.count + 1),
			       cell_number(statement),
			       cell_number(migration),
			       cell_text(mv_change_kind_name(change->kind)),
			       cell_text(name && !name->unknown ? name->schema : NULL),
			       cell_text(name && !name->unknown ? name->name : NULL),
			       cell_number(line_of(history, change->statement->source, change->span)),
			       cell_number(change->statement->down),
			       cell_number(change->statement->migration->under_review),
			       cell_number(change->guard != NULL) };

	*VEC_PUSH(history->arena, &history->changes) = change;
	mv_store_insert(history, STORE_CHANGES, cells, sizeof cells / sizeof *cells);
	if ((change->kind == CHANGE_GRANT || change->kind == CHANGE_REVOKE) && !change->as.grant->role_membership)
		write_grant(history, change, history->changes.count);
}

static void write_statement(History *history, const Statement *statement, int64_t migration, int64_t *id)
{
	Str text = mv_source_slice(statement->source, statement->span);
	const Cell cells[] = { cell_number(++*id),
			       cell_number(migration),
			       cell_number(statement->number),
			       cell_text(statement->tag),
			       cell_text(mv_arena_strndup(history->scratch, text.ptr, text.len)),
			       cell_number(line_of(history, statement->source, statement->span)),
			       cell_number(statement->down),
			       cell_text(resolution_word(statement->resolution)) };

	mv_store_insert(history, STORE_STATEMENTS, cells, sizeof cells / sizeof *cells);
	for (uint32_t c = 0; c < statement->changes.count; c++)
		write_change(history, &statement->changes.items[c], *id, migration);
}

static void write_migration(History *history, const MigrationSet *set, const Migration *migration, int64_t *statement)
{
	int64_t id = history->migrations.count + 1;
	int64_t *first = MV_NEW_ARRAY(history->arena, int64_t, migration->statements.count);
	const Cell cells[] = { cell_number(id),
			       cell_text(set->path),
			       cell_text(set->layout->name),
			       cell_text(migration->version),
			       cell_text(migration->name),
			       cell_text(migration->source ? migration->source->path : NULL),
			       cell_number(migration->under_review) };

	*VEC_PUSH(history->arena, &history->migrations) = migration;
	while (history->first_change.count <= migration->number)
		*VEC_PUSH(history->arena, &history->first_change) = NULL;
	history->first_change.items[migration->number] = first;
	mv_store_insert(history, STORE_MIGRATIONS, cells, sizeof cells / sizeof *cells);
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		first[s] = history->changes.count + 1;
		write_statement(history, &migration->statements.items[s], id, statement);
	}
	mv_arena_reset(history->scratch);
}

static void write_project(History *history)
{
	int64_t statement = 0;

	for (uint32_t s = 0; s < history->project->sets.count; s++) {
		const MigrationSet *set = history->project->sets.items[s];

		for (uint32_t m = 0; mv_set_is_judged(set) && m < set->migrations.count; m++)
			write_migration(history, set, set->migrations.items[m], &statement);
	}
}

int64_t mv_history_change_id(const History *history, const Change *change)
{
	uint32_t number = change->statement->migration->number;
	const int64_t *first = number < history->first_change.count ? history->first_change.items[number] : NULL;

	return first ? first[change->statement->number] + change->index : 0;
}

/* ---- versions of objects ---- */

static const char *signature_of(History *history, const Row *row)
{
	StrBuf text = { 0 };
	const char *signature;

	for (uint32_t i = 0; i < row->count; i++) {
		if (row->cells[i].text)
			mv_buf_adds(&text, row->cells[i].text);
		else if (!row->cells[i].null)
			mv_buf_addf(&text, "%lld", (long long)row->cells[i].number);
		mv_buf_adds(&text, row->cells[i].null ? "\x1e" : "\x1f");
	}
	signature = mv_buf_to_arena(&text, history->scratch);
	mv_buf_release(&text);
	return signature;
}

static Recorded *recorded(History *history, uint32_t id)
{
	while (history->things.count <= id)
		*VEC_PUSH(history->arena, &history->things) = NULL;
	if (!history->things.items[id])
		history->things.items[id] = MV_NEW(history->arena, Recorded);
	return history->things.items[id];
}

static void end_version(History *history, Recorded *thing, int64_t change)
{
	if (thing->rowid)
		mv_store_end(history, thing->table, thing->rowid, change);
	thing->rowid = 0;
	thing->signature = NULL;
}

static void compare_row(History *history, uint32_t id, const Row *row, void *data)
{
	int64_t change = *(const int64_t *)data;
	Recorded *thing = recorded(history, id);
	const char *signature = signature_of(history, row);
	Cell cells[MV_STORE_CELLS + 2];

	thing->seen = history->sweep;
	if (thing->rowid && mv_streq(thing->signature, signature))
		return;
	end_version(history, thing, change);
	memcpy(cells, row->cells, row->count * sizeof *cells);
	cells[row->count] = change ? cell_number(change) : (Cell){ .null = true };
	cells[row->count + 1] = (Cell){ .null = true };
	thing->table = row->table;
	thing->rowid = mv_store_insert(history, row->table, cells, row->count + 2);
	thing->signature = mv_arena_strdup(history->arena, signature);
}

/* ---- what is gone ---- */

static void meet(History *history, uint32_t id)
{
	if (id < history->things.count && history->things.items[id])
		history->things.items[id]->seen = history->sweep;
}

static void meet_relation(History *history, const Object *object)
{
	const Table *table = (const Table *)object;

	meet(history, object->id);
	if (object->kind != OBJ_TABLE && object->kind != OBJ_FOREIGN_TABLE && object->kind != OBJ_VIEW && object->kind != OBJ_MATERIALIZED_VIEW)
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
	for (uint32_t i = 0; i < history->things.count; i++) {
		Recorded *thing = history->things.items[i];

		if (thing && thing->rowid && thing->seen != history->sweep)
			end_version(history, thing, change);
	}
}

/* ---- schemas, which are known by their names ---- */

static void compare_schemas(History *history, const Schema *schema, int64_t change)
{
	for (uint32_t i = 0; i < schema->schemas.count; i++) {
		const MapEntry *entry = &schema->schemas.entries[i];
		Recorded *thing = mv_map_get(&history->schemas, entry->key);

		if (entry->value && (!thing || !thing->rowid)) {
			const Cell cells[] = { cell_text(entry->key), change ? cell_number(change) : (Cell){ .null = true }, { .null = true } };

			thing = MV_NEW(history->arena, Recorded);
			*thing = (Recorded){ .table = STORE_SCHEMAS, .rowid = mv_store_insert(history, STORE_SCHEMAS, cells, 3) };
			mv_map_set(&history->schemas, entry->key, thing);
		} else if (!entry->value && thing && thing->rowid) {
			end_version(history, thing, change);
		}
	}
}

/* ---- watching ---- */

/* May it take away what it does not name, or change rows of other things? */
static bool looks_far(const Change *change)
{
	return strncmp(mv_change_kind_name(change->kind), "drop", 4) == 0 || change->kind == CHANGE_ALTER_COLUMN_TYPE ||
	       change->kind == CHANGE_ROLLBACK || change->kind == CHANGE_ROLLBACK_TO_SAVEPOINT || change->kind == CHANGE_CREATE_VIEW ||
	       change->kind == CHANGE_CREATE_FUNCTION || change->kind == CHANGE_CREATE_TRIGGER || change->kind == CHANGE_OPAQUE;
}

static void compare_relation(History *history, const Schema *schema, const Table *table, int64_t change)
{
	mv_rows_of_relation(history, schema, &table->object, compare_row, &change);
	for (uint32_t i = 0; i < table->sequences.count; i++)
		mv_rows_of_relation(history, schema, &table->sequences.items[i]->object, compare_row, &change);
}

static void compare_types(History *history, const Schema *schema, int64_t change)
{
	for (uint32_t i = 0; i < schema->types.count; i++) {
		if (schema->types.entries[i].value)
			mv_rows_of_type(history, schema->types.entries[i].value, compare_row, &change);
	}
}

static void compare_functions(History *history, const Schema *schema, int64_t change)
{
	for (uint32_t i = 0; i < schema->functions.count; i++) {
		if (schema->functions.entries[i].value)
			mv_rows_of_function(history, schema->functions.entries[i].value, compare_row, &change);
	}
}

static void compare_everything(History *history, const Schema *schema, int64_t change)
{
	for (uint32_t i = 0; i < schema->relations.count; i++) {
		if (schema->relations.entries[i].value)
			mv_rows_of_relation(history, schema, schema->relations.entries[i].value, compare_row, &change);
	}
	compare_types(history, schema, change);
	compare_functions(history, schema, change);
}

/* The table and those around it. */
static void compare_around(History *history, const Schema *schema, const Table *table, int64_t change)
{
	compare_relation(history, schema, table, change);
	for (uint32_t i = 0; i < table->children.count; i++)
		compare_relation(history, schema, table->children.items[i], change);
	for (uint32_t i = 0; i < table->referencing.count; i++)
		compare_relation(history, schema, table->referencing.items[i]->table, change);
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
	Object *object = after.name && !after.unknown ? mv_schema_relation(schema, &after) : NULL;

	switch ((int)change->kind) {
	case CHANGE_CREATE_FUNCTION:
	case CHANGE_ALTER_FUNCTION:
		compare_functions(history, schema, id);
		return;
	case CHANGE_CREATE_ENUM:
	case CHANGE_ADD_ENUM_VALUE:
	case CHANGE_RENAME_ENUM_VALUE:
		compare_types(history, schema, id);
		return;
	case CHANGE_DROP_TABLE:
	case CHANGE_DROP_VIEW:
	case CHANGE_DROP_FUNCTION:
	case CHANGE_DROP_TYPE:
	case CHANGE_DROP_SEQUENCE:
		return;
	case CHANGE_CREATE_INDEX:
		object = (Object *)mv_schema_table(schema, &change->as.index->table);
		break;
	}
	if (!object)
		compare_everything(history, schema, id);
	else if (object->kind == OBJ_INDEX)
		compare_around(history, schema, ((const TableIndex *)object)->table, id);
	else if (object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE || object->kind == OBJ_VIEW || object->kind == OBJ_MATERIALIZED_VIEW)
		compare_around(history, schema, (const Table *)object, id);
	else
		mv_rows_of_relation(history, schema, object, compare_row, &id);
}

static bool changes_no_schema(const Change *change)
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
		return true;
	}
	return false;
}

static void applied(void *data, const RuleContext *context, const Change *change)
{
	History *history = data;
	int64_t id = mv_history_change_id(history, change);

	if (changes_no_schema(change))
		return;
	history->set = context->set;
	compare_named(history, context->schema, change, id);
	if (looks_far(change))
		end_what_is_gone(history, context->schema, id);
	if (change->kind == CHANGE_CREATE_SCHEMA || change->kind == CHANGE_DROP_SCHEMA || change->kind == CHANGE_RENAME_SCHEMA)
		compare_schemas(history, context->schema, id);
	mv_arena_reset(history->scratch);
}

static bool is_new(const RelationLock *lock, const RuleContext *context)
{
	const Birth *birth = lock->table ? &lock->table->object.birth : lock->object ? &lock->object->birth : NULL;

	return birth && birth->migration == context->migration;
}

static void write_lock(History *history, const RuleContext *context, const RelationLock *lock, int64_t change)
{
	const Cell cells[] = { cell_number(change),
			       cell_text(lock->table ? lock->table->object.schema : lock->schema),
			       cell_text(lock->table ? lock->table->object.name : lock->name),
			       cell_text(mv_lock_mode_name(lock->mode)),
			       cell_number(mv_lock_blocks_reads(lock->mode)),
			       cell_number(mv_lock_blocks_writes(lock->mode)),
			       cell_number(lock->rewritten),
			       cell_number(lock->scanned),
			       cell_number(lock->index_built),
			       cell_number(is_new(lock, context)) };

	mv_store_insert(history, STORE_LOCKS, cells, sizeof cells / sizeof *cells);
}

static void about_to_change(void *data, const RuleContext *context, const Change *change, const Failure *failure)
{
	History *history = data;
	int64_t id = mv_history_change_id(history, change);

	(void)failure;
	for (uint32_t i = 0; i < context->locks->relations.count; i++)
		write_lock(history, context, &context->locks->relations.items[i], id);
}

void mv_history_record(History *history, const Config *config, bool review_is_unmerged)
{
	const Watcher watcher = { .data = history, .change = about_to_change, .applied = applied, .all = true };

	write_project(history);
	mv_watch(history->project, config, review_is_unmerged, config->versions.items[config->versions.count - 1], history->arena, &watcher);
}
