/*
 * html.h: the parts of the HTML report that are the same each time.
 */
#ifndef MIGVET_SARIF_HTML_H
#define MIGVET_SARIF_HTML_H

extern const char mv_findings_style[], mv_findings_script[];

#endif
