-- The second door of staff's sign-in: the city's own (OpenID Connect). Who went there and has not come back yet.
-- staff_account has had the columns for issuer and subject from its beginning.

CREATE TABLE openid_attempt (
    jurisdiction integer NOT NULL,
    -- SHA-256 of what the provider hands back, and of the secret that the browser alone keeps.
    state bytea NOT NULL,
    browser bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    -- The page that was asked for.
    page text,
    -- What is wanted: to sign in, unless one of these is there. To take up the invitation with this hash;
    invitation bytea,
    -- to let this account in by this door from now on, as long as this session of its person lasts.
    account integer,
    session bytea,
    CONSTRAINT openid_attempt_key PRIMARY KEY (jurisdiction, state),
    CONSTRAINT openid_attempt_of_account FOREIGN KEY (jurisdiction, account)
        REFERENCES staff_account (jurisdiction, account),
    CONSTRAINT openid_attempt_hashes_are_sha256 CHECK (
        octet_length(state) = 32 AND octet_length(browser) = 32
        AND octet_length(invitation) = 32 AND octet_length(session) = 32
    ),
    CONSTRAINT openid_attempt_page_is_short CHECK (length(page) <= 1000),
    CONSTRAINT openid_attempt_wants_one CHECK (num_nonnulls(invitation, account) <= 1),
    CONSTRAINT openid_attempt_session_of_account CHECK ((account IS NULL) = (session IS NULL))
);

-- Which are over? For forgetting them, and for counting those that are not.
CREATE INDEX openid_attempt_expires_at ON openid_attempt (jurisdiction, expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON openid_attempt TO dispatch311_service;
ALTER TABLE openid_attempt ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON openid_attempt TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);

-- An account may also leave that door again.
ALTER TABLE staff_event
    DROP CONSTRAINT staff_event_kind_known,
    ADD CONSTRAINT staff_event_kind_known CHECK (
        kind IN ('invited', 'joined', 'password', 'linked', 'unlinked', 'changed', 'disabled', 'enabled', 'signed_in',
                 'signed_out_everywhere', 'locked')
    );
