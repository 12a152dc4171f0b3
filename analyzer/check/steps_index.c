/* steps_index.c: indexes without a wait for writers. */
#include "steps.h"

/* Nobody reads the steps for more partitions. */
enum { MOST_PARTITIONS = 100 };

void mv_steps_create_index(RuleContext *context, Finding *finding, const CreateIndex *create)
{
	SqlScope scope = mv_sql_scope(context);
	SqlIndex as = { .name = create->name.text, .table = mv_sql_qname(&scope, &create->table), .concurrently = true,
			.only = create->only };

	mv_finding_step(context, finding, STEP_ALONE, "%s", mv_sql_create_index(&scope, create, &as));
}

void mv_steps_partitioned_index(RuleContext *context, Finding *finding, const CreateIndex *create, const Table *table)
{
	SqlScope scope = mv_sql_scope(context);
	SqlIndex as = { .name = create->name.text, .table = mv_sql_qname(&scope, &create->table), .only = true };
	StepText attach = { .context = context };
	const char *parent;

	if (!create->name.text || table->children.count > MOST_PARTITIONS) {
		mv_finding_drop_steps(finding);
		return;
	}
	parent = mv_sql_qname(&scope, &(QName){ .schema = create->table.schema, .name = create->name.text });
	mv_finding_step(context, finding, STEP_HERE, "%s", mv_sql_create_index(&scope, create, &as));
	mv_finding_step_comment(context, finding, "instant, and not valid yet");
	for (uint32_t i = 0; i < table->children.count; i++) {
		const Table *partition = table->children.items[i];
		SqlIndex part = { .table = mv_sql_object(&scope, &partition->object), .concurrently = true };
		Object index = { .schema = partition->object.schema };

		part.name = index.name = mv_index_chosen_name(context->schema, partition, create);
		/* a partition that is partitioned itself needs all this for its own */
		if (!part.name || partition->partition_by != PARTITION_NONE || partition->object.kind != OBJ_TABLE) {
			mv_finding_drop_steps(finding);
			return;
		}
		mv_finding_step(context, finding, STEP_ALONE, "%s", mv_sql_create_index(&scope, create, &part));
		mv_step_add(&attach, "ALTER INDEX %s ATTACH PARTITION %s;", parent, mv_sql_object(&scope, &index));
	}
	mv_step_end(&attach, finding, STEP_NEXT);
	mv_finding_step_comment(context, finding, "with the last one the index is valid");
}

/* The successor gets another name for a while when it has that of the old index. */
void mv_steps_replace_index(RuleContext *context, Finding *finding, const Change *drop, const TableIndex *old, const Change *create)
{
	SqlScope scope = mv_sql_scope(context);
	const CreateIndex *successor = create->as.index;
	const char *table = mv_sql_qname(&scope, &successor->table), *name = successor->name.text;
	bool same = mv_streq(name, old->object.name);
	SqlIndex as = { .name = same ? mv_name_make(context->arena, name, NULL, "new") : name, .table = table, .concurrently = true };
	Object made = { .schema = old->object.schema, .name = as.name };

	if (drop->as.drop->sibling_count > 1 || old->table->partition_by != PARTITION_NONE || old->constraint || old->parent ||
	    create->statement->source != drop->statement->source)
		mv_finding_drop_steps(finding);
	*VEC_PUSH(context->arena, &finding->removed) = create->statement->span;
	mv_finding_step(context, finding, STEP_ALONE, "%s", mv_sql_create_index(&scope, successor, &as));
	mv_finding_step(context, finding, STEP_ALONE, "DROP INDEX CONCURRENTLY %s;", mv_sql_object(&scope, &old->object));
	if (same)
		mv_finding_step(context, finding, STEP_NEXT, "ALTER INDEX %s RENAME TO %s;", mv_sql_object(&scope, &made),
				mv_sql_ident(&scope, name));
}

void mv_steps_drop_index(RuleContext *context, Finding *finding, const Change *change)
{
	SqlScope scope = mv_sql_scope(context);

	/* CONCURRENTLY takes one at a time: those of the statement one after the other */
	finding->replaced = change->statement->span;
	for (uint32_t i = 0; i < change->statement->changes.count; i++) {
		const Drop *drop = change->statement->changes.items[i].as.drop;

		mv_finding_step(context, finding, STEP_ALONE, "DROP INDEX CONCURRENTLY %s%s;", drop->if_exists ? "IF EXISTS " : "",
				mv_sql_qname(&scope, &drop->name));
	}
}
