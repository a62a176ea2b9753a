import Postgres
import ServiceRequests

extension Queues {
    /// The steps that both kinds of claim end with: rows of `ready`, which stand under lock, are taken out and leased.
    ///
    /// `picked` is a query of their places, a column of type `tid`. Gives the steps `taken` (item, priority, queue, attempt)
    /// and `granted` (lease, expires_at; one row, or none where nothing was picked).
    func taking(_ picked: SQL, for worker: Worker, lease: Duration) -> SQL {
        """
        taken AS (
            -- By their places, which do not change: they are locked, and nothing updates this table. By its key the
            -- planner, who takes the table for small, might walk over every row that an old transaction keeps.
            DELETE FROM ready r
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.ctid = ANY (ARRAY(\(picked)))
            RETURNING r.seq AS item, r.priority, r.queue, r.attempt
        ), granted AS (
            INSERT INTO lease (jurisdiction, department, holder, items, expires_at)
            SELECT \(jurisdiction.number), \(worker.department), \(worker.name),
                   array_agg(item ORDER BY item), statement_timestamp() + \(lease)
              FROM taken
            HAVING count(*) > 0
            RETURNING lease, expires_at
        )
        """
    }

    /// What was taken with its lease, its work item `w` and its request `s`: tables to select `claimedColumns` from.
    var claimed: SQL {
        """
        granted CROSS JOIN taken
        JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = taken.item
        JOIN service_request s ON s.jurisdiction = \(jurisdiction.number) AND s.number = w.number
        """
    }

    /// What a worker is told of an item: columns of `claimed`.
    static let claimedColumns: SQL = """
        granted.lease, granted.expires_at, taken.item, taken.attempt, taken.priority, w.number, w.leg, w.due_at,
        s.service_code, s.latitude, s.longitude, s.address, s.description, s.attributes, s.requested_at, s.channel, w.hops,
        w.offer_expires_at, CASE WHEN w.offered_to IS NOT NULL THEN w.department END AS offered_by
        """
}
