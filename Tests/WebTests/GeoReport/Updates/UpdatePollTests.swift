import Foundation
import GeoReport
import Store
import Synchronization
import TestSupport
import Testing

@testable import Web

/// A client that asks as FixMyStreet does: the last two hours, again and again, in XML, what it has seen by its id.
@Suite struct UpdatePollTests {
    private struct Row: Sendable, Hashable {
        let id: String
        let request: String
        let status: String
        let at: String
        let description: String
    }

    private final class Flag: Sendable {
        private let state = Mutex(false)
        var isSet: Bool { state.withLock { $0 } }
        func set() { state.withLock { $0 = true } }
    }

    /// One look; drops what FixMyStreet drops.
    private static func poll(_ visitor: Visitor) async throws -> [Row] {
        let now = Date()
        let (start, end) = (GeoReportDate.format(now - 7200), GeoReportDate.format(now))
        let answer = try await visitor.get(
            "/open311/v2/servicerequestupdates.xml?jurisdiction_id=tiny&start_date=\(start)&end_date=\(end)"
        )
        guard answer.status == 200 else { throw Unexpected(answer) }
        return try XMLElement(reading: answer.text).children.compactMap { update in
            let fields = Dictionary(update.children.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
            guard let id = fields["update_id"], let at = fields["updated_datetime"], at >= start, at <= end else {
                return nil
            }
            return Row(
                id: id,
                request: fields["service_request_id"] ?? "",
                status: fields["status"] ?? "",
                at: at,
                description: fields["description"] ?? ""
            )
        }
    }

    /// How a request stands by the order in which its events were written.
    private static func standing(_ id: String, _ visitor: Visitor) async throws -> String? {
        var story = UpdateStory()
        for line in try await visitor.city.history.lines(of: id) { story.take(line) }
        return story.status.rawValue
    }

    @Test func `overlapping windows during changes miss nothing, double nothing and keep each request's order`()
        async throws
    {
        try await UpdateScene.with { scene in
            let visitor = scene.visitor
            let rounds = 12
            let flag = Flag()
            let key = try await scene.key()
            let seen = try await withThrowingTaskGroup(of: [Row].self) { group in
                group.addTask {
                    var (known, rows) = ([String: Row](), [Row]())
                    var turns = 0
                    while true {
                        let isLast = flag.isSet
                        let answer = try await Self.poll(visitor)
                        #expect(Set(answer.map(\.id)).count == answer.count, "twice in one answer")
                        #expect(answer.map(\.at) == answer.map(\.at).sorted())
                        for row in answer {
                            // The same update never says anything else, but how the request stands where one that began
                            // before it was written after it.
                            if let old = known[row.id] {
                                #expect(old.at == row.at && old.description == row.description)
                            } else {
                                rows.append(row)
                            }
                            known[row.id] = row
                        }
                        turns += 1
                        // What happened in the second that is now belongs to the next window.
                        if isLast, turns > 3 { break }
                        try await Task.sleep(for: .milliseconds(isLast ? 1100 : 30))
                    }
                    return rows
                }
                try await withThrowingTaskGroup(of: Void.self) { changes in
                    for round in 0..<rounds {
                        changes.addTask {
                            let id = try await visitor.submitted()
                            _ = try await visitor.submitted(
                                ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"]
                            )
                            let (lease, items) = try await visitor.claim("works", #"{"limit":3}"#, key: key)
                            if let lease {
                                let list = items.map { #"{"item_id":\#($0)}"# }.joined(separator: ",")
                                let body = #"{"items":[\#(list)]}"#
                                _ = try await visitor.outcomes("leases/\(lease)/accept", body, key: key)
                                for item in items {
                                    _ = try await visitor.call(
                                        "items/\(item)/note",
                                        #"{"text":"Round \#(round).","public":true}"#,
                                        key: key
                                    )
                                    if round.isMultiple(of: 2) {
                                        let end = #"{"outcome":"done"}"#
                                        _ = try await visitor.call("items/\(item)/complete", end, key: key)
                                    }
                                }
                            }
                            _ = try await visitor.call("requests/\(id)/cancel", #"{"reason":"Over."}"#, key: key)
                            _ = try await visitor.call("requests/\(id)/reopen", #"{"reason":"No."}"#, key: key)
                        }
                    }
                    try await changes.waitForAll()
                }
                flag.set()
                return try await group.next() ?? []
            }
            let whole = try await scene.updates()
            #expect(whole.count > rounds * 2)
            #expect(Set(seen.map(\.id)) == Set(whole.compactMap { $0["update_id"]?.text }))
            #expect(seen.count == whole.count)
            for (request, rows) in Dictionary(grouping: seen, by: \.request) {
                let told = whole.filter { $0["service_request_id"]?.text == request }
                // Whoever takes each as it comes knows in the end how the request stands.
                #expect(rows.last?.status == told.last?["status"]?.text, "\(request)")
                #expect(told.last?["status"]?.text == (try await Self.standing(request, visitor)), "\(request)")
            }
        }
    }
}
