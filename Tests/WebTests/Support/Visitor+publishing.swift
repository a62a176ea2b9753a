import Foundation
import ServiceRequests
import Store
import TestSupport
import Web

extension Visitor {
    /// Publishes a catalog that has no potholes, and waits until the server has it; a live one only.
    func removePotholes() async throws {
        let publisher = Publisher(pool: database.pool, jurisdiction: try city.row, actor: "test")
        let catalog = CatalogVersion(
            files: try TinyCity.catalog(replacing: "first: [pothole, ", with: "first: [").files.map { file in
                guard let start = file.text.range(of: "  - code: pothole\n"),
                    let end = file.text.range(of: "  - code: flood\n")
                else { return file }
                let text = file.text.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: "")
                return SourceFile(path: file.path, text: text)
            }
        )
        guard case .published = try await publisher.publish(.catalog(catalog)),
            try await eventually({ try city.catalog.service(named: "pothole") == nil })
        else { throw Missing(what: "a catalog without potholes") }
    }

    /// Publishes a catalog in which potholes are private, and waits until the server has it; a live one only.
    func makePotholesPrivate() async throws {
        let publisher = Publisher(pool: database.pool, jurisdiction: try city.row, actor: "test")
        let changed = try TinyCity.catalog(replacing: "public_description: true", with: "visibility: private")
        // What pages show first is public.
        let catalog = CatalogVersion(
            files: changed.files.map { file in
                SourceFile(path: file.path, text: file.text.replacing("first: [pothole, ", with: "first: ["))
            }
        )
        guard case .published = try await publisher.publish(.catalog(catalog)),
            try await eventually({ try city.catalog.service(named: "pothole")?.visibility == .private })
        else { throw Missing(what: "a catalog with private potholes") }
    }
}
