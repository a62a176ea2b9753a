import Boundaries
import GeoReport
import Hummingbird
import Postgres
import ServiceRequests
import Store

/// The decisions, each a form of a request's page or of a row in triage.
extension TriageRoutes {
    /// An item is offered to a department that a person names.
    func send(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let leg = visit.leg(form["item"].flatMap { Int64($0) })
        let own = [Department.triage, leg?.offer?.owner ?? leg?.department ?? ""]
        let missing = "Say why it is theirs; they read it."
        let read = MoveForm(.send, form, visit.words, but: own, missing: missing)
        guard let leg, let subject = leg.subject else { return over(visit, read) }
        guard read.problems.isEmpty, let department = read.department else {
            return leg.canBeSent ? mistaken(visit, read, form) : over(visit, read)
        }
        let entry =
            staff.city.assigner.leg(for: department, service: subject.serviceCode, coordinate: subject.coordinate)
            ?? RoutingDecision.Leg(department: department)
        let target = try await staff.city.target(entry)
        let (moves, worker, item) = (staff.city.moves, staff.worker, leg.item)
        return try await decide(form, visit, read, said: "sent") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            switch try moves.send(item, to: target, reason: read.text, by: worker, on: connection) {
            case .done: .done([item])
            case .refused(let why): .refused(why)
            }
        }
    }

    /// What was to be offered can be offered no more: there is no form for it, and what was typed is shown.
    private func over(_ visit: RequestVisit, _ read: MoveForm) -> Response {
        let loss = ItemView.Loss(
            words: "That part of the request is closed by now, or in somebody’s hands.",
            advice: "How it stands is shown below.",
            written: read.text.isEmpty ? nil : read.text
        )
        return pages.request(visit, status: .conflict, loss: loss)
    }

    /// It belongs across the edge: its pin moves there, and it is decided anew.
    func takeRunnerUp(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let read = MoveForm(.keep, form, missing: nil)
        // The first press has changed what lies across the edge.
        let key = try FormToken(form).key(staff, "\(read.name) \(visit.file.serviceRequestID)", form)
        if try await staff.city.calls.earlier(key, as: visit.role)?.answer() == "ok" {
            return Pages.redirect(to: visit.next(after: form, said: "rerouted"))
        }
        let evidence = visit.evidence
        guard let beyond = evidence?.beyond, let other = evidence?.runnerUp, read.problems.isEmpty else {
            let loss = ItemView.Loss(
                words: "By the boundaries in force nothing lies across an edge there.",
                advice: "Correct the place instead.",
                written: read.text.isEmpty ? nil : read.text
            )
            return pages.request(visit, status: .conflict, loss: loss)
        }
        // What the button named when it was pressed; of two people who press it, the second would move it back.
        let across = form["across"]
        guard across == other.queue else {
            let loss = ItemView.Loss(
                words: "\(Self.decidedAnew).",
                advice: "How it stands is shown below.",
                written: read.text.isEmpty ? nil : read.text
            )
            return pages.request(visit, status: .conflict, loss: loss)
        }
        let place = visit.file.legs.first?.subject?.coordinate
        let reason =
            read.text.isEmpty ? "It lies across the edge, in \(visit.words.name(of: other.boundary))." : read.text
        let (city, worker) = (staff.city, staff.worker)
        return try await decide(form, visit, read, said: "rerouted") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            let id = visit.file.serviceRequestID
            let rerouted = try city.moves.reroute(id, reason: reason, by: .worker(worker), on: connection) { subject in
                // The words for the place are as right as they were.
                let changes = SubjectChanges(coordinate: beyond, address: subject.draft.address)
                let decided = city.correction(of: subject, with: changes)
                guard case .made(let correction) = decided else { return decided }
                let isAsNamed = subject.draft.coordinate == place && correction.decision.legs.first?.queue == across
                return isAsNamed ? decided : .impossible([Self.decidedAnew])
            }
            switch rerouted {
            case .done(let rerouted):
                // The new pin is as close to the edge as the old one; somebody has looked at it.
                _ = try city.moves.keep(id, reason: nil, by: worker, on: connection)
                return .done(rerouted.legs.map(\.item))
            case .refused(let why): return .refused(why)
            }
        }
    }

    static let decidedAnew = "It was decided anew in the meantime"

    /// A person has looked, and it stays.
    func keep(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let read = MoveForm(.keep, form, missing: nil)
        guard read.problems.isEmpty else { return mistaken(visit, read, form) }
        let (moves, worker, id) = (staff.city.moves, staff.worker, visit.file.serviceRequestID)
        let reason = read.text.isEmpty ? nil : read.text
        return try await decide(form, visit, read, said: "kept") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            switch try moves.keep(id, reason: reason, by: worker, on: connection) {
            case .done: .done([])
            case .refused(let why): .refused(why)
            }
        }
    }

    /// A request is called off.
    func cancel(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let read = MoveForm(.cancel, form, missing: "Say why; the resident reads it.")
        guard read.problems.isEmpty else { return mistaken(visit, read, form) }
        let (moves, author, id) = (staff.city.moves, Author.worker(staff.worker), visit.file.serviceRequestID)
        return try await decide(form, visit, read, said: "cancelled") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            switch try moves.cancel(id, reason: read.text, by: author, on: connection) {
            case .done: .done([])
            case .refused(let why): .refused(why)
            }
        }
    }

    /// A closed request is opened again.
    func reopen(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let read = MoveForm(.reopen, form, missing: "Say why; the resident reads it.")
        guard read.problems.isEmpty else { return mistaken(visit, read, form) }
        let (moves, author, id) = (staff.city.moves, Author.worker(staff.worker), visit.file.serviceRequestID)
        return try await decide(form, visit, read, said: "reopened") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            switch try moves.reopen(id, reason: read.text, by: author, on: connection) {
            case .done(let leg): .done([leg.item])
            case .refused(let why): .refused(why)
            }
        }
    }

    /// What the catalog should have known of it, for those who keep the catalog.
    func finding(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let missing = "Say what the catalog or the boundaries should have known."
        let read = MoveForm(.finding, form, visit.words, but: [Department.triage], missing: missing)
        guard read.problems.isEmpty, let department = read.department else { return mistaken(visit, read, form) }
        let findings = staff.city.findings
        let (id, author) = (visit.file.serviceRequestID, Author.worker(staff.worker))
        let went = visit.decided
        return try await decide(form, visit, read, said: "finding") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            let isWritten = try findings.write(
                id,
                wentTo: went.department,
                belongsTo: department,
                edge: went.edge,
                reason: read.text,
                by: author,
                on: connection
            )
            return isWritten ? .done([]) : .refused(.unknown)
        }
    }
}

extension RequestVisit {
    /// Where the first decision put it, and the edge it turned on: what the catalog knew.
    var decided: (department: String, edge: CatalogFinding.Edge?) {
        let first = file.history.first { $0.decisionJSON != nil }?.decisionJSON.flatMap {
            try? RoutingDecision(json: $0)
        }
        return (
            first?.department ?? Department.triage,
            first?.runnerUp.map { CatalogFinding.Edge(layer: $0.boundary.layer, boundary: $0.boundary.id) }
        )
    }
}
