#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What became of the wish to put a new key in the place of one that works.
public enum KeyRotation: Sendable, Hashable {
    /// There are two keys now: `new`, and the old one until `oldEnds`.
    case rotated(new: APIKeyText, row: APIKeyRow, oldEnds: Date)
    /// There is no key of this name that works.
    case unknown
    /// The key was itself made to replace an older one that still works, until the time given, nil for without end.
    case olderLives(prefix: String, until: Date?)
    /// The key was rotated before, into this one.
    case replaced(by: String)
}
