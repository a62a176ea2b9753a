-- Graphile Worker's jobs table and its index. A queue is a task, its unordered kind of job: the fast one.
CREATE SCHEMA graphile;
CREATE TABLE graphile._private_jobs (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    job_queue_id integer,
    task_id integer NOT NULL,
    payload json NOT NULL DEFAULT '{}',
    priority smallint NOT NULL DEFAULT 0,
    max_attempts smallint NOT NULL DEFAULT 25 CHECK (max_attempts > 0),
    run_at timestamptz NOT NULL DEFAULT now(),
    attempts smallint NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    key text UNIQUE,
    revision integer NOT NULL DEFAULT 0,
    flags jsonb,
    locked_at timestamptz,
    locked_by text,
    is_available boolean NOT NULL GENERATED ALWAYS AS (locked_at IS NULL AND attempts < max_attempts) STORED
) WITH ({vacuum});
CREATE INDEX jobs_main_index ON graphile._private_jobs (priority, run_at) INCLUDE (id, task_id, job_queue_id)
    WHERE is_available = true;
