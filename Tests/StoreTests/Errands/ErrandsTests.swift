import Postgres
import Store
import TestSupport
import Testing

@Suite struct ErrandsTests {
    @Test func `a later word is kept, one as old or older is known, and another entry's is of nobody`() async throws {
        try await TestDatabase.with(poolSize: 2) { database in
            let city = try await TestCity(in: database)
            let errands = Errands(pool: database.pool, jurisdiction: city.jurisdiction)
            let id = try await errands.begin("parking-fine")
            #expect(try await errands.errand(id)?.state == .begun)
            for (state, time, kept) in [
                (Errand.State.inProgress, 100, true), (.done, 200, true), (.inProgress, 150, false),
                (.refused, 200, false),
            ] {
                let word = try #require(Errand.Word(state: state, words: "\(time)", time: time))
                #expect(try await errands.tell(id, of: "parking-fine", word) == (kept ? .kept : .known))
            }
            let errand = try #require(try await errands.errand(id))
            #expect(errand.state == .done && errand.words == "200" && errand.toldAt != nil)
            let word = try #require(Errand.Word(state: .done, words: nil, time: 900))
            #expect(try await errands.tell(id, of: "permit", word) == .unknown)
            #expect(Errand.Word(state: .begun, words: nil, time: 1) == nil)
        }
    }

    @Test func `another city's is not there, and what is too old is forgotten`() async throws {
        try await TestDatabase.with(poolSize: 2) { database in
            let city = try await TestCity(in: database)
            let errands = Errands(pool: database.pool, jurisdiction: city.jurisdiction)
            let (old, new) = (try await errands.begin("parking-fine"), try await errands.begin("parking-fine"))
            let harbor = Errands(
                pool: database.pool,
                jurisdiction: try await Jurisdictions(pool: database.pool).open("harbor")
            )
            #expect(try await harbor.errand(old) == nil)
            _ = try await database.pool.execute(
                "UPDATE errand SET created_at = created_at - interval '401 days' WHERE errand = decode(\(old.text), 'hex')"
            )
            #expect(try await harbor.forgetOld(limit: 10) == 0)
            #expect(try await errands.forgetOld(limit: 10) == 1)
            #expect(try await errands.errand(old) == nil)
            #expect(try await errands.errand(new) != nil)
        }
    }
}
