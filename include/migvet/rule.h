/*
 * rule.h: what a rule is, and what it may ask.
 *
 * A rule is one file under rules/<category>/ that defines
 *     const Rule mv_rule_<id with underscores> = { .id = "...", ... };
 * The registry (build/rules_registry.c), the README table, `migvet rules`,
 * `migvet explain` and the SARIF rule list derive from it.
 *
 * A rule sees Changes, the schema just before the change, the session and the
 * lock report. It never sees SQL text, Python or a front end, and it never
 * decides about locks, rewrites or failures itself: it asks replay.h. Questions
 * that several rules ask live in facts.h.
 */
#ifndef MIGVET_RULE_H
#define MIGVET_RULE_H

#include "migvet/finding.h"
#include "migvet/replay.h"

typedef struct RuleDoc {
	const char *summary; /* one line: what is found */
	const char *why;     /* what happens in production */
	const char *instead; /* step by step */
	const char *bad;     /* SQL that must be reported (run as a test). Several migrations are separated by "-- next migration" lines */
	const char *good;    /* SQL that must not be */
	const char *links;   /* one URL a line; of policies NULL */
	const char *since;   /* version of migvet */
} RuleDoc;

/* An option of a rule that the configuration may set. */
typedef struct RuleOption {
	const char *name;
	enum { OPTION_BOOL, OPTION_INT, OPTION_STRING, OPTION_LIST, OPTION_PATTERN /* of names: mv_name_fits */ } type;
	const char *default_value; /* as text; lists comma separated */
	const char *help;
} RuleOption;

typedef struct RuleContext RuleContext;

struct Rule {
	const char *id;       /* names the bad thing: "drop-column" */
	const char *name;     /* PascalCase, for SARIF */
	uint16_t number;      /* MV<number> in SARIF; never reused */
	const char *category; /* one of mv_rule_categories */
	Severity severity;    /* default; OFF: opt-in */
	bool style;           /* off, and the words "style" and its category turn it on: a standard that teams choose */
	const ChangeKind *on; /* kinds for which `check` is called; NULL: none */
	void (*check)(RuleContext *context, const Change *change);
	/* Called after the last change of each migration under review, with the schema after it; or NULL. */
	void (*check_migration)(RuleContext *context, const Migration *migration);
	/* Called once after the whole history of a set; or NULL. */
	void (*check_end)(RuleContext *context);
	const RuleOption *options; /* ends with name NULL; or NULL */
	/*
	 * What the size of its table means (--sizes). WEIGHED: work that takes as long as there are rows; TOLD: it is good to
	 * know; NOTHING: others wait, however small it is.
	 */
	enum { SIZE_BY_CATEGORY /* locking, rewrite: WEIGHED; destructive: TOLD */, SIZE_WEIGHED, SIZE_TOLD, SIZE_NOTHING } size;
	bool by_version;      /* `check` looks at context->version itself (most leave that to the lock model) */
	bool in_down;         /* also called for changes of down sections (not replayed there) */
	/* What --fix makes of the bad example; with RULE_FIX_SUGGESTED only --fix=unsafe does. */
	enum { RULE_FIX_NONE, RULE_FIX_SUGGESTED, RULE_FIX_SAFE } fix;
	/* One statement is one story: of two rules that see it, one keeps silent. */
	bool aside;           /* its finding becomes a note of another rule's about the same statement that weighs as much */
	bool yields;          /* its finding is left out when another rule has one about the same statement */
	const struct PolicyConfig *policy; /* of the configuration that made it; NULL: it is built in */
	const char *const *covers; /* ids of rules whose findings about the same change it tells as well; ends with NULL */
	RuleDoc doc;
};

#define ON(...) ((const ChangeKind[]){ __VA_ARGS__, CHANGE_NONE })

/* Policies of a configuration are numbered from here, and of this category. */
#define MV_FIRST_POLICY_NUMBER 9000
#define MV_POLICY_CATEGORY "policy"

extern const Rule *const mv_rules[]; /* sorted by id; generated */
extern const size_t mv_rule_count;
const Rule *mv_rule_find(const char *id);
/* "MV201", in `room`; of a policy, whose number is only its place in the configuration, its id. */
const char *mv_rule_code(const Rule *rule, char room[8]);
/* In the order in which people are shown them; ends with NULL. */
extern const char *const mv_rule_categories[];
/* Does a word of the configuration mean this rule as one of several: its category, or "style"? */
bool mv_rule_is_of(const Rule *rule, const char *word);
/*
 * Does it judge what the schema becomes (names, types, design, security), or what a team has agreed upon, and not what
 * happens when the migration runs?
 * Such a finding is no story of its statement: it stands beside the others.
 */
bool mv_rule_judges_schema(const Rule *rule);

/* A lock taken earlier in the present transaction: the first of its mode on its relation. */
typedef struct TakenLock {
	const RelationLock *lock; /* without `rebuilt` */
	const Change *change;
	bool table_is_new; /* the table is new to everyone else: nobody can wait for it */
} TakenLock;

struct RuleContext {
	const Rule *rule;
	const Migration *migration;
	const MigrationSet *set;
	const Schema *schema;   /* just before the change */
	const Session *session;
	const LockReport *locks;/* of this change */
	TakenLock *taken;       /* in the present transaction, before this change */
	uint32_t taken_count;
	Tri happens;            /* of this change */
	int version;            /* PostgreSQL major that is judged */
	bool review_is_unmerged;/* --since: what is under review has not been deployed */
	Arena *arena;           /* results go here */
	struct Engine *engine;  /* private to analyzer/check */
};

/* ---- reporting ---- */

/* Adds a finding at `span` (zero: change->span). Returns it so that help, notes and a fix can be added. */
Finding *mv_report(RuleContext *context, const Change *change, Span span, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void mv_finding_help(RuleContext *context, Finding *finding, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* `where` may be NULL (note without a place). */
void mv_finding_note(RuleContext *context, Finding *finding, const Change *where, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/*
 * Adds a step: complete statements in SQL; with STEP_CODE what is to be done, in words. When what is written holds
 * MV_UNPRINTABLE (migvet/sql.h), the finding keeps its help and has no steps.
 */
void mv_finding_step(RuleContext *context, Finding *finding, StepPlace place, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Of the last step. */
void mv_finding_step_comment(RuleContext *context, Finding *finding, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The safe sequence cannot be written. */
void mv_finding_drop_steps(Finding *finding);
void mv_finding_subject(RuleContext *context, Finding *finding, const char *format, ...) __attribute__((format(printf, 3, 4)));
Fix *mv_finding_fix(RuleContext *context, Finding *finding, FixSafety safety, const char *title);
void mv_fix_edit(RuleContext *context, Fix *fix, Span span, const char *text);

/* ---- options ---- */
bool mv_option_bool(const RuleContext *context, const char *name);
long mv_option_int(const RuleContext *context, const char *name);
const char *mv_option_string(const RuleContext *context, const char *name);
/* Does a listed pattern match? */
bool mv_option_list_has(const RuleContext *context, const char *name, const char *value);

#endif
