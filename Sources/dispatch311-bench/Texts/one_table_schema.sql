-- What one writes oneself: one table, a state, and a partial index in the order of claiming.
CREATE SCHEMA one_table;
CREATE TABLE one_table.item (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    queue integer NOT NULL,
    priority smallint NOT NULL,
    state smallint NOT NULL DEFAULT 0,
    attempt smallint NOT NULL DEFAULT 0,
    holder text,
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    body jsonb NOT NULL
) WITH ({vacuum});
CREATE INDEX ON one_table.item (queue, priority, id) WHERE state = 0;
