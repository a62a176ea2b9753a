import Foundation
import Postgres
import Testing

@testable import dispatch311

@Suite struct OppositeOrdersTests {
    @Test func `two processes that send the same keys in opposite orders meet no deadlock, and each is stored once`()
        async throws
    {
        try await FaultSite.with { site in
            let servers = [try await site.serve(), try await site.serve()]
            let lines = try String(contentsOfFile: site.table, encoding: .utf8).split(separator: "\n")
            let turned = [lines[0]] + lines.dropFirst().prefix(FaultPlan.rows).reversed()
            let tables = [site.table, try site.scratch.file("turned.csv", turned.joined(separator: "\n") + "\n")]
            let end = ContinuousClock.now + FaultPlan.length
            var rounds = 0
            repeat {
                rounds += 1
                let replays = try servers.indices.map { place in
                    try Program.start([
                        "replay", tables[place], "--url", servers[place].url, "--run", "r\(rounds)", "--limit",
                        String(FaultPlan.rows), "--connections", "32", "--json", "--patience", "60", "--out",
                        site.scratch.path("\(place).csv"),
                    ])
                }
                for replay in replays {
                    let ended = try await replay.end(within: FaultPlan.limit)
                    #expect(ended.code == 0, "\(ended.errors)")
                }
                let (one, other) = (try site.acknowledged("0.csv"), try site.acknowledged("1.csv"))
                #expect(one.ids.count == FaultPlan.rows)
                #expect(one.ids == other.ids)
                #expect(one.count("accepted") + other.count("accepted") == FaultPlan.rows)
            } while ContinuousClock.now < end
            let deadlocks = try await site.postmaster?.number(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
            )
            #expect(deadlocks == 0)
            try await site.expectSound(rounds * FaultPlan.rows)
            for server in servers {
                #expect(try await server.terminate().ended.code == 0)
                site.expectCalm(server)
            }
        }
    }
}
