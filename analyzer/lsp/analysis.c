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

static void note_files(const Project *project, Map *files)
{
	for (uint32_t s = 0; s < project->sets.count; s++) {
		const MigrationSet *set = project->sets.items[s];

		for (uint32_t m = 0; m < set->migrations.count; m++) {
			const Migration *migration = set->migrations.items[m];

			if (migration->source)
				mv_map_set(files, migration->source->file, (void *)(uintptr_t)migration);
			if (migration->down_source)
				mv_map_set(files, migration->down_source->file, (void *)(uintptr_t)migration);
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

static void find_migrations(Server *server)
{
	RunOptions options = server->options;
	Run run = { 0 };
	Error err = { 0 };
	Arena *arena = mv_arena_new();
	Map files;
	bool found;

	mv_map_init(&files, arena);
	add_memory(server, arena, &options);
	found = mv_run_configure(&run, &options, &err) && mv_run_discover(&run, &options, &err);
	if (found)
		note_files(&run.project, &files);
	for (size_t i = 0; i < server->documents.count; i++) {
		Document *document = server->documents.items[i];
		bool was = document->migration;

		/* one that is just broken stays what it was */
		document->migration = was || (files.live ? mv_map_get(&files, document->path) != NULL : may_stand_alone(server, document));
		document->changed = document->changed || document->migration != was;
	}
	if (run.arena)
		mv_run_release(&run);
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

void mv_lsp_analyze(Server *server)
{
	RunOptions options = server->options;
	Arena *arena;
	VEC(const char *) paths = { 0 };
	Error err = { 0 };

	if (!server->out_of_date)
		return;
	if (server->unknown_files && server->folder)
		find_migrations(server);
	server->out_of_date = false;
	arena = mv_arena_new();
	mv_lsp_analysis_release(&server->analysis);
	for (size_t i = 0; i < server->documents.count; i++) {
		if (server->documents.items[i]->migration)
			*VEC_PUSH(arena, &paths) = server->documents.items[i]->path;
	}
	if (paths.count) {
		server->analyses++;
		options.paths = paths.items;
		options.path_count = paths.count;
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
