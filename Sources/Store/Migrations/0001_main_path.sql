-- The main path: a service request, its legs, their queues, and the history of it all.
--
-- Every key begins with the jurisdiction: nothing is shared between cities but the process, and the tables distribute
-- by it as they are. Being waiting, leased or accepted is which table the row is in (ready, lease, accepted); the big
-- rows are written once and updated only when the work moves for good.

-- ---------------------------------------------------------------------------------------------------------------
-- Jurisdictions, queues, keys

CREATE TABLE jurisdiction (
    jurisdiction integer GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    -- Keys the permutation that turns numbers into public ids. Losing it would orphan every printed reference.
    number_key bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT jurisdiction_key PRIMARY KEY (jurisdiction),
    CONSTRAINT jurisdiction_code_once UNIQUE (code),
    CONSTRAINT jurisdiction_number_key_is_128_bits CHECK (octet_length(number_key) = 16)
);

-- The queues there have ever been. Only grows: `ready` holds four bytes instead of a name.
CREATE TABLE queue (
    jurisdiction integer NOT NULL,
    queue integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    department text NOT NULL,
    -- The layer and boundary the queue is for; both null where the department has one queue.
    layer text,
    boundary text,
    CONSTRAINT queue_key PRIMARY KEY (jurisdiction, queue),
    CONSTRAINT queue_name_once UNIQUE (jurisdiction, name),
    CONSTRAINT queue_layer_and_boundary_together CHECK ((layer IS NULL) = (boundary IS NULL))
);

-- Which queues does a department have?
CREATE INDEX queue_of_department ON queue (jurisdiction, department);

-- Bearer keys of departments' systems. The key itself is shown once and never stored.
CREATE TABLE api_key (
    jurisdiction integer NOT NULL,
    -- The readable part of the key: names it in lists and logs.
    prefix text NOT NULL,
    hash bytea NOT NULL,
    department text NOT NULL,
    label text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT api_key_key PRIMARY KEY (jurisdiction, prefix),
    CONSTRAINT api_key_hash_is_sha256 CHECK (octet_length(hash) = 32)
);

-- Whose key is this? The one question asked before the jurisdiction is known.
CREATE UNIQUE INDEX api_key_by_hash ON api_key (hash);

-- ---------------------------------------------------------------------------------------------------------------
-- Service requests

-- Numbers and items count per database, not per city: public ids are a keyed permutation, so nobody sees the gaps.
CREATE SEQUENCE service_request_number;
CREATE SEQUENCE work_item_number;

CREATE TABLE service_request (
    jurisdiction integer NOT NULL,
    number bigint NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    closed_at timestamptz,
    -- What the public was promised.
    expected_at timestamptz,
    latitude double precision,
    longitude double precision,
    status text NOT NULL DEFAULT 'open',
    -- Legs not yet closed or cancelled; the last one to go closes the request.
    open_legs smallint NOT NULL,
    is_private boolean NOT NULL,
    service_code text NOT NULL,
    -- The department residents are told: the first leg's.
    department text NOT NULL,
    -- Where it went and why, in the words the resident was told; part of the receipt.
    service_notice text NOT NULL,
    description text,
    address text,
    address_id text,
    attributes jsonb NOT NULL DEFAULT '{}',
    media_urls text[] NOT NULL DEFAULT '{}',
    account_id text,
    device_id text,
    -- What the closing department says to the resident.
    status_notes text,
    -- Opens the private page; residents hold it, lists never show it.
    secret bytea NOT NULL,
    CONSTRAINT service_request_key PRIMARY KEY (jurisdiction, number),
    CONSTRAINT service_request_status_known CHECK (status IN ('open', 'closed')),
    CONSTRAINT service_request_closed_with_its_last_leg CHECK ((status = 'closed') = (open_legs = 0)),
    CONSTRAINT service_request_closed_has_time CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT service_request_legs_not_negative CHECK (open_legs >= 0),
    CONSTRAINT service_request_point_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CONSTRAINT service_request_somewhere CHECK (
        latitude IS NOT NULL OR address IS NOT NULL OR address_id IS NOT NULL
    ),
    CONSTRAINT service_request_description_fits CHECK (char_length(description) <= 4000),
    CONSTRAINT service_request_secret_is_128_bits CHECK (octet_length(secret) = 16)
) WITH (fillfactor = 90);

-- GeoReport lists: the newest of a window of time, filtered afterwards (at most 90 days and 1,000 rows).
CREATE INDEX service_request_newest ON service_request (jurisdiction, requested_at DESC, number DESC);

-- Who to tell. Apart from the request, so that what is public can be read without touching it.
CREATE TABLE contact (
    jurisdiction integer NOT NULL,
    number bigint NOT NULL,
    first_name text,
    last_name text,
    email text,
    phone text,
    CONSTRAINT contact_key PRIMARY KEY (jurisdiction, number),
    CONSTRAINT contact_of_service_request FOREIGN KEY (jurisdiction, number)
        REFERENCES service_request (jurisdiction, number),
    CONSTRAINT contact_says_something CHECK (num_nonnulls(first_name, last_name, email, phone) > 0)
);

-- What a client's key was first used for. Kept seven days.
CREATE TABLE idempotency (
    jurisdiction integer NOT NULL,
    -- Who sent it: keys of different clients never meet.
    client text NOT NULL,
    key text NOT NULL,
    -- SHA-256 over the operation and its body: the same key for something else is an error.
    fingerprint bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- The service request it made, where it made one.
    number bigint,
    -- What was answered: a receipt, or a department's whole answer, which may hold residents' words. Null where only
    -- the maker of the key can ask again.
    answer text,
    CONSTRAINT idempotency_key PRIMARY KEY (jurisdiction, client, key),
    CONSTRAINT idempotency_fingerprint_is_sha256 CHECK (octet_length(fingerprint) = 32)
);

-- What is old enough to forget?
CREATE INDEX idempotency_age ON idempotency (jurisdiction, created_at);

-- ---------------------------------------------------------------------------------------------------------------
-- Work

-- One leg, for ever. Updated only on re-queue, hand-over, cancel and close; accepting only locks it for a moment.
CREATE TABLE work_item (
    jurisdiction integer NOT NULL,
    item bigint NOT NULL,
    number bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    closed_at timestamptz,
    due_at timestamptz,
    queue integer NOT NULL,
    leg smallint NOT NULL,
    priority smallint NOT NULL,
    -- Times it came back from a lease without being accepted.
    attempt smallint NOT NULL DEFAULT 0,
    -- Times it was handed to another department.
    hops smallint NOT NULL DEFAULT 0,
    status text NOT NULL DEFAULT 'open',
    -- The owner. While an offer is open the owner stays; offered_to may claim it.
    department text NOT NULL,
    offered_to text,
    outcome text,
    -- The reason of no action, the original of a duplicate, whom it was handed on to.
    outcome_detail text,
    CONSTRAINT work_item_key PRIMARY KEY (jurisdiction, item),
    CONSTRAINT work_item_leg_once UNIQUE (jurisdiction, number, leg),
    CONSTRAINT work_item_of_service_request FOREIGN KEY (jurisdiction, number)
        REFERENCES service_request (jurisdiction, number),
    CONSTRAINT work_item_in_a_queue FOREIGN KEY (jurisdiction, queue) REFERENCES queue (jurisdiction, queue),
    CONSTRAINT work_item_status_known CHECK (status IN ('open', 'closed', 'cancelled')),
    CONSTRAINT work_item_outcome_known CHECK (
        outcome IN ('done', 'no_action', 'not_found', 'duplicate', 'handed_on')
    ),
    CONSTRAINT work_item_closed_with_outcome CHECK ((status = 'closed') = (outcome IS NOT NULL)),
    CONSTRAINT work_item_ended_has_time CHECK ((status <> 'open') = (closed_at IS NOT NULL)),
    CONSTRAINT work_item_priority_known CHECK (priority BETWEEN 1 AND 3),
    CONSTRAINT work_item_not_offered_to_its_owner CHECK (offered_to <> department)
) WITH (fillfactor = 85);

-- Waiting. Inserted and deleted, never updated, and nothing references it: a held transaction elsewhere must not
-- make claiming slow. The key is the order of claiming; seq is the item's number, so what comes back stands first.
CREATE TABLE ready (
    jurisdiction integer NOT NULL,
    queue integer NOT NULL,
    priority smallint NOT NULL,
    seq bigint NOT NULL,
    -- A copy of the item's, so that a claim can tell a trouble-maker without reading it.
    attempt smallint NOT NULL DEFAULT 0,
    CONSTRAINT ready_key PRIMARY KEY (jurisdiction, queue, priority, seq)
) WITH (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off
);

-- Claimed: one row a claim, its array shrinking as items are accepted, completed or released.
CREATE TABLE lease (
    jurisdiction integer NOT NULL,
    -- Random, so that a late or foreign worker cannot have it by chance.
    lease uuid NOT NULL DEFAULT gen_random_uuid(),
    claimed_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- Not indexed on purpose: the table is small, and renewals stay off every index.
    expires_at timestamptz NOT NULL,
    department text NOT NULL,
    holder text NOT NULL,
    items bigint[] NOT NULL,
    CONSTRAINT lease_key PRIMARY KEY (jurisdiction, lease),
    CONSTRAINT lease_holds_something CHECK (cardinality(items) BETWEEN 1 AND 200)
) WITH (
    fillfactor = 60, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off
);

-- Accepted: the department's open work.
CREATE TABLE accepted (
    jurisdiction integer NOT NULL,
    item bigint NOT NULL,
    accepted_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    due_at timestamptz,
    department text NOT NULL,
    -- The department's own number for it, where it has a system of its own.
    reference text,
    CONSTRAINT accepted_key PRIMARY KEY (jurisdiction, item)
);

-- What has a department in hand, the most urgent first?
CREATE INDEX accepted_by_due ON accepted (jurisdiction, department, due_at);

-- ---------------------------------------------------------------------------------------------------------------
-- History

CREATE SEQUENCE event_number;

-- One line of a request's history. Append-only.
CREATE TABLE event (
    jurisdiction integer NOT NULL,
    number bigint NOT NULL,
    event bigint NOT NULL DEFAULT nextval('event_number'),
    at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- With event, the place in the stream of changes: a reader stops below the oldest transaction still running.
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    item bigint,
    kind text NOT NULL,
    -- Who did it: a department's worker, the rescuer, the resident; never a name or an address.
    actor text NOT NULL,
    department text,
    -- The routing decision of a submission, byte for byte; the outcome of a completion.
    detail json NOT NULL DEFAULT '{}',
    CONSTRAINT event_key PRIMARY KEY (jurisdiction, number, event),
    CONSTRAINT event_kind_known CHECK (
        kind IN (
            'submitted', 'accepted', 'completed', 'released', 'lease_expired', 'closed',
            -- For the moves to come: a check on this table is costly to change once it is large.
            'offered', 'declined', 'offer_expired', 'triaged', 'cancelled', 'rerouted', 'reopened', 'leg_added',
            'note', 'question', 'answer', 'linked', 'due_moved', 'due_soon', 'overdue', 'confirmed'
        )
    )
);
