import Glibc

extension Cluster {
    static let settingsName = "dispatch311.conf"
    static let port = 5432

    /// Writes our settings file whole, so that a later version's settings reach an older cluster.
    func writeSettings(into folder: String, socketFolder: String?) throws(PostgresError) {
        let path = "\(folder)/\(Self.settingsName)"
        let text = Self.settings(socketFolder: socketFolder)
        if smallFile(path).map({ String(decoding: $0, as: UTF8.self) }) == text { return }
        unsafe unlink(path + ".new")
        try write(text, to: path + ".new", flags: O_CREAT | O_EXCL)
        guard unsafe rename(path + ".new", path) == 0 else {
            throw PostgresError(.embedded, detail: "expected to replace \(path), found: \(systemErrorText())")
        }
    }

    func append(_ text: String, to path: String) throws(PostgresError) {
        try write(text, to: path, flags: O_APPEND)
    }

    // Root writes in a folder of the server's user here: it follows no link and gives the file away.
    private func write(_ text: String, to path: String, flags: Int32) throws(PostgresError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
        defer { if descriptor >= 0 { close(descriptor) } }
        var text = text
        let isWritten =
            descriptor >= 0
            && text.withUTF8 { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count
            }
        guard isWritten, !user.isSwitched || fchown(descriptor, user.userID, user.groupID) == 0 else {
            throw PostgresError(.embedded, detail: "expected to write \(path), found: \(systemErrorText())")
        }
    }

    private static func settings(socketFolder: String?) -> String {
        """
        # Written by dispatch311 before every start: a change made here is lost. ALTER SYSTEM is kept and wins.

        # Nobody but the owner of the socket's folder can connect.
        listen_addresses = ''
        port = \(port)
        unix_socket_directories = '\(socketFolder ?? "")'
        unix_socket_permissions = 0700
        max_connections = 100

        # What was answered is on disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        shared_buffers = 128MB
        min_wal_size = 128MB
        max_wal_size = 2GB
        checkpoint_timeout = 15min
        # Queue tables live from their dead rows being cleared away soon.
        autovacuum_naptime = 10s
        # Short statements only: compiling one takes longer than running it.
        jit = off

        timezone = 'UTC'
        datestyle = 'iso, ymd'
        lc_messages = 'C'

        # One file a weekday, begun anew each week. Terse and without statements: both can hold residents' data.
        logging_collector = on
        log_destination = 'stderr'
        log_directory = '../log'
        log_filename = 'postgresql-%a.log'
        log_file_mode = 0600
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] %q%a '
        log_error_verbosity = terse
        log_min_error_statement = panic

        cluster_name = '\(name)'

        """
    }
}
