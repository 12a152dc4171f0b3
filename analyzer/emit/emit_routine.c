/* emit_routine.c: functions and procedures. */
#include "emit.h"

#include <stdio.h>
#include <string.h>

static void write_parameter(Emit *emit, Entry *entry, const Parameter *parameter, bool with_mode)
{
	StrBuf *sql = &entry->sql;

	if (with_mode && mv_streq(parameter->mode, "out"))
		mv_buf_adds(sql, "OUT ");
	else if (with_mode && mv_streq(parameter->mode, "inout"))
		mv_buf_adds(sql, "INOUT ");
	else if (with_mode && mv_streq(parameter->mode, "variadic"))
		mv_buf_adds(sql, "VARIADIC ");
	if (parameter->name && *parameter->name) {
		mv_emit_ident(sql, parameter->name);
		mv_buf_addc(sql, ' ');
	}
	mv_emit_type(emit, sql, parameter->type);
	mv_emit_need_type(emit, entry, parameter->type);
	if (parameter->default_value) {
		mv_buf_adds(sql, " DEFAULT ");
		mv_emit_expression(emit, sql, parameter->default_value);
		mv_emit_need_expression(emit, entry, parameter->default_value);
	}
}

/* Those of RETURNS TABLE, or all others. */
static bool write_parameters(Emit *emit, Entry *entry, const FunctionChange *def, bool table)
{
	bool any = false;

	for (uint32_t i = 0; i < def->parameters.count; i++) {
		if (mv_streq(def->parameters.items[i].mode, "table") != table)
			continue;
		if (any)
			mv_buf_adds(&entry->sql, ", ");
		else if (table)
			mv_buf_adds(&entry->sql, "\n    RETURNS TABLE(");
		any = true;
		write_parameter(emit, entry, &def->parameters.items[i], !table);
	}
	if (any && table)
		mv_buf_addc(&entry->sql, ')');
	return any;
}

static void write_option(StrBuf *sql, const Option *option)
{
	if (mv_streq(option->name, "window") && !mv_streq(option->value, "false")) {
		mv_buf_adds(sql, " WINDOW");
	} else if (mv_streq(option->name, "cost") || mv_streq(option->name, "rows")) {
		mv_buf_addf(sql, " %s %s", *option->name == 'c' ? "COST" : "ROWS", option->value ? option->value : "0");
	} else if (mv_streq(option->name, "parallel") && option->value) {
		mv_buf_addf(sql, " PARALLEL ");
		mv_emit_ident(sql, option->value);
	} else if (mv_streq(option->name, "support") && option->value) {
		mv_buf_adds(sql, " SUPPORT ");
		mv_emit_dotted(sql, option->value);
	}
}

static void write_attributes(Emit *emit, Entry *entry, const Function *function)
{
	static const char *const volatility[] = { "", " IMMUTABLE", " STABLE", "" };
	const FunctionChange *def = function->def;
	StrBuf *sql = &entry->sql;

	if (def->language) {
		mv_buf_adds(sql, "\n    LANGUAGE ");
		mv_emit_ident(sql, def->language);
	}
	for (uint32_t i = 0; i < def->transforms.count; i++) {
		mv_buf_adds(sql, i ? ", FOR TYPE " : " TRANSFORM FOR TYPE ");
		mv_emit_type(emit, sql, def->transforms.items[i]);
		mv_emit_need_type(emit, entry, def->transforms.items[i]);
	}
	mv_buf_adds(sql, volatility[function->volatility]);
	mv_buf_adds(sql, def->strict ? " STRICT" : "");
	mv_buf_adds(sql, def->security_definer ? " SECURITY DEFINER" : "");
	mv_buf_adds(sql, def->leakproof ? " LEAKPROOF" : "");
	for (uint32_t i = 0; i < def->options.count; i++)
		write_option(sql, &def->options.items[i]);
	for (uint32_t i = 0; i < def->settings.count; i++) {
		if (def->settings.items[i].sql)
			mv_buf_addf(sql, "\n    %s", def->settings.items[i].sql);
	}
}

/* Between dollar signs with a word that the text does not hold. */
static void write_body(StrBuf *sql, Str body)
{
	char quote[32] = "$$";

	for (unsigned i = 0; mv_str_find(body, mv_str(quote), 0) != SIZE_MAX || mv_str_ends(body, STR("$")); i++) {
		snprintf(quote, sizeof quote, i ? "$_%u$" : "$_$", i);
		if (mv_str_find(body, mv_str(quote), 0) == SIZE_MAX)
			break;
	}
	mv_buf_adds(sql, quote);
	mv_buf_add(sql, body);
	mv_buf_adds(sql, quote);
}

static void write_standard_body(Emit *emit, Entry *entry, const Function *function)
{
	const FunctionChange *def = function->def;
	StrBuf *sql = &entry->sql;

	if (!def->body_atomic) {
		if (!def->body_return)
			return;
		mv_buf_adds(sql, "\n    RETURN ");
		mv_emit_expression(emit, sql, def->body_return);
		mv_emit_need_expression(emit, entry, def->body_return);
		return;
	}
	mv_buf_adds(sql, "\n    BEGIN ATOMIC\n");
	for (uint32_t i = 0; i < def->body_statements.count; i++) {
		const Binding *bindings = i < function->body_bindings.count ? function->body_bindings.items[i] : NULL;

		mv_buf_adds(sql, "  ");
		mv_emit_query(emit, sql, def->body_statements.items[i], bindings);
		mv_emit_need_query(emit, entry, def->body_statements.items[i], bindings);
		mv_buf_adds(sql, ";\n");
	}
	mv_buf_adds(sql, "END");
}

static void write_routine(Emit *emit, const Function *function)
{
	const FunctionChange *def = function->def;
	Entry *entry = mv_emit_entry(emit, EMIT_ROUTINES, function->object.schema, function->object.name, function->object.id);
	StrBuf *sql = &entry->sql;
	bool procedure = function->object.kind == OBJ_PROCEDURE;

	mv_buf_adds(sql, procedure ? "CREATE PROCEDURE " : "CREATE FUNCTION ");
	mv_emit_object(sql, &function->object);
	mv_buf_addc(sql, '(');
	write_parameters(emit, entry, def, false);
	mv_buf_addc(sql, ')');
	if (!write_parameters(emit, entry, def, true) && def->returns) {
		mv_buf_adds(sql, " RETURNS ");
		mv_emit_type(emit, sql, def->returns);
		mv_emit_need_type(emit, entry, def->returns);
	}
	write_attributes(emit, entry, function);
	if (!def->body_given) {
		write_standard_body(emit, entry, function);
	} else if (def->link_symbol) {
		mv_buf_adds(sql, "\n    AS ");
		mv_emit_literal(sql, mv_arena_strndup(emit->arena, def->body.ptr, def->body.len));
		mv_buf_adds(sql, ", ");
		mv_emit_literal(sql, def->link_symbol);
	} else {
		mv_buf_adds(sql, "\n    AS ");
		write_body(sql, def->body);
	}
	mv_buf_adds(sql, ";\n");
}

static void write_aggregate(Emit *emit, const Function *function)
{
	Entry *entry = mv_emit_entry(emit, EMIT_ROUTINES, function->object.schema, function->object.name, function->object.id);

	mv_emit_need_code(emit, entry, function->def->code, function->bindings);
	mv_emit_statement(emit, &entry->sql, &function->object, function->def->code, function->bindings);
	mv_buf_adds(&entry->sql, ";\n");
}

void mv_emit_routines(Emit *emit)
{
	const Map *functions = &emit->schema->functions;

	for (uint32_t i = 0; i < functions->count; i++) {
		const Function *function = functions->entries[i].value;

		if (!function || !function->def || !mv_emit_is_written(&function->object))
			continue;
		if (function->object.kind != OBJ_AGGREGATE)
			write_routine(emit, function);
		else if (function->def->code && function->def->code->text)
			write_aggregate(emit, function);
	}
}
