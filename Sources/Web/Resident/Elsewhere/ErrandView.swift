import ServiceRequests
import Store

/// What `errand.mustache` shows.
struct ErrandView: Sendable {
    let name: String
    /// How far it is, in a sentence.
    let state: String
    /// When the other site said so, else when it began.
    let since: LocalTime.Stamp
    /// What the other site says beside it.
    let words: String?
    let isOver: Bool
    /// The way there; nil where the catalog has it no more.
    let url: String?
    let way: String?

    init(_ errand: Errand, _ entry: Catalog.Elsewhere?, _ visit: PageVisit) {
        let by = entry?.by.text(in: visit.language) ?? visit.words("errand_other_site")
        name = entry?.name.text(in: visit.language) ?? errand.code
        state =
            switch errand.state {
            case .begun: visit.words("errand_begun", ["by": by])
            case .inProgress: visit.words("errand_in_progress", ["by": by])
            case .done: visit.words("errand_done", ["by": by])
            case .refused: visit.words("errand_refused", ["by": by])
            }
        let time = LocalTime(zone: visit.city.catalog.jurisdiction.timeZone, language: visit.language)
        since = time.stamp(errand.toldAt ?? errand.createdAt)
        words = errand.words
        isOver = errand.state == .done || errand.state == .refused
        url = entry?.url(errand: errand.id.text)
        way = entry.map { visit.words("elsewhere_way", ["host": $0.host]) }
    }
}
