import Boundaries
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestMoves {
    /// What came of taking the locks.
    enum Hold: Sendable {
        /// There is no such request.
        case missing
        /// An item was claimed, or a leg was added, between two of the locks: to be begun again.
        case moved
        case held(HeldRequest)
    }

    private struct Lease: Sendable {
        let id: UUID
        let items: [Int64]
    }

    /// Locks a request with everything that holds its items, in the order of all moves, and reads it.
    ///
    /// Every statement has its own snapshot: what is read after the locks is what stands.
    func hold(_ number: Int64, on connection: isolated PostgresConnection) throws(PostgresError) -> Hold {
        let mine: SQL = """
            SELECT i.item FROM work_item i WHERE i.jurisdiction = \(jurisdiction.number) AND i.number = \(number)
            """
        let leases = try connection.query(
            "SELECT lease, items FROM lock_leases(\(jurisdiction.number), \(number))"
        ) { row throws(PostgresError) in
            let (id, items) = try row.decode(UUID.self, [Int64].self)
            return Lease(id: id, items: items)
        }
        let accepted = try connection.query(
            """
            SELECT a.item FROM accepted a
             WHERE a.jurisdiction = \(jurisdiction.number) AND a.item IN (\(mine))
             ORDER BY a.item
               FOR UPDATE OF a
            """,
            Self.item
        )
        let items = try connection.query("\(mine) ORDER BY i.item FOR NO KEY UPDATE", Self.item)
        guard let head = try head(number, on: connection) else { return .missing }
        let ready = try connection.query(
            """
            SELECT r.seq FROM ready r
              JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                              AND w.queue = r.queue AND w.priority = r.priority
             WHERE r.jurisdiction = \(jurisdiction.number) AND w.number = \(number)
             ORDER BY r.seq
               FOR UPDATE OF r
            """,
            Self.item
        )
        let leased = Set(leases.flatMap(\.items))
        var legs: [HeldRequest.Leg] = []
        for found in try self.legs(
            number,
            waiting: Set(ready),
            leased: leased,
            accepted: Set(accepted),
            on: connection
        ) {
            guard let found else { return .moved }
            legs.append(found)
        }
        guard legs.map(\.item).sorted() == items else { return .moved }
        return .held(
            HeldRequest(
                number: number,
                isOpen: head.isOpen,
                reopens: head.reopens,
                isFresh: head.isFresh,
                subject: head.subject,
                legs: legs,
                leases: leases.map(\.id)
            )
        )
    }

    private static func item(_ row: borrowing Row) throws(PostgresError) -> Int64 { try row.decode(Int64.self) }

    /// The legs in their order; nil for one that is open and in none of the places that are under lock.
    private func legs(
        _ number: Int64,
        waiting: Set<Int64>,
        leased: Set<Int64>,
        accepted: Set<Int64>,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [HeldRequest.Leg?] {
        try connection.query(
            """
            SELECT w.item, w.leg, w.status, w.department, w.offered_to, q.name, w.priority, w.due_at,
                   w.asked_by IS NOT NULL
              FROM work_item w
              JOIN queue q ON q.jurisdiction = w.jurisdiction AND q.queue = coalesce(w.return_queue, w.queue)
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.number = \(number)
             ORDER BY w.leg
            """
        ) { row throws(PostgresError) in
            let (item, leg, status, department, offeredTo, queue, priority, dueAt, isAsked) = try row.decode(
                Int64.self,
                Int.self,
                String.self,
                String.self,
                String?.self,
                String.self,
                Int.self,
                Date?.self,
                Bool.self
            )
            let standing: Standing? =
                switch status {
                case "closed": .closed
                case "cancelled": .cancelled
                default:
                    waiting.contains(item)
                        ? .waiting
                        : leased.contains(item) ? .leased : accepted.contains(item) ? .accepted : nil
                }
            return standing.map { standing in
                HeldRequest.Leg(
                    item: item,
                    leg: leg,
                    standing: standing,
                    department: department,
                    offeredTo: offeredTo,
                    queue: queue,
                    priority: priority,
                    dueAt: dueAt,
                    isAsked: isAsked
                )
            }
        }
    }

    private struct Head: Sendable {
        let isOpen: Bool
        let reopens: Int
        let isFresh: Bool
        let subject: RequestSubject
    }

    private func head(_ number: Int64, on connection: isolated PostgresConnection) throws(PostgresError) -> Head? {
        try connection.first(
            """
            SELECT status = 'open' AS is_open, reopens, requested_at, department, service_code, latitude, longitude,
                   address, address_id, attributes::text AS attributes,
                   coalesce(closed_at > statement_timestamp() - \(rules.reopenWindow), false) AS is_fresh
              FROM service_request
             WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
               FOR NO KEY UPDATE
            """
        ) { row throws(PostgresError) in
            Head(
                isOpen: try row.decode("is_open", as: Bool.self),
                reopens: try row.decode("reopens", as: Int.self),
                isFresh: try row.decode("is_fresh", as: Bool.self),
                subject: RequestSubject(
                    draft: try Self.draft(row),
                    requestedAt: try row.decode("requested_at", as: Date.self),
                    department: try row.decode("department", as: String.self)
                )
            )
        }
    }

    /// What was asked for, by a row with the columns of the request that say so.
    static func draft(_ row: borrowing Row) throws(PostgresError) -> ServiceRequest.Draft {
        let address = try row.decode("address", as: String?.self)
        let location: ServiceRequest.Location
        if let latitude = try row.decode("latitude", as: Double?.self),
            let longitude = try row.decode("longitude", as: Double?.self)
        {
            guard let point = try? Coordinate(latitude: latitude, longitude: longitude) else {
                throw PostgresError(.decoding, detail: "expected a point of the earth, found \(latitude), \(longitude)")
            }
            location = .point(point)
        } else if let id = try row.decode("address_id", as: String?.self) {
            location = .addressID(id)
        } else {
            location = .address(address ?? "")
        }
        let attributes = try row.decode("attributes", as: String.self)
        guard let answers = try? JSONDecoder().decode([String: [String]].self, from: Data(attributes.utf8)) else {
            throw PostgresError(.decoding, detail: "expected answers as an object of arrays, found another JSON")
        }
        return ServiceRequest.Draft(
            serviceCode: try row.decode("service_code", as: String.self),
            location: location,
            address: address,
            attributes: answers
        )
    }
}
