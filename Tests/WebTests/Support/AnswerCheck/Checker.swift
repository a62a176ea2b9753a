import Foundation
import GeoReport

/// The Python that validates, started once and asked again and again; it ends when this process does.
final class Checker: Sendable {
    private struct Fault: Error {
        let words: String
    }

    // Used on the queue alone.
    private struct Child: @unchecked Sendable {
        let process: Process
        let input: FileHandle
        let output: FileHandle
    }

    private let child: Child
    /// Its own thread: an answer takes a millisecond, for which no thread of the tests should wait.
    private let queue = DispatchQueue(label: "answer-check")

    /// Writes down the descriptions and starts it; throws where that Python is not installed.
    init(python: URL, script: URL) throws {
        let files = FileManager.default
        guard files.isExecutableFile(atPath: python.path) else { throw Fault(words: "no \(python.path)") }
        let folder = files.temporaryDirectory.appending(path: "answer-check-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for (answer, reach) in AnswerShape.descriptions {
            let file = folder.appending(path: answer.name(reach))
            let id = "http://localhost/open311/schemas/\(answer.name(reach)).json"
            try Data(answer.jsonSchema(reach, id: id).json).write(to: file.appendingPathExtension("json"))
            try Data(answer.relaxNG(reach).utf8).write(to: file.appendingPathExtension("rng"))
        }
        try Data(AnswerShape.wholeRelaxNG.utf8).write(to: folder.appending(path: "georeport.rng"))
        let process = Process()
        process.executableURL = python
        process.arguments = ["-B", script.path, folder.path]
        let (asked, answered) = (Pipe(), Pipe())
        process.standardInput = asked
        process.standardOutput = answered
        // Where it ends by itself, that is told and not died of.
        signal(SIGPIPE, SIG_IGN)
        try process.run()
        child = Child(process: process, input: asked.fileHandleForWriting, output: answered.fileHandleForReading)
    }

    /// What is wrong with a body.
    func complaints(about body: [UInt8], as described: DescribedAnswer) async throws -> [String] {
        let line = try JSONEncoder().encode([
            "name": described.name, "format": described.format.rawValue, "body": Data(body).base64EncodedString(),
        ])
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try self.ask(line) })
            }
        }
    }

    private func ask(_ line: Data) throws -> [String] {
        try child.input.write(contentsOf: line + [UInt8(ascii: "\n")])
        var answer = Data()
        while answer.last != UInt8(ascii: "\n") {
            // What there is; `read(upToCount:)` waits for as much as it is asked for.
            let piece = child.output.availableData
            guard !piece.isEmpty else { throw Fault(words: "the Python that validates has ended") }
            answer += piece
        }
        return try JSONDecoder().decode([String].self, from: answer)
    }
}
