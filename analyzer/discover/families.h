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
/* Do the directories around it say "migrations", and none "tests" or "queries"? */
bool mv_place_suggests_migrations(Discovery *d, const Directory *directory);
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

/* ---- layout_directory.c ---- */

extern const Layout mv_layout_diesel, mv_layout_hasura, mv_layout_prisma, mv_layout_synapse, mv_layout_manifest,
	mv_layout_nested;

/* One directory per migration. */
bool mv_directory_claims(Discovery *d, Directory *directory);
void mv_directory_collect(Discovery *d, const Layout *layout, Directory *directory);
/* One directory per version, several steps inside. */
bool mv_versions_claims(Discovery *d, Directory *directory);
void mv_versions_collect(Discovery *d, const Layout *layout, Directory *directory);

/* ---- layout_journal.c ---- */

extern const Layout mv_layout_drizzle, mv_layout_atlas, mv_layout_sqitch, mv_layout_graphile;

/* Divides at "--> statement-breakpoint". */
void mv_breakpoint_sections(Discovery *d, Migration *migration);
bool mv_drizzle_claims(Discovery *d, Directory *directory);
void mv_drizzle_collect(Discovery *d, const Layout *layout, Directory *directory);
bool mv_atlas_claims(Discovery *d, Directory *directory);
void mv_atlas_collect(Discovery *d, const Layout *layout, Directory *directory);
bool mv_sqitch_claims(Discovery *d, Directory *directory);
void mv_sqitch_collect(Discovery *d, const Layout *layout, Directory *directory);
bool mv_graphile_claims(Discovery *d, Directory *directory);
void mv_graphile_collect(Discovery *d, const Layout *layout, Directory *directory);

/* ---- layout_liquibase.c, changelog.c ---- */

extern const Layout mv_layout_liquibase;

bool mv_liquibase_claims(Discovery *d, Directory *directory);
void mv_liquibase_collect(Discovery *d, const Layout *layout, Directory *directory);
/* Adds the changesets of a formatted SQL file, or the whole of another one. */
void mv_liquibase_add_sql(Steps *steps, File *file);
/* "postgresql,oracle", "!h2": is PostgreSQL among them? */
bool mv_liquibase_dbms(Str dbms);
/* Is it a formatted SQL changelog? */
bool mv_liquibase_formatted(Str text);
/* Follows an XML, YAML or JSON changelog and what it includes. */
void mv_changelog_add(Steps *steps, File *file);
/* Is it one that others start from: db.changelog-master.xml? */
bool mv_changelog_master(Discovery *d, File *file);

/* ---- layout_django.c ---- */

extern const Layout mv_layout_django;

typedef VEC(Directory *) DirectoryVec;

/* Does the directory hold migrations of a Django app? */
bool mv_django_claims(Discovery *d, Directory *directory);
/* The projects that these directories belong to, whole. */
void mv_django_collect(Discovery *d, const DirectoryVec *directories);

/* ---- layout_alembic.c, alembic_ini.c ---- */

extern const Layout mv_layout_alembic;

/* Does the directory hold revisions? */
bool mv_alembic_claims(Discovery *d, Directory *directory);
/* Trees told by the configuration files, by directories with env.py, and what is left of directories with revisions. */
typedef struct AlembicEvidence {
	VEC(File *) files;        /* alembic.ini */
	DirectoryVec environments;
	DirectoryVec versions;
} AlembicEvidence;
void mv_alembic_collect(Discovery *d, const AlembicEvidence *evidence);

/* One tree as its configuration describes it. */
typedef struct AlembicTree {
	const char *script;             /* absolute directory of env.py, or NULL */
	VEC(const char *) versions;     /* absolute directories; none given: script/versions */
	bool recursive, configured;
	const char *config_directory;   /* of the file that tells all this, or NULL */
} AlembicTree;
typedef VEC(AlembicTree) AlembicTreeVec;
/* All sections with a script_location. */
void mv_alembic_ini_read(Discovery *d, File *file, AlembicTreeVec *trees);
/* [tool.alembic] of a pyproject.toml. */
void mv_alembic_pyproject_read(Discovery *d, File *file, AlembicTreeVec *trees);

#endif
