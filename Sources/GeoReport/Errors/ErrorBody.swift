/// The body of an answer that is an error: `[{code, description}]`, whatever the HTTP status.
public enum ErrorBody {
    /// The body as a value.
    public static func value(_ error: GeoReportError) -> WireValue {
        .array(error.faults.map { ["code": .string($0.code.rawValue), "description": .string($0.description)] })
    }

    /// The body as JSON.
    public static func json(_ error: GeoReportError) -> [UInt8] { value(error).json }
}
