extension GridFrame {
    /// The cells around a position.
    struct Window {
        let columns: Range<Int>
        let rows: Range<Int>

        static let empty = Window(columns: 0..<0, rows: 0..<0)
    }

    /// The cells within some metres of a plane's position; nil where they are too many, or beyond the antimeridian or a
    /// pole.
    func window(around plane: LocalPlane, metres: Double) -> Window? {
        // A little more than what `LocalPlane.limit` takes in.
        let up = metres * 1.03 / LocalPlane.metresPerDegreeNorth
        let across = metres * 1.03 / plane.metresPerDegreeEast
        let (low, high) = (plane.longitude - across, plane.longitude + across)
        guard across < 180, low > -180, high < 180 else { return nil }
        guard reaches(west: low, east: high), reaches(south: plane.latitude - up, north: plane.latitude + up) else {
            return .empty
        }
        let columns = column(of: low - slackX)..<column(of: high + slackX) + 1
        let rows = row(of: plane.latitude - up - slackY)..<row(of: plane.latitude + up + slackY) + 1
        guard columns.count * rows.count <= 4096 else { return nil }
        return Window(columns: columns, rows: rows)
    }
}
