-- Open service requests with one leg each, waiting over all queues and priorities, with all the rows they have.
CREATE TEMPORARY TABLE made AS
SELECT n, nextval('service_request_number') AS number, nextval('work_item_number') AS item, q.queue
  FROM generate_series({first}, {first} + {count} - 1) AS n
  JOIN queue q ON q.jurisdiction = {jurisdiction} AND q.name = '{department}/' || n / 3 % {queues};

INSERT INTO service_request (
    jurisdiction, number, expected_at, latitude, longitude, open_legs, is_private, service_code, department,
    service_notice, description, address, attributes, account_id, secret
)
SELECT {jurisdiction}, number, statement_timestamp() + interval '8 hours',
       40.55 + (n::bigint * 7919 % 10000) * 0.00003, -74.05 + (n::bigint * 104729 % 10000) * 0.00003, 1, false,
       'noise-neighbor', '{department}', 'The police look after this, at the precinct of the place.',
       left('Loud music and shouting since late evening, the bass shakes the walls; it has been like '
           || 'this every night of the week and nobody opens the door. Report ' || n, 60 + n % 100),
       (n % 900 + 1) || ' ' || (n::bigint * 31 % 250 + 1) || 'th Street, apartment ' || n % 40,
       '{"descriptor":["loud-music"]}', NULL, uuid_send(gen_random_uuid())
  FROM made;

INSERT INTO contact (jurisdiction, number, first_name, email)
SELECT {jurisdiction}, number, 'Resident', 'resident-' || n || '@example.org' FROM made WHERE n % 3 = 0;

INSERT INTO work_item (jurisdiction, item, number, due_at, queue, leg, priority, department)
SELECT {jurisdiction}, item, number, statement_timestamp() + interval '8 hours', queue, 1, n % 3 + 1, '{department}'
  FROM made;

INSERT INTO deadline (jurisdiction, at, item, kind, about)
SELECT {jurisdiction}, statement_timestamp() + d.part * interval '8 hours', item, d.kind,
       statement_timestamp() + interval '8 hours'
  FROM made CROSS JOIN (VALUES (0.75, 'due_soon'), (1, 'overdue')) AS d (part, kind);

INSERT INTO ready (jurisdiction, queue, priority, seq, department)
SELECT {jurisdiction}, queue, n % 3 + 1, item, '{department}' FROM made;

INSERT INTO event (jurisdiction, number, kind, actor, department, detail)
SELECT {jurisdiction}, number, 'submitted', 'resident', '{department}',
       '{"department":"nypd","queue":"nypd/75","rule":1,"evidence":[{"layer":"police_precinct","boundary":"75"}]}'
  FROM made;

-- Which ones these are, in a database that has others too.
CREATE TABLE IF NOT EXISTS bench_item (item bigint PRIMARY KEY);
INSERT INTO bench_item SELECT item FROM made;

DROP TABLE made;
