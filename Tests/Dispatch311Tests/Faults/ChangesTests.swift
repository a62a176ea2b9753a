import Foundation
import Postgres
import Testing

@testable import dispatch311

@Suite struct ChangesTests {
    @Test(.enabled(if: FaultPlan.table == nil, "works the tiny city's queues"))
    func `readers killed again and again read every change once, in one order for both departments`() async throws {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let keys = ["works": try await Self.key("works", site), "parks": try await Self.key("parks", site)]
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 60)
            let postmaster = try #require(site.postmaster)
            let load = Load()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (department, key) in keys {
                    for number in 1...2 {
                        group.addTask { try await Self.work(department, number, at: server.url, key: key, load) }
                    }
                    group.addTask { try await Self.follow(department, at: server.url, site, load) }
                }
                for number in 1...4 {
                    group.addTask { try await Self.writeSlowly(number, in: postmaster, load) }
                }
                group.addTask { try await Self.readByNumber(in: postmaster, load) }
                let sent = try await replay.end(within: FaultPlan.limit)
                #expect(sent.code == 0, "\(sent.errors)")
                // The load is one that a reader by number alone does not survive, or this would prove nothing; how soon
                // it has come to that depends on how busy the machine is.
                try await site.wait("readers to be killed, and a reader by number to miss a change") {
                    let (kills, numbered) = (await load.kills, await load.readByNumber)
                    guard kills > 4, let last = numbered.max() else { return false }
                    return try await Self.events(of: "works", in: postmaster, order: "event")
                        .contains { $0 < last && !numbered.contains($0) }
                }
                await load.end()
                try await group.waitForAll()
            }
            var read: [String: [ChangeListing.Change]] = [:]
            for department in keys.keys {
                let all = try await Self.events(of: department, in: postmaster, order: "xid, event")
                try await site.wait("\(department) to have read all") {
                    try await Self.follow(department, at: server.url, site, load)
                    return try Self.changes(department, site).count >= all.count
                }
                read[department] = try Self.changes(department, site)
                // All of them, each once, in the order of the transactions.
                #expect(read[department]?.map(\.number) == all)
                #expect(all.count > FaultPlan.rows / 5)
            }
            // What concerns both, in the same order for both; what triage had to take names only one of them.
            let both = read.mapValues { $0.filter { Set([$0.department, $0.counterpart]) == ["works", "parks"] } }
            #expect(both["works"]?.isEmpty == false)
            #expect(both["works"] == both["parks"])
            try await site.expectSound(FaultPlan.rows)
            #expect(try await server.terminate().ended.code == 0)
        }
    }

    /// Whether there is more to come, and what was done to whom.
    private actor Load {
        private(set) var isOver = false
        private(set) var kills = 0
        private(set) var readByNumber: Set<Int64> = []

        func end() { isOver = true }
        func noteKill() { kills += 1 }
        func note(_ events: [Int64]) { readByNumber.formUnion(events) }
    }

    // MARK: - Readers

    /// Follows into a file, killed after a moment again and again, and at last left alone to read the rest.
    private static func follow(_ department: String, at url: String, _ site: FaultSite, _ load: Load) async throws {
        let arguments = [
            "queue", "changes", "--follow", "--url", url, "--key-file", site.scratch.path("key-\(department)"),
            "--limit", "7", "--patience", "60", "--out", site.scratch.path("\(department).jsonl"),
        ]
        while await !load.isOver {
            let reader = try Program.start(arguments)
            try await Task.sleep(for: .milliseconds(.random(in: 100...700)))
            kill(reader.process.processIdentifier, SIGKILL)
            _ = try await reader.end()
            await load.noteKill()
        }
        let rest = try await Program.start(arguments.filter { $0 != "--follow" }).end(within: FaultPlan.limit)
        #expect(rest.code == 0, "\(rest.errors)")
    }

    private static func changes(_ department: String, _ site: FaultSite) throws -> [ChangeListing.Change] {
        try site.scratch.text("\(department).jsonl").split(separator: "\n").flatMap { line in
            try JSONDecoder().decode(ChangeListing.self, from: Data(line.utf8)).changes
        }
    }

    /// What must not be done: goes by the numbers of events alone.
    private static func readByNumber(in postmaster: Postmaster, _ load: Load) async throws {
        let connection = try await PostgresConnection.open(postmaster.configuration)
        var last: Int64 = 0
        while await !load.isOver {
            let found: [Int64] = try await connection.query(
                """
                SELECT event FROM event
                 WHERE event > \(last) AND (department = 'works' OR counterpart = 'works') ORDER BY event
                """
            ) { row throws(PostgresError) in try row.decode(Int64.self) }
            await load.note(found)
            last = found.last ?? last
            try await Task.sleep(for: .milliseconds(5))
        }
        await connection.close()
    }

    // MARK: - Writers

    private static func key(_ department: String, _ site: FaultSite) async throws -> String {
        let file = site.scratch.path("key-\(department)")
        let made = try await Program.start(
            ["key", "create", "--department", department, "--out", file, "--data-dir", site.dataDirectory]
        ).end()
        #expect(made.code == 0, "\(made.errors)")
        return try site.scratch.text("key-\(department)").trimmed
    }

    /// Claims, and releases, completes or accepts what it gets, as fast as it goes.
    private static func work(
        _ department: String,
        _ number: Int,
        at url: String,
        key: String,
        _ load: Load
    ) async throws {
        try await ServerClient.using(url: url, key: key) { server in
            let client = DepartmentClient(server: server, patience: Patience(FaultPlan.limit))
            while await !load.isOver {
                let answer = try await client.claim(
                    department,
                    limit: .random(in: 1...5),
                    leaseSeconds: 600,
                    waitSeconds: 0,
                    worker: "w\(number)"
                )
                let claim = try answer.decode(ClaimedWork.self)
                guard let lease = claim.lease else {
                    try await Task.sleep(for: .milliseconds(20))
                    continue
                }
                let verb = ["release", "accept", "complete", "complete", "hand over"].randomElement() ?? "complete"
                if verb == "hand over" {
                    let word = HandOverWord(
                        department: department == "works" ? "parks" : "works",
                        queue: nil,
                        deadline_seconds: 60,
                        reason: "A test."
                    )
                    _ = try await client.handOver(claim.items.map(\.item), word, lease: lease)
                    continue
                }
                let outcome = verb == "complete" ? "done" : nil
                let word = LeaseWord(items: claim.items.map { ItemWord(item: $0.item, outcome: outcome) })
                _ = try await client.say(verb, word, lease: lease)
            }
        }
    }

    /// Writes between two departments in transactions that stay open for a moment, so that later ones are over earlier.
    private static func writeSlowly(_ number: Int, in postmaster: Postmaster, _ load: Load) async throws {
        let connection = try await PostgresConnection.open(postmaster.configuration)
        while await !load.isOver {
            let pause = Duration.milliseconds(Int.random(in: 0...(number * number * 20)))
            try await connection.transaction { connection throws(PostgresError) in
                for (department, counterpart) in [("works", "parks"), ("parks", "works")] {
                    try connection.execute(
                        """
                        INSERT INTO event (jurisdiction, number, kind, actor, department, counterpart)
                        SELECT jurisdiction, number, 'linked', 'test', \(department), \(counterpart)
                          FROM service_request ORDER BY number DESC LIMIT 1
                        """
                    )
                    _ = try connection.query("SELECT pg_sleep_for(\(pause))::text") { row throws(PostgresError) in
                        try row.decode(String.self)
                    }
                }
            }
        }
        await connection.close()
    }

    private static func events(
        of department: String,
        in postmaster: Postmaster,
        order: String
    ) async throws -> [Int64] {
        let connection = try await PostgresConnection.open(postmaster.configuration)
        let events: [Int64] = try await connection.query(
            """
            SELECT event FROM event WHERE department = \(department) OR counterpart = \(department)
             ORDER BY \(unescaped: order)
            """
        ) { row throws(PostgresError) in try row.decode(Int64.self) }
        await connection.close()
        return events
    }
}
