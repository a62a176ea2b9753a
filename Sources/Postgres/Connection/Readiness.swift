import Glibc

/// Waiting for a socket, and at most for one wake-up beside it.
enum Readiness {
    struct Events: OptionSet {
        let rawValue: Int16
        static let reading = Events(rawValue: Int16(POLLIN))
        static let writing = Events(rawValue: Int16(POLLOUT))
    }

    enum Outcome { case ready, wokenUp, deadlinePassed, failed }

    /// Blocks this thread until the socket is ready or has an error, the wake-up fires, or the deadline passes.
    ///
    /// Without a deadline it waits for ever. An error on the socket counts as ready: the next call on it says which.
    static func wait(
        for socket: Int32,
        _ events: Events,
        or wakeUp: Int32 = -1,
        until deadline: Deadline?
    ) -> Outcome {
        var watched = (
            pollfd(fd: socket, events: events.rawValue, revents: 0),
            pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)
        )
        while true {
            let timeout = deadline?.milliseconds ?? -1
            let count = unsafe withUnsafeMutableBytes(of: &watched) { bytes in
                unsafe poll(bytes.baseAddress?.assumingMemoryBound(to: pollfd.self), wakeUp < 0 ? 1 : 2, timeout)
            }
            if count > 0 { return watched.1.revents != 0 ? .wokenUp : .ready }
            if count == 0 { return .deadlinePassed }
            if errno != EINTR { return .failed }
        }
    }
}
