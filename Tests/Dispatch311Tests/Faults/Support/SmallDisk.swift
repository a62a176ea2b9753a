import Foundation

/// A file system of a few megabytes that a server and its children see, in a mount namespace of their own.
///
/// Root makes the namespace; anybody else needs a system where users may make user namespaces.
struct SmallDisk {
    /// Nil where a mount namespace can be had; else what a test that needs one says of being left out.
    static let obstacle: Comment? =
        canBeHad ? nil : "no mount namespace: neither root nor `unshare -rm` is allowed here"

    typealias Comment = String

    /// Where the server sees it.
    let folder: String

    private static var canBeHad: Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = options + ["sh", "-c", "mount -t tmpfs none /mnt"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private static var options: [String] { geteuid() == 0 ? ["-m"] : ["-rm"] }

    /// What starts a program that sees it: the file system lasts as long as the program.
    func wrapper(megabytes: Int) -> [String] {
        // A user is root only for mounting: PostgreSQL does not run as root.
        let back = geteuid() == 0 ? "" : "unshare --user --map-user=\(geteuid()) --map-group=\(getegid()) -- "
        let mount = "mount -t tmpfs -o size=\(megabytes)m none '\(folder)' && exec \(back)\"$0\" \"$@\""
        return ["/usr/bin/unshare"] + Self.options + ["sh", "-c", mount]
    }

    /// The same folder as it is seen from outside.
    func seen(through server: FaultServer) -> String { "/proc/\(server.processID)/root" + folder }

    /// Writes a file until there is no room left.
    static func fill(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw FaultSite.NeverCame(what: "a file to fill the disk with") }
        defer { close(descriptor) }
        for size in [1 << 20, 4096] {
            let bytes = [UInt8](repeating: 1, count: size)
            while write(descriptor, bytes, size) == size {}
        }
    }
}
