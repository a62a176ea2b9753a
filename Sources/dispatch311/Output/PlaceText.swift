import Boundaries

/// Places as people read and copy them: latitude first, to a metre.
enum PlaceText {
    /// "40.69801, -74.04198".
    static func text(_ place: Coordinate) -> String { text(latitude: place.latitude, longitude: place.longitude) }

    /// The same of two numbers.
    static func text(latitude: Double, longitude: Double) -> String {
        NumberText.fixed(latitude, digits: 5) + ", " + NumberText.fixed(longitude, digits: 5)
    }
}
