import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport

/// A random walk through the protocol, made in a city's tables and in the model at once.
///
/// The same seed makes the same moves. After each the answers must be the same; now and then, and at the end, the whole
/// state.
struct Walk {
    /// What the tables and the model disagree about.
    struct Mismatch: Error, CustomStringConvertible {
        let description: String
    }

    /// A lease that was once given out.
    struct Grant {
        let lease: UUID
        let worker: Worker
        let items: [Int64]
    }

    /// Something that happened to an item, to be found in the table of legal moves.
    struct Step: Hashable {
        let from: Standing?
        let move: Move
        let to: Standing
    }

    static let departments = ["works", "parks", "police", Department.triage]
    /// One unit of the model's time; far longer than a round takes, so that the clock on the wall decides nothing.
    static let unit = 600

    let city: TestCity
    let seed: UInt64
    let place: WalkPlaces
    let moves: RequestMoves
    var random: SeededGenerator
    var model: WorkModel
    /// The leases there have been, oldest first: late words are said under those that are gone.
    var grants: [Grant] = []
    /// How often each move heard which answer.
    var answers: [String: Int] = [:]
    /// What happened to items.
    var steps: Set<Step> = []
    /// Moves made.
    private(set) var made = 0
    private var trace: [String] = []

    init(in database: TestDatabase, seed: UInt64) async throws {
        let city = try await TestCity(in: database, code: "walk-\(seed)")
        self.city = city
        self.seed = seed
        place = try await WalkPlaces(city)
        moves = RequestMoves(pools: database.roles, jurisdiction: city.jurisdiction)
        random = SeededGenerator(seed: seed)
        let next = try await database.pool.first(
            """
            SELECT (SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM service_request_number),
                   (SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM work_item_number)
            """
        ) { row throws(PostgresError) in
            let (request, item) = try row.decode(Int64.self, Int64.self)
            return [request, item]
        }
        model = WorkModel(homes: place.homes, nextRequest: next?[0] ?? 1, nextItem: next?[1] ?? 1)
    }

    /// Makes so many moves and compares everything at the end.
    mutating func run(_ turns: Int) async throws {
        for turn in 1...turns {
            let before = model.items
            let kind = WalkMove.random(using: &random)
            try await make(kind)
            made += 1
            try noteSteps(kind.move, since: before)
            // As whoever makes work wait does: without it a claim may pass over what came back, for a second or two.
            let waiting = model.items.values.filter { $0.place == .waiting && before[$0.number] != $0 }
            await city.queues.ring(waiting.map(\.number))
            if turn.isMultiple(of: ModelPlan.interval) || turn == turns { try await compareAll() }
        }
        let report = try await city.verify()
        try check("verification", [], report.breaches.map { "\($0)" })
    }

    /// Expects the tables to say what the model says.
    mutating func compareAll() async throws {
        try check("the model's own promises", [], model.breaches)
        let ours = model.lines
        let theirs = try await TableLines(pool: city.database.pool, jurisdiction: city.jurisdiction).read()
        guard ours != theirs else { return }
        let missing = Set(ours).subtracting(theirs).sorted().prefix(12)
        let surplus = Set(theirs).subtracting(ours).sorted().prefix(12)
        throw mismatch("the state", missing.joined(separator: "\n  "), surplus.joined(separator: "\n  "))
    }

    /// Expects the same answer from both, and counts it.
    mutating func check<Answer: Equatable>(_ word: String, _ ours: Answer, _ theirs: Answer) throws {
        trace.append("\(word): \(theirs)")
        if trace.count > 40 { trace.removeFirst() }
        guard ours == theirs else { throw mismatch(word, "\(ours)", "\(theirs)") }
    }

    /// Counts an answer.
    mutating func count(_ move: String, _ answer: String) { answers["\(move) \(answer)", default: 0] += 1 }

    private func mismatch(_ word: String, _ ours: String, _ theirs: String) -> Mismatch {
        Mismatch(
            description: """
                DISPATCH311_MODEL_SEED=\(seed): \(word)
                expected by the model:
                  \(ours)
                found in the tables:
                  \(theirs)
                after:
                  \(trace.suffix(25).joined(separator: "\n  "))
                """
        )
    }

    /// Expects every change of standing to be in the table of legal moves.
    private mutating func noteSteps(_ move: Move?, since before: [Int64: WorkModel.Item]) throws {
        for (number, item) in model.items {
            let old = before[number]
            guard old?.withoutNumbers != item.withoutNumbers else { continue }
            guard let move = kind(of: old, to: item, in: move) else {
                throw mismatch("item \(number) changed", "no change", "\(String(describing: old)) to \(item)")
            }
            let step = Step(from: old?.standing, move: move, to: item.standing)
            guard LegalMove.all.contains(where: { $0.from == step.from && $0.move == move && $0.to == step.to }) else {
                throw mismatch("item \(number) moved", "a legal move", "\(step)")
            }
            steps.insert(step)
        }
    }

    /// The row of the table a change falls under: what handing over came to, and legs that a reroute adds.
    private func kind(of old: WorkModel.Item?, to new: WorkModel.Item, in move: Move?) -> Move? {
        switch move {
        case .submit, .reroute: return old == nil && (move == .reroute || new.leg > 1) ? .addLeg : move
        case .handOver where new.owner == Department.triage && new.offer == nil && new.hops == 0: return .park
        case .handOver where new.offer == nil: return .decline
        default: return move
        }
    }
}

extension WorkModel.Item {
    /// What the table of legal moves is about: a leg's place among the others and its lane may change where it stands.
    fileprivate var withoutNumbers: Self {
        var same = self
        same.leg = 0
        same.priority = 0
        // What was asked for is the decision's where that finds it in place.
        same.isAsked = false
        return same
    }
}
