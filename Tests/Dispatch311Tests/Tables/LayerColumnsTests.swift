import Testing

@testable import dispatch311

@Suite struct LayerColumnsTests {
    @Test(arguments: [
        (["id"], ["borough", "zip"]),
        (["borough"], ["borough_found", "zip"]),
        (["borough", "borough_found", "zip"], ["borough_found_2", "zip_found"]),
        (["Borough"], ["borough", "zip"]),
    ])
    func `a layer's column has a name of its own`(columns: [String], expected: [String]) {
        #expect(LayerColumns.names(for: ["borough", "zip"], beside: columns) == expected)
    }
}
