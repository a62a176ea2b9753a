import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which items of a lease a department takes over.
struct AcceptanceOrder: DecodableWithConfiguration, Sendable {
    private struct Part: DecodableWithFaults {
        let acceptance: Acceptance

        init(from decoder: any Decoder, faults: FaultLog) {
            let fields = BodyFields(decoder, names: ["item_id", "reference"], faults: faults)
            acceptance = Acceptance(
                item: fields.item,
                reference: fields.text("reference", maximum: 100, isOneLine: true)
            )
        }
    }

    let items: [Acceptance]
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["items", "worker"], faults: faults)
        let parts: [Part] = fields.list("items", maximum: Claim.maximumItems)
        items = parts.map(\.acceptance)
        worker = fields.worker
    }
}
