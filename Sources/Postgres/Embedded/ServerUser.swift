import Glibc

/// Who the server runs as: PostgreSQL refuses root.
struct ServerUser: Hashable, Sendable {
    let userID: UInt32
    let groupID: UInt32

    /// Whether that is not the user this process runs as.
    let isSwitched: Bool

    /// The owner of the cluster, or where there is none yet: this process's user, `postgres` for root.
    static func owner(of clusterFolder: String) throws(PostgresError) -> ServerUser {
        let own = geteuid()
        if let status = FileStatus(clusterFolder) {
            guard status.owner != 0 else {
                throw PostgresError(
                    .embedded,
                    detail: "expected \(clusterFolder) to belong to an unprivileged user, found it belongs to root"
                )
            }
            guard own == 0 || own == status.owner else {
                throw PostgresError(
                    .embedded,
                    detail: "expected \(clusterFolder) to belong to user \(own), who runs this program, "
                        + "found it belongs to user \(status.owner)"
                )
            }
            return ServerUser(userID: status.owner, groupID: status.group, isSwitched: own == 0)
        }
        guard own == 0 else { return ServerUser(userID: own, groupID: getegid(), isSwitched: false) }
        guard let account = Account(named: "postgres"), account.userID != 0 else {
            throw PostgresError(
                .embedded,
                detail: "expected a user postgres to run the server as, because root may not, found none; "
                    + "Scripts/setup makes one, or run this program as another user"
            )
        }
        return ServerUser(userID: account.userID, groupID: account.groupID, isSwitched: true)
    }

    /// The first folder on the way to `path` that this user may not enter, by its mode alone.
    func obstacle(above path: String) -> String? {
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            guard let status = FileStatus(folder, followingLinks: true) else { return nil }
            let bit: UInt32 = status.owner == userID ? 0o100 : status.group == groupID ? 0o010 : 0o001
            if status.mode & bit == 0 { return folder }
        }
        return nil
    }
}
