/// How many cells a grid may have, so that what is written down for them stays within bounds.
///
/// Edges that run across half the city, or boundaries that lie over each other by the thousand, cost as many entries as
/// there are cells under them; then fewer and larger cells do. Small edges, which is what cities have, never reach the
/// bounds.
struct GridSize {
    /// About so many.
    let cells: Int

    /// Twice as many as there are edges, if that is not too many.
    init(_ table: EdgeTable, _ whole: BoundingBox) {
        var edges = 0
        var across = 0.0
        var up = 0.0
        for run in table.runs {
            for index in run.edges {
                let edge = table.edge(index)
                edges += 1
                across += abs(edge.endX - edge.startX)
                up += abs(edge.endY - edge.startY)
            }
        }
        let width = max(whole.east - whole.west, 1e-9)
        let height = max(whole.north - whole.south, 1e-9)
        let shares = table.boxes.compactMap { box in
            box.map { (($0.east - $0.west) / width, ($0.north - $0.south) / height) }
        }
        var cells = min(max(edges * 2, 1024), 1 << 20)
        while cells > 64 {
            let side = Double(cells).squareRoot()
            let crossed = Double(edges) + side * (across / width + up / height)
            let covered = shares.reduce(0.0) { $0 + ($1.0 * side + 1) * ($1.1 * side + 1) }
            if crossed <= Double(edges * 4 + (1 << 20)), covered <= Double(1 << 26) { break }
            cells /= 2
        }
        self.cells = cells
    }
}
