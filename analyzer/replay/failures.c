/* failures.c: what the server would certainly refuse. */
#include "model.h"

bool mv_change_failure(const Schema *schema, const Session *session, const Change *change, int version, Arena *arena, Failure *failure)
{
	(void)schema, (void)session, (void)change, (void)version, (void)arena, (void)failure;
	return false;
}
