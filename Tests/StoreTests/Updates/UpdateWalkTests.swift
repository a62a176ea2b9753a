import Foundation
import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct UpdateWalkTests {
    /// Many requests with a history of every kind of event, one event every second back from now, two of each instant.
    private static func fill(_ count: Int, _ database: TestDatabase) async throws -> TestCity {
        let city = try await TestCity(in: database)
        for service in ["pothole", "flood", "person-in-need"] { try await city.submit(service) }
        let columns = """
            jurisdiction, expected_at, open_legs, service_code, department, service_notice, secret, latitude, longitude
            """
        let statements: [SQL] = [
            """
            INSERT INTO service_request (number, is_private, \(unescaped: columns))
            SELECT 1000 + n, n % 5 = 0 OR r.is_private, \(unescaped: columns)
              FROM generate_series(1, \(unescaped: String(count / 10))) AS n
              JOIN LATERAL (SELECT * FROM service_request WHERE number <= 10 ORDER BY number OFFSET n % 3 LIMIT 1) AS r
                ON true
            """,
            """
            INSERT INTO event (jurisdiction, number, at, kind, actor, department, item, detail)
            SELECT j.jurisdiction, 1000 + (n % (\(unescaped: String(count / 10)))) + 1,
                   date_trunc('second', statement_timestamp()) - interval '1 second' * (n / 2),
                   (ARRAY['submitted', 'accepted', 'note', 'note', 'released', 'due_moved', 'rerouted', 'closed',
                          'due_soon', 'confirmed', 'question'])[1 + n % 11],
                   'works', 'works', CASE WHEN n % 2 = 0 THEN n END,
                   CASE WHEN n % 3 = 0 THEN '{"note": "a", "public": true}' ELSE '{"note": "b", "public": false}' END::json
              FROM generate_series(1, \(unescaped: String(count))) AS n CROSS JOIN jurisdiction j
             WHERE j.code = 'tiny'
            """,
            "ANALYZE",
        ]
        for statement in statements { try await database.pool.execute(statement) }
        return city
    }

    private static func reader(_ city: TestCity, _ pool: PostgresPool) -> RequestReader {
        RequestReader(
            pool: pool,
            jurisdiction: city.jurisdiction,
            openDescriptions: ["pothole"],
            privateServices: ["person-in-need"],
            blackboxServices: ["flood"]
        ).forClients
    }

    /// What a look at every row, apart from the list's own SQL, finds.
    private static func expected(_ database: TestDatabase, since start: Date) async throws -> [Int64] {
        try await database.pool.query(
            """
            SELECT e.event FROM event e JOIN service_request r USING (jurisdiction, number)
             WHERE NOT r.is_private AND r.service_code NOT IN ('person-in-need', 'flood')
               AND e.at >= \(start)
               AND (e.kind IN ('accepted', 'closed', 'question')
                    OR e.kind = 'note' AND e.detail ->> 'public' = 'true'
                    OR e.kind IN ('due_moved', 'rerouted') AND e.item IS NULL)
             ORDER BY e.at, e.event
            """
        ) { row in try row.decode(Int64.self) }
    }

    private static func walk(
        _ reader: RequestReader,
        from start: Date,
        limit: Int,
        look: Int,
        requests: Int = RequestReader.mostRequestsTold
    ) async throws -> [Int64] {
        var (events, after, turns) = ([Int64](), String?.none, 0)
        repeat {
            let page = try #require(
                try await reader.updates(
                    start: start,
                    end: nil,
                    after: after,
                    limit: limit,
                    look: look,
                    requests: requests
                )
            )
            #expect(page.entries.count <= limit)
            #expect(Set(page.entries.map(\.requestID)).count <= requests && page.subjects.count <= requests)
            if page.entries.count < limit, page.next != nil { #expect(page.isCutShort) }
            events += page.entries.map(\.event)
            after = page.next
            turns += 1
        } while after != nil && turns < 10_000
        return events
    }

    @Test(arguments: [
        (10_000, 50_000, 1000), (1, 7, 1000), (7, 3, 1000), (100, 100, 1000), (999, 64, 1000), (10_000, 50_000, 1),
        (10_000, 50_000, 7), (10, 50_000, 9), (10_000, 20, 3),
    ])
    func `the parts together are what a look at every row finds, in its order`(
        limit: Int,
        look: Int,
        requests: Int
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await Self.fill(2000, database)
            let start = Date(timeIntervalSinceNow: -24 * 3600)
            let expected = try await Self.expected(database, since: start)
            #expect(expected.count > 200)
            let found = try await Self.walk(
                Self.reader(city, database.roles.service),
                from: start,
                limit: limit,
                look: look,
                requests: requests
            )
            #expect(found == expected)
        }
    }

    @Test func `of a correction its reason is read, and not what was decided and asked`() async throws {
        try await TestDatabase.with { database in
            let city = try await Self.fill(200, database)
            try await database.pool.execute(
                """
                UPDATE event SET detail = json_build_object('reason', 'why so', 'corrected', false,
                                      'decision', 'Hush', 'from', json_build_object('attributes', 'Hush'))
                 WHERE kind = 'rerouted'
                """
            )
            let page = try #require(
                try await Self.reader(city, database.roles.service).updates(
                    start: Date(timeIntervalSinceNow: -24 * 3600),
                    end: nil,
                    after: nil,
                    limit: 1000
                )
            )
            let details = page.subjects.values.flatMap(\.history).filter { $0.kind == "rerouted" }.map(\.detailJSON)
            #expect(!details.isEmpty)
            #expect(details.allSatisfy { $0.contains("why so") && $0.contains("corrected") && !$0.contains("Hush") })
        }
    }

    @Test func `two hours of a long history are found by the index, whatever role reads`() async throws {
        try await TestDatabase.with { database in
            let city = try await Self.fill(200_000, database)
            let reader = Self.reader(city, database.roles.service)
            let start = Date(timeIntervalSinceNow: -2 * 3600)
            let cursor = UpdateCursor(at: start, event: -1)
            for end in [nil, Date()] {
                let statement = reader.statement(after: cursor, end: end, limit: 10_000, look: 50_000)
                for pool in [database.pool, database.roles.service] {
                    let plan = try await pool.query("EXPLAIN (ANALYZE) \(statement)") { row throws(PostgresError) in
                        try row.decode(String.self)
                    }
                    let text = plan.joined(separator: "\n")
                    #expect(text.contains("event_told"), "\(text)")
                    #expect(!text.contains("Seq Scan on event"), "\(text)")
                    #expect(!text.contains("Seq Scan on service_request"), "\(text)")
                }
            }
            let page = try #require(
                try await reader.updates(start: start, end: nil, after: nil, limit: 10_000, requests: .max)
            )
            #expect(page.entries.map(\.event) == (try await Self.expected(database, since: start)))
            #expect(page.next == nil)
        }
    }

    @Test func `a place is read back as it was written, and nothing else is one`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let at = Date(timeIntervalSince1970: 1_767_225_600.123456)
            let text = try #require(UpdateCursor(at: at, event: 77).text(in: city.jurisdiction))
            let read = try #require(UpdateCursor(text, in: city.jurisdiction))
            #expect(read.event == 77)
            #expect(abs(read.at.timeIntervalSince(at)) < 1e-6)
            let id = try #require(city.jurisdiction.updates.id(for: 77))
            let others = [
                "", "-", "1", "1-", "-\(id)", "1-\(id)x", "x-\(id)", "99999999999999999999-\(id)", "1-77", id,
            ]
            for other in others {
                #expect(UpdateCursor(other, in: city.jurisdiction) == nil, "\(other)")
            }
        }
    }
}
