import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How an accepted item ended.
struct AcceptedCompletionOrder: DecodableWithConfiguration, Sendable {
    /// Nil only where a fault is noted.
    let outcome: Outcome?
    let note: String?
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["outcome", "detail", "reason", "note", "worker"], faults: faults)
        outcome = fields.outcome(cipher: faults.cipher)
        note = fields.note
        worker = fields.worker
    }
}
