/*
 * fuzz_layout.c: bytes as a small repository: what discovery makes of names, markers and metadata files.
 * A line `=== PATH` starts a file; what stands before the first one is 001_a.sql.
 */
#define _XOPEN_SOURCE 700
#include "migvet/check.h"
#include "migvet/layout.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_FILES = 12, LONGEST_PATH = 120, DEEPEST = 5 };

static char top[] = "/tmp/migvet-fuzz-layout-XXXXXX";

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *at)
{
	(void)status, (void)kind;
	return at->level ? remove(path) : 0;
}

static void empty(void)
{
	nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void remove_top(void)
{
	empty();
	rmdir(top);
}

/* Below `top` only: what cannot be a path there is no file. */
static bool make_path(Str name, char path[512])
{
	size_t at = (size_t)snprintf(path, 512, "%s/", top);
	int depth = 0;

	if (name.len == 0 || name.len > LONGEST_PATH || memchr(name.ptr, 0, name.len) || name.ptr[0] == '/')
		return false;
	for (size_t i = 0; i < name.len; i++) {
		bool starts = i == 0 || name.ptr[i - 1] == '/';

		if (starts && (name.ptr[i] == '.' || name.ptr[i] == '/') &&
		    (i + 1 == name.len || name.ptr[i + 1] == '.' || name.ptr[i + 1] == '/'))
			return false;
		if (name.ptr[i] == '/') {
			path[at] = '\0';
			if (++depth > DEEPEST || mkdir(path, 0700) != 0)
				depth += 0; /* it may be there already */
		}
		path[at++] = name.ptr[i];
	}
	path[at] = '\0';
	return depth <= DEEPEST;
}

static void write_file(Str name, Str text)
{
	char path[512];
	FILE *stream;

	if (!make_path(name, path) || !(stream = fopen(path, "wb")))
		return;
	fwrite(text.ptr, 1, text.len, stream);
	fclose(stream);
}

static void write_files(Str text)
{
	Str name = STR("001_a.sql");
	size_t start = 0;

	for (int files = 0; files < MOST_FILES && start <= text.len; files++) {
		size_t marker = mv_str_starts(mv_str_slice(text, start, text.len), STR("=== ")) ?
					start : mv_str_find(text, STR("\n=== "), start), end;

		if (marker == SIZE_MAX)
			marker = text.len;
		write_file(name, mv_str_slice(text, start, marker));
		if (marker == text.len)
			return;
		marker += text.ptr[marker] == '\n' ? 5 : 4;
		end = mv_str_find(text, STR("\n"), marker);
		end = end == SIZE_MAX ? text.len : end;
		name = mv_str_slice(text, marker, end);
		start = end < text.len ? end + 1 : text.len;
	}
}

static void discover(const DiscoverOptions *options)
{
	Arena *arena = mv_arena_new();
	Project project = { 0 };
	Error err = { 0 };
	StrBuf out = { 0 };

	if (mv_discover(options, &project, arena, &err))
		mv_project_dump(&project, &out);
	else if (!err.message[0])
		abort(); /* a refusal says why */
	mv_buf_release(&out);
	mv_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool started;
	const char *paths[] = { top };
	char git[64], given[64];
	Arena *arena = mv_arena_new();
	Config config = { 0 };
	DiscoverOptions options = { .paths = paths, .path_count = 1, .config = &config };

	if (!started) {
		if (!mkdtemp(top))
			abort();
		atexit(remove_top);
		started = true;
	}
	mv_config_defaults(&config, arena);
	snprintf(git, sizeof git, "%s/.git", top);
	mkdir(git, 0700);
	write_files((Str){ .ptr = (const char *)data, .len = size });
	discover(&options);
	snprintf(given, sizeof given, "%s/002_b.sql", top);
	discover(&(DiscoverOptions){ .config = &config, .stdin_filename = given,
				     .stdin_text = { .ptr = (const char *)data, .len = size } });
	empty();
	mv_arena_free(arena);
	return 0;
}
