/* history_event.c: events and versions of objects as words, JSON and Markdown. */
#include "history.h"

#include <stdlib.h>
#include <string.h>

static bool is_flag(const char *name)
{
	static const char *const flags[] = { "not_null", "unique", "valid", "deferrable", "concurrently", "partitioned", "partition", "row_security", "incomplete",
					     "security_definer", "enabled" };

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		if (strcmp(name, flags[i]) == 0)
			return true;
	}
	return false;
}

void mv_version_json(Writer *writer, const char *key, const ObjectVersion *version)
{
	if (!version) {
		mv_write_null(writer, key);
		return;
	}
	mv_write_object(writer, key);
	for (uint32_t i = 0; i < version->count; i++) {
		if (!mv_version_is_field(version->names[i]) && strcmp(version->names[i], "schema") != 0 && strcmp(version->names[i], "table") != 0)
			continue;
		if (!version->values[i])
			mv_write_null(writer, version->names[i]);
		else if (strcmp(version->names[i], "position") == 0)
			mv_write_number(writer, version->names[i], strtoll(version->values[i], NULL, 10));
		else if (is_flag(version->names[i]))
			mv_write_flag(writer, version->names[i], strcmp(version->values[i], "0") != 0);
		else
			mv_write_text(writer, version->names[i], version->values[i]);
	}
	mv_write_end(writer);
}

static void optional(Writer *writer, const char *key, const char *text)
{
	if (text)
		mv_write_text(writer, key, text);
	else
		mv_write_null(writer, key);
}

void mv_event_json(Writer *writer, const Event *event, Arena *arena)
{
	mv_write_object(writer, NULL);
	mv_write_number(writer, "id", event->id);
	mv_write_text(writer, "kind", event->kind);
	optional(writer, "schema", event->schema);
	optional(writer, "name", event->name);
	optional(writer, "part", event->part);
	optional(writer, "new_name", event->new_name);
	mv_write_flag(writer, "conditional", event->conditional);
	mv_write_object(writer, "migration");
	mv_write_text(writer, "history", event->history);
	optional(writer, "version", event->version);
	optional(writer, "name", event->migration);
	optional(writer, "path", event->path);
	mv_write_number(writer, "line", event->line ? strtoll(event->line, NULL, 10) : 0);
	optional(writer, "time", event->time);
	optional(writer, "author", event->author);
	optional(writer, "revision", event->revision);
	optional(writer, "subject", event->subject);
	mv_write_end(writer);
	mv_write_text(writer, "risk", event->risk);
	mv_write_list(writer, "reasons");
	for (const char *at = event->reasons; at && *at;) {
		size_t length = strcspn(at, ",");

		mv_write_text(writer, NULL, mv_arena_strndup(arena, at, length));
		at += length + (at[length] == ',');
		at += *at == ' ';
	}
	mv_write_end(writer);
	optional(writer, "sql", event->sql);
	optional(writer, "comment", event->comment);
	mv_write_list(writer, "objects");
	for (uint32_t i = 0; i < event->objects.count; i++) {
		const VersionPair *pair = &event->objects.items[i];

		mv_write_object(writer, NULL);
		mv_write_text(writer, "object", (pair->after ? pair->after : pair->before)->object);
		mv_write_number(writer, "id", (pair->after ? pair->after : pair->before)->id);
		mv_version_json(writer, "before", pair->before);
		mv_version_json(writer, "after", pair->after);
		mv_write_end(writer);
	}
	mv_write_end(writer);
	mv_write_end(writer);
}

char *mv_event_words(const Event *event, Arena *arena)
{
	const char *name = mv_event_name(event, arena);

	return mv_arena_format(arena, "%s%s%s%s%s%s", event->kind, *name ? " " : "", name, event->new_name ? " to " : "", event->new_name ? event->new_name : "",
			       event->conditional ? " (perhaps)" : "");
}

char *mv_event_day(const Event *event, Arena *arena)
{
	return mv_arena_format(arena, "%.10s", event->time ? event->time : "");
}

/* Does the version end with the name, as Django's do? */
static bool version_has_name(const char *version, const char *name)
{
	size_t all = strlen(version), length = strlen(name);

	if (all < length)
		return false;
	for (size_t i = 0; i < length; i++) {
		char there = version[all - length + i];

		if (there != name[i] && !(there == '_' && name[i] == ' '))
			return false;
	}
	return true;
}

char *mv_event_migration(const Event *event, Arena *arena)
{
	const char *version = event->version ? event->version : "", *name = event->migration ? event->migration : "";

	if (version_has_name(version, name))
		name = "";
	return mv_arena_format(arena, "%s%s%s", version, *version && *name ? " " : "", name);
}

static void add_field(StrBuf *out, const char *name, const char *value)
{
	if (!value)
		mv_buf_adds(out, is_flag(name) ? "unknown" : "nothing");
	else if (is_flag(name))
		mv_buf_adds(out, strcmp(value, "0") != 0 ? "yes" : "no");
	else
		mv_buf_add_clean(out, mv_str(value));
}

static void add_field_name(StrBuf *out, const char *name)
{
	for (; *name; name++)
		mv_buf_addc(out, *name == '_' ? ' ' : *name);
}

/* A place among the columns changes when another one goes: that is not told. */
static bool is_told(const char *name)
{
	return mv_version_is_field(name) && strcmp(name, "position") != 0;
}

void mv_pair_details(const VersionPair *pair, Arena *arena, const char *indent, StrBuf *out)
{
	const ObjectVersion *one = pair->after ? pair->after : pair->before;
	bool first = true;

	mv_buf_addf(out, "%s%s %s ", indent, pair->before && pair->after ? "~" : pair->after ? "+" : "-", one->object);
	mv_buf_add_clean(out, mv_str(mv_version_name(pair->before ? pair->before : one, arena)));
	if (!pair->before || !pair->after) {
		const char *words = mv_version_words(one, arena);

		mv_buf_addf(out, "%s", *words ? ": " : "");
		mv_buf_add_clean(out, mv_str(words));
	} else {
		for (uint32_t i = 0; i < one->count; i++) {
			const char *before = mv_version_value(pair->before, one->names[i]), *after = one->values[i];
			bool place = strcmp(one->names[i], "schema") == 0 || strcmp(one->names[i], "table") == 0;

			if ((!place && !is_told(one->names[i])) || mv_streq(before, after))
				continue;
			mv_buf_adds(out, first ? ": " : ", ");
			add_field_name(out, one->names[i]);
			mv_buf_addc(out, ' ');
			add_field(out, one->names[i], before);
			mv_buf_adds(out, " -> ");
			add_field(out, one->names[i], after);
			first = false;
		}
	}
	mv_buf_addc(out, '\n');
}

/* Is all that differs the name of its table, or its place among the columns? */
bool mv_pair_only_moved(const VersionPair *pair)
{
	if (!pair->before || !pair->after || !pair->after->table_id)
		return false;
	for (uint32_t i = 0; i < pair->after->count; i++) {
		if (is_told(pair->after->names[i]) && !mv_streq(mv_version_value(pair->before, pair->after->names[i]), pair->after->values[i]))
			return false;
	}
	return true;
}

void mv_event_details(const Event *event, Arena *arena, const char *indent, StrBuf *out)
{
	for (uint32_t i = 0; i < event->objects.count; i++) {
		if (!mv_pair_only_moved(&event->objects.items[i]))
			mv_pair_details(&event->objects.items[i], arena, indent, out);
	}
}
