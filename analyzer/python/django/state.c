/* state.c: models by key, now and as they were. */
#include "state.h"
#include "django.h"

#include <ctype.h>
#include <string.h>

State *mv_django_state_new(Arena *arena, int version)
{
	State *state = MV_NEW(arena, State);

	state->arena = arena;
	state->version = version;
	state->default_auto_field = version >= 600 ? FIELD_BIG_AUTO : FIELD_AUTO;
	mv_map_init(&state->models, arena);
	mv_map_init(&state->referrers, arena);
	mv_map_init(&state->settings, arena);
	mv_map_init(&state->history, arena);
	return state;
}

Moment mv_django_now(const State *state)
{
	return (Moment){ .state = state, .at = state->journal.count };
}

const Model *mv_django_model(Moment moment, const char *key)
{
	const KeyHistory *history = key ? mv_map_get(&moment.state->history, key) : NULL;
	uint32_t low = 0, high = history ? history->places.count : 0;

	if (!key)
		return NULL;
	/* the first change that had not happened yet */
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (history->places.items[middle] < moment.at)
			low = middle + 1;
		else
			high = middle;
	}
	if (history && low < history->places.count)
		return moment.state->journal.items[history->places.items[low]].before;
	return mv_map_get(&moment.state->models, key);
}

static const char *in_lower_case(char *text)
{
	for (char *at = text; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return text;
}

static const char *lower(Arena *arena, const char *text)
{
	return in_lower_case(mv_arena_strdup(arena, text));
}

const char *mv_django_key(Arena *arena, const char *app, const char *name)
{
	return in_lower_case(mv_arena_concat(arena, app, ".", name));
}

/* ---- what a reference to a model means ---- */

/* The model that is there to be replaced by this setting. */
static const char *swappable_default(const State *state, const char *setting)
{
	for (uint32_t i = 0; i < state->models.count; i++) {
		const Model *model = state->models.entries[i].value;

		if (model && mv_streq(model->swappable, setting))
			return model->key;
	}
	return mv_streq(setting, "AUTH_USER_MODEL") ? "auth.user" : NULL;
}

static const char *setting_key(const State *state, const char *setting)
{
	const char *key = mv_map_get(&state->settings, setting);

	return key ? key : swappable_default(state, setting);
}

const Value *mv_django_setting_value(const State *state, const Value *value)
{
	const char *path = state->settings_module && value ? mv_value_path(value, state->arena) : NULL;
	const Value *known;

	if (!path || strncmp(path, "django.conf.settings.", 21) != 0)
		return value;
	known = mv_module_name(state->settings_module, path + 21);
	return known ? known : value;
}

static const char *text_key(const State *state, const char *text, const char *app, const char *model_key)
{
	if (mv_streq(text, "self"))
		return model_key;
	return strchr(text, '.') ? lower(state->arena, text) : mv_django_key(state->arena, app, text);
}

/*
 * app_settings.APPLICATION_MODEL: packages read their settings through objects
 * of their own; the one swappable model whose setting ends so is meant.
 */
static const char *swappable_by_ending(const State *state, const Value *value, const char **setting)
{
	Str text, ending;
	size_t dot = SIZE_MAX;
	const char *key = NULL;

	if (!value || !value->source)
		return NULL;
	text = mv_str_trim(mv_source_slice(value->source, value->span));
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '.')
			dot = i;
	if (dot == SIZE_MAX || text.len > 200 || !mv_str_ends(text, STR("_MODEL")))
		return NULL;
	ending = mv_str_slice(text, dot + 1, text.len);
	for (uint32_t i = 0; i < state->models.count; i++) {
		const Model *model = state->models.entries[i].value;
		Str whole = mv_str(model ? model->swappable : NULL);

		if (!mv_str_ends(whole, ending) || (whole.len > ending.len && whole.ptr[whole.len - ending.len - 1] != '_'))
			continue;
		if (key)
			return NULL;
		key = model->key;
		*setting = model->swappable;
	}
	return *setting && mv_map_get(&state->settings, *setting) ? mv_map_get(&state->settings, *setting) : key;
}

const char *mv_django_reference(const State *state, const Value *value, const char *app, const char *model_key, const char **setting)
{
	const char *text = mv_value_text(value), *path, *name;

	*setting = NULL;
	if (text)
		return text_key(state, text, app, model_key);
	if (mv_value_is(value, VALUE_CALL)) {
		name = mv_value_last_name(value->as.call->callee);
		if (mv_streq(name, "get_user_model")) {
			*setting = "AUTH_USER_MODEL";
		} else if (mv_streq(name, "getattr")) {
			/* getattr(settings, "X", "shop.Order") */
			const char *other = mv_value_text(mv_call_argument(value, 2, NULL));

			*setting = mv_value_text(mv_call_argument(value, 1, NULL));
			if (*setting && !mv_map_get(&state->settings, *setting) && other)
				return text_key(state, other, app, model_key);
		} else if (mv_streq(name, "get_model_name")) {
			/* swapper: a setting made of app and model, or that model */
			const char *label = mv_value_text(mv_call_argument(value, 0, "app_label"));
			const char *model = mv_value_text(mv_call_argument(value, 1, "model"));
			char *made;

			if (!label || !model)
				return NULL;
			made = mv_arena_format(state->arena, "%s_%s_MODEL", label, model);
			for (char *at = made; *at; at++)
				*at = (char)toupper((unsigned char)*at);
			*setting = made;
			name = mv_map_get(&state->settings, made);
			return name ? name : mv_django_key(state->arena, label, model);
		}
		return *setting ? setting_key(state, *setting) : NULL;
	}
	path = mv_value_path(value, state->arena);
	name = path ? strstr(path, "settings.") : NULL;
	if (name) {
		*setting = strrchr(path, '.') + 1;
		return setting_key(state, *setting);
	}
	return swappable_by_ending(state, value, setting);
}

/* ---- fields ---- */

enum { MOST_PARENTS = 32 };

static const Field *find_by_name(const Model *model, const char *name)
{
	for (uint32_t i = 0; i < model->fields.count; i++)
		if (mv_streq(model->fields.items[i]->name, name))
			return model->fields.items[i];
	for (uint32_t i = 0; i < model->columns.count; i++)
		if (mv_streq(model->columns.items[i]->name, name))
			return model->columns.items[i];
	for (uint32_t i = 0; i < model->many_to_many.count; i++)
		if (mv_streq(model->many_to_many.items[i]->name, name))
			return model->many_to_many.items[i];
	return NULL;
}

static const Field *field_of(Moment moment, const Model *model, const char *name, unsigned depth)
{
	const Field *field = find_by_name(model, name);

	for (uint32_t i = 0; !field && depth < MOST_PARENTS && i < model->bases.count; i++) {
		const Model *base = mv_django_model(moment, model->bases.items[i]);

		if (base)
			field = field_of(moment, base, name, depth + 1);
	}
	return field;
}

const Field *mv_django_field(Moment moment, const Model *model, const char *name)
{
	return model && name ? field_of(moment, model, name, 0) : NULL;
}

const Field *mv_django_find_field(Moment moment, const Model *model, const char *name)
{
	const Field *field;
	size_t length;

	if (!model || !name)
		return NULL;
	if (mv_streq(name, "pk"))
		return model->primary_key;
	field = field_of(moment, model, name, 0);
	length = strlen(name);
	/* attname of a foreign key */
	if (!field && length > 3 && strcmp(name + length - 3, "_id") == 0) {
		field = field_of(moment, model, mv_arena_strndup(moment.state->arena, name, length - 3), 0);
		if (field && field->type != FIELD_FOREIGN_KEY && field->type != FIELD_ONE_TO_ONE)
			field = NULL;
	}
	return field;
}

const Field *mv_django_target_field(Moment moment, const Field *field, const Model **model)
{
	const Model *target = mv_django_model(moment, field->remote);

	if (model)
		*model = target;
	if (!target)
		return NULL;
	/* keys of a proxy are those of what it stands for */
	for (unsigned depth = 0; target->proxy && depth < MOST_PARENTS; depth++) {
		const Model *base = target->bases.count ? mv_django_model(moment, target->bases.items[0]) : NULL;

		if (!base)
			break;
		target = base;
	}
	if (model)
		*model = target;
	return field->to_field ? mv_django_find_field(moment, target, field->to_field) : target->primary_key;
}

/* ---- what the database has of a model ---- */

static Field *made_field(State *state, const char *name, const char *path, FieldType type)
{
	Field *field = MV_NEW(state->arena, Field);

	*field = (Field){ .name = name, .path = path, .type = type, .column = name, .concrete = true, .max_length = -1, .max_digits = -1,
			  .decimal_places = -1, .array_size = -1, .auto_created = true, .db_constraint = true };
	return field;
}

static Field *made_key(State *state)
{
	Field *field = made_field(state, "id",
				  state->default_auto_field == FIELD_BIG_AUTO   ? "django.db.models.BigAutoField" :
				  state->default_auto_field == FIELD_SMALL_AUTO ? "django.db.models.SmallAutoField" :
										  "django.db.models.AutoField",
				  state->default_auto_field);

	field->primary_key = field->unique = true;
	return field;
}

static bool has_name(const Model *model, const char *name)
{
	for (uint32_t i = 0; i < model->columns.count; i++)
		if (mv_streq(model->columns.items[i]->name, name))
			return true;
	return false;
}

static void take_field(State *state, Model *model, const Field *field)
{
	if (field->type == FIELD_MANY_TO_MANY)
		*VEC_PUSH(state->arena, &model->many_to_many) = field;
	else if (field->type != FIELD_NO_COLUMN)
		*VEC_PUSH(state->arena, &model->columns) = field;
	if (field->primary_key && !model->primary_key)
		model->primary_key = field;
}

/* Fields of abstract bases come first, as if they were its own. */
static void take_abstract(State *state, Model *model, const Model *base, unsigned depth)
{
	for (uint32_t i = 0; depth < MOST_PARENTS && i < base->bases.count; i++) {
		const Model *further = mv_map_get(&state->models, base->bases.items[i]);

		if (further && further->abstract)
			take_abstract(state, model, further, depth + 1);
	}
	for (uint32_t i = 0; i < base->fields.count; i++)
		if (!find_by_name(model, base->fields.items[i]->name))
			take_field(state, model, base->fields.items[i]);
}

/* Puts a field that Django made in front of all others. */
static void put_first(State *state, Model *model, const Field *field)
{
	VEC_PUSH(state->arena, &model->columns);
	memmove(model->columns.items + 1, model->columns.items, (model->columns.count - 1) * sizeof *model->columns.items);
	model->columns.items[0] = field;
}

static bool links_to(const Model *model, const char *key)
{
	for (uint32_t i = 0; i < model->columns.count; i++)
		if (model->columns.items[i]->type == FIELD_ONE_TO_ONE && mv_streq(model->columns.items[i]->remote, key))
			return true;
	return false;
}

static void link_parents(State *state, Model *model)
{
	for (uint32_t i = 0; i < model->bases.count; i++) {
		const Model *base = mv_map_get(&state->models, model->bases.items[i]);
		Field *link;

		if (!base || base->abstract || links_to(model, base->key))
			continue;
		link = made_field(state, mv_arena_format(state->arena, "%s_ptr", lower(state->arena, base->name)),
				  "django.db.models.OneToOneField", FIELD_ONE_TO_ONE);
		link->column = mv_arena_format(state->arena, "%s_id", link->name);
		link->remote = base->key;
		link->parent_link = link->unique = link->db_index = true;
		if (!model->primary_key) {
			link->primary_key = true;
			model->primary_key = link;
		}
		put_first(state, model, link);
	}
}

static void remember_relation(State *state, const char *model_key, const char *remote)
{
	Map *referrers = mv_map_get(&state->referrers, remote);

	if (!referrers) {
		referrers = MV_NEW(state->arena, Map);
		mv_map_init(referrers, state->arena);
		mv_map_set(&state->referrers, remote, referrers);
	}
	if (!mv_map_get(referrers, model_key))
		mv_map_set(referrers, model_key, (void *)model_key);
}

static void finish_model(State *state, Model *model)
{
	model->columns.count = model->columns.capacity = 0;
	model->columns.items = NULL;
	model->many_to_many.count = model->many_to_many.capacity = 0;
	model->many_to_many.items = NULL;
	model->primary_key = NULL;
	if (model->db_table)
		model->table = model->db_table;
	else
		model->table = mv_django_truncate(state->arena,
						  mv_arena_concat(state->arena, model->app, "_", lower(state->arena, model->name)), 63);
	for (uint32_t i = 0; i < model->bases.count; i++) {
		const Model *base = mv_map_get(&state->models, model->bases.items[i]);

		if (base && base->abstract)
			take_abstract(state, model, base, 0);
		if (base && model->proxy) {
			/* the table is that of what it stands for */
			model->table = base->table;
			model->primary_key = base->primary_key;
		}
	}
	for (uint32_t i = 0; i < model->fields.count; i++)
		take_field(state, model, model->fields.items[i]);
	if (!model->proxy && !model->stub) {
		link_parents(state, model);
		if (!model->primary_key && !model->abstract && !model->bases_unknown) {
			Field *key = made_key(state);

			put_first(state, model, key);
			model->primary_key = key;
		}
		if (model->order_with_respect_to && !has_name(model, "_order"))
			*VEC_PUSH(state->arena, &model->columns) =
				made_field(state, "_order", "django.db.models.fields.proxy.OrderWrt", FIELD_INTEGER);
	}
	for (uint32_t i = 0; i < model->columns.count; i++)
		if (model->columns.items[i]->remote)
			remember_relation(state, model->key, model->columns.items[i]->remote);
	for (uint32_t i = 0; i < model->many_to_many.count; i++) {
		const Field *field = model->many_to_many.items[i];

		if (field->remote)
			remember_relation(state, model->key, field->remote);
		if (field->through)
			remember_relation(state, model->key, field->through);
	}
	if (model->many_to_many.count)
		remember_relation(state, model->key, model->key);
	for (uint32_t i = 0; i < model->bases.count; i++)
		remember_relation(state, model->key, model->bases.items[i]);
}

Model *mv_django_model_copy(State *state, const Model *model)
{
	Model *copy = MV_NEW(state->arena, Model);

	*copy = *model;
#define OWN(vec)                                                                                          \
	do {                                                                                              \
		copy->vec.capacity = copy->vec.count;                                                     \
		copy->vec.items = NULL;                                                                   \
		if (!copy->vec.count)                                                                     \
			break;                                                                            \
		state->copied += copy->vec.count * sizeof *copy->vec.items;                               \
		copy->vec.items = mv_arena_alloc(state->arena, copy->vec.count * sizeof *copy->vec.items); \
		memcpy(copy->vec.items, model->vec.items, copy->vec.count * sizeof *copy->vec.items);     \
	} while (0)
	OWN(fields);
	OWN(bases);
	OWN(unique_together);
	OWN(index_together);
	OWN(indexes);
	OWN(constraints);
#undef OWN
	return copy;
}

static void note(State *state, const char *key)
{
	KeyHistory *history = mv_map_get(&state->history, key);

	if (!history) {
		history = MV_NEW(state->arena, KeyHistory);
		mv_map_set(&state->history, key, history);
	}
	*VEC_PUSH(state->arena, &history->places) = state->journal.count;
	*VEC_PUSH(state->arena, &state->journal) = (JournalEntry){ .key = key, .before = mv_map_get(&state->models, key) };
}

void mv_django_put(State *state, Model *model)
{
	note(state, model->key);
	finish_model(state, model);
	mv_map_set(&state->models, model->key, model);
}

void mv_django_drop(State *state, const char *key)
{
	note(state, key);
	mv_map_remove(&state->models, key);
}

/* ---- relations ---- */

const Model *mv_django_auto_through(Moment moment, const Model *model, const Field *field)
{
	State *state = (State *)moment.state;
	Arena *arena = state->arena;
	Model *through = MV_NEW(arena, Model);
	const Model *target = mv_django_model(moment, field->remote);
	const char *from = lower(arena, model->name), *to, *table = model->table;
	Field *link, *reverse;
	FieldNames *together;
	const char **names;
	size_t length = strlen(table);

	if (!field->remote)
		return NULL;
	to = target ? lower(arena, target->name) : strchr(field->remote, '.') + 1;
	if (mv_streq(to, from)) {
		to = mv_arena_format(arena, "to_%s", to);
		from = mv_arena_format(arena, "from_%s", from);
	}
	if (length > 1 && table[0] == '"' && table[length - 1] == '"')
		table = mv_arena_strndup(arena, table + 1, length - 2);
	through->app = model->app;
	through->name = mv_arena_format(arena, "%s_%s", model->name, field->name);
	through->key = mv_django_key(arena, model->app, through->name);
	through->managed = model->managed || (target && target->managed);
	through->db_tablespace = model->db_tablespace;
	through->table = field->db_table ? field->db_table : mv_django_truncate(arena, mv_arena_format(arena, "%s_%s", table, field->name), 63);
	link = made_field(state, from, "django.db.models.ForeignKey", FIELD_FOREIGN_KEY);
	reverse = made_field(state, to, "django.db.models.ForeignKey", FIELD_FOREIGN_KEY);
	link->column = mv_arena_format(arena, "%s_id", from);
	reverse->column = mv_arena_format(arena, "%s_id", to);
	link->remote = model->key;
	reverse->remote = field->remote;
	reverse->remote_setting = field->remote_setting;
	link->db_tablespace = reverse->db_tablespace = field->db_tablespace;
	link->db_constraint = reverse->db_constraint = field->db_constraint;
	link->db_index = reverse->db_index = true;
	link->auto_created = reverse->auto_created = false;
	*VEC_PUSH(arena, &through->columns) = made_key(state);
	*VEC_PUSH(arena, &through->columns) = link;
	*VEC_PUSH(arena, &through->columns) = reverse;
	through->primary_key = through->columns.items[0];
	names = MV_NEW_ARRAY(arena, const char *, 2);
	names[0] = from;
	names[1] = to;
	together = VEC_PUSH(arena, &through->unique_together);
	*together = (FieldNames){ .names = names, .count = 2 };
	return through;
}

Relation *mv_django_relations_to(Moment moment, const Model *model, bool hidden, uint32_t *count)
{
	Arena *arena = moment.state->arena;
	const Map *referrers = mv_map_get(&moment.state->referrers, model->key);
	VEC(Relation) found = { 0 };

	for (uint32_t i = 0; referrers && i < referrers->count; i++) {
		const Model *other = mv_django_model(moment, referrers->entries[i].key);

		if (!other || other->abstract || other->proxy)
			continue;
		/* tables of many-to-many fields are made before the model that has them */
		for (uint32_t j = 0; hidden && j < other->many_to_many.count; j++) {
			const Field *field = other->many_to_many.items[j];
			const Model *through = field->through ? NULL : mv_django_auto_through(moment, other, field);

			for (uint32_t k = 1; through && k < 3; k++)
				if (mv_streq(through->columns.items[k]->remote, model->key))
					*VEC_PUSH(arena, &found) = (Relation){ through, through->columns.items[k] };
		}
		for (uint32_t j = 0; j < other->columns.count; j++)
			if (mv_streq(other->columns.items[j]->remote, model->key))
				*VEC_PUSH(arena, &found) = (Relation){ other, other->columns.items[j] };
	}
	*count = found.count;
	return found.items;
}

/* ---- django.contrib, and what other packages' migrations point to most ---- */

typedef struct ContribModel {
	const char *app, *name, *table;
	const char *swappable;
	const char *const *fields; /* name, class ... */
} ContribModel;

static const char *const ID_ONLY[] = { "id", "AutoField", NULL };
static const char *const SESSION[] = { "session_key", "CharField", "session_data", "TextField", "expire_date", "DateTimeField", NULL };
static const ContribModel CONTRIB[] = {
	{ "contenttypes", "ContentType", "django_content_type", NULL, ID_ONLY },
	{ "auth", "Permission", NULL, NULL, ID_ONLY },
	{ "auth", "Group", NULL, NULL, ID_ONLY },
	{ "auth", "User", NULL, "AUTH_USER_MODEL", ID_ONLY },
	{ "admin", "LogEntry", "django_admin_log", NULL, ID_ONLY },
	{ "sites", "Site", "django_site", NULL, ID_ONLY },
	{ "sessions", "Session", "django_session", NULL, SESSION },
	{ "flatpages", "FlatPage", "django_flatpage", NULL, ID_ONLY },
	{ "redirects", "Redirect", "django_redirect", NULL, ID_ONLY },
	/* its app config says AutoField, whatever the project does */
	{ "taggit", "Tag", NULL, NULL, ID_ONLY },
};

void mv_django_state_contrib(State *state)
{
	for (size_t i = 0; i < sizeof CONTRIB / sizeof *CONTRIB; i++) {
		const ContribModel *contrib = &CONTRIB[i];
		Model *model = MV_NEW(state->arena, Model);

		model->app = contrib->app;
		model->name = contrib->name;
		model->key = mv_django_key(state->arena, contrib->app, contrib->name);
		model->db_table = contrib->table;
		model->swappable = contrib->swappable;
		model->managed = model->stub = true;
		for (const char *const *at = contrib->fields; *at; at += 2) {
			FieldType type = mv_streq(at[1], "AutoField") ? FIELD_AUTO : mv_streq(at[1], "CharField") ? FIELD_CHAR :
					 mv_streq(at[1], "TextField") ? FIELD_TEXT : FIELD_DATE_TIME;
			Field *field = made_field(state, at[0], mv_arena_format(state->arena, "django.db.models.%s", at[1]), type);

			if (at == contrib->fields)
				field->primary_key = field->unique = true;
			if (type == FIELD_CHAR)
				field->max_length = 40;
			*VEC_PUSH(state->arena, &model->fields) = field;
		}
		mv_django_put(state, model);
	}
}
