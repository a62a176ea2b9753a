import Boundaries

/// Adds the boundaries of every layer to the rows of a table.
struct Locator: Sendable {
    private struct Located: Sendable {
        let fields: [String]
        let counts: PlaceCounts
    }

    /// Who knows what lies under a point.
    let index: BoundaryIndex

    /// Reads a table, writes it with its new columns, and counts what the places were.
    ///
    /// A place outside the city, missing or unreadable leaves the new cells empty. A fault of the table itself ends
    /// it, and leaves no file behind.
    func run(_ table: PendingTable, out: String?, progress: Progress) async throws(CommandError) -> PlaceCounts {
        let start = ContinuousClock.now
        let layers = index.layers.map(\.id)
        let place = try table.header { reader throws(CommandError) in try CoordinateColumns(in: reader) }
        let writer = try TableWriter(path: out)
        try writer.write(table.columns + LayerColumns.names(for: layers, beside: table.columns))
        var counts = PlaceCounts()
        let empty = [String](repeating: "", count: layers.count)
        while true {
            let batch = try await table.batch { [index] reader, row throws(CommandError) in
                var counts = PlaceCounts()
                var cells = empty
                switch place.place(of: row, in: reader) {
                case .point(let coordinate):
                    let probe = index.probe(coordinate)
                    let isInside = probe.standing == .inside
                    counts.add(isInside: isInside)
                    if isInside { cells = layers.map { probe.hits[$0]?.boundary.id ?? "" } }
                case .missing: counts.addMissing()
                case .unreadable(let fault): counts.add(fault)
                }
                return Located(fields: row.fields + cells, counts: counts)
            }
            if batch.isEmpty { break }
            for row in batch {
                try writer.write(row.fields)
                counts.add(row.counts)
            }
            progress.advance(by: batch.count)
            if Task.isCancelled { throw CommandError(.tryAgain, "interrupted before the table was done") }
        }
        try writer.finish()
        progress.finish()
        counts.seconds = (ContinuousClock.now - start).inSeconds
        return counts
    }
}
