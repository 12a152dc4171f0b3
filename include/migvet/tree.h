/* tree.h: the parser's tree of a text of SQL, for those who compare what two texts mean. */
#ifndef MIGVET_TREE_H
#define MIGVET_TREE_H

#include "migvet/base.h"

/* As JSON, {"stmts": [{"stmt": {"SelectStmt": {...}}}]}, in the words of the grammar's nodes; NULL: it does not parse. */
char *mv_sql_tree(const char *text, Arena *arena);

#endif
