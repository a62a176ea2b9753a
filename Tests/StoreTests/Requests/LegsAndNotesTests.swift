import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct LegsAndNotesTests {
    private func help(_ town: MovingCity, _ item: Int64, _ department: String) async throws -> MoveResult<MovedLeg> {
        try await town.moves.addLeg(for: item, reason: "A wire.", by: town.works) { subject in
            .made(LegOrder(leg: RoutingDecision.Leg(department: department), dueIn: .seconds(7 * 86400)))
        }
    }

    @Test func `a department that is asked for help has an item of its own, and the request waits for both`()
        async throws
    {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            let leg = try #require(try await help(town, point.item, "police").done)
            #expect(leg.queue == "police")
            #expect(leg.change == .added)
            #expect(try await town.legs(point.id) == ["works/W accepted hops 0", "police waiting hops 0"])
            let record = try #require(try await town.reader.record(point.id))
            #expect(record.expectedAt == leg.dueAt)
            #expect(record.department == "works")
            #expect(try await town.history(point.id) == ["accepted works", "leg_added police works"])
            #expect(try await town.city.database.count("deadline WHERE item = \(leg.item)") == 2)
            let done = [Completion(item: point.item, outcome: .done)]
            _ = try await town.queues.completeAccepted(done, by: town.works)
            #expect(try await town.reader.record(point.id)?.status == .open)
            let claim = try await town.claim(town.police)
            #expect(claim.items.map(\.leg) == [2])
            let theirs = [Completion(item: leg.item, outcome: .done)]
            _ = try await town.queues.complete(theirs, under: claim.lease, by: town.police)
            #expect(try await town.reader.record(point.id)?.status == .closed)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `a leg is due to the nearest second, as the calendar counted it`() async throws {
        try await MovingCity.with { town in
            for _ in 0..<8 {
                let point = try await town.pothole(.accepted)
                _ = try await help(town, point.item, "police")
            }
            let off = try await town.city.database.count(
                "work_item WHERE leg = 2 AND abs(extract(epoch FROM due_at - created_at) - 7 * 86400) > 0.5"
            )
            #expect(off == 0)
        }
    }

    @Test func `who is asked already is not asked again, until the answer is there`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            let leg = try #require(try await help(town, point.item, "police").done)
            let before = try await town.everything()
            #expect(try await help(town, point.item, "police").refusal == .isAskedAlready)
            #expect(try await town.everything() == before)
            let claim = try await town.claim(town.police)
            _ = try await town.queues.complete(
                [Completion(item: leg.item, outcome: .done)],
                under: claim.lease,
                by: town.police
            )
            #expect(try await help(town, point.item, "police").refusal == nil)
            #expect(try await town.astray() == [])
        }
    }

    @Test func `legs of the intake are in the history`() async throws {
        try await MovingCity.with { town in
            let id = try await town.city.submit("fallen-tree")
            #expect(try await town.history(id) == ["leg_added works"])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test(arguments: [true, false])
    func `a note is the owner's or the offered department's, on open work`(isPublic: Bool) async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let before = try #require(try await town.reader.record(id)).updatedAt
            for worker in [town.works, town.parks] {
                let note = try await town.moves.note("Tuesday.", about: item, isPublic: isPublic, by: worker)
                #expect(note.done == isPublic)
            }
            #expect(try await town.history(id) == ["offered works parks", "note works", "note parks"])
            #expect((try #require(try await town.reader.record(id)).updatedAt > before) == isPublic)
            let refused = try await town.moves.note("Mine?", about: item, isPublic: isPublic, by: town.police)
            #expect(refused.refusal == .notYours)
            _ = try await town.moves.cancel(id, reason: "why", by: town.supervisor)
            let late = try await town.moves.note("Late.", about: item, isPublic: isPublic, by: town.works)
            #expect(late.refusal == .alreadyClosed)
            #expect(try await town.city.database.count("event WHERE kind = 'note'") == 2)
        }
    }
}
