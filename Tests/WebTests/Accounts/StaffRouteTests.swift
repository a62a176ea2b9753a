import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import Web

/// Every address of staff's pages as everybody who may come.
@Suite struct StaffRouteTests {
    @Test func `each address has one line`() {
        let lines = StaffRoute.all.map { "\($0.method) \($0.path)" }
        #expect(Set(lines).count == lines.count)
    }

    /// The table once more, written apart from it: who may use what.
    @Test(
        arguments: [
            (StaffPermission.read, [StaffRole.crew, .lead, .supervisor]),
            (.work, [.crew, .lead, .supervisor]),
            (.move, [.crew, .lead, .supervisor]),
            (.lead, [.lead, .supervisor]),
            (.board, [.lead, .supervisor, .editor, .administrator]),
            (.supervise, [.supervisor]),
            (.catalog, [.lead, .supervisor, .editor, .administrator]),
            (.publish, [.editor, .administrator]),
            (.accounts, [.administrator]),
        ]
    )
    func `a permission is these roles'`(permission: StaffPermission, roles: [StaffRole]) {
        #expect(StaffRole.allCases.filter { $0.permissions.contains(permission) } == roles)
    }

    @Test(arguments: StaffRole.allCases)
    func `every address lets in whom the table says, and nobody else`(role: StaffRole) async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor, person: role)
            for route in StaffRoute.all {
                let path = Self.path(route)
                // Signing out for good comes last.
                if route.path == "desk/account/sign-out" { continue }
                // Of a stream, which has no end, the head says enough.
                let answer =
                    route.path.hasSuffix("/live")
                    ? try await visitor.send(.head, path, headers: ["Cookie": browser.cookie])
                    : route.method == .get
                        ? try await browser.get(path)
                        : try await browser.post(path, ["token": String(repeating: "0", count: 32)])
                let isAllowed = route.permission.map { role.permissions.contains($0) } ?? true
                #expect((answer.status == 403) != isAllowed, "\(role) \(route.method) \(route.path): \(answer.status)")
                if !isAllowed, !route.path.hasSuffix("/live") { #expect(answer.text.contains("who may not do this")) }
                // Without a session nobody is told whether there is anything.
                let stranger =
                    route.method == .get
                    ? try await visitor.get(path, headers: ["Accept": "text/html"]) : try await visitor.post(path, [:])
                #expect(stranger.status == 303, "\(route.path)")
                #expect(stranger.location?.hasPrefix("/desk/sign-in") == true)
            }
        }
    }

    @Test(arguments: StaffRole.allCases)
    func `a form of another site does nothing at any address, and no other site frames a page`(
        role: StaffRole
    ) async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor, person: role)
            for route in StaffRoute.all where route.permission.map({ role.permissions.contains($0) }) ?? true {
                let path = Self.path(route)
                if route.method == .get {
                    if path.hasSuffix("/live") { continue }
                    let answer = try await browser.get(path)
                    let policy = answer[header: "Content-Security-Policy"] ?? ""
                    #expect(policy.contains("frame-ancestors 'none'"), "\(route.path)")
                    #expect(answer[header: "Cache-Control"]?.contains("no-store") == true, "\(route.path)")
                    continue
                }
                let form = ["token": String(repeating: "0", count: 32), "outcome": "done"]
                for origin in ["https://evil.example", "null"] {
                    let answer = try await browser.post(path, form, headers: ["Origin": origin])
                    #expect(answer.status == 403, "\(route.path)")
                    #expect(answer.words.contains("another site"), "\(route.path): \(answer.words)")
                }
            }
            // Nobody was signed out by it either.
            #expect(try await browser.get("/desk/account").status == 200)
        }
    }

    private static func path(_ route: StaffRoute) -> String {
        "/"
            + route.path.replacing("{item}", with: "1").replacing("{id}", with: "00000000")
            .replacing("{name}", with: "x").replacing("{account}", with: "999999")
            .replacing("{code}", with: "x").replacing("{file}", with: "x").replacing("{layer}", with: "x")
    }

    @Test func `another department's people find nothing of an item`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let owner = try await Browser(visitor, person: .crew, of: "works")
            let item = try await owner.take()
            for role in [StaffRole.crew, .lead] {
                let stranger = try await Browser(visitor, person: role, of: "police")
                #expect(try await stranger.get("/desk/items/\(item)").status == 404)
                for word in [
                    "complete", "accept", "release", "decline", "hand-over", "renew", "pause", "resume", "ask",
                ] {
                    let form = ["token": String(repeating: "0", count: 32), "outcome": "done"]
                    let answer = try await stranger.post("/desk/items/\(item)/\(word)", form)
                    #expect([404, 410].contains(answer.status), "\(word): \(answer.status)")
                }
            }
            #expect(try await visitor.count("lease") == 1)
        }
    }
}
