import Boundaries
import Foundation
import ServiceRequests
import Store

/// Finds what the two sides of a comparison are.
struct DiffSides: Sendable {
    /// A side whose layer may not be known by its name yet.
    private enum Found: Sendable {
        case side(DiffSide)
        case file(SideFile)

        var definitions: [LayerDefinition] {
            switch self {
            case .side(let side): side.layers.map(\.definition)
            case .file(let file): file.definition.map { [$0] } ?? []
            }
        }
    }

    /// What the person named, before and after.
    let names: (before: SideName, after: SideName)
    /// The layers to compare; empty for all there are.
    let layers: [String]
    /// The properties that hold the ids in files of which nothing is known.
    let keys: (before: String?, after: String?)
    /// Which city's folder is meant in a folder of cities.
    let jurisdiction: String?
    /// What is in the database, where a side is.
    let stored: StoredSides?
    /// What is known of layers by the city's folder, for files of which nothing is known.
    let models: [LayerDefinition]

    /// Finds both.
    func find() async throws(CommandError) -> (before: DiffSide, after: DiffSide) {
        let before = try await found(names.before)
        let after = try await found(names.after)
        let id = try layer(before, after)
        let known = after.definitions + before.definitions + models
        func side(_ found: Found, key: String?) throws(CommandError) -> DiffSide {
            switch found {
            case .side(let side): return side
            case .file(let file):
                guard let id else {
                    throw CommandError(.usage, "\(file.path): expected one layer for the file, found several")
                }
                return file.side(id: id, key: key, like: known.first { $0.id == id })
            }
        }
        return (try side(before, key: keys.before), try side(after, key: keys.after))
    }

    /// The one layer that is compared, where one of the sides is only one.
    private func layer(_ before: Found, _ after: Found) throws(CommandError) -> String? {
        if layers.count == 1 { return layers[0] }
        var ids: [String] = []
        for found in [after, before] {
            switch found {
            case .side(let side): if !side.isWhole, let layer = side.layers.first { ids.append(layer.id) }
            case .file(let file): if let definition = file.definition { ids.append(definition.id) }
            }
        }
        if let id = ids.first { return id }
        if case .file(let file) = after { return file.stem }
        if case .file(let file) = before { return file.stem }
        return nil
    }

    private func found(_ name: SideName) async throws(CommandError) -> Found {
        guard case .path(let path) = name else {
            guard let stored else { throw CommandError(.usage, "expected a database, found none") }
            return .side(try await stored.side(name, layers: layers))
        }
        guard FolderSearch.isFolder(path) else { return .file(try SideFile(path: path)) }
        let folder = try cityFolder(in: path)
        do throws(CatalogError) {
            let geodata = try await OwnThread.run { () throws(CatalogError) in
                try GeoDataFolder.geodata(in: folder)
            }
            return .side(DiffSide(name: folder, layers: geodata.layers, extent: geodata.extent, isWhole: true))
        } catch {
            throw CommandError(.findings, "\(folder): the boundaries cannot be read\n\(error)")
        }
    }

    /// The folder with `layers.yml`: this one, or the city's in it.
    private func cityFolder(in path: String) throws(CommandError) -> String {
        func hasLayers(_ folder: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/layers.yml") }
        if hasLayers(path) { return path }
        let inner = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
            .filter { hasLayers("\(path)/\($0)") }
        let wanted = jurisdiction.map { id in inner.filter { $0 == id } } ?? inner
        guard wanted.count == 1 else {
            let there = inner.isEmpty ? "none" : inner.joined(separator: ", ")
            throw CommandError(
                .usage,
                "\(path): expected layers.yml, or one city's folder with it, found \(there)",
                remedy: inner.count > 1 ? "Say which one with --jurisdiction ID." : nil
            )
        }
        return "\(path)/\(wanted[0])"
    }
}
