import Boundaries
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What boundaries are imported from, as GDAL is given it.
///
/// A format is known by the name's ending, and a file must begin as files of its format do: nothing in it can make GDAL
/// take it for something that leads elsewhere.
struct ImportSource: Sendable, Hashable {
    /// As the person named it.
    let shown: String
    /// As GDAL is given it.
    let name: String
    /// The format of the file; nil of a server's layer.
    let format: ImportFormat?
    /// What the driver is told.
    var options: [String] = []
    /// Whether GDAL may use the network.
    var isOnline = false
    /// The layer that the person has named and that is still to be looked for in the source.
    let layer: String?
    /// The file itself where it is JSON that need not be converted.
    var plainFile: String?

    /// Finds out what a file or folder is; a zip file must hold one dataset, or the one named.
    init(path: String, layer: String?) throws(CommandError) {
        let isFolder: Bool
        do {
            isFolder = try Stat(FilePath(path)).type == .directory
        } catch {
            throw CommandError(.usage, "\(path): expected a file that can be read, found: \(error)")
        }
        var whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        while whole.count > 1, whole.hasSuffix("/") { whole.removeLast() }
        shown = path
        if !isFolder, whole.lowercased().hasSuffix(".zip") {
            let inner = try Self.dataset(in: ZipListing(path: path).names, of: path, named: layer)
            name = "/vsizip/\(whole)/\(inner.path)"
            format = inner.format
            self.layer = inner.isNamed ? nil : layer
            return
        }
        guard let format = ImportFormat(name: whole), isFolder == (format == .fileGDB) else {
            throw CommandError(
                .usage,
                "\(path): expected a Shapefile (.shp), GeoPackage (.gpkg), file geodatabase (a folder .gdb), KML, "
                    + "ArcGIS JSON or GeoJSON, or a .zip of one, found \(isFolder ? "a folder" : "a file") of another name",
                remedy: "ogr2ogr reads many other formats: ogr2ogr -f GPKG out.gpkg FILE makes one of these."
            )
        }
        let start = isFolder ? [] : try Self.start(of: path)
        guard isFolder || format.begins(start) else {
            throw CommandError(.usage, "\(path): expected \(format.words), found a file that does not begin as one")
        }
        name = whole
        self.format = format
        self.layer = layer
        if format == .json || format == .geoJSON { plainFile = whole }
    }

    /// A layer of an ArcGIS server.
    init(_ service: FeatureService, query: String) {
        shown = service.url
        name = "ESRIJSON:" + query
        format = nil
        options = ["FEATURE_SERVER_PAGING=\(service.hasPages ? "YES" : "NO")"]
        isOnline = true
        layer = nil
    }

    /// The first bytes of a file.
    private static func start(of path: String) throws(CommandError) -> [UInt8] {
        let source = try FileSource(path: path)
        do throws(TableError) {
            return try source.next()
        } catch {
            throw CommandError(.usage, error.description)
        }
    }

    private struct Dataset {
        let path: String
        let format: ImportFormat
        var isNamed = false

        /// The last part of its path without the ending.
        var name: String {
            let last = path.split(separator: "/").last ?? ""
            return last.lastIndex(of: ".").map { String(last[..<$0]) } ?? String(last)
        }
    }

    /// The dataset meant among the names of an archive.
    private static func dataset(
        in names: [String],
        of archive: String,
        named layer: String?
    ) throws(CommandError) -> Dataset {
        var found: [Dataset] = []
        for name in names {
            let parts = name.split(separator: "/")
            guard !name.hasPrefix("/"), !name.hasControlCharacters, !name.contains("\\"), !parts.contains(".."),
                parts.first != "__MACOSX"
            else { continue }
            // A geodatabase is a folder of files.
            let end = parts.firstIndex { $0.lowercased().hasSuffix(".gdb") } ?? parts.count - 1
            guard end >= 0, end < parts.count else { continue }
            let path = parts[...end].joined(separator: "/")
            guard let format = ImportFormat(name: path), !found.contains(where: { $0.path == path }) else { continue }
            found.append(Dataset(path: path, format: format))
        }
        // JSON beside another format is about it.
        if found.contains(where: { $0.format != .json }) { found.removeAll { $0.format == .json } }
        if let layer, let index = found.firstIndex(where: { $0.name == layer }) {
            found[index].isNamed = true
            return found[index]
        }
        guard let only = found.first else {
            throw CommandError(
                .usage,
                "\(archive): expected a Shapefile, GeoPackage, file geodatabase, KML or GeoJSON in it, found "
                    + NumberText.count(names.count, "file") + " of other kinds"
            )
        }
        guard found.count == 1 else {
            throw CommandError(
                .usage,
                "\(archive): expected one dataset, found \(found.count): "
                    + found.map(\.path).sorted().joined(separator: ", "),
                remedy: "Say which with --source-layer, for example --source-layer \(ShellWords.line([only.name]))."
            )
        }
        return only
    }
}
