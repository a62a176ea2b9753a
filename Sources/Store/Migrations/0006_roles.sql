-- Keys that can be rotated, and three database roles behind them, so that a mistake in the program does not show or give
-- one department another's work: what a role was not granted, and rows its policies do not name, are not there for it.

-- ---------------------------------------------------------------------------------------------------------------
-- Keys

ALTER TABLE api_key
    -- When it was last shown, to within a few minutes.
    ADD COLUMN last_used_at timestamptz,
    -- The key this one was made to replace.
    ADD COLUMN replaces text,
    ADD CONSTRAINT api_key_of_replaced FOREIGN KEY (jurisdiction, replaces) REFERENCES api_key (jurisdiction, prefix),
    ADD CONSTRAINT api_key_replaced_once UNIQUE (jurisdiction, replaces);

-- ---------------------------------------------------------------------------------------------------------------
-- Roles

-- Roles belong to the cluster, not to the database: another database may have made them, or be making them now.
-- Whoever migrates becomes a member, so that the policies for dispatch311_service hold for it too: row-level security is
-- forced on the owner as well, and who has no policy sees nothing.
DO $$
DECLARE
    names CONSTANT text[] := '{dispatch311_intake,dispatch311_department,dispatch311_service}';
    needed text;
    orders text := '';
BEGIN
    FOREACH needed IN ARRAY names LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = needed) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', needed);
            END IF;
        EXCEPTION
            -- Another database's migration was faster.
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN orders := orders || format(' CREATE ROLE %I NOLOGIN;', needed);
        END;
        BEGIN
            IF EXISTS (SELECT FROM pg_roles WHERE rolname = needed AND NOT pg_has_role(oid, 'USAGE')) THEN
                EXECUTE format('GRANT %I TO CURRENT_USER', needed);
            END IF;
        EXCEPTION
            WHEN unique_violation OR insufficient_privilege THEN NULL;
        END;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = needed AND pg_has_role(oid, 'USAGE')) THEN
            orders := orders || format(' GRANT %I TO %I;', needed, current_user);
        END IF;
    END LOOP;
    IF orders <> '' THEN
        RAISE insufficient_privilege USING MESSAGE = format(
            'expected the database roles %s and %I as their inheriting member, found a user who may not arrange it; '
                'let a superuser run:%s',
            array_to_string(names, ', '), current_user, orders
        );
    END IF;
    SELECT string_agg(format(' ALTER ROLE %I NOSUPERUSER NOBYPASSRLS;', rolname), '') INTO orders
      FROM pg_roles WHERE rolname = ANY (names) AND (rolsuper OR rolbypassrls);
    IF orders <> '' THEN
        RAISE invalid_role_specification USING MESSAGE = format(
            'expected database roles that row-level security holds for, found some that pass it by; '
                'let a superuser run:%s', orders
        );
    END IF;
    EXECUTE format(
        'GRANT USAGE ON SCHEMA %I TO dispatch311_intake, dispatch311_department, dispatch311_service', current_schema()
    );
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Intake: stores what residents send, and reads nothing of it again but its own keys.

GRANT USAGE ON SEQUENCE service_request_number, work_item_number, event_number TO dispatch311_intake;
GRANT INSERT ON service_request, contact, work_item, ready, event, deadline TO dispatch311_intake;
GRANT SELECT, INSERT ON queue TO dispatch311_intake;
GRANT SELECT, INSERT ON idempotency TO dispatch311_intake;
-- For the lock that a repetition waits on; nothing is ever written to it.
GRANT UPDATE (created_at) ON idempotency TO dispatch311_intake;

-- ---------------------------------------------------------------------------------------------------------------
-- Department: the words a department says about its own work.

GRANT USAGE ON SEQUENCE event_number TO dispatch311_department;
GRANT SELECT ON queue TO dispatch311_department;
-- UPDATE for FOR UPDATE only; rows of this table are never updated.
GRANT SELECT, DELETE, UPDATE (attempt) ON ready TO dispatch311_department;
GRANT SELECT, INSERT, UPDATE, DELETE ON lease, accepted TO dispatch311_department;
GRANT SELECT ON work_item TO dispatch311_department;
GRANT UPDATE (
    closed_at, status, department, offered_to, offer_expires_at, return_queue, outcome, outcome_detail, paused_at,
    pause_reason
) ON work_item TO dispatch311_department;
-- Neither the secret of the resident's own page, nor who the resident is.
GRANT SELECT (
    jurisdiction, number, requested_at, updated_at, closed_at, expected_at, latitude, longitude, status, open_legs,
    is_private, service_code, department, service_notice, description, address, address_id, attributes, media_urls,
    status_notes, bounces, reopens, parent
) ON service_request TO dispatch311_department;
GRANT UPDATE (
    updated_at, closed_at, status, open_legs, department, service_notice, status_notes
) ON service_request TO dispatch311_department;
GRANT SELECT, INSERT ON event TO dispatch311_department;
GRANT SELECT, INSERT, DELETE, UPDATE (answer) ON idempotency TO dispatch311_department;
GRANT SELECT (jurisdiction, prefix, department) ON api_key TO dispatch311_department;

-- ---------------------------------------------------------------------------------------------------------------
-- Service: everything else the server does, for every department and jurisdiction. What is written once is never
-- updated or deleted, not even by it.

GRANT USAGE ON SEQUENCE service_request_number, work_item_number, event_number TO dispatch311_service;
GRANT SELECT, INSERT ON queue, contact, event TO dispatch311_service;
GRANT SELECT, INSERT, UPDATE ON service_request, work_item, api_key TO dispatch311_service;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON ready, lease, accepted, deadline, idempotency, staff_session, report_draft TO dispatch311_service;
-- UPDATE for the lock that one publisher at a time holds.
GRANT SELECT, INSERT, UPDATE (unversioned_until) ON jurisdiction TO dispatch311_service;
GRANT SELECT, INSERT
    ON catalog_version, layer_version, map_file_version, publication, publication_layer, publication_map_file
    TO dispatch311_service;
GRANT SELECT ON schema_migration TO dispatch311_service;

-- ---------------------------------------------------------------------------------------------------------------
-- Row-level security
--
-- The server says whose word it is with set_config('dispatch311.jurisdiction' | 'dispatch311.department', …, true) in
-- front of each of a department's statements. Where that is missing nothing is equal to it, and no row is there.

ALTER TABLE queue ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON queue TO dispatch311_service USING (true);
CREATE POLICY intake ON queue TO dispatch311_intake USING (true);
CREATE POLICY department ON queue TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND department = current_setting('dispatch311.department', true)
);

ALTER TABLE api_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON api_key TO dispatch311_service USING (true);
CREATE POLICY department ON api_key TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND department = current_setting('dispatch311.department', true)
);

ALTER TABLE work_item ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON work_item TO dispatch311_service USING (true);
CREATE POLICY intake ON work_item FOR INSERT TO dispatch311_intake WITH CHECK (true);
CREATE POLICY department ON work_item TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND (
        department = current_setting('dispatch311.department', true)
        OR offered_to = current_setting('dispatch311.department', true)
    )
);

ALTER TABLE ready ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON ready TO dispatch311_service USING (true);
CREATE POLICY intake ON ready FOR INSERT TO dispatch311_intake WITH CHECK (true);
-- It says no department; its queue does, and of queues a department sees its own.
CREATE POLICY department ON ready TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND queue IN (SELECT q.queue FROM queue q)
);

ALTER TABLE lease ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON lease TO dispatch311_service USING (true);
CREATE POLICY department ON lease TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND department = current_setting('dispatch311.department', true)
);

ALTER TABLE accepted ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON accepted TO dispatch311_service USING (true);
CREATE POLICY department ON accepted TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND department = current_setting('dispatch311.department', true)
);

ALTER TABLE service_request ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON service_request TO dispatch311_service USING (true);
CREATE POLICY intake ON service_request FOR INSERT TO dispatch311_intake WITH CHECK (true);
-- Its own, and those it has a leg of or is offered one. The first half spares most rows the look at the legs.
CREATE POLICY department ON service_request TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND (
        department = current_setting('dispatch311.department', true)
        OR EXISTS (
            SELECT FROM work_item w
             WHERE w.jurisdiction = service_request.jurisdiction AND w.number = service_request.number
        )
    )
);

ALTER TABLE event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON event TO dispatch311_service USING (true);
CREATE POLICY intake ON event FOR INSERT TO dispatch311_intake WITH CHECK (true);
CREATE POLICY department_reads ON event FOR SELECT TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND (
        department = current_setting('dispatch311.department', true)
        OR counterpart = current_setting('dispatch311.department', true)
    )
);
-- The last leg may be another department's than the request, whose closing is told as that one's.
CREATE POLICY department_writes ON event FOR INSERT TO dispatch311_department WITH CHECK (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND (
        department = current_setting('dispatch311.department', true)
        OR counterpart = current_setting('dispatch311.department', true)
        OR item IS NULL AND EXISTS (
            SELECT FROM service_request r WHERE r.jurisdiction = event.jurisdiction AND r.number = event.number
        )
    )
);

ALTER TABLE deadline ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON deadline TO dispatch311_service USING (true);
CREATE POLICY intake ON deadline FOR INSERT TO dispatch311_intake WITH CHECK (true);

ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON idempotency TO dispatch311_service USING (true);
CREATE POLICY intake ON idempotency TO dispatch311_intake USING (true);
-- What its own keys, and those who signed in at the desk with one, were answered: answers hold residents' words.
CREATE POLICY department ON idempotency TO dispatch311_department USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND (
        client IN (SELECT k.prefix FROM api_key k)
        OR client IN (SELECT 'desk:' || k.prefix FROM api_key k)
    )
);

-- No role but the service reads it; intake writes it.
ALTER TABLE contact ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON contact TO dispatch311_service USING (true);
CREATE POLICY intake ON contact FOR INSERT TO dispatch311_intake WITH CHECK (true);

-- ---------------------------------------------------------------------------------------------------------------
-- A late word

-- What has become of an item, whosever it is: a department must be told that a lease's word came too late even where the
-- item is no longer one it may see. Runs as the owner, and tells nothing but the status.
CREATE FUNCTION work_item_status(jurisdiction integer, item bigint) RETURNS text
    LANGUAGE sql STABLE STRICT SECURITY DEFINER
BEGIN ATOMIC
    SELECT w.status FROM work_item w
     WHERE w.jurisdiction = work_item_status.jurisdiction AND w.item = work_item_status.item;
END;
REVOKE EXECUTE ON FUNCTION work_item_status FROM PUBLIC;
GRANT EXECUTE ON FUNCTION work_item_status TO dispatch311_department, dispatch311_service;
