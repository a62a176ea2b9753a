import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct AccountPagesTests {
    @Test func `an administrator invites, the person takes it up and is in`() async throws {
        try await TinyServer.with { visitor in
            let admin = try await Browser(visitor, person: .administrator)
            let list = try await admin.page("/desk/accounts")
            #expect(list.contains("Invite somebody"))
            let form = ["email": "bo@example.org", "name": "Truck 12", "role": "crew", "department": "works"]
            let made = try await admin.send("/desk/accounts/invite", of: list, form)
            #expect(made.status == 200)
            let link = try #require(made.text.firstMatch(of: /https?:\/\/[^\/<]+(\/desk\/join\/[0-9a-f]{64})/)).output.1
            let page = try await visitor.get(String(link))
            #expect(page.status == 200)
            #expect(page.text.contains("Truck 12") && page.text.contains("Crew, Public Works"))
            let short = try await visitor.post(String(link), ["password": "short", "again": "short"])
            #expect(short.status == 422 && short.text.contains(#"id="password-error""#))
            let unlike = ["password": "seven green bicycles", "again": "seven green bicycle"]
            #expect(try await visitor.post(String(link), unlike).text.contains(#"id="again-error""#))
            let chosen = ["password": "seven green bicycles", "again": "seven green bicycles"]
            let joined = try await visitor.post(String(link), chosen)
            #expect(joined.status == 303 && joined.location == "/desk?said=joined")
            let cookie = try #require(joined[header: "Set-Cookie"]).prefix { $0 != ";" }
            let desk = try await visitor.get("/desk", headers: ["Cookie": String(cookie)])
            #expect(desk.text.contains("Public Works · Truck 12"))
            // The link is over, for looking too.
            #expect(try await visitor.get(String(link)).status == 410)
            #expect(try await visitor.post(String(link), chosen).status == 410)
            let again = try await Browser(visitor, email: "BO@example.org", password: "seven green bicycles")
            #expect(try await again.page("/desk/account").contains("bo@example.org"))
        }
    }

    @Test(
        arguments: [
            (["email": "no address", "name": "A", "role": "crew", "department": "works"], "email-error"),
            (["email": "a@b.org", "name": "", "role": "crew", "department": "works"], "name-error"),
            (["email": "a@b.org", "name": "A\u{202E}", "role": "crew", "department": "works"], "name-error"),
            (["email": "a@b.org", "name": "A", "role": "king", "department": "works"], "role-error"),
            (["email": "a@b.org", "name": "A", "role": "crew", "department": "nowhere"], "department-error"),
        ]
    )
    func `what is wrong with an invitation is told beside its field, and nobody is invited`(
        form: [String: String],
        field: String
    ) async throws {
        try await TinyServer.with { visitor in
            let admin = try await Browser(visitor, person: .administrator)
            let answer = try await admin.post("/desk/accounts/invite", form)
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"\(field)\""))
            #expect(answer.text.contains("<title>Error: Accounts"))
            #expect(try await visitor.count("staff_account") == 1)
        }
    }

    @Test func `a role of the whole city needs no department and begins where it may`() async throws {
        try await TinyServer.with { visitor in
            let editor = try await Browser(visitor, person: .editor)
            #expect(try await editor.get("/desk").status == 403)
            let board = try await editor.page("/dispatch")
            #expect(!board.contains(#"href="/desk""#) || !board.contains(">Desk<"))
            let again = try await visitor.post(
                "/desk/sign-in",
                ["email": "editor@example.org", "password": Browser.password]
            )
            #expect(again.location == "/dispatch")
        }
    }

    @Test func `a shut account's browser is out at its next click`() async throws {
        try await TinyServer.with { visitor in
            let admin = try await Browser(visitor, person: .administrator)
            let crew = try await Browser(visitor, person: .crew)
            let id = try #require(
                try await visitor.accounts.account(email: "crew@example.org")
            ).id
            let page = try await admin.page("/desk/accounts/\(id)")
            #expect(try await admin.send("/desk/accounts/\(id)/disable", of: page).status == 303)
            #expect(try await crew.get("/desk").status == 303)
            let refused = ["email": "crew@example.org", "password": Browser.password]
            #expect(try await visitor.post("/desk/sign-in", refused).status == 422)
            #expect(try await admin.page("/desk/accounts/\(id)?said=disabled").contains("The account is shut"))
            #expect(try await admin.post("/desk/accounts/\(id)/enable", [:]).status == 303)
            #expect(try await visitor.post("/desk/sign-in", refused).status == 303)
        }
    }

    @Test func `the only administrator cannot shut the door behind themselves`() async throws {
        try await TinyServer.with { visitor in
            let admin = try await Browser(visitor, person: .administrator)
            let id = try #require(try await visitor.accounts.account(email: "administrator@example.org")).id
            #expect(try await admin.post("/desk/accounts/\(id)/disable", [:]).location?.hasSuffix("?said=last") == true)
            let change = ["name": "administrator", "role": "editor"]
            let answer = try await admin.post("/desk/accounts/\(id)/change", change)
            #expect(answer.status == 422 && answer.text.contains("only account that keeps accounts"))
            #expect(try await admin.get("/desk/accounts").status == 200)
        }
    }

    @Test func `a person changes the password, and other browsers are out`() async throws {
        try await TinyServer.with { visitor in
            let here = try await Browser(visitor, person: .crew)
            let there = try await Browser(visitor, email: "crew@example.org", password: Browser.password)
            let wrong = ["old": "not this one", "password": "eleven purple kettles", "again": "eleven purple kettles"]
            #expect(try await here.post("/desk/account/password", wrong).text.contains(#"id="old-error""#))
            let right = wrong.merging(["old": Browser.password]) { _, new in new }
            #expect(try await here.post("/desk/account/password", right).location == "/desk/account?said=password")
            #expect(try await here.page("/desk/account?said=password").contains("You have a new password"))
            #expect(try await there.get("/desk").status == 303)
            #expect(try await here.post("/desk/account/sign-out", [:]).location == "/desk/sign-in?out=1")
            #expect(try await here.get("/desk").status == 303)
        }
    }

    @Test func `a wrong password and an unknown address are told the same`() async throws {
        try await TinyServer.with { visitor in
            _ = try await Browser(visitor, person: .crew)
            let wrong = try await visitor.post("/desk/sign-in", ["email": "crew@example.org", "password": "wrong"])
            let unknown = try await visitor.post("/desk/sign-in", ["email": "nobody@example.org", "password": "wrong"])
            #expect(wrong.status == 422 && unknown.status == 422)
            #expect(
                wrong.text.replacing("crew@example.org", with: "X")
                    == unknown.text.replacing("nobody@example.org", with: "X")
            )
            let empty = try await visitor.post("/desk/sign-in", ["email": "", "password": ""])
            #expect(empty.text.contains(##"<a href="#email">"##) && empty.text.contains(##"<a href="#password">"##))
            #expect(!wrong.text.contains(#"value="wrong""#))
        }
    }

    @Test func `the history of a request names the person as colleagues do, and never the address`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let crew = try await Browser(visitor, person: .crew)
            let item = try await crew.take()
            let page = try await crew.page("/desk/items/\(item)")
            let done = try await crew.send("/desk/items/\(item)/complete", of: page, ["outcome": "done"])
            #expect(done.status == 303)
            let actors = try await visitor.database.pool.query("SELECT actor FROM event WHERE kind = 'completed'") {
                row in
                try row.decode(String.self)
            }
            #expect(actors == ["works/crew"])
        }
    }
}
