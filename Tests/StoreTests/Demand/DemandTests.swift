import Boundaries
import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct DemandTests {
    private static func demand(_ city: TestCity, pageSize: Int = 5000) -> Demand {
        Demand(pool: city.database.roles.service, jurisdiction: city.jurisdiction, pageSize: pageSize)
    }

    /// West and east of the middle.
    @Sendable private static func area(_ place: Coordinate) -> String? {
        place.longitude < 20.01 ? "half/west" : "half/east"
    }

    private static func count(_ demand: Demand, olderThan age: Duration = .zero) async throws -> Int {
        try await demand.count(olderThan: age, layer: "half", area: area)
    }

    /// "pothole@half/west 2+0": recent and season.
    private static func lines(_ demand: Demand) async throws -> [String] {
        try await demand.counts().map { "\($0.serviceCode)@\($0.area) \($0.recent)+\($0.season)" }
    }

    /// Moves a stored request so many days back, by noon of that day.
    private static func age(_ ids: [String], days: Int, in city: TestCity) async throws {
        let numbers = ids.compactMap { city.jurisdiction.cipher.number(for: $0) }
        try await city.database.pool.execute(
            """
            UPDATE service_request
               SET requested_at = (
                       (statement_timestamp() AT TIME ZONE 'UTC')::date - \(days)::integer + interval '12 hours'
                   ) AT TIME ZONE 'UTC'
             WHERE number = ANY(\(numbers)::bigint[])
            """
        )
    }

    @Test(arguments: [1, 2, 5000])
    func `requests are counted by service and area, whatever the page`(pageSize: Int) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for place in [Place.west, .west, .east] { try await city.submit(at: place) }
            try await city.submit("flood", at: .east)
            let demand = Self.demand(city, pageSize: pageSize)
            // 90 days until today, and 30 a year ago.
            #expect(try await Self.count(demand) == 120)
            #expect(
                try await Self.lines(demand) == [
                    "flood@half/east 1+0", "pothole@half/east 1+0", "pothole@half/west 2+0",
                ]
            )
        }
    }

    @Test func `private requests are not counted, and places without a point are in no area`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            try await city.submit()
            try await database.pool.execute(
                """
                WITH one AS (SELECT min(number) AS number FROM service_request)
                UPDATE service_request r SET is_private = (r.number = one.number), latitude = NULL, longitude = NULL,
                       address = 'Somewhere'
                  FROM one
                """
            )
            let demand = Self.demand(city)
            _ = try await Self.count(demand)
            #expect(try await Self.lines(demand) == ["pothole@ 1+0"])
        }
    }

    @Test func `today is counted again and again, a day that is over once`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let old = try await city.submit(at: .west)
            try await Self.age([old], days: 3, in: city)
            try await city.submit(at: .west)
            let demand = Self.demand(city)
            _ = try await Self.count(demand)
            #expect(try await Self.lines(demand) == ["pothole@half/west 2+0"])
            // What comes into a day that is over, by somebody's SQL, is not seen; what comes today is.
            let late = try await city.submit("flood", at: .west)
            try await Self.age([late], days: 3, in: city)
            try await city.submit(at: .west)
            #expect(try await Self.count(demand, olderThan: .seconds(3600)) <= 1)
            #expect(try await Self.count(demand) <= 2)
            #expect(try await Self.lines(demand) == ["pothole@half/west 3+0"])
        }
    }

    @Test func `days that no count looks at any more go, and none that one does`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let demand = Self.demand(city)
            try await Self.age([city.submit(at: .west)], days: 364, in: city)
            #expect(try await Self.count(demand) == 120)
            try await database.pool.execute(
                """
                WITH day AS (
                    INSERT INTO demand_day (jurisdiction, day, counted_at)
                    SELECT jurisdiction, min(day) - 1, statement_timestamp() FROM demand_day GROUP BY jurisdiction
                )
                INSERT INTO demand (jurisdiction, day, service_code, area, requests)
                SELECT jurisdiction, min(day) - 1, 'pothole', 'half/west', 1 FROM demand_day GROUP BY jurisdiction
                """
            )
            #expect(try await database.count("demand_day") == 121)
            #expect(try await database.count("demand") == 2)
            _ = try await Self.count(demand, olderThan: .seconds(3600))
            #expect(try await database.count("demand_day") == 120)
            #expect(try await database.count("demand") == 1)
            #expect(try await Self.lines(demand) == ["pothole@half/west 0+1"])
            // None of them is due again.
            #expect(try await Self.count(demand, olderThan: .seconds(3600)) <= 1)
        }
    }

    @Test func `where another layer is counted by, every day is counted anew, and none twice`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let old = try await city.submit(at: .west)
            try await Self.age([old], days: 3, in: city)
            let last = try await city.submit(at: .east)
            try await Self.age([last], days: 350, in: city)
            let demand = Self.demand(city)
            let hour = Duration.seconds(3600)
            #expect(try await Self.count(demand, olderThan: hour) == 120)
            // The same ids in another layer are other places.
            func recount() async throws -> Int {
                try await demand.count(olderThan: hour, layer: "ward") { $0.longitude < 20.01 ? "ward/east" : nil }
            }
            // The one day with an area, and the other; today may come beside them.
            #expect(try await (2...3).contains(recount()))
            #expect(try await Self.lines(demand) == ["pothole@ 0+1", "pothole@ward/east 1+0"])
            #expect(try await recount() <= 1)
            // What was written before areas had their layer's name is counted anew, too.
            try await database.pool.execute("UPDATE demand SET area = 'east' WHERE area <> ''")
            #expect(try await (1...2).contains(recount()))
            #expect(try await Self.lines(demand) == ["pothole@ 0+1", "pothole@ward/east 1+0"])
        }
    }

    @Test func `who is cancelled halfway says how many days were counted`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let demand = Self.demand(city)
            // In the first day that is counted.
            try await Self.age([city.submit(at: .west)], days: 364, in: city)
            let cancelled = Task {
                try await demand.count(olderThan: .zero, layer: "half") { place in
                    withUnsafeCurrentTask { $0?.cancel() }
                    return Self.area(place)
                }
            }
            #expect(try await cancelled.value == 1)
            #expect(try await database.count("demand_day") == 1)
        }
    }

    @Test(arguments: [
        (0, "1+0"), (89, "1+0"), (90, nil), (200, nil), (334, nil), (335, "0+1"), (364, "0+1"), (365, nil),
    ])
    func `recent are ninety days, and the season is the thirty that come, a year ago`(
        days: Int,
        counted: String?
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await Self.age([city.submit(at: .west)], days: days, in: city)
            let demand = Self.demand(city)
            _ = try await Self.count(demand)
            #expect(try await Self.lines(demand) == (counted.map { ["pothole@half/west \($0)"] } ?? []))
        }
    }

    @Test func `several who count at once leave one whole count, and cities do not meet`() async throws {
        try await TestDatabase.with(poolSize: 6) { database in
            let one = try await TestCity(in: database, code: "one")
            let other = try await TestCity(in: database, code: "other")
            for _ in 0..<5 { try await one.submit(at: .west) }
            try await other.submit(at: .east)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for city in [one, one, one, other] {
                    group.addTask { _ = try await Self.count(Self.demand(city)) }
                }
                try await group.waitForAll()
            }
            #expect(try await Self.lines(Self.demand(one)) == ["pothole@half/west 5+0"])
            #expect(try await Self.lines(Self.demand(other)) == ["pothole@half/east 1+0"])
        }
    }
}
