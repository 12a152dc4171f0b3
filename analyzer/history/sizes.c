/* sizes.c: how large the tables are, as rows: of a database or its snapshot, where one is given. */
#include "private.h"

#include "migvet/sizes.h"

static Cell known(int64_t number)
{
	return (Cell){ .number = number, .null = number < 0 };
}

static void write_table(History *history, const MigrationSet *set, int64_t id, const KnownSize *size)
{
	const TableSize *table = size->table;
	const Cell cells[] = { cell_number(id), cell_text(set->path), cell_text(size->schema), cell_text(size->name),
			       known(size->not_analyzed ? -1 : size->rows), known(size->bytes), known(size->total_bytes), cell_number(size->partitions),
			       known(size->analyzed_seconds_ago), known(table->sequential_scans), known(table->index_scans) };

	mv_memory_insert(history, STORE_SIZES, cells, sizeof cells / sizeof *cells);
	for (uint32_t i = 0; i < table->indexes.count; i++) {
		const IndexSize *index = &table->indexes.items[i];

		mv_memory_insert(history, STORE_INDEX_SIZES,
				(const Cell[]){ cell_number(id), cell_text(set->path), cell_text(size->schema), cell_text(size->name),
						cell_text(index->name), known(index->bytes), known(index->scans) },
				7);
	}
}

void mv_history_sizes(History *history, const Config *config, bool review_is_unmerged)
{
	for (uint32_t s = 0; config->sizes && s < history->project->sets.count; s++) {
		const MigrationSet *set = history->project->sets.items[s];
		SizeMap map;

		if (!mv_set_is_judged(set))
			continue;
		mv_sizes_map(config, set, review_is_unmerged, history->arena, &map);
		for (uint32_t id = 0; id < map.by_id.count; id++) {
			if (map.by_id.items[id])
				write_table(history, set, history->sets.items[s]->base + id, map.by_id.items[id]);
		}
	}
}
