import Glibc
import Synchronization

/// A way to end a wait for a socket from another thread: a pipe that stays readable once something was written.
///
/// An eventfd would be one descriptor instead of two, but Swift's Glibc module does not have it.
final class WakeUp: Sendable {
    /// What to wait for beside the socket.
    let descriptor: Int32
    private let writer: Int32
    private let signalled = Atomic(false)

    init() throws(PostgresError) {
        var ends: (Int32, Int32) = (-1, -1)
        let failure = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
            unsafe pipe(bytes.baseAddress?.assumingMemoryBound(to: Int32.self))
        }
        guard failure == 0 else {
            throw PostgresError(.connectFailed, detail: "expected a pipe, found errno \(errno)")
        }
        (descriptor, writer) = ends
        for end in [descriptor, writer] {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        Glibc.close(descriptor)
        Glibc.close(writer)
    }

    var isSignalled: Bool { signalled.load(ordering: .acquiring) }

    /// Ends the wait that is under way and every later one.
    func signal() {
        guard !signalled.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var byte: UInt8 = 1
        _ = unsafe write(writer, &byte, 1)
    }
}
