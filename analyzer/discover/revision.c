/*
 * revision.c: the files of a git revision, read through git's objects: no
 * checkout, so that no filter, hook or attribute of the repository has a say.
 * Names and contents are those of whoever made the revision.
 */
#include "migvet/layout.h"

#include "discover.h"
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FILES = 200 * 1000, LONGEST_PATH = 3000 };
static const size_t most_bytes = (size_t)1 << 30;

typedef struct Blob {
	const char *path, *hash;
} Blob;

typedef struct Revision {
	Git git;
	const char *ref, *into;
	const char *prefix; /* of what is wanted, from the top: "" or "db/migrations" */
	VEC(Blob) blobs;
	StrBuf out, messages;
	Error *err;
} Revision;

static bool fail_as_git(Revision *r, const char *what)
{
	Str rest = { .ptr = r->messages.ptr ? r->messages.ptr : "", .len = r->messages.len }, line = STR("no message");

	mv_str_next_line(&rest, &line);
	if (mv_str_starts(line, STR("fatal: ")))
		line = mv_str_slice(line, 7, line.len);
	return mv_fail(r->err, "git %s: %.*s", what, STR_ARG(line));
}

static bool ask(Revision *r, const char *const *command, Str input, int *code)
{
	return mv_git_run(&r->git, command, input, &r->out, &r->messages, code, r->err);
}

/* What discovery, a layout or an import could open. */
static bool is_wanted(const char *path, bool all)
{
	static const char *const endings[] = { ".sql", ".py", ".ini", ".toml", ".conf", ".cfg", ".yaml", ".yml", ".json", ".plan", ".sum", ".xml", ".txt" };
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;

	if (all)
		return mv_str_ends(mv_str(path), STR(".py")) || mv_str_ends(mv_str(path), STR(".ini")) || mv_str_ends(mv_str(path), STR(".toml")) ||
		       mv_str_ends(mv_str(path), STR(".cfg")) || mv_str_ends(mv_str(path), STR(".txt")) || mv_str_ends(mv_str(path), STR(".sql"));
	if (mv_name_parse(name).language)
		return true;
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		if (mv_str_ends(mv_str(name), mv_str(endings[i])))
			return true;
	}
	return strchr(name, '.') == NULL;
}

/* What the revision says of its own migrations counts for it. */
static bool is_configuration(const char *path)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;

	return strcmp(name, "migvet.yaml") == 0 || strcmp(name, ".migvet.yaml") == 0 || strcmp(name, "migvet.yml") == 0 || strcmp(name, ".migvet.yml") == 0;
}

/* A tree that was made by hand may hold names that lead elsewhere. */
static bool is_safe(const char *path)
{
	const char *part = path;

	if (!*path || *path == '/' || strlen(path) > LONGEST_PATH || strpbrk(path, "\\\n\r"))
		return false;
	for (;;) {
		size_t length = strcspn(part, "/");

		if (!length || (length == 1 && part[0] == '.') || (length == 2 && part[0] == '.' && part[1] == '.') ||
		    (length == 4 && part[0] == '.' && mv_str_eq_case((Str){ part, 4 }, STR(".git"))))
			return false;
		if (!part[length])
			return true;
		part += length + 1;
	}
}

static bool is_below(const char *path, const char *prefix)
{
	size_t length = strlen(prefix);

	return !length || (strncmp(path, prefix, length) == 0 && (path[length] == '/' || !path[length]));
}

/* "mode SP blob SP hash TAB path", each ended by NUL. */
static bool list_blobs(Revision *r)
{
	const char *const command[] = { "ls-tree", "-r", "-z", "--full-tree", mv_arena_format(r->git.arena, "%s^{tree}", r->ref), NULL };
	bool all = false, any = false;
	const char *listing, *record;
	size_t length;
	int code;

	if (!ask(r, command, STR(""), &code))
		return false;
	if (code != 0)
		return mv_fail(r->err, "there is no commit '%s' here: check the name, or fetch it (git fetch origin)", r->ref);
	length = r->out.len;
	listing = length ? mv_arena_strndup(r->git.arena, r->out.ptr, length) : "";
	for (int pass = 0; pass < 2; pass++) {
		for (record = listing; record < listing + length; record += strlen(record) + 1) {
			const char *tab = strchr(record, '\t'), *path = tab ? tab + 1 : NULL, *hash = tab;
			bool below = path && is_below(path, r->prefix);

			/* regular files only: a link could lead anywhere */
			if (!path || strncmp(record, "100", 3) != 0 || !is_safe(path))
				continue;
			any |= below;
			if (pass == 0) {
				/* imports, and what a configuration names, may be anywhere */
				all |= is_configuration(path) || (below && mv_str_ends(mv_str(path), STR(".py")));
				continue;
			}
			if (!is_configuration(path) && (below ? !is_wanted(path, false) : !all || !is_wanted(path, true)))
				continue;
			if (r->blobs.count >= MOST_FILES)
				return mv_fail(r->err, "'%s' of '%s' has more than %d files", r->prefix, r->ref, (int)MOST_FILES);
			while (hash > record && hash[-1] != ' ')
				hash--;
			*VEC_PUSH(r->git.arena, &r->blobs) = (Blob){ .path = path, .hash = mv_arena_strndup(r->git.arena, hash, (size_t)(tab - hash)) };
		}
	}
	return any || mv_fail(r->err, "there is no '%s' in '%s'", *r->prefix ? r->prefix : ".", r->ref);
}

static bool make_directories(Revision *r, char *file)
{
	for (char *slash = file + strlen(r->into) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(file, 0700) != 0 && errno != EEXIST)
			return mv_fail(r->err, "'%s' cannot be made: %s", file, strerror(errno));
		*slash = '/';
	}
	return true;
}

static bool write_blob(Revision *r, const Blob *blob, Str text)
{
	char *file = mv_arena_format(r->git.arena, "%s/%s", r->into, blob->path);
	size_t done = 0;
	int fd;

	if (!make_directories(r, file))
		return false;
	fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	while (fd >= 0 && done < text.len) {
		ssize_t written = write(fd, text.ptr + done, text.len - done);

		if (written < 0 && errno != EINTR)
			break;
		done += written > 0 ? (size_t)written : 0;
	}
	if (fd < 0 || close(fd) != 0 || done < text.len)
		return mv_fail(r->err, "'%s' of '%s' cannot be kept for reading: %s", blob->path, r->ref, strerror(errno));
	return true;
}

/* "hash SP blob SP size LF contents LF", one for each that was asked for. */
static bool write_blobs(Revision *r)
{
	StrBuf input = { 0 };
	size_t at = 0;
	int code;
	bool ok;

	for (uint32_t i = 0; i < r->blobs.count; i++)
		mv_buf_addf(&input, "%s\n", r->blobs.items[i].hash);
	ok = !r->blobs.count || ask(r, (const char *const[]){ "cat-file", "--batch", NULL }, (Str){ .ptr = input.ptr, .len = input.len }, &code);
	mv_buf_release(&input);
	if (!ok)
		return false;
	if (r->blobs.count && code != 0)
		return fail_as_git(r, "cannot read files");
	if (r->out.len > most_bytes)
		return mv_fail(r->err, "the files of '%s' are larger than %zu MiB", r->ref, most_bytes >> 20);
	for (uint32_t i = 0; i < r->blobs.count; i++) {
		const char *line = r->out.ptr + at, *end = at < r->out.len ? memchr(line, '\n', r->out.len - at) : NULL;
		const char *size = end;
		unsigned long long length;

		while (size && size > line && size[-1] != ' ')
			size--;
		length = size ? strtoull(size, NULL, 10) : 0;
		/* "HASH missing": a partial clone, and fetching is forbidden */
		if (!end || (size_t)(end - line) < strlen(r->blobs.items[i].hash) || strncmp(line, r->blobs.items[i].hash, strlen(r->blobs.items[i].hash)) != 0 ||
		    *size < '0' || *size > '9' || length > r->out.len - (size_t)(end - r->out.ptr) - 1)
			return mv_fail(r->err, "'%s' of '%s' is not in this clone: fetch the history", r->blobs.items[i].path, r->ref);
		if (!write_blob(r, &r->blobs.items[i], (Str){ .ptr = end + 1, .len = (size_t)length }))
			return false;
		at = (size_t)(end - r->out.ptr) + 1 + (size_t)length + 1;
	}
	return true;
}

/* The path may not exist in the work tree any more: what of it exists tells where it is. */
static char *absolute_path(const char *path, Arena *arena)
{
	char *cwd = getcwd(NULL, 0), *full, *resolved = NULL;
	const char *rest = "";

	full = *path == '/' ? mv_arena_strdup(arena, path) : mv_arena_format(arena, "%s/%s", cwd ? cwd : "", path);
	free(cwd);
	while (!(resolved = realpath(full, NULL))) {
		char *slash = strrchr(full, '/');

		if (!slash || slash == full)
			return full;
		rest = mv_arena_format(arena, "/%s%s", slash + 1, rest);
		*slash = '\0';
	}
	full = mv_arena_format(arena, "%s%s", strcmp(resolved, "/") == 0 ? "" : resolved, rest);
	free(resolved);
	while (strlen(full) > 1 && full[strlen(full) - 1] == '/')
		full[strlen(full) - 1] = '\0';
	return full;
}

bool mv_revision_write(const char *ref, const char *path, const char *into, const char **found, Arena *arena, Error *err)
{
	const char *full = absolute_path(*path ? path : ".", arena), *top = mv_git_top(full, arena);
	Revision r = { .ref = ref, .into = into, .err = err };
	bool ok;

	if (!top)
		return mv_fail(err, "'%s' is in no git repository", *path ? path : ".");
	if (ref[0] == '-' || ref[0] == '\0')
		return mv_fail(err, "'%s' is no git ref", ref);
	r.git = (Git){ .top = top, .environment = mv_git_environment(arena), .arena = arena };
	r.prefix = full + (strcmp(top, "/") == 0 ? 0 : strlen(top));
	r.prefix += *r.prefix == '/';
	/* what looks for the top of a repository upwards ends here */
	if (mkdir(mv_arena_format(arena, "%s/.git", into), 0700) != 0)
		return mv_fail(err, "'%s' cannot be written to: %s", into, strerror(errno));
	ok = list_blobs(&r) && write_blobs(&r);
	*found = *r.prefix ? mv_arena_format(arena, "%s/%s", into, r.prefix) : into;
	mv_buf_release(&r.out);
	mv_buf_release(&r.messages);
	return ok;
}
