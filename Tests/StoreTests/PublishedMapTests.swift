import Boundaries
import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// The files the map is drawn from, published beside the layers.
@Suite struct PublishedMapTests {
    private struct Unexpected: Error {
        let found: String
    }

    private static func publications(_ city: TestCity) -> Publications {
        Publications(pool: city.database.pool, jurisdiction: city.jurisdiction)
    }

    private static func outcome(_ change: PublicationChange, _ city: TestCity) async throws -> PublishOutcome {
        let publisher = Publisher(pool: city.database.pool, jurisdiction: city.jurisdiction, actor: "another")
        return try await publisher.publish(change)
    }

    private static func refusal(_ change: PublicationChange, _ city: TestCity) async throws -> String {
        guard case .refused(let reading) = try await outcome(change, city) else {
            throw Unexpected(found: "no refusal")
        }
        return reading.errors.map(\.description).joined(separator: "; ")
    }

    /// How many rows the tables have that a publication of a map writes to.
    private static func rows(_ database: TestDatabase) async throws -> [Int] {
        var rows: [Int] = []
        for table in ["publication", "map_file_version", "publication_map_file"] {
            rows.append(try await database.count(table))
        }
        return rows
    }

    @Test func `the map's files go into the database and come out of it byte for byte`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            #expect(try await Self.rows(database) == [1, 0, 0])
            let text = TinyCity.block(to: 20.005)
            let folder = try TinyCity.geodata(blocks: text)
            let publication = try await city.publish(.boundaries(folder))
            #expect(publication.kind == .boundaries)
            let geodata = try await Self.publications(city).geodata(of: publication).geodata()
            #expect(geodata.settings == folder.settings)
            #expect(geodata.map == folder.map)
            #expect(geodata.mapFiles.map(\.version) == folder.mapFiles.map(\.version))
            let body = try await database.pool.first("SELECT body FROM map_file_version") {
                row throws(PostgresError) in try row.decode([UInt8].self)
            }
            #expect(body == Array(text.utf8))
            let sheets = Self.publications(city).sheets(of: geodata)
            #expect(sheets.definitions.map(\.id) == ["blocks", "parks"])
            let sheet = try #require(try await sheets.sheet(sheets.definitions[0]))
            #expect(sheet.version == publication.mapFiles.first?.version)
            #expect(sheet.shapes.count == 1)
            #expect(try await sheets.sheet(sheets.definitions[1]) == nil)
            guard case .unchanged = try await Self.outcome(.boundaries(folder), city) else {
                throw Unexpected(found: "a change")
            }
        }
    }

    @Test func `a changed sheet alone is a publication of boundaries, and is taken back`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try await city.publish(.boundaries(TinyCity.geodata(blocks: TinyCity.block(to: 20.005))))
            let second = try await city.publish(.boundaries(TinyCity.geodata(blocks: TinyCity.block(to: 20.006))))
            #expect(second.kind == .boundaries)
            #expect(second.layers == first.layers)
            #expect(second.settings == first.settings)
            #expect(second.mapFiles.map(\.file) == ["blocks.geojson"])
            #expect(second.mapFiles != first.mapFiles)
            #expect(!second.hasBoundaries(of: first))
            let back = try await city.publish(.earlierBoundaries(.before))
            #expect(back.hasBoundaries(of: first))
            // What was published before is not written again.
            #expect(try await Self.rows(database) == [4, 2, 3])
            let bare = try await city.publish(.earlierBoundaries(.publication(1)))
            #expect(bare.mapFiles.isEmpty)
            let spans = VersionInForce.mapFiles(in: try await Self.publications(city).all())
            #expect(spans.map(\.publication.number) == [4, 3, 2])
            #expect(spans.map(\.version) == [first, second, first].compactMap { $0.mapFiles.first?.version })
            #expect(spans.first?.until == bare.publishedAt)
        }
    }

    @Test func `a catalog and a single layer leave the map as it is`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try await city.publish(.boundaries(TinyCity.geodata(blocks: TinyCity.block(to: 20.005))))
            let catalog = try await city.publish(.catalog(TinyCity.catalog(comment: "two")))
            #expect(catalog.hasBoundaries(of: first))
            let layer = try await city.publish(.layers(["precinct"], TinyCity.geodata(firstPrecinct: "Number One")))
            #expect(layer.layers != first.layers)
            #expect(layer.mapFiles == first.mapFiles)
            #expect(layer.settings == first.settings)
            let back = try await city.publish(.earlierLayer("precinct", .before))
            #expect(back.hasBoundaries(of: first))
        }
    }

    @Test func `a file that is no sheet is refused with its fault, and nothing is written`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for (text, fault) in [
                ("nonsense", "blocks.geojson"),
                (TinyCity.block(to: 20.005).replacing("[20.001, 10.001]", with: "[20.001, 100.001]"), "100.001"),
            ] {
                let words = try await Self.refusal(.boundaries(TinyCity.geodata(blocks: text)), city)
                #expect(words.contains(fault), "\(words)")
            }
            #expect(throws: CatalogError.self) {
                try TinyCity.geodata(blocks: TinyCity.block(to: 20.005), kind: "lawn")
            }
            #expect(try await Self.rows(database) == [1, 0, 0])
        }
    }

    @Test func `a layer without a property that the map asks for is refused`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.publish(.boundaries(TinyCity.geodata(blocks: TinyCity.block(to: 20.005))))
            let folder = try TinyCity.geodata(replacing: ", properties: [kind]", with: "", in: "layers.yml")
            let words = try await Self.refusal(.layers(["precinct"], folder), city)
            #expect(words.contains("expected a property that precinct keeps, found “kind”"), "\(words)")
            #expect(try await Self.rows(database) == [2, 1, 1])
        }
    }

    @Test func `a file that is no longer what was published is no sheet`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let publication = try await city.publish(.boundaries(TinyCity.geodata(blocks: TinyCity.block(to: 20.005))))
            try await database.pool.execute("UPDATE map_file_version SET body = body || ' '")
            let geodata = try await Self.publications(city).geodata(of: publication).geodata()
            let sheets = Self.publications(city).sheets(of: geodata)
            let error = await #expect(throws: CatalogError.self) { try await sheets.sheet(sheets.definitions[0]) }
            #expect(error.map { "\($0)" }?.contains("expected the file that was published, found another") == true)
        }
    }
}
