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

#include <string.h>

/* ---- setting up ---- */

static bool is_wanted(const Config *config, const Rule *rule)
{
	if (rule->severity != SEVERITY_OFF || mv_config_severity(config, rule, "") != SEVERITY_OFF)
		return true;
	for (uint32_t i = 0; i < config->overrides.count; i++) {
		const PathOverride *override = &config->overrides.items[i];

		for (uint32_t r = 0; r < override->rules.count; r++) {
			const RuleSetting *setting = &override->rules.items[r];

			if (setting->has_severity && (strcmp(setting->id, rule->id) == 0 || strcmp(setting->id, rule->category) == 0))
				return true;
		}
	}
	return false;
}

static void register_rules(Engine *engine)
{
	for (size_t i = 0; i < mv_rule_count; i++) {
		const Rule *rule = mv_rules[i];

		if (!is_wanted(engine->config, rule))
			continue;
		for (const ChangeKind *kind = rule->on; kind && rule->check && *kind != CHANGE_NONE; kind++)
			*VEC_PUSH(engine->arena, &engine->by_kind[*kind]) = (uint16_t)i;
		if (rule->check_migration)
			*VEC_PUSH(engine->arena, &engine->at_migration) = (uint16_t)i;
		if (rule->check_end)
			*VEC_PUSH(engine->arena, &engine->at_end) = (uint16_t)i;
	}
}

static void start_set(Engine *engine, const MigrationSet *set)
{
	mv_schema_init(&engine->schema, engine->arena);
	engine->schema.complete = set->history_complete;
	engine->session = (Session){ 0 };
	engine->savepoints.count = 0;
	engine->context.set = set;
}

/* ---- judging one change ---- */

/* Severities depend on the path (overrides), so they are looked up once a file. */
static void load_severities(Engine *engine, const char *path)
{
	if (engine->severities && mv_streq(engine->severities_path, path))
		return;
	if (!engine->severities)
		engine->severities = MV_NEW_ARRAY(engine->arena, Severity, mv_rule_count);
	for (size_t i = 0; i < mv_rule_count; i++)
		engine->severities[i] = mv_config_severity(engine->config, mv_rules[i], path);
	engine->severities_path = path;
}

static void run_rule(Engine *engine, uint16_t number, const Change *change)
{
	if (engine->severities[number] == SEVERITY_OFF)
		return;
	engine->context.rule = mv_rules[number];
	engine->context.rule->check(&engine->context, change);
}

/* The server would refuse it: reported by the engine under the failure's own rule. */
static void report_failure(Engine *engine, const Change *change)
{
	RuleContext *context = &engine->context;
	Failure failure = { 0 };
	Finding *finding;

	if (context->happens != TRI_YES || !mv_change_failure(&engine->schema, &engine->session, change, context->version,
							       engine->arena, &failure))
		return;
	context->rule = mv_rule_find(failure.rule);
	if (!context->rule || mv_config_severity(engine->config, context->rule, change->statement->source->path) == SEVERITY_OFF)
		return;
	finding = mv_report(context, change, failure.span, "%s", failure.message);
	finding->sqlstate = failure.sqlstate;
	finding->help = failure.help;
	if (failure.related_change)
		mv_finding_note(context, finding, failure.related_change, "%s '%s' comes from here",
				failure.related ? mv_object_kind_name(failure.related->kind) : "it",
				failure.related ? failure.related->name : "");
}

static void judge(Engine *engine, const Change *change)
{
	const RuleList *list = &engine->by_kind[change->kind];

	report_failure(engine, change);
	for (uint32_t i = 0; i < list->count; i++)
		run_rule(engine, list->items[i], change);
}

/* What the transaction holds from here on. */
static void take_locks(Engine *engine, JudgedVersion *judged, const Change *change)
{
	const RuleContext *context = &engine->context;

	for (uint32_t i = 0; i < engine->locks.relations.count; i++) {
		RelationLock *lock = &engine->locks.relations.items[i];

		if (lock->mode < LOCK_ROW_EXCLUSIVE)
			continue;
		*VEC_PUSH(engine->lock_arena, &judged->taken) = (TakenLock){
			.lock = lock,
			.change = change,
			.table_is_new = lock->table && mv_is_new(context, &lock->table->object.birth),
		};
	}
}

static void judge_version(Engine *engine, JudgedVersion *judged, const Change *change)
{
	RuleContext *context = &engine->context;

	context->version = judged->version;
	context->taken = judged->taken.items;
	context->taken_count = judged->taken.count;
	engine->locks = (LockReport){ .transaction_allowed = TRI_UNKNOWN };
	mv_change_locks(&engine->schema, &engine->session, change, context->version, engine->lock_arena, &engine->locks);
	judge(engine, change);
	take_locks(engine, judged, change);
}

/* ---- transactions that go back ---- */

/*
 * A transaction that ends in ROLLBACK, and what stands behind a savepoint that
 * is rolled back to, leaves nothing behind. The schema is saved only where
 * the migration says such a thing at all.
 */
static bool goes_back(const Migration *migration)
{
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		for (uint32_t c = 0; c < statement->changes.count; c++) {
			ChangeKind kind = statement->changes.items[c].kind;

			if (kind == CHANGE_ROLLBACK || kind == CHANGE_ROLLBACK_TO_SAVEPOINT)
				return true;
		}
	}
	return false;
}

static void save_schema(Engine *engine, const char *name)
{
	Savepoint *savepoint = VEC_PUSH(engine->arena, &engine->savepoints);

	savepoint->name = name;
	mv_schema_clone(&savepoint->schema, &engine->schema);
}

/* Back to the newest savepoint of that name, which stays (NULL: to the start of the transaction, all go). */
static void go_back(Engine *engine, const char *name)
{
	for (uint32_t i = engine->savepoints.count; i > 0; i--) {
		Savepoint *savepoint = &engine->savepoints.items[i - 1];

		if (!mv_streq(savepoint->name, name))
			continue;
		mv_schema_clone(&engine->schema, &savepoint->schema);
		engine->savepoints.count = name ? i : 0;
		return;
	}
}

static void track_savepoints(Engine *engine, const Change *change)
{
	if (change->kind == CHANGE_BEGIN)
		save_schema(engine, NULL);
	else if (change->kind == CHANGE_SAVEPOINT)
		save_schema(engine, change->as.transaction->savepoint);
	else if (change->kind == CHANGE_ROLLBACK_TO_SAVEPOINT)
		go_back(engine, change->as.transaction->savepoint);
	else if (change->kind == CHANGE_ROLLBACK)
		go_back(engine, NULL);
	else if (change->kind == CHANGE_COMMIT)
		engine->savepoints.count = 0;
}

/* ---- the loop ---- */

static void step(Engine *engine, const Change *change, bool saves)
{
	RuleContext *context = &engine->context;
	Birth birth = { .migration = context->migration, .change = change, .transaction = engine->session.transaction };

	context->happens = mv_change_happens(&engine->schema, change);
	if (context->happens == TRI_NO)
		return;
	for (uint32_t i = 0; engine->judging && i < engine->versions.count; i++)
		judge_version(engine, &engine->versions.items[i], change);
	if (saves)
		track_savepoints(engine, change);
	mv_schema_apply(&engine->schema, change, &birth);
	mv_session_apply(engine, change);
}

/* Down sections are not replayed; rules that ask for them look at them alone. */
static void judge_down(Engine *engine, const Statement *statement)
{
	for (uint32_t c = 0; c < statement->changes.count; c++) {
		const Change *change = &statement->changes.items[c];
		const RuleList *list = &engine->by_kind[change->kind];

		engine->context.version = 0;
		engine->context.happens = TRI_UNKNOWN;
		engine->context.taken_count = 0;
		engine->locks = (LockReport){ .transaction_allowed = TRI_UNKNOWN };
		for (uint32_t i = 0; i < list->count; i++) {
			if (mv_rules[list->items[i]]->in_down)
				run_rule(engine, list->items[i], change);
		}
	}
}

static void replay_statements(Engine *engine, const Migration *migration)
{
	bool saves = goes_back(migration);
	uint32_t section = UINT32_MAX;

	if (saves && engine->session.in_transaction != TRI_NO)
		save_schema(engine, NULL);
	for (uint32_t s = 0; s < migration->statements.count; s++) {
		const Statement *statement = &migration->statements.items[s];

		if (statement->down) {
			if (engine->judging)
				judge_down(engine, statement);
			continue;
		}
		if (statement->section != section && statement->section < migration->sections.count) {
			section = statement->section;
			mv_session_begin_section(engine, migration, section);
		}
		mv_session_begin_statement(engine);
		for (uint32_t c = 0; c < statement->changes.count; c++)
			step(engine, &statement->changes.items[c], saves);
	}
	engine->savepoints.count = 0;
}

static bool is_judged(const Engine *engine, const Migration *migration)
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
	engine->context.version = 0; /* what is said here holds at every version */
	for (uint32_t i = 0; i < engine->at_migration.count; i++) {
		uint16_t number = engine->at_migration.items[i];

		engine->context.rule = mv_rules[number];
		if (engine->severities[number] != SEVERITY_OFF)
			engine->context.rule->check_migration(&engine->context, migration);
	}
}

static void replay_migration(Engine *engine, const Migration *migration, const Migration *previous, bool judged)
{
	RuleContext *context = &engine->context;
	bool continues = previous && previous->transaction == TRANSACTION_ALL && migration->transaction == TRANSACTION_ALL;

	context->migration = migration;
	engine->judging = judged;
	if (judged)
		load_severities(engine, migration->source ? migration->source->path : "");
	if (migration->kind == MIGRATION_OPAQUE) {
		engine->schema.opaque_changes = true; /* a step in another language may have done anything */
		return;
	}
	mv_session_begin_migration(engine, migration, continues);
	replay_statements(engine, migration);
	if (judged)
		judge_migration(engine, migration);
	mv_session_end_migration(engine, migration);
}

static bool is_postgres(const MigrationSet *set)
{
	return !set->dialect || strcmp(set->dialect, "postgresql") == 0;
}

static void check_set(Engine *engine, const MigrationSet *set)
{
	const Migration *previous = NULL;

	start_set(engine, set);
	for (uint32_t m = 0; m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		replay_migration(engine, migration, previous, is_judged(engine, migration));
		previous = migration;
	}
	engine->context.migration = NULL;
	engine->context.version = 0;
	for (uint32_t i = 0; i < engine->at_end.count; i++) {
		engine->context.rule = mv_rules[engine->at_end.items[i]];
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

		for (uint32_t m = 0; is_postgres(set) && m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			for (uint32_t i = 0; is_judged(engine, migration) && i < migration->problems.count; i++)
				report_problem(engine, migration, &migration->problems.items[i]);
		}
	}
}

static void count_statistics(const Engine *engine, const Project *project, Statistics *statistics)
{
	for (uint32_t s = 0; s < project->sets.count; s++) {
		const MigrationSet *set = project->sets.items[s];

		for (uint32_t m = 0; is_postgres(set) && m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			statistics->migrations++;
			statistics->reviewed += is_judged(engine, migration);
			statistics->files += (migration->source != NULL) + (migration->down_source != NULL);
			for (uint32_t i = 0; i < migration->statements.count; i++) {
				const Statement *statement = &migration->statements.items[i];

				statistics->statements++;
				statistics->changes += statement->changes.count;
				statistics->resolved += statement->resolution == RESOLVED;
				statistics->partly += statement->resolution == RESOLVED_PARTLY;
				statistics->unresolved += statement->resolution == UNRESOLVED;
			}
		}
	}
}

void mv_check(const Project *project, const Config *config, bool review_is_unmerged, Arena *arena, FindingVec *findings,
	      Statistics *statistics)
{
	Engine *engine = MV_NEW(arena, Engine);

	engine->config = config;
	engine->arena = arena;
	engine->findings = findings;
	engine->lock_arena = mv_arena_new();
	engine->context = (RuleContext){
		.schema = &engine->schema,
		.session = &engine->session,
		.locks = &engine->locks,
		.review_is_unmerged = review_is_unmerged,
		.arena = arena,
		.engine = engine,
	};
	register_rules(engine);
	report_problems(engine, project);
	for (uint32_t v = 0; v < config->versions.count; v++)
		VEC_PUSH(arena, &engine->versions)->version = config->versions.items[v];
	for (uint32_t s = 0; s < project->sets.count; s++) {
		if (is_postgres(project->sets.items[s]))
			check_set(engine, project->sets.items[s]);
	}
	mv_findings_merge(config, arena, findings);
	count_statistics(engine, project, statistics);
	mv_arena_free(engine->lock_arena);
}

void mv_replay(const MigrationSet *set, const char *version, int server_version, Arena *arena, Schema *schema)
{
	Engine *engine = MV_NEW(arena, Engine);
	const Migration *previous = NULL;

	engine->arena = arena;
	engine->context = (RuleContext){
		.schema = &engine->schema,
		.session = &engine->session,
		.locks = &engine->locks,
		.version = server_version,
		.arena = arena,
		.engine = engine,
	};
	engine->lock_arena = mv_arena_new();
	start_set(engine, set);
	for (uint32_t m = 0; is_postgres(set) && m < set->migrations.count; m++) {
		const Migration *migration = set->migrations.items[m];

		replay_migration(engine, migration, previous, false);
		previous = migration;
		if (version && mv_streq(migration->version, version))
			break;
	}
	mv_arena_free(engine->lock_arena);
	*schema = engine->schema;
}
