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
        try self.place.submission(at: place, in: city, using: &random)
    }
}
