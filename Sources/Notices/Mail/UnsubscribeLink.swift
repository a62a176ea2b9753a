/// The address a mail program posts to when its reader says "unsubscribe" there (RFC 8058, "one-click").
public struct UnsubscribeLink: Sendable, Hashable {
    /// The address.
    let text: String

    /// Takes an address; nil where it is not `https` (RFC 8058, 3.1) or holds what a header cannot: anything but
    /// printing ASCII, brackets, commas, or more than 900 bytes.
    public init?(_ address: String) {
        let start = "https://"
        guard address.hasPrefix(start), (start.utf8.count + 1...900).contains(address.utf8.count) else { return nil }
        let isFit = address.utf8.allSatisfy { (0x21...0x7E).contains($0) && !Self.unfit.contains($0) }
        guard isFit else { return nil }
        text = address
    }

    // RFC 2369, 2: the header is a list, and its addresses stand in angle brackets.
    private static let unfit = Set("<>,".utf8)
}
