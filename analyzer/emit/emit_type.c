/* emit_type.c: enums, domains and composite types. */
#include "emit.h"

static void write_enum(Emit *emit, const EnumType *type)
{
	Entry *entry = mv_emit_entry(emit, EMIT_TYPES, type->object.schema, type->object.name, type->object.id);
	StrBuf *sql = &entry->sql;

	mv_buf_adds(sql, "CREATE TYPE ");
	mv_emit_object(sql, &type->object);
	mv_buf_adds(sql, " AS ENUM (");
	for (uint32_t i = 0; i < type->labels.count; i++) {
		mv_buf_adds(sql, i ? ",\n    " : "\n    ");
		mv_emit_literal(sql, type->labels.items[i]);
	}
	mv_buf_adds(sql, "\n);\n");
}

/* The collation, qualified as it was written. */
static void write_collation(StrBuf *sql, const char *collation)
{
	if (!collation)
		return;
	mv_buf_adds(sql, " COLLATE ");
	mv_emit_dotted(sql, collation);
}

static void write_check(Emit *emit, Entry *entry, const Constraint *check)
{
	mv_buf_adds(&entry->sql, " CONSTRAINT ");
	mv_emit_ident(&entry->sql, check->name);
	mv_buf_adds(&entry->sql, " CHECK (");
	mv_emit_expression(emit, &entry->sql, check->expression);
	mv_buf_addc(&entry->sql, ')');
	mv_emit_need_expression(emit, entry, check->expression);
}

static void write_domain(Emit *emit, const Domain *domain)
{
	Entry *entry = mv_emit_entry(emit, EMIT_TYPES, domain->object.schema, domain->object.name, domain->object.id);
	StrBuf *sql = &entry->sql;

	mv_buf_adds(sql, "CREATE DOMAIN ");
	mv_emit_object(sql, &domain->object);
	mv_buf_adds(sql, " AS ");
	mv_emit_type(emit, sql, domain->base);
	mv_emit_need_type(emit, entry, domain->base);
	write_collation(sql, domain->base->collation);
	if (domain->default_value) {
		mv_buf_adds(sql, " DEFAULT ");
		mv_emit_expression(emit, sql, domain->default_value);
		mv_emit_need_expression(emit, entry, domain->default_value);
	}
	if (domain->not_null) {
		if (domain->not_null_name && emit->version >= 17) {
			mv_buf_adds(sql, " CONSTRAINT ");
			mv_emit_ident(sql, domain->not_null_name);
		}
		mv_buf_adds(sql, " NOT NULL");
	}
	for (uint32_t i = 0; i < domain->checks.count; i++) {
		if (!domain->checks.items[i]->expression || !domain->checks.items[i]->valid)
			continue;
		mv_buf_adds(sql, "\n   ");
		write_check(emit, entry, domain->checks.items[i]);
	}
	mv_buf_adds(sql, ";\n");
	for (uint32_t i = 0; i < domain->checks.count; i++) {
		if (!domain->checks.items[i]->expression || domain->checks.items[i]->valid)
			continue;
		mv_buf_adds(sql, "ALTER DOMAIN ");
		mv_emit_object(sql, &domain->object);
		mv_buf_adds(sql, " ADD");
		write_check(emit, entry, domain->checks.items[i]);
		mv_buf_adds(sql, " NOT VALID;\n");
	}
}

static void write_composite(Emit *emit, const Composite *type)
{
	Entry *entry = mv_emit_entry(emit, EMIT_TYPES, type->object.schema, type->object.name, type->object.id);
	StrBuf *sql = &entry->sql;

	mv_buf_adds(sql, "CREATE TYPE ");
	mv_emit_object(sql, &type->object);
	mv_buf_adds(sql, " AS (");
	for (uint32_t i = 0; i < type->attributes.count; i++) {
		const Column *attribute = type->attributes.items[i];

		mv_buf_adds(sql, i ? ",\n    " : "\n    ");
		mv_emit_ident(sql, attribute->name);
		mv_buf_addc(sql, ' ');
		mv_emit_type(emit, sql, attribute->type);
		write_collation(sql, attribute->collation);
		mv_emit_need_type(emit, entry, attribute->type);
	}
	mv_buf_adds(sql, "\n);\n");
}

void mv_emit_types(Emit *emit)
{
	const Map *types = &emit->schema->types;

	for (uint32_t i = 0; i < types->count; i++) {
		const Object *object = types->entries[i].value;

		if (!mv_emit_is_written(object))
			continue;
		if (object->kind == OBJ_ENUM)
			write_enum(emit, (const EnumType *)object);
		else if (object->kind == OBJ_DOMAIN && ((const Domain *)object)->base)
			write_domain(emit, (const Domain *)object);
		else if (object->kind == OBJ_COMPOSITE)
			write_composite(emit, (const Composite *)object);
	}
}
