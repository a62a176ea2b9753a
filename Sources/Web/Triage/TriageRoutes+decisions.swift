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
        guard read.problems.isEmpty, let department = read.department else { return mistaken(visit, read, form) }
        guard let leg, let subject = leg.subject else { return mistaken(visit, read, form) }
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
                written: read.text
            )
            return pages.request(visit, status: .conflict, loss: loss)
        }
        let reason =
            read.text.isEmpty ? "It lies across the edge, in \(visit.words.name(of: other.boundary))." : read.text
        let (city, author) = (staff.city, Author.worker(staff.worker))
        return try await decide(form, visit, read, said: "rerouted") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            let id = visit.file.serviceRequestID
            let rerouted = try city.moves.reroute(id, reason: reason, by: author, on: connection) { subject in
                // The words for the place are as right as they were.
                city.correction(of: subject, with: SubjectChanges(coordinate: beyond, address: subject.draft.address))
            }
            switch rerouted {
            case .done(let rerouted): return .done(rerouted.legs.map(\.item))
            case .refused(let why): return .refused(why)
            }
        }
    }

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

extension City {
    /// The queue of a leg by its number, made where it never was.
    func target(_ leg: RoutingDecision.Leg) async throws(StoreError) -> RequestMoves.Target {
        let entry = QueueDirectory.Entry(
            name: leg.queue,
            department: leg.department,
            boundary: leg.boundary.map { ($0.layer, $0.id) }
        )
        let number = try await directory.numbers(of: [entry])[leg.queue]
        return RequestMoves.Target(department: leg.department, queue: number ?? 0)
    }
}
