import Boundaries
import ServiceRequests
import Store

/// A city's sandbox: the same catalog and boundaries over tables of its own, where other systems try things out.
///
/// Jurisdiction comes first in every key, so nothing of it is in anybody's queue, list or count.
extension City {
    /// GeoReport's `jurisdiction_id`: the city's own in its sandbox, too.
    var jurisdictionID: String { catalog.jurisdiction.id }

    /// The sandbox of this city, which shares what is made of its catalog and boundaries.
    func sandbox(_ row: JurisdictionRow, intakeLimits: IntakeLimits) -> City {
        City(
            row: row,
            publication: publication,
            snapshot: snapshot,
            pools: pools,
            clock: clock,
            bell: bell,
            intakeLimits: intakeLimits,
            after: self
        )
    }

    /// This sandbox with what its city is made of by now.
    func sandbox(following city: City) -> City {
        City(
            self,
            CityView(
                publication: city.publication,
                snapshot: city.snapshot,
                sheets: .none,
                row: row,
                pool: pool,
                after: city
            )
        )
    }
}
