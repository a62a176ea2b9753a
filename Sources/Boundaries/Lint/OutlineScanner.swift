import Foundation

/// Finds members and elements in JSON that has been checked, without making values of them.
struct OutlineScanner {
    private let bytes: [UInt8]
    private var offset: Int
    private var elevated = 0
    private var repeated: [String] = []
    private var decodings = 0

    /// Names told of one object or feature at most.
    private static let maximumRepeated = 5

    /// Names with escapes that are read as what they mean; any further ones are compared as they are written.
    private static let maximumDecodings = 10_000

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Whether the value that comes next is an object.
    var startsObject: Bool {
        mutating get { peek() == UInt8(ascii: "{") }
    }

    /// The names told twice since this was asked last.
    mutating func takeRepeated() -> [String] {
        defer { repeated = [] }
        return repeated
    }

    /// Passes over an object and gives its members; what is in `features` is not looked at.
    mutating func object() -> [JSONOutline.Member] { members { $0 == "features" } }

    /// The elements of an array.
    mutating func elements(in range: Range<Int>) -> [Range<Int>] {
        offset = range.lowerBound + 1
        var elements: [Range<Int>] = []
        while peek() != UInt8(ascii: "]"), offset < range.upperBound {
            if bytes[offset] == UInt8(ascii: ",") {
                offset += 1
                continue
            }
            let start = offset
            skip()
            elements.append(start..<offset)
        }
        return elements
    }

    /// Looks through one element of `features`.
    mutating func feature(in range: Range<Int>) -> JSONOutline.Feature {
        offset = range.lowerBound
        elevated = 0
        repeated = []
        var members: [JSONOutline.Member] = []
        if peek() == UInt8(ascii: "{") { members = self.members { $0 == "geometry" } }
        // Only here are three numbers a position; elsewhere they may be a colour.
        elevated = 0
        if let geometry = members.first(where: { $0.name == "geometry" }) {
            offset = geometry.value.lowerBound
            look()
        }
        return JSONOutline.Feature(range: range, members: members, repeated: takeRepeated(), elevated: elevated)
    }

    /// Passes over an object, looking into the members but those that are to be skipped.
    private mutating func members(skipping isSkipped: (String) -> Bool) -> [JSONOutline.Member] {
        var members: [JSONOutline.Member] = []
        var names: Set<String> = []
        offset += 1
        while peek() != UInt8(ascii: "}"), offset < bytes.count {
            if bytes[offset] == UInt8(ascii: ",") {
                offset += 1
                continue
            }
            let start = offset
            skip()
            let name = text(start + 1..<max(start + 1, offset - 1))
            if !names.insert(name).inserted, repeated.count < Self.maximumRepeated, !repeated.contains(name) {
                repeated.append(name)
            }
            if peek() == UInt8(ascii: ":") { offset += 1 }
            _ = peek()
            let value = offset
            if isSkipped(name) { skip() } else { look() }
            members.append(JSONOutline.Member(name: name, whole: start..<offset, value: value..<offset))
        }
        offset += 1
        return members
    }

    /// Passes over a value and looks at every object and array in it.
    private mutating func look() {
        switch peek() {
        case UInt8(ascii: "{"):
            _ = members { _ in false }
        case UInt8(ascii: "["):
            offset += 1
            let isPosition = peek() == UInt8(ascii: "-") || (0x30...0x39).contains(peek())
            var count = 0
            while peek() != UInt8(ascii: "]"), offset < bytes.count {
                if bytes[offset] == UInt8(ascii: ",") {
                    offset += 1
                    continue
                }
                look()
                count += 1
            }
            offset += 1
            // A box has four numbers or six; nobody means it for a position.
            if isPosition, count == 3 { elevated += 1 }
        default:
            skip()
        }
    }

    /// Passes over a value.
    private mutating func skip() {
        var depth = 0
        repeat {
            switch peek() {
            case UInt8(ascii: "\""):
                offset += 1
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
                    offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
                }
                offset += 1
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                offset += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                offset += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                offset += 1
            default:
                let start = offset
                while offset < bytes.count, Self.isOfWord(bytes[offset]) { offset += 1 }
                // Never so in JSON; it must end all the same.
                if offset == start { offset += 1 }
            }
        } while depth > 0 && offset < bytes.count
        offset = min(offset, bytes.count)
    }

    /// What stands between two quotes.
    private mutating func text(_ range: Range<Int>) -> String {
        let inner = bytes[range]
        guard inner.contains(UInt8(ascii: "\\")), decodings < Self.maximumDecodings else {
            return String(decoding: inner, as: UTF8.self)
        }
        decodings += 1
        let quoted = Data(bytes[range.lowerBound - 1..<range.upperBound + 1])
        return (try? JSONDecoder().decode(String.self, from: quoted)) ?? String(decoding: inner, as: UTF8.self)
    }

    /// The next byte that is no blank, which is where the offset is then; 0 at the end.
    private mutating func peek() -> UInt8 {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return bytes[offset]
            }
        }
        return 0
    }

    /// A byte of a number, `true`, `false` or `null`.
    private static func isOfWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "+-.E".utf8.contains(byte)
    }
}
