/*
 * git.c: which files differ from the merge base with a git ref, and what a file held before.
 *
 * The repository is what is being checked: its configuration and attributes
 * come with it and must not make git run anything. So only commands are used
 * that read objects, the index and file names:
 * - no porcelain (diff, status): they may call external diffs, textconv, pagers
 *   and, to compare files of the work tree, clean filters;
 * - `hash-object --no-filters` hashes files as they are; what it says is
 *   compared with the tree of the merge base here;
 * - file system monitors and hooks are switched off, transports are forbidden
 *   (a partial clone would fetch, and so run core.sshCommand or a helper), and
 *   core.worktree is overruled.
 * The user's own configuration (home, system) is trusted: it holds
 * safe.directory, without which git refuses in many CI containers.
 */
#include "discover.h"
#include "process.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

const char *mv_git_top(const char *path, Arena *arena)
{
	char *at = mv_arena_strdup(arena, path);

	for (;;) {
		const char *entry = mv_arena_format(arena, "%s/.git", at);
		struct stat st;
		char *slash;

		/* a directory, or a file in work trees and submodules */
		if (stat(entry, &st) == 0)
			return *at ? at : "/";
		slash = strrchr(at, '/');
		if (!slash || !*at)
			return NULL;
		*slash = '\0';
	}
}

char **mv_git_environment(Arena *arena)
{
	static const char *const added[] = {
		"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none",
		"GIT_NO_REPLACE_OBJECTS=1", "GIT_PAGER=cat", "GIT_LITERAL_PATHSPECS=1", "LC_ALL=C",
	};
	size_t count = 0, kept = 0;
	char **environment;

	while (environ[count])
		count++;
	environment = MV_NEW_ARRAY(arena, char *, count + sizeof added / sizeof added[0] + 1);
	for (size_t i = 0; i < count; i++) {
		/* GIT_DIR and its like come from a hook and mean another repository or index; GIT_CONFIG* is the user's */
		if ((strncmp(environ[i], "GIT_", 4) == 0 && strncmp(environ[i], "GIT_CONFIG", 10) != 0 &&
		     strncmp(environ[i], "GIT_EXEC_PATH", 13) != 0) ||
		    strncmp(environ[i], "LC_ALL=", 7) == 0)
			continue;
		environment[kept++] = environ[i];
	}
	for (size_t i = 0; i < sizeof added / sizeof added[0]; i++)
		environment[kept++] = (char *)(uintptr_t)added[i];
	return environment;
}

bool mv_git_run(const Git *g, const char *const *command, Str input, StrBuf *out, StrBuf *messages, int *code, Error *err)
{
	const char *argv[32] = {
		"git", "-C", g->top, "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "-c",
		"core.hooksPath=/dev/null", "-c", "protocol.allow=never", "-c", "core.sshCommand=false", "-c",
		"credential.helper=", "-c", "submodule.recurse=false", "-c", "core.alternateRefsCommand=true", "--no-pager",
		"--work-tree", g->top,
	};
	size_t count = 0;

	while (argv[count])
		count++;
	for (size_t i = 0; command[i] && count < 31; i++)
		argv[count++] = command[i];
	mv_buf_clear(out);
	mv_buf_clear(messages);
	if (!mv_process_run(argv, g->environment, input, out, messages, code, err)) {
		if (err && strstr(err->message, "No such file"))
			return mv_fail(err, "this needs git, which is not installed or not on the PATH");
		return false;
	}
	return true;
}

static Str text_of(const StrBuf *buf)
{
	return (Str){ .ptr = buf->ptr ? buf->ptr : "", .len = buf->len };
}

/* The first line of what git complained about. */
static Str complaint(const StrBuf *messages)
{
	Str rest = text_of(messages), line = { 0 };

	if (!mv_str_next_line(&rest, &line))
		return STR("no message");
	if (mv_str_starts(line, STR("fatal: ")))
		line = mv_str_slice(line, 7, line.len);
	return line;
}

static bool find_base(const Git *g, const char *ref, const char **base, StrBuf *out, StrBuf *messages, Error *err)
{
	const char *commit;
	int code;

	if (!mv_git_run(g, (const char *const[]){ "rev-parse", "--verify", "--quiet", "HEAD^{commit}", NULL }, STR(""), out, messages,
		 &code, err))
		return false;
	if (code != 0 && mv_str_find(text_of(messages), STR("dubious ownership"), 0) != SIZE_MAX)
		return mv_fail(err,
			       "git refuses to read '%s' because another user owns it: "
			       "run git config --global --add safe.directory '%s'",
			       g->top, g->top);
	if (code != 0 && messages->len)
		return mv_fail(err, "--since: git cannot read the repository: %.*s", STR_ARG(complaint(messages)));
	if (code != 0)
		return mv_fail(err, "--since needs a commit to compare with: this repository has none yet");
	if (!mv_git_run(g, (const char *const[]){ "rev-parse", "--verify", "--quiet", mv_arena_format(g->arena, "%s^{commit}", ref), NULL },
		 STR(""), out, messages, &code, err))
		return false;
	if (code != 0)
		return mv_fail(err, "--since: there is no commit '%s' here: check the name, or fetch it (git fetch origin)", ref);
	commit = mv_arena_strndup(g->arena, out->ptr, mv_str_trim(text_of(out)).len);
	if (!mv_git_run(g, (const char *const[]){ "merge-base", commit, "HEAD", NULL }, STR(""), out, messages, &code, err))
		return false;
	if (code != 0 || out->len == 0) {
		if (!mv_git_run(g, (const char *const[]){ "rev-parse", "--is-shallow-repository", NULL }, STR(""), out, messages, &code,
			 err))
			return false;
		if (code == 0 && mv_str_starts(text_of(out), STR("true")))
			return mv_fail(err,
				       "--since: this clone is shallow and does not reach the merge base with '%s': "
				       "fetch the history ('fetch-depth: 0' in actions/checkout, or git fetch --unshallow)",
				       ref);
		return mv_fail(err, "--since: HEAD and '%s' have no common ancestor", ref);
	}
	*base = mv_arena_strndup(g->arena, out->ptr, mv_str_trim(text_of(out)).len);
	return true;
}

/* Takes the next NUL-terminated record. */
static bool next_record(Str *rest, const char **record)
{
	const char *end = rest->len ? memchr(rest->ptr, '\0', rest->len) : NULL;

	if (!end)
		return false;
	*record = rest->ptr;
	*rest = mv_str_slice(*rest, (size_t)(end - rest->ptr) + 1, rest->len);
	return true;
}

/* Can a file of this name be part of a migration? The others are not hashed. */
static bool relevant(const char *path)
{
	static const char *const endings[] = { ".conf", ".toml", ".xml", ".yaml", ".yml", ".json", ".plan", ".sum" };
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	FileName parsed = mv_name_parse(name);

	if (parsed.sql || parsed.language)
		return true;
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		if (mv_str_ends(mv_str(name), mv_str(endings[i])))
			return true;
	}
	return false;
}

typedef struct Base {
	Map hashes; /* path: hash in the base's tree */
	Map names;  /* "hash name": a path in the base with this content and file name */
} Base;

/* "mode SP type SP hash TAB path" */
static void read_tree(const Git *g, const StrBuf *out, Base *base)
{
	Str rest = { .ptr = mv_buf_to_arena(out, g->arena), .len = out->len };
	const char *record;

	mv_map_init(&base->hashes, g->arena);
	mv_map_init(&base->names, g->arena);
	while (next_record(&rest, &record)) {
		const char *tab = strchr(record, '\t'), *space = tab ? tab : record, *path;
		const char *hash;

		if (!tab || !relevant(tab + 1))
			continue;
		while (space > record && space[-1] != ' ')
			space--;
		hash = mv_arena_strndup(g->arena, space, (size_t)(tab - space));
		path = tab + 1;
		mv_map_set(&base->hashes, path, (void *)(uintptr_t)hash);
		mv_map_set(&base->names,
			   mv_arena_format(g->arena, "%s %s", hash, strrchr(path, '/') ? strrchr(path, '/') + 1 : path),
			   (void *)(uintptr_t)path);
	}
}

static void set_changed(const Git *g, Map *changed, Map *known, const char *path, const char *hash)
{
	const char *full = mv_arena_format(g->arena, "%s/%s", strcmp(g->top, "/") == 0 ? "" : g->top, path);
	char *real = realpath(full, NULL);

	if (real) {
		const char *key = mv_arena_strdup(g->arena, real);

		mv_map_set(changed, key, (void *)(uintptr_t)key);
		if (hash)
			mv_map_set(known, key, (void *)(uintptr_t)hash);
	}
	free(real);
}

/*
 * Same content and same file name elsewhere in the base: moved with its
 * directory, not new. "up.sql" says nothing: the directory's name must agree.
 */
static bool moved(const Git *g, const Base *base, const char *path, const char *hash)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	const char *before = mv_map_get(&base->names, mv_arena_format(g->arena, "%s %s", hash, name));
	const char *a = name - 1, *b;

	if (!before)
		return false;
	if (mv_name_parse(name).version.len || strstr(name, "__"))
		return true;
	b = strrchr(before, '/') ? strrchr(before, '/') : before;
	if (a < path || b == before)
		return false;
	/* backwards over the directory's name */
	for (a--, b--; a >= path && b >= before && *a == *b && *a != '/'; a--, b--)
		;
	return (a < path || *a == '/') && (b < before || *b == '/');
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* What the base has and the work tree has not, not even under the same name elsewhere. */
static void find_gone(const Git *g, const Base *base, const Map *present, const Map *contents, Map *gone)
{
	for (uint32_t i = 0; i < base->hashes.count; i++) {
		const char *path = base->hashes.entries[i].key, *hash = base->hashes.entries[i].value, *now;
		GoneFile *file;

		if (!hash || mv_map_get(present, path))
			continue;
		now = mv_map_get(contents, hash);
		if (now && strcmp(base_name(now), base_name(path)) == 0)
			continue;
		file = MV_NEW(g->arena, GoneFile);
		file->hash = hash;
		file->renamed_to = now ? mv_arena_format(g->arena, "%s/%s", strcmp(g->top, "/") == 0 ? "" : g->top, now) : NULL;
		mv_map_set(gone, mv_arena_format(g->arena, "%s/%s", strcmp(g->top, "/") == 0 ? "" : g->top, path), file);
	}
}

bool mv_git_changed(const char *top, const char *ref, Map *changed, Map *known, Map *gone, Arena *arena, Error *err)
{
	Git g = { .top = top, .arena = arena, .environment = mv_git_environment(arena) };
	StrBuf out = { 0 }, messages = { 0 }, input = { 0 };
	VEC(const char *) paths = { 0 };
	Base base = { 0 };
	Map present, contents; /* paths of the work tree; by hash one of them */
	const char *commit = NULL, *record;
	Str rest, line;
	uint32_t next = 0;
	int code;
	bool ok = false;

	mv_map_init(&present, arena);
	mv_map_init(&contents, arena);
	if (!mv_git_top(top, arena))
		return mv_fail(err, "--since needs a git repository, and '%s' is in none", top);
	if (ref[0] == '-' || ref[0] == '\0')
		return mv_fail(err, "--since: '%s' is no git ref", ref);
	if (!find_base(&g, ref, &commit, &out, &messages, err))
		goto out;
	if (!mv_git_run(&g, (const char *const[]){ "ls-tree", "-r", "-z", "--full-tree", commit, NULL }, STR(""), &out, &messages,
		 &code, err))
		goto out;
	if (code != 0) {
		mv_fail(err, "--since: git cannot list the files of '%s': %.*s", ref, STR_ARG(complaint(&messages)));
		goto out;
	}
	read_tree(&g, &out, &base);
	/* tracked and untracked files as they lie in the work tree; ignored ones are not meant */
	if (!mv_git_run(&g, (const char *const[]){ "ls-files", "-z", "--cached", "--others", "--exclude-standard", NULL }, STR(""), &out,
		 &messages, &code, err))
		goto out;
	if (code != 0) {
		mv_fail(err, "--since: git cannot list the work tree: %.*s", STR_ARG(complaint(&messages)));
		goto out;
	}
	rest = (Str){ .ptr = mv_buf_to_arena(&out, arena), .len = out.len };
	while (next_record(&rest, &record)) {
		const char *full = mv_arena_format(arena, "%s/%s", top, record);
		struct stat st;

		if (!relevant(record) || lstat(full, &st) != 0)
			continue;
		mv_map_set(&present, record, (void *)(uintptr_t)record);
		if (!S_ISREG(st.st_mode) || strchr(record, '\n') || access(full, R_OK) != 0) {
			/* not hashed: a link, an odd name; under review when the base does not have it */
			if (!S_ISDIR(st.st_mode) && !mv_map_get(&base.hashes, record))
				set_changed(&g, changed, known, record, NULL);
			continue;
		}
		*VEC_PUSH(arena, &paths) = record;
		mv_buf_adds(&input, record);
		mv_buf_addc(&input, '\n');
	}
	if (paths.count &&
	    !mv_git_run(&g, (const char *const[]){ "hash-object", "--no-filters", "--stdin-paths", NULL }, text_of(&input), &out,
		 &messages, &code, err))
		goto out;
	rest = paths.count ? text_of(&out) : STR("");
	while (next < paths.count && mv_str_next_line(&rest, &line)) {
		const char *path = paths.items[next++], *before = mv_map_get(&base.hashes, path);

		/* of several with one content the new one may be a renamed file */
		if (!before || !mv_map_get(&contents, mv_arena_strndup(arena, line.ptr, line.len)))
			mv_map_set(&contents, mv_arena_strndup(arena, line.ptr, line.len), (void *)(uintptr_t)path);
		if (before && mv_str_eq(line, mv_str(before)))
			continue;
		if (!before && moved(&g, &base, path, mv_arena_strndup(arena, line.ptr, line.len)))
			continue;
		set_changed(&g, changed, known, path, before);
	}
	/* a file that vanished in between stops git: what was not hashed is reviewed rather than passed over */
	for (; next < paths.count; next++)
		set_changed(&g, changed, known, paths.items[next], NULL);
	find_gone(&g, &base, &present, &contents, gone);
	ok = true;
out:
	mv_buf_release(&out);
	mv_buf_release(&messages);
	mv_buf_release(&input);
	return ok;
}

bool mv_git_blob(const char *top, const char *hash, Str *text, Arena *arena)
{
	Git g = { .top = top, .arena = arena, .environment = mv_git_environment(arena) };
	StrBuf out = { 0 }, messages = { 0 };
	int code;
	bool ok = mv_git_run(&g, (const char *const[]){ "cat-file", "blob", hash, NULL }, STR(""), &out, &messages, &code, NULL) &&
		  code == 0;

	if (ok)
		*text = (Str){ .ptr = mv_buf_to_arena(&out, arena), .len = out.len };
	mv_buf_release(&out);
	mv_buf_release(&messages);
	return ok;
}

uint32_t mv_git_each_version(const char *file, uint32_t most, GitVersionUser *use, void *data, Arena *arena)
{
	char *real = realpath(file, NULL);
	const char *path = real ? mv_arena_strdup(arena, real) : NULL, *slash = path ? strrchr(path, '/') : NULL;
	const char *top = slash ? mv_git_top(mv_arena_strndup(arena, path, (size_t)(slash - path)), arena) : NULL;
	Git g = { .top = top, .arena = arena, .environment = mv_git_environment(arena) };
	StrBuf out = { 0 }, blob = { 0 }, messages = { 0 };
	uint32_t seen = 0;
	Str rest, line;
	int code;

	free(real);
	if (!top)
		return 0;
	path += strcmp(top, "/") == 0 ? 1 : strlen(top) + 1;
	if (mv_git_run(&g, (const char *const[]){ "rev-list", mv_arena_format(arena, "--max-count=%u", (unsigned)most), "HEAD", "--", path, NULL }, STR(""), &out,
		&messages, &code, NULL) && code == 0) {
		rest = text_of(&out);
		while (mv_str_next_line(&rest, &line)) {
			const char *name = mv_arena_format(arena, "%.*s:%s", STR_ARG(line), path);

			/* not there: the commit took it away */
			if (!mv_git_run(&g, (const char *const[]){ "cat-file", "blob", name, NULL }, STR(""), &blob, &messages, &code, NULL) || code != 0)
				continue;
			seen++;
			if (!use(data, text_of(&blob)))
				break;
		}
	}
	mv_buf_release(&out);
	mv_buf_release(&blob);
	mv_buf_release(&messages);
	return seen;
}
