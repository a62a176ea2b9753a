import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct DuplicateTests {
    /// Closes a request's waiting item as a duplicate of another request.
    private func close(_ id: String, as original: String, in town: MovingCity) async throws {
        let number = try #require(town.city.jurisdiction.cipher.number(for: id))
        while let claim = try await town.queues.claim(1, for: town.works, lease: .seconds(60)) {
            let item = claim.items[0].item
            if claim.items[0].serviceRequestID == id {
                let words = [Completion(item: item, outcome: .duplicate(of: original))]
                #expect(
                    try await town.queues.complete(words, under: claim.lease, by: town.works).map(\.outcome) == [.ok]
                )
                return
            }
            _ = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.works)
        }
        let item = try #require(
            try await town.city.database.pool.first("SELECT item FROM work_item WHERE number = \(number)") {
                row throws(PostgresError) in try row.decode(Int64.self)
            }
        )
        let words = [Completion(item: item, outcome: .duplicate(of: original))]
        #expect(try await town.queues.completeAccepted(words, by: town.works).map(\.outcome) == [.ok])
    }

    private func parent(_ id: String, in town: MovingCity) async throws -> String? {
        try await town.reader.ties(of: id)?.original
    }

    @Test func `a duplicate has the root of its original, also those that came before`() async throws {
        try await MovingCity.with { town in
            let ids = [
                try await town.city.submit(), try await town.city.submit(), try await town.city.submit(),
                try await town.city.submit(),
            ]
            try await close(ids[1], as: ids[0], in: town)
            try await close(ids[2], as: ids[1], in: town)
            #expect(try await parent(ids[1], in: town) == ids[0])
            #expect(try await parent(ids[2], in: town) == ids[0])
            #expect(try await town.reader.ties(of: ids[0])?.duplicates == 2)
            #expect(
                try await town.history(ids[0]).filter { $0.hasPrefix("linked") } == ["linked works", "linked works"]
            )
            // The original turns out to be one itself.
            try await close(ids[0], as: ids[3], in: town)
            for id in ids.prefix(3) { #expect(try await parent(id, in: town) == ids[3]) }
            #expect(try await town.reader.ties(of: ids[3])?.duplicates == 3)
            #expect(try await town.reader.ties(of: ids[0])?.duplicates == 0)
            // Opened again, it repeats nothing.
            _ = try await town.moves.reopen(ids[1], reason: nil, by: .resident)
            #expect(try await parent(ids[1], in: town) == nil)
            #expect(try await town.reader.ties(of: ids[3])?.duplicates == 2)
        }
    }

    @Test func `a circle is refused before, and where two are faster than the question, not tied`() async throws {
        try await MovingCity.with { town in
            let (one, two) = (try await town.city.submit(), try await town.city.submit())
            try await close(two, as: one, in: town)
            let files = CaseFiles(
                pool: town.city.database.pool,
                jurisdiction: town.city.jurisdiction,
                privateServices: []
            )
            let circle = [Completion(item: 1, outcome: .duplicate(of: two))]
            #expect(try await files.misnamed(circle, by: "works") == [0])
            #expect(try await files.misnamed([Completion(item: 2, outcome: .duplicate(of: one))], by: "works") == [])
            try await close(one, as: two, in: town)
            #expect(try await parent(one, in: town) == nil)
            #expect(try await parent(two, in: town) == one)
        }
    }

    @Test func `many circles at once end, and nothing is its own original`() async throws {
        try await MovingCity.with(poolSize: 8) { town in
            var ids: [String] = []
            for _ in 0..<40 { ids.append(try await town.city.submit()) }
            let claim = try await town.claim(town.works, limit: 200)
            let items = claim.items.map(\.item)
            _ = try await town.queues.accept(items.map { Acceptance(item: $0) }, under: claim.lease, by: town.works)
            // Each is a duplicate of its partner, and of the pair's neighbour.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in items.indices {
                    let original = ids[index.isMultiple(of: 3) ? (index + 1) % 40 : index ^ 1]
                    group.addTask {
                        let words = [Completion(item: items[index], outcome: .duplicate(of: original))]
                        let results = try await town.queues.completeAccepted(words, by: town.works)
                        #expect(results.map(\.outcome) == [.ok])
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await town.city.database.count("service_request WHERE status = 'closed'") == 40)
            let chains = try await town.city.database.count(
                "service_request d JOIN service_request o ON o.number = d.parent WHERE o.parent IS NOT NULL"
            )
            #expect(chains == 0)
            #expect(try await town.city.database.count("service_request WHERE parent IS NOT NULL") > 0)
        }
    }

    @Test func `a private original stays untold, and a private duplicate is not counted`() async throws {
        try await MovingCity.with { town in
            let (id, hidden) = (try await town.city.submit(), try await town.city.submit("person-in-need"))
            try await close(id, as: hidden, in: town)
            #expect(try await parent(id, in: town) == nil)
            let other = try await town.city.submit()
            let second = try await town.city.submit("person-in-need")
            let claim = try await town.claim(town.police, limit: 2)
            let item = try #require(claim.items.first { $0.serviceRequestID == second }).item
            let words = [Completion(item: item, outcome: .duplicate(of: other))]
            _ = try await town.queues.complete(words, under: claim.lease, by: town.police)
            #expect(try await town.reader.ties(of: other)?.duplicates == 0)
            let lines = try await History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
                .lines(of: other)
            #expect(lines.last?.kind == "linked")
            #expect(lines.last?.detailJSON == "{}")
        }
    }
}
