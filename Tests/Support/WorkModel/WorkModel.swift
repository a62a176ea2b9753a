public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The whole protocol of work in memory: every move as a mutating function that gives what its maker hears.
///
/// What the tables do in SQL under concurrency is said here one move after another, in the plainest way there is; a test
/// makes the same moves here and in PostgreSQL and expects the same answers and the same state. Nothing in the program runs
/// it, so it stands with the tests. Time is a number of seconds that only `pass` moves on.
public struct WorkModel: Sendable {
    /// The numbers it goes by.
    public let rules: WorkRules
    /// Seconds a lease runs at most, renewals and all.
    public let longestLease: Int
    /// The queue a department has for a place.
    public let homes: [Home: String]
    /// Seconds since the model began.
    public private(set) var now = 0
    /// Every service request, by number.
    public internal(set) var requests: [Int64: Request] = [:]
    /// Every work item, by number.
    public internal(set) var items: [Int64: Item] = [:]
    /// The leases that still hold something.
    public internal(set) var leases: [UUID: Lease] = [:]

    var nextRequest: Int64
    var nextItem: Int64

    /// A department and a place that it may have a queue for.
    public struct Home: Hashable, Sendable {
        let department: String
        let place: String

        /// Names a department and a place.
        public init(_ department: String, at place: String) {
            self.department = department
            self.place = place
        }
    }

    /// Begins with nothing; numbers count on from those given.
    public init(
        rules: WorkRules = .standard,
        longestLease: Int = 3600,
        homes: [Home: String],
        nextRequest: Int64 = 1,
        nextItem: Int64 = 1
    ) {
        self.rules = rules
        self.longestLease = longestLease
        self.homes = homes
        self.nextRequest = nextRequest
        self.nextItem = nextItem
    }

    /// Lets time pass.
    public mutating func pass(_ seconds: Int) { now += seconds }

    /// The department a queue belongs to: `nypd` for `nypd/75`.
    public static func department(of queue: String) -> String {
        queue.split(separator: "/", maxSplits: 1).first.map { String($0) } ?? queue
    }

    /// Writes a line of a request's history.
    mutating func note(
        _ kind: String,
        _ item: Int64?,
        of request: Int64,
        _ department: String,
        _ counterpart: String? = nil
    ) {
        requests[request]?.events.append(
            Event(kind: kind, item: item, department: department, counterpart: counterpart)
        )
    }

    /// The legs of a request, the first one first.
    func legs(of request: Int64) -> [Item] {
        (requests[request]?.items ?? []).compactMap { items[$0] }.sorted { $0.leg < $1.leg }
    }
}
