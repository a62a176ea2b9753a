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
    /// As the tables say it; nil for an id.
    let reply: String?

    init(_ submission: Submission) {
        department = submission.decision.department
        queue = submission.decision.queue
        serviceNotice = submission.receiptNotice
        accountID = submission.draft.accountID
        reply = submission.reply.code
    }

    init?(json: String) {
        guard let read = try? JSONDecoder().decode(StoredReceipt.self, from: Data(json.utf8)) else { return nil }
        self = read
    }

    /// The receipt of the request with a number; nil where no request has it.
    func receipt(for number: Int64, in jurisdiction: JurisdictionRow) -> ServiceRequest.Receipt? {
        guard let id = jurisdiction.cipher.id(for: number)?.text else { return nil }
        let reply = ServiceRequest.Reply(code: reply)
        return ServiceRequest.Receipt(
            id: id,
            reply: reply,
            token: reply == .token ? jurisdiction.tokens.token(for: number) : nil,
            serviceNotice: serviceNotice,
            accountID: accountID,
            department: department,
            queue: queue
        )
    }
}
