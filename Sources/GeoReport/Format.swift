/// A format GeoReport bodies are written in, as the end of a resource's URL names it (`services.json`).
///
/// This target is GeoReport v2 on the wire and nothing else: parameters in (`FormParameters`, `SubmissionDecoder`,
/// `QueryDecoder`), bodies out (`ServiceListBody`, `ServiceDefinitionBody`, `RequestsBody`, `ReceiptBody`,
/// `ErrorBody`). It knows no server and no database: the caller brings bytes, an instant and records, and sends the
/// bytes it gets back.
///
///     let draft = try SubmissionDecoder(catalog: catalog).decode(FormParameters(decoding: body))
///     // … the draft is routed and stored, a receipt comes back …
///     let answer = ReceiptBody.json(receipt)
///
/// Every body is first an ordered tree of values (`WireValue`), then bytes.
public enum Format: String, Sendable, Hashable, CaseIterable {
    case json

    /// The format a URL's ending asks for (without the dot), nil when there is none such.
    ///
    /// Capitals count as small letters.
    public init?(pathExtension: some StringProtocol) {
        self.init(rawValue: pathExtension.lowercased())
    }

    /// The `Content-Type` of a body (GeoReport v2, Format Support).
    public var contentType: String {
        switch self {
        case .json: "application/json; charset=utf-8"
        }
    }
}
