/*
 * do_block_condition.c: conditions of plpgsql to guards. A look-up in the
 * catalogs by name is a question about the schema, which replay can answer;
 * everything else may or may not hold.
 */
#include "do_block.h"

/* Deeper conditions are unknown: nobody writes them. */
enum { DEEPEST = 40, MOST_GUARDS = 100, MOST_TERMS = 64 };

/* ---- lists of guards ---- */

static const Guard never = { .kind = GUARD_NEVER };
static const Guard unknown = { .kind = GUARD_UNKNOWN };

PlCondition mv_pg_unknown_condition(DoBlock *block)
{
	(void)block;
	return (PlCondition){ &unknown, &unknown };
}

const Guard *mv_pg_guard_and(DoBlock *block, const Guard *list, const Guard *outer)
{
	const Guard *guard = outer;
	Guard *copy;
	unsigned length = 0;

	if (!list)
		return outer;
	for (; guard && length < MOST_GUARDS; guard = guard->next)
		length++;
	if (length >= MOST_GUARDS || (list->kind == GUARD_UNKNOWN && !list->next && outer && outer->kind == GUARD_UNKNOWN))
		return outer;
	copy = MV_NEW(block->lower->arena, Guard);
	*copy = *list;
	copy->next = mv_pg_guard_and(block, list->next, outer);
	return copy;
}

static PlCondition constant(bool value)
{
	return (PlCondition){ value ? NULL : &never, value ? &never : NULL };
}

static PlCondition inverse(PlCondition condition)
{
	return (PlCondition){ condition.no, condition.yes };
}

/* NOT (a AND b) is no list of guards, unless one of the two always holds. */
static PlCondition both(DoBlock *block, PlCondition a, PlCondition b)
{
	if (!a.yes)
		return b;
	if (!b.yes)
		return a;
	return (PlCondition){ mv_pg_guard_and(block, a.yes, b.yes), &unknown };
}

static PlCondition object_exists(DoBlock *block, ObjectKind object, const char *schema, const char *relation, const char *name)
{
	Guard *there = MV_NEW(block->lower->arena, Guard), *missing = MV_NEW(block->lower->arena, Guard);

	*there = (Guard){ .kind = GUARD_OBJECT_EXISTS, .object = object, .test = ++block->lower->tests,
			  .schema = mv_arena_strdup(block->lower->arena, schema),
			  .relation = mv_arena_strdup(block->lower->arena, relation),
			  .name = mv_arena_strdup(block->lower->arena, name) };
	*missing = *there;
	missing->negated = true;
	return (PlCondition){ there, missing };
}

/* ---- names in texts: 'public.users'::regclass ---- */

/* Splits [schema.]name, folding what is not quoted; false: it is neither. */
static bool split_name(DoBlock *block, const char *text, const char **schema, const char **name)
{
	size_t length = strlen(text), at = 0;
	const char *parts[3] = { 0 };
	unsigned count = 0;

	while (count < 3) {
		Token token = mv_pg_next_token(text, length, at), dot;
		bool quoted = token.kind == TOKEN_QUOTED;
		char *part;

		if (token.kind != TOKEN_WORD && !quoted)
			return false;
		part = mv_arena_strndup(block->lower->arena, text + token.start + quoted, token.end - token.start - 2 * quoted);
		for (char *c = part; *c && !quoted; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c + ('a' - 'A'));
		parts[count++] = part;
		dot = mv_pg_next_token(text, length, token.end);
		if (dot.kind == TOKEN_END || (dot.kind == TOKEN_SYMBOL && text[dot.start] == '('))
			break; /* to_regprocedure('f(int)') */
		if (dot.kind != TOKEN_SYMBOL || text[dot.start] != '.')
			return false;
		at = dot.end;
	}
	*name = parts[count - 1];
	*schema = count > 1 ? parts[count - 2] : NULL;
	return true;
}

/* The text of an expression that is a constant here and now, or NULL. */
static const char *known_text(DoBlock *block, const Node *node)
{
	StrBuf text = { 0 };
	const char *known = NULL;

	if (node && mv_pg_constant_text(block, node, &text) == TEXT_KNOWN)
		known = text.len ? mv_buf_to_arena(&text, block->lower->arena) : "";
	mv_buf_release(&text);
	return known;
}

/* ---- the catalogs ---- */

typedef struct Catalog {
	const char *name;
	ObjectKind object;
	const char *name_column, *schema_column, *relation_column;
	const char *relation_oid; /* = 'x'::regclass */
	ObjectKind without_name;  /* what is there when only relation and schema are asked for */
} Catalog;

/* When several are joined, the first of them in this order is what the query is about. */
static const Catalog catalogs[] = {
	{ .name = "pg_constraint", .object = OBJ_CONSTRAINT, .name_column = "conname", .relation_oid = "conrelid" },
	{ .name = "pg_attribute", .object = OBJ_COLUMN, .name_column = "attname", .relation_oid = "attrelid" },
	{ .name = "pg_trigger", .object = OBJ_TRIGGER, .name_column = "tgname", .relation_oid = "tgrelid" },
	{ .name = "pg_policy", .object = OBJ_POLICY, .name_column = "polname", .relation_oid = "polrelid" },
	{ .name = "pg_enum", .object = OBJ_ENUM_VALUE, .name_column = "enumlabel", .relation_oid = "enumtypid" },
	{ .name = "pg_rewrite", .object = OBJ_RULE, .name_column = "rulename", .relation_oid = "ev_class" },
	{ .name = "pg_policies", .object = OBJ_POLICY, .name_column = "policyname", .schema_column = "schemaname",
	  .relation_column = "tablename" },
	{ .name = "pg_indexes", .object = OBJ_INDEX, .name_column = "indexname", .schema_column = "schemaname",
	  .relation_column = "tablename" },
	{ .name = "pg_rules", .object = OBJ_RULE, .name_column = "rulename", .schema_column = "schemaname",
	  .relation_column = "tablename" },
	{ .name = "pg_proc", .object = OBJ_FUNCTION, .name_column = "proname", .relation_oid = "oid" },
	{ .name = "pg_type", .object = OBJ_TYPE, .name_column = "typname", .relation_oid = "oid" },
	{ .name = "pg_tables", .object = OBJ_TABLE, .name_column = "tablename", .schema_column = "schemaname" },
	{ .name = "pg_views", .object = OBJ_VIEW, .name_column = "viewname", .schema_column = "schemaname" },
	{ .name = "pg_matviews", .object = OBJ_MATERIALIZED_VIEW, .name_column = "matviewname", .schema_column = "schemaname" },
	{ .name = "pg_sequences", .object = OBJ_SEQUENCE, .name_column = "sequencename", .schema_column = "schemaname" },
	{ .name = "pg_roles", .object = OBJ_ROLE, .name_column = "rolname" },
	{ .name = "pg_authid", .object = OBJ_ROLE, .name_column = "rolname" },
	{ .name = "pg_user", .object = OBJ_ROLE, .name_column = "usename" },
	{ .name = "pg_group", .object = OBJ_ROLE, .name_column = "groname" },
	{ .name = "pg_extension", .object = OBJ_EXTENSION, .name_column = "extname" },
	{ .name = "pg_publication", .object = OBJ_PUBLICATION, .name_column = "pubname" },
	{ .name = "pg_subscription", .object = OBJ_SUBSCRIPTION, .name_column = "subname" },
	{ .name = "pg_event_trigger", .object = OBJ_EVENT_TRIGGER, .name_column = "evtname" },
	{ .name = "pg_database", .object = OBJ_DATABASE, .name_column = "datname" },
	{ .name = "pg_language", .object = OBJ_LANGUAGE, .name_column = "lanname" },
	{ .name = "pg_foreign_server", .object = OBJ_SERVER, .name_column = "srvname" },
	{ .name = "pg_collation", .object = OBJ_COLLATION, .name_column = "collname" },
	{ .name = "pg_statistic_ext", .object = OBJ_STATISTICS, .name_column = "stxname" },
	{ .name = "pg_ts_config", .object = OBJ_TEXT_SEARCH, .name_column = "cfgname" },
	/* what its relkind says; a relation without one */
	{ .name = "pg_class", .object = OBJ_NONE, .name_column = "relname", .relation_oid = "oid" },
	{ .name = "pg_namespace", .object = OBJ_SCHEMA, .name_column = "nspname" },
	/* information_schema */
	{ .name = "columns", .object = OBJ_COLUMN, .name_column = "column_name", .schema_column = "table_schema",
	  .relation_column = "table_name", .without_name = OBJ_TABLE },
	{ .name = "table_constraints", .object = OBJ_CONSTRAINT, .name_column = "constraint_name",
	  .schema_column = "table_schema", .relation_column = "table_name" },
	{ .name = "key_column_usage", .object = OBJ_CONSTRAINT, .name_column = "constraint_name",
	  .schema_column = "table_schema", .relation_column = "table_name" },
	{ .name = "referential_constraints", .object = OBJ_CONSTRAINT, .name_column = "constraint_name",
	  .schema_column = "constraint_schema" },
	{ .name = "check_constraints", .object = OBJ_CONSTRAINT, .name_column = "constraint_name",
	  .schema_column = "constraint_schema" },
	/* its table is the one that a foreign key refers to */
	{ .name = "constraint_column_usage", .object = OBJ_CONSTRAINT, .name_column = "constraint_name",
	  .schema_column = "constraint_schema" },
	{ .name = "constraint_table_usage", .object = OBJ_CONSTRAINT, .name_column = "constraint_name",
	  .schema_column = "constraint_schema" },
	{ .name = "triggers", .object = OBJ_TRIGGER, .name_column = "trigger_name", .schema_column = "event_object_schema",
	  .relation_column = "event_object_table" },
	{ .name = "tables", .object = OBJ_TABLE, .name_column = "table_name", .schema_column = "table_schema" },
	{ .name = "views", .object = OBJ_VIEW, .name_column = "table_name", .schema_column = "table_schema" },
	{ .name = "sequences", .object = OBJ_SEQUENCE, .name_column = "sequence_name", .schema_column = "sequence_schema" },
	{ .name = "routines", .object = OBJ_FUNCTION, .name_column = "routine_name", .schema_column = "routine_schema" },
	{ .name = "domains", .object = OBJ_DOMAIN, .name_column = "domain_name", .schema_column = "domain_schema" },
	{ .name = "user_defined_types", .object = OBJ_TYPE, .name_column = "user_defined_type_name",
	  .schema_column = "user_defined_type_schema" },
	{ .name = "schemata", .object = OBJ_SCHEMA, .name_column = "schema_name" },
};

/* Tests that choose among things of one name, or always hold: they change no answer. */
static const char *const harmless_columns[] = {
	"table_catalog", "constraint_catalog", "catalog_name", "trigger_catalog", "routine_catalog", "contype",
	"constraint_type", "table_type", "attnum", "attisdropped", "typtype", "typcategory", "prokind", "routine_type",
	"tgisinternal", "typrelid",
};

/* information_schema, pg_catalog or pg_*: a relation that no migration makes. */
static const Catalog *find_catalog(const RangeVar *relation)
{
	bool information = relation->schemaname && strcmp(relation->schemaname, "information_schema") == 0;
	bool system = !relation->schemaname || strcmp(relation->schemaname, "pg_catalog") == 0;

	for (size_t i = 0; i < sizeof catalogs / sizeof *catalogs; i++) {
		bool of_system = strncmp(catalogs[i].name, "pg_", 3) == 0;

		if (strcmp(catalogs[i].name, relation->relname) == 0 && (of_system ? system : information))
			return &catalogs[i];
	}
	return NULL;
}

/* ---- a query on them ---- */

typedef struct Lookup {
	DoBlock *block;
	const Catalog *catalog; /* what it is about */
	const RangeVar *relations[8];
	const Catalog *sources[8];
	unsigned relation_count;
	const char *name, *schema, *relation;
	ObjectKind relkind; /* OBJ_NONE: not asked for */
	bool extra; /* there are tests that cannot be answered */
	bool unclear; /* what it asks for is known at run time only */
	bool foreign; /* other relations are read */
} Lookup;

static void add_source(Lookup *lookup, const Node *node, unsigned depth);
static void add_test(Lookup *lookup, const Node *node, unsigned depth);

static void add_source(Lookup *lookup, const Node *node, unsigned depth)
{
	if (node && depth < DEEPEST && IsA(node, RangeVar) && lookup->relation_count < 8) {
		const RangeVar *relation = (const RangeVar *)node;
		const Catalog *catalog = find_catalog(relation);

		if (!catalog)
			lookup->foreign = lookup->foreign || strcmp(relation->relname, "pg_index") != 0;
		if (catalog && (!lookup->catalog || catalog < lookup->catalog))
			lookup->catalog = catalog;
		lookup->sources[lookup->relation_count] = catalog;
		lookup->relations[lookup->relation_count++] = relation;
	} else if (node && depth < DEEPEST && IsA(node, JoinExpr)) {
		add_source(lookup, ((const JoinExpr *)node)->larg, depth + 1);
		add_source(lookup, ((const JoinExpr *)node)->rarg, depth + 1);
	} else {
		lookup->foreign = true;
	}
}

static void add_join_tests(Lookup *lookup, const Node *node, unsigned depth)
{
	const JoinExpr *join = (const JoinExpr *)node;

	if (!node || !IsA(node, JoinExpr) || depth >= DEEPEST)
		return;
	if (join->jointype != JOIN_INNER && join->jointype != JOIN_LEFT)
		lookup->extra = true;
	else if (join->jointype == JOIN_INNER && join->quals)
		add_test(lookup, join->quals, 0);
	add_join_tests(lookup, join->larg, depth + 1);
	add_join_tests(lookup, join->rarg, depth + 1);
}

/* The column of a reference and the catalog that it belongs to (NULL: unclear). */
static const char *column_name(const Node *node)
{
	const ColumnRef *reference = (const ColumnRef *)node;
	const Node *last;

	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	reference = (const ColumnRef *)node;
	if (!node || !IsA(node, ColumnRef) || !reference->fields)
		return NULL;
	last = llast(reference->fields);
	return IsA(last, String) ? strVal(last) : NULL;
}

/* Does a column of `lookup`'s relations have that name, so that it is no variable? */
static bool is_column(const Lookup *lookup, const Node *node)
{
	const char *name = column_name(node);

	if (!name)
		return false;
	while (IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	return list_length(((const ColumnRef *)node)->fields) > 1 || !mv_map_get(&lookup->block->variables, name);
}

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static ObjectKind relation_kind(const char *relkind)
{
	switch (*relkind) {
	case 'i':
	case 'I':
		return OBJ_INDEX;
	case 'S':
		return OBJ_SEQUENCE;
	case 'v':
		return OBJ_VIEW;
	case 'm':
		return OBJ_MATERIALIZED_VIEW;
	case 'c':
		return OBJ_COMPOSITE;
	default:
		return OBJ_TABLE;
	}
}

static void set(const char **field, const char *value, Lookup *lookup)
{
	if (*field && strcmp(*field, value) != 0)
		lookup->extra = true;
	*field = value;
}

/* column = value */
static void add_equality(Lookup *lookup, const char *column, const Node *value)
{
	const Catalog *catalog = lookup->catalog;
	const char *text = known_text(lookup->block, value), *schema = NULL, *name;
	bool has_class = strcmp(catalog->name, "pg_class") != 0;

	if (text && (strstr(text, "{{") || strstr(text, "${") || strstr(text, "<%"))) {
		lookup->unclear = true; /* a template's placeholder inside of a string */
		return;
	}
	if (!text) {
		/* = current_schema(), current_database() */
		bool schema_column = strcmp(column, "nspname") == 0 || (catalog->schema_column && strcmp(column, catalog->schema_column) == 0);
		const Node *arg = value;

		while (IsA(arg, TypeCast))
			arg = ((const TypeCast *)arg)->arg;
		if (schema_column && ((IsA(arg, FuncCall) &&
				       strcmp(strVal(llast(((const FuncCall *)arg)->funcname)), "current_schema") == 0) ||
				      (IsA(arg, SQLValueFunction) && ((const SQLValueFunction *)arg)->op == SVFOP_CURRENT_SCHEMA)))
			return;
		lookup->extra = true;
		return;
	}
	if (catalog->name_column && strcmp(column, catalog->name_column) == 0) {
		set(&lookup->name, text, lookup);
	} else if ((catalog->schema_column && strcmp(column, catalog->schema_column) == 0) || strcmp(column, "nspname") == 0 ||
		   strcmp(column, "constraint_schema") == 0 || strcmp(column, "trigger_schema") == 0) {
		set(&lookup->schema, text, lookup);
	} else if ((catalog->relation_column && strcmp(column, catalog->relation_column) == 0) ||
		   (has_class && strcmp(column, "relname") == 0) ||
		   (catalog->object == OBJ_ENUM_VALUE && strcmp(column, "typname") == 0)) {
		set(&lookup->relation, text, lookup);
	} else if (strcmp(column, "relkind") == 0) {
		lookup->relkind = relation_kind(text);
	} else if (((catalog->relation_oid && strcmp(column, catalog->relation_oid) == 0) ||
		    (has_class && strcmp(column, "oid") == 0)) &&
		   split_name(lookup->block, text, &schema, &name)) {
		if (strcmp(column, "oid") == 0 && strcmp(catalog->relation_oid ? catalog->relation_oid : "", "oid") == 0)
			set(&lookup->name, name, lookup);
		else
			set(&lookup->relation, name, lookup);
		if (schema)
			set(&lookup->schema, schema, lookup);
	} else {
		lookup->extra = true;
	}
}

/* The name that 'x'::regclass or to_regclass('x') gives. */
static const Node *inside_regclass(const Node *node)
{
	const FuncCall *call = (const FuncCall *)node;

	if (IsA(node, FuncCall) && list_length(call->args) == 1 &&
	    strncmp(strVal(llast(call->funcname)), "to_reg", 6) == 0)
		return linitial(call->args);
	return node;
}

static void add_comparison(Lookup *lookup, const A_Expr *test)
{
	const Node *left = test->lexpr, *right = test->rexpr;
	const char *operator = strVal(llast(test->name)), *column;

	if (left && right && !is_column(lookup, left) && is_column(lookup, right)) {
		left = test->rexpr;
		right = test->lexpr;
	}
	column = left ? column_name(left) : NULL;
	if (!column || !right) {
		lookup->extra = true;
		return;
	}
	if (is_one_of(column, harmless_columns, sizeof harmless_columns / sizeof *harmless_columns))
		return;
	switch (test->kind) {
	case AEXPR_OP:
		if (strcmp(operator, "=") != 0)
			lookup->extra = true;
		else if (!is_column(lookup, right)) /* joins of columns always find their partner */
			add_equality(lookup, column, inside_regclass(right));
		return;
	case AEXPR_IN:
		if (strcmp(column, "relkind") == 0 && IsA(right, List))
			add_equality(lookup, column, linitial((const List *)right));
		else if (IsA(right, List) && list_length((const List *)right) == 1 && strcmp(operator, "=") == 0)
			add_equality(lookup, column, linitial((const List *)right));
		else
			lookup->extra = true;
		return;
	case AEXPR_OP_ANY:
		/* nspname = ANY (current_schemas(false)); relkind = ANY (ARRAY['r', 'p']) */
		if (IsA(right, FuncCall) && strcmp(strVal(llast(((const FuncCall *)right)->funcname)), "current_schemas") == 0)
			return;
		if (strcmp(column, "relkind") == 0 && IsA(right, A_ArrayExpr) && ((const A_ArrayExpr *)right)->elements)
			add_equality(lookup, column, linitial(((const A_ArrayExpr *)right)->elements));
		else
			lookup->extra = true;
		return;
	case AEXPR_OP_ALL:
	case AEXPR_DISTINCT:
	case AEXPR_NOT_DISTINCT:
	case AEXPR_NULLIF:
	case AEXPR_LIKE:
	case AEXPR_ILIKE:
	case AEXPR_SIMILAR:
	case AEXPR_BETWEEN:
	case AEXPR_NOT_BETWEEN:
	case AEXPR_BETWEEN_SYM:
	case AEXPR_NOT_BETWEEN_SYM:
		lookup->extra = true;
		return;
	}
}

static bool is_harmless_column(const Node *node)
{
	const char *column = column_name(node);

	return column && is_one_of(column, harmless_columns, sizeof harmless_columns / sizeof *harmless_columns);
}

/* relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'x'), conrelid = (SELECT oid FROM pg_class ...) */
static bool add_subselect(Lookup *lookup, const Node *node, unsigned depth)
{
	const A_Expr *test = (const A_Expr *)node;
	const SelectStmt *select;

	if (!IsA(node, A_Expr) || !test->rexpr || !IsA(test->rexpr, SubLink) || !test->lexpr || !column_name(test->lexpr))
		return false;
	select = (const SelectStmt *)((const SubLink *)test->rexpr)->subselect;
	if (!select || !IsA(select, SelectStmt) || list_length(select->fromClause) != 1 || !select->whereClause ||
	    !IsA(linitial(select->fromClause), RangeVar))
		return false;
	if (!find_catalog(linitial(select->fromClause)))
		return false;
	add_test(lookup, select->whereClause, depth + 1);
	return true;
}

static void add_test(Lookup *lookup, const Node *node, unsigned depth)
{
	const ListCell *cell;

	if (depth >= DEEPEST) {
		lookup->extra = true;
		return;
	}
	switch ((int)nodeTag(node)) {
	case T_BoolExpr:
		if (((const BoolExpr *)node)->boolop == AND_EXPR) {
			foreach(cell, ((const BoolExpr *)node)->args)
				add_test(lookup, lfirst(cell), depth + 1);
			return;
		}
		if (((const BoolExpr *)node)->boolop == NOT_EXPR && is_harmless_column(linitial(((const BoolExpr *)node)->args)))
			return;
		lookup->extra = true;
		return;
	case T_A_Expr:
		if (!add_subselect(lookup, node, depth))
			add_comparison(lookup, (const A_Expr *)node);
		return;
	case T_SubLink: {
		/* x IN (SELECT oid FROM ...) */
		const SubLink *link = (const SubLink *)node;
		const SelectStmt *select = (const SelectStmt *)link->subselect;

		if (link->subLinkType == ANY_SUBLINK && IsA(select, SelectStmt) && list_length(select->fromClause) == 1 &&
		    IsA(linitial(select->fromClause), RangeVar) && find_catalog(linitial(select->fromClause)) && select->whereClause)
			add_test(lookup, select->whereClause, depth + 1);
		else
			lookup->extra = true;
		return;
	}
	case T_FuncCall: {
		const char *function = strVal(llast(((const FuncCall *)node)->funcname));

		if (!mv_str_ends(mv_str(function), STR("_is_visible")))
			lookup->extra = true;
		return;
	}
	default:
		if (!is_harmless_column(node))
			lookup->extra = true;
		return;
	}
}

bool mv_pg_rows_condition(DoBlock *block, const Node *node, PlCondition *condition)
{
	const SelectStmt *select = (const SelectStmt *)node;
	Lookup lookup = { .block = block };
	const ListCell *cell;
	ObjectKind object;

	*condition = mv_pg_unknown_condition(block);
	if (!node || !IsA(node, SelectStmt) || select->op != SETOP_NONE || !select->fromClause || select->withClause)
		return false;
	foreach(cell, select->fromClause)
		add_source(&lookup, lfirst(cell), 0);
	if (lookup.foreign || !lookup.catalog)
		return false;
	foreach(cell, select->fromClause)
		add_join_tests(&lookup, lfirst(cell), 0);
	if (select->whereClause)
		add_test(&lookup, select->whereClause, 0);
	if (select->havingClause)
		lookup.extra = true;
	object = lookup.catalog->object;
	/* two of one kind (an index and its table): whose name is it? */
	for (unsigned i = 1; i < lookup.relation_count; i++)
		for (unsigned k = 0; k < i; k++)
			if (strcmp(lookup.relations[i]->relname, lookup.relations[k]->relname) == 0)
				return true;
	if (strcmp(lookup.catalog->name, "pg_class") == 0) {
		for (unsigned i = 0; i < lookup.relation_count; i++)
			if (strcmp(lookup.relations[i]->relname, "pg_index") == 0)
				object = OBJ_INDEX;
		if (lookup.relkind != OBJ_NONE)
			object = lookup.relkind;
	}
	if (!lookup.name && lookup.catalog->without_name != OBJ_NONE && lookup.relation) {
		object = lookup.catalog->without_name;
		lookup.name = lookup.relation;
		lookup.relation = NULL;
	}
	/* pg_type joined with pg_namespace, but asked about the schema only: nothing in particular */
	if (!lookup.name || lookup.unclear)
		return true;
	if (object == OBJ_SCHEMA)
		lookup.schema = NULL;
	*condition = object_exists(block, object, lookup.schema, lookup.relation, lookup.name);
	if (lookup.extra) { /* a row is there only if the object is; but not the reverse */
		condition->yes = mv_pg_guard_and(block, condition->yes, &unknown);
		condition->no = &unknown;
	}
	return true;
}

/* ---- expressions ---- */

static const PlVariable *variable(DoBlock *block, const Node *node)
{
	const ColumnRef *reference = (const ColumnRef *)node;
	const Node *first;

	if (!node || !IsA(node, ColumnRef) || !reference->fields)
		return NULL;
	first = linitial(reference->fields);
	return IsA(first, String) ? mv_map_get(&block->variables, strVal(first)) : NULL;
}

static bool is_call(const Node *node, const char *name)
{
	return node && IsA(node, FuncCall) && strcmp(strVal(llast(((const FuncCall *)node)->funcname)), name) == 0;
}

/* The only output of a query. */
static const Node *output(const SelectStmt *select)
{
	const ResTarget *target;

	if (!select || !IsA(select, SelectStmt) || select->op != SETOP_NONE || list_length(select->targetList) != 1)
		return NULL;
	target = linitial(select->targetList);
	return IsA(target, ResTarget) ? target->val : NULL;
}

/* Is `node` something that is null unless a thing exists, or a count of it? */
static PlMeaning meaning(DoBlock *block, const Node *node, PlCondition *condition)
{
	static const struct {
		const char *function;
		ObjectKind object;
	} lookups[] = {
		{ "to_regclass", OBJ_NONE },     { "to_regtype", OBJ_TYPE },     { "to_regproc", OBJ_FUNCTION },
		{ "to_regprocedure", OBJ_FUNCTION }, { "to_regnamespace", OBJ_SCHEMA }, { "to_regrole", OBJ_ROLE },
	};
	const PlVariable *known;
	const SelectStmt *select;

	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	if (!node)
		return PL_MEANS_NOTHING;
	known = variable(block, node);
	if (known) {
		*condition = known->condition;
		return known->meaning;
	}
	for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) {
		if (is_call(node, lookups[i].function) && list_length(((const FuncCall *)node)->args) == 1) {
			const char *text = known_text(block, linitial(((const FuncCall *)node)->args)), *schema, *name;

			if (!text || !split_name(block, text, &schema, &name))
				return PL_MEANS_NOTHING;
			*condition = object_exists(block, lookups[i].object, schema, NULL, name);
			return PL_MEANS_ROW;
		}
	}
	if (!IsA(node, SubLink) || ((const SubLink *)node)->subLinkType != EXPR_SUBLINK)
		return PL_MEANS_NOTHING;
	select = (const SelectStmt *)((const SubLink *)node)->subselect;
	if (!output(select) || !mv_pg_rows_condition(block, (const Node *)select, condition))
		return PL_MEANS_NOTHING;
	return is_call(output(select), "count") ? PL_MEANS_COUNT : PL_MEANS_ROW;
}

/* count > 0, = 0, >= 1, <> 0; v = true */
static PlCondition comparison(DoBlock *block, const A_Expr *test, unsigned depth)
{
	const char *operator = strVal(llast(test->name)), *text;
	PlCondition condition = mv_pg_unknown_condition(block);
	bool zero;

	if (test->kind != AEXPR_OP || !test->lexpr || !test->rexpr)
		return condition;
	text = known_text(block, test->rexpr);
	if (!text)
		return condition;
	if (strcmp(operator, "=") == 0 && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)) {
		condition = mv_pg_condition(block, test->lexpr, depth + 1);
		return *text == 't' ? condition : inverse(condition);
	}
	zero = strcmp(text, "0") == 0;
	if ((!zero && strcmp(text, "1") != 0) || meaning(block, test->lexpr, &condition) != PL_MEANS_COUNT)
		return mv_pg_unknown_condition(block);
	if (zero ? strcmp(operator, ">") == 0 || strcmp(operator, "<>") == 0 :
		   strcmp(operator, ">=") == 0 || strcmp(operator, "=") == 0)
		return condition;
	if (zero ? strcmp(operator, "=") == 0 || strcmp(operator, "<=") == 0 : strcmp(operator, "<") == 0)
		return inverse(condition);
	return mv_pg_unknown_condition(block);
}

static PlCondition boolean(DoBlock *block, const BoolExpr *node, unsigned depth)
{
	bool is_and = node->boolop == AND_EXPR;
	PlCondition all = constant(true);
	const ListCell *cell;
	int terms = 0;

	if (node->boolop == NOT_EXPR)
		return inverse(mv_pg_condition(block, linitial(node->args), depth + 1));
	/* a OR b is NOT (NOT a AND NOT b) */
	foreach(cell, node->args) {
		PlCondition term = ++terms <= MOST_TERMS ? mv_pg_condition(block, lfirst(cell), depth + 1) :
							   mv_pg_unknown_condition(block);

		all = both(block, all, is_and ? term : inverse(term));
		if (terms > MOST_TERMS)
			break;
	}
	return is_and ? all : inverse(all);
}

PlCondition mv_pg_condition(DoBlock *block, const Node *node, unsigned depth)
{
	PlCondition condition = mv_pg_unknown_condition(block);
	const PlVariable *known;

	if (!node || depth >= DEEPEST)
		return condition;
	switch ((int)nodeTag(node)) {
	case T_A_Const: {
		const A_Const *value = (const A_Const *)node;

		if (value->isnull)
			return constant(false);
		return IsA(&value->val, Boolean) ? constant(value->val.boolval.boolval) : condition;
	}
	case T_TypeCast:
		return mv_pg_condition(block, ((const TypeCast *)node)->arg, depth + 1);
	case T_BoolExpr:
		return boolean(block, (const BoolExpr *)node, depth);
	case T_CoalesceExpr:
		return mv_pg_condition(block, linitial(((const CoalesceExpr *)node)->args), depth + 1);
	case T_SubLink: {
		const SubLink *link = (const SubLink *)node;
		const SelectStmt *select = (const SelectStmt *)link->subselect;

		if (link->subLinkType == EXISTS_SUBLINK)
			mv_pg_rows_condition(block, link->subselect, &condition);
		else if (link->subLinkType == EXPR_SUBLINK && output(select) && !select->fromClause)
			return mv_pg_condition(block, output(select), depth + 1);
		else if (link->subLinkType == EXPR_SUBLINK && output(select) && IsA(output(select), A_Expr) &&
			 is_call(((const A_Expr *)output(select))->lexpr, "count") &&
			 mv_pg_rows_condition(block, (const Node *)select, &condition)) {
			/* (SELECT count(*) > 0 FROM ...) */
			const A_Expr *test = (const A_Expr *)output(select);
			const char *text = known_text(block, test->rexpr), *operator = strVal(llast(test->name));

			if (text && strcmp(text, "0") == 0 && strcmp(operator, ">") == 0)
				return condition;
			if (text && strcmp(text, "0") == 0 && strcmp(operator, "=") == 0)
				return inverse(condition);
			return mv_pg_unknown_condition(block);
		}
		return condition;
	}
	case T_NullTest: {
		const NullTest *test = (const NullTest *)node;

		if (meaning(block, (const Node *)test->arg, &condition) != PL_MEANS_ROW)
			return mv_pg_unknown_condition(block);
		return test->nulltesttype == IS_NULL ? inverse(condition) : condition;
	}
	case T_BooleanTest: {
		const BooleanTest *test = (const BooleanTest *)node;

		if (test->booltesttype == IS_TRUE || test->booltesttype == IS_NOT_FALSE)
			return mv_pg_condition(block, (const Node *)test->arg, depth + 1);
		if (test->booltesttype == IS_FALSE || test->booltesttype == IS_NOT_TRUE)
			return inverse(mv_pg_condition(block, (const Node *)test->arg, depth + 1));
		return condition;
	}
	case T_A_Expr:
		return comparison(block, (const A_Expr *)node, depth);
	case T_ColumnRef:
		known = variable(block, node);
		if (known && known->meaning == PL_MEANS_TRUTH)
			return known->condition;
		if (known && known->value && (strcmp(known->value, "true") == 0 || strcmp(known->value, "false") == 0))
			return constant(*known->value == 't');
		return condition;
	default:
		return condition;
	}
}
