extension FuzzMutator {
    /// Changes of whole values: positions, rings, polygons, features.
    mutating func mutateStructure() {
        guard let range = value() else { return mutateBytes() }
        let text = Array(bytes[range])
        let comma = [UInt8(ascii: ",")]
        switch Int.random(in: 0..<12, using: &dice) {
        case 0:
            // With its comma: a position, ring or feature less.
            let hasComma = range.upperBound < bytes.count && bytes[range.upperBound] == UInt8(ascii: ",")
            replace(range.lowerBound..<range.upperBound + (hasComma ? 1 : 0), with: [])
        case 1, 2:
            let times = dice.falls(10) ? Int.random(in: 2...2000, using: &dice) : 1
            guard text.count * times < Self.maximumBytes / 2 else { return }
            bytes.insert(contentsOf: (0..<times).flatMap { _ in text + comma }, at: range.lowerBound)
        case 3: replace(range, with: [UInt8(ascii: "[")] + text + [UInt8(ascii: "]")])
        case 4: replace(range, with: text.dropFirst().dropLast())
        case 5: replace(range, with: "[]".utf8)
        case 6:
            let other = dice.pick(["null", "{}", "0", "\"\"", "true"])
            replace(range, with: other.utf8)
        case 7:
            guard let other = value(), !other.overlaps(range) else { return }
            let otherText = Array(bytes[other])
            let (first, second) = range.lowerBound < other.lowerBound ? (range, other) : (other, range)
            let (firstText, secondText) = range.lowerBound < other.lowerBound ? (text, otherText) : (otherText, text)
            replace(second, with: firstText)
            replace(first, with: secondText)
        case 8:
            let other = Self.reordered(text, &dice)
            replace(range, with: other)
        case 9:
            let depth = dice.falls(20) ? 100_000 : Int.random(in: 2...30, using: &dice)
            let open = Array(repeating: UInt8(ascii: "["), count: depth)
            let close = Array(repeating: UInt8(ascii: "]"), count: dice.falls(80) ? depth : depth / 2)
            replace(range, with: open + text + close)
        case 10:
            let member = dice.pick([
                #""type":"Polygon","#, #""geometry":null,"#, #""features":[],"#, #""id":"1","#, #""\u0069d":2,"#,
                #""crs":{"type":"name","properties":{"name":"EPSG:3857"}},"#, #""crs":null,"#, #""coordinates":[],"#,
            ])
            guard let brace = bytes[range].firstIndex(of: UInt8(ascii: "{")) else { return }
            bytes.insert(contentsOf: member.utf8, at: brace + 1)
        default:
            // A third number.
            guard text.count < 60, text.last == UInt8(ascii: "]") else { return }
            replace(range, with: Array(text.dropLast()) + Array(",7]".utf8))
        }
    }

    /// Where an array or object stands whose bracket was picked by chance; nil where there is none.
    private mutating func value() -> Range<Int>? {
        guard !bytes.isEmpty else { return nil }
        let start = place()
        let near = bytes[start...].prefix(5000).firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        guard let open = near else { return nil }
        // Most brackets are positions; now and then something larger is wanted.
        var first = open
        if dice.falls(30) {
            let before = bytes[..<open].suffix(400)
            first = before.firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } ?? open
        }
        var depth = 0
        for offset in first..<bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth <= 0 { return first..<offset + 1 }
            default: break
            }
        }
        return nil
    }

    /// The elements of an array in another order.
    private static func reordered(_ text: [UInt8], _ dice: inout ChaosDice) -> [UInt8] {
        guard text.count > 2 else { return text }
        var elements: [[UInt8]] = [[]]
        var depth = 0
        for byte in text.dropFirst().dropLast() {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
            if byte == UInt8(ascii: ","), depth == 0 {
                elements.append([])
            } else {
                elements[elements.count - 1].append(byte)
            }
        }
        if dice.falls(50) { elements.reverse() } else { elements.shuffle(using: &dice) }
        return Array(text.prefix(1)) + Array(elements.joined(separator: [UInt8(ascii: ",")])) + Array(text.suffix(1))
    }
}
