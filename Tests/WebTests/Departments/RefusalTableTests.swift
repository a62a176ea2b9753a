import Foundation
import HummingbirdTesting
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

/// What calls about an item or a request that is not as they expect are answered, as the README's table has it.
@Suite struct RefusalTableTests {
    /// How the item stands, in the README's words.
    private enum State: String, CaseIterable {
        case unknown = "unknown"
        case others = "another department's"
        case closed = "closed"
        case cancelled = "cancelled"
    }

    /// Calls that answer alike.
    private struct Column {
        let title: String
        let paths: [String]
        let states: Set<State>
    }

    private static let reason = #""reason":"A test.""#

    private static let columns = [
        Column(
            title: "`leases/…`: accept, complete, release, decline, hand-over",
            paths: ["accept", "complete", "release", "decline", "hand-over"].map { "leases/LEASE/\($0)" },
            states: Set(State.allCases)
        ),
        Column(
            title: "`items/…`: complete, hand-over",
            paths: ["items/ITEM/complete", "items/ITEM/hand-over"],
            states: Set(State.allCases)
        ),
        Column(
            title: "`items/…`: pause, resume",
            paths: ["items/ITEM/pause", "items/ITEM/resume"],
            states: Set(State.allCases)
        ),
        Column(
            title: "`items/…`: note, contact",
            paths: ["items/ITEM/note", "items/ITEM/contact"],
            states: Set(State.allCases)
        ),
        Column(
            title: "`items/…`: legs, reroute",
            paths: ["items/ITEM/legs", "items/ITEM/reroute"],
            states: Set(State.allCases)
        ),
        Column(
            title: "`requests/…`: cancel, reroute",
            paths: ["requests/ID/cancel", "requests/ID/reroute"],
            states: [.unknown, .closed, .cancelled]
        ),
    ]

    private static func body(_ path: String, item: Int) -> String {
        switch path.split(separator: "/").last {
        case "accept": #"{"items":[{"item_id":\#(item)}]}"#
        case "complete" where path.hasPrefix("items"): #"{"outcome":"done"}"#
        case "complete": #"{"items":[{"item_id":\#(item),"outcome":"done"}]}"#
        case "release", "decline": #"{"items":[{"item_id":\#(item)}]}"#
        case "hand-over" where path.hasPrefix("items"): #"{"department":"police",\#(reason)}"#
        case "hand-over": #"{"department":"police",\#(reason),"items":[{"item_id":\#(item)}]}"#
        case "resume", "contact": "{}"
        case "note": #"{"text":"A test."}"#
        case "legs": #"{"department":"police",\#(reason)}"#
        default: "{\(reason)}"
        }
    }

    /// A pothole brought to a state; gives its id, its item and the lease it was claimed under.
    private func bring(_ path: String, to state: State, by key: String, _ visitor: Visitor) async throws -> [String] {
        guard state != .unknown else { return ["000000000", "999999", UUID().uuidString] }
        let id = try await visitor.submitted()
        let (lease, items) = try await visitor.claim("works", #"{"limit":1}"#, key: key)
        let (held, item) = (try #require(lease), try #require(items.first))
        if !path.hasPrefix("leases") || state == .closed {
            let accepted = try await visitor.outcomes(
                "leases/\(held)/accept",
                #"{"items":[{"item_id":\#(item)}]}"#,
                key: key
            )
            #expect(accepted == ["ok"])
        }
        switch state {
        case .unknown, .others: break
        case .closed:
            #expect(try await visitor.outcomes("items/\(item)/complete", #"{"outcome":"done"}"#, key: key) == ["ok"])
        case .cancelled:
            #expect(try await visitor.call("requests/\(id)/cancel", #"{"reason":"Gone."}"#, key: key).status == 200)
        }
        return [id, String(item), held]
    }

    @Test func `the table in the README says what is answered, state by state and call by call`() async throws {
        let lines = try await TinyServer.with { visitor in
            var lines: [String] = []
            let key = try await visitor.key("works", scopes: [.read, .work, .move, .supervise])
            let other = try await visitor.key("parks")
            for state in State.allCases {
                var cells = ["| \(state.rawValue)"]
                for column in Self.columns {
                    var words: Set<String> = []
                    for path in column.paths where column.states.contains(state) {
                        let names = try await bring(path, to: state, by: key, visitor)
                        let address = path.replacing("/ID/", with: "/\(names[0])/").replacing("ITEM", with: names[1])
                            .replacing("LEASE", with: names[2])
                        let answer = try await visitor.call(
                            address,
                            Self.body(path, item: Int(names[1]) ?? 0),
                            key: state == .others ? other : key
                        )
                        let json = try answer.json
                        let word = json["error"]?["code"]?.text ?? json["results"]?[0]?["outcome"]?.text ?? "done"
                        words.insert("\(answer.status) `\(word)`")
                    }
                    cells.append(words.isEmpty ? "–" : words.sorted().joined(separator: " or "))
                }
                lines.append(cells.joined(separator: " | ") + " |")
            }
            return lines
        }
        let head = "| the item or request is | " + Self.columns.map(\.title).joined(separator: " | ") + " |"
        let rule = "|---|" + Self.columns.map { _ in "---|" }.joined()
        let table = ([head, rule] + lines).joined(separator: "\n")
        let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md")
        let text = try String(contentsOf: readme.standardizedFileURL, encoding: .utf8)
        #expect(text.contains(table), "README.md: expected this table:\n\n\(table)")
    }
}
