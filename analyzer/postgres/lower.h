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
	bool down;
	unsigned depth;       /* of nesting; refused over MV_MAX_DEPTH */
} Lower;

#define MV_MAX_DEPTH 64

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

/* ---- names.c: names and types ---- */
QName mv_pg_range_var(Lower *lower, const RangeVar *var);
QName mv_pg_name_list(Lower *lower, const List *names, int location); /* List of String: [schema,] name */
Ident mv_pg_ident(Lower *lower, const char *name, int location);
bool mv_pg_is_placeholder(const Lower *lower, const char *name);
Type *mv_pg_type(Lower *lower, const TypeName *name);
OptionVec mv_pg_options(Lower *lower, const List *def_elems);

/* ---- expressions.c, query.c ---- */
Expression *mv_pg_expression(Lower *lower, const Node *node); /* NULL for NULL */
QueryInfo *mv_pg_query(Lower *lower, const Node *select);

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
