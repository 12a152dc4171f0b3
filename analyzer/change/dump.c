/*
 * dump.c: a migration's statements and changes as text, one line each. What
 * `migvet dump changes` prints, and the format of the goldens in tests/parse.
 *
 *   statement 3:1-3:40 ALTER TABLE
 *     add column 3:13-3:40 @3:24-3:29 orders.total numeric(10,2) not null
 *
 * First the place of the operation, then (@) of the name that it is about.
 */
#include "dump.h"

#include <string.h>

static void guards(Dump *d, const Guard *guard)
{
	for (; guard; guard = guard->next) {
		mv_buf_adds(d->out, guard->negated ? " unless(" : " if(");
		switch (guard->kind) {
		case GUARD_UNKNOWN:
			mv_buf_adds(d->out, "unknown");
			break;
		case GUARD_NEVER:
			mv_buf_adds(d->out, "never");
			break;
		case GUARD_OBJECT_EXISTS:
			mv_buf_adds(d->out, guard->object == OBJ_NONE ? "relation" : mv_object_kind_name(guard->object));
			if (guard->relation)
				mv_buf_addf(d->out, " on %s", guard->relation);
			mv_buf_addf(d->out, " %s%s%s", guard->schema ? guard->schema : "", guard->schema ? "." : "",
				    guard->name ? guard->name : "?");
			break;
		}
		mv_buf_addc(d->out, ')');
	}
}

/* As mv_source_position, but a long line is not counted anew for each place in it. */
static Position position(KnownPlace *known, const Source *source, uint32_t offset)
{
	const char *text = source->text.ptr;
	uint32_t at;

	if (known->source == source && offset >= known->offset && offset <= source->text.len &&
	    !memchr(text + known->offset, '\n', offset - known->offset)) {
		for (at = known->offset; at < offset; at++)
			known->position.column += ((unsigned char)text[at] & 0xc0) != 0x80;
	} else {
		known->position = mv_source_position(source, offset, COLUMN_CODE_POINTS);
	}
	known->source = source;
	known->offset = offset;
	return known->position;
}

static void place(Dump *d, const Source *source, Span span, KnownPlace known[2])
{
	Span shown = mv_migration_place(d->migration, &source, span);
	Position start = position(&known[0], source, shown.start);
	Position end = position(&known[1], source, shown.end);

	mv_buf_addf(d->out, "%u:%u-%u:%u", (unsigned)start.line, (unsigned)start.column, (unsigned)end.line,
		    (unsigned)end.column);
}

static void dump_change(Dump *d, const Change *change, const Source *source)
{
	mv_buf_addf(d->out, "  %s ", mv_change_kind_name(change->kind));
	place(d, source, change->span, d->known);
	if (change->subject.start != change->span.start || change->subject.end != change->span.end) {
		mv_buf_adds(d->out, " @");
		place(d, source, change->subject, d->known + 2);
	}
	mv_dump_payload(d, change);
	dump_flag(d, change->truncated, "truncated");
	dump_flag(d, change->loop != 0, "loop");
	dump_flag(d, (change->swallowed & SWALLOW_DUPLICATE) != 0, "swallows-duplicate");
	dump_flag(d, (change->swallowed & SWALLOW_UNDEFINED) != 0, "swallows-undefined");
	dump_flag(d, (change->swallowed & SWALLOW_ALL) != 0, "swallows-all");
	dump_flag(d, (change->swallowed & SWALLOW_OTHER) != 0, "swallows-other");
	guards(d, change->guard);
	mv_buf_addc(d->out, '\n');
}

static const char *resolution(Resolution r)
{
	switch (r) {
	case RESOLVED:
		return NULL;
	case RESOLVED_PARTLY:
		return "partly resolved";
	case UNRESOLVED:
		return "unresolved";
	}
	return NULL;
}

static void dump_statement(Dump *d, const Statement *statement)
{
	const char *how = resolution(statement->resolution);
	uint32_t i;

	mv_buf_adds(d->out, statement->down ? "down statement " : "statement ");
	place(d, statement->source, statement->span, d->known);
	dump_word(d, statement->tag ? statement->tag : "?");
	if (how)
		mv_buf_addf(d->out, " %s: %s", how, statement->reason ? statement->reason : "?");
	mv_buf_addc(d->out, '\n');
	for (i = 0; i < statement->changes.count; i++)
		dump_change(d, &statement->changes.items[i], statement->source);
}

/* Positions need a line index; one that nobody made yet is made for the time of the dump. */
static bool lend_lines(Source *source, Arena *arena)
{
	if (!source || source->line_starts)
		return false;
	mv_source_index_lines(source, arena);
	return true;
}

static void return_lines(Source *source)
{
	source->line_starts = NULL;
	source->line_count = 0;
}

void mv_change_dump(const Migration *migration, StrBuf *out)
{
	Dump d = { .out = out, .migration = migration, .arena = mv_arena_new() };
	bool lent = lend_lines(migration->source, d.arena), lent_down = lend_lines(migration->down_source, d.arena);
	uint32_t i;

	mv_buf_addf(out, "migration %s\n",
		    migration->source ? migration->source->path : migration->version ? migration->version : "?");
	for (i = 0; i < migration->problems.count; i++) {
		const Problem *problem = &migration->problems.items[i];
		const Source *source = problem->source ? problem->source : migration->source;

		mv_buf_addf(out, "problem %s ", problem->rule);
		if (source)
			place(&d, source, problem->span, d.known);
		mv_buf_addf(out, " %s%s%s\n", problem->message, problem->sqlstate ? " " : "",
			    problem->sqlstate ? problem->sqlstate : "");
	}
	for (i = 0; i < migration->statements.count; i++)
		dump_statement(&d, &migration->statements.items[i]);
	if (lent)
		return_lines(migration->source);
	if (lent_down)
		return_lines(migration->down_source);
	mv_arena_free(d.arena);
}
