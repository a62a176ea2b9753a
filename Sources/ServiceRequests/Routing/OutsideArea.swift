/// A place outside the jurisdiction, and who can be called about it.
public struct OutsideArea: Sendable, Hashable {
    /// Metres to the outline; nil where that is farther than was looked.
    public let metres: Double?
    /// The stretch of border it lies beyond, where that is a named one.
    public let stretch: LocalizedText?
    /// Whom to call.
    public let call: LocalizedText

    /// Creates the answer for a place outside.
    public init(metres: Double?, stretch: LocalizedText? = nil, call: LocalizedText) {
        self.metres = metres
        self.stretch = stretch
        self.call = call
    }
}
