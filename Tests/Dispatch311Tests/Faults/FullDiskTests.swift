import Foundation
import Postgres
import Store
import Testing

@testable import dispatch311

@Suite struct FullDiskTests {
    @Test(
        .enabled(if: SmallDisk.obstacle == nil, "\(SmallDisk.obstacle ?? "")"),
        arguments: [false, true]
    )
    func `a full disk refuses submissions and loses none, and room made again is all it needs`(
        isFatal: Bool
    ) async throws {
        try await FaultSite.with { site in
            let disk = SmallDisk(folder: site.scratch.path("small"))
            try FileManager.default.createDirectory(atPath: disk.folder, withIntermediateDirectories: true)
            let server = try await FaultServer.start(
                dataDirectory: disk.folder + "/data",
                wrapper: disk.wrapper(megabytes: 256 + FaultPlan.rows / 50)
            )
            let inside = disk.seen(through: server)
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 300)
            try await site.wait("some rows to be stored") {
                try await Self.postmaster(inside).number("SELECT count(*) FROM service_request") > FaultPlan.rows / 10
            }
            try SmallDisk.fill(inside + "/filler")
            if isFatal { try await Self.endLog(of: try Self.postmaster(inside)) }
            // What still fits into pages that are there is stored; soon nothing does.
            var sent = 0
            var refused: ServerAnswer?
            try await site.wait("a submission to be refused") {
                sent += 1
                let answer = try await server.submit(site.form, key: "full-\(sent)")
                if answer.status != 200 { refused = answer }
                return refused != nil
            }
            #expect(refused?.status == 503)
            #expect(refused?.header("Retry-After") != nil)
            #expect(try await server.get("/livez").status == 200)
            try FileManager.default.removeItem(atPath: inside + "/filler")

            try await site.wait("/readyz to say 200") { try await server.get("/readyz").status == 200 }
            for index in 1...sent {
                try await site.wait("an answer") {
                    try await server.submit(site.form, key: "full-\(index)").status == 200
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
            let pool = PostgresPool(
                configuration: try Self.postmaster(inside).configuration,
                size: 1,
                logger: .quiet("tests")
            )
            let report = try await Verification(pool: pool).run()
            await pool.close()
            #expect(report.breaches == [])
            #expect(report.serviceRequests == FaultPlan.rows + sent)
            #expect(try await server.terminate().ended.code == 0)
            site.expectCalm(server)
        }
    }

    private static func postmaster(_ inside: String) throws -> Postmaster {
        try #require(Postmaster(dataDirectory: inside + "/data"))
    }

    /// Uses up the log PostgreSQL has made in advance: where it cannot make more it stops itself (PANIC).
    private static func endLog(of postmaster: Postmaster) async throws {
        for _ in 0..<100 {
            do {
                _ = try await postmaster.number("SELECT length(txid_current()::text || pg_switch_wal()::text)")
            } catch {
                return
            }
        }
        throw FaultSite.NeverCame(what: "the end of PostgreSQL's log")
    }
}
