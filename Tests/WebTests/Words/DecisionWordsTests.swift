import ServiceRequests
import TestSupport
import Testing

@testable import Web

@Suite struct DecisionWordsTests {
    private static let phrases: [DecisionWords.Phrase] = [
        .triage, .triageBecause(why: "W"), .goes(who: "A"), .goesHere(who: "A"), .goesByAnswers(who: "A"),
        .goesBecause(who: "A", boundary: "B", why: "W"), .goesBecause(who: "A", boundary: nil, why: "W"),
        .also(who: "A"), .and(names: "A, B", last: "C"), .noPoint, .gap(layer: "precinct"), .gap(layer: nil),
        .within(boundary: "B"), .edge(of: "B"), .line(boundary: "B", other: "C"), .owner(who: "A"),
    ]

    @Test(arguments: phrases)
    func `English is the same in the words files as in the routing`(phrase: DecisionWords.Phrase) {
        #expect(Vocabulary.words(in: "en").decision()(phrase) == DecisionWords.english(phrase))
    }

    @Test(arguments: phrases)
    func `Spanish has every phrase and none of it in English`(phrase: DecisionWords.Phrase) {
        let spanish = Vocabulary.words(in: "es").decision()(phrase)
        #expect(!spanish.isEmpty)
        #expect(spanish != DecisionWords.english(phrase))
        #expect(!spanish.contains("{"))
    }

    @Test func `a resident reads in Spanish where a report goes, and the receipt says it so too`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            let check = try await visitor.page("/report/check?draft=\(draft)&lang=es")
            #expect(check.words.contains("Esto va a Obras Públicas"), "\(check.words)")
            let sent = try await visitor.post("/report/check?lang=es", ["draft": draft])
            let id = try #require(sent[header: "Location"]?.dropFirst(3).prefix(9))
            let record = try await visitor.get("/open311/v2/requests/\(id).json")
            #expect(record.text.contains("Esto va a Obras Públicas"), "\(record.text)")
        }
    }
}
