/*
 * no_protobuf.c: libpg_query's protobuf output is generated code that its
 * source distribution leaves out and that migvet never calls (it reads the raw
 * parse tree). These two names satisfy the linker for code that is not reached.
 */
#include <stdlib.h>

#include "pg_query.h"
#include "pg_query_internal.h"

PgQueryProtobuf pg_query_nodes_to_protobuf(const void *nodes);
List *pg_query_protobuf_to_nodes(PgQueryProtobuf protobuf);

PgQueryProtobuf pg_query_nodes_to_protobuf(const void *nodes)
{
	(void)nodes;
	abort();
}

List *pg_query_protobuf_to_nodes(PgQueryProtobuf protobuf)
{
	(void)protobuf;
	abort();
}
