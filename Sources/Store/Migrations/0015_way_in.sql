-- How service requests come in, and which open ones lie near a place.

ALTER TABLE service_request
    -- Null: from before channels were kept.
    ADD COLUMN channel text,
    -- The language of the pages it was written on.
    ADD COLUMN language text,
    -- The screen in a public place it was written at.
    ADD COLUMN kiosk text,
    -- Who of which department entered it for a caller, department/worker.
    ADD COLUMN entered_by text,
    -- On which side of an edge nearby the problem is, where the resident was asked.
    ADD COLUMN edge_answer text,
    -- Open requests that the resident was shown and found to be other problems.
    ADD COLUMN looks_like bigint[],
    ADD CONSTRAINT service_request_channel_known CHECK (channel IN ('api', 'web', 'kiosk', 'phone')),
    ADD CONSTRAINT service_request_edge_answer_known CHECK (edge_answer IN ('here', 'beyond', 'unsure'));
GRANT SELECT (channel, language, kiosk, entered_by, edge_answer, looks_like) ON service_request
    TO dispatch311_department;

-- Which requests of a service lie around a point? Not by status: closing must not touch an index.
CREATE INDEX service_request_place ON service_request (jurisdiction, service_code, latitude, longitude)
    WHERE latitude IS NOT NULL AND NOT is_private;
