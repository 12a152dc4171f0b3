/* interpret_modules.c: files of the project as modules; imports; names of modules. */

#include "interpret_internal.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* POSIX, but hidden by the C library without X/Open's extensions */
char *realpath(const char *restrict path, char *restrict resolved);

/* What modules_by_name holds for a name that no file of the project has. */
static Module no_module;

enum { MOST_NAME = 500 };

/* ---- files ---- */

static bool inside(const char *file, const char *folder)
{
	size_t length = folder ? strlen(folder) : 0;

	while (length > 1 && folder[length - 1] == '/')
		length--;
	return length > 0 && strncmp(file, folder, length) == 0 && (file[length] == '/' || length == 1);
}

const char *mv_in_file(Interpreter *in, const char *path)
{
	char *real;
	const char *file = NULL;

	if (!in->set->python || !in->set->python->bound)
		return NULL;
	real = realpath(path, NULL);
	if (real && inside(real, in->set->python->bound))
		file = mv_in_name(in, mv_str(real));
	free(real);
	return file;
}

const char *mv_in_module_file(Interpreter *in, const Module *module)
{
	if (!module->file && module->source && module->source->file) {
		char *real = realpath(module->source->file, NULL);

		if (real)
			((Module *)module)->file = mv_arena_strdup(in->arena, real);
		free(real);
	}
	return module->file;
}

const char *mv_in_shown_path(Interpreter *in, const char *file)
{
	char here[PATH_MAX];
	size_t length;

	(void)in;
	if (!getcwd(here, sizeof here))
		return file;
	length = strlen(here);
	return strncmp(file, here, length) == 0 && file[length] == '/' ? file + length + 1 : file;
}

/* "/root/shop/models.py" -> "shop.models", by the longest root that holds it. */
static const char *dotted_of(Interpreter *in, const char *file)
{
	const PythonProject *project = in->set->python;
	size_t best = 0, length = strlen(file);
	char *dotted;

	for (uint32_t i = 0; project && i < project->import_roots.count; i++) {
		size_t root = strlen(project->import_roots.items[i]);

		if (root > best && inside(file, project->import_roots.items[i]))
			best = root;
	}
	if (best == 0) {
		const char *slash = strrchr(file, '/');

		best = slash ? (size_t)(slash - file) : 0;
	}
	while (file[best] == '/')
		best++;
	if (length > best + 3 && strcmp(file + length - 3, ".py") == 0)
		length -= 3;
	dotted = mv_arena_strndup(in->arena, file + best, length - best);
	for (char *at = dotted; *at; at++)
		if (*at == '/')
			*at = '.';
	length = strlen(dotted);
	if (length >= 8 && strcmp(dotted + length - 8, "__init__") == 0)
		dotted[length > 8 ? length - 9 : 0] = '\0';
	return mv_in_name(in, mv_str(dotted));
}

/* ---- running a module ---- */

static void run(Interpreter *in, Module *module)
{
	Frame frame = { .caller = in->frame, .module = module };
	const Hooks *hooks = in->hooks;
	Hooks quiet = { 0 };
	Circumstances around = in->around;
	const Branch *branch = in->branch;
	uint32_t recording = in->recording, steps = in->steps, most_steps = in->most_steps, calls = in->calls;
	size_t bytes = in->string_bytes;
	bool exhausted = in->exhausted;
	const char *why = in->exhausted_why;

	if (module->state != MODULE_NEW)
		return;
	module->state = MODULE_RUNNING;
	module->scope = mv_scope_new(in, SCOPE_MODULE, NULL, module);
	frame.scope = module->scope;
	if (module->python && in->depth < MOST_EVAL_DEPTH) {
		in->frame = &frame;
		/* what a module does when it is imported is no part of any migration; which functions are followed is said there, too */
		quiet.function = hooks ? hooks->function : NULL;
		quiet.data = hooks ? hooks->data : NULL;
		if (!in->script || !mv_streq(in->script, module->file))
			in->hooks = in->module_hooks ? in->module_hooks : &quiet;
		in->around = (Circumstances){ 0 };
		in->branch = NULL;
		in->recording = 0;
		in->steps = 0;
		/* what stands in the file once is worth its steps */
		in->most_steps = MOST_STEPS + (uint32_t)module->source->text.len;
		in->string_bytes = 0;
		in->exhausted = false;
		in->calls = 0;
		mv_in_block(in, module->python->root);
		if (in->exhausted || module->python->broken)
			module->scope->unfollowed = true;
		in->frame = frame.caller;
		in->hooks = hooks;
		in->around = around;
		in->branch = branch;
		in->recording = recording;
		in->steps = steps;
		in->most_steps = most_steps;
		in->string_bytes = bytes;
		in->exhausted = exhausted;
		in->exhausted_why = why;
		in->calls = calls;
	} else if (module->source) {
		module->scope->unfollowed = true;
	}
	module->state = MODULE_DONE;
}

static Module *load(Interpreter *in, const char *file, const char *dotted)
{
	Module *module = mv_map_get(&in->modules_by_file, file);
	struct stat status;
	Source *source;

	if (module)
		return module;
	if (in->module_count >= MOST_MODULES || stat(file, &status) != 0 || status.st_size > MOST_MODULE_BYTES)
		return NULL;
	source = MV_NEW(in->arena, Source);
	if (!mv_source_read(source, file, mv_in_shown_path(in, file), in->arena, NULL))
		return NULL;
	in->module_count++;
	module = MV_NEW(in->arena, Module);
	*module = (Module){ .in = in, .dotted = dotted ? dotted : dotted_of(in, file), .file = file, .source = source };
	module->package = mv_str_ends(mv_str(file), STR("/__init__.py"));
	module->python = mv_py_parse(source, NULL, in->arena);
	mv_map_set(&in->modules_by_file, file, module);
	return module;
}

const Module *mv_py_migration_module(Interpreter *in, const Migration *migration)
{
	const char *key = migration->source && migration->source->file ? migration->source->file : "";
	Module *module = mv_map_get(&in->migration_modules, key);

	if (!module || module->source != migration->source) {
		module = MV_NEW(in->arena, Module);
		*module = (Module){ .in = in, .dotted = "", .source = migration->source, .python = migration->python };
		if (*key && in->set->python) {
			const char *file = *key == '/' ? key : mv_in_module_file(in, module);

			module->dotted = file ? dotted_of(in, file) : "";
		}
		mv_map_set(&in->migration_modules, key, module);
	}
	run(in, module);
	return module;
}

/* Finds the file of a dotted name below one root. */
static Module *below(Interpreter *in, const char *root, const char *dotted)
{
	char path[PATH_MAX];
	int length = snprintf(path, sizeof path - 16, "%s/%s", root, dotted);
	struct stat status;
	const char *file;

	if (length < 0 || (size_t)length >= sizeof path - 16)
		return NULL;
	for (char *at = path + strlen(root); *at; at++)
		if (*at == '.')
			*at = '/';
	memcpy(path + length, "/__init__.py", 13);
	if (stat(path, &status) == 0 && (file = mv_in_file(in, path)) != NULL)
		return load(in, file, dotted);
	memcpy(path + length, ".py", 4);
	if (stat(path, &status) == 0 && (file = mv_in_file(in, path)) != NULL)
		return load(in, file, dotted);
	path[length] = '\0';
	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode) && (file = mv_in_file(in, path)) != NULL) {
		/* a package without __init__.py has nothing but modules below */
		Module *module = MV_NEW(in->arena, Module);

		*module = (Module){ .in = in, .dotted = dotted, .file = file, .package = true };
		return module;
	}
	return NULL;
}

/* What front ends know by name stays a symbol, even where it is installed among what is read. */
static bool is_framework(const char *dotted)
{
	static const char *const names[] = { "django", "sqlalchemy" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		size_t length = strlen(names[i]);

		if (strncmp(dotted, names[i], length) == 0 && (!dotted[length] || dotted[length] == '.'))
			return true;
	}
	return false;
}

static Module *find(Interpreter *in, const char *dotted)
{
	const PythonProject *project = in->set->python;
	const char *dot = strrchr(dotted, '.');
	size_t length = dot ? (size_t)(dot - dotted) : 0;
	Module *module = mv_map_get(&in->modules_by_name, dotted), *name_space = NULL;

	if (module)
		return module == &no_module ? NULL : module;
	dotted = mv_in_name(in, mv_str(dotted));
	if (!project || !project->bound || !*dotted || is_framework(dotted) || dotted[0] == '.' || strstr(dotted, "..") || strchr(dotted, '/') ||
	    strlen(dotted) > MOST_NAME) {
		mv_map_set(&in->modules_by_name, dotted, &no_module);
		return NULL;
	}
	/* what is below a package that is not there is not there */
	if (dot && !find(in, mv_in_name(in, (Str){ dotted, length }))) {
		mv_map_set(&in->modules_by_name, dotted, &no_module);
		return NULL;
	}
	for (uint32_t i = 0; project && !module && i < project->import_roots.count; i++) {
		module = below(in, project->import_roots.items[i], dotted);
		if (module && !module->source) {
			name_space = name_space ? name_space : module;
			module = NULL;
		}
	}
	module = module ? module : name_space;
	mv_map_set(&in->modules_by_name, dotted, module ? module : &no_module);
	return module;
}

const Module *mv_py_module(Interpreter *in, const char *dotted)
{
	Module *module = find(in, dotted);

	if (module)
		run(in, module);
	return module;
}

const Module *mv_py_run_at(Interpreter *in, const char *file)
{
	const char *earlier = in->script;
	const Module *module;

	in->script = mv_in_file(in, file);
	module = mv_py_module_at(in, file);
	in->script = earlier;
	return module;
}

const Module *mv_py_module_at(Interpreter *in, const char *path)
{
	const char *file = mv_in_file(in, path);
	Module *module = file ? load(in, file, NULL) : NULL;

	if (module)
		run(in, module);
	return module;
}

/* ---- imports ---- */

const char *mv_in_absolute(Interpreter *in, Str relative)
{
	const Module *module = in->frame->module;
	Str base = mv_str(module->dotted);
	size_t dots = 0;

	while (dots < relative.len && (relative.ptr[dots] == '.' || relative.ptr[dots] == ' '))
		dots++;
	relative = mv_str_trim(mv_str_slice(relative, dots, relative.len));
	/* one dot is the package itself: of a module, what it lies in */
	for (size_t up = dots - (module->package ? 1 : 0); up > 0; up--) {
		while (base.len > 0 && base.ptr[base.len - 1] != '.')
			base.len--;
		if (base.len == 0)
			return up == 1 && relative.len ? mv_in_name(in, relative) : NULL;
		base.len--;
	}
	if (relative.len == 0)
		return mv_in_name(in, base);
	return mv_in_name(in, mv_str(mv_arena_format(in->arena, "%.*s.%.*s", STR_ARG(base), STR_ARG(relative))));
}

/* Without the white space that may stand around its dots. */
static const char *dotted_text(Interpreter *in, const PyNode *node)
{
	Str text = mv_in_text(in, node);
	char *name;
	size_t length = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == ' ' || text.ptr[i] == '\t' || text.ptr[i] == '\\' || text.ptr[i] == '\n') {
			name = mv_arena_alloc(in->arena, text.len + 1);
			for (i = 0; i < text.len; i++)
				if (!strchr(" \t\\\r\n", text.ptr[i]))
					name[length++] = text.ptr[i];
			return mv_in_name(in, (Str){ name, length });
		}
	return mv_in_name(in, text);
}

static void bind(Interpreter *in, Str as, const char *module, const char *name, const PyNode *node)
{
	LazyImport *lazy = MV_NEW(in->arena, LazyImport);
	ScopeBinding *binding;

	*lazy = (LazyImport){ .importer = in->frame->module, .module = module, .name = name, .source = mv_in_source(in), .span = node->span };
	if (in->frame->scope->outer.count) {
		ScopeBinding now = { .lazy = lazy };

		mv_scope_assign(in, in->frame->scope, as, mv_in_lazy(in, &now));
		return;
	}
	binding = mv_scope_set(in, in->frame->scope, as, NULL);
	binding->lazy = lazy;
}

void mv_in_import(Interpreter *in, const PyNode *node)
{
	for (const PyNode *child = node->child; child; child = child->next) {
		const PyNode *name = child, *alias = NULL;
		const char *dotted, *dot;

		if (child->kind == PY_ALIASED) {
			name = mv_node_field(child, PY_NAME);
			alias = mv_node_field(child, PY_ALIAS);
		}
		if (!name || name->kind != PY_DOTTED_NAME)
			continue;
		dotted = dotted_text(in, name);
		dot = strchr(dotted, '.');
		if (alias)
			bind(in, mv_in_text(in, alias), dotted, NULL, child);
		else if (dot)
			bind(in, (Str){ dotted, (size_t)(dot - dotted) }, mv_in_name(in, (Str){ dotted, (size_t)(dot - dotted) }), NULL, child);
		else
			bind(in, mv_str(dotted), dotted, NULL, child);
	}
}

void mv_in_import_from(Interpreter *in, const PyNode *node)
{
	const PyNode *from = mv_node_field(node, PY_MODULE_NAME);
	const char *module;

	if (!from)
		return;
	module = from->kind == PY_RELATIVE_IMPORT ? mv_in_absolute(in, mv_in_text(in, from)) : dotted_text(in, from);
	if (!module)
		module = mv_in_name(in, mv_in_text(in, from));
	for (const PyNode *child = node->child; child; child = child->next) {
		const PyNode *name = child, *alias = NULL;

		if (child == from)
			continue;
		if (child->kind == PY_WILDCARD) {
			*VEC_PUSH(in->arena, &in->frame->module->stars) = module;
			continue;
		}
		if (child->kind == PY_ALIASED) {
			name = mv_node_field(child, PY_NAME);
			alias = mv_node_field(child, PY_ALIAS);
		}
		if (name && name->kind == PY_DOTTED_NAME)
			bind(in, mv_in_text(in, alias ? alias : name), module, mv_in_name(in, mv_in_text(in, name)), child);
	}
}

static const Value *symbol(Interpreter *in, const char *path, const char *name, const Source *source, Span span)
{
	Value *value = mv_value_new(in->arena, VALUE_SYMBOL, source, span);

	value->as.name = name ? mv_arena_concat(in->arena, path, ".", name) : path;
	return value;
}

const Value *mv_in_module_value(Interpreter *in, const Module *module, const Source *source, Span span)
{
	Value *value = mv_value_new(in->arena, VALUE_MODULE, source, span);

	value->as.module = module;
	return value;
}

const Value *mv_in_import_dotted(Interpreter *in, const char *dotted, const Source *source, Span span)
{
	const Module *module = mv_py_module(in, dotted);

	return module ? mv_in_module_value(in, module, source, span) : symbol(in, dotted, NULL, source, span);
}

const Value *mv_in_lazy(Interpreter *in, ScopeBinding *binding)
{
	LazyImport *lazy = binding->lazy;
	const Value *value = NULL;

	if (lazy->busy || in->depth >= MOST_EVAL_DEPTH)
		return symbol(in, lazy->module, lazy->name, lazy->source, lazy->span);
	lazy->busy = true;
	in->depth++;
	if (lazy->name) {
		const Module *module = mv_py_module(in, lazy->module);

		value = module ? mv_in_module_attribute(in, module, lazy->name, lazy->source, lazy->span) : NULL;
	} else {
		value = mv_in_import_dotted(in, lazy->module, lazy->source, lazy->span);
	}
	in->depth--;
	lazy->busy = false;
	if (!value)
		value = symbol(in, lazy->module, lazy->name, lazy->source, lazy->span);
	return value;
}

/* ---- names of modules ---- */

/* What the module's __getattr__ gives; an exception there means that it has no such name. NULL: not known. */
static const Value *ask(Interpreter *in, Module *module, const char *name)
{
	const ScopeBinding *binding = module->scope ? mv_scope_find(module->scope, STR("__getattr__")) : NULL;
	const Hooks *hooks = in->hooks;
	const Circumstances around = in->around;
	const Branch *branch = in->branch;
	const Value *argument, *value;

	if (!binding || !mv_value_is(binding->value, VALUE_FUNCTION) || module->asked || module->state != MODULE_DONE || name[0] == '_' ||
	    in->depth >= MOST_EVAL_DEPTH)
		return NULL;
	/* as when a module is imported: no part of any migration */
	in->hooks = in->module_hooks;
	in->around = (Circumstances){ 0 };
	in->branch = NULL;
	module->asked = true;
	argument = mv_value_string(in->arena, mv_str(name));
	value = mv_py_call(in, binding->value, &argument, 1);
	module->asked = false;
	in->hooks = hooks;
	in->around = around;
	in->branch = branch;
	/* of a proxy the name says more: "db_types.StringID" */
	return mv_value_is(value, VALUE_UNKNOWN) || (mv_value_is(value, VALUE_CALL) && !mv_is_instance(value)) ? NULL : value;
}

const Value *mv_in_module_attribute(Interpreter *in, const Module *module, const char *name, const Source *source, Span span)
{
	const Value *made;
	ScopeBinding *binding = module->scope ? mv_scope_find(module->scope, mv_str(name)) : NULL;

	if ((made = mv_in_protobuf_name(in, module, name, source, span)) != NULL)
		return made;
	if (binding && binding->lazy && !binding->value) {
		const Value *value = mv_in_lazy(in, binding);

		/* bindings may have moved while the import was looked for */
		binding = mv_scope_find(module->scope, mv_str(name));
		if (!binding->value)
			binding->value = value;
	}
	if (binding && binding->value)
		return binding->value;
	if (module->package && *module->dotted) {
		const char *below_it = mv_arena_format(in->arena, "%s.%s", module->dotted, name);
		const Module *sub = mv_py_module(in, below_it);

		if (sub)
			return mv_in_module_value(in, sub, source, span);
	}
	if (!module->busy && in->depth < MOST_EVAL_DEPTH) {
		const Value *value = NULL;
		const char *foreign = NULL;
		bool several = false;

		((Module *)module)->busy = true;
		in->depth++;
		for (uint32_t i = module->stars.count; i > 0 && !value && name[0] != '_'; i--) {
			const Module *star = mv_py_module(in, module->stars.items[i - 1]);

			if (!star) {
				/* more than one: which of them has the name is not known */
				several |= foreign != NULL;
				foreign = module->stars.items[i - 1];
			} else if (star->state == MODULE_DONE) {
				value = mv_in_module_attribute(in, star, name, source, span);
			}
		}
		if (!value && foreign && !several)
			value = symbol(in, foreign, name, source, span);
		in->depth--;
		((Module *)module)->busy = false;
		if (value)
			return value;
	}
	if ((made = ask(in, (Module *)module, name)) != NULL)
		return made;
	if (strcmp(name, "__name__") == 0)
		return mv_value_string(in->arena, mv_str(module->dotted));
	if (strcmp(name, "__file__") == 0 && mv_in_module_file(in, module))
		return mv_value_string(in->arena, mv_str(module->file));
	if (module->scope && module->scope->unfollowed)
		return mv_value_unknown(in->arena, source, span,
					mv_arena_format(in->arena, "'%s.%s' may be set by code that could not be followed", module->dotted, name));
	return NULL;
}

/* ---- what front ends ask ---- */

const Value *mv_module_name(const Module *module, const char *name)
{
	const ScopeBinding *binding = module && module->scope ? mv_scope_find(module->scope, mv_str(name)) : NULL;

	if (!module)
		return NULL;
	if (binding && binding->value)
		return binding->value;
	return mv_in_module_attribute(module->in, module, name, module->source, (Span){ 0, 0 });
}

bool mv_module_is_whole(const Module *module)
{
	Module *m = (Module *)module;
	bool whole = m->state == MODULE_DONE && m->scope && !m->scope->unfollowed;

	/* modules that import each other are whole when the others are */
	if (m->busy || m->in->depth >= MOST_EVAL_DEPTH)
		return m->busy;
	m->busy = true;
	m->in->depth++;
	for (uint32_t i = 0; whole && i < m->stars.count; i++) {
		const Module *star = mv_py_module(m->in, m->stars.items[i]);

		whole = star && mv_module_is_whole(star);
	}
	m->in->depth--;
	m->busy = false;
	return whole;
}

const char *mv_module_dotted(const Module *module)
{
	return module ? module->dotted : "";
}

const Source *mv_module_source(const Module *module)
{
	return module->source;
}

const Keyword *mv_module_names(const Module *module, uint32_t *count)
{
	Module *m = (Module *)module;

	m->names.count = 0;
	for (uint32_t i = 0; m->scope && i < m->scope->bindings.count; i++) {
		const char *name = m->scope->bindings.items[i].name;
		const ScopeBinding *binding = &m->scope->bindings.items[i];

		if (!binding->value && !binding->lazy)
			continue;
		*VEC_PUSH(m->in->arena, &m->names) = (Keyword){ name, mv_module_name(module, name) };
	}
	*count = m->names.count;
	return m->names.items;
}
