import Postgres
import Store

/// The lists of one large database, read page by page.
struct DeskRun: Sendable {
    /// One kind of list.
    private struct Kind: Sendable {
        let name: String
        let selection: ItemSelection
    }

    let database: BenchDatabase
    let report: BenchReport
    let options: DeskCommand

    // As many in one transaction as its temporary table stays small.
    private static let piece = 100_000
    private static let queues = 77

    /// Fills the database and reads each kind of list.
    func run() async throws {
        let work = try await OwnWork.prepare(in: database, queues: Self.queues)
        try await fill(work)
        let pool = database.pool(1, as: .service)
        let result: Result<Bool, any Error>
        do {
            result = .success(try await measure(pool, work))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        if options.plans {
            let plans = ServerPlans(database: database, report: report)
            for kind in kinds {
                try await plans.print(kind.name) { pool in
                    let lists = Worklists(pool: pool, jurisdiction: work.jurisdiction, privateServices: [])
                    _ = try await lists.page(kind.selection, viewer: OwnWork.department)
                }
            }
        }
        guard try result.get() else {
            throw BenchError("expected a p99 of at most \(DeskCommand.promise) ms for every kind, found more")
        }
    }

    private func fill(_ work: OwnWork) async throws {
        try await database.run(
            """
            INSERT INTO queue (jurisdiction, name, department)
            SELECT \(work.jurisdiction.number), 'small-' || n, 'small-' || n FROM generate_series(0, 19) AS n
            """
        )
        try await ClosedHistory(work: work).fill(options.closed) { report.progress("closed: \($0)") }
        var made = 0
        while made < options.open {
            let next = min(Self.piece, options.open - made)
            let values = work.values.merging(
                ["first": made, "count": next, "waiting": options.waiting]
            ) { _, new in new }
            try await database.run(
                "SET session_replication_role = replica; SET synchronous_commit = off;\n"
                    + TextTemplate(PackageResources.desk_open_sql).filled(values)
            )
            made += next
            report.progress("open: \(made)")
        }
        try await database.settle()
        let size = try await database.number("SELECT pg_database_size(current_database()) / 1000000")
        report.progress("\(size) MB")
    }

    private var kinds: [Kind] {
        let (large, small) = (OwnWork.department, "small-3")
        func kind(
            _ name: String,
            _ standing: ItemSelection.Standing,
            of department: String? = OwnWork.department,
            queue: String? = nil,
            order: ItemSelection.Order? = nil,
            _ change: (inout ItemSelection) -> Void = { _ in }
        ) -> Kind {
            var selection = ItemSelection(standing, department: department, queue: queue, order: order)
            change(&selection)
            return Kind(name: name, selection: selection)
        }
        return [
            kind("open", .open), kind("open-latest-date", .open, order: .dueLast),
            kind("open-oldest", .open, order: .oldest), kind("open-newest", .open, order: .newest),
            kind("late", .late), kind("waiting", .waiting), kind("waiting-oldest", .waiting, order: .oldest),
            kind("leased", .leased), kind("accepted", .accepted), kind("small-accepted", .accepted, of: small),
            kind("queue", .open, queue: "\(large)/7"), kind("queue-oldest", .open, queue: "\(large)/7", order: .oldest),
            kind("queue-late", .late, queue: "\(large)/7"), kind("soon", .open) { $0.due = .soon },
            kind("paused", .open) { $0.due = .paused }, kind("age", .open, order: .newest) { $0.age = 29 },
            kind("service-rare", .open) { $0.service = "rodent" }, kind("channel", .open) { $0.channel = "phone" },
            kind("words-none", .open) { $0.text = "no such words" },
            kind("words-some", .open) { $0.text = "17th street" },
            kind("mine", .open) { $0.holder = "car-3" }, kind("own-number", .open) { $0.reference = "R-1019" },
            kind("city", .open, of: nil), kind("city-late", .late, of: nil),
            kind("city-oldest", .open, of: nil, order: .oldest),
            kind("city-waiting", .waiting, of: nil), kind("city-words", .open, of: nil) { $0.text = "no such words" },
            kind("closed", .closed, of: nil), kind("submitted", .submitted, of: nil),
        ]
    }

    private func measure(_ pool: PostgresPool, _ work: OwnWork) async throws -> Bool {
        var isKept = true
        let lists = Worklists(pool: pool, jurisdiction: work.jurisdiction, privateServices: [])
        for kind in kinds {
            var next: ItemCursor?
            var rows = 0
            isKept =
                try await timed(kind.name) {
                    let page = try await lists.page(kind.selection, after: next, viewer: OwnWork.department)
                    rows += page.rows.count
                    next = page.next
                } && isKept
            report.progress("\(kind.name): \(rows) rows")
        }
        let desk = Desk(pool: pool, jurisdiction: work.jurisdiction, privateServices: [])
        let worker = Worker(department: OwnWork.department, name: "car-3")
        return try await timed("desk") { _ = try await desk.overview(for: worker) } && isKept
    }

    /// Reads the pages of a kind one after the other; the first few, which find nothing prepared, are not counted.
    private func timed(_ name: String, _ read: () async throws -> Void) async throws -> Bool {
        let p99 = try await report.timed(name, turns: options.pages, read)
        return p99 <= DeskCommand.promise
    }
}
