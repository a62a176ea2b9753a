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
        let directory = QueueDirectory(pool: city.database.pool, jurisdiction: city.jurisdiction)
        numbers = try await directory.numbers(of: Set(legs.values.joined().map(Self.entry)))
    }

    /// Every queue, by name.
    var queues: [String] { numbers.keys.sorted() }

    /// The share a department has of what it is asked for at a place.
    func home(of department: String, at place: String) -> RoutingDecision.Leg? {
        homes[WorkModel.Home(department, at: place)].flatMap { name in
            legs.values.joined().first { $0.queue == name }
        }
    }

    /// A submission for a place with one to three legs of whichever departments, in whichever lane.
    func submission(
        at place: Place,
        in city: TestCity,
        using random: inout SeededGenerator
    ) throws -> Submission {
        let plain = try city.submission(at: place)
        let count = [1, 1, 1, 2, 2, 3][Int.random(in: 0..<6, using: &random)]
        let shares = (0..<count).compactMap { _ in legs[place]?.randomElement(using: &random) }
        return Submission(
            draft: plain.draft,
            decision: RoutingDecision(
                serviceCode: plain.decision.serviceCode,
                legs: shares,
                priority: Priority.allCases.randomElement(using: &random) ?? .normal,
                rule: plain.decision.rule,
                probe: plain.decision.probe,
                layers: plain.decision.layers,
                catalogVersion: plain.decision.catalogVersion,
                layerVersions: plain.decision.layerVersions
            ),
            notice: plain.notice,
            isPrivate: false,
            expectedIn: .seconds(3600),
            warningIn: .seconds(2700)
        )
    }

    private static func entry(_ leg: RoutingDecision.Leg) -> QueueDirectory.Entry {
        QueueDirectory.Entry(
            name: leg.queue,
            department: leg.department,
            boundary: leg.boundary.map { ($0.layer, $0.id) }
        )
    }
}
