/*
 * pages.c: memory straight from the system.
 *
 * Not in huge pages: in a virtual machine whose host takes free ones back,
 * the first touch of each costs more than all that they spare.
 */
#include "pages.h"

#include <sys/mman.h>

#ifndef MAP_POPULATE
#define MAP_POPULATE 0
#endif

void *mv_pages_take(size_t size)
{
	void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	return pages == MAP_FAILED ? NULL : pages;
}

void mv_pages_give_back(void *pages, size_t size)
{
	munmap(pages, size);
}
