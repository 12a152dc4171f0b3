/*
 * state.h: the models of a Django project at a point of its history.
 *
 * What Django calls the project state: what the operations say, not what the
 * database holds (that is catalog.h). Models and fields never change once they
 * are in a State: an operation puts a changed copy in. Every change is
 * journaled, so that an older state is the number of journal entries it has
 * seen: a Moment costs nothing.
 *
 * Keys of models are "app_label.modelname", lower case in full.
 */
#ifndef MIGVET_DJANGO_STATE_H
#define MIGVET_DJANGO_STATE_H

#include "../interpret.h"

/* What Django's get_internal_type() comes to, and what has no name of its own there but matters. */
typedef enum FieldType {
	FIELD_UNKNOWN, /* a field whose class is not known: Field.reason */
	FIELD_AUTO, FIELD_BIG_AUTO, FIELD_SMALL_AUTO,
	FIELD_BIG_INTEGER, FIELD_BINARY, FIELD_BOOLEAN, FIELD_CHAR, FIELD_DATE, FIELD_DATE_TIME, FIELD_DECIMAL,
	FIELD_DURATION, FIELD_FILE, FIELD_FILE_PATH, FIELD_FLOAT, FIELD_INTEGER, FIELD_IP_ADDRESS, FIELD_GENERIC_IP_ADDRESS,
	FIELD_JSON, FIELD_NULL_BOOLEAN, FIELD_POSITIVE_BIG_INTEGER, FIELD_POSITIVE_INTEGER, FIELD_POSITIVE_SMALL_INTEGER,
	FIELD_SLUG, FIELD_SMALL_INTEGER, FIELD_TEXT, FIELD_TIME, FIELD_UUID,
	FIELD_FOREIGN_KEY, FIELD_ONE_TO_ONE,
	FIELD_MANY_TO_MANY,
	FIELD_GENERATED,
	FIELD_COMPOSITE_PRIMARY_KEY,
	/* contrib.postgres */
	FIELD_ARRAY, FIELD_HSTORE, FIELD_RANGE, FIELD_SEARCH_VECTOR, FIELD_CI_TEXT,
	/* a column of a type that is known by its SQL name only: Field.custom_type */
	FIELD_CUSTOM,
	/* known to have no column: GenericForeignKey, GenericRelation, TaggableManager */
	FIELD_NO_COLUMN,
} FieldType;

typedef enum DefaultKind {
	DEFAULT_NONE,
	DEFAULT_VALUE,   /* Field.default_value is what it is */
	DEFAULT_CALLED,  /* a callable whose result is not known; known ones (list, dict, str, int...) are DEFAULT_VALUE */
	DEFAULT_UNKNOWN, /* there is one, its value is not known */
} DefaultKind;

typedef struct Model Model;

typedef struct Field {
	const char *name;
	const Value *value; /* the call as written; NULL: made here ("id", "parent_ptr", columns of many-to-many tables) */
	const char *path;   /* "django.db.models.CharField", "shop.fields.MoneyField" */
	FieldType type;
	const char *reason; /* FIELD_UNKNOWN: why; else NULL */
	bool guessed;       /* the type comes from the end of the class's name only */

	bool null, blank, primary_key, unique, db_index;
	bool auto_now, auto_now_add;
	bool concrete; /* has a column */
	bool parent_link;
	bool auto_created;
	const char *db_column; /* as given, or NULL */
	const char *column;    /* NULL: none */
	int64_t max_length;    /* -1: not given */
	int64_t max_digits, decimal_places;
	const char *db_collation, *db_comment, *db_tablespace; /* or NULL */
	const char *custom_type; /* FIELD_CUSTOM: "geometry(POINT,4326)"; FIELD_RANGE, FIELD_CI_TEXT: "int4range", "citext" */
	bool custom_index;       /* FIELD_CUSTOM: of geometry: a GiST index goes with it */
	bool geography;          /* ... and of geography */
	int64_t dimensions;      /* of geometry; 2 when not given */
	/*
	 * Attributes whose value is not known and that would change the
	 * statement: "max_length". NULL: none. Statements that need the type are
	 * opaque then.
	 */
	const char *unknown_attribute;

	DefaultKind default_kind;
	const Value *default_value;
	const Value *db_default; /* NULL: none; 5.0 */

	/* FIELD_FOREIGN_KEY, FIELD_ONE_TO_ONE, FIELD_MANY_TO_MANY */
	const char *remote;   /* key of the model; NULL: not known. "app.model" of AUTH_USER_MODEL as far as it is known */
	const char *remote_setting; /* "AUTH_USER_MODEL" when it was given by a setting */
	const char *to_field; /* or NULL: its primary key */
	bool db_constraint;
	const char *through;  /* key; NULL: made by Django */
	const char *db_table; /* of FIELD_MANY_TO_MANY, or NULL */
	const char *through_fields[2];

	struct Field *base_field; /* FIELD_ARRAY */
	int64_t array_size;       /* -1: none */
	const Value *expression;  /* FIELD_GENERATED */
	struct Field *output_field;
	bool db_persist;
	const char *const *pk_names; /* FIELD_COMPOSITE_PRIMARY_KEY */
	uint32_t pk_count;
} Field;

/* An index or a constraint of a model: DJ2 reads `value`. */
typedef struct ModelPart {
	const char *name; /* or NULL: not given (an index gets one by Django), not known */
	const Value *value;
} ModelPart;

/* Fields that belong together: ("name", "site"). */
typedef struct FieldNames {
	const char *const *names;
	uint32_t count;
} FieldNames;

struct Model {
	const char *key;  /* "shop.order" */
	const char *app;  /* as the label is written */
	const char *name; /* "Order" */
	const Value *value;  /* the CreateModel, or NULL: not seen (source of its app is absent) */
	VEC(const Field *) fields; /* as in the operations, without those that bases give */
	VEC(const char *) bases;   /* keys of models; others are left out */
	bool bases_unknown;
	bool managed, proxy, abstract;
	const char *swappable;     /* setting, or NULL */
	const char *db_table;      /* as given, or NULL */
	const char *db_table_comment, *db_tablespace;
	const char *order_with_respect_to;
	VEC(FieldNames) unique_together, index_together;
	bool together_unknown;     /* one of the two could not be read */
	VEC(ModelPart) indexes, constraints;
	bool indexes_unknown, constraints_unknown;
	const char *table;         /* db_table, or what Django makes of app and name */
	/*
	 * What the database has columns for, in order: of abstract bases known, the
	 * primary key that Django adds or the link to the parent, then `fields`.
	 * Many-to-many fields are not in it. Filled when the model is put into a State.
	 */
	VEC(const Field *) columns;
	VEC(const Field *) many_to_many;
	const Field *primary_key;  /* NULL: not known */
	bool stub;                 /* only its name is known */
};

typedef struct JournalEntry {
	const char *key;
	const Model *before; /* NULL: there was none */
} JournalEntry;

typedef struct KeyHistory {
	VEC(uint32_t) places;
} KeyHistory;

typedef struct State {
	Arena *arena;
	int version;    /* of Django: 302, 402, 502, 600 */
	Map models;     /* key -> const Model */
	Map referrers;  /* key -> Referrers: models that once had a relation to it (look whether they still have) */
	Map settings;   /* AUTH_USER_MODEL -> key, as far as known */
	const Module *settings_module; /* or NULL */
	FieldType default_auto_field; /* of what Django adds itself: FIELD_AUTO or FIELD_BIG_AUTO ... */
	size_t copied;  /* bytes, by mv_django_model_copy: all states are kept, so there is a limit */
	VEC(JournalEntry) journal;
	Map history;    /* key -> KeyHistory: its places in the journal, ascending */
} State;

/* A State as it was: how much of the journal had happened. */
typedef struct Moment {
	const State *state;
	uint32_t at;
} Moment;

State *mv_django_state_new(Arena *arena, int version);
/* Models of django.contrib whose migrations are not among the project's files. */
void mv_django_state_contrib(State *state);

Moment mv_django_now(const State *state);

/* settings.X, as the project's settings say; else the value itself. */
const Value *mv_django_setting_value(const State *state, const Value *value);
/* The model by key at that moment, or NULL. */
const Model *mv_django_model(Moment moment, const char *key);
/* Key of a model: "Shop", "Order" -> "shop.order". */
const char *mv_django_key(Arena *arena, const char *app, const char *name);
/*
 * Key that a reference means: "shop.Order", "Order", "self" (in `model_key`),
 * settings.AUTH_USER_MODEL; NULL when it is not known. `setting`: by which one, or NULL.
 */
const char *mv_django_reference(const State *state, const Value *value, const char *app, const char *model_key, const char **setting);

/* By Django's name, case of letters as written; of a model with parents also their fields. NULL: there is none. */
const Field *mv_django_field(Moment moment, const Model *model, const char *name);
/* "pk", "order_id" (attname), "_order" too. */
const Field *mv_django_find_field(Moment moment, const Model *model, const char *name);
/* What a foreign key points to; NULL: not known. Follows to_field and primary keys, not chains of keys. */
const Field *mv_django_target_field(Moment moment, const Field *field, const Model **model);

/* ---- changing it ---- */

/* A copy to be changed and put. */
Model *mv_django_model_copy(State *state, const Model *model);
/* Adds or replaces; fills table, columns, primary_key. */
void mv_django_put(State *state, Model *model);
void mv_django_drop(State *state, const char *key);

/*
 * A field from the value of an operation. Never NULL; what is not known is
 * FIELD_UNKNOWN. `model_key`: of the model that it is for (relations to "self").
 */
Field *mv_django_field_read(State *state, Interpreter *interpreter, const char *app, const char *model_key, const char *name,
			    const Value *value);

/*
 * Foreign keys (not many-to-many) that point to `model`: pairs of model and
 * field, in the order of the fields' reverse names as Django sorts them. Also
 * those of the tables that many-to-many fields make when `hidden`.
 */
typedef struct Relation {
	const Model *model;
	const Field *field;
} Relation;
Relation *mv_django_relations_to(Moment moment, const Model *model, bool hidden, uint32_t *count);

/* The table that Django makes for a many-to-many field without through=, as a model of its own. */
const Model *mv_django_auto_through(Moment moment, const Model *model, const Field *field);

#endif
