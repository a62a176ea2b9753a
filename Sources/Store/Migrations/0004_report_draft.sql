-- Reports that residents have written on the pages and not yet sent: kept between the last question and the button.

CREATE TABLE report_draft (
    jurisdiction integer NOT NULL,
    -- Random: whoever has it can read and send the report, so it is never in a list or a log.
    draft bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    -- The form as the browser gave it, URL-encoded, contact details and all. Gone once it is sent.
    form text,
    -- The service request it became.
    number bigint,
    CONSTRAINT report_draft_key PRIMARY KEY (jurisdiction, draft),
    CONSTRAINT report_draft_of_service_request FOREIGN KEY (jurisdiction, number)
        REFERENCES service_request (jurisdiction, number),
    CONSTRAINT report_draft_is_128_bits CHECK (octet_length(draft) = 16),
    CONSTRAINT report_draft_blank_once_sent CHECK ((form IS NULL) = (number IS NOT NULL))
);

-- What is old enough to forget?
CREATE INDEX report_draft_age ON report_draft (jurisdiction, created_at);
