internal import FoundationEssentials

/// A catalog's folder on disk: the only place this target reads files from, with `GeoDataFolder`.
public struct CatalogFolder {
    /// The files a catalog is made of: `jurisdiction.yml`, `departments.yml`, `services/*.yml`, in that order.
    ///
    /// Other files are left alone, but one in `services/` that ends in `.yaml` is taken for a mistake. Nothing is
    /// checked yet: a folder without `departments.yml` gives files that `CatalogReader` refuses.
    public static func files(in folder: String) throws(CatalogError) -> [SourceFile] {
        var paths = ["jurisdiction.yml", "departments.yml"].filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0)")
        }
        guard !paths.isEmpty else {
            throw .unreadable(path: folder, reason: "expected a folder with jurisdiction.yml, found none")
        }
        let services: [String]
        do {
            services = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/services").sorted()
        } catch {
            throw .unreadable(path: "\(folder)/services", reason: "expected a folder of services, found none to read")
        }
        if let odd = services.first(where: { $0.hasSuffix(".yaml") }) {
            throw .unreadable(path: "\(folder)/services/\(odd)", reason: "expected a name that ends in .yml")
        }
        paths += services.filter { $0.hasSuffix(".yml") && !$0.hasPrefix(".") }.map { "services/\($0)" }
        var files: [SourceFile] = []
        for path in paths { files.append(try file(path, in: folder)) }
        return files
    }

    /// One text file of a folder.
    static func file(_ path: String, in folder: String) throws(CatalogError) -> SourceFile {
        let whole = "\(folder)/\(path)"
        guard let data = FileManager.default.contents(atPath: whole) else {
            throw .unreadable(path: whole, reason: "expected a file, found none to read")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .unreadable(path: whole, reason: "expected text in UTF-8, found other bytes")
        }
        return SourceFile(path: path, text: text)
    }
}
