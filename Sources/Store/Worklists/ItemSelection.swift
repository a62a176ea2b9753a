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
    }

    /// Which come first.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// The earliest date, those without one last.
        case due
        /// The longest here.
        case oldest
        /// The latest here; of closed ones the latest closed.
        case newest
    }

    /// The most hours back.
    public static let maximumHours = 168

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
        self.order = order ?? (standing.isRecent ? .newest : .due)
    }
}
