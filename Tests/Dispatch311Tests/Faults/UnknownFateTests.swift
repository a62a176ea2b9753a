import Foundation
import Postgres
import Testing

@testable import dispatch311

@Suite struct UnknownFateTests {
    @Test func `sessions cut at any moment leave no request twice and none without an answer`() async throws {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let postmaster = try #require(site.postmaster)
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 120)
            var cuts = 0
            while replay.process.isRunning {
                // One at a time and at random moments: before, inside and after its statement.
                cuts += try await postmaster.numberUnderFire(Self.cut("LIMIT 1"))
                try await Task.sleep(for: .milliseconds(.random(in: 1...15)))
            }
            let ended = try await replay.end(within: FaultPlan.limit)
            #expect(ended.code == 0, "\(ended.errors)")
            // How many depends on how busy the machine is.
            #expect(cuts > 0)
            try await Self.expectAll(of: site, on: server)
        }
    }

    @Test func `sessions that are all cut at once, and killed ones, leave no request twice`() async throws {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let postmaster = try #require(site.postmaster)
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 120)
            var cuts = 0
            for share in [0.2, 0.4, 0.6] {
                try await site.waitForShare(share)
                cuts += try await postmaster.numberUnderFire(Self.cut(""))
                try await site.waitForShare(share + 0.1)
                // A session that is killed takes all others along, and PostgreSQL recovers.
                let victim = try await postmaster.numberUnderFire(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'dispatch311' ORDER BY random() LIMIT 1"
                )
                kill(Int32(victim), SIGKILL)
            }
            let ended = try await replay.end(within: FaultPlan.limit)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(cuts > 0)
            #expect(site.postmaster == postmaster)
            try await Self.expectAll(of: site, on: server)
        }
    }

    /// Ends sessions of the server, but not the one that asks; says how many.
    static func cut(_ limit: String) -> SQL {
        """
        SELECT count(pg_terminate_backend(pid)) FROM (
            SELECT pid FROM pg_stat_activity
             WHERE application_name = 'dispatch311' AND pid <> pg_backend_pid() ORDER BY random() \(unescaped: limit)
        ) AS session
        """
    }

    private static func expectAll(of site: FaultSite, on server: FaultServer) async throws {
        let first = try site.acknowledged("1.csv")
        #expect(first.ids.count == FaultPlan.rows)
        let again = try await site.replay("a", to: server, out: "2.csv", patience: 60, pace: false)
            .end(within: FaultPlan.limit)
        #expect(again.code == 0, "\(again.errors)")
        site.expectRepeated(first, in: try site.acknowledged("2.csv"))
        try await site.expectSound(FaultPlan.rows)
        #expect(try await server.terminate().ended.code == 0)
        site.expectCalm(server)
    }
}
