#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension ServiceRequest {
    /// Which stored service requests a client asks for (GeoReport v2, GET service requests, and what it grew since).
    public struct Query: Sendable, Hashable {
        /// The most days a window may span.
        public static let maximumDays = 90
        /// The most requests one answer holds.
        public static let maximumCount = 1000
        /// How many requests lie before the last one that a page's number can reach; further on goes `after`.
        public static let maximumDepth = 100_000

        /// Which requests: by id, or by a window of time.
        public enum Selection: Sendable, Hashable {
            /// Exactly these, whatever their age; other filters do not count.
            case ids([String])
            /// Those submitted from `start` to `end`, both included; without an end, to the newest there is.
            case window(start: Date, end: Date?)
        }

        /// A span of time, both ends included.
        public struct Span: Sendable, Hashable {
            /// Its beginning.
            public let start: Date
            /// Its end.
            public let end: Date

            /// Creates a span.
            public init(start: Date, end: Date) {
                self.start = start
                self.end = end
            }
        }

        /// One of the words that a request must have somewhere the public can read it.
        public struct Word: Sendable, Hashable {
            /// The word.
            public let text: String
            /// The services whose names have it.
            public let serviceCodes: [String]

            /// Creates a word.
            public init(_ text: String, serviceCodes: [String] = []) {
                self.text = text
                self.serviceCodes = serviceCodes
            }
        }

        /// By id or by time.
        public var selection: Selection
        /// Whether what is asked for lies further on than pages are numbered: there is none, or it has to be reached by
        /// `after`, and `offset` is as far as it goes.
        public var isBeyondReach = false
        /// Only these services; empty means all.
        public var serviceCodes: [String]
        /// Only these; empty means both.
        public var statuses: [Status]
        /// Only those of these departments, by code; empty means all.
        public var departments: [String] = []
        /// Only those whose last change the public is told as of then.
        public var updated: Span?
        /// Only those that lie there.
        public var area: Area?
        /// Only those that have each of these in their public words.
        public var words: [Word] = []
        /// Only those with a picture everybody may see, or those without; nil means both.
        public var hasPicture: Bool?
        /// So many of the newest are left out; at most `maximumDepth`, the limit included.
        public var offset = 0
        /// The public id of the request behind which the list goes on; with one, the offset does not count.
        public var after: String?
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
