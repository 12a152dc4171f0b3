/* version.h: the one place that says which version this is; packages and the Makefile read it here. */
#ifndef MIGVET_VERSION_H
#define MIGVET_VERSION_H

#define MV_VERSION "0.1.0"

#endif
