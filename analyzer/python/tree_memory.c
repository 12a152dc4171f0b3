/* tree_memory.c: tree-sitter's memory: pieces of thread-local blocks, taken back a file at a time. */
#include "tree_memory.h"

#ifdef MV_ASAN

/* The sanitizer is to see each piece. */
void mv_tree_memory_install(void) {}

void mv_tree_memory_end(TSParser *parser, TSTree *tree)
{
	ts_tree_delete(tree);
	ts_parser_delete(parser);
}

#else

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pieces are multiples of STEP; freed ones of up to LARGEST_KEPT bytes are used again for the same size. */
enum { STEP = 16, LARGEST_KEPT = 4096, BLOCK = 1024 * 1024, KEPT_BLOCKS = 4 };

typedef struct Block {
	struct Block *next;
	size_t size; /* of data */
	_Alignas(STEP) char data[];
} Block;

/* The size stands before each piece, so that it can be freed and grow. */
typedef struct Piece {
	size_t size;
	union {
		struct Piece *next; /* of a freed one */
		char data[1];
	} as;
} Piece;

enum { HEADER = offsetof(Piece, as) };

static _Thread_local struct {
	Block *blocks, *current; /* all, in the order of their use */
	char *at, *end;          /* what is left of the current one */
	Piece *freed[LARGEST_KEPT / STEP + 1];
} memory;

static pthread_key_t at_thread_end;

static void free_blocks(Block *block)
{
	while (block) {
		Block *next = block->next;

		free(block);
		block = next;
	}
}

static void end_thread(void *blocks)
{
	(void)blocks;
	free_blocks(memory.blocks);
	memory.blocks = NULL;
}

static void use(Block *block)
{
	memory.current = block;
	memory.at = block->data;
	memory.end = block->data + block->size;
}

/* Goes on to a block with room for `size` bytes. */
static void next_block(size_t size)
{
	Block **link = memory.current ? &memory.current->next : &memory.blocks, *block = *link;

	if (!block || block->size < size) {
		size_t data = size > BLOCK ? size : BLOCK;

		block = malloc(sizeof *block + data);
		if (!block) {
			fputs("migvet: out of memory\n", stderr);
			exit(2);
		}
		block->size = data;
		block->next = *link;
		*link = block;
		pthread_setspecific(at_thread_end, block);
	}
	use(block);
}

static void *take(size_t wanted)
{
	size_t size = (wanted + HEADER + STEP - 1) / STEP * STEP;
	Piece *piece;

	if (size < wanted)
		abort();
	if (size <= LARGEST_KEPT && (piece = memory.freed[size / STEP])) {
		memory.freed[size / STEP] = piece->as.next;
		return piece->as.data;
	}
	if ((size_t)(memory.end - memory.at) < size)
		next_block(size);
	piece = (Piece *)memory.at;
	memory.at += size;
	piece->size = size;
	return piece->as.data;
}

static Piece *piece_of(void *data)
{
	return (Piece *)((char *)data - HEADER);
}

static void *take_zeroed(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		abort();
	return memset(take(count * size), 0, count * size);
}

static void give_back(void *data)
{
	Piece *piece;

	if (!data)
		return;
	piece = piece_of(data);
	if (piece->size <= LARGEST_KEPT) {
		piece->as.next = memory.freed[piece->size / STEP];
		memory.freed[piece->size / STEP] = piece;
	}
}

static void *resize(void *data, size_t size)
{
	size_t old = data ? piece_of(data)->size - HEADER : 0;
	void *grown;

	if (data && size <= old)
		return data;
	grown = take(size);
	if (data) {
		memcpy(grown, data, old);
		give_back(data);
	}
	return grown;
}

void mv_tree_memory_install(void)
{
	if (pthread_key_create(&at_thread_end, end_thread) != 0)
		abort();
	ts_set_allocator(take, take_zeroed, resize, give_back);
}

void mv_tree_memory_end(TSParser *parser, TSTree *tree)
{
	Block *last = memory.blocks;

	(void)parser;
	(void)tree;
	memset(memory.freed, 0, sizeof memory.freed);
	if (!last)
		return;
	/* a large file is not to hold its memory until the end */
	for (int kept = 1; kept < KEPT_BLOCKS && last->next && last->size == BLOCK; kept++)
		last = last->next;
	free_blocks(last->next);
	last->next = NULL;
	use(memory.blocks);
}

#endif
