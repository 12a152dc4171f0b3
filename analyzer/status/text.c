/* text.c: a status for people, for programs and for collectors of metrics. */
#include "migvet/status.h"

#include "migvet/writer.h"

#include <stdio.h>
#include <string.h>

static const char *color_of(StatusState state)
{
	switch (state) {
	case STATUS_APPLIED:
		return "\033[32m";
	case STATUS_BASELINE:
	case STATUS_IGNORED:
		return "\033[2m";
	case STATUS_PENDING:
	case STATUS_OUT_OF_ORDER:
	case STATUS_RERUN:
	case STATUS_UNKNOWN:
		return "\033[33m";
	case STATUS_OUTDATED:
	case STATUS_MISSING:
	case STATUS_FAILED:
	case STATUS_DIRTY:
		return "\033[31m";
	}
	return "";
}

/* ---- text ---- */

enum { WIDEST = 60 };

/* Characters, not bytes; of what was cleaned. */
static size_t width_of(Str text)
{
	size_t width = 0;

	for (size_t i = 0; i < text.len; i++)
		width += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
	return width;
}

/* At most WIDEST characters of what may hold anything, or "-". */
static void add_cell(StrBuf *out, const char *text, size_t width)
{
	StrBuf clean = { 0 };
	size_t length = 0, seen = 0;

	mv_buf_add_clean(&clean, mv_str(text && *text ? text : "-"));
	while (length < clean.len) {
		if (((unsigned char)clean.ptr[length] & 0xc0) != 0x80 && seen++ == WIDEST)
			break;
		length++;
	}
	mv_buf_add(out, (Str){ .ptr = clean.ptr, .len = length });
	if (length < clean.len)
		mv_buf_adds(out, "...");
	seen = width_of((Str){ .ptr = clean.ptr, .len = length }) + (length < clean.len ? 3 : 0);
	for (; seen < width; seen++)
		mv_buf_addc(out, ' ');
	mv_buf_release(&clean);
}

static size_t cell_width(const char *text)
{
	StrBuf cell = { 0 };
	size_t width;

	add_cell(&cell, text, 0);
	width = width_of((Str){ .ptr = cell.ptr, .len = cell.len });
	mv_buf_release(&cell);
	return width;
}

/* Django's versions have the app in front, and their names stand in the version. */
static const char *shown_version(const StatusEntry *entry, char *room, size_t size)
{
	if (!entry->migration && entry->app && entry->name) {
		snprintf(room, size, entry->version ? "%s:%s" : "%s.%s", entry->app, entry->version ? entry->version : entry->name);
		return room;
	}
	return entry->version;
}

static void add_history(const StatusHistory *history, bool color, StrBuf *out)
{
	static const StatusState order[] = { STATUS_APPLIED, STATUS_BASELINE, STATUS_IGNORED, STATUS_PENDING, STATUS_OUT_OF_ORDER, STATUS_RERUN,
					     STATUS_OUTDATED, STATUS_MISSING, STATUS_FAILED, STATUS_DIRTY, STATUS_UNKNOWN };
	size_t version = strlen("version"), name = strlen("name"), at = strlen("applied");
	char room[256];
	bool any = false;

	mv_buf_add_clean(out, mv_str(history->set->path));
	if (history->unread) {
		mv_buf_addf(out, ": %snot read%s: ", color ? color_of(STATUS_UNKNOWN) : "", color ? "\033[0m" : "");
		mv_buf_add_clean(out, mv_str(history->unread));
		mv_buf_addc(out, '\n');
		return;
	}
	mv_buf_addf(out, ": %s, ", history->runner);
	mv_buf_add_clean(out, mv_str(history->table));
	mv_buf_adds(out, "\n\n");
	for (uint32_t i = 0; i < history->entries.count; i++) {
		const StatusEntry *entry = &history->entries.items[i];
		size_t widths[] = { cell_width(shown_version(entry, room, sizeof room)), cell_width(entry->name), cell_width(entry->applied_at) };

		version = widths[0] > version ? widths[0] : version;
		name = widths[1] > name ? widths[1] : name;
		at = widths[2] > at ? widths[2] : at;
	}
	mv_buf_adds(out, "  state         ");
	add_cell(out, "version", version + 2);
	add_cell(out, "name", name + 2);
	mv_buf_adds(out, "applied\n");
	for (uint32_t i = 0; i < history->entries.count; i++) {
		const StatusEntry *entry = &history->entries.items[i];

		mv_buf_addf(out, "  %s%-12s%s  ", color ? color_of(entry->state) : "", mv_status_state_name(entry->state), color ? "\033[0m" : "");
		add_cell(out, shown_version(entry, room, sizeof room), version + 2);
		add_cell(out, entry->name, name + 2);
		add_cell(out, entry->applied_at, entry->detail ? at : 0);
		if (entry->detail) {
			mv_buf_adds(out, "  ");
			mv_buf_add_clean(out, mv_str(entry->detail));
		}
		mv_buf_addc(out, '\n');
	}
	mv_buf_adds(out, "\n  ");
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		if (!history->counts[order[i]])
			continue;
		mv_buf_addf(out, "%s%u %s", any ? ", " : "", (unsigned)history->counts[order[i]], mv_status_state_name(order[i]));
		any = true;
	}
	mv_buf_adds(out, any ? "\n" : "no migrations\n");
	for (uint32_t i = 0; i < history->notes.count; i++) {
		mv_buf_adds(out, "  ");
		mv_buf_add_clean(out, mv_str(history->notes.items[i]));
		mv_buf_addc(out, '\n');
	}
	if (history->unverified)
		mv_buf_addf(out, "  files that changed since they were applied are not seen: %s\n", history->unverified);
}

void mv_status_text(const Status *status, bool color, StrBuf *out)
{
	for (uint32_t i = 0; i < status->histories.count; i++) {
		if (i)
			mv_buf_addc(out, '\n');
		add_history(&status->histories.items[i], color, out);
	}
}

/* ---- JSON ---- */

static void write_entry(Writer *writer, const StatusEntry *entry)
{
	mv_write_object(writer, NULL);
	mv_write_text(writer, "state", mv_status_state_name(entry->state));
	mv_write_text(writer, "version", entry->version);
	mv_write_text(writer, "app", entry->app);
	mv_write_text(writer, "name", entry->name);
	mv_write_text(writer, "file", entry->migration && entry->migration->source ? entry->migration->source->path : NULL);
	mv_write_text(writer, "applied_at", entry->applied_at);
	mv_write_flag(writer, "verified", entry->verified);
	mv_write_text(writer, "detail", entry->detail);
	mv_write_end(writer);
}

void mv_status_json(const Status *status, StrBuf *out)
{
	Writer writer = { .out = out, .style = WRITER_JSON };

	mv_write_object(&writer, NULL);
	mv_write_number(&writer, "format", 1);
	mv_write_text(&writer, "dialect", status->dialect);
	mv_write_list(&writer, "histories");
	for (uint32_t i = 0; i < status->histories.count; i++) {
		const StatusHistory *history = &status->histories.items[i];

		mv_write_object(&writer, NULL);
		mv_write_text(&writer, "path", history->set->path);
		mv_write_text(&writer, "runner", history->runner);
		mv_write_text(&writer, "table", history->table);
		mv_write_text(&writer, "unread", history->unread);
		mv_write_text(&writer, "unverified", history->unverified);
		mv_write_object(&writer, "counts");
		for (StatusState state = 0; state < STATUS_STATE_COUNT; state++)
			mv_write_number(&writer, mv_status_state_name(state), history->counts[state]);
		mv_write_end(&writer);
		mv_write_list(&writer, "notes");
		for (uint32_t k = 0; k < history->notes.count; k++)
			mv_write_text(&writer, NULL, history->notes.items[k]);
		mv_write_end(&writer);
		mv_write_list(&writer, "migrations");
		for (uint32_t k = 0; k < history->entries.count; k++)
			write_entry(&writer, &history->entries.items[k]);
		mv_write_end(&writer);
		mv_write_end(&writer);
	}
	mv_write_end(&writer);
	mv_write_end(&writer);
}

/* ---- Prometheus ---- */

/* A label's value: what is no text becomes '?', backslashes and quotes are escaped, and nothing is endless. */
static void add_label(StrBuf *out, const char *name, const char *value)
{
	enum { LONGEST = 200 };
	StrBuf clean = { 0 };
	size_t length;

	mv_buf_add_clean(&clean, mv_str(value ? value : ""));
	length = clean.len < LONGEST ? clean.len : LONGEST;
	while (length && length < clean.len && ((unsigned char)clean.ptr[length] & 0xc0) == 0x80)
		length--;
	mv_buf_addf(out, "%s=\"", name);
	for (size_t i = 0; i < length; i++) {
		if (clean.ptr[i] == '"' || clean.ptr[i] == '\\')
			mv_buf_addc(out, '\\');
		mv_buf_addc(out, clean.ptr[i]);
	}
	mv_buf_addc(out, '"');
	mv_buf_release(&clean);
}

static void add_labels(StrBuf *out, const StatusHistory *history)
{
	add_label(out, "history", history->set->path);
	mv_buf_addc(out, ',');
	add_label(out, "runner", history->runner);
	mv_buf_addc(out, ',');
	add_label(out, "table", history->table);
}

/* Of "2026-11-21T17:00:00Z"; without a zone the time is taken for UTC. False: it is no such time. */
static bool seconds_of(const char *text, long long *seconds)
{
	long long year, month, day, hour, minute, second, era, of_era;
	int end = 0;

	if (!text || sscanf(text, "%4lld-%2lld-%2lldT%2lld:%2lld:%2lld%n", &year, &month, &day, &hour, &minute, &second, &end) != 6 || end != 19 ||
	    month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	/* days since 1970 in a calendar whose years begin in March */
	year -= month <= 2;
	era = year / 400;
	of_era = year % 400 * 365 + year % 400 / 4 - year % 400 / 100 + (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	*seconds = (era * 146097 + of_era - 719468) * 86400 + hour * 3600 + minute * 60 + second;
	return true;
}

static void add_times(const StatusHistory *history, StrBuf *out)
{
	for (uint32_t i = 0; i < history->entries.count; i++) {
		const StatusEntry *entry = &history->entries.items[i];
		char room[256];
		long long seconds;

		if (!seconds_of(entry->applied_at, &seconds))
			continue;
		mv_buf_adds(out, "migvet_migration_applied_timestamp_seconds{");
		add_labels(out, history);
		mv_buf_addc(out, ',');
		add_label(out, "version", shown_version(entry, room, sizeof room));
		mv_buf_addc(out, ',');
		add_label(out, "name", entry->name);
		mv_buf_addc(out, ',');
		add_label(out, "state", mv_status_state_name(entry->state));
		mv_buf_addf(out, "} %lld\n", seconds);
	}
}

void mv_status_prometheus(const Status *status, StrBuf *out)
{
	mv_buf_adds(out, "# HELP migvet_history_read Whether the history could be read; of one that could not nothing else is told.\n"
			 "# TYPE migvet_history_read gauge\n");
	for (uint32_t i = 0; i < status->histories.count; i++) {
		mv_buf_adds(out, "migvet_history_read{");
		add_label(out, "history", status->histories.items[i].set->path);
		mv_buf_addf(out, "} %d\n", status->histories.items[i].unread ? 0 : 1);
	}
	mv_buf_adds(out, "# HELP migvet_migrations Migrations of a history in each state.\n# TYPE migvet_migrations gauge\n");
	for (uint32_t i = 0; i < status->histories.count; i++) {
		for (StatusState state = 0; state < STATUS_STATE_COUNT && !status->histories.items[i].unread; state++) {
			mv_buf_adds(out, "migvet_migrations{");
			add_labels(out, &status->histories.items[i]);
			mv_buf_addc(out, ',');
			add_label(out, "state", mv_status_state_name(state));
			mv_buf_addf(out, "} %u\n", (unsigned)status->histories.items[i].counts[state]);
		}
	}
	mv_buf_adds(out, "# HELP migvet_migration_applied_timestamp_seconds When a migration was applied, where its runner notes it.\n"
			 "# TYPE migvet_migration_applied_timestamp_seconds gauge\n");
	for (uint32_t i = 0; i < status->histories.count; i++)
		add_times(&status->histories.items[i], out);
}
