/*
 * ddl_table.c: CREATE TABLE in all its forms.
 */
#include "ddl.h"

#include <string.h>

Persistence mv_pg_persistence(const RangeVar *relation)
{
	switch (relation->relpersistence) {
	case 't':
		return PERSISTENCE_TEMPORARY;
	case 'u':
		return PERSISTENCE_UNLOGGED;
	}
	return PERSISTENCE_PERMANENT;
}

QName mv_pg_new_name(Lower *lower, const RangeVar *relation)
{
	QName name = mv_pg_range_var(lower, relation);

	if (!name.schema && lower->new_schema && relation->relpersistence != 't')
		name.schema = lower->new_schema;
	return name;
}

static void add_like(Lower *lower, CreateTable *table, const TableLikeClause *like)
{
	LikeClause *clause = VEC_PUSH(lower->arena, &table->like);

	clause->source = mv_pg_range_var(lower, like->relation);
	clause->comments = (like->options & CREATE_TABLE_LIKE_COMMENTS) != 0;
	clause->compression = (like->options & CREATE_TABLE_LIKE_COMPRESSION) != 0;
	clause->constraints = (like->options & CREATE_TABLE_LIKE_CONSTRAINTS) != 0;
	clause->defaults = (like->options & CREATE_TABLE_LIKE_DEFAULTS) != 0;
	clause->generated = (like->options & CREATE_TABLE_LIKE_GENERATED) != 0;
	clause->identity = (like->options & CREATE_TABLE_LIKE_IDENTITY) != 0;
	clause->indexes = (like->options & CREATE_TABLE_LIKE_INDEXES) != 0;
	clause->statistics = (like->options & CREATE_TABLE_LIKE_STATISTICS) != 0;
	clause->storage = (like->options & CREATE_TABLE_LIKE_STORAGE) != 0;
}

static void add_elements(Lower *lower, CreateTable *table, const List *elements, Span span)
{
	const ListCell *cell;

	foreach(cell, elements) {
		const Node *element = lfirst(cell);

		if (IsA(element, ColumnDef)) {
			const ColumnDef *def = (const ColumnDef *)element;

			*VEC_PUSH(lower->arena, &table->columns) =
				mv_pg_column(lower, def, mv_pg_element_span(lower, def->location, span));
		} else if (IsA(element, Constraint)) {
			const Constraint *constraint = (const Constraint *)element;

			*VEC_PUSH(lower->arena, &table->constraints) = mv_pg_constraint(
				lower, constraint, mv_pg_element_span(lower, constraint->location, span));
		} else if (IsA(element, TableLikeClause)) {
			add_like(lower, table, (const TableLikeClause *)element);
		}
	}
}

static PartitionKind partition_kind(char strategy)
{
	switch (strategy) {
	case PARTITION_STRATEGY_LIST:
		return PARTITION_LIST;
	case PARTITION_STRATEGY_RANGE:
		return PARTITION_RANGE;
	case PARTITION_STRATEGY_HASH:
		return PARTITION_HASH;
	}
	return PARTITION_NONE;
}

PartitionBound *mv_pg_partition_bound(Lower *lower, const PartitionBoundSpec *spec, Span within)
{
	PartitionBound *bound;
	const ListCell *cell;
	Cursor cursor;

	if (!spec)
		return NULL;
	bound = MV_NEW(lower->arena, PartitionBound);
	bound->is_default = spec->is_default;
	bound->strategy = spec->is_default ? PARTITION_NONE : partition_kind(spec->strategy);
	bound->modulus = spec->modulus;
	bound->remainder = spec->remainder;
	foreach(cell, spec->listdatums)
		*VEC_PUSH(lower->arena, &bound->list) = mv_pg_stored(lower, lfirst(cell));
	foreach(cell, spec->lowerdatums)
		*VEC_PUSH(lower->arena, &bound->from) = mv_pg_stored(lower, lfirst(cell));
	foreach(cell, spec->upperdatums)
		*VEC_PUSH(lower->arena, &bound->to) = mv_pg_stored(lower, lfirst(cell));
	/* The location is that of DEFAULT, IN, FROM or WITH. */
	if (lower->parsed->exact && spec->location >= 0) {
		cursor = mv_pg_cursor(lower, (Span){ lower->parsed->base + (uint32_t)spec->location, within.end });
		mv_pg_advance(&cursor);
		if (!bound->is_default) {
			mv_pg_skip_group(&cursor);
			if (bound->strategy == PARTITION_RANGE && mv_pg_accept(&cursor, "to"))
				mv_pg_skip_group(&cursor);
		}
		bound->span = mv_pg_span_from(lower, spec->location, &cursor);
	} else {
		bound->span = within;
	}
	return bound;
}

static void add_partitioning(Lower *lower, CreateTable *table, const PartitionSpec *spec, Span span)
{
	const ListCell *cell;

	table->partition_by = partition_kind((char)spec->strategy);
	foreach(cell, spec->partParams) {
		const PartitionElem *elem = lfirst(cell);
		IndexKey *key = VEC_PUSH(lower->arena, &table->partition_keys);

		key->column = mv_pg_copy(lower, elem->name);
		key->expression = mv_pg_stored(lower, elem->expr);
		key->collation = mv_pg_joined_name(lower, elem->collation);
		key->opclass = mv_pg_joined_name(lower, elem->opclass);
		key->span = mv_pg_element_span(lower, elem->location, span);
	}
}

void mv_pg_lower_create_table(Lower *lower, const CreateStmt *stmt, Span span, bool foreign, const char *server)
{
	CreateTable *table = MV_NEW(lower->arena, CreateTable);
	const ListCell *cell;

	mv_pg_change(lower, CHANGE_CREATE_TABLE, span)->as.table = table;
	table->name = mv_pg_new_name(lower, stmt->relation);
	mv_pg_set_subject(lower, table->name.span);
	table->persistence = mv_pg_persistence(stmt->relation);
	table->if_not_exists = stmt->if_not_exists;
	table->foreign = foreign;
	table->server = mv_pg_copy(lower, server);
	table->options = mv_pg_options(lower, stmt->options);
	table->access_method = mv_pg_copy(lower, stmt->accessMethod);
	table->tablespace = mv_pg_copy(lower, stmt->tablespacename);
	add_elements(lower, table, stmt->tableElts, span);
	if (stmt->partbound) {
		table->partition_of = mv_pg_range_var(lower, linitial(stmt->inhRelations));
		table->bound = mv_pg_partition_bound(lower, stmt->partbound, span);
	} else {
		foreach(cell, stmt->inhRelations)
			*VEC_PUSH(lower->arena, &table->inherits) = mv_pg_range_var(lower, lfirst(cell));
	}
	if (stmt->partspec)
		add_partitioning(lower, table, stmt->partspec, span);
	if (stmt->ofTypename)
		table->of_type = mv_pg_name_list(lower, stmt->ofTypename->names, stmt->ofTypename->location);
}

void mv_pg_create_table(Lower *lower, const Node *node, Span span)
{
	mv_pg_lower_create_table(lower, (const CreateStmt *)node, span, false, NULL);
}

void mv_pg_create_foreign_table(Lower *lower, const Node *node, Span span)
{
	const CreateForeignTableStmt *stmt = (const CreateForeignTableStmt *)node;

	mv_pg_lower_create_table(lower, &stmt->base, span, true, stmt->servername);
	mv_pg_last_change(lower)->as.table->options = mv_pg_options(lower, stmt->options);
}

/* ---- from a query ---- */

static void create_table_as(Lower *lower, const IntoClause *into, const Node *query, bool if_not_exists, Span span)
{
	CreateTableAs *table = MV_NEW(lower->arena, CreateTableAs);
	Cursor cursor;

	mv_pg_change(lower, CHANGE_CREATE_TABLE_AS, span)->as.table_as = table;
	table->name = mv_pg_new_name(lower, into->rel);
	mv_pg_set_subject(lower, table->name.span);
	table->persistence = mv_pg_persistence(into->rel);
	table->if_not_exists = if_not_exists;
	table->with_no_data = into->skipData;
	table->options = mv_pg_options(lower, into->options);
	table->access_method = mv_pg_copy(lower, into->accessMethod);
	table->tablespace = mv_pg_copy(lower, into->tableSpaceName);
	cursor = mv_pg_cursor(lower, (Span){ table->name.span.end, span.end });
	table->columns = mv_pg_idents(lower, into->colNames, &cursor);
	/* CREATE TABLE AS EXECUTE p: the columns are those of a statement prepared elsewhere. */
	if (IsA(query, SelectStmt))
		table->query = mv_pg_stored_query(lower, query);
}

void mv_pg_create_table_as(Lower *lower, const Node *node, Span span)
{
	const CreateTableAsStmt *stmt = (const CreateTableAsStmt *)node;

	if (stmt->objtype == OBJECT_MATVIEW)
		mv_pg_create_materialized_view(lower, stmt, span);
	else
		create_table_as(lower, stmt->into, stmt->query, stmt->if_not_exists, span);
}

void mv_pg_select_into(Lower *lower, const SelectStmt *stmt, const IntoClause *into, Span span)
{
	create_table_as(lower, into, (const Node *)stmt, false, span);
}
