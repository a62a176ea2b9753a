-- People who work here, each with an account of their own: who is invited, as what, and by what they sign in.

CREATE TABLE staff_account (
    jurisdiction integer NOT NULL,
    account integer GENERATED ALWAYS AS IDENTITY,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- When the invitation was taken up; before that nobody can sign in with it.
    joined_at timestamptz,
    -- Since when it is shut. Never deleted: leases and the history go by its name.
    disabled_at timestamptz,
    -- As it was typed.
    email text NOT NULL,
    address text GENERATED ALWAYS AS (lower(email)) STORED,
    -- What leases and the history call the person: a number or a nickname, chosen by who invites.
    name text NOT NULL,
    department text NOT NULL,
    role text NOT NULL,
    -- scrypt with its settings and salt; null where another site says who it is, or nobody has joined yet.
    password text,
    -- Wrong passwords in a row, and the last of them.
    failures smallint NOT NULL DEFAULT 0,
    failed_at timestamptz,
    -- SHA-256 of the token of the invitation that stands, and when it is over.
    invitation bytea,
    invitation_ends_at timestamptz,
    -- The account at the city's own sign-in (OpenID Connect) that is this person's.
    issuer text,
    subject text,
    CONSTRAINT staff_account_key PRIMARY KEY (jurisdiction, account),
    CONSTRAINT staff_account_once UNIQUE (jurisdiction, address),
    -- A lease is its holder's by department and name.
    CONSTRAINT staff_account_name_once UNIQUE (jurisdiction, department, name),
    CONSTRAINT staff_account_invitation_once UNIQUE (jurisdiction, invitation),
    CONSTRAINT staff_account_subject_once UNIQUE (jurisdiction, issuer, subject),
    CONSTRAINT staff_account_role_known CHECK (role IN ('crew', 'lead', 'supervisor', 'editor', 'administrator')),
    CONSTRAINT staff_account_invitation_is_sha256 CHECK (octet_length(invitation) = 32),
    CONSTRAINT staff_account_invitation_ends CHECK ((invitation IS NULL) = (invitation_ends_at IS NULL)),
    CONSTRAINT staff_account_issuer_and_subject_together CHECK ((issuer IS NULL) = (subject IS NULL)),
    CONSTRAINT staff_account_failed_has_time CHECK (failures = 0 OR failed_at IS NOT NULL)
);

-- What was done with accounts and sessions, by whom. Append-only.
CREATE TABLE staff_event (
    jurisdiction integer NOT NULL,
    event bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT statement_timestamp(),
    account integer NOT NULL,
    kind text NOT NULL,
    -- Who did it: another account, or null for the person, the server or its command line.
    by_account integer,
    detail text,
    CONSTRAINT staff_event_key PRIMARY KEY (jurisdiction, account, event),
    CONSTRAINT staff_event_of_account FOREIGN KEY (jurisdiction, account)
        REFERENCES staff_account (jurisdiction, account),
    CONSTRAINT staff_event_by_account FOREIGN KEY (jurisdiction, by_account)
        REFERENCES staff_account (jurisdiction, account),
    CONSTRAINT staff_event_kind_known CHECK (
        kind IN ('invited', 'joined', 'password', 'linked', 'changed', 'disabled', 'enabled', 'signed_in',
                 'signed_out_everywhere', 'locked')
    )
);

-- When did this person last sign in? Each page asks it, and people sign in every day for years.
CREATE INDEX staff_event_signed_in ON staff_event (jurisdiction, account, at) WHERE kind = 'signed_in';

-- A session is a key's or an account's.
ALTER TABLE staff_session
    ALTER COLUMN key_prefix DROP NOT NULL,
    ADD COLUMN account integer,
    ADD CONSTRAINT staff_session_of_account FOREIGN KEY (jurisdiction, account)
        REFERENCES staff_account (jurisdiction, account),
    ADD CONSTRAINT staff_session_of_one CHECK (num_nonnulls(key_prefix, account) = 1);

-- Which sessions are this person's? For signing out everywhere.
CREATE INDEX staff_session_account ON staff_session (jurisdiction, account) WHERE account IS NOT NULL;

-- Departments have no business with who may sign in.
GRANT SELECT, INSERT, UPDATE ON staff_account TO dispatch311_service;
GRANT SELECT, INSERT ON staff_event TO dispatch311_service;
ALTER TABLE staff_account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON staff_account TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE staff_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON staff_event TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);

-- As which clients the people of the department that acts are known: what one of them sends twice is done once. Runs as
-- the owner, for accounts are not there for departments, and tells nothing but numbers.
CREATE FUNCTION own_account_clients() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT 'desk:account-' || a.account FROM staff_account a
     WHERE a.jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
       AND a.department = nullif(current_setting('dispatch311.department', true), '');
END;
REVOKE EXECUTE ON FUNCTION own_account_clients FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_account_clients TO dispatch311_department, dispatch311_service;

ALTER POLICY department ON idempotency USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND (
        client IN (SELECT k.prefix FROM api_key k)
        OR client IN (SELECT 'desk:' || k.prefix FROM api_key k)
        OR client IN (SELECT own_account_clients())
    )
);
ALTER POLICY service ON idempotency USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (
        (SELECT acting_department()) IS NULL
        OR client IN (SELECT k.prefix FROM api_key k)
        OR client IN (SELECT 'desk:' || k.prefix FROM api_key k)
        OR client IN (SELECT own_account_clients())
    )
);
