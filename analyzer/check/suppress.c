/*
 * suppress.c: `-- migvet: allow RULE[, RULE] [until 2027-01-01] -- reason` in migrations.
 *
 *   at the end of a line       what is found on that line, else in a statement that starts or ends there
 *   on lines of its own        what is found on the next line, or in the whole statement that starts there
 *   `allow-file`, anywhere     the whole file
 *
 * A RULE is an id or a category. A directive is seen where a comment starts
 * with it; which comments a dialect of SQL has is not asked, as a string that
 * holds such a line is not worth a lexer. In Python, where SQL stands in
 * strings, `#` is a comment outside of strings and `--` one inside of them.
 * There a directive for an operation is for all that it sends.
 */
#include "python_strings.h"

#include "migvet/check.h"

#include <stdlib.h>
#include <string.h>

/* One rule name of a directive. */
typedef struct Allowance {
	const char *name;    /* as written */
	Span span;
	uint32_t line;       /* where it stands */
	uint32_t target;     /* the line that it covers; 0: the file */
	bool trailing;       /* behind code on its line */
	bool known;
	bool expired;        /* its day has come: it allows nothing any more */
	bool used;
	bool spent;          /* used by what stands on its line: the rest of the statement is not meant */
} Allowance;

/* An allowance for one rule: categories are written out. Sorted by line and rule. */
typedef struct Entry {
	uint32_t line, rule; /* rule: position among all rules */
	Allowance *allowance;
} Entry;

typedef struct FileDirectives {
	const Source *source;
	VEC(Allowance *) allowances;
	VEC(Entry) entries;
	bool partly; /* what some of its operations do is not known, so nor is what could be found there */
	uint32_t block_first, block_below; /* the last block of comment lines: its first line seen, the line under it */
} FileDirectives;

typedef struct Suppressor {
	const Config *config;
	Arena *arena;
	FindingVec *findings;
	const Rule *const *rules; /* policies included */
	size_t rule_count;
	Map files; /* path: FileDirectives */
	Map help;  /* name that is no rule's: what to do */
	VEC(FileDirectives *) order;
} Suppressor;

/* ---- reading directives ---- */

/* A directive is short; without a limit, comments that do not end would cost a search each. */
enum { LONGEST_DIRECTIVE = 2048 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* Where the comment starts whose first word is at `at`; SIZE_MAX when there is none. */
static size_t comment_start(const Source *source, size_t at, PythonStrings *strings)
{
	const char *text = source->text.ptr;
	bool inside = mv_source_is_python(source) && mv_python_in_string(strings, source->text, at);

	while (at > 0 && is_blank(text[at - 1]))
		at--;
	if (mv_source_is_python(source) && !inside)
		return at >= 1 && text[at - 1] == '#' ? at - 1 : SIZE_MAX;
	if (at >= 2 && ((text[at - 1] == '-' && text[at - 2] == '-') || (text[at - 1] == '*' && text[at - 2] == '/')))
		return at - 2;
	return SIZE_MAX;
}

/* The line's bounds, without its line end. */
static Span line_span(const Source *source, uint32_t line)
{
	Str text = mv_source_line(source, line);
	uint32_t start = (uint32_t)(text.ptr - source->text.ptr);

	return (Span){ start, start + (uint32_t)text.len };
}

static bool all_blank(Str text, size_t from, size_t to)
{
	while (from < to && is_blank(text.ptr[from]))
		from++;
	return from >= to;
}

/* Is there nothing but comments on the line? The end of a block comment counts as one. */
static bool is_comment_line(Str line)
{
	line = mv_str_trim(line);
	return mv_str_starts(line, STR("--")) || mv_str_starts(line, STR("#")) ||
	       (mv_str_starts(line, STR("/*")) && mv_str_ends(line, STR("*/")));
}

/* The line under a block of comment lines of which `line` is one. Directives come in text order. */
static uint32_t line_below(FileDirectives *file, uint32_t line)
{
	if (line < file->block_first || line >= file->block_below) {
		file->block_first = line;
		file->block_below = line + 1;
		while (file->block_below <= file->source->line_count &&
		       is_comment_line(mv_source_line(file->source, file->block_below)))
			file->block_below++;
	}
	return file->block_below;
}

static bool names_rule(const char *name, const Rule *rule)
{
	return strcmp(name, rule->id) == 0 || mv_rule_is_of(rule, name);
}

static bool is_known(const Suppressor *s, const char *name)
{
	for (size_t i = 0; i < s->rule_count; i++) {
		if (names_rule(name, s->rules[i]))
			return true;
	}
	return false;
}

/* The end of the block comment that starts at `start`: behind it, or SIZE_MAX. */
static size_t block_end(Str text, size_t start)
{
	size_t close = mv_str_find(mv_str_slice(text, 0, start + LONGEST_DIRECTIVE), STR("*/"), start + 2);

	return close == SIZE_MAX ? SIZE_MAX : close + 2;
}

static Span next_name(Str text, size_t *at, size_t end)
{
	Span span;

	while (*at < end && is_blank(text.ptr[*at]))
		++*at;
	span.start = (uint32_t)*at;
	/* "--" starts the reason */
	while (*at < end && is_name(text.ptr[*at]) && !(text.ptr[*at] == '-' && *at + 1 < end && text.ptr[*at + 1] == '-'))
		++*at;
	span.end = (uint32_t)*at;
	return span;
}

static Finding *add_finding(Suppressor *s, const char *id, const Source *source, Span span)
{
	const Rule *rule = mv_rule_find(id);
	Severity severity = rule ? mv_config_severity(s->config, rule, source->path) : SEVERITY_OFF;
	Finding *finding;

	if (severity == SEVERITY_OFF)
		return NULL;
	finding = MV_NEW(s->arena, Finding);
	finding->rule = rule;
	finding->severity = severity;
	finding->source = source;
	finding->path = source->path;
	finding->span = span;
	finding->order = s->findings->count;
	*VEC_PUSH(s->arena, s->findings) = finding;
	return finding;
}

/* What to do about a name that is no rule's; looked for once a name, as a file may repeat it without end. */
static const char *help_for(Suppressor *s, const char *name)
{
	const char *help = mv_map_get(&s->help, name), **names, *nearest;

	if (help)
		return help;
	names = MV_NEW_ARRAY(s->arena, const char *, 2 * s->rule_count + 1);
	for (size_t i = 0; i < s->rule_count; i++) {
		names[2 * i] = s->rules[i]->id;
		names[2 * i + 1] = s->rules[i]->category;
	}
	nearest = mv_nearest(name, names);
	help = nearest ? mv_arena_format(s->arena, "did you mean '%s'?", nearest) : "'migvet rules' lists the rules and their categories";
	mv_map_set(&s->help, name, (void *)(uintptr_t)help);
	return help;
}

static void report_unknown_rule(Suppressor *s, const Source *source, Span span, const char *name)
{
	Finding *finding = add_finding(s, "unknown-suppression", source, span);

	if (!finding)
		return;
	finding->message = mv_arena_format(s->arena, "there is no rule '%s', so nothing is allowed here", name);
	finding->help = help_for(s, name);
	finding->subject = name;
}

static void report_unknown_word(Suppressor *s, const Source *source, Span span, const char *word)
{
	static const char *const words[] = { "allow", "allow-file", NULL };
	Finding *finding = add_finding(s, "unknown-suppression", source, span);
	const char *nearest = mv_nearest(word, words);

	if (!finding)
		return;
	finding->message = *word ? mv_arena_format(s->arena, "'%s' means nothing to migvet, so nothing is allowed here", word) :
				   "this comment names no rule, so nothing is allowed here";
	finding->help = nearest ? mv_arena_format(s->arena, "did you mean '%s'?", nearest) :
		       mv_source_is_python(source) ? "write '# migvet: allow RULE -- reason', or 'allow-file' for the whole file" :
					   "write '-- migvet: allow RULE -- reason', or 'allow-file' for the whole file";
}

static Allowance *add_allowance(Suppressor *s, FileDirectives *file, Span span)
{
	Allowance *allowance = MV_NEW(s->arena, Allowance);
	Str name = mv_source_slice(file->source, span);

	allowance->name = mv_arena_strndup(s->arena, name.ptr, name.len);
	allowance->span = span;
	allowance->known = is_known(s, allowance->name);
	*VEC_PUSH(s->arena, &file->allowances) = allowance;
	return allowance;
}

/* ---- the day until which it holds, and the reason ---- */

bool mv_is_day(Str text)
{
	static const char form[] = "dddd-dd-dd";
	bool fits = text.len == sizeof form - 1;

	for (size_t i = 0; fits && i < text.len; i++)
		fits = form[i] == 'd' ? text.ptr[i] >= '0' && text.ptr[i] <= '9' : text.ptr[i] == '-';
	return fits && memcmp(text.ptr + 5, "12", 2) <= 0 && memcmp(text.ptr + 5, "01", 2) >= 0 && memcmp(text.ptr + 8, "31", 2) <= 0 &&
	       memcmp(text.ptr + 8, "01", 2) >= 0;
}

bool mv_is_day_or_time(Str text)
{
	Str time = text.len > MV_DAY_LENGTH ? mv_str_slice(text, MV_DAY_LENGTH, text.len) : (Str){ 0 };

	if (!time.len)
		return mv_is_day(text);
	return mv_is_day(mv_str_slice(text, 0, MV_DAY_LENGTH)) && time.len == 6 && time.ptr[0] == 'T' && time.ptr[3] == ':' &&
	       memcmp(time.ptr + 1, "00", 2) >= 0 && memcmp(time.ptr + 1, "23", 2) <= 0 && memcmp(time.ptr + 4, "00", 2) >= 0 &&
	       memcmp(time.ptr + 4, "59", 2) <= 0 && time.ptr[2] >= '0' && time.ptr[2] <= '9' && time.ptr[5] >= '0' && time.ptr[5] <= '9';
}

/* "until 2027-01-01"; false: it does not stand at `*at`, which stays. */
static bool read_until(Suppressor *s, const Source *source, size_t *at, size_t end, Str *date, Span *span)
{
	Str text = source->text, rest;
	size_t from = *at, to;

	while (from < end && is_blank(text.ptr[from]))
		from++;
	rest = mv_str_slice(text, from, end);
	if (!mv_str_starts(rest, STR("until ")))
		return false;
	for (from += strlen("until "); from < end && is_blank(text.ptr[from]); from++)
		continue;
	for (to = from; to < end && !is_blank(text.ptr[to]) && text.ptr[to] != ':' && text.ptr[to] != ','; to++)
		continue;
	*span = (Span){ (uint32_t)from, (uint32_t)to };
	*date = mv_str_slice(text, from, to);
	*at = to;
	if (!mv_is_day(*date)) {
		Finding *finding = add_finding(s, "unknown-suppression", source, *span);

		if (finding) {
			finding->message = mv_arena_format(s->arena, "'%.*s' is no day, so nothing is allowed here", STR_ARG(*date));
			finding->help = "write it as 'until 2027-01-31': from that day on it is reported again";
		}
	}
	return true;
}

static bool has_words(Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (is_name(text.ptr[i]) && text.ptr[i] != '-')
			return true;
	}
	return false;
}

static void report_unreasoned(Suppressor *s, const Source *source, Span span)
{
	Finding *finding = add_finding(s, "suppression-without-reason", source, span);

	if (!finding)
		return;
	finding->message = "nobody can tell later why this is allowed: the comment gives no reason";
	finding->help = "write it behind the rule: allow RULE -- reason";
}

static void report_expired(Suppressor *s, const Source *source, Span span, Str date)
{
	Finding *finding = add_finding(s, "expired-suppression", source, span);

	if (!finding)
		return;
	finding->message = mv_arena_format(s->arena, "what this comment allowed until %.*s is reported again", STR_ARG(date));
	finding->help = "repair what it allows, or remove the comment; a later day needs a new decision";
}

/* What stands behind the names, for all of them. */
static void read_rest(Suppressor *s, FileDirectives *file, size_t at, size_t end, uint32_t first)
{
	Str text = file->source->text, date;
	Span span;
	bool expired = false;

	if (read_until(s, file->source, &at, end, &date, &span)) {
		expired = !mv_is_day(date) || (s->config->today && strncmp(s->config->today, date.ptr, date.len) >= 0);
		if (expired && mv_is_day(date))
			report_expired(s, file->source, span, date);
	}
	for (uint32_t i = first; i < file->allowances.count; i++)
		file->allowances.items[i]->expired = expired;
	if (first < file->allowances.count && !has_words(mv_str_slice(text, at, end)))
		report_unreasoned(s, file->source, file->allowances.items[first]->span);
}

/* RULE[, RULE]: a comma continues the list, and so does the name of a rule; anything else is the reason. */
static void read_names(Suppressor *s, FileDirectives *file, size_t at, size_t end, Allowance common)
{
	Str text = file->source->text;
	bool comma = true;
	uint32_t count = 0, first = file->allowances.count;

	for (;;) {
		size_t before = at;
		Span span = next_name(text, &at, end);
		Str name = mv_str_slice(text, span.start, span.end);
		Allowance *allowance;

		if (!name.len || (!comma && !is_known(s, mv_arena_strndup(s->arena, name.ptr, name.len)))) {
			at = before;
			break;
		}
		allowance = add_allowance(s, file, span);
		allowance->line = common.line;
		allowance->target = common.target;
		allowance->trailing = common.trailing;
		count++;
		if (!allowance->known)
			report_unknown_rule(s, file->source, span, allowance->name);
		while (at < end && is_blank(text.ptr[at]))
			at++;
		comma = at < end && text.ptr[at] == ',';
		at += comma;
	}
	if (count == 0)
		report_unknown_word(s, file->source, common.span, "");
	read_rest(s, file, at, end, first);
}

/* The line that a directive covers. */
static uint32_t target_of(FileDirectives *file, size_t block, const Allowance *common)
{
	const Source *source = file->source;
	uint32_t last = common->line;

	if (common->trailing)
		return common->line;
	if (block != SIZE_MAX) {
		last = mv_source_position(source, (uint32_t)block, COLUMN_BYTES).line;
		/* code behind it on the same line */
		if (!all_blank(source->text, block, line_span(source, last).end))
			return last;
	}
	return line_below(file, last);
}

/* Where SQL starts on the line: behind the quotes of a Python string that opens there. */
static size_t first_of_code(const Source *source, size_t from, size_t to)
{
	const char *text = source->text.ptr;
	size_t at = to;

	if (!mv_source_is_python(source) || text[to] == '#')
		return from;
	while (at > from && is_blank(text[at - 1]))
		at--;
	return at > from && (text[at - 1] == '"' || text[at - 1] == '\'') ? at : from;
}

static void read_directive(Suppressor *s, FileDirectives *file, size_t start, size_t at)
{
	const Source *source = file->source;
	Allowance common = { .line = mv_source_position(source, (uint32_t)start, COLUMN_BYTES).line };
	Span line = line_span(source, common.line);
	size_t block = source->text.ptr[start] == '/' ? block_end(source->text, start) : SIZE_MAX;
	size_t end = line.end - start > LONGEST_DIRECTIVE ? start + LONGEST_DIRECTIVE : line.end;
	Str word;

	if (block != SIZE_MAX && block - 2 < end)
		end = block - 2;
	common.span = next_name(source->text, &at, end);
	common.trailing = !all_blank(source->text, first_of_code(source, line.start, start), start);
	word = mv_source_slice(source, common.span);
	if (!mv_str_eq(word, STR("allow-file")) && !mv_str_eq(word, STR("allow"))) {
		if (!word.len)
			common.span = (Span){ (uint32_t)start, (uint32_t)end };
		report_unknown_word(s, source, common.span, mv_arena_strndup(s->arena, word.ptr, word.len));
		return;
	}
	if (mv_str_eq(word, STR("allow")))
		common.target = target_of(file, block, &common);
	read_names(s, file, at, end, common);
}

static int compare_entries(const void *left, const void *right)
{
	const Entry *a = left, *b = right;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return a->allowance->span.start < b->allowance->span.start ? -1 : a->allowance->span.start > b->allowance->span.start;
}

static void make_entries(Suppressor *s, FileDirectives *file)
{
	for (uint32_t i = 0; i < file->allowances.count; i++) {
		Allowance *allowance = file->allowances.items[i];

		for (size_t rule = 0; allowance->known && !allowance->expired && rule < s->rule_count; rule++) {
			if (names_rule(allowance->name, s->rules[rule]))
				*VEC_PUSH(s->arena, &file->entries) =
					(Entry){ .line = allowance->target, .rule = (uint32_t)rule, .allowance = allowance };
		}
	}
	if (file->entries.count > 1)
		qsort(file->entries.items, file->entries.count, sizeof *file->entries.items, compare_entries);
}

static void read_source(Suppressor *s, const Source *source)
{
	static const char marker[] = "migvet:";
	FileDirectives *file = NULL;
	PythonStrings strings = { 0 };
	size_t at = 0;

	if (!source || mv_map_get(&s->files, source->path))
		return;
	while ((at = mv_str_find(source->text, STR("migvet:"), at)) != SIZE_MAX) {
		size_t start = comment_start(source, at, &strings);

		at += sizeof marker - 1;
		if (start == SIZE_MAX)
			continue;
		if (!file) {
			file = MV_NEW(s->arena, FileDirectives);
			file->source = source;
			mv_source_index_lines(source, s->arena);
			mv_map_set(&s->files, source->path, file);
			*VEC_PUSH(s->arena, &s->order) = file;
		}
		read_directive(s, file, start, at);
	}
	if (file)
		make_entries(s, file);
}

/* ---- applying ---- */

static uint32_t line_of(const Source *source, uint32_t offset)
{
	return mv_source_position(source, offset, COLUMN_BYTES).line;
}

static uint32_t rule_number(const Suppressor *s, const Rule *rule)
{
	uint32_t number = 0;

	while (number < s->rule_count && s->rules[number] != rule)
		number++;
	return number;
}

/* The first entry for that line and rule, or NULL. */
static Entry *find_entry(const FileDirectives *file, uint32_t line, uint32_t rule)
{
	uint32_t low = 0, high = file->entries.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const Entry *entry = &file->entries.items[middle];

		if (entry->line < line || (entry->line == line && entry->rule < rule))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == file->entries.count || file->entries.items[low].line != line || file->entries.items[low].rule != rule)
		return NULL;
	return &file->entries.items[low];
}

typedef enum Which { ANY, LEADING, NOT_SPENT } Which;

static bool is_allowed(const FileDirectives *file, uint32_t line, uint32_t rule, Which which)
{
	Entry *entry = find_entry(file, line, rule), *end = file->entries.items + file->entries.count;

	for (; entry && entry < end && entry->line == line && entry->rule == rule; entry++) {
		if ((which == LEADING && entry->allowance->trailing) || (which == NOT_SPENT && entry->allowance->spent))
			continue;
		return entry->allowance->used = true;
	}
	return false;
}

static bool has_place(Span span)
{
	return span.end > span.start || span.start > 0;
}

/* By the directive that stands closest: the line's, the statement's, the file's. */
static bool allows(const FileDirectives *file, const Finding *finding, uint32_t rule)
{
	if (has_place(finding->span) && is_allowed(file, line_of(file->source, finding->span.start), rule, ANY))
		return true;
	if (has_place(finding->statement) &&
	    is_allowed(file, line_of(file->source, finding->statement.start), rule, LEADING))
		return true;
	if (has_place(finding->operation) &&
	    is_allowed(file, line_of(file->source, finding->operation.start), rule, LEADING))
		return true;
	return is_allowed(file, 0, rule, ANY);
}

static bool allows_ends(const FileDirectives *file, Span span, uint32_t rule)
{
	uint32_t last = span.end;

	if (!has_place(span))
		return false;
	return is_allowed(file, line_of(file->source, span.start), rule, NOT_SPENT) ||
	       is_allowed(file, line_of(file->source, last > span.start ? last - 1 : last), rule, NOT_SPENT);
}

/* What stands at the end of a statement's first or last line, and would otherwise be for nothing, is for the statement. */
static bool allows_statement(const FileDirectives *file, const Finding *finding, uint32_t rule)
{
	return allows_ends(file, finding->statement, rule) || allows_ends(file, finding->operation, rule);
}

static void mark_spent(FileDirectives *file)
{
	for (uint32_t i = 0; i < file->allowances.count; i++)
		file->allowances.items[i]->spent = file->allowances.items[i]->used;
}

static void apply(Suppressor *s, uint32_t from, bool (*test)(const FileDirectives *, const Finding *, uint32_t))
{
	for (uint32_t i = from; i < s->findings->count; i++) {
		Finding *finding = s->findings->items[i];
		const FileDirectives *file = finding->source && !finding->suppressed ?
						     mv_map_get(&s->files, finding->source->path) : NULL;

		if (file && file->entries.count)
			finding->suppressed = test(file, finding, rule_number(s, finding->rule));
	}
}

/* ---- what is of no use ---- */

/* A rule that did not run here could not have found anything. */
static bool ran(const Suppressor *s, const char *name, const char *path)
{
	for (size_t i = 0; i < s->rule_count; i++) {
		if (names_rule(name, s->rules[i]) && mv_config_severity(s->config, s->rules[i], path) != SEVERITY_OFF)
			return true;
	}
	return false;
}

/* These are found only now, by what is judged here. */
static bool is_about_suppressions(const char *name)
{
	return strcmp(name, "unused-suppression") == 0 || strcmp(name, "suppression-without-reason") == 0 ||
	       strcmp(name, "expired-suppression") == 0 || strcmp(name, "unknown-suppression") == 0 ||
	       strcmp(name, "stale-baseline") == 0 || strcmp(name, "tooling") == 0;
}

static void report_unused(Suppressor *s, const FileDirectives *file)
{
	for (uint32_t i = 0; !file->partly && i < file->allowances.count; i++) {
		const Allowance *allowance = file->allowances.items[i];
		Finding *finding;

		if (allowance->used || allowance->expired || !allowance->known || is_about_suppressions(allowance->name) ||
		    !ran(s, allowance->name, file->source->path))
			continue;
		finding = add_finding(s, "unused-suppression", file->source, allowance->span);
		if (!finding)
			return;
		finding->message = mv_arena_format(s->arena, "this allows '%s', which is not found %s", allowance->name,
						   allowance->target ? "here" : "in this file");
		finding->help = "remove it from the comment: later it would hide what is new";
		finding->subject = allowance->name;
	}
}

/* Of a file in Python: in SQL a statement that is not known stands alone, there a whole file may. */
static void note_unresolved(Suppressor *s, const Migration *migration)
{
	FileDirectives *file = migration->generated ? mv_map_get(&s->files, migration->source->path) : NULL;

	for (uint32_t i = 0; file && i < migration->statements.count; i++)
		file->partly = file->partly || migration->statements.items[i].resolution == UNRESOLVED;
}

void mv_suppress(const Project *project, const Config *config, Arena *arena, FindingVec *findings)
{
	Suppressor s = { .config = config, .arena = arena, .findings = findings };
	uint32_t judged;

	s.rules = mv_config_rules(config, arena, &s.rule_count);
	mv_map_init(&s.files, arena);
	mv_map_init(&s.help, arena);
	for (uint32_t i = 0; i < project->sets.count; i++) {
		const MigrationSet *set = project->sets.items[i];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			if (!migration->under_review || !mv_set_is_judged(set))
				continue;
			read_source(&s, migration->source);
			read_source(&s, migration->down_source);
			note_unresolved(&s, migration);
		}
	}
	if (s.order.count == 0)
		return;
	apply(&s, 0, allows);
	for (uint32_t i = 0; i < s.order.count; i++)
		mark_spent(s.order.items[i]);
	apply(&s, 0, allows_statement);
	judged = findings->count;
	for (uint32_t i = 0; i < s.order.count; i++)
		report_unused(&s, s.order.items[i]);
	apply(&s, judged, allows);
}
