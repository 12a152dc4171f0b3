/* init.c: `migvet init`: a configuration and CI templates for the repository that it finds. */
#include "cli.h"
#include "init.h"

#include "migvet/config.h"
#include "migvet/layout.h"
#include "migvet/writer.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands in the templates for what a project has to say. */
#define PLACEHOLDER_URL "https://git.example.com/migvet.git"
#define PLACEHOLDER_MIGRATIONS "db/migrations"
#define PLACEHOLDER_BRANCH "main"

/* In the order of `choices`. */
static const char *const names[] = { "config", "github", "github-drift", "gitlab", "azure", "circleci", "bitbucket", "jenkins", "pre-commit", NULL };

typedef struct Choice {
	const char *template; /* NULL: the configuration, which is made */
	const char *target;   /* from the repository's root */
	const char *evidence; /* what tells that the system is used; NULL: only by name */
	const char *then;     /* what is to be done besides, or NULL */
} Choice;

static const Choice choices[] = {
	{ NULL, "migvet.yaml", NULL, NULL },
	{ "github/migvet.yml", ".github/workflows/migvet.yml", ".github/workflows", NULL },
	{ "github/migvet-drift.yml", ".github/workflows/migvet-drift.yml", NULL, "add the secret DATABASE_URL, of a role that may only read" },
	{ "gitlab/migvet.gitlab-ci.yml", "migvet.gitlab-ci.yml", ".gitlab-ci.yml",
	  "add to .gitlab-ci.yml: include: [{local: migvet.gitlab-ci.yml}]" },
	{ "azure/azure-pipelines.yml", "azure-pipelines.yml", "azure-pipelines.yml", NULL },
	{ "circleci/config.yml", ".circleci/config.yml", ".circleci/config.yml", NULL },
	{ "bitbucket/bitbucket-pipelines.yml", "bitbucket-pipelines.yml", "bitbucket-pipelines.yml", NULL },
	{ "jenkins/Jenkinsfile", "Jenkinsfile", "Jenkinsfile", NULL },
	{ "pre-commit/.pre-commit-config.yaml", ".pre-commit-config.yaml", ".pre-commit-config.yaml", NULL },
};
enum { CHOICES = sizeof choices / sizeof *choices };
_Static_assert(CHOICES == sizeof names / sizeof *names - 1, "each choice has a name");

typedef struct Init {
	Arena *arena;
	bool dry_run;
	const char *url;    /* or NULL */
	const char *branch; /* or NULL */
	Project project;
	FoundServerVec servers;
	StrBuf out;
	bool told_url;
} Init;

static bool exists(const char *path)
{
	struct stat st;

	/* also a link that leads nowhere */
	return lstat(path, &st) == 0;
}

/* ---- the configuration ---- */

static void write_servers(const Init *init, StrBuf *text)
{
	bool any = false;

	for (uint32_t i = 0; i < init->servers.count; i++) {
		const FoundServer *server = &init->servers.items[i];

		if (server->major < MV_OLDEST_POSTGRES || server->major > MV_NEWEST_POSTGRES) {
			mv_buf_adds(text, "# ");
			mv_buf_add_clean(text, mv_str(server->file));
			mv_buf_addf(text, " has PostgreSQL %d, which migvet does not know\n", server->major);
			continue;
		}
		mv_buf_addf(text, any ? ", %d" : "# as the images of compose and CI files say\npostgres: {versions: [%d", server->major);
		any = true;
	}
	if (any)
		mv_buf_adds(text, "]}\n");
	else
		mv_buf_addf(text, "# postgres: {versions: [17]}    # not found; all of %d to %d are judged\n", MV_OLDEST_POSTGRES + 2, MV_NEWEST_POSTGRES);
}

/* Several histories may share a directory, in several dialects. */
static bool seen_before(const Project *project, uint32_t index)
{
	for (uint32_t i = 0; i < index; i++) {
		if (mv_set_is_judged(project->sets.items[i]) && mv_streq(project->sets.items[i]->path, project->sets.items[index]->path))
			return true;
	}
	return false;
}

/* The entries of `migrations:` that name what was found. */
static void add_paths(const Init *init, Config *config)
{
	for (uint32_t i = 0; i < init->project.sets.count; i++) {
		const MigrationSet *set = init->project.sets.items[i];

		/* of Python the path is the project's, and its applications are found from there */
		if (mv_set_is_judged(set) && !seen_before(&init->project, i))
			*VEC_PUSH(init->arena, &config->migrations) = (PathConfig){ .path = set->path, .layout = set->python ? NULL : set->layout->name };
	}
}

static const MigrationSet *next_judged(const Project *project, uint32_t *at)
{
	while (*at < project->sets.count) {
		const MigrationSet *set = project->sets.items[(*at)++];

		if (mv_set_is_judged(set))
			return set;
	}
	return NULL;
}

/*
 * A directory that is named is looked into with fewer doubts than one that is found (tests in it count, what a changelog
 * includes from elsewhere does not), so the entries are tried: do they lead to the same migrations?
 */
static bool leads_to_the_same(const Init *init, const Config *config)
{
	DiscoverOptions options = { .config = config };
	Project project = { 0 };
	uint32_t at = 0, other_at = 0;
	const MigrationSet *set, *other;

	if (!mv_discover(&options, &project, init->arena, NULL))
		return false;
	do {
		set = next_judged(&init->project, &at);
		other = next_judged(&project, &other_at);
		if (set && other && (!mv_streq(set->path, other->path) || set->layout != other->layout || set->migrations.count != other->migrations.count))
			return false;
	} while (set && other);
	return !set && !other;
}

static void write_migrations(const Init *init, StrBuf *text)
{
	Writer writer = { .out = text, .style = WRITER_YAML };
	Config config = { 0 };

	mv_config_defaults(&config, init->arena);
	config.directory = ".";
	add_paths(init, &config);
	if (config.migrations.count == 0) {
		mv_buf_adds(text, "\n# No migrations of PostgreSQL were found; name their directory:\n# migrations:\n#   - path: db/migrations\n");
		return;
	}
	if (!leads_to_the_same(init, &config)) {
		mv_buf_adds(text, "\n# What migvet finds by itself is more, or less, than its directories would give. To name some nevertheless:\n# migrations:\n");
		for (uint32_t i = 0; i < config.migrations.count; i++) {
			mv_buf_adds(text, "#   - path: ");
			mv_buf_add_clean(text, mv_str(config.migrations.items[i].path));
			mv_buf_addc(text, '\n');
		}
		return;
	}
	mv_write_object(&writer, NULL);
	mv_write_list(&writer, "migrations");
	for (uint32_t i = 0; i < config.migrations.count; i++) {
		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "path", config.migrations.items[i].path);
		mv_write_text(&writer, "layout", config.migrations.items[i].layout);
		mv_write_end(&writer);
	}
	mv_write_end(&writer);
	mv_write_end(&writer);
	if (text->ptr[text->len - 1] != '\n')
		mv_buf_addc(text, '\n');
}

static void make_config(const Init *init, StrBuf *text)
{
	mv_buf_adds(text, "# What migvet looks at, and what it thinks of it. 'migvet config' shows each value that holds,\n"
			  "# 'migvet config --schema' describes every key.\n\n");
	write_servers(init, text);
	write_migrations(init, text);
	mv_buf_adds(text, "\n# From this severity on a check fails: error, warning or info.\nfail-on: error\n\n"
			  "# What is found in an old project can be set aside: migvet check --write-baseline migvet-baseline.json\n"
			  "# baseline: migvet-baseline.json\n");
}

/* ---- the templates ---- */

static void replace(StrBuf *line, const char *what, const char *with)
{
	const char *at = with && line->ptr ? strstr(line->ptr, what) : NULL;
	StrBuf made = { 0 };

	if (!at)
		return;
	mv_buf_add(&made, (Str){ .ptr = line->ptr, .len = (size_t)(at - line->ptr) });
	mv_buf_adds(&made, with);
	mv_buf_adds(&made, at + strlen(what));
	mv_buf_release(line);
	*line = made;
}

/* "branches: [main]", "  - main", "MIGVET_BASE: main": whole lines, so that no other word is hit. */
static bool names_branch(const char *line)
{
	return strstr(line, "branches: [" PLACEHOLDER_BRANCH "]") || strstr(line, "  - " PLACEHOLDER_BRANCH "\n") ||
	       strstr(line, "MIGVET_BASE: " PLACEHOLDER_BRANCH "\n");
}

static const char *drift_path(const Init *init)
{
	for (uint32_t i = 0; i < init->project.sets.count; i++) {
		const char *path = init->project.sets.items[i]->path;

		/* it goes into YAML as it is */
		if (mv_set_is_judged(init->project.sets.items[i]) &&
		    strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-") == strlen(path))
			return path;
	}
	return NULL;
}

static void fill_template(const Init *init, const Choice *choice, StrBuf *text)
{
	const Template *template = mv_templates;

	while (template->path && strcmp(template->path, choice->template) != 0)
		template++;
	for (size_t i = 0; template->path && template->lines[i]; i++) {
		StrBuf line = { 0 };

		mv_buf_adds(&line, template->lines[i]);
		replace(&line, PLACEHOLDER_URL, init->url);
		if (strstr(line.ptr, "MIGVET_MIGRATIONS:"))
			replace(&line, PLACEHOLDER_MIGRATIONS, drift_path(init));
		if (names_branch(line.ptr))
			replace(&line, PLACEHOLDER_BRANCH, init->branch);
		mv_buf_add(text, (Str){ .ptr = line.ptr, .len = line.len });
		mv_buf_release(&line);
	}
}

/* ---- what was found ---- */

static bool judged(const Init *init)
{
	for (uint32_t i = 0; i < init->project.sets.count; i++) {
		if (mv_set_is_judged(init->project.sets.items[i]))
			return true;
	}
	return false;
}

/* "the runner" stands for whichever it is, in layouts that several have. */
static const char *runs_them(const Layout *layout)
{
	return strcmp(layout->runner, "the runner") == 0 ? "SQL files of no particular runner" : layout->runner;
}

static void tell_findings(Init *init)
{
	for (uint32_t i = 0; i < init->project.sets.count; i++) {
		const MigrationSet *set = init->project.sets.items[i];

		mv_buf_adds(&init->out, "found      ");
		mv_buf_add_clean(&init->out, mv_str(set->path));
		mv_buf_addf(&init->out, ": %s, %u migration%s%s%s\n", runs_them(set->layout), (unsigned)set->migrations.count,
			    set->migrations.count == 1 ? "" : "s", mv_set_is_judged(set) ? "" : ", not judged: ", mv_set_is_judged(set) ? "" : set->dialect);
	}
	if (!judged(init))
		mv_buf_adds(&init->out, "found      no migrations of PostgreSQL\n");
	for (uint32_t i = 0; i < init->servers.count; i++) {
		mv_buf_addf(&init->out, "found      PostgreSQL %d in ", init->servers.items[i].major);
		mv_buf_add_clean(&init->out, mv_str(init->servers.items[i].file));
		mv_buf_addc(&init->out, '\n');
	}
}

/* ---- writing ---- */

/* The directories above a file. A link is not followed: it may lead out of the repository. */
static bool make_parents(const char *path, Arena *arena, Error *err)
{
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		const char *directory = mv_arena_strndup(arena, path, (size_t)(slash - path));
		struct stat st;

		if (mkdir(directory, 0777) != 0 && errno != EEXIST)
			return mv_fail(err, "cannot make the directory '%s': %s", directory, strerror(errno));
		if (lstat(directory, &st) != 0 || !S_ISDIR(st.st_mode))
			return mv_fail(err, "'%s' is no directory: '%s' was not written", directory, path);
	}
	return true;
}

/* Another name of the same file is that file, too. */
static const char *already_there(const Choice *choice)
{
	static const char *const others[] = { ".migvet.yaml", "migvet.yml" };

	for (size_t i = 0; !choice->template && i < sizeof others / sizeof *others; i++) {
		if (exists(others[i]))
			return others[i];
	}
	return exists(choice->target) ? choice->target : NULL;
}

static bool names_migvet(const char *file, Arena *arena)
{
	Source source = { 0 };

	return mv_source_read(&source, file, file, arena, NULL) && source.text.len && strstr(mv_arena_strndup(arena, source.text.ptr, source.text.len), "migvet");
}

static bool do_choice(Init *init, const Choice *choice, Error *err)
{
	const char *there = already_there(choice);
	StrBuf text = { 0 };
	bool ok = true;

	if (there) {
		mv_buf_addf(&init->out, "left       %s: it is there already", there);
		if (choice->template && !names_migvet(there, init->arena))
			mv_buf_addf(&init->out, "; add what 'migvet init --dry-run %s' shows", names[choice - choices]);
		mv_buf_addc(&init->out, '\n');
		if (!init->dry_run || !choice->template)
			return true;
	}
	if (choice->template)
		fill_template(init, choice, &text);
	else
		make_config(init, &text);
	if (init->dry_run) {
		mv_buf_addf(&init->out, there ? "to add to  %s:\n" : "to write   %s:\n", there ? there : choice->target);
		for (size_t start = 0, i = 0; i < text.len; i++) {
			if (text.ptr[i] != '\n')
				continue;
			mv_buf_addf(&init->out, i > start ? "    %.*s\n" : "%.*s\n", (int)(i - start), text.ptr + start);
			start = i + 1;
		}
	} else {
		ok = make_parents(choice->target, init->arena, err) && mv_write_file(choice->target, &text, err);
		if (ok)
			mv_buf_addf(&init->out, "wrote      %s\n", choice->target);
	}
	if (ok && !there && choice->then)
		mv_buf_addf(&init->out, "next       %s\n", choice->then);
	init->told_url = init->told_url || (choice->template && !there);
	mv_buf_release(&text);
	return ok;
}

/* Those that are named; none: the configuration, and the systems whose files are there. */
static bool is_chosen(const CommandLine *line, const Choice *choice)
{
	for (uint32_t i = 0; i < line->arguments.count; i++) {
		if (strcmp(line->arguments.items[i], names[choice - choices]) == 0)
			return true;
	}
	return line->arguments.count == 0 && (!choice->template || (choice->evidence && exists(choice->evidence)));
}

/* ---- the command ---- */

/* It goes into YAML, Groovy and shells. */
static bool check_url(const char *url, Error *err)
{
	if (!url || (*url && strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@~+%-") == strlen(url)))
		return true;
	return mv_fail(err, "--migvet-url takes the address of a repository, like '" PLACEHOLDER_URL "'");
}

/* The repository's root, or the working directory where there is none. */
static bool enter_root(StrBuf *out, Error *err)
{
	enum { DEEPEST = 64 };
	StrBuf up = { 0 };
	bool ok = true, found = false;

	mv_buf_adds(&up, ".git");
	for (size_t depth = 0; depth < DEEPEST && !found; depth++) {
		found = access(up.ptr, F_OK) == 0;
		if (!found) {
			up.len -= strlen(".git");
			mv_buf_adds(&up, "../.git");
		}
	}
	up.len -= strlen(".git");
	if (found && up.len) {
		up.ptr[up.len] = '\0';
		ok = chdir(up.ptr) == 0 || mv_fail(err, "cannot enter the repository's root '%s': %s", up.ptr, strerror(errno));
		mv_buf_addf(out, "root       %s\n", up.ptr);
	}
	mv_buf_release(&up);
	return ok;
}

static int init_run(const CommandLine *line)
{
	Init init = { .arena = line->arena, .dry_run = mv_flag_given(line, "dry-run"), .url = mv_flag_value(line, "migvet-url") };
	Config config = { 0 };
	DiscoverOptions options = { .config = &config };
	Error err = { 0 }, nothing = { 0 };
	bool ok = check_url(init.url, &err) && enter_root(&init.out, &err);

	if (ok) {
		mv_config_defaults(&config, init.arena);
		config.directory = ".";
		/* that there is none is told below */
		if (!mv_discover(&options, &init.project, init.arena, &nothing))
			init.project = (Project){ 0 };
		mv_find_servers(&init.servers, init.arena);
		init.branch = mv_find_default_branch(init.arena);
		tell_findings(&init);
	}
	for (size_t i = 0; ok && i < CHOICES; i++) {
		if (is_chosen(line, &choices[i]))
			ok = do_choice(&init, &choices[i], &err);
	}
	if (ok && init.told_url && !init.url)
		mv_buf_adds(&init.out, "next       put the address of migvet's repository where the templates say " PLACEHOLDER_URL ", or give --migvet-url\n");
	/* what was written before something failed is told as well */
	if (!mv_cli_print(&init.out))
		ok = mv_fail(&err, "standard output cannot be written");
	mv_buf_release(&init.out);
	return ok ? EXIT_CLEAN : mv_cli_fail(&err);
}

static const Flag flags[] = {
	{ .name = "dry-run", .help = "show what would be written, and write nothing" },
	{ .name = "migvet-url", .argument = "URL", .fallback = PLACEHOLDER_URL ", to be replaced",
	  .help = "where the templates get migvet from: the address of its repository" },
	{ .name = NULL },
};

const Command mv_command_init = {
	.name = "init",
	.summary = "Write a configuration and CI templates for this repository.",
	.description = "Looks for migrations, for the version of PostgreSQL in compose and CI files, and for the CI systems in\n"
		       "use. Writes below the repository's root what is not there yet: it asks nothing, and changes no file\n"
		       "that is there.",
	.arguments = (const Argument[]){ { .name = "[WHAT...]", .takes = TAKES_CHOICE, .choices = names,
					   .help = "none: config, and the templates of those systems whose files are there" }, { .name = NULL } },
	.flags = flags,
	.examples = "migvet init --dry-run\nmigvet init\nmigvet init config github pre-commit",
	.run = init_run,
};
