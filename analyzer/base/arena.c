/* arena.c: memory that is released all at once. */
#include "migvet/arena.h"

#include "pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Blocks form a list, the newest first. Each is twice as large as the one
 * before; large ones come from the system itself. With MV_ASAN each allocation gets a
 * block of its own, so that the sanitizer sees every overrun that a shared
 * block would hide.
 */
#ifdef MV_ASAN
enum { FIRST_BLOCK = 0, LARGEST_BLOCK = 0 };
#else
enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };
#endif

/* Blocks from LEAST_PAGES up to the largest come of whole pages; what is larger still may be filled only in part. */
enum { ALIGNMENT = 8, LEAST_PAGES = 256 * 1024 };

typedef struct Block {
	struct Block *next;
	size_t size, used;
	size_t pages; /* bytes of mv_pages_take; 0: it is of malloc */
	uint64_t data[];
} Block;

struct Arena {
	Block *blocks;
	size_t next_size, handed_out;
};

static void *or_die(void *memory)
{
	if (!memory) {
		fputs("migvet: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

Arena *mv_arena_new(void)
{
	Arena *arena = or_die(calloc(1, sizeof *arena));

	arena->next_size = FIRST_BLOCK;
	return arena;
}

/* Frees the blocks from `block` up to `kept`, which is a later one of its list, or NULL. */
static void free_blocks_before(Block *block, const Block *kept)
{
	while (block != kept) {
		Block *next = block->next;

		if (block->pages)
			mv_pages_give_back(block, block->pages);
		else
			free(block);
		block = next;
	}
}

static void free_blocks(Block *block)
{
	free_blocks_before(block, NULL);
}

void mv_arena_free(Arena *arena)
{
	if (!arena)
		return;
	free_blocks(arena->blocks);
	free(arena);
}

void mv_arena_take(Arena *arena, Arena *other)
{
	Block **end = &arena->blocks;

	/* behind the block that is in use */
	while (*end)
		end = &(*end)->next;
	*end = other->blocks;
	arena->handed_out += other->handed_out;
	free(other);
}

void mv_arena_reset(Arena *arena)
{
	Block *kept = arena->blocks;

	arena->handed_out = 0;
	if (!kept)
		return;
	if (FIRST_BLOCK == 0) {
		free_blocks(kept);
		arena->blocks = NULL;
		return;
	}
	free_blocks(kept->next);
	kept->next = NULL;
	memset(kept->data, 0, kept->used);
	kept->used = 0;
}

static Block *new_block(Arena *arena, size_t size)
{
	Block *block;
	size_t whole = sizeof *block + size;
	bool pages = whole >= LEAST_PAGES && size <= LARGEST_BLOCK;

	if (size > SIZE_MAX - sizeof *block)
		or_die(NULL);
	block = or_die(pages ? mv_pages_take(whole) : calloc(1, whole));
	block->size = size;
	block->pages = pages ? whole : 0;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *mv_arena_alloc(Arena *arena, size_t size)
{
	Block *block = arena->blocks;
	size_t rounded;
	void *result;

	if (size > SIZE_MAX - ALIGNMENT)
		or_die(NULL);
	rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (rounded == 0)
		rounded = ALIGNMENT;
	arena->handed_out += rounded;
	if (!block || block->size - block->used < rounded) {
#ifdef MV_ASAN
		/* exactly `size`, so that reading one byte behind it is caught */
		block = new_block(arena, size ? size : 1);
		block->used = block->size;
		return block->data;
#else
		if (rounded > arena->next_size / 4 && block) {
			/* a large piece gets its own block behind the current one, which stays in use */
			Block *large = new_block(arena, rounded);

			large->used = rounded;
			arena->blocks = block;
			large->next = block->next;
			block->next = large;
			return large->data;
		}
		block = new_block(arena, rounded > arena->next_size ? rounded : arena->next_size);
		if (arena->next_size < LARGEST_BLOCK)
			arena->next_size *= 2;
#endif
	}
	result = (char *)block->data + block->used;
	block->used += rounded;
	return result;
}

size_t mv_arena_used(const Arena *arena)
{
	return arena->handed_out;
}

/* ---- images ---- */

struct ArenaImage {
	Arena arena;
	char *bytes; /* of each block its head and what is used of it, one after the other */
	size_t capacity;
};

ArenaImage *mv_arena_image_new(void)
{
	return or_die(calloc(1, sizeof(ArenaImage)));
}

void mv_arena_image_free(ArenaImage *image)
{
	if (!image)
		return;
	free(image->bytes);
	free(image);
}

void mv_arena_save(const Arena *arena, ArenaImage *image)
{
	size_t needed = 0;
	char *to;

	for (const Block *block = arena->blocks; block; block = block->next)
		needed += sizeof *block + block->used;
	if (needed > image->capacity) {
		free(image->bytes);
		image->capacity = needed + needed / 4;
		image->bytes = or_die(malloc(image->capacity));
	}
	to = image->bytes;
	for (const Block *block = arena->blocks; block; block = block->next) {
		memcpy(to, block, sizeof *block + block->used);
		to += sizeof *block + block->used;
	}
	image->arena = *arena;
}

void mv_arena_restore(Arena *arena, const ArenaImage *image)
{
	const char *from = image->bytes;
	Block *kept = image->arena.blocks, *present = arena->blocks;

	/* blocks that came since stand before those that were there, and between them */
	while (kept) {
		Block then, *next;

		memcpy(&then, from, sizeof then);
		free_blocks_before(present, kept);
		next = kept->next;
		memset((char *)kept->data + then.used, 0, kept->used - then.used);
		memcpy(kept, from, sizeof then + then.used);
		from += sizeof then + then.used;
		present = next;
		kept = then.next;
	}
	free_blocks(present);
	*arena = image->arena;
}

/* ---- vectors ---- */

/* Makes the piece longer where it stands: what was handed out last and has room behind it. */
static bool extend(Arena *arena, const void *piece, size_t size, size_t longer)
{
#ifdef MV_ASAN
	(void)arena, (void)piece, (void)size, (void)longer;
	return false;
#else
	Block *block = arena->blocks;
	size_t more = longer - size;

	if (!block || !piece || size % ALIGNMENT || longer % ALIGNMENT ||
	    (const char *)piece + size != (const char *)block->data + block->used || block->size - block->used < more)
		return false;
	block->used += more;
	arena->handed_out += more;
	return true;
#endif
}

void *mv_vec_grow(Arena *arena, void *items, size_t size, uint32_t count, uint32_t *capacity)
{
	uint32_t bigger = *capacity ? *capacity * 2 : 4;
	void *grown;

	if (bigger <= *capacity || size > SIZE_MAX / bigger)
		or_die(NULL);
	if (extend(arena, items, size * *capacity, size * bigger)) {
		*capacity = bigger;
		return items;
	}
	grown = mv_arena_alloc(arena, size * bigger);
	if (count)
		memcpy(grown, items, size * count);
	*capacity = bigger;
	return grown;
}
