/* fields.c: one field of a pair of things, of each type that the model has. */
#include "diff.h"

#include "migvet/emit.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void mv_diff_text(Diff *diff, const char *field, const char *expected, const char *found)
{
	Difference *difference;

	if (mv_streq(expected, found))
		return;
	diff->count++;
	if (diff->trial)
		return;
	difference = VEC_PUSH(diff->arena, diff->out);
	*difference = (Difference){ .kind = DIFFERENCE_CHANGED, .object = diff->left->kind,
				    .schema = diff->left->schema ? diff->left->schema : "", .relation = diff->left->relation,
				    .name = diff->left->name, .field = field, .before = expected, .after = found,
				    .expected = diff->left->birth, .found = diff->right->birth,
				    .left = diff->left->item, .right = diff->right->item };
}

static void add_unless_same(Diff *diff, const char *field, const char *expected, const char *found, Tri same)
{
	uint32_t before = diff->out->count;

	if (same == TRI_YES)
		return;
	mv_diff_text(diff, field, expected, found);
	if (!diff->trial && diff->out->count > before)
		diff->out->items[before].uncertain = same == TRI_UNKNOWN;
}

void mv_diff_sql(Diff *diff, const char *field, const char *expected, const char *found)
{
	add_unless_same(diff, field, expected, found, mv_diff_same_statements(diff, expected, found));
}

void mv_diff_flag(Diff *diff, const char *field, bool expected, bool found)
{
	mv_diff_text(diff, field, expected ? "yes" : "no", found ? "yes" : "no");
}

void mv_diff_number(Diff *diff, const char *field, int64_t expected, int64_t found)
{
	if (expected != found)
		mv_diff_text(diff, field, mv_arena_format(diff->arena, "%" PRId64, expected),
			     mv_arena_format(diff->arena, "%" PRId64, found));
}

/* The server keeps neither how many dimensions an array was declared with nor that a numeric's scale was left out. */
static Type as_stored(const Type *type)
{
	Type stored = *type;

	if (stored.dimensions > 1)
		stored.dimensions = 1;
	if (mv_streq(stored.name, "numeric") && stored.modifier_count == 1) {
		stored.modifier_count = 2;
		stored.modifiers[1] = 0;
	}
	return stored;
}

bool mv_diff_same_type(Diff *diff, const Type *expected, const Type *found, bool with_modifiers)
{
	Type before, after;

	if (!expected || !found || expected->unknown || found->unknown)
		return expected == found;
	before = as_stored(expected);
	after = as_stored(found);
	if (!with_modifiers) {
		before.modifier_count = after.modifier_count = 0;
		before.interval_fields = after.interval_fields = NULL;
	}
	return mv_streq(mv_schema_type_text(diff->expected, &before, diff->arena), mv_schema_type_text(diff->found, &after, diff->arena));
}

/* What stands behind "schema."; NULL: another schema, or none. */
static const char *behind_schema(const char *text, const char *schema)
{
	size_t len = schema ? strlen(schema) : 0;

	return len && text && strncmp(text, schema, len) == 0 && text[len] == '.' ? text + len + 1 : NULL;
}

/* A type that moved with its extension, which is told. */
static bool moved_with_extension(const Diff *diff, const char *a, const char *b)
{
	const Map *extensions = &diff->expected->extensions;

	for (uint32_t i = 0; i < extensions->count; i++) {
		const Object *before = extensions->entries[i].value, *after = before ? mv_map_get(&diff->found->extensions, extensions->entries[i].key) : NULL;
		const char *left = after ? behind_schema(a, before->schema) : NULL;

		for (uint32_t r = 0; left && r < diff->renamed.count; r++) {
			if (diff->renamed.items[r].object == after && mv_streq(left, behind_schema(b, diff->renamed.items[r].schema)))
				return true;
		}
	}
	return false;
}

void mv_diff_type(Diff *diff, const char *field, const Type *expected, const Type *found)
{
	Type before, after;
	const char *left, *right;

	/* the same words mean the same, and what a user-defined type became is said where that is compared */
	if (!expected || !found || expected == found || expected->unknown || found->unknown)
		return;
	before = as_stored(expected);
	after = as_stored(found);
	left = mv_schema_type_text(diff->expected, &before, diff->arena);
	right = mv_schema_type_text(diff->found, &after, diff->arena);
	if (!mv_streq(left, right) && !moved_with_extension(diff, left, right))
		mv_diff_text(diff, field, left, right);
}

static Tri same_expression(Diff *diff, const Expression *expected, const Expression *found)
{
	if (expected == found || (expected && found && mv_expressions_equal(expected, found)))
		return TRI_YES;
	return mv_diff_same_expressions(diff, mv_schema_expression_text(diff->expected, expected, diff->arena),
					mv_schema_expression_text(diff->found, found, diff->arena));
}

void mv_diff_expression(Diff *diff, const char *field, const Expression *expected, const Expression *found)
{
	Tri same = same_expression(diff, expected, found);

	if (same != TRI_YES)
		add_unless_same(diff, field, mv_schema_expression_text(diff->expected, expected, diff->arena),
				mv_schema_expression_text(diff->found, found, diff->arena), same);
}

void mv_diff_bound(Diff *diff, const char *field, const Table *expected, const Table *found)
{
	const char *before = mv_schema_bound_text(diff->expected, expected->bound, diff->arena);
	const char *after = mv_schema_bound_text(diff->found, found->bound, diff->arena);

	if (!mv_streq(before, after))
		add_unless_same(diff, field, before, after, mv_diff_same_bounds(diff, expected, found, before, after));
}

static const char *joined(Diff *diff, const char *const *names, uint32_t count)
{
	const char *text = NULL;
	StrBuf buffer = { 0 };

	for (uint32_t i = 0; i < count; i++)
		mv_buf_addf(&buffer, "%s%s", i ? ", " : "", names[i] ? names[i] : "?");
	if (count)
		text = mv_buf_to_arena(&buffer, diff->arena);
	mv_buf_release(&buffer);
	return text;
}

void mv_diff_names(Diff *diff, const char *field, const char *const *expected, uint32_t expected_count,
		   const char *const *found, uint32_t found_count)
{
	bool equal = expected_count == found_count;

	for (uint32_t i = 0; equal && i < expected_count; i++)
		equal = mv_streq(expected[i], found[i]);
	if (!equal)
		mv_diff_text(diff, field, joined(diff, expected, expected_count), joined(diff, found, found_count));
}

static int by_option(const void *left, const void *right)
{
	const Option *a = left, *b = right;
	int order = strcmp(a->prefix ? a->prefix : "", b->prefix ? b->prefix : "");

	return order ? order : strcmp(a->name, b->name);
}

/* One that is only named is switched on. */
static const char *option_value(const Option *option)
{
	return option->value ? option->value : "true";
}

/* Settings of the server have names without case. */
static const char *option_name(Diff *diff, const char *field, const char *name)
{
	char *lower = strcmp(field, "settings") == 0 ? mv_arena_strdup(diff->arena, name) : NULL;

	for (char *c = lower; c && *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return lower ? lower : name;
}

static const char *options_text(Diff *diff, const char *field, const OptionVec *options)
{
	Option *sorted = MV_NEW_ARRAY(diff->arena, Option, options->count);
	const char **texts = MV_NEW_ARRAY(diff->arena, const char *, options->count);

	for (uint32_t i = 0; i < options->count; i++)
		sorted[i] = options->items[i];
	if (options->count)
		qsort(sorted, options->count, sizeof *sorted, by_option);
	for (uint32_t i = 0; i < options->count; i++)
		texts[i] = mv_arena_format(diff->arena, "%s%s%s = %s", sorted[i].prefix ? sorted[i].prefix : "", sorted[i].prefix ? "." : "",
					   option_name(diff, field, sorted[i].name), option_value(&sorted[i]));
	return joined(diff, texts, options->count);
}

void mv_diff_options(Diff *diff, const char *field, const OptionVec *expected, const OptionVec *found)
{
	if ((expected->count || found->count) && (expected->items != found->items || expected->count != found->count))
		mv_diff_text(diff, field, options_text(diff, field, expected), options_text(diff, field, found));
}

static const char *unqualified(const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL;

	return dot ? dot + 1 : name;
}

/* What the server's own types are indexed by when nobody says it, which it then leaves out (pg_opclass of 12 to 18). */
static bool is_default_class(const char *name)
{
	static const char *const classes[] = {
		"aclitem_ops", "array_ops", "bit_ops", "bool_ops", "box_ops", "bpchar_ops", "bytea_ops", "char_ops", "cid_ops", "circle_ops", "date_ops",
		"enum_ops", "float4_ops", "float8_ops", "int2_ops", "int4_ops", "int8_ops", "interval_ops", "jsonb_ops", "macaddr8_ops", "macaddr_ops",
		"money_ops", "multirange_ops", "name_ops", "numeric_ops", "oid_ops", "oidvector_ops", "pg_lsn_ops", "point_ops", "poly_ops",
		"quad_point_ops", "range_ops", "record_ops", "text_ops", "tid_ops", "time_ops", "timestamp_ops", "timestamptz_ops", "timetz_ops",
		"tsquery_ops", "tsvector_ops", "uuid_ops", "varbit_ops", "xid8_ops", "xid_ops",
	};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (strcmp(classes[i], name) == 0)
			return true;
	}
	/* of BRIN; addresses have another one */
	return (mv_str_ends(mv_str(name), STR("_minmax_ops")) && strcmp(name, "inet_minmax_ops") != 0) || mv_str_ends(mv_str(name), STR("_inclusion_ops"));
}

static bool same_operator_class(const char *a, const char *b)
{
	if (!a || !b)
		return a == b || is_default_class(unqualified(a ? a : b));
	return strcmp(unqualified(a), unqualified(b)) == 0;
}

static bool same_key(Diff *diff, const IndexKey *a, const IndexKey *b)
{
	return mv_streq(a->column, b->column) && same_operator_class(a->opclass, b->opclass) && mv_streq(a->collation, b->collation) &&
	       mv_streq(a->exclude_operator, b->exclude_operator) && a->descending == b->descending && a->nulls_first == b->nulls_first &&
	       !a->opclass_options.count && !b->opclass_options.count &&
	       (a->expression == b->expression || (a->expression && b->expression && same_expression(diff, a->expression, b->expression) == TRI_YES));
}

static const char *keys_text(Diff *diff, const Schema *schema, const IndexKeyVec *keys)
{
	const char **texts = MV_NEW_ARRAY(diff->arena, const char *, keys->count);

	for (uint32_t i = 0; i < keys->count; i++)
		texts[i] = mv_schema_key_text(schema, &keys->items[i], diff->arena);
	return joined(diff, texts, keys->count);
}

void mv_diff_keys(Diff *diff, const char *field, const IndexKeyVec *expected, const IndexKeyVec *found)
{
	bool equal = expected->count == found->count;

	for (uint32_t i = 0; equal && i < expected->count; i++)
		equal = same_key(diff, &expected->items[i], &found->items[i]);
	if (!equal)
		mv_diff_text(diff, field, keys_text(diff, diff->expected, expected), keys_text(diff, diff->found, found));
}

static const char *dotted(Diff *diff, const Object *object)
{
	return object ? mv_arena_format(diff->arena, "%s.%s", object->schema ? object->schema : "", object->name) : NULL;
}

void mv_diff_reference(Diff *diff, const char *field, const Object *expected, const Object *found)
{
	if (expected || found)
		mv_diff_text(diff, field, dotted(diff, expected), dotted(diff, found));
}

/* ---- what is said about things ---- */

static const char *acl_text(Diff *diff, const Schema *schema, ObjectKind kind, const Acl *acl, const Object *object)
{
	Acl whole = { 0 };

	if (acl)
		whole = *acl;
	else if (object && kind != OBJ_COLUMN)
		whole = mv_acl_initial(schema, diff->arena, object);
	return mv_diff_acl(diff, schema, kind, &whole);
}

static const char *labels_text(Diff *diff, const Annotation *annotation)
{
	const char **texts = MV_NEW_ARRAY(diff->arena, const char *, annotation->labels.count);

	for (uint32_t i = 0; i < annotation->labels.count; i++)
		texts[i] = mv_arena_format(diff->arena, "%s: %s", annotation->labels.items[i].provider, annotation->labels.items[i].label);
	return joined(diff, texts, annotation->labels.count);
}

static const char *comment_of(const Annotation *annotation)
{
	return annotation->comment && *annotation->comment ? annotation->comment : NULL;
}

void mv_diff_said(Diff *diff, ObjectKind kind, uint32_t expected, uint32_t found, const Object *expected_object,
		  const Object *found_object)
{
	const Annotation *before = mv_schema_annotation(diff->expected, expected), *after = mv_schema_annotation(diff->found, found);

	mv_diff_text(diff, "comment", comment_of(before), comment_of(after));
	if (before->acl || after->acl)
		mv_diff_text(diff, "privileges", acl_text(diff, diff->expected, kind, before->acl, expected_object),
			     acl_text(diff, diff->found, kind, after->acl, found_object));
	if (before->labels.count || after->labels.count)
		mv_diff_text(diff, "security labels", labels_text(diff, before), labels_text(diff, after));
}

void mv_diff_object(Diff *diff, const Object *expected, const Object *found)
{
	/* an extension belongs to whoever made it */
	if (expected->kind != OBJ_EXTENSION)
		mv_diff_text(diff, "owner", expected->owner, mv_diff_found_role(diff, found->owner));
	mv_diff_said(diff, expected->kind, expected->id, found->id, expected, found);
}
