import Foundation
import HTTPTypes
import TestSupport

/// What a resident's browser does, without cookies and without script.
extension Visitor {
    static let browser = ["Accept": "text/html,application/xhtml+xml;q=0.9"]

    /// A page as a browser asks for it.
    func page(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await get(path, headers: Self.browser.merging(headers) { _, given in given })
    }

    /// A form as a browser posts it.
    func post(_ path: String, _ form: [String: String], headers: [String: String] = [:]) async throws -> Answer {
        try await post(path, raw: Self.encoded(form), headers: headers)
    }

    /// The same, already encoded.
    func post(_ path: String, raw body: String, headers: [String: String] = [:]) async throws -> Answer {
        let own = Self.browser.merging(["Content-Type": "application/x-www-form-urlencoded"]) { _, new in new }
        return try await send(.post, path, headers: own.merging(headers) { _, given in given }, body: body)
    }

    /// The page that a form leads to, as a browser comes to it.
    func arrive(_ path: String, _ form: [String: String], headers: [String: String] = [:]) async throws -> Answer {
        try await following(try await post(path, form, headers: headers))
    }

    /// The page that an answer leads to.
    func following(_ answer: Answer) async throws -> Answer {
        guard answer.status == 303, let location = answer.location else { throw Unexpected(answer) }
        let page = try await page(location)
        guard page.status == 200 else { throw Unexpected(page) }
        return page
    }

    /// Writes a report that is accepted, with who the resident is where the form says it; gives the id of its draft.
    func draft(_ form: [String: String] = Visitor.pothole, headers: [String: String] = [:]) async throws -> String {
        let details = try await post("/report/details", form, headers: headers)
        let draft = try Self.draft(in: details, before: "/report/you?draft=")
        var person = form.filter { ["first_name", "last_name", "email", "phone", "updates"].contains($0.key) }
        person["draft"] = draft
        let you = try await post("/report/you", person, headers: headers)
        return try Self.draft(in: you, before: "/report/check?draft=")
    }

    private static func draft(in answer: Answer, before: String) throws -> String {
        guard answer.status == 303, let location = answer[header: "Location"], location.hasPrefix(before) else {
            throw Unexpected(answer)
        }
        return String(location.dropFirst(before.count))
    }

    /// Sends a draft; gives the request's id.
    func sent(_ draft: String, headers: [String: String] = [:]) async throws -> String {
        try await link(sending: draft, headers: headers).id
    }

    /// Sends a draft; gives the request's id and the key of its private link.
    func link(sending draft: String, headers: [String: String] = [:]) async throws -> (id: String, key: String) {
        let answer = try await post("/report/check", ["draft": draft], headers: headers)
        guard answer.status == 303,
            let match = answer[header: "Location"]?.wholeMatch(of: #/\/r\/(\w{9})\?key=([0-9a-f]{32})&new=1/#)
        else { throw Unexpected(answer) }
        return (String(match.1), String(match.2))
    }
}

extension Answer {
    /// Every address a page links to, as it stands in the text after decoding.
    var links: [String] {
        text.matches(of: #/href="([^"]*)"/#).map { String($0.1).replacing("&amp;", with: "&") }
    }

    /// The fields that nobody sees.
    var hiddenFields: [String: String] {
        var fields: [String: String] = [:]
        for match in text.matches(of: #/<input type="hidden" name="([^"]*)" value="([^"]*)">/#) {
            fields[String(match.1)] = String(match.2)
        }
        return fields
    }

    /// The words of a page without its tags, on one line.
    var words: String {
        text.replacing(#/<[^>]*>/#, with: " ").replacing(#/\s+/#, with: " ")
    }
}
