/*
 * downs.c: going back. Is there a part for it, does it do anything, and is the
 * schema after it what it was before?
 *
 * The last needs a state that is thrown away: an engine of its own, the
 * traveller, stands where the one that judges does. It goes up and down, its
 * schema is compared with that of the one that stayed; then it is put back and
 * goes up for good.
 */
#include "engine.h"

#include "migvet/diff.h"
#include "migvet/layout.h"

#include <string.h>

enum { SHOWN_IN_MESSAGE = 3, SHOWN_AS_NOTES = 8 };

/* ---- what is there for going back ---- */

/* Who writes one of these means it. */
static const char *const declined_words[] = {
	"irreversible", "not reversible", "non-reversible", "cannot be reversed", "can't be reversed", "cannot be undone", "can't be undone",
	"cannot be reverted", "can't be reverted", "cannot revert", "can't revert", "not revertable", "cannot be rolled back",
	"can't be rolled back", "cannot roll back", "can't roll back", "no rollback", "not supported", "unsupported", "noop", "no-op", "no op",
	"nothing to", "do nothing", "does nothing", "intentionally", "deliberately", "on purpose", "not needed", "not necessary", "no need",
	"forward only", "forward-only", "forwards only", "one-way", "one way", "no way back", "no down", "no downgrade", "raise exception",
	/* Liquibase */
	"not required", "changesetid:", "changesetpath:", NULL,
};

/* What tools write into a new file is no word of its author's. */
static const char *const template_words[] = {
	"add down migration script here", "this file should undo anything", "is executed when this migration is rolled back",
	"is executed when the migration is rolled back", "down sql query", "migrate:down", "+goose", "+migrate", "down migration",
	"commands auto generated", "end alembic commands", "write your down", "write your rollback", "rollback statements", "todo", "fixme",
	"!downs", "create above / drop below", "-- rollback", "migvet:", NULL,
};

static unsigned char lower_letter(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

/* In any case of letters. */
static bool has_word(Str text, const char *const *words)
{
	bool begins[256] = { false };

	for (const char *const *word = words; *word; word++)
		begins[lower_letter(**word)] = true;
	for (size_t at = 0; at < text.len; at++) {
		for (const char *const *word = words; begins[lower_letter(text.ptr[at])] && *word; word++) {
			if (lower_letter(text.ptr[at]) == lower_letter(**word) && mv_str_starts_case(mv_str_slice(text, at, text.len), mv_str(*word)))
				return true;
		}
	}
	return false;
}

static Str down_text(const Migration *migration)
{
	const Source *source = migration->down_source ? migration->down_source : migration->source;
	Span span = migration->down_span;

	return source && span.end <= source->text.len && span.start < span.end ? mv_str_slice(source->text, span.start, span.end) : STR("");
}

static bool is_alembic(const Migration *migration)
{
	return mv_migration_is_python(migration) && mv_streq(migration->layout->name, "alembic");
}

/* A comment that is neither a tool's nor a plan: somebody thought about it. */
static bool has_own_comment(const Migration *migration)
{
	const char *mark = is_alembic(migration) ? "#" : "--";
	Str rest = down_text(migration), line;

	/* what stands behind "def downgrade():" is for tools */
	if (is_alembic(migration))
		mv_str_next_line(&rest, &line);
	while (mv_str_next_line(&rest, &line)) {
		size_t at = mv_str_find(line, mv_str(mark), 0), from = at == SIZE_MAX ? 0 : at;

		while (at != SIZE_MAX && from < line.len && strchr("-# \t\r", line.ptr[from]))
			from++;
		if (at != SIZE_MAX && from < line.len && !has_word(mv_str_slice(line, at, line.len), template_words))
			return true;
	}
	return mv_str_find(down_text(migration), STR("/*"), 0) != SIZE_MAX;
}

typedef enum WayBack { WAY_GIVEN, WAY_MISSING, WAY_EMPTY, WAY_DECLINED } WayBack;

static bool sends_nothing_down(const Migration *migration)
{
	for (uint32_t i = 0; i < migration->statements.count; i++) {
		if (migration->statements.items[i].down)
			return false;
	}
	return true;
}

static bool is_other_language(const Source *source)
{
	return source && !mv_str_ends(mv_str(source->path), STR(".sql"));
}

/* A text that was not understood may do anything. */
static bool is_unread(const Migration *migration)
{
	for (uint32_t i = 0; i < migration->problems.count; i++) {
		const char *rule = migration->problems.items[i].rule;

		if (mv_streq(rule, "syntax-error") || mv_streq(rule, "unreadable-file") || mv_streq(rule, "bad-directive") ||
		    mv_streq(rule, "refused-operation") || mv_streq(rule, "missing-reverse"))
			return true;
	}
	return !migration->source || migration->kind == MIGRATION_OPAQUE || is_other_language(migration->down_source);
}

static WayBack way_back(const Migration *migration)
{
	Str text = down_text(migration);

	if (!migration->has_down && sends_nothing_down(migration))
		return has_word(migration->source->text, (const char *const[]){ "irreversible", NULL }) ? WAY_DECLINED : WAY_MISSING;
	if (has_word(text, declined_words) || mv_str_eq_case(mv_str_trim(text), STR("empty")) || (is_alembic(migration) && mv_str_find(text, STR("raise"), 0) != SIZE_MAX))
		return WAY_DECLINED;
	if (!sends_nothing_down(migration))
		return WAY_GIVEN;
	return has_own_comment(migration) ? WAY_DECLINED : WAY_EMPTY;
}

/* ---- what there would be to undo ---- */

static bool changes_schema(ChangeKind kind)
{
	return kind != CHANGE_NONE && kind < CHANGE_INSERT && kind != CHANGE_COMMENT && kind != CHANGE_CREATE_EXTENSION;
}

/* NULL: nothing that is certain. */
static const Change *first_schema_change(const Migration *migration)
{
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
			if (changes_schema(statement->changes.items[c].kind))
				return &statement->changes.items[c];
		}
	}
	return NULL;
}

/* ---- reports ---- */

static const Rule *wanted(const Engine *engine, const char *id, const Migration *migration)
{
	const Rule *rule = mv_rule_find(id);

	return rule && mv_config_severity(engine->config, rule, migration->source ? migration->source->path : "") != SEVERITY_OFF ? rule : NULL;
}

static Finding *report(Engine *engine, const Rule *rule, const Migration *migration, const Source *source, Span span, const char *message)
{
	const char *path = migration->source ? migration->source->path : "";
	Finding *finding = mv_engine_finding(engine, rule, mv_config_severity(engine->config, rule, path), migration, source, path, span, message);

	finding->subject = mv_arena_strdup(engine->arena, migration->version);
	engine->context.rule = rule;
	engine->context.migration = migration;
	return finding;
}

static void report_lack(Engine *engine, const Migration *migration, WayBack way)
{
	const Rule *rule = wanted(engine, way == WAY_MISSING ? "missing-down" : "empty-down", migration);
	const Change *change = rule ? first_schema_change(migration) : NULL;
	const Source *source = way == WAY_MISSING ? NULL : migration->down_source ? migration->down_source : migration->source;
	Span span;
	Finding *finding;

	if (!change)
		return;
	if (way == WAY_MISSING) {
		source = change->statement->source;
		span = change->statement->span;
	} else {
		/* the line with the marker, or def */
		size_t end = mv_str_find(source->text, STR("\n"), migration->down_span.start);

		span = (Span){ migration->down_span.start, end == SIZE_MAX || end > migration->down_span.end ? migration->down_span.end : (uint32_t)end };
	}
	finding = report(engine, rule, migration, source, span,
			 way == WAY_MISSING ? "there is no way back from this migration, as the others have it: who has to go back has to write it by hand"
					    : "going back over this migration undoes nothing: the schema keeps what it made, and the next attempt to apply it may fail");
	mv_finding_help(&engine->context, finding, "undo what the migration does, or say in a comment that there is no way back: '%s irreversible: why'",
			is_alembic(migration) ? "#" : "--");
	if (way == WAY_EMPTY)
		mv_finding_note(&engine->context, finding, change, "%s", "this has to be undone");
}

/* "?...": the name could not be resolved */
static bool has_unknown_name(const Difference *difference)
{
	return difference->name[0] == '?' || (difference->relation && difference->relation[0] == '?') ||
	       (difference->after && difference->after[0] == '?');
}

/* Django undoes by itself, with names of its own and keys that it makes anew. */
static bool is_django_s(const Difference *difference)
{
	return difference->kind == DIFFERENCE_RENAMED || difference->object == OBJ_CONSTRAINT || difference->object == OBJ_INDEX;
}

static bool is_of_sequence(const char *text)
{
	return text && strncmp(text, "nextval(", 8) == 0;
}

/* An enum keeps its values, an extension and a shared schema stay for others, names that nobody chose may be others. */
static bool is_accepted(const Difference *difference)
{
	const Change *made = difference->found ? difference->found->change : NULL;

	if (difference->physical || difference->uncertain)
		return true;
	switch (difference->kind) {
	case DIFFERENCE_MISSING:
		return false;
	case DIFFERENCE_UNEXPECTED:
		return difference->object == OBJ_EXTENSION ||
		       (difference->object == OBJ_SCHEMA && made && made->kind == CHANGE_CREATE_SCHEMA && made->as.object->if_not_exists);
	case DIFFERENCE_RENAMED:
		return difference->server_named;
	case DIFFERENCE_CHANGED:
		return mv_streq(difference->field, "name of not null") || mv_streq(difference->field, "populated") ||
		       (mv_streq(difference->field, "default") && is_of_sequence(difference->before) && is_of_sequence(difference->after)) ||
		       /* nobody takes a validation back, and who adds a constraint NOT VALID spares the table a scan */
		       mv_streq(difference->field, "valid") || (mv_streq(difference->field, "valid index") && mv_streq(difference->after, "yes")) ||
		       (difference->object == OBJ_ENUM && mv_streq(difference->field, "labels") && difference->before && difference->after &&
			strlen(difference->after) > strlen(difference->before));
	}
	return false;
}

/*
 * What is gone back over at once. A migration; of pop, whose generator writes
 * one file for each statement, those of one time stamp.
 */
typedef struct Unit {
	const MigrationSet *set;
	uint32_t first, last;
} Unit;

enum { STAMP = 14, STAMP_WITH_STEP = 20 };

static bool is_step_of(const Migration *migration, const Migration *other)
{
	return mv_streq(migration->layout->name, "pop") && strlen(migration->version) == STAMP_WITH_STEP &&
	       strlen(other->version) == STAMP_WITH_STEP && strncmp(migration->version, other->version, STAMP) == 0;
}

static Unit unit_from(const MigrationSet *set, uint32_t first)
{
	Unit unit = { set, first, first };

	while (unit.last + 1 < set->migrations.count && is_step_of(set->migrations.items[first], set->migrations.items[unit.last + 1]))
		unit.last++;
	return unit;
}

static bool is_in_unit(const Unit *unit, const Migration *migration)
{
	for (uint32_t m = unit->first; m <= unit->last; m++) {
		if (unit->set->migrations.items[m] == migration)
			return true;
	}
	return false;
}

/* Does an up part drop IF EXISTS what has this name? Then it reckons with it, whatever the history shows. */
static bool reckons_with(const Migration *migration, const Difference *difference)
{
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
			const Change *change = &statement->changes.items[c];

			if (change->kind == CHANGE_DROP_COLUMN && change->as.drop_column->if_exists &&
			    mv_streq(change->as.drop_column->column.text, difference->name))
				return true;
			if (change->kind == CHANGE_DROP_CONSTRAINT && change->as.constraint->if_exists &&
			    mv_streq(change->as.constraint->name.text, difference->name))
				return true;
			/* of functions the name without the arguments */
			if (change->kind >= CHANGE_DROP_TABLE && change->kind <= CHANGE_DROP_OBJECT && change->as.drop->if_exists &&
			    mv_str_eq(mv_str(change->as.drop->name.name), mv_str_slice(mv_str(difference->name), 0, strcspn(difference->name, "("))))
				return true;
		}
	}
	return false;
}

/*
 * What the history does not show may have been there. Only what the up part
 * made was certainly not, unless it looked first.
 */
static bool may_have_been_there(const Difference *difference, const Schema *before, const Unit *unit)
{
	const Change *made = difference->found ? difference->found->change : NULL;

	if (difference->kind != DIFFERENCE_UNEXPECTED)
		return false;
	for (uint32_t m = unit->first; m <= unit->last; m++) {
		if (reckons_with(unit->set->migrations.items[m], difference))
			return true;
	}
	if (before->complete && !before->opaque_changes)
		return false;
	if (!made || !is_in_unit(unit, made->statement->migration) || made->statement->down)
		return true;
	switch ((int)made->kind) {
	case CHANGE_CREATE_FUNCTION:
		return made->as.function->or_replace;
	case CHANGE_CREATE_VIEW:
		return made->as.view->or_replace;
	case CHANGE_CREATE_TABLE:
		return made->as.table->if_not_exists;
	case CHANGE_CREATE_INDEX:
		return made->as.index->if_not_exists;
	case CHANGE_ADD_COLUMN:
		return made->as.add_column->if_not_exists;
	}
	return false;
}

static const Statement *first_down(const Migration *migration)
{
	for (uint32_t i = 0; i < migration->statements.count; i++) {
		if (migration->statements.items[i].down)
			return &migration->statements.items[i];
	}
	return NULL;
}

static void report_differences(Engine *engine, const Rule *rule, const Migration *migration, const DifferenceVec *differences)
{
	const Statement *down = first_down(migration);
	StrBuf message = { 0 };
	Finding *finding;

	mv_buf_adds(&message, "up and then down does not give the schema that was there before: ");
	for (uint32_t i = 0; i < differences->count && i < SHOWN_IN_MESSAGE; i++)
		mv_buf_addf(&message, "%s%s", i ? "; " : "", mv_difference_format(&differences->items[i], engine->arena));
	if (differences->count > SHOWN_IN_MESSAGE)
		mv_buf_addf(&message, "; and %u more", (unsigned)(differences->count - SHOWN_IN_MESSAGE));
	finding = report(engine, rule, migration, down->source, down->span, mv_buf_to_arena(&message, engine->arena));
	mv_buf_release(&message);
	finding->statement = down->span;
	mv_finding_help(&engine->context, finding,
			"drop what the migration made and bring back what it changed or dropped, in reverse order; data that is lost is no matter here");
	for (uint32_t i = 0; i < differences->count && i < SHOWN_AS_NOTES; i++) {
		const Difference *difference = &differences->items[i];
		const Birth *birth = difference->found ? difference->found : difference->expected;

		if (birth && birth->change && (i >= SHOWN_IN_MESSAGE || birth->change->statement->migration == migration))
			mv_finding_note(&engine->context, finding, birth->change, "%s", mv_difference_format(difference, engine->arena));
	}
}

/* ---- there and back ---- */

static void go_up(Engine *engine, const Unit *unit)
{
	for (uint32_t m = unit->first; m <= unit->last; m++)
		mv_engine_up(engine, unit->set, m, false);
}

/* The last migration of the unit that has a way back to be tried; NULL: it is not tried. */
static const Migration *to_be_tried(Engine *engine, const Unit *unit)
{
	const Migration *given = NULL;

	for (uint32_t m = unit->first; m <= unit->last; m++) {
		const Migration *migration = unit->set->migrations.items[m];
		WayBack way;

		if (!mv_is_judged(engine, migration) || migration->kind != MIGRATION_VERSIONED || is_unread(migration))
			return NULL;
		way = way_back(migration);
		if (way == WAY_DECLINED)
			return NULL;
		if (way == WAY_GIVEN)
			given = migration;
	}
	return given && wanted(engine, "down-not-inverse", given) ? given : NULL;
}

/* Is it the custom to have a way back: of the migrations before this one? */
static bool is_usual(const MigrationSet *set, uint32_t position)
{
	enum { LOOKED_AT = 20 };
	uint32_t with = 0, all = 0;

	for (uint32_t m = position; m-- > 0 && all < LOOKED_AT;) {
		const Migration *migration = set->migrations.items[m];

		if (migration->kind != MIGRATION_VERSIONED || !migration->source)
			continue;
		all++;
		with += migration->has_down;
	}
	return with > 1 && with * 4 >= all * 3;
}

/* Is the way back missing, or empty? WAY_GIVEN: neither, or there is nothing to say. */
static WayBack lack_of(Engine *engine, const Unit *unit)
{
	const Migration *migration = unit->set->migrations.items[unit->first];
	WayBack way;

	/* of several steps one may undo them all; Django goes back by itself, except where missing-reverse says so */
	if (unit->first != unit->last || !mv_is_judged(engine, migration) || migration->kind != MIGRATION_VERSIONED || is_unread(migration) ||
	    (mv_migration_is_python(migration) && !is_alembic(migration)) || !first_schema_change(migration))
		return WAY_GIVEN;
	way = way_back(migration);
	if (way == WAY_EMPTY ? !wanted(engine, "empty-down", migration) : way != WAY_MISSING || !wanted(engine, "missing-down", migration))
		return WAY_GIVEN;
	return way == WAY_MISSING && !is_usual(unit->set, unit->first) ? WAY_GIVEN : way;
}

struct Downs {
	const MigrationSet *set;
	const Migration **tried; /* by the first of their unit: the one with the way back */
	WayBack *lacks;
	uint32_t first, end; /* units with something to try are in [first, end) */
	uint32_t next;       /* first of the next unit */
	Engine *traveller;   /* silent; all that it is lies in its arena */
	ArenaImage *before;  /* of the traveller */
	Arena *scratch;
};

Downs *mv_plan_downs(Engine *engine, const MigrationSet *set)
{
	Downs *downs = MV_NEW(engine->arena, Downs);
	uint32_t *units = MV_NEW_ARRAY(engine->arena, uint32_t, set->migrations.count + 1), count = 0;
	long left;

	downs->set = set;
	downs->tried = MV_NEW_ARRAY(engine->arena, const Migration *, set->migrations.count + 1);
	downs->lacks = MV_NEW_ARRAY(engine->arena, WayBack, set->migrations.count + 1);
	engine->context.version = engine->stamp = 0;
	for (uint32_t m = 0; m < set->migrations.count; m = unit_from(set, m).last + 1)
		units[count++] = m;
	engine->context.rule = mv_rule_find("down-not-inverse");
	left = engine->context.review_is_unmerged ? (long)set->migrations.count : mv_option_int(&engine->context, "newest");
	/* of a whole history only the newest are tried, which are the ones to go back over */
	while (count-- > 0 && left > 0) {
		Unit unit = unit_from(set, units[count]);

		downs->tried[unit.first] = to_be_tried(engine, &unit);
		downs->lacks[unit.first] = downs->tried[unit.first] ? WAY_GIVEN : lack_of(engine, &unit);
		if (!downs->tried[unit.first] && downs->lacks[unit.first] == WAY_GIVEN)
			continue;
		left--;
		downs->first = downs->next = unit.first;
		if (!downs->end)
			downs->end = unit.first + 1;
	}
	return downs->end ? downs : NULL;
}

/* A silent engine that stands where the other one does. */
static void start(Downs *downs, const Engine *engine)
{
	Engine *silent = mv_engine_new(engine->config, false, 0, mv_arena_new());
	Schema here = engine->schema;

	silent->created_anywhere = engine->created_anywhere;
	mv_engine_start_set(silent, downs->set);
	here.arena = silent->arena;
	mv_schema_clone(&silent->schema, &here);
	silent->session = engine->session;
	silent->session.pending.items = NULL;
	silent->session.pending.count = silent->session.pending.capacity = 0;
	silent->transactions = engine->transactions;
	silent->current_path = engine->current_path;
	silent->settled = engine->settled;
	silent->at_begin = engine->at_begin;
	downs->traveller = silent;
	downs->before = mv_arena_image_new();
	downs->scratch = mv_arena_new();
}

static void end(Downs *downs)
{
	Arena *arena = downs->traveller->arena;

	mv_engine_release(downs->traveller);
	mv_arena_free(arena);
	mv_arena_image_free(downs->before);
	mv_arena_free(downs->scratch);
}

/* The traveller goes up and down; `engine` stays. `told_of`: of which it is reported. */
static void go_there_and_back(Downs *downs, Engine *engine, const Unit *unit, const Migration *told_of)
{
	bool django = mv_migration_is_python(told_of) && !is_alembic(told_of);
	DifferenceVec all = { 0 }, told = { 0 };
	const Schema *before = &engine->schema, *after = &downs->traveller->schema;

	mv_arena_save(downs->traveller->arena, downs->before);
	go_up(downs->traveller, unit);
	for (uint32_t m = unit->last + 1; m-- > unit->first;)
		mv_engine_down(downs->traveller, unit->set->migrations.items[m]);
	/* an opaque step of its own may have made or undone anything */
	if (!is_in_unit(unit, after->last_opaque.migration) && (before->search_path_unknown || !after->search_path_unknown))
		mv_schema_diff_copy(before, after, downs->scratch, &all);
	for (uint32_t i = 0; i < all.count; i++) {
		if (!is_accepted(&all.items[i]) && !has_unknown_name(&all.items[i]) && !(django && is_django_s(&all.items[i])) &&
		    !may_have_been_there(&all.items[i], before, unit))
			*VEC_PUSH(downs->scratch, &told) = all.items[i];
	}
	if (told.count)
		report_differences(engine, mv_rule_find("down-not-inverse"), told_of, &told);
	mv_arena_restore(downs->traveller->arena, downs->before);
}

/* What makes and drops a helper has nothing to undo. */
static void report_lack_of_change(Downs *downs, Engine *engine, const Unit *unit)
{
	DifferenceVec all = { 0 };
	bool differs = false;

	mv_schema_diff_copy(&engine->schema, &downs->traveller->schema, downs->scratch, &all);
	for (uint32_t i = 0; i < all.count; i++)
		differs |= !is_accepted(&all.items[i]);
	if (differs)
		report_lack(engine, unit->set->migrations.items[unit->first], downs->lacks[unit->first]);
}

void mv_check_downs(Downs *downs, Engine *engine, uint32_t position)
{
	Unit unit;

	if (!downs || position != downs->next || position >= downs->end)
		return;
	if (position == downs->first)
		start(downs, engine);
	unit = unit_from(downs->set, position);
	downs->next = unit.last + 1;
	engine->context.version = engine->stamp = 0;
	if (downs->tried[position])
		go_there_and_back(downs, engine, &unit, downs->tried[position]);
	if (downs->next < downs->end || downs->lacks[position] != WAY_GIVEN)
		go_up(downs->traveller, &unit);
	if (downs->lacks[position] != WAY_GIVEN)
		report_lack_of_change(downs, engine, &unit);
	mv_arena_reset(downs->scratch);
	if (downs->next >= downs->end)
		end(downs);
}
