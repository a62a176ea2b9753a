#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension ServiceRequest {
    /// Which stored service requests a client asks for (GeoReport v2, GET service requests).
    public struct Query: Sendable, Hashable {
        /// The most days a window may span.
        public static let maximumDays = 90
        /// The most requests one answer holds.
        public static let maximumCount = 1000

        /// Which requests: by id, or by a window of time.
        public enum Selection: Sendable, Hashable {
            /// Exactly these, whatever their age; other filters do not count.
            case ids([String])
            /// Those submitted from `start` to `end`, both included; without an end, to the newest there is.
            case window(start: Date, end: Date?)
        }

        /// By id or by time.
        public var selection: Selection
        /// Only these services; empty means all.
        public var serviceCodes: [String]
        /// Only these; empty means both.
        public var statuses: [Status]
        /// At most so many, the newest.
        public var limit: Int

        /// Creates a query.
        public init(
            selection: Selection,
            serviceCodes: [String] = [],
            statuses: [Status] = [],
            limit: Int = Query.maximumCount
        ) {
            self.selection = selection
            self.serviceCodes = serviceCodes
            self.statuses = statuses
            self.limit = limit
        }
    }
}
