/*
 * config_yaml.c: libyaml's events to a tree.
 *
 * Everything is bounded, as the file comes with the pull request: its size,
 * its depth, and how large it would be with all aliases written out (an alias
 * is the anchored node itself, so a "billion laughs" costs nothing here, and
 * is refused before anybody walks it).
 */
#include "config_yaml.h"

#include <string.h>
#include <yaml.h>

enum { DEEPEST = 32, HEAVIEST = 100000 };

typedef struct Builder {
	yaml_parser_t parser;
	const char *file;
	Arena *arena;
	Error *err;
	Map anchors;
	Node *open[DEEPEST]; /* lists and maps that are being read */
	unsigned depth;
	Node *root;
	bool finished;       /* the document ended */
} Builder;

static bool fail_at(const Builder *b, yaml_mark_t mark, const char *message)
{
	return mv_fail(b->err, "%s:%zu:%zu: %s", b->file, mark.line + 1, mark.column + 1, message);
}

static bool fail_parser(const Builder *b)
{
	const yaml_parser_t *parser = &b->parser;
	/* a broken encoding has an offset only, and then the mark is as far as the parser came */
	yaml_mark_t mark = parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark;

	return fail_at(b, mark, parser->problem ? parser->problem : "this is not YAML");
}

/* Puts a node where it belongs: into what is open, or at the root. */
static bool attach(Builder *b, Node *node, yaml_mark_t mark)
{
	Node *parent = b->depth ? b->open[b->depth - 1] : NULL;

	if (!parent) {
		b->root = node;
		return true;
	}
	*VEC_PUSH(b->arena, &parent->items) = node;
	if (node->complete)
		parent->weight += node->weight;
	if (parent->weight > HEAVIEST)
		return fail_at(b, mark, "the configuration is too large");
	return true;
}

static bool take_anchor(Builder *b, const yaml_char_t *anchor, Node *node)
{
	if (anchor)
		mv_map_set(&b->anchors, mv_arena_strdup(b->arena, (const char *)anchor), node);
	return true;
}

static Node *new_node(Builder *b, NodeKind kind, yaml_mark_t mark)
{
	Node *node = MV_NEW(b->arena, Node);

	node->kind = kind;
	node->file = b->file;
	node->line = (uint32_t)mark.line + 1;
	node->column = (uint32_t)mark.column + 1;
	node->weight = 1;
	return node;
}

static bool add_scalar(Builder *b, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	Node *node = new_node(b, NODE_SCALAR, event->start_mark);

	if (memchr(text, '\0', len))
		return fail_at(b, event->start_mark, "a NUL character has no place in a configuration");
	node->text = mv_arena_strndup(b->arena, text, len);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->complete = true;
	return take_anchor(b, event->data.scalar.anchor, node) && attach(b, node, event->start_mark);
}

static bool add_alias(Builder *b, const yaml_event_t *event)
{
	Node *node = mv_map_get(&b->anchors, (const char *)event->data.alias.anchor);

	if (!node)
		return fail_at(b, event->start_mark, "this alias has no anchor before it");
	if (!node->complete)
		return fail_at(b, event->start_mark, "this alias stands inside its own anchor");
	return attach(b, node, event->start_mark);
}

static bool open_node(Builder *b, NodeKind kind, const yaml_char_t *anchor, yaml_mark_t mark)
{
	Node *node = new_node(b, kind, mark);

	if (b->depth == DEEPEST)
		return fail_at(b, mark, "the configuration is nested too deeply");
	if (!take_anchor(b, anchor, node) || !attach(b, node, mark))
		return false;
	b->open[b->depth++] = node;
	return true;
}

static bool close_node(Builder *b, yaml_mark_t mark)
{
	Node *node = b->open[--b->depth];

	node->complete = true;
	if (b->depth == 0)
		return true;
	b->open[b->depth - 1]->weight += node->weight;
	return b->open[b->depth - 1]->weight <= HEAVIEST || fail_at(b, mark, "the configuration is too large");
}

static bool take_event(Builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	case YAML_STREAM_END_EVENT:
		b->finished = true;
		return true;
	case YAML_DOCUMENT_START_EVENT:
		return !b->root || fail_at(b, event->start_mark, "a configuration is one YAML document; this is a second one");
	case YAML_ALIAS_EVENT:
		return add_alias(b, event);
	case YAML_SCALAR_EVENT:
		return add_scalar(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_node(b, NODE_LIST, event->data.sequence_start.anchor, event->start_mark);
	case YAML_MAPPING_START_EVENT:
		return open_node(b, NODE_MAP, event->data.mapping_start.anchor, event->start_mark);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_node(b, event->start_mark);
	}
	return true;
}

bool mv_yaml_read(Node **root, const char *file, Str text, Arena *arena, Error *err)
{
	Builder b = { .file = file, .arena = arena, .err = err };
	bool ok = true;

	*root = NULL;
	if (!yaml_parser_initialize(&b.parser))
		return mv_fail(err, "out of memory");
	mv_map_init(&b.anchors, arena);
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)text.ptr, text.len);
	while (ok && !b.finished) {
		yaml_event_t event;

		if (!yaml_parser_parse(&b.parser, &event)) {
			ok = fail_parser(&b);
			break;
		}
		ok = take_event(&b, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&b.parser);
	*root = b.root;
	return ok;
}
