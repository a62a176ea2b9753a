import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `check.mustache` shows: everything that will be sent, where it goes, and by when.
struct CheckView: Sendable {
    /// An answer with the way to change it.
    struct Row: Sendable {
        let name: String
        /// Nil where nothing was answered.
        let value: String?
        let change: String
    }

    let rows: [Row]
    let sentence: String
    let expected: LocalTime.Stamp
    /// The edge that is near, and who is beyond it.
    let edge: String?
    let isPrivate: Bool
    let draft: String
    /// Where the form is sent.
    let action: String
    let changePlace: String
    /// What goes with the report, with the way to change it.
    var photos: PhotosView?

    init(
        _ report: ReportForm,
        _ draft: ServiceRequest.Draft,
        to service: Catalog.Service,
        _ decision: RoutingDecision,
        _ visit: PageVisit,
        trail: ReportTrail
    ) {
        let (city, language) = (visit.city, visit.language)
        let catalog = city.catalog
        let change = trail.with { $0.isChange = true }
        let details = change.address("/report/details")
        let you = change.address("/report/you")
        action = visit.address("/report/check")
        changePlace = change.address("/report/where")
        let name = service.name.text(in: language)
        var rows = [Row(name: "Service", value: name, change: change.address("/report/what"))]
        switch draft.location {
        case .point(let point):
            let words = city.words(for: point, language: language).short
            let position = "\(report["lat"] ?? ""), \(report["long"] ?? "")"
            let place = [words, "\(words == nil ? "" : "at ")\(position)"].compactMap(\.self).joined(separator: ", ")
            rows.append(Row(name: "Place", value: place, change: changePlace))
            rows.append(Row(name: "Near", value: draft.address, change: changePlace))
        case .address(let words), .addressID(let words):
            rows.append(Row(name: "Place in words", value: words, change: details + "#address-string"))
        }
        rows += service.questions(after: draft.attributes).map { attribute in
            let answers = (draft.attributes[attribute.code] ?? []).map { attribute.shown($0, language: language) }
            return Row(
                name: attribute.name.text(in: language),
                value: answers.isEmpty ? nil : answers.joined(separator: ", "),
                change: "\(details)#attribute-\(attribute.code)"
            )
        }
        rows.append(Row(name: "Description", value: draft.description, change: details + "#description"))
        let contact = draft.contact
        let person = [contact.firstName, contact.lastName].compactMap(\.self).joined(separator: " ")
        rows.append(Row(name: "Your name", value: person.isEmpty ? nil : person, change: you + "#first-name"))
        rows.append(Row(name: "Your e-mail", value: contact.email, change: you + "#email"))
        rows.append(Row(name: "Your telephone", value: contact.phone, change: you + "#phone"))
        self.rows = rows
        sentence = decision.sentence(catalog: catalog, language: language, words: city.decisionWords(language))
        let now = city.clock.now
        let due = catalog.jurisdiction.calendar.due(after: now, target: service.target)
        let time = LocalTime(zone: catalog.jurisdiction.timeZone, language: language)
        expected = time.stamp(due, "\(time.moment(due)) (\(time.until(due, now: now)))")
        edge = decision.runnerUp.map { Self.words(for: $0, decision, catalog, language) }
        isPrivate = service.visibility == .private
        self.draft = trail.draft?.text ?? ""
    }

    private static func words(
        for other: RoutingDecision.RunnerUp,
        _ decision: RoutingDecision,
        _ catalog: Catalog,
        _ language: String
    ) -> String {
        let distance =
            other.metres < 1 ? "The place is on the line to" : "Only \(Int(other.metres.rounded())) metres away begins"
        let beyond = "\(distance) \(other.boundary.name)"
        if other.leg.department == decision.department {
            return "\(beyond). If the problem is there, other people of the same department would deal with it."
        }
        let department = catalog.department(other.leg.department)?.name.text(in: language) ?? other.leg.department
        return "\(beyond). If the problem is there, it would go to another department: \(department)."
    }
}

extension Catalog.Attribute {
    /// A stored answer as people read it.
    func shown(_ answer: String, language: String) -> String {
        if let value = values.first(where: { $0.key == answer }) { return value.name.text(in: language) }
        return datatype == .datetime ? answer.replacing("T", with: " at ") : answer
    }
}
