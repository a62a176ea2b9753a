/// Brings a database's schema up to what the program knows.
///
/// What has been applied stands in the table `schema_migration` with the text's SHA-256. Each migration and its row are
/// one transaction under one advisory lock, so that several programs may migrate at once: one works, the others find it
/// done. A database with unknown or changed migrations is left alone.
public struct Migrator: Sendable {
    private let migrations: [Migration]

    /// Takes the migrations in any order.
    public init(_ migrations: [Migration]) {
        self.migrations = migrations.sorted { $0.number < $1.number }
    }

    /// Applies what is missing and returns it; throws `.migration` when the database is ahead or different.
    ///
    /// A step that fails leaves nothing behind, the steps before it stay. Connects by itself, with ten minutes for each
    /// step and five for the locks it needs.
    public func migrate(_ configuration: PostgresConfiguration) async throws(PostgresError) -> [Migration] {
        let connection = try await PostgresConnection.open(patient(configuration))
        let result: Result<[Migration], PostgresError>
        do throws(PostgresError) {
            result = .success(try await apply(on: connection))
        } catch {
            result = .failure(error)
        }
        await connection.close()
        return try result.get()
    }

    /// Compares without changing anything.
    public func status(_ configuration: PostgresConfiguration) async throws(PostgresError) -> MigrationStatus {
        let connection = try await PostgresConnection.open(configuration)
        let result: Result<MigrationStatus, PostgresError>
        do throws(PostgresError) {
            result = .success(try await compare(on: connection))
        } catch {
            result = .failure(error)
        }
        await connection.close()
        return try result.get()
    }

    /// Compares without changing anything, on a connection of a pool.
    public func status(_ pool: PostgresPool) async throws(PostgresError) -> MigrationStatus {
        try await pool.withConnection { connection throws(PostgresError) in try compare(on: connection) }
    }

    private func patient(_ configuration: PostgresConfiguration) -> PostgresConfiguration {
        var patient = configuration
        patient.statementDeadline = .seconds(600)
        patient.settings["lock_timeout"] = "5min"
        return patient
    }

    // MARK: - On a connection

    private func compare(on connection: isolated PostgresConnection) throws(PostgresError) -> MigrationStatus {
        try checkNumbers()
        let exists = try connection.first("SELECT to_regclass('schema_migration') IS NOT NULL") { row in
            try row.decode(Bool.self)
        }
        guard exists == true else { return migrations.isEmpty ? .current : .behind(migrations) }
        // NULL: the program does not know the migration.
        let applied = try connection.query(
            """
            SELECT a.number, a.sha256 = sha256(convert_to(k.sql, 'UTF8'))
            FROM schema_migration AS a
            LEFT JOIN unnest(\(migrations.map(\.number)), \(migrations.map(\.sql))) AS k (number, sql) USING (number)
            ORDER BY a.number
            """
        ) { row in try row.decode(Int.self, Bool?.self) }
        let unknown = applied.filter { $0.1 == nil }.map(\.0)
        guard unknown.isEmpty else { return .newer(unknown) }
        if let changed = applied.first(where: { $0.1 == false }) { return .changed(changed.0) }
        let numbers = Set(applied.map(\.0))
        let missing = migrations.filter { !numbers.contains($0.number) }
        return missing.isEmpty ? .current : .behind(missing)
    }

    private func apply(on connection: isolated PostgresConnection) throws(PostgresError) -> [Migration] {
        var done: [Migration] = []
        while true {
            let next = try connection.transaction { connection throws(PostgresError) in
                try applyNext(on: connection)
            }
            guard let next else { return done }
            done.append(next)
        }
    }

    // The key is any number that nobody else uses: "d311migr" in ASCII.
    private static let lockKey: Int64 = 0x6433_3131_6D69_6772

    private func applyNext(on connection: isolated PostgresConnection) throws(PostgresError) -> Migration? {
        try connection.execute("SELECT pg_advisory_xact_lock(\(Self.lockKey))")
        let missing: [Migration]
        switch try compare(on: connection) {
        case .current: return nil
        case .behind(let migrations): missing = migrations
        case .newer(let numbers):
            throw PostgresError(
                .migration,
                detail: "expected migrations up to \(migrations.last?.number ?? 0), found applied \(numbers); "
                    + "run a newer version of the program"
            )
        case .changed(let number):
            throw PostgresError(
                .migration,
                detail:
                    "expected migration \(number) as it was applied, found another text; restore it and add a new one"
            )
        }
        guard let migration = missing.first else { return nil }
        try connection.script(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                number bigint CONSTRAINT schema_migration_once PRIMARY KEY,
                name text NOT NULL,
                sha256 bytea NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """
        )
        do throws(PostgresError) {
            try connection.script(migration.sql)
        } catch {
            throw error.with(context: "migration \(migration.number) \(migration.name)")
        }
        try connection.execute(
            """
            INSERT INTO schema_migration (number, name, sha256)
            VALUES (\(migration.number), \(migration.name), sha256(convert_to(\(migration.sql), 'UTF8')))
            """
        )
        return migration
    }

    private func checkNumbers() throws(PostgresError) {
        for (one, next) in zip(migrations, migrations.dropFirst()) where one.number == next.number {
            throw PostgresError(
                .migration,
                detail: "expected each number once, found \(one.number) for \(one.name) and \(next.name)"
            )
        }
    }
}
