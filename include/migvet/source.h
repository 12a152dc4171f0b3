/*
 * source.h: one file's text, and places in it.
 *
 * Everywhere inside migvet a place is a Span of byte offsets into the decoded
 * (UTF-8, BOM removed) text. Lines and columns appear only at the edge, in
 * reporters.
 */
#ifndef MIGVET_SOURCE_H
#define MIGVET_SOURCE_H

#include "migvet/base.h"

/* Half-open byte range [start, end) of Source.text. {0,0} means "the file". */
typedef struct Span {
	uint32_t start, end;
} Span;

typedef enum Encoding { ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_LATIN1 } Encoding;

typedef struct SourceMap SourceMap;

typedef struct Source {
	const char *path; /* shown: relative to the working directory, '/' separators, symlinks resolved */
	const char *file; /* as opened */
	Str text;         /* decoded; NUL-terminated behind the last byte */
	Encoding encoding;
	bool has_nul;     /* NUL bytes were found (and kept) */
	uint64_t hash;    /* of the decoded text */
	const SourceMap *map; /* NULL: a file. Else text that a front end made: where it comes from */
	uint32_t *line_starts; /* made by mv_source_index_lines */
	uint32_t line_count;
	struct SourceColumn {  /* where mv_source_position counted to: a finding and its notes take turns */
		uint32_t start, offset, column;
		int unit;
	} counted[4];
	uint32_t next_counted;
} Source;

/*
 * SQL that was not read from a file but made from one in another language. Its
 * segments are sorted; each ends where the next one starts. Findings are made
 * with places in the made text and show the places they come from.
 */
typedef struct SourceSegment {
	uint32_t start;       /* in the made text */
	const Source *source; /* the file it was written in */
	Span origin;
	bool exact;           /* byte for byte: places inside map one to one; else every place maps to the whole origin */
} SourceSegment;
struct SourceMap {
	VEC(SourceSegment) segments;
};
/*
 * Where `span` of `*source` was written: changes `*source` to the file and gives
 * the place there. Of a file: the same. A span over several segments gives the
 * hull of those that were written near the one that gives most of its text.
 */
Span mv_source_origin(const Source **source, Span span);
/* The same for what is to be replaced there: false (nothing is changed) unless it was written so, byte for byte. */
bool mv_source_origin_exact(const Source **source, Span *span);

/* What a file may weigh; larger ones are reported and not read. */
#define MV_MAX_FILE_BYTES (64u * 1024 * 1024)

/*
 * Reads and decodes `file`. On failure false and `err` (without the path).
 * Text lives in `arena`. Refuses what is not a regular file.
 */
bool mv_source_read(Source *source, const char *file, const char *path, Arena *arena, Error *err);
/* The same from memory (standard input, tests, fuzzers). `bytes` is copied. */
bool mv_source_from_bytes(Source *source, Str bytes, const char *path, Arena *arena, Error *err);

Str mv_source_slice(const Source *source, Span span);
/* By its name. */
static inline bool mv_source_is_python(const Source *source) { return mv_str_ends(mv_str(source->path), STR(".py")); }

/* 1-based. Columns count code points, UTF-16 units or bytes, as asked. */
typedef enum ColumnUnit { COLUMN_CODE_POINTS, COLUMN_UTF16, COLUMN_BYTES } ColumnUnit;
typedef struct Position {
	uint32_t line, column;
} Position;

/*
 * Must be called before mv_source_position; a second call does nothing. The
 * index is a cache inside the source (hence const), made by one thread: the
 * one that reports.
 */
void mv_source_index_lines(const Source *source, Arena *arena);
Position mv_source_position(const Source *source, uint32_t offset, ColumnUnit unit);
/* Text of a 1-based line without its line end. */
Str mv_source_line(const Source *source, uint32_t line);

#endif
