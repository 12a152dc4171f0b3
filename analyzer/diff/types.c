/* types.c: enums, domains, composite types, ranges, and sequences. */
#include "diff.h"

#include "migvet/emit.h"

static const char *labels_of(Diff *diff, const EnumType *type)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < type->labels.count; i++)
		mv_buf_addf(&text, "%s'%s'", i ? ", " : "", type->labels.items[i]);
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static void compare_enums(Diff *diff, const EnumType *a, const EnumType *b)
{
	bool equal = a->labels.count == b->labels.count;

	for (uint32_t i = 0; equal && i < a->labels.count; i++)
		equal = mv_streq(a->labels.items[i], b->labels.items[i]);
	if (!equal)
		mv_diff_text(diff, "labels", labels_of(diff, a), labels_of(diff, b));
}

static void list_checks(Diff *diff, const Object *owner, const Domain *domain, ThingVec *things)
{
	for (uint32_t i = 0; i < domain->checks.count; i++) {
		const Constraint *check = domain->checks.items[i];

		*VEC_PUSH(diff->arena, things) = (Thing){
			.kind = OBJ_DOMAIN_CONSTRAINT, .schema = owner->schema, .relation = owner->name, .name = check->name,
			.birth = &check->birth, .item = check, .maybe = check->maybe, .server_named = check->def && !check->def->name.text };
	}
}

static void compare_domains(Diff *diff, const Domain *a, const Domain *b)
{
	ThingVec left = { 0 }, right = { 0 };

	mv_diff_type(diff, "base type", a->base, b->base);
	mv_diff_text(diff, "collation", a->base ? a->base->collation : NULL, b->base ? b->base->collation : NULL);
	mv_diff_expression(diff, "default", a->default_value, b->default_value);
	mv_diff_flag(diff, "not null", a->not_null, b->not_null);
	if (a->not_null && b->not_null && a->not_null_name && b->not_null_name)
		mv_diff_text(diff, "name of not null", a->not_null_name, b->not_null_name);
	list_checks(diff, &a->object, a, &left);
	list_checks(diff, &a->object, b, &right);
	diff->values[0] = a->base;
	diff->values[1] = b->base;
	mv_diff_things(diff, &left, &right, a->object.incomplete || b->object.incomplete, mv_diff_constraint);
	diff->values[0] = diff->values[1] = NULL;
}

void mv_diff_type_object(Diff *diff, const void *expected, const void *found)
{
	const Object *a = expected, *b = found;

	if (a->kind == OBJ_ENUM) {
		mv_diff_object(diff, a, b);
		if (!a->incomplete && !b->incomplete)
			compare_enums(diff, expected, found);
	} else if (a->kind == OBJ_DOMAIN) {
		mv_diff_object(diff, a, b);
		compare_domains(diff, expected, found);
	} else if (a->kind == OBJ_COMPOSITE) {
		const Composite *left = expected, *right = found;

		mv_diff_object(diff, a, b);
		mv_diff_columns(diff, a, b, left->attributes.items, left->attributes.count, right->attributes.items, right->attributes.count);
	} else {
		mv_diff_other(diff, expected, found);
	}
}

static const char *owner_of(Diff *diff, const Sequence *sequence)
{
	if (!sequence->owner_table)
		return NULL;
	return mv_arena_format(diff->arena, "%s.%s.%s", sequence->owner_table->object.schema, sequence->owner_table->object.name,
			       sequence->owner_column ? sequence->owner_column : "?");
}

void mv_diff_sequence(Diff *diff, const void *expected, const void *found)
{
	const Sequence *a = expected, *b = found;

	/* one that a column owns has the table's owner and persistence */
	if (a->owner_table && b->owner_table) {
		mv_diff_said(diff, OBJ_SEQUENCE, a->object.id, b->object.id, &a->object, &b->object);
	} else {
		mv_diff_object(diff, &a->object, &b->object);
		mv_diff_text(diff, "persistence", mv_persistence_name(a->persistence), mv_persistence_name(b->persistence));
	}
	mv_diff_text(diff, "type", a->type, b->type);
	mv_diff_number(diff, "start", a->start, b->start);
	mv_diff_number(diff, "increment", a->increment, b->increment);
	mv_diff_number(diff, "minimum", a->minimum, b->minimum);
	mv_diff_number(diff, "maximum", a->maximum, b->maximum);
	mv_diff_number(diff, "cache", a->cache, b->cache);
	mv_diff_flag(diff, "cycle", a->cycle, b->cycle);
	mv_diff_text(diff, "column that owns it", owner_of(diff, a), owner_of(diff, b));
	mv_diff_flag(diff, "identity", a->identity, b->identity);
}
