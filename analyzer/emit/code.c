/* code.c: expressions and queries, with the present names of what they mean. */
#include "emit.h"

void mv_emit_expression(const Emit *emit, StrBuf *out, const Expression *expression)
{
	mv_buf_adds(out, mv_expr_format(expression, emit->arena));
}

void mv_emit_query(const Emit *emit, StrBuf *out, const QueryInfo *query, const Binding *bindings)
{
	(void)emit;
	(void)bindings;
	mv_buf_adds(out, query->code && query->code->text ? query->code->text : "");
}
