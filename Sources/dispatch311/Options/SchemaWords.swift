import Logging
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
        let applied: [Migration]
        do throws(PostgresError) {
            applied = try await Schema.migrator.migrate(database.configuration)
        } catch {
            throw CommandError(error)
        }
        return applied.map(name) + (try await mend(database) ? [restored] : [])
    }

    /// What a step is called that is none of the tables: changes go on behind those of the server it was restored from.
    static let restored = "order of changes, after a restore"

    /// Whether what is written next stands behind all there is.
    static func isInOrder(_ pool: PostgresPool) async throws(CommandError) -> Bool {
        do throws(StoreError) {
            return try await EventOrder(pool: pool).isKept()
        } catch {
            throw CommandError(error)
        }
    }

    /// What is wrong with a database whose events would come before those it has.
    static let outOfOrder = CommandError(
        .findings,
        "expected every event to stand before the next transaction, found later ones: this database was restored into "
            + "another server",
        remedy: "dispatch311 migrate lets changes go on behind them."
    )

    private static func mend(_ database: OpenDatabase) async throws(CommandError) -> Bool {
        let pool = PostgresPool(configuration: database.configuration, size: 1, logger: .quiet("database"))
        do throws(StoreError) {
            let isMended = try await EventOrder(pool: pool).mend()
            await pool.close()
            return isMended
        } catch {
            await pool.close()
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
