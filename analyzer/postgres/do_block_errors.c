/* do_block_errors.c: which errors an EXCEPTION clause swallows. */
#include "do_block.h"

static const struct {
	const char *condition, *sqlstate;
	uint8_t swallowed;
} conditions[] = {
	{ "duplicate_alias", "42712", SWALLOW_DUPLICATE },
	{ "duplicate_column", "42701", SWALLOW_DUPLICATE },
	{ "duplicate_cursor", "42P03", SWALLOW_DUPLICATE },
	{ "duplicate_database", "42P04", SWALLOW_DUPLICATE },
	{ "duplicate_function", "42723", SWALLOW_DUPLICATE },
	{ "duplicate_object", "42710", SWALLOW_DUPLICATE },
	{ "duplicate_prepared_statement", "42P05", SWALLOW_DUPLICATE },
	{ "duplicate_schema", "42P06", SWALLOW_DUPLICATE },
	{ "duplicate_table", "42P07", SWALLOW_DUPLICATE },
	{ "invalid_catalog_name", "3D000", SWALLOW_UNDEFINED },
	{ "invalid_schema_name", "3F000", SWALLOW_UNDEFINED },
	{ "undefined_column", "42703", SWALLOW_UNDEFINED },
	{ "undefined_function", "42883", SWALLOW_UNDEFINED },
	{ "undefined_object", "42704", SWALLOW_UNDEFINED },
	{ "undefined_parameter", "42P02", SWALLOW_UNDEFINED },
	{ "undefined_table", "42P01", SWALLOW_UNDEFINED },
	/* the class, which holds all but two of the above */
	{ "syntax_error_or_access_rule_violation", "42000", SWALLOW_DUPLICATE | SWALLOW_UNDEFINED | SWALLOW_OTHER },
	{ "others", "", SWALLOW_ALL },
};

uint8_t mv_pg_swallowed(const char *text, PlRange condition)
{
	Token token = mv_pg_next_token(text, condition.end, condition.start);
	uint8_t swallowed = 0;

	for (; token.kind != TOKEN_END; token = mv_pg_next_token(text, condition.end, token.end)) {
		uint8_t found = SWALLOW_OTHER;
		Str state = { 0 };

		if (mv_pg_token_is(text, token, "or") || mv_pg_token_is(text, token, "sqlstate"))
			continue;
		if (token.kind == TOKEN_STRING && token.end - token.start > 2)
			state = (Str){ text + token.start + 1, token.end - token.start - 2 };
		for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
			if (state.len ? mv_str_eq_case(state, mv_str(conditions[i].sqlstate)) :
					mv_pg_token_is(text, token, conditions[i].condition))
				found = conditions[i].swallowed;
		swallowed |= found;
	}
	return swallowed;
}
