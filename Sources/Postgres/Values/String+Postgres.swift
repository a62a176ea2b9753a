extension String: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `text`.
    public static var oid: UInt32 { PostgresType.text }

    /// `text[]`.
    public static var arrayOID: UInt32 { 1009 }

    /// Appends the UTF-8; throws on U+0000, which PostgreSQL cannot store.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) {
        let start = buffer.count
        buffer.append(contentsOf: utf8)
        if let position = buffer[start...].firstIndex(of: 0) {
            throw PostgresError(
                .decoding,
                detail: "expected text without U+0000, found one at byte \(position - start) of \(buffer.count - start)"
            )
        }
    }

    /// Reads `text`, `varchar`, `char(n)`, `name`, `json`, `jsonb` and enumerations.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        switch type {
        case PostgresType.text, PostgresType.varchar, PostgresType.name, PostgresType.bpchar, PostgresType.json,
            PostgresType.char, PostgresType.unknown:
            self = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        case PostgresType.jsonb where bytes.byteCount > 0 && bytes.bigEndian(as: UInt8.self) == 1:
            // One byte says which version of the format follows; so far it has always been 1 and text.
            self = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0.dropFirst(), as: UTF8.self) }
        case PostgresType.firstUserDefined...:
            // An enumeration's label is text; a composite or anything else is hardly ever valid UTF-8 without NUL.
            let label = unsafe bytes.withUnsafeBytes { unsafe String(validating: $0, as: UTF8.self) }
            guard let label, !label.utf8.contains(0) else { throw .mismatch(Self.self, found: type, bytes) }
            self = label
        default:
            throw .mismatch(Self.self, found: type, bytes)
        }
    }
}

/// JSON as text, bound and read as `jsonb`; the server checks that it is JSON.
public struct JSONText: Hashable, Sendable, PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// The JSON.
    public var text: String

    /// Takes the JSON as it is.
    public init(_ text: String) {
        self.text = text
    }

    /// `jsonb`.
    public static var oid: UInt32 { PostgresType.jsonb }

    /// `jsonb[]`.
    public static var arrayOID: UInt32 { 3807 }

    /// Appends the format's version and the text.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) {
        buffer.append(1)
        try text.encode(into: &buffer)
    }

    /// Reads `jsonb` and `json`; the server may have changed spacing and the order of keys.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        guard type == PostgresType.jsonb || type == PostgresType.json else {
            throw .mismatch(Self.self, found: type, bytes)
        }
        text = try String(decoding: bytes, type: type)
    }
}
