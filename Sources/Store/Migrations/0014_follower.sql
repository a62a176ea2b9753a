-- Who is told by mail what becomes of a request, or what happens in a place; and the mails that have not left yet.

CREATE TABLE follower (
    jurisdiction integer NOT NULL,
    -- Random: whoever knows it may confirm and end the following. Every mail carries it, so it is kept as it is, and
    -- only mails do.
    follower bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- When it was last asked for; what nobody confirms is forgotten.
    asked_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- How often it was asked for.
    asks integer NOT NULL DEFAULT 1,
    -- When the owner of the address said yes; before that nothing is sent but the question.
    confirmed_at timestamptz,
    -- When news were last sent.
    told_at timestamptz,
    -- As it was typed.
    email text NOT NULL,
    address text GENERATED ALWAYS AS (lower(email)) STORED,
    language text NOT NULL,
    -- The request that is followed, or the place and, where not all of them are meant, the service.
    number bigint,
    layer text,
    boundary text,
    service_code text,
    -- Whether it is the resident who sent the request: with its key, and at the address given with it.
    sees_all boolean NOT NULL DEFAULT false,
    -- Mails in a row that the mailer would not take for this address.
    refusals smallint NOT NULL DEFAULT 0,
    CONSTRAINT follower_key PRIMARY KEY (jurisdiction, follower),
    CONSTRAINT follower_once UNIQUE NULLS NOT DISTINCT (jurisdiction, address, number, layer, boundary, service_code),
    CONSTRAINT follower_is_128_bits CHECK (octet_length(follower) = 16),
    CONSTRAINT follower_of_one_thing CHECK (num_nonnulls(number, boundary) = 1),
    CONSTRAINT follower_layer_and_boundary_together CHECK ((layer IS NULL) = (boundary IS NULL)),
    CONSTRAINT follower_of_service_in_a_place CHECK (service_code IS NULL OR boundary IS NOT NULL),
    CONSTRAINT follower_sees_all_of_a_request CHECK (number IS NOT NULL OR NOT sees_all),
    CONSTRAINT follower_of_service_request FOREIGN KEY (jurisdiction, number)
        REFERENCES service_request (jurisdiction, number)
);

-- Whom to tell of an event?
CREATE INDEX follower_of_request ON follower (jurisdiction, number) WHERE number IS NOT NULL;
CREATE INDEX follower_of_place ON follower (jurisdiction, layer, boundary) WHERE boundary IS NOT NULL;

-- Who never said yes?
CREATE INDEX follower_unconfirmed ON follower (jurisdiction, asked_at) WHERE confirmed_at IS NULL;

-- The questions whether somebody wants mails that were sent to an address, kept for a day: nobody gets many of them
-- because of what others type.
CREATE TABLE follower_ask (
    jurisdiction integer NOT NULL,
    address text NOT NULL,
    at timestamptz NOT NULL DEFAULT statement_timestamp(),
    ask uuid NOT NULL DEFAULT gen_random_uuid(),
    CONSTRAINT follower_ask_key PRIMARY KEY (jurisdiction, address, at, ask)
);

-- Mails to be sent. Written only for followers there are, and gone once the mailer has taken them. Of each follower the
-- row with the lowest seq is sent first, and the next only when that one is gone.
CREATE TABLE outbox (
    jurisdiction integer NOT NULL,
    follower bytea NOT NULL,
    -- The event; of the question whether somebody wants mails, which of them it is, below zero.
    seq bigint NOT NULL,
    -- The event's request.
    number bigint,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- When it may be taken, also again: whoever takes it moves this, and may have died since.
    next_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    attempts smallint NOT NULL DEFAULT 0,
    CONSTRAINT outbox_key PRIMARY KEY (jurisdiction, follower, seq),
    CONSTRAINT outbox_of_follower FOREIGN KEY (jurisdiction, follower)
        REFERENCES follower (jurisdiction, follower) ON DELETE CASCADE,
    CONSTRAINT outbox_event_of_request CHECK ((number IS NULL) = (seq < 0))
) WITH (fillfactor = 80);

-- What may be sent now?
CREATE INDEX outbox_next ON outbox (jurisdiction, next_at);

-- How far a reader of all events has come: everything up to this place of the order has been dealt with.
CREATE TABLE event_tail (
    jurisdiction integer NOT NULL,
    name text NOT NULL,
    xid xid8 NOT NULL,
    event bigint NOT NULL,
    CONSTRAINT event_tail_key PRIMARY KEY (jurisdiction, name)
);

-- Read and written by the server on nobody's behalf: departments have no business with who follows.
GRANT SELECT, INSERT, UPDATE, DELETE ON follower, follower_ask, outbox, event_tail TO dispatch311_service;
ALTER TABLE follower ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON follower TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE follower_ask ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON follower_ask TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON outbox TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE event_tail ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON event_tail TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
