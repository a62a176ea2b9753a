import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Postgres
import Store
import TestSupport

@testable import Web

/// Two jurisdictions with work in each, and everything the department API can be asked of one item of `works`.
struct GuardedCity: Sendable {
    /// The words of the resident whose request it is; nobody else may read them.
    static let words = "A secret told to Public Works."

    /// The resident's mail address.
    static let email = "guarded@example.org"

    let visitor: Visitor
    let works: String
    /// The description's request, its item, and the lease it is under.
    let request: String
    let item: Int
    let lease: String

    /// Serves both cities and runs a test.
    static func with(_ body: @Sendable (Visitor) async throws -> Void) async throws {
        let folders = try TwoCities()
        let (catalog, geodata) = (folders.catalogFolder, folders.geodataFolder)
        let photos = FileManager.default.temporaryDirectory.appending(path: "guarded-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: photos) }
        try await TinyServer.with(change: {
            $0.photosFolder = photos.path
            $0.catalogFolder = catalog
            $0.geodataFolder = geodata
        }) { visitor in try await body(visitor) }
    }

    /// Serves with every caller taken for Public Works, so that only the database knows better: the connection says whose
    /// key it is.
    static func mistaken(_ visitor: Visitor, _ body: @Sendable (Visitor) async throws -> Void) async throws {
        let server = visitor.server
        let keys = APIKeys(pool: server.pools.service)
        let uses = KeyUses(keys: keys, interval: .seconds(60), logger: TinyServer.logger)
        var routes = DepartmentRoutes(
            cities: server.cities,
            keys: KeyRing(keys: keys, uses: uses, memory: .zero),
            claimInterval: .seconds(1)
        )
        routes.photos = server.photos
        routes.mistake = (jurisdiction: "tiny", department: "works")
        let router = Router(context: DispatchContext.self)
        let pages = try Pages(assets: Assets(leaflet: nil))
        router.add(middleware: ErrorResponses(linger: .zero, pages: pages, cities: server.cities))
        routes.add(to: router)
        try await Application(router: router, logger: TinyServer.logger).test(.router) { client in
            try await body(Visitor(client: client, server: server, database: visitor.database))
        }
    }

    /// A new request in the west, claimed by Public Works and, for addresses of items, accepted.
    init(for route: DepartmentRoute, _ visitor: Visitor) async throws {
        self.visitor = visitor
        works = try await visitor.key("works")
        var form = Visitor.pothole
        form["jurisdiction_id"] = "tiny"
        form["description"] = Self.words
        form["email"] = Self.email
        // Only what is offered can be declined: parks hand this one to Public Works first.
        let isOffered = route.path.hasSuffix("decline")
        if isOffered { form["long"] = "20.015" }
        request = try await visitor.submitted(form)
        if isOffered {
            let parks = try await visitor.key("parks")
            let (lease, items) = try await visitor.claim("parks", key: parks)
            let body = #"{"items":[{"item_id":\#(items.first ?? 0)}],"department":"works","reason":"theirs"}"#
            guard try await visitor.outcomes("leases/\(lease ?? "")/hand-over", body, key: parks) == ["ok"] else {
                throw Missing(what: "an offer to Public Works")
            }
        }
        // Addresses of queues are asked for what waits.
        guard !route.path.hasPrefix("queues") else {
            (item, lease) = (0, "")
            return
        }
        let (lease, items) = try await visitor.claim("works/W", #"{"limit":1,"lease_seconds":900}"#, key: works)
        guard let lease, let item = items.first else { throw Missing(what: "an item of Public Works") }
        (self.item, self.lease) = (item, lease)
        if route.path.hasSuffix("reopen") {
            let body = #"{"items":[{"item_id":\#(item),"outcome":"done"}]}"#
            guard try await visitor.outcomes("leases/\(lease)/complete", body, key: works) == ["ok"] else {
                throw Missing(what: "a closed request")
            }
        }
        if route.path.hasPrefix("items") {
            let body = #"{"items":[{"item_id":\#(item)}]}"#
            let outcomes = try await visitor.outcomes("leases/\(lease)/accept", body, key: works)
            guard outcomes == ["ok"] else { throw Missing(what: "an accepted item") }
            guard route.path.hasSuffix("resume") else { return }
            let pause = #"{"reason":"the street is frozen"}"#
            guard try await visitor.outcomes("items/\(item)/pause", pause, key: works) == ["ok"] else {
                throw Missing(what: "a paused item")
            }
        }
    }

    /// Asks a route about the item, with a key or without.
    func ask(_ route: DepartmentRoute, key: String?, of visitor: Visitor? = nil) async throws -> Answer {
        var headers = key.map { ["Authorization": "Bearer \($0)"] } ?? [:]
        var path = "/api/v1/\(route.path)"
        for (name, value) in [
            "department": "works", "queue": "W", "lease": lease, "item": "\(item)", "service_request_id": request,
        ] {
            path = path.replacing("{\(name)}", with: value)
        }
        guard route.method == .post else {
            let query = route.path == "route" ? "?lat=10.01&long=20.005&service_code=pothole" : ""
            return try await (visitor ?? self.visitor).send(route.method, path + query, headers: headers)
        }
        if route.path.hasSuffix("photos") {
            return try await (visitor ?? self.visitor).send(.post, path, headers: headers, bytes: PhotoSite.square)
        }
        headers["Content-Type"] = "application/json"
        let body = try body(route)
        return try await (visitor ?? self.visitor).send(.post, path, headers: headers, body: body)
    }

    /// A body that the route takes, of this item.
    private func body(_ route: DepartmentRoute) throws -> String {
        let items = #""items":[{"item_id":\#(item)}]"#
        let terms = #""department":"parks","reason":"theirs""#
        return switch route.path {
        case "queues/{department}/claims", "queues/{department}/{queue}/claims": "{}"
        case "leases/{lease}/renew": #"{"lease_seconds":3600}"#
        case "leases/{lease}/accept", "leases/{lease}/release", "leases/{lease}/decline": "{\(items)}"
        case "leases/{lease}/complete": #"{"items":[{"item_id":\#(item),"outcome":"done"}]}"#
        case "leases/{lease}/hand-over": "{\(items),\(terms)}"
        case "items/{item}/hand-over": "{\(terms)}"
        case "items/{item}/pause": #"{"reason":"the street is frozen"}"#
        case "items/{item}/resume", "items/{item}/contact": "{}"
        case "items/{item}/complete": #"{"outcome":"done"}"#
        case "items/{item}/legs": "{\(terms)}"
        case "items/{item}/note": #"{"text":"Bring a ladder."}"#
        case "items/{item}/reroute", "requests/{service_request_id}/cancel",
            "requests/{service_request_id}/reopen", "requests/{service_request_id}/reroute":
            #"{"reason":"a mistake"}"#
        default: throw Missing(what: "a body for \(route.path)")
        }
    }

    /// Gives another department a leg of every request there is, which it has accepted.
    func share(with department: String) async throws {
        try await visitor.database.pool.execute(
            """
            WITH leg AS (
                INSERT INTO work_item (jurisdiction, item, number, queue, leg, priority, department, due_at)
                SELECT jurisdiction, nextval('work_item_number'), number, queue, 9, priority, \(department), due_at
                  FROM work_item WHERE leg = 1
                RETURNING jurisdiction, item, department, due_at
            )
            INSERT INTO accepted (jurisdiction, item, department, due_at) SELECT * FROM leg
            """
        )
    }

    /// Everything in the tables, but for one and for what notes that a key was shown: equal before and after what changed
    /// nothing.
    func state(but left: String = "") async throws -> [String] {
        var rows: [String] = []
        for table in [
            "service_request", "contact", "work_item", "ready", "lease", "accepted", "event", "deadline", "queue",
            "idempotency", "photo",
        ] where table != left {
            rows += try await visitor.database.pool.query(
                "SELECT \(table)::text || t::text FROM \(unescaped: table) t ORDER BY t::text"
            ) { row throws(PostgresError) in try row.decode(String.self) }
        }
        return rows
    }

    /// Whether an answer shows or does anything with the item.
    func tells(_ answer: Answer, of route: DepartmentRoute) -> Bool {
        // What would be decided follows from what is published, and is nobody's secret.
        if route.path == "route" { return false }
        let signs = [Self.words, Self.email, request, "\"ok\"", "works/", "\"items\":[\(item)"]
        return signs.contains { answer.text.contains($0) }
            || item > 0 && answer.status == 200 && answer.text.contains("\"expires_at\":\"")
    }
}
