import Foundation
import OpenIDConnect
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// The city's own sign-in, as browsers and those who attack them use it.
@Suite struct OpenIDTests {
    private static func with(
        change: @Sendable (inout ProviderSettings) -> Void = { _ in },
        _ body: @Sendable (Visitor, CityProvider) async throws -> Void
    ) async throws {
        try await CityProvider.with { provider in
            var settings = try provider.settings()
            change(&settings)
            try await TinyServer.with(change: { [settings] in $0.openID = settings }) { visitor in
                try await body(visitor, provider)
            }
        }
    }

    private static func id(_ visitor: Visitor, _ email: String) async throws -> Int32 {
        guard let account = try await visitor.accounts.account(email: email) else { throw Missing(what: email) }
        return account.id
    }

    /// A crew's account that is linked with a subject, and a browser of it.
    private static func linked(_ visitor: Visitor, _ provider: CityProvider, as subject: String) async throws -> Browser
    {
        let browser = try await Browser(visitor, person: .crew)
        var traveller = Traveller(browser)
        let answer = try await traveller.signIn(
            provider,
            as: subject,
            "/desk/account/openid",
            ["old": Browser.password]
        )
        guard answer.onward == "/desk/account?said=linked" else { throw Unexpected(answer) }
        return browser
    }

    @Test func `somebody connects the account, and comes in by the city's sign-in with a session of its own`()
        async throws
    {
        try await Self.with { visitor, provider in
            let browser = try await Self.linked(visitor, provider, as: "u-17")
            #expect(try await browser.page("/desk/account?said=linked").contains("You can sign in with City sign-in"))
            var traveller = Traveller(visitor)
            let page = try await traveller.get("/desk/sign-in?to=%2Fdesk%2Fitems")
            #expect(page.text.contains("Sign in with City sign-in"))
            // A token that somebody planted is never taken over.
            traveller.cookies["dispatch311"] = String(repeating: "a", count: 64)
            let answer = try await traveller.signIn(
                provider,
                as: "u-17",
                "/desk/sign-in/openid",
                ["to": "/desk/items?state=late"]
            )
            #expect(answer.status == 200 && answer.onward == "/desk/items?state=late")
            #expect(traveller.cookies["dispatch311"]?.hasPrefix("aaaa") == false)
            #expect(traveller.cookies["dispatch311-openid"] == nil)
            #expect(try await traveller.get("/desk").text.contains("Public Works · crew"))
            let history = try await visitor.accounts.history(of: Self.id(visitor, "crew@example.org"), limit: 2)
            #expect(history.map(\.kind) == [.signedIn, .linked])
            #expect(history.first?.detail == StaffAccounts.byOpenID)
            // Signing out is of this place, everywhere.
            #expect(try await browser.post("/desk/account/sign-out", [:]).status == 303)
            #expect(try await traveller.get("/desk").status == 303)
        }
    }

    @Test func `the way out says what a provider needs, and nothing that is secret`() async throws {
        try await Self.with { visitor, provider in
            var traveller = Traveller(visitor)
            let address = try await traveller.leave()
            let secret = try #require(traveller.cookies["dispatch311-openid"])
            #expect(address.hasPrefix("\(provider.issuer)/authorize?"))
            #expect(!address.contains(secret) && !address.contains("prompt"))
            let answer = try await visitor.post("/desk/sign-in/openid", [:], headers: ["X-Forwarded-Proto": "https"])
            let pattern =
                #/__Host-dispatch311-openid=[0-9a-f]{64}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure/#
            #expect(try #require(answer[header: "Set-Cookie"]).wholeMatch(of: pattern) != nil)
            #expect(answer[header: "Content-Security-Policy"]?.contains("form-action 'self';") == true)
            // Where the browser comes back to is where its cookie is.
            #expect(answer.onward?.contains("redirect_uri=https%3A%2F%2F") == true)
            let foreign = ["Sec-Fetch-Site": "cross-site"]
            #expect(try await visitor.post("/desk/sign-in/openid", [:], headers: foreign).status == 403)
            #expect(try await visitor.get("/desk/sign-in/openid").location == "/desk/sign-in")
        }
    }

    @Test func `being known to the provider opens no account, nor does a mail address`() async throws {
        try await Self.with { visitor, provider in
            _ = try await Browser(visitor, person: .crew)
            for subject in ["u-17", "crew@example.org"] {
                var traveller = Traveller(visitor)
                let answer = try await traveller.signIn(provider, as: subject)
                #expect(answer.status == 403 && answer.text.contains("no account here goes with it"))
                #expect(traveller.cookies.isEmpty)
                // The other doors are on the page.
                #expect(answer.text.contains(#"action="/desk/sign-in""#))
            }
            #expect(try await visitor.count("staff_session") == 1)
        }
    }

    @Test func `a way back is good once, in its own browser, in its own city`() async throws {
        try await Self.with { visitor, provider in
            _ = try await Self.linked(visitor, provider, as: "u-17")
            let sessions = try await visitor.count("staff_session")
            var traveller = Traveller(visitor)
            let query = try provider.authorize(try await traveller.leave(), as: "u-17")
            // An attacker's way back in the victim's browser, which never left, or left on its own.
            var victim = Traveller(visitor)
            #expect(try await victim.back(query).status == 410)
            _ = try await victim.leave()
            #expect(try await victim.back(query).status == 410)
            // What the victim did nothing for is not used up by it.
            let cookies = traveller.cookies
            #expect(try await traveller.back(query).onward == "/desk")
            traveller.cookies = cookies
            let again = try await traveller.back(query)
            #expect(again.status == 410 && again.text.contains("Please start again"))
            #expect(try await visitor.count("staff_session") == sessions + 1)
            #expect(try await visitor.count("openid_attempt") == 1)
        }
    }

    @Test func `a code is of the browser that asked for it, and good once`() async throws {
        try await Self.with { visitor, provider in
            _ = try await Self.linked(visitor, provider, as: "u-17")
            // A stolen code, brought back on an attacker's own way: neither the verifier nor the nonce fits.
            var owner = Traveller(visitor)
            let stolen = try provider.authorize(try await owner.leave(), as: "u-17").prefix { $0 != "&" }
            var thief = Traveller(visitor)
            let own = try provider.authorize(try await thief.leave(), as: "u-66")
            let state = try #require(own.split(separator: "&").last)
            let answer = try await thief.back("\(stolen)&\(state)")
            #expect(answer.status == 403 && answer.text.contains("not good for this sign-in"))
            #expect(!answer.text.contains("script>x"))
            #expect(thief.cookies.isEmpty)
        }
    }

    @Test(
        arguments: [
            "", "state=x", "code=x", "state=x&code=y", "state=x&state=y&code=z", "state=%00&code=x", "state=%FF&code=x",
            "state=x&error=access_denied", "state=\(String(repeating: "a", count: 5000))&code=x",
        ]
    )
    func `a way back that nobody began leads nowhere`(query: String) async throws {
        try await Self.with { visitor, _ in
            var traveller = Traveller(visitor)
            _ = try await traveller.leave()
            let answer = try await traveller.back(query)
            #expect([400, 410].contains(answer.status))
            #expect(try await visitor.count("staff_session") == 0)
        }
    }

    @Test func `who stops at the provider is told so, in our own words`() async throws {
        try await Self.with { visitor, provider in
            for (error, status, words) in [
                ("access_denied", 403, "did not let you in"), ("server_error", 403, "not good for this sign-in"),
                ("%3Cb%3Ehostile%3C%2Fb%3E", 403, "not good for this sign-in"),
            ] {
                var traveller = Traveller(visitor)
                let query = try provider.authorize(try await traveller.leave(), as: "u-17")
                let state = try #require(query.split(separator: "&").last)
                let answer = try await traveller.back("error=\(error)&error_description=hostile+words&\(state)")
                #expect(answer.status == status && answer.text.contains(words))
                #expect(!answer.text.contains("hostile"))
            }
        }
    }

    @Test func `who stops there while connecting is back on the account's page, and nothing is connected`() async throws
    {
        try await Self.with { visitor, provider in
            let browser = try await Browser(visitor, person: .crew)
            var traveller = Traveller(browser)
            let address = try await traveller.leave("/desk/account/openid", ["old": Browser.password])
            let query = try provider.authorize(address, as: "u-17")
            let state = try #require(query.split(separator: "&").last)
            #expect(try await traveller.back("error=access_denied&\(state)").onward == "/desk/account?said=link-denied")
            #expect(try await browser.page("/desk/account?said=link-denied").contains("did not let you in"))
            #expect(try await browser.page("/desk/account?said=hostile").contains("Connect City sign-in"))
            // A provider that forgets the state when somebody says no.
            let answer = try await traveller.back("error=access_denied")
            #expect(answer.status == 403 && answer.text.contains("did not let you in"))
        }
    }

    @Test(arguments: ["https://evil.example/", "//evil.example", "/desk/sign-out", "/desk/../x", "/\\evil.example"])
    func `nobody is sent elsewhere afterwards`(to: String) async throws {
        try await Self.with { visitor, provider in
            _ = try await Self.linked(visitor, provider, as: "u-17")
            var traveller = Traveller(visitor)
            let answer = try await traveller.signIn(provider, as: "u-17", "/desk/sign-in/openid", ["to": to])
            #expect(answer.onward == "/desk")
        }
    }

    @Test(
        arguments: [
            ("UPDATE staff_account SET disabled_at = now()", 403),
            ("UPDATE staff_account SET failures = 20, failed_at = now()", 429),
            ("UPDATE staff_account SET issuer = 'https://other.example'", 403),
        ]
    )
    func `an account that is shut stays shut`(change: String, status: Int) async throws {
        try await Self.with { visitor, provider in
            _ = try await Self.linked(visitor, provider, as: "u-17")
            try await visitor.database.pool.execute(SQL(unescaped: change))
            var traveller = Traveller(visitor)
            #expect(try await traveller.signIn(provider, as: "u-17").status == status)
            #expect(traveller.cookies.isEmpty)
        }
    }

    @Test func `an invitation is taken up by the city's sign-in, without a password`() async throws {
        try await Self.with { visitor, provider in
            let invitation = StaffInvitation(
                email: "bo@example.org",
                name: "Truck 12",
                department: "works",
                role: .crew
            )
            guard case .invited(let account, let token) = try await visitor.accounts.invite(invitation) else {
                throw Missing(what: "an invitation")
            }
            var traveller = Traveller(visitor)
            let page = try await traveller.get("/desk/join/\(token)")
            #expect(page.text.contains("Go on with City sign-in"))
            let address = try await traveller.leave("/desk/join/\(token)/openid")
            // Who did something there this morning, on a machine that is shared, is not asked of.
            #expect(address.hasSuffix("&prompt=login"))
            let answer = try await traveller.back(try provider.authorize(address, as: "u-17"))
            #expect(answer.onward == "/desk?said=joined")
            #expect(try await traveller.get("/desk").text.contains("Public Works · Truck 12"))
            #expect(try await traveller.get("/desk/account").text.contains("there is no password"))
            #expect(try await traveller.get("/desk/join/\(token)").status == 410)
            let now = try #require(try await visitor.accounts.account(account.id))
            #expect(now.isLinked && !now.hasPassword)
            // It is no way around the last door.
            let end = try await visitor.post("/desk/account/openid/end", [:], headers: traveller.headers)
            #expect(end.location == "/desk/account")
            var again = Traveller(visitor)
            #expect(try await again.signIn(provider, as: "u-17").onward == "/desk")
        }
    }

    @Test func `a subject opens one account, and a new link with a password ends what was connected`() async throws {
        try await Self.with { visitor, provider in
            let crew = try await Self.linked(visitor, provider, as: "u-17")
            let lead = try await Browser(visitor, person: .lead)
            var traveller = Traveller(lead)
            let form = ["old": Browser.password]
            let taken = try await traveller.signIn(provider, as: "u-17", "/desk/account/openid", form)
            #expect(taken.onward == "/desk/account?said=link-taken")
            #expect(try await lead.page("/desk/account?said=link-taken").contains("Somebody else’s account"))
            let id = try await Self.id(visitor, "crew@example.org")
            let token = try #require(try await visitor.accounts.renew(id))
            let password = try #require(Password("eleven purple kettles"))
            #expect(try await visitor.accounts.join(token, password: password) == .joined(id))
            #expect(try await crew.get("/desk").status == 303)
            var old = Traveller(visitor)
            #expect(try await old.signIn(provider, as: "u-17").status == 403)
        }
    }

    @Test func `connecting asks for the password, and is over with the session`() async throws {
        try await Self.with { visitor, provider in
            let browser = try await Browser(visitor, person: .crew)
            for form in [[:], ["old": "not this one"]] {
                let answer = try await browser.post("/desk/account/openid", form)
                #expect(answer.status == 422 && answer.text.contains(#"id="link-old-error""#))
            }
            var traveller = Traveller(browser)
            let address = try await traveller.leave("/desk/account/openid", ["old": Browser.password])
            #expect(address.hasSuffix("&prompt=login"))
            _ = try await browser.post("/desk/account/sign-out", [:])
            let answer = try await traveller.back(try provider.authorize(address, as: "u-17"))
            #expect(answer.onward == "/desk/account?said=link-lost")
            let id = try await Self.id(visitor, "crew@example.org")
            #expect(try await visitor.accounts.account(id)?.isLinked == false)
        }
    }

    @Test func `what is connected is disconnected by its person or by an administrator, who sees it`() async throws {
        try await Self.with { visitor, provider in
            let crew = try await Self.linked(visitor, provider, as: "u-17")
            var there = Traveller(visitor)
            _ = try await there.signIn(provider, as: "u-17")
            let page = try await crew.page("/desk/account")
            let answer = try await crew.send("/desk/account/openid/end", of: page)
            #expect(answer.location == "/desk/account?said=unlinked")
            #expect(try await crew.page("/desk/account?said=unlinked").contains("lets you in no more"))
            #expect(try await there.get("/desk").status == 303)
            let admin = try await Browser(visitor, person: .administrator)
            let id = try await Self.id(visitor, "crew@example.org")
            #expect(try await !admin.page("/desk/accounts/\(id)").contains("/unlink"))
            _ = try await Self.linked(visitor, provider, as: "u-18")
            #expect(try await admin.page("/desk/accounts").contains("A password, or City sign-in"))
            let shown = try await admin.page("/desk/accounts/\(id)")
            let said = try await admin.send("/desk/accounts/\(id)/unlink", of: shown)
            #expect(said.location == "/desk/accounts/\(id)?said=unlinked")
            #expect(try await crew.get("/desk").status == 303)
            let history = try await visitor.accounts.history(of: id, limit: 1)
            #expect(history.first?.kind == .unlinked && history.first?.by == "administrator")
        }
    }

    @Test func `a server without a provider knows no second door`() async throws {
        try await TinyServer.with { visitor in
            #expect(try await !visitor.page("/desk/sign-in").text.contains("openid"))
            #expect(try await visitor.post("/desk/sign-in/openid", [:]).status == 404)
            let browser = try await Browser(visitor, person: .crew)
            #expect(try await !browser.page("/desk/account").contains("openid"))
            #expect(try await browser.post("/desk/account/openid", ["old": Browser.password]).status == 404)
        }
    }
}
