/*
 * lsp.h: the server for editors (Language Server Protocol 3.17) over two file
 * descriptors.
 */
#ifndef MIGVET_LSP_H
#define MIGVET_LSP_H

#include "migvet/base.h"

/*
 * Serves until the client says exit or closes its end; gives the exit code
 * that the protocol asks for: 0 after shutdown and exit, 1 otherwise. Changes
 * the working directory to the client's folder.
 */
int mv_lsp_serve(int in, int out);

#endif
