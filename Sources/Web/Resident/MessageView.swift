/// What `message.mustache` shows: a few sentences and the ways on from there.
struct MessageView: Sendable {
    /// A way on.
    struct Way: Sendable {
        let address: String
        let label: String
        var isButton = false
    }

    /// A form with nothing but a button.
    struct Retry: Sendable {
        let action: String
        let label: String
        let fields: [HiddenField]
    }

    let heading: String
    let sentences: [Passage]
    let ways: [Way]
    let retry: Retry?
    /// What the visitor wrote, where it went nowhere and no field shows it.
    let quote: String?

    init(heading: String, sentences: [String], ways: [Way] = [], retry: Retry? = nil, quote: String? = nil) {
        self.heading = heading
        self.sentences = sentences.map(Passage.init)
        self.ways = ways
        self.retry = retry
        self.quote = quote
    }
}
