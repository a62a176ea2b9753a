import Foundation
import Postgres
import Testing

@testable import dispatch311

@Suite struct DatabaseAwayTests {
    @Test func `a database that stands still is answered with 503 in time, and work goes on when it moves`()
        async throws
    {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let postmaster = try #require(site.postmaster)
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 300)
            try await site.waitForShare(0.4)
            postmaster.signalAll(SIGSTOP)
            defer { postmaster.signalAll(SIGCONT) }

            async let readiness = server.get("/readyz")
            async let submission = server.submit(site.form, key: "during")
            #expect(try await readiness.status == 503)
            // Longer than a statement may take and shorter than a client waits: it is told, not left alone.
            let refused = try await submission
            #expect(refused.status == 503)
            #expect(refused.header("Retry-After") != nil)
            #expect(try await server.get("/livez").status == 200)
            #expect(server.residentMemory < 400 << 20)

            postmaster.signalAll(SIGCONT)
            try await site.wait("/readyz to say 200") { try await server.get("/readyz").status == 200 }
            let ended = try await replay.end(within: FaultPlan.limit)
            #expect(ended.code == 0, "\(ended.errors)")
            let answered = try await server.submit(site.form, key: "during")
            #expect(answered.status == 200)
            let sessions = try await postmaster.number(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dispatch311'"
            )
            // The pool's sixteen, the one that listens and the one that asks.
            #expect(sessions <= 18)
            let first = try site.acknowledged("1.csv")
            #expect(first.ids.count == FaultPlan.rows)
            try await site.expectSound(FaultPlan.rows + 1)
            #expect(try await server.terminate().ended.code == 0)
            site.expectCalm(server)
        }
    }
}
