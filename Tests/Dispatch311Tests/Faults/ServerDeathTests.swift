import Foundation
import Testing

@testable import dispatch311

@Suite struct ServerDeathTests {
    @Test func `a server killed in the middle of a replay loses nothing, and the same replay goes on`() async throws {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let table = try site.longTable()
            let replay = try site.replay("a", of: table, limit: nil, to: server, out: "1.csv", patience: 1)
            try await site.waitForShare(0.3)
            try await server.murder()
            let cut = try await replay.end(within: FaultPlan.limit)
            #expect(cut.code == Ending.unreachable.rawValue)
            #expect(cut.errors.contains("--run a"))
            let first = try site.acknowledged("1.csv")
            #expect(!first.ids.isEmpty)
            #expect(first.count("unanswered") > 0)
            // What was sent, and some more.
            let all = first.rows.count + FaultPlan.rows

            let second = try await site.serve()
            let rest = try site.replay("a", of: table, limit: all, to: second, out: "2.csv", patience: 60, pace: false)
            let again = try await rest.end(within: FaultPlan.limit)
            #expect(again.code == 0, "\(again.errors)")
            site.expectRepeated(first, in: try site.acknowledged("2.csv"), of: all)
            try await site.expectSound(all)
        }
    }

    @Test func `a patient replay outlives its server, and server and database together`() async throws {
        try await FaultSite.with { site in
            var server = try await site.serve()
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 120)
            for (share, withDatabase) in [(0.2, false), (0.5, true)] {
                try await site.waitForShare(share)
                if withDatabase { kill(try #require(site.postmaster).processID, SIGKILL) }
                try await server.murder()
                server = try await site.serve(port: server.port)
            }
            let ended = try await replay.end(within: FaultPlan.limit)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(try site.acknowledged("1.csv").ids.count == FaultPlan.rows)
            try await site.expectSound(FaultPlan.rows)
        }
    }
}
