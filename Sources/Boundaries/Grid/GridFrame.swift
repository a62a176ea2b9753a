import Foundation

/// The lines of a grid: how degrees become cells, and where a cell begins.
struct GridFrame: Sendable {
    let columns: Int
    let rows: Int
    private let west: Double
    private let south: Double
    private let east: Double
    private let north: Double
    private let columnsPerDegree: Double
    private let rowsPerDegree: Double

    /// Lays about so many square cells over a box.
    init(over box: BoundingBox, cells: Int) {
        (west, south, east, north) = (box.west, box.south, box.east, box.north)
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

    /// Cuts a cell of another frame into so many columns and rows.
    init(within frame: GridFrame, cell: (column: Int, row: Int), sides: Int) {
        (west, south) = frame.corner(cell)
        (east, north) = frame.corner((cell.column + 1, cell.row + 1))
        columns = sides
        rows = sides
        columnsPerDegree = frame.columnsPerDegree * Double(sides)
        rowsPerDegree = frame.rowsPerDegree * Double(sides)
    }

    var count: Int { columns * rows }

    /// The cell of a position; nil outside the box.
    @inline(__always)
    func cell(of coordinate: Coordinate) -> (column: Int, row: Int)? {
        guard coordinate.longitude >= west, coordinate.longitude <= east, coordinate.latitude >= south,
            coordinate.latitude <= north
        else { return nil }
        return nearestCell(of: coordinate)
    }

    /// The cell of a position, an outermost one for what lies beyond.
    @inline(__always)
    func nearestCell(of coordinate: Coordinate) -> (column: Int, row: Int) {
        (column(of: coordinate.longitude), row(of: coordinate.latitude))
    }

    /// The column of a longitude, the outermost ones for what lies beyond.
    @inline(__always)
    func column(of longitude: Double) -> Int {
        min(max(Int((longitude - west) * columnsPerDegree), 0), columns - 1)
    }

    /// The row of a latitude, the outermost ones for what lies beyond.
    @inline(__always)
    func row(of latitude: Double) -> Int { min(max(Int((latitude - south) * rowsPerDegree), 0), rows - 1) }

    /// A cell's south-west corner; x is longitude.
    ///
    /// A point that rounding puts into the next cell lies a hair beyond the corner, which the way to it does not mind.
    @inline(__always)
    func corner(_ place: (column: Int, row: Int)) -> (x: Double, y: Double) { (x(of: place.column), y(of: place.row)) }

    func x(of column: Int) -> Double { west + Double(column) / columnsPerDegree }

    func y(of row: Int) -> Double { south + Double(row) / rowsPerDegree }

    /// Much more than rounding can move a point, and less than a cell that anybody needs.
    var slackX: Double { max(1e-6 / columnsPerDegree, 1e-12) }
    var slackY: Double { max(1e-6 / rowsPerDegree, 1e-12) }

    /// Whether cells are so wide that slack and rounding are next to nothing: a tenth of a metre.
    var canBeCut: Bool { 1 / columnsPerDegree > 1e-6 && 1 / rowsPerDegree > 1e-6 }

    /// Whether a range of longitudes may reach into it.
    func reaches(west low: Double, east high: Double) -> Bool { high >= west - slackX && low <= east + slackX }

    /// The same of latitudes.
    func reaches(south low: Double, north high: Double) -> Bool { high >= south - slackY && low <= north + slackY }
}
