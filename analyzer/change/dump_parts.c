/*
 * dump_parts.c: what payloads are made of, as text.
 */
#include "dump.h"

void mv_dump_idents(Dump *d, const char *key, const IdentVec *names)
{
	uint32_t i;

	if (names->count == 0)
		return;
	mv_buf_addf(d->out, " %s=(", key);
	for (i = 0; i < names->count; i++)
		mv_buf_addf(d->out, "%s%s", i ? ", " : "", names->items[i].text);
	mv_buf_addc(d->out, ')');
}

void mv_dump_options(Dump *d, const char *key, const OptionVec *list)
{
	uint32_t i;

	if (list->count == 0)
		return;
	mv_buf_addf(d->out, " %s(", key);
	for (i = 0; i < list->count; i++) {
		const Option *option = &list->items[i];

		mv_buf_addf(d->out, "%s%s%s%s", i ? ", " : "", option->prefix ? option->prefix : "",
			    option->prefix ? "." : "", option->name);
		if (option->value)
			mv_buf_addf(d->out, "=%s", option->value);
	}
	mv_buf_addc(d->out, ')');
}

void mv_dump_query(Dump *d, const QueryInfo *info)
{
	uint32_t i;

	if (!info)
		return;
	mv_buf_adds(d->out, " reads(");
	for (i = 0; i < info->relations.count; i++)
		mv_buf_addf(d->out, "%s%s", i ? ", " : "", mv_qname_format(&info->relations.items[i].name, d->arena));
	mv_buf_addc(d->out, ')');
	mv_dump_idents(d, "outputs", (const IdentVec *)&info->outputs);
	dump_flag(d, info->opaque, "opaque-query");
}

void mv_dump_persistence(Dump *d, Persistence p)
{
	switch (p) {
	case PERSISTENCE_PERMANENT:
		return;
	case PERSISTENCE_UNLOGGED:
		dump_word(d, "unlogged");
		return;
	case PERSISTENCE_TEMPORARY:
		dump_word(d, "temporary");
		return;
	}
}

void mv_dump_target(Dump *d, const Target *t)
{
	if (t->object != OBJ_TABLE)
		dump_word(d, mv_object_kind_name(t->object));
	dump_qname(d, &t->table);
	dump_flag(d, t->if_exists, "table-if-exists");
	dump_flag(d, t->only, "only");
}

static const char *fk_action(FkAction action)
{
	switch (action) {
	case FK_NO_ACTION:
		return NULL;
	case FK_RESTRICT:
		return "restrict";
	case FK_CASCADE:
		return "cascade";
	case FK_SET_NULL:
		return "set-null";
	case FK_SET_DEFAULT:
		return "set-default";
	}
	return NULL;
}

void mv_dump_index_keys(Dump *d, const char *key, const IndexKeyVec *keys)
{
	uint32_t i;

	if (keys->count == 0)
		return;
	mv_buf_addf(d->out, " %s(", key);
	for (i = 0; i < keys->count; i++) {
		const IndexKey *k = &keys->items[i];

		if (i)
			mv_buf_adds(d->out, ", ");
		if (k->column)
			mv_buf_adds(d->out, k->column);
		else
			mv_buf_addf(d->out, "{%s}", mv_expr_format(k->expression, d->arena));
		dump_pair(d, "opclass", k->opclass);
		dump_pair(d, "collation", k->collation);
		dump_pair(d, "with", k->exclude_operator);
		dump_flag(d, k->descending, "desc");
		dump_flag(d, k->nulls_given, k->nulls_first ? "nulls-first" : "nulls-last");
	}
	mv_buf_addc(d->out, ')');
}

void mv_dump_constraint(Dump *d, const ConstraintSpec *c)
{
	dump_word(d, mv_constraint_kind_name(c->kind));
	if (c->name.text)
		mv_buf_addf(d->out, " '%s'", c->name.text);
	if (!c->inline_in_column)
		mv_dump_idents(d, "columns", &c->columns);
	mv_dump_idents(d, "including", &c->including);
	dump_pair(d, "using", c->access_method);
	mv_dump_index_keys(d, "keys", &c->exclude_keys);
	dump_expression(d, "expression", c->expression);
	dump_expression(d, "where", c->predicate);
	dump_qname_pair(d, "references", &c->referenced);
	mv_dump_idents(d, "referenced", &c->referenced_columns);
	dump_pair(d, "on-delete", fk_action(c->on_delete));
	mv_dump_idents(d, "on-delete-columns", &c->on_delete_columns);
	dump_pair(d, "on-update", fk_action(c->on_update));
	dump_flag(d, c->match == FK_MATCH_FULL, "match-full");
	dump_flag(d, c->match == FK_MATCH_PARTIAL, "match-partial");
	dump_qname_pair(d, "using-index", &c->using_index);
	mv_dump_options(d, "with", &c->options);
	dump_pair(d, "tablespace", c->tablespace);
	dump_flag(d, c->not_valid, "not-valid");
	dump_flag(d, c->not_enforced, "not-enforced");
	dump_flag(d, c->no_inherit, "no-inherit");
	dump_flag(d, c->nulls_not_distinct, "nulls-not-distinct");
	dump_flag(d, c->deferrable, "deferrable");
	dump_flag(d, c->initially_deferred, "initially-deferred");
	dump_flag(d, c->without_overlaps, "without-overlaps");
	dump_flag(d, c->period, "period");
}

const char *mv_dump_identity_word(Identity identity)
{
	switch (identity) {
	case IDENTITY_NONE:
		return NULL;
	case IDENTITY_ALWAYS:
		return "always";
	case IDENTITY_BY_DEFAULT:
		return "by-default";
	}
	return NULL;
}

void mv_dump_column(Dump *d, const ColumnSpec *c)
{
	uint32_t i;

	mv_buf_adds(d->out, c->name.text ? c->name.text : "?");
	if (c->type)
		dump_word(d, mv_type_format(c->type, d->arena));
	dump_pair(d, "collation", c->collation);
	dump_flag(d, c->not_null, "not-null");
	dump_flag(d, c->explicit_null, "null");
	dump_expression(d, "default", c->default_value);
	dump_pair(d, "identity", mv_dump_identity_word(c->identity));
	mv_dump_options(d, "sequence", &c->sequence_options);
	dump_expression(d, c->generated == GENERATED_VIRTUAL ? "virtual" : "stored", c->generation);
	dump_pair(d, "storage", c->storage);
	dump_pair(d, "compression", c->compression);
	mv_dump_options(d, "fdw", &c->fdw_options);
	for (i = 0; i < c->constraints.count; i++) {
		mv_buf_adds(d->out, " [");
		mv_dump_constraint(d, c->constraints.items[i]);
		mv_buf_adds(d->out, " ]");
	}
}

void mv_dump_columns(Dump *d, const ColumnSpecVec *list)
{
	uint32_t i;

	for (i = 0; i < list->count; i++) {
		mv_buf_adds(d->out, i ? "; " : " (");
		mv_dump_column(d, list->items[i]);
	}
	if (list->count)
		mv_buf_addc(d->out, ')');
}

void mv_dump_constraints(Dump *d, const ConstraintSpecVec *list)
{
	uint32_t i;

	for (i = 0; i < list->count; i++) {
		mv_buf_adds(d->out, " [");
		mv_dump_constraint(d, list->items[i]);
		mv_buf_adds(d->out, " ]");
	}
}

const char *mv_dump_partition_kind(PartitionKind kind)
{
	switch (kind) {
	case PARTITION_NONE:
		return NULL;
	case PARTITION_LIST:
		return "list";
	case PARTITION_RANGE:
		return "range";
	case PARTITION_HASH:
		return "hash";
	}
	return NULL;
}

static void bound_values(Dump *d, const char *key, Expression *const *items, uint32_t count)
{
	uint32_t i;

	if (count == 0)
		return;
	mv_buf_addf(d->out, " %s(", key);
	for (i = 0; i < count; i++)
		mv_buf_addf(d->out, "%s%s", i ? ", " : "", mv_expr_format(items[i], d->arena));
	mv_buf_addc(d->out, ')');
}

void mv_dump_bound(Dump *d, const PartitionBound *b)
{
	if (!b)
		return;
	dump_flag(d, b->is_default, "bound=default");
	bound_values(d, "in", b->list.items, b->list.count);
	bound_values(d, "from", b->from.items, b->from.count);
	bound_values(d, "to", b->to.items, b->to.count);
	if (b->strategy == PARTITION_HASH)
		mv_buf_addf(d->out, " modulus=%d remainder=%d", (int)b->modulus, (int)b->remainder);
}
