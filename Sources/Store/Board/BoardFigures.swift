#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What the dispatch board counts anew all the time, all of one moment.
public struct BoardFigures: Sendable, Hashable {
    /// One department's work items.
    public struct Line: Sendable, Hashable {
        /// How long open items are there, in days: below the first of these, from one to the next, above the last.
        public static let ageBounds = [1, 3, 7, 30]

        /// The department's code.
        public let department: String
        /// In its queues, nobody has them.
        public var waiting = 0
        /// A worker has them for a while.
        public var leased = 0
        /// It owns them and has not finished.
        public var accepted = 0
        /// Open and past their date; never while their clock stands still.
        public var late = 0
        /// Open and due within the next 24 hours; never while their clock stands still.
        public var dueSoon = 0
        /// Closed within the last 24 hours.
        public var closed = 0
        /// When the item that waits longest came.
        public var oldestWaiting: Date?
        /// The open items by how long ago they came, in the bands that `ageBounds` makes.
        public var ages = [Int](repeating: 0, count: ageBounds.count + 1)

        /// All that is open.
        public var open: Int { waiting + leased + accepted }

        /// Starts with nothing.
        public init(department: String) {
            self.department = department
        }
    }

    /// How many hours back `inByHour` and `outByHour` go.
    public static let hours = 24

    /// The moment, by the database's clock.
    public let at: Date
    /// The departments that have open work or closed some lately, by code.
    public let lines: [Line]
    /// Items of service requests submitted within each of the last hours, counted back from the moment: the last 60
    /// minutes first.
    public let inByHour: [Int]
    /// Items closed within each of the same hours.
    public let outByHour: [Int]
    /// How the server's own work goes on.
    public let system: BoardSystem

    /// Items of service requests submitted within the last hour.
    public var inLastHour: Int { inByHour.first ?? 0 }
    /// Items closed within the last hour.
    public var outLastHour: Int { outByHour.first ?? 0 }

    /// All departments together.
    public var total: Line {
        lines.reduce(into: Line(department: "")) { total, line in
            total.waiting += line.waiting
            total.leased += line.leased
            total.accepted += line.accepted
            total.late += line.late
            total.dueSoon += line.dueSoon
            total.closed += line.closed
            total.oldestWaiting = [total.oldestWaiting, line.oldestWaiting].compactMap(\.self).min()
            for (band, items) in line.ages.enumerated() { total.ages[band] += items }
        }
    }
}
