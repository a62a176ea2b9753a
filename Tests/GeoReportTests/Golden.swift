import Foundation
import GeoReport
import TestSupport
import Testing

/// Expects a body to be the files' text to the byte in both formats (but for the line break a file ends with), to be
/// JSON and XML, and to carry the same values in both.
func expectGolden(
    _ body: WireBody,
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let json = String(decoding: body.encoded(as: .json), as: UTF8.self)
    let xml = String(decoding: body.encoded(as: .xml), as: UTF8.self)
    for (text, ending) in [(json, "json"), (xml, "xml")] {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: ending, subdirectory: "Fixtures/Golden"),
            sourceLocation: sourceLocation
        )
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text + "\n" == golden, sourceLocation: sourceLocation)
    }
    #expect(throws: Never.self, sourceLocation: sourceLocation) {
        try JSONSerialization.jsonObject(with: Data(json.utf8))
    }
    let differences = try Spark.differences(xml: xml, json: json, root: body.root.rawValue)
    #expect(differences == [], sourceLocation: sourceLocation)
}
