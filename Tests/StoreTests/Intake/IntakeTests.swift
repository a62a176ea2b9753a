import Logging
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct IntakeTests {
    private static func key(_ key: String, fingerprint: UInt8 = 1) -> Submission.Key {
        Submission.Key(client: "client", key: key, fingerprint: [UInt8](repeating: fingerprint, count: 32))
    }

    @Test func `a submission is stored with its leg, its queue row, its history and its key`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let contact = ServiceRequest.Contact(email: "someone@example.org")
            let result = try await city.intake.submit(try city.submission(contact: contact))
            guard case .stored(let receipt) = result else { throw Unexpected(result) }
            #expect(receipt.department == "works")
            #expect(receipt.queue == "works/W")
            #expect(receipt.accountID == "account-1")
            #expect(receipt.serviceNotice.contains("Public Works"))
            for table in ["service_request", "work_item", "ready", "event", "idempotency", "contact"] {
                #expect(try await database.count(table) == 1, "\(table)")
            }
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `nobody's contact leaves no row`() async throws {
        try await TestDatabase.with { database in
            try await TestCity(in: database).submit()
            #expect(try await database.count("contact") == 0)
        }
    }

    @Test func `the history begins with the decision, byte for byte`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let submission = try city.submission(at: .park)
            guard case .stored(let receipt) = try await city.intake.submit(submission) else { return }
            let lines = try await History(pool: database.pool, jurisdiction: city.jurisdiction).lines(of: receipt.id)
            #expect(lines.map(\.kind) == ["submitted"])
            #expect(lines.first?.detailJSON == submission.decision.json)
        }
    }

    @Test func `a route with further shares makes a leg and a queue row for each`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit("fallen-tree", at: .east)
            let legs = try await database.pool.query(
                """
                SELECT w.leg, q.name FROM work_item w JOIN queue q USING (jurisdiction, queue) ORDER BY w.leg
                """
            ) { row throws(PostgresError) in
                let (leg, queue) = try row.decode(Int.self, String.self)
                return "\(leg) \(queue)"
            }
            #expect(legs == ["1 parks", "2 works/E"])
            #expect(try await database.count("ready") == 2)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `the same key for the same submission gives the first receipt and stores nothing`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let submission = try city.submission(key: Self.key("k"))
            guard case .stored(let first) = try await city.intake.submit(submission) else { return }
            #expect(try await city.intake.submit(submission) == .replayed(first))
            #expect(try await database.count("service_request") == 1)
        }
    }

    @Test func `a replayed receipt is what was told first, whatever became of the request since`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let submission = try city.submission(key: Self.key("k"))
            guard case .stored(let first) = try await city.intake.submit(submission) else { return }
            try await database.pool.execute("UPDATE service_request SET department = 'parks', service_notice = 'moved'")
            #expect(try await city.intake.submit(submission) == .replayed(first))
        }
    }

    @Test func `a twin that takes too long fails nobody else in its batch`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let pool = Self.impatientPool(database)
            let intake = Self.intake(of: city, through: pool)
            let twin = try await PostgresConnection.open(database.configuration)
            try await Self.run(
                """
                BEGIN;
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint)
                SELECT jurisdiction, 'client', 'stuck', sha256('other') FROM jurisdiction
                """,
                on: twin
            )
            let batch = [
                try city.submission(), try city.submission(key: Self.key("stuck")),
                try city.submission(key: Self.key("free")),
            ]
            let results = try await intake.submit(batch)
            #expect(results[1] == .inFlight)
            for index in [0, 2] {
                guard case .stored = results[index] else {
                    Issue.record("\(index): \(results[index])")
                    continue
                }
            }
            await twin.close()
            await pool.close()
            #expect(try await database.count("service_request") == 2)
        }
    }

    @Test func `a lock on something else than the key is no twin`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let pool = Self.impatientPool(database)
            let intake = Self.intake(of: city, through: pool)
            let owner = try await PostgresConnection.open(database.configuration)
            try await Self.run("BEGIN; LOCK TABLE service_request IN SHARE MODE", on: owner)
            let submission = try city.submission(key: Self.key("k"))
            await #expect { try await intake.submit(submission) } throws: { error in
                if case .unavailable(let cause)? = error as? StoreError {
                    cause.sqlState == .lockNotAvailable
                } else {
                    false
                }
            }
            // Closing alone is noticed a moment later.
            try await Self.run("ROLLBACK", on: owner)
            await owner.close()
            // Asking whether there is a twin has left nothing behind.
            guard case .stored = try await intake.submit(submission) else {
                Issue.record("the key was taken")
                return
            }
            await pool.close()
        }
    }

    private static func run(_ text: String, on connection: isolated PostgresConnection) async throws {
        try connection.script(text)
    }

    @Test func `the same key for something else stores nothing and says so`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            _ = try await city.intake.submit(try city.submission(key: Self.key("k")))
            let other = try city.submission("fallen-tree", key: Self.key("k", fingerprint: 2))
            #expect(try await city.intake.submit(other) == .keyUsedOtherwise)
            #expect(try await database.count("service_request") == 1)
        }
    }

    @Test func `keys of different clients never meet`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for client in ["one", "two"] {
                let key = Submission.Key(client: client, key: "k", fingerprint: [UInt8](repeating: 1, count: 32))
                guard case .stored = try await city.intake.submit(try city.submission(key: key)) else {
                    Issue.record("\(client) was not stored")
                    continue
                }
            }
            #expect(try await database.count("service_request") == 2)
        }
    }

    @Test func `fifty twins at once become one request with one receipt`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let submission = try city.submission(key: Self.key("k"))
            let results = try await withThrowingTaskGroup(of: Submission.Result.self) { group in
                for _ in 0..<50 { group.addTask { try await city.intake.submit(submission) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let stored = results.filter { if case .stored = $0 { true } else { false } }
            #expect(stored.count == 1)
            guard case .stored(let receipt) = stored.first else { return }
            #expect(results.count { $0 == .replayed(receipt) } == 49)
            #expect(try await database.count("service_request") == 1)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `several in one commit answer in their order, twins among them included`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let batch = [
                try city.submission(at: .east, key: Self.key("b")),
                try city.submission(at: .west, key: Self.key("a")),
                try city.submission("fallen-tree", at: .park),
            ]
            let results = try await city.intake.submit(batch)
            let queues = results.map { result in
                if case .stored(let receipt) = result { receipt.queue } else { "not stored" }
            }
            #expect(queues == ["works/E", "works/W", "parks"])
            let again = try await city.intake.submit([batch[0], try city.submission(at: .gap), batch[1]])
            #expect(again[0] == results[0].asReplay)
            #expect(again[2] == results[1].asReplay)
            #expect(try await database.count("service_request") == 4)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `what the database refuses fails alone, and its neighbours are stored`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await database.pool.execute(
                "ALTER TABLE idempotency ADD CONSTRAINT no_poison CHECK (key NOT LIKE 'poison%')"
            )
            // Behind two that wait for a lock, so that all others go with one statement.
            let pool = Self.patientPool(database)
            let intake = Self.intake(of: city, through: pool, limits: IntakeLimits(maximumWaiting: 40))
            let owner = try await PostgresConnection.open(database.configuration)
            try await Self.run("BEGIN; LOCK TABLE service_request IN SHARE MODE", on: owner)
            let outcomes = try await withThrowingTaskGroup(of: (String, Bool).self) { group in
                for index in 0..<40 {
                    let name = [3, 17, 18].contains(index) ? "poison \(index)" : "good \(index)"
                    let submission = try city.submission(key: Self.key(name))
                    group.addTask {
                        do {
                            guard case .stored = try await intake.submit(submission) else { return (name, false) }
                            return (name, true)
                        } catch StoreError.refused(let cause) {
                            #expect(cause.constraint == "no_poison")
                            return (name, false)
                        }
                    }
                }
                #expect(try await eventually { intake.isCrowded })
                await owner.close()
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            await pool.close()
            #expect(outcomes.count == 40)
            for (name, isStored) in outcomes { #expect(isStored == name.hasPrefix("good"), "\(name)") }
            #expect(try await database.count("service_request") == 37)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `many at once share commits, and each is stored once`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let submissions = try (0..<300).map { try city.submission(key: Self.key("k\($0 % 200)")) }
            let ids = try await withThrowingTaskGroup(of: String?.self) { group in
                for submission in submissions {
                    group.addTask { try await city.intake.submit(submission).receipt?.id }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ids.count == 300 && !ids.contains(nil))
            #expect(Set(ids).count == 200)
            #expect(try await database.count("service_request") == 200)
            let commits = try await database.pool.first("SELECT count(DISTINCT xmin::text) FROM service_request") {
                row throws(PostgresError) in try row.decode(Int.self)
            }
            #expect(try #require(commits) < 100)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test func `more than may wait is refused at once, and what was taken on is stored`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let pool = Self.patientPool(database)
            let intake = Self.intake(of: city, through: pool, limits: IntakeLimits(maximumWaiting: 10))
            let owner = try await PostgresConnection.open(database.configuration)
            try await Self.run("BEGIN; LOCK TABLE service_request IN SHARE MODE", on: owner)
            let submission = try city.submission()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<25 {
                    group.addTask {
                        do {
                            guard case .stored = try await intake.submit(submission) else { return false }
                            return true
                        } catch StoreError.crowded {
                            return false
                        }
                    }
                }
                // These come back while nothing can be stored.
                for _ in 0..<15 {
                    let isStored = try await group.next()
                    #expect(isStored == false)
                }
                #expect(intake.isCrowded)
                await owner.close()
                for _ in 0..<10 {
                    let isStored = try await group.next()
                    #expect(isStored == true)
                }
            }
            #expect(!intake.isCrowded)
            await pool.close()
            #expect(try await database.count("service_request") == 10)
        }
    }

    @Test func `a gap in a layer the rule needs goes to triage, never to nobody`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit("noise", at: .gap, attributes: ["since": ["yesterday"]])
            let counts = try await city.queues.counts()
            #expect(counts.map(\.queue) == ["triage"])
            #expect(counts.map(\.waiting) == [1])
        }
    }

    @Test func `two cities in one database share nothing`() async throws {
        try await TestDatabase.with { database in
            let one = try await TestCity(in: database, code: "one")
            let two = try await TestCity(in: database, code: "two")
            let submission = try one.submission(key: Self.key("k"))
            guard case .stored(let first) = try await one.intake.submit(submission),
                case .stored(let second) = try await two.intake.submit(submission)
            else {
                Issue.record("the second city knew the first one's key")
                return
            }
            #expect(first.id != second.id)
            let reader = RequestReader(
                pool: database.pool,
                jurisdiction: two.jurisdiction,
                openDescriptions: [],
                privateServices: []
            )
            #expect(try await reader.record(first.id) == nil)
            let worker = Worker(department: "works", name: "w")
            let claim = try await two.queues.claim(10, for: worker, lease: .seconds(60))
            #expect(claim?.items.map(\.serviceRequestID) == [second.id])
        }
    }

    /// Connections that wait for no lock longer than a tenth of a second.
    private static func impatientPool(_ database: TestDatabase) -> PostgresPool {
        Self.pool(database, lockTimeout: "100ms")
    }

    /// Connections that wait for a lock as long as a test on a busy machine may keep it.
    private static func patientPool(_ database: TestDatabase) -> PostgresPool {
        Self.pool(database, lockTimeout: "0")
    }

    private static func pool(_ database: TestDatabase, lockTimeout: String) -> PostgresPool {
        var configuration = database.configuration
        configuration.settings["lock_timeout"] = lockTimeout
        return PostgresPool(configuration: configuration, size: 2, logger: Logger(label: "tests"))
    }

    private static func intake(
        of city: TestCity,
        through pool: PostgresPool,
        limits: IntakeLimits = .standard
    ) -> Intake {
        Intake(
            pool: pool,
            jurisdiction: city.jurisdiction,
            directory: QueueDirectory(pool: pool, jurisdiction: city.jurisdiction),
            limits: limits
        )
    }
}

extension Submission.Result {
    /// What the client is told of what is stored; nil where nothing is.
    fileprivate var receipt: ServiceRequest.Receipt? {
        switch self {
        case .stored(let receipt), .replayed(let receipt): receipt
        case .keyUsedOtherwise, .inFlight: nil
        }
    }
}
