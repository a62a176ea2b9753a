import Store

/// A publication as a row of the history.
struct PublicationLine: Sendable {
    let number: Int
    let at: LocalTime.Stamp
    let what: String
    let by: String
    let note: String?
    let catalog: String
    let isInForce: Bool
    /// Where going back to it begins; nil where there is nothing to go back to, and for who may not.
    let back: String?

    init(_ publication: Publication, active: Publication?, back: String?, words: StaffWords) {
        number = publication.number
        at = words.time.stamp(publication.publishedAt, words.time.moment(publication.publishedAt, now: words.now))
        what = publication.kind.words
        by = publication.actor
        note = publication.note
        catalog = publication.catalog
        isInForce = publication.number == active?.number
        self.back = back
    }
}

extension Publication.Kind {
    /// What changed, as a table says it.
    var words: String {
        switch self {
        case .first: "Everything"
        case .catalog: "Catalog"
        case .boundaries: "Boundaries"
        }
    }
}
