#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which department is asked for help, and why.
struct HelpOrder: DecodableWithConfiguration, Sendable {
    let department: String
    let queue: String?
    let reason: String
    let worker: String?

    /// An order as a page makes it.
    init(department: String, reason: String) {
        (self.department, self.reason, queue, worker) = (department, reason, nil, nil)
    }

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["department", "queue", "reason", "worker"], faults: faults)
        department = fields.words("department", "the code of another department", maximum: 100, isOneLine: true)
        queue = fields.text("queue", maximum: 200, isOneLine: true)
        reason = fields.reason("why its help is needed, which the resident reads")
        worker = fields.worker
    }
}
