#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where an accepted item goes.
struct AcceptedHandOverOrder: DecodableWithConfiguration, Sendable {
    let terms: City.HandOverTerms
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let names = ["department", "queue", "deadline_seconds", "reason", "worker"]
        let fields = BodyFields(decoder, names: names, faults: faults)
        terms = fields.handOverTerms
        worker = fields.worker
    }
}
