import Foundation
import ServiceRequests

extension StaffWords {
    /// The moment to the second on the city's clock, `15:04:05`, so that two looks can be told apart.
    var clock: String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: catalog.jurisdiction.timeZone) ?? .gmt
        let parts = calendar.dateComponents([.hour, .minute, .second], from: now)
        return [parts.hour, parts.minute, parts.second].map { part in
            let text = String(part ?? 0)
            return text.count < 2 ? "0\(text)" : text
        }.joined(separator: ":")
    }
}
