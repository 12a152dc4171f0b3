/*
 * contrib.c: operations of django.contrib.postgres that are about no model: extensions and collations.
 */
#include "django.h"

#include <string.h>

/* ---- extensions ---- */

/* The operation's own class says which, CreateExtension's argument otherwise. */
static const char *extension_name(Lowering *lowering)
{
	static const char *const extensions[][2] = {
		{ "BloomExtension", "bloom" },	    { "BtreeGinExtension", "btree_gin" }, { "BtreeGistExtension", "btree_gist" },
		{ "CITextExtension", "citext" },    { "CryptoExtension", "pgcrypto" },	  { "HStoreExtension", "hstore" },
		{ "TrigramExtension", "pg_trgm" },  { "UnaccentExtension", "unaccent" },
	};
	const char *class_ = mv_value_is(lowering->operation, VALUE_CALL) ? mv_value_last_name(lowering->operation->as.call->callee) : NULL;

	if (class_ && mv_value_is(lowering->operation->as.call->callee, VALUE_CLASS)) {
		const char *base = mv_class_foreign_base(lowering->operation->as.call->callee, lowering->arena);
		const char *name = mv_value_text(mv_class_name(lowering->operation->as.call->callee, "name"));

		if (name)
			return name;
		class_ = base && strrchr(base, '.') ? strrchr(base, '.') + 1 : class_;
	}
	for (size_t i = 0; class_ && i < sizeof extensions / sizeof extensions[0]; i++) {
		if (strcmp(extensions[i][0], class_) == 0)
			return extensions[i][1];
	}
	return mv_django_text_argument(lowering, 0, "name");
}

static void create_extension(Lowering *lowering)
{
	const char *name = extension_name(lowering);

	if (!name) {
		mv_django_opaque(lowering, "the name of the extension is not known");
		return;
	}
	if (!lowering->extensions.arena)
		mv_map_init(&lowering->extensions, lowering->arena);
	/* Django asks pg_extension first: one that the history has created is not created again */
	if (mv_map_get(&lowering->extensions, name))
		return;
	mv_map_set(&lowering->extensions, name, lowering);
	mv_ddl_execute(lowering, "CREATE EXTENSION IF NOT EXISTS %s", mv_django_quote(lowering->arena, name));
}

static void drop_extension(Lowering *lowering)
{
	const char *name = extension_name(lowering);

	if (!name)
		mv_django_opaque(lowering, "the name of the extension is not known");
	else
		mv_ddl_execute(lowering, "DROP EXTENSION IF EXISTS %s", mv_django_quote(lowering->arena, name));
}

/* ---- collations ---- */

static void create_collation(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 0, "name"), *locale = mv_django_text_argument(lowering, 1, "locale");
	const Value *provider = mv_django_argument(lowering, -1, "provider");
	Tri deterministic = mv_value_truth(mv_django_argument(lowering, -1, "deterministic"));

	if (!name || !locale || (provider && !mv_value_text(provider))) {
		mv_django_opaque(lowering, "an argument of the collation is not known");
		return;
	}
	mv_ddl_execute(lowering, "CREATE COLLATION %s (locale=%s%s%s)", mv_django_quote(lowering->arena, name),
		       mv_django_quote(lowering->arena, locale),
		       provider && strcmp(mv_value_text(provider), "libc") != 0 ?
			       mv_arena_format(lowering->arena, ", provider=%s", mv_django_quote(lowering->arena, mv_value_text(provider))) :
			       "",
		       deterministic == TRI_NO ? ", deterministic=false" : "");
}

static void drop_collation(Lowering *lowering)
{
	const char *name = mv_django_text_argument(lowering, 0, "name");

	if (!name)
		mv_django_opaque(lowering, "the name of the collation is not known");
	else
		mv_ddl_execute(lowering, "DROP COLLATION %s", mv_django_quote(lowering->arena, name));
}

static void nothing(Lowering *lowering) { (void)lowering; }

const OperationClass mv_django_contrib_operations[] = {
	{ "CreateExtension", nothing, create_extension, drop_extension },
	{ "BloomExtension", nothing, create_extension, drop_extension },
	{ "BtreeGinExtension", nothing, create_extension, drop_extension },
	{ "BtreeGistExtension", nothing, create_extension, drop_extension },
	{ "CITextExtension", nothing, create_extension, drop_extension },
	{ "CryptoExtension", nothing, create_extension, drop_extension },
	{ "HStoreExtension", nothing, create_extension, drop_extension },
	{ "TrigramExtension", nothing, create_extension, drop_extension },
	{ "UnaccentExtension", nothing, create_extension, drop_extension },
	{ "CreateCollation", nothing, create_collation, drop_collation },
	{ "RemoveCollation", nothing, drop_collation, create_collation },
	{ NULL, NULL, NULL, NULL },
};
