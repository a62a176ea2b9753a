import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct ResidentWordsTests {
    private func questions(_ town: MovingCity, _ id: String) async throws -> [String] {
        let history = History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
        return OpenQuestion.all(in: try await history.lines(of: id)).map { "\($0.department): \($0.text)" }
    }

    @Test func `a question stands open until it is answered, and the answer is for who asked`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            #expect(try await town.moves.answer("What?", to: id).refusal == .notAsked)
            #expect(try await town.moves.ask("Which door?", about: item, by: town.works).done == true)
            #expect(try await town.moves.ask("How big?", about: item, by: town.parks).done == true)
            #expect(try await questions(town, id) == ["works: Which door?", "parks: How big?"])
            #expect(try await town.moves.answer("The green one.", to: id).done == true)
            #expect(try await questions(town, id) == [])
            // The form sent again, and another answer to what nobody asks any more.
            #expect(try await town.moves.answer("The green one.", to: id).done == false)
            #expect(try await town.moves.answer("The red one.", to: id).refusal == .notAsked)
            #expect(
                try await town.history(id) == [
                    "offered works parks", "question works", "question parks", "answer parks works",
                ]
            )
            #expect(try await town.moves.ask("Really?", about: item, by: town.works).done == true)
            #expect(try await town.moves.answer("The green one.", to: id).done == true)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `only who has the item in hand, or is offered it, asks, and only while it is open`() async throws {
        try await MovingCity.with { town in
            let (id, item) = try await town.offered()
            let before = try await town.everything()
            #expect(try await town.moves.ask("Mine?", about: item, by: town.police).refusal == .notYours)
            #expect(try await town.moves.ask("What?", about: 999, by: town.works).refusal == .unknown)
            for text in ["", " \n", String(repeating: "x", count: 2001)] {
                guard case .impossible = try await town.moves.ask(text, about: item, by: town.works).refusal else {
                    Issue.record("expected a refusal of \(text.count) characters")
                    continue
                }
            }
            #expect(try await town.everything() == before)
            let long = String(repeating: "x", count: 2000)
            #expect(try await town.moves.ask(long, about: item, by: town.works).done == true)
            #expect(try await questions(town, id) == ["works: \(long)"])
            _ = try await town.moves.cancel(id, reason: "why", by: town.supervisor)
            #expect(try await questions(town, id) == [])
            #expect(try await town.moves.ask("Late?", about: item, by: town.works).refusal == .alreadyClosed)
            #expect(try await town.moves.answer("Late.", to: id).refusal == .alreadyClosed)
        }
    }

    @Test func `what was asked before a request was closed is not asked any more when it is opened again`()
        async throws
    {
        try await MovingCity.with { town in
            let point = try await town.pothole(.leased)
            #expect(try await town.moves.ask("Which door?", about: point.item, by: town.works).done == true)
            let done = [Completion(item: point.item, outcome: .done)]
            _ = try await town.queues.complete(done, under: try #require(point.lease), by: town.works)
            #expect(try await questions(town, point.id) == [])
            _ = try await town.moves.reopen(point.id, reason: nil, by: .resident)
            #expect(try await questions(town, point.id) == [])
            #expect(try await town.moves.answer("The green one.", to: point.id).refusal == .notAsked)
        }
    }

    @Test func `a note is written once, for the department residents are told, on open requests`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.waiting)
            let before = try #require(try await town.reader.record(point.id))
            for isNew in [true, false] { #expect(try await town.moves.note("It grows.", of: point.id).done == isNew) }
            #expect(try await town.moves.note("It is deep.", of: point.id).done == true)
            #expect(try await town.moves.note("It grows.", of: point.id).done == true)
            #expect(try await town.history(point.id) == ["note works", "note works", "note works"])
            // Nothing of it is in the public record.
            #expect(try await town.reader.record(point.id)?.updatedAt == before.updatedAt)
            for text in ["", "\t", String(repeating: "x", count: 2001)] {
                guard case .impossible = try await town.moves.note(text, of: point.id).refusal else {
                    Issue.record("expected a refusal of \(text.count) characters")
                    continue
                }
            }
            #expect(try await town.moves.note("x", of: "000000000").refusal == .unknown)
            #expect(try await town.moves.note("x", of: "nonsense").refusal == .unknown)
            try await town.close(point)
            #expect(try await town.moves.note("Late.", of: point.id).refusal == .alreadyClosed)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `a request takes so many words within a day, notes and answers together, however they come`()
        async throws
    {
        try await MovingCity.with { town in
            let point = try await town.pothole(.leased)
            #expect(try await town.moves.ask("Which door?", about: point.item, by: town.works).done == true)
            let (moves, most) = (town.moves, WorkRules.standard.wordsADay)
            let results = try await withThrowingTaskGroup(of: MoveResult<Bool>.self) { group in
                for place in 0..<(most + 5) { group.addTask { try await moves.note("Note \(place)", of: point.id) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0.done == true } == most)
            #expect(results.count { $0.refusal == .tooManyWords } == 5)
            #expect(try await moves.answer("The green one.", to: point.id).refusal == .tooManyWords)
            // A day later there is room again.
            try await town.city.database.pool.execute("UPDATE event SET at = at - interval '1 day' WHERE kind = 'note'")
            #expect(try await moves.answer("The green one.", to: point.id).done == true)
        }
    }

    @Test func `what a department did is confirmed once, and a reopening takes that away`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.leased)
            func confirmed() async throws -> Int {
                try await town.city.database.count("service_request WHERE confirmed_at IS NOT NULL")
            }
            #expect(try await town.moves.confirm(point.id).refusal == .alreadyOpen)
            let done = [Completion(item: point.item, outcome: .done)]
            _ = try await town.queues.complete(done, under: try #require(point.lease), by: town.works)
            let before = try #require(try await town.reader.record(point.id)).updatedAt
            for isNew in [true, false, false] { #expect(try await town.moves.confirm(point.id).done == isNew) }
            #expect(try await confirmed() == 1)
            #expect(try #require(try await town.reader.record(point.id)).updatedAt > before)
            #expect(try await town.history(point.id) == ["completed works", "closed works", "confirmed works"])
            _ = try await town.moves.reopen(point.id, reason: nil, by: .resident)
            #expect(try await confirmed() == 0)
            #expect(try await town.moves.confirm(point.id).refusal == .alreadyOpen)
            try await town.close(point)
            #expect(try await town.moves.confirm(point.id).done == true)
            #expect(try await town.moves.confirm("nonsense").refusal == .unknown)
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test(arguments: [Outcome.notFound, .noAction(reason: "Not ours."), .handedOn(to: "the railway")])
    func `what nobody dealt with cannot be confirmed`(outcome: Outcome) async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.leased)
            let ended = [Completion(item: point.item, outcome: outcome)]
            _ = try await town.queues.complete(ended, under: try #require(point.lease), by: town.works)
            #expect(try await town.moves.confirm(point.id).refusal == .notDone)
            let off = try await town.pothole(.cancelled)
            #expect(try await town.moves.confirm(off.id).refusal == .notDone)
            #expect(try await town.city.database.count("event WHERE kind = 'confirmed'") == 0)
        }
    }
}
