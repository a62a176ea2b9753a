import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A receipt as its key keeps it, so that a repetition is told the same whatever became of the request since.
struct StoredReceipt: Codable {
    let department: String
    let queue: String
    let serviceNotice: String
    let accountID: String?

    init(_ submission: Submission) {
        department = submission.decision.department
        queue = submission.decision.queue
        serviceNotice = submission.notice
        accountID = submission.draft.accountID
    }

    init?(json: String) {
        guard let read = try? JSONDecoder().decode(StoredReceipt.self, from: Data(json.utf8)) else { return nil }
        self = read
    }

    func receipt(id: String) -> ServiceRequest.Receipt {
        ServiceRequest.Receipt(
            id: id,
            serviceNotice: serviceNotice,
            accountID: accountID,
            department: department,
            queue: queue
        )
    }
}
