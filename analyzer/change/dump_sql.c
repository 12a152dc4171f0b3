/*
 * dump_sql.c: what `migvet dump sql` prints: the statements of a migration as
 * they are sent, also where they were made from Python. One format for people,
 * for goldens, and for comparison with what a server logged.
 */
#include "migvet/change.h"
#include "migvet/layout.h"

typedef struct SqlDump {
	const Migration *migration;
	StrBuf *out;
	uint32_t line;      /* of the operation that was named last; 0: none */
	uint32_t section;   /* whose circumstances were told last; UINT32_MAX: none */
	const Source *counted; /* lines are counted from where the last count ended */
	uint32_t counted_offset, counted_line;
} SqlDump;

static uint32_t line_of(SqlDump *d, const Source *source, uint32_t offset)
{
	uint32_t i = 0, line = 1;

	if (d->counted == source && d->counted_offset <= offset) {
		i = d->counted_offset;
		line = d->counted_line;
	}
	for (; i < offset && i < source->text.len; i++)
		line += source->text.ptr[i] == '\n';
	d->counted = source;
	d->counted_offset = offset;
	d->counted_line = line;
	return line;
}

static void dump_circumstances(SqlDump *d, const Section *section)
{
	if (d->migration->source) {
		uint32_t line = line_of(d, d->migration->source, section->operation.start);

		if (line != d->line)
			mv_buf_addf(d->out, "-- line %u\n", line);
		d->line = line;
	}
	if (section->condition)
		mv_buf_addf(d->out, "-- only if: %s\n", section->condition);
	if (section->loop)
		mv_buf_adds(d->out, "-- any number of times\n");
	if (section->swallowed)
		mv_buf_adds(d->out, "-- errors are caught\n");
}

static void dump_statement(SqlDump *d, const Statement *statement)
{
	const Section *section = statement->section < d->migration->sections.count ?
					 &d->migration->sections.items[statement->section] : NULL;

	if (section && statement->section != d->section) {
		d->section = statement->section;
		if (section->transaction != TRANSACTION_UNKNOWN)
			mv_buf_addf(d->out, "-- transaction: %s\n", mv_transaction_mode_name(section->transaction));
		if (section->source == 2)
			dump_circumstances(d, section);
	}
	if (section && section->opaque) {
		mv_buf_addf(d->out, "-- not resolved: %s\n", section->opaque);
		return;
	}
	if (statement->reason)
		mv_buf_addf(d->out, "-- %s: %s\n", statement->resolution == UNRESOLVED ? "not resolved" : "partly resolved",
			    statement->reason);
	mv_buf_add(d->out, mv_str_trim(mv_source_slice(statement->source, statement->span)));
	mv_buf_adds(d->out, ";\n");
}

static void dump_part(SqlDump *d, bool down)
{
	bool first = true;

	for (uint32_t i = 0; i < d->migration->statements.count; i++) {
		const Statement *statement = &d->migration->statements.items[i];

		if (statement->down != down)
			continue;
		if (first && down)
			mv_buf_adds(d->out, "-- down\n");
		first = false;
		dump_statement(d, statement);
	}
}

void mv_sql_dump(const Migration *migration, StrBuf *out)
{
	SqlDump d = { .migration = migration, .out = out, .section = UINT32_MAX };

	mv_buf_addf(out, "-- %s %s [transaction: %s]\n", *migration->version ? migration->version : "-",
		    migration->source ? migration->source->path : migration->name, mv_transaction_mode_name(migration->transaction));
	dump_part(&d, false);
	d.line = 0;
	dump_part(&d, true);
	mv_buf_addc(out, '\n');
}
