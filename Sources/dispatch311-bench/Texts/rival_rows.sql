-- The rows as the server has just stored them, to be stored again one by one.
CREATE UNLOGGED TABLE bench_row AS
SELECT row_number() OVER (ORDER BY s.number) AS n, s.service_code, s.department, s.service_notice, e.detail::text AS decision,
       s.is_private, s.expected_at - s.requested_at AS expected_in,
       (s.expected_at - s.requested_at) * 0.75 AS warning_in, s.latitude, s.longitude, s.address, s.address_id,
       s.description, s.attributes::text AS attributes, s.media_urls, s.account_id, s.device_id,
       c.first_name, c.last_name, c.email, c.phone, l.legs, l.departments, l.queues, l.priority
  FROM service_request s
  JOIN event e ON e.jurisdiction = s.jurisdiction AND e.number = s.number AND e.kind = 'submitted'
  LEFT JOIN contact c ON c.jurisdiction = s.jurisdiction AND c.number = s.number
 CROSS JOIN LATERAL (
     SELECT count(*)::smallint AS legs, array_agg(w.department ORDER BY w.leg) AS departments,
            array_agg(w.queue ORDER BY w.leg) AS queues, min(w.priority) AS priority
       FROM work_item w WHERE w.jurisdiction = s.jurisdiction AND w.number = s.number
 ) AS l
 WHERE s.jurisdiction = {jurisdiction}
 ORDER BY s.number
 LIMIT 20000;
ALTER TABLE bench_row ADD PRIMARY KEY (n);
ANALYZE bench_row;
