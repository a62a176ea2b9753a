import Foundation

/// The lines of a grid: how degrees become cells, and where a cell begins.
struct GridFrame: Sendable {
    let columns: Int
    let rows: Int
    private let box: BoundingBox
    private let columnsPerDegree: Double
    private let rowsPerDegree: Double

    /// Lays about so many square cells over a box.
    init(over box: BoundingBox, cells: Int) {
        self.box = box
        let width = max(box.east - box.west, 1e-9)
        let height = max(box.north - box.south, 1e-9)
        // As many metres wide as high, at the middle of the box.
        let shrink = max(0.05, cos((box.south + box.north) / 2 * .pi / 180))
        let side = (width * shrink * height / Double(cells)).squareRoot()
        columns = min(max(1, Int((width * shrink / side).rounded(.up))), 4096)
        rows = min(max(1, Int((height / side).rounded(.up))), 4096)
        columnsPerDegree = Double(columns) / width
        rowsPerDegree = Double(rows) / height
    }

    var count: Int { columns * rows }

    /// The cell of a position; nil outside the box.
    @inline(__always)
    func cell(of coordinate: Coordinate) -> (column: Int, row: Int)? {
        guard box.contains(coordinate) else { return nil }
        return (column(of: coordinate.longitude), row(of: coordinate.latitude))
    }

    /// The column of a longitude, the outermost ones for what lies beyond.
    @inline(__always)
    func column(of longitude: Double) -> Int {
        min(max(Int((longitude - box.west) * columnsPerDegree), 0), columns - 1)
    }

    /// The row of a latitude, the outermost ones for what lies beyond.
    @inline(__always)
    func row(of latitude: Double) -> Int { min(max(Int((latitude - box.south) * rowsPerDegree), 0), rows - 1) }

    /// A cell's south-west corner; x is longitude.
    ///
    /// A point that rounding puts into the next cell lies a hair beyond the corner, which the way to it does not mind.
    @inline(__always)
    func corner(_ place: (column: Int, row: Int)) -> (x: Double, y: Double) { (x(of: place.column), y(of: place.row)) }

    func x(of column: Int) -> Double { box.west + Double(column) / columnsPerDegree }

    func y(of row: Int) -> Double { box.south + Double(row) / rowsPerDegree }

    /// Much more than rounding can move a point, much less than a cell.
    var slackX: Double { 1e-6 / columnsPerDegree }
    var slackY: Double { 1e-6 / rowsPerDegree }
}
