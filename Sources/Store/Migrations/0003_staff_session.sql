-- Staff at work: who is signed in at the desk, and what the board asks about work that is over.

-- One browser signed in with a department's key. It ends with its time, at sign-out, or with the key: whoever reads a
-- session joins the key it came from.
CREATE TABLE staff_session (
    jurisdiction integer NOT NULL,
    -- SHA-256 of the cookie's token; the token itself is only in the browser.
    token_hash bytea NOT NULL,
    key_prefix text NOT NULL,
    -- The name leases and the history go by: what was typed at sign-in, else the key's.
    holder text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT staff_session_key PRIMARY KEY (jurisdiction, token_hash),
    CONSTRAINT staff_session_of_key FOREIGN KEY (jurisdiction, key_prefix) REFERENCES api_key (jurisdiction, prefix),
    CONSTRAINT staff_session_token_hash_is_sha256 CHECK (octet_length(token_hash) = 32)
);

-- Which sessions are over and can be forgotten?
CREATE INDEX staff_session_end ON staff_session (jurisdiction, expires_at);

-- What was closed in the last hours? On the append-only history, not on work_item: there it would make every close
-- rewrite all of the row's index entries. Only completions are in it, so nothing else pays for it.
CREATE INDEX event_completed ON event (jurisdiction, at, item) INCLUDE (department) WHERE kind = 'completed';
