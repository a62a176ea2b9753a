import Postgres
import Store

/// Refuses a database whose tables are not the ones this program was written for, or whose events would come before those
/// it has.
enum SchemaCheck {
    /// Looks as the user the server signs in as, who must be able to work as each of the roles.
    static func run(on database: PostgresConfiguration) async throws(WebError) {
        let status: MigrationStatus
        let obstacle: String?
        do throws(PostgresError) {
            status = try await Schema.migrator.status(database)
            obstacle = try await DatabaseRole.obstacle(database)
        } catch {
            throw .database(StoreError(error))
        }
        switch status {
        case .current:
            if let obstacle {
                throw .schema(
                    "expected a database user who may work as this program's roles, found one who may not; "
                        + "let the database's owner run: \(obstacle)"
                )
            }
            guard try await isInOrder(database) else {
                throw .schema(
                    "expected every event to stand before the next transaction, found later ones: this database was "
                        + "restored into another server; run dispatch311 migrate"
                )
            }
        case .behind(let missing):
            let names = missing.map { "\($0.number) \($0.name)" }.joined(separator: ", ")
            throw .schema("expected a current schema, found one without \(names); run dispatch311 migrate")
        case .newer(let numbers):
            let list = numbers.map(String.init).joined(separator: ", ")
            throw .schema(
                "expected a schema this program knows, found the newer migrations \(list); use a newer program"
            )
        case .changed(let number):
            throw .schema("expected migration \(number) as this program has it, found another text under that number")
        }
    }

    private static func isInOrder(_ database: PostgresConfiguration) async throws(WebError) -> Bool {
        do throws(PostgresError) {
            return try await EventOrder.isKept(in: database)
        } catch {
            throw .database(StoreError(error))
        }
    }
}
