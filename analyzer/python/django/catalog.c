/* catalog.c: names that the statements so far have given. */
#include "catalog.h"

#include <stdlib.h>
#include <string.h>

CatalogTable *mv_catalog_table(const Catalog *catalog, const char *name)
{
	return mv_map_get(&catalog->tables, name);
}

/* ---- undoing ---- */

/* Before a table of this name changes, comes or goes. */
void mv_catalog_touch(Catalog *catalog, const char *name)
{
	const CatalogTable *table, *last;
	CatalogTable *copy;

	if (!catalog->recording)
		return;
	last = mv_map_get(&catalog->saved_of, name);
	if (last && last->save == catalog->save)
		return;
	table = mv_catalog_table(catalog, name);
	copy = MV_NEW(catalog->arena, CatalogTable);
	*VEC_PUSH(catalog->arena, &catalog->saved) = copy;
	copy->name = mv_arena_strdup(catalog->arena, name);
	copy->save = catalog->save;
	copy->absent = table == NULL;
	mv_map_set(&catalog->saved_of, copy->name, copy);
	if (!table)
		return;
	copy->complete = table->complete;
	for (uint32_t i = 0; i < table->entries.count; i++)
		*VEC_PUSH(catalog->arena, &copy->entries) = table->entries.items[i];
	for (uint32_t i = 0; i < table->serials.count; i++)
		*VEC_PUSH(catalog->arena, &copy->serials) = table->serials.items[i];
}

void mv_catalog_save(Catalog *catalog)
{
	catalog->recording = true;
	catalog->save++;
	catalog->saved.count = 0;
}

void mv_catalog_restore(Catalog *catalog)
{
	catalog->recording = false;
	for (uint32_t i = 0; i < catalog->saved.count; i++)
		mv_catalog_drop_table(catalog, catalog->saved.items[i]->name);
	for (uint32_t i = 0; i < catalog->saved.count; i++) {
		CatalogTable *table = catalog->saved.items[i];

		if (table->absent)
			continue;
		mv_map_set(&catalog->tables, table->name, table);
		for (uint32_t j = 0; j < table->entries.count; j++)
			mv_map_set(&catalog->owners, table->entries.items[j].name, table);
	}
	catalog->saved.count = 0;
}

CatalogTable *mv_catalog_add_table(Catalog *catalog, const char *name)
{
	CatalogTable *table = MV_NEW(catalog->arena, CatalogTable);

	mv_catalog_touch(catalog, name);
	table->name = mv_arena_strdup(catalog->arena, name);
	table->complete = true;
	mv_map_set(&catalog->tables, table->name, table);
	return table;
}

void mv_catalog_rename_table(Catalog *catalog, const char *name, const char *new_name)
{
	CatalogTable *table = mv_catalog_table(catalog, name);

	if (!table)
		return;
	mv_catalog_touch(catalog, name);
	mv_catalog_touch(catalog, new_name);
	mv_map_remove(&catalog->tables, name);
	table->name = mv_arena_strdup(catalog->arena, new_name);
	mv_map_set(&catalog->tables, table->name, table);
}

static void forget_owner(Catalog *catalog, const CatalogTable *table, const char *name)
{
	if (mv_map_get(&catalog->owners, name) == table)
		mv_map_remove(&catalog->owners, name);
}

void mv_catalog_drop_table(Catalog *catalog, const char *name)
{
	CatalogTable *table = mv_catalog_table(catalog, name);

	if (!table)
		return;
	mv_catalog_touch(catalog, name);
	for (uint32_t i = 0; i < table->entries.count; i++)
		forget_owner(catalog, table, table->entries.items[i].name);
	mv_map_remove(&catalog->tables, name);
}

static bool has_column(const CatalogEntry *entry, const char *column)
{
	for (uint32_t i = 0; i < entry->column_count; i++)
		if (mv_streq(entry->columns[i], column))
			return true;
	return false;
}

/* Entries are copied when their table is saved, and share what they point to. */
static void rename_in(Catalog *catalog, CatalogEntry *entry, const char *column, const char *new_name)
{
	const char **columns;

	if (!has_column(entry, column))
		return;
	columns = MV_NEW_ARRAY(catalog->arena, const char *, entry->column_count);
	for (uint32_t i = 0; i < entry->column_count; i++)
		columns[i] = mv_streq(entry->columns[i], column) ? new_name : entry->columns[i];
	entry->columns = columns;
}

void mv_catalog_rename_column(Catalog *catalog, const char *table_name, const char *column, const char *new_name)
{
	CatalogTable *table = mv_catalog_table(catalog, table_name);

	if (!table)
		return;
	mv_catalog_touch(catalog, table_name);
	new_name = mv_arena_strdup(catalog->arena, new_name);
	for (uint32_t i = 0; i < table->entries.count; i++)
		rename_in(catalog, &table->entries.items[i], column, new_name);
	for (uint32_t i = 0; i + 1 < table->serials.count; i += 2)
		if (mv_streq(table->serials.items[i], column))
			table->serials.items[i] = new_name;
}

void mv_catalog_drop_column(Catalog *catalog, const char *table_name, const char *column)
{
	CatalogTable *table = mv_catalog_table(catalog, table_name);
	uint32_t kept = 0;

	if (!table)
		return;
	mv_catalog_touch(catalog, table_name);
	for (uint32_t i = 0; i < table->entries.count; i++) {
		if (has_column(&table->entries.items[i], column))
			forget_owner(catalog, table, table->entries.items[i].name);
		else
			table->entries.items[kept++] = table->entries.items[i];
	}
	table->entries.count = kept;
	kept = 0;
	for (uint32_t i = 0; i + 1 < table->serials.count; i += 2) {
		if (mv_streq(table->serials.items[i], column))
			continue;
		table->serials.items[kept] = table->serials.items[i];
		table->serials.items[kept + 1] = table->serials.items[i + 1];
		kept += 2;
	}
	table->serials.count = kept;
}

void mv_catalog_add(Catalog *catalog, const char *table_name, const CatalogEntry *entry)
{
	CatalogTable *table = mv_catalog_table(catalog, table_name);
	CatalogEntry *copy;
	const char **columns;

	if (!entry->name)
		return;
	mv_catalog_touch(catalog, table_name);
	if (!table) {
		table = mv_catalog_add_table(catalog, table_name);
		table->complete = false;
	}
	copy = VEC_PUSH(catalog->arena, &table->entries);
	*copy = *entry;
	copy->name = mv_arena_strdup(catalog->arena, entry->name);
	columns = MV_NEW_ARRAY(catalog->arena, const char *, entry->column_count);
	for (uint32_t i = 0; i < entry->column_count; i++)
		columns[i] = mv_arena_strdup(catalog->arena, entry->columns[i]);
	copy->columns = columns;
	if (!copy->method)
		copy->method = "btree";
	mv_map_set(&catalog->owners, copy->name, table);
}

void mv_catalog_drop(Catalog *catalog, const char *table_name, const char *name)
{
	CatalogTable *table = mv_catalog_table(catalog, table_name);
	uint32_t kept = 0;

	if (!table)
		return;
	mv_catalog_touch(catalog, table_name);
	for (uint32_t i = 0; i < table->entries.count; i++)
		if (!mv_streq(table->entries.items[i].name, name))
			table->entries.items[kept++] = table->entries.items[i];
	table->entries.count = kept;
	forget_owner(catalog, table, name);
}

void mv_catalog_drop_named(Catalog *catalog, const char *name)
{
	CatalogTable *table = mv_map_get(&catalog->owners, name);

	if (table)
		mv_catalog_drop(catalog, table->name, name);
}

void mv_catalog_rename_named(Catalog *catalog, const char *name, const char *new_name)
{
	CatalogTable *table = mv_map_get(&catalog->owners, name);

	if (!table)
		return;
	mv_catalog_touch(catalog, table->name);
	new_name = mv_arena_strdup(catalog->arena, new_name);
	for (uint32_t i = 0; i < table->entries.count; i++)
		if (mv_streq(table->entries.items[i].name, name))
			table->entries.items[i].name = new_name;
	mv_map_remove(&catalog->owners, name);
	mv_map_set(&catalog->owners, new_name, table);
}

const char *mv_catalog_sequence(const Catalog *catalog, const char *table_name, const char *column)
{
	const CatalogTable *table = mv_catalog_table(catalog, table_name);

	for (uint32_t i = 0; table && i + 1 < table->serials.count; i += 2)
		if (mv_streq(table->serials.items[i], column))
			return table->serials.items[i + 1];
	return NULL;
}

/* As PostgreSQL's makeObjectName: the longer part is shortened, by bytes but at the start of a character. */
static const char *object_name(Arena *arena, const char *table, const char *column, const char *label)
{
	size_t first = strlen(table), second = column ? strlen(column) : 0, room = 63 - strlen(label) - 1 - (column ? 1 : 0);

	while (first + second > room) {
		if (first > second)
			first--;
		else
			second--;
	}
	while (first > 0 && table[first] && ((unsigned char)table[first] & 0xc0) == 0x80)
		first--;
	while (second > 0 && column && column[second] && ((unsigned char)column[second] & 0xc0) == 0x80)
		second--;
	return column ? mv_arena_format(arena, "%.*s_%.*s_%s", (int)first, table, (int)second, column, label) :
			mv_arena_format(arena, "%.*s_%s", (int)first, table, label);
}

const char *mv_catalog_made_name(const Catalog *catalog, const char *table, const char *column, const char *label)
{
	const char *name = object_name(catalog->arena, table, column, label);

	for (unsigned number = 1; mv_map_get(&catalog->owners, name) && number < 1000; number++)
		name = object_name(catalog->arena, table, column, mv_arena_format(catalog->arena, "%s%u", label, number));
	return name;
}

static bool is_excluded(const CatalogQuery *query, const char *name)
{
	for (uint32_t i = 0; i < query->exclude_count; i++)
		if (mv_streq(query->exclude[i], name))
			return true;
	return false;
}

static bool fits(Tri wanted, bool is) { return wanted == TRI_UNKNOWN || (wanted == TRI_YES) == is; }

static bool matches(const CatalogQuery *query, const CatalogEntry *entry)
{
	bool is_index = entry->kind == CATALOG_INDEX;

	if (query->columns) {
		if (entry->column_count != query->column_count)
			return false;
		for (uint32_t i = 0; i < entry->column_count; i++)
			if (!mv_streq(entry->columns[i], query->columns[i]))
				return false;
	}
	return fits(query->unique, entry->kind == CATALOG_PRIMARY_KEY || entry->kind == CATALOG_UNIQUE || (is_index && entry->unique)) &&
	       fits(query->primary_key, entry->kind == CATALOG_PRIMARY_KEY) && fits(query->index, is_index) &&
	       fits(query->check, entry->kind == CATALOG_CHECK) && (!query->foreign_key || entry->kind == CATALOG_FOREIGN_KEY) &&
	       (!query->method || (is_index && mv_streq(entry->method, query->method))) && !is_excluded(query, entry->name);
}

static int by_kind_and_name(const void *a, const void *b)
{
	const CatalogEntry *x = *(const CatalogEntry *const *)a, *y = *(const CatalogEntry *const *)b;
	bool x_index = x->kind == CATALOG_INDEX, y_index = y->kind == CATALOG_INDEX;

	return x_index != y_index ? x_index - y_index : strcmp(x->name, y->name);
}

const char **mv_catalog_names(const Catalog *catalog, const char *table_name, const CatalogQuery *query, uint32_t *count)
{
	const CatalogTable *table = mv_catalog_table(catalog, table_name);
	VEC(const CatalogEntry *) found = { 0 };
	const char **names;

	for (uint32_t i = 0; table && i < table->entries.count; i++)
		if (matches(query, &table->entries.items[i]))
			*VEC_PUSH(catalog->arena, &found) = &table->entries.items[i];
	/* constraints come first; both by name, because the server looks them up by that */
	if (found.count > 1)
		qsort(found.items, found.count, sizeof *found.items, by_kind_and_name);
	names = MV_NEW_ARRAY(catalog->arena, const char *, found.count);
	for (uint32_t i = 0; i < found.count; i++)
		names[i] = found.items[i]->name;
	*count = found.count;
	return names;
}
