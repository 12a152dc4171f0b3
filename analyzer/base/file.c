/* file.c: files that appear whole or not at all. */
#include "migvet/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const StrBuf *text)
{
	size_t written = 0;

	while (written < text->len) {
		ssize_t got = write(fd, text->ptr + written, text->len - written);

		if (got <= 0)
			return false;
		written += (size_t)got;
	}
	return true;
}

/* A pipe, a terminal, /dev/stdout: it is written to, not replaced. */
static bool is_stream(const char *file)
{
	struct stat st;

	return stat(file, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static bool write_stream(const char *file, const StrBuf *text, Error *err)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	bool ok = fd >= 0 && write_all(fd, text);

	if (!ok)
		mv_fail(err, "'%s' cannot be written: %s", file, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool mv_write_file(const char *file, const StrBuf *text, Error *err)
{
	StrBuf temporary = { 0 };
	bool ok;
	int fd;

	if (is_stream(file))
		return write_stream(file, text, err);
	mv_buf_addf(&temporary, "%s.%ld.tmp", file, (long)getpid());
	/* O_EXCL: nothing that lies there already, such as a link to elsewhere, is written to */
	fd = open(temporary.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	ok = fd >= 0 && write_all(fd, text) && fsync(fd) == 0;
	if (fd >= 0 && close(fd) != 0)
		ok = false;
	ok = ok && rename(temporary.ptr, file) == 0;
	if (!ok) {
		mv_fail(err, "'%s' cannot be written: %s", file, strerror(errno));
		if (fd >= 0)
			unlink(temporary.ptr);
	}
	mv_buf_release(&temporary);
	return ok;
}
