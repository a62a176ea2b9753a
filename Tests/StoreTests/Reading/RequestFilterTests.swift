import Boundaries
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Each filter against a look at every row, written apart from the lists' own SQL.
@Suite struct RequestFilterTests {
    private typealias Query = ServiceRequest.Query

    private struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let condition: String
        let change: @Sendable (inout ServiceRequest.Query) throws -> Void

        init(
            _ name: String,
            _ condition: String,
            _ change: @escaping @Sendable (inout ServiceRequest.Query) throws -> Void
        ) {
            testDescription = name
            self.condition = condition
            self.change = change
        }
    }

    private static let now = Int(Date.now.timeIntervalSince1970)
    private static let moment = Date(timeIntervalSince1970: Double(now))
    private static let described = "r.service_code = 'pothole' AND NOT r.withholds_description"

    private static let cases: [Case] = [
        Case("everything", "true") { _ in },
        Case(
            "a window",
            "r.requested_at BETWEEN to_timestamp(\(now)) - interval '50 hours' AND to_timestamp(\(now)) - interval '40 hours'"
        ) { $0.selection = .window(start: moment - 50 * 3600, end: moment - 40 * 3600) },
        Case("one service", "r.service_code = 'noise'") { $0.serviceCodes = ["noise"] },
        Case("two services, one there is not", "r.service_code IN ('noise', 'flood')") {
            $0.serviceCodes = ["flood", "none", "noise"]
        },
        Case("a service there is not", "false") { $0.serviceCodes = ["none"] },
        Case("one department", "r.department = 'parks'") { $0.departments = ["parks"] },
        Case("a rare department", "r.department = 'rare'") { $0.departments = ["rare"] },
        Case("a service of a department", "r.service_code = 'noise' AND r.department = 'parks'") {
            $0.serviceCodes = ["noise"]
            $0.departments = ["parks"]
        },
        Case("open", "r.status = 'open'") { $0.statuses = [.open] },
        Case("closed", "r.status = 'closed'") { $0.statuses = [.closed] },
        Case("open and closed", "true") { $0.statuses = [.open, .closed] },
        Case("open of a service", "r.status = 'open' AND r.service_code = 'flood'") {
            $0.statuses = [.open]
            $0.serviceCodes = ["flood"]
        },
        Case("a box", "r.latitude BETWEEN 10.002 AND 10.006 AND r.longitude BETWEEN 20.01 AND 20.02") {
            $0.area = .init(
                box: BoundingBox(
                    try Coordinate(latitude: 10.002, longitude: 20.01),
                    try Coordinate(latitude: 10.006, longitude: 20.02)
                )
            )
        },
        Case(
            "a circle",
            """
            r.latitude IS NOT NULL AND 6371008.8 * acos(least(1, sind(10.01) * sind(r.latitude)
                + cosd(10.01) * cosd(r.latitude) * cosd(r.longitude - 20.01))) <= 300
            """
        ) {
            $0.area = .init(
                box: nil,
                circle: .init(center: try Coordinate(latitude: 10.01, longitude: 20.01), metres: 300)
            )
        },
        Case(
            "a circle in a box, of a service",
            """
            r.latitude >= 10.01 AND r.service_code = 'pothole'
            AND 6371008.8 * acos(least(1, sind(10.01) * sind(r.latitude)
                + cosd(10.01) * cosd(r.latitude) * cosd(r.longitude - 20.01))) <= 700
            """
        ) {
            let center = try Coordinate(latitude: 10.01, longitude: 20.01)
            let box = BoundingBox(
                try Coordinate(latitude: 10.01, longitude: 19),
                try Coordinate(latitude: 11, longitude: 21)
            )
            $0.area = .init(box: box, circle: .init(center: center, metres: 700))
            $0.serviceCodes = ["pothole"]
        },
        Case("a link to a picture that may be seen", "\(described) AND cardinality(r.media_urls) > 0") {
            $0.hasPicture = true
        },
        Case("no picture that may be seen", "NOT (\(described) AND cardinality(r.media_urls) > 0)") {
            $0.hasPicture = false
        },
        Case("a word of the description", "\(described) AND r.description LIKE '%Word 7 %'") {
            $0.words = [.init("wORD"), .init("7"), .init("word 7 ")]
        },
        Case("a word of the address", "r.address LIKE '%7 Elm%'") { $0.words = [.init("7 ELM")] },
        Case("signs that stand for themselves", "\(described) AND r.description LIKE '%100\\%%'") {
            $0.words = [.init("100%")]
        },
        Case("an underscore", "r.address LIKE '%Elm\\_Street'") { $0.words = [.init("elm_street")] },
        Case("an underscore that is none", "false") { $0.words = [.init("elm_treet")] },
        Case("a word of the service's name", "r.service_code = 'noise'") {
            $0.words = [.init("loud", serviceCodes: ["noise"])]
        },
        Case("words here and there", "r.service_code = 'noise' AND r.address LIKE '%12 Elm%'") {
            $0.words = [.init("loud", serviceCodes: ["noise"]), .init("12 elm")]
        },
    ]

    @Test func `each filter finds what a look at every row finds, whole or in parts`() async throws {
        try await TestDatabase.with { database in
            let town = try await PublicRequests.make(6000, in: database)
            var found = 0
            for test in Self.cases {
                var query = Query(selection: .window(start: Date.now - 90 * 86400, end: nil), limit: 1000)
                try test.change(&query)
                let expected = try await town.expected(test.condition)
                found += expected.isEmpty ? 0 : 1
                let ids = try await town.all(query)
                #expect(ids == expected, "\(test)")
                let page = try #require(try await town.reader.page(query))
                #expect(page.count == ItemCount(expected.count), "\(test)")
                #expect(page.records.map(\.id) == Array(expected.prefix(1000)), "\(test)")
                #expect(!page.isCutShort)
                // Small parts by their number, also beyond the end.
                query.limit = 7
                for offset in [7, 700, max(0, expected.count - 3), expected.count, expected.count + 7] {
                    query.offset = offset
                    let part = try #require(try await town.reader.page(query))
                    #expect(part.records.map(\.id) == Array(expected.dropFirst(offset).prefix(7)), "\(test), \(offset)")
                    #expect(part.count == ItemCount(expected.count), "\(test), \(offset)")
                    #expect((part.next == nil) == (offset + 7 >= expected.count), "\(test), \(offset)")
                }
            }
            // All but three find something, or the above would prove little.
            #expect(found == Self.cases.count - 2)
        }
    }

    @Test func `what changed since is found, whichever way it is looked for`() async throws {
        try await TestDatabase.with { database in
            let town = try await PublicRequests.make(40_000, in: database)
            // Three that came in long ago change now, as moves do it: the row and a line of history.
            let numbers = try await database.pool.query(
                """
                WITH old AS (
                    SELECT jurisdiction, number FROM service_request
                     WHERE NOT is_private AND service_code = 'pothole' AND status = 'open'
                     ORDER BY requested_at LIMIT 3
                ), changed AS (
                    UPDATE service_request r SET updated_at = statement_timestamp() FROM old
                     WHERE r.jurisdiction = old.jurisdiction AND r.number = old.number
                )
                INSERT INTO event (jurisdiction, number, kind, actor) SELECT jurisdiction, number, 'note', 'works/a' FROM old
                RETURNING number
                """
            ) { row throws(PostgresError) in try row.decode(Int64.self) }
            let changed = Set(numbers.compactMap { town.city.jurisdiction.cipher.id(for: $0)?.text })
            let shown = "CASE WHEN r.status = 'closed' THEN r.closed_at ELSE r.updated_at END"
            // Among few lines of history, among many, and where lines do not reach.
            for minutes in [20, 10_000, 35_000] {
                var query = Query(selection: .window(start: .distantPast, end: nil), limit: 1000)
                let start = Date.now - Double(minutes) * 60
                query.updated = .init(start: start, end: Date.now + 60)
                let expected = try await town.expected(
                    "\(shown) >= to_timestamp(\(start.timeIntervalSince1970))"
                )
                let ids = try await town.all(query)
                #expect(ids == expected, "\(minutes)")
                #expect(changed.isSubset(of: ids))
            }
            // A day long ago: what changed now is not of it.
            var query = Query(selection: .window(start: .distantPast, end: nil), limit: 1000)
            let (start, end) = (Date.now - 26 * 86400, Date.now - 25 * 86400)
            query.updated = .init(start: start, end: end)
            let expected = try await town.expected(
                """
                \(shown) BETWEEN to_timestamp(\(start.timeIntervalSince1970)) AND to_timestamp(\(end.timeIntervalSince1970))
                """
            )
            #expect(!expected.isEmpty)
            #expect(try await town.all(query) == expected)
        }
    }
}
