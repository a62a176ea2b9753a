import Foundation
import Postgres
import Testing

@testable import dispatch311

@Suite struct WorkerFaultTests {
    private static let department = "works"

    @Test(.enabled(if: FaultPlan.table == nil, "works the tiny city's queues"))
    func `workers whose server, database and sessions are killed complete every item once`() async throws {
        try await FaultSite.with { site in
            var server = try await site.serve()
            let sent = try await site.replay("a", to: server, out: "1.csv", patience: 60, pace: false)
                .end(within: FaultPlan.limit)
            #expect(sent.code == 0, "\(sent.errors)")
            let keyFile = site.scratch.path("key")
            let made = try await Program.start(
                ["key", "create", "--department", Self.department, "--out", keyFile, "--data-dir", site.dataDirectory]
            ).end()
            #expect(made.code == 0, "\(made.errors)")
            let all = try await Self.waiting(site)
            #expect(all > 20)

            let done = Completed()
            let (url, key) = (server.url, try site.scratch.text("key").trimmed)
            try await withThrowingTaskGroup(of: Void.self) { workers in
                for number in 0..<4 {
                    workers.addTask { try await Self.work(number, at: url, key: key, until: all, noting: done) }
                }
                for share in [1, 2, 3] {
                    try await site.wait("a share of the items to be done") { await done.items.count >= share * all / 4 }
                    switch share {
                    case 1: kill(try #require(site.postmaster).processID, SIGKILL)
                    case 2:
                        try await server.murder()
                        server = try await site.serve(port: server.port)
                    default: try await Self.cutSessions(of: site, until: { await done.items.count == all })
                    }
                }
                try await workers.waitForAll()
            }
            #expect(await done.items.count == all)
            #expect(await done.twice == [])
            let closed = try await site.postmaster?.numberUnderFire(
                "SELECT count(*) FROM work_item WHERE status = 'closed' AND department = \(Self.department)"
            )
            #expect(closed == all)
            try await site.expectSound(FaultPlan.rows)
            #expect(try await server.terminate().ended.code == 0)
            site.expectCalm(server)
        }
    }

    /// What the workers were told is completed.
    private actor Completed {
        private(set) var items: Set<Int64> = []
        private(set) var twice: [Int64] = []

        func note(_ item: Int64) {
            if !items.insert(item).inserted { twice.append(item) }
        }
    }

    /// Claims and completes until everything is done; every call is made again under its key until it is answered.
    private static func work(
        _ number: Int,
        at url: String,
        key: String,
        until all: Int,
        noting done: Completed
    ) async throws {
        let deadline = ContinuousClock.now + FaultPlan.limit
        try await ServerClient.using(url: url, key: key) { server in
            let client = DepartmentClient(server: server, patience: Patience(FaultPlan.limit))
            while await done.items.count < all, ContinuousClock.now < deadline {
                let answer = try await client.claim(
                    department,
                    limit: 3,
                    leaseSeconds: 600,
                    waitSeconds: 0,
                    worker: "w\(number)"
                )
                let claim = try answer.decode(ClaimedWork.self)
                guard let lease = claim.lease else {
                    try await Task.sleep(for: .milliseconds(20))
                    continue
                }
                let word = LeaseWord(items: claim.items.map { ItemWord(item: $0.item, outcome: "done") })
                let results = try await client.say("complete", word, lease: lease).decode(ItemResults.self).results
                for result in results where result.outcome == "ok" { await done.note(result.item) }
            }
        }
    }

    private static func cutSessions(of site: FaultSite, until isOver: () async -> Bool) async throws {
        let deadline = ContinuousClock.now + FaultPlan.limit
        while await !isOver(), ContinuousClock.now < deadline {
            _ = try? await site.postmaster?.number(UnknownFateTests.cut("LIMIT 1"))
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private static func waiting(_ site: FaultSite) async throws -> Int {
        try await site.postmaster?.numberUnderFire(
            "SELECT count(*) FROM work_item WHERE status = 'open' AND department = \(department)"
        ) ?? 0
    }
}
