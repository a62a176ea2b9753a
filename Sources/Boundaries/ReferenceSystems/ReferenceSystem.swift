/// A flat map that cities publish boundaries in, by its number in the EPSG register.
struct ReferenceSystem: Sendable, Hashable {
    /// What its numbers count.
    enum Unit: Double, Sendable, Hashable {
        case metre = 1
        /// 1200/3937 m, the foot of the surveys of the United States.
        case surveyFoot = 0.304_800_609_601_219
        /// 0.3048 m.
        case foot = 0.3048

        var name: String {
            switch self {
            case .metre: "metres"
            case .surveyFoot, .foot: "feet"
            }
        }
    }

    /// The number in the EPSG register.
    let code: Int
    /// "New York Long Island".
    let name: String
    let unit: Unit
    let projection: MapProjection
    /// Where it is used, roughly: west, south, east, north.
    let area: SIMD4<Double>

    /// "EPSG:2263".
    var id: String { "EPSG:\(code)" }

    /// "feet of EPSG:2263 (New York Long Island)".
    var title: String { "\(unit.name) of \(id) (\(name))" }

    /// The position that two of its numbers mean.
    func position(_ x: Double, _ y: Double) -> Coordinate? {
        projection.position(x: x * unit.rawValue, y: y * unit.rawValue)
    }

    /// Whether the numbers lie where this map is used.
    func holds(_ x: Double, _ y: Double) -> Bool {
        position(x, y).map { holds($0) } ?? false
    }

    /// Whether a place lies where this map is used.
    func holds(_ place: Coordinate) -> Bool {
        place.longitude >= area.x && place.longitude <= area.z && place.latitude >= area.y
            && place.latitude <= area.w
    }

    /// The web's Mercator, which reaches round the earth.
    static let webMercator = ReferenceSystem(
        code: 3857,
        name: "Web Mercator",
        unit: .metre,
        projection: .webMercator,
        area: [-180, -85.06, 180, 85.06]
    )

    /// The Universal Transverse Mercator zone of a longitude, on WGS 84.
    static func utm(zone: Int, isNorth: Bool) -> ReferenceSystem {
        let meridian = Double(zone) * 6 - 183
        return ReferenceSystem(
            code: (isNorth ? 32600 : 32700) + zone,
            name: "UTM zone \(zone)\(isNorth ? "N" : "S")",
            unit: .metre,
            projection: .transverse(
                latitude: 0,
                longitude: meridian,
                scale: 0.9996,
                east: 500_000,
                north: isNorth ? 0 : 10_000_000
            ),
            area: isNorth ? [meridian - 4, 0, meridian + 4, 84] : [meridian - 4, -80, meridian + 4, 0]
        )
    }
}
