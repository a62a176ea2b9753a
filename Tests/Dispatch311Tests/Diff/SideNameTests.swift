import Testing

@testable import dispatch311

@Suite struct SideNameTests {
    @Test(arguments: [
        ("in-force", SideName.inForce), ("3", .publication(3)), ("99999", .publication(99_999)),
        ("9b02aa", .version("9b02aa")), ("9B02AAFF0123", .version("9b02aaff0123")), ("123456", .version("123456")),
        ("0", .path("0")), ("9b02a", .path("9b02a")), ("9b02aaff01234", .path("9b02aaff01234")), ("+5", .path("+5")),
        ("./3", .path("./3")), ("GeoData/nyc", .path("GeoData/nyc")), ("new.geojson", .path("new.geojson")),
        ("", .path("")),
    ])
    func `a word is the database's or a path`(word: String, name: SideName) {
        #expect(SideName(word) == name)
        #expect(name.isStored == (name != .path(word)))
    }
}
