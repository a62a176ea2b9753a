public import FoundationEssentials

extension Date: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `timestamptz`.
    public static var oid: UInt32 { PostgresType.timestamptz }

    /// `timestamptz[]`.
    public static var arrayOID: UInt32 { 1185 }

    // PostgreSQL counts microseconds from 2000-01-01 00:00 UTC, Foundation seconds from 2001-01-01 00:00 UTC.
    private static let epochDifference: Double = 366 * 86400

    /// Appends the instant in whole microseconds.
    ///
    /// `distantFuture` and whatever lies behind it is `infinity`, `distantPast` and whatever lies before it `-infinity`.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) {
        let seconds = timeIntervalSinceReferenceDate
        guard !seconds.isNaN else { throw PostgresError(.decoding, detail: "expected an instant, found NaN") }
        if self >= .distantFuture { return buffer.append(bigEndian: Int64.max) }
        if self <= .distantPast { return buffer.append(bigEndian: Int64.min) }
        buffer.append(bigEndian: Int64(((seconds + Self.epochDifference) * 1_000_000).rounded()))
    }

    /// Reads `timestamptz`; `infinity` becomes `distantFuture`, `-infinity` becomes `distantPast`.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        guard type == PostgresType.timestamptz, bytes.byteCount == 8 else {
            throw .mismatch(Self.self, found: type, bytes)
        }
        switch bytes.bigEndian(as: Int64.self) {
        case .max: self = .distantFuture
        case .min: self = .distantPast
        case let microseconds:
            self.init(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000 - Self.epochDifference)
        }
    }
}

extension Duration: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    /// `interval`.
    public static var oid: UInt32 { PostgresType.interval }

    /// `interval[]`.
    public static var arrayOID: UInt32 { 1187 }

    private static let attosecondsInMicrosecond: Int64 = 1_000_000_000_000

    /// Appends the duration in whole microseconds, rounded towards zero; never days or months.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) {
        let (seconds, attoseconds) = components
        let (scaled, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, tooLongBy) = scaled.addingReportingOverflow(attoseconds / Self.attosecondsInMicrosecond)
        guard !tooLong, !tooLongBy else {
            throw PostgresError(.decoding, detail: "expected less than 292,000 years, found \(seconds) seconds")
        }
        buffer.append(bigEndian: sum)
        buffer.append(bigEndian: Int32(0))
        buffer.append(bigEndian: Int32(0))
    }

    /// Reads `interval`, a day as 24 hours; an interval with months is refused, because a month has no fixed length.
    public init(decoding bytes: RawSpan, type: UInt32) throws(PostgresError) {
        guard type == PostgresType.interval, bytes.byteCount == 16 else {
            throw .mismatch(Self.self, found: type, bytes)
        }
        let months = bytes.bigEndian(at: 12, as: Int32.self)
        guard months == 0 else {
            throw PostgresError(.decoding, detail: "expected an interval without months, found \(months) months")
        }
        self =
            .microseconds(bytes.bigEndian(at: 0, as: Int64.self))
            + .seconds(Int64(bytes.bigEndian(at: 8, as: Int32.self)) * 86400)
    }
}
