#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A place in the order of changes: everything up to it has been read.
///
/// The transaction that wrote an event and the event's number, in this order: several events of one transaction stand by
/// their numbers. Clients keep its text and give it back; only this program knows what it means.
public struct ChangeCursor: Sendable, Hashable, Comparable {
    /// Before the first change there is.
    public static let beginning = ChangeCursor(transaction: 0, event: 0)

    /// The transaction.
    let transaction: Int64
    /// The event's number; 0 is before all of the transaction's events.
    let event: Int64

    // The first byte says how the rest is to be read, so that it may change one day.
    private static let version: UInt8 = 1

    init(transaction: Int64, event: Int64) {
        self.transaction = transaction
        self.event = event
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: String) {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + "="
        guard let bytes = Data(base64Encoded: base64), bytes.count == 17, bytes.first == Self.version else {
            return nil
        }
        let numbers = [bytes.dropFirst().prefix(8), bytes.dropFirst(9)].map { half in
            half.reduce(0) { $0 << 8 | Int64($1) }
        }
        self.init(transaction: numbers[0], event: numbers[1])
        // One place has one text, so that texts can be compared.
        guard transaction >= 0, event >= 0, self.text == text else { return nil }
    }

    /// 23 characters that are safe in an address: Base 64 of RFC 4648 part 5.
    public var text: String {
        var bytes = Data([Self.version])
        for number in [transaction, event] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
            }
        }
        return bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Whether one stands before another.
    public static func < (one: ChangeCursor, other: ChangeCursor) -> Bool {
        (one.transaction, one.event) < (other.transaction, other.event)
    }
}
