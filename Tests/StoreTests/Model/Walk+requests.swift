import Boundaries
import ServiceRequests
import Store
import TestSupport

extension Walk {
    /// Some requests come in, each with one to three legs.
    mutating func submit() async throws {
        let open = model.items.values.count(where: \.isOpen)
        var places: [Place] = []
        var batch: [Submission] = []
        for _ in 0..<(open < 60 ? 4 : 1) {
            let place = pick(WalkPlaces.all)
            places.append(place)
            batch.append(try submission(at: place))
        }
        let results = try await city.intake.submit(batch)
        for (index, result) in results.enumerated() {
            let decision = batch[index].decision
            let legs = decision.legs.map { WorkModel.Leg(department: $0.department, queue: $0.queue) }
            let number = model.submit(legs, priority: decision.priority.rawValue, at: places[index].rawValue)
            guard case .stored(let receipt) = result else { throw Unexpected(result) }
            try check(
                "submit \(legs.map(\.queue))",
                city.jurisdiction.cipher.id(for: number)?.text ?? "",
                receipt.id
            )
        }
    }

    /// A submission with legs of departments' choice, in a lane.
    mutating func submission(at place: Place) throws -> Submission {
        let plain = try city.submission(at: place)
        var legs: [RoutingDecision.Leg] = []
        for _ in 0..<pick([1, 1, 1, 2, 2, 3]) { legs.append(pick(self.place.legs(at: place))) }
        return Submission(
            draft: plain.draft,
            decision: RoutingDecision(
                serviceCode: plain.decision.serviceCode,
                legs: legs,
                priority: pick([.urgent, .normal, .normal, .low]),
                rule: plain.decision.rule,
                probe: plain.decision.probe,
                layers: plain.decision.layers,
                catalogVersion: plain.decision.catalogVersion,
                layerVersions: plain.decision.layerVersions
            ),
            notice: plain.notice,
            isPrivate: false,
            expectedIn: .seconds(3600)
        )
    }
}
