INSERT INTO one_table.item (queue, priority, body)
SELECT i / 3 % {queues}, i % 3 + 1, p.body
  FROM generate_series({first}, {first} + {count} - 1) AS i JOIN bench_payload p ON p.n = i % 10000;
