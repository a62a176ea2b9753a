import Boundaries
import Foundation
import Testing

@Suite struct PropertySummaryTests {
    private static func properties(_ features: [String]) throws(BoundaryError) -> [PropertySummary] {
        let members = features.map { #"{"type":"Feature","geometry":null,"properties":\#($0)}"# }
        let text = #"{"type":"FeatureCollection","features":[\#(members.joined(separator: ","))]}"#
        return try BoundaryReader().properties(of: Data(text.utf8), file: "x.geojson")
    }

    @Test func `those that can be the key come first, with examples`() throws {
        let properties = try Self.properties([
            #"{"name":"A","ward":1,"side":"west","share":0.5}"#, #"{"name":"B","ward":2,"side":"west","share":0.25}"#,
            #"{"name":"C","ward":3,"side":null,"share":0.125}"#, #"{"name":"D","ward":4,"side":"east","share":1.5}"#,
        ])
        #expect(properties.map(\.name) == ["name", "ward", "share", "side"])
        #expect(properties.map(\.isUnique) == [true, true, false, false])
        #expect(properties.map(\.count) == [4, 4, 4, 3])
        #expect(properties[1].examples == ["1", "2", "3"])
        #expect(properties[3].examples == ["west", "east"])
    }

    @Test(arguments: [
        [#"{"k":1}"#, #"{"k":1}"#], [#"{"k":1}"#, #"{"k":"1"}"#], [#"{"k":1}"#, "{}"], [#"{"k":1}"#, #"{"k":null}"#],
        [#"{"k":1}"#, #"{"k":" 2"}"#], [#"{"k":1}"#, #"{"k":""}"#], [#"{"k":1}"#, #"{"k":[2]}"#],
        [#"{"k":true}"#, #"{"k":false}"#],
    ])
    func `a property that is missing, twice there or no id is no key`(features: [String]) throws {
        #expect(try Self.properties(features).map(\.isUnique) == [false])
    }

    @Test func `a long value is cut`() throws {
        let example = try Self.properties([#"{"k":"\#(String(repeating: "x", count: 500))"}"#])[0].examples[0]
        #expect(example.count == 41)
    }

    @Test(arguments: [#"{"features":[]}"#, #"{"type":"Topology","features":[]}"#, "[]", "{", ""])
    func `what is no FeatureCollection is refused`(text: String) {
        #expect(throws: BoundaryError.self) {
            try BoundaryReader().properties(of: Data(text.utf8), file: "x.json")
        }
    }
}
