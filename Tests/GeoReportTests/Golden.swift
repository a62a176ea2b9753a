import Foundation
import Testing

/// Expects a body to be the file's text to the byte (but for the line break a file ends with), and to be JSON.
func expectGolden(
    _ body: [UInt8],
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let url = try #require(
        Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures/Golden"),
        sourceLocation: sourceLocation
    )
    let golden = try String(contentsOf: url, encoding: .utf8)
    #expect(String(decoding: body, as: UTF8.self) + "\n" == golden, sourceLocation: sourceLocation)
    #expect(throws: Never.self, sourceLocation: sourceLocation) {
        try JSONSerialization.jsonObject(with: Data(body))
    }
}
