/*
 * ci.h: what is added to a report because it is made inside of a CI system.
 */
#ifndef MIGVET_CLI_CI_H
#define MIGVET_CLI_CI_H

#include "migvet/reporter.h"

typedef enum CiSystem { CI_NONE, CI_GITHUB, CI_GITLAB } CiSystem;

/* By the environment. */
CiSystem mv_ci_system(void);
/* From the repository's root to the working directory, "db/", for Report.prefix; NULL: they are the same, or not known. */
const char *mv_ci_prefix(CiSystem ci, Arena *arena);
/*
 * Adds what the system shows: unless `given`, its own format, when what stands on standard output is `for_people`; on
 * GitHub the summary of the step as well.
 */
void mv_ci_report(const Report *report, CiSystem ci, bool for_people, bool given);

#endif
