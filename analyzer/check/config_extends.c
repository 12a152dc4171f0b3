/*
 * config_extends.c: `extends:`: a configuration that goes on from others, as
 * the shared one of a company. Trees are put together, not settings: what
 * reads a tree need not know, and each node still says where it stands.
 *
 * What is one thing (a text, a level, the list of migrations) is that of the
 * file that goes on. Lists of names, patterns, overrides and policies are
 * longer: those of the extended file come first. Rules are put together
 * option by option. Of several extended files later ones win.
 */
#include "config_fill.h"

#include "migvet/source.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_CONFIG = 1 << 20, DEEPEST_CHAIN = 8, MOST_FILES = 32 };

typedef struct Extending {
	Arena *arena;
	Error *err;
	struct {
		const char *file;
		struct stat st;
	} chain[DEEPEST_CHAIN]; /* the files that go on from this one, outermost first */
	unsigned depth, files;
} Extending;

const char *mv_config_beside(const char *file, const char *path, Arena *arena)
{
	const char *slash = path[0] == '/' ? NULL : strrchr(file, '/');

	return slash ? mv_arena_format(arena, "%.*s%s", (int)(slash - file + 1), file, path) : path;
}

/* ---- putting two trees together ---- */

static const ConfigKey *key_of(const ConfigKey *keys, const Node *name)
{
	for (; keys && keys->name && name->kind == NODE_SCALAR; keys++) {
		if (strcmp(keys->name, name->text) == 0)
			return keys;
	}
	return NULL;
}

static Node *new_node(const Extending *e, NodeKind kind, const Node *place)
{
	Node *node = MV_NEW(e->arena, Node);

	*node = (Node){ .kind = kind, .file = place->file, .line = place->line, .column = place->column, .complete = true };
	return node;
}

static void add_pair(const Extending *e, Node *map, Node *name, Node *value)
{
	*VEC_PUSH(e->arena, &map->items) = name;
	*VEC_PUSH(e->arena, &map->items) = value;
}

static const Node *id_of(const Node *policy)
{
	for (uint32_t i = 0; policy->kind == NODE_MAP && i + 1 < policy->items.count; i += 2) {
		if (policy->items.items[i]->kind == NODE_SCALAR && strcmp(policy->items.items[i]->text, "id") == 0)
			return policy->items.items[i + 1];
	}
	return NULL;
}

/* A policy of the same id takes the place of the extended one. */
static bool is_replaced(const Node *policy, const Map *ids)
{
	const Node *id = ids->arena ? id_of(policy) : NULL;

	return id && id->kind == NODE_SCALAR && mv_map_get(ids, id->text);
}

static void add_items(const Extending *e, Node *list, Node *from, const Map *without)
{
	if (from->kind != NODE_LIST)
		*VEC_PUSH(e->arena, &list->items) = from;
	for (uint32_t i = 0; from->kind == NODE_LIST && i < from->items.count; i++) {
		if (!is_replaced(from->items.items[i], without))
			*VEC_PUSH(e->arena, &list->items) = from->items.items[i];
	}
}

/* One after the other; one text is a list of one. */
static Node *join(const Extending *e, Node *base, Node *own, bool policies)
{
	Node *list = new_node(e, NODE_LIST, own);
	Map ids = { 0 };

	if (policies)
		mv_map_init(&ids, e->arena);
	for (uint32_t i = 0; policies && own->kind == NODE_LIST && i < own->items.count; i++) {
		const Node *id = id_of(own->items.items[i]);

		if (id && id->kind == NODE_SCALAR)
			mv_map_set(&ids, id->text, own->items.items[i]);
	}
	add_items(e, list, base, &ids);
	add_items(e, list, own, &(const Map){ 0 });
	return list;
}

/* `drop-table: error` is short for `drop-table: {severity: error}`. */
static Node *spelled_out(const Extending *e, Node *setting)
{
	Node *map, *name;

	if (setting->kind != NODE_SCALAR)
		return setting;
	map = new_node(e, NODE_MAP, setting);
	name = new_node(e, NODE_SCALAR, setting);
	name->text = "severity";
	add_pair(e, map, name, setting);
	return map;
}

static Node *put_over(const Extending *e, Node *base, Node *own, const ConfigKey *keys, bool of_rules);

static Node *merge(const Extending *e, Node *base, Node *own, const ConfigKey *key, bool of_rules)
{
	if (of_rules) {
		if (base->kind == NODE_SCALAR && own->kind == NODE_SCALAR)
			return own;
		base = spelled_out(e, base);
		own = spelled_out(e, own);
		return base->kind == NODE_MAP && own->kind == NODE_MAP ? put_over(e, base, own, NULL, false) : own;
	}
	if (!key)
		return own;
	switch (key->type) {
	case CONFIG_TEXTS:
	case CONFIG_GLOBS:
	case CONFIG_OVERRIDES:
		return join(e, base, own, false);
	case CONFIG_POLICIES:
		return join(e, base, own, true);
	case CONFIG_RULES:
	case CONFIG_GROUP:
		return base->kind == NODE_MAP && own->kind == NODE_MAP ? put_over(e, base, own, key->keys, key->type == CONFIG_RULES) : own;
	case CONFIG_FLAG:
	case CONFIG_TRI:
	case CONFIG_TEXT:
	case CONFIG_FILE:
	case CONFIG_SNAPSHOT:
	case CONFIG_ROWS:
	case CONFIG_BYTES:
	case CONFIG_LEVEL:
	case CONFIG_LAYOUT:
	case CONFIG_DIALECT:
	case CONFIG_TRANSACTION:
	case CONFIG_VERSIONS:
	case CONFIG_RELEASE:
	case CONFIG_EXTENDS:
	case CONFIG_MIGRATIONS:
	case CONFIG_ID:
	case CONFIG_QUERY:
	case CONFIG_COLUMN_TYPES:
	case CONFIG_TYPES:
	case CONFIG_COMMENTED:
	case CONFIG_OPERATIONS:
	case CONFIG_REFERENCES:
	case CONFIG_LIMITS:
	case CONFIG_COUNT:
	case CONFIG_TIMEOUTS:
	case CONFIG_TIME_RANGE:
	case CONFIG_WINDOWS:
	case CONFIG_ZONE:
		break;
	}
	return own;
}

/* The pairs of `base`, each with what `own` says of it, then those of `own` alone. A name that `own` has twice stays so. */
static Node *put_over(const Extending *e, Node *base, Node *own, const ConfigKey *keys, bool of_rules)
{
	Node *map = new_node(e, NODE_MAP, own);
	Map places; /* of the base's names among the pairs: number + 1 */
	uint32_t of_base;

	mv_map_init(&places, e->arena);
	for (uint32_t i = 0; i + 1 < base->items.count; i += 2) {
		add_pair(e, map, base->items.items[i], base->items.items[i + 1]);
		if (base->items.items[i]->kind == NODE_SCALAR)
			mv_map_set(&places, base->items.items[i]->text, (void *)(uintptr_t)map->items.count);
	}
	of_base = map->items.count;
	for (uint32_t i = 0; i + 1 < own->items.count; i += 2) {
		Node *name = own->items.items[i], *value = own->items.items[i + 1];
		uint32_t at = name->kind == NODE_SCALAR ? (uint32_t)(uintptr_t)mv_map_get(&places, name->text) : 0;

		if (at == 0 || at > of_base) {
			add_pair(e, map, name, value);
			continue;
		}
		mv_map_remove(&places, name->text);
		if (mv_config_is_null(value))
			continue;
		map->items.items[at - 2] = name;
		map->items.items[at - 1] = merge(e, map->items.items[at - 1], value, key_of(keys, name), of_rules);
	}
	return map;
}

/* ---- the versions, which have several names ---- */

static bool gives_versions(const Node *map, const ConfigKey *keys)
{
	for (uint32_t i = 0; map->kind == NODE_MAP && i + 1 < map->items.count; i += 2) {
		const ConfigKey *key = key_of(keys, map->items.items[i]);

		if (key && !mv_config_is_null(map->items.items[i + 1]) &&
		    (key->type == CONFIG_VERSIONS || (key->type == CONFIG_GROUP && gives_versions(map->items.items[i + 1], key->keys))))
			return true;
	}
	return false;
}

static Node *without_versions(const Extending *e, Node *map, const ConfigKey *keys)
{
	Node *left;

	if (map->kind != NODE_MAP)
		return map;
	left = new_node(e, NODE_MAP, map);
	for (uint32_t i = 0; i + 1 < map->items.count; i += 2) {
		Node *value = map->items.items[i + 1];
		const ConfigKey *key = key_of(keys, map->items.items[i]);

		if (key && key->type == CONFIG_VERSIONS)
			continue;
		add_pair(e, left, map->items.items[i], key && key->type == CONFIG_GROUP ? without_versions(e, value, key->keys) : value);
	}
	return left;
}

static Node *put_over_file(const Extending *e, Node *base, Node *own)
{
	if (!base || !own)
		return base ? base : own;
	if (gives_versions(own, mv_config_keys))
		base = without_versions(e, base, mv_config_keys);
	return put_over(e, base, own, mv_config_keys, false);
}

/* ---- reading ---- */

static bool read_file(Extending *e, const char *file, Node **root);

static bool fail_at(const Extending *e, const Node *node, const char *message)
{
	return mv_fail(e->err, "%s:%u:%u: %s", node->file, node->line, node->column, message);
}

static bool read_base(Extending *e, const Node *name, Node **root)
{
	const char *file = name->kind == NODE_SCALAR ? mv_config_beside(name->file, name->text, e->arena) : "";
	Str text = mv_str(file);
	struct stat st;

	if (name->kind != NODE_SCALAR || !*name->text)
		return fail_at(e, name, "'extends' is a file or a list of files");
	if (mv_str_find(text, STR("://"), 0) != SIZE_MAX)
		return fail_at(e, name, "'extends' takes files; nothing is fetched from a network");
	/* whoever writes a configuration is not to be shown any file of this machine in messages */
	if (!mv_str_ends(text, STR(".yaml")) && !mv_str_ends(text, STR(".yml")))
		return fail_at(e, name, mv_arena_format(e->arena, "'extends' takes files that end in .yaml or .yml, not '%s'", name->text));
	if (stat(file, &st) != 0)
		return fail_at(e, name, mv_arena_format(e->arena, "'%s', which this extends, cannot be read: %s", name->text, strerror(errno)));
	for (unsigned i = 0; i < e->depth; i++) {
		if (e->chain[i].st.st_dev == st.st_dev && e->chain[i].st.st_ino == st.st_ino)
			return fail_at(e, name, mv_arena_format(e->arena, "'%s' extends itself%s%s", e->chain[i].file, i + 1 < e->depth ? " by way of " : "",
								i + 1 < e->depth ? e->chain[i + 1].file : ""));
	}
	if (e->depth == DEEPEST_CHAIN)
		return fail_at(e, name, mv_arena_format(e->arena, "a configuration extends another one over at most %d levels", DEEPEST_CHAIN));
	if (e->files >= MOST_FILES)
		return fail_at(e, name, mv_arena_format(e->arena, "a configuration extends at most %d files", MOST_FILES));
	if (!read_file(e, file, root))
		return false;
	if (*root && (*root)->kind != NODE_MAP)
		return fail_at(e, *root, "a configuration takes keys and values");
	return true;
}

static bool read_bases(Extending *e, const Node *names, Node **root)
{
	uint32_t count = names->kind == NODE_LIST ? names->items.count : 1;

	for (uint32_t i = 0; i < count; i++) {
		Node *base = NULL;

		if (!read_base(e, names->kind == NODE_LIST ? names->items.items[i] : names, &base))
			return false;
		*root = put_over_file(e, *root, base);
	}
	return true;
}

static bool read_file(Extending *e, const char *file, Node **root)
{
	Source source = { 0 };
	Node *own = NULL, *base = NULL;
	Error why = { 0 };
	bool ok = true;

	if (!mv_source_read(&source, file, file, e->arena, &why))
		return mv_fail(e->err, "%s: %s", file, why.message);
	if (source.text.len > LARGEST_CONFIG)
		return mv_fail(e->err, "%s: a configuration of over %d KiB is not read", file, LARGEST_CONFIG >> 10);
	if (!mv_yaml_read(&own, file, source.text, e->arena, e->err))
		return false;
	e->chain[e->depth].file = file;
	if (stat(file, &e->chain[e->depth].st) != 0)
		return mv_fail(e->err, "%s: %s", file, strerror(errno));
	e->depth++;
	e->files++;
	for (uint32_t i = 0; ok && own && own->kind == NODE_MAP && i + 1 < own->items.count; i += 2) {
		const ConfigKey *key = key_of(mv_config_keys, own->items.items[i]);

		if (key && key->type == CONFIG_EXTENDS && !mv_config_is_null(own->items.items[i + 1]))
			ok = read_bases(e, own->items.items[i + 1], &base);
	}
	e->depth--;
	*root = !base || !own || own->kind != NODE_MAP ? own : put_over_file(e, base, own);
	return ok;
}

bool mv_config_read(Node **root, const char *file, Arena *arena, Error *err)
{
	Extending e = { .arena = arena, .err = err };

	return read_file(&e, file, root);
}
