/// How a jurisdiction's work stands at one moment, by department, as far as that can be told cheaply.
public struct WorkStanding: Sendable, Hashable {
    /// A department's open work items.
    public struct Line: Sendable, Hashable {
        /// In its queues, nobody has them.
        public var waiting = 0
        /// A worker has them for a while.
        public var leased = 0
        /// It owns them and has not finished.
        public var accepted = 0
        /// It owns them, and their date has passed.
        public var late = 0
        /// How many seconds the one that waits longest has waited since it was made; 0 where none waits.
        public var oldestSeconds = 0.0
    }

    /// The departments that ever had a queue, by code.
    public let lines: [String: Line]
    /// Mails that have not left.
    public let mails: Int
    /// For how many seconds the first mail that may leave has not been taken; 0 where none may.
    public let mailDelay: Double
    /// For how many seconds the oldest transaction has kept newer events from departments that read changes.
    public let changesLag: Double
    /// How it stands with the updates for clients, by their names.
    public let pushes: [ClientPushRow]
}
