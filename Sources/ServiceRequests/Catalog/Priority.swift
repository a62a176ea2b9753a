/// The lane a work item waits in; lower goes first.
public enum Priority: Int, Sendable, Hashable, CaseIterable, Comparable {
    case urgent = 1
    case normal = 2
    case low = 3

    /// Whether one lane goes before another.
    public static func < (one: Priority, other: Priority) -> Bool { one.rawValue < other.rawValue }
}
