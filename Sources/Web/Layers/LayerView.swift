import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `layer.mustache` shows: a layer's boundaries, a picture of them, and its versions.
struct LayerView: Sendable {
    /// A boundary.
    struct Line: Sendable {
        let id: String
        let name: String
        let area: String
        /// The properties that rules may ask for.
        let properties: String
        /// Where a place in it is explained.
        let explain: String
    }

    /// A time in which one version was in force.
    struct Version: Sendable {
        let version: String
        let words: String
        let note: String?
    }

    let menu: PublishingMenu
    let name: String
    let id: String
    let version: String
    let count: String
    let key: String
    let file: String
    let properties: String?
    /// The pictures' addresses, narrow and wide.
    let narrow: String
    let wide: String
    let lines: [Line]
    let versions: [Version]
    let replace: String?
    /// What finds gaps and overlaps.
    let command: String

    init(_ layer: BoundaryLayer, log: [Publication], _ visit: StaffVisit) {
        let words = StaffWords(visit)
        menu = PublishingMenu(visit)
        name = layer.definition.names[words.language] ?? layer.id
        id = layer.id
        version = layer.version
        count = CatalogView.count(layer.boundaries.count, "boundary", "boundaries")
        key = layer.definition.key
        file = layer.definition.file
        properties = layer.definition.properties.isEmpty ? nil : layer.definition.properties.joined(separator: ", ")
        let code = FormParameters.encoded(layer.id)
        let city = "jurisdiction_id=\(FormParameters.encoded(visit.city.code))"
        narrow = "/map.svg?\(city)&w=288&h=288&layer=\(code)"
        wide = "/map.svg?\(city)&w=608&h=432&layer=\(code)"
        lines = layer.boundaries.map { boundary in
            let told = boundary.properties.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            return Line(
                id: boundary.id,
                name: boundary.name,
                area: boundary.squareMetres.areaWords,
                properties: told.joined(separator: ", "),
                explain: "\(ExplainRoutes.path)?place=\(FormParameters.encoded(boundary.name))"
            )
        }
        versions = VersionInForce.layers(in: log).filter { $0.layer == layer.id }.map { span in
            let since = words.time.moment(span.publication.publishedAt, now: words.now)
            let until = span.until.map { " until \(words.time.momentInSentence($0, now: words.now))" } ?? ", in force"
            return Version(
                version: span.version,
                words: "\(since)\(until), by \(span.publication.actor)",
                note: span.publication.note
            )
        }
        replace = visit.may(.publish) ? "\(LayerRoutes.path)/layers/\(code)/new" : nil
        command = "dispatch311 boundaries report --layer \(layer.id)"
    }
}
