/*
 * introduction.c: which commit brought a file. Two runs of git for all files
 * together, of commands that read objects only (see git.c).
 */
#include "discover.h"
#include "process.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Of more, git is asked about everything: that costs less than as many path specifications. */
enum { MOST_DIRECTORIES = 6 };

typedef struct Search {
	Git git;
	Map wanted;       /* path from the top: GitIntroduction of a file that had this name then */
	Map shallow;      /* commits behind which the history was cut off: what they seem to bring is older */
	uint32_t missing;
} Search;

/* The directory of a file, with links resolved, from the top of its repository; NULL: it is in none. */
static const char *directory_of(const char *file, const char **top, Map *known, Arena *arena)
{
	const char *slash = strrchr(file, '/');
	const char *directory = slash ? mv_arena_strndup(arena, file, (size_t)(slash - file) + (slash == file)) : ".";
	const char *found = mv_map_get(known, directory);
	char *real;

	if (found)
		return found;
	real = realpath(directory, NULL);
	if (!real)
		return NULL;
	if (!*top)
		*top = mv_git_top(real, arena);
	if (*top && strncmp(real, *top, strlen(*top)) == 0 && (real[strlen(*top)] == '/' || !real[strlen(*top)] || strcmp(*top, "/") == 0)) {
		const char *rest = real + strlen(*top);

		found = mv_arena_format(arena, "%s%s", rest + (*rest == '/'), rest[0] && rest[1] ? "/" : "");
		mv_map_set(known, directory, (void *)(uintptr_t)found);
	}
	free(real);
	return found;
}

static bool run(Search *search, const char *const *command, Str input, StrBuf *out)
{
	StrBuf messages = { 0 };
	int code = 1;
	bool ok = mv_git_run(&search->git, command, input, out, &messages, &code, NULL) && code == 0;

	mv_buf_release(&messages);
	return ok;
}

/* A clone of depth 1 says that its one commit brought everything. */
static void read_shallow(Search *search, StrBuf *out)
{
	Source file = { 0 };
	Str rest, line;

	mv_map_init(&search->shallow, search->git.arena);
	if (!run(search, (const char *const[]){ "rev-parse", "--is-shallow-repository", NULL }, STR(""), out) || strncmp(out->ptr ? out->ptr : "", "true", 4) != 0 ||
	    !run(search, (const char *const[]){ "rev-parse", "--path-format=absolute", "--git-path", "shallow", NULL }, STR(""), out))
		return;
	rest = mv_str_trim((Str){ out->ptr ? out->ptr : "", out->len });
	if (!mv_source_read(&file, mv_arena_strndup(search->git.arena, rest.ptr, rest.len), "shallow", search->git.arena, NULL))
		return;
	rest = file.text;
	while (mv_str_next_line(&rest, &line))
		mv_map_set(&search->shallow, mv_arena_strndup(search->git.arena, line.ptr, line.len), search);
}

static const char *next(Str *rest)
{
	const char *at = rest->ptr, *end = rest->len ? memchr(at, '\0', rest->len) : NULL;

	if (!end)
		return NULL;
	*rest = mv_str_slice(*rest, (size_t)(end - at) + 1, rest->len);
	return at;
}

/* "\1HASH\1AUTHOR\1SECONDS\1SUBJECT" */
static void read_commit(const char *record, GitIntroduction *commit, const Search *search)
{
	Arena *arena = search->git.arena;
	const char *fields[4];
	char when[32] = "";
	struct tm day;
	time_t seconds;

	*commit = (GitIntroduction){ 0 };
	for (int i = 0; i < 4; i++) {
		size_t length = strcspn(record, "\1");

		fields[i] = mv_arena_strndup(arena, record, length);
		record += length + (record[length] == '\1');
	}
	if (mv_map_get(&search->shallow, fields[0]))
		return;
	seconds = (time_t)strtoll(fields[2], NULL, 10);
	if (gmtime_r(&seconds, &day) && strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &day))
		commit->time = mv_arena_strdup(arena, when);
	commit->revision = fields[0];
	commit->author = fields[1];
	commit->subject = fields[3];
}

/* Commits from the newest to the oldest, each with "A NUL path" and "R100 NUL old NUL new". */
static void read_commits(Search *search, Str rest)
{
	GitIntroduction commit = { 0 };
	const char *record;

	while (search->missing && (record = next(&rest))) {
		const char *path, *old = NULL;
		GitIntroduction *found;

		record += *record == '\n';
		if (*record == '\1') {
			read_commit(record + 1, &commit, search);
			continue;
		}
		if (*record == 'R')
			old = next(&rest);
		if (*record != 'R' && *record != 'A')
			continue;
		path = next(&rest);
		found = path ? mv_map_get(&search->wanted, path) : NULL;
		if (!found)
			continue;
		mv_map_remove(&search->wanted, path);
		if (old) {
			mv_map_set(&search->wanted, old, found);
		} else {
			*found = commit;
			search->missing--;
		}
	}
}

void mv_git_introductions(const char *const *files, uint32_t count, GitIntroduction *found, Arena *arena)
{
	Search search = { .git = { .arena = arena } };
	StrBuf out = { 0 }, commits = { 0 };
	const char *top = NULL, **listing, **tree;
	Map directories, pathspecs;
	uint32_t fixed = 0;

	mv_map_init(&directories, arena);
	mv_map_init(&pathspecs, arena);
	mv_map_init(&search.wanted, arena);
	for (uint32_t i = 0; i < count; i++) {
		const char *slash = files[i] ? strrchr(files[i], '/') : NULL;
		const char *directory = files[i] ? directory_of(files[i], &top, &directories, arena) : NULL;

		found[i] = (GitIntroduction){ 0 };
		if (!directory)
			continue;
		mv_map_set(&pathspecs, *directory ? directory : ".", (void *)(uintptr_t)directory);
		/* several migrations may stand in one file */
		if (!mv_map_get(&search.wanted, mv_arena_concat(arena, directory, slash ? slash + 1 : files[i], "")))
			search.missing++;
		mv_map_set(&search.wanted, mv_arena_concat(arena, directory, slash ? slash + 1 : files[i], ""), &found[i]);
	}
	if (!top)
		return;
	search.git.top = top;
	search.git.environment = mv_git_environment(arena);
	listing = MV_NEW_ARRAY(arena, const char *, MOST_DIRECTORIES + 4);
	tree = MV_NEW_ARRAY(arena, const char *, 16);
	listing[fixed++] = "rev-list";
	listing[fixed++] = "HEAD";
	listing[fixed++] = "--";
	for (uint32_t i = 0; pathspecs.count <= MOST_DIRECTORIES && i < pathspecs.count; i++)
		listing[fixed++] = pathspecs.entries[i].key;
	memcpy(tree, (const char *const[]){ "diff-tree", "--stdin", "-r", "--root", "-M100%", "--diff-filter=AR", "--name-status", "-z",
					     "--format=%x01%H%x01%an%x01%at%x01%s" }, 9 * sizeof *tree);
	if (run(&search, listing, STR(""), &commits) && commits.len) {
		read_shallow(&search, &out);
		if (run(&search, tree, (Str){ commits.ptr, commits.len }, &out))
			read_commits(&search, (Str){ mv_buf_to_arena(&out, arena), out.len });
	}
	mv_buf_release(&out);
	mv_buf_release(&commits);
}

bool mv_git_files(const char *root, const char *ref, const char *path, Map *files, Arena *arena)
{
	const char *top = mv_git_top(root, arena), *prefix;
	Search search = { .git = { .top = top, .arena = arena } };
	StrBuf out = { 0 };
	const char *record;
	bool ok;
	Str rest;

	if (!top || !*ref || *ref == '-')
		return false;
	prefix = root + (strcmp(top, "/") == 0 ? 0 : strlen(top));
	prefix = *prefix ? mv_arena_concat(arena, prefix + 1, "/", "") : "";
	search.git.environment = mv_git_environment(arena);
	ok = run(&search, (const char *const[]){ "ls-tree", "-r", "-z", "--name-only", "--full-tree", ref, "--", mv_arena_concat(arena, prefix, path, ""), NULL }, STR(""), &out);
	rest = (Str){ mv_buf_to_arena(&out, arena), out.len };
	while (ok && (record = next(&rest))) {
		if (strncmp(record, prefix, strlen(prefix)) == 0)
			mv_map_set(files, record + strlen(prefix), files);
	}
	mv_buf_release(&out);
	return ok;
}
