import GeoReport
import ServiceRequests

/// A report as it is written: the form's fields under GeoReport's names, so that one decoder checks both.
struct ReportForm: Sendable, Hashable {
    /// What a report may hold; a form's other fields are no part of it.
    private static let names = contactNames.union(carried).union(["address_string", "description", "dropped"])

    /// What the form of the questions carries on unseen: service and point, how well the point is known, what the
    /// resident was shown nearby, and what was answered of an edge.
    static let carried = ["service_code", "lat", "long", "accuracy", "seen", "edge"]

    /// Who the resident is, which a page of its own asks, and that it has (`told`).
    static let contactNames: Set = ["first_name", "last_name", "email", "phone", "updates", "told"]

    /// How many requests nearby are shown at most.
    static let mostSeen = 5

    /// The value of `seen` that says: look again what is nearby, for the place has changed.
    static let lookAgain = "again"

    private(set) var parameters: FormParameters

    /// The report in a form that was sent, or in one that a draft kept.
    init(_ form: FormParameters) {
        parameters = FormParameters(
            form.parameters.filter { Self.names.contains($0.name) || $0.name.hasPrefix("attribute[") }
        )
    }

    /// The one value of a field, as it was typed; nil where there is none.
    subscript(name: String) -> String? {
        get { parameters.parameters.last { $0.name == name }?.value }
        set {
            let rest = parameters.parameters.filter { $0.name != name }
            parameters = FormParameters(rest + (newValue.map { [.init(name: name, value: $0)] } ?? []))
        }
    }

    /// Whether the place is given in words alone.
    var isPlacedInWords: Bool { parameters["lat"] == nil && parameters["long"] == nil }

    /// The public ids of the requests nearby that the resident was shown, at most as many as are shown.
    var seenRequests: [String] {
        (self["seen"] ?? "").split(separator: ".").compactMap { ServiceRequest.ID(String($0))?.text }
            .prefix(Self.mostSeen).map(\.self)
    }

    /// Takes over who the resident is from another form, and forgets what was said of it before.
    mutating func takeContact(from other: FormParameters?) {
        let rest = parameters.parameters.filter { !Self.contactNames.contains($0.name) }
        let contact = (other?.parameters ?? []).filter { Self.contactNames.contains($0.name) }
        parameters = FormParameters(rest + contact)
    }

    /// Takes over what an address says, which is newer.
    mutating func take(_ trail: ReportTrail) {
        let before = self
        defer { forget(after: before, trail) }
        if let service = trail.service { self["service_code"] = service }
        switch trail.place {
        case .point(let latitude, let longitude):
            // Words that told where it is become the word beside the point, unless there is a newer one: the page that asks
            // for the words beside it shows them, and sends what is left of them, if only an empty text.
            // A draft may know its point better than addresses say it.
            if place != trail.place {
                self["lat"] = latitude
                self["long"] = longitude
            }
            if let near = trail.near { self["address_string"] = near }
        case .words:
            self["lat"] = nil
            self["long"] = nil
        case nil:
            break
        }
    }

    /// What was said of another place, or of another service at this one, holds no longer.
    private mutating func forget(after before: ReportForm, _ trail: ReportTrail) {
        let isElsewhere = before.place != place
        if isElsewhere { self["accuracy"] = isPlacedInWords ? nil : trail.accuracy }
        guard isElsewhere || before["service_code"] != self["service_code"] else { return }
        self["edge"] = nil
        // Where a written report is moved, nobody comes by the page that shows what is nearby.
        self["seen"] = isPlacedInWords ? nil : trail.seen ?? (before["lat"] == nil ? nil : Self.lookAgain)
    }

    /// Leaves out answers that do not belong to the service or do not fit its questions: another service was chosen.
    mutating func dropForeignAnswers(for service: Catalog.Service) {
        let fitting = service.answers(from: parameters.attributes).values
        let rest = parameters.parameters.filter { !$0.name.hasPrefix("attribute[") }
        let answers = service.attributes.flatMap { attribute in
            (fitting[attribute.code] ?? []).map {
                FormParameters.Parameter(name: "attribute[\(attribute.code)]", value: $0)
            }
        }
        parameters = FormParameters(rest + answers)
    }

    /// Leaves out answers to what the service does not ask, so that a draft holds no more than the checks have seen.
    mutating func dropAnswers(unknownTo service: Catalog.Service) {
        let known = service.attributes.map { "attribute[\($0.code)]" }
        parameters = FormParameters(
            parameters.parameters.filter { parameter in
                !parameter.name.hasPrefix("attribute[")
                    || known.contains { parameter.name == $0 || parameter.name == "\($0)[]" }
            }
        )
    }

    /// What an address of the report's pages says of it.
    func trail(_ draft: ReportTrail) -> ReportTrail {
        draft.with { trail in
            trail.service = parameters["service_code"]
            trail.near = parameters["address_string"]
            trail.accuracy = parameters["accuracy"]
            trail.place = place
        }
    }

    /// The place as addresses say it.
    var place: ReportTrail.Place {
        guard let latitude = parameters["lat"], let longitude = parameters["long"] else { return .words }
        return ReportTrail.Place(latitude: latitude, longitude: longitude)
    }
}
