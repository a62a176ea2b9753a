-- What people in triage found that the catalog or the boundaries should have known, for those who keep these; and where
-- to look for requests that nobody takes on.

CREATE TABLE catalog_finding (
    jurisdiction integer NOT NULL,
    finding bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT statement_timestamp(),
    number bigint NOT NULL,
    -- Who found it, as the history names people.
    actor text NOT NULL,
    service_code text NOT NULL,
    latitude double precision,
    longitude double precision,
    -- What was decided, and what is right.
    went_to text NOT NULL,
    belongs_to text NOT NULL,
    -- The edge that the decision turned on, where it was one.
    layer text,
    boundary text,
    reason text NOT NULL,
    CONSTRAINT catalog_finding_key PRIMARY KEY (jurisdiction, finding),
    CONSTRAINT catalog_finding_of_service_request FOREIGN KEY (jurisdiction, number)
        REFERENCES service_request (jurisdiction, number),
    CONSTRAINT catalog_finding_point_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CONSTRAINT catalog_finding_edge_whole CHECK ((layer IS NULL) = (boundary IS NULL)),
    CONSTRAINT catalog_finding_reason_fits CHECK (char_length(reason) BETWEEN 1 AND 500)
);

-- Departments have no business with it. Never changed.
GRANT SELECT, INSERT ON catalog_finding TO dispatch311_service;
ALTER TABLE catalog_finding ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON catalog_finding TO dispatch311_service USING (
    ((SELECT acting_jurisdiction()) IS NULL OR jurisdiction = (SELECT acting_jurisdiction()))
    AND (SELECT acting_department()) IS NULL
);

-- Which items have departments sent back to one another lately?
CREATE INDEX event_bounced ON event (jurisdiction, at, item) WHERE kind IN ('declined', 'offer_expired');
