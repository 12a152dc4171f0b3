/*
 * pending.c: which tables have rows whose check waits for the end of the
 * transaction.
 *
 * Measured on PostgreSQL 13 to 18: of a deferred constraint
 *   INSERT, COPY         always ask for the check of a foreign key, even of NULL
 *   UPDATE               only when it sets a column of the key
 *   DELETE               never on the referencing side
 *   UPDATE of a referenced column and DELETE on the referenced side ask for one
 *                        when the action is NO ACTION; the other actions happen at once
 *   a deferred UNIQUE    only when there is a conflict: nothing is concluded from it
 *   a constraint trigger by its own events
 */
#include "engine.h"

#include "migvet/facts.h"

#include <string.h>

/* More tables and constraints than that are not kept apart: each change looks through all. */
enum { MOST_KEPT = 200 };

void mv_pending_forget(Engine *engine)
{
	/* both lie in the arena that a new transaction empties */
	memset(&engine->session.pending, 0, sizeof engine->session.pending);
	memset(&engine->constraint_modes, 0, sizeof engine->constraint_modes);
}

static bool is_deferred(const Engine *engine, const char *name, bool deferrable, bool initially)
{
	for (uint32_t i = engine->constraint_modes.count; deferrable && i > 0; i--) {
		const ConstraintMode *mode = &engine->constraint_modes.items[i - 1];

		if (!mode->name || mv_streq(mode->name, name))
			return mode->deferred;
	}
	return deferrable && initially;
}

static void note(Engine *engine, const Table *table, const char *constraint, const Change *change, bool certain)
{
	Session *session = &engine->session;

	for (uint32_t i = 0; i < session->pending.count; i++) {
		PendingCheck *known = &session->pending.items[i];

		if (known->table == table && mv_streq(known->constraint, constraint)) {
			if (certain && !known->certain)
				*known = (PendingCheck){ .table = table, .change = change, .constraint = constraint, .certain = true };
			return;
		}
	}
	if (session->pending.count < MOST_KEPT)
		*VEC_PUSH(engine->lock_arena, &session->pending) =
			(PendingCheck){ .table = table, .change = change, .constraint = constraint, .certain = certain };
}

/* Does the UPDATE set one of the columns? */
static bool sets_any(const Dml *dml, const char *const *columns, uint32_t count)
{
	for (uint32_t i = 0; i < dml->columns.count; i++) {
		for (uint32_t k = 0; k < count; k++) {
			if (mv_streq(dml->columns.items[i].text, columns[k]))
				return true;
		}
	}
	return false;
}

static bool asks_referencing(const Constraint *key, const Change *change)
{
	if (change->kind == CHANGE_UPDATE)
		return sets_any(change->as.dml, key->columns.items, key->columns.count);
	return change->kind == CHANGE_INSERT || change->kind == CHANGE_COPY || change->kind == CHANGE_MERGE;
}

static bool asks_referenced(const Constraint *key, const Change *change)
{
	if (change->kind == CHANGE_DELETE)
		return key->on_delete == FK_NO_ACTION;
	return change->kind == CHANGE_UPDATE && key->on_update == FK_NO_ACTION &&
	       sets_any(change->as.dml, key->referenced_columns.items, key->referenced_columns.count);
}

static bool fires(const Trigger *trigger, const Change *change)
{
	if (change->kind == CHANGE_UPDATE)
		return trigger->def->on_update && (!trigger->update_columns.count ||
						   sets_any(change->as.dml, trigger->update_columns.items, trigger->update_columns.count));
	if (change->kind == CHANGE_DELETE)
		return trigger->def->on_delete;
	return trigger->def->on_insert && change->kind != CHANGE_MERGE;
}

static bool has_other_triggers(const Table *table)
{
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];

		if (trigger->object.kind == OBJ_TRIGGER && !trigger->def->constraint)
			return true;
	}
	return false;
}

/* Rows of the table change: whose check waits? */
static void track_rows(Engine *engine, const Change *change)
{
	const Dml *dml = change->as.dml;
	const Table *table = dml->table.name && !dml->table.unknown ? mv_schema_table(&engine->schema, &dml->table) : NULL;
	/* INSERT ... VALUES puts in a row, unless a trigger or rule thinks better of it */
	bool certain = change->kind == CHANGE_INSERT && dml->row_count > 0 && !dml->on_conflict && !change->guard && !change->swallowed;

	if (!table || dml->copy_to || engine->session.in_transaction == TRI_NO)
		return;
	certain = certain && !has_other_triggers(table) && !table->rules.count;
	for (uint32_t i = 0; i < table->constraints.count; i++) {
		const Constraint *key = table->constraints.items[i];

		if (key->kind == CONSTRAINT_FOREIGN_KEY && key->enforced && is_deferred(engine, key->name, key->deferrable, key->initially_deferred) &&
		    asks_referencing(key, change))
			note(engine, table, key->name, change, certain && !key->maybe);
	}
	for (uint32_t i = 0; i < table->referencing.count; i++) {
		const Constraint *key = table->referencing.items[i];

		if (key->enforced && is_deferred(engine, key->name, key->deferrable, key->initially_deferred) && asks_referenced(key, change))
			note(engine, table, key->name, change, false);
	}
	for (uint32_t i = 0; i < table->triggers.count; i++) {
		const Trigger *trigger = (const Trigger *)table->triggers.items[i];

		if (trigger->object.kind == OBJ_TRIGGER && trigger->def->constraint && trigger->enabled &&
		    is_deferred(engine, trigger->object.name, trigger->def->deferrable, trigger->def->initially_deferred) && fires(trigger, change))
			note(engine, table, trigger->object.name, change, certain && !trigger->when);
	}
}

/* IMMEDIATE makes waiting checks happen now. */
static void set_mode(Engine *engine, const char *name, bool deferred)
{
	Session *session = &engine->session;
	uint32_t kept = 0;

	if (!name)
		engine->constraint_modes.count = 0;
	*VEC_PUSH(engine->lock_arena, &engine->constraint_modes) = (ConstraintMode){ .name = name, .deferred = deferred };
	for (uint32_t i = 0; i < session->pending.count; i++) {
		if (deferred || (name && !mv_streq(session->pending.items[i].constraint, name)))
			session->pending.items[kept++] = session->pending.items[i];
	}
	session->pending.count = kept;
}

void mv_pending_track(Engine *engine, const Change *change)
{
	if (change->kind == CHANGE_SET_CONSTRAINTS) {
		const ConstraintsMode *mode = change->as.constraints_mode;

		if (!mode->names.count)
			set_mode(engine, NULL, mode->deferred);
		for (uint32_t i = 0; i < mode->names.count && engine->constraint_modes.count < MOST_KEPT; i++) {
			if (mode->names.items[i].name)
				set_mode(engine, mode->names.items[i].name, mode->deferred);
		}
	} else if (change->kind == CHANGE_ROLLBACK_TO_SAVEPOINT) {
		engine->session.pending.count = 0; /* which of them were asked for since is not kept */
	} else if (change->kind == CHANGE_INSERT || change->kind == CHANGE_UPDATE || change->kind == CHANGE_DELETE || change->kind == CHANGE_MERGE ||
		   change->kind == CHANGE_COPY) {
		track_rows(engine, change);
	}
}

/* Is `table` `other`, or one of its partitions (children), however deep? */
static bool is_part_of(const Table *table, const Table *other, unsigned depth)
{
	if (table == other)
		return true;
	for (uint32_t i = 0; depth && i < table->parents.count; i++) {
		if (is_part_of(table->parents.items[i], other, depth - 1))
			return true;
	}
	return false;
}

const PendingCheck *mv_pending_check(const RuleContext *context, const Table *table)
{
	const Session *session = context->session;
	const PendingCheck *found = NULL;
	enum { DEEPEST = 8 };

	for (uint32_t i = 0; table && i < session->pending.count; i++) {
		const PendingCheck *pending = &session->pending.items[i];

		if ((pending->certain || !found) && is_part_of(pending->table, table, DEEPEST))
			found = pending;
		if (found && found->certain)
			break;
	}
	return found;
}
