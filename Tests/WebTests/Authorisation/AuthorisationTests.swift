import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct AuthorisationTests {
    /// Who may come to an address.
    private struct Visit: Sendable {
        let name: String
        let key: String?
        let status: Int
        /// Whether the answer may tell of the item.
        var isAllowed = false
    }

    @Test func `every address of the table is in the router, and each has one line`() {
        let lines = DepartmentRoute.all.map { "\($0.method) \($0.path)" }
        #expect(Set(lines).count == lines.count)
        #expect(DepartmentRoute.all.allSatisfy { $0.method != .get || $0.scope == .read })
        #expect(DepartmentRoute.all.allSatisfy { $0.method == .get || $0.scope != .read })
    }

    @Test(arguments: DepartmentRoute.all)
    func `whoever may not is refused and changes nothing, whoever may is not`(route: DepartmentRoute) async throws {
        try await GuardedCity.with { visitor in
            let city = try await GuardedCity(for: route, visitor)
            let harbor = try #require(visitor.server.cities["harbor"])
            let foreign = try await visitor.key("police", scopes: Set(APIScope.allCases))
            let elsewhere = try await visitor.server.key("lamps", in: harbor, scopes: Set(APIScope.allCases))
            let revoked = try await visitor.key("works", scopes: Set(APIScope.allCases))
            let prefix = try #require(APIKeyText(revoked)?.prefix)
            #expect(try await APIKeys(pool: visitor.database.pool).revoke(prefix: prefix, in: visitor.city.row))
            let unknown = "d311_00000000_" + String(repeating: "0", count: 52)
            // What a stranger hears of another's lease or item is that it is not theirs: of many items at once an answer,
            // of a move of its request an error.
            let isOfRequest = ["reroute", "legs", "note", "contact", "photos"].contains { route.path.hasSuffix($0) }
            let strange = route.path.contains("{department}") ? 403 : isOfRequest ? 409 : 200
            var visits = [
                Visit(name: "no key", key: nil, status: 401),
                Visit(name: "not a key", key: "nonsense", status: 401),
                Visit(name: "an unknown key", key: unknown, status: 401),
                Visit(name: "a revoked key", key: revoked, status: 401),
                Visit(
                    name: "another jurisdiction's",
                    key: elsewhere,
                    // Its catalog has neither the place nor the department.
                    status: route.path == "route" || route.path.contains("{department}")
                        || route.path.hasPrefix("requests") || isOfRequest
                        ? 404 : route.path.hasSuffix("hand-over") ? 400 : strange
                ),
            ]
            // A supervisor speaks for the whole jurisdiction, whatever department the key is of.
            if route.scope != .supervise {
                visits.append(Visit(name: "another department's", key: foreign, status: strange))
            }
            for scope in APIScope.allCases where scope != route.scope {
                visits.append(
                    Visit(name: "\(scope) only", key: try await visitor.key("works", scopes: [scope]), status: 403)
                )
            }
            visits.append(
                Visit(
                    name: "\(route.scope) only",
                    key: try await visitor.key("works", scopes: [route.scope]),
                    status: 200,
                    isAllowed: true
                )
            )
            let before = try await city.state()
            for visit in visits {
                let answer = try await city.ask(route, key: visit.key)
                #expect(answer.status == visit.status, "\(visit.name): \(answer.text)")
                if visit.status == 403, visit.name.hasSuffix("only") { #expect(answer.text.contains("scope_missing")) }
                guard !visit.isAllowed else {
                    #expect((try await city.state() != before) == (route.method == .post), "\(visit.name)")
                    continue
                }
                #expect(!city.tells(answer, of: route), "\(visit.name): \(answer.text)")
                #expect(try await city.state() == before, "\(visit.name) changed something")
            }
        }
    }

    /// With every caller taken for Public Works, only the database knows better: the connection says whose key it is.
    @Test(arguments: DepartmentRoute.all)
    func `where the server's own check fails, the database still refuses`(route: DepartmentRoute) async throws {
        try await GuardedCity.with { visitor in
            let city = try await GuardedCity(for: route, visitor)
            let server = visitor.server
            let harbor = try #require(server.cities["harbor"])
            try await GuardedCity.mistaken(visitor) { open in
                var thieves = [
                    "another jurisdiction's": try await server.key("lamps", in: harbor, scopes: Set(APIScope.allCases))
                ]
                // A supervisor speaks for the whole jurisdiction, whatever department the key is of.
                if route.role != .jurisdiction {
                    thieves["another department's"] = try await visitor.key("police", scopes: Set(APIScope.allCases))
                }
                if route.path == "changes" {
                    // What is to be kept from thieves must be there to read: it waits for older transactions elsewhere.
                    let honest = try await visitor.key("works", scopes: [route.scope])
                    for _ in 0..<6000 {
                        if city.tells(try await city.ask(route, key: honest, of: visitor), of: route) { break }
                        try await Task.sleep(for: .milliseconds(10))
                    }
                }
                let before = try await city.state()
                for (name, key) in thieves {
                    let answer = try await city.ask(route, key: key, of: open)
                    #expect(answer.status < 500, "\(name): \(answer.text)")
                    #expect(!city.tells(answer, of: route), "\(name): \(answer.text)")
                    #expect(try await city.state() == before, "\(name) changed something")
                }
                // A thief's look that found nothing was taken for the department's; others' words make up for that.
                try #require(server.cities["tiny"]).queues.ringAll()
                // The same call is good where the key is the department's: it was the database that refused.
                let key = try await visitor.key("works", scopes: [route.scope])
                let own = try await city.ask(route, key: key, of: open)
                #expect(own.status == 200, "\(own.text)")
                // What would be decided is nobody's work.
                guard route.path != "route" else { return }
                let after = try await city.state()
                #expect(route.method == .get ? city.tells(own, of: route) : after != before, "\(own.text)")
            }
        }
    }
    /// The thief has a leg of the same request, which it may read: the other department's leg is still not its own.
    @Test(arguments: DepartmentRoute.all.filter { $0.method == .post && $0.role != .jurisdiction })
    func `who shares a request is refused in the other's name, and changes nothing`(
        route: DepartmentRoute
    ) async throws {
        try await GuardedCity.with { visitor in
            let city = try await GuardedCity(for: route, visitor)
            try await city.share(with: "police")
            let key = try await visitor.key("police", scopes: Set(APIScope.allCases))
            try await GuardedCity.mistaken(visitor) { open in
                let before = try await city.state(but: "queue")
                let answer = try await city.ask(route, key: key, of: open)
                #expect(answer.status < 500, "\(answer.text)")
                if answer.status == 403 { #expect(answer.text.contains("forbidden")) }
                #expect(!answer.text.contains("\"ok\""), "\(answer.text)")
                #expect(try await city.state(but: "queue") == before, "\(answer.text)")
            }
        }
    }
}
