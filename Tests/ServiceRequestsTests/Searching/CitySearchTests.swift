import ServiceRequests
import Testing

/// The search over the city's own catalog.
@Suite struct CitySearchTests {
    private static let search = Result {
        ServiceSearch(try CatalogReader().read(CatalogFolder.files(in: CityCatalogTests.root + "Catalog/nyc")).services)
    }

    @Test(arguments: [CityQueries.english, CityQueries.spanish])
    func `what people type finds its service first`(queries: [(query: String, service: String)]) throws {
        let search = try Self.search.get()
        for (query, service) in queries {
            let answer = search.answer(to: query)
            let found = answer.services.first?.code ?? "nothing"
            #expect(found == service, "\(query): expected \(service), found \(found)")
            #expect(answer.corrections.isEmpty, "\(query): taken for \(answer.corrected ?? "")")
        }
    }

    @Test(arguments: [CityQueries.misspeltEnglish, CityQueries.misspeltSpanish])
    func `what people misspell finds its service among the first three`(
        queries: [(query: String, service: String)]
    ) throws {
        let search = try Self.search.get()
        for (query, service) in queries {
            let language = queries.first?.query == CityQueries.misspeltSpanish.first?.query ? "es" : "en"
            let answer = search.answer(to: query, in: language)
            let found = answer.services.prefix(3).map(\.code)
            #expect(found.contains(service), "\(query): expected \(service), found \(found), \(answer.corrected ?? "")")
        }
    }

    @Test(arguments: [("snow", "en"), ("vote", "en"), ("passport", "en"), ("nieve", "es")])
    func `what is only near a word of a description, or of the other language, is no typing error`(
        query: String,
        language: String
    ) throws {
        let answer = try Self.search.get().answer(to: query, in: language)
        #expect(answer.corrected == nil && answer.entries.isEmpty, "\(query): \(answer.corrected ?? "")")
    }

    @Test func `with one typing error at least nine in ten still find it among the first three`() throws {
        let search = try Self.search.get()
        for (language, queries) in [("English", CityQueries.english), ("Spanish", CityQueries.spanish)] {
            var generator = RouteReachTests.SplitMix(seed: 7)
            var (found, all) = (0, 0)
            for (query, service) in (0..<5).flatMap({ _ in queries }) {
                let wrong = try #require(TypingError.random(in: query, using: &generator), "\(query)")
                all += 1
                found += search.answer(to: wrong).services.prefix(3).contains { $0.code == service } ? 1 : 0
            }
            print("search with one typing error, \(language): \(found) of \(all) found")
            #expect(Double(found) >= 0.9 * Double(all), "\(language): expected 90 %, found \(found) of \(all)")
        }
    }
}
