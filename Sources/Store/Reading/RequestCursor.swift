#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A place in a list of requests, newest first: the last one that was shown or looked at.
///
/// What comes in later stands before it and moves nothing behind it.
struct RequestCursor: Sendable, Hashable {
    /// When it was submitted.
    let at: Date
    /// Its number, which tells apart what the instant does not.
    let number: Int64
}
