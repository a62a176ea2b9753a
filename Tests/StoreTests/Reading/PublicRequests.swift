import Postgres
import ServiceRequests
import Store
import TestSupport

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Many requests of the tiny city, made in bulk: what lists are asked for, and what they must not tell.
struct PublicRequests: Sendable {
    let database: TestDatabase
    let city: TestCity

    /// The services whose descriptions the public reads, and those that are private now.
    static let open = ["pothole"]
    static let hidden = ["person-in-need"]

    /// Makes so many, one a minute back from now, with every kind of thing a filter asks for.
    static func make(_ count: Int, in database: TestDatabase) async throws -> PublicRequests {
        let city = try await TestCity(in: database)
        for _ in 0..<2 { try await city.submit() }
        // They came first: lines of history stand in the order of time.
        for statement: SQL in [
            "UPDATE service_request SET requested_at = requested_at - interval '60 days', updated_at = now() - interval '60 days'",
            "UPDATE event SET at = at - interval '60 days'",
        ] { try await database.pool.execute(statement) }
        try await database.pool.execute(
            """
            INSERT INTO queue (jurisdiction, name, department)
            SELECT \(city.jurisdiction.number), d, d FROM unnest(ARRAY['works', 'parks', 'rare']) AS d
            ON CONFLICT DO NOTHING
            """
        )
        let statements: [SQL] = [
            """
            CREATE TABLE made AS
            SELECT n, nextval('service_request_number') AS number, nextval('work_item_number') AS item,
                   statement_timestamp() - interval '1 minute' * (\(unescaped: String(count)) - n) AS at,
                   n % 3 <> 0 AS is_closed,
                   CASE WHEN n % 1000 = 500 THEN 'flood' WHEN n % 11 = 0 THEN 'person-in-need'
                        WHEN n % 5 = 0 THEN 'noise' ELSE 'pothole' END AS service,
                   CASE WHEN n % 1000 = 501 THEN 'rare' WHEN n % 4 = 0 THEN 'parks' ELSE 'works' END AS department
              FROM generate_series(1, \(unescaped: String(count))) AS n
            """,
            """
            INSERT INTO service_request (
                jurisdiction, number, requested_at, updated_at, closed_at, expected_at, latitude, longitude, status,
                open_legs, is_private, withholds_description, service_code, department, service_notice, description,
                address, media_urls, secret
            )
            SELECT r.jurisdiction, m.number, m.at, m.at + interval '30 seconds',
                   CASE WHEN is_closed THEN m.at + interval '20 seconds' END, m.at,
                   CASE WHEN n % 13 <> 0 THEN 10 + n % 100 * 0.0002 END,
                   CASE WHEN n % 13 <> 0 THEN 20 + n % 97 * 0.0004 END,
                   CASE WHEN is_closed THEN 'closed' ELSE 'open' END, CASE WHEN is_closed THEN 0 ELSE 1 END,
                   n % 17 = 0, n % 7 = 0, m.service, m.department, 'Notice.',
                   'A secret Word ' || n % 50 || ' of 100%', n % 19 || ' Elm_Street',
                   CASE WHEN n % 6 = 0 THEN ARRAY['https://example.org/1.jpg'] ELSE '{}' END, r.secret
              FROM made m CROSS JOIN (SELECT * FROM service_request LIMIT 1) AS r
            """,
            """
            INSERT INTO work_item (
                jurisdiction, item, number, created_at, closed_at, queue, leg, priority, status, department, outcome
            )
            SELECT q.jurisdiction, m.item, m.number, m.at, CASE WHEN is_closed THEN m.at END, q.queue, 1, 2,
                   CASE WHEN is_closed THEN 'closed' ELSE 'open' END, m.department, CASE WHEN is_closed THEN 'done' END
              FROM made m JOIN queue q ON q.name = m.department
            """,
            """
            INSERT INTO event (jurisdiction, number, at, kind, actor, department)
            SELECT q.jurisdiction, m.number, m.at, 'submitted', 'resident', m.department
              FROM made m JOIN queue q ON q.name = m.department ORDER BY m.at
            """,
            "DROP TABLE made",
            "ANALYZE",
        ]
        for statement in statements { try await database.pool.execute(statement) }
        return PublicRequests(database: database, city: city)
    }

    /// A reader with the role that the server reads with.
    var reader: RequestReader {
        RequestReader(
            pool: database.roles.service,
            jurisdiction: city.jurisdiction,
            openDescriptions: Self.open,
            privateServices: Self.hidden
        )
    }

    /// What a look at every row, apart from the lists' own SQL, finds public and so: newest first.
    func expected(_ condition: String) async throws -> [String] {
        let numbers = try await database.pool.query(
            """
            SELECT r.number FROM service_request r
             WHERE NOT r.is_private AND r.service_code <> 'person-in-need' AND (\(unescaped: condition)) IS TRUE
             ORDER BY r.requested_at DESC, r.number DESC
            """
        ) { row throws(PostgresError) in try row.decode(Int64.self) }
        return numbers.compactMap { city.jurisdiction.cipher.id(for: $0)?.text }
    }

    /// All parts of a list, put together.
    func all(_ query: ServiceRequest.Query) async throws -> [String] {
        var (query, ids, turns) = (query, [String](), 0)
        while let page = try await reader.page(query) {
            ids += page.records.map(\.id)
            turns += 1
            guard let next = page.next, turns < 10_000 else { break }
            query.after = next
        }
        return ids
    }
}
