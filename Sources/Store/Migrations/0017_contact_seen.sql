-- Contact details are shown to the department that has the work in hand, and never without a line of the history.

-- Not valid: rows from before satisfied a narrower check, and to read all of them would take long on a large table.
ALTER TABLE event
    DROP CONSTRAINT event_kind_known,
    ADD CONSTRAINT event_kind_known CHECK (
        kind IN (
            'submitted', 'accepted', 'completed', 'released', 'lease_expired', 'closed',
            'offered', 'declined', 'offer_expired', 'triaged', 'cancelled', 'rerouted', 'reopened', 'leg_added',
            'note', 'question', 'answer', 'linked', 'due_moved', 'due_soon', 'overdue', 'confirmed',
            'paused', 'resumed', 'escalated', 'contact_seen'
        )
    ) NOT VALID;

-- Whether it is a department that asks, about what is its own, and in its own name. Nobody and a supervisor are none.
CREATE FUNCTION is_own_look(jurisdiction integer, department text, actor text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND department = nullif(current_setting('dispatch311.department', true), '')
    AND starts_with(actor, department || '/'),
    false
);

-- The only way for a department to a resident's contact details: of an open item that it owns, which an offer is not
-- before it is accepted. Runs as the owner, for `contact` is not there for departments; reads and writes in one statement,
-- so that there is no look without its line. No row where the item is not such a one, or nothing was given.
CREATE FUNCTION look_at_contact(jurisdiction integer, item bigint, actor text)
    RETURNS TABLE (event bigint, first_name text, last_name text, email text, phone text)
    LANGUAGE sql VOLATILE STRICT SECURITY DEFINER ROWS 1
BEGIN ATOMIC
    WITH own AS MATERIALIZED (
        SELECT w.number, w.department FROM work_item w
         WHERE w.jurisdiction = look_at_contact.jurisdiction AND w.item = look_at_contact.item AND w.status = 'open'
           AND is_own_look(w.jurisdiction, w.department, look_at_contact.actor)
           FOR SHARE
    ), found AS MATERIALIZED (
        SELECT own.number, own.department, c.first_name, c.last_name, c.email, c.phone
          FROM own
          JOIN contact c ON c.jurisdiction = look_at_contact.jurisdiction AND c.number = own.number
    ), told AS (
        INSERT INTO event AS e (jurisdiction, number, item, kind, actor, department)
        SELECT look_at_contact.jurisdiction, found.number, look_at_contact.item, 'contact_seen', look_at_contact.actor,
               found.department
          FROM found
        RETURNING e.event
    )
    SELECT told.event, found.first_name, found.last_name, found.email, found.phone FROM told CROSS JOIN found;
END;

-- What such a look showed, for a call that is sent again under its key, which would else have to keep the answer: to the
-- department whose look it was, as long as it might look anew.
CREATE FUNCTION contact_of_look(jurisdiction integer, item bigint, event bigint)
    RETURNS TABLE (first_name text, last_name text, email text, phone text)
    LANGUAGE sql STABLE STRICT SECURITY DEFINER ROWS 1
BEGIN ATOMIC
    SELECT c.first_name, c.last_name, c.email, c.phone
      FROM work_item w
      JOIN event e ON e.jurisdiction = w.jurisdiction AND e.number = w.number AND e.event = contact_of_look.event
                  AND e.item = w.item AND e.kind = 'contact_seen' AND e.department = w.department
      JOIN contact c ON c.jurisdiction = w.jurisdiction AND c.number = w.number
     WHERE w.jurisdiction = contact_of_look.jurisdiction AND w.item = contact_of_look.item AND w.status = 'open'
       AND is_own_look(w.jurisdiction, w.department, e.actor);
END;

REVOKE EXECUTE ON FUNCTION is_own_look, look_at_contact, contact_of_look FROM PUBLIC;
GRANT EXECUTE ON FUNCTION look_at_contact, contact_of_look TO dispatch311_department;
