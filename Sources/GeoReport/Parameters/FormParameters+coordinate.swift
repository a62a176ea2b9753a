public import Boundaries

extension FormParameters {
    /// The point that `lat` and `long` name, nil when neither is there.
    ///
    /// Throws when one is there without the other, is no decimal number or out of range. A message says so when the
    /// two look swapped: turned round they lie in the city's `extent`, or, where that is not known, on the earth. With
    /// an extent that is noticed too where both are possible.
    public func coordinate(near extent: BoundingBox? = nil) throws(GeoReportError) -> Coordinate? {
        switch (self["lat"], self["long"]) {
        case (nil, nil):
            return nil
        case (.some, nil):
            throw GeoReportError(.coordinateIncomplete, "long: expected a longitude beside lat, found none")
        case (nil, .some):
            throw GeoReportError(.coordinateIncomplete, "lat: expected a latitude beside long, found none")
        case (let latitude?, let longitude?):
            return try Self.coordinate(latitude: latitude, longitude: longitude, near: extent)
        }
    }

    private static func coordinate(
        latitude latitudeText: String,
        longitude longitudeText: String,
        near extent: BoundingBox?
    ) throws(GeoReportError) -> Coordinate {
        var faults: [GeoReportError.Fault] = []
        let latitude = degrees(latitudeText, parameter: "lat", &faults)
        let longitude = degrees(longitudeText, parameter: "long", &faults)
        if let error = GeoReportError(faults) { throw error }
        // Said only where it helps: turned round, the pair must be a place that can be meant.
        let turned = try? Coordinate(latitude: longitude, longitude: latitude)
        let looksSwapped = turned.map { extent?.contains($0) ?? true } ?? false
        let coordinate: Coordinate
        do throws(CoordinateError) {
            coordinate = try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            let parameter =
                switch error {
                case .notFinite: "lat, long"
                case .latitudeOutOfRange: "lat"
                case .longitudeOutOfRange: "long"
                }
            let hint = looksSwapped ? "; lat and long look swapped" : ""
            throw GeoReportError(.coordinateInvalid, "\(parameter): \(error)\(hint)")
        }
        // In many cities a swapped pair is still a position on the earth, only not one near the city.
        if let extent, !extent.contains(coordinate), looksSwapped {
            throw GeoReportError(
                .coordinateInvalid,
                "lat, long: expected a place within \(extent), found \(coordinate); lat and long look swapped"
            )
        }
        return coordinate
    }

    /// A decimal number; nil for anything else.
    ///
    /// `Double` also reads hexadecimal, "nan" and "infinity", which no client means by degrees or metres.
    static func decimal(_ text: String) -> Double? {
        guard text.utf8.count <= 40, text.utf8.allSatisfy("0123456789+-.eE".utf8.contains) else { return nil }
        return Double(text)
    }

    /// A decimal number; not a number, after saying so, for anything else.
    private static func degrees(_ text: String, parameter: String, _ faults: inout [GeoReportError.Fault]) -> Double {
        if let degrees = decimal(text) { return degrees }
        faults.append(
            .init(.coordinateInvalid, "\(parameter): expected degrees like 40.7128, found \(Quotation(text))")
        )
        return .nan
    }
}
