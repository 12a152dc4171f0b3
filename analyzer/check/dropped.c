/*
 * dropped.c: what a migration drops.
 *
 * Whether something takes the place of a dropped object shows at the end of the
 * migration only: it may be created under its name, or under another and then
 * be renamed. So rules keep what goes, and look at the schema when all is done.
 */
#include "engine.h"

static const QName *name_of(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_OBJECT:
		return &change->as.rename->name;
	case CHANGE_DROP_COLUMN:
		return &change->as.drop_column->target.table;
	}
	return &change->as.drop->name;
}

/* ALTER .. old RENAME TO name. */
static bool gave_name(const Change *change, const void *data)
{
	return (change->kind == CHANGE_RENAME_TABLE || change->kind == CHANGE_RENAME_VIEW || change->kind == CHANGE_RENAME_OBJECT) &&
	       !change->as.rename->part.text && mv_streq(change->as.rename->new_name.text, data);
}

static void keep_columns(RuleContext *context, DroppedObject *kept)
{
	const Table *view = (const Table *)kept->object;
	const char **names;

	if (!kept->object || (kept->object->kind != OBJ_VIEW && kept->object->kind != OBJ_MATERIALIZED_VIEW) || kept->object->incomplete)
		return;
	names = MV_NEW_ARRAY(context->arena, const char *, view->columns.count);
	for (uint32_t i = 0; i < view->columns.count; i++)
		names[i] = view->columns.items[i]->name;
	kept->columns = names;
	kept->column_count = view->columns.count;
}

/* NULL: no more are kept, or it is kept already. */
static DroppedObject *push(RuleContext *context, const Change *change, const Object *object, const Constraint *constraint)
{
	Engine *engine = context->engine;
	const DroppedObject *last = engine->dropped.count ? &engine->dropped.items[engine->dropped.count - 1] : NULL;
	DroppedObject *kept;

	if (last && last->migration != context->migration)
		engine->dropped.count = 0;
	/* the next judged version asks again */
	for (uint32_t i = engine->dropped.count; i > 0 && engine->dropped.items[i - 1].change == change; i--) {
		kept = &engine->dropped.items[i - 1];
		if (kept->rule == context->rule && kept->object == object && kept->constraint == constraint)
			return NULL;
	}
	if (engine->dropped.count >= MV_TAKEN_LOOKED_AT) /* each is compared with the others, and looked for in the migration */
		return NULL;
	kept = VEC_PUSH(engine->arena, &engine->dropped);
	*kept = (DroppedObject){ .rule = context->rule, .migration = context->migration, .change = change, .object = object,
				 .constraint = constraint };
	return kept;
}

void mv_keep_dropped(RuleContext *context, const Change *change, const Object *object)
{
	const QName *name = name_of(change);
	const Change *renamed;
	DroppedObject *kept;

	/* IF EXISTS of what nobody has heard of: it may well do nothing */
	if (!name->name || name->unknown || (object ? mv_is_new(context, &object->birth) :
								      context->happens != TRI_YES || change->as.drop->if_exists))
		return;
	kept = push(context, change, object, NULL);
	if (!kept)
		return;
	kept->schema = object ? object->schema : name->schema;
	kept->name = object ? object->name : name->name;
	renamed = mv_find_earlier(context->migration, change, gave_name, kept->name);
	if (renamed)
		kept->name = renamed->as.rename->name.name;
	keep_columns(context, kept);
}

void mv_keep_dropped_constraint(RuleContext *context, const Change *change, const Constraint *constraint)
{
	if (!mv_is_new(context, &constraint->birth))
		push(context, change, NULL, constraint);
}

const DroppedObject *mv_next_dropped(const RuleContext *context, const DroppedObject *previous)
{
	const Engine *engine = context->engine;

	for (uint32_t i = previous ? (uint32_t)(previous - engine->dropped.items) + 1 : 0; i < engine->dropped.count; i++) {
		const DroppedObject *dropped = &engine->dropped.items[i];

		if (dropped->rule == context->rule && dropped->migration == context->migration)
			return dropped;
	}
	return NULL;
}

/* ---- what columns used ---- */

static void keep_by_id(RuleContext *context, const Change *change, uint32_t id)
{
	/* ids number columns and constraints, too: those of types and sequences only are asked for */
	if (id && id < context->schema->things.count && context->schema->things.items[id])
		mv_keep_dropped(context, change, context->schema->things.items[id]);
}

static void keep_used_by(RuleContext *context, const Change *change, const Column *column)
{
	const Expression *value = column->default_value;

	if (column->type)
		keep_by_id(context, change, column->type->object);
	for (uint32_t i = 0; value && value->bindings && value->code && i < value->code->holes.count; i++) {
		if (value->code->holes.items[i].kind == HOLE_TEXT)
			keep_by_id(context, change, value->bindings[i].object);
	}
}

void mv_keep_used_by_columns(RuleContext *context, const Change *change)
{
	const Table *table = mv_target_table(context, change);
	const char *name = change->kind == CHANGE_DROP_COLUMN ? change->as.drop_column->column.text : NULL;
	const Column *column = table && name ? mv_table_column(table, name) : NULL;

	if (column)
		keep_used_by(context, change, column);
	for (uint32_t i = 0; table && change->kind == CHANGE_DROP_TABLE && i < table->columns.count; i++)
		keep_used_by(context, change, table->columns.items[i]);
}

bool mv_goes_with_column(const RuleContext *context, const DroppedObject *dropped)
{
	for (const DroppedObject *other = mv_next_dropped(context, NULL); other; other = mv_next_dropped(context, other)) {
		if ((other->change->kind == CHANGE_DROP_TABLE || other->change->kind == CHANGE_DROP_COLUMN) && dropped->object &&
		    other->object == dropped->object)
			return true;
	}
	return false;
}

/* ---- at the end of the migration ---- */

static QName qname_of(const DroppedObject *dropped)
{
	return (QName){ .schema = dropped->schema, .name = dropped->name };
}

const Object *mv_relation_now(const RuleContext *context, const DroppedObject *dropped)
{
	QName name = qname_of(dropped);

	return mv_schema_relation(context->schema, &name);
}

const Object *mv_type_now(const RuleContext *context, const DroppedObject *dropped)
{
	return mv_schema_type(context->schema, dropped->schema, dropped->name);
}

const Table *mv_table_now(const RuleContext *context, const Table *table)
{
	QName name = { .schema = table->object.schema, .name = table->object.name };

	return mv_schema_table(context->schema, &name);
}

static bool is_relation_with_columns(const Object *object)
{
	return object->kind == OBJ_TABLE || object->kind == OBJ_VIEW || object->kind == OBJ_MATERIALIZED_VIEW ||
	       object->kind == OBJ_FOREIGN_TABLE;
}

char *mv_lost_columns(const RuleContext *context, const DroppedObject *dropped, const Object *now)
{
	StrBuf text = { 0 };
	char *result = NULL;

	if (!is_relation_with_columns(now) || now->incomplete)
		return NULL;
	for (uint32_t i = 0; i < dropped->column_count; i++) {
		if (!mv_table_column((const Table *)now, dropped->columns[i]))
			mv_buf_addf(&text, "%s'%s'", text.len ? ", " : "", dropped->columns[i]);
	}
	if (text.len)
		result = mv_buf_to_arena(&text, context->arena);
	mv_buf_release(&text);
	return result;
}

char *mv_show_dropped(const RuleContext *context, const DroppedObject *dropped)
{
	return mv_show_name(context, dropped->schema, dropped->object ? dropped->object->name : dropped->name);
}
