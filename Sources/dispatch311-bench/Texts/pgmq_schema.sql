-- pgmq's tables: each queue has one, with its two indexes. Its functions build statements from text; here they stand
-- ready made, which is faster.
CREATE SCHEMA pgmq;
DO $$
BEGIN
    FOR n IN 0..{queues} - 1 LOOP
        EXECUTE format(
            'CREATE TABLE pgmq.q_%s (
                 msg_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
                 read_ct integer NOT NULL DEFAULT 0,
                 enqueued_at timestamptz NOT NULL DEFAULT now(),
                 vt timestamptz NOT NULL,
                 message jsonb,
                 headers jsonb
             ) WITH ({vacuum})', n);
        EXECUTE format('CREATE INDEX ON pgmq.q_%s (vt)', n);
    END LOOP;
END
$$;
