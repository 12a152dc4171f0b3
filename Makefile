# migvet. `make example` sets everything up and shows findings; `make test` sets everything up and tests.
#
#   make             build/migvet
#   make example     set-up, build, and check the example projects
#   make test        set-up, sanitizer build, every test layer (LAYERS="rules parse" for some)
#   make asan clang  other builds of our code: build/asan/migvet, build/clang/migvet
#   make lint bench  checks of the source itself; measurements
#   make install     PREFIX=/usr/local DESTDIR=

ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local
BUILD ?= build
OBJCOPY ?= objcopy
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wswitch-enum -Werror
LDLIBS := -lcjson -lyaml -lsqlite3 -lpthread -ldl -lm

all: $(BUILD)/migvet

include third_party/third_party.mk

# A build is a folder with its own flags, so that several exist side by side.
SOURCES := $(sort $(shell find analyzer rules sarif -name '*.c'))
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/rules_registry.o $(BUILD)/obj/templates.o
RULES := $(filter rules/%,$(SOURCES))
OUR_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) -fPIC -Iinclude $(CFLAGS)

# libpg_query's headers use what banned.h bans, so there lower.h includes it behind them. Memory of the system
# itself is no part of POSIX; with what else there is then, banned.h does not go.
FOR_FILE = $(if $(filter analyzer/postgres/%,$<),$(PG_QUERY_CFLAGS),$(if $(filter analyzer/base/pages.c,$<),-D_DEFAULT_SOURCE,-include migvet/banned.h)) \
	$(if $(filter analyzer/python/%,$<),$(TREE_SITTER_CFLAGS))
THIRD_PARTY_LIBS := $(PG_QUERY_LIB) $(if $(filter analyzer/python/%,$(SOURCES)),$(TREE_SITTER_LIB))

$(BUILD)/migvet: $(OBJECTS) $(THIRD_PARTY_LIBS)
	@echo "LINK $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(OBJECTS) $(THIRD_PARTY_LIBS) $(LDLIBS)

objects: $(OBJECTS)

$(OBJECTS): | $(THIRD_PARTY_BUILD)/.sources

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(OUR_CFLAGS) $(FOR_FILE) -MMD -MP -c $< -o $@

$(BUILD)/obj/rules_registry.o: $(BUILD)/rules_registry.c
	@mkdir -p $(@D)
	@$(CC) $(OUR_CFLAGS) -MMD -MP -c $< -o $@

# Every `const Rule mv_rule_x` under rules/, sorted; made anew when the list changes.
$(BUILD)/rules_registry.c: rules/registry $(RULES)
	@mkdir -p $(@D)
	@rules/registry $(RULES) >$@.new && { cmp -s $@.new $@ && touch $@ || mv $@.new $@; }

# What `migvet init` writes.
TEMPLATES := $(filter-out ci-templates/embed,$(sort $(shell find ci-templates -type f)))
$(BUILD)/templates.c: ci-templates/embed $(TEMPLATES)
	@mkdir -p $(@D)
	@ci-templates/embed $(TEMPLATES) >$@
$(BUILD)/obj/templates.o: $(BUILD)/templates.c
	@mkdir -p $(@D)
	@$(CC) $(OUR_CFLAGS) -I. -MMD -MP -c $< -o $@

-include $(OBJECTS:.o=.d)

# ---- other builds ----

SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all -DMV_ASAN=1

# the shared libraries first: these sub-makes run beside each other
asan clang: | $(THIRD_PARTY_LIBS)
asan:
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS="$(SANITIZE)" build/asan/migvet
clang:
	@$(MAKE) --no-print-directory BUILD=build/clang CC=clang build/clang/migvet

# ---- set-up ----

BUILD_PACKAGES := libyaml-dev libcjson-dev libsqlite3-dev python3-pip
TEST_PACKAGES := clang libclang-rt-14-dev libcmocka-dev python3-venv postgresql nodejs npm git util-linux \
	groff-base man-db zsh fish pkg-config

setup-build:
	@third_party/packages $(BUILD_PACKAGES)
setup-test:
	@third_party/packages $(BUILD_PACKAGES) $(TEST_PACKAGES)

example: setup-build
	@$(MAKE) --no-print-directory -j"$$(nproc)" all
	@cd examples && for form in shop-sql shop-django shop-alembic; do \
		echo "==== migvet check $$form" && ../$(BUILD)/migvet check $$form || test $$? -eq 1 || exit 1; done

test: setup-test
	@$(MAKE) --no-print-directory -j"$$(nproc)" all asan
	@MIGVET=$(CURDIR)/build/asan/migvet MIGVET_FAST=$(CURDIR)/build/migvet BUILD=$(CURDIR)/build SRC=$(CURDIR) \
		MAKE="$(MAKE)" tests/run $(LAYERS)

lint: setup-test
	@MIGVET=$(CURDIR)/build/asan/migvet BUILD=$(CURDIR)/build SRC=$(CURDIR) MAKE="$(MAKE)" tests/run lint

bench: all $(BUILD)/bench/bare_parse $(BUILD)/bench/bare_parse_python
	@code=0; tests/bench/run || code=1; tests/bench/python || code=1; tests/bench/snapshot || code=1; tests/bench/history || code=1; exit $$code
$(BUILD)/bench/bare_parse_python: tests/bench/bare_parse_python.c $(TREE_SITTER_LIB)
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -O2 $(TREE_SITTER_CFLAGS) -o $@ $< $(TREE_SITTER_LIB)
$(BUILD)/bench/bare_parse: tests/bench/bare_parse.c $(PG_QUERY_LIB)
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -O2 $(PG_QUERY_CFLAGS) -o $@ $< $(PG_QUERY_LIB) -lpthread -lm

# ---- to be carried elsewhere: the wheel's program ----

# Libraries whose archive the compiler has are linked in; others are looked for beside the program, where the wheel puts
# them (the second path is where they lie in the wheel itself, for tools that look into it).
PORTABLE := $(BUILD)/portable/migvet
PORTABLE_LIBS = $(foreach library,cjson yaml sqlite3,$(if $(filter /%,$(shell \
	$(CC) -print-file-name=lib$(library).a)),-l:lib$(library).a,-l$(library))) -lpthread -ldl -lm
PORTABLE_RPATH := $$ORIGIN/../lib/migvet:$$ORIGIN/../data/lib/migvet
portable: $(PORTABLE)
$(PORTABLE): $(OBJECTS) $(THIRD_PARTY_LIBS)
	@mkdir -p $(@D)
	@echo "LINK $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -s -Wl,-rpath,'$(PORTABLE_RPATH)' -o $@ $(OBJECTS) $(THIRD_PARTY_LIBS) $(PORTABLE_LIBS)

# what a program of ours wants to know: `make -s show-PORTABLE`
show-%:
	@echo '$($*)'

# ---- libmigvet: the stages without the commands ----

VERSION := $(shell sed -n 's/^\#define MV_VERSION "\(.*\)"/\1/p' include/migvet/version.h)
SONAME := libmigvet.so.0
LIBRARY_MAP := analyzer/library/migvet.map
LIBRARY_OBJECTS := $(filter-out $(BUILD)/obj/analyzer/main.o $(BUILD)/obj/templates.o $(BUILD)/obj/analyzer/cli/% $(BUILD)/obj/analyzer/lsp/%,$(OBJECTS))

library: $(BUILD)/libmigvet.so $(BUILD)/libmigvet.a $(BUILD)/migvet.pc
$(BUILD)/libmigvet.so: $(LIBRARY_OBJECTS) $(THIRD_PARTY_LIBS) $(LIBRARY_MAP)
	@echo "LINK $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=$(LIBRARY_MAP) -Wl,-z,defs -o $@ \
		$(LIBRARY_OBJECTS) $(THIRD_PARTY_LIBS) $(LDLIBS)
# one object, so that what is not the interface (and libpg_query's unprefixed names) stays inside of it
$(BUILD)/libmigvet.a: $(LIBRARY_OBJECTS) $(THIRD_PARTY_LIBS) $(LIBRARY_MAP)
	@echo "LINK $@"
	@sed -n 's/^\t\t\(mv_[a-z_]*\);$$/\1/p' $(LIBRARY_MAP) >$(BUILD)/library.symbols
	@$(LD) -r -o $(BUILD)/library.o $(LIBRARY_OBJECTS) $(THIRD_PARTY_LIBS)
	@$(OBJCOPY) --strip-debug --keep-global-symbols=$(BUILD)/library.symbols $(BUILD)/library.o
	@rm -f $@ && $(AR) rcs $@ $(BUILD)/library.o && rm $(BUILD)/library.o
$(BUILD)/migvet.pc: analyzer/library/migvet.pc.in FORCE
	@mkdir -p $(@D)
	@sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LDLIBS)|' $< >$@
FORCE:

# ---- installation ----

# The manual and the completions come from the program's own table of commands.
MADE_PAGES := $(BUILD)/share/migvet.1 $(BUILD)/share/migvet.bash $(BUILD)/share/_migvet $(BUILD)/share/migvet.fish
$(BUILD)/share/migvet.1: PAGE = help --man
$(BUILD)/share/migvet.bash: PAGE = completions bash
$(BUILD)/share/_migvet: PAGE = completions zsh
$(BUILD)/share/migvet.fish: PAGE = completions fish
$(MADE_PAGES): $(BUILD)/migvet
	@mkdir -p $(@D)
	@$< $(PAGE) >$@

INSTALLED := $(DESTDIR)$(PREFIX)
install: all library $(MADE_PAGES)
	install -D -m 755 $(BUILD)/migvet $(INSTALLED)/bin/migvet
	install -D -m 644 $(BUILD)/share/migvet.1 $(INSTALLED)/share/man/man1/migvet.1
	install -D -m 644 $(BUILD)/share/migvet.bash $(INSTALLED)/share/bash-completion/completions/migvet
	install -D -m 644 $(BUILD)/share/_migvet $(INSTALLED)/share/zsh/site-functions/_migvet
	install -D -m 644 $(BUILD)/share/migvet.fish $(INSTALLED)/share/fish/vendor_completions.d/migvet.fish
	install -D -m 644 include/migvet/migvet.h $(INSTALLED)/include/migvet/migvet.h
	install -D -m 755 $(BUILD)/libmigvet.so $(INSTALLED)/lib/$(SONAME)
	ln -sf $(SONAME) $(INSTALLED)/lib/libmigvet.so
	install -D -m 644 $(BUILD)/libmigvet.a $(INSTALLED)/lib/libmigvet.a
	install -D -m 644 $(BUILD)/migvet.pc $(INSTALLED)/lib/pkgconfig/migvet.pc

clean:
	rm -rf build

# ---- unit tests: tests/unit/test_x.c with cmocka against the sanitized objects ----

UNIT_TESTS := $(patsubst tests/unit/%.c,build/asan/unit/%,$(wildcard tests/unit/test_*.c))
unit-tests: asan
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS="$(SANITIZE)" $(UNIT_TESTS)
build/asan/unit/%: tests/unit/%.c $(filter-out %/main.o,$(OBJECTS)) $(THIRD_PARTY_LIBS)
	@mkdir -p $(@D)
	@$(CC) $(OUR_CFLAGS) -I. $(PG_QUERY_CFLAGS) -MMD -MP -MF $@.d -o $@ $(filter %.c %.o %.a,$^) -lcmocka $(LDLIBS)
-include $(UNIT_TESTS:=.d)

# The lock model against observed servers.
lock-tests: asan
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS="$(SANITIZE)" build/asan/tests/test_oracle
build/asan/tests/test_oracle: tests/locks/test_oracle.c $(filter-out %/main.o,$(OBJECTS)) $(THIRD_PARTY_LIBS)
	@mkdir -p $(@D)
	@$(CC) $(OUR_CFLAGS) -o $@ $(filter %.c %.o %.a,$^) $(LDLIBS)

# ---- fuzzers: tests/fuzz/fuzz_x.c ----

FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60
FUZZ_SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

# What tests/fuzz/run runs over the corpora: no libFuzzer needed.
fuzz-replayers: asan
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS="$(SANITIZE)" $(FUZZ_TARGETS:%=build/asan/fuzz/%)
build/asan/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/replay_corpus.c $(filter-out %/main.o,$(OBJECTS)) $(THIRD_PARTY_LIBS)
	@mkdir -p $(@D)
	@$(CC) $(OUR_CFLAGS) -o $@ $(filter %.c %.o %.a,$^) $(LDLIBS)

# Each target for FUZZ_SECONDS, one after the other. What is found goes to build/fuzz/found/TARGET-*;
# minimized it becomes a seed in tests/fuzz/corpus/TARGET.
fuzz: | $(THIRD_PARTY_LIBS)
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang CFLAGS="$(FUZZ_SANITIZE)" $(FUZZ_TARGETS:%=build/fuzz/%)
	@tests/fuzz/search $(FUZZ_SECONDS) $(FUZZ_TARGETS)
build/fuzz/%: tests/fuzz/fuzz_%.c $(filter-out %/main.o,$(OBJECTS)) $(THIRD_PARTY_LIBS)
	@mkdir -p $(@D)
	@$(CC) $(OUR_CFLAGS) -fsanitize=fuzzer -o $@ $(filter %.c %.o %.a,$^) $(LDLIBS)

.PHONY: FORCE library fuzz fuzz-replayers all objects asan clang portable setup-build setup-test example test lint bench install clean unit-tests lock-tests
.DELETE_ON_ERROR:
