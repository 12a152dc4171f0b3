/* sizes.c: what is known of the sizes of tables, for the reports that programs read. */
#include "place.h"

#include "migvet/sizes.h"

#include <cjson/cJSON.h>

static void add_known(cJSON *object, const char *name, int64_t number)
{
	if (number >= 0)
		cJSON_AddNumberToObject(object, name, (double)number);
	else
		cJSON_AddNullToObject(object, name);
}

void mv_add_sizes(cJSON *object, const Finding *finding)
{
	cJSON *list = finding->sizes.count ? cJSON_AddArrayToObject(object, "sizes") : NULL;

	for (uint32_t i = 0; i < finding->sizes.count; i++) {
		const KnownSize *size = finding->sizes.items[i].size;
		cJSON *item = cJSON_CreateObject();

		cJSON_AddStringToObject(item, "schema", size->schema);
		cJSON_AddStringToObject(item, "name", size->name);
		add_known(item, "rows", size->not_analyzed ? -1 : size->rows);
		add_known(item, "bytes", size->bytes);
		add_known(item, "total_bytes", size->total_bytes);
		add_known(item, "analyzed_seconds_ago", size->analyzed_seconds_ago);
		if (size->partitions)
			cJSON_AddNumberToObject(item, "partitions", size->partitions);
		cJSON_AddItemToArray(list, item);
	}
	if (finding->unsized != SEVERITY_OFF)
		cJSON_AddStringToObject(object, "severity_without_sizes", mv_severity_name(finding->unsized));
}
