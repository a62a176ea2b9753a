import Testing

@testable import GeoReport

@Suite struct ServedJurisdictionsTests {
    @Test(arguments: [
        (["tiny"], "", "tiny"), (["tiny"], "jurisdiction_id=", "tiny"), (["tiny"], "jurisdiction_id=tiny", "tiny"),
        (["a", "b"], "jurisdiction_id=b", "b"),
    ])
    func `the named one, or the only one, is meant`(served: [String], query: String, expected: String) throws {
        let parameters = try FormParameters(decoding: query.utf8)
        #expect(try ServedJurisdictions(served).id(in: parameters) == expected)
    }

    @Test(arguments: [
        (["tiny"], "jurisdiction_id=big", 404, "4042", "jurisdiction_id: expected tiny, found “big”"),
        (["a", "b"], "jurisdiction_id=c", 404, "4042", "jurisdiction_id: expected one of a, b, found “c”"),
        (["a", "b"], "", 400, "40015", "jurisdiction_id: expected one of a, b, found none"),
    ])
    func `another one is unknown and none of several is missing`(
        served: [String],
        query: String,
        status: Int,
        code: String,
        description: String
    ) throws {
        let parameters = try FormParameters(decoding: query.utf8)
        let error = try #require(throws: GeoReportError.self) { try ServedJurisdictions(served).id(in: parameters) }
        #expect(error.status == status)
        #expect(error.faults.map(\.code.rawValue) == [code])
        #expect(error.faults.map(\.description) == [description])
    }
}
