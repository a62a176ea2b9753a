public import FoundationEssentials

extension Bool: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `boolean`.
    public static var oid: UInt32 { PostgresType.bool }

    /// `boolean[]`.
    public static var arrayOID: UInt32 { 1000 }

    /// Appends one byte.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) { buffer.append(self ? 1 : 0) }

    /// Reads `boolean`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        guard type == PostgresType.bool, bytes.byteCount == 1 else { throw .mismatch(Self.self, found: type, bytes) }
        self = bytes.bigEndian(as: UInt8.self) != 0
    }
}

extension Double: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `double precision`.
    public static var oid: UInt32 { PostgresType.float8 }

    /// `double precision[]`.
    public static var arrayOID: UInt32 { 1022 }

    /// Appends eight bytes; infinities and NaN are values like any other.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) { buffer.append(bigEndian: bitPattern) }

    /// Reads `double precision` and `real`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        switch (type, bytes.byteCount) {
        case (PostgresType.float8, 8): self = Double(bitPattern: bytes.bigEndian(as: UInt64.self))
        case (PostgresType.float4, 4): self = Double(Float(bitPattern: bytes.bigEndian(as: UInt32.self)))
        default: throw .mismatch(Self.self, found: type, bytes)
        }
    }
}

extension UUID: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `uuid`.
    public static var oid: UInt32 { PostgresType.uuid }

    /// `uuid[]`.
    public static var arrayOID: UInt32 { 2951 }

    /// Appends sixteen bytes.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) {
        unsafe withUnsafeBytes(of: uuid) { unsafe buffer.append(contentsOf: $0) }
    }

    /// Reads `uuid`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        guard type == PostgresType.uuid, bytes.byteCount == 16 else { throw .mismatch(Self.self, found: type, bytes) }
        self = unsafe UUID(uuid: bytes.unsafeLoadUnaligned(as: uuid_t.self))
    }
}

/// Bytes alone are no column type; `[UInt8]` is `bytea`.
extension UInt8: PostgresArrayElement {
    /// `bytea`.
    public static var arrayOID: UInt32 { PostgresType.bytea }

    /// Appends the bytes as they are.
    public static func encodeArray(_ values: [UInt8], into buffer: inout [UInt8]) throws(PostgresError) {
        buffer.append(contentsOf: values)
    }

    /// Reads `bytea`.
    public static func decodeArray(_ bytes: RawSpan, type: UInt32) throws(PostgresError) -> [UInt8] {
        guard type == PostgresType.bytea else { throw .mismatch([UInt8].self, found: type, bytes) }
        return unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    }
}
