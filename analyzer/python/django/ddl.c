/*
 * ddl.c: statements that know which tables and columns they name, as Django's
 * ddl_references, and the deferred ones among them.
 */
#include "django.h"

#include <string.h>

typedef enum PartKind {
	PART_TEXT,   /* text */
	PART_STRING, /* string: of the file, byte by byte */
	PART_ORIGIN, /* value: where what follows was written */
	PART_TABLE,  /* table */
	PART_COLUMN, /* table, columns[0] */
	PART_INDEX_NAME, /* table, columns, text: suffix */
	PART_FK_NAME,    /* table, columns[0], to_table, to_column, text: suffix before both */
} PartKind;

typedef struct Part {
	PartKind kind;
	const char *text;
	const PyString *string;
	const Value *value;
	const char *table, *to_table, *to_column;
	const char **columns;
	uint32_t count;
} Part;

struct Ddl {
	Lowering *lowering;
	Span span; /* of the operation that made it: deferred ones are still its */
	const Circumstances *circumstances;
	VEC(Part) parts;
	const char *entry_table; /* NULL: adds nothing to the catalog */
	CatalogEntry entry;
	const char **entry_columns; /* entry.columns */
	bool implied; /* nobody can leave it out */
	bool gone; /* of deferred ones */
	const char *tables[2]; /* that its parts name; most statements name no more */
	bool more_tables;
};

Ddl *mv_ddl_new(Lowering *lowering)
{
	Ddl *ddl = MV_NEW(lowering->scratch, Ddl);

	ddl->lowering = lowering;
	ddl->span = lowering->span;
	ddl->circumstances = lowering->circumstances;
	return ddl;
}

static Part *add_part(Ddl *ddl, PartKind kind)
{
	Part *part = VEC_PUSH(ddl->lowering->scratch, &ddl->parts);

	part->kind = kind;
	return part;
}

void mv_ddl_text(Ddl *ddl, const char *text)
{
	if (*text)
		add_part(ddl, PART_TEXT)->text = mv_arena_strdup(ddl->lowering->scratch, text);
}

void mv_ddl_format(Ddl *ddl, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_part(ddl, PART_TEXT)->text = mv_arena_vformat(ddl->lowering->scratch, format, args);
	va_end(args);
}

void mv_ddl_origin(Ddl *ddl, const Value *value)
{
	add_part(ddl, PART_ORIGIN)->value = value;
}

void mv_ddl_string(Ddl *ddl, const PyString *string)
{
	add_part(ddl, PART_STRING)->string = string;
}

void mv_ddl_hole(Ddl *ddl, const char *reason)
{
	Lowering *lowering = ddl->lowering;
	PyString *string = MV_NEW(lowering->arena, PyString);
	const Value **holes = MV_NEW_ARRAY(lowering->arena, const Value *, 1);

	holes[0] = mv_value_unknown(lowering->arena, lowering->migration->source, lowering->span, reason ? reason : "it is not known");
	string->text = STR(MV_PY_HOLE);
	string->holes = holes;
	string->hole_count = 1;
	mv_ddl_string(ddl, string);
	lowering->partly = true;
}

static void note_table(Ddl *ddl, const char *table)
{
	for (uint32_t i = 0; i < 2; i++) {
		if (!ddl->tables[i])
			ddl->tables[i] = table;
		if (mv_streq(ddl->tables[i], table))
			return;
	}
	ddl->more_tables = true;
}

/* Quick: no for most deferred statements. */
static bool may_name(const Ddl *ddl, const char *table)
{
	return ddl->more_tables || (ddl->tables[0] && mv_streq(ddl->tables[0], table)) || (ddl->tables[1] && mv_streq(ddl->tables[1], table));
}

void mv_ddl_table(Ddl *ddl, const char *table)
{
	note_table(ddl, table);
	add_part(ddl, PART_TABLE)->table = table;
}

static Part *add_columns(Ddl *ddl, PartKind kind, const char *table, const char *const *columns, uint32_t count)
{
	Part *part = add_part(ddl, kind);

	note_table(ddl, table);
	part->table = table;
	part->count = count;
	part->columns = MV_NEW_ARRAY(ddl->lowering->scratch, const char *, count);
	for (uint32_t i = 0; i < count; i++)
		part->columns[i] = columns[i];
	return part;
}

void mv_ddl_column(Ddl *ddl, const char *table, const char *column)
{
	add_columns(ddl, PART_COLUMN, table, &column, 1);
}

void mv_ddl_index_name(Ddl *ddl, const char *table, const char *const *columns, uint32_t count, const char *suffix)
{
	add_columns(ddl, PART_INDEX_NAME, table, columns, count)->text = suffix;
}

void mv_ddl_fk_name(Ddl *ddl, const char *table, const char *column, const char *to_table, const char *to_column, const char *suffix)
{
	Part *part = add_columns(ddl, PART_FK_NAME, table, &column, 1);

	note_table(ddl, to_table);
	part->to_table = to_table;
	part->to_column = to_column;
	part->text = suffix;
}

void mv_ddl_adds(Ddl *ddl, const char *table, const CatalogEntry *entry)
{
	ddl->entry_table = table;
	ddl->entry = *entry;
	ddl->entry.columns = ddl->entry_columns = MV_NEW_ARRAY(ddl->lowering->scratch, const char *, entry->column_count);
	for (uint32_t i = 0; i < entry->column_count; i++)
		ddl->entry_columns[i] = entry->columns[i];
}

void mv_ddl_append(Ddl *ddl, const Ddl *part)
{
	for (uint32_t i = 0; i < part->parts.count; i++)
		*VEC_PUSH(ddl->lowering->scratch, &ddl->parts) = part->parts.items[i];
	ddl->more_tables = true;
}

/* Without the schema of 'schema"."table'. */
static const char *bare(const char *table)
{
	const char *dot = strstr(table, "\".\"");

	return dot ? dot + 3 : table;
}

static const char *part_name(Arena *arena, const Part *part)
{
	const char *suffix = part->text;

	if (part->kind == PART_FK_NAME && mv_streq(suffix, "_fk_%(to_table)s_%(to_column)s"))
		suffix = mv_arena_format(arena, "_fk_%s_%s", bare(part->to_table), part->to_column);
	return mv_django_index_name(arena, part->table, part->columns, part->count, suffix);
}

/* The catalog's entry: what was left out comes from the statement's own parts. */
static void add_to_catalog(Ddl *ddl)
{
	Arena *arena = ddl->lowering->scratch;
	VEC(const char *) columns = { 0 };

	if (!ddl->entry_table)
		return;
	for (uint32_t i = 0; i < ddl->parts.count; i++) {
		const Part *part = &ddl->parts.items[i];

		if ((part->kind == PART_INDEX_NAME || part->kind == PART_FK_NAME) && !ddl->entry.name)
			ddl->entry.name = part_name(arena, part);
		if (part->kind == PART_COLUMN && mv_streq(part->table, ddl->entry_table))
			*VEC_PUSH(arena, &columns) = part->columns[0];
	}
	if (!ddl->entry.column_count) {
		ddl->entry.columns = columns.items;
		ddl->entry.column_count = columns.count;
	}
	mv_catalog_add(ddl->lowering->catalog, ddl->entry_table, &ddl->entry);
}

void mv_ddl_run(Ddl *ddl)
{
	Lowering *lowering = ddl->lowering;
	SqlOut *out = lowering->out;

	mv_out_begin(out, ddl->span, ddl->circumstances);
	if (ddl->implied)
		mv_out_implied(out);
	for (uint32_t i = 0; i < ddl->parts.count; i++) {
		const Part *part = &ddl->parts.items[i];

		switch (part->kind) {
		case PART_TEXT:
			mv_out_text(out, mv_str(part->text));
			break;
		case PART_STRING:
			mv_out_string(out, part->string);
			break;
		case PART_ORIGIN:
			if (part->value && part->value->source == lowering->migration->source)
				mv_out_origin(out, part->value->source, part->value->span);
			else
				mv_out_origin(out, NULL, (Span){ 0 });
			break;
		case PART_TABLE:
			mv_out_text(out, mv_str(mv_django_quote(lowering->scratch, part->table)));
			break;
		case PART_COLUMN:
			mv_out_text(out, mv_str(mv_django_quote(lowering->scratch, part->columns[0])));
			break;
		case PART_INDEX_NAME:
		case PART_FK_NAME:
			mv_out_text(out, mv_str(mv_django_quote(lowering->scratch, part_name(lowering->scratch, part))));
			break;
		}
	}
	mv_out_end(out);
	add_to_catalog(ddl);
}

void mv_ddl_implied(Ddl *ddl)
{
	ddl->implied = true;
}

void mv_ddl_defer(Ddl *ddl)
{
	*VEC_PUSH(ddl->lowering->arena, &ddl->lowering->deferred) = ddl;
}

void mv_ddl_execute(Lowering *lowering, const char *format, ...)
{
	Ddl *ddl = mv_ddl_new(lowering);
	va_list args;

	va_start(args, format);
	add_part(ddl, PART_TEXT)->text = mv_arena_vformat(lowering->scratch, format, args);
	va_end(args);
	mv_ddl_run(ddl);
}

/* ---- what later operations do to deferred statements ---- */

static bool names_table(const Part *part, const char *table)
{
	return (part->table && mv_streq(part->table, table)) || (part->to_table && mv_streq(part->to_table, table));
}

static bool names_column(const Part *part, const char *table, const char *column)
{
	if (part->to_table && mv_streq(part->to_table, table) && mv_streq(part->to_column, column))
		return true;
	if (part->table && mv_streq(part->table, table))
		for (uint32_t i = 0; i < part->count; i++)
			if (mv_streq(part->columns[i], column))
				return true;
	return false;
}

void mv_ddl_forget_table(Lowering *lowering, const char *table)
{
	for (uint32_t i = 0; i < lowering->deferred.count; i++) {
		Ddl *ddl = lowering->deferred.items[i];

		if (!may_name(ddl, table))
			continue;
		for (uint32_t j = 0; j < ddl->parts.count; j++)
			ddl->gone |= names_table(&ddl->parts.items[j], table);
	}
}

void mv_ddl_forget_column(Lowering *lowering, const char *table, const char *column)
{
	for (uint32_t i = 0; i < lowering->deferred.count; i++) {
		Ddl *ddl = lowering->deferred.items[i];

		if (!may_name(ddl, table))
			continue;
		for (uint32_t j = 0; j < ddl->parts.count; j++)
			ddl->gone |= names_column(&ddl->parts.items[j], table, column);
	}
}

void mv_ddl_forget_index(Lowering *lowering, const char *table, const char *index)
{
	/* Django 5.1 on; it only knows names that were computed */
	for (uint32_t i = 0; lowering->version >= 501 && i < lowering->deferred.count; i++) {
		Ddl *ddl = lowering->deferred.items[i];

		if (!may_name(ddl, table))
			continue;
		for (uint32_t j = 0; j < ddl->parts.count; j++) {
			const Part *part = &ddl->parts.items[j];

			if (part->kind == PART_INDEX_NAME && mv_streq(part->table, table) &&
			    mv_streq(part_name(lowering->scratch, part), index))
				ddl->gone = true;
		}
	}
}

void mv_ddl_rename_table(Lowering *lowering, const char *table, const char *new_name)
{
	for (uint32_t i = 0; i < lowering->deferred.count; i++) {
		Ddl *ddl = lowering->deferred.items[i];

		if (!may_name(ddl, table))
			continue;
		for (uint32_t j = 0; j < 2; j++)
			if (ddl->tables[j] && mv_streq(ddl->tables[j], table))
				ddl->tables[j] = new_name;
		if (mv_streq(ddl->entry_table, table))
			ddl->entry_table = new_name;
		if (mv_streq(ddl->entry.references, table))
			ddl->entry.references = new_name;
		for (uint32_t j = 0; j < ddl->parts.count; j++) {
			Part *part = &ddl->parts.items[j];

			if (mv_streq(part->table, table))
				part->table = new_name;
			if (mv_streq(part->to_table, table))
				part->to_table = new_name;
		}
	}
}

void mv_ddl_rename_column(Lowering *lowering, const char *table, const char *column, const char *new_name)
{
	for (uint32_t i = 0; i < lowering->deferred.count; i++) {
		Ddl *ddl = lowering->deferred.items[i];

		if (!may_name(ddl, table))
			continue;
		for (uint32_t j = 0; mv_streq(ddl->entry_table, table) && j < ddl->entry.column_count; j++)
			if (mv_streq(ddl->entry_columns[j], column))
				ddl->entry_columns[j] = new_name;
		for (uint32_t j = 0; j < ddl->parts.count; j++) {
			Part *part = &ddl->parts.items[j];

			if (part->to_table && mv_streq(part->to_table, table) && mv_streq(part->to_column, column))
				part->to_column = new_name;
			for (uint32_t k = 0; part->table && mv_streq(part->table, table) && k < part->count; k++)
				if (mv_streq(part->columns[k], column))
					part->columns[k] = new_name;
		}
	}
}

void mv_ddl_run_deferred(Lowering *lowering)
{
	for (uint32_t i = 0; i < lowering->deferred.count; i++)
		if (!lowering->deferred.items[i]->gone)
			mv_ddl_run(lowering->deferred.items[i]);
	lowering->deferred.count = 0;
}
