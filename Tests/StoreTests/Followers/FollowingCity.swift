import Boundaries
import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

/// The tiny city with people who follow.
struct FollowingCity: Sendable {
    let town: MovingCity

    var database: TestDatabase { town.city.database }
    var followers: Followers { Followers(pool: database.roles.service, jurisdiction: town.city.jurisdiction) }
    var outbox: Outbox { outbox() }
    var tail: EventTail { tail(database.roles.service) }

    static func with<R>(_ body: (FollowingCity) async throws -> R) async throws -> R {
        try await MovingCity.with { town in
            let city = FollowingCity(town: town)
            // Its place in the order is where it stands when it runs for the first time.
            _ = try await city.tail.advance(limit: 100) { _ in [] }
            return try await body(city)
        }
    }

    func tail(_ pool: PostgresPool) -> EventTail {
        EventTail(pool: pool, jurisdiction: town.city.jurisdiction, privateServices: ["person-in-need"])
    }

    func outbox(pause: Duration = .zero, lease: Duration = .seconds(60)) -> Outbox {
        Outbox(
            pool: database.roles.service,
            jurisdiction: town.city.jurisdiction,
            placePause: pause,
            lease: lease
        )
    }

    /// An order, and the key that its question carries; the question is gone.
    func asked(
        _ subject: FollowSubject,
        _ email: String = "ann@example.org",
        key: RequestKey? = nil
    ) async throws
        -> FollowerKey
    {
        let order = FollowOrder(subject, email: email, language: "en", key: key)
        try #require(try await followers.ask(order) == .asked)
        let mail = try #require(try await outbox.take(9).first { $0.follower.email == email && $0.matter == .question })
        try await outbox.sent(mail)
        return mail.follower.key
    }

    /// An order that is confirmed.
    func follow(
        _ subject: FollowSubject,
        _ email: String = "ann@example.org",
        key: RequestKey? = nil
    ) async throws
        -> FollowerKey
    {
        let key = try await asked(subject, email, key: key)
        _ = try #require(try await followers.confirm(key))
        return key
    }

    /// Deals with everything that has happened.
    func advance(limit: Int = 100) async throws {
        try await settle()
        let (index, tail) = (town.city.snapshot.index, tail)
        while try await tail.advance(limit: limit, places: { Self.places($0, index) }) {}
    }

    /// Waits until everything that was written can be read: other databases' transactions hold the horizon too.
    func settle() async throws {
        let isRead = try await eventually {
            try await database.pool.first("SELECT event_horizon() > max(xid) FROM event") { row throws(PostgresError) in
                try row.decode(Bool.self)
            } == true
        }
        try #require(isRead)
    }

    /// The smallest boundary in the west.
    var west: PlaceName {
        get throws {
            let places = Self.places(try Place.west.coordinate, town.city.snapshot.index)
            return try #require(places.last)
        }
    }

    static func places(_ point: Coordinate, _ index: BoundaryIndex) -> [PlaceName] {
        let hits = index.probe(point).hits
        return index.layers.compactMap { layer in
            hits[layer.id].map { PlaceName(layer: layer.id, boundary: $0.boundary.id) }
        }
    }

    /// What the outbox holds, in words, by follower and in order: the kinds of the events.
    func waiting() async throws -> [String] {
        try await database.pool.query(
            """
            SELECT f.email || ' ' || coalesce(e.kind, 'question')
              FROM outbox o
              JOIN follower f USING (jurisdiction, follower)
              LEFT JOIN event e ON e.jurisdiction = o.jurisdiction AND e.number = o.number AND e.event = o.seq
             ORDER BY f.email, o.seq
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    func execute(_ statement: SQL) async throws { try await database.pool.execute(statement) }
}
