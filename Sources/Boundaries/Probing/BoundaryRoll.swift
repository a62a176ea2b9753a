/// All boundaries of all layers, numbered through: layer after layer, each in the order of its ids.
struct BoundaryRoll: Sendable {
    let layerIDs: [String]
    let layerPositions: [String: Int]
    /// For each layer the numbers of its boundaries.
    let numbers: [Range<Int>]
    let references: [Boundary.Reference]
    /// For each layer the number of a boundary by its id.
    private let numbersByID: [[String: Int]]
    /// For each boundary the hit where it alone holds the point.
    private let lone: [Probe.Hit]
    /// For each boundary its square metres.
    private let areas: [Double]

    init(_ layers: [BoundaryLayer]) throws(BoundaryError) {
        var positions: [String: Int] = [:]
        var numbers: [Range<Int>] = []
        var references: [Boundary.Reference] = []
        for (position, layer) in layers.enumerated() {
            guard positions.updateValue(position, forKey: layer.id) == nil else { throw .duplicateLayer(layer.id) }
            numbers.append(references.count..<references.count + layer.boundaries.count)
            references += layer.boundaries.map {
                Boundary.Reference(layer: layer.id, id: $0.id, name: $0.name, properties: $0.properties)
            }
        }
        layerIDs = layers.map(\.id)
        layerPositions = positions
        self.numbers = numbers
        self.references = references
        numbersByID = numbers.map { range in
            Dictionary(range.map { (references[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        }
        lone = references.map { Probe.Hit(boundary: $0) }
        areas = layers.flatMap { $0.boundaries.map(\.squareMetres) }
    }

    /// The number of a boundary by its ids; nil when there is no such layer or boundary.
    func number(layer: String, id: String) -> Int? { layerPositions[layer].flatMap { numbersByID[$0][id] } }

    /// What a point in these boundaries, given ascending, hits of each layer.
    func hits(of found: [Int]) -> Probe.Hits {
        var hits: [Probe.Hit] = []
        hits.reserveCapacity(layerIDs.count)
        var first = 0
        for numbers in numbers {
            // The numbers ascend, so a layer's are together.
            var last = first
            while last < found.count, found[last] < numbers.upperBound { last += 1 }
            if last == first + 1 {
                hits.append(lone[found[first]])
            } else if let hit = hit(among: found[first..<last], snappedMetres: 0) {
                hits.append(hit)
            }
            first = last
        }
        return Probe.Hits(hits)
    }

    /// The one of several boundaries of a layer that a point belongs to; nil of none.
    func hit(among members: some Collection<Int>, snappedMetres: Double) -> Probe.Hit? {
        guard let winner = members.min(by: goesFirst) else { return nil }
        return Probe.Hit(
            boundary: references[winner],
            others: members.count == 1 ? [] : members.filter { $0 != winner }.map { references[$0] },
            snappedMetres: snappedMetres
        )
    }

    /// Whether the first boundary goes before the second where both hold a point: the smaller, then the lower id.
    ///
    /// "Lower" is the order of the ids as text, which within a layer is the order of the numbers.
    private func goesFirst(_ first: Int, _ second: Int) -> Bool {
        areas[first] == areas[second] ? first < second : areas[first] < areas[second]
    }
}
