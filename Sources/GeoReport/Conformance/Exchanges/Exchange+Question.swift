extension Exchange {
    /// A name and a value: a parameter of a form or a query, or a header field.
    public struct Field: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its value.
        public let value: String

        /// Creates a field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What is asked of a server.
    public struct Question: Sendable, Hashable {
        /// An HTTP method.
        public enum Method: String, Sendable, Hashable {
            case get = "GET"
            case head = "HEAD"
            case options = "OPTIONS"
            case post = "POST"
        }

        /// The method.
        public var method: Method
        /// The whole address; no secret is ever in it.
        public var url: String
        /// Header fields beside those every question has.
        public var headers: [Field]
        /// What is sent, as it is sent.
        public var body: [UInt8]
        /// The parameters of a form that is sent, for telling what was sent.
        public var form: [Field]

        /// Creates a question without a body.
        public init(_ url: String, method: Method = .get, headers: [Field] = []) {
            self.method = method
            self.url = url
            self.headers = headers
            body = []
            form = []
        }

        /// Creates a POST of a form as GeoReport v2 wants it.
        public init(posting form: [Field], to url: String, headers: [Field] = []) {
            method = .post
            self.url = url
            self.headers = [Field("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")] + headers
            body = Array(Exchange.encoded(form).utf8)
            self.form = form
        }

        /// Creates a POST of other bytes.
        public init(posting body: [UInt8], as contentType: String, to url: String, headers: [Field] = []) {
            method = .post
            self.url = url
            self.headers = [Field("Content-Type", contentType)] + headers
            self.body = body
            form = []
        }
    }

    /// Fields as a query or a form (`application/x-www-form-urlencoded`), in UTF-8.
    public static func encoded(_ fields: [Field]) -> String {
        fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    /// A text with everything percent-encoded but letters, digits and what no address gives a meaning to.
    public static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}
