/* steps_index.c: indexes without a wait for writers. */
#include "steps.h"

/* Nobody reads the steps for more partitions. */
enum { MOST_PARTITIONS = 100 };

/* A runner that sends a file as one query string can run but one statement of this kind in a file. */
static bool takes_one_statement(const RuleContext *context)
{
	return context->migration && context->migration->transaction == TRANSACTION_IMPLICIT;
}

SqlIndex mv_concurrent_index(const RuleContext *context, const char *name, const char *table)
{
	return (SqlIndex){ .name = name, .table = table, .concurrently = true, .if_not_exists = takes_one_statement(context) };
}

void mv_step_build(RuleContext *context, Finding *finding, const SqlIndex *index, const char *schema, const char *create)
{
	SqlScope scope = mv_sql_scope(context);
	QName name = { .schema = schema, .name = index->name };

	/* what a failed try leaves behind is INVALID, and in the way */
	if (index->if_not_exists)
		mv_finding_step(context, finding, STEP_ALONE, "%s", create);
	else
		mv_finding_step(context, finding, STEP_ALONE, "DROP INDEX CONCURRENTLY IF EXISTS %s;\n%s", mv_sql_qname(&scope, &name), create);
	if (index->if_not_exists)
		mv_finding_step_comment(context, finding, "if it fails, drop the INVALID index before the next try");
}

/* As the server would call it; of a table that is not known only when its keys are plain columns. */
static const char *index_name(const RuleContext *context, const CreateIndex *create)
{
	const Table *table = mv_schema_table(context->schema, &create->table);
	const char *columns = NULL;

	if (create->name.text || !create->table.name)
		return create->name.text;
	if (table)
		return mv_index_chosen_name(context->schema, table, create);
	for (uint32_t i = 0; i < create->keys.count; i++) {
		if (!create->keys.items[i].column)
			return NULL;
		columns = columns ? mv_arena_format(context->arena, "%s_%s", columns, create->keys.items[i].column) : create->keys.items[i].column;
	}
	return mv_name_make(context->arena, create->table.name, columns, "idx");
}

void mv_steps_create_index(RuleContext *context, Finding *finding, const CreateIndex *create)
{
	SqlScope scope = mv_sql_scope(context);
	SqlIndex as = mv_concurrent_index(context, index_name(context, create), mv_sql_qname(&scope, &create->table));

	as.only = create->only;
	/* one that may be there, and valid, must not be dropped */
	as.if_not_exists = as.if_not_exists || create->if_not_exists;
	if (as.name)
		mv_step_build(context, finding, &as, create->table.schema, mv_sql_create_index(&scope, create, &as));
	else
		mv_finding_drop_steps(finding);
}

void mv_steps_partitioned_index(RuleContext *context, Finding *finding, const CreateIndex *create, const Table *table)
{
	SqlScope scope = mv_sql_scope(context);
	SqlIndex as = { .name = index_name(context, create), .table = mv_sql_qname(&scope, &create->table), .only = true,
			.if_not_exists = create->if_not_exists };
	StepText attach = { .context = context };
	const char *parent;

	if (!as.name || table->children.count > MOST_PARTITIONS) {
		mv_finding_drop_steps(finding);
		return;
	}
	parent = mv_sql_qname(&scope, &(QName){ .schema = create->table.schema, .name = as.name });
	mv_finding_step(context, finding, STEP_HERE, "%s", mv_sql_create_index(&scope, create, &as));
	mv_finding_step_comment(context, finding, "instant, and not valid yet");
	for (uint32_t i = 0; i < table->children.count; i++) {
		const Table *partition = table->children.items[i];
		const char *name = mv_index_chosen_name(context->schema, partition, create);
		SqlIndex part = mv_concurrent_index(context, name, mv_sql_object(&scope, &partition->object));
		Object index = { .schema = partition->object.schema, .name = name };

		/* a partition that is partitioned itself needs all this for its own */
		if (!name || partition->partition_by != PARTITION_NONE || partition->object.kind != OBJ_TABLE) {
			mv_finding_drop_steps(finding);
			return;
		}
		mv_step_build(context, finding, &part, mv_written_schema(context, &index), mv_sql_create_index(&scope, create, &part));
		mv_step_add(&attach, "ALTER INDEX %s ATTACH PARTITION %s;", parent, mv_sql_object(&scope, &index));
	}
	mv_step_end(&attach, finding, STEP_NEXT);
	mv_finding_step_comment(context, finding, "with the last one the index is valid");
}

/* A successor that has the old index's name gets another one. */
void mv_steps_replace_index(RuleContext *context, Finding *finding, const Change *drop, const TableIndex *old, const Change *create)
{
	SqlScope scope = mv_sql_scope(context);
	const CreateIndex *successor = create->as.index;
	const char *table = mv_sql_qname(&scope, &successor->table), *name = successor->name.text;
	bool same = mv_streq(name, old->object.name);
	SqlIndex as = mv_concurrent_index(context, same || !name ? mv_name_make(context->arena, old->object.name, NULL, "new") : name, table);

	if (drop->as.drop->sibling_count > 1 || old->table->partition_by != PARTITION_NONE || old->constraint || old->parent ||
	    create->statement->source != drop->statement->source)
		mv_finding_drop_steps(finding);
	*VEC_PUSH(context->arena, &finding->removed) = create->statement->span;
	mv_step_build(context, finding, &as, successor->table.schema, mv_sql_create_index(&scope, successor, &as));
	/* to rename it back would break who knows its name a second time */
	if (same || !name)
		mv_finding_step_comment(context, finding, "it needs a name of its own");
	finding->steps_differ = same || !name;
	mv_finding_step(context, finding, STEP_ALONE, "DROP INDEX CONCURRENTLY %s;", mv_sql_object(&scope, &old->object));
}

void mv_steps_drop_index(RuleContext *context, Finding *finding, const Change *change)
{
	SqlScope scope = mv_sql_scope(context);

	/* CONCURRENTLY takes one at a time: those of the statement one after the other */
	finding->replaced = change->statement->span;
	for (uint32_t i = 0; i < change->statement->changes.count; i++) {
		const Change *other = &change->statement->changes.items[i];
		const Drop *drop = other->as.drop;

		if (other->kind != CHANGE_DROP_INDEX)
			continue; /* of a DO block */
		mv_finding_step(context, finding, STEP_ALONE, "DROP INDEX CONCURRENTLY %s%s;", drop->if_exists ? "IF EXISTS " : "",
				mv_sql_qname(&scope, &drop->name));
	}
}
