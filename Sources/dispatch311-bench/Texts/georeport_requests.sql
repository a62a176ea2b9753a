-- Service requests of the last ninety days as a large city has them: a few services make up most, 98 of 100 are closed
-- within five days, one in a hundred is private, one in two hundred was handed to another department, and a few are of a
-- rare service or department. In the order they came in, with the rows that lists read, and no others.
CREATE TEMPORARY TABLE made AS
SELECT m.n, nextval('service_request_number') AS number, nextval('work_item_number') AS item, m.at, m.dice, m.closed_at,
       CASE WHEN m.n % 50000 = 7 THEN 'rare' ELSE 'service-' || m.service END AS service,
       CASE WHEN m.n % 100000 = 13 THEN 'small-office'
            ELSE 'department-' || (m.service + CASE WHEN m.n % 200 = 3 THEN 1 ELSE 0 END) % {departments} END AS department
  FROM (
      SELECT n, at, dice, floor({services} * power(dice, 3))::integer AS service,
             CASE WHEN n % 50 <> 3 AND at + interval '5 days' * power(other, 3) < now()
                  THEN at + interval '5 days' * power(other, 3) END AS closed_at
        FROM (
            SELECT n, to_timestamp({start}) + interval '90 days' * (n / {total}::float8) AS at,
                   (n::bigint * 7919 % 1000003) / 1000003.0::float8 AS dice,
                   (n::bigint * 104729 % 999983) / 999983.0::float8 AS other
              FROM generate_series({first}, {first} + {count} - 1) AS n
        ) AS thrown
       ORDER BY n
  ) AS m;

INSERT INTO service_request (
    jurisdiction, number, requested_at, updated_at, closed_at, expected_at, latitude, longitude, status, open_legs,
    is_private, service_code, department, service_notice, description, address, attributes, media_urls, status_notes,
    channel, secret
)
SELECT {jurisdiction}, number, at, coalesce(closed_at, at), closed_at, at + interval '3 days',
       40.52 + (n::bigint * 48611 % 10007) * 0.00004, -74.10 + (n::bigint * 15485863 % 10009) * 0.00004,
       CASE WHEN closed_at IS NULL THEN 'open' ELSE 'closed' END, CASE WHEN closed_at IS NULL THEN 1 ELSE 0 END,
       n % 100 = 1, service, department, 'The department looks after this; it lies in the place''s own district.',
       left('There has been a problem here for some days; it is worse in the evening and nobody has come to look at it '
           || 'so far, although the neighbours have called. Report ' || n, 60 + n % 100),
       (n % 900 + 1) || ' ' || (n::bigint * 31 % 250 + 1) || 'th Street', '{}',
       CASE WHEN n % 20 = 9 THEN ARRAY['https://example.org/' || n || '.jpg'] ELSE '{}' END,
       CASE WHEN closed_at IS NOT NULL THEN 'Somebody was there and dealt with it.' END,
       CASE n % 3 WHEN 0 THEN 'web' WHEN 1 THEN 'api' ELSE 'phone' END, uuid_send(gen_random_uuid())
  FROM made ORDER BY n;

INSERT INTO work_item (
    jurisdiction, item, number, created_at, closed_at, due_at, queue, leg, priority, status, department, outcome
)
SELECT {jurisdiction}, m.item, m.number, m.at, m.closed_at, m.at + interval '3 days', q.queue, 1, m.n % 3 + 1,
       CASE WHEN m.closed_at IS NULL THEN 'open' ELSE 'closed' END, m.department,
       CASE WHEN m.closed_at IS NOT NULL THEN 'done' END
  FROM made m JOIN queue q ON q.jurisdiction = {jurisdiction} AND q.name = m.department
 ORDER BY m.n;

INSERT INTO accepted (jurisdiction, item, accepted_at, due_at, department)
SELECT {jurisdiction}, item, at, at + interval '3 days', department FROM made WHERE closed_at IS NULL;

INSERT INTO event (jurisdiction, number, at, item, kind, actor, department, detail)
SELECT {jurisdiction}, m.number, e.at, CASE WHEN e.kind <> 'submitted' THEN m.item END, e.kind, e.actor, m.department,
       e.detail::json
  FROM made m
 CROSS JOIN LATERAL (
     VALUES (m.at, 'submitted', 'resident', '{"rule":1,"evidence":[{"layer":"police_precinct","boundary":"75"}]}'),
            (m.at + interval '10 minutes', 'accepted', 'crew/car-12', '{}'),
            (m.closed_at, 'completed', 'crew/car-12', '{"outcome":"done"}')
 ) AS e (at, kind, actor, detail)
 WHERE e.at < now()
 ORDER BY e.at;

DROP TABLE made;
