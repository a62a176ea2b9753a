#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// That somebody of the department looks at a resident's contact details.
struct ContactOrder: DecodableWithConfiguration, Sendable {
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        worker = BodyFields(decoder, names: ["worker"], faults: faults).worker
    }
}
