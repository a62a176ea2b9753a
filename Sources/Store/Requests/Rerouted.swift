#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A request that was decided anew.
public struct Rerouted: Sendable, Hashable {
    /// Its public id, which has not changed.
    public let serviceRequestID: String
    /// The department residents are told.
    public let department: String
    /// By when it should be done.
    public let expectedAt: Date
    /// The legs of the new decision in their order, then those that were cancelled.
    public let legs: [MovedLeg]
}
