import Foundation
import Postgres
import Store
import TestSupport
import Testing

@Suite struct StaffAccountsTests {
    /// An empty city's accounts.
    struct House: Sendable {
        let database: TestDatabase
        let jurisdiction: JurisdictionRow
        let accounts: StaffAccounts
        let sessions: StaffSessions

        static func with(_ body: @Sendable (House) async throws -> Void) async throws {
            try await TestDatabase.with { database in
                let row = try await Jurisdictions(pool: database.pool).open("tiny")
                try await body(
                    House(
                        database: database,
                        jurisdiction: row,
                        accounts: StaffAccounts(
                            pool: database.pool,
                            jurisdiction: row,
                            checks: PasswordChecks(cost: .quick)
                        ),
                        sessions: StaffSessions(pool: database.pool, jurisdiction: row)
                    )
                )
            }
        }

        /// An account whose person has chosen a password.
        func joined(
            _ name: String = "Ana",
            _ role: StaffRole = .crew,
            password: String = "seven green bicycles"
        ) async throws -> Int32 {
            let token = try await invited(name, role).token
            guard let typed = Password(password), case .joined(let id) = try await accounts.join(token, password: typed)
            else { throw Unexpected(what: "no account") }
            return id
        }

        func invited(_ name: String = "Ana", _ role: StaffRole = .crew) async throws -> (id: Int32, token: String) {
            let invitation = StaffInvitation(
                email: "\(name)@Example.org",
                name: name,
                department: role.isCityWide ? "triage" : "works",
                role: role
            )
            guard case .invited(let account, let token) = try await accounts.invite(invitation) else {
                throw Unexpected(what: "no invitation")
            }
            return (account.id, token)
        }

        func signIn(_ email: String, _ password: String) async throws -> StaffAccounts.SignIn {
            guard let typed = Password(password) else { throw Unexpected(what: "no password") }
            return try await accounts.signIn(email: email, password: typed)
        }
    }

    /// What should have happened.
    struct Unexpected: Error {
        let what: String
    }

    @Test func `whoever takes an invitation up can sign in, in whatever letters, and a link works once`() async throws {
        try await House.with { house in
            let (id, token) = try await house.invited()
            #expect(try await house.accounts.account(id)?.standing == .invited)
            #expect(try await house.signIn("ana@example.org", "seven green bicycles") == .wrong)
            #expect(try await house.accounts.invited(token)?.id == id)
            let password = try #require(Password("seven green bicycles"))
            #expect(try await house.accounts.join(token, password: password) == .joined(id))
            #expect(try await house.accounts.join(token, password: password) == .over)
            #expect(try await house.accounts.invited(token) == nil)
            #expect(try await house.accounts.account(id)?.standing == .joined)
            #expect(try await house.signIn("ANA@example.ORG", "seven green bicycles") == .right(id))
            #expect(try await house.signIn("ana@example.org", "Seven green bicycles") == .wrong)
            #expect(try await house.signIn("bo@example.org", "seven green bicycles") == .wrong)
            let kinds = try await house.accounts.history(of: id, limit: 10).map(\.kind)
            #expect(kinds == [.joined, .invited])
        }
    }

    @Test func `neither a password nor a token is in the database`() async throws {
        try await House.with { house in
            let (_, token) = try await house.invited("Bo")
            let id = try await house.joined()
            let session = try #require(try await house.sessions.open(account: id))
            let stored = try await house.database.pool.query(
                """
                SELECT row_to_json(a)::text FROM staff_account a UNION ALL SELECT row_to_json(s)::text FROM staff_session s
                UNION ALL SELECT row_to_json(e)::text FROM staff_event e
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(stored.count >= 5)
            #expect(stored.contains { $0.contains("$scrypt$ln=10,r=8,p=1$") })
            for secret in [token, session, "bicycles"] { #expect(!stored.contains { $0.contains(secret) }) }
        }
    }

    @Test func `an address and a name in a department are one account's`() async throws {
        try await House.with { house in
            let first = try await house.invited("Ana").id
            let sameAddress = StaffInvitation(email: "ANA@example.org", name: "X", department: "parks", role: .crew)
            guard case .addressTaken(let account) = try await house.accounts.invite(sameAddress) else {
                throw Unexpected(what: "an account")
            }
            #expect(account.id == first)
            let sameName = StaffInvitation(email: "b@example.org", name: "Ana", department: "works", role: .lead)
            #expect(try await house.accounts.invite(sameName) == .nameTaken)
            let elsewhere = StaffInvitation(email: "b@example.org", name: "Ana", department: "parks", role: .lead)
            guard case .invited = try await house.accounts.invite(elsewhere) else { throw Unexpected(what: "another") }
            #expect(try await house.accounts.list().map(\.department) == ["parks", "works"])
        }
    }

    @Test func `a new link ends the one before it and, once used, every session`() async throws {
        try await House.with { house in
            let id = try await house.joined()
            let session = try #require(try await house.sessions.open(account: id))
            let older = try #require(try await house.accounts.renew(id))
            let newer = try #require(try await house.accounts.renew(id))
            #expect(try await house.accounts.invited(older) == nil)
            #expect(try await house.sessions.session(session) != nil)
            #expect(try await house.signIn("ana@example.org", "seven green bicycles") == .right(id))
            let password = try #require(Password("eleven purple kettles"))
            #expect(try await house.accounts.join(newer, password: password) == .joined(id))
            #expect(try await house.sessions.session(session) == nil)
            #expect(try await house.signIn("ana@example.org", "seven green bicycles") == .wrong)
            #expect(try await house.signIn("ana@example.org", "eleven purple kettles") == .right(id))
        }
    }

    @Test func `an invitation ends after three days`() async throws {
        try await House.with { house in
            let (id, token) = try await house.invited()
            try await house.database.pool.execute(
                "UPDATE staff_account SET invitation_ends_at = invitation_ends_at - interval '72 hours'"
            )
            #expect(try await house.accounts.invited(token) == nil)
            #expect(try await house.accounts.account(id)?.standing == .lapsed)
            let password = try #require(Password("seven green bicycles"))
            #expect(try await house.accounts.join(token, password: password) == .over)
        }
    }

    @Test func `after twenty wrong passwords none is looked at for a while, the right one neither`() async throws {
        try await House.with { house in
            let id = try await house.joined()
            for _ in 1..<StaffAccounts.maximumFailures {
                // Counting is what is looked at here, and each comparison takes a tenth of a second.
                try await house.database.pool.execute(
                    "UPDATE staff_account SET failures = failures + 1, failed_at = statement_timestamp()"
                )
            }
            #expect(try await house.signIn("ana@example.org", "wrong") == .wrong)
            guard case .locked = try await house.signIn("ana@example.org", "seven green bicycles") else {
                throw Unexpected(what: "a lock")
            }
            #expect(try await house.accounts.history(of: id, limit: 1).map(\.kind) == [.locked])
            // A new link opens at once.
            let token = try #require(try await house.accounts.renew(id))
            let password = try #require(Password("eleven purple kettles"))
            #expect(try await house.accounts.join(token, password: password) == .joined(id))
            #expect(try await house.signIn("ana@example.org", "eleven purple kettles") == .right(id))
        }
    }

    @Test func `the lock ends by itself, and a right password begins the count anew`() async throws {
        try await House.with { house in
            let id = try await house.joined()
            try await house.database.pool.execute(
                "UPDATE staff_account SET failures = 20, failed_at = statement_timestamp() - interval '901 seconds'"
            )
            #expect(try await house.signIn("ana@example.org", "wrong") == .wrong)
            #expect(try await house.signIn("ana@example.org", "seven green bicycles") == .right(id))
            let failures = try await house.database.pool.first("SELECT failures FROM staff_account") {
                row throws(PostgresError) in try row.decode(Int16.self)
            }
            #expect(failures == 0)
        }
    }

    @Test func `a changed password ends the person's other sessions and keeps the one it was changed in`() async throws
    {
        try await House.with { house in
            let id = try await house.joined()
            let kept = try #require(try await house.sessions.open(account: id))
            let other = try #require(try await house.sessions.open(account: id))
            let new = try #require(Password("eleven purple kettles"))
            let wrong = try #require(Password("wrong"))
            let old = try #require(Password("seven green bicycles"))
            #expect(try await house.accounts.change(wrong, to: new, of: id, keeping: kept) == .wrong)
            #expect(try await house.sessions.session(other) != nil)
            #expect(try await house.accounts.change(old, to: new, of: id, keeping: kept) == .right(id))
            #expect(try await house.sessions.session(other) == nil)
            #expect(try await house.sessions.session(kept) != nil)
            #expect(try await house.signIn("ana@example.org", "eleven purple kettles") == .right(id))
        }
    }

    @Test func `a shut account is over at the next look, and signing out everywhere is everywhere`() async throws {
        try await House.with { house in
            let id = try await house.joined()
            let admin = try await house.joined("Cy", .administrator, password: "nine wooden lanterns")
            let one = try #require(try await house.sessions.open(account: id))
            let two = try #require(try await house.sessions.open(account: id))
            let others = try #require(try await house.sessions.open(account: admin))
            #expect(try await house.accounts.signOutEverywhere(id, by: admin) == 2)
            for token in [one, two] { #expect(try await house.sessions.session(token) == nil) }
            #expect(try await house.sessions.session(others) != nil)
            let three = try #require(try await house.sessions.open(account: id))
            let link = try #require(try await house.accounts.renew(id, by: admin))
            #expect(try await house.accounts.set(id, disabled: true, by: admin) == .changed)
            #expect(try await house.sessions.session(three) == nil)
            #expect(try await house.accounts.invited(link) == nil)
            #expect(try await house.signIn("ana@example.org", "seven green bicycles") == .wrong)
            #expect(try await house.sessions.open(account: id) == nil)
            #expect(try await house.accounts.renew(id, by: admin) == nil)
            #expect(try await house.accounts.set(id, disabled: false, by: admin) == .changed)
            #expect(try await house.signIn("ana@example.org", "seven green bicycles") == .right(id))
            let history = try await house.accounts.history(of: id, limit: 2)
            #expect(history.map(\.kind) == [.enabled, .disabled] && history.allSatisfy { $0.by == "Cy" })
        }
    }

    @Test func `the last administrator stays one, also when two are shut at the same moment`() async throws {
        try await House.with { house in
            let first = try await house.joined("Ana", .administrator)
            let shut = try await house.accounts.set(first, disabled: true)
            #expect(shut == .lastAdministrator)
            let lesser = StaffAccounts.Change(name: "Ana", department: "works", role: .crew)
            #expect(try await house.accounts.change(first, to: lesser) == .lastAdministrator)
            let second = try await house.joined("Bo", .administrator)
            let outcomes = try await withThrowingTaskGroup(of: StaffAccounts.ChangeOutcome.self) { group in
                for id in [first, second] {
                    group.addTask { try await house.accounts.set(id, disabled: true) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .changed }.count == 1)
            #expect(outcomes.filter { $0 == .lastAdministrator }.count == 1)
        }
    }

    @Test func `what a person is counts from the next look at the session`() async throws {
        try await House.with { house in
            let id = try await house.joined()
            let token = try #require(try await house.sessions.open(account: id))
            let before = try #require(try await house.sessions.session(token))
            #expect(before.worker == Worker(department: "works", name: "Ana"))
            #expect(before.permissions == StaffRole.crew.permissions)
            #expect(before.holder == .account(id, .crew) && before.client == "desk:account-\(id)")
            let change = StaffAccounts.Change(name: "Ana", department: "triage", role: .supervisor)
            #expect(try await house.accounts.change(id, to: change) == .changed)
            let after = try #require(try await house.sessions.session(token))
            #expect(after.worker.department == "triage" && after.permissions.contains(.supervise))
            let detail = try await house.accounts.history(of: id, limit: 1).first?.detail
            #expect(detail == "Ana, crew of works → Ana, supervisor of triage")
        }
    }

    @Test func `an account of one city is nobody in another`() async throws {
        try await House.with { house in
            let id = try await house.joined()
            let token = try #require(try await house.sessions.open(account: id))
            let row = try await Jurisdictions(pool: house.database.pool).open("other")
            let elsewhere = StaffAccounts(
                pool: house.database.pool,
                jurisdiction: row,
                checks: PasswordChecks(cost: .quick)
            )
            let sessions = StaffSessions(pool: house.database.pool, jurisdiction: row)
            let password = try #require(Password("seven green bicycles"))
            #expect(try await elsewhere.signIn(email: "ana@example.org", password: password) == .wrong)
            #expect(try await elsewhere.list().isEmpty)
            #expect(try await sessions.session(token) == nil)
            #expect(try await sessions.open(account: id) == nil)
        }
    }
}
