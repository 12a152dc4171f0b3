/* emit_rule.c: rules and policies. */
#include "emit.h"

#include <string.h>

/* A keyword as people write it. */
static void add_upper(StrBuf *sql, const char *word)
{
	for (; *word; word++)
		mv_buf_addc(sql, (char)(*word >= 'a' && *word <= 'z' ? *word - 'a' + 'A' : *word));
}

static void write_rule(Emit *emit, const Table *table, const RewriteRule *rule)
{
	const CreateRule *def = rule->def;
	Entry *entry = mv_emit_entry(emit, EMIT_RULES, table->object.schema,
				     mv_arena_format(emit->arena, "%s.%s", table->object.name, rule->object.name), rule->object.id);
	StrBuf *sql = &entry->sql;

	mv_emit_need(emit, entry, table->object.id);
	mv_emit_need_expression(emit, entry, rule->condition);
	mv_buf_adds(sql, "CREATE RULE ");
	mv_emit_ident(sql, rule->object.name);
	mv_buf_adds(sql, " AS ON ");
	add_upper(sql, def->event ? def->event : "select");
	mv_buf_adds(sql, " TO ");
	mv_emit_object(sql, &table->object);
	if (rule->condition) {
		mv_buf_adds(sql, " WHERE ");
		mv_emit_expression(emit, sql, rule->condition);
	}
	mv_buf_adds(sql, def->instead ? " DO INSTEAD " : " DO ");
	if (!def->actions.count)
		mv_buf_adds(sql, "NOTHING");
	else
		mv_buf_addc(sql, '(');
	for (uint32_t i = 0; i < def->actions.count; i++) {
		const Binding *bindings = i < rule->bindings.count ? rule->bindings.items[i] : NULL;

		mv_emit_need_query(emit, entry, def->actions.items[i], bindings);
		if (i)
			mv_buf_adds(sql, "; ");
		mv_emit_query(emit, sql, def->actions.items[i], bindings);
	}
	mv_buf_adds(sql, def->actions.count ? ");\n" : ";\n");
	if (!rule->enabled)
		return;
	mv_buf_adds(sql, "ALTER TABLE ");
	mv_emit_object(sql, &table->object);
	mv_buf_adds(sql, strcmp(rule->enabled, "disable") == 0 ? " " : " ENABLE ");
	add_upper(sql, rule->enabled);
	mv_buf_adds(sql, " RULE ");
	mv_emit_ident(sql, rule->object.name);
	mv_buf_adds(sql, ";\n");
}

static void write_roles(StrBuf *sql, const IdentVec *roles)
{
	static const char *const words[] = { "public", "current_user", "session_user", "current_role", NULL };

	mv_buf_adds(sql, " TO ");
	for (uint32_t i = 0; i < roles->count; i++) {
		const char *role = roles->items[i].text;
		bool is_word = false;

		for (const char *const *word = words; *word; word++)
			is_word |= mv_streq(role, *word);
		if (i)
			mv_buf_adds(sql, ", ");
		if (is_word)
			mv_buf_adds(sql, role);
		else if (role)
			mv_emit_ident(sql, role);
	}
}

static void write_condition(Emit *emit, Entry *entry, const char *words, const Expression *expression)
{
	if (!expression)
		return;
	mv_emit_need_expression(emit, entry, expression);
	mv_buf_adds(&entry->sql, words);
	mv_emit_expression(emit, &entry->sql, expression);
	mv_buf_addc(&entry->sql, ')');
}

static void write_policy(Emit *emit, const Table *table, const Policy *policy)
{
	const PolicyChange *def = policy->def;
	Entry *entry = mv_emit_entry(emit, EMIT_POLICIES, table->object.schema,
				     mv_arena_format(emit->arena, "%s.%s", table->object.name, policy->object.name),
				     policy->object.id);
	StrBuf *sql = &entry->sql;

	mv_emit_need(emit, entry, table->object.id);
	mv_buf_adds(sql, "CREATE POLICY ");
	mv_emit_ident(sql, policy->object.name);
	mv_buf_adds(sql, " ON ");
	mv_emit_object(sql, &table->object);
	if (!def->permissive)
		mv_buf_adds(sql, " AS RESTRICTIVE");
	if (def->command && strcmp(def->command, "all") != 0) {
		mv_buf_adds(sql, " FOR ");
		add_upper(sql, def->command);
	}
	if (def->roles.count)
		write_roles(sql, &def->roles);
	write_condition(emit, entry, " USING (", def->using_expr);
	write_condition(emit, entry, " WITH CHECK (", def->check_expr);
	mv_buf_adds(sql, ";\n");
}

static void write_row_security(Emit *emit, const Table *table)
{
	Entry *entry;
	StrBuf *sql;

	if (!table->row_security && !table->forced_row_security)
		return;
	entry = mv_emit_entry(emit, EMIT_POLICIES, table->object.schema, table->object.name, 0);
	entry->about = table->object.id;
	sql = &entry->sql;
	for (int i = 0; i < 2; i++) {
		if (!(i ? table->forced_row_security : table->row_security))
			continue;
		mv_buf_adds(sql, "ALTER TABLE ");
		mv_emit_object(sql, &table->object);
		mv_buf_adds(sql, i ? " FORCE ROW LEVEL SECURITY;\n" : " ENABLE ROW LEVEL SECURITY;\n");
	}
}

void mv_emit_rules(Emit *emit)
{
	const Map *relations = &emit->schema->relations;

	for (uint32_t i = 0; i < relations->count; i++) {
		const Table *table = relations->entries[i].value;

		if (!table || (table->object.kind != OBJ_TABLE && table->object.kind != OBJ_FOREIGN_TABLE &&
			       table->object.kind != OBJ_VIEW && table->object.kind != OBJ_MATERIALIZED_VIEW) ||
		    table->object.extension || table->persistence == PERSISTENCE_TEMPORARY)
			continue;
		write_row_security(emit, table);
		for (uint32_t r = 0; r < table->rules.count; r++)
			write_rule(emit, table, (const RewriteRule *)table->rules.items[r]);
		for (uint32_t p = 0; p < table->policies.count; p++)
			write_policy(emit, table, (const Policy *)table->policies.items[p]);
	}
}
