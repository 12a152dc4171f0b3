/*
 * describe.c: what a change is about: the relation, and a few words.
 *
 * One small function for each payload; the list of kinds says which payload a
 * kind has.
 */
#include "migvet/change.h"

static const QName *named(const QName *name)
{
	return name->name || name->unknown ? name : NULL;
}

/* ---- the relation or object ---- */

static const QName *of_table(const CreateTable *p) { return named(&p->name); }
static const QName *of_table_as(const CreateTableAs *p) { return named(&p->name); }
static const QName *of_index(const CreateIndex *p) { return named(&p->table); }
static const QName *of_view(const CreateView *p) { return named(&p->name); }
static const QName *of_sequence(const SequenceChange *p) { return named(&p->name); }
static const QName *of_type(const CreateType *p) { return named(&p->name); }
static const QName *of_domain(const CreateDomain *p) { return named(&p->name); }
static const QName *of_function(const FunctionChange *p) { return named(&p->name); }
static const QName *of_trigger(const CreateTrigger *p) { return named(&p->table); }
static const QName *of_rule(const CreateRule *p) { return named(&p->table); }
static const QName *of_policy(const PolicyChange *p) { return named(&p->table); }
static const QName *of_statistics(const CreateStatistics *p) { return named(&p->table); }
static const QName *of_object(const ObjectChange *p) { return named(&p->name); }
static const QName *of_drop(const Drop *p) { return named(&p->table) ? &p->table : named(&p->name); }
static const QName *of_rename(const Rename *p) { return named(&p->name); }
static const QName *of_set_schema(const SetSchema *p) { return named(&p->name); }
static const QName *of_set_owner(const SetOwner *p) { return named(&p->name); }
static const QName *of_enum_value(const EnumValue *p) { return named(&p->type); }
static const QName *of_alter_domain(const AlterDomain *p) { return named(&p->name); }
static const QName *of_alter_composite(const AlterComposite *p) { return named(&p->name); }
static const QName *of_grant(const Grant *p) { return p->names.count ? named(&p->names.items[0]) : NULL; }
static const QName *of_comment(const CommentChange *p) { return named(&p->name); }
static const QName *of_dml(const Dml *p) { return named(&p->table); }
static const QName *of_truncate(const Truncate *p) { return named(&p->table); }
static const QName *of_maintenance(const Maintenance *p) { return named(&p->name); }
static const QName *of_lock_table(const LockTable *p) { return named(&p->table); }
static const QName *of_transaction(const TransactionChange *p) { (void)p; return NULL; }
static const QName *of_variable(const Variable *p) { (void)p; return NULL; }
static const QName *of_constraints_mode(const ConstraintsMode *p) { (void)p; return NULL; }
static const QName *of_other(const Other *p) { (void)p; return NULL; }
static const QName *of_opaque(const Opaque *p) { (void)p; return NULL; }

/* ---- what has a Target, and what has not ---- */

#define WITH_TARGET(member, Payload)                                                         \
	static const Target *target_##member(const Payload *p) { return &p->target; }        \
	static const QName *of_##member(const Payload *p) { return named(&p->target.table); }
WITH_TARGET(add_column, AddColumn)
WITH_TARGET(drop_column, DropColumn)
WITH_TARGET(column_type, ColumnType)
WITH_TARGET(column, ColumnChange)
WITH_TARGET(column_default, ColumnDefault)
WITH_TARGET(identity, IdentityChange)
WITH_TARGET(column_setting, ColumnSetting)
WITH_TARGET(add_constraint, AddConstraint)
WITH_TARGET(constraint, ConstraintChange)
WITH_TARGET(partition, PartitionChange)
WITH_TARGET(table_setting, TableSetting)

#define WITHOUT_TARGET(member, Payload) \
	static const Target *target_##member(const Payload *p) { (void)p; return NULL; }
WITHOUT_TARGET(table, CreateTable)
WITHOUT_TARGET(table_as, CreateTableAs)
WITHOUT_TARGET(index, CreateIndex)
WITHOUT_TARGET(view, CreateView)
WITHOUT_TARGET(sequence, SequenceChange)
WITHOUT_TARGET(type, CreateType)
WITHOUT_TARGET(domain, CreateDomain)
WITHOUT_TARGET(function, FunctionChange)
WITHOUT_TARGET(trigger, CreateTrigger)
WITHOUT_TARGET(rule, CreateRule)
WITHOUT_TARGET(policy, PolicyChange)
WITHOUT_TARGET(statistics, CreateStatistics)
WITHOUT_TARGET(object, ObjectChange)
WITHOUT_TARGET(drop, Drop)
WITHOUT_TARGET(rename, Rename)
WITHOUT_TARGET(set_schema, SetSchema)
WITHOUT_TARGET(set_owner, SetOwner)
WITHOUT_TARGET(enum_value, EnumValue)
WITHOUT_TARGET(alter_domain, AlterDomain)
WITHOUT_TARGET(alter_composite, AlterComposite)
WITHOUT_TARGET(grant, Grant)
WITHOUT_TARGET(comment, CommentChange)
WITHOUT_TARGET(dml, Dml)
WITHOUT_TARGET(truncate, Truncate)
WITHOUT_TARGET(maintenance, Maintenance)
WITHOUT_TARGET(lock_table, LockTable)
WITHOUT_TARGET(transaction, TransactionChange)
WITHOUT_TARGET(variable, Variable)
WITHOUT_TARGET(constraints_mode, ConstraintsMode)
WITHOUT_TARGET(other, Other)
WITHOUT_TARGET(opaque, Opaque)

const Target *mv_change_target(const Change *change)
{
	switch (change->kind) {
	case CHANGE_NONE:
	case CHANGE_KIND_COUNT:
		break;
#define X(name, member, words) \
	case CHANGE_##name:    \
		return change->as.member ? target_##member(change->as.member) : NULL;
		MV_CHANGE_KINDS(X)
#undef X
	}
	return NULL;
}

const QName *mv_change_relation(const Change *change)
{
	switch (change->kind) {
	case CHANGE_NONE:
	case CHANGE_KIND_COUNT:
		break;
#define X(name, member, words) \
	case CHANGE_##name:    \
		return change->as.member ? of_##member(change->as.member) : NULL;
		MV_CHANGE_KINDS(X)
#undef X
	}
	return NULL;
}

/* ---- the part of it ---- */

const char *mv_change_part(const Change *change)
{
	switch ((int)change->kind) {
	case CHANGE_ADD_COLUMN:
		return change->as.add_column->column->name.text;
	case CHANGE_DROP_COLUMN:
		return change->as.drop_column->column.text;
	case CHANGE_ALTER_COLUMN_TYPE:
		return change->as.column_type->column.text;
	case CHANGE_SET_NOT_NULL:
	case CHANGE_DROP_NOT_NULL:
	case CHANGE_DROP_DEFAULT:
	case CHANGE_DROP_IDENTITY:
	case CHANGE_DROP_EXPRESSION:
		return change->as.column->column.text;
	case CHANGE_SET_DEFAULT:
	case CHANGE_SET_EXPRESSION:
		return change->as.column_default->column.text;
	case CHANGE_ADD_IDENTITY:
	case CHANGE_SET_IDENTITY:
		return change->as.identity->column.text;
	case CHANGE_SET_STATISTICS:
	case CHANGE_SET_STORAGE:
	case CHANGE_SET_COMPRESSION:
	case CHANGE_SET_COLUMN_OPTIONS:
		return change->as.column_setting->column.text;
	case CHANGE_ADD_CONSTRAINT:
		return change->as.add_constraint->constraint->name.text;
	case CHANGE_DROP_CONSTRAINT:
	case CHANGE_VALIDATE_CONSTRAINT:
	case CHANGE_ALTER_CONSTRAINT:
		return change->as.constraint->name.text;
	case CHANGE_RENAME_COLUMN:
	case CHANGE_RENAME_CONSTRAINT:
	case CHANGE_RENAME_ENUM_VALUE:
	case CHANGE_RENAME_OBJECT:
		return change->as.rename->part.text;
	case CHANGE_CREATE_INDEX:
		return change->as.index->name.text;
	case CHANGE_CREATE_TRIGGER:
		return change->as.trigger->name.text;
	case CHANGE_CREATE_RULE:
		return change->as.rule->name.text;
	case CHANGE_CREATE_POLICY:
	case CHANGE_ALTER_POLICY:
		return change->as.policy->name.text;
	case CHANGE_DROP_TRIGGER:
	case CHANGE_DROP_RULE:
	case CHANGE_DROP_POLICY:
		return change->as.drop->name.name;
	case CHANGE_ADD_ENUM_VALUE:
		return change->as.enum_value->value.text;
	case CHANGE_COMMENT:
		return change->as.comment->part.text;
	}
	return NULL;
}
