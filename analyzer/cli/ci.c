/*
 * ci.c: what CI systems get by themselves beside a report for people:
 * annotations and a job summary on GitHub, a Code Quality report on GitLab.
 * Whatever goes wrong here is said and changes no exit code: nobody asked.
 */
#include "ci.h"

#include "cli.h"

#include "migvet/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* POSIX has it where strict C headers do not say so. */
char *realpath(const char *restrict path, char *restrict resolved);

/* GitHub takes no summary of a step at all when it is larger than 1,024 KiB. */
enum { MOST_OF_SUMMARY = 900 * 1024, LEAST_OF_SUMMARY = 2048 };

#define GITLAB_FILE "gl-code-quality-report.json"

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

CiSystem mv_ci_system(void)
{
	if (mv_streq(variable("GITHUB_ACTIONS"), "true"))
		return CI_GITHUB;
	return mv_streq(variable("GITLAB_CI"), "true") ? CI_GITLAB : CI_NONE;
}

/* ---- where the repository is ---- */

static const char *real(const char *path, Arena *arena)
{
	char *found = path ? realpath(path, NULL) : NULL;
	const char *copy = mv_arena_strdup(arena, found);

	free(found);
	return copy;
}

/* What of `path` is below `top`, "" for `top` itself; NULL: it is elsewhere. */
static const char *below(const char *path, const char *top)
{
	size_t len = strlen(top);

	if (strncmp(path, top, len) != 0 || (path[len] && path[len] != '/'))
		return NULL;
	return path[len] ? path + len + 1 : "";
}

const char *mv_ci_prefix(CiSystem ci, Arena *arena)
{
	const char *workspace = ci == CI_GITHUB ? variable("GITHUB_WORKSPACE") : ci == CI_GITLAB ? variable("CI_PROJECT_DIR") : NULL;
	const char *top, *git, *here = real(".", arena), *rest;

	top = real(workspace, arena);
	if (!top || !here)
		return NULL;
	/* a checkout may lie in a directory of the workspace */
	git = mv_git_top(here, arena);
	if (git && below(git, top))
		top = git;
	rest = below(here, top);
	return rest && *rest ? mv_arena_format(arena, "%s/", rest) : NULL;
}

/* ---- GitHub ---- */

/*
 * To standard error, which the runner reads as it reads standard output: so that what is taken from standard output
 * stays what it is without CI.
 */
static void add_annotations(const Report *report)
{
	StrBuf text = { 0 };

	mv_reporter_find("github")->write(report, &text);
	if (text.len)
		fwrite(text.ptr, 1, text.len, stderr);
	mv_buf_release(&text);
}

static bool append(int fd, const StrBuf *text)
{
	size_t written = 0;

	while (written < text->len) {
		ssize_t got = write(fd, text->ptr + written, text->len - written);

		if (got <= 0)
			return false;
		written += (size_t)got;
	}
	return true;
}

/* Earlier commands of the step may have written to it. */
static void add_summary(const Report *report, const char *file)
{
	StrBuf text = { 0 };
	struct stat st;
	int fd = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	bool ok = fd >= 0 && fstat(fd, &st) == 0;

	if (ok && st.st_size <= MOST_OF_SUMMARY - LEAST_OF_SUMMARY) {
		mv_buf_adds(&text, st.st_size ? "\n" : "");
		mv_report_markdown(report, (size_t)(MOST_OF_SUMMARY - 1 - st.st_size), &text);
		ok = append(fd, &text);
	}
	if (!ok)
		mv_cli_note("the job summary '%s' cannot be written: %s", file, strerror(errno));
	if (fd >= 0)
		close(fd);
	mv_buf_release(&text);
}

/* ---- GitLab ---- */

/* Never over a file that is there: another tool's report may have that name, or an earlier run's. */
static void write_quality(const Report *report)
{
	const char *folder = variable("CI_PROJECT_DIR");
	const char *file = mv_arena_format(report->arena, "%s%s" GITLAB_FILE, folder ? folder : "", folder ? "/" : "");
	StrBuf text = { 0 };
	Error err = { 0 };
	struct stat st;

	if (lstat(file, &st) == 0) {
		mv_cli_note(GITLAB_FILE " is there already and was left as it is; --format gitlab=FILE writes another one");
		return;
	}
	mv_reporter_find("gitlab")->write(report, &text);
	if (mv_write_file(file, &text, &err))
		mv_cli_note(GITLAB_FILE " was written for GitLab (artifacts: reports: codequality)");
	else
		mv_cli_note("%s", err.message);
	mv_buf_release(&text);
}

void mv_ci_report(const Report *report, CiSystem ci, bool for_people, bool given)
{
	switch (ci) {
	case CI_NONE:
		return;
	case CI_GITHUB:
		if (for_people && !given)
			add_annotations(report);
		if ((for_people || given) && variable("GITHUB_STEP_SUMMARY"))
			add_summary(report, variable("GITHUB_STEP_SUMMARY"));
		return;
	case CI_GITLAB:
		if (for_people && !given)
			write_quality(report);
		return;
	}
}
