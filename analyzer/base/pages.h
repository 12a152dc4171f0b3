/* pages.h: memory straight from the system, for who fills much of it. */
#ifndef MIGVET_BASE_PAGES_H
#define MIGVET_BASE_PAGES_H

#include <stddef.h>

/*
 * `size` bytes, zeroed. All pages are there at once: one call costs less than
 * a fault for each when it is first written to. NULL: there is no memory.
 */
void *mv_pages_take(size_t size);
void mv_pages_give_back(void *pages, size_t size);

#endif
