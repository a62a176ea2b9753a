import Boundaries
import GeoReport
import ServiceRequests

/// What somebody wants explained: a place, and perhaps a service with answers.
struct ExplainQuestion: Sendable {
    /// The place as it was typed, or the position.
    let words: String
    /// The point; nil where none is known yet.
    let coordinate: Coordinate?
    /// Places the words may mean, where there are several.
    let matches: [PlaceMatch]
    /// What is wrong with the place.
    let placeError: String?
    /// The service; nil where none was chosen.
    let service: Catalog.Service?
    /// The service that was named and is none.
    let unknownService: String?
    /// The answers, by question.
    let answers: [String: [String]]

    init(_ query: FormParameters, in city: City) {
        let name = query["service"]
        service = name.flatMap { city.catalog.service(named: $0) }
        unknownService = service == nil ? name : nil
        answers = service?.answers(from: query.attributes).values ?? [:]
        if let words = query["place"] {
            self.words = words
            let found = city.places.matches(words)
            matches = found.count > 1 ? found : []
            coordinate = found.count == 1 ? found[0].point : nil
            placeError =
                found.isEmpty
                ? "No place of this name was found. Enter a neighborhood, a district or a position like 40.7128, -74.0060."
                : nil
            return
        }
        matches = []
        var point: Coordinate?
        var fault: String?
        do throws(GeoReportError) {
            point = try query.coordinate(near: city.extent)
        } catch {
            fault = error.faults.map(\.description).joined(separator: "; ")
        }
        coordinate = point
        placeError = fault
        words = point?.shown ?? [query["lat"], query["long"]].compactMap(\.self).joined(separator: ", ")
    }
}
