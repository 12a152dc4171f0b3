# third_party.mk: libpg_query and tree-sitter as static libraries, from pinned sources.
#
# PG_QUERY_DIR, TREE_SITTER_DIR, TREE_SITTER_PYTHON_DIR: use these source trees instead of fetching (offline builds,
# distributions). THIRD_PARTY_BUILD: where sources and libraries go; several checkouts may share it.
#
# Why pglast and not postgast, which the design names: the sdist of postgast 0.2.0 lacks libpg_query's
# src/postgres/include/lib (stringinfo.h, ilist.h, ...), so it does not compile. Of pglast's sdist (GPL) only its
# libpg_query/ folder (BSD) is used. It lacks generated protobuf code, hence no pg_query_scan (see no_protobuf.c).

THIRD_PARTY_BUILD ?= build/third_party
# a source distribution carries them (distribution/python_backend.py)
THIRD_PARTY_SRC := $(if $(wildcard third_party/src),third_party/src,$(THIRD_PARTY_BUILD)/src)

PG_QUERY_DIR ?= $(THIRD_PARTY_SRC)/pglast-8.7/libpg_query
TREE_SITTER_DIR ?= $(THIRD_PARTY_SRC)/tree-sitter-0.24.0/tree_sitter/core/lib
TREE_SITTER_PYTHON_DIR ?= $(THIRD_PARTY_SRC)/tree_sitter_python-0.23.6

PG_QUERY_LIB := $(THIRD_PARTY_BUILD)/libpg_query.a
TREE_SITTER_LIB := $(THIRD_PARTY_BUILD)/libtree_sitter.a

# -isystem: their headers do not meet our warnings
PG_QUERY_CFLAGS := $(foreach d,. vendor src src/include src/postgres/include,-isystem $(PG_QUERY_DIR)/$(d))
# and tree-sitter's own headers as <src/...>, for the one file that reads its trees
TREE_SITTER_CFLAGS := -isystem $(TREE_SITTER_DIR)/include -isystem $(TREE_SITTER_DIR)

# Worktrees, and two builds of one `make test`, may ask for the same library at once: the first takes the lock and
# compiles, the others wait and find it. A plain `make` compiles this on all cores; -j of the caller is kept.
THIRD_PARTY_LOCK = @mkdir -p $(THIRD_PARTY_BUILD) && flock $(THIRD_PARTY_BUILD)/.lock
THIRD_PARTY_JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

$(PG_QUERY_LIB) $(TREE_SITTER_LIB): | $(THIRD_PARTY_BUILD)/.sources
	$(THIRD_PARTY_LOCK) $(MAKE) --no-print-directory $(THIRD_PARTY_JOBS) -f third_party/build.mk CC="$(CC)" \
		THIRD_PARTY_BUILD="$(THIRD_PARTY_BUILD)" PG_QUERY_DIR="$(PG_QUERY_DIR)" TREE_SITTER_DIR="$(TREE_SITTER_DIR)" \
		TREE_SITTER_PYTHON_DIR="$(TREE_SITTER_PYTHON_DIR)" $@

# headers must be there before anything of ours is compiled
$(THIRD_PARTY_BUILD)/.sources: third_party/sources.lock
	$(THIRD_PARTY_LOCK) sh -c 'if [ ! -e $(PG_QUERY_DIR)/pg_query.h ] || [ ! -d $(TREE_SITTER_DIR) ] || \
		[ ! -d $(TREE_SITTER_PYTHON_DIR) ]; then third_party/fetch $(THIRD_PARTY_BUILD); fi && touch $@'

third-party: $(PG_QUERY_LIB) $(TREE_SITTER_LIB)
third-party-sources: $(THIRD_PARTY_BUILD)/.sources
.PHONY: third-party third-party-sources
