/*
 * engine.h: inside of analyzer/check: what the loop over changes keeps.
 */
#ifndef MIGVET_CHECK_ENGINE_H
#define MIGVET_CHECK_ENGINE_H

#include "migvet/check.h"

/* Positions in mv_rules. */
typedef VEC(uint16_t) RuleList;

/* A saved schema, to go back to. */
typedef struct Savepoint {
	const char *name; /* NULL: the start of the transaction */
	Schema schema;
} Savepoint;

/* What is tracked for each judged server version; the schema and the session are the same for all. */
typedef VEC(TakenLock) TakenLockVec;
typedef struct JudgedVersion {
	int version;
	TakenLockVec taken; /* in the present transaction */
} JudgedVersion;

typedef struct Engine {
	const Config *config;
	FindingVec *findings;
	Arena *arena;
	RuleContext context;
	Schema schema;
	Session session;
	LockReport locks;
	VEC(JudgedVersion) versions;
	Arena *lock_arena; /* lock reports of the present transaction */
	/* Rules by the kind of change, so that a change costs only what looks at it. */
	RuleList by_kind[CHANGE_KIND_COUNT];
	RuleList at_migration, at_end;
	Severity *severities;  /* of mv_rules for the present migration's path */
	const char *severities_path;
	uint32_t transactions; /* numbered so far */
	uint32_t order;        /* of findings */
	bool implicit_block;   /* the runner sends several statements as one query string */
	bool judging;          /* the present migration is under review, and rules are wanted */
	VEC(Savepoint) savepoints; /* only in transactions that go back */
} Engine;

/* ---- session.c ---- */

/* A migration begins: the runner's transaction, if any. `continues`: in the transaction of the one before. */
void mv_session_begin_migration(Engine *engine, const Migration *migration, bool continues);
/* Sections with a rule of their own (Liquibase changesets) are transactions of their own. */
void mv_session_begin_section(Engine *engine, const Migration *migration, uint32_t section);
void mv_session_end_migration(Engine *engine, const Migration *migration);
/* Before a statement: outside of a block it gets a transaction of its own. */
void mv_session_begin_statement(Engine *engine);
/* After a change was judged: BEGIN, COMMIT, SET ... take effect. */
void mv_session_apply(Engine *engine, const Change *change);

/* ---- report.c ---- */
Finding *mv_engine_finding(Engine *engine, const Rule *rule, Severity severity, const Migration *migration,
			   const Source *source, const char *path, Span span, const char *message);

/* ---- merge.c ---- */
void mv_findings_merge(const Config *config, Arena *arena, FindingVec *findings);

#endif
