/*
 * base.h: memory, text and errors. Knows nothing of SQL or migrations.
 *
 * Ownership: nearly everything migvet makes lives in an Arena and is never
 * freed singly; releasing the arena frees it all. One arena per worker and one
 * for the run outlive the report; scratch arenas live for one file.
 * Out of memory ends the program with one message (exit code 2).
 */
#ifndef MIGVET_BASE_H
#define MIGVET_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Unknown is a value: a question about the schema has three answers. */
typedef enum Tri { TRI_UNKNOWN, TRI_NO, TRI_YES } Tri;

static inline Tri mv_tri(bool yes) { return yes ? TRI_YES : TRI_NO; }
static inline Tri mv_tri_not(Tri t) { return t == TRI_YES ? TRI_NO : t == TRI_NO ? TRI_YES : TRI_UNKNOWN; }
static inline Tri mv_tri_and(Tri a, Tri b)
{
	if (a == TRI_NO || b == TRI_NO)
		return TRI_NO;
	return a == TRI_YES && b == TRI_YES ? TRI_YES : TRI_UNKNOWN;
}

/* ---- Arena ---- */

typedef struct Arena Arena;

Arena *mv_arena_new(void);
void mv_arena_free(Arena *arena);
/* Empties the arena but keeps its first block for reuse (scratch arenas). */
void mv_arena_reset(Arena *arena);
/* Zeroed memory, aligned for pointers and 64-bit numbers; `size` 0 gives a valid pointer. */
void *mv_arena_alloc(Arena *arena, size_t size);
/* Bytes handed out so far (for --statistics). */
size_t mv_arena_used(const Arena *arena);

/*
 * What an arena holds at one time. Put back, all is as it was then, at the same
 * addresses; what was handed out since is gone.
 */
typedef struct ArenaImage ArenaImage;
ArenaImage *mv_arena_image_new(void);
void mv_arena_image_free(ArenaImage *image);
/* In place of what the image held before. Neither after a reset nor for another arena can it be put back. */
void mv_arena_save(const Arena *arena, ArenaImage *image);
void mv_arena_restore(Arena *arena, const ArenaImage *image);

#define MV_NEW(arena, T) ((T *)mv_arena_alloc((arena), sizeof(T)))
#define MV_NEW_ARRAY(arena, T, n) ((T *)mv_arena_alloc((arena), sizeof(T) * (size_t)(n)))

/* A growing array in an arena: `VEC(Column *) columns;`, zero is empty. */
#define VEC(T)               \
	struct {             \
		T *items;    \
		uint32_t count, capacity; \
	}
/* The address of a new zeroed last element. */
#define VEC_PUSH(arena, vec)                                                              \
	((vec)->count < (vec)->capacity                                                   \
		 ? &(vec)->items[(vec)->count++]                                          \
		 : ((vec)->items = mv_vec_grow((arena), (vec)->items, sizeof *(vec)->items, \
					       (vec)->count, &(vec)->capacity),          \
		    &(vec)->items[(vec)->count++]))
void *mv_vec_grow(Arena *arena, void *items, size_t size, uint32_t count, uint32_t *capacity);

/* ---- Str: a slice of bytes owned by someone else, not NUL-terminated ---- */

typedef struct Str {
	const char *ptr;
	size_t len;
} Str;

#define STR(literal) ((Str){ .ptr = ("" literal), .len = sizeof(literal) - 1 })
/* printf's "%.*s" */
#define STR_ARG(s) (int)(s).len, (s).ptr

Str mv_str(const char *s); /* NULL gives the empty slice */
bool mv_str_eq(Str a, Str b);
bool mv_str_eq_case(Str a, Str b); /* ASCII case folded */
bool mv_str_starts(Str s, Str prefix);
bool mv_str_ends(Str s, Str suffix);
bool mv_str_starts_case(Str s, Str prefix);
Str mv_str_trim(Str s); /* without ASCII white space at both ends */
Str mv_str_slice(Str s, size_t start, size_t end);
/* Position of the first `needle` at or after `from`, or SIZE_MAX. */
size_t mv_str_find(Str s, Str needle, size_t from);
/* Takes the next line (without its line end) off `*rest`; false at the end. */
bool mv_str_next_line(Str *rest, Str *line);

/* NULL-tolerant comparison of C strings: two NULLs are equal. Most are told apart by their first byte. */
static inline bool mv_streq(const char *a, const char *b)
{
	return a == b || (a && b && *a == *b && strcmp(a, b) == 0);
}

char *mv_arena_strdup(Arena *arena, const char *s); /* NULL gives NULL */
char *mv_arena_strndup(Arena *arena, const char *s, size_t len);
/* The three one after the other; for what is made so often that a format costs. */
char *mv_arena_concat(Arena *arena, const char *a, const char *b, const char *c);
char *mv_arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *mv_arena_vformat(Arena *arena, const char *format, va_list args);

/* Edit distance of two identifiers, for "did you mean"; at most `limit` + 1. */
unsigned mv_edit_distance(const char *a, const char *b, unsigned limit);
/* The nearest of `names` (NULL-terminated), or NULL when none is near. */
const char *mv_nearest(const char *name, const char *const *names);

/* Shell-style pattern on '/'-separated paths: `*` and `?` stop at '/', `**` does not, [abc], {a,b}. */
bool mv_glob_match(const char *pattern, const char *path);

/* ---- StrBuf: text under construction; zero is empty; owns malloc'ed memory ---- */

typedef struct StrBuf {
	char *ptr; /* NUL-terminated once something was added */
	size_t len, capacity;
} StrBuf;

void mv_buf_release(StrBuf *buf);
void mv_buf_clear(StrBuf *buf); /* len = 0, memory kept */
void mv_buf_add(StrBuf *buf, Str s);
void mv_buf_adds(StrBuf *buf, const char *s);
void mv_buf_addc(StrBuf *buf, char c);
void mv_buf_addf(StrBuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/*
 * Text from a checked file or the command line, made safe for terminals and logs: control characters (escape
 * sequences, line ends), marks that turn the direction of text, and what is no UTF-8 become '?', as does the bracket
 * of "##[", "##vso[" and their like, which CI systems take for commands wherever they stand.
 */
void mv_buf_add_clean(StrBuf *buf, Str text);
/* The same with line ends kept; no line then starts with "::", which GitHub would take for a command. */
void mv_buf_add_clean_lines(StrBuf *buf, Str text);
/*
 * As text of HTML or XML, or between the double quotes of an attribute. What is not shown becomes '?'; a line end is a
 * reference, so that attributes keep it and no line of the output starts with what others wrote.
 */
void mv_buf_add_markup(StrBuf *buf, Str text);
/* A copy in `arena`; the buffer keeps its text. */
char *mv_buf_to_arena(const StrBuf *buf, Arena *arena);

/* ---- Map: NUL-terminated keys to pointers; insertion order is kept ---- */

typedef struct MapEntry {
	const char *key; /* not copied: lives as long as the map's user says */
	void *value;     /* NULL: removed */
	uint32_t hash;
} MapEntry;

typedef struct Map {
	MapEntry *entries; /* in order of insertion; skip those with value NULL */
	uint32_t count, capacity, live;
	uint32_t *slots; /* open addressing: entry number + 1 */
	uint32_t slot_count;
	Arena *arena;
} Map;

void mv_map_init(Map *map, Arena *arena);
void *mv_map_get(const Map *map, const char *key); /* NULL when absent */
void mv_map_set(Map *map, const char *key, void *value);
void mv_map_remove(Map *map, const char *key);

/* ---- Error: why a run (not a migration) failed ---- */

typedef struct Error {
	char message[1024]; /* lower case, no full stop */
} Error;

/* Writes the message and returns false: `return mv_fail(err, "...")`. `err` may be NULL. */
bool mv_fail(Error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- files ---- */

/* The file appears whole or not at all: it is written beside its place, then renamed. Pipes and devices are written to. */
bool mv_write_file(const char *file, const StrBuf *text, Error *err);

#endif
