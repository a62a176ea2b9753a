import Postgres
import Store
import TestSupport
import Testing

@Suite struct APIKeysTests {
    @Test func `a key is recognised, and only its hash is in the database`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let keys = APIKeys(pool: database.pool)
            let key = try await keys.create(department: "works", label: "trucks", in: jurisdiction)
            let holder = try #require(try await keys.holder(of: key.text))
            #expect(holder == APIKeyHolder(jurisdiction: "tiny", department: "works", prefix: key.prefix))
            let stored = try await database.pool.first(
                "SELECT row_to_json(api_key)::text FROM api_key"
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(stored?.contains(key.prefix) == true)
            #expect(stored?.contains(key.text.suffix(52)) == false)
        }
    }

    @Test func `a revoked key and one past its time are nobody's`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let keys = APIKeys(pool: database.pool)
            let revoked = try await keys.create(department: "works", label: "a", in: jurisdiction)
            #expect(try await keys.revoke(prefix: revoked.prefix, in: jurisdiction))
            #expect(try await keys.revoke(prefix: revoked.prefix, in: jurisdiction) == false)
            let past = try await keys.create(
                department: "works",
                label: "b",
                in: jurisdiction,
                expiresIn: .milliseconds(-1)
            )
            #expect(try await keys.holder(of: revoked.text) == nil)
            #expect(try await keys.holder(of: past.text) == nil)
            #expect(try await keys.list(in: jurisdiction).count == 2)
        }
    }

    @Test(arguments: ["", "d311", "d311__", "d311_short_short", "Bearer x", "d311_\u{0}_x"])
    func `what cannot be a key is nobody's`(text: String) async throws {
        #expect(APIKeyText(text) == nil)
    }
}
