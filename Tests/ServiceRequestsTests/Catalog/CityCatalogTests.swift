import Boundaries
import Foundation
import ServiceRequests
import Testing

/// The catalog and the boundaries of New York City as they lie in this repository.
@Suite struct CityCatalogTests {
    /// The repository's root, four folders above this file.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path()

    @Test func `the city's catalog reads and lints clean`() throws {
        let files = try CatalogFolder.files(in: Self.root + "Catalog/nyc")
        let layers = try GeoDataFolder.layers(in: Self.root + "GeoData/nyc")
        let issues = CatalogLint.issues(in: files, layers: layers).map(\.description)
        #expect(issues.isEmpty, "\(issues.joined(separator: "\n"))")
        let catalog = try CatalogReader().read(files)
        #expect(catalog.services.count > 100)
        #expect(catalog.jurisdiction.tolerance.stretches.count == 4)
        let index = try BoundaryIndex(layers: layers, tolerance: catalog.jurisdiction.tolerance)
        let assigner = Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: index))
        // Every service at City Hall, without answers: somebody owns it, and the sentence and the JSON hold.
        let cityHall = try Coordinate(latitude: 40.7127, longitude: -74.0059)
        for service in catalog.services {
            let draft = ServiceRequest.Draft(serviceCode: service.code, location: .point(cityHall))
            guard case .routed(let decision) = assigner.assign(draft) else {
                Issue.record("\(service.code) is not routed")
                continue
            }
            #expect(decision.triage == nil, "\(service.code)")
            let sentence = decision.sentence(catalog: catalog)
            #expect(sentence.hasPrefix("This goes to the "), "\(sentence)")
            #expect(sentence.hasSuffix("."))
            #expect(try RoutingDecision(json: decision.json) == decision)
        }
    }

    @Test func `only a place near the county line is sent to the county`() throws {
        let catalog = try CatalogReader().read(try CatalogFolder.files(in: Self.root + "Catalog/nyc"))
        let layers = try GeoDataFolder.layers(in: Self.root + "GeoData/nyc")
        let index = try BoundaryIndex(layers: layers, tolerance: catalog.jurisdiction.tolerance)
        let assigner = Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: index))
        let service = try #require(catalog.services.first)
        let places: [(name: String, latitude: Double, longitude: Double, county: String?)] = [
            ("Floral Park", 40.7237, -73.7049, "Nassau"), ("Valley Stream", 40.6643, -73.7085, "Nassau"),
            ("Huntington in Suffolk", 40.8682, -73.4257, nil), ("out in the Atlantic", 40.4, -73.4, nil),
        ]
        for place in places {
            let point = try Coordinate(latitude: place.latitude, longitude: place.longitude)
            let assignment = assigner.assign(.init(serviceCode: service.code, location: .point(point)))
            guard case .outside(let area) = assignment else {
                Issue.record("expected \(place.name) outside, found \(assignment)")
                continue
            }
            let call = area.call.translations["en"] ?? ""
            #expect(call.contains(place.county ?? "outside New York City"), "\(place.name): \(call)")
            #expect((area.stretch == nil) == (place.county == nil), "\(place.name)")
        }
    }

    @Test(arguments: [
        "borough", "police_precinct", "community_district", "council_district", "school_district", "neighborhood",
        "zip_area",
    ])
    func `a layer of the city with its axes swapped is refused`(layer: String) throws {
        let sources = try GeoDataFolder.sources(in: Self.root + "GeoData/nyc")
        let source = try #require(sources.first { $0.definition.id == layer })
        let pair = /\[\s*(-?[0-9.]+),\s*(-?[0-9.]+)\s*\]/
        let swapped = String(decoding: source.data, as: UTF8.self).replacing(pair) { "[\($0.2),\($0.1)]" }
        let copy = BoundaryReader.Source(data: Data(swapped.utf8), definition: source.definition, extent: source.extent)
        let error = #expect(throws: BoundaryError.self) { try BoundaryReader().read(copy) }
        guard case .faults(let faults)? = error else { return }
        let told = faults.filter { $0.kind == .swapped && $0.feature != nil && $0.key != nil && $0.place != nil }
        #expect(told.count >= 5)
    }

    @Test func `every holiday of the city is a weekday or has one that is observed`() throws {
        let catalog = try CatalogReader().read(try CatalogFolder.files(in: Self.root + "Catalog/nyc"))
        let holidays = catalog.jurisdiction.calendar.holidays
        let closed = holidays.filter { catalog.jurisdiction.calendar.open[$0.weekday] != nil }
        // Eleven federal holidays and Election Day, and the first New Year's Day after a year that is observed before.
        #expect(closed.filter { $0.description.hasPrefix("2026") }.count == 12)
        #expect(closed.filter { $0.description.hasPrefix("2027") }.count == 13)
    }
}
