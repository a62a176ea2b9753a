extension FuzzMutator {
    private static let numbers = [
        "0", "-0", "1e400", "-1e400", "1e308", "-1.7976931348623157e308", "5e-324", "1e-400", "90", "-90", "180",
        "-180",
        "180.0000000001", "-74", "40.7", "1e15", "984000.5", "-8238310", "9007199254740993", "1E2", "0.1e+1", "00",
        "1.", ".5", "+1",
        "- 1", "1e", "0x10", "123456789012345678901234567890", "-73.99999999999999",
    ]
    private static let words = [
        "Polygon", "MultiPolygon", "Point", "LineString", "GeometryCollection", "Feature", "FeatureCollection",
        "coordinates",
        "geometry", "properties", "type", "features", "crs", "id", "name",
    ]

    /// Changes of numbers and names.
    mutating func mutateTokens() {
        let found = numberRanges()
        switch Int.random(in: 0..<10, using: &dice) {
        case 0...2 where !found.isEmpty:
            let range = dice.pick(found)
            let number = dice.pick(Self.numbers)
            replace(range, with: number.utf8)
        case 3...4 where found.count > 1:
            // One number becomes another of the file: a vertex moves onto another's parallel or meridian.
            let source = dice.pick(found)
            let target = dice.pick(found)
            replace(target, with: Array(bytes[source]))
        case 5 where !found.isEmpty:
            let range = dice.pick(found)
            let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
            replace(
                range.lowerBound..<range.lowerBound + (isNegative ? 1 : 0),
                with: isNegative ? [] : [UInt8(ascii: "-")]
            )
        case 6 where !found.isEmpty:
            // A digit too many.
            let digit = UInt8.random(in: 0x30...0x39, using: &dice)
            let end = dice.pick(found).upperBound
            bytes.insert(digit, at: end)
        case 7: mapNumbers(found)
        default:
            let word = dice.pick(Self.words)
            let places = ranges(of: Array("\"\(word)\"".utf8))
            guard !places.isEmpty else { return }
            let range = dice.pick(places)
            let other = dice.pick(Self.words)
            replace(range, with: "\"\(other)\"".utf8)
        }
    }

    /// Changes every number of the file alike.
    private mutating func mapNumbers(_ found: [Range<Int>]) {
        let way = Int.random(in: 0..<5, using: &dice)
        let digits = Int.random(in: 0...5, using: &dice)
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let noise = 0.00001 * scale
        var mapped: [UInt8] = []
        mapped.reserveCapacity(bytes.count)
        var offset = 0
        for range in found {
            mapped += bytes[offset..<range.lowerBound]
            offset = range.upperBound
            let text = bytes[range]
            guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite, abs(number) < 1e12 else {
                mapped += text
                continue
            }
            let changed =
                switch way {
                case 0: (number * scale).rounded() / scale
                case 1: number + Double.random(in: -noise...noise, using: &dice)
                case 2: number * 12_345
                case 3: -number
                default: number + 360
                }
            mapped += Array("\(changed)".utf8)
        }
        mapped += bytes[offset...]
        bytes = mapped
    }

    /// Where numbers stand.
    func numberRanges() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start: Int?
        for (offset, byte) in bytes.enumerated() {
            let isOfNumber = (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            if isOfNumber {
                start = start ?? offset
            } else if let first = start {
                ranges.append(first..<offset)
                start = nil
            }
        }
        return ranges
    }

    /// Where a text stands.
    private func ranges(of text: [UInt8]) -> [Range<Int>] {
        guard bytes.count >= text.count, let first = text.first else { return [] }
        return (0...bytes.count - text.count).filter {
            bytes[$0] == first && bytes[$0..<$0 + text.count].elementsEqual(text)
        }
        .map { $0..<$0 + text.count }
    }
}
