import Store

/// Who hears the same of every event: everybody of one department at the board, or at its desk.
struct LiveAudience: Sendable, Hashable {
    /// The page.
    enum Page: Sendable, Hashable {
        /// Every department's events.
        case board
        /// Only those that concern the department.
        case desk
    }

    let page: Page
    /// The department's code; it decides what may be read of private requests.
    let department: String

    /// Whether it is told of an event at all.
    func hears(_ event: LiveEvent) -> Bool { page == .board || event.concerns(department) }
}
