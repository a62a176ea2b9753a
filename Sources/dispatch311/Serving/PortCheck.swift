import Glibc

/// Finds out before long work whether a server could listen.
enum PortCheck {
    /// Why nobody can listen there; nil when it is free.
    static func obstacle(host: String, port: Int) -> String? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
            return "expected an address of this machine, found \"\(host)\""
        }
        defer { freeaddrinfo(found) }
        let number = socket(address.pointee.ai_family, address.pointee.ai_socktype, address.pointee.ai_protocol)
        guard number >= 0 else { return "expected to make a socket, found: \(SystemText.lastError())" }
        defer { close(number) }
        var yes: Int32 = 1
        setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(number, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0, listen(number, 1) == 0 else {
            let isTaken = errno == EADDRINUSE
            return isTaken ? "port \(port) is taken by another program" : "port \(port): \(SystemText.lastError())"
        }
        return nil
    }

    /// Throws where nobody can listen.
    static func check(host: String, port: Int) throws(CommandError) {
        guard let obstacle = obstacle(host: host, port: port) else { return }
        throw CommandError(
            .unreachable,
            "\(host):\(port): \(obstacle)",
            remedy: "Choose another one with --port N; 0 takes any that is free."
        )
    }
}
