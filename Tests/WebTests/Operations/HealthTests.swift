import Foundation
import HummingbirdTesting
import Logging
import Postgres
import TestSupport
import Testing
import Web

@Suite struct HealthTests {
    @Test func `a server is ready while its database answers, and again when it is back`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let way = try Way(to: database)
            var configuration = TinyServer.configuration(database)
            configuration.database.host = way.folder.path
            configuration.metricsKey = Scrape.key
            let server = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            try await server.application.test(.router) { client in
                let visitor = Visitor(client: client, server: server, database: database)
                try await Self.check(visitor, way)
            }
        }
    }

    private static func check(_ visitor: Visitor, _ way: Way) async throws {
        let ready = try await visitor.get("/readyz")
        #expect(ready.status == 200)
        #expect(ready.text == #"{"status":"ready"}"#)
        try await way.close(visitor.database)
        let away = try await visitor.get("/readyz")
        #expect(away.status == 503)
        #expect(away[header: "Retry-After"] == "5")
        #expect(try away.json["missing"]?[0]?.text?.hasPrefix("database") == true)
        #expect(try await visitor.get("/livez").status == 200)
        let figures = try await Scrape(visitor).samples
        #expect(figures["dispatch311_ready"] == 0 && figures["dispatch311_database_up"] == 0)
        let refused = try await visitor.submit()
        #expect(refused.status == 503)
        #expect(refused[header: "Retry-After"] == "5")
        #expect(try refused.codes == ["503"])
        // What needs no database goes on.
        #expect(try await visitor.get("/open311/v2/services.json").status == 200)
        try way.open()
        #expect(try await eventually { try await visitor.get("/readyz").status == 200 })
        _ = try await visitor.submitted()
        #expect(try await visitor.count("service_request") == 1)
    }

    /// The way to the test server's socket, which can be taken away and put back.
    private final class Way: Sendable {
        let folder: URL
        private let link: URL
        private let socket: URL

        init(to database: TestDatabase) throws {
            let host = try #require(database.configuration.host)
            let name = ".s.PGSQL.\(database.configuration.port ?? 5432)"
            // A socket's path has room for little more than a hundred bytes.
            folder = URL(filePath: "/tmp/d311-\(UUID().uuidString.prefix(8))")
            link = folder.appending(path: name)
            socket = URL(filePath: host).appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            try open()
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func open() throws {
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: socket)
        }

        /// Takes the way from under whoever is on it, too, and whoever was just getting on.
        func close(_ database: TestDatabase) async throws {
            try FileManager.default.removeItem(at: link)
            var quietLooks = 0
            while quietLooks < 3 {
                let others = try await database.pool.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """
                )
                quietLooks = others == 0 ? quietLooks + 1 : 0
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
