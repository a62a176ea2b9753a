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
    /// That a mail comes first to whoever wants updates, and to which address; nil where nobody asked for them.
    var updates: String?
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
        let (city, language, words) = (visit.city, visit.language, visit.words)
        let catalog = city.catalog
        let change = trail.with { $0.isChange = true }
        let details = change.address("/report/details")
        let you = change.address("/report/you")
        action = visit.address("/report/check")
        if case .point(let pin) = draft.location {
            let around = MapView(centre: pin, zoom: 17, size: .narrow)
            changePlace = change.address("/report/where", adding: around.parameters)
        } else {
            changePlace = change.address("/report/where")
        }
        let name = service.name.text(in: language)
        var rows = [Row(name: words("check_service"), value: name, change: change.address("/report/what"))]
        switch draft.location {
        case .point(let point):
            let around = city.words(for: point, language: language).short
            let position = point.shown
            let place = around.map { "\($0), \(words("check_position", ["position": position]))" } ?? position
            rows.append(Row(name: words("check_place"), value: place, change: changePlace))
            let near = change.with { trail in
                trail.place = report.place
                trail.near = draft.address
            }
            rows.append(Row(name: words("check_near"), value: draft.address, change: near.address("/report/where")))
            if let side = draft.wayIn.edge {
                rows.append(
                    Row(name: words("check_side"), value: words.said(side), change: trail.address("/report/edge"))
                )
            }
        case .address(let address), .addressID(let address):
            rows.append(
                Row(name: words("check_place_in_words"), value: address, change: details + "#address-string")
            )
        }
        rows += service.questions(after: draft.attributes).map { attribute in
            let answers = (draft.attributes[attribute.code] ?? []).map { attribute.shown($0, words) }
            return Row(
                name: attribute.name.text(in: language),
                value: answers.isEmpty ? nil : answers.joined(separator: ", "),
                change: "\(details)#attribute-\(attribute.code)"
            )
        }
        rows.append(
            Row(name: words("check_description"), value: draft.description, change: details + "#description")
        )
        if visit.kiosk == nil {
            let contact = draft.contact
            rows += [
                Row(name: words("check_name"), value: contact.name, change: you + "#first-name"),
                Row(name: words("check_email"), value: contact.email, change: you + "#email"),
                Row(name: words("check_phone"), value: contact.phone, change: you + "#phone"),
            ]
        }
        self.rows = rows
        sentence = decision.sentence(catalog: catalog, language: language, words: visit.decisionWords)
        let now = city.clock.now
        let due = catalog.jurisdiction.calendar.due(after: now, target: service.target)
        let time = LocalTime(zone: catalog.jurisdiction.timeZone, language: language)
        expected = time.stamp(due, "\(time.moment(due)) (\(time.until(due, now: now)))")
        edge = decision.runnerUp.map { Self.sentence(on: $0, decision, visit) }
        isPrivate = service.visibility == .private
        self.draft = trail.draft?.text ?? ""
    }

    /// What lies beyond the edge nearby, and who would deal with it there.
    private static func sentence(
        on other: RoutingDecision.RunnerUp,
        _ decision: RoutingDecision,
        _ visit: PageVisit
    ) -> String {
        let words = visit.words
        let boundary = ["boundary": visit.nameInSentence(of: other.boundary)]
        let beyond =
            other.metres < 1
            ? words("check_edge_on", boundary) : words("check_edge_near", Int(other.metres.rounded()), boundary)
        let names = [
            "department": visit.nameInSentence(ofDepartment: decision.department),
            "other": visit.nameInSentence(ofDepartment: other.leg.department),
        ]
        let who =
            other.leg.department == decision.department
            ? words("check_edge_same", names) : words("check_edge_other", names)
        return "\(beyond) \(who)"
    }
}

extension Words {
    /// What somebody has answered of an edge nearby.
    fileprivate func said(_ side: ServiceRequest.EdgeAnswer) -> String {
        let words = self
        return switch side {
        case .here: words("check_side_here")
        case .beyond: words("check_side_beyond")
        case .unsure: words("check_side_unsure")
        }
    }
}

extension PageVisit {
    /// A boundary's name.
    func name(of boundary: Boundary.Reference) -> String { city.layerNames.name(of: boundary, in: language) }

    /// A boundary's name in the middle of a sentence.
    func nameInSentence(of boundary: Boundary.Reference) -> String {
        NameInSentence.of(name(of: boundary), in: language)
    }

    /// A department's name in the middle of a sentence; its code where the catalog no longer has it.
    func nameInSentence(ofDepartment code: String) -> String {
        city.catalog.department(code)?.nameInSentence(language) ?? code
    }

    /// The city's name in the middle of a sentence.
    var cityInSentence: String {
        NameInSentence.of(city.catalog.jurisdiction.name.text(in: language), in: language)
    }
}

extension Catalog.Attribute {
    /// A stored answer as people read it.
    func shown(_ answer: String, _ words: Words) -> String {
        if let value = values.first(where: { $0.key == answer }) { return value.name.text(in: words.language) }
        guard datatype == .datetime, let mark = answer.firstIndex(of: "T") else { return answer }
        let time = String(answer[answer.index(after: mark)...])
        return words("check_moment", ["day": String(answer[..<mark]), "time": time])
    }
}
