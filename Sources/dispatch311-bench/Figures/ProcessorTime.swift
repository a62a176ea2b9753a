import Glibc

/// Processor time in seconds.
enum ProcessorTime {
    /// Of this process.
    static var own: Double { read(0) }
    /// Of its children that have ended.
    static var children: Double { read(-1) }

    // RUSAGE_SELF is 0 and RUSAGE_CHILDREN -1; as names they have a type of their own.
    private static func read(_ who: __rusage_who_t) -> Double {
        var usage = rusage()
        getrusage(who, &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
