/*
 * config_yaml.h: a YAML file as a small tree with places. The door to libyaml.
 */
#ifndef MIGVET_CHECK_CONFIG_YAML_H
#define MIGVET_CHECK_CONFIG_YAML_H

#include "migvet/base.h"

typedef enum NodeKind { NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;

typedef struct Node Node;
struct Node {
	NodeKind kind;
	const char *file;      /* as shown */
	uint32_t line, column; /* from 1 */
	uint32_t weight;       /* nodes in it as the file has it, with aliases written out */
	const char *text;      /* of a scalar */
	bool plain;            /* a scalar without quotes */
	bool complete;         /* its end was read */
	VEC(Node *) items;     /* of a map: key, value, key, value, ... */
};

/*
 * Reads one document. An empty one gives NULL in `root`. What is not YAML, or
 * has no business in a configuration (very deep, very large, an alias inside
 * its own anchor), fails as "file:line:column: message".
 */
bool mv_yaml_read(Node **root, const char *file, Str text, Arena *arena, Error *err);

#endif
