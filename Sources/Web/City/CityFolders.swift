import Boundaries
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The two folders that hold one folder a jurisdiction each.
struct CityFolders: Sendable {
    /// One jurisdiction, read, linted and indexed.
    struct Reading: Sendable {
        let code: String
        let snapshot: RoutingSnapshot
        let sheets: MapSheets
        let warnings: [CatalogIssue]
    }

    let catalog: String
    let geodata: String

    /// Reads every jurisdiction; reads files and builds indexes, so never on a cooperative thread.
    func read() throws(WebError) -> [Reading] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: catalog)) ?? []
        let codes = names.sorted().filter { name in
            FileManager.default.fileExists(atPath: "\(catalog)/\(name)/jurisdiction.yml")
        }
        guard !codes.isEmpty else { throw .noJurisdiction(folder: catalog) }
        var readings: [Reading] = []
        for code in codes { readings.append(try read(code)) }
        return readings
    }

    private func read(_ code: String) throws(WebError) -> Reading {
        let files: [SourceFile]
        let catalog: Catalog
        let layers: [BoundaryLayer]
        let sheets: MapSheets
        do throws(CatalogError) {
            files = try CatalogFolder.files(in: "\(self.catalog)/\(code)")
            catalog = try CatalogReader().read(files)
            layers = try GeoDataFolder.layers(in: "\(geodata)/\(code)")
            sheets = try GeoDataFolder.sheets(in: "\(geodata)/\(code)")
        } catch {
            throw .unreadable(jurisdiction: code, error)
        }
        guard catalog.jurisdiction.id == code else { throw .misnamed(folder: code, id: catalog.jurisdiction.id) }
        // From the files, because only those know their lines.
        let issues = CatalogLint.issues(in: files, layers: layers)
        let errors = issues.filter { $0.severity == .error }
        guard errors.isEmpty else { throw .lint(jurisdiction: code, errors) }
        do throws(BoundaryError) {
            let index = try BoundaryIndex(layers: layers, tolerance: catalog.jurisdiction.tolerance)
            return Reading(
                code: code,
                snapshot: RoutingSnapshot(catalog: catalog, index: index),
                sheets: sheets,
                warnings: issues.filter { $0.severity == .warning }
            )
        } catch {
            throw .boundaries(jurisdiction: code, error)
        }
    }
}
