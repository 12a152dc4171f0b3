/* match.c: rows of a history table and files, brought together. */
#include "runner.h"

#include <stdlib.h>
#include <string.h>

/* What the rows say of one migration. */
typedef struct Slot {
	const Record *record; /* the last one that counts */
	Verdict verdict;
	const char *detail;
	bool taken;           /* there is a file */
	struct Slot *next;    /* Liquibase: the same id in another file */
} Slot;

/* Changesets of one author and id in that many files: no more are told apart. Rows without a name: no more are listed. */
enum { MOST_NAMESAKES = 100, MOST_ROW_NOTES = 10 };

typedef struct Matching {
	StatusHistory *history;
	const Runner *runner;
	const RecordVec *records;
	Digests digests;
	Journal journal;
	Arena *arena;
	bool explain;
	Map slots;              /* by key */
	VEC(Slot *) rows;       /* in the order of the table */
	Map repeats;            /* how often a key came, for runners where it may */
	const char *baseline;   /* the highest version that a baseline stands for */
	const char *outdated;   /* chained digests: the first file that was changed */
	bool any_applied;
	const char *start;      /* nothing is applied: the highest baseline, which runs instead of those up to it */
} Matching;

/* ---- keys ---- */

/* Digits at the start without zeros in front; "0" when there is nothing else. */
static const char *number_key(const Matching *m, const char *text)
{
	size_t digits;

	while (*text == '0')
		text++;
	digits = strspn(text, "0123456789");
	return digits ? mv_arena_strndup(m->arena, text, digits) : "0";
}

/* "01.002.0" is "1.2" */
static const char *dotted_key(const Matching *m, const char *text)
{
	char *key = mv_arena_alloc(m->arena, strlen(text) + 2);
	size_t length = 0, end = 0;

	while (*text) {
		const char *number = number_key(m, text);

		if (length)
			key[length++] = '.';
		memcpy(key + length, number, strlen(number));
		length += strlen(number);
		if (strcmp(number, "0") != 0)
			end = length;
		text += strspn(text, "0123456789");
		if (*text)
			text++;
	}
	key[end] = '\0';
	return *key ? key : "0";
}

/* Without directories, and without the ending of SQL or of a script. */
static const char *stem(const Matching *m, const char *path)
{
	const char *name = mv_file_name(path), *dot = strrchr(name, '.');

	return dot && dot != name ? mv_arena_strndup(m->arena, name, (size_t)(dot - name)) : name;
}

static const char *directory_name(const Matching *m, const char *path)
{
	const char *slash = strrchr(path, '/'), *start = slash;

	if (!slash)
		return NULL;
	while (start > path && start[-1] != '/')
		start--;
	return mv_arena_strndup(m->arena, start, (size_t)(slash - start));
}

static const char *repeated(Matching *m, const char *key)
{
	uintptr_t before = (uintptr_t)mv_map_get(&m->repeats, key);

	mv_map_set(&m->repeats, key, (void *)(before + 1));
	return before ? mv_arena_format(m->arena, "%s#%u", key, (unsigned)before + 1) : key;
}

/* NULL: the row names no migration. */
static const char *record_key(Matching *m, const Record *record)
{
	const char *version = record->fields[RECORD_VERSION], *name = record->fields[RECORD_NAME], *file = record->fields[RECORD_FILE];

	switch (m->runner->match) {
	case MATCH_VERSION:
		return version && m->runner->repeats ? repeated(m, version) : version;
	case MATCH_NUMBER:
		return version ? number_key(m, version) : NULL;
	case MATCH_DOTTED:
		if (version && *version)
			return dotted_key(m, version);
		return file ? mv_arena_format(m->arena, "R:%s", mv_file_name(file)) : NULL;
	case MATCH_NAME:
		return name;
	case MATCH_FILE:
		return file ? mv_file_name(file) : NULL;
	case MATCH_DIRECTORY:
		return name;
	case MATCH_APP:
		return record->fields[RECORD_APP] && name ? mv_arena_format(m->arena, "%s.%s", record->fields[RECORD_APP], name) : NULL;
	case MATCH_CHANGESET:
		return record->fields[RECORD_APP] && version ? mv_arena_format(m->arena, "%s:%s", record->fields[RECORD_APP], version) : NULL;
	case MATCH_MOMENT:
		return version;
	}
	return NULL;
}

static const char *migration_key(Matching *m, const Migration *migration)
{
	const char *path = migration->source ? migration->source->path : NULL;

	switch (m->runner->match) {
	case MATCH_VERSION:
		return m->runner->repeats ? repeated(m, migration->version) : migration->version;
	case MATCH_NUMBER:
		return number_key(m, migration->version);
	case MATCH_DOTTED:
		if (*migration->version)
			return dotted_key(m, migration->version);
		return path ? mv_arena_format(m->arena, "R:%s", mv_file_name(path)) : NULL;
	case MATCH_NAME:
		return path ? stem(m, path) : NULL;
	case MATCH_FILE:
		return path ? mv_file_name(path) : NULL;
	case MATCH_DIRECTORY:
		return path ? directory_name(m, path) : NULL;
	case MATCH_APP:
	case MATCH_CHANGESET:
		return migration->version;
	case MATCH_MOMENT:
		return mv_journal_moment(&m->journal, migration, m->arena);
	}
	return NULL;
}

/* ---- rows ---- */

static int order_of(const Matching *m, const char *a, const char *b)
{
	return mv_version_compare(a, b, m->runner->order);
}

static bool ends_in_path(const char *path, const char *end)
{
	size_t length = strlen(path), tail = strlen(end);

	return tail <= length && strcmp(path + length - tail, end) == 0 && (tail == length || path[length - tail - 1] == '/');
}

/* "classpath:db/a.sql" and "src/main/resources/db/a.sql" are one file. */
static bool same_file(const char *noted, const char *path)
{
	if (!noted || !path)
		return false;
	if (strncmp(noted, "classpath:", 10) == 0)
		noted += 10;
	while (*noted == '/')
		noted++;
	return ends_in_path(path, noted) || ends_in_path(noted, path);
}

static Slot *slot_for(Matching *m, const char *key, const Record *record)
{
	const char *file = record->fields[RECORD_FILE];
	const char *exact = m->runner->match == MATCH_CHANGESET ? mv_arena_format(m->arena, "%s\n%s", key, file ? file : "") : key;
	Slot *slot = mv_map_get(&m->slots, exact);

	if (slot)
		return slot;
	slot = MV_NEW(m->arena, Slot);
	if (m->runner->match == MATCH_CHANGESET) {
		slot->next = mv_map_get(&m->slots, key);
		mv_map_set(&m->slots, key, slot);
	}
	mv_map_set(&m->slots, exact, slot);
	*VEC_PUSH(m->arena, &m->rows) = slot;
	return slot;
}

static void judge_rows(Matching *m)
{
	for (uint32_t i = 0; i < m->records->count; i++) {
		const Record *record = &m->records->items[i];
		const char *detail = NULL, *key, *version = record->fields[RECORD_VERSION];
		Verdict verdict = m->runner->judge ? m->runner->judge(record, &detail, m->arena) : VERDICT_APPLIED;
		Slot *slot;

		if (verdict == VERDICT_SKIP)
			continue;
		key = record_key(m, record);
		if (!key && m->history->notes.count >= MOST_ROW_NOTES)
			continue;
		if (!key) {
			*VEC_PUSH(m->arena, &m->history->notes) = mv_arena_format(m->arena, "row %u names no migration", (unsigned)i + 1);
			continue;
		}
		m->any_applied |= verdict == VERDICT_APPLIED || verdict == VERDICT_BASELINE;
		if (verdict == VERDICT_BASELINE && version && (!m->baseline || order_of(m, m->baseline, version) < 0))
			m->baseline = version;
		slot = slot_for(m, key, record);
		/* Prisma's rows of attempts that were taken back say nothing of a later, or earlier, good one */
		if (verdict == VERDICT_UNDONE && slot->record && slot->verdict == VERDICT_APPLIED && m->runner->columns[RECORD_UNDONE])
			continue;
		slot->record = record;
		slot->verdict = verdict;
		slot->detail = detail;
	}
}

/* ---- times ---- */

static bool digits(const char *text, size_t count)
{
	return strspn(text, "0123456789") >= count;
}

/* "2026-11-21 17:00:00.5+00": seconds are enough, and the zone was set to UTC. */
static const char *time_of(const Matching *m, const char *text)
{
	size_t length = text ? strlen(text) : 0;
	const char *rest = text ? text + 19 : NULL;

	if (!length)
		return NULL;
	/* Prisma in SQLite: milliseconds since 1970 */
	if (length == 13 && digits(text, 13)) {
		long long seconds = strtoll(text, NULL, 10) / 1000, days = seconds / 86400, shifted = days + 719468, era = shifted / 146097;
		unsigned of_era = (unsigned)(shifted - era * 146097), year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
		unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), month = (5 * of_year + 2) / 153;
		unsigned day = of_year - (153 * month + 2) / 5 + 1, second = (unsigned)(seconds % 86400);

		month = month < 10 ? month + 3 : month - 9;
		return mv_arena_format(m->arena, "%04lld-%02u-%02uT%02u:%02u:%02uZ", era * 400 + year_of_era + (month <= 2), month, day, second / 3600,
				       second / 60 % 60, second % 60);
	}
	if (length < 19 || !digits(text, 4) || text[4] != '-' || !digits(text + 5, 2) || !digits(text + 8, 2) || (text[10] != ' ' && text[10] != 'T') ||
	    !digits(text + 11, 2) || text[13] != ':' || !digits(text + 14, 2) || text[16] != ':' || !digits(text + 17, 2))
		return mv_record_cut(mv_str(text), 40, m->arena);
	if (*rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	return mv_arena_format(m->arena, "%.10sT%.8s%s", text, text + 11, strcmp(rest, "+00") == 0 || strcmp(rest, "Z") == 0 || strcmp(rest, "+00:00") == 0 ? "Z" : "");
}

/* ---- files ---- */

static StatusEntry *add(Matching *m, const Migration *migration, StatusState state, const char *detail)
{
	StatusEntry *entry = VEC_PUSH(m->arena, &m->history->entries);

	*entry = (StatusEntry){ .state = state, .migration = migration, .detail = detail };
	if (migration) {
		entry->version = *migration->version ? migration->version : NULL;
		entry->app = migration->app;
		entry->name = migration->name;
	}
	return entry;
}

/* Is the file the one that ran? Changes the entry when it is not. */
static void verify(Matching *m, StatusEntry *entry, const Slot *slot)
{
	const Migration *migration = entry->migration;
	const char *noted = slot->record->fields[RECORD_DIGEST], *digest, *changed = NULL;
	Str bytes;

	if (!noted || !*noted || !m->runner->digest || !migration->source || strcmp(noted, "baseline") == 0)
		return;
	digest = mv_file_bytes(migration->source->file, &bytes, m->arena) ? m->runner->digest(&m->digests, migration, bytes) : NULL;
	if (!digest) {
		entry->detail = "its checksum cannot be computed: whether the file changed is not known";
		return;
	}
	entry->verified = strcmp(digest, noted) == 0;
	if (entry->verified)
		return;
	if (m->outdated) {
		entry->detail = mv_arena_format(m->arena, "its checksum covers '%s', too, which changed: whether this file did is not known", m->outdated);
		return;
	}
	if (m->explain)
		changed = mv_changed_since(&m->digests, m->runner->digest, migration, bytes, noted);
	entry->state = migration->kind == MIGRATION_REPEATABLE ? STATUS_RERUN : STATUS_OUTDATED;
	entry->detail = changed ? changed : "the file is not the one that ran";
	if (m->runner->chained)
		m->outdated = entry->version;
}

static const char *runs_always(const Migration *migration)
{
	return migration->source && strstr(mv_file_name(migration->source->path), "__RA__") ? "it runs every time" : NULL;
}

static void add_applied(Matching *m, const Migration *migration, Slot *slot)
{
	StatusEntry *entry = add(m, migration, STATUS_APPLIED, slot->detail);

	entry->applied_at = time_of(m, slot->record->fields[RECORD_AT]);
	switch (slot->verdict) {
	case VERDICT_FAILED:
		entry->state = STATUS_FAILED;
		break;
	case VERDICT_DIRTY:
		entry->state = STATUS_DIRTY;
		break;
	case VERDICT_BASELINE:
		entry->state = STATUS_BASELINE;
		break;
	case VERDICT_SKIP:
	case VERDICT_APPLIED:
	case VERDICT_UNDONE:
	case VERDICT_DELETED:
		verify(m, entry, slot);
		if (entry->state == STATUS_APPLIED && runs_always(migration)) {
			entry->state = STATUS_RERUN;
			entry->detail = runs_always(migration);
		}
		break;
	}
}

static void add_pending(Matching *m, const Migration *migration, bool later_applied)
{
	const char *version = migration->version;
	bool versioned = *version && migration->kind != MIGRATION_REPEATABLE;

	if (versioned && m->baseline && order_of(m, version, m->baseline) <= 0)
		add(m, migration, STATUS_BASELINE, NULL);
	else if (migration->kind == MIGRATION_BASELINE && m->any_applied)
		add(m, migration, STATUS_IGNORED, "a baseline runs in an empty database only");
	else if (versioned && m->start && order_of(m, version, m->start) <= 0 && (migration->kind != MIGRATION_BASELINE || strcmp(version, m->start) != 0))
		add(m, migration, STATUS_IGNORED, mv_arena_format(m->arena, "the baseline '%s' runs instead", m->start));
	else if (strcmp(version, "current") == 0 && strcmp(m->runner->name, "graphile-migrate") == 0)
		add(m, migration, STATUS_IGNORED, "it is not committed");
	else if (versioned && later_applied && m->runner->in_order)
		add(m, migration, STATUS_OUT_OF_ORDER, "a later one is applied");
	else
		add(m, migration, STATUS_PENDING, NULL);
}

static Slot *slot_of(Matching *m, const Migration *migration, const char *key)
{
	Slot *slot = key ? mv_map_get(&m->slots, key) : NULL, *only = slot && !slot->next ? slot : NULL;

	if (m->runner->match != MATCH_CHANGESET || !slot)
		return slot;
	for (int looked = 0; slot && looked < MOST_NAMESAKES; slot = slot->next, looked++) {
		if (migration->source && same_file(slot->record->fields[RECORD_FILE], migration->source->path))
			return slot;
	}
	return only;
}

static bool counts(const Slot *slot)
{
	return slot && slot->verdict != VERDICT_UNDONE && slot->verdict != VERDICT_DELETED;
}

static void add_missing(Matching *m)
{
	for (uint32_t i = 0; i < m->rows.count; i++) {
		const Slot *slot = m->rows.items[i];
		const Record *record = slot->record;
		StatusEntry *entry;

		if (slot->taken || !counts(slot))
			continue;
		/* a baseline made by hand has no file */
		if (slot->verdict == VERDICT_BASELINE)
			entry = add(m, NULL, STATUS_BASELINE, NULL);
		else if (slot->verdict == VERDICT_FAILED || slot->verdict == VERDICT_DIRTY)
			entry = add(m, NULL, slot->verdict == VERDICT_FAILED ? STATUS_FAILED : STATUS_DIRTY,
				    slot->detail ? mv_arena_format(m->arena, "%s; there is no file of it", slot->detail) : "there is no file of it");
		else
			entry = add(m, NULL, STATUS_MISSING, "it is noted as applied, and there is no file of it");
		entry->version = record->fields[RECORD_VERSION];
		entry->app = record->fields[RECORD_APP];
		entry->name = record->fields[RECORD_NAME] ? record->fields[RECORD_NAME] : record->fields[RECORD_FILE];
		entry->applied_at = time_of(m, record->fields[RECORD_AT]);
	}
}

static void match_each(Matching *m)
{
	const MigrationSet *set = m->history->set;
	Slot **slots = MV_NEW_ARRAY(m->arena, Slot *, set->migrations.count + 1);
	uint32_t last = 0; /* behind the last versioned one that is applied */

	mv_map_init(&m->repeats, m->arena);
	for (uint32_t i = 0; i < set->migrations.count && !m->any_applied; i++) {
		const Migration *migration = set->migrations.items[i];

		if (migration->kind == MIGRATION_BASELINE && (!m->start || order_of(m, m->start, migration->version) < 0))
			m->start = migration->version;
	}
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		const Migration *migration = set->migrations.items[i];

		slots[i] = slot_of(m, migration, migration_key(m, migration));
		if (counts(slots[i]) && !slots[i]->taken && migration->kind != MIGRATION_REPEATABLE && *migration->version)
			last = i + 1;
		if (slots[i] && slots[i]->taken)
			slots[i] = NULL; /* another file has the same version: a Problem of its own */
		else if (slots[i])
			slots[i]->taken = true;
	}
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		if (counts(slots[i]))
			add_applied(m, set->migrations.items[i], slots[i]);
		else
			add_pending(m, set->migrations.items[i], i < last);
	}
	add_missing(m);
}

/* ---- one row: the last version ---- */

static bool match_current(Matching *m, Error *err)
{
	const MigrationSet *set = m->history->set;
	const char *current = NULL, *detail = NULL, *number;
	Verdict verdict = VERDICT_APPLIED;
	bool found = false;

	if (m->records->count > 1)
		return mv_fail(err, "%s: the table '%s' has %u rows, and %s keeps one, with the version that the database has", set->path, m->history->table,
			       (unsigned)m->records->count, m->runner->name);
	if (m->records->count) {
		current = m->records->items[0].fields[RECORD_VERSION];
		if (!current)
			return mv_fail(err, "%s: the version in '%s' is NULL", set->path, m->history->table);
		/* -1: nothing; what was begun before that was taken back */
		if (strcmp(current, "-1") == 0)
			current = "0";
		number = number_key(m, current);
		if (strspn(current, "0123456789") != strlen(current))
			return mv_fail(err, "%s: the version in '%s' is '%s', which is no number", set->path, m->history->table,
				       mv_record_cut(mv_str(current), 40, m->arena));
		if (m->runner->judge)
			verdict = m->runner->judge(&m->records->items[0], &detail, m->arena);
		current = number;
	}
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		const Migration *migration = set->migrations.items[i];
		bool counted = strcspn(migration->version, "0123456789") == 0 && *migration->version;
		int order = current ? order_of(m, migration->version, current) : 1;

		found |= order == 0;
		if (current && !counted)
			add(m, migration, STATUS_UNKNOWN, "its name begins with no number, and a number is all that the table has");
		else if (order > 0)
			add(m, migration, STATUS_PENDING, NULL);
		else if (order == 0 && verdict == VERDICT_DIRTY)
			add(m, migration, STATUS_DIRTY, detail);
		else
			add(m, migration, STATUS_APPLIED, NULL);
	}
	if (current && !found && strcmp(current, "0") != 0)
		add(m, NULL, verdict == VERDICT_DIRTY ? STATUS_DIRTY : STATUS_MISSING, "the database has this version, and there is no file of it")->version = current;
	return true;
}

/* ---- Alembic ---- */

static void match_heads(Matching *m)
{
	const MigrationSet *set = m->history->set;
	VEC(const Migration *) stack = { 0 };
	const char *lost = NULL;
	Map revisions, applied;

	mv_map_init(&revisions, m->arena);
	mv_map_init(&applied, m->arena);
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		Migration *migration = set->migrations.items[i];

		if (*migration->version && !mv_map_get(&revisions, migration->version))
			mv_map_set(&revisions, migration->version, migration);
	}
	for (uint32_t i = 0; i < m->records->count; i++) {
		const char *version = m->records->items[i].fields[RECORD_VERSION];
		const Migration *migration = version ? mv_map_get(&revisions, version) : NULL;

		if (migration)
			*VEC_PUSH(m->arena, &stack) = migration;
		else
			lost = version ? version : "NULL";
	}
	while (stack.count) {
		const Migration *migration = stack.items[--stack.count];

		if (mv_map_get(&applied, migration->version))
			continue;
		mv_map_set(&applied, migration->version, (void *)(uintptr_t)migration);
		for (uint32_t i = 0; i < migration->needs.count; i++)
			*VEC_PUSH(m->arena, &stack) = migration->needs.items[i];
	}
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		const Migration *migration = set->migrations.items[i];

		if (*migration->version && mv_map_get(&applied, migration->version) == migration)
			add(m, migration, STATUS_APPLIED, NULL);
		else if (lost)
			add(m, migration, STATUS_UNKNOWN,
			    mv_arena_format(m->arena, "the database is at '%s', which no file is: whether this one is applied cannot be told",
					    mv_record_cut(mv_str(lost), 60, m->arena)));
		else
			add(m, migration, STATUS_PENDING, NULL);
	}
	for (uint32_t i = 0; i < m->records->count; i++) {
		const char *version = m->records->items[i].fields[RECORD_VERSION];

		if (!version || !mv_map_get(&revisions, version))
			add(m, NULL, STATUS_MISSING, "the database is at this revision, and there is no file of it")->version = version ? version : "NULL";
	}
}

/* ---- Django ---- */

/* How many of those that a squashed migration stands for are applied. */
static uint32_t replaced_count(Matching *m, const Migration *migration)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < migration->replaces.count; i++)
		count += mv_map_get(&m->slots, migration->replaces.items[i]) != NULL;
	return count;
}

static void match_django(Matching *m)
{
	const MigrationSet *set = m->history->set;
	Map apps, files;

	mv_map_init(&apps, m->arena);
	mv_map_init(&files, m->arena);
	for (uint32_t i = 0; i < set->replaced.count; i++)
		mv_map_set(&files, set->replaced.items[i]->version, set->replaced.items[i]);
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		const Migration *migration = set->migrations.items[i];
		Slot *slot = mv_map_get(&m->slots, migration->version);
		uint32_t replaced = replaced_count(m, migration);

		if (migration->app)
			mv_map_set(&apps, migration->app, (void *)(uintptr_t)migration->app);
		for (uint32_t k = 0; k < migration->replaces.count; k++) {
			Slot *other = mv_map_get(&m->slots, migration->replaces.items[k]);

			if (other)
				other->taken = true;
		}
		if (slot) {
			slot->taken = true;
			add_applied(m, migration, slot);
		} else if (!migration->app) {
			add(m, migration, STATUS_UNKNOWN, "it belongs to no app");
		} else if (replaced && replaced == migration->replaces.count) {
			add(m, migration, STATUS_APPLIED, "all that it replaces is applied");
		} else if (replaced) {
			/* Django runs the old ones to their end before it takes the squashed one for applied */
			add(m, migration, STATUS_IGNORED, "some of those that it replaces are applied: Django runs the others first");
			for (uint32_t k = 0; k < migration->replaces.count; k++) {
				const Migration *old = mv_map_get(&files, migration->replaces.items[k]);
				Slot *other = mv_map_get(&m->slots, migration->replaces.items[k]);

				if (old && other)
					add_applied(m, old, other);
				else if (old)
					add(m, old, STATUS_PENDING, NULL);
				else if (!other)
					add(m, NULL, STATUS_MISSING, "it is to be applied before the one that replaces it, and there is no file of it")->name =
						migration->replaces.items[k];
			}
		} else {
			add(m, migration, STATUS_PENDING, NULL);
		}
	}
	/* apps of other packages have their files elsewhere */
	for (uint32_t i = 0; i < m->rows.count; i++) {
		Slot *slot = m->rows.items[i];

		slot->taken |= !mv_map_get(&apps, slot->record->fields[RECORD_APP]);
	}
	add_missing(m);
}

bool mv_history_match(StatusHistory *history, const Runner *runner, const RecordVec *records, bool explain, Arena *arena, Error *err)
{
	Matching m = { .history = history, .runner = runner, .records = records, .arena = arena, .explain = explain,
		       .digests = { .arena = arena, .set = history->set } };

	mv_map_init(&m.slots, arena);
	mv_map_init(&m.repeats, arena);
	if (runner->keeping == KEEPS_CURRENT) {
		if (!match_current(&m, err))
			return false;
	} else if (runner->keeping == KEEPS_HEADS) {
		match_heads(&m);
	} else {
		judge_rows(&m);
		if (runner->match == MATCH_APP)
			match_django(&m);
		else
			match_each(&m);
	}
	for (uint32_t i = 0; i < history->entries.count; i++)
		history->counts[history->entries.items[i].state]++;
	return true;
}
