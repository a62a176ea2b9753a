import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Submission {
    /// What its receipt tells.
    var receiptNotice: String { [notice, aside].compactMap(\.self).joined(separator: " ") }

    /// The receipt its key keeps, byte for byte the same for the same receipt; only a client's key is ever asked again by
    /// anyone else.
    var answerJSON: String? {
        guard key != nil else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings always encode.
        guard let data = try? encoder.encode(StoredReceipt(self)) else { preconditionFailure("strings encode as JSON") }
        return String(decoding: data, as: UTF8.self)
    }
}

extension ServiceRequest.Reply {
    /// The word of the tables; nil for an id, as almost always.
    var code: String? {
        switch self {
        case .id: nil
        case .token: "token"
        case .nothing: "nothing"
        }
    }

    /// The reply of a word of the tables.
    init(code: String?) {
        switch code {
        case "token": self = .token
        case "nothing": self = .nothing
        default: self = .id
        }
    }
}
