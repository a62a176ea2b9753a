import Foundation
import Testing

@testable import dispatch311

@Suite struct DatabaseDeathTests {
    @Test func `a killed database is started again by its server, and a patient replay does not notice`()
        async throws
    {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 120)
            for share in [0.2, 0.5] {
                try await site.waitForShare(share)
                let postmaster = try #require(site.postmaster)
                kill(postmaster.processID, SIGKILL)
                try await site.wait("another database server") {
                    guard let now = site.postmaster else { return false }
                    return now.processID != postmaster.processID && now.isAlive
                }
            }
            let ended = try await replay.end(within: FaultPlan.limit)
            #expect(ended.code == 0, "\(ended.errors)")
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

    @Test func `while the database cannot be started, everyone is told so in the right shape`() async throws {
        try await FaultSite.with { site in
            let server = try await site.serve()
            #expect(try await server.submit(site.form, key: "before").status == 200)
            #expect(try await server.get("/readyz").status == 200)
            let postmaster = try #require(site.postmaster)
            // Without its settings no server starts.
            let settings = site.dataDirectory + "/postgresql/postgresql.conf"
            try FileManager.default.moveItem(atPath: settings, toPath: settings + ".away")
            kill(postmaster.processID, SIGKILL)

            try await site.wait("/readyz to say 503") { try await server.get("/readyz").status == 503 }
            let readiness = try await server.get("/readyz")
            #expect(readiness.header("Retry-After") != nil)
            #expect(readiness.text.contains("database: "))
            #expect(try await server.get("/livez").status == 200)
            // On a busy machine a session may live a moment longer than its postmaster, and store.
            try await site.wait("a submission to be refused") {
                try await server.submit(site.form, key: "during").status == 503
            }
            let refused = try await server.submit(site.form, key: "during")
            #expect(refused.status == 503)
            #expect(refused.header("Retry-After") != nil)
            #expect(refused.text.hasPrefix("[{\"code\":\"503\",\"description\":\""))
            // What is in memory needs no database.
            #expect(try await server.get("/open311/v2/services.json").status == 200)

            try FileManager.default.moveItem(atPath: settings + ".away", toPath: settings)
            try await site.wait("/readyz to say 200") { try await server.get("/readyz").status == 200 }
            #expect(try await server.submit(site.form, key: "during").status == 200)
            #expect(try await server.submit(site.form, key: "before").isReplay)
            try await site.expectSound(2)
            #expect(try await server.terminate().ended.code == 0)
            site.expectCalm(server)
        }
    }
}
