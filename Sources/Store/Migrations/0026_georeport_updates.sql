-- What other systems are told of service requests, and what they say about them: mySociety's servicerequestupdates.

-- What happened lately that others may be told of, oldest first? Clients ask for the last two hours every few minutes, so
-- it must not depend on how long the history is. A submission writes nothing into it; an accepted, closed or otherwise
-- told event one entry of some forty bytes beside the one before.
CREATE INDEX event_told ON event (jurisdiction, at, event) WHERE (
    kind IN (
        'accepted', 'offered', 'declined', 'offer_expired', 'triaged', 'paused', 'resumed', 'question', 'answer',
        'completed', 'cancelled', 'closed', 'reopened', 'rerouted', 'due_moved', 'note'
    )
    OR kind = 'leg_added' AND counterpart IS NOT NULL
);

-- ---------------------------------------------------------------------------------------------------------------
-- What clients say

-- What the system that sent it calls it (`attribute[fixmystreet_id]`), told to that system alone.
ALTER TABLE service_request ADD COLUMN client_reference text;

-- An update that a client sent, and the event it became. Whoever sends it again finds its row: written in one transaction
-- with the event, so there is one for each update however often it comes. Kept as long as the history.
CREATE TABLE client_update (
    jurisdiction integer NOT NULL,
    number bigint NOT NULL,
    client integer NOT NULL,
    -- As the client calls it.
    update_id text NOT NULL,
    -- Null only while its transaction lasts; twins whose words were the same have the same event.
    event bigint,
    -- SHA-256 of the photos that came with it: sent again it brings those that were lost on the way, and no others.
    photos bytea[] NOT NULL DEFAULT '{}',
    received_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT client_update_key PRIMARY KEY (jurisdiction, number, client, update_id),
    CONSTRAINT client_update_id_is_short CHECK (length(update_id) BETWEEN 1 AND 200)
);

GRANT SELECT, INSERT, DELETE, UPDATE (event) ON client_update TO dispatch311_service;
ALTER TABLE client_update ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- Departments have no business with it.
CREATE POLICY service ON client_update TO dispatch311_service USING (
    (SELECT acting_department()) IS NULL
    AND ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
);

-- As migration 24 has it, and what clients said beside it.
CREATE OR REPLACE FUNCTION forget_sandbox(
    sandbox integer, age interval, most integer, OUT requests integer, OUT photos bytea[]
)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    gone bigint[];
    legs bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM jurisdiction j WHERE j.jurisdiction = sandbox AND j.is_sandbox) THEN
        RAISE insufficient_privilege USING MESSAGE = 'expected the number of a sandbox, found another jurisdiction''s';
    END IF;
    gone := ARRAY(
        SELECT r.number FROM service_request r
         WHERE r.jurisdiction = sandbox AND r.requested_at < statement_timestamp() - age AND r.status = 'closed'
         ORDER BY r.requested_at, r.number LIMIT most
    );
    IF cardinality(gone) = 0 THEN
        -- Nearly always: not even a lock on a table is taken.
        requests := 0;
        photos := '{}';
        RETURN;
    END IF;
    legs := ARRAY(SELECT w.item FROM work_item w WHERE w.jurisdiction = sandbox AND w.number = ANY (gone));
    DELETE FROM deadline d WHERE d.jurisdiction = sandbox AND d.item = ANY (legs);
    DELETE FROM work_item w WHERE w.jurisdiction = sandbox AND w.number = ANY (gone);
    DELETE FROM client_update u WHERE u.jurisdiction = sandbox AND u.number = ANY (gone);
    DELETE FROM event e WHERE e.jurisdiction = sandbox AND e.number = ANY (gone);
    DELETE FROM contact c WHERE c.jurisdiction = sandbox AND c.number = ANY (gone);
    -- A key is as old as its request.
    DELETE FROM idempotency i
     WHERE i.jurisdiction = sandbox AND i.created_at < statement_timestamp() - age AND i.number = ANY (gone);
    WITH removed AS (
        DELETE FROM photo p WHERE p.jurisdiction = sandbox AND p.number = ANY (gone) RETURNING p.name
    )
    SELECT coalesce(array_agg(r.name), '{}') INTO photos FROM removed r;
    DELETE FROM service_request r WHERE r.jurisdiction = sandbox AND r.number = ANY (gone);
    GET DIAGNOSTICS requests = ROW_COUNT;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- What clients are sent

-- Where updates of the requests that a client sent are posted, as the city named it.
CREATE TABLE client_push (
    jurisdiction integer NOT NULL,
    client integer NOT NULL,
    -- The whole address that the forms go to.
    address text NOT NULL,
    -- What the other system calls this city, and the key it asks for: it must be shown there, so it is kept as it is.
    said_jurisdiction text,
    said_key text,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- Every event up to this place of their order has been dealt with: what is to be sent is in client_outbox.
    xid xid8 NOT NULL,
    event bigint NOT NULL,
    -- When it may be looked after, also by another server: whoever does moves this, and may have died since.
    due_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- Who does until then: a number that is drawn anew each time; null while nobody does.
    taken bigint,
    -- How often in a row the other system could not be reached, or took nothing; and what the last was, in our words.
    failures integer NOT NULL DEFAULT 0,
    last_failure text,
    delivered_at timestamptz,
    CONSTRAINT client_push_key PRIMARY KEY (jurisdiction, client),
    CONSTRAINT client_push_of_client FOREIGN KEY (jurisdiction, client) REFERENCES client (jurisdiction, client)
);

-- Updates to be sent; gone once the other system has them. Of each request the lowest is sent first, and the next only
-- when that one is gone: one that is not taken holds up its own request and no other.
CREATE TABLE client_outbox (
    jurisdiction integer NOT NULL,
    client integer NOT NULL,
    number bigint NOT NULL,
    event bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    due_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    attempts integer NOT NULL DEFAULT 0,
    -- Since when the other system does not take it; null while it was not tried.
    refused_since timestamptz,
    -- What is next of a request? Also by which one row is found, to be forgotten or to wait.
    CONSTRAINT client_outbox_key PRIMARY KEY (jurisdiction, client, number, event),
    CONSTRAINT client_outbox_of_push FOREIGN KEY (jurisdiction, client)
        REFERENCES client_push (jurisdiction, client) ON DELETE CASCADE
) WITH (fillfactor = 80);

-- What may be sent to a client now, what has waited longest first? What was not taken stands behind the others.
CREATE INDEX client_outbox_due ON client_outbox (jurisdiction, client, due_at, event);

GRANT SELECT, INSERT, UPDATE, DELETE ON client_push, client_outbox TO dispatch311_service;
ALTER TABLE client_push ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON client_push TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE client_outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON client_outbox TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
