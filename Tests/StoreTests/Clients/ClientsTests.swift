import Foundation
import Postgres
import Store
import TestSupport
import Testing

@Suite struct ClientsTests {
    @Test func `a client keeps its number through all its keys, and only hashes of them are stored`() async throws {
        try await TestDatabase.with { database in
            let tiny = try await Jurisdictions(pool: database.pool).open("tiny")
            let clients = Clients(pool: database.pool)
            let first = try await clients.makeKey(for: "FixMyStreet", at: .production, in: tiny, reportsPerHour: 70)
            let second = try await clients.makeKey(for: "FixMyStreet", at: .test, in: tiny)
            let other = try await clients.makeKey(for: "Another app", at: .production, in: tiny)
            let known = try #require(try await clients.holder(of: first.text))
            #expect(known.jurisdiction == "tiny" && known.name == "FixMyStreet" && known.prefix == first.prefix)
            #expect(known.endpoint == .production)
            let again = try #require(try await clients.holder(of: second.text))
            #expect(again.number == known.number && again.endpoint == .test)
            // What was said of its pace stands until something else is said.
            #expect(known.reportsPerHour == 70 && again.reportsPerHour == 70)
            let stranger = try #require(try await clients.holder(of: other.text))
            #expect(stranger.number != known.number && stranger.reportsPerHour == nil)
            let stored = try await database.pool.query("SELECT row_to_json(client_key)::text FROM client_key") {
                row throws(PostgresError) in try row.decode(String.self)
            }
            #expect(stored.count == 3)
            for key in [first, second, other] {
                #expect(stored.contains { $0.contains(key.prefix) })
                #expect(!stored.contains { $0.contains(key.text.suffix(52)) })
            }
        }
    }

    @Test func `the same name in another city is another client`() async throws {
        try await TestDatabase.with { database in
            let jurisdictions = Jurisdictions(pool: database.pool)
            let clients = Clients(pool: database.pool)
            var numbers: Set<Int32> = []
            for code in ["tiny", "harbor"] {
                let city = try await jurisdictions.open(code)
                let key = try await clients.makeKey(for: "App", at: .production, in: city)
                let holder = try #require(try await clients.holder(of: key.text))
                #expect(holder.jurisdiction == code)
                numbers.insert(holder.number)
                #expect(try await clients.keys(in: city).map(\.prefix) == [key.prefix])
            }
            #expect(numbers.count == 2)
        }
    }

    @Test func `a revoked key, one past its time and a department's are no client's`() async throws {
        try await TestDatabase.with { database in
            let tiny = try await Jurisdictions(pool: database.pool).open("tiny")
            let clients = Clients(pool: database.pool)
            let revoked = try await clients.makeKey(for: "App", at: .production, in: tiny)
            #expect(try await clients.revoke(prefix: revoked.prefix, in: tiny))
            #expect(try await clients.revoke(prefix: revoked.prefix, in: tiny) == false)
            let past = try await clients.makeKey(for: "App", at: .production, in: tiny, expiresIn: .milliseconds(-1))
            let works = try await APIKeys(pool: database.pool).create(department: "works", label: "a", in: tiny)
            for text in [revoked.text, past.text, works.text, "sesame", "", String(revoked.text.dropLast())] {
                #expect(try await clients.holder(of: text) == nil, "\(text)")
            }
            let now = Date()
            #expect(try await clients.keys(in: tiny).map { $0.works(at: now) } == [false, false])
            #expect(try await APIKeys(pool: database.pool).holder(of: revoked.text) == nil)
        }
    }

    @Test func `its last use is noted, once in a while`() async throws {
        try await TestDatabase.with { database in
            let tiny = try await Jurisdictions(pool: database.pool).open("tiny")
            let clients = Clients(pool: database.pool)
            let key = try await clients.makeKey(for: "App", at: .production, in: tiny)
            #expect(try await clients.keys(in: tiny).first?.lastUsedAt == nil)
            try await clients.noteUse(of: [("tiny", key.prefix), ("tiny", "00000000")], within: .seconds(300))
            let first = try #require(try await clients.keys(in: tiny).first?.lastUsedAt)
            try await clients.noteUse(of: [("tiny", key.prefix)], within: .seconds(300))
            #expect(try await clients.keys(in: tiny).first?.lastUsedAt == first)
        }
    }
}
