/*
 * ddl_object.c: statements about objects that are not modelled in detail. Each
 * says which object it touches and, for ALTER, what it does to it in words.
 */
#include "ddl.h"

#include <string.h>

ObjectChange *mv_pg_object_change(Lower *lower, ChangeKind kind, ObjectKind object, const char *name, Span span)
{
	ObjectChange *change = MV_NEW(lower->arena, ObjectChange);
	Ident ident;

	mv_pg_change(lower, kind, span)->as.object = change;
	change->object = object;
	if (name) {
		ident = mv_pg_ident(lower, name, mv_pg_find_name(lower, span, name));
		change->name.name = ident.text;
		change->name.span = ident.span;
		change->name.unknown = mv_pg_is_placeholder(lower, name);
		mv_pg_set_subject(lower, ident.span);
	}
	return change;
}

ObjectChange *mv_pg_object_change_list(Lower *lower, ChangeKind kind, ObjectKind object, const List *names, Span span)
{
	ObjectChange *change = MV_NEW(lower->arena, ObjectChange);

	mv_pg_change(lower, kind, span)->as.object = change;
	change->object = object;
	if (names) {
		change->name = mv_pg_name_list(lower, names, mv_pg_find_name(lower, span, strVal(linitial(names))));
		mv_pg_set_subject(lower, change->name.span);
	}
	return change;
}

static ObjectChange *create(Lower *lower, ObjectKind object, const char *name, const List *options, Span span)
{
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_CREATE_OBJECT, object, name, span);

	change->options = mv_pg_options(lower, options);
	return change;
}

static ObjectChange *alter(Lower *lower, ObjectKind object, const char *name, const char *detail, const List *options,
			   Span span)
{
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_ALTER_OBJECT, object, name, span);

	change->detail = detail;
	change->options = mv_pg_options(lower, options);
	return change;
}

static ObjectChange *about_role(Lower *lower, ObjectChange *change, const RoleSpec *role)
{
	if (role) {
		change->name.name = mv_pg_role(lower, role);
		change->name.span = mv_pg_token_span(lower, role->location);
		change->name.unknown = mv_pg_is_placeholder(lower, role->rolename);
		mv_pg_set_subject(lower, change->name.span);
	}
	return change;
}

static ObjectChange *user_mapping(Lower *lower, ObjectChange *change, const RoleSpec *user, const char *server)
{
	about_role(lower, change, user);
	change->name.name = mv_arena_format(lower->arena, "%s on %s", change->name.name, server);
	return change;
}

static void add_option(Lower *lower, ObjectChange *change, const char *name, const char *value)
{
	*VEC_PUSH(lower->arena, &change->options) = (Option){ .name = name, .value = value };
}

/* Filled in when the migration runs, or a verifier that gives nothing away. */
static bool is_no_password(const char *text)
{
	static const char *const marks[] = { "${", "{{", "$(", "%(", "#{", "<%", MV_SQL_HOLE };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (strstr(text, marks[i]))
			return true;
	}
	return !*text || *text == ':' || strcmp(text, "%s") == 0 || mv_str_starts(mv_str(text), STR("SCRAM-SHA-256$"));
}

/* That a password is written, never which: it has no place in a report. */
static void note_password(Lower *lower, ObjectChange *change, const List *options)
{
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *option = lfirst(cell);

		if (strcmp(option->defname, "password") == 0 && option->arg && IsA(option->arg, String) && !is_no_password(strVal(option->arg)))
			add_option(lower, change, "password", NULL);
	}
}

/* SET name = value, ... of a role or database */
static void add_setting(Lower *lower, ObjectChange *change, const VariableSetStmt *set)
{
	const char *values = NULL;
	const ListCell *cell;

	if (!set->name)
		return;
	foreach(cell, set->args) {
		const char *value = mv_pg_def_text(lower, lfirst(cell));

		if (value)
			values = values ? mv_arena_format(lower->arena, "%s, %s", values, value) : value;
	}
	add_option(lower, change, mv_pg_copy(lower, set->name), values);
}

/* The value of a yes/no option as the server reads it: "connect" alone means true. */
static bool option_is_off(const List *options, const char *name)
{
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *elem = lfirst(cell);

		if (strcmp(elem->defname, name) != 0 || !elem->arg)
			continue;
		if (IsA(elem->arg, Boolean))
			return !boolVal(elem->arg);
		if (IsA(elem->arg, Integer))
			return intVal(elem->arg) == 0;
		if (IsA(elem->arg, String))
			return strcmp(strVal(elem->arg), "false") == 0 || strcmp(strVal(elem->arg), "off") == 0;
		if (IsA(elem->arg, TypeName)) {
			const char *word = strVal(llast(((const TypeName *)elem->arg)->names));

			return strcmp(word, "off") == 0 || strcmp(word, "no") == 0;
		}
	}
	return false;
}

static bool has_option(const List *options, const char *name)
{
	const ListCell *cell;

	foreach(cell, options)
		if (strcmp(((const DefElem *)lfirst(cell))->defname, name) == 0)
			return true;
	return false;
}

static void publication_member(Lower *lower, ObjectChange *change, const PublicationTable *written, QName name)
{
	PublicationMember *member = VEC_PUSH(lower->arena, &change->tables);
	const ListCell *cell;

	*member = (PublicationMember){ .table = name, .only = !written->relation->inh, .columns_given = written->columns != NIL };
	foreach(cell, written->columns)
		*VEC_PUSH(lower->arena, &member->columns) = mv_pg_ident(lower, strVal(lfirst(cell)), -1);
	member->where = mv_pg_stored(lower, written->whereClause);
}

static void publication_tables(Lower *lower, ObjectChange *change, const List *objects, bool all)
{
	const ListCell *cell;

	if (all)
		add_option(lower, change, "all tables", NULL);
	change->all_tables = all;
	foreach(cell, objects) {
		const PublicationObjSpec *object = lfirst(cell);

		if (object->pubtable) {
			QName table = mv_pg_range_var(lower, object->pubtable->relation);

			add_option(lower, change, "table", mv_qname_format(&table, lower->arena));
			publication_member(lower, change, object->pubtable, table);
		} else {
			*VEC_PUSH(lower->arena, &change->schemas) = mv_pg_copy(lower, object->name);
			add_option(lower, change, "tables in schema",
				   object->name ? mv_pg_copy(lower, object->name) : "current_schema");
		}
	}
}

static void create_subscription(Lower *lower, const CreateSubscriptionStmt *stmt, Span span)
{
	Other *other = mv_pg_other(lower, "CREATE SUBSCRIPTION", span);

	/* With a replication slot to be made at the publisher. */
	other->forbidden_in_transaction = !option_is_off(stmt->options, "connect") &&
					  !option_is_off(stmt->options, "create_slot");
	other->changes_schema = true;
}

static void alter_subscription(Lower *lower, const AlterSubscriptionStmt *stmt, Span span)
{
	static const char *const words[] = {
		[ALTER_SUBSCRIPTION_OPTIONS] = "set",
		[ALTER_SUBSCRIPTION_CONNECTION] = "connection",
		[ALTER_SUBSCRIPTION_SET_PUBLICATION] = "set publication",
		[ALTER_SUBSCRIPTION_ADD_PUBLICATION] = "add publication",
		[ALTER_SUBSCRIPTION_DROP_PUBLICATION] = "drop publication",
		[ALTER_SUBSCRIPTION_REFRESH] = "refresh publication",
		[ALTER_SUBSCRIPTION_ENABLED] = "enabled",
		[ALTER_SUBSCRIPTION_SKIP] = "skip",
	};
	bool publication = stmt->kind == ALTER_SUBSCRIPTION_SET_PUBLICATION ||
			   stmt->kind == ALTER_SUBSCRIPTION_ADD_PUBLICATION ||
			   stmt->kind == ALTER_SUBSCRIPTION_DROP_PUBLICATION;

	if (stmt->kind == ALTER_SUBSCRIPTION_REFRESH || (publication && !option_is_off(stmt->options, "refresh"))) {
		/* These connect to the publisher. */
		Other *other = mv_pg_other(lower, "ALTER SUBSCRIPTION", span);

		other->forbidden_in_transaction = true;
		other->changes_schema = true;
		return;
	}
	alter(lower, OBJ_SUBSCRIPTION, stmt->subname, words[stmt->kind], stmt->options, span);
}

static void create_cast(Lower *lower, const CreateCastStmt *stmt, Span span)
{
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_CREATE_OBJECT, OBJ_CAST, NULL, span);

	change->name.name = mv_arena_format(lower->arena, "%s as %s",
					    mv_pg_def_text(lower, (const Node *)stmt->sourcetype),
					    mv_pg_def_text(lower, (const Node *)stmt->targettype));
	change->name.span = mv_pg_name_span(lower, stmt->sourcetype->location);
	*VEC_PUSH(lower->arena, &change->types) = mv_pg_type(lower, stmt->sourcetype);
	*VEC_PUSH(lower->arena, &change->types) = mv_pg_type(lower, stmt->targettype);
	mv_pg_set_subject(lower, change->name.span);
}

static void create_transform(Lower *lower, const CreateTransformStmt *stmt, Span span)
{
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_CREATE_OBJECT, OBJ_TRANSFORM, NULL, span);

	change->name.name = mv_arena_format(lower->arena, "%s language %s",
					    mv_pg_def_text(lower, (const Node *)stmt->type_name), stmt->lang);
	change->name.span = mv_pg_name_span(lower, stmt->type_name->location);
	*VEC_PUSH(lower->arena, &change->types) = mv_pg_type(lower, stmt->type_name);
	change->sub = mv_pg_copy(lower, stmt->lang);
	change->or_replace = stmt->replace;
	mv_pg_set_subject(lower, change->name.span);
}

static void operator_change(Lower *lower, const AlterOperatorStmt *stmt, Span span)
{
	ObjectChange *change = mv_pg_object_change(lower, CHANGE_ALTER_OBJECT, OBJ_OPERATOR, NULL, span);
	const ListCell *cell;

	change->name = mv_pg_name_list(lower, stmt->opername->objname, -1);
	change->name.span = span;
	change->detail = "set";
	change->options = mv_pg_options(lower, stmt->options);
	foreach(cell, stmt->opername->objargs)
		*VEC_PUSH(lower->arena, &change->types) = mv_pg_type(lower, lfirst(cell));
}

/* ALTER TABLE ALL IN TABLESPACE: nobody can tell from here which relations that are. */
static void move_all(Lower *lower, const AlterTableMoveAllStmt *stmt, Span span)
{
	ObjectChange *change = alter(lower, OBJ_TABLESPACE, stmt->orig_tablespacename, "move all", NIL, span);

	add_option(lower, change, mv_object_kind_name(mv_pg_object_kind(stmt->objtype)),
		   mv_pg_copy(lower, stmt->new_tablespacename));
}

/* Without FAMILY there is one of its name, made now if need be. */
static void create_class(Lower *lower, const CreateOpClassStmt *stmt, Span span)
{
	ObjectChange *change =
		mv_pg_object_change_list(lower, CHANGE_CREATE_OBJECT, OBJ_OPERATOR_CLASS, stmt->opclassname, span);
	CreateOpFamilyStmt family = { .type = T_CreateOpFamilyStmt, .opfamilyname = stmt->opclassname, .amname = stmt->amname };

	change->sub = mv_pg_copy(lower, stmt->amname);
	if (!stmt->opfamilyname)
		change->family = mv_pg_stored_statement(lower, (const Node *)&family);
}

static void object_statement(Lower *lower, const Node *node, Span span)
{
	ObjectChange *change;

	switch ((int)nodeTag(node)) {
	case T_AlterCollationStmt:
		change = mv_pg_object_change_list(lower, CHANGE_ALTER_OBJECT, OBJ_COLLATION,
						  ((const AlterCollationStmt *)node)->collname, span);
		change->detail = "refresh version";
		break;
	case T_CreateTableSpaceStmt: {
		Other *other = mv_pg_other(lower, "CREATE TABLESPACE", span);

		other->forbidden_in_transaction = true;
		other->changes_schema = true;
		break;
	}
	case T_AlterTableSpaceOptionsStmt: {
		const AlterTableSpaceOptionsStmt *stmt = (const AlterTableSpaceOptionsStmt *)node;

		alter(lower, OBJ_TABLESPACE, stmt->tablespacename, stmt->isReset ? "reset" : "set", stmt->options, span);
		break;
	}
	case T_AlterTableMoveAllStmt:
		move_all(lower, (const AlterTableMoveAllStmt *)node, span);
		break;
	case T_CreateFdwStmt: {
		const CreateFdwStmt *stmt = (const CreateFdwStmt *)node;

		create(lower, OBJ_FOREIGN_DATA_WRAPPER, stmt->fdwname, stmt->options, span);
		break;
	}
	case T_AlterFdwStmt: {
		const AlterFdwStmt *stmt = (const AlterFdwStmt *)node;

		alter(lower, OBJ_FOREIGN_DATA_WRAPPER, stmt->fdwname, "options", stmt->options, span);
		break;
	}
	case T_CreateForeignServerStmt: {
		const CreateForeignServerStmt *stmt = (const CreateForeignServerStmt *)node;

		change = create(lower, OBJ_SERVER, stmt->servername, stmt->options, span);
		change->if_not_exists = stmt->if_not_exists;
		break;
	}
	case T_AlterForeignServerStmt: {
		const AlterForeignServerStmt *stmt = (const AlterForeignServerStmt *)node;

		alter(lower, OBJ_SERVER, stmt->servername, stmt->has_version ? "version" : "options", stmt->options, span);
		break;
	}
	case T_CreateUserMappingStmt: {
		const CreateUserMappingStmt *stmt = (const CreateUserMappingStmt *)node;

		change = user_mapping(lower, create(lower, OBJ_USER_MAPPING, NULL, NIL, span), stmt->user,
				      stmt->servername);
		change->if_not_exists = stmt->if_not_exists;
		break;
	}
	case T_AlterUserMappingStmt: {
		const AlterUserMappingStmt *stmt = (const AlterUserMappingStmt *)node;

		user_mapping(lower, alter(lower, OBJ_USER_MAPPING, NULL, "options", NIL, span), stmt->user,
			     stmt->servername);
		break;
	}
	case T_ImportForeignSchemaStmt:
		mv_pg_opaque(lower, span, true, "IMPORT FOREIGN SCHEMA creates tables that only the foreign server knows");
		break;
	case T_CreateAmStmt:
		create(lower, OBJ_ACCESS_METHOD, ((const CreateAmStmt *)node)->amname, NIL, span);
		break;
	case T_CreateEventTrigStmt: {
		const CreateEventTrigStmt *stmt = (const CreateEventTrigStmt *)node;

		change = create(lower, OBJ_EVENT_TRIGGER, stmt->trigname, NIL, span);
		add_option(lower, change, "event", mv_pg_copy(lower, stmt->eventname));
		break;
	}
	case T_AlterEventTrigStmt: {
		const AlterEventTrigStmt *stmt = (const AlterEventTrigStmt *)node;

		alter(lower, OBJ_EVENT_TRIGGER, stmt->trigname, stmt->tgenabled == 'D' ? "disable" : "enable", NIL, span);
		break;
	}
	case T_CreatePLangStmt: {
		const CreatePLangStmt *stmt = (const CreatePLangStmt *)node;

		create(lower, OBJ_LANGUAGE, stmt->plname, NIL, span)->or_replace = stmt->replace;
		break;
	}
	case T_CreateRoleStmt: {
		const CreateRoleStmt *stmt = (const CreateRoleStmt *)node;

		note_password(lower, create(lower, OBJ_ROLE, stmt->role, NIL, span), stmt->options);
		break;
	}
	case T_AlterRoleStmt: {
		const AlterRoleStmt *stmt = (const AlterRoleStmt *)node;

		change = about_role(lower, alter(lower, OBJ_ROLE, NULL, "options", NIL, span), stmt->role);
		note_password(lower, change, stmt->options);
		break;
	}
	case T_AlterRoleSetStmt: {
		const AlterRoleSetStmt *stmt = (const AlterRoleSetStmt *)node;

		change = about_role(lower, alter(lower, OBJ_ROLE, NULL, "set", NIL, span), stmt->role);
		if (!stmt->role)
			change->name.name = "all";
		add_setting(lower, change, stmt->setstmt);
		break;
	}
	case T_CreateOpClassStmt:
		create_class(lower, (const CreateOpClassStmt *)node, span);
		break;
	case T_CreateOpFamilyStmt:
		change = mv_pg_object_change_list(lower, CHANGE_CREATE_OBJECT, OBJ_OPERATOR_FAMILY,
						  ((const CreateOpFamilyStmt *)node)->opfamilyname, span);
		change->sub = mv_pg_copy(lower, ((const CreateOpFamilyStmt *)node)->amname);
		break;
	case T_AlterOpFamilyStmt: {
		const AlterOpFamilyStmt *stmt = (const AlterOpFamilyStmt *)node;

		change = mv_pg_object_change_list(lower, CHANGE_ALTER_OBJECT, OBJ_OPERATOR_FAMILY, stmt->opfamilyname, span);
		change->detail = stmt->isDrop ? "drop" : "add";
		change->sub = mv_pg_copy(lower, stmt->amname);
		break;
	}
	case T_AlterOperatorStmt:
		operator_change(lower, (const AlterOperatorStmt *)node, span);
		break;
	case T_CreatedbStmt: {
		Other *other = mv_pg_other(lower, "CREATE DATABASE", span);

		other->forbidden_in_transaction = true;
		other->changes_schema = true;
		break;
	}
	case T_AlterDatabaseStmt: {
		const AlterDatabaseStmt *stmt = (const AlterDatabaseStmt *)node;

		if (has_option(stmt->options, "tablespace"))
			mv_pg_other(lower, "ALTER DATABASE", span)->forbidden_in_transaction = true;
		else
			alter(lower, OBJ_DATABASE, stmt->dbname, "options", stmt->options, span);
		break;
	}
	case T_AlterDatabaseRefreshCollStmt:
		alter(lower, OBJ_DATABASE, ((const AlterDatabaseRefreshCollStmt *)node)->dbname, "refresh collation version",
		      NIL, span);
		break;
	case T_AlterDatabaseSetStmt: {
		const AlterDatabaseSetStmt *stmt = (const AlterDatabaseSetStmt *)node;

		change = alter(lower, OBJ_DATABASE, stmt->dbname, "set", NIL, span);
		add_setting(lower, change, stmt->setstmt);
		break;
	}
	case T_CreateConversionStmt:
		mv_pg_object_change_list(lower, CHANGE_CREATE_OBJECT, OBJ_CONVERSION,
					 ((const CreateConversionStmt *)node)->conversion_name, span);
		break;
	case T_CreateCastStmt:
		create_cast(lower, (const CreateCastStmt *)node, span);
		break;
	case T_CreateTransformStmt:
		create_transform(lower, (const CreateTransformStmt *)node, span);
		break;
	case T_AlterTSDictionaryStmt: {
		const AlterTSDictionaryStmt *stmt = (const AlterTSDictionaryStmt *)node;

		change = mv_pg_object_change_list(lower, CHANGE_ALTER_OBJECT, OBJ_TEXT_SEARCH, stmt->dictname, span);
		change->detail = "options";
		change->sub = "dictionary";
		change->options = mv_pg_options(lower, stmt->options);
		break;
	}
	case T_AlterTSConfigurationStmt: {
		static const char *const words[] = {
			[ALTER_TSCONFIG_ADD_MAPPING] = "add mapping",
			[ALTER_TSCONFIG_ALTER_MAPPING_FOR_TOKEN] = "alter mapping",
			[ALTER_TSCONFIG_REPLACE_DICT] = "replace dictionary",
			[ALTER_TSCONFIG_REPLACE_DICT_FOR_TOKEN] = "replace dictionary",
			[ALTER_TSCONFIG_DROP_MAPPING] = "drop mapping",
		};
		const AlterTSConfigurationStmt *stmt = (const AlterTSConfigurationStmt *)node;

		change = mv_pg_object_change_list(lower, CHANGE_ALTER_OBJECT, OBJ_TEXT_SEARCH, stmt->cfgname, span);
		change->detail = words[stmt->kind];
		change->sub = "configuration";
		break;
	}
	case T_CreatePublicationStmt: {
		const CreatePublicationStmt *stmt = (const CreatePublicationStmt *)node;

		change = create(lower, OBJ_PUBLICATION, stmt->pubname, stmt->options, span);
		publication_tables(lower, change, stmt->pubobjects, stmt->for_all_tables);
		break;
	}
	case T_AlterPublicationStmt: {
		static const char *const words[] = { [AP_AddObjects] = "add", [AP_DropObjects] = "drop",
						     [AP_SetObjects] = "set" };
		const AlterPublicationStmt *stmt = (const AlterPublicationStmt *)node;

		change = alter(lower, OBJ_PUBLICATION, stmt->pubname, stmt->options ? "set" : words[stmt->action],
			       stmt->options, span);
		publication_tables(lower, change, stmt->pubobjects, stmt->for_all_tables);
		break;
	}
	case T_CreateSubscriptionStmt:
		create_subscription(lower, (const CreateSubscriptionStmt *)node, span);
		break;
	case T_AlterSubscriptionStmt:
		alter_subscription(lower, (const AlterSubscriptionStmt *)node, span);
		break;
	default:
		mv_pg_opaque(lower, span, true, "a statement that migvet does not know");
		break;
	}
}

void mv_pg_object_statement(Lower *lower, const Node *node, Span span)
{
	uint32_t first = lower->statement->changes.count;
	const Change *change;

	object_statement(lower, node, span);
	change = lower->statement->changes.count > first ? mv_pg_last_change(lower) : NULL;
	if (change && (change->kind == CHANGE_CREATE_OBJECT || change->kind == CHANGE_ALTER_OBJECT) &&
	    change->as.object->object != OBJ_ROLE && change->as.object->object != OBJ_PUBLICATION)
		change->as.object->code = mv_pg_stored_statement(lower, node);
}
