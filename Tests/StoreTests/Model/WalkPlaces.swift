import Boundaries
import ServiceRequests
import Store
import TestSupport

/// The places of the tiny city where a walk's requests are, and the queues departments have for them.
struct WalkPlaces {
    /// Where requests of a walk are.
    static let all: [Place] = [.west, .park, .east]

    /// The queue a department is handed work for a place in.
    let homes: [WorkModel.Home: String]
    /// The numbers of all queues, by name.
    let numbers: [String: Int32]
    private let legs: [Place: [RoutingDecision.Leg]]
    private let entries: [String: QueueDirectory.Entry]

    init(_ city: TestCity) async throws {
        let assigner = Assigner(snapshot: city.snapshot)
        var legs: [Place: [RoutingDecision.Leg]] = [:]
        var homes: [WorkModel.Home: RoutingDecision.Leg] = [:]
        for place in Self.all {
            let coordinate = try place.coordinate
            let hits = city.snapshot.index.probe(coordinate).hits
            let (borough, precinct) = (hits["borough"]?.boundary, hits["precinct"]?.boundary)
            legs[place] = [
                RoutingDecision.Leg(department: "works", boundary: borough),
                RoutingDecision.Leg(department: "works", boundary: precinct),
                RoutingDecision.Leg(department: "parks"),
                RoutingDecision.Leg(department: "parks", boundary: precinct),
                RoutingDecision.Leg(department: "police", boundary: precinct),
                RoutingDecision.Leg(department: "police"),
                RoutingDecision.Leg(department: Department.triage),
            ]
            for department in Walk.departments {
                homes[WorkModel.Home(department, at: place.rawValue)] = assigner.leg(
                    for: department,
                    service: "pothole",
                    coordinate: coordinate
                )
            }
        }
        self.legs = legs
        self.homes = homes.mapValues(\.queue)
        let all = Set((legs.values.joined() + Array(homes.values)).map(Self.entry))
        entries = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
        let directory = QueueDirectory(pool: city.database.pool, jurisdiction: city.jurisdiction)
        numbers = try await directory.numbers(of: all)
    }

    /// Every queue, by name.
    var queues: [String] { entries.keys.sorted() }

    /// The shares departments may have of what happens at a place.
    func legs(at place: Place) -> [RoutingDecision.Leg] { legs[place] ?? [] }

    /// A department's queue for a place, as a further leg names it.
    func entry(for department: String, at place: String) -> QueueDirectory.Entry? {
        homes[WorkModel.Home(department, at: place)].flatMap { entries[$0] }
    }

    private static func entry(_ leg: RoutingDecision.Leg) -> QueueDirectory.Entry {
        QueueDirectory.Entry(
            name: leg.queue,
            department: leg.department,
            boundary: leg.boundary.map { ($0.layer, $0.id) }
        )
    }
}
