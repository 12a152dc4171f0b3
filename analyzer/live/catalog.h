/*
 * catalog.h: what is asked of PostgreSQL's catalogues. Each part is one SELECT
 * over a whole catalogue, whose rows are statements that make the objects anew:
 *
 *   step      number of a CatalogStep
 *   class     oid of the catalogue that the object is in; of a part of a table: pg_class
 *   object    its oid; the table's
 *   schema    the schema that it is in, or NULL
 *   sql       the statements
 *
 * Parts are joined by UNION ALL, so their number does not grow with the
 * catalogues, nor much with the kinds; one that the role may not read is asked
 * for again alone and recorded as unread.
 *
 * In the texts, {14? a ?: b ?} stands for `a` on servers from 14 on and for `b`
 * (which may be left away) before; {view? a ?} for `a` when the database has
 * something of this kind; {main} for the oid of the role to which most belongs.
 */
#ifndef MIGVET_LIVE_CATALOG_H
#define MIGVET_LIVE_CATALOG_H

#include "migvet/base.h"

/* In this order the statements are replayed. Within STEP_SORTED the order is that of dependencies. */
typedef enum CatalogStep {
	STEP_SCHEMA = 10,
	STEP_EXTENSION = 20,
	STEP_SORTED = 30, /* to 79: what comes first when nothing else decides */
	STEP_ATTACH = 80,
	STEP_COLUMN = 82,
	STEP_OWNED_BY = 84,
	STEP_KEY = 90,
	STEP_INDEX = 100,
	STEP_INDEX_SETTING = 105,
	STEP_FOREIGN_KEY = 110,
	/* What no statement says: */
	STEP_INVALID_INDEX = 250, /* `sql` is the name of an index that is not valid */
	STEP_UNREAD = 251,        /* `sql` is what, name and reason, each in a line */
	STEP_MEMBER = 253,        /* the object is a member of an extension, all of whose rows are left out */
	STEP_SEQUENCE_TYPE = 252, /* `sql` is the type of an identity column's sequence, and its name, each in a line */
} CatalogStep;

/* A kind of things, and the SQL expression that says whether the database has any. */
typedef struct CatalogKind {
	const char *name, *there;
} CatalogKind;

/* Ends with name NULL. */
extern const CatalogKind mv_catalog_kinds[];

/* A statement with one row: 'kinds', the oid and the quoted name of the role to which most belongs, a '0' or '1' for each kind, and NULL. */
void mv_catalog_probe(StrBuf *out);

/* Of the server that is asked. */
typedef struct CatalogFacts {
	int version;       /* major */
	char main_role[16]; /* to which most belongs: its oid */
	const char *kinds; /* what mv_catalog_probe told; NULL: not known, all are asked for */
} CatalogFacts;

typedef struct CatalogPart {
	const char *what; /* "tables": in messages and among the unread */
	int since;        /* major version of the server; 0: all */
	const char *kind; /* without any of it the part has no rows; NULL: it may have */
	const char *sql, *more; /* the text, and its end where a string would be longer than C allows; or NULL */
} CatalogPart;

/* Each ends with what NULL. Those of one array are asked in one statement. */
extern const CatalogPart mv_catalog_relations[];
extern const CatalogPart mv_catalog_parts[];   /* keys, indexes, triggers, policies, rules */
extern const CatalogPart mv_catalog_types[];   /* and routines */
extern const CatalogPart mv_catalog_rare[];    /* operators, text search, foreign servers, publications, ... */
extern const CatalogPart mv_catalog_said[];    /* owners, privileges, comments, labels */

/* Need it be asked for? */
bool mv_catalog_wants(const CatalogPart *part, const CatalogFacts *facts);
/* The text for this server. */
void mv_catalog_expand(StrBuf *out, const CatalogPart *part, const CatalogFacts *facts);

/* ---- pieces of SQL that several parts share ---- */

/* Made by a user. Members of extensions are left out by who reads the rows. */
#define CATALOG_MADE(oid) oid " >= 16384"
/* ... and does not come with another object, as a range type's casts do. */
#define CATALOG_WRITTEN(class, oid) \
	oid " >= 16384 AND NOT EXISTS (SELECT FROM pg_depend w WHERE w.classid = '" class "'::regclass AND w.objid = " oid " AND w.deptype = 'i')"
/* Not a toast or temporary one. */
#define CATALOG_PLAIN(nspname) nspname " !~ '^pg_'"
/* " (a='1', b='2')" behind `keyword`, or nothing */
#define CATALOG_OPTIONS(keyword, options)                                                                                     \
	"coalesce((SELECT ' " keyword " (' || string_agg(quote_ident(option_name) || '=' || quote_literal(option_value), ', ') || ')' " \
	"FROM pg_options_to_table(" options ")), '')"
/* OPTIONS (a '1') of foreign things */
#define CATALOG_FOREIGN_OPTIONS(options)                                                                              \
	"coalesce((SELECT ' OPTIONS (' || string_agg(quote_ident(option_name) || ' ' || quote_literal(option_value), ', ') || ')' " \
	"FROM pg_options_to_table(" options ")), '')"
#define CATALOG_SEQUENCE(s)                                                                                                 \
	"format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s', " s ".seqstart, " s ".seqincrement, " s \
	".seqmin, " s ".seqmax, " s ".seqcache, CASE WHEN " s ".seqcycle THEN ' CYCLE' ELSE '' END)"

#endif
