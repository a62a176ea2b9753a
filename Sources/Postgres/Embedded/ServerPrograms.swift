/// A folder with `initdb`, `pg_ctl` and `postgres` of one version.
public struct ServerPrograms: Hashable, Sendable {
    /// The oldest major version that Dispatch311 works with.
    public static let oldestMajorVersion = 15

    /// The absolute path of the folder.
    public let folder: String

    /// The major version: 15 for 15.4.
    public let majorVersion: Int

    static let names = ["initdb", "pg_ctl", "postgres"]
}
