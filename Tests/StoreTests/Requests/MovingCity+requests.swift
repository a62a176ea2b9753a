import Boundaries
import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// A request brought somewhere, and the lease of whoever claimed it last.
struct Standpoint: Sendable {
    let id: String
    let item: Int64
    let lease: UUID?
}

extension MovingCity {
    var moves: RequestMoves {
        var moves = RequestMoves(pools: city.database.roles, jurisdiction: city.jurisdiction, bell: city.bell)
        moves.notices = queues.notices
        return moves
    }

    var reader: RequestReader {
        RequestReader(
            pool: city.database.pool,
            jurisdiction: city.jurisdiction,
            openDescriptions: ["pothole"],
            privateServices: ["person-in-need"]
        )
    }

    /// The supervisor.
    var supervisor: Author { .worker(Worker(department: "triage", name: "boss")) }

    /// A pothole in the west, brought to a standing.
    func pothole(_ standing: Standing) async throws -> Standpoint {
        let id = try await city.submit()
        let number = try #require(city.jurisdiction.cipher.number(for: id))
        let item = try #require(
            try await city.database.pool.first("SELECT item FROM work_item WHERE number = \(number)") {
                row throws(PostgresError) in try row.decode(Int64.self)
            }
        )
        if standing == .waiting { return Standpoint(id: id, item: item, lease: nil) }
        let claim = try await claim(works)
        try #require(claim.items.map(\.item) == [item])
        switch standing {
        case .waiting, .leased: break
        case .accepted: _ = try await queues.accept([Acceptance(item: item)], under: claim.lease, by: works)
        case .closed:
            let done = [Completion(item: item, outcome: .done)]
            _ = try await queues.complete(done, under: claim.lease, by: works)
        case .cancelled: _ = try await moves.cancel(id, reason: "a test", by: supervisor)
        }
        return Standpoint(id: id, item: item, lease: claim.lease)
    }

    /// Works claims and closes what waits of it.
    func close(_ point: Standpoint) async throws {
        let claim = try await claim(works)
        try #require(claim.items.map(\.item) == [point.item])
        let done = [Completion(item: point.item, outcome: .done)]
        _ = try await queues.complete(done, under: claim.lease, by: works)
    }

    /// What another service or place makes of a request, as the city decides it.
    func correct(
        _ service: String? = nil,
        to place: Place? = nil,
        address: String? = nil
    ) throws -> @Sendable (RequestSubject) -> Decided<Correction> {
        let coordinate = try place?.coordinate
        let snapshot = city.snapshot
        return { subject in
            var draft = subject.draft
            if let coordinate {
                draft.location = .point(coordinate)
                draft.address = address
            }
            let was = snapshot.catalog.service(named: draft.serviceCode)
            draft.serviceCode = service ?? draft.serviceCode
            guard case .routed(let decision) = Assigner(snapshot: snapshot).assign(draft),
                let service = snapshot.catalog.service(named: draft.serviceCode)
            else { return .impossible(["expected a place in the city, found another"]) }
            return .made(
                Correction(
                    draft: draft,
                    decision: decision,
                    notice: decision.sentence(catalog: snapshot.catalog),
                    isPrivate: service.visibility == .private,
                    withholdsDescription: was?.hasPublicDescription != true,
                    dueIn: .seconds(7200)
                )
            )
        }
    }

    /// Where each leg of a request stands, in the order of the legs: department, queue, table, attempt and hops.
    func legs(_ id: String) async throws -> [String] {
        let number = try #require(city.jurisdiction.cipher.number(for: id))
        return try await city.database.pool.query(
            """
            SELECT concat_ws(
                       ' ', q.name,
                       CASE WHEN w.status <> 'open' THEN w.status
                            WHEN EXISTS (SELECT FROM ready r WHERE r.seq = w.item AND r.queue = w.queue) THEN 'waiting'
                            WHEN EXISTS (SELECT FROM accepted a WHERE a.item = w.item) THEN 'accepted'
                            WHEN EXISTS (SELECT FROM lease l WHERE w.item = ANY (l.items)) THEN 'leased'
                            ELSE 'nowhere' END,
                       'hops ' || w.hops
                   )
              FROM work_item w JOIN queue q USING (jurisdiction, queue)
             WHERE w.number = \(number) ORDER BY w.leg
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    /// What breaks an invariant of open work: an item not in exactly one place, a place not its owner's or offer's, a
    /// count of legs that is wrong, a first leg that is not the department's residents are told.
    func astray() async throws -> [String] {
        try await city.database.pool.query(
            """
            WITH place AS (
                SELECT r.seq AS item, q.department, r.queue, r.priority, 'waiting' AS place
                  FROM ready r JOIN queue q USING (jurisdiction, queue)
                UNION ALL
                SELECT unnest(items), department, NULL, NULL, 'leased' FROM lease
                UNION ALL
                SELECT item, department, NULL, NULL, 'accepted' FROM accepted
            ), item AS (
                SELECT w.item, w.number, w.leg, w.status, w.department, w.offered_to, w.queue, w.priority,
                       count(p.item) AS places, array_agg(p.place) AS names,
                       bool_or(w.status = 'open' AND p.department <> coalesce(w.offered_to, w.department)) AS is_foreign,
                       bool_or(p.place = 'waiting' AND (p.queue, p.priority) <> (w.queue, w.priority)) AS is_elsewhere,
                       bool_and(coalesce(p.place = 'leased', true)) AS is_leased_only
                  FROM work_item w LEFT JOIN place p USING (item)
                 GROUP BY w.jurisdiction, w.item
            )
            SELECT concat_ws(' ', 'item', item, status, department, offered_to, names::text) FROM item
             WHERE places > 1 OR is_foreign OR is_elsewhere
                OR places <> CASE status WHEN 'open' THEN 1 WHEN 'closed' THEN 0 ELSE places END
                OR status = 'cancelled' AND NOT is_leased_only
            UNION ALL
            SELECT concat_ws(' ', 'request', r.number, r.status, r.open_legs)
              FROM service_request r
              JOIN (
                  SELECT number, count(*) FILTER (WHERE status = 'open') AS legs,
                         max(department) FILTER (WHERE leg = 1) AS lead
                    FROM item GROUP BY number
              ) AS i USING (number)
             WHERE r.open_legs <> i.legs OR (r.status = 'open') <> (i.legs > 0) OR r.department <> i.lead
            UNION ALL
            SELECT concat_ws(' ', 'nobody watches', w.item) FROM work_item w
             WHERE w.status = 'open' AND w.offered_to IS NULL AND w.hops > 0 AND NOT EXISTS (
                 SELECT FROM deadline d WHERE d.item = w.item AND d.kind = 'overdue' AND d.about = w.due_at
             )
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }
}

extension MoveResult {
    /// Why not; nil where it happened.
    var refusal: MoveRefusal? { if case .refused(let why) = self { why } else { nil } }

    /// What was done.
    var done: Done? { if case .done(let done) = self { done } else { nil } }
}
