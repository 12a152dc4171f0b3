/*
 * together.c: operations on indexes and constraints of a model, unique_together,
 * index_together and order_with_respect_to.
 */
#include "parts.h"

#include <string.h>

/* ---- options ---- */

/* (("a", "b"), ("c", "d")), [["a", "b"]], {("a", "b")}, ("a", "b"): normalize_together */
bool mv_django_together_read(Arena *arena, const Value *value, FieldNames **together, uint32_t *count)
{
	const struct ValueList *list = mv_value_items(value);
	bool single;

	*together = NULL;
	*count = 0;
	if (!value || mv_value_is(value, VALUE_NONE))
		return true;
	if (mv_value_calls(value, "set") && !value->as.call->args.count)
		return true;
	if (!list || list->open)
		return mv_value_is(value, VALUE_DICT) && !value->as.dict.pairs.count; /* `{}` was meant as a set */
	single = list->items.count && mv_value_text(list->items.items[0]);
	*count = single ? 1 : list->items.count;
	*together = MV_NEW_ARRAY(arena, FieldNames, *count);
	for (uint32_t i = 0; i < *count; i++) {
		const struct ValueList *group = single ? list : mv_value_items(list->items.items[i]);
		const char **names;

		if (!group || group->open)
			return false;
		names = MV_NEW_ARRAY(arena, const char *, group->items.count);
		for (uint32_t k = 0; k < group->items.count; k++) {
			names[k] = mv_value_text(group->items.items[k]);
			if (!names[k])
				return false;
		}
		(*together)[i] = (FieldNames){ .names = names, .count = group->items.count };
	}
	return true;
}

static void rename_in(Arena *arena, FieldNames *groups, uint32_t count, const char *name, const char *new_name)
{
	for (uint32_t i = 0; i < count; i++) {
		for (uint32_t k = 0; k < groups[i].count; k++) {
			if (strcmp(groups[i].names[k], name) == 0) {
				const char **names = MV_NEW_ARRAY(arena, const char *, groups[i].count);

				memcpy(names, groups[i].names, groups[i].count * sizeof *names);
				names[k] = new_name;
				groups[i].names = names;
			}
		}
	}
}

void mv_django_together_rename(Arena *arena, Model *model, const char *name, const char *new_name)
{
	rename_in(arena, model->unique_together.items, model->unique_together.count, name, new_name);
	rename_in(arena, model->index_together.items, model->index_together.count, name, new_name);
}

static bool same_names(const FieldNames *a, const FieldNames *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++) {
		if (strcmp(a->names[i], b->names[i]) != 0)
			return false;
	}
	return true;
}

static bool has_names(const FieldNames *groups, uint32_t count, const FieldNames *wanted)
{
	for (uint32_t i = 0; i < count; i++) {
		if (same_names(&groups[i], wanted))
			return true;
	}
	return false;
}

/* ---- models ---- */

static const char *model_key(Lowering *lowering, const char *name) { return mv_django_key(lowering->arena, lowering->app, name); }

/* The model in the state, to be changed; NULL when it is not there. */
static Model *changed_model(Lowering *lowering, const char *name)
{
	const Model *model = name ? mv_django_model(mv_django_now(lowering->state), model_key(lowering, name)) : NULL;

	return model ? mv_django_model_copy(lowering->state, model) : NULL;
}

static const char *option_model(Lowering *lowering) { return mv_django_text_argument(lowering, 0, "name"); }
static const char *part_model(Lowering *lowering) { return mv_django_text_argument(lowering, 0, "model_name"); }

/* The model that the operation is about, if Django touches its table. */
static const Model *model_at(Lowering *lowering, Moment moment, const char *name)
{
	const Model *model;

	if (!name) {
		mv_django_opaque(lowering, "the name of the model is not known");
		return NULL;
	}
	model = mv_django_operation_model(lowering, moment, name);
	return model && mv_django_allowed(lowering, model) ? model : NULL;
}

/* ---- unique_together, index_together ---- */

static void together_state(Lowering *lowering, bool unique)
{
	Model *model = changed_model(lowering, option_model(lowering));
	FieldNames *groups;
	uint32_t count;

	if (!model)
		return;
	if (!mv_django_together_read(lowering->arena, mv_django_argument(lowering, 1, unique ? "unique_together" : "index_together"), &groups, &count))
		model->together_unknown = true;
	if (unique) {
		model->unique_together.items = groups;
		model->unique_together.count = model->unique_together.capacity = count;
	} else {
		model->index_together.items = groups;
		model->index_together.count = model->index_together.capacity = count;
	}
	mv_django_put(lowering->state, model);
}

static bool resolve(Lowering *lowering, const Model *model, const FieldNames *group, const Field ***fields, const char ***columns)
{
	*fields = MV_NEW_ARRAY(lowering->arena, const Field *, group->count);
	*columns = MV_NEW_ARRAY(lowering->arena, const char *, group->count);
	for (uint32_t i = 0; i < group->count; i++) {
		(*fields)[i] = mv_django_find_field(lowering->to, model, group->names[i]);
		if (!(*fields)[i] || !(*fields)[i]->column) {
			mv_django_opaque(lowering, "'%s' has no field '%s' that is known", model->name, group->names[i]);
			return false;
		}
		(*columns)[i] = (*fields)[i]->column;
	}
	return true;
}

/* Names of Meta.constraints and Meta.indexes: those are not what together options made. */
static const char **names_of_parts(Lowering *lowering, Moment moment, const Model *model, uint32_t *count)
{
	const char **names = MV_NEW_ARRAY(lowering->arena, const char *, model->constraints.count + model->indexes.count);

	*count = 0;
	for (uint32_t i = 0; i < model->constraints.count; i++) {
		if (model->constraints.items[i].name)
			names[(*count)++] = model->constraints.items[i].name;
	}
	for (uint32_t i = 0; i < model->indexes.count; i++) {
		const char *name = mv_django_index_name_of(lowering, moment, model, &model->indexes.items[i]);

		if (name)
			names[(*count)++] = name;
	}
	return names;
}

/* The one constraint or index over these columns, by introspection; NULL: opaque. */
static const char *composed_name(Lowering *lowering, const Model *model, const char *const *columns, uint32_t count, bool unique)
{
	const CatalogTable *table = mv_catalog_table(lowering->catalog, model->table);
	const char *fallback = mv_django_index_name(lowering->arena, model->table, columns, count, unique ? "_uniq" : "_idx");
	CatalogQuery query = { .columns = columns, .column_count = count };
	const char **names;
	uint32_t found;

	query.exclude = names_of_parts(lowering, lowering->to, model, &query.exclude_count);
	if (unique) {
		query.unique = TRI_YES;
		query.primary_key = TRI_NO;
	} else {
		query.index = TRI_YES;
		query.unique = TRI_NO;
	}
	names = mv_catalog_names(lowering->catalog, model->table, &query, &found);
	for (uint32_t i = 0; unique && i < found && lowering->version >= 400; i++) {
		if (strcmp(names[i], fallback) == 0)
			return fallback;
	}
	if (found == 1)
		return names[0];
	if (!found && (!table || !table->complete))
		return fallback;
	mv_django_opaque(lowering, "Django finds %u %s over these columns of '%s' instead of one", (unsigned)found,
			 unique ? "unique constraints" : "indexes", model->table);
	return NULL;
}

static void together_database(Lowering *lowering, bool unique)
{
	const Model *to = model_at(lowering, lowering->to, option_model(lowering));
	const Model *from = to ? mv_django_model(lowering->from, to->key) : NULL;
	const FieldNames *olds, *news;
	uint32_t old_count, new_count;

	if (!to || !from)
		return;
	if (to->together_unknown || from->together_unknown) {
		mv_django_opaque(lowering, "the fields of '%s' are not known", unique ? "unique_together" : "index_together");
		return;
	}
	olds = unique ? from->unique_together.items : from->index_together.items;
	news = unique ? to->unique_together.items : to->index_together.items;
	old_count = unique ? from->unique_together.count : from->index_together.count;
	new_count = unique ? to->unique_together.count : to->index_together.count;
	for (uint32_t i = 0; i < old_count; i++) {
		const Field **fields;
		const char **columns, *name;

		if (has_names(news, new_count, &olds[i]))
			continue;
		if (!resolve(lowering, to, &olds[i], &fields, &columns))
			return;
		name = composed_name(lowering, to, columns, olds[i].count, unique);
		if (!name)
			return;
		if (unique)
			mv_ddl_execute(lowering, "ALTER TABLE %s DROP CONSTRAINT %s", mv_django_quote(lowering->arena, to->table),
				       mv_django_quote(lowering->arena, name));
		else
			mv_ddl_execute(lowering, "DROP INDEX IF EXISTS %s", mv_django_quote(lowering->arena, name));
		mv_catalog_drop(lowering->catalog, to->table, name);
	}
	for (uint32_t i = 0; i < new_count; i++) {
		const Field **fields;
		const char **columns;

		if (has_names(olds, old_count, &news[i]))
			continue;
		if (!resolve(lowering, to, &news[i], &fields, &columns))
			return;
		if (unique) {
			mv_editor_create_unique(lowering, to, fields, news[i].count, false);
		} else {
			Ddl *ddl = mv_editor_index(lowering, to, fields, news[i].count, "_idx", NULL);

			if (ddl)
				mv_ddl_run(ddl);
		}
	}
}

static void unique_together_state(Lowering *lowering) { together_state(lowering, true); }
static void index_together_state(Lowering *lowering) { together_state(lowering, false); }
static void unique_together_database(Lowering *lowering) { together_database(lowering, true); }
static void index_together_database(Lowering *lowering) { together_database(lowering, false); }

/* ---- order_with_respect_to ---- */

static void order_state(Lowering *lowering)
{
	Model *model = changed_model(lowering, option_model(lowering));

	if (!model)
		return;
	model->order_with_respect_to = mv_django_text_argument(lowering, 1, "order_with_respect_to");
	mv_django_put(lowering->state, model);
}

static void order_database(Lowering *lowering)
{
	const Model *to = model_at(lowering, lowering->to, option_model(lowering));
	const Model *from = to ? mv_django_model(lowering->from, to->key) : NULL;
	const Field *order;

	if (!to || !from || !to->order_with_respect_to == !from->order_with_respect_to)
		return;
	order = to->order_with_respect_to ? mv_django_find_field(lowering->to, to, "_order") : mv_django_find_field(lowering->from, from, "_order");
	if (!order) {
		mv_django_opaque(lowering, "the column '_order' is not known");
	} else if (to->order_with_respect_to) {
		Field *field = MV_NEW(lowering->arena, Field);

		*field = *order;
		if (field->default_kind == DEFAULT_NONE) {
			Value *zero = mv_value_new(lowering->arena, VALUE_INT, NULL, (Span){ 0 });

			field->default_kind = DEFAULT_VALUE;
			field->default_value = zero;
		}
		mv_editor_add_field(lowering, lowering->to, from, field);
	} else {
		mv_editor_remove_field(lowering, lowering->from, from, order);
	}
}

/* ---- indexes ---- */

static const ModelPart *find_part(const ModelPart *parts, uint32_t count, const char *name)
{
	for (uint32_t i = 0; name && i < count; i++) {
		if (mv_streq(parts[i].name, name))
			return &parts[i];
	}
	return NULL;
}

/* Without the part of this name; parts without a name are compared by the name that Django gives them. */
static void remove_index_of(Lowering *lowering, Model *model, const char *name)
{
	VEC(ModelPart) kept = { 0 };

	for (uint32_t i = 0; i < model->indexes.count; i++) {
		if (!mv_streq(mv_django_index_name_of(lowering, mv_django_now(lowering->state), model, &model->indexes.items[i]), name))
			*VEC_PUSH(lowering->arena, &kept) = model->indexes.items[i];
	}
	model->indexes.items = kept.items;
	model->indexes.count = kept.count;
	model->indexes.capacity = kept.capacity;
}

static const ModelPart *find_index(Lowering *lowering, Moment moment, const Model *model, const char *name)
{
	const ModelPart *part = find_part(model->indexes.items, model->indexes.count, name);

	for (uint32_t i = 0; !part && name && i < model->indexes.count; i++) {
		if (mv_streq(mv_django_index_name_of(lowering, moment, model, &model->indexes.items[i]), name))
			part = &model->indexes.items[i];
	}
	return part;
}

static void add_index_state(Lowering *lowering)
{
	Model *model = changed_model(lowering, part_model(lowering));
	const Value *index = mv_django_argument(lowering, 1, "index");

	if (!model)
		return;
	if (index)
		*VEC_PUSH(lowering->arena, &model->indexes) = mv_django_part_read(lowering, index);
	else
		model->indexes_unknown = true;
	mv_django_put(lowering->state, model);
}

static void remove_index_state(Lowering *lowering)
{
	Model *model = changed_model(lowering, part_model(lowering));

	if (!model)
		return;
	remove_index_of(lowering, model, mv_django_text_argument(lowering, 1, "name"));
	mv_django_put(lowering->state, model);
}

static void create_index(Lowering *lowering, Moment moment, const Model *model, const ModelPart *index, bool concurrently)
{
	const char *reason = NULL;
	Ddl *ddl = mv_django_index_create(lowering, moment, model, index, concurrently, &reason);

	if (ddl)
		mv_ddl_run(ddl);
	else
		mv_django_opaque(lowering, "%s", reason ? reason : "the index is not known");
}

static void drop_index(Lowering *lowering, const Model *model, const char *name, bool concurrently)
{
	if (!name) {
		mv_django_opaque(lowering, "the name of the index is not known");
		return;
	}
	mv_ddl_forget_index(lowering, model->table, name);
	mv_ddl_execute(lowering, "DROP INDEX %sIF EXISTS %s", concurrently ? "CONCURRENTLY " : "", mv_django_quote(lowering->arena, name));
	mv_catalog_drop(lowering->catalog, model->table, name);
}

/* Django refuses: "cannot be executed inside a transaction". */
static void add_index(Lowering *lowering, bool concurrently)
{
	const Model *model = model_at(lowering, lowering->to, part_model(lowering));
	const Value *index = mv_django_argument(lowering, 1, "index");
	ModelPart part;

	if (!model)
		return;
	if (!index) {
		mv_django_opaque(lowering, "the index is not known");
		return;
	}
	part = mv_django_part_read(lowering, index);
	create_index(lowering, lowering->to, model, &part, concurrently);
}

static void add_index_back(Lowering *lowering, bool concurrently)
{
	const Model *model = model_at(lowering, lowering->from, part_model(lowering));
	const Value *index = mv_django_argument(lowering, 1, "index");
	ModelPart part;

	if (!model || !index)
		return;
	part = mv_django_part_read(lowering, index);
	drop_index(lowering, model, mv_django_index_name_of(lowering, lowering->from, model, &part), concurrently);
}

static void remove_index(Lowering *lowering, bool concurrently)
{
	const Model *model = model_at(lowering, lowering->from, part_model(lowering));

	if (model)
		drop_index(lowering, model, mv_django_text_argument(lowering, 1, "name"), concurrently);
}

static void remove_index_back(Lowering *lowering, bool concurrently)
{
	const Model *model = model_at(lowering, lowering->to, part_model(lowering));
	const ModelPart *part = model ? find_index(lowering, lowering->to, model, mv_django_text_argument(lowering, 1, "name")) : NULL;

	if (model && !part)
		mv_django_opaque(lowering, "the index that was removed is not known");
	else if (model)
		create_index(lowering, lowering->to, model, part, concurrently);
}

static void add_index_forwards(Lowering *lowering) { add_index(lowering, false); }
static void add_index_backwards(Lowering *lowering) { add_index_back(lowering, false); }
static void add_index_concurrently_forwards(Lowering *lowering) { add_index(lowering, true); }
static void add_index_concurrently_backwards(Lowering *lowering) { add_index_back(lowering, true); }
static void remove_index_forwards(Lowering *lowering) { remove_index(lowering, false); }
static void remove_index_backwards(Lowering *lowering) { remove_index_back(lowering, false); }
static void remove_index_concurrently_forwards(Lowering *lowering) { remove_index(lowering, true); }
static void remove_index_concurrently_backwards(Lowering *lowering) { remove_index_back(lowering, true); }

/* ---- RenameIndex ---- */

static const FieldNames *old_fields(Lowering *lowering, bool *unknown)
{
	const Value *value = mv_django_argument(lowering, 3, "old_fields");
	FieldNames *groups;
	uint32_t count;

	*unknown = false;
	if (!value || mv_value_is(value, VALUE_NONE))
		return NULL;
	*unknown = !mv_django_together_read(lowering->arena, value, &groups, &count) || count != 1;
	return *unknown ? NULL : groups;
}

static void rename_index_state(Lowering *lowering)
{
	Model *model = changed_model(lowering, part_model(lowering));
	const char *new_name = mv_django_text_argument(lowering, 1, "new_name"), *old_name = mv_django_text_argument(lowering, 2, "old_name");
	bool unknown;
	const FieldNames *fields = old_fields(lowering, &unknown);

	if (!model || !new_name)
		return;
	if (fields) {
		VEC(FieldNames) kept = { 0 };
		Value *index = mv_value_new(lowering->arena, VALUE_CALL, lowering->operation->source, lowering->operation->span);

		for (uint32_t i = 0; i < model->index_together.count; i++) {
			if (!same_names(&model->index_together.items[i], fields))
				*VEC_PUSH(lowering->arena, &kept) = model->index_together.items[i];
		}
		model->index_together.items = kept.items;
		model->index_together.count = kept.count;
		model->index_together.capacity = kept.capacity;
		index->as.call = MV_NEW(lowering->arena, CallValue);
		index->as.call->callee = mv_value_symbol(lowering->arena, "django.db.models.Index");
		*VEC_PUSH(lowering->arena, &index->as.call->keywords) =
			(Keyword){ .name = "fields", .value = mv_value_list(lowering->arena, fields->names, fields->count) };
		*VEC_PUSH(lowering->arena, &model->indexes) = (ModelPart){ .name = new_name, .value = index };
	} else {
		ModelPart *parts = MV_NEW_ARRAY(lowering->arena, ModelPart, model->indexes.count);

		for (uint32_t i = 0; i < model->indexes.count; i++) {
			parts[i] = model->indexes.items[i];
			if (mv_streq(mv_django_index_name_of(lowering, mv_django_now(lowering->state), model, &parts[i]), old_name))
				parts[i].name = new_name;
		}
		model->indexes.items = parts;
		model->indexes.capacity = model->indexes.count;
	}
	mv_django_put(lowering->state, model);
}

static void rename_named(Lowering *lowering, const Model *model, const char *name, const char *new_name)
{
	if (strcmp(name, new_name) == 0)
		return;
	mv_ddl_execute(lowering, "ALTER INDEX %s RENAME TO %s", mv_django_quote(lowering->arena, name), mv_django_quote(lowering->arena, new_name));
	mv_catalog_rename_named(lowering->catalog, name, new_name);
	(void)model;
}

static void rename_index_forwards(Lowering *lowering)
{
	const Model *model = model_at(lowering, lowering->to, part_model(lowering));
	const char *new_name = mv_django_text_argument(lowering, 1, "new_name"), *old_name = mv_django_text_argument(lowering, 2, "old_name");
	bool unknown;
	const FieldNames *fields = old_fields(lowering, &unknown);

	if (!model)
		return;
	if (!new_name || unknown || (!fields && !old_name)) {
		mv_django_opaque(lowering, "the names of the index are not known");
		return;
	}
	if (fields) {
		const Field **resolved;
		const char **columns;
		Moment to = lowering->to;

		/* names in the database, without regard to Meta.indexes */
		if (!resolve(lowering, model, fields, &resolved, &columns))
			return;
		lowering->to = to;
		{
			CatalogQuery query = { .columns = columns, .column_count = fields->count, .index = TRI_YES, .unique = TRI_NO };
			const CatalogTable *table = mv_catalog_table(lowering->catalog, model->table);
			uint32_t found;
			const char **names = mv_catalog_names(lowering->catalog, model->table, &query, &found);

			if (found == 1)
				old_name = names[0];
			else if (!found && (!table || !table->complete))
				old_name = mv_django_index_name(lowering->arena, model->table, columns, fields->count, "_idx");
			else
				old_name = NULL;
			if (!old_name) {
				mv_django_opaque(lowering, "Django finds %u indexes over these columns of '%s' instead of one", (unsigned)found,
						 model->table);
				return;
			}
		}
	}
	rename_named(lowering, model, old_name, new_name);
}

static void rename_index_backwards(Lowering *lowering)
{
	const Model *model = model_at(lowering, lowering->to, part_model(lowering));
	const char *new_name = mv_django_text_argument(lowering, 1, "new_name"), *old_name = mv_django_text_argument(lowering, 2, "old_name");

	/* with old_fields: nothing, says Django */
	if (model && new_name && old_name)
		rename_named(lowering, model, new_name, old_name);
}

/* ---- constraints ---- */

static void add_constraint_state(Lowering *lowering)
{
	Model *model = changed_model(lowering, part_model(lowering));
	const Value *constraint = mv_django_argument(lowering, 1, "constraint");

	if (!model)
		return;
	if (constraint)
		*VEC_PUSH(lowering->arena, &model->constraints) = mv_django_part_read(lowering, constraint);
	else
		model->constraints_unknown = true;
	mv_django_put(lowering->state, model);
}

static void remove_constraint_of(Lowering *lowering, Model *model, const char *name)
{
	VEC(ModelPart) kept = { 0 };

	for (uint32_t i = 0; i < model->constraints.count; i++) {
		if (!mv_streq(model->constraints.items[i].name, name))
			*VEC_PUSH(lowering->arena, &kept) = model->constraints.items[i];
	}
	model->constraints.items = kept.items;
	model->constraints.count = kept.count;
	model->constraints.capacity = kept.capacity;
}

static void remove_constraint_state(Lowering *lowering)
{
	Model *model = changed_model(lowering, part_model(lowering));

	if (!model)
		return;
	remove_constraint_of(lowering, model, mv_django_text_argument(lowering, 1, "name"));
	mv_django_put(lowering->state, model);
}

static void alter_constraint_state(Lowering *lowering)
{
	Model *model = changed_model(lowering, part_model(lowering));
	const Value *constraint = mv_django_argument(lowering, 2, "constraint");

	if (!model)
		return;
	remove_constraint_of(lowering, model, mv_django_text_argument(lowering, 1, "name"));
	if (constraint)
		*VEC_PUSH(lowering->arena, &model->constraints) = mv_django_part_read(lowering, constraint);
	mv_django_put(lowering->state, model);
}

static Ddl *constraint_ddl(Lowering *lowering, Moment moment, const Model *model, const ModelPart *part)
{
	const char *reason = NULL;
	Ddl *ddl = mv_django_constraint_create(lowering, moment, model, part, &reason);

	if (!ddl)
		mv_django_opaque(lowering, "%s", reason ? reason : "the constraint is not known");
	return ddl;
}

static void add_constraint(Lowering *lowering, Moment moment, const char *more)
{
	const Model *model = model_at(lowering, moment, part_model(lowering));
	const Value *constraint = mv_django_argument(lowering, 1, "constraint");
	ModelPart part = mv_django_part_read(lowering, constraint);
	Ddl *ddl;

	if (!model)
		return;
	if (!constraint) {
		mv_django_opaque(lowering, "the constraint is not known");
		return;
	}
	ddl = constraint_ddl(lowering, moment, model, &part);
	if (ddl) {
		mv_ddl_text(ddl, more);
		mv_ddl_run(ddl);
	}
}

static void add_constraint_forwards(Lowering *lowering) { add_constraint(lowering, lowering->to, ""); }
static void add_constraint_not_valid_forwards(Lowering *lowering) { add_constraint(lowering, lowering->from, " NOT VALID"); }

static void add_constraint_backwards(Lowering *lowering)
{
	const Model *model = model_at(lowering, lowering->to, part_model(lowering));
	const Value *constraint = mv_django_argument(lowering, 1, "constraint");
	ModelPart part = mv_django_part_read(lowering, constraint);

	if (model && constraint)
		mv_django_constraint_remove(lowering, model, &part);
}

/* A constraint that the state does not hold is a constraint nevertheless: CHECK, most likely, but an index is dropped otherwise. */
static void remove_constraint_forwards(Lowering *lowering)
{
	const Model *model = model_at(lowering, lowering->from, part_model(lowering));
	const char *name = mv_django_text_argument(lowering, 1, "name");
	const ModelPart *part = model ? find_part(model->constraints.items, model->constraints.count, name) : NULL;

	if (model && !part)
		mv_django_opaque(lowering, "the constraint '%s' is not known", name ? name : "?");
	else if (model)
		mv_django_constraint_remove(lowering, model, part);
}

static void remove_constraint_backwards(Lowering *lowering)
{
	const Model *model = model_at(lowering, lowering->to, part_model(lowering));
	const char *name = mv_django_text_argument(lowering, 1, "name");
	const ModelPart *part = model ? find_part(model->constraints.items, model->constraints.count, name) : NULL;
	Ddl *ddl;

	if (model && !part) {
		mv_django_opaque(lowering, "the constraint '%s' is not known", name ? name : "?");
	} else if (model) {
		ddl = constraint_ddl(lowering, lowering->to, model, part);
		if (ddl)
			mv_ddl_run(ddl);
	}
}

static void validate_constraint(Lowering *lowering)
{
	const Model *model = model_at(lowering, lowering->from, part_model(lowering));
	const char *name = mv_django_text_argument(lowering, 1, "name");

	if (model && !name)
		mv_django_opaque(lowering, "the name of the constraint is not known");
	else if (model)
		mv_ddl_execute(lowering, "ALTER TABLE %s VALIDATE CONSTRAINT %s", mv_django_quote(lowering->arena, model->table),
			       mv_django_quote(lowering->arena, name));
}

static void nothing(Lowering *lowering) { (void)lowering; }

const OperationClass mv_django_part_operations[] = {
	{ "AlterUniqueTogether", unique_together_state, unique_together_database, unique_together_database },
	{ "AlterIndexTogether", index_together_state, index_together_database, index_together_database },
	{ "AlterOrderWithRespectTo", order_state, order_database, order_database },
	{ "AddIndex", add_index_state, add_index_forwards, add_index_backwards },
	{ "AddIndexConcurrently", add_index_state, add_index_concurrently_forwards, add_index_concurrently_backwards },
	{ "RemoveIndex", remove_index_state, remove_index_forwards, remove_index_backwards },
	{ "RemoveIndexConcurrently", remove_index_state, remove_index_concurrently_forwards, remove_index_concurrently_backwards },
	{ "RenameIndex", rename_index_state, rename_index_forwards, rename_index_backwards },
	{ "AddConstraint", add_constraint_state, add_constraint_forwards, add_constraint_backwards },
	{ "AddConstraintNotValid", add_constraint_state, add_constraint_not_valid_forwards, add_constraint_backwards },
	{ "RemoveConstraint", remove_constraint_state, remove_constraint_forwards, remove_constraint_backwards },
	{ "AlterConstraint", alter_constraint_state, nothing, nothing },
	{ "ValidateConstraint", nothing, validate_constraint, nothing },
	{ NULL, NULL, NULL, NULL },
};
