import Boundaries
import Testing

@Suite struct BoundaryIndexTests {
    /// A place of the tiny city and who holds it there: winner first, then the others.
    struct Relation: CustomTestStringConvertible {
        let testDescription: String
        let x: Double
        let y: Double
        let district: [String]
        let zone: [String]

        init(_ description: String, _ x: Double, _ y: Double, district: [String], zone: [String]) {
            testDescription = description
            self.x = x
            self.y = y
            self.district = district
            self.zone = zone
        }
    }

    /// A little: a billionth of a step is 0.9 micrometres.
    static let little = 1e-9

    static let relations = [
        Relation("inside", 0.25, 0.25, district: ["A"], zone: ["large"]),
        Relation("on the shared edge", 1, 0.75, district: ["B", "A"], zone: ["large"]),
        Relation("just west of the shared edge", 1 - little, 0.75, district: ["A"], zone: ["large"]),
        Relation("just east of the shared edge", 1 + little, 0.75, district: ["B"], zone: ["large"]),
        Relation("on the outer edge", 0.25, 0, district: ["A"], zone: ["large"]),
        Relation("just outside the outer edge", 0.25, -little, district: [], zone: []),
        Relation("on an outer vertex", 0, 0, district: ["A"], zone: ["large"]),
        Relation("just outside an outer vertex", -little, -little, district: [], zone: []),
        Relation("on the vertex of three", 1, 1, district: ["B", "A", "C"], zone: ["large"]),
        Relation("in the hole", 0.5, 0.5, district: [], zone: ["large"]),
        Relation("on the hole's edge", 0.375, 0.5, district: ["A"], zone: ["large"]),
        Relation("on the hole's vertex", 0.375, 0.375, district: ["A"], zone: ["large"]),
        Relation("just inside the hole", 0.375 + little, 0.5, district: [], zone: ["large"]),
        Relation("on the island", 3.25, 0.25, district: ["C"], zone: []),
        Relation("on the island's edge", 3.5, 0.25, district: ["C"], zone: []),
        Relation("between the city and the island", 2.5, 0.25, district: [], zone: []),
        Relation("the other part of the multipolygon", 0.5, 1.5, district: ["C"], zone: ["north"]),
        Relation("in an overlap", 0.9375, 0.375, district: ["A"], zone: ["small", "large"]),
        Relation("on the edge of an overlap", 0.875, 0.375, district: ["A"], zone: ["small", "large"]),
        Relation("in a layer's gap", 0.9375, 1.5, district: ["C"], zone: []),
        Relation("on the edge of a gap", 0.875, 1.5, district: ["C"], zone: ["north"]),
        Relation("far outside", 50, 50, district: [], zone: []),
    ]

    @Test(arguments: relations)
    func `every layer answers with the boundaries that hold the point`(relation: Relation) throws {
        let index = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        let probe = index.probe(TinyCity.at(relation.x, relation.y))
        #expect(ids(probe, "district") == relation.district)
        #expect(ids(probe, "zone") == relation.zone)
        #expect(probe.hits["district"]?.isAmbiguous ?? false == (relation.district.count > 1))
        #expect(probe.hits.allSatisfy { $0.snappedMetres == 0 })
        let isInside = !relation.district.isEmpty || !relation.zone.isEmpty
        #expect(probe.standing == (isInside ? .inside : .outside(metres: nil, stretch: nil)))
    }

    @Test func `of two equally large boundaries the lower id wins`() throws {
        let square = [Polygon(shell: TinyCity.rectangle(0, 0, 1, 1))]
        let layer = TinyCity.layer("twin", [("b", square), ("c", square), ("a", square)])
        let probe = try BoundaryIndex(layers: [layer], tolerance: nil).probe(TinyCity.at(0.5, 0.5))
        #expect(ids(probe, "twin") == ["a", "b", "c"])
    }

    @Test func `a hole makes a boundary smaller`() throws {
        let holed = Polygon(shell: TinyCity.rectangle(0, 0, 1, 1), holes: [TinyCity.rectangle(0.1, 0.1, 0.9, 0.9)])
        let layer = TinyCity.layer(
            "layer",
            [("a", [Polygon(shell: TinyCity.rectangle(0, 0, 0.8, 0.8))]), ("z", [holed])]
        )
        let probe = try BoundaryIndex(layers: [layer], tolerance: nil).probe(TinyCity.at(0.05, 0.05))
        #expect(ids(probe, "layer") == ["z", "a"])
    }

    @Test func `a hit names the boundary with its properties`() throws {
        let boundary = Boundary(
            id: "75",
            name: "75th Precinct",
            properties: ["borough": "BK"],
            polygons: [Polygon(shell: TinyCity.rectangle(0, 0, 1, 1))]
        )
        let definition = LayerDefinition(id: "precinct", names: [:], file: "", key: "id")
        let layer = BoundaryLayer(definition: definition, version: "", boundaries: [boundary])
        let index = try BoundaryIndex(layers: [layer], tolerance: nil)
        let expected = Boundary.Reference(
            layer: "precinct",
            id: "75",
            name: "75th Precinct",
            properties: ["borough": "BK"]
        )
        #expect(index.probe(TinyCity.at(0.5, 0.5)).hits["precinct"]?.boundary == expected)
        #expect(index.reference(layer: "precinct", id: "75") == expected)
        #expect(index.reference(layer: "precinct", id: "76") == nil)
        #expect(index.reference(layer: "ward", id: "75") == nil)
    }

    @Test func `the order boundaries are given in changes no answer`() throws {
        let turned = TinyCity.layers.map {
            BoundaryLayer(definition: $0.definition, version: $0.version, boundaries: $0.boundaries.reversed())
        }
        let one = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        let other = try BoundaryIndex(layers: turned, tolerance: nil)
        for relation in Self.relations {
            let place = TinyCity.at(relation.x, relation.y)
            #expect(one.probe(place) == other.probe(place))
        }
    }

    @Test func `an index without layers or boundaries holds nothing`() throws {
        let empty = try BoundaryIndex(layers: [], tolerance: nil)
        #expect(empty.probe(TinyCity.at(0, 0)).hits.isEmpty)
        let bare = try BoundaryIndex(layers: [TinyCity.layer("bare", [])], tolerance: nil)
        #expect(bare.probe(TinyCity.at(0, 0)).standing == .outside(metres: nil, stretch: nil))
        #expect(bare.neighbours(of: TinyCity.at(0, 0), in: "bare", within: 1000).isEmpty)
    }

    @Test func `two layers with one id are refused`() {
        #expect(throws: BoundaryError.duplicateLayer("zone")) {
            try BoundaryIndex(layers: [TinyCity.zone, TinyCity.zone], tolerance: nil)
        }
    }

    @Test func `building away from the cooperative threads gives the same index`() async throws {
        let built = try await BoundaryIndex.build(layers: TinyCity.layers, tolerance: nil)
        let direct = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        for relation in Self.relations {
            let place = TinyCity.at(relation.x, relation.y)
            #expect(built.probe(place) == direct.probe(place))
        }
        await #expect(throws: BoundaryError.duplicateLayer("zone")) {
            try await BoundaryIndex.build(layers: [TinyCity.zone, TinyCity.zone], tolerance: nil)
        }
    }

    @Test func `eight tasks asking at once get the same answers`() async throws {
        let index = try BoundaryIndex(
            layers: TinyCity.layers,
            tolerance: EdgeTolerance(outline: "district", metres: 100)
        )
        let places = Self.relations.map { TinyCity.at($0.x, $0.y) }
        let expected = places.map { index.probe($0) }
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<10_000).count { round in
                        let place = (round + task) % places.count
                        return index.probe(places[place]) != expected[place]
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    private func ids(_ probe: Probe, _ layer: String) -> [String] {
        guard let hit = probe.hits[layer] else { return [] }
        return [hit.boundary.id] + hit.others.map(\.id)
    }
}
