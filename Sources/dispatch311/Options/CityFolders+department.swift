import Boundaries
import ServiceRequests

extension CityFolders {
    /// The department with a code, or what the person may have meant.
    func department(_ code: String, in jurisdiction: String) async throws(CommandError) -> Department {
        let folder = "\(catalog)/\(jurisdiction)"
        let catalog: Catalog
        do throws(CatalogError) {
            catalog = try await OwnThread.run { () throws(CatalogError) in
                try CatalogReader().read(try CatalogFolder.files(in: folder))
            }
        } catch {
            throw CommandError(.findings, "\(folder): the catalog cannot be read\n\(error)")
        }
        if let department = catalog.department(code) { return department }
        throw CommandError(
            .usage,
            "--department: expected a code of \(folder)/departments.yml, found \"\(code)\"",
            remedy: "There are: \(catalog.departments.map(\.code).joined(separator: ", "))"
        )
    }
}
