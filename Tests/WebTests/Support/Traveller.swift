import Foundation
import HTTPTypes
import TestSupport
import Web

/// A browser that goes out to the city's own sign-in and comes back, with its cookies.
struct Traveller: Sendable {
    let visitor: Visitor
    var cookies: [String: String] = [:]

    init(_ visitor: Visitor) { self.visitor = visitor }

    /// With the session of a browser that is signed in.
    init(_ browser: Browser) {
        visitor = browser.visitor
        let parts = browser.cookie.split(separator: "=", maxSplits: 1).map(String.init)
        cookies[parts[0]] = parts[1]
    }

    var headers: [String: String] {
        ["Cookie": cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
    }

    /// Sends a form that leads out; gives the provider's address it leads to.
    mutating func leave(
        _ path: String = "/desk/sign-in/openid",
        _ form: [String: String] = [:]
    ) async throws -> String {
        let answer = keep(try await visitor.post(path, form, headers: headers))
        guard answer.status == 200, let address = answer.onward else { throw Unexpected(answer) }
        return address
    }

    /// Comes back with a query, as from another site: browsers withhold the session's strict cookie.
    mutating func back(_ query: String) async throws -> Answer {
        var headers = headers
        let lax = cookies.filter { $0.key.hasSuffix("-openid") }
        headers["Cookie"] = lax.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        headers["Sec-Fetch-Site"] = "cross-site"
        return keep(try await visitor.page("/desk/sign-in/openid/return?\(query)", headers: headers))
    }

    mutating func get(_ path: String) async throws -> Answer { keep(try await visitor.page(path, headers: headers)) }

    /// Goes out and comes back as somebody.
    mutating func signIn(
        _ provider: CityProvider,
        as subject: String,
        _ path: String = "/desk/sign-in/openid",
        _ form: [String: String] = [:]
    ) async throws -> Answer {
        try await back(try provider.authorize(try await leave(path, form), as: subject))
    }

    /// Keeps the cookies of an answer.
    private mutating func keep(_ answer: Answer) -> Answer {
        for field in answer.headers where field.name == .setCookie {
            let pair = field.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            cookies[pair[0]] = field.value.contains("Max-Age=0") ? nil : pair.count > 1 ? pair[1] : nil
        }
        return answer
    }
}

extension Answer {
    /// Where a page leads on to by itself.
    var onward: String? {
        let prefix = "0; url="
        return self[header: "Refresh"].flatMap { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : nil }
    }
}
