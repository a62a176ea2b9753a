-- The resident's own word on a request: notes, answers to a department's questions (both are events), and that it is fixed.

-- When the resident found it fixed; reopening takes it away.
ALTER TABLE service_request ADD COLUMN confirmed_at timestamptz;
GRANT SELECT (confirmed_at) ON service_request TO dispatch311_department;
