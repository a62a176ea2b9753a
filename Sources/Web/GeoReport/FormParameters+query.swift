import Boundaries
import GeoReport
import Hummingbird

extension FormParameters {
    /// The parameters of a request's query.
    init(query request: Request) throws(GeoReportError) {
        // A form is bounded by the body's limit, a query by the header's.
        try self.init(decoding: (request.uri.query ?? "").utf8)
    }

    /// The point of `lat` and `long`, both of which must be there.
    func point() throws(GeoReportError) -> Coordinate {
        guard let lat = self["lat"], let long = self["long"] else {
            throw GeoReportError(.coordinateIncomplete, "expected both lat and long, found one or none of them")
        }
        guard let latitude = Double(lat), let longitude = Double(long) else {
            throw GeoReportError(
                .coordinateInvalid,
                "lat, long: expected degrees with a decimal point, found other text"
            )
        }
        do throws(CoordinateError) {
            return try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            throw GeoReportError(.coordinateInvalid, "lat, long: \(error)")
        }
    }
}
