import Boundaries
import Store

/// The map beside a list, `list-map.mustache`: a pin for each row that has a point, numbered as the rows are.
///
/// A picture whose pins lead to their rows; a script makes a map that moves of it.
struct ListMap: Sendable {
    /// A place of the list: one row, or several at the same point.
    struct Pin: Sendable {
        /// The first of its rows, which names it.
        let row: Int
        /// What stands in it: `3`, or `3+` for several.
        let label: String
        /// What it stands for, in words.
        let words: String
        let isLate: Bool
        let x: Int
        let y: Int
        let latitude: String
        let longitude: String
    }

    /// Between the pins and the picture's edge, in pixels.
    private static let margin = 20

    let source: String
    let width: Int
    let height: Int
    /// Those of the first rows last, so that they lie on top.
    let pins: [Pin]
    /// How many rows have no point; nil where all have one.
    let without: String?
    /// What moves it; nil where there is no Leaflet.
    let moving: BoardMap?

    /// Numbers the lines of a page by the way; nil where none of them has a point.
    init?(_ rows: [ItemRow], numbering lines: inout [ItemLine], moving: BoardMap?) {
        var places: [SIMD2<Int>: [Int]] = [:]
        for (index, row) in rows.enumerated() {
            guard let point = row.subject?.coordinate else { continue }
            places[Self.metre(point), default: []].append(index)
        }
        let points = rows.compactMap { $0.subject?.coordinate }
        guard let box = BoundingBox(points) else { return nil }
        let size = MapSize.narrow
        let fitting = MapView(showing: box, width: size.width - 2 * Self.margin, height: size.height - 2 * Self.margin)
        let view = MapView(centre: fitting.centre, zoom: fitting.zoom, size: size)
        for (index, row) in rows.enumerated() {
            lines[index].number = String(index + 1)
            guard let point = row.subject?.coordinate, let first = places[Self.metre(point)]?.first else { continue }
            lines[index].pin = String(first + 1)
        }
        source = MapAddress.path(of: MapDrawing(view))
        (width, height) = (view.width, view.height)
        pins = places.values.sorted { $1[0] < $0[0] }.compactMap { members in
            rows[members[0]].subject?.coordinate.map { Pin(members, lines, at: $0, view.pixel(of: $0)) }
        }
        let missing = rows.count - points.count
        without = missing == 0 ? nil : missing == 1 ? "1 row has no point." : "\(missing) rows have no point."
        self.moving = moving
    }

    /// Points less than a metre apart are one.
    private static func metre(_ point: Coordinate) -> SIMD2<Int> {
        SIMD2(Int((point.latitude * 1e5).rounded()), Int((point.longitude * 1e5).rounded()))
    }
}

extension ListMap.Pin {
    fileprivate init(_ members: [Int], _ lines: [ItemLine], at point: Coordinate, _ pixel: SIMD2<Double>) {
        row = members[0] + 1
        label = members.count == 1 ? String(row) : "\(row)+"
        let rows = members.count == 1 ? "Row" : "Rows"
        let numbers = members.map { String($0 + 1) }.joined(separator: ", ")
        words = "\(rows) \(numbers): " + members.map { lines[$0].service }.joined(separator: ", ")
        isLate = members.contains { lines[$0].due?.tone == "bad" }
        (x, y) = (Int(pixel.x.rounded()), Int(pixel.y.rounded()))
        (latitude, longitude) = (String(point.latitude), String(point.longitude))
    }
}
