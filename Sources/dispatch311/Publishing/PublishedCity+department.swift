import Boundaries
import Postgres
import ServiceRequests
import Store

extension PublishedCity {
    /// The department with a code in the catalog that is in force, or what the person may have meant.
    static func department(
        _ code: String,
        of row: JurisdictionRow,
        in pool: PostgresPool
    ) async throws(CommandError) -> Department {
        let publications = Publications(pool: pool, jurisdiction: row)
        let published: PublishedCatalog?
        do throws(StoreError) {
            published =
                if let active = try await publications.active() { try await publications.catalog(active.catalog) } else
                { nil }
        } catch {
            throw CommandError(error)
        }
        guard let published else {
            throw CommandError(.findings, "expected a published catalog of \(row.code), found none")
        }
        let catalog: Catalog
        do throws(CatalogError) {
            catalog = try await OwnThread.run { () throws(CatalogError) in
                try CatalogReader().read(published.catalog().files)
            }
        } catch {
            throw CommandError(.findings, "the published catalog of \(row.code) cannot be read\n\(error)")
        }
        if let department = catalog.department(code) { return department }
        throw CommandError(
            .usage,
            "--department: expected a code of the published catalog of \(row.code), found \"\(code)\"",
            remedy: "There are: \(catalog.departments.map(\.code).joined(separator: ", "))"
        )
    }
}
