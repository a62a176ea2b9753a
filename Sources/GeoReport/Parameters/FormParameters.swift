/// The parameters of a form body or a query string, decoded, in the order they came.
///
/// An empty parameter, or one of blanks only, counts as absent everywhere: that is what GeoReport v2 says of optional
/// arguments.
public struct FormParameters: Sendable, Hashable {
    /// A name and its value, both as text.
    public struct Parameter: Sendable, Hashable {
        /// The name, percent-decoded.
        public let name: String
        /// The value, percent-decoded; may be empty.
        public let value: String

        /// Creates a parameter.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Everything that came, empty ones too.
    public let parameters: [Parameter]

    /// Creates parameters from what is text already.
    public init(_ parameters: [Parameter]) {
        self.parameters = parameters
    }

    /// Decodes `application/x-www-form-urlencoded` bytes or a query string without its question mark.
    ///
    /// Every broken parameter is named in the error: a `%` without two hexadecimal digits, bytes that are no UTF-8, a
    /// NUL character (which no database takes), too many parameters or too long ones. A `+` is a blank.
    public init(decoding bytes: some Collection<UInt8>, limits: FormLimits = FormLimits()) throws(GeoReportError) {
        var decoder = FormDecoder(limits: limits)
        parameters = try decoder.decode(Array(bytes))
    }

    /// The first value of a name that is not empty, without blanks around it.
    public subscript(name: String) -> String? {
        for parameter in parameters where parameter.name == name {
            if let value = parameter.value.trimmed { return value }
        }
        return nil
    }

    /// All values of a name that are not empty, without blanks around them.
    public func all(named name: String) -> [String] {
        parameters.compactMap { $0.name == name ? $0.value.trimmed : nil }
    }

    /// Whether the client asks for what goes beyond the specification (`extensions=true`).
    public var wantsExtensions: Bool { self["extensions"]?.lowercased() == "true" }
}
