/*
 * tree.h: a Python file as a tree of our own, made from tree-sitter's.
 *
 * The one door to tree-sitter: its trees are copied out and freed within
 * mv_py_parse. Nodes are what the evaluator looks at and nothing more:
 * punctuation, comments and the insides of strings without `{}` are left out.
 */
#ifndef MIGVET_PYTHON_TREE_H
#define MIGVET_PYTHON_TREE_H

#include "migvet/migration.h"

/* Named nodes of tree-sitter-python under their own names; PY_X(enum, name). */
#define PY_KINDS(PY_X)                                                                                              \
	PY_X(ERROR, "ERROR") PY_X(MODULE, "module") PY_X(IDENTIFIER, "identifier") PY_X(INTEGER, "integer")         \
	PY_X(FLOAT, "float") PY_X(TRUE, "true") PY_X(FALSE, "false") PY_X(NONE, "none")                             \
	PY_X(ELLIPSIS, "ellipsis") PY_X(STRING, "string") PY_X(CONCATENATED, "concatenated_string")                 \
	PY_X(INTERPOLATION, "interpolation") PY_X(FORMAT_SPECIFIER, "format_specifier")                             \
	PY_X(FORMAT_EXPRESSION, "format_expression") PY_X(CONVERSION, "type_conversion")                            \
	PY_X(LIST, "list") PY_X(TUPLE, "tuple") PY_X(SET, "set") PY_X(DICT, "dictionary") PY_X(PAIR, "pair")        \
	PY_X(LIST_COMP, "list_comprehension") PY_X(DICT_COMP, "dictionary_comprehension")                           \
	PY_X(SET_COMP, "set_comprehension") PY_X(GENERATOR, "generator_expression")                                 \
	PY_X(FOR_IN, "for_in_clause") PY_X(IF_CLAUSE, "if_clause") PY_X(PARENTHESIZED, "parenthesized_expression")  \
	PY_X(EXPRESSION_LIST, "expression_list") PY_X(PATTERN_LIST, "pattern_list")                                 \
	PY_X(TUPLE_PATTERN, "tuple_pattern") PY_X(LIST_PATTERN, "list_pattern")                                     \
	PY_X(STAR_PATTERN, "list_splat_pattern") PY_X(STARS_PATTERN, "dictionary_splat_pattern")                    \
	PY_X(STAR, "list_splat") PY_X(STARS, "dictionary_splat") PY_X(PARENTHESIZED_STAR, "parenthesized_list_splat") \
	PY_X(ATTRIBUTE, "attribute") PY_X(SUBSCRIPT, "subscript") PY_X(SLICE, "slice") PY_X(CALL, "call")           \
	PY_X(ARGUMENTS, "argument_list") PY_X(KEYWORD_ARGUMENT, "keyword_argument")                                 \
	PY_X(NOT, "not_operator") PY_X(BOOLEAN, "boolean_operator") PY_X(BINARY, "binary_operator")                 \
	PY_X(UNARY, "unary_operator") PY_X(COMPARISON, "comparison_operator")                                       \
	PY_X(CONDITIONAL, "conditional_expression") PY_X(NAMED, "named_expression") PY_X(LAMBDA, "lambda")          \
	PY_X(AWAIT, "await") PY_X(YIELD, "yield") PY_X(AS_PATTERN, "as_pattern") PY_X(AS_TARGET, "as_pattern_target") \
	PY_X(PARAMETERS, "parameters") PY_X(LAMBDA_PARAMETERS, "lambda_parameters")                                 \
	PY_X(DEFAULT_PARAMETER, "default_parameter") PY_X(TYPED_PARAMETER, "typed_parameter")                       \
	PY_X(TYPED_DEFAULT, "typed_default_parameter") PY_X(POSITIONAL_SEPARATOR, "positional_separator")           \
	PY_X(KEYWORD_SEPARATOR, "keyword_separator") PY_X(TYPE, "type") PY_X(BLOCK, "block")                        \
	PY_X(EXPRESSION_STATEMENT, "expression_statement") PY_X(ASSIGNMENT, "assignment")                           \
	PY_X(AUGMENTED, "augmented_assignment") PY_X(IMPORT, "import_statement")                                    \
	PY_X(IMPORT_FROM, "import_from_statement") PY_X(FUTURE_IMPORT, "future_import_statement")                   \
	PY_X(RELATIVE_IMPORT, "relative_import") PY_X(IMPORT_PREFIX, "import_prefix")                               \
	PY_X(ALIASED, "aliased_import") PY_X(WILDCARD, "wildcard_import") PY_X(DOTTED_NAME, "dotted_name")          \
	PY_X(PRINT, "print_statement") PY_X(EXEC, "exec_statement") PY_X(ASSERT, "assert_statement")                \
	PY_X(RETURN, "return_statement") PY_X(DELETE, "delete_statement") PY_X(RAISE, "raise_statement")            \
	PY_X(PASS, "pass_statement") PY_X(BREAK, "break_statement") PY_X(CONTINUE, "continue_statement")            \
	PY_X(GLOBAL, "global_statement") PY_X(NONLOCAL, "nonlocal_statement") PY_X(TYPE_ALIAS, "type_alias_statement") \
	PY_X(IF, "if_statement") PY_X(ELIF, "elif_clause") PY_X(ELSE, "else_clause") PY_X(FOR, "for_statement")     \
	PY_X(WHILE, "while_statement") PY_X(TRY, "try_statement") PY_X(EXCEPT, "except_clause")                     \
	PY_X(EXCEPT_GROUP, "except_group_clause") PY_X(FINALLY, "finally_clause") PY_X(WITH, "with_statement")      \
	PY_X(WITH_CLAUSE, "with_clause") PY_X(WITH_ITEM, "with_item") PY_X(MATCH, "match_statement")                \
	PY_X(CASE, "case_clause") PY_X(FUNCTION, "function_definition") PY_X(CLASS, "class_definition")             \
	PY_X(DECORATED, "decorated_definition") PY_X(DECORATOR, "decorator")

typedef enum PyKind {
	PY_OTHER, /* a named node of no kind that is looked at */
	PY_TOKEN, /* an operator or separator, where its parent's form depends on it: `op` */
	PY_DEEP,  /* nested so deeply that what is inside was left out */
#define PY_X(kind, name) PY_##kind,
	PY_KINDS(PY_X)
#undef PY_X
} PyKind;

/* tree-sitter-python's fields that tell children of the same kind apart. */
typedef enum PyField {
	PY_NO_FIELD, PY_ALIAS, PY_ALTERNATIVE, PY_ARGUMENT, PY_ARGUMENT_LIST, PY_ATTRIBUTE_NAME, PY_BODY, PY_CONDITION,
	PY_CONSEQUENCE, PY_DEFINITION, PY_KEY, PY_LEFT, PY_MODULE_NAME, PY_NAME, PY_OBJECT, PY_PARAMETER_LIST, PY_RIGHT,
	PY_CALLEE, PY_SUBSCRIPT_INDEX, PY_SUPERCLASSES, PY_TYPE_FIELD, PY_VALUE, PY_OTHER_FIELD
} PyField;

/* Operators and separators. */
#define PY_OPERATORS(PY_X)                                                                                        \
	PY_X(ADD, "+") PY_X(SUBTRACT, "-") PY_X(MULTIPLY, "*") PY_X(DIVIDE, "/") PY_X(FLOOR, "//") PY_X(MODULO, "%") \
	PY_X(POWER, "**") PY_X(MATRIX, "@") PY_X(BIT_OR, "|") PY_X(BIT_AND, "&") PY_X(BIT_XOR, "^")               \
	PY_X(SHIFT_LEFT, "<<") PY_X(SHIFT_RIGHT, ">>") PY_X(INVERT, "~") PY_X(AND, "and") PY_X(OR, "or")          \
	PY_X(LESS, "<") PY_X(LESS_EQUAL, "<=") PY_X(EQUAL, "==") PY_X(NOT_EQUAL, "!=") PY_X(GREATER, ">")         \
	PY_X(GREATER_EQUAL, ">=") PY_X(OLD_NOT_EQUAL, "<>") PY_X(IN, "in") PY_X(NOT_IN, "not in") PY_X(IS, "is")  \
	PY_X(IS_NOT, "is not") PY_X(COLON, ":") PY_X(COMMA, ",") PY_X(FROM, "from") PY_X(ASYNC, "async")

typedef enum PyOperator {
	PY_OP_NONE,
#define PY_X(kind, name) PY_OP_##kind,
	PY_OPERATORS(PY_X)
#undef PY_X
} PyOperator;

typedef struct PyNode {
	Span span;
	uint8_t kind, field, op; /* PyKind, PyField, PyOperator (of operators and tokens; augmented: without '=') */
	bool formatted;          /* of a string: f"" with its interpolations as children */
	const struct PyNode *child, *next;
} PyNode;

typedef struct PyFile {
	const Source *source;
	const PyNode *root; /* PY_MODULE; never NULL */
	bool broken;        /* syntax errors: parts are missing */
} PyFile;

/*
 * Parses any text. Never fails: what is no Python stands as PY_ERROR nodes, and
 * the first such place and each leftover of Python 2 become `problems`
 * (at most a few; `problems` may be NULL).
 */
typedef VEC(Problem) ProblemVec;
PyFile *mv_py_parse(const Source *source, ProblemVec *problems, Arena *arena);

const PyNode *mv_node_field(const PyNode *node, PyField field); /* first child with it, or NULL */
const PyNode *mv_node_kind(const PyNode *node, PyKind kind);    /* first child of the kind, or NULL */
const char *mv_operator_name(PyOperator op);

#endif
