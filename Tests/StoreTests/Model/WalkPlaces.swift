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
    private let legs: [Place: [RoutingDecision.Leg]]

    init(_ city: TestCity) throws {
        var legs: [Place: [RoutingDecision.Leg]] = [:]
        for place in Self.all {
            let hits = city.snapshot.index.probe(try place.coordinate).hits
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
        }
        self.legs = legs
        homes = [:]
    }

    /// Every queue, by name.
    var queues: [String] { Set(legs.values.joined().map(\.queue)).sorted() }

    /// The shares departments may have of what happens at a place.
    func legs(at place: Place) -> [RoutingDecision.Leg] { legs[place] ?? [] }
}
