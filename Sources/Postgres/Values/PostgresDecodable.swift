/// A value that can be read from a column.
public protocol PostgresDecodable {
    /// Reads PostgreSQL's binary format of the type with this object id; throws `.decoding` when it is another type.
    init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError)

    /// What NULL becomes; throws unless the type has a value for it, as optionals do.
    static func decodeNull() throws(PostgresError) -> Self
}

extension PostgresDecodable {
    /// Refuses NULL.
    public static func decodeNull() throws(PostgresError) -> Self {
        throw PostgresError(.decoding, detail: "expected \(Self.self), found NULL")
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads the value that is there.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        self = .some(try Wrapped(decoding: bytes, type: type))
    }

    /// NULL is nil.
    public static func decodeNull() throws(PostgresError) -> Wrapped? { nil }
}

extension PostgresError {
    /// A column that is not of the type its reader wants.
    static func mismatch<T>(_ expected: T.Type, found type: UInt32, _ bytes: RawSpan) -> PostgresError {
        PostgresError(
            .decoding,
            detail: "expected a column that can be read as \(expected), "
                + "found type \(PostgresType.name(of: type)) with \(bytes.byteCount) bytes"
        )
    }
}

extension RawSpan {
    /// Reads an integer in the byte order of the network; the caller has checked the length.
    func bigEndian<I: FixedWidthInteger & BitwiseCopyable>(at offset: Int = 0, as type: I.Type = I.self) -> I {
        unsafe I(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: I.self))
    }
}
