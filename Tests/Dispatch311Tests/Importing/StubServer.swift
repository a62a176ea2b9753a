import Foundation
import Synchronization

/// An HTTP server on loopback that answers what a closure says, one connection after the other.
final class StubServer: Sendable {
    private let socketNumber: Int32
    private let paths = Mutex<[String]>([])

    /// Its port.
    let port: Int

    struct Unable: Error {}

    /// Listens; each path, with its query, is answered with the text of a 200.
    init(_ answer: @escaping @Sendable (String) -> String) throws {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { throw Unable() }
        socketNumber = number
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(number, address, length) == 0 && listen(number, 16) == 0
                    && getsockname(number, address, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else { throw Unable() }
        // It waits in the kernel: not on one of Swift's few threads.
        Thread.detachNewThread { [self] in
            while case let connection = accept(number, nil, nil), connection >= 0 {
                serve(connection, answer)
                close(connection)
            }
        }
    }

    /// What was asked for so far.
    var asked: [String] { paths.withLock { $0 } }

    /// Ends it.
    func stop() {
        shutdown(socketNumber, Int32(SHUT_RDWR))
        close(socketNumber)
    }

    private func serve(_ connection: Int32, _ answer: (String) -> String) {
        var wait = timeval(tv_sec: 10, tv_usec: 0)
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
        let path = String(words[1])
        paths.withLock { $0.append(path) }
        let body = Array(answer(path).utf8)
        let head = """
            HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\
            Connection: close\r\n\r\n
            """
        let bytes = Array(head.utf8) + body
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}
