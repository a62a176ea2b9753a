import ServiceRequests

/// What `elsewhere.mustache` shows.
struct ElsewhereView: Sendable {
    let name: String
    let description: String
    /// Who does it, and that we do not.
    let done: String
    let url: String
    /// The link's words: `Continue at court.example.org`.
    let way: String
    /// Where the form goes that draws a number; nil where the other site does not report.
    let action: String?

    init(_ entry: Catalog.Elsewhere, _ visit: PageVisit, canFollow: Bool) {
        name = entry.name.text(in: visit.language)
        description = entry.description.text(in: visit.language)
        done = visit.words(
            "elsewhere_done",
            ["by": NameInSentence.of(entry.by.text(in: visit.language), in: visit.language)]
        )
        url = entry.url
        way = visit.words("elsewhere_way", ["host": entry.host])
        action = canFollow ? visit.address(visit.path) : nil
    }
}

extension Catalog.Elsewhere {
    /// The other site's name, as the address has it.
    var host: String { String(url.dropFirst("https://".count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }) }

    /// The address with an errand's number, which is how the other site knows what it reports on.
    func url(errand: String) -> String {
        let base = url.prefix { $0 != "#" }
        return "\(base)\(base.contains("?") ? "&" : "?")errand=\(errand)\(url.dropFirst(base.count))"
    }
}
