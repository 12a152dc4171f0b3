/*
 * dump_payloads.c: one function for each payload.
 */
#include "dump.h"

static void payload_table(Dump *d, const CreateTable *p)
{
	uint32_t i;

	dump_qname(d, &p->name);
	mv_dump_persistence(d, p->persistence);
	dump_flag(d, p->foreign, "foreign");
	dump_flag(d, p->if_not_exists, "if-not-exists");
	mv_dump_columns(d, &p->columns);
	mv_dump_constraints(d, &p->constraints);
	for (i = 0; i < p->like.count; i++) {
		const LikeClause *like = &p->like.items[i];

		dump_qname_pair(d, "like", &like->source);
		dump_flag(d, like->comments, "+comments");
		dump_flag(d, like->compression, "+compression");
		dump_flag(d, like->constraints, "+constraints");
		dump_flag(d, like->defaults, "+defaults");
		dump_flag(d, like->generated, "+generated");
		dump_flag(d, like->identity, "+identity");
		dump_flag(d, like->indexes, "+indexes");
		dump_flag(d, like->statistics, "+statistics");
		dump_flag(d, like->storage, "+storage");
	}
	for (i = 0; i < p->inherits.count; i++)
		dump_qname_pair(d, "inherits", &p->inherits.items[i]);
	dump_qname_pair(d, "partition-of", &p->partition_of);
	mv_dump_bound(d, p->bound);
	dump_pair(d, "partition-by", mv_dump_partition_kind(p->partition_by));
	mv_dump_index_keys(d, "keys", &p->partition_keys);
	dump_qname_pair(d, "of", &p->of_type);
	mv_dump_options(d, "with", &p->options);
	dump_pair(d, "using", p->access_method);
	dump_pair(d, "tablespace", p->tablespace);
	dump_pair(d, "server", p->server);
}

static void payload_table_as(Dump *d, const CreateTableAs *p)
{
	dump_qname(d, &p->name);
	mv_dump_persistence(d, p->persistence);
	dump_flag(d, p->if_not_exists, "if-not-exists");
	dump_flag(d, p->with_no_data, "with-no-data");
	mv_dump_idents(d, "columns", &p->columns);
	mv_dump_query(d, p->query);
}

static void payload_index(Dump *d, const CreateIndex *p)
{
	if (p->name.text)
		mv_buf_addf(d->out, " '%s'", p->name.text);
	mv_buf_adds(d->out, " on");
	dump_qname(d, &p->table);
	dump_flag(d, p->unique, "unique");
	dump_flag(d, p->concurrently, "concurrently");
	dump_flag(d, p->if_not_exists, "if-not-exists");
	dump_flag(d, p->only, "only");
	dump_flag(d, p->nulls_not_distinct, "nulls-not-distinct");
	dump_pair(d, "using", p->access_method);
	mv_dump_index_keys(d, "keys", &p->keys);
	mv_dump_idents(d, "including", &p->including);
	dump_expression(d, "where", p->predicate);
	mv_dump_options(d, "with", &p->options);
	dump_pair(d, "tablespace", p->tablespace);
}

static void payload_view(Dump *d, const CreateView *p)
{
	dump_qname(d, &p->name);
	mv_dump_persistence(d, p->persistence);
	dump_flag(d, p->or_replace, "or-replace");
	dump_flag(d, p->if_not_exists, "if-not-exists");
	dump_flag(d, p->recursive, "recursive");
	dump_flag(d, p->with_no_data, "with-no-data");
	mv_dump_idents(d, "columns", &p->columns);
	mv_dump_options(d, "with", &p->options);
	dump_pair(d, "check", p->check_option);
	mv_dump_query(d, p->query);
	mv_buf_addf(d->out, " text=%zu", p->text.len);
}

static void payload_sequence(Dump *d, const SequenceChange *p)
{
	dump_qname(d, &p->name);
	mv_dump_persistence(d, p->persistence);
	dump_flag(d, p->if_not_exists, "if-exists-or-not");
	mv_dump_options(d, "options", &p->options);
	dump_qname_pair(d, "owned-by", &p->owned_by_table);
	dump_pair(d, "column", p->owned_by_column);
	dump_flag(d, p->owned_by_none, "owned-by-none");
}

static void payload_type(Dump *d, const CreateType *p)
{
	dump_qname(d, &p->name);
	mv_dump_idents(d, "labels", &p->labels);
	mv_dump_columns(d, &p->attributes);
	mv_dump_options(d, "options", &p->options);
}

static void payload_domain(Dump *d, const CreateDomain *p)
{
	dump_qname(d, &p->name);
	dump_pair(d, "base", mv_type_format(p->base, d->arena));
	dump_flag(d, p->not_null, "not-null");
	dump_expression(d, "default", p->default_value);
	mv_dump_constraints(d, &p->checks);
}

static const char *volatility(Volatility v)
{
	switch (v) {
	case VOLATILITY_UNKNOWN:
		return NULL;
	case VOLATILITY_IMMUTABLE:
		return "immutable";
	case VOLATILITY_STABLE:
		return "stable";
	case VOLATILITY_VOLATILE:
		return "volatile";
	}
	return NULL;
}

static void payload_function(Dump *d, const FunctionChange *p)
{
	uint32_t i;

	dump_word(d, mv_object_kind_name(p->object));
	dump_qname(d, &p->name);
	mv_buf_addc(d->out, '(');
	for (i = 0; i < p->parameters.count; i++) {
		const Parameter *parameter = &p->parameters.items[i];

		mv_buf_addf(d->out, "%s%s%s%s %s", i ? ", " : "", parameter->mode ? parameter->mode : "",
			    parameter->name ? " " : "", parameter->name ? parameter->name : "",
			    mv_type_format(parameter->type, d->arena));
		dump_expression(d, "default", parameter->default_value);
	}
	mv_buf_addc(d->out, ')');
	dump_flag(d, !p->arguments_given, "no-argument-list");
	dump_flag(d, p->or_replace, "or-replace");
	dump_pair(d, "returns", p->returns ? mv_type_format(p->returns, d->arena) : NULL);
	dump_pair(d, "language", p->language);
	dump_pair(d, "volatility", volatility(p->volatility));
	dump_flag(d, p->security_definer, "security-definer");
	dump_flag(d, p->strict, "strict");
	dump_flag(d, p->leakproof, "leakproof");
	mv_dump_options(d, "options", &p->options);
	mv_dump_options(d, "settings", &p->settings);
	if (p->body.len)
		mv_buf_addf(d->out, " body=%zu", p->body.len);
	mv_dump_query(d, p->body_query);
}

static void payload_trigger(Dump *d, const CreateTrigger *p)
{
	mv_buf_addf(d->out, " '%s' on", p->name.text ? p->name.text : "?");
	dump_qname(d, &p->table);
	dump_flag(d, p->or_replace, "or-replace");
	dump_flag(d, p->constraint, "constraint");
	dump_pair(d, "timing", p->timing);
	dump_flag(d, p->on_insert, "insert");
	dump_flag(d, p->on_update, "update");
	dump_flag(d, p->on_delete, "delete");
	dump_flag(d, p->on_truncate, "truncate");
	mv_dump_idents(d, "columns", &p->update_columns);
	dump_flag(d, p->row, "row");
	dump_flag(d, p->deferrable, "deferrable");
	dump_flag(d, p->initially_deferred, "initially-deferred");
	dump_qname_pair(d, "referenced", &p->referenced);
	dump_expression(d, "when", p->when);
	dump_qname_pair(d, "function", &p->function);
}

static void payload_rule(Dump *d, const CreateRule *p)
{
	mv_buf_addf(d->out, " '%s' on", p->name.text ? p->name.text : "?");
	dump_qname(d, &p->table);
	dump_flag(d, p->or_replace, "or-replace");
	dump_flag(d, p->instead, "instead");
	dump_pair(d, "event", p->event);
	mv_dump_query(d, p->query);
}

static void payload_policy(Dump *d, const PolicyChange *p)
{
	mv_buf_addf(d->out, " '%s' on", p->name.text ? p->name.text : "?");
	dump_qname(d, &p->table);
	dump_flag(d, p->permissive, "permissive");
	dump_pair(d, "for", p->command);
	mv_dump_idents(d, "to", &p->roles);
	dump_expression(d, "using", p->using_expr);
	dump_expression(d, "check", p->check_expr);
}

static void payload_statistics(Dump *d, const CreateStatistics *p)
{
	dump_qname(d, &p->name);
	mv_buf_adds(d->out, " on");
	dump_qname(d, &p->table);
	dump_flag(d, p->if_not_exists, "if-not-exists");
	mv_dump_idents(d, "columns", &p->columns);
}

static void payload_object(Dump *d, const ObjectChange *p)
{
	dump_word(d, mv_object_kind_name(p->object));
	dump_qname(d, &p->name);
	dump_pair(d, "detail", p->detail);
	dump_flag(d, p->if_not_exists, "if-not-exists");
	dump_flag(d, p->or_replace, "or-replace");
	dump_flag(d, p->cascade, "cascade");
	mv_dump_options(d, "options", &p->options);
}

static void payload_drop(Dump *d, const Drop *p)
{
	uint32_t i;

	dump_word(d, mv_object_kind_name(p->object));
	dump_qname(d, &p->name);
	if (p->arguments_given) {
		mv_buf_addc(d->out, '(');
		for (i = 0; i < p->arguments.count; i++)
			mv_buf_addf(d->out, "%s%s", i ? ", " : "",
				    p->arguments.items[i] ? mv_type_format(p->arguments.items[i], d->arena) : "none");
		mv_buf_addc(d->out, ')');
	}
	dump_qname_pair(d, "on", &p->table);
	dump_flag(d, p->if_exists, "if-exists");
	dump_flag(d, p->cascade, "cascade");
	dump_flag(d, p->concurrently, "concurrently");
	if (p->sibling_count != 1)
		mv_buf_addf(d->out, " siblings=%u", (unsigned)p->sibling_count);
}

static void payload_rename(Dump *d, const Rename *p)
{
	dump_word(d, mv_object_kind_name(p->object));
	if (p->relation_kind != p->object)
		mv_buf_addf(d->out, " of %s", mv_object_kind_name(p->relation_kind));
	dump_qname(d, &p->name);
	if (p->part.text)
		mv_buf_addf(d->out, " '%s'", p->part.text);
	mv_buf_addf(d->out, " to '%s'", p->new_name.text ? p->new_name.text : "?");
	dump_flag(d, p->if_exists, "if-exists");
	dump_flag(d, p->cascade, "cascade");
}

static void payload_set_schema(Dump *d, const SetSchema *p)
{
	dump_word(d, mv_object_kind_name(p->object));
	dump_qname(d, &p->name);
	mv_buf_addf(d->out, " to '%s'", p->new_schema.text ? p->new_schema.text : "?");
	dump_flag(d, p->if_exists, "if-exists");
}

static void payload_set_owner(Dump *d, const SetOwner *p)
{
	dump_word(d, mv_object_kind_name(p->object));
	dump_qname(d, &p->name);
	mv_buf_addf(d->out, " to '%s'", p->owner ? p->owner : "?");
}

static void target_part(Dump *d, const Target *t, const char *name)
{
	mv_dump_target(d, t);
	if (name)
		mv_buf_addf(d->out, " '%s'", name);
}

static void payload_add_column(Dump *d, const AddColumn *p)
{
	mv_dump_target(d, &p->target);
	mv_buf_addc(d->out, ' ');
	mv_dump_column(d, p->column);
	dump_flag(d, p->if_not_exists, "if-not-exists");
}

static void payload_drop_column(Dump *d, const DropColumn *p)
{
	target_part(d, &p->target, p->column.text);
	dump_flag(d, p->if_exists, "if-exists");
	dump_flag(d, p->cascade, "cascade");
}

static void payload_column_type(Dump *d, const ColumnType *p)
{
	target_part(d, &p->target, p->column.text);
	dump_pair(d, "type", mv_type_format(p->type, d->arena));
	dump_pair(d, "collation", p->type ? p->type->collation : NULL);
	dump_expression(d, "using", p->using_expr);
}

static void payload_column(Dump *d, const ColumnChange *p)
{
	target_part(d, &p->target, p->column.text);
	dump_flag(d, p->if_exists, "if-exists");
}

static void payload_column_default(Dump *d, const ColumnDefault *p)
{
	target_part(d, &p->target, p->column.text);
	dump_expression(d, "value", p->value);
}

static void payload_identity(Dump *d, const IdentityChange *p)
{
	target_part(d, &p->target, p->column.text);
	dump_pair(d, "identity", mv_dump_identity_word(p->identity));
	mv_dump_options(d, "sequence", &p->options);
}

static void payload_column_setting(Dump *d, const ColumnSetting *p)
{
	target_part(d, &p->target, p->column.text);
	dump_flag(d, p->reset, "reset");
	mv_dump_options(d, "options", &p->options);
}

static void payload_add_constraint(Dump *d, const AddConstraint *p)
{
	mv_dump_target(d, &p->target);
	mv_dump_constraint(d, p->constraint);
}

static void payload_constraint(Dump *d, const ConstraintChange *p)
{
	target_part(d, &p->target, p->name.text);
	dump_flag(d, p->if_exists, "if-exists");
	dump_flag(d, p->cascade, "cascade");
	dump_tri(d, "deferrable", p->deferrable);
	dump_tri(d, "initially-deferred", p->initially_deferred);
	dump_tri(d, "enforced", p->enforced);
	dump_tri(d, "inherit", p->inherit);
}

static void payload_partition(Dump *d, const PartitionChange *p)
{
	mv_dump_target(d, &p->target);
	mv_buf_adds(d->out, " other");
	dump_qname(d, &p->other);
	mv_dump_bound(d, p->bound);
	dump_flag(d, p->concurrently, "concurrently");
	dump_flag(d, p->finalize, "finalize");
}

static void payload_table_setting(Dump *d, const TableSetting *p)
{
	target_part(d, &p->target, p->name.text);
	mv_dump_options(d, "options", &p->options);
	dump_pair(d, "words", p->words);
}

static void payload_enum_value(Dump *d, const EnumValue *p)
{
	dump_qname(d, &p->type);
	mv_buf_addf(d->out, " '%s'", p->value.text ? p->value.text : "?");
	dump_pair(d, p->before ? "before" : "after", p->neighbor);
	dump_flag(d, p->if_not_exists, "if-not-exists");
}

static const char *domain_change(DomainChange what)
{
	switch (what) {
	case DOMAIN_SET_DEFAULT:
		return "set-default";
	case DOMAIN_DROP_DEFAULT:
		return "drop-default";
	case DOMAIN_SET_NOT_NULL:
		return "set-not-null";
	case DOMAIN_DROP_NOT_NULL:
		return "drop-not-null";
	case DOMAIN_ADD_CONSTRAINT:
		return "add-constraint";
	case DOMAIN_DROP_CONSTRAINT:
		return "drop-constraint";
	case DOMAIN_VALIDATE_CONSTRAINT:
		return "validate-constraint";
	}
	return "?";
}

static void payload_alter_domain(Dump *d, const AlterDomain *p)
{
	dump_qname(d, &p->name);
	dump_word(d, domain_change(p->what));
	if (p->constraint_name.text)
		mv_buf_addf(d->out, " '%s'", p->constraint_name.text);
	if (p->constraint)
		mv_dump_constraint(d, p->constraint);
	dump_expression(d, "default", p->default_value);
	dump_flag(d, p->if_exists, "if-exists");
	dump_flag(d, p->cascade, "cascade");
}

static void payload_alter_composite(Dump *d, const AlterComposite *p)
{
	dump_qname(d, &p->name);
	dump_word(d, p->what);
	if (p->attribute) {
		mv_buf_addc(d->out, ' ');
		mv_dump_column(d, p->attribute);
	} else if (p->attribute_name.text) {
		mv_buf_addf(d->out, " '%s'", p->attribute_name.text);
	}
	dump_flag(d, p->if_exists, "if-exists");
	dump_flag(d, p->cascade, "cascade");
}

static void strings(Dump *d, const char *key, const char *const *items, uint32_t count)
{
	uint32_t i;

	mv_buf_addf(d->out, " %s(", key);
	for (i = 0; i < count; i++)
		mv_buf_addf(d->out, "%s%s", i ? ", " : "", items[i] ? items[i] : "?");
	mv_buf_addc(d->out, ')');
}

static void payload_grant(Dump *d, const Grant *p)
{
	uint32_t i;

	strings(d, "privileges", p->privileges.items, p->privileges.count);
	mv_buf_addf(d->out, " on %s%s", p->all_in_schema ? "all in schema " : "", mv_object_kind_name(p->object));
	for (i = 0; i < p->names.count; i++)
		dump_qname(d, &p->names.items[i]);
	strings(d, "grantees", p->grantees.items, p->grantees.count);
	dump_flag(d, p->grant_option, "grant-option");
	dump_flag(d, p->cascade, "cascade");
	dump_flag(d, p->default_privileges, "default-privileges");
	dump_flag(d, p->role_membership, "role-membership");
}

static void payload_comment(Dump *d, const CommentChange *p)
{
	dump_word(d, mv_object_kind_name(p->object));
	dump_qname(d, &p->name);
	if (p->part.text)
		mv_buf_addf(d->out, " '%s'", p->part.text);
	dump_flag(d, !p->text, "removed");
}

static void payload_dml(Dump *d, const Dml *p)
{
	if (p->table.name)
		dump_qname(d, &p->table);
	dump_pair(d, "alias", p->alias);
	mv_dump_idents(d, "columns", &p->columns);
	dump_expression(d, "where", p->where);
	dump_flag(d, p->has_where && !p->where, "where");
	dump_flag(d, p->bounded, "bounded");
	dump_flag(d, p->from_query, "from-query");
	if (p->row_count)
		mv_buf_addf(d->out, " rows=%u", (unsigned)p->row_count);
	dump_flag(d, p->on_conflict, "on-conflict");
	dump_flag(d, p->calls_functions, "calls-functions");
	dump_flag(d, p->copy_from_program, "program");
	dump_flag(d, p->copy_to, "to");
	dump_flag(d, p->from_stdin, "stdin");
	mv_dump_query(d, p->query);
}

static void payload_truncate(Dump *d, const Truncate *p)
{
	dump_qname(d, &p->table);
	dump_flag(d, p->only, "only");
	dump_flag(d, p->cascade, "cascade");
	dump_flag(d, p->restart_identity, "restart-identity");
	if (p->sibling_count != 1)
		mv_buf_addf(d->out, " siblings=%u", (unsigned)p->sibling_count);
}

static void payload_maintenance(Dump *d, const Maintenance *p)
{
	if (p->object == OBJ_NONE)
		dump_word(d, "everything");
	else
		dump_word(d, mv_object_kind_name(p->object));
	if (p->name.name)
		dump_qname(d, &p->name);
	dump_flag(d, p->concurrently, "concurrently");
	dump_flag(d, p->full, "full");
	dump_flag(d, p->system, "system");
	dump_flag(d, p->with_no_data, "with-no-data");
	dump_pair(d, "index", p->index.text);
}

static void payload_lock_table(Dump *d, const LockTable *p)
{
	dump_qname(d, &p->table);
	dump_pair(d, "mode", p->mode);
	dump_flag(d, p->nowait, "nowait");
	dump_flag(d, p->only, "only");
}

static void payload_transaction(Dump *d, const TransactionChange *p)
{
	if (p->savepoint)
		mv_buf_addf(d->out, " '%s'", p->savepoint);
	dump_flag(d, p->chain, "chain");
}

static void payload_variable(Dump *d, const Variable *p)
{
	if (p->name)
		dump_word(d, p->name);
	if (p->values.count)
		strings(d, "values", p->values.items, p->values.count);
	dump_flag(d, p->local, "local");
	dump_flag(d, p->reset, "reset");
	dump_flag(d, p->unknown_value, "unknown-value");
}

static void payload_constraints_mode(Dump *d, const ConstraintsMode *p)
{
	uint32_t i;

	dump_word(d, p->deferred ? "deferred" : "immediate");
	dump_flag(d, p->names.count == 0, "all");
	for (i = 0; i < p->names.count; i++)
		dump_qname(d, &p->names.items[i]);
}

static void payload_other(Dump *d, const Other *p)
{
	dump_word(d, p->tag ? p->tag : "?");
	dump_flag(d, p->forbidden_in_transaction, "forbidden-in-transaction");
	dump_flag(d, p->changes_schema, "changes-schema");
}

static void payload_opaque(Dump *d, const Opaque *p)
{
	mv_buf_addf(d->out, " (%s)", p->reason ? p->reason : "?");
	dump_flag(d, p->may_change_schema, "may-change-schema");
}

void mv_dump_payload(Dump *d, const Change *change)
{
	switch (change->kind) {
	case CHANGE_NONE:
	case CHANGE_KIND_COUNT:
		return;
#define X(name, member, words)                               \
	case CHANGE_##name:                                  \
		if (change->as.member)                       \
			payload_##member(d, change->as.member); \
		return;
		MV_CHANGE_KINDS(X)
#undef X
	}
}
