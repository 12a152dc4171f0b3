/*
 * catalog.h: names of constraints, indexes and sequences that the statements
 * made so far have given, as Django would find them by introspection.
 *
 * They cannot be computed from the state: a constraint keeps its name when its
 * table or column is renamed, and operations that change only the state change
 * nothing here. Follows what the lowering executes, nothing else.
 */
#ifndef MIGVET_DJANGO_CATALOG_H
#define MIGVET_DJANGO_CATALOG_H

#include "migvet/base.h"

typedef enum CatalogKind {
	CATALOG_PRIMARY_KEY, CATALOG_UNIQUE, CATALOG_CHECK, CATALOG_FOREIGN_KEY, CATALOG_EXCLUSION, CATALOG_INDEX,
} CatalogKind;

typedef struct CatalogEntry {
	CatalogKind kind;
	const char *name;
	const char *const *columns; /* NULL element: an expression */
	uint32_t column_count;
	bool unique;          /* an index that is unique; PRIMARY_KEY and UNIQUE are */
	bool partial;         /* an index with a condition or expressions */
	const char *method;   /* of an index: "btree" */
	const char *references; /* table, of a foreign key */
} CatalogEntry;

typedef struct CatalogTable {
	const char *name;
	VEC(CatalogEntry) entries;
	VEC(const char *) serials; /* column, sequence, column, sequence ... of serial columns */
	bool absent;   /* only of saved ones */
	uint32_t save; /* of saved ones: for which mv_catalog_save */
	bool complete; /* false: others may be there (the table was not made by what was read) */
} CatalogTable;

typedef struct Catalog {
	Arena *arena;
	Map tables;
	Map owners; /* name of an index or constraint -> CatalogTable, the last one that got it */
	bool recording;
	uint32_t save; /* how many there were */
	VEC(CatalogTable *) saved; /* tables as they were; `absent`: there was none of this name */
	Map saved_of; /* name -> CatalogTable: what was saved of it last */
} Catalog;

/* What is changed from here on is undone by mv_catalog_restore: a way back that is only tried. */
void mv_catalog_save(Catalog *catalog);
void mv_catalog_restore(Catalog *catalog);
/* Before a table of this name is changed by other means than these functions. */
void mv_catalog_touch(Catalog *catalog, const char *name);

/*
 * The name that PostgreSQL gives to what has none: "shop_order_number_key"; a
 * number is added to one that is taken. `column` NULL: of the whole table ("pkey").
 */
const char *mv_catalog_made_name(const Catalog *catalog, const char *table, const char *column, const char *label);

/* NULL: not known. */
CatalogTable *mv_catalog_table(const Catalog *catalog, const char *name);
CatalogTable *mv_catalog_add_table(Catalog *catalog, const char *name);
void mv_catalog_rename_table(Catalog *catalog, const char *name, const char *new_name);
void mv_catalog_drop_table(Catalog *catalog, const char *name);
void mv_catalog_rename_column(Catalog *catalog, const char *table, const char *column, const char *new_name);
/* With all that is on it. */
void mv_catalog_drop_column(Catalog *catalog, const char *table, const char *column);
/* The table is made (not complete) when it is not there. The entry and its columns are copied. */
void mv_catalog_add(Catalog *catalog, const char *table, const CatalogEntry *entry);
void mv_catalog_drop(Catalog *catalog, const char *table, const char *name);
/* Index or constraint of any table (DROP INDEX and RENAME INDEX do not name it). */
void mv_catalog_drop_named(Catalog *catalog, const char *name);
void mv_catalog_rename_named(Catalog *catalog, const char *name, const char *new_name);
const char *mv_catalog_sequence(const Catalog *catalog, const char *table, const char *column);

/*
 * Django's _constraint_names: TRI_UNKNOWN is "no matter". `index`: true of
 * indexes, and of the indexes of primary keys and unique constraints, as
 * introspection has it.
 */
typedef struct CatalogQuery {
	const char *const *columns; /* NULL: any */
	uint32_t column_count;
	Tri unique, primary_key, index, check;
	bool foreign_key;
	const char *method; /* "btree", or NULL */
	const char *const *exclude; /* names */
	uint32_t exclude_count;
} CatalogQuery;
/* The names found, in the order in which introspection gives them; `count` of them. */
const char **mv_catalog_names(const Catalog *catalog, const char *table, const CatalogQuery *query, uint32_t *count);

#endif
