import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a claim asks for.
struct ClaimOrder: DecodableWithConfiguration, Sendable {
    /// How long a lease runs where the claim does not say, in seconds.
    static let defaultLease = 300
    /// The longest a claim waits, in seconds.
    static let maximumWait = 30

    let limit: Int
    let leaseSeconds: Int
    let waitSeconds: Int
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["limit", "lease_seconds", "wait_seconds", "worker"], faults: faults)
        limit = fields.integer("limit", in: 1...Claim.maximumItems) ?? 1
        leaseSeconds = fields.leaseSeconds ?? Self.defaultLease
        waitSeconds = fields.integer("wait_seconds", in: 0...Self.maximumWait) ?? 0
        worker = fields.worker
    }
}
