/* given_names.c: the names that a change gives, for rules that judge names. */
#include "migvet/facts.h"

#include <string.h>

const char *mv_name_kind_words(NameKind kind)
{
	static const char *const words[NAME_KIND_COUNT] = {
		[NAME_TABLE] = "table",	      [NAME_COLUMN] = "column",		  [NAME_INDEX] = "index",
		[NAME_UNIQUE] = "unique",     [NAME_FOREIGN_KEY] = "foreign key", [NAME_CHECK] = "check",
		[NAME_PRIMARY_KEY] = "primary key", [NAME_EXCLUSION] = "exclusion constraint", [NAME_SEQUENCE] = "sequence",
		[NAME_VIEW] = "view",	      [NAME_ENUM] = "enum",		  [NAME_TYPE] = "type",
		[NAME_FUNCTION] = "function", [NAME_TRIGGER] = "trigger",	  [NAME_SCHEMA] = "schema",
	};

	return words[kind];
}

/* ---- parts ---- */

static const char *join_idents(const RuleContext *context, const IdentVec *idents)
{
	StrBuf text = { 0 };
	const char *joined;

	for (uint32_t i = 0; i < idents->count; i++)
		mv_buf_addf(&text, "%s%s", i ? "_" : "", idents->items[i].text ? idents->items[i].text : "");
	joined = idents->count ? mv_buf_to_arena(&text, context->arena) : NULL;
	mv_buf_release(&text);
	return joined;
}

static const char *join_keys(const RuleContext *context, const IndexKeyVec *keys)
{
	IdentVec idents = { 0 };

	for (uint32_t i = 0; i < keys->count; i++) {
		if (!keys->items[i].column)
			return NULL;
		*VEC_PUSH(context->arena, &idents) = (Ident){ .text = keys->items[i].column };
	}
	return join_idents(context, &idents);
}

static NameKind kind_of(ConstraintKind kind)
{
	switch (kind) {
	case CONSTRAINT_CHECK:
	case CONSTRAINT_NOT_NULL:
		return NAME_CHECK;
	case CONSTRAINT_PRIMARY_KEY:
		return NAME_PRIMARY_KEY;
	case CONSTRAINT_UNIQUE:
		return NAME_UNIQUE;
	case CONSTRAINT_EXCLUSION:
		return NAME_EXCLUSION;
	case CONSTRAINT_FOREIGN_KEY:
		return NAME_FOREIGN_KEY;
	}
	return NAME_CHECK;
}

/* `column`: in whose definition it stands; NULL: it stands alone. */
static bool take_constraint(const RuleContext *context, const QName *table, const ConstraintSpec *spec, const char *column, GivenName *given)
{
	/* NOT NULL is named by servers from 18 on only, and PRIMARY KEY USING INDEX takes the index's name */
	if (spec->kind == CONSTRAINT_NOT_NULL || (!spec->name.text && spec->using_index.name))
		return false;
	*given = (GivenName){
		.kind = kind_of(spec->kind),
		.schema = table->schema,
		.name = spec->name.text,
		.table = table->name,
		.columns = spec->columns.count ? join_idents(context, &spec->columns) : column,
		.referenced = spec->kind == CONSTRAINT_FOREIGN_KEY ? spec->referenced.name : NULL,
		.span = spec->name.text && spec->name.span.end > spec->name.span.start ? spec->name.span : spec->span,
	};
	return true;
}

/* Part 0 of a column is its own name, the others are those of its constraints. */
static bool take_column(const RuleContext *context, const QName *table, const ColumnSpec *column, uint32_t part, GivenName *given)
{
	if (part > 0)
		return take_constraint(context, table, column->constraints.items[part - 1], column->name.text, given);
	*given = (GivenName){ .kind = NAME_COLUMN, .schema = table->schema, .name = column->name.text, .table = table->name,
			      .span = column->name.span };
	return column->name.text != NULL;
}

/* From `cursor` on: the names of a column and its constraints. */
static bool next_of_column(const RuleContext *context, const QName *table, const ColumnSpec *column, NameCursor *cursor, GivenName *given)
{
	while (cursor->part <= column->constraints.count) {
		if (take_column(context, table, column, cursor->part++, given))
			return true;
	}
	return false;
}

static bool next_of_table(const RuleContext *context, const CreateTable *create, NameCursor *cursor, GivenName *given)
{
	if (!cursor->begun) {
		cursor->begun = true;
		*given = (GivenName){ .kind = NAME_TABLE, .schema = create->name.schema, .name = create->name.name, .span = create->name.span };
		if (!create->name.unknown)
			return true;
	}
	for (; cursor->column < create->columns.count; cursor->column++, cursor->part = 0) {
		if (next_of_column(context, &create->name, create->columns.items[cursor->column], cursor, given))
			return true;
	}
	while (cursor->part < create->constraints.count) {
		if (take_constraint(context, &create->name, create->constraints.items[cursor->part++], NULL, given))
			return true;
	}
	return false;
}

/* ---- changes ---- */

static bool take_rename(const RuleContext *context, const Change *change, GivenName *given)
{
	const Rename *rename = change->as.rename;
	const Table *table;

	*given = (GivenName){ .schema = rename->name.schema, .name = rename->new_name.text, .span = rename->new_name.span };
	switch ((int)change->kind) {
	case CHANGE_RENAME_TABLE:
		given->kind = NAME_TABLE;
		return true;
	case CHANGE_RENAME_COLUMN:
		given->kind = NAME_COLUMN;
		given->table = rename->name.name;
		return rename->relation_kind != OBJ_COMPOSITE;
	case CHANGE_RENAME_INDEX:
		given->kind = NAME_INDEX;
		return true;
	case CHANGE_RENAME_VIEW:
		given->kind = NAME_VIEW;
		return true;
	case CHANGE_RENAME_SCHEMA:
		given->kind = NAME_SCHEMA;
		return true;
	}
	table = mv_schema_table(context->schema, &rename->name);
	for (uint32_t i = 0; table && i < table->constraints.count; i++) {
		if (!mv_streq(table->constraints.items[i]->name, rename->part.text))
			continue;
		given->kind = kind_of(table->constraints.items[i]->kind);
		given->table = table->object.name;
		return true;
	}
	return false;
}

static bool take_index(const RuleContext *context, const CreateIndex *create, GivenName *given)
{
	*given = (GivenName){ .kind = create->unique ? NAME_UNIQUE : NAME_INDEX, .schema = create->table.schema, .name = create->name.text,
			      .table = create->table.name, .columns = join_keys(context, &create->keys),
			      .span = create->name.text ? create->name.span : (Span){ 0 } };
	return true;
}

static bool take_named(NameKind kind, const QName *name, GivenName *given)
{
	*given = (GivenName){ .kind = kind, .schema = name->schema, .name = name->name, .span = name->span };
	return name->name && !name->unknown;
}

/* What gives one name only. */
static bool take_one(const RuleContext *context, const Change *change, GivenName *given)
{
	switch ((int)change->kind) {
	case CHANGE_CREATE_TABLE_AS:
		return change->as.table_as->persistence != PERSISTENCE_TEMPORARY && take_named(NAME_TABLE, &change->as.table_as->name, given);
	case CHANGE_ADD_CONSTRAINT:
		return take_constraint(context, &change->as.add_constraint->target.table, change->as.add_constraint->constraint, NULL, given);
	case CHANGE_CREATE_INDEX:
		return take_index(context, change->as.index, given);
	case CHANGE_CREATE_SEQUENCE:
		return change->as.sequence->persistence != PERSISTENCE_TEMPORARY && take_named(NAME_SEQUENCE, &change->as.sequence->name, given);
	case CHANGE_CREATE_VIEW:
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		return change->as.view->persistence != PERSISTENCE_TEMPORARY && take_named(NAME_VIEW, &change->as.view->name, given);
	case CHANGE_CREATE_ENUM:
		return take_named(NAME_ENUM, &change->as.type->name, given);
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
	case CHANGE_CREATE_TYPE:
		return take_named(NAME_TYPE, &change->as.type->name, given);
	case CHANGE_CREATE_DOMAIN:
		return take_named(NAME_TYPE, &change->as.domain->name, given);
	case CHANGE_CREATE_FUNCTION:
		return take_named(NAME_FUNCTION, &change->as.function->name, given);
	case CHANGE_CREATE_TRIGGER:
		*given = (GivenName){ .kind = NAME_TRIGGER, .name = change->as.trigger->name.text, .table = change->as.trigger->table.name,
				      .span = change->as.trigger->name.span };
		return given->name != NULL;
	case CHANGE_CREATE_SCHEMA:
		return take_named(NAME_SCHEMA, &change->as.object->name, given);
	}
	return take_rename(context, change, given);
}

static bool is_temporary(const RuleContext *context, const Change *change)
{
	const Table *table;

	if (change->kind == CHANGE_CREATE_TABLE)
		return change->as.table->persistence == PERSISTENCE_TEMPORARY;
	if (change->kind != CHANGE_ADD_COLUMN && change->kind != CHANGE_ADD_CONSTRAINT && change->kind != CHANGE_CREATE_INDEX)
		return false;
	table = mv_target_table(context, change);
	return table && table->persistence == PERSISTENCE_TEMPORARY;
}

bool mv_next_given_name(const RuleContext *context, const Change *change, NameCursor *cursor, GivenName *given)
{
	if (is_temporary(context, change))
		return false;
	if (change->kind == CHANGE_CREATE_TABLE)
		return next_of_table(context, change->as.table, cursor, given);
	if (change->kind == CHANGE_ADD_COLUMN)
		return next_of_column(context, &change->as.add_column->target.table, change->as.add_column->column, cursor, given);
	if (cursor->begun)
		return false;
	cursor->begun = true;
	return take_one(context, change, given);
}
