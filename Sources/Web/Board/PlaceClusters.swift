import Boundaries
import Store

/// The open requests of a part of the city, put together as far as a map of a zoom level needs.
struct PlaceClusters: Sendable, Encodable {
    /// One mark on the map.
    struct Cluster: Sendable, Encodable {
        let latitude: Double
        let longitude: Double
        let requests: Int
        let late: Int
        /// References of its requests, where coming closer would not part them; of many the newest few.
        let ids: [String]
    }

    /// How many pixels apart marks are at least.
    private static let apart = 64.0
    /// The most marks.
    private static let maximum = 500

    /// The moment in words.
    let asOf: String
    let clusters: [Cluster]

    init(_ places: BoardPlaces, in box: BoundingBox, zoom: Int, asOf: String) {
        self.asOf = asOf
        let side = Self.apart / MapView.pixelsAround(zoom)
        var squares: [SIMD2<Int>: [BoardPlaces.Cell]] = [:]
        for cell in places.cells where box.contains(cell.middle) {
            let east = (WorldPoint.east(cell.middle.longitude) / side).rounded(.down)
            let south = (WorldPoint.south(cell.middle.latitude) / side).rounded(.down)
            squares[SIMD2(Int(east), Int(south)), default: []].append(cell)
        }
        let clusters = squares.values.map { cells in
            let requests = cells.reduce(0) { $0 + $1.requests }
            func mean(_ part: (Coordinate) -> Double) -> Double {
                cells.reduce(0) { $0 + part($1.middle) * Double($1.requests) } / Double(max(requests, 1))
            }
            return Cluster(
                latitude: mean(\.latitude),
                longitude: mean(\.longitude),
                requests: requests,
                late: cells.reduce(0) { $0 + $1.late },
                ids: cells.count == 1 ? cells[0].serviceRequestIDs : []
            )
        }
        let sorted = clusters.sorted {
            ($1.requests, $0.latitude, $0.longitude) < ($0.requests, $1.latitude, $1.longitude)
        }
        self.clusters = Array(sorted.prefix(Self.maximum))
    }
}
