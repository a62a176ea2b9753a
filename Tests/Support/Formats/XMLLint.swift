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
        let end = try await run(["--noout"], on: documents)
        return end.code == 0 ? end.errors : "exit \(end.code): \(end.errors)"
    }

    /// What an expression of XPath 1.0 says about a document, as a text; a complaint where there is none.
    public static func value(of expression: String, in document: String) async throws -> String {
        let end = try await run(["--xpath", expression], on: [document])
        // It ends what it prints with a line feed.
        return end.code == 0 ? String(end.output.dropLast()) : "exit \(end.code): \(end.errors)"
    }

    private struct End: Sendable {
        let code: Int32
        let output: String
        let errors: String
    }

    private static func run(_ arguments: [String], on documents: [String]) async throws -> End {
        guard let program else { return End(code: -1, output: "", errors: absence) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "xmllint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (index, document) in documents.enumerated() {
            let file = folder.appending(path: "\(index).xml")
            try Data(document.utf8).write(to: file)
            paths.append(file.path)
        }
        let output = folder.appending(path: "output")
        let errors = folder.appending(path: "errors")
        let handles = try [output, errors].map { file in
            try Data().write(to: file)
            return try FileHandle(forWritingTo: file)
        }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments + ["--nonet"] + paths
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (handles[0], handles[1])
        let code = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                ended.resume(throwing: error)
            }
        }
        // They would stay open until the tests end.
        for handle in handles { try handle.close() }
        return End(
            code: code,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }
}
