/*
 * reserved_words.c: words that cannot be the name of a table or column without
 * quotes: of PostgreSQL 18 (pg_get_keywords(), categories R and T), SQLite 3.40
 * (refused as a bare column), MySQL 8.4 and 9 (reserved words of its manual),
 * and the standard (SQL:2023).
 */
#include "migvet/facts.h"

#include <stdlib.h>
#include <string.h>

enum { P = RESERVED_POSTGRESQL, L = RESERVED_SQLITE, M = RESERVED_MYSQL, S = RESERVED_STANDARD };

typedef struct ReservedWord {
	const char *word;
	unsigned dialects;
} ReservedWord;

/* sorted */
static const ReservedWord words[] = {
	{ "abs", S }, { "absent", S }, { "accessible", M }, { "acos", S }, { "add", L | M }, { "all", P | L | M | S },
	{ "allocate", S }, { "alter", L | M | S }, { "analyse", P }, { "analyze", P | M }, { "and", P | L | M | S },
	{ "any", P | S }, { "any_value", S }, { "are", S }, { "array", P | S }, { "array_agg", S }, { "array_max_cardinality", S },
	{ "as", P | L | M | S }, { "asc", P | M }, { "asensitive", M | S }, { "asin", S }, { "asymmetric", P | S }, { "at", S },
	{ "atan", S }, { "atomic", S }, { "authorization", P | S }, { "autoincrement", L }, { "avg", S }, { "before", M },
	{ "begin", S }, { "begin_frame", S }, { "begin_partition", S }, { "between", L | M | S }, { "bigint", M | S },
	{ "binary", P | M | S }, { "blob", M | S }, { "boolean", S }, { "both", P | M | S }, { "btrim", S }, { "by", M | S },
	{ "call", M | S }, { "called", S }, { "cardinality", S }, { "cascade", M }, { "cascaded", S }, { "case", P | L | M | S },
	{ "cast", P | L | S }, { "ceil", S }, { "ceiling", S }, { "change", M }, { "char", M | S }, { "char_length", S },
	{ "character", M | S }, { "character_length", S }, { "check", P | L | M | S }, { "classifier", S }, { "clob", S },
	{ "close", S }, { "coalesce", S }, { "collate", P | L | M | S }, { "collation", P }, { "collect", S },
	{ "column", P | M | S }, { "commit", L | S }, { "concurrently", P }, { "condition", M | S }, { "connect", S },
	{ "constraint", P | L | M | S }, { "contains", S }, { "continue", M }, { "convert", M | S }, { "copy", S }, { "corr", S },
	{ "corresponding", S }, { "cos", S }, { "cosh", S }, { "count", S }, { "covar_pop", S }, { "covar_samp", S },
	{ "create", P | L | M | S }, { "cross", P | M | S }, { "cube", M | S }, { "cume_dist", M | S }, { "current", S },
	{ "current_catalog", P | S }, { "current_date", P | M | S }, { "current_default_transform_group", S },
	{ "current_path", S }, { "current_role", P | S }, { "current_row", S }, { "current_schema", P | S },
	{ "current_time", P | M | S }, { "current_timestamp", P | M | S }, { "current_transform_group_for_type", S },
	{ "current_user", P | M | S }, { "cursor", M | S }, { "cycle", S }, { "database", M }, { "databases", M }, { "date", S },
	{ "day", S }, { "day_hour", M }, { "day_microsecond", M }, { "day_minute", M }, { "day_second", M }, { "deallocate", S },
	{ "dec", M | S }, { "decfloat", S }, { "decimal", M | S }, { "declare", M | S }, { "default", P | L | M | S },
	{ "deferrable", P | L }, { "define", S }, { "delayed", M }, { "delete", L | M | S }, { "dense_rank", M | S },
	{ "deref", S }, { "desc", P | M }, { "describe", M | S }, { "deterministic", M | S }, { "disconnect", S },
	{ "distinct", P | L | M | S }, { "distinctrow", M }, { "div", M }, { "do", P }, { "double", M | S }, { "drop", L | M | S },
	{ "dual", M }, { "dynamic", S }, { "each", M | S }, { "element", S }, { "else", P | L | M | S }, { "elseif", M },
	{ "empty", M | S }, { "enclosed", M }, { "end", P | S }, { "end_frame", S }, { "end_partition", S }, { "equals", S },
	{ "escape", L | S }, { "escaped", M }, { "every", S }, { "except", P | L | M | S }, { "exec", S }, { "execute", S },
	{ "exists", L | M | S }, { "exit", M }, { "exp", S }, { "explain", M }, { "external", S }, { "extract", S },
	{ "false", P | M | S }, { "fetch", P | M | S }, { "filter", S }, { "first_value", M | S }, { "float", M | S },
	{ "float4", M }, { "float8", M }, { "floor", S }, { "for", P | M | S }, { "force", M }, { "foreign", P | L | M | S },
	{ "frame_row", S }, { "free", S }, { "freeze", P }, { "from", P | L | M | S }, { "full", P | S }, { "fulltext", M },
	{ "function", M | S }, { "fusion", S }, { "generated", M }, { "get", M | S }, { "global", S }, { "grant", P | M | S },
	{ "greatest", S }, { "group", P | L | M | S }, { "grouping", M | S }, { "groups", M | S }, { "having", P | L | M | S },
	{ "high_priority", M }, { "hold", S }, { "hour", S }, { "hour_microsecond", M }, { "hour_minute", M }, { "hour_second", M },
	{ "identity", S }, { "if", M }, { "ignore", M }, { "ilike", P }, { "in", P | L | M | S }, { "index", L | M },
	{ "indicator", S }, { "infile", M }, { "initial", S }, { "initially", P }, { "inner", P | M | S }, { "inout", M | S },
	{ "insensitive", M | S }, { "insert", L | M | S }, { "int", M | S }, { "int1", M }, { "int2", M }, { "int3", M },
	{ "int4", M }, { "int8", M }, { "integer", M | S }, { "intersect", P | L | M | S }, { "intersection", S },
	{ "interval", M | S }, { "into", P | L | M | S }, { "io_after_gtids", M }, { "io_before_gtids", M },
	{ "is", P | L | M | S }, { "isnull", P | L }, { "iterate", M }, { "join", P | L | M | S }, { "json", S },
	{ "json_array", S }, { "json_arrayagg", S }, { "json_exists", S }, { "json_object", S }, { "json_objectagg", S },
	{ "json_query", S }, { "json_scalar", S }, { "json_serialize", S }, { "json_table", M | S }, { "json_table_primitive", S },
	{ "json_value", S }, { "key", M }, { "keys", M }, { "kill", M }, { "lag", M | S }, { "language", S }, { "large", S },
	{ "last_value", M | S }, { "lateral", P | M | S }, { "lead", M | S }, { "leading", P | M | S }, { "least", S },
	{ "leave", M }, { "left", P | M | S }, { "like", P | M | S }, { "like_regex", S }, { "limit", P | L | M }, { "linear", M },
	{ "lines", M }, { "listagg", S }, { "ln", S }, { "load", M }, { "local", S }, { "localtime", P | M | S },
	{ "localtimestamp", P | M | S }, { "lock", M }, { "log", S }, { "log10", S }, { "long", M }, { "longblob", M },
	{ "longtext", M }, { "loop", M }, { "low_priority", M }, { "lower", S }, { "lpad", S }, { "ltrim", S }, { "manual", M },
	{ "master_bind", M }, { "match", M | S }, { "match_number", S }, { "match_recognize", S }, { "matches", S }, { "max", S },
	{ "maxvalue", M }, { "mediumblob", M }, { "mediumint", M }, { "mediumtext", M }, { "member", S }, { "merge", S },
	{ "method", S }, { "middleint", M }, { "min", S }, { "minute", S }, { "minute_microsecond", M }, { "minute_second", M },
	{ "mod", M | S }, { "modifies", M | S }, { "module", S }, { "month", S }, { "multiset", S }, { "national", S },
	{ "natural", P | M | S }, { "nchar", S }, { "nclob", S }, { "new", S }, { "no", S }, { "no_write_to_binlog", M },
	{ "none", S }, { "normalize", S }, { "not", P | L | M | S }, { "nothing", L }, { "notnull", P | L }, { "nth_value", M | S },
	{ "ntile", M | S }, { "null", P | L | M | S }, { "nullif", S }, { "numeric", M | S }, { "occurrences_regex", S },
	{ "octet_length", S }, { "of", M | S }, { "offset", P | S }, { "old", S }, { "omit", S }, { "on", P | L | M | S },
	{ "one", S }, { "only", P | S }, { "open", S }, { "optimize", M }, { "optimizer_costs", M }, { "option", M },
	{ "optionally", M }, { "or", P | L | M | S }, { "order", P | L | M | S }, { "out", M | S }, { "outer", P | M | S },
	{ "outfile", M }, { "over", M | S }, { "overlaps", P | S }, { "overlay", S }, { "parallel", M }, { "parameter", S },
	{ "partition", M | S }, { "pattern", S }, { "per", S }, { "percent", S }, { "percent_rank", M | S },
	{ "percentile_cont", S }, { "percentile_disc", S }, { "period", S }, { "placing", P }, { "portion", S }, { "position", S },
	{ "position_regex", S }, { "power", S }, { "precedes", S }, { "precision", M | S }, { "prepare", S },
	{ "primary", P | L | M | S }, { "procedure", M | S }, { "ptf", S }, { "purge", M }, { "qualify", M }, { "raise", L },
	{ "range", M | S }, { "rank", M | S }, { "read", M }, { "read_write", M }, { "reads", M | S }, { "real", M | S },
	{ "recursive", M | S }, { "ref", S }, { "references", P | L | M | S }, { "referencing", S }, { "regexp", M },
	{ "regr_avgx", S }, { "regr_avgy", S }, { "regr_count", S }, { "regr_intercept", S }, { "regr_r2", S }, { "regr_slope", S },
	{ "regr_sxx", S }, { "regr_sxy", S }, { "regr_syy", S }, { "release", M | S }, { "rename", M }, { "repeat", M },
	{ "replace", M }, { "require", M }, { "resignal", M }, { "restrict", M }, { "result", S }, { "return", M | S },
	{ "returning", P | L }, { "returns", S }, { "revoke", M | S }, { "right", P | M | S }, { "rlike", M }, { "rollback", S },
	{ "rollup", S }, { "row", M | S }, { "row_number", M | S }, { "rows", M | S }, { "rpad", S }, { "running", S },
	{ "savepoint", S }, { "schema", M }, { "schemas", M }, { "scope", S }, { "scroll", S }, { "search", S }, { "second", S },
	{ "second_microsecond", M }, { "seek", S }, { "select", P | L | M | S }, { "sensitive", M | S }, { "separator", M },
	{ "session_user", P | S }, { "set", L | M | S }, { "show", M | S }, { "signal", M }, { "similar", P | S }, { "sin", S },
	{ "sinh", S }, { "skip", S }, { "smallint", M | S }, { "some", P | S }, { "spatial", M }, { "specific", M | S },
	{ "specifictype", S }, { "sql", M | S }, { "sql_big_result", M }, { "sql_calc_found_rows", M }, { "sql_small_result", M },
	{ "sqlexception", M | S }, { "sqlstate", M | S }, { "sqlwarning", M | S }, { "sqrt", S }, { "ssl", M }, { "start", S },
	{ "starting", M }, { "static", S }, { "stddev_pop", S }, { "stddev_samp", S }, { "stored", M }, { "straight_join", M },
	{ "submultiset", S }, { "subset", S }, { "substring", S }, { "substring_regex", S }, { "succeeds", S }, { "sum", S },
	{ "symmetric", P | S }, { "system", M | S }, { "system_time", S }, { "system_user", P | S }, { "table", P | L | M | S },
	{ "tablesample", P | M | S }, { "tan", S }, { "tanh", S }, { "terminated", M }, { "then", P | L | M | S }, { "time", S },
	{ "timestamp", S }, { "timezone_hour", S }, { "timezone_minute", S }, { "tinyblob", M }, { "tinyint", M },
	{ "tinytext", M }, { "to", P | L | M | S }, { "trailing", P | M | S }, { "transaction", L }, { "translate", S },
	{ "translate_regex", S }, { "translation", S }, { "treat", S }, { "trigger", M | S }, { "trim", S }, { "trim_array", S },
	{ "true", P | M | S }, { "truncate", S }, { "uescape", S }, { "undo", M }, { "union", P | L | M | S },
	{ "unique", P | L | M | S }, { "unknown", S }, { "unlock", M }, { "unnest", S }, { "unsigned", M }, { "update", L | M | S },
	{ "upper", S }, { "usage", M }, { "use", M }, { "user", P | S }, { "using", P | L | M | S }, { "utc_date", M },
	{ "utc_time", M }, { "utc_timestamp", M }, { "value", S }, { "value_of", S }, { "values", L | M | S }, { "var_pop", S },
	{ "var_samp", S }, { "varbinary", M | S }, { "varchar", M | S }, { "varcharacter", M }, { "variadic", P },
	{ "varying", M | S }, { "verbose", P }, { "versioning", S }, { "virtual", M }, { "when", P | L | M | S }, { "whenever", S },
	{ "where", P | L | M | S }, { "while", M }, { "width_bucket", S }, { "window", P | M | S }, { "with", P | M | S },
	{ "within", S }, { "without", S }, { "write", M }, { "xor", M }, { "year", S }, { "year_month", M }, { "zerofill", M },
};

static int compare(const void *key, const void *element)
{
	return strcmp(key, ((const ReservedWord *)element)->word);
}

unsigned mv_reserved_in(const char *name)
{
	const ReservedWord *found = bsearch(name, words, sizeof words / sizeof *words, sizeof *words, compare);

	return found ? found->dialects : 0;
}
