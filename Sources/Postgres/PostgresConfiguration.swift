/// Where the database is, and how every session with it is set up.
///
/// It can be printed: the password is never shown. What is not given is taken from where libpq takes it (`PGHOST`,
/// `PGPASSFILE`, …).
public struct PostgresConfiguration: Sendable, Hashable {
    // libpq's keywords; a dictionary because a URL may name any of them (sslrootcert, target_session_attrs, …).
    private(set) var keywords: [String: String]

    /// What the session calls itself in `pg_stat_activity`.
    public var applicationName = "dispatch311"

    /// How long opening a session may take, name lookup excepted.
    public var connectTimeout: Duration = .seconds(5)

    /// How long a statement may take where the call says nothing else.
    ///
    /// The server is told to stop statements at nine tenths of it, which keeps the connection; only a server that does
    /// not answer at all costs the connection.
    public var statementDeadline: Duration = .seconds(30)

    /// Server settings of every session, by name; an entry replaces the default of the same name.
    public var settings: [String: String] = [:]

    /// Reads `postgres://user:password@host:port/database?keyword=value` or libpq's `keyword=value` form.
    ///
    /// Throws `.connectFailed` when it is neither; the error does not repeat the text, which may hold a password.
    public init(url: String) throws(PostgresError) {
        keywords = try ConnectionString.parse(url)
        if let name = keywords.removeValue(forKey: "application_name") { applicationName = name }
        if let text = keywords.removeValue(forKey: "connect_timeout"), let seconds = Int(text), seconds > 0 {
            connectTimeout = .seconds(seconds)
        }
    }

    /// Names a server by the folder of its unix socket.
    public init(socketFolder: String, port: Int = 5432, database: String, user: String) {
        keywords = ["host": socketFolder, "port": String(port), "dbname": database, "user": user]
    }

    /// The server's name, address or socket folder; nil leaves it to libpq.
    public var host: String? {
        get { keywords["host"] }
        set { keywords["host"] = newValue }
    }

    /// The server's port; nil leaves it to libpq, or where several hosts are named.
    public var port: Int? {
        get { keywords["port"].flatMap { Int($0) } }
        set { keywords["port"] = newValue.map { String($0) } }
    }

    /// The database's name; nil means the user's name.
    public var database: String? {
        get { keywords["dbname"] }
        set { keywords["dbname"] = newValue }
    }

    /// The role; nil means the operating system's user.
    public var user: String? {
        get { keywords["user"] }
        set { keywords["user"] = newValue }
    }

    /// The password to be sent if the server asks; it is never shown.
    public var password: String? {
        get { keywords["password"] }
        set { keywords["password"] = newValue }
    }

    // lc_messages is not among them: only a superuser may set it, and nothing here reads a message's text.
    private static let defaultSettings = [
        "DateStyle": "ISO",
        "TimeZone": "UTC",
        "standard_conforming_strings": "on",
        "lock_timeout": "3s",
        "idle_in_transaction_session_timeout": "30s",
    ]

    /// The server-side limit in milliseconds that goes with a deadline.
    static func statementTimeout(for deadline: Duration) -> Int64 {
        max(1, deadline.inMilliseconds * 9 / 10)
    }

    /// All that libpq is given, each keyword once.
    var connectionKeywords: [String: String] {
        var session = Self.defaultSettings
        session["statement_timeout"] = String(Self.statementTimeout(for: statementDeadline))
        session.merge(settings) { _, own in own }
        var options = session.sorted { $0.key < $1.key }.map { "-c \($0.key)=\(Self.escaped($0.value))" }
        if let given = keywords["options"] { options.append(given) }
        var all = [
            // A peer that vanished is noticed within a minute even by a session that only listens.
            "keepalives_idle": "20", "keepalives_interval": "10", "keepalives_count": "4",
            "gssencmode": "disable",
        ]
        all.merge(keywords) { _, given in given }
        all["client_encoding"] = "UTF8"
        all["application_name"] = applicationName
        all["options"] = options.joined(separator: " ")
        return all
    }

    // In `options`, white space separates and a backslash escapes.
    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value {
            if character == "\\" || character.isWhitespace { text.append("\\") }
            text.append(character)
        }
        return text
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Role, place and database, without the password.
    public var description: String {
        let place = port.map { "\(host ?? "default"):\($0)" } ?? host ?? "default"
        return "\(user ?? "default") at \(place), database \(database ?? "default")"
    }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Nothing but `description`, so that `dump` shows no more than `print`.
    public var customMirror: Mirror {
        Mirror(self, children: ["description": description])
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that a short limit never becomes none.
    var inMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds.multipliedReportingOverflow(by: 1000).partialValue
            + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
