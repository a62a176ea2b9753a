/// How much work it is to find out what crosses what in a geometry, known before it is done.
///
/// GEOS compares edges whose boxes meet, and each hole with its shell. Real boundaries take a few comparisons an edge;
/// made to be slow, a hundred thousand edges take ten thousand million.
enum Tangle {
    /// Shapes of so many positions are looked at whatever they cost.
    static let harmless = 200

    /// The comparisons a geometry takes, within a factor of a few; nil where they are more than allowed.
    static func comparisons(in polygons: [[[Double]]], within allowed: Int) -> Int? {
        let positions = polygons.joined().reduce(0) { $0 + $1.count / 2 }
        guard positions > harmless else { return 0 }
        var holes = 0
        for rings in polygons {
            let (product, isTooLarge) = (rings.count - 1).multipliedReportingOverflow(by: (rings.first?.count ?? 0) / 2)
            let (sum, isTooMuch) = holes.addingReportingOverflow(max(0, product))
            if isTooLarge || isTooMuch { return nil }
            holes = sum
        }
        guard holes <= allowed else { return nil }
        let edges = EdgeBoxes(polygons)
        let room = allowed - holes
        var least = edges.pairsInGrid(room)
        // A grid sees at once that most shapes are harmless; where edges crowd into few of its cells, a sweep sees more.
        if least.map({ $0 > 20 * positions }) ?? true {
            for pairs in [edges.pairsByX(room), edges.pairsByY(room)].compactMap(\.self) {
                least = min(least ?? pairs, pairs)
            }
        }
        return least.map { holes + $0 }
    }
}
