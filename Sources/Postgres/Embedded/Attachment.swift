import Synchronization

/// This process's share in a running server.
///
/// Two locks: the gate is held, exclusive, by whoever starts or stops the server; the attachment is held, shared, by
/// everyone who uses it. Who has the gate and can turn his attachment exclusive is the last.
final class Attachment: Sendable {
    private let lock: LockFile
    private let attached = Mutex(true)

    /// Attaches; the caller has closed the gate.
    init(cluster: Cluster) async throws(PostgresError) {
        lock = try LockFile(cluster.dataDirectory + "/attached.lock", owner: cluster.directoryStatus)
        // Free at once behind the gate, but for a forked child that still has a killed process's descriptor.
        try await lock.take(.shared, within: .seconds(10))
    }

    /// Whether `detach` was not called yet.
    var isAttached: Bool { attached.withLock { $0 } }

    /// Says whether it was this call that ended the attachment; the lock is kept until `isLast` has been asked.
    func detach() -> Bool {
        attached.withLock { value in
            defer { value = false }
            return value
        }
    }

    /// Whether nobody else is attached; the caller has closed the gate and gives the lock up afterwards.
    func isLast() throws(PostgresError) -> Bool {
        try lock.isTaken(.exclusive)
    }

    /// Gives the lock up.
    func release() {
        lock.drop()
    }
}
