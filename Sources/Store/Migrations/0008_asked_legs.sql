-- A leg that a department asked for is not one that the decision made: another decision about the request leaves it alone.

ALTER TABLE work_item ADD COLUMN asked_by text;

UPDATE work_item w SET asked_by = e.counterpart
  FROM event e
 WHERE e.jurisdiction = w.jurisdiction AND e.number = w.number AND e.item = w.item
   AND e.kind = 'leg_added' AND e.counterpart IS NOT NULL AND w.leg > 1;
