-- The programs that send service requests to GeoReport and are known by a key: who they are, and their keys.

-- ---------------------------------------------------------------------------------------------------------------
-- Clients

CREATE SEQUENCE client_number AS integer;

-- A client keeps its number through all its keys. It is never deleted: requests say who sent them.
CREATE TABLE client (
    jurisdiction integer NOT NULL,
    client integer NOT NULL DEFAULT nextval('client_number'),
    name text NOT NULL,
    -- How many requests it may send in an hour; null for as many as the server lets any client send.
    reports_per_hour integer,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT client_pkey PRIMARY KEY (jurisdiction, client),
    CONSTRAINT client_name_once UNIQUE (jurisdiction, name),
    CONSTRAINT client_name_is_short CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT client_reports_per_hour_positive CHECK (reports_per_hour > 0)
);

CREATE TABLE client_key (
    jurisdiction integer NOT NULL,
    -- The readable part, for lists and logs; of the rest SHA-256 only.
    prefix text NOT NULL,
    hash bytea NOT NULL,
    client integer NOT NULL,
    -- Which endpoint it opens; never both, so that what is tried out is never acted upon.
    endpoint text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    CONSTRAINT client_key_pkey PRIMARY KEY (jurisdiction, prefix),
    CONSTRAINT client_key_of_client FOREIGN KEY (jurisdiction, client) REFERENCES client (jurisdiction, client),
    CONSTRAINT client_key_endpoint_known CHECK (endpoint IN ('production', 'test')),
    CONSTRAINT client_key_hash_is_sha256 CHECK (octet_length(hash) = 32)
);

-- Whose key is this? One lookup for a request that shows one.
CREATE UNIQUE INDEX client_key_by_hash ON client_key (hash);

GRANT USAGE ON SEQUENCE client_number TO dispatch311_service;
GRANT SELECT, INSERT, UPDATE ON client, client_key TO dispatch311_service;
ALTER TABLE client ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON client TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
ALTER TABLE client_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON client_key TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);

-- ---------------------------------------------------------------------------------------------------------------
-- Who sent a request

-- Null for everybody who shows no key, residents on our own pages among them. No foreign key: clients stay, and intake
-- would pay for a look at each row.
ALTER TABLE service_request ADD COLUMN client integer;
