/* text.c: the lock report for people: statement by statement, then what the migration holds and when it hurts most. */
#include "locks.h"

enum { WIDEST_STATEMENT = 72, NAME_WIDTH = 28, MODE_WIDTH = 23 };

static uint32_t start_of(Arena *arena, const StatementLocks *at)
{
	const Source *source = at->statement->source;
	Span span = mv_migration_place(at->statement->migration, &source, at->statement->span);

	mv_source_index_lines(source, arena);
	return mv_source_position(source, span.start, COLUMN_BYTES).line;
}

static uint32_t end_of(Arena *arena, const StatementLocks *at)
{
	const Source *source = at->statement->source;
	Span span = mv_migration_place(at->statement->migration, &source, at->statement->span);

	mv_source_index_lines(source, arena);
	return mv_source_position(source, span.end > span.start ? span.end - 1 : span.start, COLUMN_BYTES).line;
}

/* Its text on one line, cut where it gets long. */
static void add_statement(StrBuf *out, const Statement *statement)
{
	Str text = mv_source_slice(statement->source, statement->span);
	size_t shown = 0;
	bool blank = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
			blank = true;
			continue;
		}
		if (shown + 2 > WIDEST_STATEMENT && ((unsigned char)c & 0xC0) != 0x80) {
			mv_buf_adds(out, " ...");
			return;
		}
		if (blank && shown) {
			mv_buf_addc(out, ' ');
			shown++;
		}
		blank = false;
		/* a whole character at once: half of one would not be text */
		for (size_t len = 1;; len++) {
			if (i + len == text.len || ((unsigned char)text.ptr[i + len] & 0xC0) != 0x80) {
				mv_buf_add_clean(out, mv_str_slice(text, i, i + len));
				i += len - 1;
				shown++;
				break;
			}
		}
	}
}

static void add_name(StrBuf *out, const char *name)
{
	size_t start = out->len;

	mv_buf_add_clean(out, mv_str(name));
	do
		mv_buf_addc(out, ' ');
	while (out->len - start < NAME_WIDTH);
}

/* "blocks writes; scanned; rebuilds 'a', 'b'" */
void mv_lock_line_effects(const LockLine *line, StrBuf *out)
{
	const char *blocked = mv_locks_blocked_words(line->mode), *separator = "";

	/* who is kept out by the lock of an index is kept out by its table's */
	if (blocked && !line->harmless && line->kind != OBJ_INDEX) {
		mv_buf_addf(out, "blocks %s", blocked);
		separator = "; ";
	} else if (line->harmless) {
		mv_buf_adds(out, "nobody waits for it");
		separator = "; ";
	}
	if (line->rewritten) {
		mv_buf_addf(out, "%srewritten", separator);
		separator = "; ";
	} else if (line->scanned) {
		mv_buf_addf(out, "%sscanned", separator);
		separator = "; ";
	}
	if (line->index_built && !line->rebuilt.count) {
		mv_buf_addf(out, "%sindex built", separator);
		separator = "; ";
	}
	for (uint32_t i = 0; i < line->rebuilt.count; i++) {
		mv_buf_adds(out, i ? ", '" : separator);
		if (!i)
			mv_buf_adds(out, "rebuilds '");
		mv_buf_add_clean(out, mv_str(line->rebuilt.items[i]));
		mv_buf_addc(out, '\'');
		separator = "; ";
	}
	if (!line->certain)
		mv_buf_addf(out, "%spossible, not certain", separator);
}

static void trim_line(StrBuf *out)
{
	while (out->len && out->ptr[out->len - 1] == ' ')
		out->len--;
	mv_buf_addc(out, '\n');
}

static void add_lock(StrBuf *out, const LockLine *line)
{
	mv_buf_adds(out, "         ");
	add_name(out, line->shown);
	mv_buf_addf(out, "%-*s ", MODE_WIDTH, mv_lock_mode_name(line->mode));
	mv_lock_line_effects(line, out);
	trim_line(out);
}

static void add_statement_locks(StrBuf *out, const StatementLocks *at, Arena *arena)
{
	mv_buf_addf(out, "%6u  ", start_of(arena, at));
	add_statement(out, at->statement);
	mv_buf_addc(out, '\n');
	if (at->sqlstate) {
		mv_buf_addf(out, "         fails with %s: ", at->sqlstate);
		mv_buf_add_clean(out, mv_str(at->message));
		mv_buf_addc(out, '\n');
	}
	if (at->statement->resolution != RESOLVED) {
		mv_buf_addf(out, "         not all that it does is known: ");
		mv_buf_add_clean(out, mv_str(at->statement->reason));
		mv_buf_addc(out, '\n');
	}
	for (uint32_t i = 0; i < at->relations.count; i++)
		add_lock(out, &at->relations.items[i]);
	for (uint32_t i = 0; i < at->others.count; i++)
		add_lock(out, &at->others.items[i]);
	if (at->waits_for_snapshots && !at->sqlstate)
		mv_buf_adds(out, "         waits until every transaction that is older has ended\n");
}

static bool depends_on_runner(const StatementLocks *at)
{
	return at->in_transaction == TRI_UNKNOWN && at->relations.count;
}

static void add_held(StrBuf *out, const MigrationLocks *migration, bool is_assumed, Arena *arena)
{
	bool any = false;

	for (uint32_t i = 0; i < migration->held.count; i++) {
		const HeldSpan *held = &migration->held.items[i];
		const char *blocked = mv_locks_blocked_words(held->lock->mode);

		/* what one statement takes and gives back is said beside it */
		if (!blocked || held->from == held->until)
			continue;
		if (!any)
			mv_buf_adds(out, is_assumed ? "  held to the end, if the file runs in one transaction (--transaction says whether):\n" :
						      "  held to the end of the transaction:\n");
		any = true;
		mv_buf_adds(out, "         ");
		add_name(out, held->lock->shown);
		mv_buf_addf(out, "%-*s blocks %s from line %u to %u\n", MODE_WIDTH, mv_lock_mode_name(held->lock->mode), blocked,
			    start_of(arena, held->from), end_of(arena, held->until));
	}
}

static void add_migration(StrBuf *out, const MigrationLocks *migration, bool is_assumed, Arena *arena)
{
	const LockWindow *worst = &migration->worst;

	add_held(out, migration, is_assumed, arena);
	if (worst->blocked) {
		mv_buf_adds(out, "  worst: ");
		mv_buf_add_clean(out, mv_str(mv_window_message(worst, arena)));
		if (worst->from == worst->at)
			mv_buf_addf(out, " (line %u)\n", start_of(arena, worst->at));
		else
			mv_buf_addf(out, " (since line %u, at line %u)\n", start_of(arena, worst->from), start_of(arena, worst->at));
	}
	for (uint32_t i = 0; i < migration->deadlocks.count; i++) {
		const Deadlock *deadlock = &migration->deadlocks.items[i];

		mv_buf_adds(out, "  possible deadlock: ");
		mv_buf_add_clean(out, mv_str(mv_deadlock_message(deadlock, arena)));
		mv_buf_addf(out, " (lines %u and %u)\n", start_of(arena, deadlock->first_at), start_of(arena, deadlock->second_at));
	}
	if (migration->more_deadlocks)
		mv_buf_addf(out, "  ... and %u more possible deadlocks\n", migration->more_deadlocks);
}

void mv_lock_history_text(const LockHistory *history, Arena *arena, StrBuf *out)
{
	uint32_t s = 0;

	for (uint32_t m = 0; m < history->migrations.count; m++) {
		const Migration *migration = history->migrations.items[m].migration;
		bool is_assumed = false;

		if (m)
			mv_buf_addc(out, '\n');
		mv_buf_add_clean(out, mv_str(migration->source->path));
		mv_buf_addf(out, " (PostgreSQL %d)\n", history->server_version);
		for (; s < history->statements.count && history->statements.items[s]->migration == migration; s++) {
			add_statement_locks(out, history->statements.items[s], arena);
			is_assumed = is_assumed || depends_on_runner(history->statements.items[s]);
		}
		add_migration(out, &history->migrations.items[m], is_assumed, arena);
	}
}
