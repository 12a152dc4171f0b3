/*
 * workspace.c: a command for the projects of a workspace. Each project's paths
 * and database take the places that the command's `workspace` words leave to
 * them; the command itself knows nothing of it.
 */
#include "cli.h"

#include "migvet/config.h"
#include "migvet/workspace.h"

#include <errno.h>
#include <string.h>

typedef VEC(const char *) Words;
typedef VEC(const WorkspaceProject *) ProjectVec;

typedef struct Job {
	const CommandLine *line;
	Arena *arena;
	const WorkspaceProject *project;
	Words words;
} Job;

/* ---- which projects ---- */

static bool is_ours(const Flag *flag)
{
	return strcmp(flag->name, "project") == 0 || strcmp(flag->name, "workspace") == 0;
}

static bool add_named(const Workspace *workspace, const char *name, Arena *arena, ProjectVec *selected, Error *err)
{
	VEC(const char *) names = { 0 };
	const char *nearest;

	for (uint32_t i = 0; i < workspace->projects.count; i++) {
		const WorkspaceProject *project = &workspace->projects.items[i];

		if (strcmp(project->name, name) == 0) {
			*VEC_PUSH(arena, selected) = project;
			return true;
		}
		*VEC_PUSH(arena, &names) = project->name;
	}
	*VEC_PUSH(arena, &names) = NULL;
	nearest = mv_nearest(name, names.items);
	return nearest ? mv_fail(err, "%s has no project '%s'; did you mean '%s'?", workspace->file, name, nearest) :
			 mv_fail(err, "%s has no project '%s'", workspace->file, name);
}

/* Those that --project names, in that order; else all. */
static bool select_projects(const CommandLine *line, const Workspace *workspace, ProjectVec *selected, Error *err)
{
	for (uint32_t i = 0; i < line->flags.count; i++) {
		const GivenFlag *given = &line->flags.items[i];

		if (strcmp(given->flag->name, "project") == 0 && !add_named(workspace, given->value, line->arena, selected, err))
			return false;
	}
	for (uint32_t i = 0; !mv_flag_given(line, "project") && i < workspace->projects.count; i++)
		*VEC_PUSH(line->arena, selected) = &workspace->projects.items[i];
	return true;
}

/* ---- the words of one project ---- */

static bool the_path(const WorkspaceProject *project, const char **path, Error *err)
{
	*path = project->paths.items[0];
	return project->paths.count == 1 ||
	       mv_fail(err, "project '%s' has %u paths, and this needs one", project->name, (unsigned)project->paths.count);
}

static bool the_database(const WorkspaceProject *project, const char **url, Error *err)
{
	return mv_workspace_database(project, url, err) &&
	       (*url || mv_fail(err, "project '%s' names no database in the workspace", project->name));
}

/* {project}, {path} and {database} inside of a word that somebody wrote. What is put in is not looked at again. */
static bool fill_word(const Job *job, const char *word, const char **filled, Error *err)
{
	StrBuf text = { 0 };
	bool ok = true;

	while (ok && *word) {
		const char *value = NULL;

		if (strncmp(word, "{project}", 9) == 0) {
			value = job->project->name;
			word += 9;
		} else if (strncmp(word, "{path}", 6) == 0) {
			ok = the_path(job->project, &value, err);
			word += 6;
		} else if (strncmp(word, "{database}", 10) == 0) {
			ok = the_database(job->project, &value, err);
			word += 10;
		} else {
			mv_buf_addc(&text, *word++);
		}
		if (ok && value)
			mv_buf_adds(&text, value);
	}
	*filled = text.len ? mv_buf_to_arena(&text, job->arena) : "";
	mv_buf_release(&text);
	return ok;
}

static void add(Job *job, const char *word)
{
	*VEC_PUSH(job->arena, &job->words) = word;
}

/* One of the command's own words for a workspace. */
static bool add_place(Job *job, const char *place, Error *err)
{
	const CommandLine *line = job->line;
	const char *word = NULL;
	bool ok = true;

	if (strcmp(place, "{arguments}") == 0) {
		for (uint32_t i = 0; ok && i < line->arguments.count; i++) {
			ok = fill_word(job, line->arguments.items[i], &word, err);
			add(job, word);
		}
	} else if (strcmp(place, "{paths}") == 0) {
		for (uint32_t i = 0; i < job->project->paths.count; i++)
			add(job, job->project->paths.items[i]);
	} else if (strcmp(place, "{database?}") == 0) {
		ok = mv_workspace_database(job->project, &word, err);
		if (ok && word)
			add(job, word);
	} else {
		ok = fill_word(job, place, &word, err);
		add(job, word);
	}
	return ok;
}

static bool has_places(const CommandLine *line)
{
	for (uint32_t i = 0; i < line->arguments.count; i++) {
		if (strstr(line->arguments.items[i], "{path}") || strstr(line->arguments.items[i], "{database}"))
			return true;
	}
	return false;
}

static bool has_flag(const Command *command, const char *name)
{
	for (const Flag *flag = command->flags; flag && flag->name; flag++) {
		if (strcmp(flag->name, name) == 0)
			return true;
	}
	return false;
}

/* Has the command projects of its own, in a store? Those of a workspace have the same names there. */
static bool keeps_projects(const Command *command)
{
	return has_flag(command, "store") && !has_flag(command, "workspace");
}

static bool add_flags(Job *job, Error *err)
{
	const CommandLine *line = job->line;
	const char *config = job->project->config;

	for (uint32_t i = 0; i < line->flags.count; i++) {
		const GivenFlag *given = &line->flags.items[i];
		const char *value = NULL;

		if (is_ours(given->flag))
			continue;
		if (given->value && !fill_word(job, given->value, &value, err))
			return false;
		add(job, value ? mv_arena_format(job->arena, "--%s=%s", given->flag->name, value) :
				 mv_arena_format(job->arena, "--%s", given->flag->name));
	}
	if (keeps_projects(line->command))
		add(job, mv_arena_format(job->arena, "--project=%s", job->project->name));
	if (!has_flag(line->command, "config") || mv_flag_given(line, "config") || mv_flag_given(line, "no-config"))
		return true;
	if (!config)
		config = mv_config_nearest(job->project->paths.items[0], job->arena);
	add(job, config ? mv_arena_format(job->arena, "--config=%s", config) : "--no-config");
	return true;
}

static bool make_words(Job *job, Error *err)
{
	static const char *const given[] = { "{arguments}", NULL };
	const CommandLine *line = job->line;
	const char *const *places = has_places(line) ? given : line->command->workspace;
	bool ok = add_flags(job, err), takes_arguments = false;

	add(job, "--");
	for (; ok && *places; places++) {
		takes_arguments = takes_arguments || strcmp(*places, "{arguments}") == 0;
		ok = add_place(job, *places, err);
	}
	return ok && (takes_arguments || !line->arguments.count ||
		      mv_fail(err, "the paths are those of project '%s': '%s' is one too many", job->project->name, line->arguments.items[0]));
}

/* ---- several projects ---- */

/* How what several projects print becomes one. */
typedef enum Joint {
	JOINT_NONE,     /* it does not */
	JOINT_LINES,    /* one behind the other */
	JOINT_TEXT,     /* with the project's name above */
	JOINT_MARKDOWN,
	JOINT_SQL,
	JOINT_JSON,     /* {"projects": {"NAME": ...}} */
} Joint;

static const struct {
	const char *format;
	Joint joint;
} joints[] = {
	{ "text", JOINT_TEXT },	      { "table", JOINT_TEXT },	   { "markdown", JOINT_MARKDOWN }, { "sql", JOINT_SQL },
	{ "json", JOINT_JSON },	      { "concise", JOINT_LINES },  { "github", JOINT_LINES },	   { "jsonl", JOINT_LINES },
	{ "rdjsonl", JOINT_LINES },   { "azure", JOINT_LINES },	   { "teamcity", JOINT_LINES },
};

/* The format of what goes to standard output. */
static const char *format_of(const CommandLine *line)
{
	const char *format = NULL;

	for (const Flag *flag = line->command->flags; flag && flag->name; flag++) {
		if (strcmp(flag->name, "format") == 0 && flag->takes == TAKES_CHOICE)
			format = flag->fallback;
	}
	for (uint32_t i = 0; i < line->flags.count; i++) {
		const GivenFlag *given = &line->flags.items[i];

		if (strcmp(given->flag->name, "format") == 0 && !strchr(given->value, '='))
			format = given->value;
	}
	return format ? format : "text";
}

/* What each project would write to the same file. */
static const char *shared_file(const CommandLine *line)
{
	static const char *const files[] = { "output", "out", "write-baseline" };

	for (uint32_t i = 0; i < line->flags.count; i++) {
		const GivenFlag *given = &line->flags.items[i];
		const char *equals = strcmp(given->flag->name, "format") == 0 && !line->command->run_projects ? strchr(given->value, '=') : NULL;
		const char *file = equals ? equals + 1 : NULL;

		for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
			if (strcmp(given->flag->name, files[k]) == 0)
				file = given->value;
		}
		if (file && !strstr(file, "{project}"))
			return file;
	}
	return NULL;
}

static bool find_joint(const CommandLine *line, Joint *joint, Error *err)
{
	const char *format = format_of(line), *file = shared_file(line);

	*joint = JOINT_NONE;
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		if (strcmp(joints[i].format, format) == 0)
			*joint = joints[i].joint;
	}
	if (file)
		return mv_fail(err, "each project would write '%s': put {project} into its name, or name one project with --project", file);
	if (*joint == JOINT_NONE && !line->command->run_projects && !mv_flag_given(line, "output"))
		return mv_fail(err, "'%s' of several projects cannot be one: write each to a file with {project} in its name, or name one project with --project",
			       format);
	return true;
}

static void add_printed(StrBuf *all, Joint joint, const WorkspaceProject *project, const Capture *capture, bool first)
{
	Str out = { .ptr = capture->out.ptr ? capture->out.ptr : "", .len = capture->out.len };

	if (joint == JOINT_JSON) {
		out = mv_str_trim(out);
		mv_buf_addf(all, "%s\"%s\": ", first ? "{\"projects\": {\n" : ",\n", project->name);
		mv_buf_add(all, out.len ? out : STR("null"));
		return;
	}
	if (joint == JOINT_TEXT)
		mv_buf_addf(all, "%sproject %s\n\n", first ? "" : "\n", project->name);
	else if (joint == JOINT_MARKDOWN)
		mv_buf_addf(all, "%s## %s\n\n", first ? "" : "\n", project->name);
	else if (joint == JOINT_SQL)
		mv_buf_addf(all, "%s-- project %s\n\n", first ? "" : "\n", project->name);
	mv_buf_add(all, out);
}

static int run_several(const CommandLine *line, const ProjectVec *projects, Joint joint)
{
	StrBuf all = { 0 };
	Error err = { 0 };
	int code = EXIT_CLEAN;

	/* what goes elsewhere leaves nothing to print, and no frame around it */
	if (mv_flag_given(line, "output") || mv_flag_given(line, "record"))
		joint = JOINT_NONE;
	for (uint32_t i = 0; i < projects->count; i++) {
		Job job = { .line = line, .arena = line->arena, .project = projects->items[i] };
		Capture capture = { 0 };
		Str notes, note;

		if (make_words(&job, &err)) {
			code = mv_cli_worse(code, mv_cli_invoke(line->command, job.words.items, job.words.count, &capture));
		} else {
			mv_buf_addf(&capture.notes, "%s\n", err.message);
			code = mv_cli_worse(code, EXIT_FAILED);
		}
		notes = (Str){ .ptr = capture.notes.ptr, .len = capture.notes.len };
		while (mv_str_next_line(&notes, &note))
			mv_cli_note("%s: %.*s", job.project->name, STR_ARG(note));
		add_printed(&all, joint, job.project, &capture, i == 0);
		mv_capture_release(&capture);
	}
	if (joint == JOINT_JSON)
		mv_buf_adds(&all, "\n}}\n");
	if (!mv_cli_print(&all)) {
		mv_fail(&err, "standard output cannot be written: %s", strerror(errno));
		code = mv_cli_fail(&err);
	}
	mv_buf_release(&all);
	return code;
}

/* Those whose words cannot be made are told, and left out. */
static int run_together(const CommandLine *line, const ProjectVec *projects)
{
	CommandLine *lines = MV_NEW_ARRAY(line->arena, CommandLine, projects->count);
	int code = EXIT_CLEAN;
	size_t count = 0;

	for (uint32_t i = 0; i < projects->count; i++) {
		Job job = { .line = line, .arena = line->arena, .project = projects->items[i] };
		Error err = { 0 };

		if (make_words(&job, &err) &&
		    mv_command_line_parse(&lines[count], line->command, (int)job.words.count, job.words.items, line->arena, &err)) {
			lines[count++].project = job.project->name;
		} else {
			mv_cli_note("%s: %s", job.project->name, err.message);
			code = EXIT_FAILED;
		}
	}
	return count ? mv_cli_worse(code, line->command->run_projects(line, lines, count)) : code;
}

static int run_one(const CommandLine *line, const WorkspaceProject *project)
{
	Job job = { .line = line, .arena = line->arena, .project = project };
	Error err = { 0 };

	return make_words(&job, &err) ? mv_cli_invoke(line->command, job.words.items, job.words.count, NULL) : mv_cli_fail(&err);
}

int mv_cli_run(const CommandLine *line)
{
	const char *file = mv_flag_value(line, "workspace");
	/* of a store --project may be one that no workspace has */
	bool wanted = (mv_flag_given(line, "project") && !keeps_projects(line->command)) || file;
	Workspace workspace = { 0 };
	ProjectVec projects = { 0 };
	Error err = { 0 };
	Joint joint;

	/* whoever names what is meant does not mean the workspace */
	if (!line->command->workspace || (!wanted && (line->arguments.count || mv_flag_given(line, "stdin-filename"))))
		return line->command->run(line);
	if (!(file ? mv_workspace_load(&workspace, file, line->arena, &err) : mv_workspace_find(&workspace, line->arena, &err)))
		return mv_cli_fail(&err);
	if (!workspace.file && !wanted)
		return line->command->run(line);
	if (!workspace.file)
		mv_fail(&err, "there is no migvet-workspace.yaml here or above, and so no project '%s'", mv_flag_value(line, "project"));
	if (!workspace.file || !select_projects(line, &workspace, &projects, &err))
		return mv_cli_fail(&err);
	if (projects.count == 1)
		return run_one(line, projects.items[0]);
	if (!find_joint(line, &joint, &err))
		return mv_cli_fail(&err);
	return line->command->run_projects ? run_together(line, &projects) : run_several(line, &projects, joint);
}
