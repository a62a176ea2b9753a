import Postgres
import Store

/// Refuses a database whose tables are not the ones this program was written for.
enum SchemaCheck {
    static func run(on pool: PostgresPool) async throws(WebError) {
        let status: MigrationStatus
        do throws(PostgresError) {
            status = try await Schema.migrator.status(pool)
        } catch {
            throw .database(StoreError(error))
        }
        switch status {
        case .current:
            return
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
