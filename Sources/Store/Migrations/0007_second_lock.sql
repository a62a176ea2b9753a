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
--
-- The functions that a policy asks about a row cost far more than the planner is told. It cannot know that most
-- statements are nobody's, for which none of them is called: told the truth, it would plan the board's and the sweeps'
-- joins around calls that never happen.

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
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1
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
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1
BEGIN ATOMIC
    SELECT may_move_request(w.jurisdiction, w.number, may_move_item.department) FROM work_item w
     WHERE w.jurisdiction = may_move_item.jurisdiction AND w.item = may_move_item.item;
END;

-- Whether a lease holds a leg of a request that a department may move: a reroute takes it out. As the lease stands when
-- a statement begins, so that it may be written back without that leg.
CREATE FUNCTION may_move_leased(jurisdiction integer, lease uuid, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1
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

-- Whether a department may read a request as its own: it has, had, or is offered a leg of it.
CREATE FUNCTION may_read_request(jurisdiction integer, number bigint, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM work_item w
         WHERE w.jurisdiction = may_read_request.jurisdiction AND w.number = may_read_request.number
           AND (w.department = may_read_request.department OR w.offered_to = may_read_request.department)
    ) OR may_move_request(may_read_request.jurisdiction, may_read_request.number, may_read_request.department);
END;

-- ---------------------------------------------------------------------------------------------------------------
-- What a department's move does to what is not there for it
--
-- These run as the owner and look at the settings themselves, whatever a statement says of who asks. For nobody, and
-- for whoever is no department, they do everything.

-- Whether a request is one that whoever asks may move.
CREATE FUNCTION is_own_move(jurisdiction integer, number bigint) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1
BEGIN ATOMIC
    SELECT coalesce(
           nullif(current_setting('dispatch311.jurisdiction', true), '')::integer = is_own_move.jurisdiction, true
       ) AND coalesce(
           may_move_request(
               is_own_move.jurisdiction, is_own_move.number,
               nullif(current_setting('dispatch311.department', true), '')
           ),
           true
       );
END;

-- Locks the leases that hold a leg of a request that is moved, in their order. Not by a look through a policy, which
-- would be asked of every other department's lease.
CREATE FUNCTION lock_leases(jurisdiction integer, number bigint) RETURNS TABLE (lease uuid, items bigint[])
    LANGUAGE sql VOLATILE STRICT SECURITY DEFINER ROWS 2
BEGIN ATOMIC
    SELECT l.lease, l.items FROM lease l
     WHERE l.jurisdiction = lock_leases.jurisdiction
       AND l.items && ARRAY(
           SELECT w.item FROM work_item w
            WHERE w.jurisdiction = lock_leases.jurisdiction AND w.number = lock_leases.number
       )
       AND (SELECT is_own_move(lock_leases.jurisdiction, lock_leases.number))
     ORDER BY l.lease
       FOR UPDATE;
END;

-- Whether a department may say that its request repeats another: one that anybody may read, one that it may read, or
-- the original of one of these, which may be private and others'.
CREATE FUNCTION may_repeat_request(jurisdiction integer, number bigint, department text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 1
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM service_request r
         WHERE r.jurisdiction = may_repeat_request.jurisdiction
           AND (r.number = may_repeat_request.number OR r.parent = may_repeat_request.number)
           AND (NOT r.is_private
                OR may_read_request(r.jurisdiction, r.number, may_repeat_request.department))
    );
END;

-- Locks a request that another one is to be tied to, and tells of which it is a duplicate itself: null for an original,
-- no row where there is none to tie to.
CREATE FUNCTION lock_original(jurisdiction integer, number bigint, original bigint) RETURNS TABLE (parent bigint)
    LANGUAGE sql VOLATILE STRICT SECURITY DEFINER ROWS 1
BEGIN ATOMIC
    SELECT r.parent FROM service_request r
     WHERE r.jurisdiction = lock_original.jurisdiction AND r.number = lock_original.original
       AND is_own_move(lock_original.jurisdiction, lock_original.number)
       AND coalesce(
           may_repeat_request(
               lock_original.jurisdiction, lock_original.original,
               nullif(current_setting('dispatch311.department', true), '')
           ),
           true
       )
       FOR NO KEY UPDATE;
END;

-- Ties a request to an original that stands under lock, with those that had the request for theirs, and tells the
-- original's history, in the department's own name; true where it did.
CREATE FUNCTION tie_duplicate(jurisdiction integer, number bigint, original bigint, actor text, id text)
    RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER
BEGIN ATOMIC
    WITH repeats AS MATERIALIZED (
        SELECT r.number FROM service_request r
         WHERE r.jurisdiction = tie_duplicate.jurisdiction
           AND (r.number = tie_duplicate.number OR r.parent = tie_duplicate.number)
           AND is_own_move(tie_duplicate.jurisdiction, tie_duplicate.number)
           AND coalesce(
               may_repeat_request(
                   tie_duplicate.jurisdiction, tie_duplicate.original,
                   nullif(current_setting('dispatch311.department', true), '')
               ),
               true
           )
           AND coalesce(
               starts_with(
                   tie_duplicate.actor, nullif(current_setting('dispatch311.department', true), '') || '/'
               ),
               true
           )
         ORDER BY r.number
           FOR NO KEY UPDATE
    )
    UPDATE service_request r SET parent = tie_duplicate.original FROM repeats
     WHERE r.jurisdiction = tie_duplicate.jurisdiction AND r.number = repeats.number;
    WITH told AS (
        INSERT INTO event (jurisdiction, number, kind, actor, department, detail)
        SELECT o.jurisdiction, o.number, 'linked', tie_duplicate.actor, o.department,
               -- What a private request repeats is no news of the public one.
               json_strip_nulls(json_build_object('duplicate', CASE WHEN NOT d.is_private THEN tie_duplicate.id END))
          FROM service_request d
          JOIN service_request o ON o.jurisdiction = d.jurisdiction AND o.number = d.parent
         WHERE d.jurisdiction = tie_duplicate.jurisdiction AND d.number = tie_duplicate.number
           AND d.parent = tie_duplicate.original
           AND is_own_move(d.jurisdiction, d.number)
           AND coalesce(
               starts_with(
                   tie_duplicate.actor, nullif(current_setting('dispatch311.department', true), '') || '/'
               ),
               true
           )
        RETURNING true AS is_told
    )
    SELECT coalesce(bool_or(is_told), false) FROM told;
END;

REVOKE EXECUTE ON FUNCTION
    may_move_request, may_move_item, may_move_leased, may_read_request, may_repeat_request, is_own_move, lock_leases,
    lock_original, tie_duplicate
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    may_move_request, may_move_item, may_move_leased, may_read_request, lock_leases, lock_original, tie_duplicate
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

-- Another department's lease is there only to take such a leg out of it, or to end it with its last one.
ALTER POLICY service ON lease USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR department = (SELECT acting_department())
        OR may_move_leased(jurisdiction, lease, (SELECT acting_department()))
    )
);

CREATE FUNCTION keep_foreign_lease() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    kept lease := OLD;
    dropped bigint[] := OLD.items;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        kept.items := NEW.items;
        dropped := ARRAY(SELECT unnest(OLD.items) EXCEPT SELECT unnest(NEW.items));
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW IS DISTINCT FROM kept OR NOT NEW.items <@ OLD.items) OR EXISTS (
        SELECT FROM unnest(dropped) AS d (item)
         WHERE may_move_item(OLD.jurisdiction, d.item, acting_department()) IS NOT TRUE
    ) THEN
        RAISE insufficient_privilege USING
            CONSTRAINT = 'lease_of_another',
            MESSAGE = 'expected a lease of another department to lose legs of requests that are moved, found more';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER lease_of_another_deleted BEFORE DELETE ON lease
    FOR EACH ROW WHEN (OLD.department <> acting_department()) EXECUTE FUNCTION keep_foreign_lease();
CREATE TRIGGER lease_of_another_updated BEFORE UPDATE ON lease
    FOR EACH ROW WHEN (OLD.department <> acting_department() OR NEW.department <> acting_department())
    EXECUTE FUNCTION keep_foreign_lease();

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

-- Nothing of others' requests is there, whose residents' secrets stand in their rows: the originals of duplicates are
-- locked and told by the functions above.
ALTER POLICY service ON service_request USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR may_read_request(jurisdiction, number, (SELECT acting_department()))
    )
) WITH CHECK (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR may_move_request(jurisdiction, number, (SELECT acting_department()))
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
