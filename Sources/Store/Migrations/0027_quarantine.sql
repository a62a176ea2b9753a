-- Quarantine is a queue of its own of triage: thousands from one address stand before nothing else there.

INSERT INTO queue (jurisdiction, name, department)
SELECT DISTINCT q.jurisdiction, 'triage/quarantine', 'triage'
  FROM queue q
  JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
  JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
  JOIN event e ON e.jurisdiction = w.jurisdiction AND e.number = w.number AND e.kind = 'submitted'
              AND e.detail ->> 'triage' = 'quarantine'
 WHERE q.name = 'triage'
ON CONFLICT ON CONSTRAINT queue_name_once DO NOTHING;

-- What waits for a look by now, and about which nobody has decided anything.
CREATE TEMPORARY TABLE in_quarantine ON COMMIT DROP AS
SELECT w.jurisdiction, w.item, w.queue, w.priority, own.queue AS target
  FROM queue q
  JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
  JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
  JOIN queue own ON own.jurisdiction = q.jurisdiction AND own.name = 'triage/quarantine'
  JOIN event e ON e.jurisdiction = w.jurisdiction AND e.number = w.number AND e.kind = 'submitted'
              AND e.detail ->> 'triage' = 'quarantine'
 WHERE q.name = 'triage' AND w.leg = 1 AND w.offered_to IS NULL
   AND NOT EXISTS (
       SELECT FROM event k
        WHERE k.jurisdiction = e.jurisdiction AND k.number = e.number AND k.event > e.event
          AND (
              k.kind IN (
                  'rerouted', 'triaged', 'offered', 'accepted', 'declined', 'offer_expired', 'completed', 'reopened'
              )
              OR CASE WHEN k.kind = 'note' THEN k.detail ->> 'kept' = 'true' END
          )
   );

UPDATE ready r SET queue = i.target FROM in_quarantine i
 WHERE r.jurisdiction = i.jurisdiction AND r.queue = i.queue AND r.priority = i.priority AND r.seq = i.item;

UPDATE work_item w SET queue = i.target FROM in_quarantine i
 WHERE w.jurisdiction = i.jurisdiction AND w.item = i.item;
