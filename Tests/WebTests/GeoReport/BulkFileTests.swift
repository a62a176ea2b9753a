import Foundation
import GeoReport
import HTTPTypes
import Postgres
import TestSupport
import Testing

/// The whole list as one file.
@Suite struct BulkFileTests {
    private static let path = "/open311/bulk/requests.csv"

    @Test func `the file has the columns of GeoReport Bulk, and a row for each public request`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["description"] = "=HYPERLINK(\"https://x.example\")"
            form["address_string"] = "1, Main St"
            let id = try await visitor.submitted(form)
            let answer = try await visitor.get(Self.path)
            #expect(answer.status == 200)
            #expect(answer[header: "Content-Type"] == "text/csv; charset=utf-8; header=present")
            #expect(answer[header: "Content-Disposition"]?.hasPrefix("attachment; filename=\"requests-tiny-2") == true)
            #expect(answer[header: "Access-Control-Allow-Origin"] == "*")
            let lines = answer.text.split(separator: "\r\n")
            #expect(lines.count == 2)
            #expect(lines.first.map(String.init) == BulkColumns.names.joined(separator: ","))
            let row = String(lines.last ?? "")
            #expect(row.hasPrefix("\(id),2"))
            #expect(row.contains("\"'=HYPERLINK(\"\"https://x.example\"\")\""))
            #expect(row.hasSuffix(",Public Works,\"1, Main St\",10.01,20.005"))
            #expect(row.contains(",open,,api,Pothole,,"))
            let spanish = try await visitor.get(Self.path, headers: ["Accept-Language": "es"])
            #expect(spanish.text.contains(",Obras Públicas,"))
            let head = try await visitor.send(.head, Self.path)
            #expect(head.status == 200 && head.text.isEmpty)
            #expect(head[header: "Content-Type"] == answer[header: "Content-Type"])
            // The resource itself has two formats and no third.
            #expect(try await visitor.get("/open311/v2/requests.csv").status == 404)
        }
    }

    @Test func `it goes on where a list's parts end, over a year at most, by the same filters`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let statements: [SQL] = [
                """
                CREATE TABLE made AS SELECT n, nextval('service_request_number') AS number, nextval('work_item_number') AS item
                  FROM generate_series(1, 2500) AS n
                """,
                """
                INSERT INTO service_request (
                    jurisdiction, number, requested_at, expected_at, latitude, longitude, open_legs, is_private,
                    service_code, department, service_notice, secret
                )
                SELECT r.jurisdiction, m.number, r.requested_at - interval '3 hours' * n, r.expected_at, r.latitude,
                       r.longitude, 1, n % 100 = 0, r.service_code, r.department, r.service_notice, r.secret
                  FROM made m CROSS JOIN (SELECT * FROM service_request LIMIT 1) AS r
                """,
                """
                INSERT INTO work_item (jurisdiction, item, number, queue, leg, priority, department)
                SELECT w.jurisdiction, m.item, m.number, w.queue, 1, w.priority, w.department
                  FROM made m CROSS JOIN (SELECT * FROM work_item LIMIT 1) AS w
                """,
            ]
            for statement in statements { try await visitor.database.pool.execute(statement) }
            func ids(_ query: String) async throws -> [Substring] {
                try await visitor.get("\(Self.path)?\(query)").text.split(separator: "\r\n").dropFirst()
                    .map { $0.prefix { $0 != "," } }
            }
            // 312 days of eight a day; one in a hundred is private.
            let all = try await ids("end_date=2199-01-01T00:00:00Z&start_date=2198-01-01T00:00:00Z")
            #expect(all.isEmpty)
            let year = try await ids("start_date=\(GeoReportDate.format(Date.now - 365 * 86400))")
            #expect(year.count == 2476)
            #expect(Set(year).count == year.count)
            let quarter = try await ids("start_date=\(GeoReportDate.format(Date.now - 90 * 86400))&status=open")
            #expect(quarter.count < 750 && quarter == Array(year.prefix(quarter.count)))
            // Where a client asks for parts it is given the whole all the same.
            #expect(
                try await ids("start_date=\(GeoReportDate.format(Date.now - 365 * 86400))&page=3&page_size=7") == year
            )
            let long = try await visitor.get(
                "\(Self.path)?start_date=2025-01-01T00:00:00Z&end_date=2026-01-03T00:00:00Z"
            )
            #expect(long.status == 400)
            #expect(try long.codes == ["40013"])
            #expect(try long.descriptions.contains("at most 366 days"))
        }
    }

    @Test func `what is wrong is said as an error, before the file begins`() async throws {
        try await TinyServer.with { visitor in
            for (query, status, code) in [
                ("status=lost", 400, "40014"), ("jurisdiction_id=atlantis", 404, "4042"), ("after=NOSUCH", 400, "4009"),
                ("q=%ff", 400, "40010"),
            ] {
                let answer = try await visitor.get("\(Self.path)?\(query)")
                #expect(answer.status == status)
                #expect(try answer.codes == [code])
                #expect(answer[header: "Content-Type"] == "application/json; charset=utf-8")
            }
            for method in [HTTPRequest.Method.post, .put, .delete] {
                let answer = try await visitor.send(method, Self.path)
                #expect(answer.status == 405)
                #expect(answer[header: "Allow"] == "GET, HEAD, OPTIONS")
            }
        }
    }
}
