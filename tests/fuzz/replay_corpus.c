/* replay_corpus.c: main() that gives each file named to a fuzz target, without libFuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t *read_file(const char *file, size_t *size)
{
	FILE *stream = fopen(file, "rb");
	uint8_t *data;
	long length;

	if (!stream || fseek(stream, 0, SEEK_END) != 0 || (length = ftell(stream)) < 0 || fseek(stream, 0, SEEK_SET) != 0)
		return NULL;
	/* exactly as large as the input, so that the sanitizer sees the byte behind it */
	data = malloc(length ? (size_t)length : 1);
	*size = (size_t)length;
	if (data && fread(data, 1, *size, stream) != *size)
		return NULL;
	fclose(stream);
	return data;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		size_t size = 0;
		uint8_t *data = read_file(argv[i], &size);

		if (!data) {
			fprintf(stderr, "%s: cannot be read\n", argv[i]);
			return 1;
		}
		LLVMFuzzerTestOneInput(data, size);
		free(data);
		printf("%s\n", argv[i]);
		fflush(stdout);
	}
	return 0;
}
