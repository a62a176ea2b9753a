import Boundaries
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The boundary files a lint was asked for.
struct LintFiles: Sendable {
    /// Those that are there.
    var files: [LintFile]
    /// What is wrong before a file can be looked at: a layer without a file, a layers.yml that cannot be read.
    var problems: [BoundaryLintReport] = []

    /// The files of every layers.yml in the folders, or one level below them; those of GeoData where none is named.
    static func layers(in folders: [String]) throws(CommandError) -> LintFiles {
        var found = LintFiles(files: [])
        var roots: [String] = []
        if folders.isEmpty { roots = [try FolderSearch.folder("GeoData", option: "geodata", given: nil)] }
        for folder in folders { roots.append(try FolderSearch.folder("GeoData", option: "geodata", given: folder)) }
        for root in roots {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
            let places = [root] + names.sorted().map { "\(root)/\($0)" }
            let cities = places.filter { FileManager.default.fileExists(atPath: "\($0)/layers.yml") }
            guard !cities.isEmpty else {
                throw CommandError(
                    .usage,
                    "\(root): expected a layers.yml in it or in a folder of it, found none",
                    remedy: "Name files to look at files without a layers.yml."
                )
            }
            for city in cities { found.add(city) }
        }
        return found
    }

    private mutating func add(_ folder: String) {
        let path = "\(folder)/layers.yml"
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else {
            problems.append(BoundaryLintReport(path, problem: "expected text in UTF-8, found none to read"))
            return
        }
        do throws(CatalogError) {
            let layers = try LayersReader.contents(of: SourceFile(path: "layers.yml", text: text))
            for layer in layers.layers {
                let path = "\(folder)/\(layer.file)"
                guard FileManager.default.fileExists(atPath: path) else {
                    problems.append(
                        BoundaryLintReport(path, problem: "expected the file of the layer \(layer.id), found none")
                    )
                    continue
                }
                files.append(
                    LintFile(
                        path: path,
                        key: layer.key,
                        label: layer.label,
                        properties: layer.properties,
                        extent: layers.extent
                    )
                )
            }
        } catch {
            problems += LintReport.Finding.all(error).map { BoundaryLintReport(path, problem: $0.message) }
        }
    }
}
