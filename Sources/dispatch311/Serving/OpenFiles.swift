import Glibc

/// How many files and connections this process may have open at a time.
enum OpenFiles {
    /// Raises it to what the system lets the process raise it to.
    ///
    /// Processes begin with 1,024 on most systems, for the sake of programs that cannot do with more; pages that wait for
    /// news alone may be more than that.
    static func raise() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        // Where it may not, it serves as many as it can.
        _ = setrlimit(resource, &limit)
    }
}
