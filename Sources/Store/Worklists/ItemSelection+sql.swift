import Postgres

extension ItemSelection {
    /// Every open item with where it stands and whose turn it is: the columns place, department, item.
    ///
    /// Reads the three hot tables; a department or a queue narrows each of them.
    static func places(in jurisdiction: Int32, department: String? = nil, queue: String? = nil) -> SQL {
        """
        SELECT 'waiting' AS place, q.department, r.seq AS item
          FROM queue q JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
         WHERE q.jurisdiction = \(jurisdiction)
           AND (\(department)::text IS NULL OR q.department = \(department)::text)
           AND (\(queue)::text IS NULL OR q.name = \(queue)::text)
        UNION ALL
        SELECT 'leased', l.department, unnest(l.items) FROM lease l
         WHERE l.jurisdiction = \(jurisdiction)
           AND (\(department)::text IS NULL OR l.department = \(department)::text)
        UNION ALL
        SELECT 'accepted', a.department, a.item FROM accepted a
         WHERE a.jurisdiction = \(jurisdiction)
           AND (\(department)::text IS NULL OR a.department = \(department)::text)
        """
    }

    /// The items selected, each with the key it is ordered by: the columns item, key.
    ///
    /// The work item is looked up for each by its key (OFFSET 0 keeps the planner from another way), so the work grows
    /// with what is open or recent, never with all there ever was. Times count from the transaction's, so that a count
    /// and its list, or all numbers of a board, mean the same moment.
    func items(in jurisdiction: JurisdictionRow, viewer: Viewer) -> SQL {
        let joined: SQL =
            switch standing {
            case .waiting, .leased, .accepted, .open, .late: open(jurisdiction.number)
            case .closed: closed(jurisdiction.number)
            case .submitted: submitted(jurisdiction.number)
            }
        return """
            SELECT w.item, \(key) AS key \(joined)
               AND (\(queue)::text IS NULL OR w.queue = (
                       SELECT q.queue FROM queue q
                        WHERE q.jurisdiction = \(jurisdiction.number) AND q.name = \(queue)::text))
               -- A queue tells the place: others' private items are in no list of one.
               AND (\(queue)::text IS NULL OR \(viewer.mayRead(in: jurisdiction.number)))
            """
    }

    private func open(_ jurisdiction: Int32) -> SQL {
        let place: String? = [.waiting, .leased, .accepted].contains(standing) ? standing.rawValue : nil
        return """
            FROM (\(Self.places(in: jurisdiction, department: department, queue: queue))) AS p
            CROSS JOIN LATERAL (
                SELECT * FROM work_item x WHERE x.jurisdiction = \(jurisdiction) AND x.item = p.item OFFSET 0
            ) AS w
             WHERE w.status = 'open' AND (\(place)::text IS NULL OR p.place = \(place)::text)
               AND (\(standing != .late) OR w.due_at < transaction_timestamp() AND w.paused_at IS NULL)
            """
    }

    private func closed(_ jurisdiction: Int32) -> SQL {
        """
        FROM event e
        CROSS JOIN LATERAL (
            -- The same instant: one that was reopened and closed again counts once, where it closed last.
            SELECT * FROM work_item x
             WHERE x.jurisdiction = \(jurisdiction) AND x.item = e.item AND x.closed_at = e.at OFFSET 0
        ) AS w
         WHERE e.jurisdiction = \(jurisdiction) AND e.kind = 'completed'
           AND e.at >= transaction_timestamp() - \(Duration.seconds(hours * 3600))
           AND w.status = 'closed'
           AND (\(department)::text IS NULL OR e.department = \(department)::text)
        """
    }

    private func submitted(_ jurisdiction: Int32) -> SQL {
        """
        FROM service_request s JOIN work_item w ON w.jurisdiction = s.jurisdiction AND w.number = s.number
         WHERE s.jurisdiction = \(jurisdiction)
           AND s.requested_at >= transaction_timestamp() - \(Duration.seconds(hours * 3600))
           AND (\(department)::text IS NULL OR coalesce(w.offered_to, w.department) = \(department)::text)
        """
    }

    private var key: SQL {
        switch order {
        case .due: "coalesce(w.due_at, 'infinity')"
        case .oldest: "w.created_at"
        case .newest: standing == .closed ? "w.closed_at" : "w.created_at"
        }
    }

    /// Which way the key runs.
    var direction: SQL { order == .newest ? "DESC" : "ASC" }

    /// What lies behind a place in the list; everything where there is none.
    func behind(_ cursor: ItemCursor?) -> SQL {
        guard let cursor else { return "true" }
        let comparison: SQL = order == .newest ? "<" : ">"
        return "(i.key, i.item) \(comparison) (\(cursor.key), \(cursor.item))"
    }
}
