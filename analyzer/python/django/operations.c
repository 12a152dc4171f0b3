/* operations.c: operations on models: create, delete, rename, table, comment, options. */
#include "editor.h"
#include "special.h"

#include <ctype.h>
#include <string.h>


/* The model by the operation's first argument, at that moment; quiet when it is not there. */
static const Model *named_model(Lowering *lowering, Moment moment, int position, const char *argument)
{
	const char *name = mv_django_text_argument(lowering, position, argument);

	return name ? mv_django_model(moment, mv_django_key(lowering->scratch, lowering->app, name)) : NULL;
}

/* ---- CreateModel ---- */

static void read_fields(Lowering *lowering, Model *model)
{
	const struct ValueList *list = mv_value_items(mv_django_argument(lowering, 1, "fields"));

	if (!list || list->open)
		mv_django_opaque(lowering, "the fields of '%s' are not all known", model->name);
	for (uint32_t i = 0; list && i < list->items.count; i++) {
		const struct ValueList *pair = mv_value_items(list->items.items[i]);
		const char *name = pair && pair->items.count == 2 ? mv_value_text(pair->items.items[0]) : NULL;

		if (!name) {
			mv_django_opaque(lowering, "a field of '%s' is not known", model->name);
			continue;
		}
		*VEC_PUSH(lowering->arena, &model->fields) =
			mv_django_field_read(lowering->state, lowering->interpreter, lowering->app, model->key, name, pair->items.items[1]);
	}
}

static void read_bases(Lowering *lowering, Model *model)
{
	const Value *bases = mv_django_argument(lowering, 3, "bases");
	const struct ValueList *list = mv_value_items(bases);
	const char *setting;

	if (!bases || bases->kind == VALUE_NONE)
		return;
	model->bases_unknown = !list || list->open;
	for (uint32_t i = 0; list && i < list->items.count; i++) {
		const Value *base = list->items.items[i];
		const char *key;

		/* classes are mixins: models are named by texts */
		if (!mv_value_text(base) && !mv_value_is(base, VALUE_CALL))
			continue;
		key = mv_django_reference(lowering->state, base, lowering->app, NULL, &setting);
		if (key)
			*VEC_PUSH(lowering->arena, &model->bases) = key;
		else
			model->bases_unknown = true;
	}
}

static bool option_is(const Value *options, const char *name, bool otherwise)
{
	Tri truth = mv_value_truth(mv_dict_get(options, name));

	return mv_dict_get(options, name) && truth != TRI_UNKNOWN ? truth == TRI_YES : otherwise;
}

/* A text; when there is one that is not known, `unknown`. */
static const char *option_text(const Value *options, const char *name, const char *unknown)
{
	const Value *value = mv_dict_get(options, name);

	if (!value || value->kind == VALUE_NONE)
		return NULL;
	return mv_value_text(value) ? mv_value_text(value) : unknown;
}

static void read_together(Lowering *lowering, Model *model, const Value *value, bool unique)
{
	FieldNames *names = NULL;
	uint32_t count = 0;

	if (!value || value->kind == VALUE_NONE)
		return;
	if (!mv_django_together_read(lowering->arena, value, &names, &count))
		model->together_unknown = true;
	for (uint32_t i = 0; i < count; i++) {
		if (unique)
			*VEC_PUSH(lowering->arena, &model->unique_together) = names[i];
		else
			*VEC_PUSH(lowering->arena, &model->index_together) = names[i];
	}
}

static void read_parts(Lowering *lowering, Model *model, const Value *options)
{
	const Value *indexes = mv_dict_get(options, "indexes"), *constraints = mv_dict_get(options, "constraints");
	const struct ValueList *list = mv_value_items(indexes);

	for (uint32_t i = 0; list && i < list->items.count; i++)
		*VEC_PUSH(lowering->arena, &model->indexes) = mv_django_part_read(lowering, list->items.items[i]);
	model->indexes_unknown = indexes && (!list || list->open);
	list = mv_value_items(constraints);
	for (uint32_t i = 0; list && i < list->items.count; i++)
		*VEC_PUSH(lowering->arena, &model->constraints) = mv_django_part_read(lowering, list->items.items[i]);
	model->constraints_unknown = constraints && (!list || list->open);
}

static void read_options(Lowering *lowering, Model *model)
{
	const Value *options = mv_django_argument(lowering, 2, "options");

	model->managed = option_is(options, "managed", true);
	model->proxy = option_is(options, "proxy", false);
	model->abstract = option_is(options, "abstract", false);
	model->swappable = option_text(options, "swappable", NULL);
	model->db_table = option_text(options, "db_table", MV_PY_HOLE);
	if (model->db_table && !*model->db_table)
		model->db_table = NULL;
	model->db_table_comment = option_text(options, "db_table_comment", NULL);
	model->db_tablespace = option_text(options, "db_tablespace", MV_PY_HOLE);
	model->order_with_respect_to = option_text(options, "order_with_respect_to", NULL);
	read_together(lowering, model, mv_dict_get(options, "unique_together"), true);
	read_together(lowering, model, mv_dict_get(options, "index_together"), false);
	read_parts(lowering, model, options);
	if (options && options->kind != VALUE_DICT && options->kind != VALUE_NONE)
		mv_django_opaque(lowering, "the options of '%s' are not known", model->name);
}

static void create_model_state(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 0, "name");
	Model *model;

	if (!name) {
		mv_django_opaque(lowering, "the name of the model is not known");
		return;
	}
	model = MV_NEW(lowering->arena, Model);
	model->app = lowering->app;
	model->name = name;
	model->key = mv_django_key(lowering->arena, lowering->app, name);
	model->value = lowering->operation;
	read_fields(lowering, model);
	read_bases(lowering, model);
	read_options(lowering, model);
	mv_django_put(lowering->state, model);
}

/* The link to a parent is written into the migration, which does not need the parent then. */
static bool has_link(const Model *model, const char *key)
{
	for (uint32_t i = 0; i < model->fields.count; i++)
		if (model->fields.items[i]->parent_link && mv_streq(model->fields.items[i]->remote, key))
			return true;
	return false;
}

static void create(Lowering *lowering, Moment moment)
{
	const Model *model = named_model(lowering, moment, 0, "name");

	if (!model || !mv_django_allowed(lowering, model))
		return;
	if (model->together_unknown || model->indexes_unknown || model->constraints_unknown)
		mv_django_opaque(lowering, "not all indexes and constraints of '%s' are known", model->name);
	for (uint32_t i = 0; i < model->bases.count; i++) {
		if (!mv_django_model(moment, model->bases.items[i]) && !has_link(model, model->bases.items[i]))
			mv_django_opaque(lowering, "the model '%s' that '%s' derives from is not in the project", model->bases.items[i], model->name);
	}
	mv_editor_create_model(lowering, moment, model);
}

static void delete(Lowering *lowering, Moment moment)
{
	const Model *model = named_model(lowering, moment, 0, "name");

	if (model && mv_django_allowed(lowering, model))
		mv_editor_delete_model(lowering, moment, model);
}

static void create_model_forwards(Lowering *lowering) { create(lowering, lowering->to); }
static void create_model_backwards(Lowering *lowering) { delete(lowering, lowering->from); }

/* ---- DeleteModel ---- */

static void delete_model_state(Lowering *lowering)
{
	const Model *model = named_model(lowering, mv_django_now(lowering->state), 0, "name");

	if (model)
		mv_django_drop(lowering->state, model->key);
	else
		mv_django_opaque(lowering, "the model that is deleted is not known");
}

static void delete_model_forwards(Lowering *lowering) { delete(lowering, lowering->from); }
static void delete_model_backwards(Lowering *lowering) { create(lowering, lowering->to); }

/* ---- RenameModel ---- */

static bool repoint(const char **key, const char *old_key, const char *new_key)
{
	if (!*key || !mv_streq(*key, old_key))
		return false;
	*key = new_key;
	return true;
}

/* A model whose fields and bases name the old key. */
static void repoint_model(State *state, const Model *model, const char *old_key, const char *new_key)
{
	Model *copy = mv_django_model_copy(state, model);
	bool changed = false;

	for (uint32_t i = 0; i < copy->fields.count; i++) {
		Field field = *copy->fields.items[i], *kept;
		bool differs = repoint(&field.remote, old_key, new_key);

		differs |= repoint(&field.through, old_key, new_key);
		if (!differs)
			continue;
		kept = MV_NEW(state->arena, Field);
		*kept = field;
		copy->fields.items[i] = kept;
		changed = true;
	}
	for (uint32_t i = 0; i < copy->bases.count; i++)
		changed |= repoint(&copy->bases.items[i], old_key, new_key);
	if (changed)
		mv_django_put(state, copy);
}

static void rename_model_state(Lowering *lowering)
{
	State *state = lowering->state;
	const Model *model = named_model(lowering, mv_django_now(state), 0, "old_name");
	const char *new_name = mv_django_text_argument(lowering, 1, "new_name");
	const char *old_key;
	const Map *referrers;
	Model *copy;

	if (!model || !new_name) {
		mv_django_opaque(lowering, "the model that is renamed is not known");
		return;
	}
	old_key = model->key;
	copy = mv_django_model_copy(state, model);
	copy->name = new_name;
	copy->key = mv_django_key(lowering->arena, model->app, new_name);
	mv_django_drop(state, old_key);
	mv_django_put(state, copy);
	repoint_model(state, mv_django_model(mv_django_now(state), copy->key), old_key, copy->key);
	referrers = mv_map_get(&state->referrers, old_key);
	for (uint32_t i = 0; referrers && i < referrers->count; i++) {
		const Model *other = mv_django_model(mv_django_now(state), referrers->entries[i].key);

		if (other && !mv_streq(other->key, old_key))
			repoint_model(state, other, old_key, copy->key);
	}
}

/* Relations whose name begins no reverse accessor are left out by Django. */
bool mv_editor_is_hidden(const Field *field)
{
	const char *name = field->value ? mv_value_text(mv_call_argument(field->value, -1, "related_name")) : NULL;
	size_t length = name ? strlen(name) : 0;

	if (!field->value && !field->parent_link)
		return true; /* of a many-to-many table */
	return length > 0 && name[length - 1] == '+';
}

static void alter_referrers(Lowering *lowering, const Model *old_model, const Model *new_model)
{
	const Map *referrers = mv_map_get(&lowering->state->referrers, old_model->key);

	for (uint32_t i = 0; referrers && i < referrers->count; i++) {
		const Model *from = mv_django_model(lowering->from, referrers->entries[i].key), *to;

		if (!from || from->abstract)
			continue;
		to = from == old_model ? new_model : mv_django_model(lowering->to, from->key);
		for (uint32_t j = 0; to && j < from->columns.count; j++) {
			const Field *old_field = from->columns.items[j], *new_field;

			if (!mv_streq(old_field->remote, old_model->key) || mv_editor_is_hidden(old_field))
				continue;
			new_field = mv_django_field(lowering->to, to, old_field->name);
			if (new_field)
				mv_editor_alter_field(lowering, to, to, old_field, new_field);
		}
		for (uint32_t j = 0; to && j < from->many_to_many.count; j++) {
			const Field *old_field = from->many_to_many.items[j], *new_field;

			if (!mv_streq(old_field->remote, old_model->key))
				continue;
			new_field = mv_django_field(lowering->to, to, old_field->name);
			if (new_field && !old_field->through && !new_field->through)
				mv_editor_alter_many_to_many(lowering, from, to, old_field, new_field);
		}
	}
}

static void rename_model(Lowering *lowering, const char *old_argument, const char *new_argument)
{
	const Model *old_model = named_model(lowering, lowering->from, mv_streq(old_argument, "old_name") ? 0 : 1, old_argument);
	const Model *new_model = named_model(lowering, lowering->to, mv_streq(new_argument, "new_name") ? 1 : 0, new_argument);

	if (!old_model || !new_model || !mv_django_allowed(lowering, new_model))
		return;
	mv_editor_rename_table(lowering, old_model->table, new_model->table);
	alter_referrers(lowering, old_model, new_model);
	for (uint32_t i = 0; i < old_model->many_to_many.count && i < new_model->many_to_many.count; i++) {
		const Field *old_field = old_model->many_to_many.items[i], *new_field = new_model->many_to_many.items[i];

		/* those to itself are done */
		if (mv_streq(new_field->remote, new_model->key) || new_field->through)
			continue;
		mv_editor_alter_many_to_many(lowering, old_model, new_model, old_field, new_field);
	}
}

static void rename_model_forwards(Lowering *lowering) { rename_model(lowering, "old_name", "new_name"); }
static void rename_model_backwards(Lowering *lowering) { rename_model(lowering, "new_name", "old_name"); }

/* ---- options ---- */

static Model *model_to_change(Lowering *lowering)
{
	const Model *model = named_model(lowering, mv_django_now(lowering->state), 0, "name");

	if (!model)
		mv_django_opaque(lowering, "the model is not known");
	return model ? mv_django_model_copy(lowering->state, model) : NULL;
}

static void alter_table_state(Lowering *lowering)
{
	Model *model = model_to_change(lowering);
	const Value *table = mv_django_argument(lowering, 1, "table");

	if (!model)
		return;
	model->db_table = !table || table->kind == VALUE_NONE ? NULL : mv_value_text(table) ? mv_value_text(table) : MV_PY_HOLE;
	if (model->db_table && !*model->db_table)
		model->db_table = NULL;
	mv_django_put(lowering->state, model);
}

static void alter_table(Lowering *lowering)
{
	const Model *old_model = named_model(lowering, lowering->from, 0, "name"), *new_model = named_model(lowering, lowering->to, 0, "name");

	if (!old_model || !new_model || !mv_django_allowed(lowering, new_model))
		return;
	mv_editor_rename_table(lowering, old_model->table, new_model->table);
	for (uint32_t i = 0; i < old_model->many_to_many.count && i < new_model->many_to_many.count; i++) {
		const Model *old_through, *new_through;

		if (new_model->many_to_many.items[i]->through)
			continue;
		old_through = mv_django_auto_through(lowering->from, old_model, old_model->many_to_many.items[i]);
		new_through = mv_django_auto_through(lowering->to, new_model, new_model->many_to_many.items[i]);
		if (old_through && new_through)
			mv_editor_rename_table(lowering, old_through->table, new_through->table);
	}
}

static void alter_comment_state(Lowering *lowering)
{
	Model *model = model_to_change(lowering);

	if (!model)
		return;
	model->db_table_comment = mv_django_text_argument(lowering, 1, "table_comment");
	mv_django_put(lowering->state, model);
}

static void alter_comment(Lowering *lowering)
{
	const Model *model = named_model(lowering, lowering->to, 0, "name");

	if (model && mv_django_allowed(lowering, model))
		mv_editor_comment_table(lowering, model);
}

/* Of the options that it may change, one matters: without it a model is managed again. */
static void alter_options_state(Lowering *lowering)
{
	Model *model = model_to_change(lowering);

	if (!model)
		return;
	model->managed = option_is(mv_django_argument(lowering, 1, "options"), "managed", true);
	mv_django_put(lowering->state, model);
}

static void nothing(Lowering *lowering) { (void)lowering; }

/* ---- AddField ---- */

static const Field *operation_field(Lowering *lowering, const char *model_key)
{
	const char *name = mv_django_text_argument(lowering, 1, "name");
	const Value *value = mv_django_argument(lowering, 2, "field");

	if (!name)
		mv_django_opaque(lowering, "the name of the field is not known");
	return name ? mv_django_field_read(lowering->state, lowering->interpreter, lowering->app, model_key, name, value) : NULL;
}

static bool keeps_default(Lowering *lowering)
{
	const Value *preserve = mv_django_argument(lowering, 3, "preserve_default");

	return !preserve || mv_value_truth(preserve) != TRI_NO;
}

Field *mv_editor_without_default(Lowering *lowering, const Field *field)
{
	Field *copy = MV_NEW(lowering->arena, Field);

	*copy = *field;
	copy->default_kind = DEFAULT_NONE;
	copy->default_value = NULL;
	return copy;
}

static Model *field_model_to_change(Lowering *lowering)
{
	const Model *model = named_model(lowering, mv_django_now(lowering->state), 0, "model_name");
	const char *name = mv_django_text_argument(lowering, 0, "model_name");

	if (!model)
		mv_django_opaque(lowering, "the model '%s' is not known", name ? name : "?");
	return model ? mv_django_model_copy(lowering->state, model) : NULL;
}

/* Place of a field, or that behind the last. */
static uint32_t place_of(const Model *model, const char *name)
{
	uint32_t i = 0;

	while (i < model->fields.count && !mv_streq(model->fields.items[i]->name, name))
		i++;
	return i;
}

static void put_field(Lowering *lowering, bool must_be_there)
{
	Model *model = field_model_to_change(lowering);
	const Field *field = model ? operation_field(lowering, model->key) : NULL;
	uint32_t place;

	if (!field)
		return;
	if (!keeps_default(lowering))
		field = mv_editor_without_default(lowering, field);
	place = place_of(model, field->name);
	if (place < model->fields.count)
		model->fields.items[place] = field;
	else
		*VEC_PUSH(lowering->arena, &model->fields) = field;
	if (must_be_there && place == model->fields.count)
		mv_django_opaque(lowering, "the field '%s' is not known", field->name);
	mv_django_put(lowering->state, model);
}

static void add_field_state(Lowering *lowering) { put_field(lowering, false); }
static void alter_field_state(Lowering *lowering) { put_field(lowering, true); }

/* The field of the state, with the default that only this operation has. */
static const Field *field_with_default(Lowering *lowering, const Field *field, const Model *model)
{
	const Field *given = keeps_default(lowering) ? NULL : operation_field(lowering, model->key);
	Field *copy;

	if (!given)
		return field;
	copy = MV_NEW(lowering->arena, Field);
	*copy = *field;
	copy->default_kind = given->default_kind;
	copy->default_value = given->default_value;
	return copy;
}

typedef struct FieldChange {
	const Model *from_model, *to_model;
	const Field *from_field, *to_field; /* NULL: not there */
} FieldChange;

/* False: the database is left alone, or (said) something is not known. */
static bool find_change(Lowering *lowering, FieldChange *change, const char *from_name, const char *to_name)
{
	const char *name = mv_django_text_argument(lowering, 0, "model_name");

	change->from_model = named_model(lowering, lowering->from, 0, "model_name");
	change->to_model = named_model(lowering, lowering->to, 0, "model_name");
	if (!change->from_model || !change->to_model) {
		mv_django_opaque(lowering, "the model '%s' is not known", name ? name : "?");
		return false;
	}
	if (!mv_django_allowed(lowering, change->to_model))
		return false;
	change->from_field = mv_django_field(lowering->from, change->from_model, from_name);
	change->to_field = mv_django_field(lowering->to, change->to_model, to_name);
	return true;
}

static bool is_composite_key(const Field *field)
{
	return field && field->type == FIELD_COMPOSITE_PRIMARY_KEY;
}

static bool same_key(const Field *left, const Field *right)
{
	if (left->pk_count != right->pk_count)
		return false;
	for (uint32_t i = 0; i < left->pk_count; i++) {
		if (!mv_streq(left->pk_names[i], right->pk_names[i]))
			return false;
	}
	return true;
}

/* A composite key is no column: the schema editor passes over it, and the table keeps the key that it was made with. */
static void note_composite_key(Lowering *lowering, const FieldChange *change)
{
	if (!is_composite_key(change->from_field) && !is_composite_key(change->to_field))
		return;
	if (is_composite_key(change->from_field) && is_composite_key(change->to_field) && same_key(change->from_field, change->to_field))
		return;
	mv_django_problem(lowering, "composite-key-ignored", lowering->span,
			  mv_arena_format(lowering->arena, "Django sends nothing for this: table '%s' keeps the primary key that it has, other than the model says",
					  change->to_model->table),
			  "change the key by RunSQL beside it, as ALTER TABLE needs it");
}

static void add_field_forwards(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 1, "name");
	FieldChange change;

	if (!name || !find_change(lowering, &change, name, name) || !change.to_field)
		return;
	note_composite_key(lowering, &change);
	mv_editor_add_field(lowering, lowering->to, change.from_model, field_with_default(lowering, change.to_field, change.to_model));
}

static void add_field_backwards(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 1, "name");
	FieldChange change;

	if (name && find_change(lowering, &change, name, name) && change.from_field)
		mv_editor_remove_field(lowering, lowering->from, change.from_model, change.from_field);
}

/* ---- RemoveField ---- */

static void remove_field_state(Lowering *lowering)
{
	Model *model = field_model_to_change(lowering);
	const char *name = mv_django_text_argument(lowering, 1, "name");
	uint32_t place;

	if (!model)
		return;
	place = place_of(model, name);
	if (!name || place == model->fields.count) {
		mv_django_opaque(lowering, "the field '%s' is not known", name ? name : "?");
		return;
	}
	memmove(model->fields.items + place, model->fields.items + place + 1, (model->fields.count - place - 1) * sizeof *model->fields.items);
	model->fields.count--;
	mv_django_put(lowering->state, model);
}

static void remove_field_backwards(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 1, "name");
	FieldChange change;

	if (name && find_change(lowering, &change, name, name) && change.to_field)
		mv_editor_add_field(lowering, lowering->to, change.from_model, change.to_field);
}

/* ---- AlterField ---- */

static void alter_field(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 1, "name");
	FieldChange change;

	if (!name || !find_change(lowering, &change, name, name))
		return;
	if (change.from_field && change.to_field)
		mv_editor_alter_field(lowering, change.from_model, change.to_model, change.from_field,
				      field_with_default(lowering, change.to_field, change.to_model));
	else
		mv_django_opaque(lowering, "the field '%s' is not known", name);
}

static void alter_field_forwards(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 1, "name");
	FieldChange change;

	if (name && find_change(lowering, &change, name, name))
		note_composite_key(lowering, &change);
	alter_field(lowering);
}

/* ---- RenameField ---- */

static Field *renamed(Lowering *lowering, const Field *field, const char *new_name)
{
	Field *copy = MV_NEW(lowering->arena, Field);

	*copy = *field;
	copy->name = new_name;
	if (copy->column && !(copy->db_column && *copy->db_column))
		copy->column = mv_editor_is_key(field) ? mv_arena_format(lowering->arena, "%s_id", new_name) : new_name;
	return copy;
}

/* to_field="code" of keys that point to the model. */
static void rename_references(State *state, const char *model_key, const char *old_name, const char *new_name)
{
	const Map *referrers = mv_map_get(&state->referrers, model_key);

	for (uint32_t i = 0; referrers && i < referrers->count; i++) {
		const Model *other = mv_django_model(mv_django_now(state), referrers->entries[i].key);
		Model *copy = NULL;

		for (uint32_t j = 0; other && j < other->fields.count; j++) {
			Field *field;

			if (!mv_streq(other->fields.items[j]->remote, model_key) || !mv_streq(other->fields.items[j]->to_field, old_name))
				continue;
			if (!copy)
				copy = mv_django_model_copy(state, other);
			field = MV_NEW(state->arena, Field);
			*field = *other->fields.items[j];
			field->to_field = new_name;
			copy->fields.items[j] = field;
		}
		if (copy)
			mv_django_put(state, copy);
	}
}

static void rename_field_state(Lowering *lowering)
{
	Model *model = field_model_to_change(lowering);
	const char *old_name = mv_django_text_argument(lowering, 1, "old_name"), *new_name = mv_django_text_argument(lowering, 2, "new_name");
	uint32_t place;

	if (!model)
		return;
	place = place_of(model, old_name);
	if (!old_name || !new_name || place == model->fields.count) {
		mv_django_opaque(lowering, "the field '%s' is not known", old_name ? old_name : "?");
		return;
	}
	model->fields.items[place] = renamed(lowering, model->fields.items[place], new_name);
	for (uint32_t i = 0; i < model->fields.count; i++) {
		const Field *field = model->fields.items[i];
		const char **names;
		Field *copy;

		if (field->type != FIELD_COMPOSITE_PRIMARY_KEY)
			continue;
		copy = renamed(lowering, field, field->name);
		names = MV_NEW_ARRAY(lowering->arena, const char *, field->pk_count);
		for (uint32_t j = 0; j < field->pk_count; j++)
			names[j] = mv_streq(field->pk_names[j], old_name) ? new_name : field->pk_names[j];
		copy->pk_names = names;
		model->fields.items[i] = copy;
	}
	mv_django_together_rename(lowering->arena, model, old_name, new_name);
	mv_django_put(lowering->state, model);
	rename_references(lowering->state, model->key, old_name, new_name);
}

static void rename_field(Lowering *lowering, const char *old_name, const char *new_name)
{
	FieldChange change;

	if (!old_name || !new_name || !find_change(lowering, &change, old_name, new_name))
		return;
	if (change.from_field && change.to_field)
		mv_editor_alter_field(lowering, change.from_model, change.to_model, change.from_field, change.to_field);
	else
		mv_django_opaque(lowering, "the field '%s' is not known", old_name);
}

static void rename_field_forwards(Lowering *lowering)
{
	rename_field(lowering, mv_django_text_argument(lowering, 1, "old_name"), mv_django_text_argument(lowering, 2, "new_name"));
}

static void rename_field_backwards(Lowering *lowering)
{
	rename_field(lowering, mv_django_text_argument(lowering, 2, "new_name"), mv_django_text_argument(lowering, 1, "old_name"));
}

const OperationClass mv_django_model_operations[] = {
	{ .name = "CreateModel", .state = create_model_state, .forwards = create_model_forwards, .backwards = create_model_backwards },
	{ .name = "DeleteModel", .state = delete_model_state, .forwards = delete_model_forwards, .backwards = delete_model_backwards },
	{ .name = "RenameModel", .state = rename_model_state, .forwards = rename_model_forwards, .backwards = rename_model_backwards },
	{ .name = "AlterModelTable", .state = alter_table_state, .forwards = alter_table, .backwards = alter_table },
	{ .name = "AlterModelTableComment", .state = alter_comment_state, .forwards = alter_comment, .backwards = alter_comment },
	{ .name = "AlterModelOptions", .state = alter_options_state, .backwards = nothing },
	{ .name = "AlterModelManagers", .backwards = nothing },
	{ .name = "AddField", .state = add_field_state, .forwards = add_field_forwards, .backwards = add_field_backwards },
	{ .name = "RemoveField", .state = remove_field_state, .forwards = add_field_backwards, .backwards = remove_field_backwards },
	{ .name = "AlterField", .state = alter_field_state, .forwards = alter_field_forwards, .backwards = alter_field },
	{ .name = "RenameField", .state = rename_field_state, .forwards = rename_field_forwards, .backwards = rename_field_backwards },
	{ .name = NULL },
};
