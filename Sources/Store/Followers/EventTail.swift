public import Boundaries
public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Walks over all events of a jurisdiction in one order, and puts a mail into the outbox for each that a follower is to be
/// told of.
///
/// Rows and place are written in one transaction, and only one at a time walks: each event is dealt with once, however
/// many servers there are and whenever they die. As in `Changes` only events below the oldest running transaction are
/// read, so none is passed over.
public struct EventTail: Sendable {
    /// Older events are no news any more; after a long time without mail, followers are not told of all of it.
    public static let newsAge: Duration = .seconds(7 * 24 * 3600)

    private static let name = "notices"

    private struct Spot: Sendable {
        let transaction: Int64
        let event: Int64
    }

    /// An event that people who follow its place may be told of.
    private struct Local: Sendable {
        let event: Int64
        let number: Int64
        let at: Date
        let serviceCode: String
        let point: Coordinate?
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let privacy: PrivacyRule

    /// Works through a pool it does not own; of the services with the codes given nothing is told to who follows a place.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, privateServices: [String]) {
        (self.pool, self.jurisdiction) = (pool, jurisdiction)
        privacy = PrivacyRule(services: privateServices)
    }

    /// Deals with the next events, at most so many; gives whether there are more.
    ///
    /// The first time it begins with what happens from then on. False also where another walks at this moment. `places`
    /// gives the boundaries a point lies in.
    public func advance(
        limit: Int,
        places: @Sendable (Coordinate) -> [PlaceName]
    ) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            guard try await mayBeNews() else { return false }
            return try await pool.transaction { connection throws(PostgresError) in
                guard let start = try hold(on: connection) else { return false }
                // Statements of their own, in this order: what is below the horizon was there before anybody confirmed
                // whom the next one does not see.
                let horizon = try horizon(on: connection)
                let follows = try follows(on: connection)
                let last = follows == .none ? nil : try spot(after: start, below: horizon, limit: limit, on: connection)
                let end = last ?? Spot(transaction: horizon, event: 0)
                guard (end.transaction, end.event) > (start.transaction, start.event) else { return false }
                if follows != .none { try tellFollowersOfRequests(from: start, to: end, on: connection) }
                if follows == .places {
                    let locals = try locals(from: start, to: end, on: connection)
                    try tellFollowersOfPlaces(locals, places, on: connection)
                }
                try move(to: end, on: connection)
                return last != nil
            }
        }
    }

    // MARK: - The place in the order

    /// Whether anything stands behind the place, or there is none yet: while nothing happens nothing is written.
    private func mayBeNews() async throws(PostgresError) -> Bool {
        try await pool.first(
            """
            SELECT t.event IS NULL OR EXISTS (
                       SELECT FROM event e
                        WHERE e.jurisdiction = \(jurisdiction.number) AND (e.xid, e.event) > (t.xid, t.event)
                   )
              FROM (VALUES (\(jurisdiction.number))) AS j (jurisdiction)
              LEFT JOIN event_tail t ON t.jurisdiction = j.jurisdiction AND t.name = \(Self.name)
            """
        ) { row in try row.decode(Bool.self) } == true
    }

    /// Locks the place, which it makes where there is none; nil where another has it.
    private func hold(on connection: isolated PostgresConnection) throws(PostgresError) -> Spot? {
        let lock: SQL = """
            SELECT xid, event FROM event_tail
             WHERE jurisdiction = \(jurisdiction.number) AND name = \(Self.name)
               FOR UPDATE SKIP LOCKED
            """
        func held() throws(PostgresError) -> Spot? {
            try connection.first(lock) { row throws(PostgresError) in
                let (transaction, event) = try row.decode(Int64.self, Int64.self)
                return Spot(transaction: transaction, event: event)
            }
        }
        if let spot = try held() { return spot }
        let made = try connection.execute(
            """
            INSERT INTO event_tail (jurisdiction, name, xid, event)
            SELECT \(jurisdiction.number), \(Self.name), event_horizon(), 0
             WHERE NOT EXISTS (SELECT FROM event_tail WHERE jurisdiction = \(jurisdiction.number) AND name = \(Self.name))
            ON CONFLICT ON CONSTRAINT event_tail_key DO NOTHING
            """
        )
        return made == 1 ? try held() : nil
    }

    private func horizon(on connection: isolated PostgresConnection) throws(PostgresError) -> Int64 {
        let horizon = try connection.first("SELECT event_horizon()") { row throws(PostgresError) in
            try row.decode(Int64.self)
        }
        guard let horizon else { throw PostgresError(.decoding, detail: "expected a horizon, found no row") }
        return horizon
    }

    /// The place of the last of so many events; nil where there are not so many.
    private func spot(
        after start: Spot,
        below horizon: Int64,
        limit: Int,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Spot? {
        try connection.first(
            """
            SELECT xid, event FROM event
             WHERE jurisdiction = \(jurisdiction.number)
               AND (xid, event) > (\(String(start.transaction))::text::xid8, \(start.event))
               AND xid < \(String(horizon))::text::xid8
             ORDER BY xid, event
            OFFSET \(max(1, limit) - 1) LIMIT 1
            """
        ) { row throws(PostgresError) in
            let (transaction, event) = try row.decode(Int64.self, Int64.self)
            return Spot(transaction: transaction, event: event)
        }
    }

    private func move(to end: Spot, on connection: isolated PostgresConnection) throws(PostgresError) {
        try connection.execute(
            """
            UPDATE event_tail SET xid = \(String(end.transaction))::text::xid8, event = \(end.event)
             WHERE jurisdiction = \(jurisdiction.number) AND name = \(Self.name)
            """
        )
    }

    private func window(_ start: Spot, _ end: Spot) -> SQL {
        """
        e.jurisdiction = \(jurisdiction.number)
           AND (e.xid, e.event) > (\(String(start.transaction))::text::xid8, \(start.event))
           AND (e.xid, e.event) <= (\(String(end.transaction))::text::xid8, \(end.event))
           AND e.at > statement_timestamp() - \(Self.newsAge)
        """
    }

    // MARK: - Whom to tell

    /// Whom there is to tell.
    private enum Follows: Sendable {
        case none, requests, places
    }

    private func follows(on connection: isolated PostgresConnection) throws(PostgresError) -> Follows {
        let found: Follows? = try connection.first(
            """
            SELECT EXISTS (SELECT FROM follower
                            WHERE jurisdiction = \(jurisdiction.number) AND number IS NOT NULL
                              AND confirmed_at IS NOT NULL),
                   EXISTS (SELECT FROM follower
                            WHERE jurisdiction = \(jurisdiction.number) AND boundary IS NOT NULL
                              AND confirmed_at IS NOT NULL)
            """
        ) { row throws(PostgresError) in
            let (ofRequests, ofPlaces) = try row.decode(Bool.self, Bool.self)
            return ofPlaces ? .places : ofRequests ? .requests : .none
        }
        return found ?? .none
    }

    private func tellFollowersOfRequests(
        from start: Spot,
        to end: Spot,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        try connection.execute(
            """
            INSERT INTO outbox (jurisdiction, follower, seq, number)
            SELECT f.jurisdiction, f.follower, e.event, e.number
              FROM event e
              JOIN follower f ON f.jurisdiction = e.jurisdiction AND f.number = e.number AND f.confirmed_at <= e.at
             WHERE \(window(start, end))
               AND CASE e.kind
                   WHEN 'accepted' THEN true
                   WHEN 'closed' THEN true
                   WHEN 'reopened' THEN true
                   WHEN 'question' THEN true
                   WHEN 'note' THEN e.detail ->> 'public' = 'true'
                   WHEN 'rerouted' THEN e.item IS NULL
                   WHEN 'due_moved' THEN e.item IS NULL
                   -- What closed the request is told with the closing.
                   WHEN 'completed' THEN NOT EXISTS (
                       SELECT FROM event c
                        WHERE c.jurisdiction = e.jurisdiction AND c.number = e.number AND c.xid = e.xid
                          AND c.kind = 'closed'
                   )
                   ELSE false
               END
            ON CONFLICT ON CONSTRAINT outbox_key DO NOTHING
            """
        )
    }

    private func locals(
        from start: Spot,
        to end: Spot,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Local] {
        try connection.query(
            """
            SELECT e.event, e.number, e.at, r.service_code, r.latitude, r.longitude
              FROM event e
              JOIN service_request r ON r.jurisdiction = e.jurisdiction AND r.number = e.number
             WHERE \(window(start, end)) AND e.kind IN ('submitted', 'closed')
               AND r.latitude IS NOT NULL AND NOT \(privacy.covers("r"))
            """
        ) { row throws(PostgresError) in
            let (event, number, at, code, latitude, longitude) = try row.decode(
                Int64.self,
                Int64.self,
                Date.self,
                String.self,
                Double.self,
                Double.self
            )
            return Local(
                event: event,
                number: number,
                at: at,
                serviceCode: code,
                point: try? Coordinate(latitude: latitude, longitude: longitude)
            )
        }
    }

    private func tellFollowersOfPlaces(
        _ locals: [Local],
        _ places: @Sendable (Coordinate) -> [PlaceName],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        var pairs: [(local: Local, place: PlaceName)] = []
        for local in locals {
            for place in local.point.map(places) ?? [] { pairs.append((local, place)) }
        }
        guard !pairs.isEmpty else { return }
        try connection.execute(
            """
            INSERT INTO outbox (jurisdiction, follower, seq, number)
            SELECT f.jurisdiction, f.follower, l.event, l.number
              FROM unnest(
                       \(pairs.map(\.local.event))::bigint[], \(pairs.map(\.local.number))::bigint[],
                       \(pairs.map(\.local.at))::timestamptz[], \(pairs.map(\.local.serviceCode))::text[],
                       \(pairs.map(\.place.layer))::text[], \(pairs.map(\.place.boundary))::text[]
                   ) AS l (event, number, at, service_code, layer, boundary)
              JOIN follower f ON f.jurisdiction = \(jurisdiction.number) AND f.layer = l.layer
               AND f.boundary = l.boundary AND f.confirmed_at <= l.at
               AND (f.service_code IS NULL OR f.service_code = l.service_code)
            ON CONFLICT ON CONSTRAINT outbox_key DO NOTHING
            """
        )
    }
}
