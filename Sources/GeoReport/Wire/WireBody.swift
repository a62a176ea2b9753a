/// A whole answer before it is bytes: a tree of values, and what XML calls its outermost element.
///
/// JSON leaves that element out (the Spark convention of GeoReport v2).
public struct WireBody: Sendable, Hashable {
    /// The outermost element of an XML answer; the specification knows all of these but one.
    public enum Root: String, Sendable, Hashable, CaseIterable {
        case discovery
        case services
        case serviceDefinition = "service_definition"
        case serviceRequests = "service_requests"
        /// mySociety's extension.
        case serviceRequestUpdates = "service_request_updates"
        case errors
    }

    /// What XML calls the whole.
    public let root: Root
    /// What it holds: an object, or an array whose items XML names as `ElementNames` says.
    public let value: WireValue

    /// Creates a body.
    public init(_ root: Root, _ value: WireValue) {
        self.root = root
        self.value = value
    }

    /// The body's bytes, in UTF-8; the same body always gives the same bytes.
    public func encoded(as format: Format) -> [UInt8] {
        switch format {
        case .json:
            return value.json
        case .xml:
            var writer = XMLWriter()
            writer.write(value, as: root.rawValue)
            return writer.bytes
        }
    }
}
