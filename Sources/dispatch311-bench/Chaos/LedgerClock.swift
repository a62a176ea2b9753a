import Glibc

/// The clock of the ledgers' times: one for all processes of this machine, and nothing sets it.
enum LedgerClock {
    /// Nanoseconds of CLOCK_MONOTONIC.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * second + Int64(time.tv_nsec)
    }

    /// A second of it.
    static let second: Int64 = 1_000_000_000
}
