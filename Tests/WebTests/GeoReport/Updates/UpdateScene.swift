import Foundation
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import Web

/// A visitor who also plays a department, and reads what other systems are told.
struct UpdateScene: Sendable {
    static let list = "/open311/v2/servicerequestupdates.json"
    static let scopes: Set<APIScope> = [.read, .work, .move, .supervise]

    let visitor: Visitor

    /// Runs a test with the tiny city.
    static func with(
        _ setup: TestingSetup = .router,
        change: (inout WebConfiguration) -> Void = { _ in },
        _ body: @Sendable (UpdateScene) async throws -> Void
    ) async throws {
        try await TinyServer.with(setup, change: change) { visitor in try await body(UpdateScene(visitor: visitor)) }
    }

    /// The list, as it is now.
    func updates(_ query: String = "") async throws -> [JSON] {
        let answer = try await visitor.get(Self.list + query)
        guard answer.status == 200 else { throw Unexpected(answer) }
        return try answer.json.elements
    }

    /// What is told of one request: its statuses.
    func statuses(of id: String) async throws -> [String] {
        try await updates().filter { $0["service_request_id"]?.text == id }.compactMap { $0["status"]?.text }
    }

    /// A department's worker, with a key for everything.
    func key(_ department: String = "works") async throws -> String {
        try await visitor.key(department, scopes: Self.scopes)
    }

    /// Accepts everything that waits; gives the items.
    @discardableResult
    func accept(_ department: String = "works", key: String) async throws -> [Int] {
        let (lease, items) = try await visitor.claim(department, key: key)
        let list = items.map { #"{"item_id":\#($0)}"# }.joined(separator: ",")
        _ = try await visitor.outcomes("leases/\(try #require(lease))/accept", #"{"items":[\#(list)]}"#, key: key)
        return items
    }

    /// Ends everything that waits, in the words given.
    func finish(_ end: String, _ department: String = "works", key: String) async throws {
        let (lease, items) = try await visitor.claim(department, key: key)
        let list = items.map { #"{"item_id":\#($0),\#(end)}"# }.joined(separator: ",")
        let outcomes = try await visitor.outcomes(
            "leases/\(try #require(lease))/complete",
            #"{"items":[\#(list)]}"#,
            key: key
        )
        #expect(outcomes.allSatisfy { $0 == "ok" })
    }

    /// Says something of an item that must be taken.
    func tell(_ item: Int, _ call: String, _ body: String, key: String) async throws {
        let answer = try await visitor.call("items/\(item)/\(call)", body, key: key)
        guard answer.status == 200 else { throw Unexpected(answer) }
    }
}
