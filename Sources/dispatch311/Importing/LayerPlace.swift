import Boundaries
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a layer's file goes, and the `layers.yml` beside it.
struct LayerPlace: Sendable, Hashable {
    /// The folder.
    let folder: String
    /// The file's name in it.
    let file: String

    /// The file.
    var path: String { folder == "." ? file : "\(folder)/\(file)" }
    /// The list of the folder's layers, there or not.
    var layersFile: String { folder == "." ? "layers.yml" : "\(folder)/layers.yml" }

    /// A file, a folder, or where neither is given the folder of the city's boundaries.
    init(out: String?, id: String, city: CityOptions) throws(CommandError) {
        let file = "\(id).geojson"
        guard let out else {
            let folders = try city.folders()
            let jurisdiction = try folders.jurisdiction()
            self.init(folder: "\(folders.geodata)/\(jurisdiction)", file: file)
            return
        }
        guard !out.hasSuffix("/"), !FolderSearch.isFolder(out) else {
            var folder = out
            while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
            guard FolderSearch.isFolder(folder) else {
                throw CommandError(.usage, "--out: expected a folder, found none at \(folder)")
            }
            self.init(folder: folder, file: file)
            return
        }
        let slash = out.lastIndex(of: "/")
        let folder = slash.map { $0 == out.startIndex ? "/" : String(out[..<$0]) } ?? "."
        guard FolderSearch.isFolder(folder) else {
            throw CommandError(.usage, "--out: expected a file in a folder that is there, found none at \(folder)")
        }
        self.init(folder: folder, file: slash.map { String(out[$0...].dropFirst()) } ?? out)
    }

    private init(folder: String, file: String) {
        self.folder = folder
        self.file = file
    }

    /// Where every position must lie, as the folder's list says; nil where it says nothing, or there is none.
    func extent() throws(CommandError) -> BoundingBox? {
        guard let text = try listText() else { return nil }
        return try LayersText.read(text, path: layersFile).extent
    }

    /// Whether the folder's list has the layer.
    func lists(_ definition: LayerDefinition) throws(CommandError) -> Bool {
        guard let text = try listText() else { return false }
        return try LayersText.read(text, path: layersFile).layers.contains(definition)
    }

    /// The folder's list with the layer added, or a new one.
    func adding(_ definition: LayerDefinition) throws(CommandError) -> String {
        guard let text = try listText() else { return LayersText.only(definition) }
        return try LayersText.adding(definition, to: text, path: layersFile)
    }

    private func listText() throws(CommandError) -> String? {
        guard let data = FileManager.default.contents(atPath: layersFile) else {
            guard !FileManager.default.fileExists(atPath: layersFile) else {
                throw CommandError(.usage, "\(layersFile): expected a file that can be read, found another")
            }
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw CommandError(.findings, "\(layersFile): expected text in UTF-8, found other bytes")
        }
        return text
    }
}
