import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import dispatch311

@Suite struct DemoAccountsTests {
    @Test func `one of each role signs in with the run's password, and nobody when it is over`() async throws {
        try await TestDatabase.with { test in
            let row = try await Jurisdictions(pool: test.pool).open("tiny")
            let accounts = StaffAccounts(pool: test.pool, jurisdiction: row, checks: PasswordChecks())
            let sessions = StaffSessions(pool: test.pool, jurisdiction: row)
            var passwords: Set<String> = []
            // The second run finds the first one's accounts, and another department the busiest.
            for department in ["works", "parks"] {
                let demo = DemoAccounts(pool: test.pool, jurisdiction: "tiny")
                let people = try await demo.make(department: department)
                #expect(people.count == StaffRole.allCases.count)
                #expect(try FileManager.default.attributesOfItem(atPath: demo.path)[.posixPermissions] as? Int == 0o600)
                let text = try String(contentsOfFile: demo.path, encoding: .utf8).trimmingCharacters(in: .newlines)
                passwords.insert(text)
                let crew = try #require(try await accounts.account(email: "crew@demo.example"))
                #expect(crew.department == department)
                let password = try #require(Password(text))
                #expect(try await accounts.signIn(email: crew.email, password: password) == .right(crew.id))
                let session = try #require(try await sessions.open(account: crew.id))
                #expect(try await sessions.session(session)?.worker.department == department)

                await demo.end()
                #expect(!FileManager.default.fileExists(atPath: demo.path))
                #expect(try await sessions.session(session) == nil)
            }
            #expect(passwords.count == 2)
            #expect(try await accounts.list().count == StaffRole.allCases.count)
        }
    }
}
