import Boundaries

/// Whether ours finds what another side finds, all boundaries of all layers at every point.
struct LookupComparison: Sendable {
    /// Points where one side has a boundary that the other has not.
    private(set) var differing = 0
    /// Points compared.
    private(set) var compared = 0
    /// Points that two boundaries of a layer hold: on edges, and where a layer overlaps.
    private(set) var shared = 0
    /// The first difference, in words.
    private(set) var example: String?

    /// Asks ours for each point and compares.
    static func of(
        _ layers: LookupLayers,
        _ points: [Coordinate],
        with others: [[Int]]
    ) async throws -> LookupComparison {
        try await OwnThread.run { () throws(BenchError) in
            guard others.count == points.count else {
                throw BenchError("expected answers for \(points.count) points, found \(others.count)")
            }
            let numbers = layers.numbers
            var comparison = LookupComparison()
            for (point, other) in zip(points, others) {
                comparison.add(layers.index.probe(point), numbers, other)
            }
            return comparison
        }
    }

    private mutating func add(_ probe: Probe, _ numbers: [String: [String: Int]], _ other: [Int]) {
        var found: [Int] = []
        for hit in probe.hits {
            for boundary in [hit.boundary] + hit.others { found.append(numbers[boundary.layer]?[boundary.id] ?? -1) }
        }
        found.sort()
        compared += 1
        if found.count > probe.hits.count { shared += 1 }
        guard found != other else { return }
        differing += 1
        if example == nil { example = "\(probe.coordinate): ours \(found), the other \(other)" }
    }

    /// Both together.
    static func + (first: LookupComparison, second: LookupComparison) -> LookupComparison {
        var sum = first
        sum.differing += second.differing
        sum.compared += second.compared
        sum.shared += second.shared
        sum.example = first.example ?? second.example
        return sum
    }
}
