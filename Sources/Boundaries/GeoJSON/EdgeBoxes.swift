/// The boxes of a geometry's edges, to count which of them meet.
struct EdgeBoxes {
    /// West, south, east and north of each edge, in whatever unit the file has.
    private let boxes: [SIMD4<Double>]

    init(_ polygons: [[[Double]]]) {
        var boxes: [SIMD4<Double>] = []
        for ring in polygons.joined() {
            for index in stride(from: 0, to: ring.count - 3, by: 2) {
                let (x, y, nextX, nextY) = (ring[index], ring[index + 1], ring[index + 2], ring[index + 3])
                guard x.isFinite, y.isFinite, nextX.isFinite, nextY.isFinite else { continue }
                boxes.append([min(x, nextX), min(y, nextY), max(x, nextX), max(y, nextY)])
            }
        }
        self.boxes = boxes
    }

    /// Pairs of edges that share a cell of a grid with half as many cells as there are edges; nil when more than allowed.
    func pairsInGrid(_ allowed: Int) -> Int? {
        guard var all = boxes.first else { return 0 }
        for box in boxes {
            all.lowHalf = pointwiseMin(all.lowHalf, box.lowHalf)
            all.highHalf = pointwiseMax(all.highHalf, box.highHalf)
        }
        let side = min(2048, max(1, Int((Double(boxes.count) / 2).squareRoot())))
        let width = (all.z - all.x) / Double(side)
        let height = (all.w - all.y) / Double(side)
        // A shape without width, or so wide that its width is no number.
        guard width > 0, height > 0, width.isFinite, height.isFinite else { return nil }
        func column(_ x: Double) -> Int { min(side - 1, max(0, Int((x - all.x) / width))) }
        func row(_ y: Double) -> Int { min(side - 1, max(0, Int((y - all.y) / height))) }
        var counts = [Int32](repeating: 0, count: side * side)
        var entries = 0
        for box in boxes {
            let columns = column(box.x)...column(box.z)
            let rows = row(box.y)...row(box.w)
            entries += columns.count * rows.count
            // Counting them must not be the long work that it is to find out about.
            guard entries <= 16 * boxes.count, entries <= allowed else { return nil }
            for row in rows {
                for column in columns { counts[row * side + column] += 1 }
            }
        }
        var pairs = entries
        for count in counts {
            pairs += Int(count) * Int(count) / 2
            guard pairs <= allowed else { return nil }
        }
        return pairs
    }

    /// Pairs of edges that share a longitude; nil when more than allowed.
    func pairsByX(_ allowed: Int) -> Int? { pairs(boxes.map(\.x), boxes.map(\.z), allowed) }

    /// Pairs of edges that share a latitude; nil when more than allowed.
    func pairsByY(_ allowed: Int) -> Int? { pairs(boxes.map(\.y), boxes.map(\.w), allowed) }

    private func pairs(_ starts: [Double], _ ends: [Double], _ allowed: Int) -> Int? {
        let starts = starts.sorted()
        let ends = ends.sorted()
        var pairs = 0
        var ended = 0
        for (begun, start) in starts.enumerated() {
            while ended < ends.count, ends[ended] < start { ended += 1 }
            pairs += begun - ended
            guard pairs <= allowed else { return nil }
        }
        return pairs
    }
}
