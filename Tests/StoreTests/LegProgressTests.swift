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

    @Test func `a leg is its owner's while another department is asked, and that one's once it has accepted`()
        async throws
    {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            func legs() async throws -> [String] {
                try await town.reader.legs(of: id).map { "\($0.department) \($0.offeredTo ?? "nobody") \($0.stage)" }
            }
            #expect(try await legs() == ["works parks waiting"])
            let claim = try await town.claim(town.parks)
            #expect(try await legs() == ["works parks leased"])
            _ = try await town.queues.accept([Acceptance(item: item)], under: claim.lease, by: town.parks)
            #expect(try await legs() == ["parks nobody accepted"])
        }
    }
}
