/* others.c: routines, objects that are kept as statements, publications, statistics, default privileges. */
#include "diff.h"

#include "migvet/emit.h"

#include <stdlib.h>
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
		    (before && before != after && !mv_expressions_equal(before, after) &&
		     mv_diff_same_expressions(diff, mv_schema_expression_text(diff->expected, before, diff->arena),
					      mv_schema_expression_text(diff->found, after, diff->arena)) != TRI_YES))
			return false;
	}
	return true;
}

/* Without what a routine has when nobody says it. */
static OptionVec stored_options(Diff *diff, const FunctionChange *def)
{
	const char *cost = mv_streq(def->language, "c") || mv_streq(def->language, "internal") ? "1" : "100";
	OptionVec stored = { 0 };

	for (uint32_t i = 0; i < def->options.count; i++) {
		const Option *option = &def->options.items[i];

		if (def->object == OBJ_AGGREGATE ||
		    !((mv_streq(option->name, "cost") && mv_streq(option->value, cost)) || (mv_streq(option->name, "rows") && mv_streq(option->value, "1000")) ||
		      (mv_streq(option->name, "parallel") && mv_streq(option->value, "unsafe"))))
			*VEC_PUSH(diff->arena, &stored) = *option;
	}
	return stored;
}

/* The functions of an aggregate, which the search path found where no schema is written. */
static void qualify_alike(OptionVec *expected, OptionVec *found)
{
	for (uint32_t i = 0; i < expected->count; i++) {
		Option *a = &expected->items[i];

		for (uint32_t k = 0; k < found->count; k++) {
			Option *b = &found->items[k];
			const char *left = a->value ? strchr(a->value, '.') : NULL, *right = b->value ? strchr(b->value, '.') : NULL;

			if (!mv_streq(a->name, b->name) || !a->value || !b->value || !strstr(a->name, "func"))
				continue;
			if (!left && right && strcmp(right + 1, a->value) == 0)
				b->value = a->value;
			else if (left && !right && strcmp(left + 1, b->value) == 0)
				b->value = a->value;
		}
	}
}

static void compare_definitions(Diff *diff, const Function *left, const Function *right)
{
	static const char *const volatility[] = { "volatile", "immutable", "stable", "volatile" };
	const FunctionChange *a = left->def, *b = right->def;
	OptionVec left_options, right_options;

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
	left_options = stored_options(diff, a);
	right_options = stored_options(diff, b);
	if (a->object == OBJ_AGGREGATE)
		qualify_alike(&left_options, &right_options);
	mv_diff_options(diff, "options", &left_options, &right_options);
	mv_diff_text(diff, "transforms", transforms_of(diff, diff->expected, a), transforms_of(diff, diff->found, b));
	if (a->body_given || b->body_given)
		mv_diff_text(diff, "body", body_of(diff, diff->expected, left), body_of(diff, diff->found, right));
	else if (a->body_return && b->body_return)
		mv_diff_expression(diff, "body", a->body_return, b->body_return);
	else
		mv_diff_sql(diff, "body", body_of(diff, diff->expected, left), body_of(diff, diff->found, right));
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

typedef struct Member {
	const char *table, *columns, *where; /* NULL: all columns, all rows */
	const Table *relation;
} Member;
typedef VEC(Member) MemberVec;

static int by_table(const void *left, const void *right)
{
	return strcmp(((const Member *)left)->table, ((const Member *)right)->table);
}

/* What was dropped since is not published any more. Under whatever name: it may have that of the other side now. */
static bool is_still_there(const Map *map, const Object *object)
{
	for (uint32_t i = 0; object && i < map->count; i++) {
		if (map->entries[i].value == object)
			return true;
	}
	return false;
}

/* Most have their name still: there may be as many as there are tables. */
static bool is_relation_there(Diff *diff, const Schema *schema, const Object *object)
{
	const void *named = object && object->schema ? mv_map_get(&schema->relations, mv_arena_concat(diff->arena, object->schema, ".", object->name)) : NULL;

	return (named && named == object) || is_still_there(&schema->relations, object);
}

static const char *published_columns(Diff *diff, const Table *table, const PublishedTable *published)
{
	const char *text = NULL;

	for (uint32_t c = 0; c < table->columns.count; c++) {
		for (uint32_t i = 0; i < published->columns.count; i++) {
			if (published->columns.items[i] == table->columns.items[c]->id)
				text = mv_arena_format(diff->arena, "%s%s%s", text ? text : "", text ? ", " : "", table->columns.items[c]->name);
		}
	}
	return text;
}

static MemberVec members_of(Diff *diff, const Schema *schema, const Publication *publication)
{
	MemberVec members = { 0 };

	for (uint32_t i = 0; i < publication->tables.count; i++) {
		const PublishedTable *published = &publication->tables.items[i];
		const Object *object = thing(schema, published->table);
		const Table *table = (const Table *)object;

		if (!is_relation_there(diff, schema, object))
			continue;
		*VEC_PUSH(diff->arena, &members) = (Member){
			.relation = table, .table = mv_arena_format(diff->arena, "%s.%s", table->object.schema, table->object.name),
			.columns = published_columns(diff, table, published),
			.where = published->where ? mv_schema_expression_text(schema, published->where, diff->arena) : NULL };
	}
	for (uint32_t i = 0; i < publication->schemas.count; i++) {
		const Object *home = thing(schema, publication->schemas.items[i]);

		if (is_still_there(&schema->schemas, home))
			*VEC_PUSH(diff->arena, &members) = (Member){ .table = mv_arena_format(diff->arena, "tables in schema %s", home->name) };
	}
	if (members.count)
		qsort(members.items, members.count, sizeof *members.items, by_table);
	return members;
}

static const char *members_text(Diff *diff, const Publication *publication, const MemberVec *members)
{
	StrBuf text = { 0 };
	const char *result;

	if (publication->all_tables)
		return "all tables";
	for (uint32_t i = 0; i < members->count; i++) {
		const Member *member = &members->items[i];

		mv_buf_addf(&text, "%s%s", i ? ", " : "", member->table);
		if (member->columns)
			mv_buf_addf(&text, " (%s)", member->columns);
		if (member->where)
			mv_buf_addf(&text, " where %s", member->where);
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

static bool same_member(Diff *diff, const Member *a, const Member *b)
{
	bool same;

	diff->tables[0] = a->relation;
	diff->tables[1] = b->relation;
	same = mv_streq(a->table, b->table) && mv_streq(a->columns, b->columns) && mv_diff_same_expressions(diff, a->where, b->where) == TRI_YES;
	diff->tables[0] = diff->tables[1] = NULL;
	return same;
}

/* With what the server takes for options that are not given. */
static const char *publication_option(const Publication *publication, const char *name, const char *usual)
{
	for (uint32_t i = 0; i < publication->options.count; i++) {
		const Option *option = &publication->options.items[i];

		if (mv_streq(option->name, name))
			return !option->value || mv_streq(option->value, "on") || mv_streq(option->value, "t") ? "true" : option->value;
	}
	return usual;
}

/* In the server's order, whatever the one in which they are written. */
static const char *actions_of(Diff *diff, const Publication *publication)
{
	static const char *const all[] = { "insert", "update", "delete", "truncate" };
	const char *given = publication_option(publication, "publish", "insert, update, delete, truncate"), *text = "";

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (strstr(given, all[i]))
			text = mv_arena_format(diff->arena, "%s%s%s", text, *text ? ", " : "", all[i]);
	}
	return text;
}

static void compare_publications(Diff *diff, const Publication *a, const Publication *b)
{
	MemberVec left = members_of(diff, diff->expected, a), right = members_of(diff, diff->found, b);
	bool same = a->all_tables == b->all_tables && left.count == right.count;

	for (uint32_t i = 0; same && i < left.count; i++)
		same = same_member(diff, &left.items[i], &right.items[i]);
	if (!same)
		mv_diff_text(diff, "members", members_text(diff, a, &left), members_text(diff, b, &right));
	mv_diff_text(diff, "published actions", actions_of(diff, a), actions_of(diff, b));
	mv_diff_text(diff, "publish_via_partition_root", publication_option(a, "publish_via_partition_root", "false"),
		     publication_option(b, "publish_via_partition_root", "false"));
	mv_diff_text(diff, "publish_generated_columns", publication_option(a, "publish_generated_columns", "none"),
		     publication_option(b, "publish_generated_columns", "none"));
}

/* ---- statistics ---- */

static const char *keys_of(Diff *diff, const Schema *schema, const StatisticsDef *def)
{
	const Table *table = (const Table *)thing(schema, def->table);
	StrBuf text = { 0 };
	const char *result;

	/* the server keeps the columns by their number, then the expressions */
	for (uint32_t i = 0; table && i < table->columns.count; i++) {
		for (uint32_t k = 0; k < def->keys.count; k++) {
			if (def->keys.items[k].column == table->columns.items[i]->id)
				mv_buf_addf(&text, "%s%s", text.len ? ", " : "", table->columns.items[i]->name);
		}
	}
	for (uint32_t i = 0; i < def->keys.count; i++) {
		if (!def->keys.items[i].column)
			mv_buf_addf(&text, "%s(%s)", text.len ? ", " : "",
				    def->keys.items[i].expression ? mv_schema_expression_text(schema, def->keys.items[i].expression, diff->arena) : "?");
	}
	result = text.len ? mv_buf_to_arena(&text, diff->arena) : NULL;
	mv_buf_release(&text);
	return result;
}

/* None is all; in the server's order. */
static const char *kinds_of(Diff *diff, const StatisticsDef *def)
{
	static const char *const all[] = { "ndistinct", "dependencies", "mcv" };
	const char *text = NULL;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		bool has = !def->kind_count;

		for (uint32_t k = 0; k < def->kind_count; k++)
			has |= mv_streq(def->kinds[k], all[i]);
		if (has)
			text = mv_arena_format(diff->arena, "%s%s%s", text ? text : "", text ? ", " : "", all[i]);
	}
	return text;
}

static void compare_statistics(Diff *diff, const StatisticsDef *a, const StatisticsDef *b)
{
	const char *before, *after;

	if (a == b)
		return;
	mv_diff_reference(diff, "table", thing(diff->expected, a->table), thing(diff->found, b->table));
	before = keys_of(diff, diff->expected, a);
	after = keys_of(diff, diff->found, b);
	diff->tables[0] = (const Table *)thing(diff->expected, a->table);
	diff->tables[1] = (const Table *)thing(diff->found, b->table);
	if (mv_diff_same_expressions(diff, mv_arena_format(diff->arena, "f(%s)", before), mv_arena_format(diff->arena, "f(%s)", after)) != TRI_YES)
		mv_diff_text(diff, "keys", before, after);
	diff->tables[0] = diff->tables[1] = NULL;
	mv_diff_text(diff, "kinds", kinds_of(diff, a), kinds_of(diff, b));
	mv_diff_text(diff, "statistics target", a->target, b->target);
}

/* ---- what is kept as statements ---- */

void mv_diff_other(Diff *diff, const void *expected, const void *found)
{
	const Object *left = expected, *right = found;
	const StoredObject *a = expected, *b = found;
	StoredObject same_name;

	mv_diff_object(diff, left, right);
	/* no more than a name */
	if (left->kind == OBJ_SCHEMA || left->kind == OBJ_EXTENSION) {
		mv_diff_text(diff, "extension", left->extension, right->extension);
		return;
	}
	if (left->kind == OBJ_PUBLICATION) {
		compare_publications(diff, expected, found);
		return;
	}
	if (a->statistics && b->statistics) {
		compare_statistics(diff, a->statistics, b->statistics);
		return;
	}
	/* under one name: another one is no other definition */
	same_name = *b;
	same_name.object.name = left->name;
	same_name.object.schema = left->schema;
	mv_diff_sql(diff, "definition", mv_schema_stored_text(diff->expected, a, diff->arena), mv_schema_stored_text(diff->found, &same_name, diff->arena));
}

/* ---- default privileges ---- */

static const char *home_of(const Schema *schema, uint32_t id)
{
	const Object *object = id ? thing(schema, id) : NULL;

	return is_still_there(&schema->schemas, object) ? object->name : NULL;
}

static void compare_defaults(Diff *diff, const void *expected, const void *found)
{
	const DefaultPrivileges *a = expected, *b = found;


	mv_diff_text(diff, "privileges", mv_diff_acl(diff, diff->expected, a->object, a->acl), mv_diff_acl(diff, diff->found, b->object, b->acl));
}

static void list_defaults(Diff *diff, const Schema *schema, ThingVec *things)
{
	for (uint32_t i = 0; i < schema->default_privileges.count; i++) {
		const DefaultPrivileges *entry = &schema->default_privileges.items[i];
		const char *home = home_of(schema, entry->schema);
		const char *role = schema == diff->found ? mv_diff_found_role(diff, entry->role) : entry->role;

		if (!entry->acl || (entry->schema && !home))
			continue;
		*VEC_PUSH(diff->arena, things) = (Thing){
			.kind = OBJ_DEFAULT_PRIVILEGES, .schema = home, .item = entry,
			.name = mv_arena_format(diff->arena, "%ss%s%s", mv_object_kind_name(entry->object), role ? " of " : "",
						role ? role : "") };
	}
}

void mv_diff_default_privileges(Diff *diff)
{
	ThingVec left = { 0 }, right = { 0 };

	list_defaults(diff, diff->expected, &left);
	list_defaults(diff, diff->found, &right);
	mv_diff_things(diff, &left, &right, false, compare_defaults);
}
