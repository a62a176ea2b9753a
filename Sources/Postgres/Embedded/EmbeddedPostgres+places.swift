import FoundationEssentials
import Glibc

extension EmbeddedPostgres {
    /// Where the database is kept when nobody says otherwise.
    ///
    /// `/var/lib/dispatch311` for root, else `dispatch311` in `$XDG_DATA_HOME` or `~/.local/share`.
    public static func defaultDataDirectory() -> String {
        defaultDataDirectory(environment: ProcessInfo.processInfo.environment, user: geteuid())
    }

    static func defaultDataDirectory(environment: [String: String], user: UInt32) -> String {
        if user == 0 { return "/var/lib/dispatch311" }
        // https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is invalid and is ignored.
        if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder + "/dispatch311" }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Account(user: user)?.home ?? "/tmp"
        return home + "/.local/share/dispatch311"
    }

    /// The installed PostgreSQL programs that a new cluster would be made with.
    ///
    /// Throws `.programsMissing`, naming the package to install.
    public static var programs: ServerPrograms {
        get async throws(PostgresError) { try await ProgramSearch.installed.programs() }
    }
}
