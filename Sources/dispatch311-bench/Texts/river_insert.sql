INSERT INTO river.river_job (args, kind, max_attempts, priority, queue)
SELECT p.body, 'service_request', 25, i % 3 + 1, 'q' || i / 3 % {queues}
  FROM generate_series({first}, {first} + {count} - 1) AS i JOIN bench_payload p ON p.n = i % 10000;
