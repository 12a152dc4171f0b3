/*
 * stored.c: statements that make rare objects, as text with holes.
 *
 * An operator, a cast, a text search configuration is what the statements about
 * it made it, in their order. Written again with the present names of all that
 * they mention, they make it anew.
 */
#include "ddl.h"

#include <string.h>

#include "nodes/nodeFuncs.h"
#include "nodes/makefuncs.h"
#include "postgres_deparse.h"
#include "lib/stringinfo.h"

typedef struct Storer {
	Lower *lower;
	Code *code;
} Storer;

/* ---- holes ---- */

static CodeHole *add_hole(Storer *storer, CodeHoleKind kind, const char *schema, const char *name)
{
	CodeHole *hole = VEC_PUSH(storer->lower->arena, &storer->code->holes);

	*hole = (CodeHole){ .kind = kind, .schema = mv_pg_copy(storer->lower, schema), .name = mv_pg_copy(storer->lower, name) };
	return hole;
}

static char *mark(const Storer *storer)
{
	return psprintf("%c%u%c", MV_HOLE_BYTE, (unsigned)storer->code->holes.count - 1, MV_HOLE_BYTE);
}

/* The hole for a qualified name; the list becomes its mark. */
static CodeHole *name_hole(Storer *storer, CodeHoleKind kind, List **names)
{
	int count = list_length(*names);
	CodeHole *hole;

	if (!count)
		return NULL;
	hole = add_hole(storer, kind, count > 1 ? strVal(list_nth(*names, count - 2)) : NULL, strVal(llast(*names)));
	*names = list_make1(makeString(mark(storer)));
	return hole;
}

static void self(Storer *storer, List **names)
{
	name_hole(storer, HOLE_SELF, names);
}

static char *self_name(Storer *storer, const char *name)
{
	add_hole(storer, HOLE_SELF, NULL, name);
	return mark(storer);
}

static void object(Storer *storer, ObjectKind kind, const char *sub, List **names)
{
	CodeHole *hole = name_hole(storer, HOLE_OBJECT, names);

	if (hole) {
		hole->object = (int)kind;
		hole->sub = sub;
	}
}

/* An object that lives in no schema. */
static char *object_name(Storer *storer, ObjectKind kind, const char *name)
{
	add_hole(storer, HOLE_OBJECT, NULL, name)->object = (int)kind;
	return mark(storer);
}

static void type(Storer *storer, TypeName *name)
{
	int count = name ? list_length(name->names) : 0;

	if (!count || count > 2 || name->pct_type || (count > 1 && strcmp(strVal(linitial(name->names)), "pg_catalog") == 0))
		return;
	name_hole(storer, HOLE_TYPE, &name->names);
}

static void function(Storer *storer, List **names)
{
	if (list_length(*names) < 2 || strcmp(strVal(linitial(*names)), "pg_catalog") != 0)
		name_hole(storer, HOLE_FUNCTION, names);
}

static void add_type(Storer *storer, CodeHole *hole, const TypeName *name)
{
	*VEC_PUSH(storer->lower->arena, &hole->types) = name ? mv_pg_type(storer->lower, name) : NULL;
}

/* With the types that its name is followed by. */
static void function_with_types(Storer *storer, ObjectWithArgs *named)
{
	uint32_t at = storer->code->holes.count;
	CodeHole *hole;
	ListCell *cell;

	if (!named)
		return;
	function(storer, &named->objname);
	hole = storer->code->holes.count > at ? &storer->code->holes.items[at] : NULL;
	if (hole)
		hole->typed = !named->args_unspecified;
	foreach(cell, named->objargs) {
		if (hole)
			add_type(storer, hole, lfirst(cell));
	}
	foreach(cell, named->objargs)
		type(storer, lfirst(cell));
	/* the same again, with names and modes */
	named->objfuncargs = NIL;
}

static void operator(Storer *storer, List **names, const TypeName *left, const TypeName *right, bool bare)
{
	CodeHole *hole = name_hole(storer, HOLE_OBJECT, names);

	if (!hole)
		return;
	hole->object = OBJ_OPERATOR;
	hole->bare = bare;
	add_type(storer, hole, left);
	add_type(storer, hole, right);
}

/* ---- lists of name = value ---- */

static DefElem *element(List *list, const char *name)
{
	ListCell *cell;

	foreach(cell, list) {
		DefElem *elem = lfirst(cell);

		if (strcmp(elem->defname, name) == 0)
			return elem;
	}
	return NULL;
}

static bool is_among(const char *name, const char *const *names)
{
	for (; *names; names++) {
		if (strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

static TypeName *type_of(List *list, const char *name)
{
	const DefElem *elem = element(list, name);

	return elem && elem->arg && IsA(elem->arg, TypeName) ? copyObjectImpl(elem->arg) : NULL;
}

/* The grammar takes the name of a function or type for a type. */
static void definition(Storer *storer, List *list, ObjectType kind)
{
	static const char *const types[] = { "leftarg", "rightarg", "stype", "mstype", "basetype", "subtype", "like",
					     "element", "sfunc_type", NULL };
	static const char *const functions[] = {
		"procedure", "function", "restrict", "join", "sfunc", "finalfunc", "combinefunc", "serialfunc", "deserialfunc",
		"msfunc", "minvfunc", "mfinalfunc", "input", "output", "receive", "send", "typmod_in", "typmod_out", "analyze",
		"subscript", "canonical", "subtype_diff", "start", "gettoken", "end", "headline", "lextypes", "init", "lexize",
		"sfunc1", NULL };
	TypeName *left = type_of(list, "leftarg"), *right = type_of(list, "rightarg");
	ListCell *cell;

	foreach(cell, list) {
		DefElem *elem = lfirst(cell);
		TypeName *name = elem->arg && IsA(elem->arg, TypeName) ? (TypeName *)elem->arg : NULL;

		if (elem->arg && IsA(elem->arg, List) && kind != OBJECT_COLLATION) {
			bool turned = strcmp(elem->defname, "commutator") == 0;

			operator(storer, (List **)&elem->arg, turned ? right : left, turned ? left : right, false);
		} else if (!name) {
			continue;
		} else if (is_among(elem->defname, types)) {
			type(storer, name);
		} else if (kind == OBJECT_TSDICTIONARY && strcmp(elem->defname, "template") == 0) {
			object(storer, OBJ_TEXT_SEARCH, "template", &name->names);
		} else if (kind == OBJECT_TSCONFIGURATION && strcmp(elem->defname, "parser") == 0) {
			object(storer, OBJ_TEXT_SEARCH, "parser", &name->names);
		} else if (kind == OBJECT_TSCONFIGURATION && strcmp(elem->defname, "copy") == 0) {
			object(storer, OBJ_TEXT_SEARCH, "configuration", &name->names);
		} else if (kind == OBJECT_TYPE && strcmp(elem->defname, "subtype_opclass") == 0) {
			object(storer, OBJ_OPERATOR_CLASS, "btree", &name->names);
		} else if (strcmp(elem->defname, "collation") == 0) {
			object(storer, OBJ_COLLATION, NULL, &name->names);
		} else if (is_among(elem->defname, functions) && kind != OBJECT_TSDICTIONARY) {
			function(storer, &name->names);
		}
	}
}

static void define(Storer *storer, DefineStmt *stmt)
{
	DefElem *from = stmt->kind == OBJECT_COLLATION ? element(stmt->definition, "from") : NULL;
	ListCell *cell;

	stmt->if_not_exists = stmt->replace = false;
	if (stmt->kind == OBJECT_OPERATOR) {
		int count = list_length(stmt->defnames);

		add_hole(storer, HOLE_SELF, count > 1 ? strVal(linitial(stmt->defnames)) : NULL, strVal(llast(stmt->defnames)));
		stmt->defnames = list_make1(makeString(mark(storer)));
	} else {
		self(storer, &stmt->defnames);
	}
	if (from)
		object(storer, OBJ_COLLATION, NULL, (List **)&from->arg);
	else
		definition(storer, stmt->definition, stmt->kind);
	if (stmt->kind != OBJECT_AGGREGATE || !stmt->args || !linitial(stmt->args))
		return;
	foreach(cell, (List *)linitial(stmt->args))
		type(storer, lfirst_node(FunctionParameter, cell)->argType);
}

/* The name of its multirange type always stands at the end, because that type can be renamed. */
static void create_range(Storer *storer, CreateRangeStmt *stmt)
{
	List *params = NIL;
	ListCell *cell;

	foreach(cell, stmt->params) {
		if (strcmp(((const DefElem *)lfirst(cell))->defname, "multirange_type_name") != 0)
			params = lappend(params, lfirst(cell));
	}
	stmt->params = params;
	self(storer, &stmt->typeName);
	definition(storer, stmt->params, OBJECT_TYPE);
	add_hole(storer, HOLE_OBJECT, NULL, NULL)->object = OBJ_RANGE;
	stmt->params = lappend(stmt->params, makeDefElem("multirange_type_name",
							 (Node *)makeTypeNameFromNameList(list_make1(makeString(mark(storer)))), -1));
}

/* ---- operator classes ---- */

static void class_items(Storer *storer, List *items, TypeName *data)
{
	ListCell *cell, *arg;

	foreach(cell, items) {
		CreateOpClassItem *item = lfirst_node(CreateOpClassItem, cell);

		if (item->itemtype == OPCLASS_ITEM_OPERATOR && item->name) {
			TypeName *left = item->name->objargs ? copyObjectImpl(linitial(item->name->objargs)) : data;
			TypeName *right = item->name->objargs ? copyObjectImpl(llast(item->name->objargs)) : data;

			foreach(arg, item->name->objargs)
				type(storer, lfirst(arg));
			operator(storer, &item->name->objname, left, right, true);
			if (item->order_family)
				object(storer, OBJ_OPERATOR_FAMILY, "btree", &item->order_family);
		} else if (item->itemtype == OPCLASS_ITEM_FUNCTION) {
			function_with_types(storer, item->name);
		}
		foreach(arg, item->class_args)
			type(storer, lfirst(arg));
		type(storer, item->storedtype);
	}
}

static void create_class(Storer *storer, CreateOpClassStmt *stmt)
{
	TypeName *data = copyObjectImpl(stmt->datatype);
	const char *access_method = mv_pg_copy(storer->lower, stmt->amname);

	/* a family of its name is made, or was there */
	if (!stmt->opfamilyname)
		stmt->opfamilyname = copyObjectImpl(stmt->opclassname);
	self(storer, &stmt->opclassname);
	object(storer, OBJ_OPERATOR_FAMILY, access_method, &stmt->opfamilyname);
	type(storer, stmt->datatype);
	stmt->amname = object_name(storer, OBJ_ACCESS_METHOD, stmt->amname);
	class_items(storer, stmt->items, data);
}

/* ---- the others ---- */

static void fdw_functions(Storer *storer, List *options)
{
	ListCell *cell;

	foreach(cell, options) {
		DefElem *elem = lfirst(cell);

		if (elem->arg && IsA(elem->arg, List))
			function(storer, (List **)&elem->arg);
	}
}

static void mappings(Storer *storer, AlterTSConfigurationStmt *stmt)
{
	ListCell *cell;

	self(storer, &stmt->cfgname);
	foreach(cell, stmt->dicts)
		object(storer, OBJ_TEXT_SEARCH, "dictionary", (List **)&lfirst(cell));
}

static void alter_operator(Storer *storer, AlterOperatorStmt *stmt)
{
	ListCell *cell;

	self(storer, &stmt->opername->objname);
	definition(storer, stmt->options, OBJECT_OPERATOR);
	foreach(cell, stmt->opername->objargs)
		type(storer, lfirst(cell));
}

static void visit(Storer *storer, Node *node)
{
	switch ((int)nodeTag(node)) {
	case T_DefineStmt:
		define(storer, (DefineStmt *)node);
		break;
	case T_CreateRangeStmt:
		create_range(storer, (CreateRangeStmt *)node);
		break;
	case T_AlterTypeStmt:
		self(storer, &((AlterTypeStmt *)node)->typeName);
		definition(storer, ((AlterTypeStmt *)node)->options, OBJECT_TYPE);
		break;
	case T_AlterOperatorStmt:
		alter_operator(storer, (AlterOperatorStmt *)node);
		break;
	case T_CreateOpClassStmt:
		create_class(storer, (CreateOpClassStmt *)node);
		break;
	case T_CreateOpFamilyStmt:
		self(storer, &((CreateOpFamilyStmt *)node)->opfamilyname);
		((CreateOpFamilyStmt *)node)->amname =
			object_name(storer, OBJ_ACCESS_METHOD, ((CreateOpFamilyStmt *)node)->amname);
		break;
	case T_AlterOpFamilyStmt:
		self(storer, &((AlterOpFamilyStmt *)node)->opfamilyname);
		class_items(storer, ((AlterOpFamilyStmt *)node)->items, NULL);
		break;
	case T_CreateCastStmt:
		type(storer, ((CreateCastStmt *)node)->sourcetype);
		type(storer, ((CreateCastStmt *)node)->targettype);
		function_with_types(storer, ((CreateCastStmt *)node)->func);
		break;
	case T_CreateTransformStmt:
		type(storer, ((CreateTransformStmt *)node)->type_name);
		function_with_types(storer, ((CreateTransformStmt *)node)->fromsql);
		function_with_types(storer, ((CreateTransformStmt *)node)->tosql);
		((CreateTransformStmt *)node)->replace = false;
		((CreateTransformStmt *)node)->lang = object_name(storer, OBJ_LANGUAGE, ((CreateTransformStmt *)node)->lang);
		break;
	case T_CreateConversionStmt:
		self(storer, &((CreateConversionStmt *)node)->conversion_name);
		function(storer, &((CreateConversionStmt *)node)->func_name);
		break;
	case T_AlterTSDictionaryStmt:
		self(storer, &((AlterTSDictionaryStmt *)node)->dictname);
		break;
	case T_AlterTSConfigurationStmt:
		mappings(storer, (AlterTSConfigurationStmt *)node);
		break;
	case T_CreateFdwStmt:
		((CreateFdwStmt *)node)->fdwname = self_name(storer, ((CreateFdwStmt *)node)->fdwname);
		fdw_functions(storer, ((CreateFdwStmt *)node)->func_options);
		break;
	case T_AlterFdwStmt:
		((AlterFdwStmt *)node)->fdwname = self_name(storer, ((AlterFdwStmt *)node)->fdwname);
		fdw_functions(storer, ((AlterFdwStmt *)node)->func_options);
		break;
	case T_CreateForeignServerStmt:
		((CreateForeignServerStmt *)node)->if_not_exists = false;
		((CreateForeignServerStmt *)node)->servername =
			self_name(storer, ((CreateForeignServerStmt *)node)->servername);
		((CreateForeignServerStmt *)node)->fdwname =
			object_name(storer, OBJ_FOREIGN_DATA_WRAPPER, ((CreateForeignServerStmt *)node)->fdwname);
		break;
	case T_AlterForeignServerStmt:
		((AlterForeignServerStmt *)node)->servername =
			self_name(storer, ((AlterForeignServerStmt *)node)->servername);
		break;
	case T_CreateUserMappingStmt:
		((CreateUserMappingStmt *)node)->if_not_exists = false;
		((CreateUserMappingStmt *)node)->servername =
			object_name(storer, OBJ_SERVER, ((CreateUserMappingStmt *)node)->servername);
		break;
	case T_AlterUserMappingStmt:
		((AlterUserMappingStmt *)node)->servername =
			object_name(storer, OBJ_SERVER, ((AlterUserMappingStmt *)node)->servername);
		break;
	case T_CreateEventTrigStmt:
		((CreateEventTrigStmt *)node)->trigname = self_name(storer, ((CreateEventTrigStmt *)node)->trigname);
		function(storer, &((CreateEventTrigStmt *)node)->funcname);
		break;
	case T_AlterEventTrigStmt:
		((AlterEventTrigStmt *)node)->trigname = self_name(storer, ((AlterEventTrigStmt *)node)->trigname);
		break;
	case T_CreatePLangStmt:
		((CreatePLangStmt *)node)->replace = false;
		function(storer, &((CreatePLangStmt *)node)->plhandler);
		function(storer, &((CreatePLangStmt *)node)->plinline);
		function(storer, &((CreatePLangStmt *)node)->plvalidator);
		((CreatePLangStmt *)node)->plname = self_name(storer, ((CreatePLangStmt *)node)->plname);
		break;
	case T_CreateAmStmt:
		((CreateAmStmt *)node)->amname = self_name(storer, ((CreateAmStmt *)node)->amname);
		function(storer, &((CreateAmStmt *)node)->handler_name);
		break;
	default:
		storer->code->incomplete = true;
		break;
	}
}

/* The library raises errors by longjmp: what is changed in between is behind pointers. */
const Code *mv_pg_stored_statement(Lower *lower, const Node *node)
{
	Code *code = MV_NEW(lower->arena, Code);
	Storer storer = { .lower = lower, .code = code };
	MemoryContext context = CurrentMemoryContext;

	PG_TRY();
	{
		RawStmt raw = { .type = T_RawStmt, .stmt = copyObjectImpl(node) };
		StringInfoData text;

		visit(&storer, raw.stmt);
		if (!code->incomplete) {
			initStringInfo(&text);
			deparseRawStmt(&text, &raw);
			code->text = mv_arena_strdup(lower->arena, text.data);
		}
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		FlushErrorState();
		code->incomplete = true;
		code->text = NULL;
	}
	PG_END_TRY();
	return code;
}
