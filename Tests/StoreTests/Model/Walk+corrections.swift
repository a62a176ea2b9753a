import Postgres
import ServiceRequests
import Store
import TestSupport

/// Moves of a request as a whole.
extension Walk {
    mutating func cancel() async throws {
        let (number, id) = request { $0.closedAt == nil }
        let result = try await moves.cancel(id, reason: "a test", by: chance(50) ? .resident : .service)
        try compare("cancel", number, model.cancel(number), Self.ruling(result))
    }

    mutating func reopen() async throws {
        let (number, id) = request { $0.closedAt != nil }
        let isResident = chance(70)
        let author = isResident ? Author.resident : .worker(Worker(department: "triage", name: "supervisor"))
        let result = try await moves.reopen(id, reason: "a test", by: author)
        try compare("reopen", number, model.reopen(number, byResident: isResident), Self.ruling(result))
    }

    mutating func addLeg() async throws {
        let (items, worker) = accepted()
        let item = items[0]
        let other = pick(Self.departments)
        let at = model.items[item].flatMap { model.requests[$0.request]?.place } ?? Place.west.rawValue
        guard let leg = place.home(of: other, at: at) else { return }
        let result = try await moves.addLeg(for: item, reason: "a test", by: worker) { _ in
            .made(LegOrder(leg: leg, dueIn: .seconds(3600)))
        }
        let ours = model.addLeg(other, beside: item, by: worker.department)
        try compare("add leg of \(other)", item, ours, Self.ruling(result), as: "add leg")
    }

    mutating func reroute() async throws {
        let (number, id) = request { $0.closedAt == nil }
        let at = pick(WalkPlaces.all)
        let correction = try correction(at: at)
        let result = try await moves.reroute(
            id,
            reason: "a test",
            by: .worker(Worker(department: "triage", name: "supervisor"))
        ) { _ in .made(correction) }
        let (legs, priority) = shares(of: correction)
        let ours = model.reroute(number, to: legs, priority: priority, at: at.rawValue)
        try compare("reroute to \(legs.map(\.queue))", number, ours, Self.ruling(result), as: "reroute")
    }

    mutating func rerouteItem() async throws {
        let (items, worker) = accepted()
        let item = items[0]
        let at = pick(WalkPlaces.all)
        let correction = try correction(at: at)
        let moves = moves
        let role = ActingRole.onBehalf(of: worker.department, jurisdiction: city.jurisdiction.number)
        let result = try await city.database.roles.withConnection(as: role) { connection throws(PostgresError) in
            try moves.reroute(item: item, reason: "a test", by: worker, on: connection) { _ in .made(correction) }
        }
        let (legs, priority) = shares(of: correction)
        let ours = model.reroute(
            item: item,
            by: worker.department,
            to: legs,
            priority: priority,
            at: at.rawValue
        )
        try compare("reroute by item to \(legs.map(\.queue))", item, ours, Self.ruling(result), as: "reroute item")
    }

    // MARK: - Parts

    private mutating func compare(
        _ move: String,
        _ subject: Int64,
        _ ours: WorkModel.Ruling,
        _ theirs: WorkModel.Ruling?,
        as name: String? = nil
    ) throws {
        try check("\(move) \(subject)", ours, theirs)
        count(name ?? move, ours.rawValue)
    }

    /// A request, most often one that is fit, with its public id; now and then none.
    private mutating func request(where isFit: (WorkModel.Request) -> Bool) -> (Int64, String) {
        let fit = model.requests.values.filter(isFit).map(\.number).sorted()
        let all = chance(90) ? fit : model.requests.keys.sorted()
        let number = chance(2) ? 9_000_000 : all.randomElement(using: &random) ?? 9_000_000
        return (number, city.jurisdiction.cipher.id(for: number)?.text ?? "")
    }

    /// Another decision for a request: as many legs, places and lanes as may be.
    ///
    /// Each has another date, so that the lane is always the decision's and never one the clock has raised an item to.
    private mutating func correction(at place: Place) throws -> Correction {
        let submission = try submission(at: place)
        return Correction(
            draft: submission.draft,
            decision: submission.decision,
            notice: submission.notice,
            isPrivate: false,
            withholdsDescription: false,
            dueIn: .seconds(7200 + 60 * made)
        )
    }

    private func shares(of correction: Correction) -> ([WorkModel.Leg], Int) {
        let legs = correction.decision.legs.map { WorkModel.Leg(department: $0.department, queue: $0.queue) }
        return (legs, correction.decision.priority.rawValue)
    }

    /// What the store says, in the model's words; nil for what must not happen here.
    private static func ruling<Done>(_ result: MoveResult<Done>) -> WorkModel.Ruling? {
        switch result {
        case .done: .done
        case .refused(.unknown): .unknown
        case .refused(.alreadyClosed): .closed
        case .refused(.alreadyOpen): .open
        case .refused(.notYours): .notYours
        case .refused(.calledOff): .calledOff
        case .refused(.tooLate): .tooLate
        case .refused(.tooOften): .tooOften
        case .refused(.isAskedAlready): .askedAlready
        case .refused(.isAsked): .asked
        case .refused: nil
        }
    }
}
