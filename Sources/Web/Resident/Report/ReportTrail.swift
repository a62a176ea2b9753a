import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What a resident has chosen so far, as the addresses of the report's pages carry it: nothing personal.
///
/// `service`, `lat` and `long` (or `place=words`), `near`, `draft` where there is a written report, `change=1` where one
/// answer of it is being changed, `accuracy` where a device said how well it knows the point, `seen` where requests nearby
/// were shown, `search` where the service was searched for, `kiosk` and `channel=phone` where it is not the resident's own
/// device, and `lang` where a language was chosen.
struct ReportTrail: Sendable {
    /// Where the problem is, as far as the addresses say.
    enum Place: Sendable, Hashable {
        /// A point; latitude and longitude as text, so that what was chosen is what is sent.
        case point(latitude: String, longitude: String)
        /// Somewhere that will be described in words.
        case words

        /// A point as addresses have it: to the 6th decimal.
        init(latitude: String, longitude: String) {
            self = .point(latitude: latitude.shortDegrees, longitude: longitude.shortDegrees)
        }
    }

    /// The code of the service, where one is chosen.
    var service: String?
    /// The place, where one is chosen.
    var place: Place?
    /// An address or landmark beside a point.
    var near: String?
    /// To how many metres the point is known, as a device said it: a whole number.
    var accuracy: String?
    /// The public ids of open requests nearby that the resident was shown and found to be other problems, between dots.
    var seen: String?
    /// What the service was searched by, so that the way back leads to what was found.
    var search: String?
    /// The draft that is being written or changed.
    var draft: ReportDraft.ID?
    /// Whether the visitor came from the check to change one answer, and goes back there.
    var isChange = false
    /// The kiosk it is written at, where it is.
    var kiosk: String?
    /// The channel where the address has to say it: staff write for somebody who calls.
    var channel: ServiceRequest.Channel?
    /// The language that was chosen, where one was.
    var language: String?

    /// Reads an address's query; what makes no sense counts as not chosen yet.
    init(_ query: FormParameters) {
        service = query["service"]
        near = query["near"]
        draft = query["draft"].flatMap { ReportDraft.ID($0) }
        isChange = query["change"] == "1"
        accuracy = query["accuracy"]
        seen = query["seen"]
        search = query["search"]
        kiosk = query["kiosk"]
        channel = query["channel"] == ServiceRequest.Channel.phone.rawValue ? .phone : nil
        language = query["lang"]
        if let latitude = query["lat"], let longitude = query["long"] {
            place = Place(latitude: latitude, longitude: longitude)
        } else if query["place"] == "words" {
            place = .words
        }
    }

    /// The parameters, in the order addresses have them.
    var parameters: [FormParameters.Parameter] {
        var pairs: [(String, String?)] = [("service", service)]
        switch place {
        case .point(let latitude, let longitude):
            pairs += [("lat", latitude), ("long", longitude), ("accuracy", accuracy), ("near", near), ("seen", seen)]
        case .words: pairs.append(("place", "words"))
        case nil: break
        }
        pairs += [
            ("search", search), ("draft", draft?.text), ("change", isChange ? "1" : nil), ("kiosk", kiosk),
            ("channel", channel?.rawValue),
            ("lang", language),
        ]
        return pairs.compactMap { name, value in value.map { FormParameters.Parameter(name: name, value: $0) } }
    }

    /// An address that carries all this.
    func address(_ path: String) -> String {
        parameters.isEmpty ? path : "\(path)?\(FormParameters(parameters).encoded)"
    }

    /// The same with something changed.
    func with(_ change: (inout ReportTrail) -> Void) -> ReportTrail {
        var trail = self
        change(&trail)
        return trail
    }

    /// The same without a service, and without what was said of others' reports of it.
    var withoutService: ReportTrail { with { ($0.service, $0.seen, $0.search) = (nil, nil, nil) } }

    /// Where another service is chosen, among those that were found before.
    var otherServices: String {
        guard let search else { return withoutService.address("/report/what") }
        return withoutService.address("/report/what", adding: [.init(name: "q", value: search)])
    }

    /// The same with a service; others' reports of another one say nothing of this one.
    func choosing(_ code: String) -> ReportTrail {
        code == service ? self : withoutService.with { $0.service = code }
    }

    /// The point; nil where there is none, or its numbers are none.
    func coordinate(near extent: BoundingBox?) -> Coordinate? {
        guard case .point(let latitude, let longitude) = place else { return nil }
        let pair = FormParameters([.init(name: "lat", value: latitude), .init(name: "long", value: longitude)])
        return try? pair.coordinate(near: extent)
    }
}

/// A field of a form that nobody sees.
struct HiddenField: Sendable {
    let name: String
    let value: String
}

extension ReportTrail {
    /// The parameters as fields of a form.
    var fields: [HiddenField] { parameters.map { HiddenField(name: $0.name, value: $0.value) } }
}
