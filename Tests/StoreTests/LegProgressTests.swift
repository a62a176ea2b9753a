import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct LegProgressTests {
    @Test func `each leg is told where it stands, through every stage`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let reader = RequestReader(
                pool: database.pool,
                jurisdiction: city.jurisdiction,
                openDescriptions: [],
                privateServices: []
            )
            let id = try await city.submit("fallen-tree")
            func stages() async throws -> [LegProgress.Stage] { try await reader.legs(of: id).map(\.stage) }
            #expect(try await reader.legs(of: id).map(\.department) == ["parks", "works"])
            #expect(try await stages() == [.waiting, .waiting])
            let worker = Worker(department: "parks", name: "crew-1")
            let claim = try #require(
                try await city.queues.claim(1, for: worker, lease: .seconds(60))
            )
            let item = try #require(claim.items.first?.item)
            #expect(try await stages() == [.leased, .waiting])
            _ = try await city.queues.accept([Acceptance(item: item)], under: claim.lease, by: worker)
            #expect(try await stages() == [.accepted, .waiting])
            _ = try await city.queues.completeAccepted(
                [Completion(item: item, outcome: .noAction(reason: "It is a bush."))],
                by: worker
            )
            #expect(try await stages() == [.closed(.noAction(reason: "It is a bush.")), .waiting])
            #expect(try await reader.legs(of: "000000000").isEmpty)
        }
    }
}
