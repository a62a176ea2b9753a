extension PointGrid {
    /// Lays the edges of all boundaries over a grid with some two cells an edge, a million at most.
    init(_ table: EdgeTable) {
        let whole = table.boxes.reduce(nil as BoundingBox?) { whole, box in
            box.map { whole?.union($0) ?? $0 } ?? whole
        }
        guard let whole else {
            let nowhere = Coordinate.inRange(latitude: 0, longitude: 0)
            let frame = GridFrame(over: BoundingBox(nowhere, nowhere), cells: 1)
            self.init(
                levels: [Level(frame: frame, firstCell: 0)],
                cells: [0],
                crossed: [],
                candidates: [],
                stretches: [],
                sets: BoundarySets()
            )
            return
        }
        var count = GridSize(table, whole).cells
        while true {
            if let builder = GridBuilder(table, over: GridFrame(over: whole, cells: count)) {
                self = builder.grid
                return
            }
            count = max(64, count / 4)
        }
    }
}
