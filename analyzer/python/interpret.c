/* interpret.c: the evaluator's state, limits, scopes, and what merges after a branch that may not happen. */
#include "interpret_internal.h"

/* ---- the interpreter ---- */

Interpreter *mv_py_new(const MigrationSet *set, Arena *arena)
{
	Interpreter *in = MV_NEW(arena, Interpreter);

	in->set = set;
	in->most_steps = MOST_STEPS;
	in->arena = arena;
	mv_map_init(&in->modules_by_file, arena);
	mv_map_init(&in->modules_by_name, arena);
	mv_map_init(&in->migration_modules, arena);
	mv_map_init(&in->directories, arena);
	return in;
}

Arena *mv_py_arena(Interpreter *in)
{
	return in->arena;
}

void mv_py_set_module_hooks(Interpreter *in, const Hooks *hooks) { in->module_hooks = hooks; }

const Hooks *mv_py_set_hooks(Interpreter *in, const Hooks *hooks)
{
	const Hooks *earlier = in->hooks;

	in->hooks = hooks;
	return earlier;
}

Circumstances mv_py_circumstances(const Interpreter *in)
{
	return in->around;
}

Span mv_py_place(const Interpreter *in, const Source *source)
{
	Span place = { 0, 0 };

	for (const Frame *frame = in->frame; frame; frame = frame->caller)
		if (frame->module->source == source && frame->here.end > 0)
			place = frame->here;
	return place;
}

/* ---- limits ---- */

void mv_in_enter(Interpreter *in)
{
	if (in->entered++ == 0) {
		in->steps = 0;
		in->most_steps = MOST_STEPS;
		in->string_bytes = 0;
		in->exhausted = false;
	}
}

void mv_in_leave(Interpreter *in)
{
	in->entered--;
}

static void exhaust(Interpreter *in, const char *why)
{
	if (in->exhausted)
		return;
	in->exhausted_why = why;
	mv_in_not_followed(in, NULL, why);
	in->exhausted = true;
}

bool mv_in_step(Interpreter *in)
{
	if (in->exhausted)
		return false;
	if (++in->steps > in->most_steps)
		exhaust(in, "evaluating it takes too many steps");
	else if (in->string_bytes > MOST_STRING_BYTES)
		exhaust(in, "it makes too much text");
	return !in->exhausted;
}

void mv_in_not_followed(Interpreter *in, const PyNode *node, const char *reason)
{
	CallValue *call = MV_NEW(in->arena, CallValue);
	Value *value = mv_in_new(in, VALUE_CALL, node);
	Span here = in->frame ? in->frame->here : (Span){ 0, 0 };

	if (!in->hooks || !in->hooks->call || in->exhausted)
		return;
	if (in->frame && node)
		in->frame->here = node->span;
	call->callee = mv_value_unknown(in->arena, value->source, value->span, reason);
	call->open = true;
	value->as.call = call;
	in->hooks->call(in, value, in->hooks->data);
	if (in->frame)
		in->frame->here = here;
}

/* ---- nodes to text and values ---- */

Str mv_in_text(const Interpreter *in, const PyNode *node)
{
	Str text = in->frame->module->source->text;

	return (Str){ .ptr = text.ptr + node->span.start, .len = node->span.end - node->span.start };
}

const Source *mv_in_source(const Interpreter *in)
{
	return in->frame ? in->frame->module->source : NULL;
}

Value *mv_in_new(Interpreter *in, ValueKind kind, const PyNode *node)
{
	return mv_value_new(in->arena, kind, node ? mv_in_source(in) : NULL, node ? node->span : (Span){ 0, 0 });
}

Value *mv_in_unknown(Interpreter *in, const PyNode *node, const char *format, ...)
{
	Value *value = mv_in_new(in, VALUE_UNKNOWN, node);
	va_list args;

	if (in->exhausted) {
		value->as.reason = in->exhausted_why;
		return value;
	}
	va_start(args, format);
	value->as.reason = strchr(format, '%') ? mv_arena_vformat(in->arena, format, args) : format;
	va_end(args);
	return value;
}

/* ---- names ---- */

static uint32_t hash_of(Str text)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 16777619u;
	return hash;
}

static void intern_grow(Interpreter *in)
{
	uint32_t count = in->intern.slot_count ? in->intern.slot_count * 2 : 256;
	const char **slots = MV_NEW_ARRAY(in->arena, const char *, count);

	for (uint32_t i = 0; i < in->intern.slot_count; i++) {
		const char *name = in->intern.slots[i];
		uint32_t slot;

		if (!name)
			continue;
		for (slot = hash_of(mv_str(name)) & (count - 1); slots[slot]; slot = (slot + 1) & (count - 1))
			;
		slots[slot] = name;
	}
	in->intern.slots = slots;
	in->intern.slot_count = count;
}

const char *mv_in_name(Interpreter *in, Str text)
{
	uint32_t slot;

	if (in->intern.count * 2 >= in->intern.slot_count)
		intern_grow(in);
	for (slot = hash_of(text) & (in->intern.slot_count - 1); in->intern.slots[slot];
	     slot = (slot + 1) & (in->intern.slot_count - 1))
		if (strncmp(in->intern.slots[slot], text.ptr, text.len) == 0 && !in->intern.slots[slot][text.len])
			return in->intern.slots[slot];
	in->intern.count++;
	return in->intern.slots[slot] = mv_arena_strndup(in->arena, text.ptr, text.len);
}

/* ---- scopes ---- */

enum { FEW_BINDINGS = 8 };

Scope *mv_scope_new(Interpreter *in, ScopeKind kind, Scope *parent, Module *module)
{
	Scope *scope = MV_NEW(in->arena, Scope);

	scope->kind = kind;
	scope->parent = parent;
	scope->module = module;
	return scope;
}

static bool same_name(const ScopeBinding *binding, uint32_t hash, Str name)
{
	return binding->hash == hash && binding->length == name.len && memcmp(binding->name, name.ptr, name.len) == 0;
}

static ScopeBinding *find(const Scope *scope, uint32_t hash, Str name)
{
	if (!scope->slots) {
		for (uint32_t i = 0; i < scope->bindings.count; i++)
			if (same_name(&scope->bindings.items[i], hash, name))
				return &scope->bindings.items[i];
		return NULL;
	}
	for (uint32_t slot = hash & (scope->slot_count - 1); scope->slots[slot]; slot = (slot + 1) & (scope->slot_count - 1))
		if (same_name(&scope->bindings.items[scope->slots[slot] - 1], hash, name))
			return &scope->bindings.items[scope->slots[slot] - 1];
	return NULL;
}

ScopeBinding *mv_scope_find(const Scope *scope, Str name)
{
	return find(scope, hash_of(name), name);
}

static void index_bindings(Interpreter *in, Scope *scope)
{
	scope->slot_count = scope->slot_count ? scope->slot_count * 4 : FEW_BINDINGS * 8;
	scope->slots = MV_NEW_ARRAY(in->arena, uint32_t, scope->slot_count);
	for (uint32_t i = 0; i < scope->bindings.count; i++) {
		uint32_t slot = scope->bindings.items[i].hash & (scope->slot_count - 1);

		while (scope->slots[slot])
			slot = (slot + 1) & (scope->slot_count - 1);
		scope->slots[slot] = i + 1;
	}
}

static void record(Interpreter *in, Scope *scope, const ScopeBinding *binding)
{
	if (in->recording)
		*VEC_PUSH(in->arena, &in->trail) =
			(TrailEntry){ scope, (uint32_t)(binding - scope->bindings.items), binding->value, binding->lazy };
}

ScopeBinding *mv_scope_set(Interpreter *in, Scope *scope, Str name, const Value *value)
{
	uint32_t hash = hash_of(name);
	ScopeBinding *binding = find(scope, hash, name);

	if (!binding) {
		binding = VEC_PUSH(in->arena, &scope->bindings);
		*binding = (ScopeBinding){ .name = mv_in_name(in, name), .hash = hash, .length = (uint32_t)name.len };
		if (scope->bindings.count > FEW_BINDINGS) {
			uint32_t slot;

			if (scope->bindings.count * 2 > scope->slot_count) {
				index_bindings(in, scope);
			} else {
				for (slot = hash & (scope->slot_count - 1); scope->slots[slot];
				     slot = (slot + 1) & (scope->slot_count - 1))
					;
				scope->slots[slot] = scope->bindings.count;
			}
		}
	}
	record(in, scope, binding);
	binding->value = value;
	binding->lazy = NULL;
	return binding;
}

static bool is_outer(const Scope *scope, Str name)
{
	for (uint32_t i = 0; i < scope->outer.count; i++)
		if (mv_str_eq(scope->outer.items[i], name))
			return true;
	return false;
}

static Scope *module_scope(Scope *scope)
{
	return scope->module->scope;
}

void mv_scope_assign(Interpreter *in, Scope *scope, Str name, const Value *value)
{
	if (scope->outer.count && is_outer(scope, name)) {
		Scope *at = scope->parent;

		while (at && (at->kind == SCOPE_CLASS || !mv_scope_find(at, name)))
			at = at->parent;
		scope = at && !scope->outer_global ? at : module_scope(scope);
	}
	mv_scope_set(in, scope, name, value);
}

void mv_scope_remove(Interpreter *in, Scope *scope, Str name)
{
	ScopeBinding *binding = mv_scope_find(scope, name);

	if (!binding)
		return;
	record(in, scope, binding);
	binding->value = NULL;
	binding->lazy = NULL;
}

static const Value *from_stars(Interpreter *in, const Module *module, Str name, const PyNode *node)
{
	const char *foreign = NULL;

	for (uint32_t i = module->stars.count; i > 0; i--) {
		const Module *star = mv_py_module(in, module->stars.items[i - 1]);
		const Value *value;

		if (!star) {
			if (foreign)
				return mv_in_unknown(in, node, "the name '%.*s' may come from more than one 'import *'", STR_ARG(name));
			foreign = module->stars.items[i - 1];
			continue;
		}
		if (star->state != MODULE_DONE || name.ptr[0] == '_')
			continue;
		value = mv_module_name(star, mv_in_name(in, name));
		if (value && !foreign)
			return value;
	}
	if (foreign) {
		Value *value = mv_in_new(in, VALUE_SYMBOL, node);

		value->as.name = mv_arena_format(in->arena, "%s.%.*s", foreign, STR_ARG(name));
		return value;
	}
	return NULL;
}

const Value *mv_in_lookup(Interpreter *in, Scope *scope, Str name, const PyNode *node)
{
	uint32_t hash = hash_of(name);
	const Module *module = scope->module;
	bool unfollowed = false, direct = true;

	for (Scope *at = scope; at; at = at->parent) {
		ScopeBinding *binding;

		/* functions do not see the names of the class that they stand in; comprehensions are taken to */
		if (at->kind == SCOPE_CLASS && !direct)
			continue;
		direct &= at->kind == SCOPE_COMPREHENSION;
		unfollowed |= at->unfollowed;
		binding = find(at, hash, name);
		if (binding && binding->value)
			return binding->value;
		if (binding && binding->lazy)
			return mv_in_lazy(in, binding);
	}
	if (module->stars.count && !mv_is_builtin(name)) {
		const Value *value = from_stars(in, module, name, node);

		if (value)
			return value;
	}
	if (mv_str_eq(name, STR("__file__")) && module->source) {
		const char *file = mv_in_module_file(in, module);

		return file ? mv_value_string(in->arena, mv_str(file)) : mv_in_unknown(in, node, "the path of this file is not known");
	}
	if (mv_str_eq(name, STR("__name__")))
		return mv_value_string(in->arena, mv_str(module->dotted));
	if (mv_is_builtin(name)) {
		Value *value = mv_in_new(in, VALUE_SYMBOL, node);

		value->as.name = mv_arena_format(in->arena, "builtins.%.*s", STR_ARG(name));
		return value;
	}
	if (unfollowed)
		return mv_in_unknown(in, node, "the name '%.*s' may be set by code that could not be followed", STR_ARG(name));
	return NULL;
}

/* ---- branches ---- */

uint32_t mv_in_mark(Interpreter *in)
{
	in->recording++;
	return in->trail.count;
}

void mv_in_take_back(Interpreter *in, uint32_t mark, AssignedVec *assigned)
{
	uint32_t merge = ++in->merges;

	for (uint32_t i = in->trail.count; i > mark; i--) {
		TrailEntry *entry = &in->trail.items[i - 1];
		ScopeBinding *binding = &entry->scope->bindings.items[entry->binding];

		if (binding->merge != merge) {
			const Value *value = binding->value || !binding->lazy ? binding->value : mv_in_lazy(in, binding);

			binding = &entry->scope->bindings.items[entry->binding];
			binding->merge = merge;
			*VEC_PUSH(in->arena, assigned) = (Assigned){ entry->scope, entry->binding, value };
		}
		binding->value = entry->value;
		binding->lazy = entry->lazy;
	}
	in->trail.count = mark;
	in->recording--;
}

void mv_in_put(Interpreter *in, const AssignedVec *assigned)
{
	for (uint32_t i = 0; i < assigned->count; i++) {
		ScopeBinding *binding = &assigned->items[i].scope->bindings.items[assigned->items[i].binding];

		record(in, assigned->items[i].scope, binding);
		binding->value = assigned->items[i].value;
		if (binding->value)
			binding->lazy = NULL;
	}
}

const Value *mv_in_either(Interpreter *in, const Value *condition, const Value *then, const Value *otherwise)
{
	if (then == otherwise || !otherwise)
		return then;
	/* who uses a name that is set in one branch only has taken that branch */
	if (!then)
		return otherwise;
	if (mv_value_equal(then, otherwise, 0) == TRI_YES)
		return then;
	return mv_in_operation(in, "if", then, condition, otherwise, NULL);
}

void mv_in_merge(Interpreter *in, const Value *condition, const AssignedVec *then, const AssignedVec *otherwise)
{
	uint32_t merge = ++in->merges;
	const AssignedVec *const both[] = { then, otherwise };

	for (unsigned side = 0; side < 2; side++)
		for (uint32_t i = 0; i < both[side]->count; i++) {
			const Assigned *a = &both[side]->items[i];
			ScopeBinding *binding = &a->scope->bindings.items[a->binding];

			if (binding->merge != merge) {
				binding->merge = merge;
				binding->then = binding->otherwise = binding->value;
			}
			*(side == 0 ? &binding->then : &binding->otherwise) = a->value;
		}
	for (unsigned side = 0; side < 2; side++)
		for (uint32_t i = 0; i < both[side]->count; i++) {
			const Assigned *a = &both[side]->items[i];
			ScopeBinding *binding = &a->scope->bindings.items[a->binding];

			if (binding->merge != merge)
				continue;
			binding->merge = 0;
			record(in, a->scope, binding);
			binding->value = mv_in_either(in, condition, binding->then, binding->otherwise);
		}
}

void mv_in_may_happen(Interpreter *in, const char *why)
{
	Branch *branch = MV_NEW(in->arena, Branch);

	branch->parent = in->branch;
	in->branch = branch;
	in->around.conditional = true;
	in->around.why = why;
}

bool mv_in_uncertain(const Interpreter *in, const Branch *made)
{
	if (!in->branch)
		return false;
	for (; made; made = made->parent)
		if (made == in->branch)
			return false;
	return true;
}
