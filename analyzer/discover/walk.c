/* walk.c: reading the directory trees that may hold migrations. */
#include "discover.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if defined _DIRENT_HAVE_D_TYPE && !defined DT_DIR
/* the C library hides its names in strict POSIX mode; the values are the kernel's */
enum { DT_UNKNOWN = 0, DT_DIR = 4, DT_REG = 8, DT_LNK = 10 };
#endif

/* Never entered: version control, installed packages, caches. They hold other people's migrations, or copies. */
static const char *const skipped[] = {
	".git", ".hg", ".svn", ".bzr", "CVS", "node_modules", "bower_components", "vendor", "site-packages",
	"__pycache__", ".venv", "venv", ".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache",
	".terraform", ".gradle", ".idea", ".vscode", ".next", ".nuxt", ".cache", ".cargo", ".direnv", ".yarn", ".pnpm-store",
};

/* Build output holds copies of migrations; recognised by the build file beside it. */
static const struct {
	const char *directory, *beside;
} outputs[] = {
	{ "target", "pom.xml" },    { "target", "Cargo.toml" },	      { "target", "build.sbt" },
	{ "build", "build.gradle" }, { "build", "build.gradle.kts" }, { "out", "build.gradle" },
	{ "build", "Makefile" },    { "build", "CMakeLists.txt" },    { "build", "pyproject.toml" },
	{ "bin", "pom.xml" },	    { "dist", "package.json" },	      { "build", "package.json" },
};

static const char *const metadata[] = {
	"sqitch.plan", "sqitch.conf", "atlas.sum", "atlas.hcl", "migration_lock.toml", "metadata.toml",
	"_journal.json", "manifest.json", "snapshot.json", "flyway.conf", "flyway.toml", "dbconfig.yml",
};

static bool listed(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

#define LISTED(names, name) listed((names), sizeof(names) / sizeof((names)[0]), (name))

static bool changelog_name(Str name)
{
	static const char *const ends[] = { ".xml", ".yaml", ".yml", ".json" };

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		if (mv_str_ends(name, mv_str(ends[i])))
			return mv_str_find(name, STR("changelog"), 0) != SIZE_MAX ||
			       mv_str_find(name, STR("changeLog"), 0) != SIZE_MAX ||
			       mv_str_find(name, STR("master"), 0) != SIZE_MAX ||
			       mv_str_find(name, STR("liquibase"), 0) != SIZE_MAX;
	}
	return false;
}

static bool python_file(const char *name)
{
	size_t len = strlen(name);

	return len > 3 && strcmp(name + len - 3, ".py") == 0;
}

/* Only what can matter is kept, so that walking a large repository stays cheap. */
static bool interesting(const char *file_name)
{
	Str name = mv_str(file_name);
	FileName parsed;

	if (LISTED(metadata, file_name))
		return true;
	if (mv_str_ends(name, STR(".sql.conf")) || changelog_name(name))
		return true;
	if (mv_str_ends(name, STR(".ini")))
		return mv_str_find(name, STR("alembic"), 0) != SIZE_MAX;
	parsed = mv_name_parse(file_name);
	if (parsed.sql)
		return name.ptr[0] != '.';
	if (!parsed.language)
		return false;
	/* a step in another language has a version, or is a Prisma directory's only file */
	if (mv_str_ends(parsed.stem, STR("_test")) || mv_str_ends(parsed.stem, STR(".test")) ||
	    mv_str_ends(parsed.stem, STR(".spec")) || mv_str_ends(parsed.stem, STR(".d")))
		return false;
	return parsed.version.len || mv_str_eq(parsed.stem, STR("migration")) ||
	       (parsed.stem.len > 3 && mv_str_find(parsed.stem, STR("__"), 1) != SIZE_MAX &&
		strchr("VURB", parsed.stem.ptr[0]));
}

static int by_file_name(const void *a, const void *b)
{
	return strcmp(((const File *)a)->name, ((const File *)b)->name);
}

static int by_directory_name(const void *a, const void *b)
{
	return strcmp((*(Directory *const *)a)->name, (*(Directory *const *)b)->name);
}

const char *mv_join(Discovery *d, const char *directory, const char *name)
{
	size_t len = strcmp(directory, "/") == 0 ? 0 : strlen(directory), name_len = strlen(name);
	char *path = mv_arena_alloc(d->arena, len + name_len + 2);

	/* once for each file: worth more than a format */
	memcpy(path, directory, len);
	path[len] = '/';
	memcpy(path + len + 1, name, name_len + 1);
	return path;
}

bool mv_path_within(const char *path, const char *directory)
{
	size_t len = strlen(directory);

	if (strcmp(directory, "/") == 0)
		return path[0] == '/';
	return strncmp(path, directory, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

const char *mv_shown_path(Discovery *d, const char *path)
{
	size_t common = 0, i = 0;
	StrBuf buf = { 0 };
	const char *shown;

	if (mv_path_within(path, d->cwd)) {
		size_t len = strcmp(d->cwd, "/") == 0 ? 0 : strlen(d->cwd);

		return path[len] == '\0' || path[len + 1] == '\0' ? "." : path + len + 1;
	}
	/* `common` ends behind the last component that both share */
	for (; path[i] && d->cwd[i] && path[i] == d->cwd[i]; i++) {
		if (path[i] == '/')
			common = i + 1;
	}
	if (d->cwd[i] == '/' && path[i] == '\0')
		common = i + 1; /* the path is above the working directory */
	for (const char *rest = d->cwd + common; *rest;) {
		const char *slash = strchr(rest, '/');

		mv_buf_adds(&buf, buf.len ? "/.." : "..");
		if (!slash)
			break;
		rest = slash + 1;
	}
	if (common <= strlen(path) && path[common]) {
		if (buf.len)
			mv_buf_addc(&buf, '/');
		mv_buf_adds(&buf, path + common);
	}
	shown = mv_buf_to_arena(&buf, d->arena);
	mv_buf_release(&buf);
	return shown;
}

void mv_discover_problem(Discovery *d, const char *rule, const char *path, const char *message, const char *help)
{
	Problem *problem = VEC_PUSH(d->arena, &d->project->problems);
	Source *source = MV_NEW(d->arena, Source);

	/* an empty source that carries the path */
	source->path = mv_shown_path(d, path);
	source->file = path;
	source->text = STR("");
	problem->rule = rule;
	problem->message = message;
	problem->help = help;
	problem->source = source;
}

const char *mv_config_path(Discovery *d, const char *path)
{
	size_t len = strlen(d->config_directory);

	return mv_path_within(path, d->config_directory) && path[len] == '/' ? path + len + 1 : path;
}

static bool excluded(Discovery *d, const char *path)
{
	const Config *config = d->options->config;

	for (uint32_t i = 0; config && i < config->exclude.count; i++) {
		if (mv_glob_match(config->exclude.items[i], mv_config_path(d, path)))
			return true;
	}
	return false;
}

bool mv_excluded_within(Discovery *d, const char *path)
{
	const Config *config = d->options->config;

	for (; config && config->exclude.count; path = mv_path_parent(d, path)) {
		if (excluded(d, path))
			return true;
		if (!mv_path_within(path, d->config_directory) || strcmp(path, d->config_directory) == 0)
			break;
	}
	return false;
}

static bool build_output(const Directory *directory, const char *name)
{
	for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
		char path[PATH_MAX];
		struct stat st;

		if (strcmp(outputs[i].directory, name) != 0 ||
		    strlen(directory->path) + strlen(outputs[i].beside) + 2 > sizeof path)
			continue;
		memcpy(path, directory->path, strlen(directory->path));
		path[strlen(directory->path)] = '/';
		memcpy(path + strlen(directory->path) + 1, outputs[i].beside, strlen(outputs[i].beside) + 1);
		if (stat(path, &st) == 0)
			return true;
	}
	return false;
}

enum { ENTRY_FILE, ENTRY_DIRECTORY, ENTRY_LINK, ENTRY_OTHER };

static int entry_type(const struct dirent *entry, const char *path)
{
	struct stat st;

#ifdef _DIRENT_HAVE_D_TYPE
	switch (entry->d_type) {
	case DT_REG:
		return ENTRY_FILE;
	case DT_DIR:
		return ENTRY_DIRECTORY;
	case DT_LNK:
		return ENTRY_LINK;
	case DT_UNKNOWN:
		break;
	default:
		return ENTRY_OTHER;
	}
#endif
	if (lstat(path, &st) != 0)
		return ENTRY_OTHER;
	return S_ISREG(st.st_mode) ? ENTRY_FILE : S_ISDIR(st.st_mode) ? ENTRY_DIRECTORY :
	       S_ISLNK(st.st_mode) ? ENTRY_LINK : ENTRY_OTHER;
}

static Directory *read_directory(Discovery *d, const char *path, const char *name, Directory *parent, int depth,
				 bool keep_all);

static void add_directory(Discovery *d, Directory *directory, const char *path, const char *name, int depth, bool keep_all)
{
	Directory *child = read_directory(d, path, name, directory, depth + 1, keep_all);

	if (child)
		*VEC_PUSH(d->arena, &directory->directories) = child;
}

/* A Python file that may be a step among SQL files stands in both lists. */
static void add_file(Discovery *d, Directory *directory, const char *name, bool link, bool keep_all)
{
	File file = { .directory = directory, .link = link };

	file.name = mv_arena_strdup(d->arena, name);
	if (python_file(name))
		*VEC_PUSH(d->arena, &directory->scripts) = file;
	if (keep_all || interesting(name))
		*VEC_PUSH(d->arena, &directory->files) = file;
}

static bool wanted(const char *name, bool keep_all)
{
	return keep_all || python_file(name) || interesting(name);
}

/*
 * A link to a directory outside of the tree being walked is entered, as long as
 * it stays in the repository; one into the tree leads to what is seen anyway.
 */
static void add_link(Discovery *d, Directory *directory, const char *path, const char *name, int depth, bool keep_all)
{
	struct stat st;
	char *target;

	if (stat(path, &st) != 0) {
		if (interesting(name))
			mv_discover_problem(d, "unreadable-file", path,
					    mv_arena_format(d->arena, "cannot follow the symbolic link: %s", strerror(errno)),
					    "repair or remove the link; what it stands for was not checked");
		return;
	}
	if (S_ISREG(st.st_mode)) {
		if (wanted(name, keep_all))
			add_file(d, directory, name, true, keep_all);
		return;
	}
	if (!S_ISDIR(st.st_mode) || keep_all)
		return;
	target = realpath(path, NULL);
	if (target && mv_path_within(target, d->root->bound) && !mv_path_within(target, d->root->path)) {
		const char *real = mv_arena_strdup(d->arena, target);

		/* what a link in a given directory leads to was given with it */
		for (uint32_t i = 0; i < d->review.count; i++) {
			if (mv_path_within(path, d->review.items[i])) {
				*VEC_PUSH(d->arena, &d->review) = real;
				d->followed = true;
				break;
			}
		}
		add_directory(d, directory, real, mv_arena_strdup(d->arena, name), depth, keep_all);
	}
	free(target);
}

static bool holds(const Directory *directory, const char *name)
{
	for (uint32_t i = 0; i < directory->files.count; i++) {
		if (strcmp(directory->files.items[i].name, name) == 0)
			return true;
	}
	for (uint32_t i = 0; i < directory->scripts.count; i++) {
		if (strcmp(directory->scripts.items[i].name, name) == 0)
			return true;
	}
	return false;
}

/* What is only in memory: a few files, so that looking through the directory for each does not count. */
static void add_memory(Discovery *d, Directory *directory, int depth, bool keep_all)
{
	const MemoryDirectory *memory = mv_memory_directory(d, directory->path);
	uint32_t on_disk = directory->files.count + directory->scripts.count;

	for (uint32_t i = 0; memory && i < memory->files.count; i++) {
		const char *name = memory->files.items[i];

		if (wanted(name, keep_all) && !(on_disk && holds(directory, name)) && !excluded(d, mv_join(d, directory->path, name)))
			add_file(d, directory, name, false, keep_all);
	}
	for (uint32_t i = 0; memory && i < memory->directories.count; i++) {
		const char *name = memory->directories.items[i];

		if (!mv_directory_child(directory, name) && !LISTED(skipped, name) && !excluded(d, mv_join(d, directory->path, name)))
			add_directory(d, directory, mv_join(d, directory->path, name), name, depth, keep_all);
	}
}

static Directory *read_directory(Discovery *d, const char *path, const char *name, Directory *parent, int depth,
				 bool keep_all)
{
	bool may_exclude = d->options->config && d->options->config->exclude.count;
	Directory *directory;
	struct dirent *entry;
	DIR *stream;

	if (depth > MV_WALK_DEPTH) {
		mv_discover_problem(d, "unreadable-file", path, "directories are nested too deeply; this one was not read",
				    "name the directories that hold migrations");
		return NULL;
	}
	/* listing everything is asked for single directories, which the walk has seen before */
	if (!keep_all && mv_map_get(&d->visited, path))
		return NULL;
	stream = opendir(path);
	if (!stream && !mv_memory_directory(d, path)) {
		mv_discover_problem(d, "unreadable-file", path,
				    mv_arena_format(d->arena, "cannot read this directory: %s", strerror(errno)),
				    "make it readable, or list it under 'exclude' in migvet.yaml; what it holds was not checked");
		return NULL;
	}
	directory = MV_NEW(d->arena, Directory);
	directory->path = path;
	directory->name = name;
	directory->parent = parent;
	if (!keep_all)
		mv_map_set(&d->visited, path, directory);
	while (stream && (entry = readdir(stream))) {
		const char *child = entry->d_name, *child_path;
		int type;

		if (strcmp(child, ".") == 0 || strcmp(child, "..") == 0)
			continue;
		if (++d->entry_count > MV_WALK_ENTRIES) {
			if (!d->limit_reported)
				mv_discover_problem(d, "unreadable-file", path,
						    "too many files: what follows was not looked at",
						    "name the directories that hold migrations");
			d->limit_reported = true;
			break;
		}
#ifdef _DIRENT_HAVE_D_TYPE
		/* the usual cases cost no path and no system call */
		if (entry->d_type == DT_REG && !wanted(child, keep_all))
			continue;
		if (entry->d_type == DT_REG && !may_exclude) {
			add_file(d, directory, child, false, keep_all);
			continue;
		}
#endif
		child_path = mv_join(d, path, child);
		type = entry_type(entry, child_path);
		if (excluded(d, child_path))
			continue;
		if (type == ENTRY_LINK)
			add_link(d, directory, child_path, child, depth, keep_all);
		else if (type == ENTRY_FILE && wanted(child, keep_all))
			add_file(d, directory, child, false, keep_all);
		else if (type == ENTRY_DIRECTORY && !LISTED(skipped, child) && !build_output(directory, child))
			add_directory(d, directory, child_path, mv_arena_strdup(d->arena, child), depth, keep_all);
	}
	if (stream)
		closedir(stream);
	add_memory(d, directory, depth, keep_all);
	if (directory->files.count)
		qsort(directory->files.items, directory->files.count, sizeof directory->files.items[0], by_file_name);
	if (directory->scripts.count)
		qsort(directory->scripts.items, directory->scripts.count, sizeof directory->scripts.items[0], by_file_name);
	if (directory->directories.count)
		qsort(directory->directories.items, directory->directories.count, sizeof directory->directories.items[0],
		      by_directory_name);
	for (uint32_t i = 0; i < directory->files.count; i++)
		directory->sql_files += mv_name_parse(directory->files.items[i].name).sql;
	return directory;
}

Directory *mv_walk(Discovery *d, const char *path, bool keep_all)
{
	const char *slash = strrchr(path, '/');

	return read_directory(d, path, slash && slash[1] ? slash + 1 : path, NULL, 0, keep_all);
}

/* A tree of its own, of directories that may have been seen before. */
Directory *mv_walk_again(Discovery *d, const char *path)
{
	Map visited = d->visited;
	Directory *tree;

	mv_map_init(&d->visited, d->arena);
	tree = mv_walk(d, path, false);
	if (tree && d->stdin_path)
		mv_tree_add_stdin(d);
	d->visited = visited;
	return tree;
}

static File *find_file(File *files, uint32_t count, const char *name)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(files[middle].name, name);

		if (order == 0)
			return &files[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

File *mv_directory_file(const Directory *directory, const char *name)
{
	return find_file(directory->files.items, directory->files.count, name);
}

File *mv_directory_script(const Directory *directory, const char *name)
{
	return find_file(directory->scripts.items, directory->scripts.count, name);
}

Directory *mv_directory_child(const Directory *directory, const char *name)
{
	for (uint32_t i = 0; i < directory->directories.count; i++) {
		if (strcmp(directory->directories.items[i]->name, name) == 0)
			return directory->directories.items[i];
	}
	return NULL;
}

const char *mv_file_path(Discovery *d, const File *file)
{
	const char *path = mv_join(d, file->directory->path, file->name);

	if (file->link) {
		char *target = realpath(path, NULL);

		if (target)
			path = mv_arena_strdup(d->arena, target);
		free(target);
	}
	return path;
}

Source *mv_file_source(Discovery *d, File *file)
{
	const MemoryFile *memory;
	const char *path;
	Source *source;
	Error err = { 0 };

	if (file->tried)
		return file->source;
	file->tried = true;
	path = mv_file_path(d, file);
	if (d->root && file->link && !mv_path_within(path, d->root->bound)) {
		file->failure = "it is a symbolic link that leaves the repository";
		return NULL;
	}
	source = MV_NEW(d->arena, Source);
	memory = mv_memory_file(d, path);
	if (memory || (d->stdin_path && strcmp(path, d->stdin_path) == 0)) {
		if (mv_source_from_bytes(source, memory ? memory->text : d->options->stdin_text, mv_shown_path(d, path), d->arena, &err)) {
			source->file = path;
			return file->source = source;
		}
	} else if (mv_source_read(source, path, mv_shown_path(d, path), d->arena, &err)) {
		return file->source = source;
	}
	file->failure = mv_arena_strdup(d->arena, err.message);
	return NULL;
}

/* The walk has seen its directory when it is below a root. */
static File *file_in_memory(Discovery *d, const char *path)
{
	Directory *directory = mv_map_get(&d->visited, mv_path_parent(d, path));

	return directory ? mv_directory_file(directory, strrchr(path, '/') + 1) : NULL;
}

File *mv_file_at(Discovery *d, const char *path)
{
	char *real = realpath(path, NULL);
	File *file = NULL;
	struct stat st;

	if (!real && mv_memory_file(d, path))
		return file_in_memory(d, path);
	if (real && stat(real, &st) == 0 && S_ISREG(st.st_mode) && mv_path_within(real, d->root->bound)) {
		char *slash = strrchr(real, '/');
		Directory *directory;

		*slash = '\0';
		directory = mv_map_get(&d->visited, slash == real ? "/" : real);
		if (!directory) {
			directory = MV_NEW(d->arena, Directory);
			directory->path = mv_arena_strdup(d->arena, slash == real ? "/" : real);
			directory->name = strrchr(directory->path, '/') + 1;
		}
		file = mv_directory_file(directory, slash + 1);
		if (!file) {
			file = MV_NEW(d->arena, File);
			file->name = mv_arena_strdup(d->arena, slash + 1);
			file->directory = directory;
		}
	}
	free(real);
	return file;
}

void mv_directory_consume(Directory *directory)
{
	directory->consumed = true;
	/* the walk bounds the depth */
	for (uint32_t i = 0; i < directory->directories.count; i++)
		mv_directory_consume(directory->directories.items[i]);
}

void mv_tree_add_stdin(Discovery *d)
{
	const char *slash = strrchr(d->stdin_path, '/');
	const char *parent = slash == d->stdin_path ? "/" : mv_arena_strndup(d->arena, d->stdin_path, (size_t)(slash - d->stdin_path));
	Directory *directory = mv_map_get(&d->visited, parent);

	if (!directory || mv_directory_file(directory, slash + 1) || mv_directory_script(directory, slash + 1))
		return;
	add_file(d, directory, slash + 1, false, false);
	directory->sql_files += mv_name_parse(slash + 1).sql;
	if (directory->files.count)
		qsort(directory->files.items, directory->files.count, sizeof directory->files.items[0], by_file_name);
	if (directory->scripts.count)
		qsort(directory->scripts.items, directory->scripts.count, sizeof directory->scripts.items[0], by_file_name);
}
