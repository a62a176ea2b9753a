/// Looks whether two numbers of a file are a position, and if not, what they look like instead.
struct PositionCheck {
    /// One kind of trouble in one geometry: the first place and how many positions have it.
    struct Trouble {
        let place: BoundaryFault.Place
        let message: String
        var count: Int
    }

    let extent: BoundingBox?

    /// Turns the numbers x, y, x, y… into positions; what is none is left out and added to the troubles.
    func coordinates(
        _ numbers: [Double],
        troubles: inout [(kind: BoundaryFault.Kind, trouble: Trouble)]
    ) -> [Coordinate] {
        var coordinates: [Coordinate] = []
        coordinates.reserveCapacity(numbers.count / 2)
        for index in stride(from: 0, to: numbers.count - 1, by: 2) {
            let first = numbers[index]
            let second = numbers[index + 1]
            if let coordinate = try? Coordinate(latitude: second, longitude: first),
                extent?.contains(coordinate) ?? true
            {
                coordinates.append(coordinate)
                continue
            }
            let kind = kind(first, second)
            if let known = troubles.firstIndex(where: { $0.kind == kind }) {
                troubles[known].trouble.count += 1
            } else {
                let message = message(kind, first, second)
                troubles.append((kind, Trouble(place: .of(first, second), message: message, count: 1)))
            }
        }
        return coordinates
    }

    private func kind(_ first: Double, _ second: Double) -> BoundaryFault.Kind {
        guard first.isFinite, second.isFinite else { return .notFinite }
        let isInRange = abs(first) <= 180 && abs(second) <= 90
        if let extent, abs(first) <= 90, abs(second) <= 180 {
            // Turned round it would lie where it should.
            if extent.contains(latitude: first, longitude: second) { return .swapped }
        } else if !isInRange, abs(first) <= 90, abs(second) <= 180 {
            return .swapped
        }
        if isInRange { return .outsideExtent }
        // No degree, however it is counted, is more than 360.
        return max(abs(first), abs(second)) > 360 ? .projected : .outOfRange
    }

    private func message(_ kind: BoundaryFault.Kind, _ first: Double, _ second: Double) -> String {
        let found = "found [\(first), \(second)]"
        switch kind {
        case .swapped:
            return "expected longitude first and latitude second (RFC 7946), \(found), which looks swapped"
        case .projected:
            let system = ReferenceSystem.words(x: first...first, y: second...second, extent: extent)
            return "expected degrees of WGS 84 (RFC 7946), \(found), which looks like \(system)"
        case .outsideExtent:
            return "expected a position within \(extent.map(\.description) ?? "the earth"), \(found)"
        case .notFinite:
            return "expected finite numbers, \(found)"
        default:
            return "expected a longitude from -180 to 180 and a latitude from -90 to 90, \(found)"
        }
    }
}
