import Foundation

/// An HTTP server on loopback that answers with exactly the bytes a closure gives, or does not end, or says nothing.
final class RawServer: Sendable {
    /// What becomes of a connection.
    enum Reply: Sendable {
        /// These bytes, head and all.
        case bytes([UInt8])
        /// These bytes first, and then letters for as long as anybody reads.
        case endless([UInt8])
        /// Nothing, until the client hangs up.
        case silence

        /// A whole answer.
        static func answer(
            _ status: String = "200 OK",
            _ fields: [String] = [],
            body: [UInt8] = []
        ) -> Reply {
            let lines = ["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.count)", "Connection: close"]
            return .bytes(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        }
    }

    struct Unable: Error {}

    /// Its port.
    let port: Int
    private let socketNumber: Int32

    /// Listens; each path, with its query, gets its reply.
    init(_ reply: @escaping @Sendable (String) -> Reply) throws {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { throw Unable() }
        socketNumber = number
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(number, address, length) == 0 && listen(number, 64) == 0
                    && getsockname(number, address, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else { throw Unable() }
        // They wait in the kernel: not on one of Swift's few threads.
        Thread.detachNewThread {
            while case let connection = accept(number, nil, nil), connection >= 0 {
                Thread.detachNewThread {
                    Self.serve(connection, reply)
                    close(connection)
                }
            }
        }
    }

    /// Its address.
    var url: String { "http://127.0.0.1:\(port)" }

    /// Ends it.
    func stop() {
        shutdown(socketNumber, Int32(SHUT_RDWR))
        close(socketNumber)
    }

    private static func serve(_ connection: Int32, _ reply: (String) -> Reply) {
        var wait = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var request: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return }
            request += piece[..<count]
        }
        let words = String(decoding: request, as: UTF8.self).split(separator: " ", maxSplits: 2)
        guard words.count > 1 else { return }
        switch reply(String(words[1])) {
        case .bytes(let bytes): _ = write(bytes, to: connection)
        case .endless(let bytes):
            guard write(bytes, to: connection) else { return }
            let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 16)
            while write(letters, to: connection) {}
        case .silence:
            _ = recv(connection, &piece, piece.count, 0)
        }
    }

    private static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
