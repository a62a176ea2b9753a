import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Dates in headers (RFC 5322, 3.3).
enum MailDate {
    /// An instant as `Sun, 22 Nov 2026 09:05:00 +0000`: whole seconds, rounded down, UTC, for years 1900 to 9999.
    static func format(_ date: Date) -> String {
        // The first and the last second the header can say.
        var seconds = Int(min(max(date.timeIntervalSince1970.rounded(.down), -2_208_988_800), 253_402_300_799))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(twoDigits).joined(separator: ":")
        let day = "\(days[Int(parts.tm_wday)]), \(twoDigits(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
        return "\(day) \(parts.tm_year + 1900) \(time) +0000"
    }

    private static func twoDigits(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
