/// A type whose arrays are a column type.
///
/// Every scalar of this library, and its optional, is one. Arrays have one dimension; PostgreSQL's may start at any
/// index, ours start at 0.
public protocol PostgresArrayElement: Sendable {
    /// The array's type, by its object id in `pg_type`.
    static var arrayOID: UInt32 { get }

    /// Appends an array in PostgreSQL's binary format.
    static func encodeArray(_ values: [Self], into buffer: inout [UInt8]) throws(PostgresError)

    /// Reads an array; throws `.decoding` when the column is something else or has several dimensions.
    static func decodeArray(_ bytes: RawSpan, type: UInt32) throws(PostgresError) -> [Self]
}

extension PostgresArrayElement where Self: PostgresEncodable {
    /// Appends dimensions, element type, and each element after its length.
    public static func encodeArray(_ values: [Self], into buffer: inout [UInt8]) throws(PostgresError) {
        buffer.append(bigEndian: Int32(values.isEmpty ? 0 : 1))
        buffer.append(bigEndian: Int32(values.contains { $0.isNull } ? 1 : 0))
        buffer.append(bigEndian: oid)
        guard !values.isEmpty else { return }
        buffer.append(bigEndian: Int32(truncatingIfNeeded: values.count))
        buffer.append(bigEndian: Int32(1))
        for value in values {
            if value.isNull {
                buffer.append(bigEndian: Int32(-1))
            } else {
                try buffer.appendCounted { buffer throws(PostgresError) in try value.encode(into: &buffer) }
            }
        }
    }
}

extension PostgresArrayElement where Self: PostgresDecodable {
    /// Reads dimensions, element type, and each element after its length.
    public static func decodeArray(_ bytes: RawSpan, type: UInt32) throws(PostgresError) -> [Self] {
        guard bytes.byteCount >= 12 else { throw .mismatch([Self].self, found: type, bytes) }
        let dimensions = bytes.bigEndian(at: 0, as: Int32.self)
        if dimensions == 0 { return [] }
        guard dimensions == 1, bytes.byteCount >= 20 else { throw .mismatch([Self].self, found: type, bytes) }
        let element = bytes.bigEndian(at: 8, as: UInt32.self)
        let count = Int(bytes.bigEndian(at: 12, as: Int32.self))
        var values: [Self] = []
        // Each element has at least its length, so a count that could not fit reserves nothing.
        values.reserveCapacity(min(max(count, 0), bytes.byteCount / 4))
        var offset = 20
        for _ in 0..<max(count, 0) {
            guard offset + 4 <= bytes.byteCount else { throw .mismatch([Self].self, found: type, bytes) }
            let length = Int(bytes.bigEndian(at: offset, as: Int32.self))
            offset += 4
            if length < 0 {
                values.append(try decodeNull())
                continue
            }
            guard offset + length <= bytes.byteCount else { throw .mismatch([Self].self, found: type, bytes) }
            values.append(try Self(decoding: bytes.extracting(offset..<(offset + length)), type: element))
            offset += length
        }
        return values
    }
}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement & PostgresEncodable & PostgresDecodable {
    /// The array type of the value that may be missing.
    public static var arrayOID: UInt32 { Wrapped.arrayOID }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    /// The array's type.
    public static var oid: UInt32 { Element.arrayOID }

    /// Appends the array.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) {
        try Element.encodeArray(self, into: &buffer)
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
    /// Reads the array.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        self = try Element.decodeArray(bytes, type: type)
    }
}

/// `[[UInt8]]` is `bytea[]`; there are no other arrays of arrays.
extension Array: PostgresArrayElement where Element == UInt8 {
    /// `bytea[]`.
    public static var arrayOID: UInt32 { 1001 }
}
