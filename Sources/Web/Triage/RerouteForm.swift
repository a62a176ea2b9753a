import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What is corrected of a request, as an address or a form says it: its service and its pin.
struct RerouteForm: Sendable {
    let service: String?
    let latitude: String
    let longitude: String
    /// The place in words, asked for where the pin moves.
    var address: String?
    var reason: String?
    var serviceError: String?
    var pointError: String?
    var addressError: String?
    var reasonError: String?
    /// The new pin; nil where it stays, or is none.
    let coordinate: Coordinate?
    /// Whether anything was asked for.
    let isAsked: Bool

    /// Reads an address of the page, or the form that confirms it; blank fields stay as they are.
    init(_ form: FormParameters, of subject: ItemRow.Subject?, words: StaffWords) {
        service = form["service"]
        latitude = form["lat"] ?? subject?.coordinate?.shownLatitude ?? ""
        longitude = form["long"] ?? subject?.coordinate?.shownLongitude ?? ""
        isAsked = form["service"] != nil || form["lat"] != nil || form["long"] != nil
        if let service, words.catalog.service(named: service) == nil { serviceError = "Choose a service." }
        var point: Coordinate?
        if form["lat"] != nil || form["long"] != nil {
            point = try? FormParameters([
                .init(name: "lat", value: latitude), .init(name: "long", value: longitude),
            ]).coordinate()
            if point == nil { pointError = "Give latitude and longitude in degrees: 40.7128 and -74.0060." }
        }
        // The pin as it is shown is the pin that is there.
        let isSame = latitude == subject?.coordinate?.shownLatitude && longitude == subject?.coordinate?.shownLongitude
        coordinate = isSame ? nil : point
    }

    /// Reads the form that confirms it, too.
    mutating func confirm(_ form: FormParameters) {
        address = form["address"]
        addressError = address.flatMap {
            OutcomeForm.fault($0, longest: ServiceRequest.maximumAddress, isOneLine: true)
        }
        reason = form["reason"]
        reasonError =
            reason.map { OutcomeForm.fault($0, longest: 500, isOneLine: true) } ?? "Say why; the resident reads it too."
    }

    /// What is corrected.
    var changes: SubjectChanges { SubjectChanges(serviceCode: service, coordinate: coordinate, address: address) }

    /// What is wrong with it, by the fields of `reroute.mustache`.
    var problems: [OutcomeForm.Problem] {
        [
            ("service", serviceError), ("lat", pointError), ("address", addressError), ("reason", reasonError),
        ].compactMap { field, words in words.map { OutcomeForm.Problem(field: field, words: $0) } }
    }
}

extension Coordinate {
    /// As the fields of a form show it, and read it back.
    fileprivate var shownLatitude: String { latitude.degrees }
    fileprivate var shownLongitude: String { longitude.degrees }
}
