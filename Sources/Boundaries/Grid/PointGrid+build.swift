extension PointGrid {
    /// Lays the edges of all boundaries over a grid with some two cells an edge, a million at most.
    init(_ table: EdgeTable) {
        let box = table.boxes.reduce(nil as BoundingBox?) { whole, box in
            box.map { whole?.union($0) ?? $0 } ?? whole
        }
        guard let box else {
            self.init(
                frame: GridFrame(
                    over: BoundingBox(.inRange(latitude: 0, longitude: 0), .inRange(latitude: 0, longitude: 0)),
                    cells: 1
                ),
                cells: [0],
                crossed: [],
                candidates: [],
                stretches: [],
                sets: [[]]
            )
            return
        }
        let edges = table.runs.reduce(0) { $0 + $1.edges.count }
        var builder = GridBuilder(frame: GridFrame(over: box, cells: min(max(edges * 2, 1024), 1 << 20)))
        for number in table.boxes.indices { builder.add(number, of: table) }
        self = builder.grid()
    }
}
