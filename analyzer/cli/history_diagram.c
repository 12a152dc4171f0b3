/*
 * history_diagram.c: tables and their foreign keys as a picture. What others
 * point to stands to the left of them; circles are cut where they close.
 */
#include "history_page.h"

#include <string.h>

enum { BOX_WIDTH = 200, HEAD = 26, LINE = 17, MOST_LINES = 12, GAP_X = 70, GAP_Y = 18, MARGIN = 12, MOST_ROUNDS = 30, TALLEST = 1400, MOST_LETTERS = 24 };

typedef struct Box {
	const PageTable *table;
	int depth, x, y, height;
} Box;

static const Box *box_of(const Map *boxes, const ObjectVersion *key, Arena *arena)
{
	const char *schema = mv_version_value(key, "referenced_schema"), *name = mv_version_value(key, "referenced_table");

	return name ? mv_map_get(boxes, mv_arena_concat(arena, schema ? schema : "", ".", name)) : NULL;
}

static bool is_foreign_key(const ObjectVersion *constraint)
{
	return mv_streq(mv_version_value(constraint, "kind"), "foreign key");
}

/* One more than the deepest that it points to; of a circle as deep as the rounds lead. */
static void find_depths(Box *boxes, uint32_t count, const Map *by_name, Arena *arena)
{
	bool moved = true;

	for (int round = 0; round < MOST_ROUNDS && moved; round++) {
		moved = false;
		for (uint32_t i = 0; i < count; i++) {
			const PageTable *table = boxes[i].table;

			for (uint32_t c = 0; c < table->constraints.count; c++) {
				const Box *other = is_foreign_key(table->constraints.items[c]) ? box_of(by_name, table->constraints.items[c], arena) : NULL;

				if (other && other != &boxes[i] && boxes[i].depth <= other->depth && other->depth < round + 1) {
					boxes[i].depth = other->depth + 1;
					moved = true;
				}
			}
		}
	}
}

/* A depth that is too tall for one column gets several. */
static int place(Box *boxes, uint32_t count, int *height)
{
	int x = MARGIN, left = (int)count;

	*height = 0;
	for (int depth = 0; left > 0; depth++) {
		int y = MARGIN, here = 0;

		for (uint32_t i = 0; i < count; i++) {
			if (boxes[i].depth != depth)
				continue;
			if (y > MARGIN && y + boxes[i].height > TALLEST) {
				x += BOX_WIDTH + GAP_X;
				y = MARGIN;
			}
			boxes[i].x = x;
			boxes[i].y = y;
			y += boxes[i].height + GAP_Y;
			*height = y > *height ? y : *height;
			here++;
			left--;
		}
		x += here ? BOX_WIDTH + GAP_X : 0;
	}
	return x;
}

/* Letters, not bytes: what is longer is cut. */
static void add_cut(StrBuf *out, const char *text)
{
	size_t letters = 0, end = 0;

	for (; text[end]; end++) {
		if (((unsigned char)text[end] & 0xC0) != 0x80 && letters++ == MOST_LETTERS)
			break;
	}
	mv_buf_add_markup(out, (Str){ .ptr = text, .len = end });
	if (text[end])
		mv_buf_adds(out, "&hellip;");
}

static void add_lines(const Box *boxes, uint32_t count, const Map *by_name, Arena *arena, StrBuf *out)
{
	for (uint32_t i = 0; i < count; i++) {
		const Box *from = &boxes[i];

		for (uint32_t c = 0; c < from->table->constraints.count; c++) {
			const ObjectVersion *key = from->table->constraints.items[c];
			const Box *to = is_foreign_key(key) ? box_of(by_name, key, arena) : NULL;
			int y1, y2;

			if (!to || to == from)
				continue;
			y1 = from->y + HEAD / 2;
			y2 = to->y + HEAD / 2;
			mv_buf_addf(out, "<path d=\"M%d %dC%d %d %d %d %d %d\"><title>", from->x, y1, from->x - GAP_X / 2, y1, to->x + BOX_WIDTH + GAP_X / 2, y2,
				    to->x + BOX_WIDTH, y2);
			mv_buf_add_markup(out, mv_str(mv_arena_format(arena, "%s (%s) to %s", from->table->name,
								      mv_version_value(key, "columns") ? mv_version_value(key, "columns") : "?", to->table->name)));
			mv_buf_adds(out, "</title></path>\n");
		}
	}
}

static void add_box(const Box *box, StrBuf *out)
{
	const PageTable *table = box->table;

	mv_buf_addf(out, "<a href=\"#t%lld\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/><text class=\"name\" x=\"%d\" y=\"%d\">", (long long)table->id,
		    box->x, box->y, BOX_WIDTH, box->height, box->x + 8, box->y + 18);
	add_cut(out, table->name);
	mv_buf_adds(out, "</text>");
	for (uint32_t i = 0; i < table->columns.count && i <= MOST_LINES; i++) {
		const char *name = mv_version_value(table->columns.items[i], "name");

		mv_buf_addf(out, "<text x=\"%d\" y=\"%d\">", box->x + 8, box->y + HEAD + 12 + (int)i * LINE);
		if (i == MOST_LINES)
			mv_buf_addf(out, "and %u more", (unsigned)(table->columns.count - MOST_LINES));
		else
			add_cut(out, name ? name : "?");
		mv_buf_adds(out, "</text>");
	}
	mv_buf_adds(out, "</a>\n");
}

void mv_history_diagram(const PageTableVec *tables, Arena *arena, StrBuf *out)
{
	Box *boxes = MV_NEW_ARRAY(arena, Box, tables->count + 1);
	uint32_t count = 0;
	int width, height;
	Map by_name;

	mv_map_init(&by_name, arena);
	for (uint32_t i = 0; i < tables->count; i++) {
		const PageTable *table = tables->items[i];
		uint32_t lines = table->columns.count > MOST_LINES ? MOST_LINES + 1 : table->columns.count;
		const char *schema, *name;

		if (!table->version)
			continue;
		schema = mv_version_value(table->version, "schema");
		name = mv_version_value(table->version, "name");
		boxes[count] = (Box){ .table = table, .height = HEAD + (int)lines * LINE + 8 };
		mv_map_set(&by_name, mv_arena_concat(arena, schema ? schema : "", ".", name ? name : "?"), &boxes[count++]);
	}
	find_depths(boxes, count, &by_name, arena);
	width = place(boxes, count, &height);
	mv_buf_addf(out, "<div class=\"diagram\" tabindex=\"0\" role=\"group\" aria-label=\"diagram of tables\"><svg xmlns=\"http://www.w3.org/2000/svg\" "
			 "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", width, height, width, height);
	add_lines(boxes, count, &by_name, arena, out);
	for (uint32_t i = 0; i < count; i++)
		add_box(&boxes[i], out);
	mv_buf_adds(out, "</svg></div>\n");
}
