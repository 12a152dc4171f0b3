/* place.c: where SQL that was made of Python was written. */
#include "migvet/change.h"

/* The last section that starts at or before the offset; sections of made SQL are in the order of its text. */
static const Section *section_at(const Migration *migration, uint32_t offset)
{
	uint32_t low = 0, high = migration->sections.count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (migration->sections.items[middle].span.start <= offset)
			low = middle;
		else
			high = middle;
	}
	return high ? &migration->sections.items[low] : NULL;
}

Span mv_migration_operation(const Migration *migration, const Source *source, Span span)
{
	const Section *section = source && source->map && migration ? section_at(migration, span.start) : NULL;

	return section ? section->operation : (Span){ 0 };
}

Span mv_migration_place(const Migration *migration, const Source **source, Span span)
{
	const Source *made = *source;
	Span place = mv_source_origin(source, span);

	if (!made || !made->map || !migration || *source == migration->source)
		return place;
	*source = migration->source;
	return mv_migration_operation(migration, made, span);
}

bool mv_change_is_implied(const Change *change)
{
	const Statement *statement = change ? change->statement : NULL;
	const Migration *migration = statement ? statement->migration : NULL;

	return migration && migration->generated && statement->source == migration->generated &&
	       statement->section < migration->sections.count && migration->sections.items[statement->section].implied;
}
