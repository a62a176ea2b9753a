import Glibc

/// How many files and connections the program may have open at once.
enum OpenFiles {
    /// Raises the soft limit as far as this many, where the hard one allows it; a limit that is higher stays.
    ///
    /// Systems start programs with a soft limit of 1,024 for the sake of old ones that use `select`.
    static func raise(to wanted: Int) {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < UInt(wanted) else { return }
        limit.rlim_cur = min(UInt(wanted), limit.rlim_max)
        // What the system refuses stays as it was; the server then says in its log when connections have to wait.
        _ = setrlimit(resource, &limit)
    }
}
