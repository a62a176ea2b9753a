import Boundaries
import GeoReport
import ServiceRequests

/// The map of the page that asks where: a picture to point at, and buttons to move it.
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

    let pictures: [Picture]
    let steps: [Step]
    /// The middle and the zoom level, for the next step.
    let centre: String
    let zoom: Int
    let isExact: Bool
    /// What lies under the cross.
    let place: String

    init(_ view: MapView, _ city: City, extent: BoundingBox, language: String) {
        pictures = MapSize.allCases.map { size in
            Picture(
                name: size.field,
                style: size == .narrow ? "map-narrow" : "map-wide",
                source: MapAddress.path(of: MapDrawing(view.shown(in: size), hasCrosshair: true)),
                width: size.width,
                height: size.height
            )
        }
        steps = MapStep.allCases.filter { view.canStep($0, within: extent) }.map {
            Step(value: $0.rawValue, label: $0.label)
        }
        centre = "\(view.centre.latitude),\(view.centre.longitude)"
        zoom = view.zoom
        isExact = view.metresPerPixel <= Self.exact
        if city.outside(at: view.centre) != nil {
            place = "outside \(city.catalog.jurisdiction.name.text(in: language))"
        } else {
            let words = city.words(for: view.centre, language: language).short
            place = words.map { "in \($0)" } ?? "at \(view.centre)"
        }
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
            .init(name: "centre", value: "\(centre.latitude),\(centre.longitude)"),
            .init(name: "zoom", value: String(zoom)),
        ]
    }
}

extension MapStep {
    fileprivate var label: String {
        switch self {
        case .north: "Move north"
        case .south: "Move south"
        case .east: "Move east"
        case .west: "Move west"
        case .closer: "Closer"
        case .farther: "Farther out"
        }
    }
}
