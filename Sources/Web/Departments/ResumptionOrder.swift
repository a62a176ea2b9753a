#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// That an item's clock shall run again.
struct ResumptionOrder: DecodableWithConfiguration, Sendable {
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        worker = BodyFields(decoder, names: ["worker"], faults: faults).worker
    }
}
