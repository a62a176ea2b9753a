-- Who is to be written to next is found without a look at each mail that waits; and errands are the server's alone.

ALTER TABLE follower
    -- When the next of the mails that wait may be taken; null while none waits.
    ADD COLUMN due_at timestamptz,
    -- Who has taken it until then: a number that is drawn anew each time; null while nobody has.
    ADD COLUMN taken bigint,
    -- Until when news wait: who follows a place is told of them once in a while. Questions do not wait.
    ADD COLUMN quiet_until timestamptz,
    ADD CONSTRAINT follower_taken_for_a_while CHECK (taken IS NULL OR due_at IS NOT NULL);

-- The policies let the server's role through, not the tables' owner.
ALTER TABLE follower NO FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY;
UPDATE follower SET quiet_until = told_at + interval '1 hour' WHERE boundary IS NOT NULL;
UPDATE follower f
   SET due_at = CASE WHEN n.first < 0 THEN statement_timestamp() ELSE greatest(statement_timestamp(), quiet_until) END
  FROM (SELECT jurisdiction, follower, min(seq) AS first FROM outbox GROUP BY jurisdiction, follower) AS n
 WHERE f.jurisdiction = n.jurisdiction AND f.follower = n.follower;
ALTER TABLE follower FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;

-- Who may be written to now?
CREATE INDEX follower_due ON follower (jurisdiction, due_at) WHERE due_at IS NOT NULL;

-- With it goes outbox_next. A server from before this migration finds events as before and takes no mails any more, so
-- that none is taken by its rules and by the new ones.
ALTER TABLE outbox DROP COLUMN next_at;
ALTER TABLE follower DROP COLUMN told_at;

-- Whoever puts a mail there makes its follower due. The row is written in every case: who takes the last mail away at the
-- same time locks it first, and so sees the new one or is waited for.
CREATE FUNCTION follower_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE follower f
       SET due_at = CASE
               WHEN n.is_question AND f.taken IS NULL THEN statement_timestamp()
               ELSE coalesce(f.due_at, greatest(statement_timestamp(), f.quiet_until))
           END
      FROM (
          SELECT jurisdiction, follower, bool_or(seq < 0) AS is_question FROM put GROUP BY jurisdiction, follower
      ) AS n
     WHERE f.jurisdiction = n.jurisdiction AND f.follower = n.follower;
    RETURN NULL;
END
$$;
CREATE TRIGGER follower_is_due AFTER INSERT ON outbox
    REFERENCING NEW TABLE AS put FOR EACH STATEMENT EXECUTE FUNCTION follower_is_due();

-- Read and written by the server on nobody's behalf: who knows an errand's number may read what became of it.
ALTER TABLE errand ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON errand TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
