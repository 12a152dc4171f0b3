/* apply_sequence.c: sequences: their numbers, and whose they are. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

/* ---- numbers, as init_params of PostgreSQL's sequence.c ---- */

static const Option *option_of(const OptionVec *options, const char *name)
{
	for (uint32_t i = 0; i < options->count; i++) {
		if (strcmp(options->items[i].name, name) == 0)
			return &options->items[i];
	}
	return NULL;
}

static bool number_of(const OptionVec *options, const char *name, int64_t *number)
{
	const Option *option = option_of(options, name);

	if (!option || !option->value)
		return false;
	*number = strtoll(option->value, NULL, 10);
	return true;
}

static int64_t most(const char *type)
{
	return strcmp(type, "int2") == 0 ? INT16_MAX : strcmp(type, "int4") == 0 ? INT32_MAX : INT64_MAX;
}

static int64_t least(const char *type)
{
	return -most(type) - 1;
}

static const char *integer_type(const char *name)
{
	static const char *const types[] = { "int2", "int4", "int8" };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (mv_streq(name, types[i]))
			return types[i];
	}
	return "int8";
}

/* NO MINVALUE and NO MAXVALUE are options without a value. */
void mv_model_sequence_options(Sequence *sequence, const OptionVec *options, bool create)
{
	const Option *type = option_of(options, "as"), *cycle = option_of(options, "cycle");
	bool new_maximum = create || option_of(options, "maxvalue"), new_minimum = create || option_of(options, "minvalue");
	bool widen_up = false, widen_down = false;

	if (create) {
		sequence->type = "int8";
		sequence->increment = sequence->cache = 1;
	}
	if (type) {
		const char *before = sequence->type;

		sequence->type = integer_type(type->value);
		/* limits that were the old type's become the new one's */
		widen_up = !create && sequence->maximum == most(before);
		widen_down = !create && sequence->minimum == least(before);
	}
	number_of(options, "increment", &sequence->increment);
	if (cycle)
		sequence->cycle = !mv_streq(cycle->value, "false");
	if (!number_of(options, "maxvalue", &sequence->maximum) && (new_maximum || widen_up))
		sequence->maximum = sequence->increment > 0 || widen_up ? most(sequence->type) : -1;
	if (!number_of(options, "minvalue", &sequence->minimum) && (new_minimum || widen_down))
		sequence->minimum = sequence->increment < 0 || widen_down ? least(sequence->type) : 1;
	if (!number_of(options, "start", &sequence->start) && create)
		sequence->start = sequence->increment > 0 ? sequence->minimum : sequence->maximum;
	number_of(options, "cache", &sequence->cache);
}

void mv_model_sequence_type(Sequence *sequence, const char *type, bool create)
{
	OptionVec options = { .items = &(Option){ .name = "as", .value = type }, .count = 1, .capacity = 1 };

	mv_model_sequence_options(sequence, &options, create);
}

static Sequence *sequence_of(const Table *table, const Column *column)
{
	for (uint32_t i = 0; i < table->sequences.count; i++) {
		if (table->sequences.items[i]->identity && strcmp(table->sequences.items[i]->owner_column, column->name) == 0)
			return table->sequences.items[i];
	}
	return NULL;
}

void mv_model_like_sequence(const Table *table, const Column *column, const Table *source, const Column *from)
{
	Sequence *to = sequence_of(table, column);
	const Sequence *old = sequence_of(source, from);

	if (!to || !old)
		return;
	to->type = "int8"; /* LIKE copies the numbers only */
	to->start = old->start;
	to->increment = old->increment;
	to->minimum = old->minimum;
	to->maximum = old->maximum;
	to->cache = old->cache;
	to->cycle = old->cycle;
}

/* ---- CREATE, ALTER ---- */

static void set_owner_column(const Replay *replay, Sequence *sequence, const SequenceChange *change)
{
	Table *table;

	if (!change->owned_by_table.name && !change->owned_by_none)
		return;
	if (sequence->owner_table)
		MV_TAKE(&sequence->owner_table->sequences, sequence);
	sequence->owner_table = NULL;
	sequence->owner_column = NULL;
	if (change->owned_by_none || !change->owned_by_column)
		return;
	table = mv_model_target(replay, &change->owned_by_table, false);
	if (!table)
		return;
	sequence->owner_table = table;
	sequence->owner_column = change->owned_by_column;
	*VEC_PUSH(replay->arena, &table->sequences) = sequence;
}

static void create_sequence(const Replay *replay, const SequenceChange *create)
{
	Schema *model = replay->schema;
	const char *schema = create->persistence == PERSISTENCE_TEMPORARY ? "pg_temp" : mv_model_namespace(model, &create->name);
	const Object *taken;
	Sequence *sequence;

	if (!create->name.name || create->name.unknown)
		return;
	taken = mv_model_get(&model->relations, schema, create->name.name);
	if (mv_model_gives_way(replay, taken, create->if_not_exists) || (taken && taken->kind != OBJ_SEQUENCE))
		return;
	if (taken)
		mv_model_drop_sequence(replay, (Sequence *)taken);
	sequence = MV_NEW(replay->arena, Sequence);
	mv_model_born(replay, &sequence->object, OBJ_SEQUENCE, schema, create->name.name);
	mv_model_put(model, &model->relations, &sequence->object);
	sequence->persistence = create->persistence;
	mv_model_sequence_options(sequence, &create->options, true);
	set_owner_column(replay, sequence, create);
}

static void alter_sequence(const Replay *replay, const SequenceChange *change)
{
	Object *object = mv_schema_relation(replay->schema, &change->name);

	if (!object || object->kind != OBJ_SEQUENCE || replay->maybe)
		return;
	mv_model_sequence_options((Sequence *)object, &change->options, false);
	set_owner_column(replay, (Sequence *)object, change);
}

void mv_apply_sequence(const Replay *replay, const SequenceChange *change)
{
	if (replay->change->kind == CHANGE_CREATE_SEQUENCE)
		create_sequence(replay, change);
	else
		alter_sequence(replay, change);
}
