import Glibc

/// An instant of the monotonic clock by which an answer must be there.
struct Deadline {
    private let nanoseconds: Int64

    /// So long from now; a negative duration has passed already.
    init(after duration: Duration) {
        let (seconds, attoseconds) = duration.components
        // 100 years stand in for everything longer, so that no sum overflows.
        let length = min(max(seconds, 0), 3_155_760_000) * 1_000_000_000 + max(attoseconds, 0) / 1_000_000_000
        nanoseconds = Self.now + length
    }

    private init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A deadline that does not wait at all.
    static let passed = Deadline(nanoseconds: 0)

    private static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// What is left in whole milliseconds for `poll`, rounded up; 0 when it has passed.
    var milliseconds: Int32 {
        let left = nanoseconds - Self.now
        return left <= 0 ? 0 : Int32(clamping: (left + 999_999) / 1_000_000)
    }
}
