import Boundaries
import Foundation
import GeoReport
import HummingbirdTesting
import Logging
import Postgres
import ServiceRequests
import Store
import Synchronization
import TestSupport
import Testing

@testable import Web

/// The map a server draws of what is published.
@Suite struct PublishedMapTests {
    private static let map = "/map.svg?layer=precinct&w=400&h=300"

    /// A server that has the folders, another that has none, and who publishes.
    private struct Pair: Sendable {
        let servers: [Visitor]
        let publisher: Publisher
        /// The map as it is drawn of the folder.
        let folder: CityMap

        /// Publishes what must go through; ends when both servers serve it.
        func publish(_ change: PublicationChange) async throws {
            guard case .published(let change) = try await publisher.publish(change), let after = change.after else {
                throw Missing(what: "a publication")
            }
            #expect(
                try await eventually {
                    servers.allSatisfy { $0.server.cities["tiny"]?.publication.number == after.number }
                }
            )
        }

        /// The same map from both.
        func draw() async throws -> Answer {
            let one = try await servers[0].get(PublishedMapTests.map)
            let other = try await servers[1].get(PublishedMapTests.map)
            #expect(one.status == 200)
            #expect(one.text == other.text)
            #expect(one[header: "ETag"] != nil)
            #expect(one[header: "ETag"] == other[header: "ETag"])
            return one
        }
    }

    private static func withPair(
        logger: Logger = TinyServer.logger,
        _ body: @Sendable (Pair) async throws -> Void
    ) async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let place = FileManager.default.temporaryDirectory.appending(path: "web-tests-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: place) }
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let tiny = place.appending(path: "tiny").path
            try TinyCity.write(blocks: TinyCity.block(to: 20.005), into: tiny)
            var configuration = TinyServer.configuration(database)
            configuration.publicationInterval = .milliseconds(100)
            configuration.geodataFolder = place.path
            let first = try await buildApplication(configuration: configuration, logger: logger)
            (configuration.catalogFolder, configuration.geodataFolder) = ("/nowhere", "/nowhere")
            let second = try await buildApplication(configuration: configuration, logger: logger)
            let city = try #require(first.cities["tiny"])
            let folder = CityMap(
                layers: try GeoDataFolder.layers(in: tiny),
                outline: city.catalog.jurisdiction.tolerance.outline,
                sheets: try GeoDataFolder.sheets(in: tiny)
            )
            try await first.application.test(.router) { one in
                try await second.application.test(.router) { other in
                    try await body(
                        Pair(
                            servers: [
                                Visitor(client: one, server: first, database: database),
                                Visitor(client: other, server: second, database: database),
                            ],
                            publisher: Publisher(pool: database.pool, jurisdiction: city.row, actor: "test"),
                            folder: folder
                        )
                    )
                }
            }
        }
    }

    @Test func `a server without the folder draws the map that the folder gives, byte for byte`() async throws {
        try await Self.withPair { pair in
            let answer = try await pair.draw()
            let atlas = await pair.folder.atlas(logger: TinyServer.logger)
            #expect(atlas.sheets.map(\.kind) == [.block, .park])
            #expect(answer[header: "ETag"]?.contains(atlas.version) == true)
            let city = try pair.servers[1].city
            let parameters = try FormParameters(decoding: Self.map.split(separator: "?")[1].utf8)
            let drawing = try MapAddress.drawing(parameters, extent: atlas.extent, index: city.snapshot.index)
            let words = MapWords(drawing, index: city.snapshot.index, try Vocabulary().words(in: "en"))
            #expect(answer.text == drawing.svg(of: atlas, title: words.title, description: words.description))
        }
    }

    @Test func `servers follow a changed sheet and its rollback, and keep the map while only the catalog changes`()
        async throws
    {
        try await Self.withPair { pair in
            let before = try await pair.draw()
            let city = try pair.servers[1].city
            try await pair.publish(.catalog(TinyCity.catalog(comment: "two")))
            #expect(try pair.servers[1].city.map === city.map)
            try await pair.publish(.boundaries(TinyCity.geodata(blocks: TinyCity.block(to: 20.015))))
            #expect(try pair.servers[1].city.map !== city.map)
            let after = try await pair.draw()
            #expect(after.text != before.text)
            #expect(after[header: "ETag"] != before[header: "ETag"])
            try await pair.publish(.earlierBoundaries(.before))
            let back = try await pair.draw()
            #expect(back.text == before.text)
            #expect(back[header: "ETag"] == before[header: "ETag"])
        }
    }

    @Test func `a sheet that is broken in the database is left out, and on record`() async throws {
        let recorder = LogRecorder()
        try await Self.withPair(logger: recorder.logger) { pair in
            try await pair.servers[0].database.pool.execute("UPDATE map_file_version SET body = 'nonsense'")
            #expect(try await pair.draw().text.contains("class=\"map-land\""))
            #expect(recorder.lines.contains { $0.contains("A sheet of the map cannot be read") })
        }
    }

    @Test func `a sheet that the database could not give is asked for again`() async throws {
        let isDown = Mutex(true)
        let definition = MapSheetDefinition(id: "blocks", kind: .block, origin: .file("blocks.geojson", label: nil))
        let sheets = MapSheets(definitions: [definition]) { _, _ in
            if isDown.withLock({ $0 }) { throw StoreError.unavailable(PostgresError(.poolTimeout, detail: "a test")) }
            return Data(TinyCity.block(to: 20.005).utf8)
        }
        let patient = CityMap(layers: [], outline: nil, sheets: sheets, pause: .seconds(3600))
        let map = CityMap(layers: [], outline: nil, sheets: sheets, pause: .zero)
        for map in [patient, map] { #expect(await map.atlas(logger: TinyServer.logger).sheets.isEmpty) }
        isDown.withLock { $0 = false }
        #expect(await patient.atlas(logger: TinyServer.logger).sheets.isEmpty)
        let whole = await map.atlas(logger: TinyServer.logger)
        #expect(whole.sheets.map(\.kind) == [.block])
    }

    @Test func `a folder whose map differs is told with what to do`() async throws {
        try await Self.withPair { pair in
            let source = SnapshotSource(
                catalog: try TinyCity.source().catalog,
                geodata: try TinyCity.geodata(blocks: TinyCity.block(to: 20.015))
            )
            let difference = FolderDifference(between: source, and: try pair.servers[0].city.publication)
            #expect(difference.words == ["map: other files are published"])
            #expect(difference.commands == ["dispatch311 boundaries publish"])
        }
    }
}
