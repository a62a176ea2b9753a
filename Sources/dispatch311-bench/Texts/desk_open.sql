-- Open service requests as a busy city has them: of the last thirty days, over the queues of one large department and of
-- twenty small ones, some late, some paused, waiting, accepted or in hands; the rows that lists read, and no others.
CREATE TEMPORARY TABLE made AS
SELECT n, nextval('service_request_number') AS number, nextval('work_item_number') AS item, q.queue, q.department,
       statement_timestamp() - interval '30 days' * ((n::bigint * 7919 % 1000003) / 1000003.0) AS at,
       interval '1 hour' * (1 + n::bigint * 104729 % 1000) AS span
  FROM generate_series({first}, {first} + {count} - 1) AS n
  JOIN queue q ON q.jurisdiction = {jurisdiction}
   AND q.name = CASE WHEN n % 10 < 8 THEN '{department}/' || n / 10 % {queues} ELSE 'small-' || n / 10 % 20 END;

INSERT INTO service_request (
    jurisdiction, number, requested_at, updated_at, expected_at, latitude, longitude, open_legs, is_private,
    service_code, department, service_notice, description, address, attributes, channel, secret
)
SELECT {jurisdiction}, number, at, at, at + span, 40.55 + (n::bigint * 7919 % 10000) * 0.00003,
       -74.05 + (n::bigint * 104729 % 10000) * 0.00003, 1, false,
       CASE WHEN n % 5000 = 7 THEN 'rodent' ELSE 'noise-neighbor' END, department,
       'The police look after this, at the precinct of the place.',
       left('Loud music and shouting since late evening, the bass shakes the walls; it has been like '
           || 'this every night of the week and nobody opens the door. Report ' || n, 60 + n % 100),
       (n % 900 + 1) || ' ' || (n::bigint * 31 % 250 + 1) || 'th Street, apartment ' || n % 40,
       '{"descriptor":["loud-music"]}', CASE n % 20 WHEN 0 THEN 'phone' WHEN 1 THEN 'api' ELSE 'web' END,
       uuid_send(gen_random_uuid())
  FROM made;

INSERT INTO work_item (
    jurisdiction, item, number, created_at, due_at, queue, leg, priority, department, paused_at, pause_reason
)
SELECT {jurisdiction}, item, number, at, at + span, queue, 1, n % 3 + 1, department,
       CASE WHEN n % 50 = 3 THEN at + interval '1 minute' END, CASE WHEN n % 50 = 3 THEN 'Waiting for a part.' END
  FROM made;

-- Of a thousand {waiting} wait or are in the hands of two workers, the rest are accepted.
INSERT INTO ready (jurisdiction, queue, priority, seq, department)
SELECT {jurisdiction}, queue, n % 3 + 1, item, department FROM made WHERE n % 1000 < {waiting} - 2;

INSERT INTO lease (jurisdiction, department, holder, items, expires_at)
SELECT {jurisdiction}, department, 'car-' || number % 40, ARRAY[item], statement_timestamp() + interval '1 day'
  FROM made WHERE n % 1000 BETWEEN {waiting} - 2 AND {waiting} - 1;

INSERT INTO accepted (jurisdiction, item, accepted_at, due_at, department, reference)
SELECT {jurisdiction}, item, at, at + span, department, CASE WHEN n % 10 = 9 THEN 'R-' || n END
  FROM made WHERE n % 1000 >= {waiting};

-- Each waits for two dates, as everything open does; some are offered to another department.
INSERT INTO deadline (jurisdiction, at, item, kind, about)
SELECT {jurisdiction}, d.at, item, d.kind, made.at + span
  FROM made
 CROSS JOIN LATERAL (VALUES (made.at + span, 'overdue'), (made.at + span * 0.75, 'due_soon')) AS d (at, kind)
 WHERE d.at > statement_timestamp();

DROP TABLE made;
