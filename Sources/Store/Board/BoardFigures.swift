#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Every number of the dispatch board, all of one moment.
public struct BoardFigures: Sendable, Hashable {
    /// One department's work items.
    public struct Line: Sendable, Hashable {
        /// The department's code.
        public let department: String
        /// In its queues, nobody has them.
        public var waiting = 0
        /// A worker has them for a while.
        public var leased = 0
        /// It owns them and has not finished.
        public var accepted = 0
        /// Open and past their date.
        public var late = 0
        /// Closed within the last 24 hours.
        public var closed = 0
        /// When the item that waits longest came.
        public var oldestWaiting: Date?

        /// All that is open.
        public var open: Int { waiting + leased + accepted }

        /// Starts with nothing.
        public init(department: String) {
            self.department = department
        }
    }

    /// The moment, by the database's clock.
    public let at: Date
    /// The departments that have open work or closed some lately, by code.
    public let lines: [Line]
    /// Items of service requests submitted within the last hour.
    public let inLastHour: Int
    /// Items closed within the last hour.
    public let outLastHour: Int

    /// All departments together.
    public var total: Line {
        lines.reduce(into: Line(department: "")) { total, line in
            total.waiting += line.waiting
            total.leased += line.leased
            total.accepted += line.accepted
            total.late += line.late
            total.closed += line.closed
            total.oldestWaiting = [total.oldestWaiting, line.oldestWaiting].compactMap(\.self).min()
        }
    }
}
