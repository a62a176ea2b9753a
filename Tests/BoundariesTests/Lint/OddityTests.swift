import Boundaries
import Testing

/// What the reader takes and a lint points at.
@Suite struct OddityTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let oddity: BoundaryFinding.Oddity
        let text: String
        let says: [String]
        var feature: Int? = 0

        static func ring(
            _ description: String,
            _ oddity: BoundaryFinding.Oddity,
            _ coordinates: String,
            _ says: String...
        ) -> Case {
            Case(
                testDescription: description,
                oddity: oddity,
                text: GeoJSON.file(GeoJSON.feature(coordinates: coordinates)),
                says: says
            )
        }

        static func file(
            _ description: String,
            _ oddity: BoundaryFinding.Oddity,
            _ text: String,
            feature: Int?,
            _ says: String...
        ) -> Case {
            Case(testDescription: description, oddity: oddity, text: text, says: says, feature: feature)
        }
    }

    static let cases: [Case] = [
        .file(
            "New York with latitude first",
            .antarctic,
            GeoJSON.file(
                GeoJSON.feature(
                    coordinates: "[[[40.70,-74.00],[40.71,-74.00],[40.71,-73.99],[40.70,-73.99],[40.70,-74.00]]]"
                )
            ),
            feature: nil,
            "found nothing north of -73.99:",
            "latitude and longitude are swapped"
        ),
        .ring(
            "a position again",
            .repeatedPosition,
            "[[[0,0],[1,0],[1,0],[1,1],[0,0]]]",
            "found one again (polygon 0, ring 0)"
        ),
        .ring("a clockwise shell", .ringDirection, "[[[0,0],[0,1],[1,1],[1,0],[0,0]]]", "shells counterclockwise"),
        .ring(
            "a counterclockwise hole",
            .ringDirection,
            "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]",
            "polygon 0, ring 1"
        ),
        .ring("a height", .elevation, "[[[0,0,5],[1,0,5],[1,1,5],[0,1],[0,0,5]]]", "found 4 with a third"),
        .ring(
            "a tiny polygon",
            .tinyRing,
            "[\(LintCase.disc(40, -74, metres: 1, corners: 16))]",
            "at least 1 m²",
            "found 0.5"
        ),
        .ring(
            "a strip of ten centimetres",
            .sliver,
            "[[[0,0],[0.01,0],[0.01,0.0000009],[0,0.0000009],[0,0]]]",
            "at least 1 m wide on average",
            "found 0.1 m: 111 m² and 2224 m round"
        ),
        .ring(
            "a line out and back",
            .spike,
            "[[[0,0],[1,0],[1,0.5],[2,0.500001],[1,0.500002],[1,1],[0,1],[0,0]]]",
            "turns back"
        ),
        .ring("across 180°", .antimeridian, "[[[179,0],[-179,0],[-179,1],[179,1],[179,0]]]", "of more than 180°"),
        .file(
            "a crs that says nothing",
            .referenceSystemMember,
            GeoJSON.file(
                GeoJSON.feature(),
                crs: #"{"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}"#
            ),
            feature: nil,
            "names WGS 84"
        ),
        .file(
            "a property twice",
            .repeatedMember,
            GeoJSON.file(GeoJSON.feature(more: #", "\u006eame": "Other""#)),
            feature: 0,
            #"found "name" twice"#
        ),
        .file(
            "a file's member twice",
            .repeatedMember,
            #"{"type":"FeatureCollection","type":"FeatureCollection","features":[\#(GeoJSON.feature())]}"#,
            feature: nil,
            #"found "type" twice"#
        ),
        .file(
            "the same boundary begun elsewhere under another key",
            .sameGeometry,
            GeoJSON.file(
                GeoJSON.feature(),
                GeoJSON.feature(code: "2", coordinates: "[[[1,1],[0,1],[0,0],[1,0],[1,1]]]")
            ),
            feature: 1,
            "the same geometry as feature 0 (1)"
        ),
        .file(
            "almost the same boundary",
            .nearlySameGeometry,
            GeoJSON.file(
                GeoJSON.feature(),
                GeoJSON.feature(code: "2", coordinates: "[[[0,0.0001],[0.5,0],[1,0],[1,1],[0,1.0001],[0,0.0001]]]")
            ),
            feature: 1,
            "almost the same geometry as feature 0 (1)"
        ),
    ]

    @Test(arguments: cases)
    func `an oddity says what, where and what to do, and the file stays readable`(odd: Case) throws {
        let result = try LintCase.result(odd.text)
        let rules = result.findings.map(\.rule)
        #expect(rules == [.oddity(odd.oddity)], "found \(result.findings)")
        let found = try #require(result.findings.first)
        #expect(found.feature == odd.feature)
        #expect(found.severity == odd.oddity.severity)
        #expect(found.severity != .error)
        #expect(!found.remedy.isEmpty)
        for text in odd.says { #expect(found.message.contains(text), "found \(found.message)") }
        #expect(result.isReadable)
    }

    @Test func `every oddity is in the table`() {
        #expect(Set(Self.cases.map(\.oddity)) == Set(BoundaryFinding.Oddity.allCases))
    }

    @Test func `neighbours with a common edge are no twins`() throws {
        let result = try LintCase.result(
            GeoJSON.file(
                GeoJSON.feature(),
                GeoJSON.feature(code: "2", coordinates: "[[[1,0],[2,0],[2,1],[1,1],[1,0]]]"),
                GeoJSON.feature(code: "3", coordinates: "[[[0,0],[1,0],[1,1],[0.5,0.5],[0,0]]]")
            )
        )
        #expect(result.findings.isEmpty)
    }

    @Test func `a polygon round a pole has no edge too long`() throws {
        let pole = "[[[-180,-90],[180,-90],[180,-60],[-180,-60],[-180,-90]]]"
        let result = try LintCase.result(GeoJSON.file(GeoJSON.feature(coordinates: pole)))
        #expect(!result.findings.map(\.rule).contains(.oddity(.antimeridian)))
    }

    @Test func `the sizes can be stated`() throws {
        let square = "[[[0,0],[0.001,0],[0.001,0.001],[0,0.001],[0,0]]]"
        let text = GeoJSON.file(GeoJSON.feature(coordinates: square))
        #expect(try LintCase.result(text).findings.isEmpty)
        // 111 m a side: 12,364 m², and half of that wide on average.
        let tiny = try LintCase.result(text, settings: LintSettings(tinySquareMetres: 13_000))
        #expect(tiny.findings.map(\.rule) == [.oddity(.tinyRing)])
        let narrow = try LintCase.result(text, settings: LintSettings(sliverMetres: 60))
        #expect(narrow.findings.map(\.rule) == [.oddity(.sliver)])
    }
}
