/*
 * frontend.h: turning a migration's text into statements and changes.
 *
 * A front end is pure: it looks at one migration and nothing else, so that
 * migrations are read in parallel. What depends on the schema (guards of DO
 * blocks) is left to replay as Guards.
 */
#ifndef MIGVET_FRONTEND_H
#define MIGVET_FRONTEND_H

#include "migvet/finding.h"

/*
 * Reads all sections of `migration`: fills statements and problems.
 * Memory from `arena`, which only this thread uses; `scratch` is reset by the caller.
 */
void mv_postgres_read(Migration *migration, Arena *arena, Arena *scratch);

/* A type as SQL writes it, "timestamp with time zone", "numeric(19, 4)[]"; NULL: it is none. */
const Type *mv_type_read(const char *text, Arena *arena);

/*
 * Parses a migration's Python file: fills Migration.python, and problems when it
 * is not Python. Pure, in parallel; memory from `arena`.
 */
void mv_python_parse(Migration *migration, Arena *arena);
/*
 * Orders a history in Python, whose files are parsed, and writes the SQL that
 * each migration comes to: Migration.generated and sections. Then
 * mv_postgres_read reads them. Problems of the graph go to migrations or to `project`.
 */
void mv_python_lower(Project *project, MigrationSet *set, Arena *arena);

/* What the names of a Python migration come to, and what its functions call: for tests, and to see what is not known. */
void mv_python_values_dump(const MigrationSet *set, const Migration *migration, StrBuf *out);

/*
 * Says what findings about migrations in Python advise in the words of their framework: the code of steps, help, fixes.
 * Their places are those of the Python files by now.
 */
void mv_python_advise(const FindingVec *findings, Arena *arena);

/* Frees what the libraries keep for the calling thread. */
void mv_postgres_thread_end(void);

#endif
