import Foundation
import Testing

@testable import dispatch311

@Suite struct TwoServersTests {
    @Test func `two servers share a database, the same rows at once become each one request`() async throws {
        try await FaultSite.with { site in
            let one = try await site.serve()
            let other = try await site.serve()
            let postmaster = try #require(site.postmaster)
            // The same keys at the same time, and more load from keys of one's own.
            let replays = [
                try site.replay("same", to: one, out: "1.csv", patience: 60, pace: false),
                try site.replay("same", to: other, out: "2.csv", patience: 60, pace: false),
                try site.replay("own", to: other, out: "3.csv", patience: 60, pace: false),
            ]
            for replay in replays {
                let ended = try await replay.end(within: FaultPlan.limit)
                #expect(ended.code == 0, "\(ended.errors)")
            }
            let (first, second) = (try site.acknowledged("1.csv"), try site.acknowledged("2.csv"))
            #expect(first.ids.count == FaultPlan.rows)
            #expect(first.ids == second.ids)
            #expect(first.count("accepted") + second.count("accepted") == FaultPlan.rows)
            #expect(Set(try site.acknowledged("3.csv").ids.values).isDisjoint(with: first.ids.values))
            try await site.expectSound(2 * FaultPlan.rows)

            // The database is killed, one of the two starts it again; then one goes while the other works.
            let replay = try site.replay("more", to: other, out: "4.csv", patience: 60)
            try await site.waitForShare(2.3)
            kill(postmaster.processID, SIGKILL)
            try await site.waitForShare(2.6)
            let (ended, _) = try await one.terminate()
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(try await replay.end(within: FaultPlan.limit).code == 0)
            #expect(site.postmaster?.isAlive == true)
            try await site.expectSound(3 * FaultPlan.rows)
            #expect(try await other.terminate().ended.code == 0)
            site.expectCalm(other)
            #expect(site.postmaster == nil)
        }
    }
}
