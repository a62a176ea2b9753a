-- A waiting item says for whom it waits: a claim, which reads `ready` several times, is then shown its department's rows
-- without looking up queues.

ALTER TABLE ready ADD COLUMN department text;

UPDATE ready r SET department = q.department
  FROM queue q WHERE q.jurisdiction = r.jurisdiction AND q.queue = r.queue;

-- A copy of the queue's, whose department never changes.
ALTER TABLE ready ALTER COLUMN department SET NOT NULL;

-- Is there one that must be claimed alone? Hardly ever: then the answer costs a look at an empty index.
CREATE INDEX ready_alone ON ready (jurisdiction, queue, priority, seq) WHERE attempt >= 2;

ALTER POLICY department ON ready USING (
    jurisdiction = nullif(current_setting('dispatch311.jurisdiction', true), '')::integer
    AND department = current_setting('dispatch311.department', true)
);
