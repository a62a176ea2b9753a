import Boundaries
import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct NearbyReaderTests {
    private static let degree = 6_371_008.8 * Double.pi / 180

    private static func reader(_ city: TestCity, private services: [String] = []) -> NearbyReader {
        NearbyReader(pool: city.database.roles.service, jurisdiction: city.jurisdiction, privateServices: services)
    }

    /// Submits one so many metres from the place in the west.
    private static func submit(
        _ city: TestCity,
        north: Double = 0,
        east: Double = 0,
        service: String = "pothole"
    ) async throws -> String {
        let id = try await city.submit(service)
        let (latitude, longitude) = Place.west.degrees
        try await city.database.pool.execute(
            """
            UPDATE service_request
               SET latitude = \(latitude + north / degree),
                   longitude = \(longitude) + \(east / degree) / cosd(\(latitude))
             WHERE number = \(city.jurisdiction.cipher.number(for: id) ?? 0)
            """
        )
        return id
    }

    private static func found(
        _ city: TestCity,
        within metres: Double = 50,
        limit: Int = 5,
        private services: [String] = []
    ) async throws -> [NearbyRequest] {
        try await reader(city, private: services).open(
            "pothole",
            near: try Place.west.coordinate,
            within: metres,
            limit: limit
        )
    }

    @Test func `what is in the circle is found with its distance, the newest first, and no more than asked for`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let north = try await Self.submit(city, north: 30)
            let here = try await Self.submit(city)
            // In the box around the circle, not in the circle.
            _ = try await Self.submit(city, north: 40, east: 40)
            let east = try await Self.submit(city, east: -49.9)
            _ = try await Self.submit(city, east: 50.1)
            _ = try await Self.submit(city, service: "flood")
            let found = try await Self.found(city)
            #expect(found.map(\.id) == [east, here, north])
            for (nearby, metres) in zip(found, [49.9, 0, 30]) { #expect(abs(nearby.metres - metres) < 0.01) }
            #expect(try await Self.found(city, limit: 2).map(\.id) == [east, here])
            #expect(try await Self.found(city, within: 20).map(\.id) == [here])
            #expect(try await Self.found(city, within: 0) == [])
            #expect(try await Self.found(city, within: -1) == [])
        }
    }

    @Test func `closed ones, private ones and those of another city are never found`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let other = try await TestCity(in: database, code: "other")
            _ = try await Self.submit(other)
            let closed = try await Self.submit(city)
            try await database.pool.execute(
                """
                UPDATE service_request SET status = 'closed', closed_at = now(), open_legs = 0
                 WHERE number = \(city.jurisdiction.cipher.number(for: closed) ?? 0)
                """
            )
            #expect(try await Self.found(city) == [])
            let open = try await Self.submit(city)
            #expect(try await Self.found(city).map(\.id) == [open])
            #expect(try await Self.found(city, private: ["pothole"]) == [])
            try await database.pool.execute("UPDATE service_request SET is_private = true")
            #expect(try await Self.found(city) == [])
        }
    }

    @Test func `what a department has taken on is told so`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            _ = try await Self.submit(city)
            #expect(try await Self.found(city).map(\.isTakenOn) == [false])
            let worker = Worker(department: "works", name: "ann")
            let claim = try #require(try await city.queues.claim(1, for: worker, lease: .seconds(60)))
            #expect(try await Self.found(city).map(\.isTakenOn) == [false])
            _ = try await city.queues.accept(
                claim.items.map { Acceptance(item: $0.item) },
                under: claim.lease,
                by: worker
            )
            #expect(try await Self.found(city).map(\.isTakenOn) == [true])
        }
    }

    @Test(arguments: [(90.0, 0.0), (-89.9999, 10), (0, 180), (0, -180), (60, 179.9999)])
    func `no place of the earth is beyond it`(latitude: Double, longitude: Double) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            // Ten metres on, over the pole or the meridian.
            try await database.pool.execute(
                """
                UPDATE service_request SET latitude = \(latitude - (latitude > 0 ? 1 : -1) * 10 / Self.degree),
                       longitude = \(longitude == 0 ? 0 : -longitude)
                """
            )
            let place = try Coordinate(latitude: latitude, longitude: longitude)
            let found = try await Self.reader(city).open("pothole", near: place, within: 100, limit: 5)
            #expect(found.map(\.id) == [id])
        }
    }

    @Test func `the index finds them among many`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let columns = """
                jurisdiction, expected_at, open_legs, is_private, service_code, department, service_notice, secret
                """
            try await database.pool.execute(
                """
                INSERT INTO service_request (number, latitude, longitude, \(unescaped: columns))
                SELECT 1000 + n, 10 + n / 1e6, 20 + n / 1e6, \(unescaped: columns)
                  FROM service_request, generate_series(1, 20000) AS n
                """
            )
            try await database.pool.execute("ANALYZE service_request")
            let statement = Self.reader(city).statement(
                "pothole",
                near: try Place.west.coordinate,
                within: 50,
                limit: 5
            )
            let plan = try await database.pool.query("EXPLAIN \(statement)") { row throws(PostgresError) in
                try row.decode(String.self)
            }
            #expect(plan.contains { $0.contains("service_request_place") }, "\(plan)")
            #expect(!plan.contains { $0.contains("Seq Scan on service_request") }, "\(plan)")
        }
    }
}
