/*
 * schema.c: the schema so far, for revisions that ask an inspector.
 *
 * Most histories never ask. So what is written is only noted, and the first
 * question makes it up: the notes are read by the PostgreSQL front end and
 * replayed, as they will be again when the history is checked. A downgrade()
 * starts from the schema that its upgrade() leaves, and is forgotten when it ends.
 */
#include "revision.h"

#include "migvet/frontend.h"
#include "migvet/replay.h"

#include <string.h>

typedef struct Written {
	Str sql; /* ptr NULL: it is not known what was done */
	bool script;
	const char *schema, *table; /* sql NULL: only this table was changed; NULL: anything may have been */
	bool dropped;               /* part of it is gone */
	bool rows;                  /* SQL of which nothing is known, of rows most likely */
	Circumstances circumstances;
} Written;

/* Each downgrade() that asks costs a copy of the schema; in very long histories the later ones get no answer. */
enum { MOST_COPIED = 40000 };

struct AlembicSchema {
	Arena *arena;
	VEC(Written) up, down;
	uint32_t up_done, down_done; /* as many are replayed */
	Schema schema, reverted;
	Schema unknown;    /* of which nothing is known */
	uint32_t copied;   /* relations in all copies */
	bool started, in_down, down_started;
};

AlembicSchema *mv_alembic_schema_new(Lowering *lowering)
{
	AlembicSchema *so_far = MV_NEW(lowering->context.arena, AlembicSchema);

	so_far->arena = lowering->context.arena;
	return so_far;
}

bool mv_alembic_schema_open(const Schema *schema)
{
	return !schema->complete || schema->opaque_changes || schema->search_path_unknown;
}

void mv_alembic_schema_down(Lowering *lowering, bool down)
{
	AlembicSchema *so_far = lowering->context.schema;

	so_far->in_down = down;
	so_far->down_started = false;
	so_far->down.count = 0;
	so_far->down_done = 0;
}

/* ---- noting ---- */

/*
 * "If it is not there, make it": whatever the answer was, it is there then. So
 * such statements are replayed as if they had been sent.
 */
static bool is_about_existence(const char *why)
{
	static const char *const words[] = { "has_", "exist", " in ", "get_", "column", "table", "index", "constraint", "fk", "insp", "enum" };

	for (size_t i = 0; why && i < sizeof words / sizeof words[0]; i++) {
		if (strstr(why, words[i]))
			return true;
	}
	return false;
}

static Written *note_new(Alembic *context)
{
	AlembicSchema *so_far = context->schema;
	Written *written = so_far->in_down ? VEC_PUSH(so_far->arena, &so_far->down) : VEC_PUSH(so_far->arena, &so_far->up);

	*written = (Written){ .circumstances = context->circumstances };
	if (written->circumstances.conditional && is_about_existence(written->circumstances.why))
		written->circumstances.conditional = false;
	return written;
}

static void note(Alembic *context, Str sql, bool script)
{
	Written *written = note_new(context);

	written->script = script;
	if (sql.ptr)
		written->sql = (Str){ .ptr = mv_arena_strndup(context->arena, sql.ptr, sql.len), .len = sql.len };
}

void mv_alembic_unknown_sql_written(Lowering *lowering)
{
	note_new(&lowering->context)->rows = true;
}

void mv_alembic_table_written(Lowering *lowering, const char *schema, const char *table, bool dropped)
{
	Written *written = note_new(&lowering->context);

	written->schema = schema;
	written->table = table;
	written->dropped = dropped;
}

void mv_alembic_written(Alembic *context, Str sql)
{
	note(context, sql, false);
}

void mv_alembic_script_written(Lowering *lowering, const PyString *script)
{
	note(&lowering->context, script ? script->text : (Str){ 0 }, true);
}

/* ---- replaying ---- */

/* A table that is changed and was never made: the history starts later than the database. */
static bool is_of_unknown_table(const Schema *schema, const Change *change)
{
	const QName *table;

	if (!((change->kind >= CHANGE_ADD_COLUMN && change->kind <= CHANGE_TABLE_OTHER) || change->kind == CHANGE_CREATE_INDEX ||
	      change->kind == CHANGE_RENAME_TABLE || change->kind == CHANGE_RENAME_COLUMN || change->kind == CHANGE_INSERT ||
	      change->kind == CHANGE_UPDATE || change->kind == CHANGE_DELETE))
		return false;
	table = mv_change_relation(change);
	return table && table->name && !table->unknown && !mv_schema_table(schema, table);
}

static void apply_all(Schema *schema, const Migration *migration)
{
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; c < statement->changes.count; c++) {
			const Change *change = &statement->changes.items[c];
			Birth birth = { .migration = migration, .change = change, .transaction = 1 };

			if (mv_change_happens(schema, change) == TRI_NO)
				continue;
			if (!change->swallowed && is_of_unknown_table(schema, change))
				schema->complete = false;
			mv_schema_apply(schema, change, &birth);
		}
	}
}

static void read_and_apply(Lowering *lowering, Schema *schema, Migration *migration)
{
	Arena *scratch = mv_arena_new();

	mv_postgres_read(migration, lowering->context.arena, scratch);
	mv_arena_free(scratch);
	apply_all(schema, migration);
}

/* What a database had before the history, from a file. */
static void apply_baseline(Lowering *lowering, Schema *schema)
{
	const MigrationSet *set = lowering->context.set;
	const Migration *first = set->migrations.count ? set->migrations.items[0] : NULL;
	Migration *copy;

	if (!first || first->python || !first->source || first->kind == MIGRATION_OPAQUE)
		return;
	copy = MV_NEW(lowering->context.arena, Migration);
	*copy = *first;
	copy->statements.count = copy->statements.capacity = 0;
	copy->problems.count = copy->problems.capacity = 0;
	read_and_apply(lowering, schema, copy);
	schema->complete = true;
}

/* Something was done to it that is not known. */
static void blur_table(Schema *schema, const Written *note_)
{
	QName name = { .schema = note_->schema, .name = note_->table };
	Table *table = mv_schema_table(schema, &name);

	if (!table)
		return;
	table->object.incomplete = true;
	for (uint32_t i = 0; note_->dropped && i < table->constraints.count; i++)
		table->constraints.items[i]->maybe = true;
}

static void replay_texts(Lowering *lowering, Schema *schema, const Written *notes, uint32_t count)
{
	Alembic *context = &lowering->context;
	Migration *migration = MV_NEW(context->arena, Migration);
	MigrationSet *set = MV_NEW(context->arena, MigrationSet);
	const Migration *now = context->migration;
	SqlOut *out;

	if (!count)
		return;
	/* counts nothing: the operations were counted when they were lowered */
	*set = *now->set;
	*migration = (Migration){ .layout = now->layout, .set = set, .version = now->version, .name = now->name,
				  .transaction = now->transaction, .source = now->source };
	out = mv_out_new(migration, context->arena);
	for (uint32_t i = 0; i < count; i++) {
		if (!notes[i].sql.ptr) {
			mv_out_opaque(out, (Span){ 0 }, true, "not known");
		} else if (notes[i].script) {
			PyString text = { .text = notes[i].sql };

			mv_out_script(out, (Span){ 0 }, &text, &notes[i].circumstances);
		} else {
			mv_out_begin(out, (Span){ 0 }, &notes[i].circumstances);
			mv_out_text(out, notes[i].sql);
			mv_out_end(out);
		}
	}
	mv_out_finish(out);
	read_and_apply(lowering, schema, migration);
}

static void replay_notes(Lowering *lowering, Schema *schema, const Written *notes, uint32_t count)
{
	uint32_t done = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (!notes[i].table && !notes[i].rows)
			continue;
		replay_texts(lowering, schema, notes + done, i - done);
		if (notes[i].rows)
			schema->complete = false;
		else
			blur_table(schema, &notes[i]);
		done = i + 1;
	}
	replay_texts(lowering, schema, notes + done, count - done);
}

Schema *mv_alembic_schema_now(Lowering *lowering)
{
	AlembicSchema *so_far = lowering->context.schema;

	if (!so_far->started) {
		mv_schema_init(&so_far->schema, so_far->arena);
		mv_schema_init(&so_far->unknown, so_far->arena);
		so_far->unknown.opaque_changes = true;
		so_far->schema.complete = lowering->context.set->history_complete;
		apply_baseline(lowering, &so_far->schema);
		so_far->started = true;
	}
	replay_notes(lowering, &so_far->schema, so_far->up.items + so_far->up_done, so_far->up.count - so_far->up_done);
	so_far->up_done = so_far->up.count;
	if (!so_far->in_down)
		return &so_far->schema;
	if (!so_far->down_started) {
		if (so_far->copied > MOST_COPIED)
			return &so_far->unknown;
		so_far->copied += so_far->schema.relations.live;
		mv_schema_clone(&so_far->reverted, &so_far->schema);
		so_far->down_started = true;
	}
	replay_notes(lowering, &so_far->reverted, so_far->down.items + so_far->down_done, so_far->down.count - so_far->down_done);
	so_far->down_done = so_far->down.count;
	return &so_far->reverted;
}

/* ---- questions of the compiler ---- */

static Tri exists(Alembic *context, ObjectKind kind, const char *schema, const char *relation, const char *name)
{
	return mv_schema_exists(mv_alembic_schema_now(context->data), kind, schema, relation, name);
}

Tri mv_alembic_has_type(Alembic *context, const char *schema, const char *name)
{
	return exists(context, OBJ_TYPE, schema, NULL, name);
}

Tri mv_alembic_has_table(Alembic *context, const char *schema, const char *name)
{
	return exists(context, OBJ_TABLE, schema, NULL, name);
}

Tri mv_alembic_has_sequence(Alembic *context, const char *schema, const char *name)
{
	return exists(context, OBJ_SEQUENCE, schema, NULL, name);
}

Tri mv_alembic_has_index(Alembic *context, const char *schema, const char *table, const char *name)
{
	return exists(context, OBJ_INDEX, schema, table, name);
}

Tri mv_alembic_column_default(Alembic *context, const char *schema, const char *table_name, const char *column_name, const char **text)
{
	const QName name = { .schema = schema, .name = table_name };
	const Schema *now = mv_alembic_schema_now(context->data);
	const Table *table = mv_schema_table(now, &name);
	const Column *column = table ? mv_table_column(table, column_name) : NULL;

	if (!column || column->maybe || column->default_unknown || now->opaque_changes)
		return TRI_UNKNOWN;
	*text = column->default_value ? mv_expr_format(column->default_value, context->arena) : NULL;
	return mv_tri(column->default_value != NULL);
}
