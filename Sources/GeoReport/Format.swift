/// A format GeoReport bodies are written in, as the end of a resource's URL names it (`services.xml`).
///
/// This target is GeoReport v2 on the wire and nothing else: parameters in (`FormParameters`, `SubmissionDecoder`,
/// `QueryDecoder`), bodies out (`DiscoveryBody`, `ServiceListBody`, `ServiceDefinitionBody`, `RequestsBody`,
/// `ReceiptBody`, `ErrorBody`). It knows no server and no database: the caller brings bytes, an instant and records,
/// and sends the bytes it gets back.
///
///     let draft = try SubmissionDecoder(catalog: catalog).decode(FormParameters(decoding: body))
///     // … the draft is routed and stored, a receipt comes back …
///     let answer = ReceiptBody.body(receipt).encoded(as: .xml)
///
/// Every body is first an ordered tree of values (`WireBody`), then bytes: both formats carry the same values because
/// both are written from the same tree.
public enum Format: String, Sendable, Hashable, CaseIterable {
    case json
    case xml

    /// The format a URL's ending asks for (without the dot), nil when there is none such.
    ///
    /// Capitals count as small letters.
    public init?(pathExtension: some StringProtocol) {
        self.init(rawValue: pathExtension.lowercased())
    }

    /// The format of an answer to a path, whether there is anything at it or not: the one its ending names, and JSON
    /// where it names none.
    ///
    /// Errors need it, for they also answer addresses that do not exist. Slashes at the end do not count.
    public init(endOf path: some StringProtocol) {
        let last = path.split(separator: "/").last ?? ""
        let ending = last.lastIndex(of: ".").map { last[last.index(after: $0)...] }
        self = ending.flatMap { Format(pathExtension: $0) } ?? .json
    }

    /// The MIME type, as discovery lists it.
    public var mediaType: String {
        switch self {
        case .json: "application/json"
        case .xml: "text/xml"
        }
    }

    /// The `Content-Type` of a body (GeoReport v2, Format Support).
    public var contentType: String { "\(mediaType); charset=utf-8" }
}
