/* digest.c: digests of migrations as each runner computes them. */
#include "digest.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *mv_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool mv_file_bytes(const char *file, Str *bytes, Arena *arena)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	size_t len = 0;
	char *text;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > MV_MAX_FILE_BYTES) {
		close(fd);
		return false;
	}
	text = mv_arena_alloc(arena, (size_t)st.st_size + 1);
	while (len < (size_t)st.st_size) {
		ssize_t got = read(fd, text + len, (size_t)st.st_size - len);

		if (got <= 0)
			break;
		len += (size_t)got;
	}
	close(fd);
	*bytes = (Str){ .ptr = text, .len = len };
	return len == (size_t)st.st_size;
}

const char *mv_digest_sha256(Digests *digests, const Migration *migration, Str bytes)
{
	(void)migration;
	return mv_sha256(bytes, digests->arena);
}

const char *mv_digest_sha1(Digests *digests, const Migration *migration, Str bytes)
{
	(void)migration;
	return mv_sha1(bytes, digests->arena);
}

/* As the servers write bytes: in PostgreSQL "\x..", and SQLite is asked for the same. */
const char *mv_digest_sqlx(Digests *digests, const Migration *migration, Str bytes)
{
	(void)migration;
	return mv_arena_format(digests->arena, "\\x%s", mv_sha384(bytes, digests->arena));
}

const char *mv_digest_postgres_migrations(Digests *digests, const Migration *migration, Str bytes)
{
	StrBuf text = { 0 };
	const char *digest;

	mv_buf_adds(&text, mv_file_name(migration->source->path));
	mv_buf_add(&text, bytes);
	digest = mv_sha1((Str){ .ptr = text.ptr, .len = text.len }, digests->arena);
	mv_buf_release(&text);
	return digest;
}

/* ---- Flyway: CRC-32 of the lines without their ends ---- */

static uint32_t crc_add(uint32_t crc, Str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		crc ^= (unsigned char)bytes.ptr[i];
		for (unsigned bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return crc;
}

const char *mv_digest_flyway(Digests *digests, const Migration *migration, Str bytes)
{
	uint32_t crc = 0xffffffffu;
	Source source = { 0 };
	size_t start = 0;

	/* of repeatables the text counts in which placeholders were replaced, by what this program does not know */
	if (!mv_source_from_bytes(&source, bytes, "", digests->arena, NULL) || source.encoding != ENCODING_UTF8 || migration->language ||
	    (migration->kind == MIGRATION_REPEATABLE && mv_str_find(source.text, STR("${"), 0) != SIZE_MAX))
		return NULL;
	/* "\r" alone ends a line in Java, too: every such byte is left out */
	for (size_t i = 0; i <= source.text.len; i++) {
		if (i < source.text.len && source.text.ptr[i] != '\n' && source.text.ptr[i] != '\r')
			continue;
		crc = crc_add(crc, mv_str_slice(source.text, start, i));
		start = i + 1;
	}
	crc = ~crc;
	/* a signed number, as Java has them */
	return mv_arena_format(digests->arena, "%s%u", crc > INT32_MAX ? "-" : "", (unsigned)(crc > INT32_MAX ? ~crc + 1 : crc));
}

/* ---- Atlas: SHA-256 of names and texts of all files up to this one ---- */

static int by_file_name(const void *left, const void *right)
{
	const Migration *const *a = left, *const *b = right;

	return strcmp(mv_file_name((*a)->source->path), mv_file_name((*b)->source->path));
}

static void add_atlas_file(Sha256 *hash, const char *name, Str bytes)
{
	mv_sha256_add(hash, mv_str(name));
	if (mv_str_find(mv_str_slice(bytes, 0, bytes.len < 200 ? bytes.len : 200), STR("-- atlas:sum ignore"), 0) == SIZE_MAX)
		mv_sha256_add(hash, bytes);
}

static bool hash_directory(Digests *digests)
{
	const MigrationSet *set = digests->set;
	const Migration **sorted = MV_NEW_ARRAY(digests->arena, const Migration *, set->migrations.count + 1);
	Sha256 *before = MV_NEW_ARRAY(digests->arena, Sha256, set->migrations.count + 1), running;

	mv_sha256_start(&running);
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		if (!set->migrations.items[i]->source)
			return false;
		sorted[i] = set->migrations.items[i];
	}
	if (set->migrations.count)
		qsort(sorted, set->migrations.count, sizeof *sorted, by_file_name);
	for (uint32_t i = 0; i < set->migrations.count; i++) {
		Str bytes;

		for (uint32_t k = 0; k < set->migrations.count; k++) {
			if (set->migrations.items[k] == sorted[i])
				before[k] = running;
		}
		if (!mv_file_bytes(sorted[i]->source->file, &bytes, digests->arena))
			return false;
		add_atlas_file(&running, mv_file_name(sorted[i]->source->path), bytes);
	}
	digests->before = before;
	return true;
}

static const char *base64(const unsigned char *bytes, size_t count, Arena *arena)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *text = mv_arena_alloc(arena, (count + 2) / 3 * 4 + 1), *at = text;

	for (size_t i = 0; i < count; i += 3) {
		unsigned word = (unsigned)bytes[i] << 16 | (i + 1 < count ? (unsigned)bytes[i + 1] << 8 : 0) | (i + 2 < count ? bytes[i + 2] : 0);

		*at++ = digits[word >> 18 & 63];
		*at++ = digits[word >> 12 & 63];
		*at++ = i + 1 < count ? digits[word >> 6 & 63] : '=';
		*at++ = i + 2 < count ? digits[word & 63] : '=';
	}
	return text;
}

const char *mv_digest_atlas(Digests *digests, const Migration *migration, Str bytes)
{
	unsigned char digest[32];
	Sha256 hash;

	if (!digests->before && !hash_directory(digests))
		return NULL;
	for (uint32_t i = 0; i < digests->set->migrations.count; i++) {
		if (digests->set->migrations.items[i] != migration)
			continue;
		hash = digests->before[i];
		add_atlas_file(&hash, mv_file_name(migration->source->path), bytes);
		mv_sha256_end(&hash, digest);
		return base64(digest, sizeof digest, digests->arena);
	}
	return NULL;
}

/* ---- graphile-migrate: SHA-1 of the digest before it and the body ---- */

const char *mv_digest_graphile(Digests *digests, const Migration *migration, Str bytes)
{
	Str rest = bytes, line, previous = { 0 }, before_line = rest;
	StrBuf text = { 0 };
	const char *digest;

	(void)migration;
	while (mv_str_next_line(&rest, &line) && mv_str_starts(line, STR("--! "))) {
		if (mv_str_starts(line, STR("--! Previous:")))
			previous = mv_str_trim(mv_str_slice(line, strlen("--! Previous:"), line.len));
		before_line = rest;
	}
	if (!mv_str_eq(previous, STR("-")))
		mv_buf_add(&text, previous);
	if (text.len)
		mv_buf_addc(&text, '\n');
	mv_buf_add(&text, mv_str_trim(before_line));
	mv_buf_addc(&text, '\n');
	digest = mv_arena_format(digests->arena, "sha1:%s", mv_sha1((Str){ .ptr = text.ptr, .len = text.len }, digests->arena));
	mv_buf_release(&text);
	return digest;
}

/* ---- DBWarden: SHA-256 of the statements, with ';' between them ---- */

typedef struct Warden {
	StrBuf all, run; /* what is hashed; the lines up to the next blank one */
	bool any;
} Warden;

static void add_warden_statement(Warden *warden, Str statement)
{
	statement = mv_str_trim(statement);
	if (!statement.len)
		return;
	if (warden->any)
		mv_buf_addc(&warden->all, ';');
	mv_buf_add(&warden->all, statement);
	warden->any = true;
}

/* Divides at semicolons outside of quotes and comments; it knows no dollar quotes. */
static void end_warden_run(Warden *warden)
{
	Str text = { .ptr = warden->run.ptr ? warden->run.ptr : "", .len = warden->run.len };
	size_t start = 0;
	char quote = 0; /* also 'L' and 'B': in a comment of a line, of a block */

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i], next = i + 1 < text.len ? text.ptr[i + 1] : '\0';

		if (quote == 'L') {
			quote = c == '\n' ? 0 : quote;
		} else if (quote == 'B') {
			if (c == '*' && next == '/') {
				quote = 0;
				i++;
			}
		} else if (quote) {
			if ((c == quote && next == quote) || (c == '\\' && next))
				i++;
			else if (c == quote)
				quote = 0;
		} else if (c == '\'' || c == '"' || c == '`') {
			quote = c;
		} else if (c == '-' && next == '-') {
			quote = 'L';
		} else if (c == '/' && next == '*') {
			quote = 'B';
		} else if (c == ';') {
			add_warden_statement(warden, mv_str_slice(text, start, i));
			start = i + 1;
		}
	}
	add_warden_statement(warden, mv_str_slice(text, start, text.len));
	mv_buf_clear(&warden->run);
}

const char *mv_digest_dbwarden(Digests *digests, const Migration *migration, Str bytes)
{
	static const char marker[] = "-- @dbwarden:autocommit";
	bool inside = false, marked = false, begun = false;
	Warden warden = { 0 };
	const char *digest;
	Str line;

	(void)migration;
	while (mv_str_next_line(&bytes, &line)) {
		Str trimmed = mv_str_trim(line);

		if (mv_str_eq(trimmed, STR("-- upgrade"))) {
			inside = true;
		} else if (!inside) {
			continue;
		} else if (mv_str_eq(trimmed, STR("-- rollback")) || mv_str_eq(trimmed, mv_str(marker)) || (!trimmed.len && begun)) {
			if (begun)
				end_warden_run(&warden);
			mv_buf_clear(&warden.run);
			marked = mv_str_eq(trimmed, mv_str(marker));
			begun = false;
			inside = !mv_str_eq(trimmed, STR("-- rollback"));
		} else if (trimmed.len && !mv_str_starts(trimmed, STR("--"))) {
			if (begun || marked)
				mv_buf_addf(&warden.run, "%s\n", begun ? "" : marker);
			/* the whole line: only the ends of a statement are trimmed */
			mv_buf_add(&warden.run, line);
			begun = true;
			marked = false;
		}
	}
	if (begun)
		end_warden_run(&warden);
	digest = mv_sha256((Str){ .ptr = warden.all.ptr ? warden.all.ptr : "", .len = warden.all.len }, digests->arena);
	mv_buf_release(&warden.all);
	mv_buf_release(&warden.run);
	return digest;
}
