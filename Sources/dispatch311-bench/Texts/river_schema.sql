-- River's table and indexes as its migrations leave them, notifications left out (they would only cost it time).
CREATE SCHEMA river;
CREATE TYPE river.river_job_state AS ENUM (
    'available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled'
);
CREATE TABLE river.river_job (
    id bigserial PRIMARY KEY,
    state river.river_job_state NOT NULL DEFAULT 'available',
    attempt smallint NOT NULL DEFAULT 0,
    max_attempts smallint NOT NULL,
    attempted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    finalized_at timestamptz,
    scheduled_at timestamptz NOT NULL DEFAULT now(),
    priority smallint NOT NULL DEFAULT 1 CHECK (priority BETWEEN 1 AND 4),
    args jsonb NOT NULL,
    attempted_by text[],
    errors jsonb[],
    kind text NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}',
    queue text NOT NULL DEFAULT 'default',
    tags varchar(255)[] NOT NULL DEFAULT '{}',
    unique_key bytea,
    unique_states bit(8),
    CHECK ((state IN ('cancelled', 'completed', 'discarded')) = (finalized_at IS NOT NULL))
) WITH ({vacuum});
CREATE INDEX ON river.river_job (kind);
CREATE INDEX ON river.river_job (state, finalized_at) WHERE finalized_at IS NOT NULL;
CREATE INDEX ON river.river_job (state, queue, priority, scheduled_at, id);
CREATE INDEX ON river.river_job USING gin (args);
CREATE INDEX ON river.river_job USING gin (metadata);
CREATE UNIQUE INDEX ON river.river_job (unique_key) WHERE unique_key IS NOT NULL AND unique_states IS NOT NULL;
