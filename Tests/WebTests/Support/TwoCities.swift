import Foundation
import TestSupport

/// Folders with the tiny city twice: at the host `tiny.test`, and as `other` at `other.test`.
struct TwoCities: ~Copyable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "two-cities-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, source) in [("Catalog", TinyCity.catalogFolder), ("GeoData", TinyCity.geodataFolder)] {
            let target = folder.appending(path: name)
            try FileManager.default.copyItem(atPath: source, toPath: target.path)
            try FileManager.default.copyItem(
                at: target.appending(path: "tiny"),
                to: target.appending(path: "other")
            )
        }
        for city in ["tiny", "other"] {
            let file = folder.appending(path: "Catalog/\(city)/jurisdiction.yml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacing("id: tiny", with: "id: \(city)\nhosts: [\(city).test]")
                .write(to: file, atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var catalog: String { folder.appending(path: "Catalog").path }
    var geodata: String { folder.appending(path: "GeoData").path }
}
