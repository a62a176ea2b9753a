import Postgres
import Store
import TestSupport
import Testing

@testable import dispatch311_bench

@Suite struct ChaosWatchTests {
    @Test(
        arguments: [
            (nil, nil),
            ("UPDATE lease SET department = 'parks'", "1 places (leased, parks)"),
            ("UPDATE accepted SET department = 'parks'", "1 places (accepted, parks)"),
            ("UPDATE ready SET department = 'parks'", "1 places (waiting, parks)"),
            ("DELETE FROM accepted", "0 places (none, nobody)"),
            (
                "INSERT INTO accepted (jurisdiction, item, department) SELECT jurisdiction, items[1], department FROM lease",
                "2 places (accepted, leased, works)"
            ),
        ] as [(String?, String?)]
    )
    func `a look finds what is in wrong hands or not in one place`(plant: String?, row: String?) async throws {
        try await TestDatabase.with { database in
            try await Self.fill(database)
            if let plant { try await database.pool.execute("\(unescaped: plant)") }
            let rows = try await database.pool.query(ChaosWatch.misplaced) { row throws(PostgresError) in
                try row.decode(String.self)
            }
            if let row {
                #expect(rows.count == 1 && rows.first?.contains(row) == true, "\(rows)")
            } else {
                #expect(rows.isEmpty)
            }
        }
    }

    /// One item leased, one accepted, one waiting.
    private static func fill(_ database: TestDatabase) async throws {
        let city = try await TestCity(in: database)
        for _ in 0..<3 { try await city.submit(at: .west) }
        let works = Worker(department: "works", name: "w0-works-0")
        let claim = try #require(try await city.queues.claim(2, for: works, lease: .seconds(60)))
        let first = try #require(claim.items.first)
        _ = try await city.queues.accept([Acceptance(item: first.item)], under: claim.lease, by: works)
    }
}
