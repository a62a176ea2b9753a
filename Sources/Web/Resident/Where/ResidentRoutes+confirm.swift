import Boundaries
import Hummingbird

extension ResidentRoutes {
    /// Whether the chosen point is the place, in words.
    func confirmPlace(_ point: Coordinate, _ visit: PageVisit, _ trail: ReportTrail) -> Response {
        let words = visit.city.words(for: point, language: visit.language)
        let picture = words.short.map { visit.words("confirm_picture_in", ["place": $0]) }
        let around = MapView(centre: point, zoom: 17, size: .narrow)
        let view = ConfirmView(
            map: PinPicture(point, words: picture ?? visit.words("confirm_picture"), visit),
            place: words.short.map { visit.words("confirm_in", ["place": $0]) },
            facts: words.facts,
            latitude: trail.latitude ?? "",
            longitude: trail.longitude ?? "",
            near: trail.near,
            action: visit.address("/report/where"),
            // The language is in the action: as a field of the form it is a wish for another one.
            fields: trail.with { ($0.near, $0.language) = (nil, nil) }.fields,
            back: trail.with {
                $0.place = nil
                $0.near = nil
            }.address("/report/where", adding: around.parameters, searched: visit.query) + "#map"
        )
        var page = Page("confirm", title: visit.words("confirm_title"), view: view)
        page.formID = "answers"
        return pages.response(page, for: visit)
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
    /// Where the form goes.
    let action: String
    let fields: [HiddenField]
    let back: String
}

extension ReportTrail {
    /// The latitude as it was given.
    var latitude: String? { if case .point(let latitude, _) = place { latitude } else { nil } }

    /// The longitude as it was given.
    var longitude: String? { if case .point(_, let longitude) = place { longitude } else { nil } }
}
