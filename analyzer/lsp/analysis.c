/*
 * analysis.c: what is known of the open documents: which are migrations, and
 * a run over those, with the texts of all open files in memory. The history
 * that they belong to is on disk; it is read again when something changed.
 */
#include "lsp.h"

#include <stdlib.h>

void mv_lsp_analysis_release(Analysis *analysis)
{
	if (analysis->history)
		mv_history_free(analysis->history);
	if (analysis->run.arena)
		mv_run_release(&analysis->run);
	*analysis = (Analysis){ 0 };
}

/* What the editor holds, as files. Texts are those of the documents. */
static void add_memory(const Server *server, Arena *arena, RunOptions *options)
{
	MemoryFile *files = MV_NEW_ARRAY(arena, MemoryFile, server->documents.count + 1);

	for (size_t i = 0; i < server->documents.count; i++) {
		const Document *document = server->documents.items[i];

		if (!*document->path)
			continue;
		files[options->memory_count++] = (MemoryFile){
			.path = document->path, .text = { .ptr = document->text.ptr ? document->text.ptr : "", .len = document->text.len } };
	}
	options->memory = files;
}

/* To the user, and not twice in a row. */
static void complain(Server *server, const char *message)
{
	cJSON *params;
	StrBuf copy = { 0 };

	if (server->complaint && strcmp(server->complaint, message) == 0)
		return;
	free(server->complaint);
	mv_buf_adds(&copy, message);
	server->complaint = copy.ptr;
	params = cJSON_CreateObject();
	cJSON_AddNumberToObject(params, "type", 1);
	cJSON_AddStringToObject(params, "message", message);
	mv_lsp_notify(server, "window/showMessage", params);
}

/* ---- which documents are migrations ---- */

/* Their names outlive the project. */
static void note_files(const Project *project, Map *files, Arena *arena)
{
	for (uint32_t s = 0; s < project->sets.count; s++) {
		const MigrationSet *set = project->sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			if (migration->source)
				mv_map_set(files, mv_arena_strdup(arena, migration->source->file), files);
			if (migration->down_source)
				mv_map_set(files, mv_arena_strdup(arena, migration->down_source->file), files);
		}
	}
}

/* A folder without any history that is found by itself: an SQL file in it is taken for what it is opened as. */
static bool may_stand_alone(const Server *server, const Document *document)
{
	size_t len = strlen(server->folder);

	/* the file system's root is nobody's project, and what lies beside a file there is not to be walked */
	return len > 1 && strncmp(document->path, server->folder, len) == 0 && document->path[len] == '/' &&
	       mv_str_ends(mv_str(document->path), STR(".sql"));
}

/* The configuration that holds for a file: the nearest; a project of a repository may have its own. NULL: there is none. */
static const char *config_of(const Server *server, const Document *document, Arena *arena)
{
	const char *slash = strrchr(document->path, '/'), *file = server->options.config_file;
	size_t len = strlen(server->folder);

	if (!file && slash)
		file = mv_config_nearest(slash == document->path ? "/" : mv_arena_strndup(arena, document->path, (size_t)(slash - document->path)), arena);
	/* in messages as it is seen from the folder */
	return file && len > 1 && strncmp(file, server->folder, len) == 0 && file[len] == '/' ? file + len + 1 : file;
}

static void set_config(RunOptions *options, const char *config)
{
	options->config_file = config;
	options->no_config = !config;
}

/* The files of the histories that are found with this configuration. */
static void find_with(const Server *server, const char *config, Map *files, Arena *names)
{
	RunOptions options = server->options;
	Run run = { 0 };
	Error err = { 0 };
	Arena *arena = mv_arena_new();

	add_memory(server, arena, &options);
	set_config(&options, config);
	if (mv_run_configure(&run, &options, &err) && mv_run_discover(&run, &options, &err))
		note_files(&run.project, files, names);
	if (run.arena)
		mv_run_release(&run);
	mv_arena_free(arena);
}

static void find_migrations(Server *server)
{
	Arena *arena = mv_arena_new();
	Map files, configs;

	mv_map_init(&configs, arena);
	for (size_t i = 0; i < server->documents.count; i++) {
		Document *document = server->documents.items[i];
		const char *config = *document->path ? config_of(server, document, arena) : NULL;

		if (*document->path && !mv_map_get(&configs, config ? config : ""))
			mv_map_set(&configs, config ? config : "", server);
	}
	for (uint32_t c = 0; c < configs.count; c++) {
		mv_map_init(&files, arena);
		find_with(server, *configs.entries[c].key ? configs.entries[c].key : NULL, &files, arena);
		for (size_t i = 0; i < server->documents.count; i++) {
			Document *document = server->documents.items[i];
			const char *config = *document->path ? config_of(server, document, arena) : NULL;
			bool was = document->migration;

			if (!*document->path || strcmp(config ? config : "", configs.entries[c].key) != 0)
				continue;
			/* one that is just broken stays what it was */
			document->migration = was || (files.live ? mv_map_get(&files, document->path) != NULL : may_stand_alone(server, document));
			document->changed = document->changed || document->migration != was;
		}
	}
	mv_arena_free(arena);
	server->unknown_files = false;
}

/* ---- the run ---- */

static bool run_over(Server *server, const RunOptions *options, Error *err)
{
	Run *run = &server->analysis.run;

	return mv_run_configure(run, options, err) && mv_run_discover(run, options, err) && mv_run_read(run, options, err) &&
	       mv_run_check(run, run->config.baseline, false, err);
}

/* All that have the configuration of the one that is looked at. */
static void choose_judged(Server *server, RunOptions *options, Arena *arena)
{
	VEC(const char *) paths = { 0 };
	const char *config = NULL;
	bool any = server->focus && server->focus->migration;

	if (any)
		config = config_of(server, server->focus, arena);
	for (size_t i = 0; i < server->documents.count; i++) {
		Document *document = server->documents.items[i];
		const char *own = document->migration ? config_of(server, document, arena) : NULL;

		if (document->migration && !any) {
			config = own;
			any = true;
		}
		document->judged = document->migration && mv_streq(own, config);
		if (document->judged)
			*VEC_PUSH(arena, &paths) = document->path;
	}
	options->paths = paths.items;
	options->path_count = paths.count;
	set_config(options, config);
}

void mv_lsp_analyze(Server *server, const Document *document)
{
	RunOptions options = server->options;
	Arena *arena;
	Error err = { 0 };

	if (server->unknown_files && server->folder)
		find_migrations(server);
	if (document && document->migration && (!document->judged || server->out_of_date)) {
		server->focus = document;
		server->out_of_date = true;
	}
	if (!server->out_of_date)
		return;
	server->out_of_date = false;
	arena = mv_arena_new();
	mv_lsp_analysis_release(&server->analysis);
	choose_judged(server, &options, arena);
	if (options.path_count) {
		server->analyses++;
		add_memory(server, arena, &options);
		server->analysis.good = run_over(server, &options, &err);
		if (!server->analysis.good)
			complain(server, err.message);
	}
	mv_arena_free(arena);
}

/* ---- what it gives ---- */

static bool is_file(const Source *source, const Document *document)
{
	return source && mv_streq(source->file, document->path);
}

const Migration *mv_lsp_migration(const Server *server, const Document *document, const Source **source)
{
	const Project *project = &server->analysis.run.project;

	for (uint32_t s = 0; server->analysis.good && s < project->sets.count; s++) {
		for (uint32_t m = 0; m < project->sets.items[s]->migrations.count; m++) {
			const Migration *migration = project->sets.items[s]->migrations.items[m];

			if (!is_file(migration->source, document) && !is_file(migration->down_source, document))
				continue;
			*source = is_file(migration->source, document) ? migration->source : migration->down_source;
			return migration;
		}
	}
	return NULL;
}

History *mv_lsp_history(Server *server)
{
	Analysis *analysis = &server->analysis;

	if (!analysis->history && analysis->good)
		analysis->history = mv_history_new(&analysis->run.project, &analysis->run.config, &analysis->run.findings,
						   analysis->run.review_is_unmerged, analysis->run.arena, NULL);
	return analysis->history;
}

const LockHistory *mv_lsp_locks(Server *server)
{
	Analysis *analysis = &server->analysis;
	Run *run = &analysis->run;

	if (!analysis->locks && analysis->good) {
		analysis->locks = MV_NEW(run->arena, LockHistory);
		mv_lock_history(&run->project, &run->config, run->review_is_unmerged, run->config.versions.items[run->config.versions.count - 1], run->arena,
				analysis->locks);
	}
	return analysis->locks;
}
