#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How the server's own work goes on, as the database shows it.
public struct BoardSystem: Sendable, Hashable {
    /// The most mails that are counted.
    public static let maximumMails = 1000

    /// Service requests submitted within the last minute.
    public let lastMinute: Int
    /// When the last one came; nil where there is none.
    public let lastSubmission: Date?
    /// How long the oldest deadline that has passed waits to be acted on; nil where none does.
    public let sweepLag: Duration?
    /// Mails that are to be sent and were not yet, `maximumMails` at most.
    public let mails: Int
}
