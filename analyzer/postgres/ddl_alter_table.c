/*
 * ddl_alter_table.c: ALTER TABLE, and what the grammar takes for it: ALTER
 * INDEX, VIEW, SEQUENCE, MATERIALIZED VIEW, FOREIGN TABLE, TYPE (composite).
 */
#include "ddl.h"

#include "catalog/pg_attribute.h"

/*
 * The server does not work through the subcommands in text order but pass by
 * pass, so that ADD COLUMN a, DROP COLUMN a replaces it. These are
 * PostgreSQL's passes (AlterTablePass in tablecmds.c), as far as a subcommand
 * can get into one by itself.
 */
typedef enum Pass {
	PASS_DROP,
	PASS_ALTER_TYPE,
	PASS_ADD_COLUMN,
	PASS_SET_EXPRESSION,
	PASS_COLUMN_ATTRIBUTES,
	PASS_ADD_INDEX_CONSTRAINT, /* USING INDEX */
	PASS_ADD_INDEX,
	PASS_ADD_OTHER_CONSTRAINT,
	PASS_MISC,
	PASS_COUNT
} Pass;

static Pass constraint_pass(const Constraint *constraint)
{
	switch ((int)constraint->contype) {
	case CONSTR_NOTNULL:
		return PASS_COLUMN_ATTRIBUTES;
	case CONSTR_PRIMARY:
	case CONSTR_UNIQUE:
	case CONSTR_EXCLUSION:
		return constraint->indexname ? PASS_ADD_INDEX_CONSTRAINT : PASS_ADD_INDEX;
	}
	return PASS_ADD_OTHER_CONSTRAINT;
}

static Pass pass_of(const AlterTableCmd *cmd)
{
	switch ((int)cmd->subtype) {
	case AT_DropColumn:
	case AT_DropConstraint:
	case AT_DropNotNull:
	case AT_DropExpression:
	case AT_DropIdentity:
	case AT_DropOids:
		return PASS_DROP;
	case AT_ColumnDefault:
		return cmd->def ? PASS_ADD_OTHER_CONSTRAINT : PASS_DROP;
	case AT_AlterColumnType:
		return PASS_ALTER_TYPE;
	case AT_AddColumn:
		return PASS_ADD_COLUMN;
	case AT_SetExpression:
		return PASS_SET_EXPRESSION;
	case AT_SetNotNull:
	case AT_SetIdentity:
		return PASS_COLUMN_ATTRIBUTES;
	case AT_AddIdentity:
		return PASS_ADD_OTHER_CONSTRAINT;
	case AT_AddConstraint:
		return constraint_pass((const Constraint *)cmd->def);
	}
	return PASS_MISC;
}

/* ---- one subcommand ---- */

typedef struct Subcommand {
	const AlterTableCmd *cmd;
	Span span;
	Pass pass;
} Subcommand;

/* Behind ALTER [COLUMN], DROP [COLUMN] [IF EXISTS], DROP CONSTRAINT [IF EXISTS], ... */
static int name_location(const Lower *lower, const Subcommand *sub)
{
	Cursor cursor = mv_pg_cursor(lower, sub->span);

	mv_pg_advance(&cursor);
	if (!mv_pg_accept(&cursor, "column") && !mv_pg_accept(&cursor, "constraint") &&
	    sub->cmd->name && !mv_pg_token_names(cursor.text, cursor.token, sub->cmd->name))
		mv_pg_accept(&cursor, "attribute");
	if (sub->cmd->missing_ok && mv_pg_accept(&cursor, "if"))
		mv_pg_accept(&cursor, "exists");
	return mv_pg_here(&cursor);
}

/* Behind the last of the leading key words: ENABLE ALWAYS TRIGGER, CLUSTER ON, SET ACCESS METHOD. */
static int location_behind(const Lower *lower, const Subcommand *sub, const char *word)
{
	Cursor cursor = mv_pg_cursor(lower, sub->span);

	mv_pg_skip_to(&cursor, word);
	return mv_pg_here(&cursor);
}

static Ident column_ident(Lower *lower, const Subcommand *sub)
{
	int location = name_location(lower, sub);
	Ident ident;

	if (sub->cmd->name) {
		ident = mv_pg_ident(lower, sub->cmd->name, location);
	} else { /* ALTER INDEX i ALTER COLUMN 2 */
		ident.text = mv_arena_format(lower->arena, "%d", sub->cmd->num);
		ident.span = mv_pg_token_span(lower, location);
	}
	mv_pg_set_subject(lower, ident.span);
	return ident;
}

static void column_change(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub)
{
	ColumnChange *change = MV_NEW(lower->arena, ColumnChange);

	mv_pg_change(lower, kind, sub->span)->as.column = change;
	change->target = *target;
	change->column = column_ident(lower, sub);
	change->if_exists = sub->cmd->missing_ok;
}

static void column_default(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub)
{
	ColumnDefault *change = MV_NEW(lower->arena, ColumnDefault);

	mv_pg_change(lower, kind, sub->span)->as.column_default = change;
	change->target = *target;
	change->column = column_ident(lower, sub);
	change->value = mv_pg_stored(lower, sub->cmd->def);
}

static void add_column(Lower *lower, const Target *target, const Subcommand *sub)
{
	AddColumn *change = MV_NEW(lower->arena, AddColumn);
	const ColumnDef *def = (const ColumnDef *)sub->cmd->def;

	mv_pg_change(lower, CHANGE_ADD_COLUMN, sub->span)->as.add_column = change;
	change->target = *target;
	change->if_not_exists = sub->cmd->missing_ok;
	change->column = mv_pg_column(lower, def, mv_pg_element_span(lower, def->location, sub->span));
	mv_pg_set_subject(lower, change->column->name.span);
}

static void drop_column(Lower *lower, const Target *target, const Subcommand *sub)
{
	DropColumn *change = MV_NEW(lower->arena, DropColumn);

	mv_pg_change(lower, CHANGE_DROP_COLUMN, sub->span)->as.drop_column = change;
	change->target = *target;
	change->column = column_ident(lower, sub);
	change->if_exists = sub->cmd->missing_ok;
	change->cascade = sub->cmd->behavior == DROP_CASCADE;
}

static void column_type(Lower *lower, const Target *target, const Subcommand *sub)
{
	ColumnType *change = MV_NEW(lower->arena, ColumnType);
	const ColumnDef *def = (const ColumnDef *)sub->cmd->def;
	Type *type;

	mv_pg_change(lower, CHANGE_ALTER_COLUMN_TYPE, sub->span)->as.column_type = change;
	change->target = *target;
	change->column = column_ident(lower, sub);
	type = mv_pg_type(lower, def->typeName);
	if (def->collClause)
		type->collation = mv_pg_joined_name(lower, def->collClause->collname);
	change->type = type;
	change->using_expr = mv_pg_stored(lower, def->raw_default); /* for advice that repeats it */
}

static void identity(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub)
{
	IdentityChange *change = MV_NEW(lower->arena, IdentityChange);
	const Node *def = sub->cmd->def;

	mv_pg_change(lower, kind, sub->span)->as.identity = change;
	change->target = *target;
	change->column = column_ident(lower, sub);
	if (def && IsA(def, Constraint)) {
		change->identity = ((const Constraint *)def)->generated_when == ATTRIBUTE_IDENTITY_ALWAYS
					   ? IDENTITY_ALWAYS
					   : IDENTITY_BY_DEFAULT;
		change->options = mv_pg_options(lower, ((const Constraint *)def)->options);
	} else if (def && IsA(def, List)) {
		const List *elems = (const List *)def;
		const ListCell *cell;
		uint32_t i, kept = 0;

		change->options = mv_pg_options(lower, elems);
		foreach(cell, elems) {
			const DefElem *elem = lfirst(cell);

			/* SET GENERATED ALWAYS stands among the sequence options */
			if (mv_streq(elem->defname, "generated") && elem->arg)
				change->identity = intVal(elem->arg) == ATTRIBUTE_IDENTITY_ALWAYS ? IDENTITY_ALWAYS
												 : IDENTITY_BY_DEFAULT;
		}
		for (i = 0; i < change->options.count; i++)
			if (!mv_streq(change->options.items[i].name, "generated"))
				change->options.items[kept++] = change->options.items[i];
		change->options.count = kept;
	}
}

static void column_setting(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub, const char *option)
{
	ColumnSetting *change = MV_NEW(lower->arena, ColumnSetting);

	mv_pg_change(lower, kind, sub->span)->as.column_setting = change;
	change->target = *target;
	change->column = column_ident(lower, sub);
	change->reset = sub->cmd->subtype == AT_ResetOptions;
	change->foreign = sub->cmd->subtype == AT_AlterColumnGenericOptions;
	if (option)
		*VEC_PUSH(lower->arena, &change->options) =
			(Option){ .name = option, .value = mv_pg_def_text(lower, sub->cmd->def) };
	else
		change->options = mv_pg_options(lower, (const List *)sub->cmd->def);
}

static void add_constraint(Lower *lower, const Target *target, const Subcommand *sub)
{
	AddConstraint *change = MV_NEW(lower->arena, AddConstraint);
	const Constraint *constraint = (const Constraint *)sub->cmd->def;
	ConstraintSpec *spec;

	mv_pg_change(lower, CHANGE_ADD_CONSTRAINT, sub->span)->as.add_constraint = change;
	change->target = *target;
	spec = mv_pg_constraint(lower, constraint, mv_pg_element_span(lower, constraint->location, sub->span));
	change->constraint = spec;
	mv_pg_set_subject(lower, spec->name.text ? spec->name.span : spec->span);
}

static void constraint_change(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub)
{
	ConstraintChange *change = MV_NEW(lower->arena, ConstraintChange);
	const AlterTableCmd *cmd = sub->cmd;
	const char *name = cmd->name;

	mv_pg_change(lower, kind, sub->span)->as.constraint = change;
	change->target = *target;
	if (cmd->subtype == AT_AlterConstraint) {
		const ATAlterConstraint *alter = (const ATAlterConstraint *)cmd->def;

		name = alter->conname;
		if (alter->alterDeferrability) {
			change->deferrable = mv_tri(alter->deferrable);
			change->initially_deferred = mv_tri(alter->initdeferred);
		}
		if (alter->alterEnforceability)
			change->enforced = mv_tri(alter->is_enforced);
		if (alter->alterInheritability)
			change->inherit = mv_tri(!alter->noinherit);
	}
	change->name = mv_pg_ident(lower, name, name_location(lower, sub));
	change->if_exists = cmd->missing_ok;
	change->cascade = cmd->behavior == DROP_CASCADE;
	mv_pg_set_subject(lower, change->name.span);
}

static void partition(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub)
{
	PartitionChange *change = MV_NEW(lower->arena, PartitionChange);
	const Node *def = sub->cmd->def;

	mv_pg_change(lower, kind, sub->span)->as.partition = change;
	change->target = *target;
	if (IsA(def, PartitionCmd)) {
		const PartitionCmd *cmd = (const PartitionCmd *)def;

		change->other = mv_pg_range_var(lower, cmd->name);
		change->bound = mv_pg_partition_bound(lower, cmd->bound, sub->span);
		change->concurrently = cmd->concurrent;
		change->finalize = sub->cmd->subtype == AT_DetachPartitionFinalize;
	} else {
		change->other = mv_pg_range_var(lower, (const RangeVar *)def);
	}
	mv_pg_set_subject(lower, change->other.span);
}

static TableSetting *table_setting(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub)
{
	TableSetting *change = MV_NEW(lower->arena, TableSetting);

	mv_pg_change(lower, kind, sub->span)->as.table_setting = change;
	change->target = *target;
	return change;
}

/* A setting about something with a name that stands behind `word`. */
static void named_setting(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub, const char *word,
			  const char *option)
{
	TableSetting *change = table_setting(lower, kind, target, sub);
	const char *name = sub->cmd->name;

	if (name) {
		change->name = mv_pg_ident(lower, name, location_behind(lower, sub, word));
		mv_pg_set_subject(lower, change->name.span);
	}
	if (option)
		*VEC_PUSH(lower->arena, &change->options) = (Option){ .name = option };
}

static void fixed_setting(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub, const char *name,
			  const char *option)
{
	TableSetting *change = table_setting(lower, kind, target, sub);

	if (name)
		change->name = (Ident){ .text = name, .span = sub->span };
	if (option)
		*VEC_PUSH(lower->arena, &change->options) = (Option){ .name = option };
}

static void options_setting(Lower *lower, ChangeKind kind, const Target *target, const Subcommand *sub)
{
	TableSetting *change = table_setting(lower, kind, target, sub);

	change->options = mv_pg_options(lower, (const List *)sub->cmd->def);
}

static void other_setting(Lower *lower, const Target *target, const Subcommand *sub, const char *words)
{
	TableSetting *change = table_setting(lower, CHANGE_TABLE_OTHER, target, sub);
	const Node *def = sub->cmd->def;

	change->words = words;
	if (def && IsA(def, TypeName))
		change->name = (Ident){ .text = mv_pg_def_text(lower, def),
					.span = mv_pg_name_span(lower, ((const TypeName *)def)->location) };
	else if (def && IsA(def, List))
		change->options = mv_pg_options(lower, (const List *)def);
}

static void replica_identity(Lower *lower, const Target *target, const Subcommand *sub)
{
	TableSetting *change = table_setting(lower, CHANGE_REPLICA_IDENTITY, target, sub);
	const ReplicaIdentityStmt *stmt = (const ReplicaIdentityStmt *)sub->cmd->def;
	const char *what = "default";

	switch (stmt->identity_type) {
	case 'n':
		what = "nothing";
		break;
	case 'f':
		what = "full";
		break;
	case 'i':
		what = "index";
		change->name = mv_pg_ident(lower, stmt->name, location_behind(lower, sub, "index"));
		mv_pg_set_subject(lower, change->name.span);
		break;
	}
	*VEC_PUSH(lower->arena, &change->options) = (Option){ .name = what };
}

static void owner(Lower *lower, const Target *target, const Subcommand *sub)
{
	SetOwner *change = MV_NEW(lower->arena, SetOwner);

	mv_pg_change(lower, CHANGE_SET_OWNER, sub->span)->as.set_owner = change;
	change->object = target->object;
	change->name = target->table;
	change->owner = mv_pg_role(lower, sub->cmd->newowner);
	mv_pg_set_subject(lower, mv_pg_token_span(lower, sub->cmd->newowner->location));
}

/* ALTER TYPE t ADD | DROP | ALTER ATTRIBUTE */
static void composite(Lower *lower, const Target *target, const Subcommand *sub)
{
	AlterComposite *change = MV_NEW(lower->arena, AlterComposite);
	const AlterTableCmd *cmd = sub->cmd;

	mv_pg_change(lower, CHANGE_ALTER_COMPOSITE, sub->span)->as.alter_composite = change;
	change->name = target->table;
	change->cascade = cmd->behavior == DROP_CASCADE;
	change->if_exists = cmd->missing_ok;
	if (cmd->subtype == AT_AddColumn) {
		const ColumnDef *def = (const ColumnDef *)cmd->def;

		change->what = "add attribute";
		change->attribute = mv_pg_column(lower, def, mv_pg_element_span(lower, def->location, sub->span));
		change->attribute_name = change->attribute->name;
		mv_pg_set_subject(lower, change->attribute_name.span);
		return;
	}
	change->attribute_name = column_ident(lower, sub);
	if (cmd->subtype == AT_AlterColumnType) {
		const ColumnDef *def = (const ColumnDef *)cmd->def;

		change->what = "alter attribute";
		change->attribute = MV_NEW(lower->arena, ColumnSpec);
		change->attribute->name = change->attribute_name;
		change->attribute->type = mv_pg_type(lower, def->typeName);
		if (def->collClause)
			change->attribute->collation = mv_pg_joined_name(lower, def->collClause->collname);
		change->attribute->span = sub->span;
	} else {
		change->what = "drop attribute";
	}
}

static void subcommand(Lower *lower, const Target *t, const Subcommand *sub)
{
	if (t->object == OBJ_COMPOSITE && sub->cmd->subtype != AT_ChangeOwner) {
		composite(lower, t, sub);
		return;
	}
	switch (sub->cmd->subtype) {
	case AT_AddColumn:
		add_column(lower, t, sub);
		return;
	case AT_DropColumn:
		drop_column(lower, t, sub);
		return;
	case AT_AlterColumnType:
		column_type(lower, t, sub);
		return;
	case AT_ColumnDefault:
		if (sub->cmd->def)
			column_default(lower, CHANGE_SET_DEFAULT, t, sub);
		else
			column_change(lower, CHANGE_DROP_DEFAULT, t, sub);
		return;
	case AT_DropNotNull:
		column_change(lower, CHANGE_DROP_NOT_NULL, t, sub);
		return;
	case AT_SetNotNull:
		column_change(lower, CHANGE_SET_NOT_NULL, t, sub);
		return;
	case AT_SetExpression:
		column_default(lower, CHANGE_SET_EXPRESSION, t, sub);
		return;
	case AT_DropExpression:
		column_change(lower, CHANGE_DROP_EXPRESSION, t, sub);
		return;
	case AT_AddIdentity:
		identity(lower, CHANGE_ADD_IDENTITY, t, sub);
		return;
	case AT_SetIdentity:
		identity(lower, CHANGE_SET_IDENTITY, t, sub);
		return;
	case AT_DropIdentity:
		column_change(lower, CHANGE_DROP_IDENTITY, t, sub);
		return;
	case AT_SetStatistics:
		column_setting(lower, CHANGE_SET_STATISTICS, t, sub, "statistics");
		return;
	case AT_SetStorage:
		column_setting(lower, CHANGE_SET_STORAGE, t, sub, "storage");
		return;
	case AT_SetCompression:
		column_setting(lower, CHANGE_SET_COMPRESSION, t, sub, "compression");
		return;
	case AT_SetOptions:
	case AT_ResetOptions:
	case AT_AlterColumnGenericOptions:
		column_setting(lower, CHANGE_SET_COLUMN_OPTIONS, t, sub, NULL);
		return;
	case AT_AddConstraint:
		add_constraint(lower, t, sub);
		return;
	case AT_DropConstraint:
		constraint_change(lower, CHANGE_DROP_CONSTRAINT, t, sub);
		return;
	case AT_ValidateConstraint:
		constraint_change(lower, CHANGE_VALIDATE_CONSTRAINT, t, sub);
		return;
	case AT_AlterConstraint:
		constraint_change(lower, CHANGE_ALTER_CONSTRAINT, t, sub);
		return;
	case AT_AttachPartition:
		partition(lower, t->object == OBJ_INDEX ? CHANGE_ATTACH_INDEX_PARTITION : CHANGE_ATTACH_PARTITION, t, sub);
		return;
	case AT_DetachPartition:
	case AT_DetachPartitionFinalize:
		partition(lower, CHANGE_DETACH_PARTITION, t, sub);
		return;
	case AT_AddInherit:
		partition(lower, CHANGE_INHERIT, t, sub);
		return;
	case AT_DropInherit:
		partition(lower, CHANGE_NO_INHERIT, t, sub);
		return;
	case AT_ChangeOwner:
		owner(lower, t, sub);
		return;
	case AT_SetLogged:
		fixed_setting(lower, CHANGE_SET_LOGGED, t, sub, NULL, NULL);
		return;
	case AT_SetUnLogged:
		fixed_setting(lower, CHANGE_SET_UNLOGGED, t, sub, NULL, NULL);
		return;
	case AT_SetAccessMethod:
		if (sub->cmd->name)
			named_setting(lower, CHANGE_SET_ACCESS_METHOD, t, sub, "method", NULL);
		else
			fixed_setting(lower, CHANGE_SET_ACCESS_METHOD, t, sub, "default", NULL);
		return;
	case AT_SetTableSpace:
		named_setting(lower, CHANGE_SET_TABLESPACE, t, sub, "tablespace", NULL);
		return;
	case AT_SetRelOptions:
	case AT_ReplaceRelOptions:
		options_setting(lower, CHANGE_SET_OPTIONS, t, sub);
		return;
	case AT_ResetRelOptions:
		options_setting(lower, CHANGE_RESET_OPTIONS, t, sub);
		return;
	case AT_ReplicaIdentity:
		replica_identity(lower, t, sub);
		return;
	case AT_ClusterOn:
		named_setting(lower, CHANGE_CLUSTER_ON, t, sub, "on", NULL);
		return;
	case AT_EnableTrig:
		named_setting(lower, CHANGE_ENABLE_TRIGGER, t, sub, "trigger", NULL);
		return;
	case AT_EnableAlwaysTrig:
		named_setting(lower, CHANGE_ENABLE_TRIGGER, t, sub, "trigger", "always");
		return;
	case AT_EnableReplicaTrig:
		named_setting(lower, CHANGE_ENABLE_TRIGGER, t, sub, "trigger", "replica");
		return;
	case AT_DisableTrig:
		named_setting(lower, CHANGE_DISABLE_TRIGGER, t, sub, "trigger", NULL);
		return;
	case AT_EnableTrigAll:
		fixed_setting(lower, CHANGE_ENABLE_TRIGGER, t, sub, "all", NULL);
		return;
	case AT_DisableTrigAll:
		fixed_setting(lower, CHANGE_DISABLE_TRIGGER, t, sub, "all", NULL);
		return;
	case AT_EnableTrigUser:
		fixed_setting(lower, CHANGE_ENABLE_TRIGGER, t, sub, "user", NULL);
		return;
	case AT_DisableTrigUser:
		fixed_setting(lower, CHANGE_DISABLE_TRIGGER, t, sub, "user", NULL);
		return;
	case AT_EnableRule:
		named_setting(lower, CHANGE_ENABLE_RULE, t, sub, "rule", NULL);
		return;
	case AT_EnableAlwaysRule:
		named_setting(lower, CHANGE_ENABLE_RULE, t, sub, "rule", "always");
		return;
	case AT_EnableReplicaRule:
		named_setting(lower, CHANGE_ENABLE_RULE, t, sub, "rule", "replica");
		return;
	case AT_DisableRule:
		named_setting(lower, CHANGE_DISABLE_RULE, t, sub, "rule", NULL);
		return;
	case AT_EnableRowSecurity:
		fixed_setting(lower, CHANGE_ROW_SECURITY, t, sub, NULL, "enable");
		return;
	case AT_DisableRowSecurity:
		fixed_setting(lower, CHANGE_ROW_SECURITY, t, sub, NULL, "disable");
		return;
	case AT_ForceRowSecurity:
		fixed_setting(lower, CHANGE_ROW_SECURITY, t, sub, NULL, "force");
		return;
	case AT_NoForceRowSecurity:
		fixed_setting(lower, CHANGE_ROW_SECURITY, t, sub, NULL, "no force");
		return;
	case AT_DropCluster:
		other_setting(lower, t, sub, "set without cluster");
		return;
	case AT_DropOids:
		other_setting(lower, t, sub, "set without oids");
		return;
	case AT_AddOf:
		other_setting(lower, t, sub, "of");
		return;
	case AT_DropOf:
		other_setting(lower, t, sub, "not of");
		return;
	case AT_GenericOptions:
		other_setting(lower, t, sub, "options");
		return;
	/* The server makes these itself; the parser never does. */
	case AT_AddColumnToView:
	case AT_CookedColumnDefault:
	case AT_AddIndex:
	case AT_ReAddIndex:
	case AT_ReAddConstraint:
	case AT_ReAddDomainConstraint:
	case AT_AddIndexConstraint:
	case AT_ReAddComment:
	case AT_ReAddStatistics:
		break;
	}
	mv_pg_opaque(lower, sub->span, true, "a form of ALTER TABLE that migvet does not know");
}

/* ---- the statement ---- */

/* Where the first subcommand starts: behind the name, its closing parenthesis and star. */
static Cursor subcommands_cursor(const Lower *lower, Span name, Span span)
{
	Cursor cursor = mv_pg_cursor(lower, (Span){ name.end, span.end });

	if (!mv_pg_accept(&cursor, ")"))
		mv_pg_accept(&cursor, "*");
	return cursor;
}

/* The spans of the subcommands; where they cannot be told apart each has the whole statement's. */
static void find_spans(const Lower *lower, Subcommand *subs, size_t count, Span name, Span span)
{
	Cursor cursor = subcommands_cursor(lower, name, span);
	size_t i;

	for (i = 0; i < count; i++) {
		int start = mv_pg_here(&cursor);

		while (cursor.token.kind != TOKEN_END && !mv_pg_token_is(cursor.text, cursor.token, ","))
			mv_pg_skip_group(&cursor);
		subs[i].span = start < 0 ? span : mv_pg_span_from(lower, start, &cursor);
		mv_pg_advance(&cursor);
	}
}

void mv_pg_lower_alter_table(Lower *lower, const AlterTableStmt *stmt, Span span)
{
	size_t count = (size_t)list_length(stmt->cmds), i = 0;
	Subcommand *subs = MV_NEW_ARRAY(lower->scratch, Subcommand, count);
	Target target = { 0 };
	const ListCell *cell;
	int pass;

	target.table = mv_pg_range_var(lower, stmt->relation);
	target.object = stmt->objtype == OBJECT_TYPE ? OBJ_COMPOSITE : mv_pg_object_kind(stmt->objtype);
	target.if_exists = stmt->missing_ok;
	target.only = !stmt->relation->inh;
	foreach(cell, stmt->cmds) {
		subs[i].cmd = lfirst(cell);
		subs[i].pass = pass_of(subs[i].cmd);
		i++;
	}
	find_spans(lower, subs, count, target.table.span, span);
	for (pass = 0; pass < PASS_COUNT; pass++)
		for (i = 0; i < count; i++)
			if ((int)subs[i].pass == pass)
				subcommand(lower, &target, &subs[i]);
}

void mv_pg_alter_table(Lower *lower, const Node *node, Span span)
{
	mv_pg_lower_alter_table(lower, (const AlterTableStmt *)node, span);
}
