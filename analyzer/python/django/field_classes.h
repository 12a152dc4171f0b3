/* field_classes.h: classes of fields, Django's and common ones of other packages. */
#ifndef MIGVET_DJANGO_FIELD_CLASSES_H
#define MIGVET_DJANGO_FIELD_CLASSES_H

#include "state.h"

typedef enum FieldClassFlag {
	CLASS_INDEX = 1,        /* db_index unless it says otherwise */
	CLASS_UNIQUE = 2,
	CLASS_NULL = 4,
	CLASS_BLANK = 8,
	CLASS_AUTO_NOW_ADD = 16,
	CLASS_AUTO_NOW = 32,
	CLASS_GEOMETRY = 64,    /* custom is the kind: POINT */
	CLASS_DIMENSIONS = 128, /* custom is a format for `dimensions` */
} FieldClassFlag;

typedef struct FieldClass {
	const char *name;   /* last component of its path */
	const char *package;/* path begins with this, or NULL: whatever package it comes from */
	FieldType type;
	int max_length;     /* when it is not given; 0: none */
	unsigned flags;
	const char *custom; /* Field.custom_type */
	const char *to;     /* what a relation points to when it does not say */
} FieldClass;

/* Of django.*; NULL: there is none. */
const FieldClass *mv_django_own_class(const char *path);
/* Of other packages, by name. */
const FieldClass *mv_django_foreign_class(const char *path);
/* By get_internal_type's result: "CharField". */
const FieldClass *mv_django_internal_type(const char *name);
/* By the end of the name only: "PriceDecimalField"; a guess. */
const FieldClass *mv_django_class_by_ending(const char *path);

#endif
