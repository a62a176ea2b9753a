import Foundation

/// A folder of a test's own, removed when the test is over.
struct Scratch {
    let folder: URL

    static func with<R>(_ body: (Scratch) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dispatch311-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(Scratch(folder: folder))
    }

    /// The path of a name in the folder.
    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file and gives its path.
    @discardableResult
    func file(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: folder.appending(path: name))
        return path(name)
    }

    /// Reads a file.
    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    /// Copies a folder in and gives the copy's path.
    func copy(_ source: String, as name: String) throws -> String {
        try FileManager.default.copyItem(atPath: source, toPath: path(name))
        return path(name)
    }

    /// Replaces a text in a file that must have it.
    func replace(_ old: String, with new: String, in name: String) throws {
        let text = try text(name)
        guard text.contains(old) else { throw Missing(text: old, file: name) }
        try file(name, text.replacing(old, with: new))
    }

    struct Missing: Error {
        let text: String
        let file: String
    }
}
