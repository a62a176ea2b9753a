import Store

/// What a page says of the publication that led to it, and of one that this server has not taken over yet.
struct PublishedNotice: Sendable {
    /// The class of the box.
    let tone: String
    let words: String

    init?(said: String?, _ city: City, active: Publication?) {
        let isBehind = active.map { $0.number != city.publication.number } ?? false
        switch said {
        case "published":
            tone = "success"
            words =
                "It is published. Every server takes it over within seconds, and reports go by it from then on. "
                + "Reports that are open stay where they are."
        case _ where isBehind:
            tone = "note"
            words =
                "Publication \(active?.number ?? 0) is in force, and this server is still taking it over. "
                + "Reload the page in a few seconds."
        default: return nil
        }
    }
}
