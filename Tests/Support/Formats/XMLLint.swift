import Foundation

/// libxml2's own opinion of documents: `xmllint`, of Debian's package libxml2-utils.
public enum XMLLint {
    /// Whether it is installed; without it the tests that ask it are skipped, and say so.
    public static let isInstalled = program != nil

    /// What a skipped test says.
    public static let absence = "xmllint is not installed (Debian: libxml2-utils), so libxml2 has not been asked"

    private static let program = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { URL(filePath: "\($0)/xmllint") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    /// What it complains of; empty where every document is well formed.
    public static func complaints(about documents: [String]) async throws -> String {
        guard let program else { return absence }
        let folder = FileManager.default.temporaryDirectory.appending(path: "xmllint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (index, document) in documents.enumerated() {
            let file = folder.appending(path: "\(index).xml")
            try Data(document.utf8).write(to: file)
            paths.append(file.path)
        }
        let errors = folder.appending(path: "errors")
        try Data().write(to: errors)
        let process = Process()
        process.executableURL = program
        process.arguments = ["--noout", "--nonet"] + paths
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        let code = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                ended.resume(throwing: error)
            }
        }
        let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        return code == 0 ? text : "exit \(code): \(text)"
    }
}
