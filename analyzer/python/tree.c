/* tree.c: tree-sitter's tree of a Python file, copied to nodes of our own. */
#include "tree.h"

#include "migvet/frontend.h"

#include "tree_memory.h"

#include <pthread.h>

/*
 * The tree is read where it stands: tree-sitter's own cursor keeps rows, columns and its way back for each node, and
 * costs a sixth of the parse.
 */
#include <src/language.h>
#include <src/tree.h>

const TSLanguage *tree_sitter_python(void);

/* Deeper nodes are left out; the evaluator gives up long before. */
enum { MOST_DEPTH = 2000, MOST_PROBLEMS = 5 };

/* ---- tree-sitter's numbers to ours, looked up once by name ---- */

enum { MOST_SYMBOLS = 512, MOST_FIELDS = 64, SKIPPED = 255 };

static struct {
	uint8_t kind[MOST_SYMBOLS], op[MOST_SYMBOLS];
	uint8_t field[MOST_FIELDS];
	TSSymbol symbol_count;
} tables;

typedef struct Name {
	const char *name;
	uint8_t number;
} Name;

static const Name kind_names[] = {
#define PY_X(kind, text) { text, PY_##kind },
	PY_KINDS(PY_X)
#undef PY_X
	{ "comment", SKIPPED }, { "line_continuation", SKIPPED }, { "string_start", SKIPPED }, { "string_content", SKIPPED },
	{ "string_end", SKIPPED }, { "escape_interpolation", SKIPPED }, { "type_parameter", SKIPPED },
};
static const Name operator_names[] = {
#define PY_X(kind, text) { text, PY_OP_##kind },
	PY_OPERATORS(PY_X)
#undef PY_X
	{ "+=", PY_OP_ADD }, { "-=", PY_OP_SUBTRACT }, { "*=", PY_OP_MULTIPLY }, { "/=", PY_OP_DIVIDE },
	{ "@=", PY_OP_MATRIX }, { "//=", PY_OP_FLOOR }, { "%=", PY_OP_MODULO }, { "**=", PY_OP_POWER },
	{ ">>=", PY_OP_SHIFT_RIGHT }, { "<<=", PY_OP_SHIFT_LEFT }, { "&=", PY_OP_BIT_AND }, { "^=", PY_OP_BIT_XOR },
	{ "|=", PY_OP_BIT_OR }, { "not", PY_OP_NONE },
};
static const Name field_names[] = {
	{ "alias", PY_ALIAS }, { "alternative", PY_ALTERNATIVE }, { "argument", PY_ARGUMENT },
	{ "arguments", PY_ARGUMENT_LIST }, { "attribute", PY_ATTRIBUTE_NAME }, { "body", PY_BODY },
	{ "condition", PY_CONDITION }, { "consequence", PY_CONSEQUENCE }, { "definition", PY_DEFINITION },
	{ "key", PY_KEY }, { "left", PY_LEFT }, { "module_name", PY_MODULE_NAME }, { "name", PY_NAME },
	{ "object", PY_OBJECT }, { "parameters", PY_PARAMETER_LIST }, { "right", PY_RIGHT }, { "function", PY_CALLEE },
	{ "subscript", PY_SUBSCRIPT_INDEX }, { "superclasses", PY_SUPERCLASSES }, { "type", PY_TYPE_FIELD },
	{ "value", PY_VALUE },
};

static uint8_t number_of(const Name *names, size_t count, const char *name, uint8_t otherwise)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].number;
	return otherwise;
}

static void fill_tables(void)
{
	const TSLanguage *language = tree_sitter_python();
	uint32_t symbols = ts_language_symbol_count(language), fields = ts_language_field_count(language);

	for (uint32_t s = 0; s < symbols && s < MOST_SYMBOLS; s++) {
		TSSymbol shown = ts_language_public_symbol(language, (TSSymbol)s);
		const char *name = ts_language_symbol_name(language, shown);

		if (ts_language_symbol_type(language, shown) == TSSymbolTypeRegular)
			tables.kind[s] = number_of(kind_names, sizeof kind_names / sizeof *kind_names, name, PY_OTHER);
		else
			tables.kind[s] = PY_TOKEN;
		tables.op[s] = number_of(operator_names, sizeof operator_names / sizeof *operator_names, name, PY_OP_NONE);
	}
	for (uint32_t f = 1; f <= fields && f < MOST_FIELDS; f++)
		tables.field[f] = number_of(field_names, sizeof field_names / sizeof *field_names,
					    ts_language_field_name_for_id(language, (TSFieldId)f), PY_OTHER_FIELD);
	tables.symbol_count = (TSSymbol)(symbols < MOST_SYMBOLS ? symbols : MOST_SYMBOLS);
	mv_tree_memory_install();
}

static uint8_t kind_of(TSSymbol symbol)
{
	return symbol < tables.symbol_count ? tables.kind[symbol] : PY_ERROR;
}

static bool is_left_out(TSSymbol symbol)
{
	uint8_t kind = kind_of(symbol);

	return kind == SKIPPED || (kind == PY_TOKEN && tables.op[symbol] == PY_OP_NONE);
}

/* ---- copying ---- */

/* Where the children of an open node are hung. Stacks, since trees are walked without recursion. */
typedef struct Open {
	PyNode *node;
	const PyNode **last;
} Open;

/*
 * A node of tree-sitter's whose children are being read. One that is not visible has none of its own: its children
 * are those of the open node around it, in the field in which it stands there.
 */
typedef struct Level {
	Subtree from;
	uint32_t next, structural; /* child to read; and without the extras, which productions do not know */
	uint32_t end;              /* byte at which the last one ended */
	TSFieldId field;
	bool opened; /* a node of ours */
} Level;

typedef struct Copy {
	const Source *source;
	Arena *arena;
	ProblemVec *problems;
	bool broken, told_error;
	Array(Open) open;
	Array(Level) levels;
} Copy;

static void problem(Copy *copy, Span span, const char *message, const char *help)
{
	copy->broken = true;
	if (!copy->problems || copy->problems->count >= MOST_PROBLEMS)
		return;
	*VEC_PUSH(copy->arena, copy->problems) =
		(Problem){ .rule = "syntax-error", .message = message, .help = help, .source = copy->source, .span = span };
}

static void no_python(Copy *copy, Span span)
{
	Str text = mv_str_trim(mv_source_slice(copy->source, span)), line = { 0 };

	copy->broken = true;
	if (copy->told_error)
		return;
	copy->told_error = true;
	mv_str_next_line(&text, &line);
	if (line.len > 60)
		line.len = 60;
	while (line.len && ((unsigned char)line.ptr[line.len] & 0xC0) == 0x80)
		line.len--;
	if (span.end > span.start + 60)
		span.end = span.start + 60;
	problem(copy, span,
		line.len ? mv_arena_format(copy->arena, "Python cannot parse this file: invalid syntax at '%.*s'", STR_ARG(line))
			 : "Python cannot parse this file: invalid syntax",
		"what stands here was not read; the rest of the file was");
}

static void python2(Copy *copy, Span span, const char *what)
{
	problem(copy, span, mv_arena_format(copy->arena, "Python 3 cannot parse this file: %s is Python 2", what),
		"rewrite it for Python 3");
}

/* The letters before the quotes; f or t among them: there may be interpolations inside. */
static bool string_prefix(Copy *copy, Span span)
{
	Str text = mv_source_slice(copy->source, span);
	bool formatted = false, u = false, r = false;
	size_t at = 0;

	for (; at < text.len && text.ptr[at] != '"' && text.ptr[at] != '\'' && text.ptr[at] != '`'; at++) {
		char letter = (char)(text.ptr[at] | 0x20);

		formatted |= letter == 'f';
		u |= letter == 'u';
		r |= letter == 'r';
	}
	if (u && r)
		python2(copy, span, "a string with the prefix ur");
	if (at < text.len && text.ptr[at] == '`')
		python2(copy, span, "an expression in backticks");
	return formatted;
}

static void check_integer(Copy *copy, Span span)
{
	Str text = mv_source_slice(copy->source, span);

	if (text.len > 1 && (text.ptr[text.len - 1] | 0x20) == 'l')
		python2(copy, span, "a number that ends in L");
	else if (text.len > 1 && text.ptr[0] == '0' && text.ptr[1] >= '1' && text.ptr[1] <= '9')
		python2(copy, span, "an octal number without 0o");
}

/* Are this kind's operators or separators needed? */
static bool keeps_tokens(PyKind parent)
{
	return parent == PY_COMPARISON || parent == PY_SLICE || parent == PY_EXCEPT || parent == PY_YIELD ||
	       parent == PY_RELATIVE_IMPORT || parent == PY_SUBSCRIPT || parent == PY_RAISE;
}

static bool has_operator(PyKind kind)
{
	return kind == PY_BINARY || kind == PY_UNARY || kind == PY_BOOLEAN || kind == PY_AUGMENTED;
}

/* Only these kinds have children that their fields tell apart; asking tree-sitter for the field costs. */
static bool needs_fields(uint8_t kind)
{
	switch (kind) {
	case PY_ALIASED: case PY_IF: case PY_ELIF: case PY_ELSE: case PY_ATTRIBUTE: case PY_FUNCTION: case PY_CLASS:
	case PY_CALL: case PY_LAMBDA: case PY_FOR: case PY_WHILE: case PY_FOR_IN: case PY_ASSIGNMENT: case PY_AUGMENTED:
	case PY_PAIR: case PY_KEYWORD_ARGUMENT: case PY_DEFAULT_PARAMETER: case PY_TYPED_DEFAULT: case PY_TYPED_PARAMETER:
	case PY_IMPORT_FROM: case PY_IMPORT: case PY_FUTURE_IMPORT: case PY_SUBSCRIPT: case PY_NAMED: case PY_AS_PATTERN:
	case PY_WITH: case PY_WITH_ITEM: case PY_DECORATED: case PY_TRY: case PY_BINARY: case PY_BOOLEAN: case PY_UNARY:
	case PY_LIST_COMP: case PY_DICT_COMP: case PY_SET_COMP: case PY_GENERATOR:
		return true;
	default:
		return false;
	}
}

static void check_leftovers(Copy *copy, const PyNode *parent, const PyNode *node)
{
	switch (node->kind) {
	case PY_PRINT:
		python2(copy, node->span, "the print statement");
		break;
	case PY_EXEC:
		python2(copy, node->span, "the exec statement");
		break;
	case PY_INTEGER:
		check_integer(copy, node->span);
		break;
	case PY_TOKEN:
		if (node->op == PY_OP_OLD_NOT_EQUAL)
			python2(copy, node->span, "the operator <>");
		else if (parent->kind == PY_EXCEPT && node->op == PY_OP_COMMA)
			python2(copy, parent->span.end > node->span.end
					      ? (Span){ parent->span.start, node->span.end } : node->span,
				"'except X, name'");
		break;
	default:
		break;
	}
}

/* Of a length only the bytes: tree-sitter's own give rows and columns with them. */
static uint32_t padding_of(Subtree tree)
{
	return tree.data.is_inline ? tree.data.padding_bytes : tree.ptr->padding.bytes;
}

static uint32_t size_of(Subtree tree)
{
	return tree.data.is_inline ? tree.data.size_bytes : tree.ptr->size.bytes;
}

static TSFieldId field_of(const Level *level, Subtree child, uint32_t structural, const TSLanguage *language)
{
	const TSFieldMapEntry *map, *end;

	if (ts_subtree_extra(child))
		return 0;
	ts_language_field_map(language, level->from.ptr->production_id, &map, &end);
	for (; map < end; map++)
		if (!map->inherited && map->child_index == structural)
			return map->field_id;
	return level->field;
}

static void open_level(Copy *copy, Subtree from, uint32_t start, TSFieldId field, bool opened)
{
	array_push(&copy->levels, ((Level){ .from = from, .end = start, .field = field, .opened = opened }));
}

/* Adds a node under `parent` and says whether its children are wanted. */
static PyNode *add(Copy *copy, Open *parent, Span span, TSSymbol symbol, bool *descend)
{
	uint8_t kind = kind_of(symbol);
	PyNode *node;

	*descend = false;
	if (kind == PY_TOKEN) {
		uint8_t op = tables.op[symbol];

		if (has_operator(parent->node->kind)) {
			if (parent->node->op == PY_OP_NONE)
				parent->node->op = op;
			return NULL;
		}
		if (!keeps_tokens(parent->node->kind))
			return NULL;
	}
	node = MV_NEW(copy->arena, PyNode);
	*node = (PyNode){ .span = span, .kind = kind, .op = kind == PY_TOKEN ? tables.op[symbol] : PY_OP_NONE };
	*parent->last = node;
	parent->last = &node->next;
	if (kind == PY_ERROR)
		no_python(copy, span);
	else if (kind == PY_STRING)
		*descend = node->formatted = string_prefix(copy, span);
	else
		*descend = kind != PY_TOKEN && kind != PY_IDENTIFIER && kind != PY_INTEGER && kind != PY_DOTTED_NAME;
	check_leftovers(copy, parent->node, node);
	return node;
}

/* A visible child becomes a node of ours; true: its own children come next. */
static bool copy_visible(Copy *copy, const Level *level, Subtree child, TSSymbol symbol, Span span, uint32_t structural,
			 const TSLanguage *language, bool errors)
{
	Open *parent = array_back(&copy->open);
	TSFieldId field = needs_fields(parent->node->kind) ? field_of(level, child, structural, language) : 0;
	bool descend;
	PyNode *node = add(copy, parent, span, symbol, &descend);

	if (node)
		node->field = tables.field[field];
	if (errors && ts_subtree_missing(child)) {
		if (node)
			node->kind = PY_ERROR;
		no_python(copy, span);
	}
	if (!descend)
		return false;
	if (copy->open.size >= MOST_DEPTH) {
		node->kind = PY_DEEP;
		return false;
	}
	if (!ts_subtree_visible_child_count(child))
		return false;
	array_push(&copy->open, ((Open){ node, &node->child }));
	open_level(copy, child, span.start, 0, true);
	return true;
}

/* Goes on with a level until it ends, which is true, or until a level inside of it was opened. */
static bool copy_level(Copy *copy, Level *level, const TSLanguage *language, bool errors)
{
	const Subtree *children = ts_subtree_children(level->from);
	uint32_t count = ts_subtree_child_count(level->from), end = level->end, structural = level->structural;
	uint16_t production = level->from.ptr->production_id;

	for (uint32_t next = level->next; next < count; next++) {
		Subtree child = children[next];
		/* the space before the first child is the parent's */
		Span span = { .start = end + (next ? padding_of(child) : 0) };
		bool counts = !ts_subtree_extra(child);
		/* what its parent calls it, or 0 */
		TSSymbol alias = counts ? ts_language_alias_at(language, production, structural) : 0;
		TSSymbol symbol = alias ? alias : ts_subtree_symbol(child);
		bool visible = alias || ts_subtree_visible(child);
		uint32_t place = structural;

		span.end = end = span.start + size_of(child);
		structural += counts;
		/* half of all: brackets, commas, quotes */
		if (visible && is_left_out(symbol)) {
			if (errors && ts_subtree_missing(child))
				no_python(copy, span);
			continue;
		}
		if (!visible && !ts_subtree_visible_child_count(child))
			continue;
		level->next = next + 1;
		level->structural = structural;
		level->end = end;
		if (!visible) {
			PyKind parent = array_back(&copy->open)->node->kind;

			open_level(copy, child, span.start, needs_fields(parent) ? field_of(level, child, place, language) : 0, false);
			return false;
		}
		if (copy_visible(copy, level, child, symbol, span, place, language, errors))
			return false;
	}
	return true;
}

static void copy_tree(Copy *copy, const TSTree *tree, PyNode *root)
{
	bool errors = ts_subtree_error_cost(tree->root) > 0;

	array_push(&copy->open, ((Open){ root, &root->child }));
	open_level(copy, tree->root, padding_of(tree->root), 0, true);
	while (copy->levels.size) {
		Level *level = array_back(&copy->levels);
		bool opened = level->opened;

		/* a level without children is a leaf, which has none of the fields that are looked at */
		if (ts_subtree_child_count(level->from) && !copy_level(copy, level, tree->language, errors))
			continue;
		copy->open.size -= opened;
		copy->levels.size--;
	}
	array_delete(&copy->levels);
	array_delete(&copy->open);
}

/* A parser a file: with its memory taken back as a whole it costs next to nothing. */
static TSParser *new_parser(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	TSParser *parser;

	pthread_once(&once, fill_tables);
	parser = ts_parser_new();
	ts_parser_set_language(parser, tree_sitter_python());
	return parser;
}

PyFile *mv_py_parse(const Source *source, ProblemVec *problems, Arena *arena)
{
	PyFile *file = MV_NEW(arena, PyFile);
	PyNode *root = MV_NEW(arena, PyNode);
	Copy copy = { .source = source, .arena = arena, .problems = problems };
	TSParser *parser = new_parser();
	TSTree *tree = ts_parser_parse_string(parser, NULL, source->text.ptr ? source->text.ptr : "", (uint32_t)source->text.len);

	*root = (PyNode){ .kind = PY_MODULE, .span = { 0, (uint32_t)source->text.len } };
	*file = (PyFile){ .source = source, .root = root };
	if (tree) {
		if (ts_node_is_error(ts_tree_root_node(tree)))
			no_python(&copy, root->span);
		copy_tree(&copy, tree, root);
	}
	mv_tree_memory_end(parser, tree);
	file->broken = copy.broken;
	return file;
}

void mv_python_parse(Migration *migration, Arena *arena)
{
	ProblemVec problems = { 0 };

	if (!migration->source)
		return;
	migration->python = mv_py_parse(migration->source, &problems, arena);
	for (uint32_t i = 0; i < problems.count; i++)
		*VEC_PUSH(arena, &migration->problems) = problems.items[i];
}

/* ---- looking at nodes ---- */

const PyNode *mv_node_field(const PyNode *node, PyField field)
{
	for (const PyNode *child = node->child; child; child = child->next)
		if (child->field == field)
			return child;
	return NULL;
}

const PyNode *mv_node_kind(const PyNode *node, PyKind kind)
{
	for (const PyNode *child = node->child; child; child = child->next)
		if (child->kind == kind)
			return child;
	return NULL;
}

const char *mv_operator_name(PyOperator op)
{
	static const char *const names[] = {
		[PY_OP_NONE] = "",
#define PY_X(kind, text) [PY_OP_##kind] = text,
		PY_OPERATORS(PY_X)
#undef PY_X
	};

	return names[op];
}
