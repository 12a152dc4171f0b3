# third_party.mk: libpg_query and tree-sitter as static libraries, from pinned sources.
#
# PG_QUERY_DIR, TREE_SITTER_DIR, TREE_SITTER_PYTHON_DIR: use these source trees instead of fetching (offline builds,
# distributions). THIRD_PARTY_BUILD: where sources and libraries go; several checkouts may share it.

THIRD_PARTY_BUILD ?= build/third_party
THIRD_PARTY_SRC := $(THIRD_PARTY_BUILD)/src

PG_QUERY_DIR ?= $(THIRD_PARTY_SRC)/pglast-8.7/libpg_query
TREE_SITTER_DIR ?= $(THIRD_PARTY_SRC)/tree-sitter-0.24.0/tree_sitter/core/lib
TREE_SITTER_PYTHON_DIR ?= $(THIRD_PARTY_SRC)/tree-sitter-python-0.23.6

PG_QUERY_LIB := $(THIRD_PARTY_BUILD)/libpg_query.a
TREE_SITTER_LIB := $(THIRD_PARTY_BUILD)/libtree_sitter.a

# -isystem: their headers do not meet our warnings
PG_QUERY_CFLAGS := $(foreach d,. vendor src src/include src/postgres/include,-isystem $(PG_QUERY_DIR)/$(d))
TREE_SITTER_CFLAGS := -isystem $(TREE_SITTER_DIR)/include

THIRD_PARTY_CC := $(CC) -O2 -g -fPIC -fno-strict-aliasing -fwrapv -w

# Parallel compilation is left to make: one sub-make over an object list that exists only after fetching.
$(PG_QUERY_LIB) $(TREE_SITTER_LIB): | $(THIRD_PARTY_BUILD)/.sources
	@$(MAKE) --no-print-directory -f third_party/build.mk CC="$(CC)" THIRD_PARTY_BUILD="$(THIRD_PARTY_BUILD)" \
		PG_QUERY_DIR="$(PG_QUERY_DIR)" TREE_SITTER_DIR="$(TREE_SITTER_DIR)" \
		TREE_SITTER_PYTHON_DIR="$(TREE_SITTER_PYTHON_DIR)" $@

# headers must be there before anything of ours is compiled
$(THIRD_PARTY_BUILD)/.sources: third_party/sources.lock
	@mkdir -p $(THIRD_PARTY_BUILD)
	@if [ ! -e $(PG_QUERY_DIR)/pg_query.h ] || [ ! -d $(TREE_SITTER_DIR) ] || [ ! -d $(TREE_SITTER_PYTHON_DIR) ]; then \
		third_party/fetch $(THIRD_PARTY_BUILD); fi
	@touch $@
