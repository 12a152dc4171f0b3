/*
 * families.h: the layout families: each claims directories by its evidence and
 * collects the histories in them. Private to analyzer/discover.
 *
 * `claims` may read files (they are read once in any case). `collect` with a
 * layout obeys the configuration; with NULL it decides between its layouts.
 */
#ifndef MIGVET_FAMILIES_H
#define MIGVET_FAMILIES_H

#include "discover.h"

/* ---- layout_numbered.c ---- */

extern const Layout mv_layout_plain, mv_layout_golang_migrate, mv_layout_sqlx, mv_layout_morph, mv_layout_pop,
	mv_layout_postgres_migrations, mv_layout_supabase, mv_layout_postgrator;

/* The transaction that comments at the head of a file ask for; `mode` when there are none. */
TransactionMode mv_directive_transaction(Str text, TransactionMode mode);
bool mv_numbered_claims(Discovery *d, Directory *directory);
bool mv_up_down_claims(Discovery *d, Directory *directory);
void mv_numbered_collect(Discovery *d, const Layout *layout, Directory *directory);

/* A file that belongs to no history that was found. */
void mv_loose_add(Steps *steps, File *file);

/* ---- layout_markers.c ---- */

extern const Layout mv_layout_goose, mv_layout_dbmate, mv_layout_schemactl, mv_layout_sql_migrate, mv_layout_dbwarden,
	mv_layout_tern, mv_layout_node_pg_migrate, mv_layout_evolutions;

/* Whose markers stand in the text; NULL: nobody's. */
const Layout *mv_markers_in(Str text);
/* Whose markers most of a directory's files have; NULL: nobody's. */
const Layout *mv_markers_layout(Discovery *d, Directory *directory);
/* Divides the migration's file. */
void mv_markers_sections(Discovery *d, const Layout *layout, Migration *migration);
void mv_markers_collect(Discovery *d, const Layout *layout, Directory *directory);

/* ---- layout_flyway.c ---- */

extern const Layout mv_layout_flyway, mv_layout_refinery, mv_layout_ducktracker;

bool mv_flyway_claims(Discovery *d, Directory *directory);
void mv_flyway_collect(Discovery *d, const Layout *layout, Directory *directory);

#endif
