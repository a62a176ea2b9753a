import Boundaries
import Foundation
import Testing

/// Files made to crash or to keep a process busy.
@Suite struct HostileFileTests {
    @Test func `a comb of long teeth that all lie beside one another is refused before it is compared`() throws {
        // Diagonal teeth: every edge's box meets every other's, and no edge crosses another.
        let teeth = 30_000
        var positions: [String] = []
        for tooth in 0..<teeth {
            let shift = Double(tooth) * 1e-6
            positions.append("[\(shift),\(-shift)]")
            positions.append("[\(10 + shift),\(10 - shift)]")
        }
        positions.append("[0,-50]")
        positions.append("[0,0]")
        let text = GeoJSON.file(GeoJSON.feature(coordinates: "[[\(positions.joined(separator: ","))]]"))
        let result = try LintCase.result(text)
        #expect(result.findings.map(\.rule).contains(.fault(.tooTangled)))
        let outcome = try LintCase.repair(text)
        #expect(outcome.changes.isEmpty)
        #expect(outcome.after.findings.map(\.rule).contains(.fault(.tooTangled)))
    }

    @Test func `a star of thousands of crossings is not given to GEOS to mend`() throws {
        let count = 1201
        let positions = (0...count).map { corner in
            let angle = 2 * Double.pi * Double(corner * (count / 2) % count) / Double(count)
            return "[\(cos(angle)),\(sin(angle))]"
        }
        let text = GeoJSON.file(GeoJSON.feature(coordinates: "[[\(positions.joined(separator: ","))]]"))
        let outcome = try LintCase.repair(text)
        #expect(outcome.changes.isEmpty)
        #expect(outcome.refusals.first?.message.contains("more than a repair takes on") == true)
        let invalid = try #require(outcome.after.findings.first { $0.rule == .fault(.invalid) })
        #expect(invalid.message.hasSuffix("and many more places"))
    }

    @Test func `edges that lie on one another thousands of times are not given to GEOS to mend`() throws {
        let count = 2000
        let positions = (0..<count).map { number in
            "[\(number.isMultiple(of: 2) ? Double(number) * 1e-5 : 1 - Double(number) * 1e-5),0]"
        }
        let ring = "[\(positions.joined(separator: ",")),[0.5,1],\(positions[0])]"
        let outcome = try LintCase.repair(GeoJSON.file(GeoJSON.feature(coordinates: "[\(ring)]")))
        #expect(outcome.refusals.first?.message.contains("more than a repair takes on") == true)
    }

    @Test func `numbers near the ends of what a double holds are measured without a crash`() throws {
        for number in ["1.7976931348623157e308", "-1.7976931348623157e308", "5e-324", "1e300", "-0"] {
            let text = GeoJSON.file(
                GeoJSON.feature(
                    coordinates: "[[[\(number),0],[1,\(number)],[\(number),\(number)],[0,1],[\(number),0]]]"
                )
            )
            _ = try LintCase.repair(text)
            _ = try LintCase.repair(text, extent: LintCase.newYork)
        }
    }

    @Test func `a hundred thousand rings are read and said once`() throws {
        let hole = "[[0.1,0.1],[0.1,0.2],[0.2,0.2],[0.1,0.1]]"
        let rings = ["[[0,0],[1,0],[1,1],[0,1],[0,0]]"] + Array(repeating: hole, count: 100_000)
        let text = GeoJSON.file(GeoJSON.feature(coordinates: "[\(rings.joined(separator: ","))]"))
        let result = try LintCase.result(text)
        #expect(!result.isReadable)
        #expect(result.findings.count < 20)
    }

    @Test(arguments: [
        #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"\ud800","\udc00":1},"geometry":null}]}"#,
        #"{"type":"FeatureCollection","features":[{"\ud800":1,"\ud800":2}]}"#,
        #"{"features":[1,[2],"x",null,{}],"type":"FeatureCollection","features":[]}"#,
        #"{"type":"FeatureCollection","features":{"a":[]}}"#,
        #"[[[]]]"#, #""""#, "{\"\\\\\":\"\\\"\"}", "\u{FEFF}{}",
        #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0,[1]],[1,{"a":2}]]]}}]}"#,
    ])
    func `odd JSON is looked at and repaired without a crash`(text: String) throws {
        let outcome = try LintCase.repair(text)
        #expect(!outcome.before.isReadable)
        #expect(outcome.after.features == outcome.before.features)
    }

    @Test func `legitimate shapes are far below the limit of comparisons`() throws {
        // A coast of 20,000 corners with a long straight side.
        var positions = (0..<20_000).map { number in
            "[\(Double(number) * 1e-5),\(0.01 * sin(Double(number) * 0.37) * cos(Double(number) * 0.011) + 1)]"
        }
        positions = Array(positions.reversed()) + ["[0,0]", "[0.2,0]"]
        positions.append(positions[0])
        let text = GeoJSON.file(GeoJSON.feature(coordinates: "[[\(positions.joined(separator: ","))]]"))
        var limits = BoundaryLimits()
        limits.maximumComparisons = 5_000_000
        let subject = LintSubject(data: Data(text.utf8), file: "coast.geojson", key: "code", label: "name")
        let result = try BoundaryLint(limits: limits).result(of: subject)
        #expect(!result.findings.map(\.rule).contains(.fault(.tooTangled)))
        #expect(result.isReadable)
    }
}
