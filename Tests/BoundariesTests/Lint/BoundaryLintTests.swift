import Boundaries
import Foundation
import Testing

@Suite struct BoundaryLintTests {
    @Test func `a sound file has nothing wrong`() throws {
        let result = try LintCase.result(GeoJSON.file(GeoJSON.feature()))
        #expect(result.findings.isEmpty)
        #expect(result.features == 1)
        #expect(result.key == "code")
        #expect(result.isReadable)
    }

    @Test(arguments: BoundaryFaultTests.files + BoundaryFaultTests.features + BoundaryFaultTests.rings)
    func `whatever the reader refuses is an error with a remedy`(fault: BoundaryFaultTests.Case) throws {
        let subject = LintSubject(
            data: Data(fault.text.utf8),
            file: "ward.geojson",
            key: "code",
            label: "name",
            properties: ["kind", "rank"]
        )
        let result = try BoundaryLint(limits: fault.limits).result(of: subject)
        let found = try #require(result.findings.first { $0.rule == .fault(fault.kind) }, "found \(result.findings)")
        #expect(found.severity == .error)
        #expect(!result.isReadable)
        for finding in result.findings {
            #expect(!finding.remedy.isEmpty)
            #expect(finding.message.contains("found"))
        }
    }

    @Test func `a projected file says what it looks like, and its shapes are looked at all the same`() throws {
        let result = try LintCase.result(
            GeoJSON.file(
                GeoJSON.feature(
                    coordinates: "[[[980000,190000],[981000,191000],[981000,190000],[980000,191000],[980000,190000]]]"
                ),
                crs: #"{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2263"}}"#
            )
        )
        #expect(
            result.findings.map(\.rule) == [
                .fault(.foreignReferenceSystem), .fault(.projected), .fault(.invalid),
            ]
        )
        let projected = result.findings[1]
        #expect(projected.message.contains("feet of EPSG:2263 (New York Long Island)"))
        #expect(projected.message.contains("in its one feature"))
        #expect(projected.remedy.hasPrefix("Let boundaries import convert it, or run: ogr2ogr "))
        #expect(projected.remedy.contains("-s_srs EPSG:2263 -t_srs EPSG:4326"))
        let invalid = result.findings[2]
        // In the file's own numbers, as whoever edits the file sees them.
        #expect(invalid.place == .raw(first: 980_500, second: 190_500))
        #expect(invalid.message.contains("cross at [980500.0, 190500.0]"))
    }

    @Test func `without an extent a guess says that it is one`() throws {
        let text = GeoJSON.file(
            GeoJSON.feature(
                coordinates: "[[[972081.8,190733.5],[972184.8,190551.1],[972398.5,190683.2],[972081.8,190733.5]]]"
            )
        )
        let loose = try #require(try LintCase.result(text).findings.first)
        #expect(loose.message.contains(" or "))
        #expect(loose.remedy.contains("other reference systems have such numbers too"))
        let sure = try #require(try LintCase.result(text, extent: LintCase.newYork).findings.first)
        #expect(sure.message.hasSuffix("look like feet of EPSG:2263 (New York Long Island)"))
        #expect(!sure.remedy.contains("other reference systems"))
    }

    @Test func `every place where a boundary crosses itself is told`() throws {
        let zigzag = "[[[0,0],[10,0],[10,3],[8,-1],[6,3],[4,-1],[2,3],[0,3],[0,0]]]"
        let result = try LintCase.result(GeoJSON.file(GeoJSON.feature(coordinates: zigzag)))
        let invalid = try #require(result.findings.first { $0.rule == .fault(.invalid) })
        #expect(invalid.message.components(separatedBy: " · ").count == 4)
        #expect(invalid.message.contains("0.0, 8.5"))
    }

    @Test func `what is wrong with many features alike is told once, with the features`() throws {
        let features = (0..<8).map { number in
            GeoJSON.feature(code: "\(number)", name: number == 3 ? #""x""# : "null", coordinates: Self.square(number))
        }
        let result = try LintCase.result(GeoJSON.file(features.joined(separator: ",")))
        #expect(result.findings.count == 1)
        #expect(result.findings.first?.feature == nil)
        #expect(result.findings.first?.message.hasSuffix("so it is in 7 features, 0–2, 4–7") == true)
    }

    @Test func `the key is guessed, and it is said why`() throws {
        let byID = #"{"type":"Feature","properties":{"id":1,"code":2},"geometry":\#(Self.geometry(0))}"#
        #expect(try LintCase.result(GeoJSON.file(byID), key: nil, label: nil).key == "id")
        let numbered = (0..<2).map { number in
            #"{"type":"Feature","properties":{"same":1,"Shape_Area":5\#(number),"cd":\#(number)},"geometry":\#(Self.geometry(number))}"#
        }
        let result = try LintCase.result(GeoJSON.file(numbered.joined(separator: ",")), key: nil, label: nil)
        #expect(result.key == "cd")
        #expect(result.guess?.contains("a value of its own") == true)
        #expect(result.isReadable)
        #expect(try LintCase.result(GeoJSON.file(byID)).guess == nil)
    }

    @Test func `a property that some features cannot be told by is no guess`() throws {
        let features = ["A ", "B\\u0007"].enumerated().map { number, code in
            let properties = #"{"code":"\#(code)","parish":"P\#(number)"}"#
            return #"{"type":"Feature","properties":\#(properties),"geometry":\#(Self.geometry(number))}"#
        }
        let result = try LintCase.result(GeoJSON.file(features.joined(separator: ",")), key: nil, label: nil)
        #expect(result.key == "parish")
        #expect(result.findings.isEmpty, "\(result.findings)")
    }

    @Test func `too many findings are counted, errors first`() throws {
        let features = (0..<9).map { GeoJSON.feature(code: "\($0)", coordinates: Self.bowTie($0)) }
        let settings = LintSettings(maximumFindings: 4)
        let result = try LintCase.result(GeoJSON.file(features.joined(separator: ",")), settings: settings)
        #expect(result.findings.count == 5)
        #expect(result.findings.last?.rule == .fault(.more))
        #expect(!result.isReadable)
    }

    @Test func `the remedies quote a file's name for a shell`() throws {
        let subject = LintSubject(data: Data("{}".utf8), file: "my 'map'.geojson", key: "id")
        let remedy = try #require(try BoundaryLint().result(of: subject).findings.first).remedy
        #expect(remedy.contains(#"'my '\''map'\''.geojson'"#))
    }

    static func square(_ number: Int) -> String {
        let x = number * 2
        return "[[[\(x),0],[\(x + 1),0],[\(x + 1),1],[\(x),1],[\(x),0]]]"
    }

    static func geometry(_ number: Int) -> String { #"{"type":"Polygon","coordinates":\#(square(number))}"# }

    static func bowTie(_ number: Int) -> String {
        let x = number * 3
        return "[[[\(x),0],[\(x + 2),2],[\(x + 2),0],[\(x),2],[\(x),0]]]"
    }
}
