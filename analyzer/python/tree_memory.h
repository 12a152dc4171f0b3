/*
 * tree_memory.h: where tree-sitter keeps what it makes of one file.
 *
 * A parse makes some ten thousand small pieces that all end with it, so each
 * thread gives them out of blocks of its own and takes them back as a whole:
 * neither trees nor parsers are taken apart, which costs a tenth of the parse.
 */
#ifndef MIGVET_PYTHON_TREE_MEMORY_H
#define MIGVET_PYTHON_TREE_MEMORY_H

#include <tree_sitter/api.h>

/* From then on tree-sitter takes its memory from here; before its first use, once. */
void mv_tree_memory_install(void);
/* Ends all that tree-sitter made on this thread: this parser and this tree (or NULL) are what is left of it. */
void mv_tree_memory_end(TSParser *parser, TSTree *tree);

#endif
