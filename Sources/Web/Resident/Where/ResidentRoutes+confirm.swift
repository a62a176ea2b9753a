import Boundaries
import Hummingbird

extension ResidentRoutes {
    /// Whether the chosen point is the place, in words.
    func confirmPlace(_ point: Coordinate, _ visit: PageVisit, _ trail: ReportTrail) -> Response {
        let words = visit.city.words(for: point, language: visit.language)
        let picture = words.short.map { "Map: the pin is in \($0)." } ?? "Map with a pin at the place."
        let around = MapView(centre: point, zoom: 17, size: .narrow)
        let view = ConfirmView(
            map: PinPicture(point, words: picture),
            place: words.short,
            facts: words.facts,
            latitude: trail.latitude ?? "",
            longitude: trail.longitude ?? "",
            near: trail.near,
            isChange: trail.draft != nil,
            fields: trail.with { $0.near = nil }.fields,
            back: trail.with {
                $0.place = nil
                $0.near = nil
            }.address("/report/where", adding: around.parameters) + "#map"
        )
        return pages.response(Page("confirm", title: "Is this the place?", view: view), for: visit)
    }
}

/// What `confirm.mustache` shows.
struct ConfirmView: Sendable {
    let map: PinPicture
    let place: String?
    let facts: [PlaceSummary.Fact]
    let latitude: String
    let longitude: String
    let near: String?
    /// Whether a written report gets another place: then the answer is a POST, and the way leads back to the check.
    let isChange: Bool
    let fields: [HiddenField]
    let back: String
}

extension ReportTrail {
    /// The latitude as it was given.
    var latitude: String? { if case .point(let latitude, _) = place { latitude } else { nil } }

    /// The longitude as it was given.
    var longitude: String? { if case .point(_, let longitude) = place { longitude } else { nil } }
}
