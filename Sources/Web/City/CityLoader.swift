import Boundaries
import Logging
import Postgres
import ServiceRequests
import Store

/// Makes cities of the folders a server was given.
struct CityLoader: Sendable {
    let pool: PostgresPool
    let clock: DatabaseClock
    let logger: Logger

    /// Every jurisdiction of the catalog folder, each with its layers, linted.
    func cities(catalogFolder: String, geodataFolder: String) async throws(WebError) -> Cities {
        let folders = CityFolders(catalog: catalogFolder, geodata: geodataFolder)
        let readings = try await OwnThread.run { () throws(WebError) in try folders.read() }
        var cities: [City] = []
        for reading in readings {
            for warning in reading.warnings {
                logger.warning(
                    "The catalog has a weakness",
                    metadata: ["jurisdiction": "\(reading.code)", "issue": "\(warning)"]
                )
            }
            let row: JurisdictionRow
            do throws(StoreError) {
                row = try await Jurisdictions(pool: pool).open(reading.code)
            } catch {
                throw .database(error)
            }
            logger.info(
                "Loaded a jurisdiction",
                metadata: [
                    "jurisdiction": "\(reading.code)",
                    "catalog.version": "\(reading.snapshot.catalog.version)",
                    "catalog.services": "\(reading.snapshot.catalog.services.count)",
                    "boundaries.layers": "\(reading.snapshot.index.layers.count)",
                ]
            )
            cities.append(City(row: row, snapshot: reading.snapshot, sheets: reading.sheets, pool: pool, clock: clock))
        }
        return Cities(cities)
    }
}
