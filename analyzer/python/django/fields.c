/*
 * fields.c: a field from what the migration writes.
 *
 * Which column a class makes is asked in this order: Django's own classes; the
 * project's class by what its get_internal_type(), db_type() and bases say; the
 * table of common packages; the end of the class's name (a guess, marked so).
 */
#include "django.h"
#include "field_classes.h"

#include <string.h>

enum { MOST_NESTED = 8 }; /* ArrayField(ArrayField(...)) */

typedef struct Reader {
	State *state;
	Interpreter *interpreter;
	const char *app, *model_key;
	unsigned depth;
} Reader;

static Field *read_field(Reader *reader, const char *name, const Value *value);

static const char *last_name(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : path;
}

/* Modules in which Django's classes are defined, as deconstruct() writes them. */
static const char *short_path(Arena *arena, const char *path)
{
	static const char *const PREFIXES[] = { "django.db.models.fields.", "django.contrib.postgres.fields.", "django.contrib.gis.db.models.fields." };

	for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++)
		if (strncmp(path, PREFIXES[i], strlen(PREFIXES[i])) == 0)
			return mv_arena_format(arena, "%.*s%s", (int)(strlen(PREFIXES[i]) - (i == 1 ? 0 : strlen("fields."))), PREFIXES[i],
					       last_name(path));
	return path;
}

/* ---- arguments ---- */

static bool flag(Reader *reader, Field *field, const Value *call, const char *name, bool otherwise)
{
	const Value *value = mv_django_setting_value(reader->state, mv_call_argument(call, -1, name));
	Tri truth;

	if (!value)
		return otherwise;
	truth = mv_value_truth(value);
	if (truth == TRI_UNKNOWN)
		field->unknown_attribute = name;
	return truth == TRI_YES || (truth == TRI_UNKNOWN && otherwise);
}

static int64_t number(Reader *reader, Field *field, const Value *call, int position, const char *name, int64_t otherwise)
{
	const Value *value = mv_django_setting_value(reader->state, mv_call_argument(call, position, name));
	int64_t integer;

	if (!value || mv_value_is(value, VALUE_NONE))
		return otherwise;
	if (mv_value_int(value, &integer))
		return integer;
	field->unknown_attribute = name;
	return otherwise;
}

static const char *text(Reader *reader, Field *field, const Value *call, const char *name)
{
	const Value *value = mv_django_setting_value(reader->state, mv_call_argument(call, -1, name));

	if (!value || mv_value_is(value, VALUE_NONE))
		return NULL;
	if (!mv_value_text(value))
		field->unknown_attribute = name;
	return mv_value_text(value);
}

/* ---- defaults ---- */

/* Is it a thing that stands for itself, and not a function to be called for the value? */
static bool is_plain(const Value *value)
{
	switch (value->kind) {
	case VALUE_NONE:
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT:
	case VALUE_BYTES:
	case VALUE_LIST:
	case VALUE_TUPLE:
	case VALUE_SET:
	case VALUE_DICT:
	case VALUE_CALL:      /* Decimal("0.00"), datetime.date(2020, 1, 1) */
	case VALUE_OPERATION:
	case VALUE_STRING:
		return mv_value_find_unknown(value) == NULL;
	case VALUE_UNKNOWN:
	case VALUE_ELLIPSIS:
	case VALUE_FUNCTION:
	case VALUE_CLASS:
	case VALUE_MODULE:
	case VALUE_SYMBOL:
	case VALUE_ATTRIBUTE:
	case VALUE_SUBSCRIPT:
		break;
	}
	return false;
}

static void read_default(Reader *reader, Field *field, const Value *value)
{
	static const struct { const char *name; ValueKind kind; } MADE[] = {
		{ "list", VALUE_LIST }, { "dict", VALUE_DICT }, { "tuple", VALUE_TUPLE }, { "set", VALUE_SET }, { "int", VALUE_INT },
	};
	Arena *arena = reader->state->arena;
	const char *path = mv_value_path(value, arena), *name = path ? last_name(path) : NULL;

	if (!value || mv_streq(name, "NOT_PROVIDED"))
		return;
	field->default_value = value;
	if (is_plain(value)) {
		field->default_kind = DEFAULT_VALUE;
		return;
	}
	field->default_kind = mv_value_is(value, VALUE_FUNCTION) || mv_value_is(value, VALUE_SYMBOL) || mv_value_is(value, VALUE_CLASS) ?
				      DEFAULT_CALLED : DEFAULT_UNKNOWN;
	for (size_t i = 0; name && i < sizeof MADE / sizeof *MADE; i++) {
		if (!mv_streq(name, MADE[i].name) || (mv_value_is(value, VALUE_SYMBOL) && strchr(path, '.') && strncmp(path, "builtins.", 9) != 0))
			continue;
		field->default_kind = DEFAULT_VALUE;
		field->default_value = mv_value_new(arena, MADE[i].kind, value->source, value->span);
		return;
	}
	if (mv_streq(path, "str") || mv_streq(path, "builtins.str")) {
		field->default_kind = DEFAULT_VALUE;
		field->default_value = mv_value_string(arena, mv_str(""));
	} else if (mv_value_is(value, VALUE_FUNCTION) && reader->interpreter) {
		const Value *result = mv_py_call(reader->interpreter, value, NULL, 0);

		if (result && is_plain(result) && result->kind != VALUE_CALL && result->kind != VALUE_OPERATION) {
			field->default_kind = DEFAULT_VALUE;
			field->default_value = result;
		}
	}
}

/* ---- which class it is ---- */

static const Value *postgres_connection(Interpreter *interpreter, const Value *object, const char *name, void *data)
{
	(void)data;
	(void)object;
	if (mv_streq(name, "vendor"))
		return mv_value_string(mv_py_arena(interpreter), mv_str("postgresql"));
	return NULL;
}

/* What a method of a project's class gives when it is a text: db_type(connection) -> "citext". */
static const char *method_text(Reader *reader, const Value *class_, const char *method, bool takes_connection)
{
	Arena *arena = reader->state->arena;
	const Value *function = mv_class_name(class_, method), *args[2], *result;
	Hooks hooks = { .attribute = postgres_connection };
	const Hooks *before;

	if (!mv_value_is(function, VALUE_FUNCTION) || !reader->interpreter)
		return NULL;
	args[0] = mv_value_unknown(arena, function->source, function->span, "an instance of the field");
	args[1] = mv_value_symbol(arena, "django.db.connection");
	before = mv_py_set_hooks(reader->interpreter, &hooks);
	result = mv_py_call(reader->interpreter, function, args, takes_connection ? 2 : 1);
	mv_py_set_hooks(reader->interpreter, before);
	return mv_value_text(result);
}

static const FieldClass *class_of(Reader *reader, Field *field, const Value *callee)
{
	Arena *arena = reader->state->arena;
	static const FieldClass NO_COLUMN = { .type = FIELD_NO_COLUMN };
	const FieldClass *class_ = NULL;
	const char *given, *base;

	if (mv_value_is(callee, VALUE_CLASS)) {
		given = method_text(reader, callee, "db_type", true);
		if (given) {
			FieldClass *made = MV_NEW(arena, FieldClass);

			*made = (FieldClass){ .name = callee->as.class_->name, .type = FIELD_CUSTOM, .custom = given };
			return made;
		}
		given = method_text(reader, callee, "get_internal_type", false);
		class_ = given ? mv_django_internal_type(given) : NULL;
		base = mv_class_foreign_base(callee, arena);
		/* taggit's manager says that it is many-to-many; only ManyToManyField itself makes a table, others have a model for it */
		if (class_ && class_->type == FIELD_MANY_TO_MANY && base && mv_streq(last_name(base), "RelatedField"))
			class_ = &NO_COLUMN;
		if (!class_ && !mv_value_is(mv_class_name(callee, "db_type"), VALUE_FUNCTION)) {
			class_ = mv_django_own_class(base);
			if (!class_)
				class_ = mv_django_foreign_class(base);
		}
		return class_;
	}
	class_ = mv_django_own_class(field->path);
	if (!class_)
		class_ = mv_django_foreign_class(field->path);
	if (!class_) {
		class_ = mv_django_class_by_ending(field->path);
		field->guessed = class_ != NULL;
	}
	return class_;
}

/* ---- kinds of fields ---- */

static void read_relation(Reader *reader, Field *field, const FieldClass *class_, const Value *call)
{
	const char *setting;
	/* a class that knows where it points to takes something else first: PlaceholderField("slot") */
	const Value *to = mv_call_argument(call, class_->to ? -1 : 0, "to"), *through;

	if (to)
		field->remote = mv_django_reference(reader->state, to, reader->app, reader->model_key, &field->remote_setting);
	else
		field->remote = class_->to;
	if (!field->remote)
		field->unknown_attribute = "to";
	field->to_field = text(reader, field, call, "to_field");
	field->db_constraint = flag(reader, field, call, "db_constraint", true);
	if (field->type != FIELD_MANY_TO_MANY)
		return;
	field->concrete = false;
	field->db_table = text(reader, field, call, "db_table");
	through = mv_call_argument(call, -1, "through");
	if (through && !mv_value_is(through, VALUE_NONE)) {
		field->through = mv_django_reference(reader->state, through, reader->app, reader->model_key, &setting);
		if (!field->through)
			field->through = "?"; /* there is one, which is all that matters */
	}
}

/* As geo_db_type of PostGIS: geometry(POINTZ,4326). */
static void read_geometry(Reader *reader, Field *field, const FieldClass *class_, const Value *call)
{
	Arena *arena = reader->state->arena;
	int64_t srid = number(reader, field, call, -1, "srid", 4326), dimensions = number(reader, field, call, -1, "dim", 2);
	bool geography = flag(reader, field, call, "geography", false);

	field->geography = geography;
	field->dimensions = dimensions;
	field->custom_index = flag(reader, field, call, "spatial_index", true);
	field->custom_type = mv_arena_format(arena, "%s(%s%s,%lld)", geography ? "geography" : "geometry", class_->custom,
					     dimensions == 3 ? "Z" : "", (long long)srid);
}

static void read_composite(Reader *reader, Field *field, const Value *call)
{
	Arena *arena = reader->state->arena;
	uint32_t count = call->as.call->args.count;
	const char **names = MV_NEW_ARRAY(arena, const char *, count);

	field->concrete = false;
	field->primary_key = field->unique = true;
	for (uint32_t i = 0; i < count; i++) {
		names[i] = mv_value_text(call->as.call->args.items[i]);
		if (!names[i]) {
			field->unknown_attribute = "field_names";
			return;
		}
	}
	field->pk_names = names;
	field->pk_count = count;
}

static Field *nested_field(Reader *reader, const Value *value)
{
	Reader inner = *reader;

	inner.depth++;
	return read_field(&inner, "", value);
}

static void read_special(Reader *reader, Field *field, const FieldClass *class_, const Value *call)
{
	Arena *arena = reader->state->arena;

	switch (field->type) {
	case FIELD_FOREIGN_KEY:
	case FIELD_ONE_TO_ONE:
	case FIELD_MANY_TO_MANY:
		read_relation(reader, field, class_, call);
		break;
	case FIELD_ARRAY:
		field->base_field = nested_field(reader, mv_call_argument(call, 0, "base_field"));
		field->array_size = number(reader, field, call, 1, "size", -1);
		break;
	case FIELD_GENERATED:
		field->expression = mv_call_argument(call, -1, "expression");
		field->output_field = nested_field(reader, mv_call_argument(call, -1, "output_field"));
		field->db_persist = flag(reader, field, call, "db_persist", false);
		break;
	case FIELD_COMPOSITE_PRIMARY_KEY:
		read_composite(reader, field, call);
		break;
	case FIELD_CUSTOM:
		if (class_->flags & CLASS_GEOMETRY) {
			read_geometry(reader, field, class_, call);
		} else if (class_->flags & CLASS_DIMENSIONS) {
			int64_t dimensions = number(reader, field, call, -1, class_->custom[0] == 'b' ? "length" : "dimensions", -1);

			field->custom_type = dimensions < 0 ? class_->custom :
							      mv_arena_format(arena, "%s(%lld)", class_->custom, (long long)dimensions);
		} else {
			field->custom_type = class_->custom;
		}
		break;
	case FIELD_RANGE:
	case FIELD_SEARCH_VECTOR:
	case FIELD_CI_TEXT:
		field->custom_type = class_->custom;
		break;
	case FIELD_NO_COLUMN:
		field->concrete = false;
		break;
	case FIELD_UNKNOWN:
	case FIELD_AUTO:
	case FIELD_BIG_AUTO:
	case FIELD_SMALL_AUTO:
	case FIELD_BIG_INTEGER:
	case FIELD_BINARY:
	case FIELD_BOOLEAN:
	case FIELD_CHAR:
	case FIELD_DATE:
	case FIELD_DATE_TIME:
	case FIELD_DECIMAL:
	case FIELD_DURATION:
	case FIELD_FILE:
	case FIELD_FILE_PATH:
	case FIELD_FLOAT:
	case FIELD_INTEGER:
	case FIELD_IP_ADDRESS:
	case FIELD_GENERIC_IP_ADDRESS:
	case FIELD_JSON:
	case FIELD_NULL_BOOLEAN:
	case FIELD_POSITIVE_BIG_INTEGER:
	case FIELD_POSITIVE_INTEGER:
	case FIELD_POSITIVE_SMALL_INTEGER:
	case FIELD_SLUG:
	case FIELD_SMALL_INTEGER:
	case FIELD_TEXT:
	case FIELD_TIME:
	case FIELD_UUID:
	case FIELD_HSTORE:
		break;
	}
}

static void read_common(Reader *reader, Field *field, const FieldClass *class_, const Value *call)
{
	const Value *db_default = mv_call_argument(call, -1, "db_default");

	field->null = flag(reader, field, call, "null", class_->flags & CLASS_NULL);
	field->blank = flag(reader, field, call, "blank", class_->flags & CLASS_BLANK);
	field->primary_key = flag(reader, field, call, "primary_key", false);
	field->unique = flag(reader, field, call, "unique", class_->flags & CLASS_UNIQUE) || field->primary_key;
	field->db_index = flag(reader, field, call, "db_index", class_->flags & CLASS_INDEX);
	field->auto_now = flag(reader, field, call, "auto_now", class_->flags & CLASS_AUTO_NOW);
	field->auto_now_add = flag(reader, field, call, "auto_now_add", class_->flags & CLASS_AUTO_NOW_ADD);
	field->parent_link = flag(reader, field, call, "parent_link", false);
	field->auto_created = flag(reader, field, call, "auto_created", false);
	field->max_length = number(reader, field, call, -1, "max_length", class_->max_length ? class_->max_length : -1);
	field->max_digits = number(reader, field, call, -1, "max_digits", -1);
	field->decimal_places = number(reader, field, call, -1, "decimal_places", -1);
	field->db_column = text(reader, field, call, "db_column");
	field->db_collation = text(reader, field, call, "db_collation");
	field->db_comment = text(reader, field, call, "db_comment");
	field->db_tablespace = text(reader, field, call, "db_tablespace");
	if (db_default && !mv_streq(mv_value_last_name(db_default), "NOT_PROVIDED"))
		field->db_default = db_default;
	read_default(reader, field, mv_django_setting_value(reader->state, mv_call_argument(call, -1, "default")));
	if (call->as.call->open && !field->unknown_attribute)
		field->unknown_attribute = "**kwargs";
}

static const char *column_of(Arena *arena, const Field *field)
{
	if (field->type == FIELD_MANY_TO_MANY || field->type == FIELD_NO_COLUMN || field->type == FIELD_COMPOSITE_PRIMARY_KEY)
		return NULL;
	if (field->db_column && *field->db_column)
		return field->db_column;
	if (field->type == FIELD_FOREIGN_KEY || field->type == FIELD_ONE_TO_ONE)
		return mv_arena_format(arena, "%s_id", field->name);
	return field->name;
}

static Field *read_field(Reader *reader, const char *name, const Value *value)
{
	Arena *arena = reader->state->arena;
	Field *field = MV_NEW(arena, Field);
	static const FieldClass UNKNOWN = { .type = FIELD_UNKNOWN };
	const FieldClass *class_;
	const Value *call;
	const char *path;

	*field = (Field){ .name = name, .value = value, .path = "", .max_length = -1, .max_digits = -1, .decimal_places = -1, .array_size = -1,
			  .concrete = true, .db_constraint = true, .column = name };
	if (!mv_value_is(value, VALUE_CALL) || reader->depth > MOST_NESTED) {
		const Value *unknown = mv_value_find_unknown(value);

		field->reason = unknown ? unknown->as.reason : "it is not the call of a class";
		return field;
	}
	path = mv_value_path(value->as.call->callee, arena);
	if (path)
		field->path = short_path(arena, path);
	class_ = class_of(reader, field, value->as.call->callee);
	if (!class_) {
		field->reason = path ? mv_arena_format(arena, "the column type of '%s' is not known", path) : "its class is not known";
		/* what it says about itself still matters */
		class_ = &UNKNOWN;
	}
	field->type = class_->type;
	call = mv_django_arriving(reader->interpreter, value);
	read_common(reader, field, class_, call);
	read_special(reader, field, class_, call);
	field->column = column_of(arena, field);
	return field;
}

Field *mv_django_field_read(State *state, Interpreter *interpreter, const char *app, const char *model_key, const char *name, const Value *value)
{
	Reader reader = { .state = state, .interpreter = interpreter, .app = app, .model_key = model_key };

	return read_field(&reader, name, value);
}
