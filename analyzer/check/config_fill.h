/*
 * config_fill.h: what the readers of migvet.yaml's tree share: complaints with
 * their place, and values.
 */
#ifndef MIGVET_CHECK_CONFIG_FILL_H
#define MIGVET_CHECK_CONFIG_FILL_H

#include "config_schema.h"

typedef VEC(const char *) TextVec;

typedef struct Filler {
	Config *config;
	Arena *arena;
	StrBuf errors;
	unsigned error_count;
	bool versions_given;
	TextVec policy_ids; /* of the whole file: `rules:` may stand before them */
} Filler;

/* "file:line:column: message" */
void mv_config_complain(Filler *f, const Node *node, const char *message);
/* "'name' is expected, not what stands there" */
void mv_config_complain_expected(Filler *f, const Node *node, const char *name, const char *expected);
/* "unknown what 'x'; did you mean 'y'?"; `known` ends with NULL. */
void mv_config_complain_unknown(Filler *f, const Node *node, const char *what, const char *const *known);

/* A scalar that says something? */
bool mv_config_has_text(const Node *node);
/* An empty value, null, ~: as if the key were not there. */
bool mv_config_is_null(const Node *node);
/* Index among `words`, or -1 with a complaint that names them all. */
int mv_config_word_of(Filler *f, const Node *node, const char *name, const char *const *words);
/* The record's fields from the keys of a mapping. */
void mv_config_fill_keys(Filler *f, const Node *node, const ConfigKey *keys, void *record, const char *what);
/* Was there nothing to complain of? Else `err` has it, one a line. Releases what the complaints took. */
bool mv_config_end(Filler *f, Error *err);
/* Does the word mean several rules: a group's, "style"? */
bool mv_config_is_category(const char *name);

/* ---- config_policies.c ---- */

/* The ids of all policies below the file's root, before anything else is read. */
void mv_config_note_policies(Filler *f, const Node *root);
void mv_config_fill_policy(Filler *f, const Node *node, const ConfigKey *key);
/* One of the demands that need no SQL. */
void mv_config_fill_demand(Filler *f, const Node *node, const ConfigKey *key, PolicyConfig *policy);

#endif
