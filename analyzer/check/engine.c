/*
 * engine.c: replay and judge in one loop.
 *
 * For each change: does it happen (guards)? what does it lock? would the
 * server refuse it? what do the rules say? And only then: apply it. So rules
 * always see the schema just before the change.
 *
 * Each change is judged for each configured server version; findings that hold
 * at several versions are merged afterwards (merge.c).
 */
#include "engine.h"

#include "migvet/facts.h"
#include "migvet/sizes.h"

#include <string.h>

/* Lock reports that are not needed any more; emptying the arena for each would cost more than keeping some. */
enum { LARGEST_KEPT = 8 * 1024 };

/* ---- setting up ---- */

static bool is_wanted(const Config *config, const Rule *rule)
{
	if (rule->severity != SEVERITY_OFF || mv_config_severity(config, rule, "") != SEVERITY_OFF)
		return true;
	for (uint32_t i = 0; i < config->overrides.count; i++) {
		const PathOverride *override = &config->overrides.items[i];

		for (uint32_t r = 0; r < override->rules.count; r++) {
			const RuleSetting *setting = &override->rules.items[r];

			if (setting->has_severity && (strcmp(setting->id, rule->id) == 0 || mv_rule_is_of(rule, setting->id)))
				return true;
		}
	}
	return false;
}

static void register_rules(Engine *engine)
{
	engine->rules = mv_config_rules(engine->config, engine->arena, &engine->rule_count);
	engine->severities_by_path = engine->config->overrides.count > 0;
	for (size_t i = 0; i < engine->rule_count; i++) {
		const Rule *rule = engine->rules[i];

		if (!is_wanted(engine->config, rule))
			continue;
		engine->severities_by_path = engine->severities_by_path || (rule->policy && rule->policy->paths.count);
		for (const ChangeKind *kind = rule->on; kind && rule->check && *kind != CHANGE_NONE; kind++) {
			*VEC_PUSH(engine->arena, &engine->by_kind[*kind]) = (uint16_t)i;
			engine->kind_by_version[*kind] = engine->kind_by_version[*kind] || rule->by_version;
		}
		if (rule->check_migration)
			*VEC_PUSH(engine->arena, &engine->at_migration) = (uint16_t)i;
		if (rule->check_end)
			*VEC_PUSH(engine->arena, &engine->at_end) = (uint16_t)i;
	}
}

void mv_engine_start_set(Engine *engine, const MigrationSet *set)
{
	mv_schema_init(&engine->schema, engine->arena);
	engine->schema.complete = mv_history_complete(engine, set);
	engine->context.set = set;
	mv_map_init(&engine->kept_for_end, engine->arena);
}

/* ---- judging one change ---- */

/* Severities depend on the path (overrides), so they are looked up once a file. */
static void load_severities(Engine *engine, const char *path)
{
	if (engine->severities && (!engine->severities_by_path || mv_streq(engine->severities_path, path)))
		return;
	if (!engine->severities)
		engine->severities = MV_NEW_ARRAY(engine->arena, Severity, engine->rule_count);
	for (size_t i = 0; i < engine->rule_count; i++)
		engine->severities[i] = mv_config_severity(engine->config, engine->rules[i], path);
	engine->severities_path = path;
}

static void run_rule(Engine *engine, uint16_t number, const Change *change)
{
	if (engine->severities[number] == SEVERITY_OFF)
		return;
	engine->context.rule = engine->rules[number];
	engine->context.rule->check(&engine->context, change);
}

/* The server would refuse it: reported by the engine under the failure's own rule. */
static void report_failure(Engine *engine, const Change *change)
{
	RuleContext *context = &engine->context;
	const Failure *failure = &engine->failure;
	Finding *finding;

	context->rule = mv_rule_find(failure->rule);
	if (!context->rule || mv_config_severity(engine->config, context->rule, change->statement->source->path) == SEVERITY_OFF)
		return;
	finding = mv_report(context, change, failure->span, "%s", failure->message);
	finding->sqlstate = failure->sqlstate;
	finding->help = failure->help;
	if (failure->related_change && failure->related)
		mv_finding_note(context, finding, failure->related_change, "%s '%s' comes from here",
				mv_object_kind_name(failure->related->kind), failure->related->name);
	else if (failure->related_change)
		mv_finding_note(context, finding, failure->related_change, "it comes from here");
}

static void judge(Engine *engine, const Change *change)
{
	const RuleList *list = &engine->by_kind[change->kind];
	uint32_t first = engine->findings->count;

	if (engine->fails)
		report_failure(engine, change);
	for (uint32_t i = 0; i < list->count; i++)
		run_rule(engine, list->items[i], change);
	mv_sizes_note(engine, change, first);
}

/* Made of Python, with a name in it that is not known: nobody knows what the server would say. */
static bool is_partly_made(const Statement *statement)
{
	return statement->source->map && statement->resolution != RESOLVED;
}

/* What a version does with the change: asked again only where the answer before depended on the version. */
static void ask(Engine *engine, const Change *change, int version, bool first)
{
	if (first || engine->locks.by_version) {
		engine->locks = (LockReport){ .transaction_allowed = TRI_UNKNOWN };
		mv_change_locks(&engine->schema, &engine->session, change, version, engine->report_arena, &engine->locks);
	}
	if (first || engine->failure.by_version) {
		engine->failure = (Failure){ 0 };
		engine->fails = !(engine->watcher && engine->watcher->locks_only) && engine->context.happens == TRI_YES && !is_partly_made(change->statement) &&
				mv_change_failure(&engine->schema, &engine->session, change, version, engine->arena, &engine->failure) &&
				!mv_may_be_external(engine, &engine->failure);
	}
}

/* Nearly all changes are the same to all servers, and judged once for all. */
static bool depends_on_version(const Engine *engine, const Change *change)
{
	return engine->versions.count > 1 && (engine->locks.by_version || engine->failure.by_version ||
					      engine->kind_by_version[change->kind] || engine->taken_by_version);
}

static void judge_versions(Engine *engine, const Change *change)
{
	RuleContext *context = &engine->context;
	bool each = false;

	for (uint32_t i = 0; i < engine->versions.count; i++) {
		JudgedVersion *judged = &engine->versions.items[i];

		if (i == 0 || each)
			ask(engine, change, judged->version, i == 0);
		if (i == 0)
			each = depends_on_version(engine, change);
		if (i == 0 || each) {
			engine->judged = judged;
			context->version = judged->version;
			engine->stamp = each ? judged->version : 0;
			context->taken = judged->taken.items;
			context->taken_count = judged->taken.count;
			judge(engine, change);
		}
		mv_taken_add(engine, judged, change);
	}
	engine->taken_by_version = engine->taken_by_version || engine->locks.by_version;
}

static void show_to_watcher(Engine *engine, const Change *change)
{
	ask(engine, change, engine->context.version, true);
	engine->watcher->change(engine->watcher->data, &engine->context, change, engine->fails ? &engine->failure : NULL);
}

/* ---- the loop ---- */

static void step(Engine *engine, const Change *change)
{
	RuleContext *context = &engine->context;
	Birth birth = { .migration = context->migration, .change = change, .transaction = engine->session.transaction };

	context->happens = mv_change_happens(&engine->schema, change);
	engine->target_of = NULL;
	if (context->happens == TRI_NO)
		return;
	if (mv_arena_used(engine->report_arena) > LARGEST_KEPT)
		mv_arena_reset(engine->report_arena);
	if (engine->judging && engine->watcher)
		show_to_watcher(engine, change);
	else if (engine->judging)
		judge_versions(engine, change);
	mv_savepoints_track(engine, change);
	mv_schema_apply(&engine->schema, change, &birth);
	mv_session_apply(engine, change);
	if (engine->judging && engine->watcher && engine->watcher->applied)
		engine->watcher->applied(engine->watcher->data, context, change);
}

/* Down sections are not replayed; rules that ask for them look at them alone. */
static void judge_down(Engine *engine, const Statement *statement)
{
	for (uint32_t c = 0; c < statement->changes.count; c++) {
		const Change *change = &statement->changes.items[c];
		const RuleList *list = &engine->by_kind[change->kind];

		engine->judged = NULL;
		engine->context.version = engine->stamp = 0;
		engine->context.happens = TRI_UNKNOWN;
		engine->context.taken_count = 0;
		engine->locks = (LockReport){ .transaction_allowed = TRI_UNKNOWN };
		for (uint32_t i = 0; i < list->count; i++) {
			if (engine->rules[list->items[i]]->in_down)
				run_rule(engine, list->items[i], change);
		}
	}
}

static void replay_statements(Engine *engine, const Migration *migration)
{
	uint32_t section = UINT32_MAX;

	mv_savepoints_begin_migration(engine, migration);
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		if (statement->down) {
			if (engine->judging && !engine->watcher)
				judge_down(engine, statement);
			continue;
		}
		/* one without statements may have started a transaction, too */
		while (section != statement->section && section + 1 < migration->sections.count) {
			section++;
			if (!migration->sections.items[section].down)
				mv_session_begin_section(engine, migration, section);
		}
		mv_session_begin_statement(engine);
		if (engine->judging && engine->watcher && engine->watcher->statement)
			engine->watcher->statement(engine->watcher->data, &engine->context, statement);
		for (uint32_t c = 0; c < statement->changes.count; c++)
			step(engine, &statement->changes.items[c]);
	}
}

bool mv_is_judged(const Engine *engine, const Migration *migration)
{
	const char *path = migration->source ? migration->source->path : "";

	if (!migration->under_review)
		return false;
	for (uint32_t i = 0; i < engine->config->overrides.count; i++) {
		const PathOverride *override = &engine->config->overrides.items[i];

		if (override->ignore && mv_config_override_applies(engine->config, override, path))
			return false;
	}
	return true;
}

static void judge_migration(Engine *engine, const Migration *migration)
{
	engine->context.version = engine->stamp = 0; /* what is said here holds at every version */
	for (uint32_t i = 0; i < engine->at_migration.count; i++) {
		uint16_t number = engine->at_migration.items[i];

		engine->context.rule = engine->rules[number];
		if (engine->severities[number] != SEVERITY_OFF)
			engine->context.rule->check_migration(&engine->context, migration);
	}
}

/*
 * Does the runner apply both in one transaction? Only what is pending at the
 * same time: of a whole history nobody knows what was deployed together.
 */
static bool share_transaction(const Engine *engine, const Migration *left, const Migration *right)
{
	return left && right && engine->context.review_is_unmerged && left->under_review && right->under_review &&
	       left->transaction == TRANSACTION_ALL && right->transaction == TRANSACTION_ALL;
}

void mv_engine_up(Engine *engine, const MigrationSet *set, uint32_t number, bool judged)
{
	RuleContext *context = &engine->context;
	const Migration *migration = set->migrations.items[number];
	const Migration *previous = number ? set->migrations.items[number - 1] : NULL;
	const Migration *next = number + 1 < set->migrations.count ? set->migrations.items[number + 1] : NULL;

	context->migration = migration;
	engine->position = number;
	engine->judging = engine->watcher && engine->watcher->wanted ? engine->watcher->wanted(engine->watcher->data, migration) :
			  judged || (engine->watcher && engine->watcher->all);
	if (judged && !engine->watcher)
		load_severities(engine, migration->source ? migration->source->path : "");
	if (migration->kind == MIGRATION_OPAQUE) {
		engine->schema.opaque_changes = true; /* a step in another language may have done anything */
		engine->schema.last_opaque = (Birth){ .migration = migration };
		if (judged && !engine->watcher)
			judge_migration(engine, migration);
		return;
	}
	/* who starts from here never ran what comes before */
	if (migration->kind == MIGRATION_BASELINE && number)
		mv_engine_start_set(engine, set);
	mv_session_begin_migration(engine, migration, share_transaction(engine, previous, migration));
	replay_statements(engine, migration);
	if (judged && !engine->watcher)
		judge_migration(engine, migration);
	mv_session_end_migration(engine, share_transaction(engine, migration, next));
}

static void check_set(Engine *engine, const MigrationSet *set)
{
	Downs *downs;

	mv_engine_start_set(engine, set);
	downs = engine->watcher ? NULL : mv_plan_downs(engine, set);
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		mv_check_downs(downs, engine, m);
		mv_engine_up(engine, set, m, mv_is_judged(engine, set->migrations.items[m]));
	}
	engine->context.migration = NULL;
	engine->context.taken_count = 0;
	engine->context.version = engine->stamp = 0;
	for (uint32_t i = 0; i < engine->at_end.count; i++) {
		engine->context.rule = engine->rules[engine->at_end.items[i]];
		engine->context.rule->check_end(&engine->context);
	}
}

/* ---- problems that readers of files met ---- */

static void report_problem(Engine *engine, const Migration *migration, const Problem *problem)
{
	const Rule *rule = mv_rule_find(problem->rule);
	const Source *source = problem->source ? problem->source : migration ? migration->source : NULL;
	const char *path = source ? source->path : "";
	Severity severity = rule ? mv_config_severity(engine->config, rule, path) : SEVERITY_OFF;
	Finding *finding;

	if (severity == SEVERITY_OFF)
		return;
	finding = mv_engine_finding(engine, rule, severity, migration, source, path, problem->span, problem->message);
	finding->help = problem->help;
	finding->sqlstate = problem->sqlstate;
}

static void report_problems(Engine *engine, const Project *project)
{
	for (uint32_t i = 0; i < project->problems.count; i++)
		report_problem(engine, NULL, &project->problems.items[i]);
	for (uint32_t s = 0; s < project->sets.count; s++) {
		const MigrationSet *set = project->sets.items[s];

		for (uint32_t m = 0; mv_set_is_judged(set) && m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			for (uint32_t i = 0; mv_is_judged(engine, migration) && i < migration->problems.count; i++)
				report_problem(engine, migration, &migration->problems.items[i]);
		}
	}
}

Engine *mv_engine_new(const Config *config, bool review_is_unmerged, int version, Arena *arena)
{
	Engine *engine = MV_NEW(arena, Engine);

	engine->config = config;
	engine->arena = arena;
	engine->report_arena = mv_arena_new();
	engine->lock_arena = mv_arena_new();
	engine->context = (RuleContext){
		.schema = &engine->schema,
		.session = &engine->session,
		.locks = &engine->locks,
		.version = version,
		.review_is_unmerged = review_is_unmerged,
		.arena = arena,
		.engine = engine,
	};
	return engine;
}

void mv_engine_release(Engine *engine)
{
	mv_arena_free(engine->report_arena);
	mv_arena_free(engine->lock_arena);
}

static void count_sizes(Engine *engine, const MigrationSet *set, Statistics *statistics)
{
	SizeMap *map = MV_NEW(engine->arena, SizeMap);

	mv_sizes_map(engine->config, set, engine->context.review_is_unmerged, engine->arena, map);
	engine->sizes = map->empty ? NULL : map;
	statistics->sizes_empty = statistics->sizes_empty || map->empty;
	statistics->sized += map->found;
	statistics->unsized += map->missing;
}

void mv_check(const Project *project, const Config *config, bool review_is_unmerged, Arena *arena, FindingVec *findings,
	      Statistics *statistics)
{
	Engine *engine = mv_engine_new(config, review_is_unmerged, 0, arena);

	engine->findings = findings;
	register_rules(engine);
	mv_note_created_names(engine, project);
	report_problems(engine, project);
	for (uint32_t v = 0; v < config->versions.count; v++)
		VEC_PUSH(arena, &engine->versions)->version = config->versions.items[v];
	for (uint32_t s = 0; s < project->sets.count; s++) {
		const MigrationSet *set = project->sets.items[s];

		if (!mv_set_is_judged(set))
			continue;
		if (config->sizes)
			count_sizes(engine, set, statistics);
		check_set(engine, set);
	}
	mv_findings_merge(config, arena, findings);
	mv_sizes_say(config, arena, findings);
	mv_findings_locate(arena, findings);
	for (uint32_t i = 0; i < project->sets.count; i++) {
		if (mv_set_is_judged(project->sets.items[i]))
			mv_count_set(engine, project->sets.items[i], statistics);
	}
	mv_sort_reasons(statistics);
	mv_engine_release(engine);
}

void mv_watch(const Project *project, const Config *config, bool review_is_unmerged, int server_version, Arena *arena,
	      const Watcher *watcher)
{
	Engine *engine = mv_engine_new(config, review_is_unmerged, server_version, arena);

	engine->watcher = watcher;
	mv_note_created_names(engine, project);
	for (uint32_t s = 0; s < project->sets.count; s++) {
		engine->context.version = server_version;
		if (mv_set_is_judged(project->sets.items[s]))
			check_set(engine, project->sets.items[s]);
	}
	mv_engine_release(engine);
}

void mv_engine_down(Engine *engine, const Migration *migration)
{
	engine->context.migration = migration;
	mv_session_begin_migration(engine, migration, false);
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		if (!statement->down)
			continue;
		mv_session_begin_statement(engine);
		for (uint32_t c = 0; c < statement->changes.count; c++)
			step(engine, &statement->changes.items[c]);
	}
	mv_session_end_migration(engine, false);
}

void mv_replay(const MigrationSet *set, const char *version, bool revert, int server_version, Arena *arena, Schema *schema)
{
	const Migration *last = NULL;
	Engine *engine = mv_engine_new(NULL, false, server_version, arena);

	mv_engine_start_set(engine, set);
	engine->schema.server_version = server_version;
	if (server_version >= 15)
		((Object *)mv_map_get(&engine->schema.schemas, "public"))->owner = "pg_database_owner";
	for (uint32_t m = 0; mv_set_is_judged(set) && m < set->migrations.count; m++) {
		last = set->migrations.items[m];
		mv_engine_up(engine, set, m, false);
		if (version && mv_streq(last->version, version))
			break;
	}
	if (revert && last)
		mv_engine_down(engine, last);
	mv_engine_release(engine);
	*schema = engine->schema;
}
