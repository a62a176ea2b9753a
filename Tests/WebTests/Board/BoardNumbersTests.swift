import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Every number of the board that leads to no list, beside SQL written apart from it.
@Suite struct BoardNumbersTests {
    /// Work with a past: closed, confirmed, sent on and opened again, some of it long ago.
    private static func fill(_ visitor: Visitor) async throws {
        try await MixedCity.fill(visitor)
        let statements: [SQL] = [
            "UPDATE work_item SET due_at = now() + item * interval '1 hour' WHERE status = 'open' AND item % 3 = 1",
            """
            UPDATE work_item SET created_at = now() - (item % 9) * (item % 9) * interval '14 hours'
             WHERE status = 'open'
            """,
            "UPDATE service_request SET requested_at = now() - (number % 40) * interval '37 minutes'",
            """
            UPDATE service_request s SET confirmed_at = now(), requested_at = now() - number * interval '3 hours'
             WHERE number % 2 = 0 AND EXISTS (SELECT FROM work_item w WHERE w.number = s.number AND w.outcome = 'done')
            """,
            "UPDATE service_request SET bounces = 1 WHERE number % 3 = 0",
            "UPDATE service_request SET reopens = 2 WHERE number % 5 = 0",
            // One confirmed request was reported before by somebody else.
            """
            UPDATE service_request SET parent = (SELECT min(number) FROM service_request WHERE confirmed_at IS NOT NULL),
                   requested_at = now() - interval '90 days'
             WHERE number = (SELECT max(number) FROM service_request WHERE confirmed_at IS NULL)
            """,
        ]
        for statement in statements { try await visitor.database.pool.execute(statement) }
    }

    private static func number(_ sql: SQL, _ visitor: Visitor) async throws -> Double? {
        try await visitor.database.pool.first(sql) { row in try row.decode(Double?.self) }.flatMap(\.self)
    }

    @Test func `the figures are what SQL apart from them counts`() async throws {
        try await TinyServer.with { visitor in
            try await Self.fill(visitor)
            let board = Board(pool: visitor.database.roles.service, jurisdiction: try visitor.city.row)
            let figures = try await board.figures()
            func expect(_ found: Int, _ sql: SQL, _ name: String) async throws {
                #expect(try await Self.number(sql, visitor) == Double(found), "\(name)")
            }
            try await expect(
                figures.total.dueSoon,
                """
                SELECT count(*)::double precision FROM work_item
                 WHERE closed_at IS NULL AND paused_at IS NULL
                   AND extract(epoch FROM due_at - now()) BETWEEN 0 AND 86400
                """,
                "due soon"
            )
            #expect(figures.total.dueSoon > 0)
            let bounds = [0, 1, 3, 7, 30, 100_000]
            for band in 0..<5 {
                let (from, to) = (bounds[band], bounds[band + 1])
                for line in figures.lines {
                    try await expect(
                        line.ages[band],
                        """
                        SELECT count(*)::double precision FROM work_item
                         WHERE closed_at IS NULL AND department = \(line.department)
                           AND extract(epoch FROM now() - created_at) / 86400 >= \(Double(from))
                           AND extract(epoch FROM now() - created_at) / 86400 < \(Double(to))
                        """,
                        "\(line.department), \(from) to \(to) days"
                    )
                }
            }
            #expect(figures.total.ages.reduce(0, +) == figures.total.open)
            #expect(figures.total.ages.filter { $0 > 0 }.count >= 4)
            for hour in 0..<24 {
                try await expect(
                    figures.inByHour[hour],
                    """
                    SELECT count(*)::double precision FROM work_item JOIN service_request USING (jurisdiction, number)
                     WHERE requested_at >= now() - interval '1 day'
                       AND floor((extract(epoch FROM now() - requested_at) - 0.001) / 3600) = \(Double(hour))
                    """,
                    "in, hour \(hour)"
                )
                try await expect(
                    figures.outByHour[hour],
                    """
                    SELECT count(*)::double precision FROM work_item
                     WHERE outcome IS NOT NULL AND closed_at >= now() - interval '1 day'
                       AND floor((extract(epoch FROM now() - closed_at) - 0.001) / 3600) = \(Double(hour))
                    """,
                    "out, hour \(hour)"
                )
            }
            #expect(figures.outByHour.reduce(0, +) > 0 && figures.inByHour.filter { $0 > 0 }.count > 5)
        }
    }

    @Test func `what became of the work is what SQL apart from it says, department by department`() async throws {
        try await TinyServer.with { visitor in
            try await Self.fill(visitor)
            let board = Board(pool: visitor.database.roles.service, jurisdiction: try visitor.city.row)
            let found = try await board.outcomes()
            let total = try #require(found.total)
            let ended = """
                w.item IN (SELECT item FROM event WHERE kind = 'completed' AND at > now() - interval '30 days')
                """
            let from = "FROM work_item w JOIN service_request s USING (jurisdiction, number) WHERE \(ended)"
            for line in found.lines + [total] {
                let whose = line.department.isEmpty ? "" : "AND w.department = '\(line.department)'"
                func expect(_ value: Double, _ select: String, _ condition: String, _ name: String) async throws {
                    let sql = SQL(unescaped: "SELECT (\(select))::double precision \(from) \(whose) AND \(condition)")
                    let expected = try await Self.number(sql, visitor) ?? 0
                    #expect(abs(expected - value) < 1, "\(name) of \(line.department): \(expected), \(value)")
                }
                try await expect(Double(line.ended), "count(*)", "true", "ended")
                try await expect(Double(line.done), "count(*)", "w.outcome = 'done'", "done")
                try await expect(Double(line.bounced), "count(*)", "s.bounces <> 0", "bounced")
                try await expect(Double(line.reopened), "count(*)", "s.reopens <> 0", "reopened")
                try await expect(Double(line.requests), "count(DISTINCT number)", "w.outcome = 'done'", "requests")
                try await expect(
                    Double(line.verified),
                    "count(DISTINCT number)",
                    "w.outcome = 'done' AND s.confirmed_at IS NOT NULL",
                    "verified"
                )
                for (share, time) in [(0.5, line.times?.half), (0.9, line.times?.mostly)] {
                    try await expect(
                        (time ?? .zero) / .seconds(1),
                        """
                        percentile_cont(\(share)) WITHIN GROUP (
                            ORDER BY extract(epoch FROM w.closed_at) - extract(epoch FROM s.requested_at)
                        )
                        """,
                        "w.outcome = 'done'",
                        "p\(share)"
                    )
                }
            }
            #expect(total.verified > 2 && total.bounced > 0 && total.reopened > 0)
            let fix = try #require(found.toVerifiedFix)
            for (share, time) in [(0.5, fix.half), (0.9, fix.mostly)] {
                let expected = try await Self.number(
                    """
                    SELECT percentile_cont(\(share)::double precision) WITHIN GROUP (ORDER BY took) FROM (
                        SELECT extract(epoch FROM s.confirmed_at - min(r.requested_at))::double precision AS took
                          FROM service_request s JOIN service_request r ON s.number IN (r.number, r.parent)
                         WHERE s.confirmed_at IS NOT NULL
                           AND s.number IN (SELECT number FROM work_item WHERE outcome = 'done')
                         GROUP BY s.number, s.confirmed_at
                    ) AS times
                    """,
                    visitor
                )
                #expect(abs((expected ?? 0) - seconds(time)) < 1)
            }
            #expect(fix.mostly > .seconds(86_400))
            let triage = try await Self.number(
                "SELECT count(*)::double precision FROM work_item WHERE closed_at IS NULL AND department = 'triage'",
                visitor
            )
            #expect(Double(found.triage.values.reduce(0, +)) == triage)
        }
    }

    private func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }

    @Test func `the places are the open public requests, and never a private one`() async throws {
        try await TinyServer.with { visitor in
            try await MixedCity.fill(visitor)
            let board = Board(pool: visitor.database.roles.service, jurisdiction: try visitor.city.row)
            let places = try await board.places(privateServices: ["noise"])
            let expected = try await Self.number(
                """
                SELECT count(DISTINCT number)::double precision FROM work_item JOIN service_request
                 USING (jurisdiction, number)
                 WHERE work_item.closed_at IS NULL AND latitude IS NOT NULL
                   AND service_code NOT IN ('person-in-need', 'noise')
                """,
                visitor
            )
            #expect(Double(places.cells.reduce(0) { $0 + $1.requests }) == expected)
            #expect(places.cells.contains { $0.late > 0 })
            let browser = try await Browser(visitor)
            let json = try await browser.page("/dispatch/map.json?box=19,9,21,11&zoom=12")
            #expect(json.contains("\"requests\""))
            #expect(try await browser.get("/dispatch/map.json?box=19,9&zoom=12").status == 400)
            let page = try await browser.page("/dispatch/places")
            #expect(page.contains("Where the open requests are"))
        }
    }
}
