-- Photos and documents: the files are in a folder outside the database, under names that are here.

CREATE TABLE photo (
    jurisdiction integer NOT NULL,
    -- Random: the name of the files, which says nothing.
    name bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- The report that a resident is writing, or has sent: who knows it may see the photo before it is sent.
    draft bytea,
    -- The service request it belongs to; null while it is not sent.
    number bigint,
    -- Whose photo of its work it is, and of which item; null for what residents send.
    department text,
    item bigint,
    -- A photo is drawn anew before it is kept; a document is kept as it was sent, and is for staff only.
    kind text NOT NULL,
    -- In pixels, of a photo.
    width integer,
    height integer,
    -- Of the file as it is kept, and its SHA-256.
    bytes integer NOT NULL,
    sha256 bytea NOT NULL,
    -- What its sender calls it; null where that is nothing.
    title text,
    CONSTRAINT photo_key PRIMARY KEY (jurisdiction, name),
    CONSTRAINT photo_of_service_request FOREIGN KEY (jurisdiction, number)
        REFERENCES service_request (jurisdiction, number),
    CONSTRAINT photo_name_is_128_bits CHECK (octet_length(name) = 16),
    CONSTRAINT photo_draft_is_128_bits CHECK (octet_length(draft) = 16),
    CONSTRAINT photo_sha256_is_256_bits CHECK (octet_length(sha256) = 32),
    CONSTRAINT photo_of_something CHECK (num_nonnulls(draft, number) >= 1),
    CONSTRAINT photo_of_department_whole CHECK ((department IS NULL) = (item IS NULL)),
    CONSTRAINT photo_of_department_sent CHECK (department IS NULL OR number IS NOT NULL AND draft IS NULL),
    CONSTRAINT photo_kind_known CHECK (kind IN ('photo', 'document')),
    CONSTRAINT photo_has_size CHECK ((width IS NOT NULL AND height IS NOT NULL) = (kind = 'photo'))
);

-- What belongs to a request?
CREATE INDEX photo_of_request ON photo (jurisdiction, number) WHERE number IS NOT NULL;
-- What is not sent, by its report, and what is old enough to forget?
CREATE INDEX photo_of_draft ON photo (jurisdiction, draft) WHERE number IS NULL;
CREATE INDEX photo_unsent ON photo (jurisdiction, created_at) WHERE number IS NULL;

-- Written once, sent once; only what is not sent is ever removed.
GRANT SELECT, INSERT, DELETE, UPDATE (number) ON photo TO dispatch311_service;

ALTER TABLE photo ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- What residents have not sent is nobody's but theirs.
CREATE POLICY service ON photo TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
-- A supervisor reads what was sent in the jurisdiction, a department what belongs to a request it may read.
CREATE POLICY behalf_reads ON photo FOR SELECT TO dispatch311_service USING (
    jurisdiction = (SELECT acting_jurisdiction()) AND number IS NOT NULL
    AND (
        (SELECT acting_department()) IS NULL
        OR may_read_request(jurisdiction, number, (SELECT acting_department()))
    )
);
-- A department adds photos of its own open work, in its own name.
CREATE POLICY behalf_adds ON photo FOR INSERT TO dispatch311_service WITH CHECK (
    jurisdiction = (SELECT acting_jurisdiction()) AND department = (SELECT acting_department())
    AND EXISTS (
        SELECT FROM work_item w
         WHERE w.jurisdiction = photo.jurisdiction AND w.item = photo.item AND w.number = photo.number
           AND w.status = 'open'
           AND (w.department = (SELECT acting_department()) OR w.offered_to = (SELECT acting_department()))
    )
);
