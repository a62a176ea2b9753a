import Boundaries
import ServiceRequests

extension CityFolders {
    /// Reads a jurisdiction's files and collects everything that is wrong with them; never throws.
    ///
    /// The catalog and the boundaries are read whatever the other says, so that one run shows all there is.
    func lint(_ id: String) async -> LintReport {
        let catalogFolder = "\(catalog)/\(id)"
        let geodataFolder = "\(geodata)/\(id)"
        return await OwnThread.run { () throws(Never) in
            var findings: [LintReport.Finding] = []
            let files = Self.readFiles(catalogFolder, &findings)
            let layers = Self.readLayers(geodataFolder, &findings)
            let catalog = try? CatalogReader().read(files)
            if !files.isEmpty {
                // Without layers only what the catalog says of itself can be judged.
                findings += Self.issues(in: files, layers: layers).map { $0.inside(catalogFolder) }
            }
            if let catalog, catalog.jurisdiction.id != id {
                let message = "expected the id of its folder, \(id), found \(catalog.jurisdiction.id)"
                findings.append(
                    LintReport.Finding(CatalogIssue(file: "jurisdiction.yml", path: "id", message: message))
                        .inside(catalogFolder)
                )
            }
            if let catalog, let layers {
                do throws(BoundaryError) {
                    _ = try BoundaryIndex(layers: layers, tolerance: catalog.jurisdiction.tolerance)
                } catch {
                    let finding = LintReport.Finding(file: "layers.yml", message: error.description)
                    findings.append(finding.inside(geodataFolder))
                }
            }
            return LintReport(
                jurisdiction: id,
                services: catalog?.services.count ?? 0,
                elsewhere: catalog?.elsewhere.count ?? 0,
                departments: catalog?.departments.count ?? 0,
                layers: layers?.count ?? 0,
                boundaries: layers?.reduce(0) { $0 + $1.boundaries.count } ?? 0,
                errors: findings.count { $0.severity == "error" },
                warnings: findings.count { $0.severity == "warning" },
                findings: findings
            )
        }
    }

    private static func issues(in files: [SourceFile], layers: [BoundaryLayer]?) -> [LintReport.Finding] {
        if let layers { return CatalogLint.issues(in: files, layers: layers).map(LintReport.Finding.init) }
        do throws(CatalogError) {
            _ = try CatalogReader().read(files)
            return []
        } catch {
            return LintReport.Finding.all(error)
        }
    }

    private static func readFiles(_ folder: String, _ findings: inout [LintReport.Finding]) -> [SourceFile] {
        do throws(CatalogError) {
            return try CatalogFolder.files(in: folder)
        } catch {
            findings += LintReport.Finding.all(error).map { $0.inside(folder) }
            return []
        }
    }

    private static func readLayers(_ folder: String, _ findings: inout [LintReport.Finding]) -> [BoundaryLayer]? {
        do throws(CatalogError) {
            return try GeoDataFolder.layers(in: folder)
        } catch {
            findings += LintReport.Finding.all(error).map { $0.inside(folder) }
            return nil
        }
    }
}
