#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Date {
    /// A moment to the second, in UTC as logs have it: 2027-01-01 05:00:00 UTC.
    var listed: String {
        formatted(.iso8601).replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}
