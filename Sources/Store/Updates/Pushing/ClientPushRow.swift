#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How it stands with the updates that are sent to a client.
public struct ClientPushRow: Sendable, Hashable {
    /// What the city calls the client.
    public let client: String
    /// The whole address that the forms go to.
    public let address: String
    /// How many updates have not arrived.
    public let waiting: Int
    /// For how many seconds the oldest of them has waited; 0 where none does.
    public let delay: Double
    /// How often in a row nothing arrived.
    public let failures: Int
    /// What the last failure was; nil where the last try was none.
    public let lastFailure: String?
    /// When an update arrived last; nil for never.
    public let deliveredAt: Date?
}
