/// What `postmaster.pid` says: PostgreSQL's own record of the server that has a cluster open.
///
/// One value a line, as `src/include/utils/pidfile.h` has it; the last lines are written while the server starts.
struct PostmasterFile: Hashable {
    let processID: Int32
    let clusterFolder: String
    let port: Int
    /// Empty until the socket is open.
    let socketFolder: String
    /// `starting`, `stopping`, `ready`, `standby`, or empty.
    let status: String

    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard lines.count >= 4, let processID = Int32(lines[0]), processID > 0, let port = Int(lines[3]) else {
            return nil
        }
        self.processID = processID
        self.port = port
        clusterFolder = lines[1]
        socketFolder = lines.count > 4 ? lines[4] : ""
        status = lines.count > 7 ? String(lines[7].prefix { $0 != " " }) : ""
    }

    init?(clusterFolder: String) {
        guard let bytes = smallFile(Self.path(in: clusterFolder)) else { return nil }
        self.init(String(decoding: bytes, as: UTF8.self))
    }

    static func path(in clusterFolder: String) -> String {
        clusterFolder + "/postmaster.pid"
    }
}
