import Foundation
import HTTPTypes
import Store
import TestSupport
import Web

/// A browser at the tiny city's pages for staff, with the session it signed in to.
struct Browser: Sendable {
    let visitor: Visitor
    let cookie: String

    /// Signs in with a new key of a department.
    init(_ visitor: Visitor, _ department: String = "works", name: String? = "AB") async throws {
        try await self.init(visitor, key: try await visitor.key(department), name: name)
    }

    /// Signs in with a key.
    init(_ visitor: Visitor, key: String, name: String? = "AB") async throws {
        self.visitor = visitor
        var form = ["key": key]
        form["name"] = name
        let answer = try await visitor.post("/desk/sign-in", form)
        guard answer.status == 303, let cookie = answer[header: "Set-Cookie"]?.prefix(while: { $0 != ";" }) else {
            throw Unexpected(answer)
        }
        self.cookie = String(cookie)
    }

    /// The password of those who were invited and joined for a test.
    static let password = "seven green bicycles"

    /// Signs in as a person of a role who joins for it: `crew@example.org` called `crew`, `lead-parks@example.org`.
    init(_ visitor: Visitor, person role: StaffRole, of department: String = "works") async throws {
        let email = "\(role)\(department == "works" ? "" : "-\(department)")@example.org"
        if try await visitor.accounts.account(email: email) == nil {
            let home = role.isCityWide ? "triage" : department
            let invitation = StaffInvitation(email: email, name: "\(role)", department: home, role: role)
            guard case .invited(_, let token) = try await visitor.accounts.invite(invitation),
                let password = Password(Self.password)
            else { throw Missing(what: "an invitation") }
            _ = try await visitor.accounts.join(token, password: password)
        }
        try await self.init(visitor, email: email, password: Self.password)
    }

    /// Signs in with an account's address and password.
    init(_ visitor: Visitor, email: String, password: String) async throws {
        self.visitor = visitor
        let answer = try await visitor.post("/desk/sign-in", ["email": email, "password": password])
        guard answer.status == 303, let cookie = answer[header: "Set-Cookie"]?.prefix(while: { $0 != ";" }) else {
            throw Unexpected(answer)
        }
        self.cookie = String(cookie)
    }

    func get(_ path: String) async throws -> Answer {
        try await visitor.get(path, headers: ["Cookie": cookie, "Accept": "text/html"])
    }

    /// A page that must be there.
    func page(_ path: String) async throws -> String {
        let answer = try await get(path)
        guard answer.status == 200 else { throw Unexpected(answer) }
        return answer.text
    }

    func post(_ path: String, _ form: [String: String], headers: [String: String] = [:]) async throws -> Answer {
        try await visitor.post(path, form, headers: ["Cookie": cookie].merging(headers) { _, given in given })
    }

    /// Sends the form a page has for an address, with what was typed into it.
    func send(_ action: String, of page: String, _ typed: [String: String] = [:]) async throws -> Answer {
        try await post(action, try Self.form(action, in: page).merging(typed) { _, given in given })
    }

    /// Takes the next item; gives its number.
    func take() async throws -> Int {
        let answer = try await send("/desk/take", of: try await page("/desk"))
        let path = answer[header: "Location"]?.prefix { $0 != "?" }.split(separator: "/")
        guard answer.status == 303, let item = path?.last.flatMap({ Int($0) }) else { throw Unexpected(answer) }
        return item
    }

    /// The hidden fields of the first form with an address.
    static func form(_ action: String, in page: String) throws -> [String: String] {
        guard let start = page.range(of: "action=\"\(action)\""),
            let end = page.range(of: "</form>", range: start.upperBound..<page.endIndex)
        else { throw Missing(what: "a form for \(action)") }
        let form = String(page[start.upperBound..<end.lowerBound])
        return Dictionary(
            form.matches(of: /<input type="hidden" name="(\w+)" value="([^"]*)">/).map {
                (String($0.output.1), String($0.output.2))
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension Answer {
    /// Where it sends the browser.
    var location: String? { self[header: "Location"] }
}

extension Visitor {
    /// The tiny city's accounts.
    var accounts: StaffAccounts {
        get throws {
            StaffAccounts(pool: database.pool, jurisdiction: try city.row, checks: PasswordChecks(cost: .quick))
        }
    }
}
