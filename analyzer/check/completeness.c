/*
 * completeness.c: does a history hold all that the database has?
 *
 * "It does not exist" is a claim about everything before the first migration,
 * too. A history may start in the middle of a database's life, or share its
 * database with another directory, an extension, a runner or a platform. Then
 * the absence of an object proves nothing; what the migrations say of
 * themselves tells which it is.
 */
#include "engine.h"

#include "migvet/layout.h"

#include <stdlib.h>
#include <string.h>

/* ---- names that migrations create ---- */

static const Ident *new_name_of(const Change *change, Ident *room)
{
	const QName *name = NULL;

	switch ((int)change->kind) {
	case CHANGE_CREATE_TABLE:
		name = &change->as.table->name;
		break;
	case CHANGE_CREATE_TABLE_AS:
		name = &change->as.table_as->name;
		break;
	case CHANGE_CREATE_VIEW:
	case CHANGE_CREATE_MATERIALIZED_VIEW:
		name = &change->as.view->name;
		break;
	case CHANGE_CREATE_SEQUENCE:
		name = &change->as.sequence->name;
		break;
	case CHANGE_CREATE_ENUM:
	case CHANGE_CREATE_COMPOSITE:
	case CHANGE_CREATE_RANGE:
	case CHANGE_CREATE_TYPE:
		name = &change->as.type->name;
		break;
	case CHANGE_CREATE_DOMAIN:
		name = &change->as.domain->name;
		break;
	case CHANGE_CREATE_INDEX:
		return &change->as.index->name;
	case CHANGE_CREATE_SCHEMA:
		name = &change->as.object->name;
		break;
	case CHANGE_RENAME_TABLE:
	case CHANGE_RENAME_VIEW:
	case CHANGE_RENAME_INDEX:
	case CHANGE_RENAME_SCHEMA:
	case CHANGE_RENAME_OBJECT:
		return &change->as.rename->new_name;
	}
	*room = (Ident){ .text = name ? name->name : NULL };
	return room;
}

static bool needs_its_table(const Change *change)
{
	return (change->kind >= CHANGE_ADD_COLUMN && change->kind <= CHANGE_TABLE_OTHER) || change->kind == CHANGE_CREATE_INDEX ||
	       change->kind == CHANGE_RENAME_TABLE || change->kind == CHANGE_RENAME_COLUMN || change->kind == CHANGE_INSERT ||
	       change->kind == CHANGE_UPDATE || change->kind == CHANGE_DELETE;
}

/* Calls visit for what happens when migrating up, until it returns false. */
static void each_change(const MigrationSet *set, bool (*visit)(const Change *, void *), void *data)
{
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		for (uint32_t s = 0; s < migration->statements.count; s++) {
			const Statement *statement = &migration->statements.items[s];

			for (uint32_t c = 0; !statement->down && c < statement->changes.count; c++) {
				if (!visit(&statement->changes.items[c], data))
					return;
			}
		}
	}
}

/* Of a Django app that is installed, and whose migrations are not among those that are read. */
static bool is_of_absent_app(const Engine *engine, const MigrationSet *set, const char *table)
{
	static const struct {
		const char *app, *table;
	} others[] = {
		{ "contenttypes", "django_content_type" }, { "admin", "django_admin_log" }, { "sessions", "django_session" },
		{ "sites", "django_site" }, { "flatpages", "django_flatpage" }, { "flatpages", "django_flatpage_sites" },
		{ "redirects", "django_redirect" },
	};

	for (uint32_t i = 0; set->python && i < set->python->absent_apps.count; i++) {
		const char *app = set->python->absent_apps.items[i];
		size_t len = strlen(app);

		if (mv_map_get(&engine->created, table))
			return false;
		if (strncmp(table, app, len) == 0 && table[len] == '_')
			return true;
		for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
			if (strcmp(others[k].app, app) == 0 && strcmp(others[k].table, table) == 0)
				return true;
		}
	}
	return false;
}

/* By the configuration, or because the runner or an installed app makes it. */
static bool is_declared_external(const Engine *engine, const MigrationSet *set, const QName *missing)
{
	const Config *config = engine->config;
	const Layout *layout = set->layout;
	StrBuf text = { 0 };
	bool found = (layout && layout->history_table && mv_streq(missing->name, layout->history_table)) ||
		     (missing->name && is_of_absent_app(engine, set, missing->name));

	if (missing->schema)
		mv_buf_addf(&text, "%s.", missing->schema);
	mv_buf_addf(&text, "%s", missing->name);
	for (uint32_t i = 0; !found && config && i < config->assume_external.count; i++) {
		const char *pattern = config->assume_external.items[i];

		found = mv_glob_match(pattern, strchr(pattern, '.') ? text.ptr : missing->name);
	}
	mv_buf_release(&text);
	return found;
}

typedef struct Names {
	const Engine *engine;
	const MigrationSet *set;
	Map *created;
	const void *by; /* what created names are marked with */
	Map *foreign;   /* tables that are needed, but not created anywhere */
	uint32_t tables;
} Names;

/* Of a name that several sets create. */
static const char several;

static bool note_created(const Change *change, void *data)
{
	Names *names = data;
	Ident room;
	const Ident *name = new_name_of(change, &room);

	if (name->text) {
		const void *known = mv_map_get(names->created, name->text);

		mv_map_set(names->created, name->text, (void *)(known && known != names->by ? (const void *)&several : names->by));
	}
	if (change->kind == CHANGE_CREATE_TABLE)
		names->tables++;
	return true;
}

/* Functions are kept apart from what else has names. */
static const char *function_key(Arena *arena, const char *name)
{
	return mv_arena_format(arena, "%s()", name);
}

static bool note_function(const Change *change, void *data)
{
	Names *names = data;
	const char *key, *name = change->kind == CHANGE_CREATE_FUNCTION ? change->as.function->name.name : NULL;
	const void *known;

	if (!name)
		return true;
	key = function_key(names->engine->arena, name);
	known = mv_map_get(names->created, key);
	mv_map_set(names->created, key, (void *)(known && known != names->by ? (const void *)&several : names->by));
	return true;
}

static bool note_foreign(const Change *change, void *data)
{
	Names *names = data;
	const QName *table = needs_its_table(change) ? mv_change_relation(change) : NULL;

	if (table && table->name && !table->unknown && !table->symbolic && !mv_map_get(names->created, table->name) &&
	    strncmp(table->name, "pg_", 3) != 0 && !is_declared_external(names->engine, names->set, table))
		mv_map_set(names->foreign, table->name, names->foreign);
	return true;
}

typedef struct Start {
	const Change *first;
	Map views; /* made so far: they have defaults of columns, indexes and rows, too */
} Start;

static bool find_first(const Change *change, void *data)
{
	Start *start = data;
	const QName *table = needs_its_table(change) ? mv_change_relation(change) : NULL;

	if (change->kind == CHANGE_CREATE_VIEW || change->kind == CHANGE_CREATE_MATERIALIZED_VIEW) {
		if (change->as.view->name.name)
			mv_map_set(&start->views, change->as.view->name.name, start);
	} else if (change->kind == CHANGE_CREATE_TABLE || change->kind == CHANGE_CREATE_TABLE_AS ||
		   (needs_its_table(change) && !(table && table->name && mv_map_get(&start->views, table->name)))) {
		start->first = change;
	}
	return !start->first;
}

/* Does it begin with a change to a table instead of creating one? */
static bool starts_midway(const Engine *engine, const MigrationSet *set)
{
	Start start = { 0 };

	mv_map_init(&start.views, engine->arena);
	each_change(set, find_first, &start);
	return start.first && needs_its_table(start.first);
}

/* A directory for each release, and the first is not the first release. */
static bool starts_with_later_release(const MigrationSet *set)
{
	return set->layout && mv_streq(set->layout->name, "nested") && set->migrations.count && strchr(set->migrations.items[0]->version, '.') &&
	       strtol(set->migrations.items[0]->version, NULL, 10) > 1;
}

bool mv_history_complete(Engine *engine, const MigrationSet *set)
{
	/* typing errors are few */
	enum { SOME = 3, PART = 4 };
	Map foreign;
	Names names = { .engine = engine, .set = set, .created = &engine->created, .by = set, .foreign = &foreign };

	mv_map_init(&engine->created, engine->arena);
	mv_map_init(&foreign, engine->arena);
	each_change(set, note_created, &names);
	if (set->migrations.count && mv_streq(set->migrations.items[0]->name, "baseline schema") && !*set->migrations.items[0]->version)
		return true;
	if (!set->history_complete || starts_midway(engine, set) || starts_with_later_release(set))
		return false;
	each_change(set, note_foreign, &names);
	return foreign.live < SOME || foreign.live <= names.tables / PART;
}

void mv_note_created_names(Engine *engine, const Project *project)
{
	mv_map_init(&engine->created_anywhere, engine->arena);
	for (uint32_t s = 0; s < project->sets.count; s++) {
		Names names = { .engine = engine, .created = &engine->created_anywhere, .by = project->sets.items[s] };

		each_change(project->sets.items[s], note_created, &names);
		each_change(project->sets.items[s], note_function, &names);
	}
}

/* ---- is it there though no migration creates it? ---- */

/* May what this change made be gone, or never have been made? */
static bool may_be_gone(const Engine *engine, const Change *made)
{
	const Migration *now = engine->context.migration, *then = made ? made->statement->migration : NULL;

	if (!then || then == now || engine->context.review_is_unmerged)
		return false;
	/* who does not have all of a history does not have its other changes; files of one version may be alternatives */
	return !engine->schema.complete || (*now->version && mv_streq(now->version, then->version));
}

bool mv_may_be_external(const Engine *engine, const Failure *failure)
{
	/* so many later migrations were not written on top of one that fails */
	enum { MANY = 10 };
	const QName *missing = &failure->missing;
	const void *by;

	if (strcmp(failure->rule, "already-exists") == 0)
		return may_be_gone(engine, failure->related_change);
	if (!missing->name)
		return false;
	if (is_declared_external(engine, engine->context.set, missing))
		return true;
	if (strcmp(failure->sqlstate, "42883") == 0) {
		/* what several sets replace in turn was there before */
		by = mv_map_get(&engine->created_anywhere, function_key(engine->arena, missing->name));
		if (by && by != engine->context.set)
			return true;
	} else if (mv_map_get(&engine->created, missing->name)) {
		return false;
	}
	by = mv_map_get(&engine->created_anywhere, missing->name);
	if (by && by != engine->context.set)
		return true;
	/* a schema that others fill */
	if (missing->schema && strcmp(missing->schema, "public") != 0 && !mv_map_get(&engine->created, missing->schema))
		return true;
	return !engine->context.review_is_unmerged && engine->context.set->migrations.count - engine->position > MANY;
}
