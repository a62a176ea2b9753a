import Postgres

extension ItemSearch {
    /// What a list is ordered by, of a work item `w`; of recent ones of what `looked` gives.
    var key: SQL { selection.order.isByDue ? Self.due : "w.created_at" }

    /// When an item `w` is due, and whose turn it is, as the indexes on open work spell it.
    static var due: SQL { "(CASE WHEN w.due_at IS NULL THEN 'infinity'::timestamptz ELSE w.due_at END)" }
    static var turn: SQL { "(CASE WHEN w.offered_to IS NULL THEN w.department ELSE w.offered_to END)" }

    /// Which way the key runs.
    var direction: SQL { selection.order.isDescending ? "DESC" : "ASC" }
    /// The other way.
    var opposite: SQL { selection.order.isDescending ? "ASC" : "DESC" }

    /// What lies behind a place in the list; everything where there is none.
    func behind(_ cursor: ItemCursor?, key: SQL, item: SQL) -> SQL {
        guard let cursor else { return "true" }
        let comparison: SQL = selection.order.isDescending ? "<" : ">"
        return "(\(key), \(item)) \(comparison) (\(cursor.key), \(cursor.item))"
    }

    /// The same for the instant alone, which an index on it can begin at.
    func from(_ cursor: ItemCursor?) -> SQL {
        guard let cursor else { return "true" }
        let comparison: SQL = selection.order.isDescending ? "<=" : ">="
        return "s.requested_at \(comparison) \(cursor.key)"
    }

    /// The dates a walk in their order can keep to; everything where the order is another.
    var range: SQL {
        guard selection.order.isByDue else { return "true" }
        return switch selection.band {
        case .late: "\(key) < transaction_timestamp() AND w.paused_at IS NULL"
        case .soon:
            """
            \(key) >= transaction_timestamp() AND \(key) < transaction_timestamp() + \(Self.soon)
            AND w.paused_at IS NULL
            """
        case .later: "\(key) >= transaction_timestamp() + \(Self.soon) AND w.paused_at IS NULL"
        case .paused, nil: "true"
        }
    }

    private static let soon: Duration = .seconds(24 * 3600)

    /// What the conditions ask of a work item `w`, carried along from where it is walked over: to look each up again by its
    /// key would take several times as long.
    static var carried: SQL {
        "w.number, w.status, w.queue, w.department, w.offered_to, w.created_at, w.due_at, w.paused_at"
    }

    /// What the conditions are about: each row's item `w`, and its request `s` where they ask something of that.
    var joins: SQL {
        let item: SQL =
            switch source {
            case .open, .few, .submitted:
                """
                CROSS JOIN LATERAL (
                    SELECT l.item, l.number, l.status, l.queue, l.department, l.offered_to, l.created_at, l.due_at,
                           l.paused_at
                ) AS w
                """
            case .closed:
                """
                CROSS JOIN LATERAL (
                    SELECT * FROM work_item x WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = l.item OFFSET 0
                ) AS w
                """
            }
        guard selection.readsRequest else { return item }
        return """
            \(item)
            CROSS JOIN LATERAL (
                SELECT r.service_code, r.channel, r.address, r.description FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = w.number
                OFFSET 0
            ) AS s
            """
    }

    /// What must be true of each row.
    var conditions: SQL {
        var all: [SQL] = []
        switch selection.standing {
        case .closed: all.append("w.status = 'closed' AND w.closed_at = l.key")
        case .submitted: break
        default: if selection.reference == nil { all.append("w.status = 'open'") }
        }
        // A closed one is its closer's, whom the walk goes by.
        if let department = selection.department, selection.standing != .closed {
            all.append("\(Self.turn) = \(department)")
        }
        if let queue { all.append("w.queue = \(queue)") }
        if let place = selection.place, selection.reference == nil { all.append(stands(place)) }
        if let band = selection.band, selection.reference == nil { all.append(Self.isIn(band)) }
        if let days = selection.age {
            all.append("w.created_at <= transaction_timestamp() - \(Duration.seconds(days * 86400))")
        }
        if let service = selection.service { all.append("s.service_code = \(service)") }
        if let channel = selection.channel { all.append("s.channel = \(channel)") }
        if let text = selection.text {
            // Not LIKE: a percent sign is one.
            all.append(
                """
                (position(lower(\(text)) IN lower(coalesce(s.address, ''))) > 0
                 OR position(lower(\(text)) IN lower(coalesce(s.description, ''))) > 0)
                """
            )
        }
        if mustRead { all.append(viewer.mayRead(in: jurisdiction.number)) }
        guard let first = all.first else { return "true" }
        return all.dropFirst().reduce(first) { "\($0) AND \($1)" }
    }

    private static func isIn(_ band: ItemSelection.DueBand) -> SQL {
        switch band {
        case .late: "w.due_at < transaction_timestamp() AND w.paused_at IS NULL"
        case .soon:
            """
            w.due_at >= transaction_timestamp() AND w.due_at < transaction_timestamp() + \(soon)
            AND w.paused_at IS NULL
            """
        case .later: "(w.due_at >= transaction_timestamp() + \(soon)) IS NOT FALSE AND w.paused_at IS NULL"
        case .paused: "w.paused_at IS NOT NULL"
        }
    }

    /// Where an item stands, by the table it is in, each looked up by its key.
    private func stands(_ place: ItemRow.Place) -> SQL {
        switch place {
        case .waiting:
            """
            (SELECT true FROM ready r
              WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = w.queue AND r.priority IN (1, 2, 3)
                AND r.seq = w.item LIMIT 1) IS TRUE
            """
        case .accepted:
            """
            (SELECT true FROM accepted a
              WHERE a.jurisdiction = \(jurisdiction.number) AND a.item = w.item LIMIT 1) IS TRUE
            """
        default:
            """
            w.item IN (
                SELECT unnest(h.items) FROM lease h
                 WHERE h.jurisdiction = \(jurisdiction.number)
                   AND (\(selection.holder)::text IS NULL OR h.holder = \(selection.holder)::text
                        AND h.department = \(selection.department)::text)
            )
            """
        }
    }
}

extension ItemSelection {
    /// The one place its items stand in; nil where they may stand in several.
    var place: ItemRow.Place? {
        if holder != nil { return .leased }
        return switch standing {
        case .waiting: .waiting
        case .leased: .leased
        case .accepted: .accepted
        default: nil
        }
    }

    /// How near their date is.
    var band: DueBand? { standing == .late ? .late : due }

    /// Whether a condition asks something of the request.
    var readsRequest: Bool { service != nil || channel != nil || text != nil }

    /// Whether each row must be looked at, beyond where it stands.
    var looksAtRows: Bool {
        readsRequest || age != nil || band == .paused
            || (band != nil && !order.isByDue)
    }
}
