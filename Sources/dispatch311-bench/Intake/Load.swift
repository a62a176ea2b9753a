#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Load on a server: the generator as a process of its own, with the forms it sends in a file.
struct Load: Sendable {
    /// Seconds of every run before its clock starts.
    static let warmUp = 2.0

    private let file: String
    /// How many distinct forms there are.
    let count: Int

    /// Writes the forms to a folder.
    init(forms: [String], folder: String) throws {
        file = "\(folder)/forms.txt"
        count = forms.count
        try Data(forms.joined(separator: "\n").utf8).write(to: URL(filePath: file))
    }

    /// Runs it on a server, as fast as it answers or at a rate; an answer other than 2xx is an error.
    func run(
        on server: String,
        connections: Int,
        seconds: Double,
        rate: Double? = nil
    ) async throws -> LoadOutcome {
        guard let port = URL(string: server)?.port else {
            throw BenchError("expected a server's address with a port, found \(server)")
        }
        var arguments = ["load", "--port", "\(port)", "--forms", file, "--connections", "\(connections)"]
        arguments += [
            "--seconds", "\(seconds)", "--warm-up", "\(Self.warmUp)", "--from", "\(Int.random(in: 0..<count))",
        ]
        if let rate { arguments += ["--rate", "\(rate)"] }
        let outcome: LoadOutcome = try await OwnProgram.run(arguments)
        guard outcome.accepted > 0, outcome.refused == 0 else {
            let complaint = outcome.complaint ?? "no answer"
            throw BenchError(
                """
                expected every answer to be 2xx, found \(outcome.refused) others beside \(outcome.accepted): \
                \(complaint.split(separator: "\r\n").first ?? "") \(complaint.split(separator: "\r\n").last ?? "")
                """
            )
        }
        return outcome
    }
}
