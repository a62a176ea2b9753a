-- What other systems are told when they send a request, and the city to try things out in.

-- ---------------------------------------------------------------------------------------------------------------
-- Batch and blackbox services

-- What whoever sent it was told to ask for it by: 'token' of a batch service, 'nothing' of a blackbox one. Null: by its
-- id, as almost always. Kept with the request, for a service may be of another type tomorrow.
ALTER TABLE service_request
    ADD COLUMN reply text,
    ADD CONSTRAINT service_request_reply_known CHECK (reply IN ('token', 'nothing'));

-- ---------------------------------------------------------------------------------------------------------------
-- Sandboxes: GeoReport's test endpoint
--
-- A sandbox is a jurisdiction with rows of its own and nothing published: it uses the catalog and the boundaries of the
-- city whose code its own begins with. A tilde follows there, which no city's code has. What it decides names versions
-- that are published elsewhere, so its `unversioned_until` is as high as can be.

ALTER TABLE jurisdiction ADD COLUMN is_sandbox boolean NOT NULL DEFAULT false;

-- Forgets what a sandbox was sent so long ago, at most so many requests with everything of theirs: how many it was, and
-- the photos whose files are to be removed.
--
-- Nobody has the right to delete a service request. This may, as the owner, and only of sandboxes, and only what is
-- closed: then no queue, no lease and nobody's hands hold any of it, and nothing can be claimed meanwhile. The sandbox
-- closes everything by itself within minutes.
CREATE FUNCTION forget_sandbox(sandbox integer, age interval, most integer, OUT requests integer, OUT photos bytea[])
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
REVOKE EXECUTE ON FUNCTION forget_sandbox FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_sandbox TO dispatch311_service;
