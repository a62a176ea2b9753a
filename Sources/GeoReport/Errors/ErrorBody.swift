/// The body of an answer that is an error: a list of `code` and `description`, whatever the HTTP status.
public enum ErrorBody {
    /// The body: one item a fault.
    public static func body(_ error: GeoReportError) -> WireBody {
        WireBody(
            .errors,
            .array(error.faults.map { ["code": .string($0.code.rawValue), "description": .string($0.description)] })
        )
    }
}
