/// A mail address that can be given to any mailer: `name@example.org`.
///
/// Stricter than RFC 5322: ASCII only, no quoted names, no comments, no addresses of machines in brackets, a domain of two
/// labels or more (an international one in its `xn--` form), and none of the characters that mailers have given a meaning
/// of their own in names (`! % | / $ { }` and the grave accent: routes, pipes, files, expansions).
public struct MailAddress: Sendable, Hashable {
    /// The address, as it was written.
    public let text: String
    /// What comes after the `@`.
    let domain: String

    /// Takes an address; nil for anything else, blanks around it included.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        // RFC 5321, 4.5.3.1: 256 bytes with the two brackets around it.
        guard parts.count == 2, text.utf8.count <= 254, Self.isName(parts[0].utf8), Self.isDomain(parts[1].utf8) else {
            return nil
        }
        self.text = text
        domain = String(parts[1])
    }

    private static func isName(_ name: Substring.UTF8View) -> Bool {
        guard (1...64).contains(name.count), name.first != UInt8(ascii: "-") else { return false }
        let words = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return words.allSatisfy { word in !word.isEmpty && word.allSatisfy { $0.isAlphanumeric || marks.contains($0) } }
    }

    private static func isDomain(_ domain: Substring.UTF8View) -> Bool {
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, !last.allSatisfy(\.isDigit) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { $0.isAlphanumeric || $0 == hyphen }
        }
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let marks = Set("#&'*+-=?^_~".utf8)
}

extension MailAddress: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the address, so that no message or log line gives it away by accident; `text` is the address.
    public var description: String { "(a mail address)" }

    /// The same.
    public var debugDescription: String { description }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isAlphanumeric: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
