import Boundaries
import Foundation
import ServiceRequests
import Testing

/// A folder of one layer with one square ward, written anew for each test.
@Suite final class GeoDataFolderTests {
    static let extent = "extent: [-74.30, 40.45, -73.65, 40.95]"

    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The folder's path, its ward's south-west corner at two numbers in the file's order.
    private func path(extent: String?, first: Double, second: Double) throws -> String {
        let (low, high) = ([first, second], [first + 0.01, second + 0.01])
        let ring = [low, [high[0], low[1]], high, [low[0], high[1]], low]
        let ward = """
            {"type": "FeatureCollection", "features": [{
              "type": "Feature", "properties": {"id": "w7"},
              "geometry": {"type": "Polygon", "coordinates": [\(ring)]}
            }]}
            """
        let layers = "layers: [{id: ward, name: {en: Ward}, file: ward.geojson, key: id}]"
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(ward.utf8).write(to: folder.appending(path: "ward.geojson"))
        try Data("\(extent ?? "")\n\(layers)\n".utf8).write(to: folder.appending(path: "layers.yml"))
        return folder.path()
    }

    private func faults(in folder: String) -> [BoundaryFault] {
        do {
            _ = try GeoDataFolder.layers(in: folder)
        } catch .boundaries(.faults(let faults)) {
            return faults
        } catch {
            Issue.record("expected faults, found \(error)")
        }
        return []
    }

    @Test func `a layer inside the extent is read`() throws {
        let path = try path(extent: Self.extent, first: -74, second: 40.7)
        #expect(try GeoDataFolder.layers(in: path).map(\.boundaries.count) == [1])
    }

    @Test func `a file with its axes swapped is refused though both are in range`() throws {
        let path = try path(extent: Self.extent, first: 40.7, second: -74)
        let fault = try #require(faults(in: path).first)
        #expect(fault.kind == .swapped)
        #expect(fault.feature == 0)
        #expect(fault.key == "w7")
        #expect(
            fault.description.hasPrefix(
                "ward.geojson: feature 0 (w7), near -74.0, 40.7: expected longitude first and latitude second "
                    + "(RFC 7946), found [40.7, -74.0], which looks swapped"
            ),
            "\(fault)"
        )
    }

    @Test func `a feature outside the extent is refused with its place`() throws {
        let path = try path(extent: Self.extent, first: 16.37, second: 48.2)
        let fault = try #require(faults(in: path).first)
        #expect(fault.kind == .outsideExtent)
        #expect(
            fault.description.hasPrefix(
                "ward.geojson: feature 0 (w7), near 48.2, 16.37: expected a position within "
                    + "40.45…40.95 north, -74.3…-73.65 east, found [16.37, 48.2]"
            ),
            "\(fault)"
        )
    }

    @Test func `the extent goes with the sources to whoever reads them`() async throws {
        let sources = try GeoDataFolder.sources(in: try path(extent: Self.extent, first: 40.7, second: -74))
        let error = await #expect(throws: BoundaryError.self) { try await BoundaryReader().read(sources) }
        guard case .faults(let faults)? = error else { return }
        #expect(faults.first?.kind == .swapped)
    }

    @Test(arguments: [(-74, 40.7), (40.7, -74), (16.37, 48.2)])
    func `without an extent any place on the earth is read`(first: Double, second: Double) throws {
        let path = try path(extent: nil, first: first, second: second)
        #expect(try GeoDataFolder.layers(in: path).map(\.boundaries.count) == [1])
    }
}
