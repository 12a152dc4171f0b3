/*
 * apply_storage.c: how things are stored: storage parameters, tablespaces,
 * access methods, replica identity of relations; storage, compression,
 * statistics and options of columns.
 */
#include "model.h"

#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static bool same_option(const Option *a, const Option *b)
{
	return mv_streq(a->name, b->name) && mv_streq(a->prefix, b->prefix);
}

/* What SET and RESET leave; a new vector, as a clone may share the old one's items. */
static OptionVec changed_options(const Replay *replay, const OptionVec *old, const OptionVec *change, bool reset)
{
	OptionVec options = { 0 };

	for (uint32_t i = 0; i < old->count; i++) {
		bool replaced = false;

		for (uint32_t c = 0; c < change->count && !replaced; c++)
			replaced = same_option(&old->items[i], &change->items[c]);
		if (!replaced)
			*VEC_PUSH(replay->arena, &options) = old->items[i];
	}
	for (uint32_t c = 0; c < change->count && !reset; c++)
		*VEC_PUSH(replay->arena, &options) = change->items[c];
	return options;
}

/* ADD, SET and DROP (without a value) of what a foreign server is told. */
static OptionVec foreign_options(const Replay *replay, const OptionVec *old, const OptionVec *change)
{
	OptionVec all = changed_options(replay, old, change, false), options = { 0 };

	for (uint32_t i = 0; i < all.count; i++) {
		if (all.items[i].value)
			*VEC_PUSH(replay->arena, &options) = all.items[i];
	}
	return options;
}

void mv_model_foreign_options(const Replay *replay, Table *table, const OptionVec *change)
{
	if (!replay->maybe)
		table->options = foreign_options(replay, &table->options, change);
}

/* ---- columns ---- */

static void set_index_statistics(const Replay *replay, TableIndex *index, const ColumnSetting *setting)
{
	OptionVec one = { 0 }, old = { .items = index->statistics.items, .count = index->statistics.count };
	OptionVec now;

	if (!setting->options.count || !setting->column.text)
		return;
	*VEC_PUSH(replay->arena, &one) = (Option){ .name = setting->column.text, .value = setting->options.items[0].value };
	now = changed_options(replay, &old, &one, mv_streq(one.items[0].value, "-1"));
	index->statistics.items = now.items;
	index->statistics.count = now.count;
	index->statistics.capacity = now.capacity;
}

/* What a column of the type has anyway (pg_type.typstorage); NULL: not known. */
static const char *own_storage(const Type *type)
{
	static const struct {
		const char *type, *storage;
	} known[] = {
		{ "text", "extended" }, { "varchar", "extended" }, { "bpchar", "extended" }, { "bytea", "extended" },
		{ "json", "extended" }, { "jsonb", "extended" }, { "xml", "extended" }, { "tsvector", "extended" },
		{ "numeric", "main" }, { "inet", "main" }, { "cidr", "main" },
		{ "int2", "plain" }, { "int4", "plain" }, { "int8", "plain" }, { "bool", "plain" }, { "float4", "plain" },
		{ "float8", "plain" }, { "date", "plain" }, { "timestamp", "plain" }, { "timestamptz", "plain" },
		{ "time", "plain" }, { "interval", "plain" }, { "uuid", "plain" },
	};

	if (!type || !type->name || type->object || (type->schema && strcmp(type->schema, "pg_catalog") != 0))
		return NULL;
	if (type->dimensions)
		return "extended";
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (strcmp(known[i].type, type->name) == 0)
			return known[i].storage;
	}
	return NULL;
}

static void set_column(const Replay *replay, Column *column, const ColumnSetting *setting)
{
	const char *value = setting->options.count ? setting->options.items[0].value : NULL;
	bool is_default = !value || strcmp(value, "default") == 0 || strcmp(value, "-1") == 0;

	switch ((int)replay->change->kind) {
	case CHANGE_SET_STATISTICS:
		column->statistics = is_default ? NULL : value;
		break;
	case CHANGE_SET_STORAGE:
		is_default = is_default || mv_streq(value, own_storage(column->type));
		column->storage = is_default ? NULL : value;
		break;
	case CHANGE_SET_COMPRESSION:
		column->compression = is_default ? NULL : value;
		break;
	case CHANGE_SET_COLUMN_OPTIONS:
		if (setting->foreign)
			column->fdw_options = foreign_options(replay, &column->fdw_options, &setting->options);
		else
			column->options = changed_options(replay, &column->options, &setting->options, setting->reset);
		break;
	}
}

static void column_setting(const Replay *replay, const ColumnSetting *setting)
{
	TableIndex *index = mv_schema_index(replay->schema, &setting->target.table);
	Table *table = index ? NULL : mv_model_target(replay, &setting->target.table, setting->target.if_exists);
	TableVec family = { 0 };
	ChangeKind kind = replay->change->kind;

	if (replay->maybe)
		return;
	if (index) {
		set_index_statistics(replay, index, setting);
		return;
	}
	if (!table || !setting->column.text)
		return;
	/* options and compression never go down to the children (ATPrepCmd) */
	mv_model_family(replay, table, setting->target.only || kind == CHANGE_SET_COLUMN_OPTIONS || kind == CHANGE_SET_COMPRESSION, &family);
	for (uint32_t i = 0; i < family.count; i++) {
		Column *column = mv_table_column(family.items[i], setting->column.text);

		if (column)
			set_column(replay, column, setting);
	}
}

/* ---- relations ---- */

static void set_replica_identity(Table *table, const TableSetting *setting)
{
	const char *how = setting->options.count ? setting->options.items[0].name : "default";

	table->replica_identity = strcmp(how, "full") == 0 || strcmp(how, "nothing") == 0 ? how : NULL;
	for (uint32_t i = 0; i < table->indexes.count; i++)
		table->indexes.items[i]->replica_identity =
			strcmp(how, "index") == 0 && mv_streq(table->indexes.items[i]->object.name, setting->name.text);
}

static void relation_setting(const Replay *replay, const TableSetting *setting)
{
	TableIndex *index = mv_schema_index(replay->schema, &setting->target.table);
	Table *table = index ? NULL : mv_model_target(replay, &setting->target.table, setting->target.if_exists);
	ChangeKind kind = replay->change->kind;

	if (replay->maybe || (!table && !index))
		return;
	if (kind == CHANGE_SET_OPTIONS || kind == CHANGE_RESET_OPTIONS) {
		OptionVec *options = index ? &index->options : &table->options;

		*options = changed_options(replay, options, &setting->options, kind == CHANGE_RESET_OPTIONS);
	} else if (kind == CHANGE_SET_TABLESPACE) {
		const char *tablespace = mv_streq(setting->name.text, "pg_default") ? NULL : setting->name.text;

		if (index)
			index->tablespace = tablespace;
		else
			table->tablespace = tablespace;
	} else if (kind == CHANGE_SET_ACCESS_METHOD && table) {
		table->access_method = mv_streq(setting->name.text, "default") ? NULL : setting->name.text;
	} else if (kind == CHANGE_REPLICA_IDENTITY && table) {
		set_replica_identity(table, setting);
	}
}

void mv_apply_storage(const Replay *replay)
{
	switch ((int)replay->change->kind) {
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_STORAGE:
	case CHANGE_SET_COMPRESSION:
	case CHANGE_SET_COLUMN_OPTIONS:
		column_setting(replay, replay->change->as.column_setting);
		break;
	case CHANGE_SET_ACCESS_METHOD:
	case CHANGE_SET_TABLESPACE:
	case CHANGE_SET_OPTIONS:
	case CHANGE_RESET_OPTIONS:
	case CHANGE_REPLICA_IDENTITY:
		relation_setting(replay, replay->change->as.table_setting);
		break;
	}
}
