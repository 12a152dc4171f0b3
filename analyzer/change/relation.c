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
static const QName *of_add_column(const AddColumn *p) { return named(&p->target.table); }
static const QName *of_drop_column(const DropColumn *p) { return named(&p->target.table); }
static const QName *of_column_type(const ColumnType *p) { return named(&p->target.table); }
static const QName *of_column(const ColumnChange *p) { return named(&p->target.table); }
static const QName *of_column_default(const ColumnDefault *p) { return named(&p->target.table); }
static const QName *of_identity(const IdentityChange *p) { return named(&p->target.table); }
static const QName *of_column_setting(const ColumnSetting *p) { return named(&p->target.table); }
static const QName *of_add_constraint(const AddConstraint *p) { return named(&p->target.table); }
static const QName *of_constraint(const ConstraintChange *p) { return named(&p->target.table); }
static const QName *of_partition(const PartitionChange *p) { return named(&p->target.table); }
static const QName *of_table_setting(const TableSetting *p) { return named(&p->target.table); }
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
