/* timeouts.c: how long a statement that locks a table against writers may wait, and run. */
#include "policy.h"

#include <stdlib.h>
#include <string.h>

static double read_time(const char *text, size_t len)
{
	char copy[32];
	Str time = mv_str_trim((Str){ .ptr = text, .len = len });

	if (!time.len || time.len >= sizeof copy)
		return -1;
	memcpy(copy, time.ptr, time.len);
	copy[time.len] = '\0';
	return mv_milliseconds(copy);
}

bool mv_time_range_read(const char *text, TimeRange *range)
{
	const char *dots = strstr(text, "..");
	size_t first = dots ? (size_t)(dots - text) : strlen(text), last = dots ? strlen(dots + 2) : 0;
	bool has_first = mv_str_trim((Str){ .ptr = text, .len = first }).len > 0;
	bool has_last = dots && mv_str_trim((Str){ .ptr = dots + 2, .len = last }).len > 0;

	range->text = text;
	range->shortest = has_first ? read_time(text, first) : -1;
	range->longest = has_last ? read_time(dots + 2, last) : dots ? -1 : range->shortest;
	if ((!has_first && !has_last) || (has_first && range->shortest <= 0) || (has_last && range->longest <= 0))
		return false;
	return range->longest < 0 || range->shortest <= range->longest;
}

/* The first relation of the policy that is locked against writers; NULL: none. */
static const RelationLock *locked(const RuleContext *context)
{
	for (uint32_t i = 0; i < context->locks->relations.count; i++) {
		const RelationLock *lock = &context->locks->relations.items[i];

		if (lock->certain && lock->table && mv_lock_blocks_writes(lock->mode) && !mv_is_harmless_table(context, lock->table) &&
		    mv_policy_is_about(context, lock->table->object.schema, lock->table->object.name))
			return lock;
	}
	return NULL;
}

/* Is what is set out of the range? What is not known is not. */
static bool is_outside(const TimeRange *range, const char *value)
{
	double time = value ? mv_milliseconds(value) : 0;

	if (!range->text || time < 0)
		return false;
	/* 0 waits without end */
	return time == 0 || time < range->shortest || (range->longest >= 0 && time > range->longest);
}

static void report(RuleContext *context, const Change *change, const RelationLock *lock, const char *setting, const char *value,
		   const TimeRange *range)
{
	const char *shown = mv_show_relation(context, lock);
	Finding *finding = mv_report_policy(
		context, change, change->span,
		(const MessageValue[]){ { "table", shown }, { "setting", setting }, { "value", value ? value : "not set" }, { "range", range->text }, { 0 } },
		value ? mv_arena_format(context->arena, "%s is %s when this locks '%s'; here it is %s", setting, value, shown, range->text) :
			mv_arena_format(context->arena, "%s is not set when this locks '%s'; here it is %s", setting, shown, range->text),
		mv_arena_format(context->arena, "SET %s before it", setting));

	mv_finding_subject(context, finding, "%s", shown);
}

static void check(RuleContext *context, const Change *change)
{
	const PolicyConfig *policy = context->rule->policy;
	const Session *session = context->session;
	const RelationLock *lock = mv_kept_change(context) ? NULL : locked(context);
	bool waits = lock && is_outside(&policy->lock_timeout, session->lock_timeout) &&
		     (session->lock_timeout || !mv_lock_timeout_is_managed(context));
	bool runs = lock && is_outside(&policy->statement_timeout, session->statement_timeout);

	if (waits)
		report(context, change, lock, "lock_timeout", session->lock_timeout, &policy->lock_timeout);
	if (runs)
		report(context, change, lock, "statement_timeout", session->statement_timeout, &policy->statement_timeout);
	if (waits || runs)
		mv_keep_change(context, change);
}

const PolicyKind mv_policy_required_timeouts = {
	.demand = DEMAND_REQUIRED_TIMEOUTS,
	.key = "required-timeouts",
	.takes_tables = true,
	.values = "table,setting,value,range",
	.summary = "a table that exists is locked against writers with another lock_timeout or statement_timeout than agreed",
	.on = ON(MV_BLOCKING_KINDS),
	.check = check,
};
