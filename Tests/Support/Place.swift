public import Boundaries

/// Points of the tiny city, named for what they show.
public enum Place: String, CaseIterable, Sendable {
    /// In the west, in the first precinct.
    case west
    /// In the west, in the park.
    case park
    /// In the east, in no precinct: a gap.
    case gap
    /// In the east, in the third precinct.
    case east
    /// Some 100 m off the shore in the south: still the city.
    case pier
    /// Some 100 m beyond the border to Landia: another town.
    case landia
    /// Far away.
    case faraway

    /// Where it is, latitude first.
    public var degrees: (latitude: Double, longitude: Double) {
        switch self {
        case .west: (10.01, 20.005)
        case .park: (10.01, 20.015)
        case .gap: (10.01, 20.025)
        case .east: (10.01, 20.035)
        case .pier: (9.9991, 20.005)
        case .landia: (10.01, 19.9991)
        case .faraway: (11, 21)
        }
    }

    /// Where it is.
    public var coordinate: Coordinate {
        get throws { try Coordinate(latitude: degrees.latitude, longitude: degrees.longitude) }
    }
}
