/*
 * editor_alter.c: from one form of a field to another (_alter_field).
 *
 * The order of the steps is Django's: keys and constraints that are in the way
 * go first, then the column is renamed and changed in one ALTER TABLE, then
 * what was dropped comes back in its new form.
 */
#include "editor.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 16 };

typedef struct Alteration {
	Lowering *lowering;
	const Model *model;     /* whose table it is: names of constraints in its options are left alone */
	const Model *old_owner; /* of the old field, at `from` */
	const Model *new_owner; /* of the new field, at `to` */
	const Field *old_field, *new_field;
	const char *table;
	const char *old_type, *new_type; /* of unknown classes: some text that differs when they do */
	const char *old_collation, *new_collation;
} Alteration;

/* ---- does it matter at all? ---- */

static bool is_beside_database(const Lowering *lowering, const char *keyword)
{
	static const char *const NAMES[] = { "blank", "db_column", "editable", "error_messages", "help_text", "limit_choices_to", "on_delete",
					     "related_name", "related_query_name", "validators", "verbose_name" };

	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (mv_streq(NAMES[i], keyword))
			return !(mv_streq(keyword, "on_delete") && lowering->version >= 601);
	return mv_streq(keyword, "choices") && lowering->version >= 401;
}

/* What is compared by what it means, and not by how it is written. */
static bool is_compared_apart(const char *keyword)
{
	static const char *const NAMES[] = { "to", "null", "unique", "primary_key", "db_index", "db_constraint", "to_field", "db_comment",
					     "db_tablespace", "parent_link", "auto_created", "through", "db_table" };

	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (mv_streq(NAMES[i], keyword))
			return true;
	return false;
}

static const char *argument_text(Lowering *lowering, const Field *field, const char *name)
{
	const Value *value = field->value ? mv_call_argument(field->value, -1, name) : NULL;

	if (mv_streq(name, "default") && field->default_kind == DEFAULT_NONE)
		return NULL; /* preserve_default=False */
	return value ? mv_value_format(value, lowering->arena) : NULL;
}

static bool other_keywords_differ(Lowering *lowering, const Field *one, const Field *other)
{
	for (uint32_t i = 0; one->value && i < one->value->as.call->keywords.count; i++) {
		const char *name = one->value->as.call->keywords.items[i].name;

		if (is_beside_database(lowering, name) || is_compared_apart(name))
			continue;
		if (!mv_streq(argument_text(lowering, one, name), argument_text(lowering, other, name)))
			return true;
	}
	return false;
}

static bool same_target(Lowering *lowering, Moment from, Moment to, const Field *old_field, const Field *new_field)
{
	const Model *old_model = mv_django_model(from, old_field->remote), *new_model = mv_django_model(to, new_field->remote);

	if (lowering->version >= 500 && old_field->type != FIELD_MANY_TO_MANY && old_model && new_model)
		return mv_streq(old_model->table, new_model->table);
	return mv_streq(old_field->remote, new_field->remote);
}

bool mv_editor_should_alter(Lowering *lowering, Moment from, Moment to, const Field *old_field, const Field *new_field, bool ignore_comment)
{
	bool relation = mv_editor_is_key(old_field) || old_field->type == FIELD_MANY_TO_MANY;

	/* only relations do something that does not follow from what differs */
	if (!relation || old_field->type != new_field->type)
		return true;
	if (!mv_streq(old_field->column, new_field->column) || !mv_streq(old_field->path, new_field->path))
		return true;
	if (old_field->type == FIELD_MANY_TO_MANY && !mv_streq(old_field->name, new_field->name))
		return true;
	return old_field->null != new_field->null || old_field->unique != new_field->unique || old_field->primary_key != new_field->primary_key ||
	       old_field->db_index != new_field->db_index || old_field->db_constraint != new_field->db_constraint ||
	       !mv_streq(old_field->to_field, new_field->to_field) || (!ignore_comment && !mv_streq(old_field->db_comment, new_field->db_comment)) ||
	       !mv_streq(old_field->db_tablespace, new_field->db_tablespace) || old_field->parent_link != new_field->parent_link ||
	       old_field->auto_created != new_field->auto_created || !mv_streq(old_field->through, new_field->through) ||
	       !mv_streq(old_field->db_table, new_field->db_table) || !same_target(lowering, from, to, old_field, new_field) ||
	       other_keywords_differ(lowering, old_field, new_field) || other_keywords_differ(lowering, new_field, old_field);
}

/* ---- types ---- */

/*
 * Of a class that is not known: what it says about its type. Two fields of one
 * class with the same arguments have the same type, whatever it is.
 */
static const char *type_or_description(Lowering *lowering, Moment moment, const Field *field)
{
	const char *reason, *type = mv_django_db_type(lowering, moment, field, &reason);
	StrBuf text = { 0 };

	if (type || !field->column)
		return type;
	mv_buf_addf(&text, "?%s %s %s", field->path, field->remote ? field->remote : "", field->to_field ? field->to_field : "");
	for (uint32_t i = 0; field->value && field->value->kind == VALUE_CALL && i < field->value->as.call->keywords.count; i++) {
		const char *name = field->value->as.call->keywords.items[i].name;

		if (!is_beside_database(lowering, name) && !is_compared_apart(name) && !mv_streq(name, "default") && !mv_streq(name, "choices"))
			mv_buf_addf(&text, " %s=%s", name, argument_text(lowering, field, name));
	}
	type = mv_buf_to_arena(&text, lowering->arena);
	mv_buf_release(&text);
	return type;
}

/* _field_data_type: types are compared as Django's table has them, without lengths. */
static const char *data_type(Lowering *lowering, Moment moment, const Field *field)
{
	if (field->type == FIELD_GENERATED && field->output_field)
		field = field->output_field;
	if (field->type == FIELD_CHAR)
		return lowering->version >= 402 ? "char" : "varchar()";
	if (field->type == FIELD_FILE || field->type == FIELD_FILE_PATH || field->type == FIELD_SLUG)
		return "varchar()";
	if (field->type == FIELD_DECIMAL)
		return "numeric()";
	return type_or_description(lowering, moment, field);
}

static bool needs_using(Lowering *lowering, const Field *old_field, const Field *new_field)
{
	if (lowering->version >= 500 && new_field->type == FIELD_GENERATED)
		return false;
	for (unsigned depth = 0; old_field->type == FIELD_ARRAY && new_field->type == FIELD_ARRAY && old_field->base_field &&
				 new_field->base_field && depth < MOST_DEPTH; depth++) {
		old_field = old_field->base_field;
		new_field = new_field->base_field;
	}
	return !mv_streq(data_type(lowering, lowering->from, old_field), data_type(lowering, lowering->to, new_field));
}

static bool starts(const char *text, const char *start) { return text && strncmp(text, start, strlen(start)) == 0; }

static bool changes_indexed_text(const Field *old_field, const char *old_type, const char *new_type)
{
	return (old_field->db_index || old_field->unique) && ((starts(old_type, "varchar") && !starts(new_type, "varchar")) ||
							      (starts(old_type, "text") && !starts(new_type, "text")) ||
							      (starts(old_type, "citext") && !starts(new_type, "citext")));
}

static const char *quoted(Lowering *lowering, const char *name) { return mv_django_quote(lowering->arena, name); }

static void drop_like_index(Lowering *lowering, const Model *model, const Field *field)
{
	mv_editor_drop_index(lowering, model->table, mv_django_index_name(lowering->arena, model->table, &field->column, 1, "_like"));
}

/* ALTER COLUMN c TYPE t ..., and the statements that have to follow it. */
typedef struct TypeChange {
	Ddl *action;
	VEC(Ddl *) then;
	const char *drops_sequence;
	bool makes_serial, makes_identity;
} TypeChange;

static Ddl *then(TypeChange *change, Lowering *lowering)
{
	Ddl *ddl = mv_ddl_new(lowering);

	*VEC_PUSH(lowering->arena, &change->then) = ddl;
	return ddl;
}

/* Before 4.1: a sequence is made by hand. */
static void become_serial(TypeChange *change, Lowering *lowering, const Model *model, const Field *field)
{
	const char *table = quoted(lowering, model->table), *column = quoted(lowering, field->column);
	const char *sequence = quoted(lowering, mv_arena_format(lowering->arena, "%s_%s_seq", model->table, field->column));

	mv_ddl_format(then(change, lowering), "DROP SEQUENCE IF EXISTS %s CASCADE", sequence);
	mv_ddl_format(then(change, lowering), "CREATE SEQUENCE %s", sequence);
	mv_ddl_format(then(change, lowering), "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT nextval('%s')", table, column, sequence);
	mv_ddl_format(then(change, lowering), "SELECT setval('%s', MAX(%s)) FROM %s", sequence, column, table);
	mv_ddl_format(then(change, lowering), "ALTER SEQUENCE %s OWNED BY %s.%s", sequence, table, column);
	change->makes_serial = true;
}

static const char *integer_of(const Field *field)
{
	return field->type == FIELD_AUTO ? "integer" : field->type == FIELD_BIG_AUTO ? "bigint" : "smallint";
}

static void put_type(TypeChange *change, Lowering *lowering, const Field *old_field, const Field *new_field, bool using, const char *type,
		     const char *collation)
{
	mv_ddl_format(change->action, "ALTER COLUMN %s TYPE ", quoted(lowering, new_field->column));
	if (type)
		mv_ddl_text(change->action, type);
	else
		mv_editor_type(lowering, lowering->to, new_field, change->action);
	if (collation)
		mv_ddl_format(change->action, " COLLATE %s", quoted(lowering, collation));
	if (using && needs_using(lowering, old_field, new_field)) {
		mv_ddl_format(change->action, " USING %s::", quoted(lowering, new_field->column));
		if (type)
			mv_ddl_text(change->action, type);
		else
			mv_editor_type(lowering, lowering->to, new_field, change->action);
	}
}

static TypeChange change_type(Lowering *lowering, const Model *model, const Field *old_field, const Field *new_field, const char *old_type,
			      const char *new_type, const char *old_collation, const char *new_collation)
{
	TypeChange change = { .action = mv_ddl_new(lowering) };
	bool old_auto = mv_editor_is_auto(old_field), new_auto = mv_editor_is_auto(new_field);
	const char *sequence;

	if (lowering->version >= 402 && changes_indexed_text(old_field, old_type, new_type))
		drop_like_index(lowering, model, old_field);
	if (lowering->version < 402 && !mv_streq(old_collation, new_collation)) {
		/* only the type, without USING: before 4.2 */
		put_type(&change, lowering, old_field, new_field, false, NULL, new_collation);
		return change;
	}
	if (old_field->dimensions && new_field->dimensions && old_field->dimensions != new_field->dimensions) {
		mv_ddl_format(change.action, "ALTER COLUMN %s TYPE %s USING ST_Force%dD(%s)::%s", quoted(lowering, new_field->column), new_type,
			      (int)new_field->dimensions, quoted(lowering, new_field->column), new_type);
		return change;
	}
	if (lowering->version < 401 && new_auto) {
		put_type(&change, lowering, old_field, new_field, false, integer_of(new_field), NULL);
		if (needs_using(lowering, old_field, new_field))
			mv_ddl_format(change.action, " USING %s::%s", quoted(lowering, new_field->column), integer_of(new_field));
		become_serial(&change, lowering, model, new_field);
		return change;
	}
	if (lowering->version < 401 && old_auto) {
		put_type(&change, lowering, old_field, new_field, true, NULL, NULL);
		mv_ddl_format(then(&change, lowering), "DROP SEQUENCE IF EXISTS %s CASCADE",
			      quoted(lowering, mv_arena_format(lowering->arena, "%s_%s_seq", model->table, new_field->column)));
		change.drops_sequence = new_field->column;
		return change;
	}
	if (lowering->version >= 401 && old_auto && !new_auto) {
		mv_ddl_execute(lowering, "ALTER TABLE %s ALTER COLUMN %s DROP IDENTITY IF EXISTS", quoted(lowering, model->table),
			       quoted(lowering, new_field->column));
		change.drops_sequence = new_field->column;
	}
	put_type(&change, lowering, old_field, new_field, true, NULL, lowering->version >= 402 && !(new_auto && !old_auto) ? new_collation : NULL);
	if (lowering->version >= 401 && new_auto && !old_auto) {
		mv_ddl_format(then(&change, lowering), "ALTER TABLE %s ALTER COLUMN %s ADD GENERATED BY DEFAULT AS IDENTITY",
			      quoted(lowering, model->table), quoted(lowering, new_field->column));
		change.makes_identity = true;
	} else if (lowering->version >= 401 && new_auto && old_field->type != new_field->type) {
		sequence = mv_catalog_sequence(lowering->catalog, model->table, new_field->column);
		if (!sequence && !mv_catalog_table(lowering->catalog, model->table))
			sequence = mv_arena_format(lowering->arena, "%s_%s_seq", model->table, new_field->column);
		if (sequence)
			mv_ddl_format(then(&change, lowering), "ALTER SEQUENCE IF EXISTS %s AS %s", quoted(lowering, sequence), integer_of(new_field));
	} else if (!(old_auto && !new_auto) && lowering->version >= 402 && !mv_streq(old_field->db_comment, new_field->db_comment)) {
		mv_ddl_format(then(&change, lowering), "COMMENT ON COLUMN %s.%s IS %s", quoted(lowering, model->table), quoted(lowering, new_field->column),
			      mv_django_literal(lowering->arena, new_field->db_comment ? new_field->db_comment : ""));
	}
	return change;
}

static void note_sequences(Lowering *lowering, const char *table_name, const TypeChange *change, const Field *field)
{
	CatalogTable *table = mv_catalog_table(lowering->catalog, table_name);

	if (!table)
		return;
	mv_catalog_touch(lowering->catalog, table_name);
	for (uint32_t i = 0; change->drops_sequence && i + 1 < table->serials.count; i += 2) {
		if (!mv_streq(table->serials.items[i], change->drops_sequence))
			continue;
		memmove(table->serials.items + i, table->serials.items + i + 2, (table->serials.count - i - 2) * sizeof *table->serials.items);
		table->serials.count -= 2;
		break;
	}
	if ((change->makes_serial || change->makes_identity) && !mv_catalog_sequence(lowering->catalog, table_name, field->column)) {
		*VEC_PUSH(lowering->arena, &table->serials) = field->column;
		*VEC_PUSH(lowering->arena, &table->serials) =
			change->makes_serial ? mv_arena_format(lowering->arena, "%s_%s_seq", table_name, field->column) :
					       mv_catalog_made_name(lowering->catalog, table_name, field->column, "seq");
	}
}

/* ---- relations to the field ---- */

typedef struct RelationPair {
	Relation old_relation, new_relation;
} RelationPair;
typedef VEC(RelationPair) RelationPairs;

static bool is_relevant(const Relation *relation, const Field *altered)
{
	if (altered->primary_key && !relation->field->to_field)
		return true;
	return mv_streq(relation->field->to_field, altered->name);
}

/* Name of the relation as seen from the model that it points to. */
static const char *reverse_name(Lowering *lowering, const Relation *relation)
{
	static const char *const KEYWORDS[] = { "related_query_name", "related_name" };

	for (size_t i = 0; relation->field->value && i < 2; i++) {
		const char *name = mv_value_text(mv_call_argument(relation->field->value, -1, KEYWORDS[i]));

		if (name && *name)
			return name;
	}
	if (!relation->field->value && !relation->field->parent_link)
		return mv_arena_format(lowering->arena, "%s+", relation->model->name);
	return strchr(relation->model->key, '.') + 1;
}

typedef struct NamedRelation {
	Relation relation;
	const char *name;
	uint32_t place;
} NamedRelation;

static int by_name(const void *a, const void *b)
{
	const NamedRelation *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static NamedRelation *relevant_relations(Lowering *lowering, Moment moment, const Model *model, const Field *field, uint32_t *count)
{
	uint32_t all, kept = 0;
	Relation *relations = mv_django_relations_to(moment, model, true, &all);
	NamedRelation *named = MV_NEW_ARRAY(lowering->arena, NamedRelation, all);

	for (uint32_t i = 0; i < all; i++)
		if (is_relevant(&relations[i], field)) {
			named[kept] = (NamedRelation){ relations[i], reverse_name(lowering, &relations[i]), i };
			kept++;
		}
	if (lowering->version >= 401 && kept > 1)
		qsort(named, kept, sizeof *named, by_name);
	*count = kept;
	return named;
}

static void add_relations(Lowering *lowering, RelationPairs *pairs, const Model *old_model, const Field *old_field, const Model *new_model,
			  const Field *new_field, unsigned depth)
{
	uint32_t old_count, new_count;
	NamedRelation *olds = relevant_relations(lowering, lowering->from, old_model, old_field, &old_count);
	NamedRelation *news = relevant_relations(lowering, lowering->to, new_model, new_field, &new_count);

	for (uint32_t i = 0; i < old_count && i < new_count; i++) {
		*VEC_PUSH(lowering->arena, pairs) = (RelationPair){ olds[i].relation, news[i].relation };
		if (lowering->version >= 400 && depth < MOST_DEPTH && olds[i].relation.field->unique && news[i].relation.field->unique)
			add_relations(lowering, pairs, olds[i].relation.model, olds[i].relation.field, news[i].relation.model,
				      news[i].relation.field, depth + 1);
	}
}

/* ---- dropping what is in the way ---- */

static const char **part_names(Lowering *lowering, const Model *model, bool indexes, uint32_t *count)
{
	uint32_t all = indexes ? model->indexes.count : model->constraints.count;
	const char **names = MV_NEW_ARRAY(lowering->arena, const char *, all);

	*count = 0;
	for (uint32_t i = 0; i < all; i++) {
		const ModelPart *part = indexes ? &model->indexes.items[i] : &model->constraints.items[i];
		const char *name = part->name ? part->name :
				   indexes ? mv_django_index_name_of(lowering, lowering->from, model, part) : NULL;

		if (name)
			names[(*count)++] = name;
	}
	return names;
}

/*
 * As introspection finds them. A table that no migration made (its app's
 * source is absent) has what Django would have given it.
 */
static const char **found_names(Alteration *a, CatalogQuery *query, const char *suffix, uint32_t *count)
{
	Lowering *lowering = a->lowering;
	const CatalogTable *table = mv_catalog_table(lowering->catalog, a->table);
	const char **names;

	query->columns = &a->old_field->column;
	query->column_count = 1;
	names = mv_catalog_names(lowering->catalog, a->table, query, count);
	if (*count || (table && table->complete) || !suffix)
		return names;
	names = MV_NEW_ARRAY(lowering->arena, const char *, 1);
	names[0] = mv_django_index_name(lowering->arena, a->table, &a->old_field->column, 1, suffix);
	*count = 1;
	return names;
}

static bool drop_keys_of(Lowering *lowering, const char *table, const char *column)
{
	CatalogQuery query = { .columns = &column, .column_count = 1, .foreign_key = true };
	uint32_t count;
	const char **names = mv_catalog_names(lowering->catalog, table, &query, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (mv_streq(names[i], MV_PY_HOLE))
			mv_django_opaque(lowering, "the name of the foreign key of '%s' is not known", column);
		else
			mv_editor_drop_foreign_key(lowering, table, names[i]);
	}
	return count > 0;
}

static bool drop_own_key(Alteration *a)
{
	Lowering *lowering = a->lowering;
	const CatalogTable *table = mv_catalog_table(lowering->catalog, a->table);
	const Model *target;
	const Field *to;

	if (!mv_editor_is_key(a->old_field) || !a->old_field->db_constraint)
		return false;
	if (lowering->version >= 402 && !mv_editor_should_alter(lowering, lowering->from, lowering->to, a->old_field, a->new_field, true))
		return false;
	if (table)
		return drop_keys_of(lowering, a->table, a->old_field->column);
	to = mv_django_target_field(lowering->from, a->old_field, &target);
	if (!to)
		return false;
	mv_editor_drop_foreign_key(lowering, a->table,
				   mv_django_index_name(lowering->arena, a->table, &a->old_field->column, 1,
							mv_arena_format(lowering->arena, "_fk_%s_%s", target->table, to->column)));
	return true;
}

static bool became_primary_key(const Alteration *a) { return !a->old_field->primary_key && a->new_field->primary_key; }

static void drop_unique(Alteration *a)
{
	CatalogQuery query = { .unique = TRI_YES, .primary_key = TRI_NO };
	const char **names;
	uint32_t count;

	if (!a->old_field->unique || (a->new_field->unique && !became_primary_key(a)))
		return;
	query.exclude = part_names(a->lowering, a->model, false, &query.exclude_count);
	names = found_names(a, &query, a->old_field->primary_key ? NULL : "_uniq", &count);
	for (uint32_t i = 0; i < count; i++)
		mv_editor_drop_constraint(a->lowering, a->table, names[i]);
}

static void drop_index(Alteration *a)
{
	CatalogQuery query = { .index = TRI_YES, .method = "btree" };
	const char **names;
	uint32_t count;

	if (!a->old_field->db_index || a->old_field->unique || (a->new_field->db_index && !a->new_field->unique))
		return;
	query.exclude = part_names(a->lowering, a->model, true, &query.exclude_count);
	names = found_names(a, &query, "", &count);
	for (uint32_t i = 0; i < count; i++)
		mv_editor_drop_index(a->lowering, a->table, names[i]);
}

static bool check_changes(const Alteration *a)
{
	bool mocked = a->lowering->version >= 500;
	const char *old_check = mv_editor_check(a->lowering, a->old_field, mocked ? "" : a->old_field->column);
	const char *new_check = mv_editor_check(a->lowering, a->new_field, mocked ? "" : a->new_field->column);

	return !mv_streq(old_check, new_check);
}

static void drop_check(Alteration *a)
{
	CatalogQuery query = { .check = TRI_YES };
	const char **names;
	uint32_t count;

	if (!check_changes(a) || !mv_editor_check(a->lowering, a->old_field, ""))
		return;
	query.exclude = part_names(a->lowering, a->model, false, &query.exclude_count);
	names = found_names(a, &query, "_check", &count);
	for (uint32_t i = 0; i < count; i++)
		mv_editor_drop_constraint(a->lowering, a->table, names[i]);
}

/* ---- the column itself ---- */

static void rename_column(Alteration *a)
{
	Lowering *lowering = a->lowering;

	if (mv_streq(a->old_field->column, a->new_field->column))
		return;
	mv_ddl_execute(lowering, "ALTER TABLE %s RENAME COLUMN %s TO %s", quoted(lowering, a->table), quoted(lowering, a->old_field->column),
		       quoted(lowering, a->new_field->column));
	mv_catalog_rename_column(lowering->catalog, a->table, a->old_field->column, a->new_field->column);
	mv_ddl_rename_column(lowering, a->table, a->old_field->column, a->new_field->column);
}

static bool column_type_changes(const Alteration *a)
{
	Lowering *lowering = a->lowering;

	return !mv_streq(a->old_type, a->new_type) || !mv_streq(a->old_collation, a->new_collation) ||
	       (lowering->version >= 401 && mv_editor_is_auto(a->old_field) != mv_editor_is_auto(a->new_field)) ||
	       (lowering->version >= 402 && !mv_streq(a->old_field->db_comment, a->new_field->db_comment));
}

static bool same_db_default(const Alteration *a)
{
	if (!a->old_field->db_default || !a->new_field->db_default)
		return a->old_field->db_default == a->new_field->db_default;
	return mv_streq(mv_value_format(a->old_field->db_default, a->lowering->arena), mv_value_format(a->new_field->db_default, a->lowering->arena));
}

static void set_db_default(Alteration *a, Ddl *ddl)
{
	const char *reason = NULL;

	if (!mv_django_db_default_sql(a->lowering, a->lowering->to, a->new_owner, a->new_field, ddl, &reason))
		mv_ddl_hole(ddl, reason);
}

/* The part of an ALTER TABLE behind what is there already. */
static Ddl *next_action(Alteration *a, Ddl **statement)
{
	if (!*statement) {
		*statement = mv_ddl_new(a->lowering);
		mv_ddl_format(*statement, "ALTER TABLE %s ", quoted(a->lowering, a->table));
	} else {
		mv_ddl_text(*statement, ", ");
	}
	return *statement;
}

static const char *null_action(const Alteration *a)
{
	if (a->old_field->null == a->new_field->null)
		return NULL;
	return mv_arena_format(a->lowering->arena, "ALTER COLUMN %s %s NOT NULL", quoted(a->lowering, a->new_field->column),
			       a->new_field->null ? "DROP" : "SET");
}

static void fill_rows(Alteration *a, const char *new_default)
{
	Lowering *lowering = a->lowering;
	Ddl *ddl = mv_ddl_new(lowering);

	mv_ddl_format(ddl, "UPDATE %s SET %s = ", quoted(lowering, a->table), quoted(lowering, a->new_field->column));
	if (a->new_field->db_default)
		set_db_default(a, ddl);
	else
		mv_ddl_text(ddl, new_default ? new_default : "NULL");
	mv_ddl_format(ddl, " WHERE %s IS NULL%s", quoted(lowering, a->new_field->column),
		      lowering->version >= 401 ? "; SET CONSTRAINTS ALL IMMEDIATE" : "");
	mv_ddl_run(ddl);
}

/* Type, defaults and NOT NULL in one ALTER TABLE. True: a default was set that has to be dropped at the end. */
static bool change_column(Alteration *a)
{
	Lowering *lowering = a->lowering;
	const char *column = quoted(lowering, a->new_field->column), *old_default, *new_default = NULL, *nullable = null_action(a);
	bool to_not_null = a->old_field->null && !a->new_field->null, four_ways, drop_default = false;
	TypeChange change = { 0 };
	Ddl *statement = NULL;

	if (column_type_changes(a)) {
		change = change_type(lowering, a->model, a->old_field, a->new_field, a->old_type, a->new_type, a->old_collation, a->new_collation);
		mv_ddl_append(next_action(a, &statement), change.action);
	}
	if (a->new_field->db_default && !same_db_default(a)) {
		mv_ddl_format(next_action(a, &statement), "ALTER COLUMN %s SET DEFAULT ", column);
		set_db_default(a, statement);
	} else if (!a->new_field->db_default && a->old_field->db_default) {
		mv_ddl_format(next_action(a, &statement), "ALTER COLUMN %s DROP DEFAULT", column);
	}
	if (to_not_null && !a->new_field->db_default) {
		old_default = mv_django_effective_default(lowering, lowering->from, a->old_field);
		new_default = mv_django_effective_default(lowering, lowering->to, a->new_field);
		if (new_default && (!mv_streq(old_default, new_default) || !mv_django_default_is_fixed(a->new_field))) {
			drop_default = true;
			mv_ddl_format(next_action(a, &statement), "ALTER COLUMN %s SET DEFAULT %s", column, new_default);
		}
	}
	four_ways = to_not_null && (mv_django_has_default(a->new_field) || a->new_field->db_default);
	if (nullable && !four_ways)
		mv_ddl_text(next_action(a, &statement), nullable);
	if (statement)
		mv_ddl_run(statement);
	if (four_ways) {
		fill_rows(a, new_default);
		mv_ddl_execute(lowering, "ALTER TABLE %s %s", quoted(lowering, a->table), nullable);
	}
	for (uint32_t i = 0; i < change.then.count; i++)
		mv_ddl_run(change.then.items[i]);
	note_sequences(lowering, a->table, &change, a->new_field);
	return drop_default;
}

/* ---- what comes back ---- */

static void drop_primary_key(Alteration *a)
{
	CatalogQuery query = { .primary_key = TRI_YES };
	uint32_t count;
	const char **names;

	if (!a->old_field->primary_key || a->new_field->primary_key)
		return;
	names = mv_catalog_names(a->lowering->catalog, a->table, &query, &count);
	for (uint32_t i = 0; i < count; i++)
		mv_editor_drop_constraint(a->lowering, a->table, names[i]);
	if (!count && !mv_catalog_table(a->lowering->catalog, a->table))
		mv_editor_drop_constraint(a->lowering, a->table, mv_catalog_made_name(a->lowering->catalog, a->table, NULL, "pkey"));
}

static void add_unique_and_index(Alteration *a)
{
	const Field *o = a->old_field, *n = a->new_field;
	bool unique = a->lowering->version >= 401 ? !n->primary_key && n->unique && (!o->unique || o->primary_key) :
						    (!o->unique && n->unique) || (o->primary_key && !n->primary_key && n->unique);

	if (unique)
		mv_editor_create_unique(a->lowering, a->model, &n, 1, false);
	if ((!o->db_index || o->unique) && n->db_index && !n->unique)
		mv_ddl_run(mv_editor_index(a->lowering, a->model, &n, 1, "", NULL));
}

static void add_primary_key(Alteration *a)
{
	Lowering *lowering = a->lowering;
	const char *name = mv_django_index_name(lowering->arena, a->table, &a->new_field->column, 1, "_pk");
	const char *columns[1] = { a->new_field->column };

	mv_ddl_execute(lowering, "ALTER TABLE %s ADD CONSTRAINT %s PRIMARY KEY (%s)", quoted(lowering, a->table), quoted(lowering, name),
		       quoted(lowering, a->new_field->column));
	mv_catalog_add(lowering->catalog, a->table,
		       &(CatalogEntry){ .kind = CATALOG_PRIMARY_KEY, .name = name, .columns = columns, .column_count = 1 });
}

static void alter_relation(Lowering *lowering, const RelationPair *pair)
{
	const Relation *old_relation = &pair->old_relation, *new_relation = &pair->new_relation;
	const char *old_type = type_or_description(lowering, lowering->from, old_relation->field);
	const char *new_type = type_or_description(lowering, lowering->to, new_relation->field);
	TypeChange change = change_type(lowering, new_relation->model, old_relation->field, new_relation->field, old_type, new_type,
					mv_editor_collation(lowering, lowering->from, old_relation->field),
					mv_editor_collation(lowering, lowering->to, new_relation->field));
	Ddl *ddl = mv_ddl_new(lowering);

	mv_ddl_format(ddl, "ALTER TABLE %s ", quoted(lowering, new_relation->model->table));
	mv_ddl_append(ddl, change.action);
	mv_ddl_run(ddl);
	for (uint32_t i = 0; i < change.then.count; i++)
		mv_ddl_run(change.then.items[i]);
}

static void add_check(Alteration *a)
{
	Lowering *lowering = a->lowering;
	const char *check = mv_editor_check(lowering, a->new_field, a->new_field->column), *name;
	const char *columns[1] = { a->new_field->column };

	if (!check || !check_changes(a))
		return;
	name = mv_django_index_name(lowering->arena, a->table, columns, 1, "_check");
	mv_ddl_execute(lowering, "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s)", quoted(lowering, a->table), quoted(lowering, name), check);
	mv_catalog_add(lowering->catalog, a->table, &(CatalogEntry){ .kind = CATALOG_CHECK, .name = name, .columns = columns, .column_count = 1 });
}

/* What the PostgreSQL editor does behind it. */
static void alter_like_index(Alteration *a)
{
	const Field *o = a->old_field, *n = a->new_field;
	Ddl *ddl;

	if ((!(o->db_index || o->unique) && n->db_index) || (!o->unique && n->unique) ||
	    (a->lowering->version >= 502 && changes_indexed_text(o, a->old_type, a->new_type))) {
		ddl = mv_editor_like_index(a->lowering, a->lowering->to, a->model, n);
		if (ddl)
			mv_ddl_run(ddl);
	}
	if (o->unique && !(n->db_index || n->unique))
		drop_like_index(a->lowering, a->model, o);
	if (a->lowering->version >= 502 && !o->custom_index && n->custom_index)
		mv_ddl_run(mv_editor_spatial_index(a->lowering, a->model, n));
	else if (a->lowering->version >= 502 && o->custom_index && !n->custom_index)
		mv_editor_drop_index(a->lowering, a->table, mv_django_index_name(a->lowering->arena, a->table, &o->column, 1, "_id"));
}

static void alter_column(Alteration *a)
{
	Lowering *lowering = a->lowering;
	const Field *o = a->old_field, *n = a->new_field;
	bool key_dropped, drop_incoming, drop_default;
	RelationPairs pairs = { 0 }, to_update = { 0 };

	if (lowering->version < 402 && changes_indexed_text(o, a->old_type, a->new_type))
		drop_like_index(lowering, a->model, o);
	key_dropped = drop_own_key(a);
	drop_unique(a);
	drop_incoming = ((o->primary_key && n->primary_key) || (o->unique && n->unique)) &&
			(!mv_streq(a->old_type, a->new_type) || (lowering->version >= 401 && !mv_streq(a->old_collation, a->new_collation)));
	if (drop_incoming || became_primary_key(a))
		add_relations(lowering, &pairs, a->old_owner, o, a->new_owner, n, 0);
	for (uint32_t i = 0; drop_incoming && i < pairs.count; i++)
		drop_keys_of(lowering, pairs.items[i].new_relation.model->table, pairs.items[i].new_relation.field->column);
	drop_index(a);
	drop_check(a);
	rename_column(a);
	drop_default = change_column(a);
	drop_primary_key(a);
	add_unique_and_index(a);
	if (drop_incoming)
		to_update = pairs;
	if (became_primary_key(a)) {
		add_primary_key(a);
		to_update = pairs;
	}
	for (uint32_t i = 0; i < to_update.count; i++)
		alter_relation(lowering, &to_update.items[i]);
	if (mv_editor_is_key(n) && n->db_constraint && (key_dropped || !mv_editor_is_key(o) || !o->db_constraint))
		mv_ddl_run(mv_editor_foreign_key(lowering, lowering->to, a->model, n, "_fk_%(to_table)s_%(to_column)s"));
	for (uint32_t i = 0; drop_incoming && i < pairs.count; i++) {
		const Relation *relation = &pairs.items[i].new_relation;

		/* 3.2 forgets those that have no accessor */
		if (lowering->version < 400 && mv_editor_is_hidden(relation->field))
			continue;
		if (relation->field->db_constraint)
			mv_ddl_run(mv_editor_foreign_key(lowering, lowering->to, relation->model, relation->field, "_fk"));
	}
	add_check(a);
	if (drop_default)
		mv_ddl_execute(lowering, "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", quoted(lowering, a->table), quoted(lowering, n->column));
	alter_like_index(a);
}

static void alter_between(Lowering *lowering, const Model *model, const Model *old_owner, const Model *new_owner, const Field *old_field,
			  const Field *new_field)
{
	Alteration a = { .lowering = lowering, .model = model, .old_owner = old_owner, .new_owner = new_owner, .old_field = old_field,
			 .new_field = new_field, .table = model->table };
	bool old_many = old_field->type == FIELD_MANY_TO_MANY, new_many = new_field->type == FIELD_MANY_TO_MANY;

	if (!mv_editor_should_alter(lowering, lowering->from, lowering->to, old_field, new_field, false))
		return;
	if (old_many && new_many) {
		if (!old_field->through && !new_field->through)
			mv_editor_alter_many_to_many(lowering, old_owner, new_owner, old_field, new_field);
		else if (!old_field->through != !new_field->through)
			mv_django_opaque(lowering, "Django refuses to alter '%s' to or from a table of its own (through=)", new_field->name);
		return;
	}
	if (old_many != new_many) {
		mv_django_opaque(lowering, "Django refuses to alter '%s' to or from a many-to-many field", new_field->name);
		return;
	}
	if (!old_field->column || !new_field->column)
		return;
	a.old_type = type_or_description(lowering, lowering->from, old_field);
	a.new_type = type_or_description(lowering, lowering->to, new_field);
	a.old_collation = mv_editor_collation(lowering, lowering->from, old_field);
	a.new_collation = mv_editor_collation(lowering, lowering->to, new_field);
	alter_column(&a);
}

void mv_editor_alter_field(Lowering *lowering, const Model *from_model, const Model *to_model, const Field *old_field, const Field *new_field)
{
	alter_between(lowering, from_model, from_model, to_model, old_field, new_field);
}

void mv_editor_alter_many_to_many(Lowering *lowering, const Model *from_model, const Model *to_model, const Field *old_field, const Field *new_field)
{
	const Model *old_through = mv_django_auto_through(lowering->from, from_model, old_field);
	const Model *new_through = mv_django_auto_through(lowering->to, to_model, new_field);

	if (!old_through || !new_through) {
		mv_django_opaque(lowering, "the model that '%s' points to is not known", new_field->name);
		return;
	}
	mv_editor_rename_table(lowering, old_through->table, new_through->table);
	/* the far side first, then the near one */
	alter_between(lowering, new_through, old_through, new_through, old_through->columns.items[2], new_through->columns.items[2]);
	alter_between(lowering, new_through, old_through, new_through, old_through->columns.items[1], new_through->columns.items[1]);
}
