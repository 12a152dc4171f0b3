/* editor_table.c: tables as a whole, with the tables of their many-to-many fields. */
#include "editor.h"

static void add_constraints(Lowering *lowering, Moment moment, const Model *model, bool deferred, Ddl *ddl)
{
	const char *reason = NULL;

	for (uint32_t i = 0; i < model->constraints.count; i++) {
		const ModelPart *constraint = &model->constraints.items[i];
		Ddl *created;

		if (!deferred) {
			if (!mv_django_constraint_inline(lowering, moment, model, constraint, ddl, &reason))
				mv_django_opaque(lowering, "%s", reason ? reason : "a constraint is not known");
			continue;
		}
		reason = NULL;
		created = mv_django_constraint_create(lowering, moment, model, constraint, &reason);
		if (created)
			mv_ddl_defer(created);
		else if (reason)
			mv_django_opaque(lowering, "%s", reason);
	}
}

static void add_composite_key(Lowering *lowering, Moment moment, const Model *model, Ddl *ddl, CatalogEntry *entry)
{
	const Field *key = model->primary_key;
	const char **columns = MV_NEW_ARRAY(lowering->arena, const char *, key->pk_count);

	mv_ddl_text(ddl, ", PRIMARY KEY (");
	entry->kind = CATALOG_PRIMARY_KEY;
	entry->columns = columns;
	for (uint32_t i = 0; i < key->pk_count; i++) {
		const Field *part = mv_django_find_field(moment, model, key->pk_names[i]);

		mv_ddl_text(ddl, i ? ", " : "");
		if (part && part->column) {
			mv_ddl_column(ddl, model->table, part->column);
			columns[entry->column_count++] = part->column;
		} else {
			mv_ddl_hole(ddl, "a field of the primary key is not known");
		}
	}
	mv_ddl_text(ddl, ")");
}

/* Unique constraints come after the table, in the order of their declaration. */
static void defer_together(Lowering *lowering, Moment moment, const Model *model)
{
	for (uint32_t i = 0; i < model->unique_together.count; i++) {
		const FieldNames *names = &model->unique_together.items[i];
		const Field **fields = MV_NEW_ARRAY(lowering->arena, const Field *, names->count);
		uint32_t count = 0;

		for (uint32_t j = 0; j < names->count; j++) {
			const Field *field = mv_django_find_field(moment, model, names->names[j]);

			if (field && field->column)
				fields[count++] = field;
		}
		if (count == names->count)
			mv_editor_create_unique(lowering, model, fields, count, true);
		else
			mv_django_opaque(lowering, "a field of unique_together is not known");
	}
}

static void run_index_together(Lowering *lowering, Moment moment, const Model *model, bool deferred)
{
	for (uint32_t i = 0; i < model->index_together.count; i++) {
		const FieldNames *names = &model->index_together.items[i];
		const Field **fields = MV_NEW_ARRAY(lowering->arena, const Field *, names->count);
		uint32_t count = 0;
		Ddl *ddl;

		for (uint32_t j = 0; j < names->count; j++) {
			const Field *field = mv_django_find_field(moment, model, names->names[j]);

			if (field && field->column)
				fields[count++] = field;
		}
		if (count != names->count) {
			mv_django_opaque(lowering, "a field of index_together is not known");
			continue;
		}
		ddl = mv_editor_index(lowering, model, fields, count, "_idx", NULL);
		if (deferred)
			mv_ddl_defer(ddl);
		else
			mv_ddl_run(ddl);
	}
}

static void define_columns(Lowering *lowering, Moment moment, const Model *model, Ddl *ddl, bool *has_params)
{
	bool first = true;

	for (uint32_t i = 0; i < model->columns.count; i++) {
		const Field *field = model->columns.items[i];
		const char *check;

		if (!field->column)
			continue;
		mv_ddl_text(ddl, first ? "" : ", ");
		first = false;
		mv_ddl_origin(ddl, field->value);
		mv_ddl_column(ddl, model->table, field->column);
		mv_ddl_text(ddl, " ");
		mv_editor_column_sql(lowering, moment, model, field, false, ddl, has_params);
		check = mv_editor_check(lowering, field, field->column);
		if (check)
			mv_ddl_format(ddl, " CHECK (%s)", check);
		mv_ddl_text(ddl, mv_editor_suffix(lowering, field));
		if (mv_editor_is_key(field) && field->db_constraint)
			mv_ddl_defer(mv_editor_foreign_key(lowering, moment, model, field, "_fk_%(to_table)s_%(to_column)s"));
	}
	mv_ddl_origin(ddl, NULL);
}

void mv_editor_create_model(Lowering *lowering, Moment moment, const Model *model)
{
	Ddl *ddl = mv_ddl_new(lowering);
	CatalogEntry key = { 0 };
	bool has_params = false;

	/* a table that another one left behind is gone for the catalog */
	mv_catalog_drop_table(lowering->catalog, model->table);
	defer_together(lowering, moment, model);
	mv_ddl_text(ddl, "CREATE TABLE ");
	mv_ddl_table(ddl, model->table);
	mv_ddl_text(ddl, " (");
	define_columns(lowering, moment, model, ddl, &has_params);
	mv_catalog_add_table(lowering->catalog, model->table);
	add_constraints(lowering, moment, model, has_params && lowering->version >= 500, ddl);
	if (model->primary_key && model->primary_key->type == FIELD_COMPOSITE_PRIMARY_KEY)
		add_composite_key(lowering, moment, model, ddl, &key);
	mv_ddl_text(ddl, ")");
	if (model->db_tablespace && *model->db_tablespace)
		mv_ddl_format(ddl, " TABLESPACE %s", mv_django_quote(lowering->arena, model->db_tablespace));
	mv_ddl_run(ddl);
	if (key.column_count) {
		key.name = mv_catalog_made_name(lowering->catalog, model->table, NULL, "pkey");
		mv_catalog_add(lowering->catalog, model->table, &key);
	}
	for (uint32_t i = 0; i < model->columns.count; i++)
		if (model->columns.items[i]->column)
			mv_editor_note_column(lowering, moment, model->table, model->columns.items[i]);
	if (lowering->version >= 402) {
		if (model->db_table_comment && *model->db_table_comment)
			mv_editor_comment_table(lowering, model);
		for (uint32_t i = 0; i < model->columns.count; i++)
			if (model->columns.items[i]->column && model->columns.items[i]->db_comment && *model->columns.items[i]->db_comment)
				mv_editor_comment_column(lowering, model, model->columns.items[i]);
	}
	for (uint32_t i = 0; i < model->columns.count; i++)
		if (model->columns.items[i]->column)
			mv_editor_defer_field_indexes(lowering, moment, model, model->columns.items[i]);
	if (lowering->version < 501)
		run_index_together(lowering, moment, model, true);
	for (uint32_t i = 0; i < model->indexes.count; i++) {
		const char *reason = NULL;
		Ddl *index = mv_django_index_create(lowering, moment, model, &model->indexes.items[i], false, &reason);

		if (index)
			mv_ddl_defer(index);
		else
			mv_django_opaque(lowering, "%s", reason ? reason : "an index is not known");
	}
	for (uint32_t i = 0; i < model->many_to_many.count; i++)
		if (!model->many_to_many.items[i]->through)
			mv_editor_add_field(lowering, moment, model, model->many_to_many.items[i]);
	if (lowering->version >= 501)
		run_index_together(lowering, moment, model, false);
}

void mv_editor_delete_model(Lowering *lowering, Moment moment, const Model *model)
{
	for (uint32_t i = 0; i < model->many_to_many.count; i++)
		if (!model->many_to_many.items[i]->through)
			mv_editor_remove_field(lowering, moment, model, model->many_to_many.items[i]);
	mv_ddl_execute(lowering, "DROP TABLE %s CASCADE", mv_django_quote(lowering->arena, model->table));
	mv_catalog_drop_table(lowering->catalog, model->table);
	mv_ddl_forget_table(lowering, model->table);
}

void mv_editor_rename_table(Lowering *lowering, const char *table, const char *new_name)
{
	if (mv_streq(table, new_name))
		return;
	mv_ddl_execute(lowering, "ALTER TABLE %s RENAME TO %s", mv_django_quote(lowering->arena, table), mv_django_quote(lowering->arena, new_name));
	mv_catalog_rename_table(lowering->catalog, table, new_name);
	mv_ddl_rename_table(lowering, table, new_name);
}
