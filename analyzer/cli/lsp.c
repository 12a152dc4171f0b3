/* lsp.c: `migvet lsp`: the server for editors, over standard input and output. */
#include "cli.h"

#include "migvet/lsp.h"

#include <unistd.h>

static int lsp_command(const CommandLine *line)
{
	(void)line;
	return mv_lsp_serve(STDIN_FILENO, STDOUT_FILENO);
}

const Command mv_command_lsp = {
	.name = "lsp",
	.summary = "Serve an editor: findings while you type, hover, repairs, completion.",
	.description = "Speaks the Language Server Protocol over standard input and output; an editor starts it. docs/editor.md has the\n"
		       "settings of several editors, and what can be set.",
	.flags = (const Flag[]){ { .name = "stdio", .help = "accepted, as some editors say it; there is nothing else" }, { .name = NULL } },
	.examples = "migvet lsp",
	.exits = { "the editor said shutdown and exit", "it left without", "the command line is wrong" },
	.run = lsp_command,
};
