import ServiceRequests
import Store
import TestSupport
import Testing

@testable import dispatch311

@Suite struct DemoTableTests {
    @Test func `before, sent now and further legs make what waits`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit("pothole", at: .west)
            let before = try await city.queues.counts()
            try await city.submit("pothole", at: .park)
            try await city.submit("fallen-tree", at: .west)
            let table = DemoTable(
                sent: ["parks": 2],
                before: before,
                after: try await city.queues.counts(),
                catalog: city.snapshot.catalog
            )
            #expect(table.before == 1)
            #expect(table.sent == 2)
            #expect(table.waiting == 4)
            #expect(table.further == 1)
            #expect(table.busiest?.code == "parks")
            #expect(table.lines.map(\.waiting) == [2, 2])
        }
    }
}
