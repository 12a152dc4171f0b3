/*
 * indexes.c: models.Index and the indexes of contrib.postgres as CREATE INDEX; Django's entry points to expressions.
 */
#include "expression.h"
#include "parts.h"

#include <inttypes.h>
#include <string.h>

/* ---- expressions, for the schema editor ---- */

static bool into(Compiler *compiler, Ddl *ddl, const Value *value, const char *sql, const char **reason)
{
	if (!sql) {
		*reason = compiler->reason ? compiler->reason : "an expression is not known";
		return false;
	}
	mv_ddl_origin(ddl, value);
	mv_ddl_text(ddl, sql);
	mv_ddl_origin(ddl, NULL);
	return true;
}

static const char *expression_text(Compiler *compiler, const Value *expression)
{
	Term term = mv_value_is_q(compiler, expression) ? mv_term_where(compiler, expression) : mv_term_build(compiler, expression);

	if (term.outcome == OUTCOME_FULL || term.outcome == OUTCOME_EMPTY)
		mv_term_fail(compiler, "a condition is always or never true");
	return term.outcome == OUTCOME_SQL ? term.sql : NULL;
}

bool mv_django_expression_sql(Lowering *lowering, Moment moment, const Model *model, const Value *expression, Ddl *ddl, const char **reason)
{
	Compiler compiler = mv_term_compiler(lowering, moment, model);

	return into(&compiler, ddl, expression, expression_text(&compiler, expression), reason);
}

bool mv_django_db_default_sql(Lowering *lowering, Moment moment, const Model *model, const Field *field, Ddl *ddl, const char **reason)
{
	Compiler compiler = mv_term_compiler(lowering, moment, NULL);
	const Value *value = field->db_default;
	const char *sql;

	(void)model;
	compiler.percent_twice = false;
	if (!mv_term_is_expression(&compiler, value)) {
		sql = mv_django_value_sql(lowering, moment, field, value);
		if (!sql)
			mv_term_fail(&compiler, "the value of 'db_default' is not known");
		return into(&compiler, ddl, value, sql, reason);
	}
	sql = expression_text(&compiler, value);
	if (sql && !mv_value_calls(value, "Value"))
		sql = mv_arena_format(lowering->arena, "(%s)", sql);
	return into(&compiler, ddl, value, sql, reason);
}

bool mv_django_generated_sql(Lowering *lowering, Moment moment, const Model *model, const Field *field, Ddl *ddl, const char **reason)
{
	Compiler compiler = mv_term_compiler(lowering, moment, model);

	compiler.percent_twice = false;
	return into(&compiler, ddl, field->expression, expression_text(&compiler, field->expression), reason);
}

/* ---- indexes ---- */

/* Storage parameters, in the order in which Django writes them. */
typedef struct StorageParameter {
	const char *class_, *name;
	enum { PARAMETER_NUMBER, PARAMETER_SWITCH, PARAMETER_COLUMNS } kind;
} StorageParameter;

static const StorageParameter storage_parameters[] = {
	{ "BloomIndex", "length", PARAMETER_NUMBER },	      { "BloomIndex", "columns", PARAMETER_COLUMNS },
	{ "BrinIndex", "autosummarize", PARAMETER_SWITCH },   { "BrinIndex", "pages_per_range", PARAMETER_NUMBER },
	{ "BTreeIndex", "fillfactor", PARAMETER_NUMBER },     { "BTreeIndex", "deduplicate_items", PARAMETER_SWITCH },
	{ "GinIndex", "gin_pending_list_limit", PARAMETER_NUMBER }, { "GinIndex", "fastupdate", PARAMETER_SWITCH },
	{ "GistIndex", "buffering", PARAMETER_SWITCH },	      { "GistIndex", "fillfactor", PARAMETER_NUMBER },
	{ "HashIndex", "fillfactor", PARAMETER_NUMBER },      { "SpGistIndex", "fillfactor", PARAMETER_NUMBER },
};

static const char *const index_classes[][2] = {
	{ "Index", "idx" },	   { "BloomIndex", "bloom" }, { "BrinIndex", "brin" }, { "BTreeIndex", "btree" },
	{ "GinIndex", "gin" },	   { "GistIndex", "gist" },   { "HashIndex", "hash" }, { "SpGistIndex", "spgist" },
	{ "PostgresIndex", "idx" },
};

/* Suffix of automatic names, and access method of all but Index; NULL: no class of Django. */
static const char *suffix_of(Arena *arena, const Value *index, const char **class_)
{
	*class_ = mv_django_class_name(arena, index);
	for (size_t i = 0; *class_ && i < sizeof index_classes / sizeof index_classes[0]; i++) {
		const Value *callee = index->as.call->callee;

		if (strcmp(index_classes[i][0], *class_) != 0)
			continue;
		if (mv_value_is(callee, VALUE_CLASS) && mv_value_text(mv_class_name(callee, "suffix")))
			return mv_value_text(mv_class_name(callee, "suffix"));
		return index_classes[i][1];
	}
	return NULL;
}

static const Value *given(const Value *call, const char *name)
{
	const Value *value = mv_call_argument(call, -1, name);

	return mv_value_is(value, VALUE_NONE) ? NULL : value;
}

/* Names of fields, without the minus; NULL and a count of 0: none. False: not known. */
static bool field_names(Arena *arena, const Value *call, const char *argument, const char ***names, bool **descending, uint32_t *count)
{
	const Value *value = given(call, argument);
	const struct ValueList *list = mv_value_items(value);

	*count = 0;
	*names = NULL;
	if (!value)
		return true;
	if (!list || list->open)
		return false;
	*names = MV_NEW_ARRAY(arena, const char *, list->items.count);
	if (descending)
		*descending = MV_NEW_ARRAY(arena, bool, list->items.count);
	for (uint32_t i = 0; i < list->items.count; i++) {
		const char *name = mv_value_text(list->items.items[i]);

		if (!name)
			return false;
		if (descending && *name == '-') {
			(*descending)[i] = true;
			name++;
		}
		(*names)[(*count)++] = name;
	}
	return true;
}

bool mv_django_fields_of(Lowering *lowering, Moment moment, const Model *model, const Value *call, const char *argument, PartFields *fields,
			 const char **reason)
{
	const char **names;

	*fields = (PartFields){ 0 };
	if (!field_names(lowering->arena, call, argument, &names, &fields->descending, &fields->count)) {
		*reason = mv_arena_format(lowering->arena, "the value of '%s' is not known", argument);
		return false;
	}
	fields->fields = MV_NEW_ARRAY(lowering->arena, const Field *, fields->count);
	fields->columns = MV_NEW_ARRAY(lowering->arena, const char *, fields->count);
	for (uint32_t i = 0; i < fields->count; i++) {
		fields->fields[i] = mv_django_find_field(moment, model, names[i]);
		if (!fields->fields[i] || !fields->fields[i]->column) {
			*reason = mv_arena_format(lowering->arena, "'%s' has no field '%s' that is known", model->name, names[i]);
			return false;
		}
		fields->columns[i] = fields->fields[i]->column;
	}
	return true;
}

/* Index.set_name_with_model */
static const char *automatic_name(Lowering *lowering, const Model *model, const PartFields *fields, const char *suffix)
{
	Arena *arena = lowering->arena;
	const char *table = model->table, *dot = strstr(table, "\".\""), **texts = MV_NEW_ARRAY(arena, const char *, fields->count + 2);
	char *name;

	if (dot)
		table = mv_arena_strndup(arena, dot + 3, strlen(dot + 3) - (dot[strlen(dot) - 1] == '"'));
	else if (*table == '"')
		table = mv_arena_strndup(arena, table + 1, strlen(table) > 1 ? strlen(table) - 2 : 0);
	texts[0] = table;
	for (uint32_t i = 0; i < fields->count; i++)
		texts[i + 1] = fields->descending[i] ? mv_arena_format(arena, "-%s", fields->columns[i]) : fields->columns[i];
	texts[fields->count + 1] = suffix;
	name = mv_arena_format(arena, "%s_%s_%s_%s", mv_django_prefix(arena, table, 11), mv_django_prefix(arena, fields->columns[0], 7),
			       mv_django_digest(arena, texts, fields->count + 2, 6), suffix);
	if (*name == '_' || (*name >= '0' && *name <= '9'))
		*name = 'D';
	return name;
}

const char *mv_django_prefix(Arena *arena, const char *text, size_t characters)
{
	size_t length = 0;

	/* Python counts characters */
	while (text[length] && characters) {
		length++;
		while (((unsigned char)text[length] & 0xc0) == 0x80)
			length++;
		characters--;
	}
	return mv_arena_strndup(arena, text, length);
}

const char *mv_django_index_name_of(Lowering *lowering, Moment moment, const Model *model, const ModelPart *index)
{
	const char *class_, *suffix, *reason;
	PartFields fields;

	if (index->name)
		return index->name;
	suffix = suffix_of(lowering->arena, index->value, &class_);
	if (!suffix || given(index->value, "name") ||
	    !mv_django_fields_of(lowering, moment, model, index->value, "fields", &fields, &reason) || !fields.count)
		return NULL;
	return automatic_name(lowering, model, &fields, suffix);
}

static bool storage(Lowering *lowering, const Value *index, const char *class_, StrBuf *with, const char **reason)
{
	for (size_t i = 0; i < sizeof storage_parameters / sizeof storage_parameters[0]; i++) {
		const StorageParameter *parameter = &storage_parameters[i];
		const Value *value = given(index, parameter->name);
		const struct ValueList *list = mv_value_items(value);
		int64_t number;

		if (strcmp(parameter->class_, class_) != 0 || !value)
			continue;
		if (parameter->kind == PARAMETER_COLUMNS && list && !list->open) {
			for (uint32_t k = 0; k < list->items.count; k++) {
				if (mv_value_int(list->items.items[k], &number))
					mv_buf_addf(with, "%scol%u = %" PRId64, with->len ? ", " : "", k + 1, number);
			}
		} else if (parameter->kind == PARAMETER_SWITCH && mv_value_truth(value) != TRI_UNKNOWN) {
			mv_buf_addf(with, "%s%s = %s", with->len ? ", " : "", parameter->name, mv_value_truth(value) == TRI_YES ? "on" : "off");
		} else if (parameter->kind == PARAMETER_NUMBER && mv_value_int(value, &number)) {
			mv_buf_addf(with, "%s%s = %" PRId64, with->len ? ", " : "", parameter->name, number);
		} else {
			*reason = mv_arena_format(lowering->arena, "the value of '%s' is not known", parameter->name);
			return false;
		}
	}
	return true;
}

void mv_django_include(Ddl *ddl, const Model *model, const PartFields *include)
{
	if (!include->count)
		return;
	mv_ddl_text(ddl, " INCLUDE (");
	for (uint32_t i = 0; i < include->count; i++) {
		mv_ddl_text(ddl, i ? ", " : "");
		mv_ddl_column(ddl, model->table, include->columns[i]);
	}
	mv_ddl_text(ddl, ")");
}

bool mv_django_part_columns(Lowering *lowering, Moment moment, const Model *model, const Value *part, const PartFields *fields, Ddl *ddl,
			    const char **reason)
{
	const Value *opclasses = given(part, "opclasses");
	const struct ValueList *list = mv_value_items(opclasses);
	const CallValue *call = part->as.call;
	Compiler compiler = mv_term_compiler(lowering, moment, model);

	if (opclasses && (!list || list->open || (list->items.count && list->items.count != fields->count))) {
		*reason = "the value of 'opclasses' is not known";
		return false;
	}
	for (uint32_t i = 0; i < fields->count; i++) {
		mv_ddl_text(ddl, i ? ", " : "");
		mv_ddl_column(ddl, model->table, fields->columns[i]);
		if (list && list->items.count) {
			const char *opclass = mv_value_text(list->items.items[i]);

			if (!opclass) {
				*reason = "the value of 'opclasses' is not known";
				return false;
			}
			mv_ddl_format(ddl, " %s", opclass);
		}
		if (fields->descending && fields->descending[i])
			mv_ddl_text(ddl, " DESC");
	}
	for (uint32_t i = 0; !fields->count && i < call->args.count; i++) {
		mv_ddl_text(ddl, i ? ", " : "");
		if (!into(&compiler, ddl, call->args.items[i], mv_term_index_expression(&compiler, call->args.items[i]), reason))
			return false;
	}
	return true;
}

bool mv_django_part_condition(Lowering *lowering, Moment moment, const Model *model, const Value *condition, const char *before, const char *after,
			      Ddl *ddl, bool *any, const char **reason)
{
	Compiler compiler = mv_term_compiler(lowering, moment, model);
	Term term;

	*any = false;
	if (!condition)
		return true;
	term = mv_term_where(&compiler, condition);
	if (term.outcome != OUTCOME_SQL) {
		*reason = compiler.reason ? compiler.reason : "a condition is always or never true: Django fails";
		return false;
	}
	*any = true;
	mv_ddl_text(ddl, before);
	mv_ddl_origin(ddl, condition);
	mv_ddl_text(ddl, term.sql);
	mv_ddl_origin(ddl, NULL);
	mv_ddl_text(ddl, after);
	return true;
}

Ddl *mv_django_index_create(Lowering *lowering, Moment moment, const Model *model, const ModelPart *index, bool concurrently, const char **reason)
{
	static const char *const own_code[] = { "create_sql", "get_with_params", "__init__", NULL };
	const Value *value = index->value;
	const char *class_, *suffix = suffix_of(lowering->arena, value, &class_), *name, *tablespace;
	const Value *db_tablespace;
	PartFields fields, include;
	CatalogEntry entry = { .kind = CATALOG_INDEX };
	bool partial, plain;
	StrBuf with = { 0 };
	Ddl *ddl;

	*reason = NULL;
	if (!suffix || value->as.call->open || mv_django_own_code(value, own_code)) {
		*reason = mv_arena_format(lowering->arena, "the index class '%s' is not known",
					  mv_value_is(value, VALUE_CALL) && mv_value_last_name(value->as.call->callee) ?
						  mv_value_last_name(value->as.call->callee) :
						  "?");
		return NULL;
	}
	plain = strcmp(class_, "Index") == 0;
	name = mv_django_index_name_of(lowering, moment, model, index);
	if (!mv_django_fields_of(lowering, moment, model, value, "fields", &fields, reason) ||
	    !mv_django_fields_of(lowering, moment, model, value, "include", &include, reason))
		return NULL;
	db_tablespace = given(value, "db_tablespace");
	if (!name || (db_tablespace && !mv_value_text(db_tablespace)) || (!fields.count && !value->as.call->args.count)) {
		*reason = !name ? "the name of the index is not known" : "the value of 'db_tablespace' is not known";
		return NULL;
	}
	if (!storage(lowering, value, class_, &with, reason)) {
		mv_buf_release(&with);
		return NULL;
	}
	ddl = mv_ddl_new(lowering);
	mv_ddl_format(ddl, "CREATE INDEX %s%s ON ", concurrently ? "CONCURRENTLY " : "", mv_django_quote(lowering->arena, name));
	mv_ddl_table(ddl, model->table);
	if (!plain)
		mv_ddl_format(ddl, " USING %s", suffix);
	mv_ddl_text(ddl, " (");
	if (!mv_django_part_columns(lowering, moment, model, value, &fields, ddl, reason))
		ddl = NULL;
	if (ddl) {
		mv_ddl_text(ddl, ")");
		mv_django_include(ddl, model, &include);
		tablespace = mv_editor_index_tablespace(lowering, model, fields.fields, fields.count, mv_value_text(db_tablespace));
		if (with.len)
			mv_ddl_format(ddl, lowering->version < 400 ? "WITH (%s) " : " WITH (%s)", with.ptr);
		mv_ddl_text(ddl, tablespace);
		if (!mv_django_part_condition(lowering, moment, model, given(value, "condition"), " WHERE ", "", ddl, &partial, reason))
			ddl = NULL;
	}
	mv_buf_release(&with);
	if (!ddl)
		return NULL;
	entry.name = name;
	entry.columns = fields.columns;
	entry.column_count = fields.count;
	entry.partial = partial || !fields.count;
	entry.method = plain ? "btree" : suffix;
	mv_ddl_adds(ddl, model->table, &entry);
	return ddl;
}
