import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How items of a lease ended.
struct CompletionOrder: DecodableWithConfiguration, Sendable {
    private struct Part: DecodableWithFaults {
        let completion: Completion

        init(from decoder: any Decoder, faults: FaultLog) {
            let fields = BodyFields(
                decoder,
                names: ["item_id", "outcome", "detail", "reason", "note"],
                faults: faults
            )
            completion = Completion(
                item: fields.item,
                outcome: fields.outcome(cipher: faults.cipher) ?? .done,
                note: fields.note
            )
        }
    }

    let items: [Completion]
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["items", "worker"], faults: faults)
        let parts: [Part] = fields.list("items", maximum: Claim.maximumItems)
        items = parts.map(\.completion)
        worker = fields.worker
    }
}
