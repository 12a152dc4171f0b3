/* describe.h: inside of what writes the schema as JSON and YAML. */
#ifndef MIGVET_EMIT_DESCRIBE_H
#define MIGVET_EMIT_DESCRIBE_H

#include "emit.h"
#include "migvet/writer.h"

typedef struct Describe {
	Emit emit;
	Writer writer;
} Describe;

/* schema, name, owner, comment, privileges, born; and what is not known of it. The object stays open. */
void mv_describe_begin(Describe *describe, const char *key, const Object *object);
/* The same for columns and constraints, which are no Objects. */
void mv_describe_said(Describe *describe, uint32_t id);
void mv_describe_born(Describe *describe, const Birth *birth);
void mv_describe_type(Describe *describe, const char *key, const Type *type);
void mv_describe_expression(Describe *describe, const char *key, const Expression *expression);
void mv_describe_query(Describe *describe, const char *key, const QueryInfo *query, const Binding *bindings);
void mv_describe_names(Describe *describe, const char *key, const char *const *names, uint32_t count);
void mv_describe_options(Describe *describe, const char *key, const OptionVec *options);
void mv_describe_constraint(Describe *describe, const Constraint *constraint);
void mv_describe_column(Describe *describe, const Column *column);
void mv_describe_relation(Describe *describe, const Table *table);
/* "schema.name", quoted where it must be. */
void mv_describe_reference(Describe *describe, const char *key, const Object *object);

/* The objects of a registry, by schema, name and kind. */
typedef VEC(const Object *) SortedObjects;
SortedObjects mv_describe_sorted(Arena *arena, const Map *map);

#endif
