import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `boundaries.mustache` shows.
struct LayersView: Sendable {
    /// A layer in force.
    struct Line: Sendable {
        let address: String
        let name: String
        let id: String
        let count: String
        let version: String
        let since: LocalTime.Stamp?
        let by: String
        let origin: String
        /// Where another file is put in its place; nil for who may not.
        let replace: String?
    }

    let menu: PublishingMenu
    let notice: PublishedNotice?
    let mayPublish: Bool
    let lines: [Line]
    let history: [PublicationLine]

    init(_ visit: StaffVisit, log: [Publication], origins: [String: String]) {
        let (city, words) = (visit.city, StaffWords(visit))
        menu = PublishingMenu(visit)
        notice = PublishedNotice(said: visit.page.query["said"], city, active: log.first)
        let mayPublish = visit.may(.publish)
        self.mayPublish = mayPublish
        let spans = VersionInForce.layers(in: log)
        lines = city.snapshot.index.layers.map { layer in
            let span = spans.first { $0.layer == layer.id && $0.version == layer.version && $0.until == nil }
            let address = "\(LayerRoutes.path)/layers/\(FormParameters.encoded(layer.id))"
            return Line(
                address: address,
                name: layer.definition.names[words.language] ?? layer.id,
                id: layer.id,
                count: layer.boundaries.count.grouped,
                version: layer.version,
                since: span.map { words.time.stamp($0.publication.publishedAt) },
                by: span?.publication.actor ?? "",
                origin: origins[layer.id] ?? "",
                replace: mayPublish ? "\(address)/new" : nil
            )
        }
        let changes = log.filter { $0.kind != .catalog }
        history = changes.map { publication in
            let isOther = log.first.map { !publication.hasBoundaries(of: $0) } ?? false
            let back = isOther && mayPublish ? "\(LayerRoutes.path)/rollback?to=\(publication.number)" : nil
            return PublicationLine(publication, active: changes.first, back: back, words: words)
        }
    }
}
