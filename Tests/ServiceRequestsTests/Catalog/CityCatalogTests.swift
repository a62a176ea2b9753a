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

    @Test func `every holiday of the city is a weekday or has one that is observed`() throws {
        let catalog = try CatalogReader().read(try CatalogFolder.files(in: Self.root + "Catalog/nyc"))
        let holidays = catalog.jurisdiction.calendar.holidays
        let closed = holidays.filter { catalog.jurisdiction.calendar.open[$0.weekday] != nil }
        // Eleven federal holidays and Election Day, and the first New Year's Day after a year that is observed before.
        #expect(closed.filter { $0.description.hasPrefix("2026") }.count == 12)
        #expect(closed.filter { $0.description.hasPrefix("2027") }.count == 13)
    }
}
