/* fuzz_config.c: bytes as a migvet.yaml. */
#include "migvet/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char file[] = "/tmp/migvet-fuzz-config-XXXXXX";

static void remove_file(void)
{
	unlink(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *stream;
	Arena *arena = mv_arena_new();
	Config config = { 0 };
	Error err = { 0 };
	bool good;

	if (!stream) {
		stream = fdopen(mkstemp(file), "wb");
		if (!stream)
			abort();
		atexit(remove_file);
	}
	rewind(stream);
	if ((size && fwrite(data, 1, size, stream) != size) || fflush(stream) != 0 ||
	    ftruncate(fileno(stream), (off_t)size) != 0)
		abort();
	mv_config_defaults(&config, arena);
	good = mv_config_load(&config, file, arena, &err);
	/* a refusal says why */
	if (good == (err.message[0] != '\0'))
		abort();
	mv_arena_free(arena);
	return 0;
}
