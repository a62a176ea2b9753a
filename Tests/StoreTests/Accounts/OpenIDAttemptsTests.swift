import Foundation
import Postgres
import Store
import TestSupport
import Testing

@Suite struct OpenIDAttemptsTests {
    private static func attempts(_ database: TestDatabase, _ city: String) async throws -> OpenIDAttempts {
        OpenIDAttempts(
            pool: database.pool,
            jurisdiction: try await Jurisdictions(pool: database.pool).open(city)
        )
    }

    @Test func `one that went out comes back once, to its browser and its city`() async throws {
        try await TestDatabase.with { database in
            let (tiny, harbor) = (
                try await Self.attempts(database, "tiny"), try await Self.attempts(database, "harbor")
            )
            let one = try #require(try await tiny.begin(.signIn(page: "/desk/items")))
            let other = try #require(try await tiny.begin(.join(token: String(repeating: "a", count: 64))))
            #expect(try await tiny.end(state: one.state, secret: other.secret) == nil)
            #expect(try await tiny.end(state: one.secret, secret: one.state) == nil)
            #expect(try await harbor.end(state: one.state, secret: one.secret) == nil)
            #expect(try await tiny.end(state: one.state, secret: one.secret) == .signIn(page: "/desk/items"))
            #expect(try await tiny.end(state: one.state, secret: one.secret) == nil)
            guard case .join(let hash)? = try await tiny.end(state: other.state, secret: other.secret) else {
                Issue.record("expected an invitation")
                return
            }
            #expect(hash.count == 32)
        }
    }

    @Test func `one that took too long is over, and forgotten`() async throws {
        try await TestDatabase.with { database in
            let tiny = try await Self.attempts(database, "tiny")
            let one = try #require(try await tiny.begin(.signIn(page: nil)))
            #expect(try await tiny.forgetOver(limit: 10) == 0)
            try await database.pool.execute("UPDATE openid_attempt SET expires_at = now() - interval '1 second'")
            #expect(try await tiny.end(state: one.state, secret: one.secret) == nil)
            #expect(try await tiny.forgetOver(limit: 10) == 1)
            #expect(try await database.count("openid_attempt") == 0)
        }
    }

    @Test func `no more are under way than there may be, and none of it is stored as it is`() async throws {
        try await TestDatabase.with { database in
            let (tiny, harbor) = (
                try await Self.attempts(database, "tiny"), try await Self.attempts(database, "harbor")
            )
            let one = try #require(try await tiny.begin(.signIn(page: nil)))
            let text = try await database.pool.first("SELECT openid_attempt::text FROM openid_attempt") {
                row throws(PostgresError) in try row.decode(String.self)
            }
            #expect(text?.contains(one.state) == false && text?.contains(one.secret) == false)
            try await database.pool.execute(
                """
                INSERT INTO openid_attempt (jurisdiction, state, browser, expires_at)
                SELECT o.jurisdiction, sha256(n::text::bytea), o.browser, o.expires_at
                  FROM openid_attempt o, generate_series(2, \(OpenIDAttempts.maximum)) n
                """
            )
            #expect(try await tiny.begin(.signIn(page: nil)) == nil)
            #expect(try await harbor.begin(.signIn(page: nil)) != nil)
        }
    }

    @Test func `somebody may have an account in each of two cities`() async throws {
        try await TestDatabase.with { database in
            let who = StaffSubject(issuer: "https://id.example.gov", subject: "u-17")
            for city in ["tiny", "harbor"] {
                let row = try await Jurisdictions(pool: database.pool).open(city)
                let accounts = StaffAccounts(
                    pool: database.pool,
                    jurisdiction: row,
                    checks: PasswordChecks(cost: .quick)
                )
                let invitation = StaffInvitation(email: "a@b.org", name: "A", department: "works", role: .crew)
                guard case .invited(let account, let token) = try await accounts.invite(invitation) else {
                    Issue.record("expected an invitation")
                    return
                }
                let attempts = OpenIDAttempts(pool: database.pool, jurisdiction: row)
                #expect(try await accounts.signIn(who) == .wrong)
                let begun = try #require(try await attempts.begin(.join(token: token)))
                guard case .join(let hash)? = try await attempts.end(state: begun.state, secret: begun.secret) else {
                    Issue.record("expected an invitation")
                    return
                }
                #expect(try await accounts.join(invitation: hash, as: who) == .linked(account.id))
                #expect(try await accounts.join(invitation: hash, as: who) == .taken)
                #expect(try await accounts.signIn(who) == .right(account.id))
            }
        }
    }
}
