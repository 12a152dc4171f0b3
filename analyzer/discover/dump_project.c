/* dump_project.c: what `migvet dump sources` prints: sets, their order, parts and rules. */
#include "migvet/layout.h"

const char *mv_transaction_mode_name(TransactionMode mode)
{
	switch (mode) {
	case TRANSACTION_UNKNOWN:
		return "unknown";
	case TRANSACTION_NONE:
		return "none";
	case TRANSACTION_IMPLICIT:
		return "implicit";
	case TRANSACTION_FILE:
		return "migration";
	case TRANSACTION_ALL:
		return "all";
	}
	return "?";
}

static const char *kind_name(MigrationKind kind)
{
	switch (kind) {
	case MIGRATION_VERSIONED:
		return "versioned";
	case MIGRATION_REPEATABLE:
		return "repeatable";
	case MIGRATION_BASELINE:
		return "baseline";
	case MIGRATION_OPAQUE:
		return "opaque";
	}
	return "?";
}

static uint32_t line_of(const Source *source, uint32_t offset)
{
	uint32_t line = 1;

	for (uint32_t i = 0; i < offset && i < source->text.len; i++)
		line += source->text.ptr[i] == '\n';
	return line;
}

/* First and last line of what is written in the section, without blank space around it. */
static void dump_section(const Migration *migration, const Section *section, StrBuf *out)
{
	const Source *source = section->source ? migration->down_source : migration->source;
	uint32_t start = section->span.start, end = section->span.end;

	if (section->source == 2) /* made of the file, no part of it */
		return;
	while (start < end && (unsigned char)source->text.ptr[start] <= ' ')
		start++;
	while (end > start && (unsigned char)source->text.ptr[end - 1] <= ' ')
		end--;
	mv_buf_addf(out, "    %s %s:%u-%u", section->down ? "down" : "up", source->path, line_of(source, start),
		    line_of(source, end));
	if (section->single)
		mv_buf_adds(out, " single");
	if (section->transaction != TRANSACTION_UNKNOWN)
		mv_buf_addf(out, " transaction=%s", mv_transaction_mode_name(section->transaction));
	mv_buf_addc(out, '\n');
}

static void dump_problem(const Problem *problem, const Source *source, const char *indent, StrBuf *out)
{
	const Source *where = problem->source ? problem->source : source;

	mv_buf_addf(out, "%sproblem %s", indent, problem->rule);
	if (where)
		mv_buf_addf(out, " %s:%u", where->path, line_of(where, problem->span.start));
	mv_buf_addf(out, ": %s\n", problem->message);
}

static void dump_migration(const Migration *migration, StrBuf *out)
{
	mv_buf_addf(out, "  %u %s \"%s\" %s", migration->number, *migration->version ? migration->version : "-",
		    migration->name, kind_name(migration->kind));
	if (migration->language)
		mv_buf_addf(out, " language=%s", migration->language);
	mv_buf_addf(out, " transaction=%s%s\n", mv_transaction_mode_name(migration->transaction), migration->under_review ? " review" : "");
	if ((migration->kind == MIGRATION_OPAQUE || migration->layout->python) && migration->source)
		mv_buf_addf(out, "    file %s\n", migration->source->path);
	for (uint32_t i = 0; i < migration->sections.count; i++)
		dump_section(migration, &migration->sections.items[i], out);
	for (uint32_t i = 0; i < migration->problems.count; i++)
		dump_problem(&migration->problems.items[i], migration->source, "    ", out);
}

void mv_project_dump(const Project *project, StrBuf *out)
{
	for (uint32_t s = 0; s < project->sets.count; s++) {
		const MigrationSet *set = project->sets.items[s];

		mv_buf_addf(out, "set %s layout=%s dialect=%s%s", set->path, set->layout->name, set->dialect,
			    set->history_complete ? " complete" : "");
		if (set->python && set->python->version)
			mv_buf_addf(out, " version=%s", set->python->version);
		mv_buf_addc(out, '\n');
		for (uint32_t m = 0; m < set->migrations.count; m++)
			dump_migration(set->migrations.items[m], out);
	}
	for (uint32_t i = 0; i < project->problems.count; i++)
		dump_problem(&project->problems.items[i], NULL, "", out);
}
