import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Submission {
    /// The answers as a JSON object of arrays.
    var attributesJSON: String { draft.attributes.isEmpty ? "{}" : Self.json(draft.attributes) }

    /// The links as a JSON array.
    var mediaJSON: String { draft.mediaURLs.isEmpty ? "[]" : Self.json(draft.mediaURLs) }

    /// The receipt its key keeps; only a client's key is ever asked again by anyone else.
    var answerJSON: String? { key == nil ? nil : Self.json(StoredReceipt(self)) }

    /// A value of strings as JSON, byte for byte the same for the same value.
    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings in arrays and objects always encode.
        guard let data = try? encoder.encode(value) else { preconditionFailure("strings encode as JSON") }
        return String(decoding: data, as: UTF8.self)
    }
}
