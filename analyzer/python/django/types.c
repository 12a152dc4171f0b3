/* types.c: types of columns, as the data_types of Django's PostgreSQL backend. */
#include "django.h"

enum { MOST_REFERENCES = 32 }; /* a key that points to a key that points ... */

typedef struct TypeQuestion {
	Lowering *lowering;
	Moment moment;
	const char **reason;
	unsigned depth;
} TypeQuestion;

static const char *type_of(TypeQuestion *question, const Field *field);

static const char *say(TypeQuestion *question, const char *reason)
{
	*question->reason = reason;
	return NULL;
}

static const char *limited(TypeQuestion *question, const Field *field)
{
	if (mv_streq(field->unknown_attribute, "max_length"))
		return say(question, "the value of 'max_length' is not known");
	if (field->max_length < 0)
		return "varchar";
	return mv_arena_format(question->lowering->arena, "varchar(%lld)", (long long)field->max_length);
}

static const char *decimal(TypeQuestion *question, const Field *field)
{
	if (mv_streq(field->unknown_attribute, "max_digits") || mv_streq(field->unknown_attribute, "decimal_places"))
		return say(question, "the precision is not known");
	/* before 6.1 both had to be given */
	if (field->max_digits < 0 || field->decimal_places < 0)
		return "numeric";
	return mv_arena_format(question->lowering->arena, "numeric(%lld, %lld)", (long long)field->max_digits, (long long)field->decimal_places);
}

/* rel_db_type: what a column that points to this one is. */
static const char *related_type(TypeQuestion *question, const Field *target)
{
	switch (target->type) {
	case FIELD_AUTO:
	case FIELD_POSITIVE_INTEGER:
		return "integer";
	case FIELD_BIG_AUTO:
	case FIELD_POSITIVE_BIG_INTEGER:
		return "bigint";
	case FIELD_SMALL_AUTO:
	case FIELD_POSITIVE_SMALL_INTEGER:
		return "smallint";
	case FIELD_UNKNOWN:
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
	case FIELD_SLUG:
	case FIELD_SMALL_INTEGER:
	case FIELD_TEXT:
	case FIELD_TIME:
	case FIELD_UUID:
	case FIELD_FOREIGN_KEY:
	case FIELD_ONE_TO_ONE:
	case FIELD_MANY_TO_MANY:
	case FIELD_GENERATED:
	case FIELD_COMPOSITE_PRIMARY_KEY:
	case FIELD_ARRAY:
	case FIELD_HSTORE:
	case FIELD_RANGE:
	case FIELD_SEARCH_VECTOR:
	case FIELD_CI_TEXT:
	case FIELD_CUSTOM:
	case FIELD_NO_COLUMN:
		break;
	}
	return type_of(question, target);
}

static const char *key_type(TypeQuestion *question, const Field *field)
{
	const Field *target;
	const char *type;

	if (question->depth >= MOST_REFERENCES)
		return say(question, "keys that point to each other");
	target = mv_django_target_field(question->moment, field, NULL);
	if (!target && field->remote_setting)
		return say(question, mv_arena_format(question->lowering->arena, "the model that the setting '%s' means is not known", field->remote_setting));
	if (!target)
		return say(question, field->remote ? mv_arena_format(question->lowering->arena, "the model '%s' is not in the project", field->remote) :
						     "the model that it points to is not known");
	question->depth++;
	type = related_type(question, target);
	question->depth--;
	return type;
}

static const char *type_of(TypeQuestion *question, const Field *field)
{
	Lowering *lowering = question->lowering;
	bool serial = lowering->version < 401;
	const char *type;

	switch (field->type) {
	case FIELD_UNKNOWN:
		return say(question, field->reason ? field->reason : "its class is not known");
	case FIELD_AUTO:
		return serial ? "serial" : "integer";
	case FIELD_BIG_AUTO:
		return serial ? "bigserial" : "bigint";
	case FIELD_SMALL_AUTO:
		return serial ? "smallserial" : "smallint";
	case FIELD_BIG_INTEGER:
	case FIELD_POSITIVE_BIG_INTEGER:
		return "bigint";
	case FIELD_BINARY:
		return "bytea";
	case FIELD_BOOLEAN:
	case FIELD_NULL_BOOLEAN:
		return "boolean";
	case FIELD_CHAR:
	case FIELD_FILE:
	case FIELD_FILE_PATH:
	case FIELD_SLUG:
		return limited(question, field);
	case FIELD_DATE:
		return "date";
	case FIELD_DATE_TIME:
		return "timestamp with time zone";
	case FIELD_DECIMAL:
		return decimal(question, field);
	case FIELD_DURATION:
		return "interval";
	case FIELD_FLOAT:
		return "double precision";
	case FIELD_INTEGER:
	case FIELD_POSITIVE_INTEGER:
		return "integer";
	case FIELD_IP_ADDRESS:
	case FIELD_GENERIC_IP_ADDRESS:
		return "inet";
	case FIELD_JSON:
		return "jsonb";
	case FIELD_SMALL_INTEGER:
	case FIELD_POSITIVE_SMALL_INTEGER:
		return "smallint";
	case FIELD_TEXT:
		return "text";
	case FIELD_TIME:
		return "time";
	case FIELD_UUID:
		return "uuid";
	case FIELD_FOREIGN_KEY:
	case FIELD_ONE_TO_ONE:
		return key_type(question, field);
	case FIELD_GENERATED:
		return field->output_field ? type_of(question, field->output_field) : say(question, "its output_field is not known");
	case FIELD_ARRAY:
		type = field->base_field ? type_of(question, field->base_field) : say(question, "its base_field is not known");
		if (!type)
			return NULL;
		return field->array_size > 0 ? mv_arena_format(lowering->arena, "%s[%lld]", type, (long long)field->array_size) :
					       mv_arena_format(lowering->arena, "%s[]", type);
	case FIELD_HSTORE:
		return "hstore";
	case FIELD_RANGE:
	case FIELD_SEARCH_VECTOR:
	case FIELD_CI_TEXT:
	case FIELD_CUSTOM:
		return field->custom_type ? field->custom_type : say(question, "its column type is not known");
	case FIELD_MANY_TO_MANY:
	case FIELD_COMPOSITE_PRIMARY_KEY:
	case FIELD_NO_COLUMN:
		break;
	}
	return NULL;
}

const char *mv_django_db_type(Lowering *lowering, Moment moment, const Field *field, const char **reason)
{
	TypeQuestion question = { .lowering = lowering, .moment = moment, .reason = reason };

	*reason = NULL;
	return type_of(&question, field);
}

const char *mv_django_cast_type(Lowering *lowering, Moment moment, const Field *field, const char **reason)
{
	const char *type = mv_django_db_type(lowering, moment, field, reason);

	if (mv_streq(type, "serial"))
		return "integer";
	if (mv_streq(type, "bigserial"))
		return "bigint";
	return mv_streq(type, "smallserial") ? "smallint" : type;
}
