#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Speaks the department API for a worker: claims, and what is said of claimed items.
struct DepartmentClient: Sendable {
    /// Who carries the calls; it holds the department's key.
    let server: ServerClient
    /// How long a call is made again without an answer.
    var patience = Patience(.seconds(10))

    /// Sends a JSON body and gives the answer's text after checking that it is a success.
    func post(_ path: String, _ body: some Encodable, key: String? = nil) async throws(CommandError) -> ServerAnswer {
        let bytes: [UInt8]
        do {
            bytes = Array(try JSONEncoder().encode(body))
        } catch {
            throw CommandError(.usage, "expected values that JSON can hold, found others")
        }
        return try checked(
            await server.post(
                "/api/v1/\(path)",
                bytes,
                contentType: "application/json",
                idempotencyKey: key ?? UUID().uuidString,
                patience: patience
            )
        )
    }

    /// Asks for something and gives the answer after checking that it is a success.
    func get(_ path: String) async throws(CommandError) -> ServerAnswer {
        try checked(await server.get("/api/v1/\(path)", patience: patience))
    }

    private func checked(_ answer: ServerAnswer) throws(CommandError) -> ServerAnswer {
        switch answer.status {
        case 200..<300: return answer
        case 409 where answer.isCapped: throw CommandError(.findings, "\(server.base): \(answer.statement)")
        case 409, 429, 503: throw CommandError(.tryAgain, "\(server.base): \(answer.statement)")
        case 401:
            throw CommandError(
                .usage,
                "\(server.base): \(answer.statement)",
                remedy: "Give a department's key with --key-file; dispatch311 key create makes one."
            )
        case 400..<500: throw CommandError(.usage, "\(server.base): \(answer.statement)")
        default: throw CommandError(.unreachable, "\(server.base): \(answer.statement)")
        }
    }
}
