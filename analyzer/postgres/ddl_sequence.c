/*
 * ddl_sequence.c: CREATE and ALTER SEQUENCE.
 */
#include "ddl.h"

#include <string.h>

/* OWNED BY [[schema.]table.]column | NONE */
static void owned_by(Lower *lower, SequenceChange *change, const List *names, Span span)
{
	int count = list_length(names);
	Cursor cursor = mv_pg_cursor(lower, span);
	List table = *names;

	if (count == 1 && strcmp(strVal(linitial(names)), "none") == 0) {
		change->owned_by_none = true;
		return;
	}
	if (count < 2)
		return;
	table.length--;
	while (mv_pg_skip_to(&cursor, "owned") && !mv_pg_accept(&cursor, "by"))
		;
	change->owned_by_table = mv_pg_name_list(lower, &table, mv_pg_here(&cursor));
	change->owned_by_column = mv_pg_ident(lower, strVal(llast(names)), -1).text;
}

static void sequence_options(Lower *lower, SequenceChange *change, const List *options, Span span)
{
	const ListCell *cell;
	uint32_t i, kept = 0;

	change->options = mv_pg_options(lower, options);
	for (i = 0; i < change->options.count; i++)
		if (!mv_streq(change->options.items[i].name, "owned_by"))
			change->options.items[kept++] = change->options.items[i];
	change->options.count = kept;
	foreach(cell, options) {
		const DefElem *elem = lfirst(cell);

		if (mv_streq(elem->defname, "owned_by") && elem->arg && IsA(elem->arg, List))
			owned_by(lower, change, (const List *)elem->arg, span);
	}
}

void mv_pg_create_sequence(Lower *lower, const Node *node, Span span)
{
	const CreateSeqStmt *stmt = (const CreateSeqStmt *)node;
	SequenceChange *change = MV_NEW(lower->arena, SequenceChange);

	mv_pg_change(lower, CHANGE_CREATE_SEQUENCE, span)->as.sequence = change;
	change->name = mv_pg_new_name(lower, stmt->sequence);
	mv_pg_set_subject(lower, change->name.span);
	change->persistence = mv_pg_persistence(stmt->sequence);
	change->if_not_exists = stmt->if_not_exists;
	sequence_options(lower, change, stmt->options, span);
}

void mv_pg_alter_sequence(Lower *lower, const Node *node, Span span)
{
	const AlterSeqStmt *stmt = (const AlterSeqStmt *)node;
	SequenceChange *change = MV_NEW(lower->arena, SequenceChange);

	mv_pg_change(lower, CHANGE_ALTER_SEQUENCE, span)->as.sequence = change;
	change->name = mv_pg_range_var(lower, stmt->sequence);
	mv_pg_set_subject(lower, change->name.span);
	change->if_not_exists = stmt->missing_ok;
	sequence_options(lower, change, stmt->options, span);
}
