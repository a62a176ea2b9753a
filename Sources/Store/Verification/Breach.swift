/// A row that breaks a promise.
public struct Breach: Sendable, Hashable {
    /// The promise, P1 to P8.
    public let promise: String
    /// What is wrong, in a sentence.
    public let rule: String
    /// The row, by its keys.
    public let row: String
}
