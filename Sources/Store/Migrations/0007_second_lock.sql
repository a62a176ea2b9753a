-- Row-level security for what the server does on a department's behalf as well, and less for a department to write.
--
-- The server says with the same two settings on whose behalf it works as dispatch311_service:
--   * neither: nobody's (sweeps, the board, publication): everything is there, as before;
--   * dispatch311.jurisdiction: a supervisor's: everything of this jurisdiction;
--   * and dispatch311.department: a department's, which moves work of its own: its rows, and of others' what such a
--     move writes, which are the other legs of the same request.

-- ---------------------------------------------------------------------------------------------------------------
-- On whose behalf
--
-- Null for any other user: functions that run as the owner, below, see everything, and so end the circle of a policy
-- that asks about its own table. Policies ask in a sub-select, which is evaluated once a statement and not once a row.

CREATE FUNCTION acting_jurisdiction() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN current_user = 'dispatch311_service'
    THEN nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
END;

CREATE FUNCTION acting_department() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN current_user = 'dispatch311_service'
    THEN nullif(current_setting('dispatch311.department', true), '')
END;

-- Whether a department may move a request: it owns or is offered an open leg of it, or did so when this transaction
-- began, and has given the leg away or ended it since.
CREATE FUNCTION may_move_request(jurisdiction integer, number bigint, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM work_item w
         WHERE w.jurisdiction = may_move_request.jurisdiction AND w.number = may_move_request.number
           AND w.status = 'open'
           AND (w.department = may_move_request.department OR w.offered_to = may_move_request.department)
    ) OR EXISTS (
        -- An event of its item that was written in this transaction: nobody may write one who could not move it.
        SELECT FROM event e
         WHERE e.jurisdiction = may_move_request.jurisdiction AND e.number = may_move_request.number
           AND e.item IS NOT NULL
           AND (e.department = may_move_request.department OR e.counterpart = may_move_request.department)
           AND CASE WHEN pg_current_xact_id_if_assigned() IS NOT NULL THEN e.xid = event_position() END
    );
END;

-- The same for the request of an item; null where there is no such item, or not yet.
CREATE FUNCTION may_move_item(jurisdiction integer, item bigint, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT may_move_request(w.jurisdiction, w.number, may_move_item.department) FROM work_item w
     WHERE w.jurisdiction = may_move_item.jurisdiction AND w.item = may_move_item.item;
END;

-- Whether a lease holds a leg of a request that a department may move: a reroute takes it out. As the lease stands when
-- a statement begins, so that it may be written back without that leg.
CREATE FUNCTION may_move_leased(jurisdiction integer, lease uuid, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 10000
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM lease l
         CROSS JOIN LATERAL unnest(l.items) AS held (item)
          JOIN work_item w ON w.jurisdiction = l.jurisdiction AND w.item = held.item
          JOIN work_item o ON o.jurisdiction = w.jurisdiction AND o.number = w.number AND o.status = 'open'
                          AND (o.department = may_move_leased.department OR o.offered_to = may_move_leased.department)
         WHERE l.jurisdiction = may_move_leased.jurisdiction AND l.lease = may_move_leased.lease
    );
END;

-- Whether a department may read a private request: it has, had, or is offered a leg of it.
CREATE FUNCTION may_read_request(jurisdiction integer, number bigint, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM work_item w
         WHERE w.jurisdiction = may_read_request.jurisdiction AND w.number = may_read_request.number
           AND (w.department = may_read_request.department OR w.offered_to = may_read_request.department)
    ) OR may_move_request(may_read_request.jurisdiction, may_read_request.number, may_read_request.department);
END;

-- Whether a request is a duplicate of one that a department may move, which is itself found to be a duplicate: then
-- both are tied to the same original.
CREATE FUNCTION repeats_own_request(jurisdiction integer, number bigint, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT coalesce(may_move_request(r.jurisdiction, r.parent, repeats_own_request.department), false)
      FROM service_request r
     WHERE r.jurisdiction = repeats_own_request.jurisdiction AND r.number = repeats_own_request.number;
END;

-- Whether a request is the original of one that a department may move, in whose history the tie is told.
CREATE FUNCTION is_original_of_own(jurisdiction integer, number bigint, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM service_request r
         WHERE r.jurisdiction = is_original_of_own.jurisdiction AND r.parent = is_original_of_own.number
           AND may_move_request(r.jurisdiction, r.number, is_original_of_own.department)
    );
END;

REVOKE EXECUTE ON FUNCTION
    may_move_request, may_move_item, may_move_leased, may_read_request, repeats_own_request, is_original_of_own
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    may_move_request, may_move_item, may_move_leased, may_read_request, repeats_own_request, is_original_of_own
    TO dispatch311_service;

-- ---------------------------------------------------------------------------------------------------------------
-- What is there for the service

-- Work goes to any queue of the city.
ALTER POLICY service ON queue USING (
    (SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction())
);

ALTER POLICY service ON api_key USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND ((SELECT acting_department()) IS NULL OR department = (SELECT acting_department()))
);

-- Its items, the other legs of their requests, and what has become of its own.
ALTER POLICY service ON work_item USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR department = (SELECT acting_department())
        OR offered_to = (SELECT acting_department())
        OR may_move_request(jurisdiction, number, (SELECT acting_department()))
    )
) WITH CHECK (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR may_move_request(jurisdiction, number, (SELECT acting_department()))
    )
);

-- What is put in a queue together with a new leg has no item yet that the check could see. Here and below the plain
-- look at the department's own item spares most rows the function.
ALTER POLICY service ON ready USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND ((SELECT acting_department()) IS NULL OR may_move_item(jurisdiction, seq, (SELECT acting_department())))
) WITH CHECK (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR EXISTS (
            SELECT FROM work_item w
             WHERE w.jurisdiction = ready.jurisdiction AND w.item = ready.seq AND w.status = 'open'
               AND (w.department = (SELECT acting_department()) OR w.offered_to = (SELECT acting_department()))
        )
        OR coalesce(may_move_item(jurisdiction, seq, (SELECT acting_department())), true)
    )
);

ALTER POLICY service ON lease USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR department = (SELECT acting_department())
        OR may_move_leased(jurisdiction, lease, (SELECT acting_department()))
    )
);

ALTER POLICY service ON accepted USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR department = (SELECT acting_department())
        OR may_move_item(jurisdiction, item, (SELECT acting_department()))
    )
) WITH CHECK (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND ((SELECT acting_department()) IS NULL OR may_move_item(jurisdiction, item, (SELECT acting_department())))
);

-- Any public request may be the original of a duplicate: it is read and locked, and nothing is written to it.
ALTER POLICY service ON service_request USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR NOT is_private
        OR may_read_request(jurisdiction, number, (SELECT acting_department()))
    )
) WITH CHECK (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR may_move_request(jurisdiction, number, (SELECT acting_department()))
        OR repeats_own_request(jurisdiction, number, (SELECT acting_department()))
    )
);

-- In its own name only.
ALTER POLICY service ON event USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR department = (SELECT acting_department())
        OR counterpart = (SELECT acting_department())
    )
) WITH CHECK (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR starts_with(actor, (SELECT acting_department() || '/')) AND (
            EXISTS (
                SELECT FROM work_item w
                 WHERE w.jurisdiction = event.jurisdiction AND w.item = event.item AND w.number = event.number
                   AND w.status = 'open'
                   AND (w.department = (SELECT acting_department()) OR w.offered_to = (SELECT acting_department()))
            )
            OR may_move_request(jurisdiction, number, (SELECT acting_department()))
            OR kind = 'linked' AND is_original_of_own(jurisdiction, number, (SELECT acting_department()))
        )
    )
);

ALTER POLICY service ON deadline USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND ((SELECT acting_department()) IS NULL OR may_move_item(jurisdiction, item, (SELECT acting_department())))
);

ALTER POLICY service ON idempotency USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR client IN (SELECT k.prefix FROM api_key k)
        OR client IN (SELECT 'desk:' || k.prefix FROM api_key k)
    )
);

-- On nobody's behalf is it read who a resident is, what one has not sent yet, and who is signed in.
ALTER POLICY service ON contact USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE staff_session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON staff_session TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE report_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON report_draft TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);

-- ---------------------------------------------------------------------------------------------------------------
-- What a department may write

-- An event of its own item, or of its own request as a whole, and in its own name. The last leg may be another
-- department's than the request, whose closing is told as that one's.
DROP POLICY department_writes ON event;
CREATE POLICY department_writes ON event FOR INSERT TO dispatch311_department WITH CHECK (
    jurisdiction = (SELECT nullif(current_setting('dispatch311.jurisdiction', true), '')::integer)
    AND starts_with(actor, (SELECT current_setting('dispatch311.department', true) || '/'))
    AND CASE
        WHEN item IS NULL THEN EXISTS (
            SELECT FROM work_item w
             WHERE w.jurisdiction = event.jurisdiction AND w.number = event.number AND w.status = 'open'
        )
        ELSE (
            department = (SELECT current_setting('dispatch311.department', true))
            OR counterpart = (SELECT current_setting('dispatch311.department', true))
        ) AND EXISTS (
            SELECT FROM work_item w
             WHERE w.jurisdiction = event.jurisdiction AND w.item = event.item AND w.number = event.number
               AND w.status = 'open'
        )
    END
);

ALTER POLICY department ON accepted WITH CHECK (
    jurisdiction = (SELECT nullif(current_setting('dispatch311.jurisdiction', true), '')::integer)
    AND department = (SELECT current_setting('dispatch311.department', true))
    AND EXISTS (
        SELECT FROM work_item w
         WHERE w.jurisdiction = accepted.jurisdiction AND w.item = accepted.item AND w.status = 'open'
    )
);

-- It reads its own and those it has a leg of or is offered one, as before; it writes to those of which such a leg is
-- open when the statement begins, which may be the one that closes it.
DROP POLICY department ON service_request;
CREATE POLICY department_reads ON service_request FOR SELECT TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND (
        department = current_setting('dispatch311.department', true)
        OR EXISTS (
            SELECT FROM work_item w
             WHERE w.jurisdiction = service_request.jurisdiction AND w.number = service_request.number
        )
    )
);
CREATE POLICY department_writes ON service_request FOR UPDATE TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND EXISTS (
        SELECT FROM work_item w
         WHERE w.jurisdiction = service_request.jurisdiction AND w.number = service_request.number
           AND w.status = 'open'
    )
);

-- ---------------------------------------------------------------------------------------------------------------
-- What the intake may read: what residents' keys were answered, not departments'.

ALTER POLICY intake ON idempotency USING (number IS NOT NULL);

-- ---------------------------------------------------------------------------------------------------------------
-- A late word, in the jurisdiction of whoever asks

CREATE OR REPLACE FUNCTION work_item_status(jurisdiction integer, item bigint) RETURNS text
    LANGUAGE sql STABLE STRICT SECURITY DEFINER
BEGIN ATOMIC
    SELECT w.status FROM work_item w
     WHERE w.jurisdiction = work_item_status.jurisdiction AND w.item = work_item_status.item
       AND w.jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer;
END;

-- ---------------------------------------------------------------------------------------------------------------
-- Changes

-- The jurisdiction's events in their order, of which a department is shown its own, and of others' the place and the
-- time: to read a bounded number of events, those that are passed over must be seen. Of another department's worker it
-- is told the department, not the name. Runs as the owner.
CREATE VIEW change AS
SELECT e.jurisdiction, e.xid, e.event, e.at,
       CASE WHEN own.is_concerned THEN e.number END AS number,
       CASE WHEN own.is_concerned THEN e.item END AS item,
       CASE WHEN own.is_concerned THEN e.kind END AS kind,
       CASE WHEN own.is_concerned THEN e.department END AS department,
       CASE WHEN own.is_concerned THEN e.counterpart END AS counterpart,
       CASE WHEN NOT own.is_concerned THEN NULL
            WHEN starts_with(e.actor, current_setting('dispatch311.department', true) || '/') THEN e.actor
            ELSE split_part(e.actor, '/', 1) END AS actor,
       CASE WHEN own.is_concerned THEN e.detail END AS detail
  FROM event e
 CROSS JOIN LATERAL (
     SELECT (
         e.department = current_setting('dispatch311.department', true)
         OR e.counterpart = current_setting('dispatch311.department', true)
     ) IS TRUE AS is_concerned
 ) AS own
 WHERE e.jurisdiction = (SELECT nullif(current_setting('dispatch311.jurisdiction', true), '')::integer);
GRANT SELECT ON change TO dispatch311_department, dispatch311_service;

-- ---------------------------------------------------------------------------------------------------------------
-- Idempotency keys belong to the first of the keys that replace each other

WITH RECURSIVE line (jurisdiction, prefix, first) AS (
    SELECT k.jurisdiction, k.prefix, k.prefix FROM api_key k WHERE k.replaces IS NULL
    UNION
    SELECT k.jurisdiction, k.prefix, line.first
      FROM line JOIN api_key k ON k.jurisdiction = line.jurisdiction AND k.replaces = line.prefix
), newest AS (
    -- One used under two of them was used for two calls: it is the first one's, else the later one's.
    SELECT DISTINCT ON (i.jurisdiction, line.first, i.key) i.jurisdiction, i.client, i.key, line.first
      FROM idempotency i
      JOIN line ON line.jurisdiction = i.jurisdiction AND line.prefix = i.client
     ORDER BY i.jurisdiction, line.first, i.key, i.created_at DESC
)
UPDATE idempotency i SET client = newest.first
  FROM newest
 WHERE i.jurisdiction = newest.jurisdiction AND i.client = newest.client AND i.key = newest.key
   AND i.client <> newest.first
   AND NOT EXISTS (
       SELECT FROM idempotency o
        WHERE o.jurisdiction = i.jurisdiction AND o.client = newest.first AND o.key = i.key
   );
