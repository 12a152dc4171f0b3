/* freeze.c: days and hours at which nothing is deployed, and which clock says what time it is. */
#include "policy.h"

#include "migvet/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { DAY_MINUTES = 24 * 60 };

/* ---- reading windows ---- */

static int number_at(const char *digits)
{
	return isdigit((unsigned char)digits[0]) && isdigit((unsigned char)digits[1]) ? (digits[0] - '0') * 10 + digits[1] - '0' : -1;
}

/* "15:00"; -1: it is none. */
static int read_clock(Str text)
{
	int hour, minute;

	if (text.len != 5 || text.ptr[2] != ':')
		return -1;
	hour = number_at(text.ptr);
	minute = number_at(text.ptr + 3);
	return hour < 0 || minute < 0 || hour * 60 + minute > DAY_MINUTES || minute > 59 ? -1 : hour * 60 + minute;
}

/* "fri", "friday"; -1: it is none. */
static int read_weekday(Str text)
{
	static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

	for (int i = 0; i < 7; i++) {
		if (mv_str_eq_case(text, mv_str(names[i])) || mv_str_eq_case(text, (Str){ .ptr = names[i], .len = 3 }))
			return i;
	}
	return -1;
}

/* "fri 15:00", "2026-12-24": `minute` is that of a day without a time. */
static bool read_moment(Str text, int minute, Moment *moment)
{
	size_t blank = mv_str_find(text, STR(" "), 0);
	Str day = blank == SIZE_MAX ? text : mv_str_slice(text, 0, blank);
	Str clock = blank == SIZE_MAX ? (Str){ 0 } : mv_str_trim(mv_str_slice(text, blank, text.len));

	*moment = (Moment){ .minute = clock.len ? read_clock(clock) : minute, .weekday = read_weekday(day) };
	if (moment->minute < 0)
		return false;
	if (mv_is_day(day))
		memcpy(moment->day, day.ptr, day.len);
	return *moment->day || moment->weekday >= 0;
}

static int compare_days(const Moment *left, const Moment *right)
{
	int order = strcmp(left->day, right->day);

	return order ? order : left->minute - right->minute;
}

bool mv_freeze_window_read(const char *text, Arena *arena, FreezeWindow *window)
{
	const char *dots = strstr(text, "..");
	Str first = mv_str_trim((Str){ .ptr = text, .len = dots ? (size_t)(dots - text) : strlen(text) });
	Str last = dots ? mv_str_trim(mv_str(dots + 2)) : first;

	window->text = mv_arena_strdup(arena, text);
	if (!read_moment(first, 0, &window->from) || !read_moment(last, DAY_MINUTES, &window->until))
		return false;
	/* "24th 15:00" alone is an instant */
	if (!dots && window->from.minute == window->until.minute)
		return false;
	if (!*window->from.day != !*window->until.day)
		return false;
	return !*window->from.day || compare_days(&window->from, &window->until) < 0;
}

/* ---- is it now? ---- */

/* 0: Monday. The rule of Sakamoto. */
static int weekday_of(const char *day)
{
	static const int shifts[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };
	int month = number_at(day + 5), year = number_at(day) * 100 + number_at(day + 2) - (month < 3);

	return (year + year / 4 - year / 100 + year / 400 + shifts[month - 1] + number_at(day + 8) + 6) % 7;
}

static bool is_within(const FreezeWindow *window, const char *now)
{
	Moment moment = { .weekday = weekday_of(now), .minute = read_clock((Str){ .ptr = now + 11, .len = 5 }) };
	int at, from, until;

	memcpy(moment.day, now, 10);
	if (*window->from.day)
		return compare_days(&window->from, &moment) <= 0 && compare_days(&moment, &window->until) < 0;
	at = moment.weekday * DAY_MINUTES + moment.minute;
	from = window->from.weekday * DAY_MINUTES + window->from.minute;
	until = window->until.weekday * DAY_MINUTES + window->until.minute;
	if (until <= from)
		return at >= from || at < until; /* over the end of the week */
	return at >= from && at < until;
}

static void check_migration(RuleContext *context, const Migration *migration)
{
	const PolicyConfig *policy = context->rule->policy;

	for (uint32_t i = 0; policy->now && i < policy->frozen.count; i++) {
		const FreezeWindow *window = &policy->frozen.items[i];
		const char *zone = policy->time_zone ? policy->time_zone : "UTC";

		if (!is_within(window, policy->now))
			continue;
		mv_report_policy(context, NULL, (Span){ 0 },
				 (const MessageValue[]){ { "window", window->text }, { "now", policy->now }, { "zone", zone },
							 { "migration", migration->name ? migration->name : "" }, { 0 } },
				 mv_arena_format(context->arena, "nothing is deployed now: %s (%s) is frozen, and it is %s", window->text, zone,
						 policy->now),
				 NULL);
		return;
	}
}

const PolicyKind mv_policy_frozen = {
	.demand = DEMAND_FROZEN,
	.key = "frozen",
	.values = "window,now,zone,migration",
	.summary = "a migration under review at a time at which nothing is deployed",
	.check_migration = check_migration,
};

/* ---- the clock ---- */

bool mv_time_zone_exists(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
	const char *folder = getenv("TZDIR");
	char path[512];
	struct stat st;

	if (strcmp(name, "UTC") == 0)
		return true;
	if (!*name || *name == '/' || strspn(name, allowed) != strlen(name))
		return false;
	return snprintf(path, sizeof path, "%s/%s", folder && *folder ? folder : "/usr/share/zoneinfo", name) < (int)sizeof path &&
	       stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Before there is a second thread: the zone is the process's. */
static const char *clock_in(const char *zone, time_t now, Arena *arena)
{
	const char *before = getenv("TZ");
	char *kept = before ? mv_arena_strdup(arena, before) : NULL, text[24] = "";
	struct tm time;
	bool ok;

	setenv("TZ", zone, 1);
	tzset();
	ok = localtime_r(&now, &time) && strftime(text, sizeof text, "%Y-%m-%dT%H:%M", &time);
	if (kept)
		setenv("TZ", kept, 1);
	else
		unsetenv("TZ");
	tzset();
	return ok ? mv_arena_strdup(arena, text) : NULL;
}

void mv_config_set_now(Config *config, const char *given, Arena *arena)
{
	time_t now = time(NULL);

	for (uint32_t i = 0; i < config->policies.count; i++) {
		PolicyConfig *policy = config->policies.items[i];

		if (policy->demand != DEMAND_FROZEN)
			continue;
		if (given)
			policy->now = strlen(given) > 10 ? given : mv_arena_format(arena, "%sT12:00", given);
		else
			policy->now = clock_in(policy->time_zone ? policy->time_zone : "UTC", now, arena);
	}
}
