import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// GeoReport's lists of one large database, read kind by kind.
struct GeoReportRun: Sendable {
    let database: BenchDatabase
    let report: BenchReport
    let options: GeoReportCommand

    // As many in one transaction as its temporary table stays small.
    private static let piece = 100_000
    private static let departments = 15
    private static let services = 120

    /// Fills the database and reads each kind of list.
    func run() async throws {
        let work = try await OwnWork.prepare(in: database, queues: 1)
        try await fill(work)
        let pool = database.pool(2, as: .service)
        let result: Result<Bool, any Error>
        do {
            result = .success(try await measure(reader(pool, work), work))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        guard try result.get() else {
            throw BenchError("expected a p99 of at most \(GeoReportCommand.promise) ms for every kind, found more")
        }
    }

    private func reader(_ pool: PostgresPool, _ work: OwnWork) -> RequestReader {
        RequestReader(
            pool: pool,
            jurisdiction: work.jurisdiction,
            openDescriptions: (0..<40).map { "service-\($0)" },
            privateServices: ["service-\(Self.services - 1)"]
        )
    }

    private func fill(_ work: OwnWork) async throws {
        try await database.run(
            """
            INSERT INTO queue (jurisdiction, name, department)
            SELECT \(work.jurisdiction.number), d, d
              FROM (SELECT 'department-' || n FROM generate_series(0, \(Self.departments - 1)) AS n
                    UNION ALL SELECT 'small-office'
                    UNION ALL SELECT 'district-' || n FROM generate_series(1, 300) AS n) AS q (d)
            """
        )
        let start = try await database.number("SELECT extract(epoch FROM now() - interval '90 days')::bigint")
        var made = 0
        while made < options.requests {
            let next = min(Self.piece, options.requests - made)
            let values = work.values.merging(
                [
                    "first": made, "count": next, "total": options.requests, "start": start,
                    "departments": Self.departments, "services": Self.services,
                ]
            ) { _, new in new }
            try await database.run(
                "SET session_replication_role = replica; SET synchronous_commit = off;\n"
                    + TextTemplate(PackageResources.georeport_requests_sql).filled(values)
            )
            made += next
            report.progress("requests: \(made)")
        }
        try await database.settle()
        let size = try await database.number("SELECT pg_database_size(current_database()) / 1000000")
        report.progress("\(size) MB")
    }

    private func measure(_ reader: RequestReader, _ work: OwnWork) async throws -> Bool {
        let now = Date()
        // Behind half of what a page's number can reach.
        var deep = ServiceRequest.Query(selection: .window(start: now - 90 * 86400, end: nil))
        deep.offset = min(50_000, options.requests / 2)
        let ids = try await reader.page(deep, isCounted: false)?.records.map(\.id) ?? []
        let kinds = try ListKind.all(ids, now: now)
        var isKept = true
        for kind in kinds {
            var rows = 0
            let p99 = try await report.timed(kind.name, turns: options.lists) {
                rows = try await reader.page(kind.query)?.records.count ?? -1
            }
            let page = try await reader.page(kind.query)
            let total = page.map { "\($0.count.isMore ? "at least " : "")\($0.count.number)" } ?? "none"
            report.progress("\(kind.name): \(rows) of \(total)\(page?.isCutShort == true ? ", cut short" : "")")
            isKept = isKept && (p99 <= GeoReportCommand.promise || !kind.isPromised)
        }
        let newest = try await reader.page(kinds[0].query)?.records.map(\.id) ?? []
        _ = try await report.timed("details", turns: max(10, options.lists / 10)) {
            _ = try await reader.details(of: newest)
        }
        _ = try await report.timed("photos", turns: options.lists) { _ = try await reader.photos(of: newest) }
        if options.plans {
            let plans = ServerPlans(database: database, report: report)
            for kind in kinds {
                try await plans.print(kind.name) { pool in
                    // The fifth is the last with values of its own; what is kept after it the sixth shows.
                    for _ in 0..<6 { _ = try await self.reader(pool, work).page(kind.query) }
                }
            }
        }
        return try await overHTTP() && isKept
    }

    /// Whole answers, with their JSON or XML.
    private func overHTTP() async throws -> Bool {
        let (report, options) = (report, options)
        let isKept = Verdict()
        try await ServerProcess.with([["--database", database.url]]) { servers in
            guard let server = servers.first else { return }
            for (name, path, isPromised) in [
                ("http-json", "requests.json", true), ("http-xml", "requests.xml", true),
                ("http-open", "requests.json?status=open", true),
                ("http-extensions", "requests.json?extensions=true", false),
            ] {
                let p99 = try await report.timed(name, turns: options.lists) {
                    let request = HTTPClientRequest(url: "\(server)/open311/v2/\(path)")
                    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
                    let body = try await response.body.collect(upTo: 64 << 20)
                    guard response.status == .ok else {
                        throw BenchError("expected 200, found \(response.status.code): \(String(buffer: body))")
                    }
                }
                if isPromised, p99 > GeoReportCommand.promise { await isKept.fail() }
            }
            try await checkDepth(server)
        }
        return await isKept.isKept
    }

    /// A page behind the numbered ones is refused where the list goes on so far, and empty where it does not.
    private func checkDepth(_ server: String) async throws {
        let page = ServiceRequest.Query.maximumDepth / ServiceRequest.Query.maximumCount + 1
        let lately = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 - 3600).rounded()).formatted(.iso8601)
        // The last hour has some hundreds.
        for (query, isFar) in [
            ("page=\(page)", options.requests > 200_000), ("page=\(page)&start_date=\(lately)", false),
        ] {
            let request = HTTPClientRequest(url: "\(server)/open311/v2/requests.json?\(query)")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
            let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
            guard isFar ? response.status == .badRequest && body.contains("40032") : body == "[]" else {
                throw BenchError("\(query): expected \(isFar ? "40032" : "[]"), found \(body.prefix(200))")
            }
        }
    }

    private actor Verdict {
        private(set) var isKept = true

        func fail() { isKept = false }
    }
}
