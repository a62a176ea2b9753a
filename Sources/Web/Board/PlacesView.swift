import Boundaries
import ServiceRequests
import Store

/// What `board-places.mustache` shows: where the open requests are, drawn and in words.
struct PlacesView: Sendable {
    /// A circle of the picture, in its pixels.
    struct Mark: Sendable {
        let x: Int
        let y: Int
        let radius: Int
        let number: String
        let isLate: Bool
    }

    /// A part of the city.
    struct Area: Sendable {
        let name: String
        let requests: String
        let late: String
        let isLate: Bool
    }

    let asOf: LocalTime.Stamp
    let total: String
    let source: String?
    let width: Int
    let height: Int
    let marks: [Mark]
    /// What the parts are called.
    let layer: String?
    let areas: [Area]

    init(_ places: BoardPlaces, of city: City, words: StaffWords) {
        asOf = words.time.stamp(places.at, words.time.time(places.at))
        let requests = places.cells.reduce(0) { $0 + $1.requests }
        total = requests == 1 ? "1 request" : "\(requests.grouped) requests"
        (width, height) = (MapSize.wide.width, MapSize.wide.height)
        let view = city.extent.map { MapView(showing: $0, width: MapSize.wide.width, height: MapSize.wide.height) }
        source = view.map { MapAddress.path(of: MapDrawing($0)) }
        marks = view.map { Self.marks(places, $0) } ?? []
        // The layer with the fewest parts that still splits the city: people know these by name.
        let layer = city.snapshot.index.layers.filter { $0.boundaries.count > 1 }
            .min { ($0.boundaries.count, $0.id) < ($1.boundaries.count, $1.id) }
        self.layer = layer.map { words.layer($0.id) }
        areas = layer.map { Self.areas(places, in: $0.id, of: city) } ?? []
    }

    private static func marks(_ places: BoardPlaces, _ view: MapView) -> [Mark] {
        PlaceClusters(places, in: view.box, zoom: view.zoom, asOf: "").clusters.compactMap { cluster in
            guard let place = try? Coordinate(latitude: cluster.latitude, longitude: cluster.longitude) else {
                return nil
            }
            let pixel = view.pixel(of: place)
            let digits = String(cluster.requests).count
            return Mark(
                x: Int(pixel.x.rounded()),
                y: Int(pixel.y.rounded()),
                radius: 10 + 3 * digits,
                number: cluster.requests.grouped,
                isLate: cluster.late > 0
            )
        }
    }

    private static func areas(_ places: BoardPlaces, in layer: String, of city: City) -> [Area] {
        var counts: [String: (requests: Int, late: Int)] = [:]
        for cell in places.cells {
            let name = city.snapshot.index.probe(cell.middle).hits[layer]?.boundary.name ?? "Elsewhere"
            counts[name, default: (0, 0)].requests += cell.requests
            counts[name, default: (0, 0)].late += cell.late
        }
        let sorted = counts.sorted { ($1.value.requests, $0.key) < ($0.value.requests, $1.key) }
        return sorted.map { name, count in
            Area(
                name: name,
                requests: count.requests.grouped,
                late: count.late.grouped,
                isLate: count.late > 0
            )
        }
    }
}
