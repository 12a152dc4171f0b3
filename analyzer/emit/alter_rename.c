/* alter_rename.c: statements that rename what only has another name. */
#include "alter.h"

#include <string.h>

/* "new" of "new", or of "schema.new" when the thing also moved. */
static const char *new_name(const Difference *difference, const char **schema)
{
	const char *after = difference->after;

	*schema = NULL;
	if (difference->right && difference->object != OBJ_COLUMN && difference->object != OBJ_ATTRIBUTE && difference->object != OBJ_CONSTRAINT &&
	    difference->object != OBJ_DOMAIN_CONSTRAINT) {
		const Object *object = difference->right;

		after = object->name;
		if (object->schema && *difference->schema && strcmp(object->schema, difference->schema) != 0)
			*schema = object->schema;
	}
	return after;
}

static bool begin(const Emit *emit, StrBuf *sql, const Difference *difference)
{
	QName name = { 0 };
	const Object *owner;
	const char *words = NULL;

	name.schema = difference->schema;
	name.name = difference->relation;
	owner = !difference->relation ? NULL : difference->object == OBJ_ATTRIBUTE || difference->object == OBJ_DOMAIN_CONSTRAINT ?
		mv_schema_type(emit->schema, difference->schema, difference->relation) : mv_schema_relation(emit->schema, &name);
	if (difference->relation && !owner)
		return false;
	switch ((int)difference->object) {
	case OBJ_COLUMN:
		words = "COLUMN";
		break;
	case OBJ_ATTRIBUTE:
		words = "ATTRIBUTE";
		break;
	case OBJ_CONSTRAINT:
	case OBJ_DOMAIN_CONSTRAINT:
		words = "CONSTRAINT";
		break;
	case OBJ_TRIGGER:
		words = "TRIGGER";
		break;
	case OBJ_POLICY:
		words = "POLICY";
		break;
	case OBJ_RULE:
		words = "RULE";
		break;
	}
	if (words && (difference->object == OBJ_TRIGGER || difference->object == OBJ_POLICY || difference->object == OBJ_RULE)) {
		mv_buf_addf(sql, "ALTER %s ", words);
		mv_emit_ident(sql, difference->before);
		mv_buf_adds(sql, " ON ");
		mv_emit_object(sql, owner);
		mv_buf_adds(sql, " RENAME");
		return true;
	}
	if (words) {
		mv_alter_begin(sql, owner);
		mv_buf_addf(sql, " RENAME %s ", words);
		mv_emit_ident(sql, difference->before);
		return true;
	}
	mv_buf_adds(sql, "ALTER ");
	return mv_emit_target(emit, sql, difference->left, EMIT_USE_COMMENT);
}

/* Parts first: they are found under the present name of what they are a part of. */
void mv_schema_renames(const Schema *from, const DifferenceVec *differences, int server_version, bool guesses, Arena *arena, SqlParts *parts)
{
	Emit emit = { .schema = from, .version = server_version, .arena = arena };

	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < differences->count; i++) {
			const Difference *difference = &differences->items[i];
			const char *schema, *name;
			StrBuf sql = { 0 };

			if (difference->kind != DIFFERENCE_RENAMED || (difference->relation == NULL) != (pass == 1) ||
			    (!guesses && mv_difference_is_guess(difference)) || difference->object == OBJ_DEFAULT_PRIVILEGES)
				continue;
			name = new_name(difference, &schema);
			if (begin(&emit, &sql, difference)) {
				if (schema) {
					mv_buf_adds(&sql, " SET SCHEMA ");
					mv_emit_ident(&sql, schema);
				} else {
					mv_buf_adds(&sql, difference->object == OBJ_INDEX || !difference->relation || difference->object == OBJ_TRIGGER ||
								  difference->object == OBJ_POLICY || difference->object == OBJ_RULE ?
								  (difference->object == OBJ_TRIGGER || difference->object == OBJ_POLICY ||
								   difference->object == OBJ_RULE ? " TO " : " RENAME TO ") : " TO ");
					mv_emit_ident(&sql, name);
				}
				mv_buf_addc(&sql, ';');
				*VEC_PUSH(arena, parts) = mv_buf_to_arena(&sql, arena);
			}
			mv_buf_release(&sql);
		}
	}
}
