/// One thing a server does otherwise than it must: what was expected, what was found, and where.
public struct Finding: Sendable, Hashable {
    /// Where something was found.
    public struct Place: Sendable, Hashable {
        /// The HTTP method.
        public let method: String
        /// The address.
        public let url: String
        /// What was sent in a form; without the key.
        public let sent: String?
        /// The HTTP status; nil where there was no answer.
        public let status: Int?
        /// The path in the body: names, and numbers of items from 0.
        public let path: String?
        /// The beginning of the body.
        public let excerpt: String?

        /// The place of an exchange.
        init(_ exchange: Exchange, path: String? = nil) {
            method = exchange.question.method.rawValue
            url = exchange.question.url
            let form = exchange.question.form.filter { $0.name != "api_key" }
            sent = form.isEmpty ? nil : Excerpt.line(form.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
            status = exchange.answer?.status
            self.path = path.map { Excerpt.line($0) }
            excerpt = exchange.answer.flatMap { $0.body.isEmpty ? nil : Excerpt.line($0.body) }
        }
    }

    /// The most characters of what was expected or found, which may be what a server sent.
    private static let longest = 300

    /// What was expected.
    public let expected: String
    /// What was found.
    public let found: String
    /// Where; nil where it is not about one answer.
    public let place: Place?
    /// Whether it is only that a question was not asked any more, which says nothing about the server.
    let isUnasked: Bool

    /// Creates a finding.
    init(expected: String, found: String, place: Place? = nil, isUnasked: Bool = false) {
        self.isUnasked = isUnasked
        self.expected = Excerpt.line(expected, longest: Self.longest)
        self.found = Excerpt.line(found, longest: Self.longest)
        self.place = place
    }
}
