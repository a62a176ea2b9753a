import HTTPTypes
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Every address of the desk as the people of two departments, each with an item that one of theirs holds.
@Suite struct TwoDepartmentsTests {
    private static let departments = ["works", "police"]

    @Test(arguments: [StaffRole.crew, .lead])
    func `an item's addresses answer its own department, and know nothing of it for another`(
        role: StaffRole
    ) async throws {
        try await Self.withItems { visitor, items in
            for department in Self.departments {
                let browser = try await Browser(visitor, person: role, of: department)
                for (owner, held) in items where owner != department {
                    let before = try await Self.state(visitor)
                    for route in Self.itemRoutes {
                        let path = Self.path(route, held.item)
                        let answer =
                            route.method == .get ? try await browser.get(path) : try await browser.post(path, Self.form)
                        // Who may not use the address at all is told so before anything is looked up.
                        let isAllowed = route.permission.map { role.permissions.contains($0) } ?? true
                        let expected = isAllowed ? [404, 410] : [403]
                        #expect(expected.contains(answer.status), "\(department) \(path): \(answer.status)")
                        #expect(!answer.text.contains("told \(owner)"), "\(department) \(path)")
                    }
                    #expect(try await Self.state(visitor) == before, "\(department) changed something of \(owner)'s")
                }
                // The same forms at the own item come to where it is decided what is done.
                let held = try #require(items[department])
                for route in Self.itemRoutes where !route.path.hasSuffix("/photos/{name}") {
                    let path = Self.path(route, held.item)
                    let answer =
                        route.method == .get ? try await browser.get(path) : try await browser.post(path, Self.form)
                    let isAllowed = route.permission.map { role.permissions.contains($0) } ?? true
                    #expect((answer.status == 403) != isAllowed, "\(department) \(path): \(answer.status)")
                    #expect(answer.status != 404 && answer.status < 500, "\(department) \(path): \(answer.status)")
                }
            }
        }
    }

    @Test(arguments: [StaffRole.crew, .lead])
    func `what lists, files, sheets and results tell is the own department's`(role: StaffRole) async throws {
        try await Self.withItems { visitor, items in
            let results = items.values.map { "\($0.item)-ok" }.sorted().joined(separator: ".")
            for department in Self.departments {
                let browser = try await Browser(visitor, person: role, of: department)
                for path in [
                    "/desk", "/desk/items", "/desk/items.csv", "/desk/items.geojson", "/desk/sheets",
                    "/desk/items?map=1", "/desk/results?action=take&results=\(results)",
                ] {
                    let answer = try await browser.get(path)
                    #expect(answer.status == 200, "\(department) \(path)")
                    for (owner, held) in items {
                        let isTold = [held.id, "/desk/items/\(held.item)\"", "told \(owner)"].contains {
                            answer.text.contains($0)
                        }
                        // The desk itself lists what waits and what is the person's, not what a colleague holds.
                        let isOwn = owner == department && (path != "/desk" || role == .crew)
                        #expect(isTold == isOwn, "\(department) \(path): \(owner)'s")
                    }
                }
            }
        }
    }

    @Test(arguments: [StaffRole.crew, .lead], ["take", "accept", "release", "complete"])
    func `several items at once are only the own department's`(role: StaffRole, action: String) async throws {
        try await Self.withItems { visitor, items in
            let before = try await Self.state(visitor)
            for department in Self.departments {
                let browser = try await Browser(visitor, person: role, of: department)
                for (owner, held) in items where owner != department {
                    let form = Self.form.merging(["action": action, "item": "\(held.item)"]) { $1 }
                        .filter { !["department", "hand-over-reason", "queue"].contains($0.key) }
                    let answer = try await browser.post("/desk/bulk", form)
                    let location = try #require(answer.location, "\(answer.text)")
                    #expect(!location.contains("-\(ItemOutcome.ok.rawValue)"), "\(department) \(location)")
                    let hand = try await browser.post("/desk/bulk/hand-over", form.merging(Self.handOver(owner)) { $1 })
                    #expect(hand.location?.contains("-\(ItemOutcome.ok.rawValue)") != true, "\(department)")
                }
            }
            #expect(try await Self.state(visitor) == before)
        }
    }

    @Test(arguments: StaffRole.allCases.filter(\.isCityWide))
    func `who belongs to the city reads on the board what is for all, and no department's desk`(
        role: StaffRole
    ) async throws {
        try await Self.withItems { visitor, items in
            let before = try await Self.state(visitor)
            let browser = try await Browser(visitor, person: role)
            for (owner, held) in items {
                for route in Self.itemRoutes {
                    let path = Self.path(route, held.item)
                    let answer =
                        route.method == .get ? try await browser.get(path) : try await browser.post(path, Self.form)
                    let isAllowed = route.permission.map { role.permissions.contains($0) } ?? true
                    let expected = isAllowed ? [404, 410] : [403]
                    #expect(expected.contains(answer.status), "\(role) \(owner) \(path): \(answer.status)")
                }
                #expect(try await browser.page("/dispatch/items").contains(held.id), "\(role) \(owner)")
                #expect(try await browser.page("/dispatch/requests/\(held.id)").contains(held.id), "\(role) \(owner)")
            }
            #expect(try await Self.state(visitor) == before)
        }
    }

    // MARK: - Parts

    private struct Held {
        let id: String
        let item: Int
    }

    private static let itemRoutes = StaffRoute.all.filter { $0.path.hasPrefix("desk/items/{item}") }

    /// What any of the item's forms needs to be read.
    private static let form = [
        "token": String(repeating: "0", count: 32), "outcome": "done", "note": "Seen.", "reason": "It is theirs.",
        "question": "Which side?", "until": "2099-01-01", "hours": "1",
    ]

    private static func handOver(_ department: String) -> [String: String] {
        ["department": department, "hand-over-reason": "It is theirs."]
    }

    private static func path(_ route: StaffRoute, _ item: Int) -> String {
        "/" + route.path.replacing("{item}", with: "\(item)").replacing("{name}", with: "x")
    }

    /// A request for each department, taken by one of its crew.
    private static func withItems(
        _ body: @Sendable (Visitor, [String: Held]) async throws -> Void
    ) async throws {
        try await TinyServer.with { visitor in
            var items: [String: Held] = [:]
            for (department, form) in [
                ("works", Visitor.pothole),
                ("police", Visitor.pothole.merging(["service_code": "noise", "attribute[since]": "June"]) { $1 }),
            ] {
                let id = try await visitor.submitted(form.merging(["description": "told \(department)"]) { $1 })
                let item = try await Browser(visitor, person: .crew, of: department).take()
                items[department] = Held(id: id, item: item)
            }
            try await body(visitor, items)
        }
    }

    /// All that is known of requests and their work, as one text.
    private static func state(_ visitor: Visitor) async throws -> String? {
        try await visitor.database.pool.first(
            """
            SELECT md5(string_agg(line, '' ORDER BY line)) FROM (
                SELECT t::text AS line FROM service_request t UNION ALL SELECT t::text FROM work_item t
                UNION ALL SELECT t::text FROM ready t UNION ALL SELECT t::text FROM lease t
                UNION ALL SELECT t::text FROM accepted t UNION ALL SELECT t::text FROM event t
                UNION ALL SELECT t::text FROM deadline t
            ) AS lines
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }
}
