/* version.c: what file names say: versions and their order, direction, dialect, language. */
#include "discover.h"

#include <string.h>

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Compares two runs of digits as numbers of any length. */
static int compare_digits(const char *a, size_t a_len, const char *b, size_t b_len)
{
	while (a_len && *a == '0') {
		a++;
		a_len--;
	}
	while (b_len && *b == '0') {
		b++;
		b_len--;
	}
	if (a_len != b_len)
		return a_len < b_len ? -1 : 1;
	return a_len ? memcmp(a, b, a_len) : 0;
}

static size_t digits_at(const char *s)
{
	size_t len = 0;

	while (digit(s[len]))
		len++;
	return len;
}

static int compare_dotted(const char *a, const char *b)
{
	while (*a || *b) {
		size_t a_len = digits_at(a), b_len = digits_at(b);
		int order = compare_digits(a, a_len, b, b_len);

		if (order)
			return order;
		a += a_len;
		b += b_len;
		/* what is neither digit nor separator ends the comparison of numbers */
		if ((*a && *a != '.' && *a != '_') || (*b && *b != '.' && *b != '_'))
			return strcmp(a, b);
		a += *a != '\0';
		b += *b != '\0';
	}
	return 0;
}

static int compare_natural(const char *a, const char *b)
{
	while (*a && *b) {
		if (digit(*a) && digit(*b)) {
			size_t a_len = digits_at(a), b_len = digits_at(b);
			int order = compare_digits(a, a_len, b, b_len);

			if (order)
				return order;
			a += a_len;
			b += b_len;
		} else if (*a != *b) {
			return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
		} else {
			a++;
			b++;
		}
	}
	return (*a != '\0') - (*b != '\0');
}

int mv_version_compare(const char *a, const char *b, VersionOrder order)
{
	switch (order) {
	case ORDER_LISTED:
		return 0;
	case ORDER_NUMBER: {
		size_t a_len = digits_at(a), b_len = digits_at(b);
		int result = compare_digits(a, a_len, b, b_len);

		return result ? result : strcmp(a + a_len, b + b_len);
	}
	case ORDER_DOTTED:
		return compare_dotted(a, b);
	case ORDER_NATURAL:
		return compare_natural(a, b);
	case ORDER_TEXT:
		return strcmp(a, b);
	}
	return 0;
}

/* ---- dialects ---- */

static const struct {
	const char *word, *dialect;
} dialects[] = {
	{ "postgres", "postgresql" },	{ "postgresql", "postgresql" }, { "pg", "postgresql" },
	{ "psql", "postgresql" },	{ "pgsql", "postgresql" },	{ "timescale", "postgresql" },
	{ "timescaledb", "postgresql" }, { "pgx", "postgresql" },
	{ "mysql", "mysql" },		{ "mariadb", "mariadb" },	{ "tidb", "mysql" },
	{ "sqlite", "sqlite" },		{ "sqlite3", "sqlite" },	{ "libsql", "sqlite" },
	{ "d1", "sqlite" },		{ "turso", "sqlite" },
	{ "mssql", "mssql" },		{ "sqlserver", "mssql" },	{ "tsql", "mssql" },
	{ "oracle", "oracle" },		{ "oracledb", "oracle" },	{ "db2", "db2" },
	{ "h2", "h2" },			{ "hsqldb", "hsqldb" },		{ "hsql", "hsqldb" },
	{ "derby", "derby" },		{ "clickhouse", "clickhouse" },	{ "cockroach", "cockroachdb" },
	{ "cockroachdb", "cockroachdb" }, { "crdb", "cockroachdb" },	{ "cassandra", "cassandra" },
	{ "scylla", "cassandra" },	{ "spanner", "spanner" },	{ "snowflake", "snowflake" },
	{ "bigquery", "bigquery" },	{ "duckdb", "duckdb" },		{ "ducktracker", "duckdb" },
	{ "yugabyte", "postgresql" },	{ "firebird", "firebird" },	{ "ql", "ql" },
	{ "singlestore", "mysql" },
};

const char *mv_dialect_named(Str word)
{
	for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
		if (mv_str_eq_case(word, mv_str(dialects[i].word)))
			return dialects[i].dialect;
	}
	return NULL;
}

/* "riversqlite", "testmysql" */
static const char *dialect_at_end(Str word)
{
	static const char *const names[] = { "sqlite", "sqlite3", "mysql", "mariadb", "clickhouse", "mssql", "postgres",
					       "postgresql" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		size_t len = strlen(names[i]);

		if (word.len > len && mv_str_eq_case(mv_str_slice(word, word.len - len, word.len), mv_str(names[i])))
			return mv_dialect_named(mv_str(names[i]));
	}
	return NULL;
}

const char *mv_dialect_in_name(Str name)
{
	const char *found = NULL;
	size_t start = 0;

	for (size_t i = 0; i <= name.len; i++) {
		bool separator = i == name.len || name.ptr[i] == '-' || name.ptr[i] == '_' || name.ptr[i] == '.' ||
				 name.ptr[i] == ' ';

		if (separator) {
			Str word = mv_str_slice(name, start, i);
			const char *dialect = mv_dialect_named(word);

			if (!dialect)
				dialect = dialect_at_end(word);

			/* "postgres-and-mysql" says nothing against PostgreSQL */
			if (dialect && (!found || mv_streq(dialect, "postgresql")))
				found = dialect;
			start = i + 1;
		}
	}
	return found;
}

/* ---- names ---- */

static const struct {
	const char *ending, *language; /* language NULL: SQL */
} endings[] = {
	{ "sql", NULL },       { "pgsql", NULL },    { "psql", NULL },	    { "go", "go" },	  { "ts", "typescript" },
	{ "mts", "typescript" }, { "cts", "typescript" }, { "js", "javascript" }, { "mjs", "javascript" },
	{ "cjs", "javascript" }, { "py", "python" },	  { "rs", "rust" },	  { "clj", "clojure" },
	{ "cljc", "clojure" }, { "edn", "clojure" }, { "java", "java" },    { "kt", "kotlin" },	  { "groovy", "groovy" },
	{ "scala", "scala" },  { "rb", "ruby" },     { "php", "php" },	    { "ex", "elixir" },	  { "exs", "elixir" },
	{ "cs", "csharp" },    { "sh", "shell" },    { "fizz", "fizz" },    { "pl", "perl" },
};

/* Takes ".up", ".postgres", ".autocommit", ... off the end of the stem. */
static void strip_words(FileName *name)
{
	for (;;) {
		Str last;
		size_t dot = name->stem.len;
		const char *dialect;

		while (dot > 0 && name->stem.ptr[dot - 1] != '.')
			dot--;
		if (dot <= 1) /* the whole stem, or a leading dot */
			return;
		last = mv_str_slice(name->stem, dot, name->stem.len);
		dialect = mv_dialect_named(last);
		if (mv_str_eq_case(last, STR("up")) || mv_str_eq_case(last, STR("do")))
			name->part = PART_UP;
		else if (mv_str_eq_case(last, STR("down")) || mv_str_eq_case(last, STR("undo")) ||
			 mv_str_eq_case(last, STR("rollback")))
			name->part = PART_DOWN;
		else if (mv_str_eq_case(last, STR("autocommit")))
			name->autocommit = true;
		else if (dialect)
			name->dialect = dialect;
		else
			return;
		name->stem.len = dot - 1;
	}
}

static bool separator(char c)
{
	return c == '_' || c == '-' || c == '.' || c == ' ' || c == '+' || c == '@' || c == '~';
}

/* "2020-01-31-120000_x", "1.2.3-x", "v12_x", "0001x": the version in front, and the rest. */
static void split_version(FileName *name)
{
	Str stem = name->stem;
	size_t start = 0, end, first;

	if (stem.len > 1 && (stem.ptr[0] == 'v' || stem.ptr[0] == 'V') && digit(stem.ptr[1]))
		start = 1;
	end = start;
	while (end < stem.len && digit(stem.ptr[end]))
		end++;
	first = end - start;
	if (first == 0) {
		name->title = stem;
		return;
	}
	/* a date with dashes (as diesel's), or dotted numbers: further runs of digits belong to the version */
	while (end + 1 < stem.len && digit(stem.ptr[end + 1]) &&
	       (stem.ptr[end] == '.' || (first == 4 && start == 0 && stem.ptr[end] == '-'))) {
		size_t next = end + 1;

		while (next < stem.len && digit(stem.ptr[next]))
			next++;
		if (next < stem.len && !separator(stem.ptr[next]))
			break;
		end = next;
	}
	name->version = mv_str_slice(stem, start, end);
	while (end < stem.len && separator(stem.ptr[end]))
		end++;
	name->title = mv_str_slice(stem, end, stem.len);
	/* postgrator: "001.do.add-x.sql" */
	if (name->part == PART_WHOLE && mv_str_starts_case(name->title, STR("do."))) {
		name->part = PART_UP;
		name->title = mv_str_slice(name->title, 3, name->title.len);
	} else if (name->part == PART_WHOLE && mv_str_starts_case(name->title, STR("undo."))) {
		name->part = PART_DOWN;
		name->title = mv_str_slice(name->title, 5, name->title.len);
	}
}

/* Length of the text in front of the last dot, or that of the whole. */
static size_t before_dot(Str s)
{
	size_t dot = s.len;

	while (dot > 0 && s.ptr[dot - 1] != '.')
		dot--;
	return dot > 0 ? dot - 1 : s.len;
}

FileName mv_name_parse(const char *file_name)
{
	FileName name = { 0 };
	Str s = mv_str(file_name), ending;
	size_t dot = before_dot(s);

	ending = mv_str_slice(s, dot < s.len ? dot + 1 : s.len, s.len);
	/* synapse: "01_x.sql.postgres" */
	if (dot > 4 && mv_str_ends(mv_str_slice(s, 0, dot), STR(".sql")) && (name.dialect = mv_dialect_named(ending))) {
		s.len = dot;
		dot = before_dot(s);
		ending = mv_str_slice(s, dot + 1, s.len);
	}
	for (size_t i = 0; dot > 0 && ending.len && i < sizeof endings / sizeof endings[0]; i++) {
		if ((ending.ptr[0] | 32) == endings[i].ending[0] && mv_str_eq_case(ending, mv_str(endings[i].ending))) {
			name.sql = !endings[i].language;
			name.language = endings[i].language;
			s.len = dot;
			break;
		}
	}
	name.stem = s;
	if (name.sql || name.language) {
		strip_words(&name);
		split_version(&name);
	}
	return name;
}

FileName mv_stem_parse(const char *name)
{
	FileName parsed = { .stem = mv_str(name) };

	split_version(&parsed);
	return parsed;
}

const char *mv_words(Discovery *d, Str title)
{
	char *words;

	while (title.len && separator(title.ptr[0]))
		title = mv_str_slice(title, 1, title.len);
	while (title.len && separator(title.ptr[title.len - 1]))
		title.len--;
	words = mv_arena_strndup(d->arena, title.ptr, title.len);
	for (char *p = words; *p; p++) {
		if (*p == '_' || *p == '-')
			*p = ' ';
	}
	return words;
}
