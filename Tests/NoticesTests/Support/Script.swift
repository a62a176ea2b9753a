import Foundation

/// A program of a test: a shell script in a folder of its own.
struct Script {
    let folder: URL

    var path: String { folder.appending(path: "program").path }

    /// Makes the script and takes the folder away after its use; `$here` in it is the folder.
    static func with<R>(_ body: String, _ use: (Script) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "notices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = Script(folder: folder)
        try Data("#!/bin/sh\nhere='\(folder.path)'\n\(body)\n".utf8).write(to: URL(filePath: script.path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        return try await use(script)
    }

    /// A file the script has written; nil where it has not.
    func file(_ name: String) -> String? {
        (try? Data(contentsOf: folder.appending(path: name))).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Waits until the script has written a file.
    func appears(_ name: String) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if let text = file(name), !text.isEmpty { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
