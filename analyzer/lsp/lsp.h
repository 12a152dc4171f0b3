/*
 * lsp.h: what the files of the editor's server share.
 *
 * One thread reads messages and answers them in turn. A change only marks what
 * is known as out of date; it is found out anew when an answer needs it, or
 * when no further message is waiting: typing is not slowed down by the
 * analysis of what has been typed over meanwhile.
 */
#ifndef MIGVET_ANALYZER_LSP_H
#define MIGVET_ANALYZER_LSP_H

#include "../run.h"

#include "migvet/fix.h"
#include "migvet/history.h"
#include "migvet/locks.h"

#include <cjson/cJSON.h>

/* An open file. Its text takes the place of what is on disk. */
typedef struct Document {
	char *uri;
	char *path;      /* absolute, links followed; "": of no file */
	StrBuf text;
	cJSON *version;  /* as the client counts; NULL: it does not */
	bool migration;  /* one of a history that was found */
	bool judged;     /* by the present analysis; else, as a migration, by one of another configuration */
	bool changed;    /* since diagnostics were sent */
	char *published; /* what was sent last; NULL: nothing */
} Document;

/* What is known of the open files and the histories that they belong to. */
typedef struct Analysis {
	Run run;
	bool good;            /* it ran */
	History *history;     /* NULL: not asked for yet */
	LockHistory *locks;   /* the same */
	FixIndex *fixes;      /* the same */
} Analysis;

typedef struct Server {
	int in, out;
	StrBuf input;         /* read and not yet taken */
	size_t taken;
	bool initialized, shut_down, exited, broken;
	const char *folder;   /* the client's, absolute, links followed; NULL: none, and nothing is judged */
	const char *folder_uri; /* as the client names it, without a slash at the end; or NULL */
	bool creates_files;   /* the client can make files by an edit */
	bool registers;       /* it can be asked to watch files */
	Arena *arena;         /* of options: as long as the server */
	RunOptions options;
	struct {
		Document **items;
		size_t count, capacity;
	} documents;
	Analysis analysis;    /* of the documents that have the configuration of `focus` */
	const Document *focus; /* what was typed in last, or is asked about; NULL: none */
	bool out_of_date;     /* the analysis */
	bool unknown_files;   /* which documents are migrations */
	unsigned analyses;    /* how often it ran */
	char *complaint;      /* the last message shown to the user, not to be repeated */
} Server;

/* ---- transport.c ---- */

/* The next message's bytes, valid until the next call; false: the client is gone, or does not keep to the protocol. */
bool mv_lsp_receive(Server *server, Str *message);
/* Is there a message, or a part of one, to be read without waiting? */
bool mv_lsp_is_waiting(const Server *server);
/* Takes the message. */
void mv_lsp_send(Server *server, cJSON *message);
/* Takes `result` (NULL: null). */
void mv_lsp_reply(Server *server, const cJSON *id, cJSON *result);
void mv_lsp_reply_error(Server *server, const cJSON *id, int code, const char *message);
/* Takes `params`. */
void mv_lsp_notify(Server *server, const char *method, cJSON *params);

/* ---- document.c ---- */

Document *mv_lsp_document(const Server *server, const char *uri);
Document *mv_lsp_document_open(Server *server, const char *uri, const char *text);
void mv_lsp_document_close(Server *server, Document *document);
/* The last one of a didChange's contentChanges at a time. False: it is none. */
bool mv_lsp_document_change(Document *document, const cJSON *change);
/* The byte at a position of the protocol (lines and UTF-16 units from 0), as near as there is one. */
uint32_t mv_lsp_offset(Str text, const cJSON *position);
cJSON *mv_lsp_range(Position start, Position end);
/* Lives in `arena`; "" when it is no file's. */
char *mv_lsp_path_of_uri(const char *uri, Arena *arena);
char *mv_lsp_uri_of_path(const char *path, Arena *arena);
const char *mv_lsp_uri_for_client(const Server *server, const char *path, Arena *arena);

/* ---- analysis.c ---- */

/* Brings the analysis up to date when it is not, or not about this document (NULL: about any). */
void mv_lsp_analyze(Server *server, const Document *document);
void mv_lsp_analysis_release(Analysis *analysis);
/* The migration whose file this is (its up or its down part); NULL: none, or nothing is known. */
const Migration *mv_lsp_migration(const Server *server, const Document *document, const Source **source);
/* NULL: it could not be made. */
History *mv_lsp_history(Server *server);
const LockHistory *mv_lsp_locks(Server *server);

/* ---- what is asked ---- */

void mv_lsp_publish(Server *server);                                /* diagnostics.c: of all documents that changed */
cJSON *mv_lsp_hover(Server *server, const cJSON *params);           /* hover.c */
cJSON *mv_lsp_actions(Server *server, const cJSON *params);         /* actions.c */
cJSON *mv_lsp_complete(Server *server, const cJSON *params);        /* complete.c */
/* The document and place that params are about; NULL: they are about none. */
Document *mv_lsp_place(const Server *server, const cJSON *params, uint32_t *offset);

/* The joins and conditions that leave of a table of the history's (as `alias`) the versions that the migration finds; AND may follow. */
void mv_lsp_add_before(StrBuf *sql, const char *alias, const Migration *migration);
/* One string as a literal of SQL. */
void mv_lsp_add_quoted(StrBuf *sql, Str text);
/* The identifier at or right before the offset, as written. */
Str mv_lsp_word(Str text, uint32_t offset);
/* In small letters, without the quotes: as the schema has it. */
const char *mv_lsp_folded(Str word, Arena *arena);

#endif
