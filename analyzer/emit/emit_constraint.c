/* emit_constraint.c: constraints that are added once their table is there: keys, foreign keys, checks that are not valid. */
#include "emit.h"

#include <string.h>

static void add_columns(StrBuf *sql, const Constraint *constraint, bool period)
{
	mv_buf_adds(sql, " (");
	for (uint32_t i = 0; i < constraint->columns.count; i++) {
		if (i)
			mv_buf_adds(sql, ", ");
		if (period && i + 1 == constraint->columns.count)
			mv_buf_adds(sql, "PERIOD ");
		mv_emit_ident(sql, constraint->columns.items[i]);
	}
}

static void add_deferral(StrBuf *sql, const Constraint *constraint)
{
	if (constraint->deferrable)
		mv_buf_adds(sql, constraint->initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE");
}

static Entry *begin(Emit *emit, EmitPhase phase, const Constraint *constraint, uint32_t id, bool only)
{
	const Table *table = constraint->table;
	Entry *entry = mv_emit_entry(emit, phase, table->object.schema,
				     mv_arena_format(emit->arena, "%s.%s", table->object.name, constraint->name), id);

	mv_emit_need(emit, entry, table->object.id);
	mv_buf_adds(&entry->sql, table->object.kind == OBJ_FOREIGN_TABLE ? "ALTER FOREIGN TABLE " : "ALTER TABLE ");
	if (only)
		mv_buf_adds(&entry->sql, "ONLY ");
	mv_emit_object(&entry->sql, &table->object);
	mv_buf_adds(&entry->sql, " ADD CONSTRAINT ");
	mv_emit_ident(&entry->sql, constraint->name);
	if (!mv_emit_is_known_constraint(constraint))
		mv_emit_leave_out(emit, entry, "constraint", table, constraint->name);
	return entry;
}

/* ---- keys ---- */

static void add_exclusion(Emit *emit, Entry *entry, const Constraint *constraint)
{
	const TableIndex *index = constraint->index;

	mv_buf_adds(&entry->sql, " EXCLUDE USING ");
	mv_emit_ident(&entry->sql, index->access_method);
	mv_buf_adds(&entry->sql, " (");
	for (uint32_t i = 0; i < index->keys.count; i++) {
		const IndexKey *key = &index->keys.items[i];

		if (i)
			mv_buf_adds(&entry->sql, ", ");
		mv_emit_need_expression(emit, entry, key->expression);
		mv_emit_key(emit, &entry->sql, key, true);
		mv_buf_addf(&entry->sql, strchr(key->exclude_operator, '.') ? " WITH OPERATOR(%s)" : " WITH %s", key->exclude_operator);
	}
}

static void write_key(Emit *emit, const Constraint *constraint)
{
	const TableIndex *index = constraint->index;
	const ConstraintSpec *def = constraint->def;
	Entry *entry = begin(emit, EMIT_KEYS, constraint, index->object.id, true);
	StrBuf *sql = &entry->sql;

	if (constraint->kind == CONSTRAINT_EXCLUSION) {
		add_exclusion(emit, entry, constraint);
	} else {
		mv_buf_adds(sql, constraint->kind == CONSTRAINT_PRIMARY_KEY ? " PRIMARY KEY" : " UNIQUE");
		if (constraint->nulls_not_distinct)
			mv_buf_adds(sql, " NULLS NOT DISTINCT");
		add_columns(sql, constraint, false);
		if (def && def->without_overlaps)
			mv_buf_adds(sql, " WITHOUT OVERLAPS");
	}
	mv_buf_addc(sql, ')');
	if (index->including.count) {
		mv_buf_adds(sql, " INCLUDE (");
		mv_emit_idents(sql, index->including.items, index->including.count);
		mv_buf_addc(sql, ')');
	}
	mv_emit_with(sql, "WITH", &index->options);
	if (index->tablespace) {
		mv_buf_adds(sql, " USING INDEX TABLESPACE ");
		mv_emit_ident(sql, index->tablespace);
	}
	if (index->predicate) {
		mv_emit_need_expression(emit, entry, index->predicate);
		mv_buf_adds(sql, " WHERE (");
		mv_emit_expression(emit, sql, index->predicate);
		mv_buf_addc(sql, ')');
	}
	add_deferral(sql, constraint);
	mv_buf_adds(sql, ";\n");
}

/* ---- foreign keys ---- */

/* The index of the key that it refers to must be there; which one it is does not matter. */
static void need_keys_of(Emit *emit, Entry *entry, const Table *table)
{
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		if (table->indexes.items[i]->unique)
			mv_emit_need(emit, entry, table->indexes.items[i]->object.id);
	}
}

/* SET NULL (a): the columns are called as they were when it was written; by position they are those of now. */
static void add_set_columns(StrBuf *sql, const Constraint *constraint)
{
	const ConstraintSpec *def = constraint->def;

	if (!def || !def->on_delete_columns.count)
		return;
	mv_buf_adds(sql, " (");
	for (uint32_t i = 0; i < def->on_delete_columns.count; i++) {
		const char *name = def->on_delete_columns.items[i].text;

		for (uint32_t c = 0; c < def->columns.count && c < constraint->columns.count; c++) {
			if (mv_streq(def->columns.items[c].text, name)) {
				name = constraint->columns.items[c];
				break;
			}
		}
		if (i)
			mv_buf_adds(sql, ", ");
		mv_emit_ident(sql, name);
	}
	mv_buf_addc(sql, ')');
}

static void write_foreign_key(Emit *emit, const Constraint *constraint)
{
	/* on a partitioned table not ONLY: its partitions get theirs from it */
	bool only = constraint->table->partition_by == PARTITION_NONE;
	Entry *entry = begin(emit, EMIT_FOREIGN_KEYS, constraint, constraint->id, only);
	StrBuf *sql = &entry->sql;
	bool period = constraint->def && constraint->def->period;

	mv_emit_need(emit, entry, constraint->referenced->object.id);
	need_keys_of(emit, entry, constraint->referenced);
	mv_buf_adds(sql, " FOREIGN KEY");
	add_columns(sql, constraint, period);
	mv_buf_adds(sql, ") REFERENCES ");
	mv_emit_object(sql, &constraint->referenced->object);
	if (constraint->referenced_columns.count) {
		mv_buf_adds(sql, " (");
		for (uint32_t i = 0; i < constraint->referenced_columns.count; i++) {
			if (i)
				mv_buf_adds(sql, ", ");
			if (period && i + 1 == constraint->referenced_columns.count)
				mv_buf_adds(sql, "PERIOD ");
			mv_emit_ident(sql, constraint->referenced_columns.items[i]);
		}
		mv_buf_addc(sql, ')');
	}
	if (constraint->def && constraint->def->match == FK_MATCH_FULL)
		mv_buf_adds(sql, " MATCH FULL");
	if (mv_fk_action_sql(constraint->on_update))
		mv_buf_addf(sql, " ON UPDATE %s", mv_fk_action_sql(constraint->on_update));
	if (mv_fk_action_sql(constraint->on_delete)) {
		mv_buf_addf(sql, " ON DELETE %s", mv_fk_action_sql(constraint->on_delete));
		add_set_columns(sql, constraint);
	}
	add_deferral(sql, constraint);
	if (!constraint->enforced)
		mv_buf_adds(sql, " NOT ENFORCED");
	else if (!constraint->valid)
		mv_buf_adds(sql, " NOT VALID");
	mv_buf_adds(sql, ";\n");
}

/* ---- checks ---- */

static void write_check(Emit *emit, const Constraint *constraint)
{
	Entry *entry = begin(emit, EMIT_FOREIGN_KEYS, constraint, constraint->id, false);

	mv_emit_need_expression(emit, entry, constraint->expression);
	mv_buf_adds(&entry->sql, " CHECK (");
	mv_emit_expression(emit, &entry->sql, constraint->expression);
	mv_buf_adds(&entry->sql, constraint->no_inherit ? ") NO INHERIT NOT VALID;\n" : ") NOT VALID;\n");
}

static void write_not_null(Emit *emit, const Constraint *constraint)
{
	Entry *entry = begin(emit, EMIT_FOREIGN_KEYS, constraint, constraint->id, false);

	mv_buf_adds(&entry->sql, " NOT NULL ");
	mv_emit_ident(&entry->sql, constraint->columns.items[0]);
	mv_buf_adds(&entry->sql, constraint->no_inherit ? " NO INHERIT NOT VALID;\n" : " NOT VALID;\n");
}

static void write_constraint(Emit *emit, const Constraint *constraint)
{
	switch (constraint->kind) {
	case CONSTRAINT_PRIMARY_KEY:
	case CONSTRAINT_UNIQUE:
	case CONSTRAINT_EXCLUSION:
		if (constraint->index)
			write_key(emit, constraint);
		break;
	case CONSTRAINT_FOREIGN_KEY:
		if (constraint->referenced && (constraint->local || !constraint->inherited))
			write_foreign_key(emit, constraint);
		break;
	case CONSTRAINT_CHECK:
		if (constraint->expression && ((!constraint->valid && constraint->enforced) || !mv_emit_is_known_constraint(constraint)) &&
		    (constraint->local || !constraint->inherited))
			write_check(emit, constraint);
		break;
	case CONSTRAINT_NOT_NULL: /* with the columns, unless it may not hold */
		if (!constraint->valid && emit->version >= 18 && constraint->columns.count && (constraint->local || !constraint->inherited))
			write_not_null(emit, constraint);
		break;
	}
}

void mv_emit_constraints(Emit *emit)
{
	const Map *relations = &emit->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Object *object = relations->entries[i].value;
		const Table *table = (const Table *)object;

		if (!mv_emit_is_written(object) || (object->kind != OBJ_TABLE && object->kind != OBJ_FOREIGN_TABLE) ||
		    table->persistence == PERSISTENCE_TEMPORARY)
			continue;
		for (uint32_t c = 0; c < table->constraints.count; c++)
			write_constraint(emit, table->constraints.items[c]);
	}
}
