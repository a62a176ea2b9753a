/// Which work items a list shows: the question behind a number of the board or the desk.
public struct ItemSelection: Sendable, Hashable {
    /// Which ones, by where they stand.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        /// In a queue, nobody has them.
        case waiting
        /// A worker has them for a while.
        case leased
        /// The department owns them and has not finished.
        case accepted
        /// All three of these.
        case open
        /// Open and past their date; never while their clock stands still.
        case late
        /// Closed within the last `hours`.
        case closed
        /// Of service requests submitted within the last `hours`, whatever became of them.
        case submitted

        /// Whether `hours` counts.
        public var isRecent: Bool { self == .closed || self == .submitted }
        /// The orders such a list can have, the usual one first.
        public var orders: [Order] { isRecent ? [.newest, .oldest] : Order.allCases }
    }

    /// Which come first.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// The earliest date, those without one last.
        case due
        /// The latest date, those without one first.
        case dueLast = "due-last"
        /// The longest here; of closed ones the first closed.
        case oldest
        /// The latest here; of closed ones the latest closed.
        case newest

        /// Whether it is by date.
        var isByDue: Bool { self == .due || self == .dueLast }
        /// Whether the key runs down.
        var isDescending: Bool { self == .dueLast || self == .newest }
    }

    /// How near the date is.
    public enum DueBand: String, Sendable, Hashable, CaseIterable {
        /// Past it.
        case late
        /// Within the next 24 hours.
        case soon
        /// Later, or without a date.
        case later
        /// The clock stands still.
        case paused
    }

    /// The most hours back.
    public static let maximumHours = 168
    /// The most days of `age`.
    public static let maximumAge = 3650
    /// The longest `text`, in characters.
    public static let longestText = 100

    /// Where they stand.
    public var standing: Standing
    /// Whose turn it is: the queue's department, the lease's, the owner's; for closed ones who closed them.
    public var department: String?
    /// One queue by its full name.
    public var queue: String?
    /// How far back, 1 to `maximumHours`; only for `closed` and `submitted`.
    public var hours: Int
    /// Which come first.
    public var order: Order
    /// One service by its code.
    public var service: String?
    /// How near the date is.
    public var due: DueBand?
    /// Came in so many days ago or longer, 1 to `maximumAge`.
    public var age: Int?
    /// How the request came in.
    public var channel: String?
    /// Held by this worker of the department; only where `department` is one.
    public var holder: String?
    /// Words of the place or the description, in any case.
    public var text: String?
    /// A request's public id, or a department's own number for an item: whatever state those are in.
    public var reference: String?

    /// Creates a selection; without an order, the usual one: by date, of recent ones the newest.
    public init(
        _ standing: Standing,
        department: String? = nil,
        queue: String? = nil,
        hours: Int = 24,
        order: Order? = nil
    ) {
        self.standing = standing
        self.department = department
        self.queue = queue
        self.hours = hours
        self.order = order.flatMap { standing.orders.contains($0) ? $0 : nil } ?? standing.orders[0]
    }
}
