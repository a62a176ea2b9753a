import Testing

@testable import Web

@Suite struct WeightedListTests {
    @Test(
        arguments: [
            (nil, []), ("", []), ("gzip", ["gzip 1.0"]), ("BR, gzip;q=0.5", ["br 1.0", "gzip 0.5"]),
            ("gzip ;\tq=0.25 , *;q=0", ["gzip 0.25", "* 0.0"]), ("gzip;level=9;q=0.1", ["gzip 0.1"]),
            (";q=1,,es", ["es 1.0"]), ("es;q=x", ["es 0.0"]),
        ] as [(String?, [String])]
    )
    func `what is named has its weight, in the field's order`(field: String?, items: [String]) {
        #expect(WeightedList(field).items.map { "\($0.name) \($0.weight)" } == items)
    }

    @Test func `no more than fifty are looked at`() {
        let field = (0..<60).map { "a\($0)" }.joined(separator: ",")
        #expect(WeightedList(field).items.map(\.name) == (0..<50).map { "a\($0)" })
    }
}
