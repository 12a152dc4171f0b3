/*
 * dump.h: the parts of `migvet dump changes`.
 */
#ifndef MIGVET_CHANGE_DUMP_H
#define MIGVET_CHANGE_DUMP_H

#include "migvet/change.h"

/* An offset whose position is known: the next one is rarely far behind it. */
typedef struct KnownPlace {
	const Source *source;
	uint32_t offset;
	Position position;
} KnownPlace;

typedef struct Dump {
	StrBuf *out;
	const Migration *migration;
	Arena *arena;        /* for formatting; released at the end */
	KnownPlace known[4]; /* by role: start and end of operations, start and end of subjects */
} Dump;

/* Each adds a blank and then what it says; nothing when there is nothing to say. */

static inline void dump_word(Dump *d, const char *text)
{
	mv_buf_addf(d->out, " %s", text);
}

static inline void dump_flag(Dump *d, bool set, const char *text)
{
	if (set)
		dump_word(d, text);
}

static inline void dump_pair(Dump *d, const char *key, const char *value)
{
	if (value)
		mv_buf_addf(d->out, " %s=%s", key, value);
}

static inline void dump_qname(Dump *d, const QName *name)
{
	mv_buf_addf(d->out, " %s%s", mv_qname_format(name, d->arena), name->unknown ? "(unknown)" : "");
}

static inline void dump_qname_pair(Dump *d, const char *key, const QName *name)
{
	if (name->name)
		mv_buf_addf(d->out, " %s=%s", key, mv_qname_format(name, d->arena));
}

static inline void dump_expression(Dump *d, const char *key, const Expression *expr)
{
	if (expr)
		mv_buf_addf(d->out, " %s={%s}", key, mv_expr_format(expr, d->arena));
}

static inline void dump_tri(Dump *d, const char *key, Tri value)
{
	if (value != TRI_UNKNOWN)
		dump_pair(d, key, value == TRI_YES ? "yes" : "no");
}

/* ---- dump_parts.c ---- */
void mv_dump_idents(Dump *d, const char *key, const IdentVec *names);
void mv_dump_options(Dump *d, const char *key, const OptionVec *list);
void mv_dump_query(Dump *d, const QueryInfo *info);
void mv_dump_persistence(Dump *d, Persistence p);
void mv_dump_target(Dump *d, const Target *t);
void mv_dump_index_keys(Dump *d, const char *key, const IndexKeyVec *keys);
void mv_dump_constraint(Dump *d, const ConstraintSpec *c);
const char *mv_dump_identity_word(Identity identity);
void mv_dump_column(Dump *d, const ColumnSpec *c);
void mv_dump_columns(Dump *d, const ColumnSpecVec *list);
void mv_dump_constraints(Dump *d, const ConstraintSpecVec *list);
const char *mv_dump_partition_kind(PartitionKind kind);
void mv_dump_bound(Dump *d, const PartitionBound *b);

/* ---- dump_payloads.c ---- */
void mv_dump_payload(Dump *d, const Change *change);

#endif
