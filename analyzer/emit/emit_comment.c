/* emit_comment.c: comments and security labels. */
#include "emit.h"

#include <string.h>

/* Both statements about `target`. */
static void write_about(Emit *emit, const char *schema, const char *name, uint32_t id, const Annotation *annotation, const char *target)
{
	Entry *entry = mv_emit_entry(emit, EMIT_COMMENTS, schema, name, 0);
	StrBuf *sql = &entry->sql;

	entry->about = id;
	if (annotation->comment) {
		mv_buf_addf(sql, "COMMENT ON %s IS ", target);
		if (*annotation->comment)
			mv_emit_literal(sql, annotation->comment);
		else
			mv_buf_adds(sql, "NULL");
		mv_buf_adds(sql, ";\n");
	}
	for (uint32_t i = 0; i < annotation->labels.count; i++) {
		mv_buf_adds(sql, "SECURITY LABEL ");
		if (*annotation->labels.items[i].provider) {
			mv_buf_adds(sql, "FOR ");
			mv_emit_ident(sql, annotation->labels.items[i].provider);
			mv_buf_addc(sql, ' ');
		}
		mv_buf_addf(sql, "ON %s IS ", target);
		mv_emit_literal(sql, annotation->labels.items[i].label);
		mv_buf_adds(sql, ";\n");
	}
}

static const Annotation *said_about(const Emit *emit, uint32_t id)
{
	const Annotation *annotation = mv_schema_annotation(emit->schema, id);

	return annotation->comment || annotation->labels.count ? annotation : NULL;
}

/* "CONSTRAINT name ON s.t", or "COLUMN s.t.name" when `column`. */
static void write_part(Emit *emit, const Object *object, uint32_t id, const char *words, const char *name, const char *on)
{
	const Annotation *annotation = said_about(emit, id);
	StrBuf target = { 0 };

	if (!annotation || !name)
		return;
	mv_buf_addf(&target, "%s ", words);
	if (on) {
		mv_emit_ident(&target, name);
		mv_buf_adds(&target, on);
		mv_emit_object(&target, object);
	} else {
		mv_emit_object(&target, object);
		mv_buf_addc(&target, '.');
		mv_emit_ident(&target, name);
	}
	write_about(emit, object->schema, object->name, id, annotation, target.ptr);
	mv_buf_release(&target);
}

static void write_table_parts(Emit *emit, const Table *table)
{
	for (uint32_t i = 0; i < table->columns.count; i++)
		write_part(emit, &table->object, table->columns.items[i]->id, "COLUMN", table->columns.items[i]->name, NULL);
	for (uint32_t i = 0; i < table->constraints.count; i++)
		write_part(emit, &table->object, table->constraints.items[i]->id, "CONSTRAINT", table->constraints.items[i]->name, " ON ");
	for (uint32_t i = 0; i < table->triggers.count; i++)
		write_part(emit, &table->object, table->triggers.items[i]->id, "TRIGGER", table->triggers.items[i]->name, " ON ");
	for (uint32_t i = 0; i < table->policies.count; i++)
		write_part(emit, &table->object, table->policies.items[i]->id, "POLICY", table->policies.items[i]->name, " ON ");
	for (uint32_t i = 0; i < table->rules.count; i++)
		write_part(emit, &table->object, table->rules.items[i]->id, "RULE", table->rules.items[i]->name, " ON ");
}

static void write_object(Emit *emit, const Object *object)
{
	const Annotation *annotation = said_about(emit, object->id);
	StrBuf target = { 0 };
	bool known_from_the_start = object->kind == OBJ_SCHEMA && object->id == 1 && annotation &&
				    mv_streq(annotation->comment, "standard public schema");

	if (annotation && !known_from_the_start && mv_emit_target(emit, &target, object, EMIT_USE_COMMENT))
		write_about(emit, object->kind == OBJ_EXTENSION ? "" : object->schema, object->name, object->id, annotation, target.ptr);
	mv_buf_release(&target);
	if (mv_emit_is_relation(object))
		write_table_parts(emit, (const Table *)object);
	for (uint32_t i = 0; object->kind == OBJ_COMPOSITE && i < ((const Composite *)object)->attributes.count; i++) {
		const Column *attribute = ((const Composite *)object)->attributes.items[i];

		write_part(emit, object, attribute->id, "COLUMN", attribute->name, NULL);
	}
	for (uint32_t i = 0; object->kind == OBJ_DOMAIN && i < ((const Domain *)object)->checks.count; i++) {
		const Constraint *check = ((const Domain *)object)->checks.items[i];

		write_part(emit, object, check->id, "CONSTRAINT", check->name, " ON DOMAIN ");
	}
}

void mv_emit_comments(Emit *emit)
{
	mv_emit_each(emit, write_object);
}
