import Boundaries
import GeoReport
import ServiceRequests

/// What lies at a point, and who would get a report from there: the middle of `explain.mustache`.
struct ExplainedPlace: Sendable {
    /// What a layer has at the point.
    struct LayerLine: Sendable {
        let layer: String
        let boundary: String?
        /// That it lies in several, beside one, or in none.
        let tag: String?
        let edge: String
        let version: String
    }

    /// How far an edge is looked for, in metres.
    private static let reach = 5000.0

    let point: String
    /// That it lies outside, and who can be called; nil inside.
    let outside: String?
    let layers: [LayerLine]
    let picture: PinPicture
    let decision: ExplainedDecision?

    init(_ coordinate: Coordinate, _ question: ExplainQuestion, _ city: City, language: String) {
        point = coordinate.shown
        let index = city.snapshot.index
        let probe = index.probe(coordinate)
        layers = index.layers.map { layer in
            LayerLine(layer, probe, index, name: city.layerName(layer.id, language), reach: Self.reach)
        }
        var draft = ServiceRequest.Draft(
            serviceCode: question.service?.code ?? "",
            location: .point(coordinate)
        )
        draft.attributes = question.answers
        var decided: RoutingDecision?
        if question.service != nil, case .routed(let decision) = city.assigner.assign(draft) { decided = decision }
        decision = decided.map { ExplainedDecision($0, draft, city, language: language) }
        if case .outside(let metres, let stretch) = probe.standing {
            let far = metres.map { $0 < 1000 ? "\(Int($0)) m" : "\(Int($0 / 1000)) km" } ?? "far"
            let beyond = stretch.map { ", beyond the \(LocalizedText($0.name).text(in: language))" } ?? ""
            let call = stretch?.call.map { LocalizedText($0) } ?? city.catalog.jurisdiction.outside
            outside = "This place is \(far) outside the city\(beyond). \(call.text(in: language))"
        } else {
            outside = nil
        }
        // The lines of the layer whose edge is near, else of the one that decided.
        picture = PinPicture(
            coordinate,
            words: "Map of the place at \(point)",
            layer: decided?.runnerUp?.boundary.layer ?? decided?.legs.first?.boundary?.layer ?? decided?.layers.first
        )
    }
}

extension ExplainedPlace.LayerLine {
    fileprivate init(
        _ layer: BoundaryLayer,
        _ probe: Probe,
        _ index: BoundaryIndex,
        name: String,
        reach: Double
    ) {
        self.layer = name
        version = layer.version
        let hit = probe.hits[layer.id]
        boundary = hit.map(\.boundary.shown)
        if let hit, hit.isAmbiguous {
            tag = "Also in \(hit.others.map(\.shown).joined(separator: ", "))"
        } else if let hit, hit.snappedMetres > 0 {
            tag = "\(hit.snappedMetres.metreWords) outside, counted to it"
        } else {
            tag = hit == nil ? "Nothing here" : nil
        }
        let metres = index.metresToEdge(from: probe.coordinate, in: layer.id, within: reach)
        edge = metres.map(\.metreWords) ?? "more than \(Int(reach / 1000)) km"
    }
}

extension Boundary.Reference {
    /// "75th Precinct (75)", or the id alone where it is the name.
    fileprivate var shown: String { name == id ? id : "\(name) (\(id))" }
}

extension Double {
    /// "0.4 m", "35 m", "1,250 m".
    fileprivate var metreWords: String {
        let tenths = Int((self * 10).rounded())
        return self < 10 ? "\(tenths / 10).\(tenths % 10) m" : "\(Int(rounded()).grouped) m"
    }
}
