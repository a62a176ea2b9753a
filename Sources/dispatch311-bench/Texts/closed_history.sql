-- Service requests that were done long ago, with the rows each leaves: request, item, three lines of history, and of
-- one in three the contact. The idempotency record and what was waiting are gone, as they are after a week.
INSERT INTO service_request (
    jurisdiction, number, requested_at, updated_at, closed_at, expected_at, latitude, longitude, status, open_legs,
    is_private, service_code, department, service_notice, description, address, attributes, status_notes, secret
)
SELECT {jurisdiction}, {request} + n, t.at, t.at + interval '5 hours', t.at + interval '5 hours',
       t.at + interval '8 hours', 40.55 + (n * 7919 % 10000) * 0.00003, -74.05 + (n * 104729 % 10000) * 0.00003,
       'closed', 0, false, 'noise-neighbor', 'nypd', 'The police look after this, at the precinct of the place.',
       left('Loud music and shouting since late evening, the bass shakes the walls; it has been like '
           || 'this every night of the week and nobody opens the door. Report ' || n, (60 + n % 100)::integer),
       (n % 900 + 1) || ' ' || (n * 31 % 250 + 1) || 'th Street, apartment ' || n % 40,
       '{"descriptor":["loud-music"]}', 'Officers were there and ended it.', uuid_send(gen_random_uuid())
  FROM generate_series({first}::bigint, {first}::bigint + {count} - 1) AS n
 CROSS JOIN LATERAL (SELECT statement_timestamp() - interval '400 days' + n * interval '3 s' AS at) AS t;

INSERT INTO contact (jurisdiction, number, first_name, email)
SELECT {jurisdiction}, {request} + n, 'Resident', 'resident-' || n || '@example.org'
  FROM generate_series({first}::bigint, {first}::bigint + {count} - 1) AS n WHERE n % 3 = 0;

INSERT INTO work_item (
    jurisdiction, item, number, created_at, closed_at, due_at, queue, leg, priority, status, department, outcome
)
SELECT {jurisdiction}, {item} + n, {request} + n, t.at, t.at + interval '5 hours', t.at + interval '8 hours', q.queue, 1,
       (n % 3 + 1)::smallint, 'closed', 'nypd', 'done'
  FROM generate_series({first}::bigint, {first}::bigint + {count} - 1) AS n
 CROSS JOIN LATERAL (SELECT statement_timestamp() - interval '400 days' + n * interval '3 s' AS at) AS t
  JOIN queue q ON q.jurisdiction = {jurisdiction} AND q.name = '{department}/' || n % {queues};

INSERT INTO event (jurisdiction, number, at, item, kind, actor, department, detail)
SELECT {jurisdiction}, {request} + n, t.at + k.later, CASE WHEN k.kind <> 'submitted' THEN {item} + n END, k.kind,
       k.actor, 'nypd', k.detail::json
  FROM generate_series({first}::bigint, {first}::bigint + {count} - 1) AS n
 CROSS JOIN LATERAL (SELECT statement_timestamp() - interval '400 days' + n * interval '3 s' AS at) AS t
 CROSS JOIN (
     VALUES ('submitted', 'resident', interval '0',
             '{"department":"nypd","queue":"nypd/75","rule":1,"evidence":[{"layer":"police_precinct","boundary":"75"}]}'),
            ('accepted', 'nypd/car-12', interval '1 hour', '{"reference":"R-1"}'),
            ('completed', 'nypd/car-12', interval '5 hours', '{"outcome":"done"}')
 ) AS k (kind, actor, later, detail);
