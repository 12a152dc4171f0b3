/* steps_partition.c: partitions come and go while queries on the others go on. */
#include "steps.h"

static bool is_unlimited(const Expression *end)
{
	return end->kind == EXPR_COLUMN; /* MINVALUE, MAXVALUE */
}

static const char *list_text(const SqlScope *scope, const char *key, const PartitionBound *bound)
{
	const char *values = NULL, *in;
	bool has_null = false;

	for (uint32_t i = 0; i < bound->list.count; i++) {
		const Expression *value = bound->list.items[i];

		if (value->kind == EXPR_NULL)
			has_null = true;
		else
			values = mv_arena_format(scope->arena, "%s%s%s", values ? values : "", values ? ", " : "",
						 mv_sql_expression(scope, value));
	}
	if (!values)
		return mv_arena_format(scope->arena, "%s IS NULL", key);
	in = mv_arena_format(scope->arena, "%s IN (%s)", key, values);
	return mv_arena_format(scope->arena, has_null ? "%s IS NULL OR %s" : "%s IS NOT NULL AND %s", key, in);
}

/* What the bound says of a row, in a form that the server's prover matches; one column only. */
static const char *bound_text(const SqlScope *scope, const Table *parent, const PartitionBound *bound)
{
	const char *column = parent && parent->partition_keys.count == 1 ? parent->partition_keys.items[0].column : NULL;
	const char *key, *text;

	if (!column || !bound || bound->is_default)
		return MV_UNPRINTABLE;
	key = mv_sql_ident(scope, column);
	if (bound->strategy == PARTITION_LIST)
		return list_text(scope, key, bound);
	if (bound->strategy != PARTITION_RANGE || bound->from.count != 1 || bound->to.count != 1)
		return MV_UNPRINTABLE;
	text = mv_arena_format(scope->arena, "%s IS NOT NULL", key);
	if (!is_unlimited(bound->from.items[0]))
		text = mv_arena_format(scope->arena, "%s AND %s >= %s", text, key, mv_sql_expression(scope, bound->from.items[0]));
	if (!is_unlimited(bound->to.items[0]))
		text = mv_arena_format(scope->arena, "%s AND %s < %s", text, key, mv_sql_expression(scope, bound->to.items[0]));
	return text;
}

/* CREATE TABLE .. PARTITION OF in two statements, the second of which lets queries on the parent go on. */
static void add_partition_of(StepText *text, const CreateTable *create)
{
	SqlScope scope = mv_sql_scope(text->context);
	const char *name = mv_sql_qname(&scope, &create->name), *parent = mv_sql_qname(&scope, &create->partition_of);
	bool plain = !create->columns.count && !create->constraints.count && !create->options.count && !create->access_method &&
		     !create->tablespace && create->partition_by == PARTITION_NONE && !create->foreign;

	mv_step_add(text, "CREATE %sTABLE %s%s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY);%s",
		    create->persistence == PERSISTENCE_UNLOGGED ? "UNLOGGED " : "", create->if_not_exists ? "IF NOT EXISTS " : "", name,
		    parent, plain ? "" : MV_UNPRINTABLE);
	mv_step_add(text, "ALTER TABLE %s ATTACH PARTITION %s %s;", parent, name, mv_sql_partition_bound(&scope, create->bound));
}

void mv_steps_partition_of(RuleContext *context, Finding *finding, const CreateTable *create)
{
	StepText text = { .context = context };

	add_partition_of(&text, create);
	mv_step_end(&text, finding, STEP_HERE);
}

/* A name that says which partition it is about. */
static const char *proof_name(const RuleContext *context, const Table *table, const char *partition, bool excluded)
{
	char *name = mv_name_make(context->arena, partition, NULL, excluded ? "excluded" : "bound");

	for (unsigned number = 1; table && mv_table_constraint(table, name); number++)
		name = mv_name_make(context->arena, partition, NULL, mv_arena_format(context->arena, "bound%u", number));
	return name;
}

void mv_steps_add_partition(RuleContext *context, Finding *finding, const Change *change)
{
	bool attaches = change->kind == CHANGE_ATTACH_PARTITION;
	const QName *name = attaches ? &change->as.partition->other : &change->as.table->name;
	const PartitionBound *bound = attaches ? change->as.partition->bound : change->as.table->bound;
	const Table *parent = mv_schema_table(context->schema,
					      attaches ? &change->as.partition->target.table : &change->as.table->partition_of);
	SqlScope scope = mv_sql_scope(context);
	StepText here = { .context = context }, validate = { .context = context }, then = { .context = context };
	const char *inside = bound_text(&scope, parent, bound);

	if (attaches)
		mv_step_add(&then, "%s ATTACH PARTITION %s %s;", mv_sql_alter_table(&scope, &change->as.partition->target),
			    mv_sql_qname(&scope, name), mv_sql_partition_bound(&scope, bound));
	else
		add_partition_of(&then, change->as.table);
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];
		bool excluded = parent && lock->table && lock->table == parent->default_partition;
		const char *proof, *table;

		/* a table that is new now may have rows when it is attached in a later migration */
		if (!lock->scanned || lock->scan_reason != WORK_PARTITION_BOUND || (excluded && mv_is_harmless_table(context, lock->table)))
			continue;
		/* a partition of the attached table is proved by its own CHECK */
		if (lock->table && lock->table->partition_by != PARTITION_NONE) {
			mv_finding_drop_steps(finding);
			return;
		}
		table = lock->table ? mv_sql_object(&scope, &lock->table->object) : mv_sql_qname(&scope, name);
		proof = mv_sql_ident(&scope, proof_name(context, lock->table, name->name, excluded));
		mv_step_add(&here, excluded ? "ALTER TABLE %s ADD CONSTRAINT %s CHECK (NOT (%s)) NOT VALID;" :
					      "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s) NOT VALID;", table, proof, inside);
		mv_step_add(&validate, "ALTER TABLE %s VALIDATE CONSTRAINT %s;", table, proof);
		mv_step_add(&then, "ALTER TABLE %s DROP CONSTRAINT %s;", table, proof);
	}
	mv_step_end(&here, finding, STEP_HERE);
	mv_step_end(&validate, finding, STEP_NEXT);
	mv_finding_step_comment(context, finding, "reads and writes go on meanwhile");
	mv_step_end(&then, finding, STEP_NEXT);
}

void mv_steps_detach_partition(RuleContext *context, Finding *finding, const PartitionChange *detach)
{
	SqlScope scope = mv_sql_scope(context);

	mv_finding_step(context, finding, STEP_ALONE, "%s DETACH PARTITION %s CONCURRENTLY;",
			mv_sql_alter_table(&scope, &detach->target), mv_sql_qname(&scope, &detach->other));
	mv_finding_step_comment(context, finding, "leaves a CHECK of its bound behind");
	finding->steps_differ = true;
}

/* Of so many partitions one may be the one that a CHECK of the default partition is about. */
enum { MOST_SIBLINGS = 1000 };

bool mv_bound_says(const RuleContext *context, const Table *table, const Constraint *constraint)
{
	SqlScope scope = mv_sql_scope(context);
	const Table *parent = table->bound && table->parents.count ? table->parents.items[0] : NULL;
	const char *text;

	if (!parent || constraint->kind != CONSTRAINT_CHECK || !constraint->expression)
		return false;
	text = mv_sql_expression(&scope, constraint->expression);
	if (table != parent->default_partition)
		return strcmp(text, bound_text(&scope, parent, table->bound)) == 0;
	for (uint32_t i = 0; i < parent->children.count && i < MOST_SIBLINGS; i++) {
		const char *inside = bound_text(&scope, parent, parent->children.items[i]->bound);

		if (strcmp(text, mv_arena_format(context->arena, "NOT (%s)", inside)) == 0)
			return true;
	}
	return false;
}
