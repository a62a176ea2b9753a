import Foundation
import TestSupport
import Web

/// Copies of the tiny city's folders that a test may change, gone with the value.
final class CopiedCities: Sendable {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cities-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try copy(TinyCity.catalogFolder, "Catalog")
        try copy(TinyCity.geodataFolder, "GeoData")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Adds a second city of another name, the same otherwise.
    func add(_ code: String, name: String) throws {
        try copy("\(TinyCity.catalogFolder)/tiny", "Catalog/\(code)")
        try copy("\(TinyCity.geodataFolder)/tiny", "GeoData/\(code)")
        try replace("id: tiny", with: "id: \(code)", in: "\(code)/jurisdiction.yml")
        try replace("Tiny City", with: name, in: "\(code)/jurisdiction.yml")
    }

    /// Changes a file of the catalog, or of another folder.
    func replace(_ text: String, with other: String, in file: String, of part: String = "Catalog") throws {
        let path = folder.appending(path: "\(part)/\(file)")
        let old = try String(contentsOf: path, encoding: .utf8)
        guard old.contains(text) else { throw Missing(what: "“\(text)” in \(file)") }
        try old.replacing(text, with: other).write(to: path, atomically: true, encoding: .utf8)
    }

    /// Makes a server use them.
    func use(_ configuration: inout WebConfiguration) {
        configuration.catalogFolder = folder.appending(path: "Catalog").path
        configuration.geodataFolder = folder.appending(path: "GeoData").path
    }

    private func copy(_ source: String, _ target: String) throws {
        try FileManager.default.copyItem(atPath: source, toPath: folder.appending(path: target).path)
    }
}
