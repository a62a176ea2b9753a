-- What residents do on other sites: a number to follow it by, and what the other site says became of it.

CREATE TABLE errand (
    jurisdiction integer NOT NULL,
    -- 128 random bits: whoever has them may read what became of it.
    errand bytea NOT NULL,
    service_code text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    state text NOT NULL DEFAULT 'begun',
    -- What the other site says beside it, in its own words.
    words text,
    told_at timestamptz,
    -- The other site's own time of its last word, in seconds since 1970: an older one is no news.
    word_time bigint,
    CONSTRAINT errand_key PRIMARY KEY (jurisdiction, errand),
    CONSTRAINT errand_is_128_bits CHECK (octet_length(errand) = 16),
    CONSTRAINT errand_state_known CHECK (state IN ('begun', 'in_progress', 'done', 'refused')),
    CONSTRAINT errand_told_whole CHECK (num_nonnulls(told_at, word_time) IN (0, 2)),
    CONSTRAINT errand_begun_untold CHECK ((state = 'begun') = (told_at IS NULL))
);

-- Those that are forgotten first: by their last word, or their beginning.
CREATE INDEX errand_last_heard ON errand (jurisdiction, (coalesce(told_at, created_at)));

GRANT SELECT, INSERT, UPDATE, DELETE ON errand TO dispatch311_service;
