import Boundaries
import ServiceRequests

extension CityFolders {
    /// A jurisdiction's catalog as its folder has it, not checked yet.
    func catalogVersion(_ id: String) async throws(CommandError) -> CatalogVersion {
        let folder = "\(catalog)/\(id)"
        return try await read { () throws(CatalogError) in
            CatalogVersion(files: try CatalogFolder.files(in: folder))
        }
    }

    /// A jurisdiction's layers as its folder has them; only `layers.yml` is checked.
    func geodata(_ id: String) async throws(CommandError) -> GeoData {
        let folder = "\(geodata)/\(id)"
        return try await read { () throws(CatalogError) in try GeoDataFolder.geodata(in: folder) }
    }

    /// Where a jurisdiction's files are, for the record.
    func origin(_ id: String) -> String { "\(catalog)/\(id), \(geodata)/\(id)" }

    private func read<Value: Sendable>(
        _ work: @escaping @Sendable () throws(CatalogError) -> Value
    ) async throws(CommandError) -> Value {
        do throws(CatalogError) {
            return try await OwnThread.run(work)
        } catch {
            throw CommandError(
                .findings,
                "nothing was published: the folder cannot be read\n\(error)",
                remedy: "dispatch311 catalog lint shows everything that is wrong."
            )
        }
    }
}
