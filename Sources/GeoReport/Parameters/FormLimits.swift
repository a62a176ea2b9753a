/// How much a form or a query may hold before it is refused unread.
public struct FormLimits: Sendable, Hashable {
    /// The most parameters, empty ones included.
    public var maximumCount: Int
    /// The most bytes of a name, before it is percent-decoded.
    public var maximumNameBytes: Int
    /// The most bytes of the whole.
    public var maximumBytes: Int

    /// Creates limits; the defaults are far above what a service's questions and a description of 4000 characters need.
    public init(maximumCount: Int = 500, maximumNameBytes: Int = 256, maximumBytes: Int = 2 << 20) {
        self.maximumCount = maximumCount
        self.maximumNameBytes = maximumNameBytes
        self.maximumBytes = maximumBytes
    }
}
