import Boundaries
import GeoReport
import ServiceRequests

/// The map of a page that asks where, as `map-panel.mustache` shows it: a picture to point at, and buttons to move it.
///
/// Far out a pixel is many metres wide, so pointing there only comes closer; near enough it says the place.
struct MapPanel: Sendable {
    /// The map as an image input of one size.
    struct Picture: Sendable {
        let name: String
        let style: String
        let source: String
        let width: Int
        let height: Int
        /// What a press of it does, for those who do not see it.
        let words: String
    }

    /// A button that moves the map.
    struct Step: Sendable {
        let value: String
        let label: String
    }

    /// Metres a pixel may be wide for a click to say a place.
    static let exact = 5.0
    /// How many zoom levels a click far out comes closer.
    private static let leap = 3

    /// Where a press goes to.
    let action: String
    let pictures: [Picture]
    let steps: [Step]
    /// The middle and the zoom level, for the next step.
    let centre: String
    let zoom: Int
    let isExact: Bool
    /// What lies under the cross, as a sentence.
    let cross: String

    init(_ view: MapView, _ visit: PageVisit, extent: BoundingBox, action: String) {
        self.action = action
        let isExact = view.metresPerPixel <= Self.exact
        let cross = visit.sentence(onCrossAt: view.centre)
        let words =
            isExact
            ? visit.words("where_picture_exact", ["cross": cross])
            : visit.words("where_picture_far", ["cross": cross])
        (self.isExact, self.cross) = (isExact, cross)
        pictures = MapSize.allCases.map { size in
            Picture(
                name: size.field,
                style: size == .narrow ? "map-narrow" : "map-wide",
                source: MapAddress.path(
                    of: MapDrawing(view.shown(in: size), hasCrosshair: true),
                    language: visit.pictureLanguage
                ),
                width: size.width,
                height: size.height,
                words: words
            )
        }
        steps = MapStep.allCases.filter { view.canStep($0, within: extent) }.map {
            Step(value: $0.rawValue, label: $0.label(visit.words))
        }
        centre = view.centre.inAddresses
        zoom = view.zoom
    }

    /// The view an address asks for, after its step; the whole city where it asks for none.
    static func view(_ query: FormParameters, extent: BoundingBox) -> MapView {
        let whole = MapView(showing: extent, width: MapSize.narrow.width, height: MapSize.narrow.height)
        let parts = (query["centre"] ?? "").split(separator: ",").map(String.init)
        guard parts.count == 2, let zoom = query["zoom"].flatMap({ Int($0) }),
            let centre = try? FormParameters([
                .init(name: "lat", value: parts[0]), .init(name: "long", value: parts[1]),
            ]).coordinate()
        else { return whole }
        let view = MapView(centre: centre, zoom: zoom, size: .narrow).clamped(to: extent)
        return query["step"].flatMap { MapStep(rawValue: $0) }.map { view.after($0, within: extent) } ?? view
    }

    /// The view around something a search has found.
    static func view(of match: PlaceMatch) -> MapView {
        let fitting = MapView(showing: match.box, width: MapSize.narrow.width, height: MapSize.narrow.height)
        return MapView(centre: match.point, zoom: min(fitting.zoom, 16), size: .narrow)
    }

    /// What a click means.
    enum Choice {
        /// This place.
        case place(Coordinate)
        /// The same map, closer.
        case closer(MapView)
    }

    /// What an address says of a click; nil where nobody clicked.
    static func choice(_ query: FormParameters, in view: MapView, extent: BoundingBox) -> Choice? {
        // The button says the cross is the place, however far out the map is.
        if query["use"] == "cross" { return .place(view.centre) }
        guard let pick = MapPick(query), let point = view.shown(in: pick.size).chosen(x: pick.x, y: pick.y) else {
            return nil
        }
        if view.metresPerPixel <= exact { return .place(point) }
        return .closer(MapView(centre: point, zoom: view.zoom + leap, size: .narrow).clamped(to: extent))
    }
}

extension MapView {
    /// The same ground in one of the sizes pages use: the wide picture has room for it one level closer.
    fileprivate func shown(in size: MapSize) -> MapView {
        MapView(centre: centre, zoom: size == .wide ? zoom + 1 : zoom, size: size)
    }

    /// The middle and the zoom level as an address of the page that asks where names them.
    var parameters: [FormParameters.Parameter] {
        [
            .init(name: "centre", value: centre.inAddresses),
            .init(name: "zoom", value: String(zoom)),
        ]
    }
}

extension PageVisit {
    /// What lies at a point that is marked by the map's cross.
    func sentence(onCrossAt point: Coordinate) -> String {
        if city.outside(at: point) != nil {
            return words("where_cross_outside", ["city": cityInSentence])
        }
        let place = city.words(for: point, language: language).short
        return place.map { words("where_cross_in", ["place": $0]) }
            ?? words("where_cross_at", ["point": point.shown])
    }

    /// The language that a picture's address names; nil for the city's first, which pictures have without one.
    var pictureLanguage: String? { language == city.catalog.jurisdiction.languages.first ? nil : language }
}

extension MapStep {
    fileprivate func label(_ words: Words) -> String {
        switch self {
        case .north: words("where_north")
        case .south: words("where_south")
        case .east: words("where_east")
        case .west: words("where_west")
        case .closer: words("where_closer")
        case .farther: words("where_farther")
        }
    }
}
