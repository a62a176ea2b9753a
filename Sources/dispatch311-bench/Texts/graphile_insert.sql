INSERT INTO graphile._private_jobs (task_id, payload, priority)
SELECT i / 3 % {queues}, p.body::json, i % 3
  FROM generate_series({first}, {first} + {count} - 1) AS i JOIN bench_payload p ON p.n = i % 10000;
