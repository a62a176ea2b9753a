import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Submission {
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
