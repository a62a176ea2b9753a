import Boundaries
import ServiceRequests
import TestSupport
import Testing

@testable import Web

@Suite struct DecisionWordsTests {
    private static let phrases: [DecisionWords.Phrase] = [
        .triage, .triageBecause(why: "W"), .goes(who: "A"), .goesHere(who: "A"), .goesByAnswers(who: "A"),
        .goesBecause(who: "A", boundary: "B", why: "W"), .goesBecause(who: "A", boundary: nil, why: "W"),
        .also(who: "A"), .and(names: "A, B", last: "C"), .noPoint, .gap(layer: "precinct"), .gap(layer: nil),
        .within(boundary: "B"), .edge(of: "B"), .line(boundary: "B", other: "C"), .lookedAtFirst, .owner(who: "A"),
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

    /// The tiny city with Spanish before English.
    private static func spanish() throws -> CopiedCities {
        let cities = try CopiedCities()
        try cities.replace("languages: [en, es]", with: "languages: [es, en]", in: "tiny/jurisdiction.yml")
        return cities
    }

    @Test func `a city's first language is that of its decisions, and the names of its layers`() async throws {
        let cities = try Self.spanish()
        try await TinyServer.with {
            cities.use(&$0)
        } _: { visitor in
            let words = try visitor.city.snapshot.decisionWords()
            #expect(words.language == "es" && words(.owner(who: "X")) == "Ahora lo tiene X.")
            #expect(try visitor.city.snapshot.decisionWords(in: "en")(.triage) == DecisionWords.english(.triage))
        }
    }

    @Test func `a corrected report is told of in the city's first language, with the city's names`() async throws {
        let cities = try Self.spanish()
        try await TinyServer.with {
            cities.use(&$0)
        } _: { visitor in
            let id = try await visitor.submitted()
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let item = try #require(items.first)
            let accepted = #"{"items":[{"item_id":\#(item)}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", accepted, key: key) == ["ok"])
            let body = #"{"service_code":"noise","lat":10.01,"long":20.005,"reason":"Es ruido."}"#
            #expect(try await visitor.call("items/\(item)/reroute", body, key: key).status == 200)
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            let notice = try #require(record?["service_notice"]?.text)
            let city = try visitor.city
            let place = try Coordinate(latitude: 10.01, longitude: 20.005)
            let decision = city.assigner.assign(ServiceRequest.Draft(serviceCode: "noise", location: .point(place)))
            guard case .routed(let routed) = decision else { throw Missing(what: "a decision") }
            let told = routed.sentence(catalog: city.catalog, language: "es", words: city.decisionWords("es"))
            #expect(notice == told && notice.hasPrefix("Esto "), "\(notice)")
        }
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
