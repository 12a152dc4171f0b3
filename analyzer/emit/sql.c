/* sql.c: parts of changes and of the schema as SQL that people may paste (migvet/sql.h). */
#include "emit.h"

#include "migvet/sql.h"

#include <string.h>

static char *finish(const SqlScope *scope, StrBuf *text)
{
	char *result = text->ptr ? mv_buf_to_arena(text, scope->arena) : mv_arena_strdup(scope->arena, "");

	mv_buf_release(text);
	return result;
}

static Emit emit_of(const SqlScope *scope)
{
	return (Emit){ .schema = scope->schema, .arena = scope->arena };
}

/* ---- names ---- */

static void add_ident(StrBuf *text, const char *name)
{
	if (name)
		mv_emit_ident(text, name);
	else
		mv_buf_adds(text, MV_UNPRINTABLE);
}

static void add_qname(StrBuf *text, const QName *name)
{
	if (name->unknown || name->symbolic || !name->name)
		mv_buf_adds(text, MV_UNPRINTABLE);
	else
		mv_emit_name(text, name->schema, name->name);
}

static void add_idents(StrBuf *text, const IdentVec *idents)
{
	for (uint32_t i = 0; i < idents->count; i++) {
		if (i)
			mv_buf_adds(text, ", ");
		add_ident(text, idents->items[i].text);
	}
}

char *mv_sql_ident(const SqlScope *scope, const char *name)
{
	StrBuf text = { 0 };

	add_ident(&text, name);
	return finish(scope, &text);
}

char *mv_sql_qname(const SqlScope *scope, const QName *name)
{
	StrBuf text = { 0 };

	add_qname(&text, name);
	return finish(scope, &text);
}

char *mv_sql_idents(const SqlScope *scope, const IdentVec *idents)
{
	StrBuf text = { 0 };

	add_idents(&text, idents);
	return finish(scope, &text);
}

char *mv_sql_literal(const SqlScope *scope, const char *literal)
{
	StrBuf text = { 0 };

	mv_emit_literal(&text, literal);
	return finish(scope, &text);
}

char *mv_sql_object(const SqlScope *scope, const Object *object)
{
	const Schema *schema = scope->schema;
	bool bare = !schema->search_path_unknown && schema->search_path.count &&
		    mv_streq(schema->search_path.items[0], object->schema);
	StrBuf text = { 0 };

	mv_emit_name(&text, bare ? NULL : object->schema, object->name);
	return finish(scope, &text);
}

/* ---- types and expressions ---- */

static void add_type(StrBuf *text, const SqlScope *scope, const Type *type)
{
	Type bare;

	if (!type || !type->name || type->unknown || type->column_type) {
		mv_buf_adds(text, MV_UNPRINTABLE);
		return;
	}
	bare = *type;
	bare.collation = NULL;
	mv_buf_adds(text, mv_type_format(&bare, scope->arena));
}

char *mv_sql_type(const SqlScope *scope, const Type *type)
{
	StrBuf text = { 0 };

	add_type(&text, scope, type);
	if (type && type->collation) {
		mv_buf_adds(&text, " COLLATE ");
		mv_emit_collation(&text, type->collation);
	}
	return finish(scope, &text);
}

static bool is_no_parameter(const Expression *expression, void *data)
{
	(void)data;
	return expression->kind != EXPR_PARAM;
}

static bool can_write(const Expression *expression)
{
	return expression && expression->code && expression->code->text && !expression->code->incomplete &&
	       mv_expr_walk(expression, is_no_parameter, NULL);
}

static void add_expression(StrBuf *text, const Emit *emit, const Expression *expression)
{
	if (can_write(expression))
		mv_emit_expression(emit, text, expression);
	else
		mv_buf_adds(text, MV_UNPRINTABLE);
}

char *mv_sql_expression(const SqlScope *scope, const Expression *expression)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	add_expression(&text, &emit, expression);
	return finish(scope, &text);
}

char *mv_sql_domain_expression(const SqlScope *scope, const Expression *expression, const char *value)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	emit.value = value;
	add_expression(&text, &emit, expression);
	return finish(scope, &text);
}

/* ---- tables and columns ---- */

char *mv_sql_alter_table(const SqlScope *scope, const Target *target)
{
	StrBuf text = { 0 };

	mv_buf_adds(&text, target->if_exists ? "ALTER TABLE IF EXISTS " : "ALTER TABLE ");
	mv_buf_adds(&text, target->only ? "ONLY " : "");
	add_qname(&text, &target->table);
	return finish(scope, &text);
}

char *mv_sql_column(const SqlScope *scope, const ColumnSpec *column, bool with_default, bool with_not_null)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	add_ident(&text, column->name.text);
	mv_buf_addc(&text, ' ');
	add_type(&text, scope, column->type);
	if (column->storage)
		mv_buf_addf(&text, " STORAGE %s", column->storage);
	if (column->compression)
		mv_buf_addf(&text, " COMPRESSION %s", column->compression);
	if (column->collation) {
		mv_buf_adds(&text, " COLLATE ");
		mv_emit_collation(&text, column->collation);
	}
	if (with_default && column->default_value) {
		bool bare = column->default_value->kind == EXPR_CONSTANT || column->default_value->kind == EXPR_NULL ||
			    column->default_value->kind == EXPR_FUNCTION;

		/* the grammar takes only simple ones bare */
		mv_buf_adds(&text, bare ? " DEFAULT " : " DEFAULT (");
		add_expression(&text, &emit, column->default_value);
		mv_buf_adds(&text, bare ? "" : ")");
	}
	if (with_not_null && column->not_null)
		mv_buf_adds(&text, " NOT NULL");
	return finish(scope, &text);
}

/* ---- constraints ---- */

static const char *deferral(const ConstraintSpec *spec)
{
	return !spec->deferrable ? "" : spec->initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

char *mv_sql_deferral(const SqlScope *scope, const ConstraintSpec *spec)
{
	return mv_arena_strdup(scope->arena, deferral(spec));
}

static void add_key_columns(StrBuf *text, const IdentVec *columns, bool period)
{
	for (uint32_t i = 0; i < columns->count; i++) {
		mv_buf_adds(text, i ? ", " : "");
		mv_buf_adds(text, period && i + 1 == columns->count ? "PERIOD " : "");
		add_ident(text, columns->items[i].text);
	}
}

static void add_foreign_key(StrBuf *text, const ConstraintSpec *spec)
{
	mv_buf_adds(text, "FOREIGN KEY (");
	add_key_columns(text, &spec->columns, spec->period);
	mv_buf_adds(text, ") REFERENCES ");
	add_qname(text, &spec->referenced);
	if (spec->referenced_columns.count) {
		mv_buf_adds(text, " (");
		add_key_columns(text, &spec->referenced_columns, spec->period);
		mv_buf_addc(text, ')');
	}
	if (spec->match == FK_MATCH_FULL)
		mv_buf_adds(text, " MATCH FULL");
	if (mv_fk_action_sql(spec->on_update))
		mv_buf_addf(text, " ON UPDATE %s", mv_fk_action_sql(spec->on_update));
	if (mv_fk_action_sql(spec->on_delete))
		mv_buf_addf(text, " ON DELETE %s", mv_fk_action_sql(spec->on_delete));
	if (spec->on_delete_columns.count) {
		mv_buf_adds(text, " (");
		add_idents(text, &spec->on_delete_columns);
		mv_buf_addc(text, ')');
	}
	mv_buf_adds(text, deferral(spec));
}

static void add_key(StrBuf *text, const ConstraintSpec *spec)
{
	mv_buf_adds(text, spec->kind == CONSTRAINT_PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE");
	if (spec->using_index.name) {
		mv_buf_adds(text, " USING INDEX ");
		add_qname(text, &spec->using_index);
	} else {
		mv_buf_adds(text, spec->nulls_not_distinct ? " NULLS NOT DISTINCT (" : " (");
		add_idents(text, &spec->columns);
		mv_buf_adds(text, spec->without_overlaps ? " WITHOUT OVERLAPS)" : ")");
		if (spec->including.count) {
			mv_buf_adds(text, " INCLUDE (");
			add_idents(text, &spec->including);
			mv_buf_addc(text, ')');
		}
		mv_emit_with(text, "WITH", &spec->options);
		if (spec->tablespace) {
			mv_buf_adds(text, " USING INDEX TABLESPACE ");
			mv_emit_ident(text, spec->tablespace);
		}
	}
	mv_buf_adds(text, deferral(spec));
}

char *mv_sql_constraint(const SqlScope *scope, const ConstraintSpec *spec)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	switch (spec->kind) {
	case CONSTRAINT_NOT_NULL:
		mv_buf_adds(&text, "NOT NULL ");
		add_ident(&text, spec->columns.count ? spec->columns.items[0].text : NULL);
		mv_buf_adds(&text, spec->no_inherit ? " NO INHERIT" : "");
		break;
	case CONSTRAINT_CHECK:
		mv_buf_adds(&text, "CHECK (");
		add_expression(&text, &emit, spec->expression);
		mv_buf_adds(&text, spec->no_inherit ? ") NO INHERIT" : ")");
		break;
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
		add_key(&text, spec);
		break;
	case CONSTRAINT_FOREIGN_KEY:
		add_foreign_key(&text, spec);
		break;
	case CONSTRAINT_EXCLUSION: /* no step makes one */
		mv_buf_adds(&text, MV_UNPRINTABLE);
		break;
	}
	return finish(scope, &text);
}

/* ---- indexes ---- */

static void begin_index(StrBuf *text, bool unique, const SqlIndex *as)
{
	mv_buf_adds(text, unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
	mv_buf_adds(text, as->concurrently ? "CONCURRENTLY " : "");
	if (as->name) {
		mv_buf_adds(text, as->if_not_exists ? "IF NOT EXISTS " : "");
		mv_emit_ident(text, as->name);
		mv_buf_addc(text, ' ');
	}
	mv_buf_addf(text, "ON %s%s ", as->only ? "ONLY " : "", as->table);
}

static void add_method(StrBuf *text, const char *method)
{
	if (!method || strcmp(method, "btree") == 0)
		return;
	mv_buf_adds(text, "USING ");
	mv_emit_ident(text, method);
	mv_buf_addc(text, ' ');
}

static void add_keys(StrBuf *text, const Emit *emit, const IndexKeyVec *keys)
{
	mv_buf_addc(text, '(');
	for (uint32_t i = 0; i < keys->count; i++) {
		const IndexKey *key = &keys->items[i];

		mv_buf_adds(text, i ? ", " : "");
		if (key->column || can_write(key->expression))
			mv_emit_key(emit, text, key, true);
		else
			mv_buf_adds(text, MV_UNPRINTABLE);
	}
	mv_buf_addc(text, ')');
}

static void end_index(StrBuf *text, const Emit *emit, bool nulls_not_distinct, const OptionVec *options, const char *tablespace,
		      const Expression *predicate)
{
	mv_buf_adds(text, nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
	mv_emit_with(text, "WITH", options);
	if (tablespace) {
		mv_buf_adds(text, " TABLESPACE ");
		mv_emit_ident(text, tablespace);
	}
	if (predicate) {
		mv_buf_adds(text, " WHERE ");
		add_expression(text, emit, predicate);
	}
	mv_buf_addc(text, ';');
}

char *mv_sql_create_index(const SqlScope *scope, const CreateIndex *create, const SqlIndex *as)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	begin_index(&text, create->unique, as);
	add_method(&text, create->access_method);
	add_keys(&text, &emit, &create->keys);
	if (create->including.count) {
		mv_buf_adds(&text, " INCLUDE (");
		add_idents(&text, &create->including);
		mv_buf_addc(&text, ')');
	}
	end_index(&text, &emit, create->nulls_not_distinct, &create->options, create->tablespace, create->predicate);
	return finish(scope, &text);
}

char *mv_sql_index_again(const SqlScope *scope, const TableIndex *index, const SqlIndex *as)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	begin_index(&text, index->unique, as);
	add_method(&text, index->access_method);
	add_keys(&text, &emit, &index->keys);
	if (index->including.count) {
		mv_buf_adds(&text, " INCLUDE (");
		mv_emit_idents(&text, index->including.items, index->including.count);
		mv_buf_addc(&text, ')');
	}
	end_index(&text, &emit, index->nulls_not_distinct, &index->options, index->tablespace, index->predicate);
	return finish(scope, &text);
}

char *mv_sql_unique_index(const SqlScope *scope, const ConstraintSpec *spec, const SqlIndex *as)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	if (spec->kind == CONSTRAINT_EXCLUSION || spec->without_overlaps || spec->using_index.name)
		mv_buf_adds(&text, MV_UNPRINTABLE);
	begin_index(&text, true, as);
	mv_buf_addc(&text, '(');
	add_idents(&text, &spec->columns);
	mv_buf_addc(&text, ')');
	if (spec->including.count) {
		mv_buf_adds(&text, " INCLUDE (");
		add_idents(&text, &spec->including);
		mv_buf_addc(&text, ')');
	}
	end_index(&text, &emit, spec->nulls_not_distinct, &spec->options, spec->tablespace, NULL);
	return finish(scope, &text);
}

/* ---- partitions ---- */

static bool can_write_all(Expression *const *values, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (values[i]->kind != EXPR_COLUMN && !can_write(values[i]))
			return false;
	}
	return true;
}

char *mv_sql_partition_bound(const SqlScope *scope, const PartitionBound *bound)
{
	Emit emit = emit_of(scope);
	StrBuf text = { 0 };

	if (bound && can_write_all(bound->list.items, bound->list.count) && can_write_all(bound->from.items, bound->from.count) &&
	    can_write_all(bound->to.items, bound->to.count))
		mv_emit_bound(&emit, &text, bound);
	else
		mv_buf_adds(&text, MV_UNPRINTABLE);
	return finish(scope, &text);
}
