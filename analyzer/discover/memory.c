/*
 * memory.c: files that are not, or not so, on disk: an editor's, a program's
 * that uses the library. They take the place of those on disk, and stand
 * beside them where there are none; whole directories may be of them.
 */
#include "discover.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Absolute, "." and ".." taken out, links in the part that exists followed. */
static const char *absolute(Discovery *d, const char *given)
{
	const char *path = given[0] == '/' ? given : mv_join(d, d->cwd, given);
	char *existing = NULL;
	size_t end = strlen(path), rest;
	StrBuf out = { 0 };

	/* the longest part that is there */
	for (rest = end; rest > 0; rest = end) {
		existing = realpath(mv_arena_strndup(d->arena, path, rest), NULL);
		if (existing)
			break;
		while (end > 0 && path[end - 1] != '/')
			end--;
		while (end > 0 && path[end - 1] == '/')
			end--;
	}
	mv_buf_adds(&out, existing && strcmp(existing, "/") != 0 ? existing : "");
	free(existing);
	for (const char *at = path + rest; *at;) {
		size_t len = strcspn(at, "/");

		if (len == 2 && at[0] == '.' && at[1] == '.') {
			while (out.len && out.ptr[out.len - 1] != '/')
				out.len--;
			out.len -= out.len > 0;
		} else if (len && !(len == 1 && at[0] == '.')) {
			mv_buf_addc(&out, '/');
			mv_buf_add(&out, (Str){ .ptr = at, .len = len });
		}
		at += len + (at[len] == '/');
	}
	path = out.len ? mv_arena_strndup(d->arena, out.ptr, out.len) : "/";
	mv_buf_release(&out);
	return path;
}

/* Made with all that is above it, each level once; paths are not endless. */
static MemoryDirectory *directory_at(Discovery *d, const char *path)
{
	MemoryDirectory *wanted = NULL;
	const char *child = NULL;

	for (;; path = mv_path_parent(d, path)) {
		MemoryDirectory *directory = mv_map_get(&d->memory_directories, path);
		bool known = directory != NULL;

		if (!known) {
			directory = MV_NEW(d->arena, MemoryDirectory);
			mv_map_set(&d->memory_directories, path, directory);
		}
		if (!wanted)
			wanted = directory;
		if (child)
			*VEC_PUSH(d->arena, &directory->directories) = child;
		if (known || strcmp(path, "/") == 0)
			return wanted;
		child = strrchr(path, '/') + 1;
	}
}

void mv_memory_start(Discovery *d)
{
	mv_map_init(&d->memory_files, d->arena);
	mv_map_init(&d->memory_directories, d->arena);
	for (size_t i = 0; i < d->options->memory_count; i++) {
		const MemoryFile *file = &d->options->memory[i];
		const char *path = absolute(d, file->path), *parent = mv_path_parent(d, path);

		if (!mv_map_get(&d->memory_files, path)) {
			*VEC_PUSH(d->arena, &directory_at(d, parent)->files) = strrchr(path, '/') + 1;
		}
		mv_map_set(&d->memory_files, path, (void *)(uintptr_t)file);
	}
}

const MemoryFile *mv_memory_file(const Discovery *d, const char *path)
{
	return d->options->memory_count ? mv_map_get(&d->memory_files, path) : NULL;
}

const MemoryDirectory *mv_memory_directory(const Discovery *d, const char *path)
{
	return d->options->memory_count ? mv_map_get(&d->memory_directories, path) : NULL;
}

const char *mv_memory_resolve(Discovery *d, const char *given)
{
	const char *path = d->options->memory_count ? absolute(d, given) : NULL;

	return path && (mv_memory_file(d, path) || mv_memory_directory(d, path)) ? path : NULL;
}
