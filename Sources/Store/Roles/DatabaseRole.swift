public import Postgres

/// A role the server works as in the database; migration 6 says what each may see and do.
public enum DatabaseRole: String, Sendable, Hashable, CaseIterable {
    /// Stores what residents send.
    case intake = "dispatch311_intake"
    /// Says what a department says about its own work; row-level security shows it nothing else.
    case department = "dispatch311_department"
    /// Does everything else, for every department.
    case service = "dispatch311_service"

    /// What its sessions are set to.
    ///
    /// A department's statements go by keys, all of them. Plans made while `lease` is small would read the whole of it for
    /// each word said under a lease, and between two vacuums it holds a dead row for every claim there was.
    public var settings: [String: String] {
        switch self {
        case .department: ["role": rawValue, "enable_seqscan": "off"]
        case .intake, .service: ["role": rawValue]
        }
    }

    /// The same database, every session of which works as this role from its beginning: resetting it does not lose it.
    public func sessions(with configuration: PostgresConfiguration) -> PostgresConfiguration {
        var configuration = configuration
        configuration.settings.merge(settings) { _, own in own }
        return configuration
    }

    /// What keeps a session's user from working as these roles, with the statement that helps; nil where nothing does.
    ///
    /// Whoever reads the tables without one of the roles must be a member of `service`: without it, row-level security
    /// shows it empty tables and says nothing.
    public static func obstacle(on connection: isolated PostgresConnection) throws(PostgresError) -> String? {
        try connection.first(
            """
            SELECT format('GRANT %s TO %I', string_agg(quote_ident(name), ', ' ORDER BY name), current_user)
              FROM unnest(\(allCases.map(\.rawValue))) AS needed (name)
             WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name AND pg_has_role(oid, 'USAGE'))
            HAVING count(*) > 0
            """
        ) { row in try row.decode(String.self) }
    }

    /// The same for whoever signs in with a configuration, on a connection of its own.
    public static func obstacle(_ configuration: PostgresConfiguration) async throws(PostgresError) -> String? {
        let connection = try await PostgresConnection.open(configuration)
        let result: Result<String?, PostgresError>
        do throws(PostgresError) {
            result = .success(try await obstacle(on: connection))
        } catch {
            result = .failure(error)
        }
        await connection.close()
        return try result.get()
    }
}
