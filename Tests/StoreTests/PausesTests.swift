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

@Suite struct PausesTests {
    private let works = Worker(department: "works", name: "truck-1")
    private let parks = Worker(department: "parks", name: "gardener")

    /// Submits one, accepts its first leg; gives the request's id and the item's number.
    private func accepted(
        _ service: String = "flood",
        by worker: Worker? = nil,
        due: Duration = .seconds(3600),
        in city: TestCity
    ) async throws -> (id: String, item: Int64) {
        let submission = try city.submission(service, expectedIn: due)
        guard case .stored(let receipt) = try await city.intake.submit(submission) else {
            throw Unexpected("no receipt")
        }
        let id = receipt.id
        let worker = worker ?? works
        let claim = try #require(try await city.queues.claim(200, for: worker, lease: .seconds(60)))
        let item = try #require(claim.items.first { $0.serviceRequestID == id && $0.leg == 1 }?.item)
        _ = try await city.queues.accept([Acceptance(item: item)], under: claim.lease, by: worker)
        return (id, item)
    }

    /// Makes it that everything of an item happened so much earlier.
    private func age(_ interval: String, in city: TestCity) async throws {
        for change in [
            "service_request SET requested_at = requested_at - x, expected_at = expected_at - x",
            "work_item SET created_at = created_at - x, due_at = due_at - x, paused_at = paused_at - x",
            "accepted SET due_at = due_at - x", "deadline SET at = at - x, about = about - x",
        ] {
            let sql = "UPDATE \(change)".replacing(" x", with: " interval '\(interval)'")
            try await city.database.pool.execute(SQL(unescaped: sql))
        }
    }

    private func date(_ expression: String, in city: TestCity) async throws -> Date {
        let date = try await city.database.pool.first(SQL(unescaped: "SELECT \(expression)")) {
            row throws(PostgresError) in try row.decode(Date.self)
        }
        return try #require(date)
    }

    @Test func `a pause stands in the item, in the history, and in what staff read`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (id, item) = try await accepted(in: city)
            let result = try await city.queues.pause(item, by: works, reason: "The street is shut.")
            #expect(result.outcome == .ok)
            #expect(result.dueAt == (try await date("due_at FROM work_item WHERE item = \(item)", in: city)))
            let line = try #require(try await city.history(id).last)
            #expect(line.kind == "paused" && line.item == item && line.department == "works")
            #expect(line.actor == "works/truck-1")
            #expect(line.detailJSON == #"{"reason" : "The street is shut."}"#)
            let files = CaseFiles(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            let row = try #require(try await files.file(item: item, of: "works")?.leg(item))
            #expect(row.pause?.reason == "The street is shut.")
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `what cannot be paused or resumed is told so, and nothing changes`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (id, item) = try await accepted(in: city)
            let other = try #require(
                try await database.pool.first("SELECT max(item) FROM work_item") {
                    row throws(PostgresError) in try row.decode(Int64.self)
                }
            )
            func pause(_ item: Int64, _ worker: Worker) async throws -> PauseResult.Outcome {
                try await city.queues.pause(item, by: worker, reason: "A test.").outcome
            }
            func resume(_ item: Int64, _ worker: Worker) async throws -> PauseResult.Outcome {
                try await city.queues.resume(item, by: worker, catalog: city.snapshot.catalog).outcome
            }
            // The second leg is with a worker; the first is another department's to the parks.
            #expect(
                try await [pause(other, works), pause(item, parks), pause(999, works)] == [
                    .notAccepted, .notAccepted, .unknown,
                ]
            )
            #expect(
                try await [resume(other, works), resume(item, parks), resume(999, works), resume(item, works)] == [
                    .notAccepted, .notAccepted, .unknown, .notPaused,
                ]
            )
            #expect(try await city.history(id).map(\.kind) == ["submitted", "leg_added", "accepted"])
            #expect(try await pause(item, works) == .ok)
            #expect(try await pause(item, works) == .alreadyPaused)
            #expect(try await resume(item, parks) == .notAccepted)
            #expect(try await resume(item, works) == .ok)
            #expect(try await resume(item, works) == .notPaused)
            _ = try await city.queues.completeAccepted([Completion(item: item, outcome: .done)], by: works)
            #expect(try await [pause(item, works), resume(item, works)] == [.notAccepted, .notAccepted])
        }
    }

    @Test func `resumed, the item's date, its department's and the promise move by the pause, and it is watched anew`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            // Twelve hours by the clock on the wall.
            let (id, item) = try await accepted(due: .seconds(12 * 3600), in: city)
            _ = try await city.queues.pause(item, by: works, reason: "The street is shut.")
            try await age("1 hour", in: city)
            let was = try await date("due_at FROM work_item WHERE item = \(item)", in: city)
            let result = try await city.queues.resume(item, by: works, catalog: city.snapshot.catalog)
            let due = try #require(result.dueAt)
            #expect(abs(due.timeIntervalSince(was) - 3600) < 60)
            for table in ["work_item", "accepted"] {
                #expect(try await date("due_at FROM \(table) WHERE item = \(item)", in: city) == due)
            }
            #expect(try await date("expected_at FROM service_request", in: city) == due)
            let lines = try await city.history(id)
            #expect(
                lines.map(\.kind) == [
                    "submitted", "leg_added", "accepted", "paused", "resumed", "due_moved", "due_moved",
                ]
            )
            #expect(lines.suffix(3).map(\.item) == [item, item, nil])
            let format = Date.ISO8601FormatStyle()
            let moved =
                #"{"from" : "\#(was.formatted(format))", "to" : "\#(due.formatted(format))", "#
                + #""reason" : "The clock was paused: The street is shut."}"#
            #expect(lines.suffix(2).map(\.detailJSON) == [moved, moved])
            #expect(
                try await date("at FROM deadline WHERE kind = 'overdue' AND about = due_at", of: item, in: city) == due
            )
            // A quarter of the twelve hours is left at the warning.
            let warning = try await date(
                "at FROM deadline WHERE kind = 'due_soon' AND about = due_at",
                of: item,
                in: city
            )
            #expect(abs(due.timeIntervalSince(warning) - 3 * 3600) < 60)
            #expect(try await city.verify().breaches == [])
        }
    }

    private func date(_ expression: String, of item: Int64, in city: TestCity) async throws -> Date {
        let sql = expression.replacing(
            " FROM deadline WHERE ",
            with: " FROM deadline JOIN work_item USING (jurisdiction, item) WHERE item = \(item) AND "
        )
        return try await date(sql, in: city)
    }

    @Test func `the promise is the latest date of the legs`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (id, item) = try await accepted("fallen-tree", by: parks, in: city)
            try await database.pool.execute("UPDATE work_item SET due_at = due_at + interval '1 day' WHERE leg = 2")
            try await database.pool.execute("UPDATE service_request SET expected_at = expected_at + interval '1 day'")
            let promised = try await date("expected_at FROM service_request", in: city)
            _ = try await city.queues.pause(item, by: parks, reason: "A nest.")
            try await age("1 hour", in: city)
            _ = try await city.queues.resume(item, by: parks, catalog: city.snapshot.catalog)
            // The other leg's is later still: the resident was told nothing that is not so any more.
            #expect(try await date("expected_at FROM service_request", in: city) == promised - 3600)
            let kinds = try await city.history(id).map { "\($0.kind) \($0.item == nil)" }
            #expect(kinds.suffix(2) == ["resumed false", "due_moved false"])
            // Paused for longer than that, it moves along.
            _ = try await city.queues.pause(item, by: parks, reason: "A nest.")
            try await age("2 days", in: city)
            let result = try await city.queues.resume(item, by: parks, catalog: city.snapshot.catalog)
            #expect(try await date("expected_at FROM service_request", in: city) == result.dueAt)
            #expect(try await city.history(id).last?.item == nil)
        }
    }

    @Test func `a pause is not blamed for a date that it did not move`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (id, item) = try await accepted("fallen-tree", by: parks, in: city)
            try await database.pool.execute("UPDATE work_item SET due_at = due_at + interval '1 day' WHERE leg = 2")
            try await database.pool.execute("UPDATE service_request SET expected_at = expected_at + interval '1 day'")
            // The leg with the later date is done, and what the resident was told stands.
            let claim = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let done = claim.items.map { Completion(item: $0.item, outcome: .done) }
            _ = try await city.queues.complete(done, under: claim.lease, by: works)
            let promised = try await date("expected_at FROM service_request", in: city)
            _ = try await city.queues.pause(item, by: parks, reason: "A nest.")
            try await age("1 hour", in: city)
            _ = try await city.queues.resume(item, by: parks, catalog: city.snapshot.catalog)
            #expect(try await date("expected_at FROM service_request", in: city) == promised - 3600)
            #expect(try await city.history(id).filter { $0.kind == "due_moved" && $0.item == nil }.isEmpty)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `resumed beside a correction, the date is counted by the new service's target`() async throws {
        try await MovingCity.with { town in
            let city = town.city
            let (id, item) = try await accepted("pothole", in: city)
            _ = try await city.queues.pause(item, by: works, reason: "A test.")
            try await age("1 hour", in: city)
            let decide = try town.correct("flood")
            let (isHeld, hold) = AsyncStream.makeStream(of: Void.self)
            async let correction = city.database.pool.transaction { connection throws(PostgresError) in
                let result = try town.moves.reroute(
                    id,
                    reason: "why",
                    by: town.supervisor,
                    on: connection,
                    decide: decide
                )
                hold.finish()
                // Everything stays under lock until the resumption waits for it.
                try connection.execute(Self.untilAnotherWaits)
                return result
            }
            for await _ in isHeld {}
            // By this calendar the pothole's clock stands still, and the flood's does not.
            let result = try await city.queues.resume(item, by: works, catalog: try Self.onlyHolidays())
            let corrected = try #require(try await correction.done)
            #expect(corrected.legs.first { $0.item == item }?.change == .kept)
            let moved = try #require(result.dueAt).timeIntervalSince(corrected.expectedAt)
            #expect(moved >= 3600 && moved < 7200, "\(moved)")
            #expect(try await city.verify().breaches == [])
        }
    }

    private static let untilAnotherWaits: SQL = """
        DO $$
        BEGIN
            FOR attempt IN 1..6000 LOOP
                PERFORM pg_sleep(0.01), pg_stat_clear_snapshot();
                EXIT WHEN EXISTS (
                    SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))
                );
            END LOOP;
        END
        $$
        """

    /// The catalog with holidays only.
    private static func onlyHolidays() throws -> Catalog {
        let days = (0..<60).compactMap { offset -> String? in
            let day = Date() + Double(offset - 30) * 86400
            return String(day.formatted(.iso8601).prefix(10))
        }
        return try CatalogReader().read(
            TinyCity.catalog(
                replacing: "holidays: [2026-12-25]",
                with: "holidays: [\(days.joined(separator: ", "))]"
            ).files
        )
    }

    @Test func `a pause that was waited out stays waited out when the request is corrected`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            _ = try await town.queues.pause(point.item, by: town.works, reason: "The street is shut.")
            try await town.city.database.pool.execute("UPDATE work_item SET paused_at = paused_at - interval '10 days'")
            _ = try await town.queues.resume(point.item, by: town.works, catalog: town.city.snapshot.catalog)
            let promised = try #require(try await town.reader.record(point.id)?.expectedAt)
            _ = try await town.moves.reroute(
                point.id,
                reason: "Looked at again.",
                by: town.supervisor,
                decide: try town.correct()
            )
            let after = try #require(try await town.reader.record(point.id)?.expectedAt)
            #expect(after >= promised)
        }
    }

    @Test func `a pause that the target does not count moves nothing and is not told as a move`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (id, item) = try await accepted("pothole", in: city)
            let was = try await date("due_at FROM work_item", in: city)
            _ = try await city.queues.pause(item, by: works, reason: "A test.")
            let catalog = try Self.onlyHolidays()
            let result = try await city.queues.resume(item, by: works, catalog: catalog)
            #expect(result.dueAt == was)
            #expect(try await city.history(id).map(\.kind).suffix(2) == ["paused", "resumed"])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a paused item is not late, and its end ends the pause`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (id, item) = try await accepted("pothole", in: city)
            let deadlines = Deadlines(pool: database.pool, jurisdiction: city.jurisdiction)
            let lists = Worklists(pool: database.pool, jurisdiction: city.jurisdiction, privateServices: [])
            func late() async throws -> Int { try await lists.page(ItemSelection(.late), viewer: "works").total }
            _ = try await city.queues.pause(item, by: works, reason: "A test.")
            try await age("2 days", in: city)
            #expect(try await deadlines.sweep() == DeadlineSweep(rows: 2, dueSoon: 0, overdue: 0, raised: 0))
            #expect(try await late() == 0)
            #expect(try await city.verify().breaches == [])
            // It is late when it was before the pause.
            try await database.pool.execute("UPDATE work_item SET paused_at = due_at + interval '1 s'")
            let due = try await date("due_at FROM work_item", in: city)
            let result = try await city.queues.resume(item, by: works, catalog: city.snapshot.catalog)
            #expect(result.dueAt == due)
            #expect(try await late() == 1)
            #expect(try await deadlines.sweep().overdue == 1)
            #expect(try await city.history(id).map(\.kind).suffix(3) == ["paused", "resumed", "overdue"])
            _ = try await city.queues.pause(item, by: works, reason: "A test.")
            let done = Completion(item: item, outcome: .done)
            #expect(try await city.queues.completeAccepted([done], by: works).map(\.outcome) == [.ok])
            #expect(try await database.count("work_item WHERE paused_at IS NULL AND status = 'closed'") == 1)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `a paused item is not handed over before it is resumed`() async throws {
        try await MovingCity.with { town in
            let city = town.city
            let (_, item) = try await accepted("pothole", in: city)
            _ = try await city.queues.pause(item, by: works, reason: "A test.")
            let handOver = try await town.handOver([item], to: "police", from: works)
            let before = try await town.everything()
            #expect(try await city.queues.handOverAccepted(handOver, by: works).map(\.outcome) == [.refused])
            #expect(try await town.everything() == before)
            _ = try await city.queues.resume(item, by: works, catalog: city.snapshot.catalog)
            #expect(try await city.queues.handOverAccepted(handOver, by: works).map(\.outcome) == [.ok])
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `two legs resumed at once leave the later date as the promise`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for _ in 0..<10 {
                let id = try await city.submit("flood")
                let claim = try #require(try await city.queues.claim(200, for: works, lease: .seconds(60)))
                let items = claim.items.filter { $0.serviceRequestID == id }.map(\.item)
                #expect(items.count == 2)
                _ = try await city.queues.accept(items.map { Acceptance(item: $0) }, under: claim.lease, by: works)
                for item in items { _ = try await city.queues.pause(item, by: works, reason: "A test.") }
            }
            try await database.pool.execute("UPDATE work_item SET paused_at = paused_at - interval '1 min' * item")
            try await withThrowingTaskGroup { tasks in
                for item in Int64(1)...20 {
                    tasks.addTask {
                        let result = try await city.queues.resume(item, by: works, catalog: city.snapshot.catalog)
                        #expect(result.outcome == .ok)
                    }
                }
                try await tasks.waitForAll()
            }
            let wrong = try await database.count(
                """
                service_request s WHERE expected_at <> (SELECT max(due_at) FROM work_item w WHERE w.number = s.number)
                """
            )
            #expect(wrong == 0)
            #expect(try await city.verify().breaches == [])
        }
    }
}
