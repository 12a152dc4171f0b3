/*
 * names.c: names, roles and option lists. The parser has folded and truncated
 * every name already; the text tells whether it was truncated.
 */
#include "lower.h"

#include <string.h>

#include "nodes/value.h"

const char *mv_pg_copy(const Lower *lower, const char *text)
{
	return mv_arena_strdup(lower->arena, text);
}

bool mv_pg_is_placeholder(const Lower *lower, const char *name)
{
	return lower->parsed->has_placeholders && name &&
	       (strchr(name, MV_PLACEHOLDER_BYTE) != NULL || strstr(name, MV_SQL_HOLE) != NULL);
}

/* What people wrote where the parser saw a placeholder: "${schema}". */
static const char *placeholder_text(const Lower *lower, int location, const char *name)
{
	if (lower->parsed->exact && location >= 0) {
		Str text = mv_str_trim(mv_source_slice(lower->source, mv_pg_token_span(lower, location)));

		if (text.len > 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"')
			text = mv_str_slice(text, 1, text.len - 1);
		if (text.len > 0)
			return mv_arena_strndup(lower->arena, text.ptr, text.len);
	}
	(void)name;
	return "?";
}

static void mark_partly(Lower *lower)
{
	if (lower->statement && lower->statement->resolution == RESOLVED) {
		lower->statement->resolution = RESOLVED_PARTLY;
		lower->statement->reason = "a name holds a placeholder";
	}
}

/* A name of 60 bytes and more may be what is left of a longer one. */
static void check_truncated(Lower *lower, const char *name, int location)
{
	const ParsedText *parsed = lower->parsed;
	Statement *statement = lower->statement;
	Token token;
	size_t length;

	if (!name || location < 0 || !parsed->exact || strlen(name) < NAMEDATALEN - 4 ||
	    (size_t)location >= parsed->length)
		return;
	token = mv_pg_next_token(parsed->text, parsed->length, (size_t)location);
	length = token.end - token.start;
	if (token.kind == TOKEN_QUOTED) {
		size_t i;

		for (i = token.start + 1; i + 2 < token.end; i++)
			if (parsed->text[i] == '"' && parsed->text[i + 1] == '"') {
				length--;
				i++;
			}
		length -= 2;
	}
	if (length < NAMEDATALEN)
		return;
	if (statement && statement->changes.count > lower->first_change)
		statement->changes.items[statement->changes.count - 1].truncated = true;
	else
		lower->truncated = true;
}

/* What is not known is never known to be the same: each hole is a name of its own. */
static const char *hole_name(Lower *lower)
{
	return mv_arena_format(lower->arena, MV_HOLE_NAME "%s.%u.%u", lower->migration->version, lower->section, ++lower->holes);
}

static const char *one_name(Lower *lower, const char *name, int location)
{
	if (mv_pg_is_placeholder(lower, name)) {
		mark_partly(lower);
		if (strstr(name, MV_SQL_HOLE))
			return hole_name(lower);
		return placeholder_text(lower, location, name);
	}
	check_truncated(lower, name, location);
	return mv_pg_copy(lower, name);
}

/* The location of the part after `location`'s dot, or -1. */
static int next_part(const Lower *lower, int location)
{
	const ParsedText *parsed = lower->parsed;
	Token token;

	if (location < 0 || !parsed->exact || (size_t)location >= parsed->length)
		return -1;
	token = mv_pg_next_token(parsed->text, parsed->length, (size_t)location);
	token = mv_pg_next_token(parsed->text, parsed->length, token.end);
	if (token.kind != TOKEN_SYMBOL || parsed->text[token.start] != '.')
		return -1;
	token = mv_pg_next_token(parsed->text, parsed->length, token.end);
	return token.kind == TOKEN_WORD || token.kind == TOKEN_QUOTED ? (int)token.start : -1;
}

/* "{{ .Schema }}", {{.Schema}}: the same, however it is quoted and spaced. */
static const char *symbol_of(const Lower *lower, const char *text)
{
	char *symbol = mv_arena_strdup(lower->arena, text), *to = symbol;

	for (const char *from = symbol; *from; from++) {
		if (*from != '"' && *from != ' ')
			*to++ = *from;
	}
	*to = '\0';
	return symbol;
}

static QName qualified(Lower *lower, const char *catalog, const char *schema, const char *name, int location)
{
	QName q = { .span = mv_pg_name_span(lower, location) };
	int at = location;

	/* ${schema}.users: one schema of unknown name, the same wherever the file says so; but format('%I.users') may be any */
	q.unknown = mv_pg_is_placeholder(lower, name) || (mv_pg_is_placeholder(lower, schema) && !lower->parsed->exact);
	if (catalog)
		at = next_part(lower, at);
	if (schema) {
		q.symbolic = mv_pg_is_placeholder(lower, schema);
		q.schema = q.symbolic ? symbol_of(lower, one_name(lower, schema, at)) : one_name(lower, schema, at);
		at = next_part(lower, at);
	}
	q.name = one_name(lower, name, at);
	return q;
}

QName mv_pg_range_var(Lower *lower, const RangeVar *var)
{
	if (!var)
		return (QName){ 0 };
	return qualified(lower, var->catalogname, var->schemaname, var->relname, var->location);
}

/* A list's last String nodes; other nodes (A_Star, TypeName) end the name. */
static const char *name_at(const List *names, int index)
{
	const Node *node = list_nth(names, index);

	return node && IsA(node, String) ? strVal(node) : NULL;
}

QName mv_pg_name_list(Lower *lower, const List *names, int location)
{
	int count = list_length(names);

	if (count == 0)
		return (QName){ 0 };
	return qualified(lower, count > 2 ? name_at(names, count - 3) : NULL,
			 count > 1 ? name_at(names, count - 2) : NULL, name_at(names, count - 1), location);
}

Ident mv_pg_ident(Lower *lower, const char *name, int location)
{
	Ident ident = { 0 };

	if (!name)
		return ident;
	ident.text = one_name(lower, name, location);
	ident.span = mv_pg_token_span(lower, location);
	return ident;
}

IdentVec mv_pg_idents(Lower *lower, const List *names, Cursor *cursor)
{
	IdentVec idents = { 0 };
	const ListCell *cell;

	foreach(cell, names) {
		const Node *node = lfirst(cell);
		const char *name = node && IsA(node, String) ? strVal(node) : NULL;
		int location = -1;

		if (!name)
			continue;
		while (cursor && cursor->token.kind != TOKEN_END) {
			bool found = mv_pg_token_names(cursor->text, cursor->token, name);

			if (found)
				location = (int)cursor->token.start;
			mv_pg_advance(cursor);
			if (found)
				break;
		}
		*VEC_PUSH(lower->arena, &idents) = mv_pg_ident(lower, name, location);
	}
	return idents;
}

/* Words between a statement's verb and the name of its object. */
static const char *const lead_words[] = {
	"access", "aggregate", "cast", "class", "collation", "column", "concurrently", "configuration", "constraint",
	"conversion", "data", "database", "default", "dictionary", "domain", "event", "exists", "extension", "family",
	"foreign", "function", "if", "index", "is", "language", "large", "mapping", "materialized", "method", "not",
	"object", "on", "only", "operator", "or", "parser", "policy", "procedural", "procedure", "publication",
	"recursive", "replace", "role", "routine", "rule", "schema", "search", "sequence", "server", "statistics",
	"subscription", "table", "tablespace", "temp", "temporary", "template", "text", "transform", "trigger",
	"trusted", "type", "unlogged", "user", "view", "wrapper", "group", "unique", "to", "add", "all",
};

static bool is_lead_word(const char *text, Token token)
{
	size_t i;

	if (token.kind != TOKEN_WORD)
		return false;
	for (i = 0; i < sizeof lead_words / sizeof *lead_words; i++)
		if (mv_pg_token_is(text, token, lead_words[i]))
			return true;
	return false;
}

int mv_pg_find_name(const Lower *lower, Span span, const char *name)
{
	Cursor cursor = mv_pg_cursor(lower, span), first;

	if (!name)
		return -1;
	mv_pg_advance(&cursor); /* the verb */
	first = cursor;
	while (cursor.token.kind != TOKEN_END && is_lead_word(cursor.text, cursor.token))
		mv_pg_advance(&cursor);
	if (cursor.token.kind != TOKEN_END && mv_pg_token_names(cursor.text, cursor.token, name))
		return mv_pg_here(&cursor);
	/* An object that is named like one of these words, or a clause in between. */
	for (cursor = first; cursor.token.kind != TOKEN_END; mv_pg_advance(&cursor))
		if (mv_pg_token_names(cursor.text, cursor.token, name) &&
		    (cursor.token.start != first.token.start || !is_lead_word(cursor.text, cursor.token)))
			return mv_pg_here(&cursor);
	return -1;
}

const char *mv_pg_role(Lower *lower, const RoleSpec *role)
{
	if (!role)
		return NULL;
	switch (role->roletype) {
	case ROLESPEC_CSTRING:
		return one_name(lower, role->rolename, role->location);
	case ROLESPEC_CURRENT_ROLE:
		return "current_role";
	case ROLESPEC_CURRENT_USER:
		return "current_user";
	case ROLESPEC_SESSION_USER:
		return "session_user";
	case ROLESPEC_PUBLIC:
		return "public";
	}
	return NULL;
}

/* ---- options ---- */

static const char *join_names(const Lower *lower, const List *names)
{
	const char *text = NULL;
	const ListCell *cell;

	foreach(cell, names) {
		const Node *node = lfirst(cell);
		const char *part = mv_pg_def_text(lower, node);

		if (part)
			text = text ? mv_arena_format(lower->arena, "%s.%s", text, part) : part;
	}
	return text;
}

const char *mv_pg_def_text(const Lower *lower, const Node *arg)
{
	if (!arg)
		return NULL;
	switch ((int)nodeTag(arg)) {
	case T_String:
		if (mv_pg_is_placeholder(lower, strVal(arg)))
			return "?";
		return mv_pg_copy(lower, strVal(arg));
	case T_Integer:
		return mv_arena_format(lower->arena, "%d", intVal(arg));
	case T_Float:
		return mv_pg_copy(lower, castNode(Float, arg)->fval);
	case T_Boolean:
		return boolVal(arg) ? "true" : "false";
	case T_BitString:
		return mv_pg_copy(lower, castNode(BitString, arg)->bsval);
	case T_A_Const: {
		const A_Const *constant = (const A_Const *)arg;

		return constant->isnull ? NULL : mv_pg_def_text(lower, &constant->val.node);
	}
	case T_TypeName: {
		const TypeName *type = (const TypeName *)arg;
		const List *names = type->names;

		/* A word that the grammar took for a built-in type. */
		if (list_length(names) == 2 && IsA(linitial(names), String) &&
		    strcmp(strVal(linitial(names)), "pg_catalog") == 0)
			return mv_pg_def_text(lower, lsecond(names));
		return join_names(lower, names);
	}
	case T_TypeCast:
		return mv_pg_def_text(lower, ((const TypeCast *)arg)->arg);
	case T_List:
		return join_names(lower, (const List *)arg);
	case T_RoleSpec:
		return ((const RoleSpec *)arg)->rolename ? mv_pg_copy(lower, ((const RoleSpec *)arg)->rolename) : NULL;
	case T_A_Star:
		return "*";
	default:
		return NULL;
	}
}

OptionVec mv_pg_options(Lower *lower, const List *def_elems)
{
	OptionVec options = { 0 };
	const ListCell *cell;

	foreach(cell, def_elems) {
		const DefElem *elem = lfirst(cell);
		Option *option;

		if (!elem || !IsA(elem, DefElem))
			continue;
		option = VEC_PUSH(lower->arena, &options);
		option->name = mv_pg_copy(lower, elem->defname);
		option->prefix = mv_pg_copy(lower, elem->defnamespace);
		option->value = mv_pg_def_text(lower, elem->arg);
	}
	return options;
}
