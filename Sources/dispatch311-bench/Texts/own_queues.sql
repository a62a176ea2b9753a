INSERT INTO queue (jurisdiction, name, department, layer, boundary)
SELECT {jurisdiction}, '{department}/' || n, '{department}', 'bench', n::text
  FROM generate_series(0, {queues} - 1) AS n
ON CONFLICT ON CONSTRAINT queue_name_once DO NOTHING;
