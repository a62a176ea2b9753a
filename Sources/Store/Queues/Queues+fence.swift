import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Queues {
    /// The columns of a work item `w` that moves go by, as it stands under lock.
    private static let standing: SQL = """
        w.item, w.number, w.leg, w.status, w.queue, w.priority, w.attempt, w.hops, w.due_at, w.department,
        w.offered_to, w.offer_expires_at, w.return_queue
        """

    /// What was asked of each item, and how it stands: for items that this worker may speak for.
    private static let mine: SQL = """
        mine AS MATERIALIZED (
            SELECT asked.*, s.number, s.leg, s.queue, s.priority, s.attempt, s.hops, s.due_at, s.department,
                   s.offered_to, s.offer_expires_at, s.return_queue
              FROM asked JOIN standing s USING (item)
             WHERE s.is_held AND s.is_fit AND s.status = 'open'
        )
        """

    /// The steps every statement under a lease begins with: the lease under lock, what was asked, and how each item
    /// stands.
    ///
    /// A lease's department owns an open item or is offered it; `is_fit` is what the move asks of it beyond that, and
    /// only items that are fit, or that are over, leave the lease.
    ///
    /// `asked` is a step's body with the column item, each item once, and whatever else the statement needs of it; none
    /// of its columns is called as one of a work item.
    func fence(_ lease: UUID, by worker: Worker, asked: SQL, fit: SQL = "true") -> SQL {
        """
        WITH held AS MATERIALIZED (
            SELECT items FROM lease
             WHERE jurisdiction = \(jurisdiction.number) AND lease = \(lease) AND department = \(worker.department)
               FOR UPDATE
        ), asked AS MATERIALIZED (
            \(asked)
        ), standing AS MATERIALIZED (
            -- Always in the order of items, so that two batches cannot wait for each other.
            SELECT \(Self.standing), \(fit) AS is_fit,
                   coalesce(w.item = ANY ((SELECT items FROM held)::bigint[]), false)
                   AND (w.status <> 'open' OR w.department = \(worker.department)
                        OR coalesce(w.offered_to = \(worker.department), false)) AS is_held
              FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (ARRAY(SELECT item FROM asked))
             ORDER BY w.item
               FOR NO KEY UPDATE OF w
        ), \(Self.mine), rest AS MATERIALIZED (
            -- Mostly all of them go at once.
            SELECT CASE WHEN cardinality(held.items)
                             = (SELECT count(*) FROM standing s WHERE s.is_held AND (s.is_fit OR s.status <> 'open'))
                        THEN '{}'::bigint[] ELSE ARRAY(
                SELECT unnest(held.items)
                EXCEPT
                SELECT asked.item FROM asked LEFT JOIN standing s USING (item)
                 -- None: it is no longer one that this department may see.
                 WHERE s.item IS NULL OR s.is_held AND (s.is_fit OR s.status <> 'open')
                 ORDER BY 1
            ) END AS items
              FROM held
        ), emptied AS (
            DELETE FROM lease l USING rest
             WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = \(lease) AND cardinality(rest.items) = 0
        ), shrunk AS (
            UPDATE lease l SET items = rest.items FROM rest
             WHERE l.jurisdiction = \(jurisdiction.number) AND l.lease = \(lease) AND cardinality(rest.items) > 0
        )
        """
    }

    /// The same for items that the worker's department has accepted: they leave its open work.
    func acceptedFence(by worker: Worker, asked: SQL, fit: SQL = "true") -> SQL {
        """
        WITH asked AS MATERIALIZED (
            \(asked)
        ), held AS MATERIALIZED (
            -- Under lock: after a wait for the item's row, the statement's own view of this table is too old.
            SELECT a.item, ARRAY[a.item] AS items FROM accepted a
             WHERE a.jurisdiction = \(jurisdiction.number) AND a.department = \(worker.department)
               AND a.item IN (SELECT item FROM asked)
             ORDER BY a.item
               FOR UPDATE OF a
        ), standing AS MATERIALIZED (
            SELECT \(Self.standing), \(fit) AS is_fit, w.item IN (SELECT item FROM held) AS is_held
              FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item IN (SELECT item FROM asked)
             ORDER BY w.item
               FOR NO KEY UPDATE OF w
        ), \(Self.mine), finished AS (
            DELETE FROM accepted a USING mine
             WHERE a.jurisdiction = \(jurisdiction.number) AND a.item = mine.item
        )
        """
    }

    /// The step every fenced statement ends with: one answer for each item that was asked about, `unfit` being the one
    /// for those that the move cannot be made with.
    func verdict(unfit: ItemOutcome = .stale) -> SQL {
        """
        SELECT asked.item,
               CASE WHEN s.item IS NULL THEN (
                        -- Of an item that went to others meanwhile a department learns no more than what became of it.
                        SELECT CASE WHEN gone.status IS NULL THEN 'unknown'
                                    WHEN gone.status = 'cancelled' AND EXISTS (
                                        SELECT FROM held WHERE asked.item = ANY (held.items)
                                    ) THEN 'cancelled'
                                    ELSE 'stale' END
                          FROM (SELECT work_item_status(\(jurisdiction.number), asked.item) AS status) AS gone
                    )
                    WHEN NOT s.is_held THEN 'stale'
                    WHEN s.status = 'cancelled' THEN 'cancelled'
                    WHEN s.status <> 'open' THEN 'stale'
                    WHEN NOT s.is_fit THEN \(unfit.rawValue)
                    ELSE 'ok'
               END
          FROM asked LEFT JOIN standing s USING (item)
         ORDER BY asked.item
        """
    }
}
