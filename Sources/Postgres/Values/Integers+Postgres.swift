extension RawSpan {
    /// Reads any integer column at most `I` wide.
    fileprivate func integer<I: FixedWidthInteger>(of type: UInt32, as target: I.Type) throws(PostgresError) -> I {
        switch (type, byteCount) {
        case (PostgresType.int2, 2):
            return I(truncatingIfNeeded: bigEndian(as: Int16.self))
        case (PostgresType.int4, 4) where I.bitWidth >= 32:
            return I(truncatingIfNeeded: bigEndian(as: Int32.self))
        case (PostgresType.int8, 8) where I.bitWidth >= 64, (PostgresType.xid8, 8) where I.bitWidth >= 64:
            return I(truncatingIfNeeded: bigEndian(as: Int64.self))
        case (PostgresType.oid, 4) where I.bitWidth >= 64:
            return I(truncatingIfNeeded: bigEndian(as: UInt32.self))
        default:
            throw .mismatch(target, found: type, self)
        }
    }
}

extension Int16: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `smallint`.
    public static var oid: UInt32 { PostgresType.int2 }

    /// `smallint[]`.
    public static var arrayOID: UInt32 { 1005 }

    /// Appends two bytes.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) { buffer.append(bigEndian: self) }

    /// Reads `smallint`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        self = try bytes.integer(of: type, as: Self.self)
    }
}

extension Int32: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `integer`.
    public static var oid: UInt32 { PostgresType.int4 }

    /// `integer[]`.
    public static var arrayOID: UInt32 { 1007 }

    /// Appends four bytes.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) { buffer.append(bigEndian: self) }

    /// Reads `smallint` and `integer`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        self = try bytes.integer(of: type, as: Self.self)
    }
}

extension Int64: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `bigint`.
    public static var oid: UInt32 { PostgresType.int8 }

    /// `bigint[]`.
    public static var arrayOID: UInt32 { 1016 }

    /// Appends eight bytes.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) { buffer.append(bigEndian: self) }

    /// Reads `smallint`, `integer`, `bigint`, `oid` and `xid8`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        self = try bytes.integer(of: type, as: Self.self)
    }
}

extension Int: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `bigint`.
    public static var oid: UInt32 { PostgresType.int8 }

    /// `bigint[]`.
    public static var arrayOID: UInt32 { 1016 }

    /// Appends eight bytes.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) { buffer.append(bigEndian: Int64(self)) }

    /// Reads `smallint`, `integer`, `bigint`, `oid` and `xid8`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        self = try bytes.integer(of: type, as: Self.self)
    }
}
