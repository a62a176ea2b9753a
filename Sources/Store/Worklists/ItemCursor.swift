#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A place in a list: the last row that was shown, by what the list is ordered by.
///
/// Rows that come or go before it move nothing behind it.
public struct ItemCursor: Sendable, Hashable {
    /// The instant the list is ordered by; `distantFuture` for none.
    public let key: Date
    /// The item, which tells apart what the instant does not.
    public let item: Int64

    /// Creates a place.
    public init(key: Date, item: Int64) {
        self.key = key
        self.item = item
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let item = Int64(parts[1]), item > 0 else { return nil }
        if parts[0] == "none" {
            self.init(key: .distantFuture, item: item)
        } else if let microseconds = Int64(parts[0]), abs(microseconds) < 1 << 53 {
            self.init(key: Date(timeIntervalSince1970: Double(microseconds) / 1_000_000), item: item)
        } else {
            return nil
        }
    }

    /// For an address: microseconds since 1970, or `none`, and the item.
    public var text: String {
        let time = key >= .distantFuture ? "none" : String(Int64((key.timeIntervalSince1970 * 1_000_000).rounded()))
        return "\(time).\(item)"
    }
}
