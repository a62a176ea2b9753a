-- New legs of requests that are there: as many rows as a peer's refill writes, and one more.
WITH made AS MATERIALIZED (
    SELECT nextval('work_item_number') AS item FROM generate_series(1, {batch})
), item AS (
    INSERT INTO work_item (jurisdiction, item, number, due_at, queue, leg, priority, department)
    SELECT {jurisdiction}, m.item, {lowest} + m.item % {requests}, statement_timestamp() + interval '8 hours', q.queue,
           (m.item / {requests} % 30000 + 2)::smallint, (m.item % 3 + 1)::smallint, '{department}'
      FROM made m
      JOIN queue q ON q.jurisdiction = {jurisdiction} AND q.name = '{department}/' || m.item / 3 % {queues}
    RETURNING item, queue, priority
)
INSERT INTO ready (jurisdiction, queue, priority, seq, department)
SELECT {jurisdiction}, queue, priority, item, '{department}' FROM item
