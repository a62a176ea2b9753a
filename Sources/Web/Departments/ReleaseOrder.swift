import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which items of a lease go back: to their queue, or to the department that offered them.
struct ReleaseOrder: DecodableWithConfiguration, Sendable {
    private struct Part: DecodableWithFaults {
        let item: Int64

        init(from decoder: any Decoder, faults: FaultLog) {
            item = BodyFields(decoder, names: ["item_id"], faults: faults).item
        }
    }

    let items: [Int64]
    let reason: String?
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["items", "reason", "worker"], faults: faults)
        let parts: [Part] = fields.list("items", maximum: Claim.maximumItems)
        items = parts.map(\.item)
        reason = fields.reason
        worker = fields.worker
    }
}
