-- Versions: catalogs, layers and the map's files as published, and which of them were in force when.
--
-- Rows are written once and never changed or removed: a decision on record names versions, and they can be read again
-- for as long as the decision is kept.

-- A catalog as published, whole.
CREATE TABLE catalog_version (
    jurisdiction integer NOT NULL,
    -- What decisions name: the first 12 hexadecimal digits of sha256.
    version text NOT NULL,
    first_published_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- Over names and texts of all files.
    sha256 bytea NOT NULL,
    -- Where it was read, as the publisher called it: a folder.
    source text NOT NULL,
    -- The files as they were written, path to text: {"services/noise.yml": "group: …"}.
    files jsonb NOT NULL,
    CONSTRAINT catalog_version_key PRIMARY KEY (jurisdiction, version),
    CONSTRAINT catalog_version_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    CONSTRAINT catalog_version_is_its_hash CHECK (version = left(encode(sha256, 'hex'), 12)),
    CONSTRAINT catalog_version_files_is_object CHECK (jsonb_typeof(files) = 'object')
);

-- A layer as published, whole.
CREATE TABLE layer_version (
    jurisdiction integer NOT NULL,
    layer text NOT NULL,
    -- What decisions name: the first 12 hexadecimal digits of sha256.
    version text NOT NULL,
    first_published_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- Over what the definition says of reading and naming, and the body.
    sha256 bytea NOT NULL,
    -- Where it was read, as the publisher called it: a folder.
    source text NOT NULL,
    -- The layer's entry of layers.yml.
    definition jsonb NOT NULL,
    -- The GeoJSON file, byte for byte.
    body bytea NOT NULL,
    CONSTRAINT layer_version_key PRIMARY KEY (jurisdiction, layer, version),
    CONSTRAINT layer_version_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    CONSTRAINT layer_version_is_its_hash CHECK (version = left(encode(sha256, 'hex'), 12)),
    CONSTRAINT layer_version_definition_is_its_own CHECK (definition ->> 'id' = layer)
);

-- Read whole at every start and written rarely: not worth unpacking each time.
ALTER TABLE layer_version ALTER COLUMN body SET STORAGE EXTERNAL;

-- A file the map is drawn from, as published, whole.
CREATE TABLE map_file_version (
    jurisdiction integer NOT NULL,
    -- The first 12 hexadecimal digits of sha256. Whatever the file was called, the same bytes are here once.
    version text NOT NULL,
    first_published_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- Over the body.
    sha256 bytea NOT NULL,
    -- Where it was read, as the publisher called it: a folder.
    source text NOT NULL,
    -- The GeoJSON file, byte for byte.
    body bytea NOT NULL,
    CONSTRAINT map_file_version_key PRIMARY KEY (jurisdiction, version),
    CONSTRAINT map_file_version_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    CONSTRAINT map_file_version_is_its_hash CHECK (version = left(encode(sha256, 'hex'), 12))
);

ALTER TABLE map_file_version ALTER COLUMN body SET STORAGE EXTERNAL;

-- What was in force from when: one row each time it changed, naming all of it. The one with the highest number is in
-- force now, and it came after the one before it: numbers count from 1 without gaps, so of two publishers at once only
-- one can have the next.
CREATE TABLE publication (
    jurisdiction integer NOT NULL,
    publication integer NOT NULL,
    published_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    kind text NOT NULL,
    -- Who or what published: a user of the system, or 'serve'.
    actor text NOT NULL,
    note text,
    catalog text NOT NULL,
    -- layers.yml but for its layers: the extent, the sheets of the map, and what later programs put beside them.
    geodata jsonb NOT NULL,
    CONSTRAINT publication_key PRIMARY KEY (jurisdiction, publication),
    CONSTRAINT publication_counts_from_1 CHECK (publication >= 1),
    CONSTRAINT publication_kind_known CHECK (kind IN ('first', 'catalog', 'boundaries')),
    CONSTRAINT publication_first_is_first CHECK ((kind = 'first') = (publication = 1)),
    CONSTRAINT publication_of_a_catalog FOREIGN KEY (jurisdiction, catalog)
        REFERENCES catalog_version (jurisdiction, version),
    CONSTRAINT publication_geodata_is_object CHECK (jsonb_typeof(geodata) = 'object')
);

-- The layers of a publication, in the order of layers.yml.
CREATE TABLE publication_layer (
    jurisdiction integer NOT NULL,
    publication integer NOT NULL,
    position smallint NOT NULL,
    layer text NOT NULL,
    version text NOT NULL,
    CONSTRAINT publication_layer_key PRIMARY KEY (jurisdiction, publication, layer),
    CONSTRAINT publication_layer_of_publication FOREIGN KEY (jurisdiction, publication)
        REFERENCES publication (jurisdiction, publication),
    CONSTRAINT publication_layer_of_a_version FOREIGN KEY (jurisdiction, layer, version)
        REFERENCES layer_version (jurisdiction, layer, version)
);

-- The files the map of a publication is drawn from, by the names the sheets in its geodata have for them.
CREATE TABLE publication_map_file (
    jurisdiction integer NOT NULL,
    publication integer NOT NULL,
    file text NOT NULL,
    version text NOT NULL,
    CONSTRAINT publication_map_file_key PRIMARY KEY (jurisdiction, publication, file),
    CONSTRAINT publication_map_file_of_publication FOREIGN KEY (jurisdiction, publication)
        REFERENCES publication (jurisdiction, publication),
    CONSTRAINT publication_map_file_of_a_version FOREIGN KEY (jurisdiction, version)
        REFERENCES map_file_version (jurisdiction, version)
);

-- Decisions in events up to this number were made before versions were kept here, so nothing can vouch for them.
ALTER TABLE jurisdiction ADD COLUMN unversioned_until bigint NOT NULL DEFAULT 0;
UPDATE jurisdiction SET unversioned_until = (SELECT last_value FROM event_number WHERE is_called)
 WHERE (SELECT is_called FROM event_number);
