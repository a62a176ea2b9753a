import Boundaries
import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct PublisherTests {
    /// How many rows each table of versions has.
    private static func rows(_ database: TestDatabase) async throws -> [Int] {
        var rows: [Int] = []
        for table in ["catalog_version", "layer_version", "publication", "publication_layer"] {
            rows.append(try await database.count(table))
        }
        return rows
    }

    private static func publisher(_ city: TestCity) -> Publisher {
        Publisher(pool: city.database.pool, jurisdiction: city.jurisdiction, actor: "another")
    }

    private static func log(_ city: TestCity) async throws -> [Publication] {
        try await Publications(pool: city.database.pool, jurisdiction: city.jurisdiction).all()
    }

    // MARK: - There and back

    @Test func `what is published is the folder, byte for byte, and decides the same`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let publications = Publications(pool: database.pool, jurisdiction: city.jurisdiction)
            let active = try #require(try await publications.active())
            #expect(active.number == 1)
            #expect(active.kind == .first)
            #expect(active.actor == "test")
            let catalog = try #require(try await publications.catalog(active.catalog)).catalog()
            let geodata = try await publications.geodata(of: active).geodata()
            let folder = try TinyCity.source()
            #expect(catalog == folder.catalog)
            #expect(geodata.settings == folder.geodata.settings)
            #expect(geodata.layers.map(\.definition) == folder.geodata.layers.map(\.definition))
            #expect(geodata.layers.map(\.entry) == folder.geodata.layers.map(\.entry))
            for (published, file) in zip(geodata.layers, folder.geodata.layers) {
                guard case .bytes(let one) = published.content, case .bytes(let other) = file.content else {
                    throw Unexpected(published.id)
                }
                #expect(one == other)
            }
            let snapshot = try #require(SnapshotSource(catalog: catalog, geodata: geodata).read().snapshot)
            let decisions = try TinyCity.decisions(snapshot)
            #expect(decisions.count > 10)
            #expect(try decisions == TinyCity.decisions(try await TinyCity.snapshot()))
        }
    }

    @Test func `settings that this program does not know are kept`() async throws {
        let file = SourceFile(path: "layers.yml", text: "extent: [20, 9, 21, 11]\nlayers: []\n")
        #expect(try GeoData.settings(of: file) == #"{"extent":["20","9","21","11"]}"#)
    }

    @Test func `layers that are known already are not read again`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let publication = try await city.publish(.boundaries(TinyCity.geodata(firstPrecinct: "Number One")))
            let geodata = try await Publications(pool: database.pool, jurisdiction: city.jurisdiction).geodata(
                of: publication,
                knowing: city.snapshot
            ).geodata()
            let isRead = geodata.layers.map { layer in if case .read = layer.content { true } else { false } }
            #expect(isRead == [true, false])
            let source = SnapshotSource(catalog: try TinyCity.source().catalog, geodata: geodata)
            #expect(source.read().snapshot?.index.reference(layer: "precinct", id: "1")?.name == "Number One")
        }
    }

    @Test func `the same again changes nothing and writes nothing`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let before = try await Self.rows(database)
            #expect(before == [1, 2, 1, 2])
            let source = try TinyCity.source()
            for change: PublicationChange in [
                .first(source), .catalog(source.catalog), .boundaries(source.geodata),
                .layers(["precinct"], source.geodata), .earlierCatalog(.publication(1)),
            ] {
                guard case .unchanged(let active) = try await Self.publisher(city).publish(change) else {
                    Issue.record("expected no change by \(change)")
                    continue
                }
                #expect(active.number == 1)
            }
            #expect(try await Self.rows(database) == before)
        }
    }

    @Test func `a catalog is published and taken back while the boundaries stay`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try #require(try await Self.log(city).first)
            let second = try await city.publish(.catalog(TinyCity.catalog(comment: "two")))
            #expect(second.number == 2)
            #expect(second.kind == .catalog)
            #expect(second.catalog != first.catalog)
            #expect(second.layers == first.layers)
            let layers = try await city.publish(.boundaries(TinyCity.geodata(firstPrecinct: "Number One")))
            let back = try await city.publish(.earlierCatalog(.before))
            #expect(back.catalog == first.catalog)
            #expect(back.layers == layers.layers)
            // Done twice, it takes the first one back.
            #expect(try await city.publish(.earlierCatalog(.before)).catalog == second.catalog)
            #expect(try await city.publish(.earlierCatalog(.version(String(first.catalog.prefix(6))))).number == 6)
            let spans = VersionInForce.catalogs(in: try await Self.log(city))
            #expect(spans.map(\.version) == [0, 1, 0, 1, 0].map { [first.catalog, second.catalog][$0] })
            #expect(spans.map(\.publication.number) == [6, 5, 4, 2, 1])
            #expect(
                try await Self.log(city).map(\.catalogSince)
                    == [0, 1, 2, 3, 3, 4].map {
                        spans[$0].publication.publishedAt
                    }
            )
            #expect(spans.map(\.until) == [nil] + spans.dropLast().map(\.publication.publishedAt))
        }
    }

    @Test func `one layer is published and taken back while all else stays`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try #require(try await Self.log(city).first)
            let folder = try TinyCity.geodata(firstPrecinct: "Number One")
            let second = try await city.publish(.layers(["precinct"], folder))
            #expect(second.layers.map(\.id) == ["borough", "precinct"])
            #expect(second.version(of: "borough") == first.version(of: "borough"))
            #expect(second.version(of: "precinct") != first.version(of: "precinct"))
            let third = try await city.publish(.layers(["precinct"], TinyCity.geodata(firstPrecinct: "One")))
            #expect(third.number == 3)
            #expect(try await city.publish(.earlierLayer("precinct", .publication(1))).layers == first.layers)
            #expect(try await city.publish(.earlierLayer("precinct", .before)).layers == third.layers)
            #expect(try await city.publish(.earlierBoundaries(.publication(2))).layers == second.layers)
            let spans = VersionInForce.layers(in: try await Self.log(city))
            #expect(spans.map(\.layer) == ["borough"] + Array(repeating: "precinct", count: 6))
            #expect(spans.map(\.publication.number) == [1, 6, 5, 4, 3, 2, 1])
        }
    }

    @Test func `a version names what is asked of a file, too`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try #require(try await Self.log(city).first)
            let folder = try TinyCity.geodata(replacing: "label: name, prop", with: "prop", in: "layers.yml")
            let second = try await city.publish(.boundaries(folder))
            #expect(second.version(of: "precinct") != first.version(of: "precinct"))
            #expect(second.version(of: "borough") == first.version(of: "borough"))
        }
    }

    @Test func `a layer comes and goes with layers yml, in its order, and comes back`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let ward = "layers:\n  - {id: ward, name: {en: Ward}, file: precinct.geojson, key: id}"
            let more = try TinyCity.geodata(replacing: "layers:", with: ward, in: "layers.yml")
            #expect(try await city.publish(.boundaries(more)).layers.map(\.id) == ["ward", "borough", "precinct"])
            let fewer = try await city.publish(.boundaries(TinyCity.source().geodata))
            #expect(fewer.layers.map(\.id) == ["borough", "precinct"])
            let back = try await city.publish(.earlierLayer("ward", .before))
            #expect(back.layers.map(\.id) == ["borough", "precinct", "ward"])
        }
    }

    // MARK: - Refusals

    private enum Mistake: String, CaseIterable, Sendable {
        case missingLayer, missingBoundaries, openRing, otherCity, brokenYAML

        var says: String {
            switch self {
            case .missingLayer: "found “parish”"
            case .missingBoundaries: "expected a layer of layers.yml, found “precinct”"
            case .openRing: "precinct.geojson"
            case .otherCity: "expected the id of its folder, tiny, found other"
            case .brokenYAML: "expected YAML"
            }
        }

        func change() throws -> PublicationChange {
            switch self {
            case .missingLayer: .catalog(try TinyCity.catalog(replacing: "layer: precinct", with: "layer: parish"))
            case .missingBoundaries:
                .boundaries(try TinyCity.geodata(replacing: "id: precinct", with: "id: parish", in: "layers.yml"))
            case .openRing:
                .layers(
                    ["precinct"],
                    try TinyCity.geodata(replacing: "[20, 10]]]", with: "[20.001, 10]]]", in: "precinct.geojson")
                )
            case .otherCity: .catalog(try TinyCity.catalog(replacing: "id: tiny\n", with: "id: other\n"))
            case .brokenYAML: .catalog(try TinyCity.catalog(replacing: "group: order", with: "group: [order"))
            }
        }
    }

    @Test(arguments: Mistake.allCases)
    private func `what cannot be used is refused with its reasons, and nothing is written`(
        mistake: Mistake
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let before = try await Self.rows(database)
            let outcome = try await Self.publisher(city).publish(mistake.change())
            guard case .refused(let reading) = outcome else { throw Unexpected(outcome) }
            #expect(reading.errors.map(\.description).joined().contains(mistake.says), "\(reading.errors)")
            #expect(try await Self.rows(database) == before)
        }
    }

    @Test func `a rollback to what no longer fits is refused`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            // The first catalog asks for the kind "park"; this one and its boundaries call it "green".
            let green = try TinyCity.geodata(replacing: "\"park\"", with: "\"green\"", in: "precinct.geojson")
            let catalog = try TinyCity.catalog(replacing: "is: [park]", with: "is: [town]")
            try await city.publish(.catalog(catalog))
            try await city.publish(.boundaries(green))
            let outcome = try await Self.publisher(city).publish(.earlierCatalog(.before))
            guard case .refused(let reading) = outcome else { throw Unexpected(outcome) }
            #expect("\(reading.errors)".contains("found “park”"))
            #expect(try await Self.log(city).count == 3)
        }
    }

    @Test func `a plan writes nothing`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let before = try await Self.rows(database)
            let change = PublicationChange.catalog(try TinyCity.catalog(comment: "two"))
            guard case .planned = try await Self.publisher(city).publish(change, isPlan: true) else {
                throw Unexpected("no plan")
            }
            #expect(try await Self.rows(database) == before)
        }
    }

    @Test func `there is no going back to what never was`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let publisher = Self.publisher(city)
            func words(_ change: PublicationChange) async throws -> String {
                String("\(try await publisher.publish(change))".prefix { $0 != "(" })
            }
            #expect(try await words(.earlierCatalog(.before)) == "nothingEarlier")
            #expect(try await words(.earlierBoundaries(.before)) == "nothingEarlier")
            #expect(try await words(.earlierLayer("precinct", .before)) == "nothingEarlier")
            #expect(try await words(.earlierCatalog(.version("ffffffffffff"))) == "noSuchVersion")
            #expect(try await words(.earlierCatalog(.version(""))) == "noSuchVersion")
            #expect(try await words(.earlierCatalog(.publication(2))) == "noSuchPublication")
            #expect(try await words(.earlierLayer("parish", .before)) == "noSuchLayer")
            #expect(try await words(.layers(["parish"], TinyCity.source().geodata)) == "noSuchLayer")
            let empty = try await Jurisdictions(pool: database.pool).open("empty")
            let nobody = Publisher(pool: database.pool, jurisdiction: empty, actor: "another")
            guard case .nothingPublished = try await nobody.publish(.earlierCatalog(.before)) else {
                throw Unexpected("something")
            }
        }
    }

    @Test func `a version that was changed behind the program's back is not used`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await database.pool.execute("UPDATE layer_version SET body = body || ' ' WHERE layer = 'precinct'")
            let outcome = try await Self.publisher(city).publish(.catalog(TinyCity.catalog(comment: "two")))
            guard case .refused(let reading) = outcome else { throw Unexpected(outcome) }
            #expect("\(reading.errors)".contains("expected the file that was published, found another"))
        }
    }

    // MARK: - At the same time

    @Test func `of publishers of the same half at once one wins, and the others are told`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let outcomes = try await withThrowingTaskGroup(of: PublishOutcome.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try await Self.publisher(city).publish(.catalog(TinyCity.catalog(comment: "\(number)")))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let numbers = outcomes.compactMap { outcome -> Int? in
                guard case .published(let change) = outcome else { return nil }
                return change.after?.number
            }
            let overtaken = outcomes.count { if case .overtaken = $0 { true } else { false } }
            #expect(numbers.count + overtaken == 6)
            #expect(numbers.sorted() == Array(2..<(2 + numbers.count)))
            #expect(try await Self.log(city).map(\.number) == Array((1...(1 + numbers.count)).reversed()))
            // Who lost has left nothing behind.
            #expect(try await database.count("catalog_version") == 1 + numbers.count)
        }
    }

    @Test func `publishers of the two halves at once both get their way`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            async let one = Self.publisher(city).publish(.catalog(TinyCity.catalog(comment: "two")))
            async let other = Self.publisher(city).publish(
                .boundaries(TinyCity.geodata(firstPrecinct: "Number One"))
            )
            _ = try await (one, other)
            let log = try await Self.log(city)
            #expect(log.map(\.number) == [3, 2, 1])
            #expect(log.first?.catalog == (try TinyCity.catalog(comment: "two").version))
            #expect(log.first?.layers != log.last?.layers)
        }
    }

    @Test func `of two first publishers one publishes`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let publisher = Publisher(pool: database.pool, jurisdiction: jurisdiction, actor: "serve")
            async let one = publisher.publish(.first(TinyCity.source()))
            async let other = publisher.publish(.first(TinyCity.source()))
            let published = try await [one, other].count { if case .published = $0 { true } else { false } }
            #expect(published == 1)
            #expect(try await Self.rows(database) == [1, 2, 1, 2])
        }
    }

    @Test func `what cities publish does not meet`() async throws {
        try await TestDatabase.with { database in
            let one = try await TestCity(in: database, code: "one")
            let two = try await TestCity(in: database, code: "two")
            try await one.publish(.boundaries(TinyCity.geodata(firstPrecinct: "Number One")))
            #expect(try await Self.log(two).count == 1)
            #expect(try await Jurisdictions(pool: database.pool).published() == ["one": 2, "two": 1])
            try await one.submit()
            try await two.submit()
            #expect(try await one.verify().breaches == [])
        }
    }
}
