import Foundation

/// Folders that hold the tiny city, at `tiny.example`, beside the harbor's, at `harbor.example`; gone with the value.
public struct TwoCities: ~Copyable {
    private let folder: URL

    /// What `--catalog` would name.
    public var catalogFolder: String { folder.appending(path: "Catalog").path }

    /// What `--geodata` would name.
    public var geodataFolder: String { folder.appending(path: "GeoData").path }

    /// Copies both cities and gives the tiny one a host.
    public init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "two-cities-\(UUID().uuidString)")
        let parts = [
            (TinyCity.catalogFolder, "Catalog", "tiny"), (TinyCity.geodataFolder, "GeoData", "tiny"),
            (HarborCity.catalogFolder, "Catalog", "harbor"), (HarborCity.geodataFolder, "GeoData", "harbor"),
        ]
        for (source, kind, city) in parts {
            let target = folder.appending(path: kind)
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: URL(filePath: source).appending(path: city),
                to: target.appending(path: city)
            )
        }
        let file = folder.appending(path: "Catalog/tiny/jurisdiction.yml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try (text + "\nhosts: [tiny.example]\n").write(to: file, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
