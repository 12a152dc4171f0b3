"""What a database holds just now, as far as a generator of DDL needs to know it: one catalog query, in the order of names."""

QUERY = r"""
SELECT jsonb_build_object(
'schemas', (SELECT jsonb_agg(nspname ORDER BY nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
'relations', (SELECT jsonb_agg(jsonb_build_object('schema', nspname, 'name', relname, 'kind', relkind, 'visible', pg_table_is_visible(c.oid),
    'partition', relispartition, 'typed', reloftype <> 0, 'strategy', (SELECT partstrat FROM pg_partitioned_table p WHERE partrelid = c.oid),
    'has_default', coalesce((SELECT partdefid <> 0 FROM pg_partitioned_table p WHERE partrelid = c.oid), false),
    'key', (SELECT jsonb_agg(attname) FROM pg_partitioned_table p JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (partattrs) WHERE partrelid = c.oid),
    'parents', (SELECT jsonb_agg(jsonb_build_array(pn.nspname, pc.relname) ORDER BY inhseqno) FROM pg_inherits JOIN pg_class pc ON pc.oid = inhparent
        JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE inhrelid = c.oid),
    'columns', (SELECT jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'category', typcategory, 'typtype', typtype,
        'notnull', attnotnull, 'default', atthasdef, 'identity', attidentity, 'generated', attgenerated, 'local', attislocal) ORDER BY attnum)
        FROM pg_attribute JOIN pg_type t ON t.oid = atttypid WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped),
    'constraints', (SELECT jsonb_agg(jsonb_build_object('name', conname, 'type', contype, 'valid', convalidated, 'local', conislocal,
        'columns', (SELECT jsonb_agg(attname ORDER BY attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (conkey))) ORDER BY conname)
        FROM pg_constraint WHERE conrelid = c.oid),
    'triggers', (SELECT jsonb_agg(tgname ORDER BY tgname) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal),
    'rules', (SELECT jsonb_agg(rulename ORDER BY rulename) FROM pg_rewrite WHERE ev_class = c.oid AND rulename <> '_RETURN'),
    'policies', (SELECT jsonb_agg(polname ORDER BY polname) FROM pg_policy WHERE polrelid = c.oid)
    ) ORDER BY nspname, relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND nspname !~ '^pg_' AND nspname <> 'information_schema'),
'indexes', (SELECT jsonb_agg(jsonb_build_object('schema', nspname, 'name', i.relname, 'visible', pg_table_is_visible(i.oid), 'kind', i.relkind,
    'table_schema', (SELECT nspname FROM pg_namespace WHERE oid = t.relnamespace), 'table', t.relname, 'unique', indisunique, 'attached', i.relispartition,
    'constraint', EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u', 'x')), 'valid', indisvalid,
    'expressions', indexprs IS NOT NULL, 'plain', indexprs IS NULL AND indpred IS NULL) ORDER BY nspname, i.relname)
    FROM pg_index JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid JOIN pg_namespace n ON n.oid = i.relnamespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
'types', (SELECT jsonb_agg(jsonb_build_object('schema', nspname, 'name', typname, 'typtype', typtype, 'visible', pg_type_is_visible(t.oid),
    'base', format_type(typbasetype, typtypmod),
    'labels', (SELECT jsonb_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
    'constraints', (SELECT jsonb_agg(conname ORDER BY conname) FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'),
    'attributes', (SELECT jsonb_agg(attname ORDER BY attnum) FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped)
    ) ORDER BY nspname, typname)
    FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND typtype IN ('e', 'd', 'r', 'c') AND (typtype <> 'c' OR c.relkind = 'c')),
'functions', (SELECT jsonb_agg(jsonb_build_object('schema', nspname, 'name', proname, 'kind', prokind, 'visible', pg_function_is_visible(p.oid),
    'arguments', pg_get_function_identity_arguments(p.oid), 'types', oidvectortypes(proargtypes), 'returns', prorettype::regtype, 'language', lanname,
    'set', proretset) ORDER BY nspname, proname, oidvectortypes(proargtypes))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace JOIN pg_language l ON l.oid = prolang
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'i')),
'statistics', (SELECT jsonb_agg(jsonb_build_object('schema', nspname, 'name', stxname, 'visible', pg_statistics_obj_is_visible(s.oid)) ORDER BY nspname, stxname)
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = stxnamespace),
'collations', (SELECT jsonb_agg(jsonb_build_object('schema', nspname, 'name', collname, 'visible', pg_collation_is_visible(s.oid)) ORDER BY nspname, collname)
    FROM pg_collation s JOIN pg_namespace n ON n.oid = collnamespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
'publications', (SELECT jsonb_agg(pubname ORDER BY pubname) FROM pg_publication),
'event_triggers', (SELECT jsonb_agg(evtname ORDER BY evtname) FROM pg_event_trigger),
'wrappers', (SELECT jsonb_agg(fdwname ORDER BY fdwname) FROM pg_foreign_data_wrapper),
'servers', (SELECT jsonb_agg(srvname ORDER BY srvname) FROM pg_foreign_server))
"""


def lists(value):
    """null is what jsonb_agg makes of no row."""
    of_rows = {"schemas", "relations", "indexes", "types", "functions", "statistics", "collations", "publications", "event_triggers", "wrappers",
               "servers", "columns", "constraints", "triggers", "rules", "policies", "parents", "key", "labels", "attributes"}
    if isinstance(value, dict):
        return {key: lists(part) if part is not None or key not in of_rows else [] for key, part in value.items()}
    if isinstance(value, list):
        return [lists(part) for part in value]
    return value
