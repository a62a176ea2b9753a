import Foundation
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct SignInTests {
    @Test func `a key opens the page that was asked for`() async throws {
        try await TinyServer.with { visitor in
            let asked = try await visitor.get("/dispatch/items?state=late&department=works")
            #expect(asked.status == 303)
            let signIn = "/desk/sign-in?to=%2Fdispatch%2Fitems%3Fstate%3Dlate%26department%3Dworks"
            #expect(asked.location == signIn)
            let page = try await visitor.get(signIn)
            #expect(page.status == 200)
            var form = try Browser.form("/desk/sign-in", in: page.text)
            #expect(form == ["to": "/dispatch/items?state=late&amp;department=works"])
            form["to"] = "/dispatch/items?state=late&department=works"
            form["key"] = "  \(try await visitor.key("works"))\r\n"
            let answer = try await visitor.post("/desk/sign-in", form)
            #expect(answer.status == 303)
            #expect(answer.location == "/dispatch/items?state=late&department=works")
        }
    }

    @Test func `the cookie is for pages of this host only, and stricter over https`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let plain = try await visitor.post("/desk/sign-in", ["key": key])
            let pattern = /dispatch311=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict/
            #expect(try #require(plain[header: "Set-Cookie"]).wholeMatch(of: pattern) != nil)
            // Two proxies: the first one's word is the client's own.
            let proxied = ["X-Forwarded-Proto": "HTTPS, http"]
            let secure = try await visitor.post("/desk/sign-in", ["key": key], headers: proxied)
            let cookie = try #require(secure[header: "Set-Cookie"])
            let stricter = /__Host-dispatch311=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure/
            #expect(cookie.wholeMatch(of: stricter) != nil)
            let token = cookie.prefix { $0 != ";" }
            let headers = ["Cookie": String(token), "X-Forwarded-Proto": "https"]
            #expect(try await visitor.get("/desk", headers: headers).status == 200)
            // What another host of the domain could have set counts for nothing over https.
            let planted = ["Cookie": String(token.dropFirst("__Host-".count)), "X-Forwarded-Proto": "https"]
            #expect(try await visitor.get("/desk", headers: planted).status == 303)
        }
    }

    @Test(arguments: ["", "nonsense", "d311_00000000_\(String(repeating: "0", count: 52))", "expired", "revoked"])
    func `what is no working key opens nothing`(kind: String) async throws {
        try await TinyServer.with { visitor in
            let key: String
            switch kind {
            case "expired":
                key = try await visitor.key("works")
                try await visitor.database.pool.execute("UPDATE api_key SET expires_at = now() - interval '1 second'")
            case "revoked":
                key = try await visitor.key("works")
                try await visitor.database.pool.execute("UPDATE api_key SET revoked_at = now()")
            default: key = kind
            }
            let answer = try await visitor.post("/desk/sign-in", ["key": key, "name": "Ann <b>", "to": "/dispatch"])
            #expect(answer.status == 422)
            #expect(answer[header: "Set-Cookie"] == nil)
            #expect(answer.text.contains("<title>Error: Sign in"))
            #expect(answer.text.contains(##"<a href="#key">"##))
            #expect(key.isEmpty || !answer.text.contains(key))
            // What was typed besides is kept.
            #expect(answer.text.contains(#"value="Ann &lt;b&gt;""#))
            #expect(answer.text.contains(#"name="to" value="/dispatch""#))
            #expect(try await visitor.count("staff_session") == 0)
        }
    }

    @Test func `a name that cannot be one is told beside its field`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            for name in [String(repeating: "x", count: 61), "a\u{7}b"] {
                let answer = try await visitor.post("/desk/sign-in", ["key": key, "name": name])
                #expect(answer.status == 422)
                #expect(answer.text.contains(#"id="name-error""#))
            }
        }
    }

    @Test func `without a name the key's own stands for it`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let browser = try await Browser(visitor, key: key, name: nil)
            let prefix = try #require(APIKeyText(key)).prefix
            #expect(try await browser.page("/desk").contains("Public Works · key-\(prefix)"))
        }
    }

    @Test(
        arguments: [
            "https://evil.example/", "//evil.example/desk", "/\\evil.example", "/desk//evil.example",
            "/desk/../evil", "/open311/v2/services.json", "javascript:alert(1)", "/deskless", "/desk/sign-out",
            "/desk\r\nSet-Cookie: a=b", "/dispatch#top", " /desk",
        ]
    )
    func `nobody is sent elsewhere after signing in`(to: String) async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let answer = try await visitor.post("/desk/sign-in", ["key": key, "to": to])
            #expect(answer.location == "/desk")
        }
    }

    @Test func `every sign-in is a session of its own, and the browser's last one ends`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let first = try await Browser(visitor, key: key)
            let again = try await visitor.post("/desk/sign-in", ["key": key], headers: ["Cookie": first.cookie])
            #expect(again[header: "Set-Cookie"]?.hasPrefix(first.cookie) == false)
            #expect(try await first.get("/desk").status == 303)
            // A token that a page planted is never taken over.
            let planted = "dispatch311=\(String(repeating: "a", count: 64))"
            let fresh = try await visitor.post("/desk/sign-in", ["key": key], headers: ["Cookie": planted])
            #expect(fresh[header: "Set-Cookie"]?.contains("aaaa") == false)
            #expect(try await visitor.get("/desk", headers: ["Cookie": planted]).status == 303)
        }
    }

    @Test func `signing out ends the session here, not only in the browser`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            #expect(try await browser.page("/desk").contains(#"action="/desk/sign-out""#))
            let answer = try await browser.post("/desk/sign-out", [:])
            #expect(answer.location == "/desk/sign-in?out=1")
            #expect(answer[header: "Set-Cookie"]?.contains("Max-Age=0") == true)
            #expect(try await browser.get("/desk").status == 303)
            #expect(try await visitor.count("staff_session") == 0)
            #expect(try await visitor.get("/desk/sign-in?out=1").text.contains("You are signed out"))
        }
    }

    @Test(arguments: ["UPDATE api_key SET revoked_at = now()", "UPDATE staff_session SET expires_at = now()"])
    func `a session is over at the next click when its key or its time ends`(change: String) async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            let page = try await browser.page("/desk")
            try await visitor.database.pool.execute(SQL(unescaped: change))
            #expect(try await browser.get("/dispatch").location == "/desk/sign-in?to=%2Fdispatch")
            // What was sent is not done, and the page says so.
            _ = try await visitor.submitted()
            let take = try await browser.send("/desk/take", of: page)
            #expect(take.location == "/desk/sign-in?to=%2Fdesk&lost=1")
            #expect(try await visitor.count("lease") == 0)
            #expect(try await visitor.get("/desk/sign-in?to=%2Fdesk&lost=1").text.contains("was not written down"))
        }
    }

    @Test func `who is signed in already goes straight to the page`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            #expect(try await browser.get("/desk/sign-in?to=%2Fdispatch").location == "/dispatch")
            // Coming from elsewhere the browser withholds the cookie: one click more, no second sign-in.
            let foreign = ["Sec-Fetch-Site": "cross-site", "Accept": "text/html"]
            let page = try await visitor.get("/desk/sign-in?to=%2Fdispatch", headers: foreign)
            #expect(page.text.contains(#"<a href="/dispatch">go on to the page</a>"#))
        }
    }

    @Test(
        arguments: ["/desk/sign-in", "/desk/sign-out", "/desk/take", "/desk/items/1/complete"],
        [["Sec-Fetch-Site": "cross-site"], ["Origin": "https://evil.example"], ["Origin": "null"]]
    )
    func `a form of another site does nothing`(path: String, headers: [String: String]) async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            let form = try Browser.form("/desk/take", in: try await browser.page("/desk"))
            #expect(try await browser.post(path, form, headers: headers).status == 403)
            #expect(try await browser.get("/desk").status == 200)
        }
    }

    @Test func `only a hash of the token is kept, and sessions that are over are swept`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            let token = String(browser.cookie.dropFirst("dispatch311=".count))
            let hashes = try await visitor.database.pool.query("SELECT token_hash FROM staff_session") { row in
                try row.decode([UInt8].self)
            }
            #expect(hashes.count == 1)
            #expect(hashes.first.map { $0 == Array(token.utf8) } == false)
            let sessions = StaffSessions(pool: visitor.database.pool, jurisdiction: try visitor.city.row)
            #expect(try await sessions.forgetOver(limit: 10) == 0)
            #expect(try await visitor.count("staff_session") == 1)
            try await visitor.database.pool.execute("UPDATE staff_session SET expires_at = now() - interval '1 hour'")
            // The server sweeps, too, and may be first.
            #expect(try await sessions.forgetOver(limit: 10) <= 1)
            #expect(try await visitor.count("staff_session") == 0)
        }
    }

    @Test func `a key that may only read shows the desk, and every word said there is refused`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works", scopes: [.read])
            let answer = try await visitor.post("/desk/sign-in", ["key": key])
            let cookie = try #require(answer[header: "Set-Cookie"]).prefix { $0 != ";" }
            let headers = ["Cookie": String(cookie)]
            let desk = try await visitor.get("/desk", headers: headers)
            #expect(desk.status == 200)
            #expect(!desk.text.contains("action=\"/desk/take\""))
            #expect(desk.text.contains("needs a key with the scope <code>work</code>"))
            let item = try #require(
                try await visitor.database.pool.first("SELECT item FROM work_item") { row in try row.decode(Int64.self)
                }
            )
            let page = try await visitor.get("/desk/items/\(item)", headers: headers)
            #expect(page.status == 200 && !page.text.contains("action=\"/desk/items"))
            for path in ["take", "items/\(item)/complete", "items/\(item)/accept", "items/\(item)/release"] {
                let form = ["token": String(repeating: "0", count: 32), "outcome": "done"]
                let refused = try await visitor.post("/desk/\(path)", form, headers: headers)
                #expect(refused.status == 403, "\(path)")
                #expect(refused.text.contains("it lacks the scope work"))
            }
            #expect(try await visitor.count("ready") == 1)
        }
    }

    @Test func `a key without the right to read shows nothing`() async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.post(
                "/desk/sign-in",
                ["key": try await visitor.key("works", scopes: [.work])]
            )
            let cookie = try #require(answer[header: "Set-Cookie"]).prefix { $0 != ";" }
            for path in ["/desk", "/desk/items", "/dispatch"] {
                #expect(try await visitor.get(path, headers: ["Cookie": String(cookie)]).status == 403)
            }
        }
    }

    @Test func `the use of a key is written down, and never twice in a few minutes`() async throws {
        try await TinyServer.with(change: {
            $0.keyUseInterval = .milliseconds(20)
            $0.limits.keyMemory = .zero
        }) { visitor in
            let key = try await visitor.key("works")
            let row = try visitor.city.row
            let keys = APIKeys(pool: visitor.database.pool)
            #expect(try await keys.list(in: row).first?.lastUsedAt == nil)
            #expect(try await visitor.call("queues/works/claims", key: key).status == 200)
            #expect(try await eventually { try await keys.list(in: row).first?.lastUsedAt != nil })
            let noted = try await keys.list(in: row).first?.lastUsedAt
            // Another key's use, noted later, shows that the first's had its chance.
            let other = try await visitor.key("parks")
            #expect(try await visitor.call("queues/works/claims", key: key).status == 200)
            #expect(try await visitor.call("queues/parks/claims", key: other).status == 200)
            #expect(try await eventually { try await keys.list(in: row).allSatisfy { $0.lastUsedAt != nil } })
            #expect(try await keys.list(in: row).contains { $0.lastUsedAt == noted })
        }
    }
}
