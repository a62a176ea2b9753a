public import Boundaries
import Postgres
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Publications {
    /// The sheets of the map that was published with boundaries; their files are read when the map is first drawn.
    ///
    /// A sheet whose file is not what was published then throws `CatalogError`, and `StoreError` one that cannot be
    /// read just now.
    public func sheets(of geodata: GeoData) -> MapSheets {
        let versions = Dictionary(
            geodata.mapFiles.map { ($0.file, $0.version) },
            uniquingKeysWith: { first, _ in first }
        )
        return MapSheets(definitions: geodata.map, extent: geodata.extent) { definition, file in
            let version = versions[file]
            guard let version, let data = try await mapFile(version) else {
                throw CatalogError.unreadable(
                    path: "map \(file) \(version ?? "")",
                    reason: "expected the file of the sheet \(definition.id), found none"
                )
            }
            let found = await OwnThread.run { () throws(Never) in
                BoundaryReader.version(of: MapSheet.sha256(of: data))
            }
            guard found == version else {
                throw CatalogError.unreadable(
                    path: "map \(file) \(version)",
                    reason: "expected the file that was published, found another, which makes \(found)"
                )
            }
            return data
        }
    }

    /// The bytes of a file of the map; nil where it was never published.
    private func mapFile(_ version: String) async throws(StoreError) -> Data? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT body FROM map_file_version
                 WHERE jurisdiction = \(jurisdiction.number) AND version = \(version)
                """
            ) { row throws(PostgresError) in Data(try row.decode([UInt8].self)) }
        }
    }
}
