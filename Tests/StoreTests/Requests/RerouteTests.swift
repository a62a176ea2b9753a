import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct RerouteTests {
    @Test(arguments: [Standing.waiting, .leased, .accepted])
    func `a leg that moves waits in its new queue, and late words about it are stale`(standing: Standing) async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(standing)
            let before = try #require(try await town.reader.record(point.id))
            let rerouted = try #require(
                try await town.moves.reroute(
                    point.id,
                    reason: "It is noise.",
                    by: town.supervisor,
                    decide: try town.correct("noise")
                ).done
            )
            #expect(rerouted.serviceRequestID == point.id)
            #expect(rerouted.legs.map(\.change) == [.moved])
            #expect(rerouted.legs.map(\.item) == [point.item])
            #expect(try await town.legs(point.id) == ["police/1 waiting hops 1"])
            if let lease = point.lease {
                let accepted = try await town.queues.accept(
                    [Acceptance(item: point.item)],
                    under: lease,
                    by: town.works
                )
                #expect(accepted.map(\.outcome) == [.stale])
                let done = [Completion(item: point.item, outcome: .done)]
                #expect(try await town.queues.completeAccepted(done, by: town.works).map(\.outcome) == [.stale])
            }
            let after = try #require(try await town.reader.record(point.id))
            #expect(after.department == "police")
            #expect(after.queue == "police/1")
            #expect(after.serviceCode == "noise")
            #expect(after.serviceNotice.contains("Police"))
            #expect(after.requestedAt == before.requestedAt)
            #expect(after.updatedAt > before.updatedAt)
            #expect(after.expectedAt == rerouted.expectedAt)
            #expect(abs(rerouted.expectedAt.timeIntervalSince(after.requestedAt) - 7200) <= 1)
            #expect(try await town.told(point.id)?.hasSuffix(" | 1") == true)
            let claim = try await town.claim(town.police)
            #expect(claim.items.map(\.item) == [point.item])
            #expect(claim.items[0].dueAt == rerouted.expectedAt)
            #expect(claim.items[0].serviceCode == "noise")
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `both decisions are in the history, byte for byte, with what was corrected`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            _ = try await town.moves.reroute(
                id,
                reason: "A \"decision\" : {}",
                by: town.supervisor,
                decide: try town.correct("noise", to: .east)
            )
            let lines = try await History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
                .lines(of: id)
            let decisions = try lines.compactMap(\.decisionJSON).map { try RoutingDecision(json: $0) }
            #expect(decisions.map(\.department) == ["works", "police"])
            #expect(decisions.map(\.json) == lines.compactMap(\.decisionJSON))
            let whole = try #require(lines.first { $0.kind == "rerouted" && $0.item == nil })
            let detail = try JSON(whole.detailJSON)
            #expect(detail["from"]?["service_code"]?.text == "pothole")
            #expect(detail["from"]?["lat"] != nil)
            #expect(whole.counterpart == "works")
        }
    }

    @Test(arguments: [Standing.waiting, .leased, .accepted])
    func `a leg of the same queue stays where it stands, with the new date`(standing: Standing) async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(standing)
            // West and east of the same borough's queue, and another service of the same department.
            let rerouted = try #require(
                try await town.moves.reroute(
                    point.id,
                    reason: "Water.",
                    by: town.supervisor,
                    decide: try town.correct("flood")
                ).done
            )
            #expect(rerouted.legs.map(\.change) == [.kept, .added])
            let first = standing == .waiting ? "waiting" : standing.rawValue
            #expect(try await town.legs(point.id) == ["works/W \(first) hops 0", "works/1 waiting hops 0"])
            let dates = try await town.city.database.pool.query(
                "SELECT due_at FROM work_item UNION SELECT due_at FROM accepted"
            ) { row throws(PostgresError) in try row.decode(Date.self) }
            #expect(dates == [rerouted.expectedAt])
            if let lease = point.lease, standing == .leased {
                let accepted = try await town.queues.accept(
                    [Acceptance(item: point.item)],
                    under: lease,
                    by: town.works
                )
                #expect(accepted.map(\.outcome) == [.ok])
            }
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `legs are added and cancelled, and the first leg is the new lead's`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit("fallen-tree")
            let claim = try await town.claim(town.parks)
            let back = try #require(
                try await town.moves.reroute(
                    id,
                    reason: "No tree.",
                    by: town.supervisor,
                    decide: try town.correct("pothole")
                )
                .done
            )
            #expect(back.legs.map(\.change) == [.kept, .cancelled])
            #expect(try await town.legs(id) == ["works/W waiting hops 0", "parks cancelled hops 0"])
            let heard = try await town.queues.accept(
                [Acceptance(item: claim.items[0].item)],
                under: claim.lease,
                by: town.parks
            )
            #expect(heard.map(\.outcome) == [.cancelled])
            let again = try #require(
                try await town.moves.reroute(
                    id,
                    reason: "A tree.",
                    by: town.supervisor,
                    decide: try town.correct("fallen-tree")
                ).done
            )
            #expect(again.legs.map(\.change) == [.added, .kept])
            let legs = try await town.legs(id)
            #expect(legs.first == "parks waiting hops 0")
            #expect(Set(legs) == ["parks waiting hops 0", "works/W waiting hops 0", "parks cancelled hops 0"])
            #expect(try await town.reader.record(id)?.department == "parks")
            #expect(try await town.reader.record(id)?.queue == "parks")
            #expect(try await town.astray() == [])
            #expect(
                try await town.history(id) == [
                    "leg_added works", "rerouted works parks", "cancelled parks", "rerouted parks works",
                    "leg_added parks",
                ]
            )
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `an offer ends where the item moves, also to the very department that it was offered to`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let decide = try town.correct(to: .park)
            #expect(try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: decide).refusal == nil)
            #expect(try await town.standing(item) == "parks its own parks/2 attempt 0 hops 2")
            let (other, second) = try await town.offered()
            let held = try await town.claim(town.parks, limit: 9)
            #expect(held.items.count == 2)
            let moved = try await town.moves.reroute(
                other,
                reason: "why",
                by: town.supervisor,
                decide: try town.correct("noise")
            )
            #expect(moved.refusal == nil)
            #expect(try await town.standing(second) == "police its own police/1 attempt 0 hops 2")
            let words = try await town.queues.accept(
                [Acceptance(item: item), Acceptance(item: second)],
                under: held.lease,
                by: town.parks
            )
            #expect(words.map(\.outcome) == [.ok, .stale])
            #expect(try await town.astray() == [])
        }
    }

    @Test func `an item that the clock has raised stays in its lane while its date stays`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            // Two hours is what the correction says.
            try await town.city.database.pool.execute(
                """
                UPDATE work_item SET priority = 1, due_at = (
                    SELECT date_trunc('second', requested_at + interval '2 hours 0.5 seconds') FROM service_request)
                """
            )
            try await town.city.database.pool.execute("UPDATE ready SET priority = 1")
            func lanes() async throws -> [Int] {
                try await town.city.database.pool.query(
                    "SELECT priority FROM work_item UNION SELECT priority FROM ready"
                ) {
                    row throws(PostgresError) in try row.decode(Int.self)
                }
            }
            let decide = try town.correct()
            #expect(try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: decide).refusal == nil)
            #expect(try await lanes() == [1])
            let east = try town.correct(to: .east)
            #expect(try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: east).refusal == nil)
            #expect(try await lanes() == [1])
            try await town.city.database.pool.execute("UPDATE work_item SET due_at = now()")
            #expect(try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: decide).refusal == nil)
            #expect(try await lanes() == [2])
            #expect(try await town.astray() == [])
        }
    }

    @Test func `what cannot be decided changes nothing`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            let before = try await town.everything()
            let result = try await town.moves.reroute(
                id,
                reason: "why",
                by: town.supervisor,
                decide: try town.correct(to: .faraway)
            )
            #expect(result.refusal == .impossible(["expected a place in the city, found another"]))
            #expect(try await town.everything() == before)
        }
    }

    @Test func `a corrected pin takes the words for the old place along, and the history keeps them`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit()
            try await town.city.database.pool.execute(
                "UPDATE service_request SET address = '1 Old Street', address_id = 'A-1'"
            )
            // The service alone says nothing about the place.
            _ = try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: try town.correct("flood"))
            #expect(try await town.reader.record(id)?.address == "1 Old Street")
            #expect(try await town.city.database.count("service_request WHERE address_id = 'A-1'") == 1)
            let move = try town.correct("pothole", to: .east, address: "2 New Street")
            _ = try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: move)
            #expect(try await town.reader.record(id)?.address == "2 New Street")
            #expect(try await town.city.database.count("service_request WHERE address_id IS NOT NULL") == 0)
            let lines = try await History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
                .lines(of: id)
            let whole = try #require(lines.last { $0.kind == "rerouted" && $0.item == nil })
            let from = try JSON(whole.detailJSON)["from"]
            #expect(from?["address"]?.text == "1 Old Street")
            #expect(from?["address_id"]?.text == "A-1")
        }
    }

    @Test func `whom an item was offered to is told that the offer ended with the correction`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered(to: "parks")
            let decide = try town.correct("noise")
            #expect(try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: decide).refusal == nil)
            let told = "event WHERE item = \(item) AND counterpart = 'parks' AND kind = 'offer_expired'"
            #expect(try await town.city.database.count(told) == 1)
            #expect(try await town.history(id).suffix(2) == ["offer_expired works parks", "rerouted police works"])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `a leg that a department asked for stays beside another decision, and its department decides nothing`()
        async throws
    {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            let help = try await town.moves.addLeg(for: point.item, reason: "A wire.", by: town.works) { _ in
                .made(LegOrder(leg: RoutingDecision.Leg(department: "police"), dueIn: .seconds(9 * 86400)))
            }
            let asked = try #require(help.done)
            let held = try await town.claim(town.police)
            _ = try await town.queues.accept([Acceptance(item: asked.item)], under: held.lease, by: town.police)
            let promised = try #require(try await town.reader.record(point.id)?.expectedAt)
            #expect(promised == asked.dueAt)
            // A pin moved within the same district, and into another.
            for place in [Place.west, .east] {
                let move = try town.correct(to: place)
                let result = try await town.moves.reroute(point.id, reason: "why", by: town.supervisor, decide: move)
                #expect(result.done?.legs.first { $0.item == asked.item }?.change == .kept)
            }
            #expect(try await town.legs(point.id) == ["works/E waiting hops 1", "police accepted hops 0"])
            #expect(try await town.reader.record(point.id)?.expectedAt == promised)
            let decide = try town.correct("noise")
            let refused = try await town.city.database.roles.withConnection(as: .service) {
                connection throws(PostgresError) in
                try town.moves.reroute(
                    item: asked.item,
                    reason: "why",
                    by: town.police,
                    on: connection,
                    decide: decide
                )
            }
            #expect(refused.refusal == .isAsked)
            // It is the decision's where that sends the request to the very same queue.
            let noise = try await town.moves.reroute(point.id, reason: "why", by: town.supervisor, decide: decide)
            #expect(noise.refusal == nil)
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `a date that a correction or another department's help moves is told with its reason`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            _ = try await town.moves.addLeg(for: point.item, reason: "A wire.", by: town.works) { _ in
                .made(LegOrder(leg: RoutingDecision.Leg(department: "police"), dueIn: .seconds(9 * 86400)))
            }
            _ = try await town.moves.reroute(
                point.id,
                reason: "why",
                by: town.supervisor,
                decide: try town.correct("flood")
            )
            let lines = try await History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
                .lines(of: point.id)
            let moves = try lines.filter { $0.kind == "due_moved" && $0.item == nil }.map { try JSON($0.detailJSON) }
            #expect(moves.count >= 1)
            #expect(moves.first?["reason"]?.text == "More has to be done.")
            #expect(moves.first?["from"]?.text != moves.first?["to"]?.text)
        }
    }

    @Test func `words that were not for everybody stay so, and what was private stays private`() async throws {
        try await MovingCity.with { town in
            let noise = try await town.city.submit("noise")
            let pothole = try await town.city.submit()
            let person = try await town.city.submit("person-in-need")
            #expect(try await town.reader.record(pothole)?.description == "A test.")
            for id in [noise, pothole, person] {
                for service in ["flood", "pothole"] {
                    let decide = try town.correct(service)
                    let result = try await town.moves.reroute(id, reason: "why", by: town.supervisor, decide: decide)
                    #expect(result.refusal == nil)
                }
            }
            #expect(try await town.reader.record(noise)?.description == nil)
            #expect(try await town.reader.record(noise)?.coordinate != nil)
            // By way of a service whose words nobody reads.
            #expect(try await town.reader.record(pothole)?.description == nil)
            #expect(try await town.reader.record(person)?.coordinate == nil)
        }
    }
}
