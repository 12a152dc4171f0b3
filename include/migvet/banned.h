/*
 * banned.h: functions that are easy to misuse; using one is a compile error.
 * The Makefile includes it before every file of ours. (pg_query's headers
 * define some of these names themselves: they are included with it.)
 */
#ifndef MIGVET_BANNED_H
#define MIGVET_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok atoi atol atof gets alloca

#endif
