import Postgres
import ServiceRequests
import Store
import TestSupport

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One of a crowd: claims for all departments, speaks of what it took and accepted, and calls requests off and back.
struct CrowdWorker {
    private struct Held {
        let claim: Claim
        let worker: Worker
        let offered: Bool
    }

    private let crowd: Crowd
    private let name: String
    private let requests: RequestMoves
    private var random: SeededGenerator
    private var held: [Held] = []
    private var accepted: [(item: Int64, worker: Worker)] = []
    private var submitted: [String] = []
    /// What it came to so far.
    private(set) var shift = Crowd.Shift()

    private var queues: Queues { crowd.city.queues }

    init(_ number: Int, in crowd: Crowd) {
        self.crowd = crowd
        name = "w\(number)"
        requests = RequestMoves(pools: crowd.city.database.roles, jurisdiction: crowd.city.jurisdiction)
        random = SeededGenerator(seed: crowd.seed + UInt64(number) * 1_000_003)
    }

    /// Makes some move; what it hears may be anything but an error.
    mutating func move() async throws {
        shift.moves += 1
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<12: try await submit()
        case 12..<37: try await claim()
        case 37..<82: try await speak()
        case 82..<90: try await speakOfAccepted()
        default: try await speakOfRequest()
        }
    }

    private mutating func submit() async throws {
        let place = pick(WalkPlaces.all)
        let result = try await crowd.city.intake.submit(try submission(at: place))
        guard case .stored(let receipt) = result else { throw Unexpected(result) }
        submitted.append(receipt.id)
    }

    private mutating func claim() async throws {
        let worker = Worker(department: pick(Walk.departments), name: name)
        let limit = Int.random(in: 1...6, using: &random)
        guard let claim = try await queues.claim(limit, for: worker, lease: .seconds(600)) else { return }
        held.append(Held(claim: claim, worker: worker, offered: claim.items.contains { $0.offeredBy != nil }))
        if held.count > 12 { held.removeFirst() }
    }

    /// Says something of some items of a claim, which may have run out long ago.
    private mutating func speak() async throws {
        guard let held = held.randomElement(using: &random) else { return }
        let (lease, worker) = (held.claim.lease, held.worker)
        let items = held.claim.items.map(\.item).shuffled(using: &random).prefix(pick([1, 1, 2, 6])).sorted()
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            let results = try await queues.accept(items.map { Acceptance(item: $0) }, under: lease, by: worker)
            note(results, "accepted", worker)
            accepted += results.filter { $0.outcome == .ok }.map { ($0.item, worker) }
        case 4..<6:
            let words = items.map { Completion(item: $0, outcome: .done) }
            note(try await queues.complete(words, under: lease, by: worker), "completed", worker)
        case 6: note(try await queues.release(items, under: lease, by: worker), "released", worker)
        case 7 where held.offered:
            note(try await queues.decline(items, under: lease, by: worker), "declined", worker)
        case 7: _ = try await queues.renew(lease, by: worker, for: .seconds(1200))
        default:
            _ = try await queues.handOver(handOver(items, by: worker), under: lease, by: worker)
        }
    }

    private mutating func speakOfAccepted() async throws {
        guard let index = accepted.indices.randomElement(using: &random) else { return }
        let (item, worker) = accepted.remove(at: index)
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            let words = [Completion(item: item, outcome: .done)]
            note(try await queues.completeAccepted(words, by: worker), "completed", worker)
        case 4..<8: _ = try await queues.handOverAccepted(handOver([item], by: worker), by: worker)
        default:
            guard let leg = crowd.place.home(of: pick(Walk.departments), at: pick(WalkPlaces.all).rawValue) else {
                return
            }
            try expect(
                try await requests.addLeg(for: item, reason: "a test", by: worker) { _ in
                    .made(LegOrder(leg: leg, dueIn: .seconds(3600)))
                }
            )
            accepted.append((item, worker))
        }
    }

    private mutating func speakOfRequest() async throws {
        guard let id = submitted.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: try expect(try await requests.cancel(id, reason: "a test", by: .resident))
        case 3..<7:
            let author = chance(50) ? Author.resident : .worker(Worker(department: "triage", name: name))
            try expect(try await requests.reopen(id, reason: "a test", by: author))
        default:
            let submission = try submission(at: pick(WalkPlaces.all))
            let correction = Correction(
                draft: submission.draft,
                decision: submission.decision,
                notice: submission.notice,
                isPrivate: false,
                withholdsDescription: false,
                dueIn: .seconds(3600)
            )
            let supervisor = Author.worker(Worker(department: "triage", name: name))
            try expect(
                try await requests.reroute(id, reason: "a test", by: supervisor) { _ in .made(correction) }
            )
        }
    }

    // MARK: - Parts

    private mutating func note(_ results: [ItemResult], _ kind: String, _ worker: Worker) {
        let actor = "\(worker.department)/\(worker.name)"
        shift.words += results.filter { $0.outcome == .ok }.map { Crowd.Word(item: $0.item, kind: kind, actor: actor) }
    }

    /// A refusal is an answer like any other, unless the decision itself was refused.
    private func expect<Done>(_ result: MoveResult<Done>) throws {
        if case .refused(.impossible(let reasons)) = result { throw Unexpected(reasons) }
    }

    private mutating func handOver(_ items: [Int64], by worker: Worker) -> HandOver {
        let other = pick(Walk.departments.filter { $0 != worker.department })
        let queue = crowd.place.home(of: other, at: pick(WalkPlaces.all).rawValue).flatMap {
            crowd.place.numbers[$0.queue]
        }
        let shares = items.map { HandOver.Share(item: $0, queue: queue) }
        return HandOver(shares, to: other, reason: "a test", time: .seconds(600))
    }

    private mutating func submission(at place: Place) throws -> Submission {
        try crowd.place.submission(at: place, in: crowd.city, using: &random)
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
}
