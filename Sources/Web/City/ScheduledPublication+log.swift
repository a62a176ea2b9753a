import Logging
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ScheduledPublication {
    /// Says in the log what became of it.
    func log(to logger: Logger) {
        guard let ending else { return }
        var metadata: Logger.Metadata = [
            "scheduled": "\(number)", "kind": "\(kind.rawValue)", "effective_at": "\(effectiveAt.ISO8601Format())",
        ]
        switch ending.outcome {
        case .published(let publication):
            metadata["publication"] = "\(publication)"
            logger.notice("A scheduled change came into force", metadata: metadata)
        case .unchanged:
            logger.notice("A scheduled change had nothing left to change", metadata: metadata)
        case .refused(let reason):
            metadata["error"] = "\(reason)"
            logger.error("A scheduled change cannot be used; what was in force stays in force", metadata: metadata)
        case .withdrawn:
            break
        }
    }
}
