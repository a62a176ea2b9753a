internal import Boundaries

/// Reads a position as people write or paste it: `40.7128, -74.0060`, `40.7128° N 74.0060° W`.
enum PositionText {
    /// The position; nil when the text is no two numbers, or they are none of the earth.
    ///
    /// Latitude comes first, unless only the other order lies in the extent. Two whole numbers with no comma are no
    /// position: they may be two ZIP codes, or a street.
    static func coordinate(in text: String, extent: BoundingBox?) -> Coordinate? {
        let parts = text.split { $0 == "," || $0 == ";" || $0.isWhitespace }
        var numbers: [Part] = []
        for part in parts {
            if let direction = Direction(part) {
                guard let last = numbers.popLast(), last.direction == nil else { return nil }
                numbers.append(Part(degrees: last.degrees, isWhole: last.isWhole, direction: direction))
            } else if let number = Part(part) {
                numbers.append(number)
            } else {
                return nil
            }
        }
        guard numbers.count == 2 else { return nil }
        guard text.contains(where: { $0 == "," || $0 == ";" }) || !numbers.contains(where: \.isWhole) else {
            return nil
        }
        return coordinate(numbers[0], numbers[1], extent: extent)
    }

    private static func coordinate(_ first: Part, _ second: Part, extent: BoundingBox?) -> Coordinate? {
        switch (first.direction?.isLatitude, second.direction?.isLatitude) {
        case (false, true), (nil, true), (false, nil):
            return try? Coordinate(latitude: second.signed, longitude: first.signed)
        case (true, true), (false, false):
            return nil
        case (true, _):
            return try? Coordinate(latitude: first.signed, longitude: second.signed)
        case (nil, _):
            let written = try? Coordinate(latitude: first.signed, longitude: second.signed)
            let turned = try? Coordinate(latitude: second.signed, longitude: first.signed)
            if let extent, let turned, extent.contains(turned), !(written.map(extent.contains) ?? false) {
                return turned
            }
            return written
        }
    }

    /// A number with the letter after it.
    private struct Part {
        let degrees: Double
        let isWhole: Bool
        let direction: Direction?

        init(degrees: Double, isWhole: Bool, direction: Direction?) {
            self.degrees = degrees
            self.isWhole = isWhole
            self.direction = direction
        }

        init?(_ text: Substring) {
            var digits = text
            direction = digits.last.flatMap { Direction(Substring(String($0))) }
            if direction != nil { digits.removeLast() }
            if digits.last == "°" { digits.removeLast() }
            // A minus that a text programme has set.
            let plain = digits.replacing("−", with: "-")
            guard plain.utf8.count <= 24, plain.utf8.allSatisfy("0123456789+-.".utf8.contains),
                let number = Double(plain)
            else { return nil }
            degrees = number
            isWhole = !plain.contains(".")
        }

        /// Degrees north or east.
        var signed: Double { direction?.isNegative == true ? -abs(degrees) : degrees }
    }

    /// North, south, east or west.
    private struct Direction {
        let isLatitude: Bool
        let isNegative: Bool

        init?(_ text: Substring) {
            switch text.uppercased() {
            case "N": (isLatitude, isNegative) = (true, false)
            case "S": (isLatitude, isNegative) = (true, true)
            case "E": (isLatitude, isNegative) = (false, false)
            case "W": (isLatitude, isNegative) = (false, true)
            default: return nil
            }
        }
    }
}
