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

/* ---- the part of it that has a name of its own ---- */

static const char *part_none(const void *p) { (void)p; return NULL; }
static const char *part_index(const CreateIndex *p) { return p->name.text; }
static const char *part_trigger(const CreateTrigger *p) { return p->name.text; }
static const char *part_rule(const CreateRule *p) { return p->name.text; }
static const char *part_policy(const PolicyChange *p) { return p->name.text; }
static const char *part_statistics(const CreateStatistics *p) { return p->name.name; }
static const char *part_drop(const Drop *p) { return named(&p->table) ? p->name.name : NULL; }
static const char *part_rename(const Rename *p) { return p->part.text; }
static const char *part_add_column(const AddColumn *p) { return p->column->name.text; }
static const char *part_drop_column(const DropColumn *p) { return p->column.text; }
static const char *part_column_type(const ColumnType *p) { return p->column.text; }
static const char *part_column(const ColumnChange *p) { return p->column.text; }
static const char *part_column_default(const ColumnDefault *p) { return p->column.text; }
static const char *part_identity(const IdentityChange *p) { return p->column.text; }
static const char *part_column_setting(const ColumnSetting *p) { return p->column.text; }
static const char *part_add_constraint(const AddConstraint *p) { return p->constraint->name.text; }
static const char *part_constraint(const ConstraintChange *p) { return p->name.text; }
static const char *part_partition(const PartitionChange *p) { return p->other.name; }
static const char *part_table_setting(const TableSetting *p) { return p->name.text; }
static const char *part_enum_value(const EnumValue *p) { return p->value.text; }
static const char *part_alter_domain(const AlterDomain *p) { return p->constraint_name.text; }
static const char *part_alter_composite(const AlterComposite *p) { return p->attribute_name.text; }
static const char *part_comment(const CommentChange *p) { return p->part.text; }
static const char *part_transaction(const TransactionChange *p) { return p->savepoint; }
static const char *part_variable(const Variable *p) { return p->name; }

#define part_table part_none
#define part_table_as part_none
#define part_view part_none
#define part_sequence part_none
#define part_type part_none
#define part_domain part_none
#define part_function part_none
#define part_object part_none
#define part_set_schema part_none
#define part_set_owner part_none
#define part_grant part_none
#define part_dml part_none
#define part_truncate part_none
#define part_maintenance part_none
#define part_lock_table part_none
#define part_constraints_mode part_none
#define part_other part_none
#define part_opaque part_none

static const char *change_part(const Change *change)
{
	switch (change->kind) {
	case CHANGE_NONE:
	case CHANGE_KIND_COUNT:
		break;
#define X(name, member, words) \
	case CHANGE_##name:    \
		return change->as.member ? part_##member(change->as.member) : NULL;
		MV_CHANGE_KINDS(X)
#undef X
	}
	return NULL;
}

char *mv_change_describe(const Change *change, Arena *arena)
{
	const QName *relation = mv_change_relation(change);
	const char *part = change_part(change), *words = mv_change_kind_name(change->kind);

	if (change->kind == CHANGE_OTHER && change->as.other && change->as.other->tag)
		return mv_arena_strdup(arena, change->as.other->tag);
	if (change->kind == CHANGE_OPAQUE && change->as.opaque && change->as.opaque->reason)
		return mv_arena_format(arena, "%s (%s)", words, change->as.opaque->reason);
	if (part && relation)
		return mv_arena_format(arena, "%s '%s' on '%s'", words, part, mv_qname_format(relation, arena));
	if (relation)
		return mv_arena_format(arena, "%s '%s'", words, mv_qname_format(relation, arena));
	if (part)
		return mv_arena_format(arena, "%s '%s'", words, part);
	return mv_arena_strdup(arena, words);
}
