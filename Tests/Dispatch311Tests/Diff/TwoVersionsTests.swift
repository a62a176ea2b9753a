import Boundaries
import ServiceRequests
import TestSupport
import Testing

@testable import dispatch311

@Suite struct TwoVersionsTests {
    /// The tiny city, and the same with a park that reaches farther west, a third precinct that is a park, too, and an east
    /// that begins farther east; of these only the layers that are compared.
    private static func versions(comparing compared: [String] = ["borough", "precinct"]) async throws -> TwoVersions {
        let now = try await TinyCity.snapshot()
        let drawn = try TinyCity.geodata(replacing: "[20.01,", with: "[20.004,", in: "precinct.geojson").readLayers()[1]
        let precinct = BoundaryLayer(
            definition: drawn.definition,
            version: drawn.version,
            boundaries: drawn.boundaries.map { boundary in
                Boundary(
                    id: boundary.id,
                    name: boundary.name,
                    properties: boundary.id == "3" ? ["kind": "park"] : boundary.properties,
                    polygons: boundary.polygons
                )
            }
        )
        let boroughs = try TinyCity.geodata(replacing: "[20.02,", with: "[20.023,", in: "borough.geojson").readLayers()
        let layers = zip([boroughs[0], precinct], now.index.layers).map { compared.contains($0.id) ? $0 : $1 }
        let index = try await BoundaryIndex.build(layers: layers, tolerance: now.catalog.jurisdiction.tolerance)
        return TwoVersions(layers: compared, before: now.index, after: index, catalog: now.catalog)
    }

    /// Places inside, on lines, at the shore, beyond borders and far away.
    private static func places() throws -> [Coordinate] {
        var places: [Coordinate] = []
        for row in -3...13 {
            for column in -6...46 {
                let (latitude, longitude) = (10 + Double(row) * 0.002, 20 + Double(column) * 0.001)
                places.append(try Coordinate(latitude: latitude, longitude: longitude))
                places.append(try Coordinate(latitude: latitude + 0.0004, longitude: longitude + 0.0003))
            }
        }
        return places
    }

    @Test(arguments: [["borough", "precinct"], ["precinct"], ["borough"]])
    func `asking the assigners only where the boundaries differ gives what asking them always gives`(
        compared: [String]
    ) async throws {
        let versions = try await Self.versions(comparing: compared)
        let catalog = try #require(versions.catalog)
        let before = Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: versions.before))
        let after = Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: versions.after))
        func owner(_ draft: ServiceRequest.Draft, by assigner: Assigner) -> Owner? {
            guard case .routed(let decision) = assigner.assign(draft) else { return nil }
            return Owner(department: decision.department, queues: decision.legs.map(\.queue))
        }
        var different = 0
        var same = 0
        for place in try Self.places() {
            for service in catalog.services {
                let draft = ServiceRequest.Draft(serviceCode: service.code, location: .point(place))
                let change = versions.change(at: place) { draft }
                let owners = (owner(draft, by: before), owner(draft, by: after))
                if owners.0 == owners.1 {
                    #expect(change.owners == nil)
                    same += 1
                } else {
                    #expect(change.owners?.before == owners.0 && change.owners?.after == owners.1)
                    different += 1
                }
            }
        }
        #expect(different > 50 && same > 500)
    }

    @Test func `a place says from which boundary to which, and what is outside both is outside`() async throws {
        let versions = try await Self.versions()
        let draft = { (place: Place) in
            ServiceRequest.Draft(serviceCode: "pothole", location: .point(try place.coordinate))
        }
        let west = try draft(.west)
        let moved = versions.change(at: try Place.west.coordinate) { west }
        #expect(moved.moves == [TwoVersions.Change.Move(layer: "precinct", from: "1", to: "2")])
        #expect(moved.owners?.before == Owner(department: "works", queues: ["works/W"]))
        #expect(moved.owners?.after == Owner(department: "parks", queues: ["parks/2"]))
        let park = try draft(.park)
        #expect(versions.change(at: try Place.park.coordinate) { park } == TwoVersions.Change())
        let faraway = versions.change(at: try Place.faraway.coordinate) { nil }
        #expect(faraway.isOutside && faraway.moves.isEmpty && faraway.owners == nil)
        #expect(versions.areRouted)
    }

    @Test func `without a catalog only boundaries are compared, and nothing snaps`() async throws {
        let with = try await Self.versions()
        let versions = TwoVersions(
            layers: ["precinct"],
            before: try BoundaryIndex(layers: [with.before.layers[1]], tolerance: nil),
            after: try BoundaryIndex(layers: [with.after.layers[1]], tolerance: nil),
            catalog: nil
        )
        let change = versions.change(at: try Place.west.coordinate) { nil }
        #expect(change.moves == [TwoVersions.Change.Move(layer: "precinct", from: "1", to: "2")])
        #expect(versions.change(at: try Place.pier.coordinate) { nil }.isOutside)
        #expect(!versions.areRouted)
    }
}
