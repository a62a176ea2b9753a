import Postgres
import Store

/// What the state of the database's tables means, in words.
enum SchemaWords {
    /// Asks the database.
    static func status(_ pool: PostgresPool) async throws(CommandError) -> MigrationStatus {
        do throws(PostgresError) {
            return try await Schema.migrator.status(pool)
        } catch {
            throw CommandError(error)
        }
    }

    /// What keeps the database's user from working as the program's roles; nil where nothing does.
    ///
    /// Asked before anything is read: without the roles, row-level security shows every table empty and says nothing.
    static func obstacle(_ pool: PostgresPool) async throws(CommandError) -> CommandError? {
        let order: String?
        do throws(PostgresError) {
            order = try await pool.withConnection { connection throws(PostgresError) in
                try DatabaseRole.obstacle(on: connection)
            }
        } catch {
            throw CommandError(error)
        }
        return order.map { order in
            CommandError(
                .findings,
                "expected a database user who may work as the program's roles, found one who may not",
                remedy: "Let the database's owner, or a superuser, run: \(order)"
            )
        }
    }

    /// Brings the tables up to date; says which steps it took.
    static func migrate(_ database: OpenDatabase) async throws(CommandError) -> [String] {
        do throws(PostgresError) {
            return try await Schema.migrator.migrate(database.configuration).map(name)
        } catch {
            throw CommandError(error)
        }
    }

    /// A migration as lists show it: "1 main_path".
    static func name(_ migration: Migration) -> String { "\(migration.number) \(migration.name)" }

    /// What is wrong with tables that are not current.
    static func error(for status: MigrationStatus) -> CommandError {
        switch status {
        case .current:
            CommandError(.findings, "the database is up to date")
        case .behind(let missing):
            CommandError(
                .findings,
                "expected current tables, found them without \(missing.map(name).joined(separator: ", "))",
                remedy: "dispatch311 migrate brings them up to date."
            )
        case .newer(let numbers):
            CommandError(
                .findings,
                "expected tables this program knows, found the newer steps "
                    + numbers.map(String.init).joined(separator: ", "),
                remedy: "Use the newer program, or another database."
            )
        case .changed(let number):
            CommandError(
                .findings,
                "expected step \(number) of the tables as this program has it, found another one under that number",
                remedy: "This database was made by another line of the program; use another database."
            )
        }
    }
}
