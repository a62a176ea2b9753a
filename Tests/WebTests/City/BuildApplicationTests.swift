import Foundation
import HummingbirdTesting
import Postgres
import TestSupport
import Testing
import Web

@Suite struct BuildApplicationTests {
    /// A copy of the tiny city that a test may spoil.
    private struct SpoiledCity: ~Copyable {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "web-tests-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: TinyCity.catalogFolder,
                toPath: folder.appending(path: "Catalog").path
            )
            try FileManager.default.copyItem(
                atPath: TinyCity.geodataFolder,
                toPath: folder.appending(path: "GeoData").path
            )
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func replace(_ text: String, with other: String, in file: String) throws {
            let path = folder.appending(path: file)
            let old = try String(contentsOf: path, encoding: .utf8)
            try old.replacingOccurrences(of: text, with: other).write(to: path, atomically: true, encoding: .utf8)
        }

        func build(_ database: TestDatabase) async throws -> DispatchServer {
            var configuration = TinyServer.configuration(database)
            configuration.catalogFolder = folder.appending(path: "Catalog").path
            configuration.geodataFolder = folder.appending(path: "GeoData").path
            return try await buildApplication(configuration: configuration, logger: TinyServer.logger)
        }
    }

    @Test(
        arguments: [
            ("Catalog/tiny/services/street.yml", "department: works", "department: wroks", "wroks"),
            ("Catalog/tiny/services/street.yml", "layer: precinct,", "layer: parish,", "parish"),
            ("Catalog/tiny/jurisdiction.yml", "id: tiny", "id: other", "expected the id of its folder"),
            ("Catalog/tiny/jurisdiction.yml", "emergency:", "emergancy:", "emergancy"),
            ("GeoData/tiny/borough.geojson", "[20, 10]]]", "[20.001, 10]]]", "borough.geojson"),
            ("GeoData/tiny/layers.yml", "borough.geojson", "nothing.geojson", "nothing.geojson"),
        ]
    )
    func `a server does not start on a city with a mistake, and names it`(
        file: String,
        text: String,
        other: String,
        says: String
    ) async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let city = try SpoiledCity()
            try city.replace(text, with: other, in: file)
            do {
                _ = try await city.build(database)
                Issue.record("the server started")
            } catch let error as WebError {
                #expect("\(error)".contains(says), "\(error)")
            }
        }
    }

    @Test func `a server does not start on a database that is not migrated, and says what to do`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            try await database.pool.execute("DROP TABLE schema_migration")
            let error = await #expect(throws: WebError.self) {
                try await buildApplication(configuration: TinyServer.configuration(database), logger: TinyServer.logger)
            }
            #expect(error.map { "\($0)" }?.contains("dispatch311 migrate") == true)
        }
    }

    @Test func `a server does not start without a database`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            var configuration = TinyServer.configuration(database)
            configuration.database.database = "nowhere"
            let error = await #expect(throws: WebError.self) {
                try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            }
            guard case .database = error else {
                Issue.record("expected an error of the database, found \(String(describing: error))")
                return
            }
        }
    }

    @Test func `two cities are told apart by jurisdiction_id, and by the key`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let folders = try SpoiledCity()
            for kind in ["Catalog", "GeoData"] {
                let folder = folders.folder.appending(path: kind)
                try FileManager.default.copyItem(
                    at: folder.appending(path: "tiny"),
                    to: folder.appending(path: "second")
                )
            }
            try folders.replace("id: tiny", with: "id: second", in: "Catalog/second/jurisdiction.yml")
            let server = try await folders.build(database)
            try await server.application.test(.router) { client in
                let visitor = Visitor(client: client, server: server, database: database)
                let none = try await visitor.get("/open311/v2/services.json")
                #expect(none.status == 400)
                #expect(try none.codes == ["40015"])
                #expect(try await visitor.get("/open311/v2/services.json?jurisdiction_id=second").status == 200)
                #expect(try await visitor.submit().status == 400)
                let stored = try await visitor.submit(query: "?jurisdiction_id=second")
                #expect(stored.status == 200)
                let second = try #require(server.cities["second"])
                let key = try await server.key("works", in: second)
                #expect(try await visitor.claim("works", key: key).1.count == 1)
                let tiny = try await visitor.key("works")
                #expect(try await visitor.claim("works", key: tiny).1.isEmpty)
            }
        }
    }
}
