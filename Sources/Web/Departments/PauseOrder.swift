#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Why an item's clock shall stand still.
struct PauseOrder: DecodableWithConfiguration, Sendable {
    /// Empty only where a fault is noted.
    let reason: String
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["reason", "worker"], faults: faults)
        reason = fields.reason("why the clock is paused, in words the resident may read")
        worker = fields.worker
    }
}
