import Boundaries
import Testing

@testable import dispatch311

@Suite struct PictureMarksTests {
    /// A row of wards a hundredth of a degree wide, each ending so many degrees before the next.
    private static func report(gaps: Int, width: Double) async throws -> CoverageReport {
        func boundary(_ id: String, _ west: Double, _ east: Double) -> Boundary {
            let corners = [(10.0, west), (10, east), (10.01, east), (10.01, west), (10, west)]
            let shell = corners.map { Coordinate.inRange(latitude: $0.0, longitude: $0.1) }
            return Boundary(id: id, name: id, polygons: [Polygon(shell: shell)])
        }
        func layer(_ id: String, _ boundaries: [Boundary]) -> BoundaryLayer {
            let definition = LayerDefinition(id: id, names: ["en": id], file: "\(id).geojson", key: "id")
            return BoundaryLayer(definition: definition, version: "0", boundaries: boundaries)
        }
        let wards = (0..<gaps).map { number in
            let west = 20 + Double(number) / 100
            // No two gaps are of one size.
            return boundary("w\(number)", west, west + 0.01 - width - Double(number) * 1e-6)
        }
        let ward = layer("ward", wards)
        let city = layer("city", [boundary("all", 20, 20 + Double(gaps) / 100)])
        let coverage = try await Coverage.examine(ward, outline: city)
        let index = try await BoundaryIndex.build(layers: [city, ward], tolerance: nil)
        return CoverageReport(coverage, index: index)
    }

    private static func marks(_ report: CoverageReport) -> PictureMarks {
        let picture = MapPicture(report, prefix: "l1")
        let frame = PictureFrame(around: picture.box, width: 860, most: 900, margin: 26)
        return PictureMarks(picture.subjects, on: frame, prefix: "l1")
    }

    @Test func `every finding has a number where there is room`() async throws {
        let marks = Self.marks(try await Self.report(gaps: 10, width: 0.002))
        #expect(marks.numbered.count == 10)
        #expect(!marks.svg.contains("class=\"dot"))
        for number in 1...10 { #expect(marks.svg.contains("href=\"#l1-i\(number)\"")) }
    }

    @Test func `numbers never cover one another, and what has none has a dot`() async throws {
        let report = try await Self.report(gaps: 100, width: 0.002)
        let marks = Self.marks(report)
        #expect(report.entries.count == 100)
        #expect(marks.numbered.count > 10 && marks.numbered.count <= PictureMarks.mostNumbers)
        for (position, mark) in marks.numbered.enumerated() {
            for other in marks.numbered[..<position] {
                #expect(abs(mark.x - other.x) + abs(mark.y - other.y) >= PictureMarks.distance)
            }
        }
        let dots = marks.svg.ranges(of: "<circle class=\"dot").count
        #expect(dots == 100 - marks.numbered.count)
        // The largest finding keeps its number whatever lies around it.
        #expect(marks.svg.contains("id=\"l1-m1\""))
    }

    @Test func `on a narrow screen only numbers with room for larger marks stay`() async throws {
        let marks = Self.marks(try await Self.report(gaps: 30, width: 0.002))
        let close = marks.svg.ranges(of: "class=\"mark close\"").count
        let open = marks.svg.ranges(of: "class=\"mark\"").count
        #expect(close > 0 && open > 0 && close + open == marks.numbered.count)
        #expect(marks.svg.contains("<a class=\"mark\" id=\"l1-m1\""))
    }
}
