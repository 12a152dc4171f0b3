/* plan.c: which findings are fixed, and what becomes of the files. */
#include "followup.h"

#include "migvet/layout.h"
#include "migvet/rule.h"

#include <stdlib.h>
#include <string.h>

struct FixIndex {
	Arena *arena;
	Map sets; /* those whose relations are known */
	Map last; /* path of a set, '\n', relation: the number of the last migration that works on it, + 1 */
};

typedef struct Planner {
	FixPlan *plan;
	Arena *arena;
	FixSafety most;
	Map files;     /* path: position in plan->files + 1 */
	Map followups; /* path of a set: how many new migrations it has got */
	Map newest;    /* Python: path of a set, and app: the name of the last new migration */
	FixIndex *index;
} Planner;

/* ---- edits ---- */

static FileEdit *file_of(Planner *planner, const Source *source)
{
	uintptr_t at = (uintptr_t)mv_map_get(&planner->files, source->path);

	if (!at) {
		FileEdit *file = VEC_PUSH(planner->arena, &planner->plan->files);

		file->path = source->path;
		file->file = source->file;
		file->source = source;
		at = planner->plan->files.count;
		mv_map_set(&planner->files, source->path, (void *)at);
	}
	return &planner->plan->files.items[at - 1];
}

static bool overlap(Span a, Span b)
{
	return (a.start < b.end && b.start < a.end) || (a.start == b.start && a.end == b.end);
}

static bool is_free(const FileEdit *file, Span span)
{
	for (uint32_t i = 0; i < file->edits.count; i++) {
		if (overlap(file->edits.items[i].span, span))
			return false;
	}
	return true;
}

/* Whole lines that are put in between, as imports are: two fixes may want the same, or their own at the same place. */
static bool is_new_line(const Edit *edit)
{
	size_t length = strlen(edit->text);

	return edit->span.start == edit->span.end && length && strchr(edit->text, '\n') && edit->text[strspn(edit->text, " ")] &&
	       (edit->text[length - 1] == '\n' || edit->text[length - 1] == ' ');
}

static bool is_there(const FileEdit *file, const Edit *edit)
{
	for (uint32_t i = 0; i < file->edits.count; i++) {
		const Edit *other = &file->edits.items[i];

		if (is_new_line(edit) && other->span.start == edit->span.start && other->span.end == edit->span.end &&
		    strcmp(other->text, edit->text) == 0)
			return true;
	}
	return false;
}

static bool is_takeable(const FileEdit *file, const Edit *edit)
{
	for (uint32_t i = 0; i < file->edits.count; i++) {
		const Edit *other = &file->edits.items[i];

		if (overlap(other->span, edit->span) && !(is_new_line(other) && is_new_line(edit)))
			return false;
	}
	return true;
}

static bool take_later_steps(Planner *planner, const Finding *finding, bool apply);

static bool take_edits(Planner *planner, const Finding *finding)
{
	const Fix *fix = finding->fix;
	FileEdit *file;

	if (!fix || fix->safety > planner->most || !finding->source || finding->source->map || !fix->edits.count)
		return false;
	file = file_of(planner, finding->source);
	for (uint32_t i = 0; i < fix->edits.count; i++) {
		if (!is_takeable(file, &fix->edits.items[i]))
			return false;
	}
	if (fix->with_steps && !take_later_steps(planner, finding, false))
		return false;
	for (uint32_t i = 0; i < fix->edits.count; i++) {
		if (!is_there(file, &fix->edits.items[i]))
			*VEC_PUSH(planner->arena, &file->edits) = fix->edits.items[i];
	}
	if (fix->with_steps)
		take_later_steps(planner, finding, true);
	return true;
}

/* ---- steps ---- */

/* What is dropped may be made anew, under its name. */
static bool makes_index(const Change *change, const char *name)
{
	return change->kind == CHANGE_CREATE_INDEX && mv_streq(change->as.index->name.text, name);
}

/* Does the migration go on to work on the same table, or index? */
static bool works_on(const Migration *migration, uint32_t from, const QName *name)
{
	for (uint32_t s = from; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
			const Change *change = &statement->changes.items[c];
			const QName *other = mv_change_relation(change);

			if (!name || !other || !other->name || mv_streq(name->name, other->name) || makes_index(change, name->name))
				return true;
		}
	}
	return false;
}

static const char *relation_key(Arena *arena, const MigrationSet *set, const char *relation)
{
	return mv_arena_format(arena, "%s\n%s", set->path, relation);
}

static void index_set(FixIndex *index, const MigrationSet *set)
{
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];
		const char *before = NULL;

		for (uint32_t s = 0; s < migration->statements.count; s++) {
			const Statement *statement = &migration->statements.items[s];

			for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
				const QName *name = mv_change_relation(&statement->changes.items[c]);

				if (name && name->name && !mv_streq(before, name->name))
					mv_map_set(&index->last, relation_key(index->arena, set, name->name),
						   (void *)(uintptr_t)(migration->number + 1));
				before = name ? name->name : before;
				if (statement->changes.items[c].kind == CHANGE_CREATE_INDEX && statement->changes.items[c].as.index->name.text)
					mv_map_set(&index->last,
						   relation_key(index->arena, set, statement->changes.items[c].as.index->name.text),
						   (void *)(uintptr_t)(migration->number + 1));
			}
		}
	}
}

/* Does the migration, or one behind it, go on to work on the same table? Then later steps may come too late for it. */
static bool goes_on(const Planner *planner, const Finding *finding)
{
	const Statement *statement = finding->change->statement;
	const MigrationSet *set = finding->migration->set;
	const QName *name = mv_change_relation(finding->change);
	FixIndex *index = planner->index;

	if (!name || !name->name || works_on(statement->migration, statement->number + 1, name))
		return true;
	if (!mv_map_get(&index->sets, set->path)) {
		mv_map_set(&index->sets, set->path, (void *)set);
		index_set(index, set);
	}
	return (uintptr_t)mv_map_get(&index->last, relation_key(planner->arena, set, name->name)) > (uintptr_t)statement->migration->number + 1;
}

/* What only a deployment of the application completes is nobody's to do in one go. */
static bool waits_for_code(const Finding *finding)
{
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		if (finding->steps.items[i].place == STEP_CODE)
			return true;
	}
	return false;
}

static bool has_later_steps(const Finding *finding, bool *alone)
{
	bool later = false;

	*alone = false;
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		later = later || finding->steps.items[i].place == STEP_NEXT || finding->steps.items[i].place == STEP_ALONE;
		*alone = *alone || finding->steps.items[i].place == STEP_ALONE;
	}
	return later;
}

static bool can_take_steps(const Planner *planner, const Finding *finding)
{
	bool alone, later;

	if (planner->most != FIX_SUGGESTED || !finding->steps.count || !finding->change || !finding->source || finding->source->map ||
	    finding->change->statement->down || finding->source != finding->change->statement->source || finding->change->guard || waits_for_code(finding))
		return false;
	later = has_later_steps(finding, &alone);
	if (later && !mv_followup_possible(finding->migration->set, alone))
		return false;
	return !later || finding->steps.items[0].place == STEP_HERE || !goes_on(planner, finding);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* With the semicolon behind it; when nothing takes its place and nothing else stands there, with its lines. */
static Span whole_statement(const Source *source, Span span, bool vanishes)
{
	Str text = source->text;
	size_t start = span.start, end = span.end, behind;

	while (end < text.len && (is_blank(text.ptr[end]) || text.ptr[end] == '\n'))
		end++;
	end = end < text.len && text.ptr[end] == ';' ? end + 1 : span.end;
	for (behind = end; behind < text.len && is_blank(text.ptr[behind]); behind++)
		continue;
	while (start > 0 && is_blank(text.ptr[start - 1]))
		start--;
	if (vanishes && (start == 0 || text.ptr[start - 1] == '\n') && behind < text.len && text.ptr[behind] == '\n')
		return (Span){ (uint32_t)start, (uint32_t)behind + 1 };
	return (Span){ span.start, (uint32_t)end };
}

/* Not one part of an ALTER TABLE. */
static bool is_whole(const Finding *finding)
{
	return finding->replaced.start == finding->statement.start && finding->replaced.end == finding->statement.end;
}

static char *title_for(Arena *arena, const Finding *finding, const char *sql)
{
	static const struct {
		const char *words, *verb;
	} verbs[] = { { "VALIDATE CONSTRAINT", "validate" }, { "CREATE INDEX", "create_index" }, { "CREATE UNIQUE INDEX", "create_index" },
		      { "REINDEX", "reindex" },		     { "DROP INDEX", "drop_index" },	 { "SET NOT NULL", "set_not_null" },
		      { "UPDATE", "fill" },		     { "DROP", "drop" } };
	const char *verb = "finish", *subject = finding->subject ? finding->subject : finding->rule->id;
	StrBuf title = { 0 };
	char *text;

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strstr(sql, verbs[i].words)) {
			verb = verbs[i].verb;
			break;
		}
	}
	mv_buf_addf(&title, "%s_", verb);
	for (const char *c = subject; *c && title.len < 60; c++) {
		bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z');

		mv_buf_addc(&title, plain ? *c : '_');
	}
	text = mv_buf_to_arena(&title, arena);
	mv_buf_release(&title);
	return text;
}

static void add_followup(Planner *planner, const Finding *finding, const SafeStep *step, const char *sql)
{
	const MigrationSet *set = finding->migration->set;
	uintptr_t number = (uintptr_t)mv_map_get(&planner->followups, set->path) + 1;
	const Followup followup = {
		.set = set,
		.number = (uint32_t)number,
		.title = title_for(planner->arena, finding, sql),
		.sql = sql,
		.alone = step->place == STEP_ALONE,
	};

	mv_map_set(&planner->followups, set->path, (void *)number);
	mv_followup_add(&followup, planner->arena, planner->plan);
}

/* A runner that sends a file as one text has a transaction around several statements: each gets a file of its own. */
static void add_followups(Planner *planner, const Finding *finding, const SafeStep *step)
{
	Str rest = mv_str(step->sql), line;

	if (step->place != STEP_ALONE || !mv_followup_single(finding->migration->set)) {
		add_followup(planner, finding, step, step->sql);
		return;
	}
	while (mv_str_next_line(&rest, &line))
		add_followup(planner, finding, step, mv_arena_strndup(planner->arena, line.ptr, line.len));
}

static const char *here_text(Planner *planner, const Finding *finding)
{
	StrBuf text = { 0 };
	const char *here;

	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];

		if (step->place == STEP_HERE)
			mv_buf_addf(&text, "%s%s", text.len ? "\n" : "", step->sql);
	}
	here = text.len ? mv_buf_to_arena(&text, planner->arena) : "";
	mv_buf_release(&text);
	return here;
}

/* The part with the comma that goes with it; empty: it is the only one, or a comment stands between. */
static Span part_with_comma(const Source *source, const Finding *finding)
{
	Str text = source->text;
	uint32_t start = finding->replaced.start, end = finding->replaced.end;

	while (end < finding->statement.end && (is_blank(text.ptr[end]) || text.ptr[end] == '\n'))
		end++;
	if (end < finding->statement.end && text.ptr[end] == ',') {
		for (end++; end < finding->statement.end && (is_blank(text.ptr[end]) || text.ptr[end] == '\n'); end++)
			continue;
		return (Span){ start, end };
	}
	while (start > finding->statement.start && (is_blank(text.ptr[start - 1]) || text.ptr[start - 1] == '\n'))
		start--;
	if (start > finding->statement.start && text.ptr[start - 1] == ',')
		return (Span){ start - 1, finding->replaced.end };
	return (Span){ 0 };
}

/* A part of an ALTER TABLE is taken out; what is done instead follows the statement, or goes before what may need it. */
static bool take_part(Planner *planner, const Finding *finding)
{
	ChangeKind kind = finding->change->kind;
	bool before = kind == CHANGE_ADD_COLUMN;
	Span part = part_with_comma(finding->source, finding), end = whole_statement(finding->source, finding->statement, false);
	FileEdit *file = file_of(planner, finding->source);
	const char *here = here_text(planner, finding);
	Edit edit = { 0 };

	if ((!before && kind != CHANGE_ADD_CONSTRAINT && kind != CHANGE_SET_NOT_NULL) || !part.end || finding->removed.count)
		return false;
	if (*here && before) {
		edit = (Edit){ .span = { finding->statement.start, finding->statement.start },
			       .text = mv_arena_format(planner->arena, "%s\n", here) };
	} else if (*here) {
		bool closed = finding->source->text.ptr[end.end - 1] == ';';

		edit = (Edit){ .span = { end.end, end.end }, .text = mv_arena_format(planner->arena, "%s\n%s", closed ? "" : ";", here) };
	}
	if (!is_free(file, part) || (*here && !is_free(file, edit.span)))
		return false;
	*VEC_PUSH(planner->arena, &file->edits) = (Edit){ .span = part, .text = "" };
	if (*here)
		*VEC_PUSH(planner->arena, &file->edits) = edit;
	return true;
}

static void take_later(Planner *planner, const Finding *finding)
{
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];

		if (step->place == STEP_NEXT || step->place == STEP_ALONE)
			add_followups(planner, finding, step);
	}
}

static bool take_steps(Planner *planner, const Finding *finding)
{
	const char *here;
	FileEdit *file;
	Span replaced;

	if (!can_take_steps(planner, finding))
		return false;
	if (!is_whole(finding)) {
		if (!take_part(planner, finding))
			return false;
		take_later(planner, finding);
		return true;
	}
	here = here_text(planner, finding);
	replaced = whole_statement(finding->source, finding->replaced, !*here);
	file = file_of(planner, finding->source);
	if (!is_free(file, replaced))
		return false;
	for (uint32_t i = 0; i < finding->removed.count; i++) {
		if (!is_free(file, whole_statement(finding->source, finding->removed.items[i], true)))
			return false;
	}
	*VEC_PUSH(planner->arena, &file->edits) = (Edit){ .span = replaced, .text = here };
	for (uint32_t i = 0; i < finding->removed.count; i++)
		*VEC_PUSH(planner->arena, &file->edits) = (Edit){ .span = whole_statement(finding->source, finding->removed.items[i], true), .text = "" };
	take_later(planner, finding);
	return true;
}

/* The edits of a fix in Python are its first step, or take out what later ones do. */
static bool take_later_steps(Planner *planner, const Finding *finding, bool apply)
{
	const Migration *migration = finding->migration;
	const char *key = mv_arena_format(planner->arena, "%s\n%s", migration->set->path, migration->app ? migration->app : "");

	if (!apply)
		return mv_python_followup_possible(migration) && finding->change &&
		       (finding->steps.items[0].place == STEP_HERE || !goes_on(planner, finding));
	for (uint32_t i = 0; i < finding->steps.count; i++) {
		const SafeStep *step = &finding->steps.items[i];
		Followup followup = { .set = migration->set, .behind = migration, .step = step, .alone = step->place == STEP_ALONE };

		if (step->place == STEP_HERE)
			continue;
		followup.title = title_for(planner->arena, finding, step->sql ? step->sql : step->code);
		followup.previous = mv_map_get(&planner->newest, key);
		mv_map_set(&planner->newest, key, (void *)mv_python_followup_add(&followup, planner->arena, planner->plan));
	}
	return true;
}

/* ---- the plan ---- */

static int compare_edits(const void *left, const void *right)
{
	const Edit *a = left, *b = right;

	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	/* what is put in between stands in front; lines among themselves in their order */
	if (a->span.end != b->span.end)
		return a->span.end < b->span.end ? -1 : 1;
	return strcmp(a->text, b->text);
}

static int compare_files(const void *left, const void *right)
{
	return strcmp(((const FileEdit *)left)->path, ((const FileEdit *)right)->path);
}

static void drop_empty(FixPlan *plan)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < plan->files.count; i++) {
		if (plan->files.items[i].edits.count)
			plan->files.items[kept++] = plan->files.items[i];
	}
	plan->files.count = kept;
}

static void sort_plan(FixPlan *plan)
{
	for (uint32_t i = 0; i < plan->files.count; i++) {
		FileEdit *file = &plan->files.items[i];

		if (file->edits.count > 1)
			qsort(file->edits.items, file->edits.count, sizeof *file->edits.items, compare_edits);
	}
	if (plan->files.count > 1)
		qsort(plan->files.items, plan->files.count, sizeof *plan->files.items, compare_files);
}

static Planner planner_of(FixIndex *index, FixSafety most, Arena *arena, FixPlan *plan)
{
	Planner planner = { .plan = plan, .arena = arena, .most = most, .index = index };

	*plan = (FixPlan){ 0 };
	mv_map_init(&planner.files, arena);
	mv_map_init(&planner.followups, arena);
	mv_map_init(&planner.newest, arena);
	return planner;
}

FixIndex *mv_fix_index(Arena *arena)
{
	FixIndex *index = MV_NEW(arena, FixIndex);

	index->arena = arena;
	mv_map_init(&index->sets, arena);
	mv_map_init(&index->last, arena);
	return index;
}

bool mv_fix_plan_one(FixIndex *index, const Finding *finding, Arena *arena, FixPlan *plan, const char **title, FixSafety *safety)
{
	Planner planner;

	if (!finding->fix && !finding->steps.count)
		return false;
	planner = planner_of(index, FIX_SUGGESTED, arena, plan);
	if (take_edits(&planner, finding)) {
		*title = finding->fix->title;
		*safety = finding->fix->safety;
	} else if (take_steps(&planner, finding)) {
		*title = "take the steps one by one";
		*safety = FIX_SUGGESTED;
	} else {
		return false;
	}
	drop_empty(plan);
	sort_plan(plan);
	return true;
}

void mv_fix_plan(const FindingVec *findings, FixSafety most, Arena *arena, FixPlan *plan)
{
	Planner planner = planner_of(mv_fix_index(arena), most, arena, plan);

	for (uint32_t i = 0; i < findings->count; i++) {
		const Finding *finding = findings->items[i];

		if (finding->suppressed || finding->baselined)
			continue;
		if (take_edits(&planner, finding) || take_steps(&planner, finding))
			plan->fixed++;
		else
			plan->left++;
	}
	drop_empty(plan);
	sort_plan(plan);
}
