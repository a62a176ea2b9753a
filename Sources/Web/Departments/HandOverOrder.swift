import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which items of a lease go to another department.
struct HandOverOrder: DecodableWithConfiguration, Sendable {
    private struct Part: DecodableWithFaults {
        let item: Int64

        init(from decoder: any Decoder, faults: FaultLog) {
            item = BodyFields(decoder, names: ["item_id"], faults: faults).item
        }
    }

    let items: [Int64]
    let terms: City.HandOverTerms
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let names = ["department", "queue", "deadline_seconds", "reason", "items", "worker"]
        let fields = BodyFields(decoder, names: names, faults: faults)
        let parts: [Part] = fields.list("items", maximum: Claim.maximumItems)
        items = parts.map(\.item)
        terms = fields.handOverTerms
        worker = fields.worker
    }
}
