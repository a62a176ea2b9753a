#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One piece of news in a feed.
struct AtomEntry: Sendable, Hashable {
    /// What it is called for ever.
    let id: AtomID
    /// One line.
    let title: String
    /// When it happened, or was last changed.
    let updated: Date
    /// The whole address of the page that says more.
    let link: String
    /// The text, plain; nil where the title says all.
    var content: String?
}
