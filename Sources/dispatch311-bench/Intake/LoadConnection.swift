import Glibc

/// One keep-alive connection of the load generator: one request at a time.
struct LoadConnection {
    /// What an answer turned out to be.
    enum Answer {
        case incomplete
        case whole(status: Int)
        case closed
    }

    private(set) var descriptor: Int32
    /// When the request under way was to be sent, in nanoseconds; nil while there is none.
    var intended: UInt64?
    private var buffer = [UInt8](repeating: 0, count: 8192)
    private var filled = 0
    private var expected = 0
    private var status = 0

    /// Connects to an address of this machine.
    init(port: UInt16) throws(BenchError) {
        descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw BenchError("expected a server at port \(port), found none") }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends a request; a few hundred bytes always fit.
    mutating func send(_ request: [UInt8], intended: UInt64) -> Bool {
        self.intended = intended
        (filled, expected, status) = (0, 0, 0)
        return request.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, 0) } == request.count
    }

    /// Takes what has come: no more of an answer is understood than its status and its length.
    mutating func receive() -> Answer {
        let room = buffer.count - filled
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress?.advanced(by: filled), room, 0) }
        guard count > 0 else { return .closed }
        filled += count
        if expected == 0 { readHead() }
        guard expected > 0 else { return filled < buffer.count ? .incomplete : .closed }
        return filled >= expected ? .whole(status: status) : .incomplete
    }

    /// What came last, for a message.
    var text: String { String(decoding: buffer[..<filled], as: UTF8.self) }

    /// Closes it.
    func close() { _ = Glibc.close(descriptor) }

    private mutating func readHead() {
        var end: Int?
        var length = 0
        var lineStart = 0
        var index = 0
        while index + 1 < filled {
            if buffer[index] == 13, buffer[index + 1] == 10 {
                if index == lineStart {
                    end = index + 2
                    break
                }
                // content-length: the only field with this letter, this length before its colon, and a digit behind it.
                if index > lineStart + 16, buffer[lineStart] | 32 == 99, buffer[lineStart + 14] == 58,
                    buffer[lineStart + 8] | 32 == 108
                {
                    length = buffer[(lineStart + 15)..<index].reduce(0) {
                        (48...57).contains($1) ? $0 * 10 + Int($1 - 48) : $0
                    }
                }
                lineStart = index + 2
                index += 2
            } else {
                index += 1
            }
        }
        guard let end else { return }
        status = buffer[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
        expected = end + length
        if expected > buffer.count { buffer += [UInt8](repeating: 0, count: expected - buffer.count) }
    }
}
