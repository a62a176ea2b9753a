import Foundation
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct HistoryWordsTests {
    private static let start = Date(timeIntervalSince1970: 1_795_550_700)

    private static func line(
        _ kind: String,
        _ department: String? = "works",
        _ detail: String = "{}",
        with counterpart: String? = nil,
        actor: String = "works/crew-7",
        item: Int64? = 1,
        after seconds: Double = 0
    ) -> HistoryLine {
        HistoryLine(
            at: start + seconds,
            kind: kind,
            actor: actor,
            department: department,
            counterpart: counterpart,
            item: item,
            detailJSON: detail
        )
    }

    private func words() async throws -> HistoryWords {
        HistoryWords(catalog: try await TinyCity.snapshot().catalog, publicOriginals: ["00000000"])
    }

    @Test(
        arguments: [
            (line("submitted"), "The report came in. It went to Public Works.", nil),
            (line("submitted", "triage"), "The report came in. A person decides who handles it.", nil),
            (line("accepted"), "Public Works took it on.", nil),
            (line("released", "works", #"{"reason":"no ladder"}"#), "It is back in the queue of Public Works.", nil),
            (
                line("offered", "works", #"{"reason":"no","until":"x"}"#, with: "parks"),
                "Public Works asked Parks to take it on.", nil
            ),
            (line("accepted", "parks", with: "works"), "Parks took it on from Public Works.", nil),
            (line("declined", with: "parks"), "Parks cannot take it on; it stays with Public Works.", nil),
            (line("offer_expired", with: "parks"), "Parks did not answer; it stays with Public Works.", nil),
            (line("released", with: "parks"), "It is back in the queue of Parks.", nil),
            (
                line("triaged", "triage", #"{"reason":"parked","note":"x"}"#, with: "works"),
                "A person decides who handles it now.", nil
            ),
            (line("lease_expired"), "It is back in the queue of Public Works.", nil),
            (
                line("completed", "works", #"{"outcome":"done","note":"This was dealt with."}"#),
                "Public Works dealt with it.", nil
            ),
            (
                line("completed", "works", #"{"outcome":"done","note":"Filled it."}"#), "Public Works dealt with it.",
                "Filled it."
            ),
            (
                line(
                    "completed",
                    "parks",
                    #"{"outcome":"no_action","detail":"It is a bush","note":"No action was taken: It is a bush"}"#
                ),
                "Parks took no action: It is a bush.", nil
            ),
            (
                line("completed", "works", #"{"outcome":"not_found"}"#),
                "Public Works did not find the problem at this place.", nil
            ),
            (
                line("completed", "works", #"{"outcome":"duplicate","detail":"00000000"}"#),
                "Public Works found that it is the same problem as report 00000000.", nil
            ),
            (
                line("completed", "works", #"{"outcome":"duplicate","detail":"00000001"}"#),
                "Public Works found that it was reported before.", nil
            ),
            (
                line("completed", "works", #"{"outcome":"handed_on","detail":"the railway"}"#),
                "Public Works handed it on to the railway.", nil
            ),
            (line("closed", nil), "The report was closed.", nil),
            (
                line("paused", "works", #"{"reason":"Waiting for parts."}"#), "Public Works paused the clock.",
                "Waiting for parts."
            ),
            (line("resumed", "works", #"{"since":"x"}"#), "Public Works goes on with it; the clock runs again.", nil),
            (
                line("overdue", "works", #"{"due" : "2026-11-24T15:05:00Z", "priority" : 1}"#),
                "Public Works is late: this should have been done by Tue, Nov 24, 2026 at 3:05 PM.", nil
            ),
            (line("overdue", "works", "not json"), "Public Works is late: this should have been done.", nil),
            (line("closed", "works", #"{"reason":"A mistake."}"#), "The report was called off.", "A mistake."),
            (
                line("cancelled", "works", #"{"reason":"x"}"#), "Public Works does not have to do anything any more.",
                nil
            ),
            (
                line("rerouted", "parks", #"{"reason":"A tree."}"#, with: "works", item: nil),
                "The report was corrected. It moved from Public Works to Parks.", "A tree."
            ),
            (
                line("rerouted", "works", #"{"reason":"A deep one."}"#, with: "works", item: nil),
                "The report was corrected. It stays with Public Works.", "A deep one."
            ),
            (
                line("rerouted", "works", #"{"reason":"Again.","corrected":false}"#, with: "works", item: nil),
                "The report was looked at again. It stays with Public Works.", "Again."
            ),
            (
                line("rerouted", "parks", #"{"reason":"New rules.","corrected":false}"#, with: "works", item: nil),
                "The report was looked at again. It moved from Public Works to Parks.", "New rules."
            ),
            (
                line("rerouted", "works", #"{"reason":"Deep.","corrected":true}"#, with: "works", item: nil),
                "The report was corrected. It stays with Public Works.", "Deep."
            ),
            (
                line("reopened", "works", #"{"reason":"rude words"}"#, actor: "resident"),
                "Somebody told us that the problem is still there. The report is open again.", nil
            ),
            (
                line("reopened", "works", #"{"reason":"We were wrong."}"#), "The report was opened again.",
                "We were wrong."
            ),
            (line("leg_added", "parks"), "It also goes to Parks.", nil),
            (
                line("leg_added", "parks", #"{"reason":"A root."}"#, with: "works"),
                "Parks was asked for help by Public Works.", "A root."
            ),
            (
                line("leg_added", "triage", #"{"reason":"Whose?"}"#, with: "works"),
                "The people who sort reports were asked for help by Public Works.", "Whose?"
            ),
            (line("cancelled", "triage"), "The people who sort reports do not have to do anything any more.", nil),
            (line("note", "works", #"{"note":"On Tuesday.","public":true}"#), "Public Works says:", "On Tuesday."),
            (
                line("question", "works", #"{"note":"Which door?"}"#),
                "Public Works asked the person who reported it a question.", nil
            ),
            (
                line("question", "triage", #"{"note":"Which door?"}"#),
                "The people who sort reports asked the person who reported it a question.", nil
            ),
            (
                line("note", "works", #"{"note":"It is at my door."}"#, actor: "resident", item: nil),
                "Whoever reported it added a note.", nil
            ),
            (
                line("answer", "works", #"{"note":"The green one."}"#, actor: "resident"),
                "Whoever reported it answered.", nil
            ),
            (line("confirmed", "works", actor: "resident", item: nil), "Whoever reported it found it fixed.", nil),
            (line("linked", "works", #"{"duplicate":"00000000"}"#), "Somebody else reported the same problem.", nil),
            (line("accepted", "gone"), "Gone took it on.", nil),
            (line("completed", "works", "not json"), "Public Works dealt with it.", nil),
        ] as [(HistoryLine, String, String?)]
    )
    func `every event has its sentence`(line: HistoryLine, sentence: String, note: String?) async throws {
        let told = try #require(try await words().line(line))
        #expect(told.sentence == sentence)
        #expect(told.note == note)
        #expect(told.at == line.at)
    }

    @Test func `what says nothing to a resident is left out, and what repeats itself is told once, the last time`()
        async throws
    {
        let lines = try await words().lines([
            Self.line("submitted"), Self.line("released", after: 10), Self.line("lease_expired", after: 20),
            Self.line("due_soon", after: 30), Self.line("released", after: 40), Self.line("accepted", after: 50),
            Self.line("released", after: 60),
        ])
        #expect(lines.map { $0.at.timeIntervalSince(Self.start) } == [0, 40, 50, 60])
    }

    @Test func `a date that moved is told where the resident was promised it, not where a leg has its own`()
        async throws
    {
        let detail =
            #"{"from":"2026-11-24T15:05:00Z","to":"2026-11-25T09:00:00Z","reason":"The clock was paused: Snow."}"#
        func moved(_ item: Int64?, _ detail: String) -> HistoryLine {
            HistoryLine(
                at: Self.start,
                kind: "due_moved",
                actor: "works/crew-7",
                department: "works",
                item: item,
                detailJSON: detail
            )
        }
        let words = try await words()
        let told = try #require(words.line(moved(nil, detail)))
        #expect(
            told.sentence == "The date it should be done by moved from Tue, Nov 24, 2026 at 3:05 PM"
                + " to Wed, Nov 25, 2026 at 9:00 AM."
        )
        #expect(told.note == "The clock was paused: Snow.")
        #expect(words.line(moved(1, detail)) == nil)
        let seconds = #"{"from":"2026-11-24T15:05:01Z","to":"2026-11-24T15:05:09Z"}"#
        #expect(words.line(moved(nil, seconds)) == nil)
        #expect(words.line(moved(nil, "{}")) == nil)
    }

    @Test(arguments: [
        line("note", "works", #"{"note":"He shouts.","public":false}"#),
        line("note", "works", #"{"note":"He shouts."}"#),
        line("linked", "works"), line("rerouted", "works", #"{"reason":"x"}"#, with: "parks"),
        line("due_soon"), line("contact_seen", "works"),
    ])
    func `what staff tell each other is not told`(line: HistoryLine) async throws {
        #expect(try await words().line(line) == nil)
    }

    @Test func `a long way to and fro is folded but for its last two steps, a short one is not`() async throws {
        let words = try await words()
        func folds(_ count: Int) -> [String] {
            let steps = (0..<count).map { place in
                let day = Double(place) * 86_400
                return place.isMultiple(of: 2)
                    ? Self.line("offered", with: "parks", after: day) : Self.line("declined", with: "parks", after: day)
            }
            let history =
                [Self.line("submitted")] + steps + [Self.line("paused", after: 1e6), Self.line("resumed", after: 2e6)]
            return StatusView.events(words.lines(history), words).map { event in
                event.fold.map { "\($0.summary) [\($0.steps.count)]" }
                    ?? event.step?.sentence.parts.first?.text ?? "nothing"
            }
        }
        let short = folds(5)
        #expect(short.count == 8)
        #expect(!short.contains { $0.contains("to and fro") })
        #expect(
            folds(7) == [
                "The report came in. It went to Public Works.",
                "It went to and fro: 5 more steps from Tue, Nov 24 to Sat, Nov 28 [5]",
                "Parks cannot take it on; it stays with Public Works.", "Public Works asked Parks to take it on.",
                "Public Works paused the clock.", "Public Works goes on with it; the clock runs again.",
            ]
        )
    }

    @Test(
        arguments: [
            (line("note", "works", #"{"note":"x","public":true}"#), "Public Works wrote to whoever reported it."),
            (line("question", "works", #"{"note":"x"}"#), "Public Works asked the person who reported it a question."),
            (line("paused", "works", #"{"reason":"x"}"#), "Public Works paused the clock."),
            (
                line("completed", "works", #"{"outcome":"no_action","detail":"x","note":"y"}"#),
                "Public Works took no action."
            ),
            (
                line("completed", "works", #"{"outcome":"handed_on","detail":"x"}"#),
                "Public Works handed it on to somebody else."
            ),
            (line("closed", "works", #"{"reason":"x"}"#), "The report was called off."),
            (line("reopened", "works", #"{"reason":"x"}"#), "The report was opened again."),
            (
                line("leg_added", "parks", #"{"reason":"x"}"#, with: "works"),
                "Parks was asked for help by Public Works."
            ),
        ] as [(HistoryLine, String)]
    )
    func `of a private request departments' own words are kept`(line: HistoryLine, sentence: String) async throws {
        var words = try await words()
        words.rule = FieldRule(viewer: .anybody, isPrivate: true, isDescribed: false)
        let told = try #require(words.line(line))
        #expect(told.sentence == sentence)
        #expect(told.note == nil)
    }

    @Test(arguments: [("works", "Public Works asks:"), ("triage", "The people who sort reports ask:")])
    func `what a department asks is told to whoever has the private link`(code: String, asks: String) async throws {
        var words = try await words()
        words.rule = FieldRule(viewer: .sender, isPrivate: false, isDescribed: true)
        let told = words.line(Self.line("question", code, #"{"note":"Which door?"}"#))
        #expect(told?.sentence == asks && told?.note == "Which door?")
    }

    @Test func `every look at the contact details is told to whoever has the private link`() async throws {
        var words = try await words()
        words.rule = FieldRule(viewer: .sender, isPrivate: false, isDescribed: true)
        let looks = [0, 1, 2].map { Self.line("contact_seen", $0 == 2 ? "triage" : "works", after: Double($0)) }
        #expect(
            words.lines(looks).map(\.sentence) == [
                "Public Works looked at your contact details.", "Public Works looked at your contact details.",
                "The people who sort reports looked at your contact details.",
            ]
        )
    }

    @Test func `what a resident said is told to whoever has the private link`() async throws {
        var words = try await words()
        words.rule = FieldRule(viewer: .sender, isPrivate: true, isDescribed: false)
        for (kind, detail) in [("note", "note"), ("answer", "note"), ("reopened", "reason")] {
            let line = Self.line(kind, "works", #"{"\#(detail)":"It is deep."}"#, actor: "resident")
            #expect(words.line(line)?.note == "It is deep.")
        }
    }

    @Test func `nobody's name and no queue is told`() async throws {
        let lines = try await words().lines([
            Self.line("submitted"), Self.line("accepted"), Self.line("released"),
            Self.line("completed", "works", #"{"outcome":"done"}"#),
        ])
        #expect(lines.allSatisfy { !$0.sentence.contains("crew-7") && !$0.sentence.contains("works/") })
    }
}
