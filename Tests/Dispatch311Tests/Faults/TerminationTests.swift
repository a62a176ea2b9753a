import Foundation
import Testing

@testable import dispatch311

@Suite struct TerminationTests {
    @Test func `told to stop under load, a server ends with 0, keeps its word and stops its database`() async throws {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let table = try site.longTable()
            let replay = try site.replay("a", of: table, limit: nil, to: server, out: "1.csv", patience: 1)
            try await site.waitForShare(0.3)
            let postmaster = try #require(site.postmaster)
            let (ended, took) = try await server.terminate()
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(took < .seconds(20))
            #expect(site.postmaster == nil)
            // Its file goes a moment before it does.
            try await site.wait("the database server to be gone") { !postmaster.isAlive }
            #expect(try await replay.end(within: FaultPlan.limit).code == Ending.unreachable.rawValue)
            let first = try site.acknowledged("1.csv")
            #expect(!first.ids.isEmpty)

            // What was sent, and some more.
            let all = first.rows.count + FaultPlan.rows
            let second = try await site.serve()
            let rest = try site.replay("a", of: table, limit: all, to: second, out: "2.csv", patience: 60, pace: false)
            let again = try await rest.end(within: FaultPlan.limit)
            #expect(again.code == 0, "\(again.errors)")
            site.expectRepeated(first, in: try site.acknowledged("2.csv"), of: all)
            try await site.expectSound(all)
            #expect(try await second.terminate().ended.code == 0)
            site.expectCalm(second)
            #expect(site.postmaster == nil)
        }
    }
}
