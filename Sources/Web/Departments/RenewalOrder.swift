#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a renewal asks for.
struct RenewalOrder: DecodableWithConfiguration, Sendable {
    let leaseSeconds: Int

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["lease_seconds"], faults: faults)
        leaseSeconds = fields.leaseSeconds ?? ClaimOrder.defaultLease
    }
}
