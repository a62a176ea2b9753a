import Boundaries
import Foundation
import HummingbirdTesting
import Logging
import Postgres
import ServiceRequests
import Store
import Synchronization
import TestSupport
import Testing
import Web

@Suite struct PublicationFollowerTests {
    /// Two servers on one database, as two processes would be, and who publishes behind their backs.
    private struct Pair: Sendable {
        let one: Visitor
        let other: Visitor
        let database: TestDatabase
        let publisher: Publisher

        /// Publishes what must go through, and gives its number.
        func publish(_ change: PublicationChange) async throws -> Int {
            guard case .published(let change) = try await publisher.publish(change), let after = change.after else {
                throw Missing(what: "a publication")
            }
            return after.number
        }

        /// Whether both servers have come to serve a publication.
        func follow(_ number: Int) async throws -> Bool {
            try await eventually {
                [one, other].allSatisfy { $0.server.cities["tiny"]?.publication.number == number }
            }
        }
    }

    /// Submissions for as long as a test wants, and how they were answered.
    private final class Load: Sendable {
        private let state = Mutex<(isOver: Bool, answers: [Int: Int])>((false, [:]))

        var isOver: Bool { state.withLock { $0.isOver } }
        /// How many answers there were of each status.
        var answers: [Int: Int] { state.withLock { $0.answers } }

        func add(_ status: Int) { state.withLock { $0.answers[status, default: 0] += 1 } }
        func end() { state.withLock { $0.isOver = true } }
    }

    private static func withPair(
        interval: Duration = .seconds(3600),
        logger: Logger = TinyServer.logger,
        _ body: @Sendable (Pair) async throws -> Void
    ) async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            var configuration = TinyServer.configuration(database)
            configuration.publicationInterval = interval
            // Both at once into an empty database.
            async let starting = buildApplication(configuration: configuration, logger: logger)
            let second = try await buildApplication(configuration: configuration, logger: logger)
            let first = try await starting
            #expect(try await database.count("publication") == 1)
            try await first.application.test(.live) { one in
                try await second.application.test(.live) { other in
                    let row = try #require(first.cities["tiny"]).row
                    let pair = Pair(
                        one: Visitor(client: one, server: first, database: database),
                        other: Visitor(client: other, server: second, database: database),
                        database: database,
                        publisher: Publisher(pool: database.pool, jurisdiction: row, actor: "test")
                    )
                    try await body(pair)
                }
            }
        }
    }

    /// Both servers listen, so that what is said from now on is heard.
    private static func listening(_ database: TestDatabase) async throws -> Bool {
        try await eventually {
            try await database.count(
                "pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'"
            ) == 2
        }
    }

    // MARK: - Under load

    @Test func `ten publications and rollbacks under load: every request names one version of each`() async throws {
        try await Self.withPair { pair in
            #expect(try await Self.listening(pair.database))
            let load = Load()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for visitor in [pair.one, pair.other, pair.one, pair.other] {
                    group.addTask {
                        while !load.isOver { load.add(try await visitor.submit().status) }
                    }
                }
                group.addTask {
                    defer { load.end() }
                    try await Self.publishTenTimes(pair)
                }
                try await group.waitForAll()
            }
            let answers = load.answers
            #expect(Array(answers.keys) == [200])
            #expect(try await pair.database.count("service_request") == answers[200])
            // What was decided with catalogs and layers that changed names more than one of each, and each was published.
            let combinations = try await pair.database.pool.query(
                """
                SELECT DISTINCT (detail ->> 'catalog_version') || ' ' || (detail ->> 'layer_versions')
                  FROM event WHERE kind = 'submitted'
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(combinations.count > 3)
            #expect(try await Verification(pool: pair.database.pool).run().breaches == [])
        }
    }

    private static func publishTenTimes(_ pair: Pair) async throws {
        for round in 0..<5 {
            let changes: [PublicationChange] = [
                .layers(["precinct"], try TinyCity.geodata(firstPrecinct: "Precinct \(round)")),
                .catalog(try TinyCity.catalog(comment: "\(round)")),
                .earlierLayer("precinct", .before),
                .earlierCatalog(.before),
            ]
            for change in changes {
                let number = try await pair.publish(change)
                #expect(try await pair.follow(number))
                // And some requests are decided with it.
                let before = try await pair.database.count("service_request")
                #expect(try await eventually { try await pair.database.count("service_request") > before + 4 })
            }
        }
    }

    // MARK: - One at a time

    @Test func `what a server loads from the database decides as the folder does`() async throws {
        try await Self.withPair { pair in
            let folder = try TinyCity.decisions(try await TinyCity.snapshot())
            for visitor in [pair.one, pair.other] {
                #expect(try TinyCity.decisions(try visitor.city.snapshot) == folder)
            }
        }
    }

    @Test func `a city once taken stays the same, and what lives long is shared`() async throws {
        try await Self.withPair { pair in
            #expect(try await Self.listening(pair.database))
            let before = try pair.one.city
            let number = try await pair.publish(.catalog(TinyCity.catalog(replacing: "Pothole", with: "Hole")))
            #expect(try await pair.follow(number))
            let after = try pair.one.city
            #expect(before.catalog.service(named: "pothole")?.name.text() == "Pothole")
            #expect(after.catalog.service(named: "pothole")?.name.text() == "Hole")
            #expect(before.clock === after.clock)
            #expect(try await pair.other.get("/open311/v2/services/pothole.json").status == 200)
            #expect(try await pair.other.get("/open311/v2/services.json").text.contains("\"Hole\""))
        }
    }

    @Test func `servers whose listening connection was cut follow all the same`() async throws {
        try await Self.withPair { pair in
            #expect(try await Self.listening(pair.database))
            try await pair.database.pool.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """
            )
            let number = try await pair.publish(.catalog(TinyCity.catalog(comment: "two")))
            #expect(try await pair.follow(number))
        }
    }

    /// A publication like the last one, as if its notification had been lost.
    private static let silentPublication = """
        INSERT INTO publication (jurisdiction, publication, kind, actor, catalog, geodata)
        SELECT jurisdiction, publication + 1, 'boundaries', 'test', catalog, geodata
          FROM publication ORDER BY publication DESC LIMIT 1;
        INSERT INTO publication_layer (jurisdiction, publication, position, layer, version)
        SELECT jurisdiction, publication + 1, position, layer, version FROM publication_layer
         WHERE publication = (SELECT max(publication) - 1 FROM publication)
        """

    private static func run(_ script: String, in database: TestDatabase) async throws {
        try await database.pool.transaction { connection throws(PostgresError) in try connection.script(script) }
    }

    @Test func `a publication that nobody told of is found by looking`() async throws {
        try await Self.withPair(interval: .milliseconds(50)) { pair in
            // The first may still be found by the look that follows connecting.
            for number in [2, 3] {
                try await Self.run(Self.silentPublication, in: pair.database)
                #expect(try await pair.follow(number))
            }
        }
    }

    @Test func `what is scheduled is brought into force by the servers when its time has come, once`() async throws {
        let recorder = LogRecorder()
        try await Self.withPair(logger: recorder.logger) { pair in
            let date = try #require(EffectiveDate("2035-01-01"))
            let change = PublicationChange.boundaries(try TinyCity.geodata(firstPrecinct: "Number One"))
            guard case .scheduled = try await pair.publisher.schedule(change, for: date) else {
                throw Missing(what: "a scheduled change")
            }
            #expect(pair.one.server.cities["tiny"]?.publication.number == 1)
            try await pair.database.pool.execute("UPDATE scheduled_publication SET effective_at = now()")
            #expect(try await pair.follow(2))
            let isTold = try await eventually {
                recorder.lines.contains { $0.contains("A scheduled change came into force") }
            }
            #expect(isTold)
            #expect(try await pair.database.count("publication") == 2)
        }
    }

    @Test func `a publication that cannot be used leaves the old one in force, and is told`() async throws {
        let recorder = LogRecorder()
        try await Self.withPair(interval: .milliseconds(50), logger: recorder.logger) { pair in
            let faulty = """
                INSERT INTO layer_version (jurisdiction, layer, version, sha256, source, definition, body)
                SELECT jurisdiction, layer, repeat('0', 12), decode(repeat('00', 32), 'hex'), '', definition, 'nonsense'
                  FROM layer_version WHERE layer = 'precinct';
                \(Self.silentPublication);
                UPDATE publication_layer SET version = repeat('0', 12) WHERE publication = 2 AND layer = 'precinct'
                """
            try await Self.run(faulty, in: pair.database)
            #expect(try await eventually { try await pair.one.get("/readyz").text.contains("behind") })
            let ready = try await pair.one.get("/readyz")
            #expect(ready.status == 200)
            let words = try ready.json["behind"]?[0]?.text
            #expect(words == "tiny: publication 2 cannot be used, so publication 1 is served")
            #expect(try pair.one.city.publication.number == 1)
            #expect(try await pair.one.submit().status == 200)
            #expect(recorder.lines.contains { $0.hasPrefix("error A publication cannot be used") })
            let number = try await pair.publish(.earlierBoundaries(.publication(1)))
            #expect(number == 3)
            #expect(try await pair.follow(3))
            #expect(try await pair.one.get("/readyz").text == #"{"status":"ready"}"#)
        }
    }

    @Test func `a city that is published while the servers run is served by both`() async throws {
        try await Self.withPair { pair in
            #expect(try await Self.listening(pair.database))
            let row = try await Jurisdictions(pool: pair.database.pool).open("second")
            let publisher = Publisher(pool: pair.database.pool, jurisdiction: row, actor: "test")
            _ = try await publisher.publish(.first(TinyCity.source(code: "second")))
            #expect(
                try await eventually {
                    [pair.one, pair.other].allSatisfy { $0.server.cities.all.map(\.code) == ["second", "tiny"] }
                }
            )
            #expect(try await pair.other.submit(query: "?jurisdiction_id=second").status == 200)
        }
    }
}
