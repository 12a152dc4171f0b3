/* init_detect.c: what the files of a repository tell of its servers and branches. */
#include "init.h"

#include "migvet/source.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* ---- images ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "16" of "16.2-alpine"; 0 when it does not begin with a number that may be a major of today. */
static int leading_major(Str text)
{
	int number = 0;
	size_t digits = 0;

	while (digits < text.len && digits < 3 && is_digit(text.ptr[digits]))
		number = number * 10 + (text.ptr[digits++] - '0');
	return digits == 2 ? number : 0;
}

static Str from(Str text, size_t at)
{
	return (Str){ .ptr = text.ptr + at, .len = text.len - at };
}

/* `${NAME:-text}` as a whole or within: what stands there when nothing is set. */
static bool without_variables(Str image, StrBuf *out)
{
	for (size_t i = 0; i < image.len; i++) {
		size_t end = i;

		if (image.ptr[i] != '$') {
			mv_buf_addc(out, image.ptr[i]);
			continue;
		}
		while (end < image.len && image.ptr[end] != '-' && image.ptr[end] != '}')
			end++;
		if (i + 1 >= image.len || image.ptr[i + 1] != '{' || end >= image.len || image.ptr[end] != '-')
			return false;
		for (i = end + 1; i < image.len && image.ptr[i] != '}'; i++)
			mv_buf_addc(out, image.ptr[i]);
	}
	return true;
}

static int plain_image_postgres(Str image)
{
	/* by their last component; the tags of the latter ones begin with a version of their own */
	static const char *const servers[] = { "postgres", "postgresql", "postgis", "pgvector", NULL };
	static const char *const extensions[] = { "pgvector", "timescaledb", "timescaledb-ha", "citus", NULL };
	size_t start = 0, colon;
	Str name, tag;
	bool server = false, extension = false;

	for (size_t i = 0; i < image.len; i++) {
		if (image.ptr[i] == '/')
			start = i + 1;
	}
	image = from(image, start);
	for (colon = 0; colon < image.len && image.ptr[colon] != ':'; colon++)
		;
	if (colon == image.len)
		return 0;
	name = (Str){ .ptr = image.ptr, .len = colon };
	tag = from(image, colon + 1);
	for (size_t i = 0; servers[i]; i++)
		server = server || mv_str_eq(name, mv_str(servers[i]));
	for (size_t i = 0; extensions[i]; i++)
		extension = extension || mv_str_eq(name, mv_str(extensions[i]));
	for (size_t i = 0; (server || extension) && i + 2 < tag.len; i++) {
		if (tag.ptr[i] == 'p' && tag.ptr[i + 1] == 'g' && (i == 0 || tag.ptr[i - 1] == '-') && leading_major(from(tag, i + 2)))
			return leading_major(from(tag, i + 2));
	}
	return server && !extension ? leading_major(tag) : 0;
}

int mv_image_postgres(Str image)
{
	StrBuf plain = { 0 };
	int major = without_variables(image, &plain) ? plain_image_postgres((Str){ .ptr = plain.ptr ? plain.ptr : "", .len = plain.len }) : 0;

	mv_buf_release(&plain);
	return major;
}

/* ---- the files that name images ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static Str trimmed(Str text)
{
	while (text.len && is_blank(text.ptr[0]))
		text = from(text, 1);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '#' && (i == 0 || is_blank(text.ptr[i - 1])))
			text.len = i;
	}
	while (text.len && is_blank(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

/* What a line of YAML may name as an image: `image: X`, `- image: X`, `- name: X`, `- X`, quoted or not. */
static Str image_of_line(Str line)
{
	bool item = false;

	line = trimmed(line);
	if (line.len > 1 && line.ptr[0] == '-' && is_blank(line.ptr[1])) {
		item = true;
		line = trimmed(from(line, 1));
	}
	if (mv_str_starts(line, STR("image:")))
		line = trimmed(from(line, strlen("image:")));
	else if (item && mv_str_starts(line, STR("name:")))
		line = trimmed(from(line, strlen("name:")));
	else if (!item)
		return STR("");
	if (line.len > 1 && (line.ptr[0] == '"' || line.ptr[0] == '\'') && line.ptr[line.len - 1] == line.ptr[0])
		line = (Str){ .ptr = line.ptr + 1, .len = line.len - 2 };
	return line;
}

static void add_server(FoundServerVec *servers, int major, const char *file, Arena *arena)
{
	uint32_t at = 0;

	while (at < servers->count && servers->items[at].major < major)
		at++;
	if (at < servers->count && servers->items[at].major == major)
		return;
	VEC_PUSH(arena, servers);
	memmove(servers->items + at + 1, servers->items + at, (servers->count - 1 - at) * sizeof *servers->items);
	servers->items[at] = (FoundServer){ .major = major, .file = file };
}

static void look_into(const char *file, FoundServerVec *servers, Arena *arena)
{
	Source source = { 0 };
	size_t start = 0;

	/* most are not there; one that cannot be read tells nothing */
	if (!mv_source_read(&source, file, file, arena, NULL))
		return;
	for (size_t i = 0; i <= source.text.len; i++) {
		int major;

		if (i < source.text.len && source.text.ptr[i] != '\n')
			continue;
		major = mv_image_postgres(image_of_line((Str){ .ptr = source.text.ptr + start, .len = i - start }));
		if (major)
			add_server(servers, major, file, arena);
		start = i + 1;
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void look_into_workflows(FoundServerVec *servers, Arena *arena)
{
	enum { MOST = 200 };
	VEC(const char *) names = { 0 };
	DIR *stream = opendir(".github/workflows");
	struct dirent *entry;

	while (stream && names.count < MOST && (entry = readdir(stream))) {
		Str name = mv_str(entry->d_name);

		if (mv_str_ends(name, STR(".yml")) || mv_str_ends(name, STR(".yaml")))
			*VEC_PUSH(arena, &names) = mv_arena_format(arena, ".github/workflows/%s", entry->d_name);
	}
	if (stream)
		closedir(stream);
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, by_name);
	for (uint32_t i = 0; i < names.count; i++)
		look_into(names.items[i], servers, arena);
}

void mv_find_servers(FoundServerVec *servers, Arena *arena)
{
	static const char *const files[] = {
		"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "docker/docker-compose.yml", ".devcontainer/docker-compose.yml",
		"docker-compose.dev.yml", "docker-compose.test.yml", ".gitlab-ci.yml", ".circleci/config.yml", "bitbucket-pipelines.yml", "azure-pipelines.yml",
	};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		look_into(files[i], servers, arena);
	look_into_workflows(servers, arena);
}

/* ---- the default branch ---- */

const char *mv_find_default_branch(Arena *arena)
{
	static const char head[] = "ref: refs/remotes/origin/";
	Source source = { 0 };
	Str name;

	if (!mv_source_read(&source, ".git/refs/remotes/origin/HEAD", "origin/HEAD", arena, NULL) || !mv_str_starts(source.text, mv_str(head)))
		return NULL;
	name = from(source.text, strlen(head));
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (c == '\n') {
			name.len = i;
			break;
		}
		/* it goes into YAML as it is */
		if (!(is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (i > 0 && (c == '-' || c == '_' || c == '/' || c == '.'))))
			return NULL;
	}
	return name.len ? mv_arena_strndup(arena, name.ptr, name.len) : NULL;
}
