import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a server answered.
struct ServerAnswer: Sendable {
    /// The HTTP status.
    let status: Int
    /// The header fields.
    let headers: HTTPHeaders
    /// The body.
    let body: ByteBuffer

    /// Whether it did what it was asked.
    var isSuccess: Bool { (200..<300).contains(status) }
    /// Whether the answer was given before, under the same idempotency key.
    var isReplay: Bool { header("Idempotent-Replayed")?.lowercased() == "true" }
    /// The body as text.
    var text: String { String(buffer: body) }

    /// A header field's first value.
    func header(_ name: String) -> String? { headers.first(name: name) }

    /// Reads the body as JSON.
    func decode<Value: Decodable>(_ type: Value.Type) throws(CommandError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch {
            throw CommandError(
                .unreachable,
                "expected an answer of a Dispatch311 server, found HTTP \(status) with \"\(text.prefix(120))\""
            )
        }
    }

    /// Whether the same call may be answered otherwise a little later: overloaded, its twin still under way, or a proxy
    /// whose server is away.
    var isTransient: Bool { [409, 429, 502, 503, 504].contains(status) && !isCapped }

    /// Whether a lease was to be given more time than there is; asking again does not help.
    var isCapped: Bool { status == 409 && refusal?.code == "lease_capped" }

    /// What the server says is wrong, with the status.
    var statement: String { "HTTP \(status): \(complaint)" }

    /// What the server says is wrong, without the status: its error body, in GeoReport's shape or the department API's.
    var complaint: String {
        var text = words.trimmed[...]
        // Many servers begin their words with the number, "404: no such service" or "HTTP 404 no such service".
        for start in ["HTTP ", "\(status)"] where text.hasPrefix(start) { text = text.dropFirst(start.count) }
        text = text.drop { $0 == ":" || $0 == " " }
        return text.isEmpty ? "no reason given" : String(text)
    }

    private var words: String {
        struct Fault: Decodable { let description: String }
        let data = Data(body.readableBytesView)
        if let faults = try? JSONDecoder().decode([Fault].self, from: data), !faults.isEmpty {
            return faults.map(\.description).joined(separator: "; ")
        }
        if let refusal { return ([refusal.message] + (refusal.details ?? [])).joined(separator: "; ") }
        return String(text.prefix(200))
    }

    /// The department API's error body.
    private struct Refusal: Decodable {
        let code: String?
        let message: String
        let details: [String]?
    }

    private var refusal: Refusal? {
        struct Body: Decodable { let error: Refusal }
        return (try? JSONDecoder().decode(Body.self, from: Data(body.readableBytesView)))?.error
    }
}
