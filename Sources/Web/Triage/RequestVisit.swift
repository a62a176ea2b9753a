import GeoReport
import ServiceRequests
import Store

/// A visit to a service request as a whole.
struct RequestVisit: Sendable {
    let visit: StaffVisit
    let file: CaseFile

    init(visit: StaffVisit, file: CaseFile) {
        self.visit = visit
        self.file = file
    }

    /// The same request as it stands now.
    init(again other: RequestVisit) async throws {
        let (city, id) = (other.visit.city, other.file.serviceRequestID)
        guard let file = try await city.files.file(id: id, viewer: other.visit.department) else {
            throw Refusal.notFound("your department may no longer read this request; nothing was written down")
        }
        self.init(visit: other.visit, file: file)
    }

    var words: StaffWords { StaffWords(visit, now: file.at) }
    var address: String { "/dispatch/requests/\(file.serviceRequestID)" }
    /// A supervisor's moves are of the whole jurisdiction, whatever department somebody is of.
    var role: ActingRole { .within(jurisdiction: visit.city.row.number) }

    /// Where a decision leads: back to triage, where the form says it came from there.
    func next(after form: FormParameters, said: String) -> String {
        guard let kind = form["from"].flatMap({ TriageKind(rawValue: $0) }) else { return "\(address)?said=\(said)" }
        return "\(TriageRoutes.address)?kind=\(kind.rawValue)&said=\(said)"
    }

    /// The open leg that a form names; without one, the first that nobody has in hand.
    func leg(_ item: Int64?) -> ItemRow? {
        let open = file.legs.filter { $0.closedAt == nil }
        if let item { return open.first { $0.item == item } }
        return open.first { $0.offer == nil && $0.place != .leased } ?? open.first
    }

    /// What its decision says of whose it may be.
    var evidence: DecisionEvidence? {
        DecisionEvidence(
            file.decisionJSON,
            serviceCode: file.legs.first?.subject?.serviceCode,
            answers: AnswerView.values(file.attributesJSON),
            words: words,
            city: visit.city
        )
    }
}

extension ItemRow {
    /// Whether it can be offered to a department: nobody has it in hand, nobody is asked already, and its clock runs.
    var canBeSent: Bool { closedAt == nil && offer == nil && place != .leased && pause == nil }
}
