import Postgres
import Store
import TestSupport
import Testing

@Suite struct VerificationTests {
    /// A statement that breaks a promise behind the program's back, and the promise.
    @Test(arguments: [
        ("P4", "DELETE FROM ready"),
        (
            "P4",
            "INSERT INTO accepted (jurisdiction, item, department) SELECT jurisdiction, item, department FROM work_item"
        ),
        ("P4", "UPDATE ready SET attempt = 5"),
        (
            "P4",
            "INSERT INTO ready (jurisdiction, queue, priority, seq) SELECT jurisdiction, queue, 3, 999 FROM queue LIMIT 1"
        ),
        ("P2", "DELETE FROM event"),
        ("P2", "INSERT INTO event (jurisdiction, number, kind, actor) VALUES (1, 999, 'submitted', 'x')"),
        ("P3", "UPDATE idempotency SET number = 999"),
        ("P7", "UPDATE service_request SET open_legs = 2"),
    ])
    func `a row that breaks a promise is named`(promise: String, sabotage: String) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            #expect(try await city.verify().breaches == [])
            try await database.pool.execute(SQL(unescaped: sabotage))
            let breaches = try await city.verify().breaches
            #expect(breaches.contains { $0.promise == promise }, "\(breaches)")
            #expect(breaches.allSatisfy { $0.row.contains("jurisdiction 1") })
        }
    }
}
