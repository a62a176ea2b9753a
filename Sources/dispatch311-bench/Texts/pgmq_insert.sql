DO $$
BEGIN
    FOR q IN 0..{queues} - 1 LOOP
        EXECUTE format(
            'INSERT INTO pgmq.q_%s (vt, message)
             SELECT clock_timestamp(), p.body
               FROM generate_series({first}::bigint, {first} + {count} - 1) AS i JOIN bench_payload p ON p.n = i %% 10000
              WHERE i / 3 %% {queues} = %s', q, q);
    END LOOP;
END
$$;
