/// How much work a queue holds.
public struct QueueCount: Sendable, Hashable {
    /// `nypd/75`.
    public let queue: String
    /// The department's code.
    public let department: String
    /// Items nobody has.
    public let waiting: Int
    /// Items a worker has for a while.
    public let leased: Int
    /// Items the department owns and has not finished.
    public let accepted: Int
    /// Seconds since the oldest waiting item was submitted; nil where none waits.
    public let oldestSeconds: Int?
}
