import GeoReport

/// Bodies that a server sent compressed, though nobody asked for it.
enum UnpackedBody {
    /// The whole of what was received, given once.
    private final class Received: ByteSource {
        private var bytes: [UInt8]

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func next() -> [UInt8] {
            defer { bytes = [] }
            return bytes
        }
    }

    /// The bytes as they were before `Content-Encoding`, at most so many.
    static func bytes(
        _ received: [UInt8],
        encoding: String?,
        atMost most: Int
    ) -> Result<[UInt8], Exchange.Failure> {
        let encoding = encoding?.lowercased() ?? "identity"
        guard encoding != "identity", encoding != "", !received.isEmpty else { return .success(received) }
        guard encoding == "gzip" || encoding == "x-gzip" else {
            return .failure(.unreachable("a body in the encoding “\(encoding.prefix(40).map(String.init).joined())”"))
        }
        do {
            let source = try GzipSource(Received(received), name: "the body")
            var unpacked: [UInt8] = []
            while case let piece = try source.next(), !piece.isEmpty {
                unpacked += piece
                guard unpacked.count <= most else { return .failure(.endless(bytes: most)) }
            }
            return .success(unpacked)
        } catch {
            return .failure(.unreachable("a compressed body that cannot be unpacked"))
        }
    }
}
