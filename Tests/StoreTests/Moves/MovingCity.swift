import Boundaries
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// The tiny city with what tests of moves say again and again.
struct MovingCity: Sendable {
    let works = Worker(department: "works", name: "truck-1")
    let parks = Worker(department: "parks", name: "gardener")
    let police = Worker(department: "police", name: "car-1")
    let triage = Worker(department: "triage", name: "sorter")

    let city: TestCity
    let queues: Queues
    private let directory: QueueDirectory

    init(_ city: TestCity) {
        self.city = city
        var queues = city.queues
        for department in city.snapshot.catalog.departments {
            queues.notices[department.code] = "This is with \(department.code)."
        }
        self.queues = queues
        directory = QueueDirectory(pool: city.database.pool, jurisdiction: city.jurisdiction)
    }

    /// Runs a test in a city of its own.
    static func with<R>(poolSize: Int = 8, _ body: (MovingCity) async throws -> R) async throws -> R {
        try await TestDatabase.with(poolSize: poolSize) { database in
            try await body(MovingCity(TestCity(in: database)))
        }
    }

    /// A hand-over of items to the queues a department has for their places.
    func handOver(
        _ items: [Int64],
        to department: String,
        reason: String = "not ours",
        from worker: Worker,
        for time: Duration = .seconds(60)
    ) async throws -> HandOver {
        let assigner = Assigner(snapshot: city.snapshot)
        let places = try await queues.places(of: items, for: worker.department)
        var shares: [HandOver.Share] = []
        for item in items {
            var queue: Int32?
            if let place = places.first(where: { $0.item == item }),
                let leg = assigner.leg(for: department, service: place.serviceCode, coordinate: place.coordinate)
            {
                let entry = QueueDirectory.Entry(
                    name: leg.queue,
                    department: department,
                    boundary: leg.boundary.map { ($0.layer, $0.id) }
                )
                queue = try await directory.numbers(of: [entry])[leg.queue]
            }
            shares.append(HandOver.Share(item: item, queue: queue))
        }
        return HandOver(shares, to: department, reason: reason, time: time)
    }

    /// Claims one item that must be there.
    func claim(_ worker: Worker, limit: Int = 1, for lease: Duration = .seconds(60)) async throws -> Claim {
        try #require(try await queues.claim(limit, for: worker, lease: lease))
    }

    /// Submits a pothole, claims it for works and hands it to a department; gives the request's id and the item.
    func offered(
        to department: String = "parks",
        for time: Duration = .seconds(60)
    ) async throws -> (id: String, item: Int64) {
        let id = try await city.submit()
        let claim = try await claim(works)
        let item = claim.items[0].item
        let handOver = try await handOver([item], to: department, from: works, for: time)
        let results = try await queues.handOver(handOver, under: claim.lease, by: works)
        guard results.map(\.outcome) == [.ok] else { throw Unexpected(results) }
        return (id, item)
    }

    /// Everything of an item's row that moves go by, in words.
    func standing(_ item: Int64) async throws -> String? {
        try await city.database.pool.first(
            """
            SELECT concat_ws(
                       ' ', w.department, coalesce('offered to ' || w.offered_to, 'its own'), q.name,
                       'back to ' || b.name, 'attempt ' || w.attempt, 'hops ' || w.hops
                   )
              FROM work_item w
              JOIN queue q ON q.queue = w.queue
              LEFT JOIN queue b ON b.queue = w.return_queue
             WHERE w.item = \(item)
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    /// The request's department, what the resident is told, and how often it was sent on.
    func told(_ id: String) async throws -> String? {
        let number = try #require(city.jurisdiction.cipher.number(for: id))
        return try await city.database.pool.first(
            "SELECT concat_ws(' | ', department, service_notice, bounces) FROM service_request WHERE number = \(number)"
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    /// The history in words, without what is told of the promise: kind, department, counterpart.
    func history(_ id: String) async throws -> [String] {
        let lines = try await History(pool: city.database.pool, jurisdiction: city.jurisdiction).lines(of: id)
        return lines.dropFirst().filter { $0.kind != "due_moved" }.map { line in
            [line.kind, line.department, line.counterpart].compactMap(\.self).joined(separator: " ")
        }
    }

    /// Every row of the tables that a move writes, so that "nothing was written" can be seen.
    func everything() async throws -> [String] {
        var rows: [String] = []
        for table in ["work_item", "ready", "lease", "accepted", "deadline", "service_request", "event"] {
            rows += try await city.database.pool.query(
                "SELECT \(unescaped: "'\(table) ' || t.*::text") FROM \(unescaped: table) t ORDER BY 1"
            ) { row throws(PostgresError) in try row.decode(String.self) }
        }
        return rows
    }

    /// Cancels an item behind everybody's back, as the call for it leaves it.
    func cancel(_ item: Int64) async throws {
        try await city.database.pool.execute(
            """
            UPDATE work_item SET status = 'cancelled', closed_at = statement_timestamp(), offered_to = NULL,
                                 offer_expires_at = NULL, return_queue = NULL
             WHERE item = \(item)
            """
        )
    }
}
