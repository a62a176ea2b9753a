-- The whole protocol: offers with a deadline, pauses, corrections, reopening, and the clock that watches over them.

-- ---------------------------------------------------------------------------------------------------------------
-- Offers and pauses

-- When an offer lapses, and the owner's queue the item goes back to when it is not taken.
ALTER TABLE work_item
    ADD COLUMN offer_expires_at timestamptz,
    ADD COLUMN return_queue integer,
    -- Since when the clock stands still, and why in words a resident may read.
    ADD COLUMN paused_at timestamptz,
    ADD COLUMN pause_reason text,
    ADD CONSTRAINT work_item_offer_whole CHECK (num_nonnulls(offered_to, offer_expires_at, return_queue) IN (0, 3)),
    ADD CONSTRAINT work_item_returns_to_a_queue FOREIGN KEY (jurisdiction, return_queue)
        REFERENCES queue (jurisdiction, queue),
    ADD CONSTRAINT work_item_offer_is_of_open_work CHECK (offered_to IS NULL OR status = 'open'),
    ADD CONSTRAINT work_item_pause_has_reason CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
    ADD CONSTRAINT work_item_pause_is_of_open_work CHECK (paused_at IS NULL OR status = 'open');

-- ---------------------------------------------------------------------------------------------------------------
-- Requests

ALTER TABLE service_request
    -- Times it was sent on: offered to another department, rerouted to one, or parked.
    ADD COLUMN bounces smallint NOT NULL DEFAULT 0,
    -- Times it was opened again.
    ADD COLUMN reopens smallint NOT NULL DEFAULT 0,
    -- Rerouted from a service whose descriptions the public does not read: these words stay where they were meant to be.
    ADD COLUMN withholds_description boolean NOT NULL DEFAULT false,
    -- The original, where a department found this to be a duplicate; never itself a duplicate.
    ADD COLUMN parent bigint,
    ADD CONSTRAINT service_request_of_parent FOREIGN KEY (jurisdiction, parent)
        REFERENCES service_request (jurisdiction, number),
    ADD CONSTRAINT service_request_not_its_own_parent CHECK (parent <> number);

-- Every service has a target, so the public is always promised something.
ALTER TABLE service_request ALTER COLUMN expected_at SET NOT NULL;

-- Who else reported this? Few rows have a parent, and only they are in it.
CREATE INDEX service_request_duplicates ON service_request (jurisdiction, parent) WHERE parent IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------------------
-- The clock

-- What has to be looked at when: inserted with the work, taken out when its time comes, never updated. One that no longer
-- is what the item says (it was closed, or its time moved) means nothing and goes when its time comes.
CREATE TABLE deadline (
    jurisdiction integer NOT NULL,
    at timestamptz NOT NULL,
    item bigint NOT NULL,
    kind text NOT NULL,
    -- The item's due_at, or offer_expires_at, that this is about.
    about timestamptz NOT NULL,
    -- The key is the order of the sweep.
    CONSTRAINT deadline_key PRIMARY KEY (jurisdiction, at, item, kind),
    CONSTRAINT deadline_kind_known CHECK (kind IN ('due_soon', 'overdue', 'offer'))
) WITH (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off
);

INSERT INTO deadline (jurisdiction, at, item, kind, about)
SELECT w.jurisdiction, d.at, w.item, d.kind, w.due_at
  FROM work_item w
 CROSS JOIN LATERAL (
     VALUES (w.due_at, 'overdue'), (w.due_at - (w.due_at - w.created_at) / 4, 'due_soon')
 ) AS d (at, kind)
 WHERE w.status = 'open' AND w.due_at IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------------------
-- History

ALTER TABLE event
    -- The other department of a move between two: whom it was offered to, whose offer was taken or declined.
    ADD COLUMN counterpart text,
    DROP CONSTRAINT event_kind_known,
    ADD CONSTRAINT event_kind_known CHECK (
        kind IN (
            'submitted', 'accepted', 'completed', 'released', 'lease_expired', 'closed',
            'offered', 'declined', 'offer_expired', 'triaged', 'cancelled', 'rerouted', 'reopened', 'leg_added',
            'note', 'question', 'answer', 'linked', 'due_moved', 'due_soon', 'overdue', 'confirmed',
            'paused', 'resumed', 'escalated'
        )
    );

-- What happened since? The order in which changes are read: a reader stops below the oldest transaction still running.
CREATE INDEX event_changes ON event (jurisdiction, xid, event);

-- Where an event being written stands in that order, and below what everything has been written. Functions, because a
-- database restored into another cluster starts with lower transaction numbers than its events have: `migrate` then
-- gives both a number to add, and what is written from then on stands behind what was restored.
CREATE FUNCTION event_position() RETURNS xid8 LANGUAGE sql STABLE RETURN pg_current_xact_id();
CREATE FUNCTION event_horizon() RETURNS xid8 LANGUAGE sql STABLE RETURN pg_snapshot_xmin(pg_current_snapshot());
ALTER TABLE event ALTER COLUMN xid SET DEFAULT event_position();

-- ---------------------------------------------------------------------------------------------------------------
-- Keys

ALTER TABLE api_key
    -- What it may be used for. Keys from before there were scopes could do all of this.
    ADD COLUMN scopes text[] NOT NULL DEFAULT '{read,work,move}',
    ADD CONSTRAINT api_key_scopes_known CHECK (
        cardinality(scopes) > 0 AND scopes <@ '{read,work,move,supervise}'::text[]
    );

-- ---------------------------------------------------------------------------------------------------------------
-- Triage is always there

INSERT INTO queue (jurisdiction, name, department)
SELECT jurisdiction, 'triage', 'triage' FROM jurisdiction
ON CONFLICT ON CONSTRAINT queue_name_once DO NOTHING;
