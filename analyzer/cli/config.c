/* config.c: `migvet config`: what the configuration may say, and what holds of it here. */
#include "cli.h"

#include "migvet/config.h"
#include "migvet/writer.h"

#include <stdlib.h>
#include <string.h>

static const Flag flags[] = {
	{ .name = "explain", .help = "each value that holds, and where it comes from (without --schema this is what is done)" },
	{ .name = "schema", .help = "the JSON Schema of migvet.yaml, for editors" },
	FLAG_FORMAT("text", "json"),
	FLAG_FAIL_ON,
	FLAG_POSTGRES_VERSION,
	FLAG_BASELINE_SCHEMA,
	FLAG_CONFIG,
	FLAG_NO_CONFIG,
	{ .name = NULL },
};

/* What the command line says takes the place of what holds without it. */
static void override(const CommandLine *line, const char *flag, const char *key, ConfigValueVec *values)
{
	const char *given = mv_flag_value(line, flag);

	for (uint32_t i = 0; given && i < values->count; i++) {
		ConfigValue *value = &values->items[i];

		/* versions have several names */
		if (strcmp(value->key, key) == 0 || (strcmp(flag, "postgres-version") == 0 && mv_str_starts(mv_str(value->key), STR("postgres")))) {
			*value = (ConfigValue){ .key = value->key, .value = given, .origin = "command line" };
			return;
		}
	}
}

/* Not of the file, and values nevertheless. Those of a database are not shown: they may hold a password. */
static void add_environment(const CommandLine *line, ConfigValueVec *values)
{
	static const struct {
		const char *variable, *key;
		bool secret;
	} variables[] = {
		{ "DATABASE_URL", "database (DATABASE_URL)", true },
		{ "NO_COLOR", "color (NO_COLOR)", false },
		{ "CLICOLOR_FORCE", "color (CLICOLOR_FORCE)", false },
		{ "FORCE_COLOR", "color (FORCE_COLOR)", false },
	};

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i].variable);

		if (value && *value)
			*VEC_PUSH(line->arena, values) = (ConfigValue){ .key = variables[i].key, .value = variables[i].secret ? "(not shown)" : value,
									.origin = "environment" };
	}
}

static void write_text(const ConfigValueVec *values, StrBuf *out)
{
	size_t widest = 0;

	for (uint32_t i = 0; i < values->count; i++)
		widest = strlen(values->items[i].key) > widest ? strlen(values->items[i].key) : widest;
	if (widest > 40)
		widest = 40;
	for (uint32_t i = 0; i < values->count; i++) {
		const ConfigValue *value = &values->items[i];
		StrBuf row = { 0 };

		mv_buf_addf(&row, "%-*s = %s", (int)widest, value->key, value->value ? value->value : "-");
		mv_buf_addf(&row, "  (%s", value->file ? "" : value->origin);
		if (value->file)
			mv_buf_addf(&row, "%s:%u:%u%s", value->file, (unsigned)value->line, (unsigned)value->column,
				    strcmp(value->origin, "extends") == 0 ? ", extended" : "");
		mv_buf_addc(&row, ')');
		mv_buf_add_clean(out, (Str){ .ptr = row.ptr, .len = row.len });
		mv_buf_addc(out, '\n');
		mv_buf_release(&row);
	}
}

static void write_json(const ConfigValueVec *values, StrBuf *out)
{
	Writer writer = { .out = out, .style = WRITER_JSON };

	mv_write_list(&writer, NULL);
	for (uint32_t i = 0; i < values->count; i++) {
		const ConfigValue *value = &values->items[i];

		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "key", value->key);
		if (value->value)
			mv_write_text(&writer, "value", value->value);
		else
			mv_write_null(&writer, "value");
		mv_write_text(&writer, "origin", value->origin);
		if (value->file) {
			mv_write_text(&writer, "file", value->file);
			mv_write_number(&writer, "line", value->line);
			mv_write_number(&writer, "column", value->column);
		}
		mv_write_end(&writer);
	}
	mv_write_end(&writer);
	mv_buf_addc(out, '\n');
}

static bool explain(const CommandLine *line, StrBuf *out, Error *err)
{
	const char *file = mv_flag_value(line, "config"), *versions = mv_flag_value(line, "postgres-version");
	ConfigValueVec values = { 0 };
	Config config;

	mv_config_defaults(&config, line->arena);
	if (file ? !mv_config_load(&config, file, line->arena, err) : !mv_flag_given(line, "no-config") && !mv_config_find(&config, ".", line->arena, err))
		return false;
	if (versions && !mv_config_versions(&config, versions, line->arena, err))
		return false;
	mv_config_explain(&config, line->arena, &values);
	override(line, "fail-on", "fail-on", &values);
	override(line, "baseline-schema", "baseline-schema", &values);
	override(line, "postgres-version", "postgres.versions", &values);
	add_environment(line, &values);
	if (mv_flag_choice(line, "format") == 0)
		write_text(&values, out);
	else
		write_json(&values, out);
	return true;
}

static int config_command(const CommandLine *line)
{
	StrBuf out = { 0 };
	Error err = { 0 };
	bool ok = true;

	if (mv_flag_given(line, "schema"))
		mv_config_json_schema(&out);
	else
		ok = explain(line, &out, &err);
	ok = ok && (mv_cli_print(&out) || mv_fail(&err, "standard output cannot be written"));
	mv_buf_release(&out);
	return ok ? EXIT_CLEAN : mv_cli_fail(&err);
}

const Command mv_command_config = {
	.name = "config",
	.summary = "Show what the configuration says here and where from, or its JSON Schema.",
	.description = "Each value with its place: the file, a file that it extends, the command line, the environment, or the default.\n"
		       "Rules that are not listed have the severities that 'migvet rules' shows.",
	.flags = flags,
	.examples = "migvet config --explain\n"
		    "migvet config --schema > migvet.schema.json",
	.run = config_command,
};
