/*
 * describe.c: the schema as JSON or YAML; schema.schema.json beside this file
 * says what it looks like. Lists are sorted by name, except where the order
 * means something (columns, labels, keys, statements).
 */
#include "describe.h"

#include <stdlib.h>
#include <string.h>

/* ---- what all things have ---- */

static int by_place(const void *left, const void *right)
{
	const Object *a = *(const Object *const *)left, *b = *(const Object *const *)right;
	int order = strcmp(a->schema ? a->schema : "", b->schema ? b->schema : "");

	if (!order)
		order = strcmp(a->name, b->name);
	if (!order)
		order = (int)a->kind - (int)b->kind;
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

SortedObjects mv_describe_sorted(Arena *arena, const Map *map)
{
	SortedObjects objects = { 0 };

	for (uint32_t i = 0; i < map->count; i++) {
		if (map->entries[i].value)
			*VEC_PUSH(arena, &objects) = map->entries[i].value;
	}
	if (objects.count)
		qsort(objects.items, objects.count, sizeof *objects.items, by_place);
	return objects;
}

void mv_describe_born(Describe *describe, const Birth *birth)
{
	Writer *writer = &describe->writer;
	const Source *source = birth->change && birth->change->statement ? birth->change->statement->source : NULL;

	/* what a live database holds comes from no file */
	if (!birth->migration || (birth->migration->source && !*birth->migration->source->path))
		return;
	mv_write_object(writer, "born");
	mv_write_text(writer, "migration", birth->migration->version);
	if (source) {
		Span span = mv_migration_place(birth->migration, &source, birth->change->span);

		mv_source_index_lines(source, describe->emit.arena);
		mv_write_text(writer, "file", source->path);
		mv_write_number(writer, "line", mv_source_position(source, span.start, COLUMN_CODE_POINTS).line);
	}
	mv_write_end(writer);
}

static void write_rights(Writer *writer, const char *key, uint32_t rights)
{
	static const char *const words[] = { "insert", "select", "update", "delete", "truncate", "references", "trigger",
					     "execute", "usage", "create", "maintain" };

	mv_write_list(writer, key);
	for (uint32_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (rights & (1u << i))
			mv_write_text(writer, NULL, words[i]);
	}
	mv_write_end(writer);
}

/* A role; the one that runs the migrations has no name here. */
static void write_role(Writer *writer, const char *key, const char *role)
{
	mv_write_text(writer, key, role);
}

static void write_acl(Writer *writer, const Acl *acl)
{
	if (!acl)
		return;
	mv_write_list(writer, "privileges");
	for (uint32_t i = 0; i < acl->items.count; i++) {
		const AclItem *item = &acl->items.items[i];

		mv_write_object(writer, NULL);
		write_role(writer, "grantee", item->grantee);
		write_role(writer, "grantor", item->grantor);
		write_rights(writer, "rights", item->rights);
		if (item->options)
			write_rights(writer, "grantable", item->options);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

void mv_describe_said(Describe *describe, uint32_t id)
{
	const Annotation *annotation = mv_schema_annotation(describe->emit.schema, id);
	Writer *writer = &describe->writer;

	mv_write_text(writer, "comment", annotation->comment);
	write_acl(writer, annotation->acl);
	if (!annotation->labels.count)
		return;
	mv_write_list(writer, "security_labels");
	for (uint32_t i = 0; i < annotation->labels.count; i++) {
		mv_write_object(writer, NULL);
		mv_write_text(writer, "provider", annotation->labels.items[i].provider);
		mv_write_text(writer, "label", annotation->labels.items[i].label);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

void mv_describe_begin(Describe *describe, const char *key, const Object *object)
{
	Writer *writer = &describe->writer;
	bool in_schema = object->schema && *object->schema;

	mv_write_object(writer, key);
	mv_write_text(writer, "kind", mv_object_kind_name(object->kind));
	mv_write_text(writer, "schema", in_schema ? object->schema : NULL);
	mv_write_text(writer, "name", object->name);
	write_role(writer, "owner", object->owner);
	mv_describe_said(describe, object->id);
	mv_describe_born(describe, &object->birth);
	if (object->incomplete)
		mv_write_flag(writer, "incomplete", true);
	if (object->maybe)
		mv_write_flag(writer, "maybe", true);
	mv_write_text(writer, "extension", object->extension);
}

void mv_describe_type(Describe *describe, const char *key, const Type *type)
{
	StrBuf text = { 0 };

	if (!type)
		return;
	mv_emit_type(&describe->emit, &text, type);
	mv_write_text(&describe->writer, key, text.ptr);
	mv_buf_release(&text);
}

void mv_describe_expression(Describe *describe, const char *key, const Expression *expression)
{
	StrBuf text = { 0 };

	if (!expression)
		return;
	mv_emit_expression(&describe->emit, &text, expression);
	mv_write_text(&describe->writer, key, text.ptr);
	mv_buf_release(&text);
}

void mv_describe_query(Describe *describe, const char *key, const QueryInfo *query, const Binding *bindings)
{
	StrBuf text = { 0 };

	if (!query)
		return;
	mv_emit_query(&describe->emit, &text, query, bindings);
	mv_write_text(&describe->writer, key, text.ptr);
	mv_buf_release(&text);
}

void mv_describe_reference(Describe *describe, const char *key, const Object *object)
{
	StrBuf text = { 0 };

	if (!object)
		return;
	mv_emit_object(&text, object);
	mv_write_text(&describe->writer, key, text.ptr);
	mv_buf_release(&text);
}

void mv_describe_names(Describe *describe, const char *key, const char *const *names, uint32_t count)
{
	if (!count)
		return;
	mv_write_list(&describe->writer, key);
	for (uint32_t i = 0; i < count; i++)
		mv_write_text(&describe->writer, NULL, names[i] ? names[i] : "?");
	mv_write_end(&describe->writer);
}

void mv_describe_options(Describe *describe, const char *key, const OptionVec *options)
{
	Writer *writer = &describe->writer;

	if (!options->count)
		return;
	mv_write_list(writer, key);
	for (uint32_t i = 0; i < options->count; i++) {
		const Option *option = &options->items[i];

		mv_write_object(writer, NULL);
		mv_write_text(writer, "name", option->prefix ? mv_arena_format(describe->emit.arena, "%s.%s", option->prefix, option->name) : option->name);
		mv_write_text(writer, "value", option->value);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

/* ---- types ---- */

static void write_statements(Describe *describe, const StoredObject *stored)
{
	if (!stored->statements.count)
		return;
	mv_write_list(&describe->writer, "statements");
	for (uint32_t i = 0; i < stored->statements.count; i++) {
		StrBuf text = { 0 };

		mv_emit_statement(&describe->emit, &text, &stored->object, stored->statements.items[i].code, stored->statements.items[i].bindings);
		mv_write_text(&describe->writer, NULL, text.ptr ? text.ptr : "");
		mv_buf_release(&text);
	}
	mv_write_end(&describe->writer);
}

static void write_domain(Describe *describe, const Domain *domain)
{
	mv_describe_type(describe, "base", domain->base);
	mv_describe_expression(describe, "default", domain->default_value);
	mv_write_flag(&describe->writer, "not_null", domain->not_null);
	mv_write_list(&describe->writer, "constraints");
	for (uint32_t i = 0; i < domain->checks.count; i++)
		mv_describe_constraint(describe, domain->checks.items[i]);
	mv_write_end(&describe->writer);
}

static void write_type(Describe *describe, const Object *object)
{
	mv_describe_begin(describe, NULL, object);
	if (object->kind == OBJ_ENUM) {
		mv_describe_names(describe, "labels", ((const EnumType *)object)->labels.items, ((const EnumType *)object)->labels.count);
	} else if (object->kind == OBJ_DOMAIN) {
		write_domain(describe, (const Domain *)object);
	} else if (object->kind == OBJ_COMPOSITE) {
		mv_write_list(&describe->writer, "attributes");
		for (uint32_t i = 0; i < ((const Composite *)object)->attributes.count; i++)
			mv_describe_column(describe, ((const Composite *)object)->attributes.items[i]);
		mv_write_end(&describe->writer);
	} else {
		write_statements(describe, (const StoredObject *)object);
	}
	mv_write_end(&describe->writer);
}

/* ---- sequences, routines ---- */

static void write_sequence(Describe *describe, const Sequence *sequence)
{
	Writer *writer = &describe->writer;

	mv_describe_begin(describe, NULL, &sequence->object);
	mv_write_text(writer, "type", sequence->type);
	mv_write_number(writer, "start", sequence->start);
	mv_write_number(writer, "increment", sequence->increment);
	mv_write_number(writer, "minimum", sequence->minimum);
	mv_write_number(writer, "maximum", sequence->maximum);
	mv_write_number(writer, "cache", sequence->cache);
	mv_write_flag(writer, "cycle", sequence->cycle);
	if (sequence->owner_table) {
		mv_describe_reference(describe, "table", &sequence->owner_table->object);
		mv_write_text(writer, "column", sequence->owner_column);
		mv_write_flag(writer, "identity", sequence->identity);
	}
	mv_write_end(writer);
}

static void write_parameters(Describe *describe, const FunctionChange *def)
{
	Writer *writer = &describe->writer;

	mv_write_list(writer, "parameters");
	for (uint32_t i = 0; i < def->parameters.count; i++) {
		const Parameter *parameter = &def->parameters.items[i];

		mv_write_object(writer, NULL);
		mv_write_text(writer, "name", parameter->name);
		mv_write_text(writer, "mode", parameter->mode ? parameter->mode : "in");
		mv_describe_type(describe, "type", parameter->type);
		mv_describe_expression(describe, "default", parameter->default_value);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

static void write_routine(Describe *describe, const Function *function)
{
	static const char *const volatility[] = { NULL, "immutable", "stable", "volatile" };
	const FunctionChange *def = function->def;
	Writer *writer = &describe->writer;

	mv_describe_begin(describe, NULL, &function->object);
	mv_write_text(writer, "arguments", function->arguments);
	if (def) {
		write_parameters(describe, def);
		mv_describe_type(describe, "returns", def->returns);
		mv_write_text(writer, "language", def->language);
		mv_write_text(writer, "volatility", volatility[function->volatility]);
		mv_write_flag(writer, "strict", def->strict);
		mv_write_flag(writer, "security_definer", def->security_definer);
		mv_describe_options(describe, "settings", &def->settings);
		if (def->body_given)
			mv_write_text(writer, "body", mv_arena_strndup(describe->emit.arena, def->body.ptr, def->body.len));
		mv_describe_expression(describe, "body", def->body_given ? NULL : def->body_return);
	}
	mv_write_end(writer);
}

/* ---- all of it ---- */

static void write_plain(Describe *describe, const Object *object)
{
	mv_describe_begin(describe, NULL, object);
	mv_write_end(&describe->writer);
}

static void write_all(Describe *describe, const char *key, const Map *map, void (*write)(Describe *, const Object *))
{
	SortedObjects objects = mv_describe_sorted(describe->emit.arena, map);

	mv_write_list(&describe->writer, key);
	for (uint32_t i = 0; i < objects.count; i++)
		write(describe, objects.items[i]);
	mv_write_end(&describe->writer);
}

static void relation_if_table(Describe *describe, const Object *object)
{
	if (object->kind == OBJ_TABLE || object->kind == OBJ_FOREIGN_TABLE)
		mv_describe_relation(describe, (const Table *)object);
}

static void relation_if_view(Describe *describe, const Object *object)
{
	if (object->kind == OBJ_VIEW || object->kind == OBJ_MATERIALIZED_VIEW)
		mv_describe_relation(describe, (const Table *)object);
}

static void sequence_if_one(Describe *describe, const Object *object)
{
	if (object->kind == OBJ_SEQUENCE)
		write_sequence(describe, (const Sequence *)object);
}

static void routine(Describe *describe, const Object *object)
{
	write_routine(describe, (const Function *)object);
}

static void stored(Describe *describe, const Object *object)
{
	const StoredObject *item = (const StoredObject *)object;

	mv_describe_begin(describe, NULL, object);
	mv_write_text(&describe->writer, "sub_kind", item->sub);
	write_statements(describe, item);
	mv_write_end(&describe->writer);
}

static void write_default_privileges(Describe *describe)
{
	const Schema *schema = describe->emit.schema;
	Writer *writer = &describe->writer;

	mv_write_list(writer, "default_privileges");
	for (uint32_t i = 0; i < schema->default_privileges.count; i++) {
		const DefaultPrivileges *entry = &schema->default_privileges.items[i];
		const char *home = NULL;

		for (uint32_t s = 0; entry->schema && s < schema->schemas.count; s++) {
			const Object *object = schema->schemas.entries[s].value;

			if (object && object->id == entry->schema)
				home = object->name;
		}
		if (!entry->acl || (entry->schema && !home))
			continue;
		mv_write_object(writer, NULL);
		write_role(writer, "role", entry->role);
		mv_write_text(writer, "schema", home);
		mv_write_text(writer, "of", mv_object_kind_name(entry->object));
		write_acl(writer, entry->acl);
		mv_write_end(writer);
	}
	mv_write_end(writer);
}

void mv_schema_describe(const Schema *schema, int server_version, WriterStyle style,
			void (*more)(const void *data, bool end, Writer *writer), const void *data, StrBuf *out)
{
	Describe describe = { .emit = { .schema = schema, .version = server_version, .arena = mv_arena_new() },
			      .writer = { .out = out, .style = style } };
	Writer *writer = &describe.writer;

	mv_write_object(writer, NULL);
	mv_write_text(writer, "format", "migvet-schema");
	mv_write_number(writer, "format_version", 1);
	mv_write_number(writer, "server_version", server_version);
	mv_write_flag(writer, "complete", schema->complete && !schema->opaque_changes);
	if (more)
		more(data, false, writer);
	write_all(&describe, "schemas", &schema->schemas, write_plain);
	write_all(&describe, "extensions", &schema->extensions, write_plain);
	write_all(&describe, "types", &schema->types, write_type);
	write_all(&describe, "sequences", &schema->relations, sequence_if_one);
	write_all(&describe, "tables", &schema->relations, relation_if_table);
	write_all(&describe, "views", &schema->relations, relation_if_view);
	write_all(&describe, "routines", &schema->functions, routine);
	write_all(&describe, "others", &schema->others, stored);
	write_default_privileges(&describe);
	if (more)
		more(data, true, writer);
	mv_write_end(writer);
	mv_arena_free(describe.emit.arena);
}

void mv_schema_json(const Schema *schema, int server_version, StrBuf *out)
{
	mv_schema_describe(schema, server_version, WRITER_JSON, NULL, NULL, out);
}

void mv_schema_yaml(const Schema *schema, int server_version, StrBuf *out)
{
	mv_schema_describe(schema, server_version, WRITER_YAML, NULL, NULL, out);
}
