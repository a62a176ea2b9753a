import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension StaffWords {
    /// How much of a lease is left: "12 minutes left, until 3:05 PM".
    func left(_ holding: ItemRow.Holding) -> LocalTime.Stamp {
        let seconds = holding.expiresAt.timeIntervalSince(now)
        let left = seconds <= 0 ? "No time left" : "\(time.distance(seconds)) left"
        return time.stamp(
            holding.expiresAt,
            "\(left.prefix(1).uppercased())\(left.dropFirst()), until \(time.time(holding.expiresAt))"
        )
    }
}
