/*
 * lower.h: inside of the PostgreSQL front end. The only folder that includes
 * libpg_query's headers; its parse trees are copied into Changes and freed in
 * the function that made them.
 */
#ifndef MIGVET_POSTGRES_LOWER_H
#define MIGVET_POSTGRES_LOWER_H

#include "migvet/frontend.h"

#include "pg_query.h"
#include "pg_query_internal.h"

#include "nodes/parsenodes.h"

/* behind the headers that use what it bans; they also redefine two of the names */
#undef sprintf
#undef vsprintf
#include "migvet/banned.h"

/*
 * The text that is being parsed and where it stands in the file. Usually a
 * section of the file; for DO blocks and EXECUTE'd literals the text inside
 * the quotes.
 */
typedef struct ParsedText {
	const char *text; /* NUL-terminated, prepared (placeholders masked, same length) */
	size_t length;
	uint32_t base;    /* where text[0] stands in the source */
	bool exact;       /* every byte stands at base + its index; else spans fall back to `whole` */
	Span whole;
	bool has_placeholders;
} ParsedText;

typedef struct Lower {
	Arena *arena, *scratch;
	Migration *migration;
	const Source *source;
	const ParsedText *parsed;
	Statement *statement; /* that receives the changes */
	/* What encloses the present text: DO blocks set these. */
	const Guard *guard;
	uint8_t swallowed;
	bool loop;
	const char *hole;      /* made text of which a part is not known (MV_SQL_HOLE): why; or NULL */
	const Map *variables; /* of plpgsql, by name: a column of such a name is no column; or NULL */
	bool down;
	unsigned depth;       /* of nesting; refused over MV_MAX_DEPTH */
	unsigned expression_depth; /* of the expression being copied */
	uint32_t tests;        /* conditions of this statement numbered so far: Guard.test */
	/* Kept by read.c, lower.c and names.c: */
	uint32_t section;      /* number of the section being read */
	uint32_t syntax_errors;
	uint32_t holes;        /* names that are not known met so far, MV_SQL_HOLE: each is another */
	uint32_t holes_before; /* this statement */
	uint32_t first_change; /* of the statement being lowered, in statement->changes */
	bool truncated;        /* a name was too long, read before its change was made */
	const char *new_schema; /* CREATE SCHEMA s CREATE TABLE t: where unqualified new objects go */
} Lower;

#define MV_MAX_DEPTH 64

/* How a name begins that stood as MV_SQL_HOLE in made SQL. */
#define MV_HOLE_NAME "?"

/*
 * A prepared placeholder is an identifier that holds this byte (the scanner
 * takes every byte over 0x7f as a letter, and UTF-8 never has it), at any
 * place: "app_${env}_users" stays one identifier.
 */
#define MV_PLACEHOLDER_BYTE '\xff'

/* ---- spans.c: places ---- */
/* A parser location (byte index into parsed->text, -1: unknown) to a source offset. */
uint32_t mv_pg_offset(const Lower *lower, int location);
/* The span of the one token at a location; {statement span} when unknown. */
Span mv_pg_token_span(const Lower *lower, int location);
/* [start, end) of parsed->text as a source span, without surrounding blanks and comments. */
Span mv_pg_text_span(const Lower *lower, size_t start, size_t end);

/* A light tokenizer for spans; understands strings, dollar quotes, quoted identifiers, comments. */
typedef enum TokenKind { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_STRING, TOKEN_NUMBER, TOKEN_SYMBOL } TokenKind;
typedef struct Token {
	TokenKind kind;
	size_t start, end; /* into the text */
} Token;
Token mv_pg_next_token(const char *text, size_t length, size_t from);
/* Behind the blanks and comments at `at`; `*unclosed` is where a comment starts that does not end, or SIZE_MAX. */
size_t mv_pg_skip_blank(const char *text, size_t length, size_t at, size_t *unclosed);
/* Is it the unquoted word (lower case)? */
bool mv_pg_token_is(const char *text, Token token, const char *word);
/* Does the token, read as an identifier (folded, unquoted, truncated), give `name`? */
bool mv_pg_token_names(const char *text, Token token, const char *name);
/* A word folded, or a quoted identifier without its quotes; in lower->arena. */
const char *mv_pg_unquote(const Lower *lower, const char *text, Token token);

/*
 * Walks over the tokens of a stretch of the present text, to find places that
 * the raw tree does not hold. Where the text is not exact it is empty, and all
 * that is asked of it is unknown.
 */
typedef struct Cursor {
	const char *text;
	size_t end;
	Token token; /* the present one; TOKEN_END behind the last */
	size_t behind; /* the end of the one before */
} Cursor;
Cursor mv_pg_cursor(const Lower *lower, Span span);
void mv_pg_advance(Cursor *cursor);
/* If the present token is that word (or one-character symbol): steps over it. */
bool mv_pg_accept(Cursor *cursor, const char *word);
/* Steps to behind the next such word at this level of parentheses; false: not found, at the end then. */
bool mv_pg_skip_to(Cursor *cursor, const char *word);
/* Steps over one token, or from an opening parenthesis or bracket to behind its partner. */
void mv_pg_skip_group(Cursor *cursor);
/* From `start` to the end of the token before the present one. */
Span mv_pg_span_from(const Lower *lower, int start, const Cursor *cursor);
/* Location of the present token, -1 at the end. */
int mv_pg_here(const Cursor *cursor);
/* The span of name[.name...] at a location. */
Span mv_pg_name_span(const Lower *lower, int location);

/* ---- names.c: names and types ---- */
QName mv_pg_range_var(Lower *lower, const RangeVar *var);
QName mv_pg_name_list(Lower *lower, const List *names, int location); /* List of String: [schema,] name */
Ident mv_pg_ident(Lower *lower, const char *name, int location);
bool mv_pg_is_placeholder(const Lower *lower, const char *name);
/* The names (String nodes) of a list, each found in the text from `cursor` on, which moves along. */
IdentVec mv_pg_idents(Lower *lower, const List *names, Cursor *cursor);
/* Where `name` is written in `span`, behind the leading key words; -1: not found. */
int mv_pg_find_name(const Lower *lower, Span span, const char *name);
/* A copy in lower->arena; NULL gives NULL. */
const char *mv_pg_copy(const Lower *lower, const char *text);
const char *mv_pg_role(Lower *lower, const RoleSpec *role); /* "public", "current_user", ... */
/* Value of a DefElem's argument as text; NULL: none. */
const char *mv_pg_def_text(const Lower *lower, const Node *arg);
Type *mv_pg_type(Lower *lower, const TypeName *name);
OptionVec mv_pg_options(Lower *lower, const List *def_elems);

/* ---- expressions.c, query.c, output_names.c ---- */
Expression *mv_pg_expression(Lower *lower, const Node *node); /* NULL for NULL */
QueryInfo *mv_pg_query(Lower *lower, const Node *select);
/* What an output is called, as FigureColname: its alias, the name of a column or function, or "?column?". */
const char *mv_pg_output_name(const ResTarget *target);

/* ---- code.c: the same, of what the server stores: with its code ---- */
Expression *mv_pg_stored(Lower *lower, const Node *node);
QueryInfo *mv_pg_stored_query(Lower *lower, const Node *select);
/* The statement as the parser library writes it, in one form however it was written; NULL when it cannot. */
const char *mv_pg_statement_text(Lower *lower, const Node *statement);

/* ---- read.c ---- */
/* Parses `text` and lowers all its statements into lower->statement; false (and nothing done): it does not parse. */
bool mv_pg_lower_text(Lower *lower, const ParsedText *text);

/* ---- lower.c: one statement ---- */
/* Appends the changes of `node` (a RawStmt's stmt) that stands at `span` to lower->statement. */
void mv_pg_lower(Lower *lower, const Node *node, Span span);
/* A new change of lower->statement with span = subject = `span`, guard etc. from `lower`. Set its payload at once. */
Change *mv_pg_change(Lower *lower, ChangeKind kind, Span span);
void mv_pg_opaque(Lower *lower, Span span, bool may_change_schema, const char *reason);
void mv_pg_problem(Lower *lower, const char *rule, Span span, const char *sqlstate, const char *message, const char *help);

/* ---- ddl_*.c ---- */
void mv_pg_lower_create_table(Lower *lower, const CreateStmt *stmt, Span span, bool foreign, const char *server);
void mv_pg_lower_alter_table(Lower *lower, const AlterTableStmt *stmt, Span span);

/* ---- dml.c ---- */
/* INSERT, UPDATE, DELETE, MERGE, SELECT, COPY, CALL; false: not one of these. */
bool mv_pg_lower_dml(Lower *lower, const Node *node, Span span);

/* ---- do_block.c: DO and what is static in its plpgsql ---- */
void mv_pg_lower_do(Lower *lower, const DoStmt *stmt, Span span);

/* ---- calls.c: calls of functions that this migration made ---- */
/* A call of a plpgsql function whose body holds DDL is followed by an OPAQUE change. */
void mv_pg_mark_calls(Migration *migration, Arena *arena, Arena *scratch);

/* ---- prepare.c: from file text to parser text ---- */
/*
 * Copies `text` into `scratch` memory of the same length in which everything
 * that is not SQL is blanked out (psql meta-commands, COPY data, \restrict,
 * template directives on their own) and every placeholder outside of strings
 * (${x}, {{ x }}, :var, :'var', :"var", %(x)s, <% x %>) is replaced by an
 * identifier of the same length, starting with a byte sequence that
 * mv_pg_is_placeholder knows.
 */
void mv_pg_prepare(const Source *source, Span span, Arena *scratch, ParsedText *parsed);

#endif
