-- Effective dates: catalogs and boundaries that come into force by themselves when their time has come.

-- What is to change at a moment. Only that is written here, not the whole: what else is published until then stays.
-- Rows end once and stay, so it can be read who wanted what when, and what became of it.
CREATE TABLE scheduled_publication (
    jurisdiction integer NOT NULL,
    scheduled integer NOT NULL,
    effective_at timestamptz NOT NULL,
    scheduled_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    kind text NOT NULL,
    -- Who scheduled it: a user of the system.
    actor text NOT NULL,
    note text,
    -- The catalog that comes, and the one that is expected to be in force then; null where the catalog stays.
    catalog text,
    catalog_replaces text,
    -- All layers in their new order; null where the order stays.
    layer_order text[],
    -- layers.yml but for its layers; null where that and the map stay.
    geodata jsonb,
    -- What became of it; null while its time has not come.
    outcome text,
    ended_at timestamptz,
    -- Who withdrew it.
    ended_by text,
    -- Why it was refused, line by line.
    reason text,
    -- The publication it became.
    publication integer,
    CONSTRAINT scheduled_publication_key PRIMARY KEY (jurisdiction, scheduled),
    CONSTRAINT scheduled_publication_counts_from_1 CHECK (scheduled >= 1),
    CONSTRAINT scheduled_publication_kind_known CHECK (kind IN ('catalog', 'boundaries')),
    CONSTRAINT scheduled_publication_of_a_catalog FOREIGN KEY (jurisdiction, catalog)
        REFERENCES catalog_version (jurisdiction, version),
    CONSTRAINT scheduled_publication_geodata_is_object CHECK (jsonb_typeof(geodata) = 'object'),
    CONSTRAINT scheduled_publication_outcome_known
        CHECK (outcome IN ('published', 'unchanged', 'refused', 'withdrawn')),
    CONSTRAINT scheduled_publication_ended_with_an_outcome CHECK ((outcome IS NULL) = (ended_at IS NULL)),
    CONSTRAINT scheduled_publication_withdrawn_by_somebody CHECK ((outcome = 'withdrawn') = (ended_by IS NOT NULL)),
    CONSTRAINT scheduled_publication_published_as CHECK ((outcome = 'published') = (publication IS NOT NULL)),
    CONSTRAINT scheduled_publication_of_publication FOREIGN KEY (jurisdiction, publication)
        REFERENCES publication (jurisdiction, publication)
);

-- The layers that come, change or go.
CREATE TABLE scheduled_layer (
    jurisdiction integer NOT NULL,
    scheduled integer NOT NULL,
    position smallint NOT NULL,
    layer text NOT NULL,
    -- Null for a layer that goes.
    version text,
    -- The version that is expected to be in force then; null for a layer that comes.
    replaces text,
    CONSTRAINT scheduled_layer_key PRIMARY KEY (jurisdiction, scheduled, layer),
    CONSTRAINT scheduled_layer_changes CHECK (version IS DISTINCT FROM replaces),
    CONSTRAINT scheduled_layer_of_scheduled FOREIGN KEY (jurisdiction, scheduled)
        REFERENCES scheduled_publication (jurisdiction, scheduled),
    CONSTRAINT scheduled_layer_of_a_version FOREIGN KEY (jurisdiction, layer, version)
        REFERENCES layer_version (jurisdiction, layer, version)
);

-- The files the map is drawn from, where the map changes: all of them.
CREATE TABLE scheduled_map_file (
    jurisdiction integer NOT NULL,
    scheduled integer NOT NULL,
    file text NOT NULL,
    version text NOT NULL,
    CONSTRAINT scheduled_map_file_key PRIMARY KEY (jurisdiction, scheduled, file),
    CONSTRAINT scheduled_map_file_of_scheduled FOREIGN KEY (jurisdiction, scheduled)
        REFERENCES scheduled_publication (jurisdiction, scheduled),
    CONSTRAINT scheduled_map_file_of_a_version FOREIGN KEY (jurisdiction, version)
        REFERENCES map_file_version (jurisdiction, version)
);

-- Every server looks every few seconds for what is due, and a city schedules a few changes a year: no index beside the
-- keys is worth its upkeep.

GRANT SELECT, INSERT ON scheduled_publication, scheduled_layer, scheduled_map_file TO dispatch311_service;
GRANT UPDATE (outcome, ended_at, ended_by, reason, publication) ON scheduled_publication TO dispatch311_service;
