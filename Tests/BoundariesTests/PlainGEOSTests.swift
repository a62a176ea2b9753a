import Testing

@testable import Boundaries

@Suite struct PlainGEOSTests {
    @Test(arguments: BoundaryIndexTests.relations, PlainGEOS.Trees.allCases)
    func `it finds the boundaries that hold a place`(
        relation: BoundaryIndexTests.Relation,
        trees: PlainGEOS.Trees
    ) throws {
        let geos = try PlainGEOS(TinyCity.layers, trees: trees)
        let ids = TinyCity.layers.flatMap { layer in layer.boundaries.map { "\(layer.id) \($0.id)" } }
        let found = try geos.numbers(at: TinyCity.at(relation.x, relation.y)).map { ids[$0] }
        let expected = relation.district.map { "district \($0)" } + relation.zone.map { "zone \($0)" }
        #expect(Set(found) == Set(expected))
    }

    @Test(arguments: PlainGEOS.Trees.allCases)
    func `its sum is that of the numbers at each place`(trees: PlainGEOS.Trees) throws {
        let geos = try PlainGEOS(TinyCity.layers, trees: trees)
        let places = [TinyCity.at(0.25, 0.25), TinyCity.at(1, 1), TinyCity.at(-5, 0), TinyCity.at(3.25, 0.25)]
        let numbers = try places.map { try geos.numbers(at: $0) }
        #expect(numbers[0].count == 2)
        #expect(numbers[1].count > 2)
        #expect(numbers[2].isEmpty)
        #expect(try geos.sum(over: places[...]) == numbers.joined().reduce(0, +))
    }

    @Test func `without boundaries there is nothing to find`() throws {
        let geos = try PlainGEOS([], trees: .layers)
        #expect(try geos.numbers(at: TinyCity.at(0, 0)).isEmpty)
        #expect(!PlainGEOS.version.isEmpty)
    }
}
