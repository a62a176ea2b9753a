-- A waiting item says for whom it waits: a claim, which reads `ready` several times, is then shown its department's rows
-- without looking up queues, as the policy of migration 6 has it.

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

-- A server from before this migration may run on for a while beside newer ones, and does not say it.
CREATE FUNCTION ready_says_its_department() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT q.department INTO NEW.department
      FROM queue q WHERE q.jurisdiction = NEW.jurisdiction AND q.queue = NEW.queue;
    RETURN NEW;
END
$$;
CREATE TRIGGER ready_says_its_department BEFORE INSERT ON ready
    FOR EACH ROW WHEN (NEW.department IS NULL) EXECUTE FUNCTION ready_says_its_department();

-- Nobody asks which items are the most frequent, and finding out is most of what analyzing this table costs.
ALTER TABLE lease ALTER COLUMN items SET STATISTICS 0;
