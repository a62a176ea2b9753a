import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// Who lets a request out of quarantine, and that nobody does once anybody has decided anything about it.
@Suite struct QuarantineReleaseTests {
    /// What somebody does with a request while it is in quarantine.
    enum Deed: CaseIterable {
        case kept, held, accepted, offered, declined, parked, reopened, corrected, released

        /// As what triage shows it afterwards; nil where it does not.
        var kind: TriageKind? {
            switch self {
            // Somebody holds it for the moment, and may give it back.
            case .held: .quarantine
            case .kept, .accepted, .declined, .parked, .reopened: .other
            // Triage owns it until the other accepts, and it waits there.
            case .offered, .corrected, .released: nil
            }
        }

        /// Where it waits then; nil where it does not wait.
        var queue: String? {
            switch self {
            case .held, .accepted: nil
            case .kept, .declined, .parked, .reopened: "triage"
            case .offered: "parks/1"
            case .corrected: "police/1"
            case .released: "works/W"
            }
        }
    }

    private static func offer(_ point: Standpoint, _ town: MovingCity) async throws {
        let claim = try await town.claim(town.triage)
        let order = try await town.handOver([point.item], to: "parks", from: town.triage)
        let results = try await town.queues.handOver(order, under: claim.lease, by: town.triage)
        try #require(results.map(\.outcome) == [.ok])
    }

    private static func done(_ deed: Deed, _ point: Standpoint, _ town: MovingCity) async throws {
        switch deed {
        case .kept:
            let kept = try await town.city.database.pool.withConnection { connection throws(PostgresError) in
                try town.moves.keep(point.id, reason: nil, by: town.triage, on: connection)
            }
            try #require(kept == .done(true))
        case .held:
            _ = try await town.claim(town.triage)
        case .accepted:
            let claim = try await town.claim(town.triage)
            _ = try await town.queues.accept([Acceptance(item: point.item)], under: claim.lease, by: town.triage)
        case .offered:
            try await offer(point, town)
        case .declined:
            try await offer(point, town)
            let claim = try await town.claim(town.parks)
            _ = try await town.queues.decline([point.item], under: claim.lease, by: town.parks)
        case .parked:
            try await offer(point, town)
            let claim = try await town.claim(town.parks)
            _ = try await town.queues.accept([Acceptance(item: point.item)], under: claim.lease, by: town.parks)
            let away = try await town.handOver([point.item], to: "triage", reason: "Ask them.", from: town.parks)
            let results = try await town.queues.handOverAccepted(away, by: town.parks)
            try #require(results.map(\.outcome) == [.ok])
        case .reopened:
            let claim = try await town.claim(town.triage)
            let nothing = [Completion(item: point.item, outcome: .noAction(reason: "Spam."))]
            _ = try await town.queues.complete(nothing, under: claim.lease, by: town.triage)
            try #require(try await town.moves.reopen(point.id, reason: "No.", by: .resident).done != nil)
        case .corrected:
            let decide = try town.correct("noise")
            let moved = try await town.moves.reroute(point.id, reason: "x", by: town.supervisor, decide: decide)
            try #require(moved.done != nil)
        case .released:
            let decide = try town.correct()
            let released = try await town.moves.release(point.id, because: .seen, by: town.supervisor, decide: decide)
            guard case .released = released.done else { throw Unexpected(released) }
        }
    }

    @Test(arguments: Deed.allCases)
    func `once anybody has decided, neither a press on an older page nor the clock sends it on`(deed: Deed) async throws
    {
        try await MovingCity.with { town in
            let point = try await town.quarantined()
            #expect(try await town.legs(point.id) == ["triage/quarantine waiting hops 0"])
            #expect(try await town.quarantine.waiting(longerThan: .zero, limit: 9).map(\.item) == [point.item])
            try await Self.done(deed, point, town)
            #expect(try await town.quarantine.waiting(longerThan: .zero, limit: 9) == [])
            #expect(try await town.kinds() == (deed.kind.map { [$0: 1] } ?? [:]))
            let waiting = deed.queue.map { "\($0) waiting" }
            let leg = try await town.legs(point.id).first
            #expect(waiting.map { leg?.hasPrefix($0) == true } ?? true, "\(leg ?? "none")")
            let before = try await town.everything()
            for (cause, author) in [(ReleaseCause.unseen, Author.service), (.seen, town.supervisor)] {
                let decide = try town.correct()
                let again = try await town.moves.release(point.id, because: cause, by: author, decide: decide)
                #expect(again == .done(.decidedAnew))
            }
            #expect(try await town.everything() == before)
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches.isEmpty)
        }
    }

    @Test func `one that was held and given back is in quarantine again`() async throws {
        try await MovingCity.with { town in
            let point = try await town.quarantined()
            let claim = try await town.claim(town.triage)
            _ = try await town.queues.release([point.item], under: claim.lease, by: town.triage)
            #expect(try await town.kinds() == [.quarantine: 1])
            #expect(try await town.quarantine.waiting(longerThan: .zero, limit: 9).map(\.item) == [point.item])
            let decide = try town.correct()
            let released = try await town.moves.release(point.id, because: .unseen, by: .service, decide: decide)
            guard case .released(let rerouted) = released.done else { throw Unexpected(released) }
            #expect(rerouted.legs.map(\.queue) == ["works/W"])
        }
    }

    @Test func `two who let it go at once do so once`() async throws {
        try await MovingCity.with { town in
            for _ in 0..<8 {
                let point = try await town.quarantined()
                let decide = try town.correct()
                async let one = town.moves.release(point.id, because: .unseen, by: .service, decide: decide)
                async let other = town.moves.release(point.id, because: .seen, by: town.supervisor, decide: decide)
                let ends = [try await one.done, try await other.done]
                #expect(ends.count { $0 == .decidedAnew } == 1)
                #expect(try await town.history(point.id).count { $0 == "rerouted works triage" } == 2)
            }
            #expect(try await town.astray() == [])
        }
    }

    @Test func `what no rule places any more goes to the rest of triage, which is told why, once`() async throws {
        try await MovingCity.with { town in
            let point = try await town.quarantined()
            for expected in [Release.setAside(["no such service", "no such place"]), .decidedAnew] {
                let ended = try await town.moves.release(point.id, because: .unseen, by: .service) { _ in
                    .impossible(["no such service", "no such place"])
                }
                #expect(ended == .done(expected))
            }
            #expect(try await town.quarantine.waiting(longerThan: .zero, limit: 9) == [])
            #expect(try await town.legs(point.id) == ["triage waiting hops 0"])
            #expect(try await town.kinds() == [.gap: 1])
            let row = try #require(try await town.triage().page(.gap).rows.first)
            #expect(row.cause == "undecidable" && row.note == "no such service; no such place")
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches.isEmpty)
        }
    }

    @Test func `a quarter of the time until it is due is the longest, or the age where that is sooner`() async throws {
        try await MovingCity.with { town in
            let soon = try await town.quarantined(expectedIn: .seconds(4 * 3600))
            let late = try await town.quarantined(expectedIn: .seconds(100 * 3600))
            func waiting(after minutes: Int) async throws -> [Int64] {
                try await town.city.database.pool.execute(
                    """
                    UPDATE work_item
                       SET due_at = due_at - (created_at - statement_timestamp()) - \(Duration.seconds(60 * minutes)),
                           created_at = statement_timestamp() - \(Duration.seconds(60 * minutes))
                    """
                )
                return try await town.quarantine.waiting(longerThan: .seconds(4 * 3600), limit: 9).map(\.item)
            }
            #expect(try await waiting(after: 59) == [])
            #expect(try await waiting(after: 61) == [soon.item])
            #expect(try await waiting(after: 239) == [soon.item])
            #expect(try await waiting(after: 241) == [soon.item, late.item])
        }
    }

    @Test func `a flood in quarantine hides nothing else of triage, and pages follow one another`() async throws {
        try await MovingCity.with { town in
            var items: [Int64] = []
            for _ in 0..<5 { items.append(try await town.quarantined().item) }
            _ = try await town.city.submit(at: .gap)
            #expect(try await town.kinds(bound: 3) == [.quarantine: 3, .gap: 1])
            let page = try await town.triage(bound: 3).page(.gap)
            #expect(page.isQuarantineCut && !page.isCut && page.rows.count == 1)
            #expect(try await town.triage(bound: 3).page(.quarantine).rows.map(\.row.item) == Array(items.prefix(3)))
            var found: [Int64] = []
            while true {
                let next = try await town.quarantine.waiting(longerThan: .zero, after: found.last ?? 0, limit: 2)
                found += next.map(\.item)
                if next.count < 2 { break }
            }
            #expect(found == items)
        }
    }
}
