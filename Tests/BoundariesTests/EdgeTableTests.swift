import Testing

@testable import Boundaries

@Suite struct EdgeTableTests {
    @Test func `runs are short, complete and inside their boxes`() throws {
        let ring = (0..<100).map { TinyCity.at(Double($0), Double($0 % 7)) }
        let boundary = Boundary(
            id: "a",
            name: "a",
            polygons: [Polygon(shell: ring + [ring[0]], holes: [ring.reversed()])]
        )
        let table = EdgeTable([boundary])
        #expect(table.spans == [0..<8])
        #expect(table.runs.reduce(0) { $0 + $1.edges.count } == 100 + 99)
        for run in table.runs {
            #expect(run.edges.count <= EdgeTable.edgesInRun)
            for vertex in run.edges.lowerBound...run.edges.upperBound {
                #expect(run.box.contains(latitude: table.latitudes[vertex], longitude: table.longitudes[vertex]))
            }
        }
    }
}
