/// How much of a body is read before it is refused: a hostile server must not wear out who checks it.
public struct ReadLimits: Sendable, Hashable {
    /// The deepest nesting; a conforming body has six levels.
    public var depth = 60
    /// The most values, or elements of XML; a thousand requests have 17,000.
    public var values = 2_000_000
    /// The most attributes of one element.
    public var attributes = 50

    /// Creates limits far above what conforming bodies need.
    public init() {}
}
