import NIOCore

/// One call of GeoReport, its head such as clients write it, its query and body as they should not be.
struct FuzzCall: Sendable, Hashable {
    /// How the body says it is written.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// No body: a query.
        case query
        case form
        case multipart
        case json
        case xml
    }

    let kind: Kind
    /// The path and the query.
    let target: String
    let headers: [String]
    let body: [UInt8]

    /// As it goes over the wire.
    var bytes: ByteBuffer {
        var head = "\(kind == .query ? "GET" : "POST") \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        for header in headers { head += "\(header)\r\n" }
        if kind != .query { head += "Content-Length: \(body.count)\r\n" }
        var buffer = ByteBuffer(string: head + "\r\n")
        buffer.writeBytes(body)
        return buffer
    }
}
