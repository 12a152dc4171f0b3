/* others.c: routines, objects that are kept as statements, publications, statistics, default privileges. */
#include "diff.h"

#include "migvet/emit.h"

#include <string.h>

/* ---- routines ---- */

static const char *mode_of(const Parameter *parameter)
{
	return parameter->mode && !mv_streq(parameter->mode, "in") ? parameter->mode : "";
}

static const char *parameters_of(Diff *diff, const Schema *schema, const FunctionChange *def)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < def->parameters.count; i++) {
		const Parameter *parameter = &def->parameters.items[i];
		const char *type = mv_schema_type_text(schema, parameter->type, diff->arena);

		mv_buf_addf(&text, "%s%s%s%s %s", i ? ", " : "", mode_of(parameter), *mode_of(parameter) ? " " : "",
			    parameter->name ? parameter->name : "", type ? type : "?");
		if (parameter->default_value)
			mv_buf_addf(&text, " DEFAULT %s", mv_schema_expression_text(schema, parameter->default_value, diff->arena));
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static bool reads_sql_comments(const char *language)
{
	return mv_streq(language, "sql") || mv_streq(language, "plpgsql");
}

/* Blank space around lines means nothing in any language that there is; nor do comments. */
static const char *normal_body(Diff *diff, const FunctionChange *def)
{
	bool comments = reads_sql_comments(def->language);
	Str body = def->body, line;
	StrBuf text = { 0 };
	const char *result;

	while (mv_str_next_line(&body, &line)) {
		size_t comment = comments ? mv_str_find(line, STR("--"), 0) : SIZE_MAX;

		/* not one that may stand in a string */
		if (comment != SIZE_MAX && mv_str_find(mv_str_slice(line, 0, comment), STR("'"), 0) == SIZE_MAX)
			line.len = comment;
		line = mv_str_trim(line);
		if (!line.len)
			continue;
		if (text.len)
			mv_buf_addc(&text, '\n');
		mv_buf_add(&text, line);
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : "";
	mv_buf_release(&text);
	return result;
}

static const char *body_of(Diff *diff, const Schema *schema, const Function *function)
{
	const FunctionChange *def = function->def;
	StrBuf text = { 0 };
	const char *result;

	if (def->body_given)
		return normal_body(diff, def);
	if (def->body_return)
		return mv_schema_expression_text(schema, def->body_return, diff->arena);
	for (uint32_t i = 0; i < def->body_statements.count; i++)
		mv_buf_addf(&text, "%s;\n",
			    mv_schema_query_text(schema, def->body_statements.items[i],
						 i < function->body_bindings.count ? function->body_bindings.items[i] : NULL, diff->arena));
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static const char *transforms_of(Diff *diff, const Schema *schema, const FunctionChange *def)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < def->transforms.count; i++)
		mv_buf_addf(&text, "%s%s", i ? ", " : "", mv_schema_type_text(schema, def->transforms.items[i], diff->arena));
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static const char *definition_of(Diff *diff, const Schema *schema, const Function *function)
{
	const StoredStatement statement = { .code = function->def->code, .bindings = function->bindings };
	const StoredObject stored = { .object = function->object, .statements = { .items = (StoredStatement[]){ statement }, .count = 1, .capacity = 1 } };

	return function->def->code ? mv_schema_stored_text(schema, &stored, diff->arena) : NULL;
}

/* Of a routine's types the server forgets the modifiers. */
static bool same_parameters(Diff *diff, const FunctionChange *a, const FunctionChange *b)
{
	if (a->parameters.count != b->parameters.count)
		return false;
	for (uint32_t i = 0; i < a->parameters.count; i++) {
		const Parameter *left = &a->parameters.items[i], *right = &b->parameters.items[i];
		const Expression *before = left->default_value, *after = right->default_value;

		if (!mv_streq(mode_of(left), mode_of(right)) || !mv_streq(left->name ? left->name : "", right->name ? right->name : "") ||
		    !mv_diff_same_type(diff, left->type, right->type, false) || !before != !after ||
		    (before && before != after && !mv_expressions_equal(before, after)))
			return false;
	}
	return true;
}

static void compare_definitions(Diff *diff, const Function *left, const Function *right)
{
	static const char *const volatility[] = { "volatile", "immutable", "stable", "volatile" };
	const FunctionChange *a = left->def, *b = right->def;

	if (!same_parameters(diff, a, b))
		mv_diff_text(diff, "parameters", parameters_of(diff, diff->expected, a), parameters_of(diff, diff->found, b));
	if (!mv_diff_same_type(diff, a->returns, b->returns, false))
		mv_diff_type(diff, "result", a->returns, b->returns);
	mv_diff_flag(diff, "returns a set", a->returns && a->returns->set_of, b->returns && b->returns->set_of);
	mv_diff_text(diff, "language", a->language, b->language);
	mv_diff_text(diff, "volatility", volatility[left->volatility], volatility[right->volatility]);
	mv_diff_flag(diff, "strict", a->strict, b->strict);
	mv_diff_flag(diff, "security definer", a->security_definer, b->security_definer);
	mv_diff_flag(diff, "leakproof", a->leakproof, b->leakproof);
	mv_diff_options(diff, "settings", &a->settings, &b->settings);
	mv_diff_options(diff, "options", &a->options, &b->options);
	mv_diff_text(diff, "transforms", transforms_of(diff, diff->expected, a), transforms_of(diff, diff->found, b));
	mv_diff_text(diff, "body", body_of(diff, diff->expected, left), body_of(diff, diff->found, right));
	mv_diff_text(diff, "link symbol", a->link_symbol, b->link_symbol);
	if (a->object == OBJ_AGGREGATE && !a->options.count && !b->options.count)
		mv_diff_text(diff, "definition", definition_of(diff, diff->expected, left), definition_of(diff, diff->found, right));
}

void mv_diff_routine(Diff *diff, const void *expected, const void *found)
{
	const Function *a = expected, *b = found;

	mv_diff_object(diff, &a->object, &b->object);
	if (a->def && b->def && a->def != b->def)
		compare_definitions(diff, a, b);
}

/* ---- publications ---- */

static const Object *thing(const Schema *schema, uint32_t id)
{
	return id < schema->things.count ? schema->things.items[id] : NULL;
}

static const char *members_of(Diff *diff, const Schema *schema, const Publication *publication)
{
	StrBuf text = { 0 };
	const char *result;

	if (publication->all_tables)
		return "all tables";
	for (uint32_t i = 0; i < publication->tables.count; i++) {
		const PublishedTable *published = &publication->tables.items[i];
		const Object *table = thing(schema, published->table);

		if (!table)
			continue;
		mv_buf_addf(&text, "%s%s.%s", text.len ? ", " : "", table->schema, table->name);
		for (uint32_t c = 0; c < published->columns.count; c++) {
			const Column *column = schema->things.items[published->columns.items[c]];

			mv_buf_addf(&text, "%s%s", c ? ", " : " (", column ? column->name : "?");
		}
		mv_buf_adds(&text, published->columns.count ? ")" : "");
		if (published->where)
			mv_buf_addf(&text, " where %s", mv_schema_expression_text(schema, published->where, diff->arena));
	}
	for (uint32_t i = 0; i < publication->schemas.count; i++) {
		const Object *home = thing(schema, publication->schemas.items[i]);

		if (home)
			mv_buf_addf(&text, "%stables in schema %s", text.len ? ", " : "", home->name);
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

/* ---- statistics ---- */

static const char *keys_of(Diff *diff, const Schema *schema, const StatisticsDef *def)
{
	StrBuf text = { 0 };
	const char *result;

	for (uint32_t i = 0; i < def->keys.count; i++) {
		const Column *column = def->keys.items[i].column ? schema->things.items[def->keys.items[i].column] : NULL;

		mv_buf_addf(&text, "%s%s", i ? ", " : "",
			    column ? column->name : def->keys.items[i].expression
				    ? mv_schema_expression_text(schema, def->keys.items[i].expression, diff->arena) : "?");
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static void compare_statistics(Diff *diff, const StatisticsDef *a, const StatisticsDef *b)
{
	if (a == b)
		return;
	mv_diff_reference(diff, "table", thing(diff->expected, a->table), thing(diff->found, b->table));
	mv_diff_text(diff, "keys", keys_of(diff, diff->expected, a), keys_of(diff, diff->found, b));
	mv_diff_names(diff, "kinds", a->kinds, a->kind_count, b->kinds, b->kind_count);
	mv_diff_text(diff, "statistics target", a->target, b->target);
}

/* ---- what is kept as statements ---- */

void mv_diff_other(Diff *diff, const void *expected, const void *found)
{
	const Object *left = expected, *right = found;
	const StoredObject *a = expected, *b = found;
	uint32_t before;

	mv_diff_object(diff, left, right);
	/* no more than a name */
	if (left->kind == OBJ_SCHEMA || left->kind == OBJ_EXTENSION) {
		mv_diff_text(diff, "extension", left->extension, right->extension);
		return;
	}
	if (left->kind == OBJ_PUBLICATION) {
		mv_diff_text(diff, "members", members_of(diff, diff->expected, expected), members_of(diff, diff->found, found));
		mv_diff_options(diff, "options", &((const Publication *)left)->options, &((const Publication *)right)->options);
		return;
	}
	if (a->statistics && b->statistics) {
		compare_statistics(diff, a->statistics, b->statistics);
		return;
	}
	before = diff->out->count;
	mv_diff_text(diff, "definition", mv_schema_stored_text(diff->expected, a, diff->arena), mv_schema_stored_text(diff->found, b, diff->arena));
	if (!diff->trial && diff->out->count > before)
		diff->out->items[before].uncertain = a->statements.count != b->statements.count;
}

/* ---- default privileges ---- */

static const char *home_of(const Schema *schema, uint32_t id)
{
	const Object *object = id ? thing(schema, id) : NULL;

	return object ? object->name : NULL;
}

static void compare_defaults(Diff *diff, const void *expected, const void *found)
{
	const DefaultPrivileges *a = expected, *b = found;

	mv_diff_text(diff, "privileges", mv_schema_acl_text(a->acl, a->object, diff->arena), mv_schema_acl_text(b->acl, b->object, diff->arena));
}

static void list_defaults(Diff *diff, const Schema *schema, ThingVec *things)
{
	for (uint32_t i = 0; i < schema->default_privileges.count; i++) {
		const DefaultPrivileges *entry = &schema->default_privileges.items[i];
		const char *home = home_of(schema, entry->schema);

		if (!entry->acl || (entry->schema && !home))
			continue;
		*VEC_PUSH(diff->arena, things) = (Thing){
			.kind = OBJ_DEFAULT_PRIVILEGES, .schema = home, .item = entry,
			.name = mv_arena_format(diff->arena, "%ss%s%s", mv_object_kind_name(entry->object), entry->role ? " of " : "",
						entry->role ? entry->role : "") };
	}
}

void mv_diff_default_privileges(Diff *diff)
{
	ThingVec left = { 0 }, right = { 0 };

	list_defaults(diff, diff->expected, &left);
	list_defaults(diff, diff->found, &right);
	mv_diff_things(diff, &left, &right, false, compare_defaults);
}
