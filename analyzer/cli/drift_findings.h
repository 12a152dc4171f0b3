/* drift_findings.h: drift in the words of findings. */
#ifndef MIGVET_CLI_DRIFT_FINDINGS_H
#define MIGVET_CLI_DRIFT_FINDINGS_H

#include "migvet/diff.h"
#include "migvet/migration.h"

typedef struct DriftFindings {
	const DifferenceVec *differences; /* from what the migrations make to the database */
	const Project *project;
	const char *found; /* what the database, or its snapshot, is called */
	Arena *arena;
} DriftFindings;
void mv_drift_write_sarif(const DriftFindings *drift, StrBuf *out);

#endif
