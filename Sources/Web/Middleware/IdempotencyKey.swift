import HTTPTypes

/// The key a client sends a call under, from the `Idempotency-Key` header.
struct IdempotencyKey: Sendable {
    /// The most characters.
    static let maximumLength = 255

    let text: String

    /// Reads the header; nil when there is none.
    init?(_ fields: HTTPFields) throws(Refusal) {
        let values = fields[values: .idempotencyKey]
        guard let value = values.first else { return nil }
        guard values.count == 1, (1...Self.maximumLength).contains(value.utf8.count),
            value.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw .badRequest(
                "Idempotency-Key: expected one key of 1 to \(Self.maximumLength) printable ASCII characters, found "
                    + (values.count > 1 ? "several keys" : "another")
            )
        }
        text = value
    }
}

extension HTTPFields {
    /// The token of `Authorization: Bearer`, nil when there is none.
    var bearer: String? {
        guard let value = self[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1]).filter { $0 != " " }
    }
}
