#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Why a supervisor cancels or reopens a request.
struct ReasonOrder: DecodableWithConfiguration, Sendable {
    let reason: String
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["reason", "worker"], faults: faults)
        reason = fields.reason("why, which the resident reads")
        worker = fields.worker
    }
}
