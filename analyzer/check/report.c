/* report.c: how rules speak: findings, help, notes, fixes; and how they read their options. */
#include "engine.h"

#include "migvet/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Finding *mv_engine_finding(Engine *engine, const Rule *rule, Severity severity, const Migration *migration,
			   const Source *source, const char *path, Span span, const char *message)
{
	Finding *finding = MV_NEW(engine->arena, Finding);

	finding->rule = rule;
	finding->severity = severity;
	finding->migration = migration;
	finding->source = source;
	finding->path = source ? source->path : path;
	finding->span = span;
	finding->message = message;
	finding->version_from = finding->version_to = engine->stamp;
	finding->order = engine->order++;
	*VEC_PUSH(engine->arena, engine->findings) = finding;
	return finding;
}

static bool span_is_empty(Span span)
{
	return span.end <= span.start;
}

Finding *mv_report(RuleContext *context, const Change *change, Span span, const char *format, ...)
{
	const Source *source = change ? change->statement->source : context->migration ? context->migration->source : NULL;
	const char *path = source ? source->path : context->set ? context->set->path : "";
	Severity severity = mv_config_severity(context->engine->config, context->rule, path);
	const Migration *migration = change ? change->statement->migration : context->migration;
	Finding *finding;
	va_list args;
	char *message;

	va_start(args, format);
	message = mv_arena_vformat(context->arena, format, args);
	va_end(args);
	if (span_is_empty(span) && change)
		span = change->span;
	/* a rule that looks at the end of the history may meet what is not under review; merging leaves out what is off */
	if (migration && !migration->under_review)
		severity = SEVERITY_OFF;
	finding = mv_engine_finding(context->engine, context->rule, severity, migration, source, path, span, message);
	finding->change = change;
	if (change) {
		finding->statement = change->statement->span;
		finding->replaced = change->statement->changes.count > 1 ? change->span : change->statement->span;
		/*
		 * What a DO block does under a condition, or in a loop, is no statement that others can stand for;
		 * and what the server refuses does not get better in several steps.
		 */
		finding->steps_dropped = change->guard || change->loop || mv_streq(change->statement->tag, "DO") ||
					 context->engine->fails;
	}
	return finding;
}

void mv_finding_help(RuleContext *context, Finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	finding->help = mv_arena_vformat(context->arena, format, args);
	va_end(args);
}

const char *mv_step_place_name(StepPlace place)
{
	switch (place) {
	case STEP_HERE:
		return "same-migration";
	case STEP_NEXT:
		return "next-migration";
	case STEP_ALONE:
		return "next-migration-without-transaction";
	case STEP_CODE:
		return "code";
	}
	return NULL;
}

void mv_finding_drop_steps(Finding *finding)
{
	finding->steps.count = 0;
	finding->steps_dropped = true;
}

void mv_finding_step(RuleContext *context, Finding *finding, StepPlace place, const char *format, ...)
{
	va_list args;
	char *text;
	SafeStep *step;

	if (finding->steps_dropped || finding->severity == SEVERITY_OFF)
		return;
	va_start(args, format);
	text = mv_arena_vformat(context->arena, format, args);
	va_end(args);
	if (strstr(text, MV_UNPRINTABLE)) {
		mv_finding_drop_steps(finding);
		return;
	}
	step = VEC_PUSH(context->arena, &finding->steps);
	step->place = place;
	if (place == STEP_CODE)
		step->comment = text;
	else
		step->sql = text;
}

void mv_finding_step_comment(RuleContext *context, Finding *finding, const char *format, ...)
{
	va_list args;

	if (!finding->steps.count)
		return;
	va_start(args, format);
	finding->steps.items[finding->steps.count - 1].comment = mv_arena_vformat(context->arena, format, args);
	va_end(args);
}

void mv_finding_note(RuleContext *context, Finding *finding, const Change *where, const char *format, ...)
{
	Note *note;
	va_list args;

	/* of a database, not of a migration: there is nothing to show */
	if (where && !*where->statement->source->path)
		return;
	note = VEC_PUSH(context->arena, &finding->notes);

	va_start(args, format);
	note->message = mv_arena_vformat(context->arena, format, args);
	va_end(args);
	if (where) {
		note->source = where->statement->source;
		note->span = where->span;
	}
}

void mv_finding_subject(RuleContext *context, Finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	finding->subject = mv_arena_vformat(context->arena, format, args);
	va_end(args);
}

Fix *mv_finding_fix(RuleContext *context, Finding *finding, FixSafety safety, const char *title)
{
	Fix *fix = MV_NEW(context->arena, Fix);

	fix->title = title;
	fix->safety = safety;
	finding->fix = fix;
	return fix;
}

void mv_fix_edit(RuleContext *context, Fix *fix, Span span, const char *text)
{
	*VEC_PUSH(context->arena, &fix->edits) = (Edit){ .span = span, .text = text };
}

/* ---- options ---- */

static const char *option_text(const RuleContext *context, const char *name)
{
	const Source *source = context->migration ? context->migration->source : NULL;

	return mv_config_option(context->engine->config, context->rule, name, source ? source->path : "");
}

bool mv_option_bool(const RuleContext *context, const char *name)
{
	return mv_streq(option_text(context, name), "true");
}

long mv_option_int(const RuleContext *context, const char *name)
{
	const char *text = option_text(context, name);

	return text ? strtol(text, NULL, 10) : 0;
}

const char *mv_option_string(const RuleContext *context, const char *name)
{
	return option_text(context, name);
}

bool mv_option_list_has(const RuleContext *context, const char *name, const char *value)
{
	const char *text = option_text(context, name);
	char pattern[256];

	while (text && *text) {
		size_t len = strcspn(text, ",");
		Str item = mv_str_trim((Str){ .ptr = text, .len = len });

		if (item.len && item.len < sizeof pattern) {
			memcpy(pattern, item.ptr, item.len);
			pattern[item.len] = '\0';
			if (mv_glob_match(pattern, value))
				return true;
		}
		text += len + (text[len] == ',');
	}
	return false;
}
