/*
 * edits.h: small edits of SQL that rules offer as fixes (analyzer/check/edits.c).
 *
 * Each looks at the text where the change stands, and offers nothing unless it
 * finds there what it expects.
 */
#ifndef MIGVET_EDITS_H
#define MIGVET_EDITS_H

#include "migvet/rule.h"

/* Did the author write the word (CASCADE) that the span ends with? A framework's own does not count. */
bool mv_ends_with_word(const Change *change, Span span, const char *word);
/* Takes out the word (CASCADE) that the span ends with. */
void mv_fix_last_word(RuleContext *context, Finding *finding, const Change *change, Span span, const char *word, const char *title);
/* IF EXISTS or IF NOT EXISTS before the name of each change from `first` on that a second run would stop at. */
void mv_fix_guards(RuleContext *context, Finding *finding, const Change *first);
/* The parts of an ALTER TABLE go to the end of the one before, of which nothing but a semicolon parts it. */
void mv_fix_join(RuleContext *context, Finding *finding, const Statement *first, const Statement *second);

#endif
