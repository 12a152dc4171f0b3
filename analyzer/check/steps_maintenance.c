/* steps_maintenance.c: work on data and indexes that lets others in, and domains. */
#include "steps.h"

static const char *reindex_words(ObjectKind kind)
{
	return kind == OBJ_INDEX ? "INDEX" : kind == OBJ_TABLE ? "TABLE" : kind == OBJ_SCHEMA ? "SCHEMA" : "DATABASE";
}

void mv_steps_reindex(RuleContext *context, Finding *finding, const Maintenance *reindex)
{
	SqlScope scope = mv_sql_scope(context);

	mv_finding_step(context, finding, STEP_ALONE, "REINDEX %s CONCURRENTLY %s;", reindex_words(reindex->object),
			mv_sql_qname(&scope, &reindex->name));
}

void mv_steps_refresh(RuleContext *context, Finding *finding, const Maintenance *refresh)
{
	SqlScope scope = mv_sql_scope(context);

	mv_finding_step(context, finding, STEP_HERE, "REFRESH MATERIALIZED VIEW CONCURRENTLY %s;", mv_sql_qname(&scope, &refresh->name));
}

void mv_steps_alter_domain(RuleContext *context, Finding *finding, const AlterDomain *alter)
{
	SqlScope scope = mv_sql_scope(context);
	const char *domain = mv_sql_qname(&scope, &alter->name), *name, *what;
	const Object *object = mv_schema_type(context->schema, alter->name.schema, alter->name.name);

	if (!object || object->kind != OBJ_DOMAIN || (alter->what != DOMAIN_ADD_CONSTRAINT && alter->what != DOMAIN_SET_NOT_NULL)) {
		mv_finding_drop_steps(finding);
		return;
	}
	name = alter->what == DOMAIN_ADD_CONSTRAINT ? alter->constraint->name.text : NULL;
	name = mv_sql_ident(&scope, name ? name : mv_domain_check_chosen_name(context->schema, (const Domain *)object));
	what = alter->what == DOMAIN_ADD_CONSTRAINT ? mv_sql_constraint(&scope, alter->constraint) : "CHECK (VALUE IS NOT NULL)";
	finding->steps_differ = alter->what == DOMAIN_SET_NOT_NULL || alter->constraint->kind != CONSTRAINT_CHECK;
	if (finding->steps_differ)
		what = "CHECK (VALUE IS NOT NULL)";
	mv_finding_step(context, finding, STEP_HERE, "ALTER DOMAIN %s ADD CONSTRAINT %s %s NOT VALID;", domain, name, what);
	mv_finding_step_comment(context, finding, "holds for new values at once");
	mv_finding_step(context, finding, STEP_NEXT, "ALTER DOMAIN %s VALIDATE CONSTRAINT %s;", domain, name);
	mv_finding_step_comment(context, finding, "at a quiet time: writes to its tables wait until all rows are read");
}

const char *mv_step_as_written(const Change *change, Arena *arena)
{
	const Statement *statement = change->statement;
	const Source *source = statement->source;
	Str text = source ? mv_str_slice(source->text, statement->span.start, statement->span.end) : (Str){ 0 };

	if (!text.len || (mv_source_is_python(source) && !source->map))
		return MV_UNPRINTABLE;
	return mv_arena_format(arena, "%.*s;", STR_ARG(text));
}

void mv_steps_move(RuleContext *context, Finding *finding, StepPlace place, const Change *change)
{
	/* the statement as a whole: the other parts of an ALTER TABLE go along */
	finding->replaced = change->statement->span;
	finding->steps_move = true;
	mv_finding_step(context, finding, place, "%s", mv_step_as_written(change, context->arena));
	mv_finding_step_comment(context, finding, "with what depends on it");
}
