import Boundaries
import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct PublishedFoldersTests {
    private static func publish(_ change: PublicationChange, in database: TestDatabase) async throws {
        let row = try await Jurisdictions(pool: database.pool).open("tiny")
        let publisher = Publisher(pool: database.pool, jurisdiction: row, actor: "test")
        guard case .published = try await publisher.publish(change) else { throw Missing(what: "a publication") }
    }

    @Test func `a server publishes the folders only where nothing is published`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let configuration = TinyServer.configuration(database)
            for _ in 0..<2 {
                let recorder = LogRecorder()
                let server = try await buildApplication(configuration: configuration, logger: recorder.logger)
                await server.pools.close()
                #expect(server.cities["tiny"]?.publication.number == 1)
                #expect(try await database.count("publication") == 1)
                #expect(!recorder.lines.contains { $0.hasPrefix("warning") })
            }
        }
    }

    @Test func `of several cities, one that no host leads to is named`() async throws {
        let folders = try CopiedCities()
        for code in ["one", "two", "three"] { try folders.add(code, name: code) }
        for (code, hosts) in [("one", "one.example"), ("two", "one.example"), ("three", "one.example, three.example")] {
            try folders.replace("id: \(code)", with: "id: \(code)\nhosts: [\(hosts)]", in: "\(code)/jurisdiction.yml")
        }
        try await TestDatabase.with(poolSize: 4) { database in
            var configuration = TinyServer.configuration(database)
            folders.use(&configuration)
            let recorder = LogRecorder()
            let server = try await buildApplication(configuration: configuration, logger: recorder.logger)
            await server.pools.close()
            let warnings = recorder.lines.filter { $0.hasPrefix("warning A city's pages cannot be reached") }
            #expect(warnings.count == 2, "\(warnings)")
            #expect(warnings.contains { $0.contains("tiny") && $0.contains("none") })
            #expect(warnings.contains { $0.contains("two") && $0.contains("one.example (one’s)") })
        }
    }

    @Test func `what is published is served, and what differs in the folder is told with what to do`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            try await Self.publish(.first(TinyCity.source()), in: database)
            try await Self.publish(.catalog(TinyCity.catalog(replacing: "Pothole", with: "Hole")), in: database)
            try await Self.publish(.boundaries(TinyCity.geodata(firstPrecinct: "Number One")), in: database)
            let recorder = LogRecorder()
            let server = try await buildApplication(
                configuration: TinyServer.configuration(database),
                logger: recorder.logger
            )
            await server.pools.close()
            let city = try #require(server.cities["tiny"])
            #expect(city.publication.number == 3)
            #expect(city.catalog.service(named: "pothole")?.name.text() == "Hole")
            #expect(city.snapshot.index.reference(layer: "precinct", id: "1")?.name == "Number One")
            let warning = try #require(recorder.lines.first { $0.hasPrefix("warning The folders differ") })
            for words in [
                "catalog: \(city.catalog.version) is published", "layer precinct: ", "dispatch311 catalog publish",
                "dispatch311 boundaries publish",
            ] {
                #expect(warning.contains(words), "\(warning)")
            }
            #expect(!warning.contains("borough"))
        }
    }

    @Test(arguments: ["nowhere", "broken"])
    func `a published city is served whatever became of its folder`(folder: String) async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            try await Self.publish(.first(TinyCity.source()), in: database)
            var configuration = TinyServer.configuration(database)
            let place = FileManager.default.temporaryDirectory.appending(path: "web-tests-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: place) }
            if folder == "broken" {
                try FileManager.default.createDirectory(
                    at: place.appending(path: "tiny"),
                    withIntermediateDirectories: true
                )
                try Data("id: [".utf8).write(to: place.appending(path: "tiny/jurisdiction.yml"))
            }
            (configuration.catalogFolder, configuration.geodataFolder) = (place.path, place.path)
            let recorder = LogRecorder()
            let server = try await buildApplication(configuration: configuration, logger: recorder.logger)
            await server.pools.close()
            #expect(server.cities["tiny"]?.publication.number == 1)
            #expect(
                recorder.lines.contains { $0.hasPrefix("warning The folders cannot be read") } == (folder == "broken")
            )
        }
    }

    @Test func `a server with neither folders nor publications does not start`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            var configuration = TinyServer.configuration(database)
            configuration.catalogFolder = "/nowhere"
            let error = await #expect(throws: WebError.self) {
                try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            }
            #expect(error.map { "\($0)" }?.contains("nothing is published in the database") == true)
        }
    }
}
