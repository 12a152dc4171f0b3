/* emit_trigger.c: triggers. The server makes their copies on partitions. */
#include "emit.h"

#include <string.h>

static void write_events(StrBuf *sql, const Trigger *trigger)
{
	const CreateTrigger *def = trigger->def;
	const char *before = " ";

	if (def->on_insert) {
		mv_buf_addf(sql, "%sINSERT", before);
		before = " OR ";
	}
	if (def->on_delete) {
		mv_buf_addf(sql, "%sDELETE", before);
		before = " OR ";
	}
	if (def->on_update) {
		mv_buf_addf(sql, "%sUPDATE", before);
		before = " OR ";
		if (trigger->update_columns.count) {
			mv_buf_adds(sql, " OF ");
			mv_emit_idents(sql, trigger->update_columns.items, trigger->update_columns.count);
		}
	}
	if (def->on_truncate)
		mv_buf_addf(sql, "%sTRUNCATE", before);
}

static void write_when_and_function(Emit *emit, Entry *entry, const Trigger *trigger)
{
	const CreateTrigger *def = trigger->def;
	StrBuf *sql = &entry->sql;

	mv_buf_adds(sql, def->row ? " FOR EACH ROW" : " FOR EACH STATEMENT");
	if (trigger->when) {
		mv_buf_adds(sql, " WHEN (");
		mv_emit_expression(emit, sql, trigger->when);
		mv_buf_addc(sql, ')');
		mv_emit_need_expression(emit, entry, trigger->when);
	}
	mv_buf_adds(sql, " EXECUTE FUNCTION ");
	if (trigger->function) {
		mv_emit_object(sql, &trigger->function->object);
		mv_emit_need(emit, entry, trigger->function->object.id);
	} else {
		mv_emit_name(sql, def->function.schema, def->function.name);
	}
	mv_buf_addc(sql, '(');
	for (uint32_t i = 0; i < def->arguments.count; i++) {
		if (i)
			mv_buf_adds(sql, ", ");
		mv_emit_literal(sql, def->arguments.items[i] ? def->arguments.items[i] : "");
	}
	mv_buf_adds(sql, ");\n");
}

/* What ENABLE and DISABLE said, where it is not what the server would do by itself. */
static void write_state(StrBuf *sql, const Trigger *trigger)
{
	bool enabled = trigger->parent ? trigger->parent->enabled : true;
	const char *fires = trigger->parent ? trigger->parent->fires : "origin";

	if (trigger->enabled == enabled && (!enabled || mv_streq(trigger->fires, fires)))
		return;
	mv_buf_adds(sql, "ALTER TABLE ");
	mv_emit_object(sql, &trigger->table->object);
	mv_buf_adds(sql, !trigger->enabled			    ? " DISABLE TRIGGER " :
			 mv_streq(trigger->fires, "replica") ? " ENABLE REPLICA TRIGGER " :
			 mv_streq(trigger->fires, "always")  ? " ENABLE ALWAYS TRIGGER " :
								      " ENABLE TRIGGER ");
	mv_emit_ident(sql, trigger->object.name);
	mv_buf_adds(sql, ";\n");
}

static void write_trigger(Emit *emit, const Trigger *trigger)
{
	const CreateTrigger *def = trigger->def;
	Entry *entry = mv_emit_entry(emit, EMIT_TRIGGERS, trigger->table->object.schema,
				     mv_arena_format(emit->arena, "%s %s", trigger->table->object.name, trigger->object.name),
				     trigger->object.id);
	StrBuf *sql = &entry->sql;

	mv_emit_need(emit, entry, trigger->table->object.id);
	if (trigger->parent) {
		mv_emit_need(emit, entry, trigger->parent->object.id);
		write_state(sql, trigger);
		return;
	}
	mv_buf_adds(sql, def->constraint ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ");
	mv_emit_ident(sql, trigger->object.name);
	mv_buf_adds(sql, mv_streq(def->timing, "before")     ? " BEFORE" :
			 mv_streq(def->timing, "instead of") ? " INSTEAD OF" :
							       " AFTER");
	write_events(sql, trigger);
	mv_buf_adds(sql, " ON ");
	mv_emit_object(sql, &trigger->table->object);
	if (trigger->referenced) {
		mv_buf_adds(sql, " FROM ");
		mv_emit_object(sql, &trigger->referenced->object);
		mv_emit_need(emit, entry, trigger->referenced->object.id);
	}
	if (def->constraint)
		mv_buf_adds(sql, !def->deferrable	   ? " NOT DEFERRABLE" :
				 def->initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" :
							   " DEFERRABLE INITIALLY IMMEDIATE");
	if (def->old_table || def->new_table)
		mv_buf_adds(sql, " REFERENCING");
	if (def->old_table) {
		mv_buf_adds(sql, " OLD TABLE AS ");
		mv_emit_ident(sql, def->old_table);
	}
	if (def->new_table) {
		mv_buf_adds(sql, " NEW TABLE AS ");
		mv_emit_ident(sql, def->new_table);
	}
	write_when_and_function(emit, entry, trigger);
	write_state(sql, trigger);
}

void mv_emit_triggers(Emit *emit)
{
	const Map *relations = &emit->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;
		const Table *table = (const Table *)object;

		if (!object || !mv_emit_is_relation(object) || object->extension || table->persistence == PERSISTENCE_TEMPORARY)
			continue;
		for (uint32_t t = 0; t < table->triggers.count; t++)
			write_trigger(emit, (const Trigger *)table->triggers.items[t]);
	}
}
