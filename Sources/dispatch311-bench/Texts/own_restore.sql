-- All items wait again, as after the filling.
TRUNCATE accepted, lease, ready;
DELETE FROM event WHERE jurisdiction = {jurisdiction} AND kind = 'accepted' AND department = '{department}';
INSERT INTO ready (jurisdiction, queue, priority, seq, department)
SELECT jurisdiction, queue, priority, item, department FROM work_item
 WHERE jurisdiction = {jurisdiction} AND department = '{department}' AND status = 'open'
 ORDER BY item;
