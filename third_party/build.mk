# build.mk: compiles the fetched sources; called by third_party.mk when they are there.
CFLAGS_THEIRS := -O2 -g -fPIC -fno-strict-aliasing -fwrapv -w
OBJ := $(THIRD_PARTY_BUILD)/obj

# All of libpg_query except what needs the generated protobuf code; see no_protobuf.c.
PG_SOURCES := $(filter-out %_protobuf.c %/pg_query_scan.c %/pg_query_summary.c %/pg_query_summary_statement_type.c \
	%/pg_query_summary_truncate.c,$(wildcard $(PG_QUERY_DIR)/src/*.c)) \
	$(wildcard $(PG_QUERY_DIR)/src/postgres/*.c) $(PG_QUERY_DIR)/vendor/xxhash/xxhash.c
PG_OBJECTS := $(PG_SOURCES:$(PG_QUERY_DIR)/%.c=$(OBJ)/pg_query/%.o) $(OBJ)/pg_query/no_protobuf.o
PG_INCLUDE := $(foreach d,. vendor src src/include src/postgres/include,-I$(PG_QUERY_DIR)/$(d))

TS_OBJECTS := $(OBJ)/tree_sitter/lib.o $(OBJ)/tree_sitter/parser.o $(OBJ)/tree_sitter/scanner.o

$(THIRD_PARTY_BUILD)/libpg_query.a: $(PG_OBJECTS)
	@rm -f $@ && ar rcs $@ $^

$(THIRD_PARTY_BUILD)/libtree_sitter.a: $(TS_OBJECTS)
	@rm -f $@ && ar rcs $@ $^

$(OBJ)/pg_query/no_protobuf.o: third_party/no_protobuf.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_THEIRS) $(PG_INCLUDE) -c $< -o $@

$(OBJ)/pg_query/%.o: $(PG_QUERY_DIR)/%.c
	@mkdir -p $(@D)
	@echo "CC $(notdir $<)"
	@$(CC) $(CFLAGS_THEIRS) $(PG_INCLUDE) -c $< -o $@

$(OBJ)/tree_sitter/lib.o: $(TREE_SITTER_DIR)/src/lib.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_THEIRS) -std=c11 -D_POSIX_C_SOURCE=200112L -D_DEFAULT_SOURCE -I$(TREE_SITTER_DIR)/include -I$(TREE_SITTER_DIR)/src -c $< -o $@

# the grammar includes "tree_sitter/parser.h", which the runtime has under src/
$(OBJ)/tree_sitter/%.o: $(TREE_SITTER_PYTHON_DIR)/src/%.c
	@mkdir -p $(@D)/include
	@ln -sfn $(abspath $(TREE_SITTER_DIR)/src) $(@D)/include/tree_sitter
	$(CC) $(CFLAGS_THEIRS) -std=c11 -I$(TREE_SITTER_PYTHON_DIR)/src -I$(@D)/include -c $< -o $@
