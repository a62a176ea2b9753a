-- What a worker needs to start, as one document: the same fields, of the same width, as an item of ours is claimed with.
CREATE TABLE bench_payload (n integer PRIMARY KEY, body jsonb NOT NULL);
INSERT INTO bench_payload (n, body)
SELECT n, jsonb_build_object(
           'service_request_id', upper(left(md5(n::text), 9)), 'service_code', 'noise-neighbor', 'leg', 1, 'hops', 0,
           'latitude', 40.55 + (n * 7919 % 10000) * 0.00003, 'longitude', -74.05 + (n * 104729 % 10000) * 0.00003,
           'address', (n % 900 + 1) || ' ' || (n * 31 % 250 + 1) || 'th Street, apartment ' || n % 40,
           'description', left('Loud music and shouting since late evening, the bass shakes the walls; it has been like '
               || 'this every night of the week and nobody opens the door. Report ' || n, 60 + n % 100),
           'attributes', '{"descriptor":["loud-music"]}'::jsonb,
           'requested_at', statement_timestamp(), 'due_at', statement_timestamp() + interval '8 hours')
  FROM generate_series(0, 9999) AS n;
ANALYZE bench_payload;
