import Foundation

/// A connection that is reset in the middle of the answer, as a network does it.
enum CutConnection {
    /// Sends a submission, reads at most so many bytes of what comes back, and resets the connection.
    static func submit(_ form: [UInt8], key: String, port: Int, readingAtMost count: Int) async {
        let head = """
            POST /open311/v2/requests.json HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nIdempotency-Key: \(key)\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.count)\r\n\r\n
            """
        await withCheckedContinuation { continuation in
            // It waits in the kernel: not on one of Swift's few threads.
            Thread.detachNewThread {
                exchange(Array(head.utf8) + form, port: port, readingAtMost: count)
                continuation.resume()
            }
        }
    }

    private static func exchange(_ bytes: [UInt8], port: Int, readingAtMost count: Int) {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { return }
        defer { close(number) }
        var wait = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        // Closing then tells the other end of a reset, not of an end.
        var reset = linger(l_onoff: 1, l_linger: 0)
        setsockopt(number, SOL_SOCKET, SO_LINGER, &reset, socklen_t(MemoryLayout<linger>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isOpen = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                connect(number, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isOpen, send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count, count > 0 else {
            return
        }
        var answer = [UInt8](repeating: 0, count: count)
        _ = recv(number, &answer, count, 0)
    }
}
