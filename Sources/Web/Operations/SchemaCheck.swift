import Postgres
import Store

/// Refuses a database whose tables are not the ones this program was written for.
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
            guard let obstacle else { return }
            throw .schema(
                "expected a database user who may work as this program's roles, found one who may not; "
                    + "let the database's owner run: \(obstacle)"
            )
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
}
