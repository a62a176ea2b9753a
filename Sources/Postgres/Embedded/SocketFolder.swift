import Glibc

/// The folder of a server's unix socket.
///
/// The name of a socket has at most 107 bytes, and data directories lie deep. So the folder lies in `/run` or `/tmp`,
/// named after the data directory; whoever may enter it is a superuser of the database, so it must be the server
/// user's own and closed to everyone else.
enum SocketFolder {
    /// Where the folder may be, best first.
    static func candidates(dataDirectory: String, user: ServerUser) -> [String] {
        // FNV-1a: it keeps two data directories apart. Nothing rests on nobody finding the name.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in dataDirectory.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        let name = "dispatch311-\(user.userID)-" + String(repeating: "0", count: 16 - digits.count) + digits
        // Only root can write in /run; a user's own folder there goes when the user logs out, under the server's feet.
        return (user.isSwitched ? ["/run/", "/tmp/"] : ["/tmp/"]).map { $0 + name }
    }

    /// Makes the folder, or finds the one made before.
    static func prepare(
        _ chosen: String?,
        dataDirectory: String,
        user: ServerUser
    ) throws(PostgresError) -> String {
        let paths = chosen.map { [$0] } ?? candidates(dataDirectory: dataDirectory, user: user)
        for path in paths {
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { continue }
            if user.isSwitched { giveAway(path, to: user) }
            try check(path, user: user)
            return path
        }
        throw PostgresError(
            .embedded,
            detail: "expected to make a folder for the server's socket, \(paths.joined(separator: " or ")), "
                + "found: \(systemErrorText())"
        )
    }

    // Only what is root's: anything else in /tmp may have been put there by anyone.
    private static func giveAway(_ path: String, to user: ServerUser) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard FileStatus(descriptor: descriptor)?.owner == 0 else { return }
        _ = fchown(descriptor, user.userID, user.groupID)
    }

    /// Throws unless the folder is the server user's and nobody else can enter it.
    static func check(_ path: String, user: ServerUser) throws(PostgresError) {
        let status = FileStatus(path)
        guard let status, status.isFolder, status.owner == user.userID, status.mode & 0o777 == 0o700 else {
            let found = status.map {
                "\($0.isFolder ? "a folder" : "no folder") of user \($0.owner) with mode \(String($0.mode, radix: 8))"
            }
            throw PostgresError(
                .embedded,
                detail: "expected the folder of the server's socket, \(path), to be user \(user.userID)'s with mode "
                    + "700, found \(found ?? "none")"
            )
        }
    }

    /// Removes the folder if it is one of ours and empty.
    static func discard(_ path: String, dataDirectory: String, user: ServerUser) {
        guard candidates(dataDirectory: dataDirectory, user: user).contains(path) else { return }
        unsafe rmdir(path)
    }
}
