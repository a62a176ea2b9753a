import Foundation
import HTTPTypes
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// U1: GET servicerequestupdates.
@Suite struct UpdateListTests {
    @Test func `what happens to a request is told in order, in both formats, in the words of its page`() async throws {
        try await UpdateScene.with { scene in
            let visitor = scene.visitor
            let empty = try await visitor.both(.get("v2/servicerequestupdates.*", "service_request_updates"))
            #expect(empty.json.text == "[]")
            let id = try await visitor.submitted()
            #expect(try await scene.updates().isEmpty, "what was just sent is no update")
            let key = try await scene.key()
            let item = try #require(try await scene.accept(key: key).first)
            try await scene.tell(item, "note", #"{"text":"Crew comes on Monday.","public":true}"#, key: key)
            try await scene.tell(item, "note", #"{"text":"Keys are with Ann."}"#, key: key)
            try await scene.tell(item, "complete", #"{"outcome":"done","note":"Filled <up>."}"#, key: key)
            let both = try await visitor.both(.get("v2/servicerequestupdates.*", "service_request_updates"))
            let updates = try both.json.json.elements
            #expect(updates.map { $0["status"]?.text } == ["in_progress", "in_progress", "fixed"])
            #expect(
                updates.map { $0["description"]?.text } == [
                    "Public Works took it on.", "Public Works says: Crew comes on Monday.",
                    "Public Works dealt with it.\n\nFilled <up>.",
                ]
            )
            let names: Set = [
                "update_id", "service_request_id", "status", "updated_datetime", "description", "media_url",
                "customer_reference",
            ]
            #expect(updates.map(\.names) == [names, names, names.union(["external_status_code"])])
            #expect(updates.last?["external_status_code"]?.text == "done")
            #expect(updates.allSatisfy { $0["service_request_id"]?.text == id && $0["media_url"] == .null })
            #expect(Set(updates.compactMap { $0["update_id"]?.text }).count == 3)
            #expect(!both.json.text.contains("Ann") && !both.xml.text.contains("Ann"))
            #expect(both.json[header: "X-Total-Count"] == "3")
            #expect(both.json[header: "X-Total-Count-Is"] == "exact")
            #expect(both.json[header: "Link"] == nil)
            try await expectWellFormed([both.xml.text])
            // Asked again it is the same, byte for byte, and need not be sent.
            let tag = try #require(both.json[header: "ETag"])
            let again = try await visitor.get(UpdateScene.list, headers: ["If-None-Match": tag])
            #expect(again.status == 304)
            let spanish = try await visitor.get(UpdateScene.list, headers: ["Accept-Language": "es"])
            #expect(spanish[header: "Content-Language"] == "es")
            #expect(try spanish.json[0]?["description"]?.text != updates[0]["description"]?.text)
            #expect(try spanish.json[0]?["update_id"] == updates[0]["update_id"])
        }
    }

    /// Lets a request live, ends it, and gives the words that were told of it.
    private static func life(
        _ scene: UpdateScene,
        _ key: String,
        _ play: @Sendable (String) async throws -> Void
    ) async throws -> [String] {
        let id = try await scene.visitor.submitted()
        try await play(id)
        // Nothing of it is left in a queue for the next.
        _ = try await scene.visitor.call("requests/\(id)/cancel", #"{"reason":"Over."}"#, key: key)
        return try await scene.statuses(of: id)
    }

    @Test func `every way a request goes is told by its word`() async throws {
        try await UpdateScene.with { scene in
            let visitor = scene.visitor
            let key = try await scene.key()
            let parks = try await scene.key("parks")
            let original = try await visitor.submitted()
            try await scene.finish(#""outcome":"done""#, key: key)
            #expect(try await scene.statuses(of: original) == ["fixed"])
            let ends = [
                (#""outcome":"no_action","detail":"It is a drain.""#, "no_further_action"),
                (#""outcome":"not_found""#, "no_further_action"),
                (#""outcome":"duplicate","detail":"\#(original)""#, "duplicate"),
                (#""outcome":"handed_on","detail":"the State""#, "not_councils_responsibility"),
            ]
            for (end, status) in ends {
                let told = try await Self.life(scene, key) { _ in try await scene.finish(end, key: key) }
                #expect(told == [status], "\(end)")
            }
            let nothing = try await Self.life(scene, key) { _ in }
            #expect(nothing == ["cancelled"])
            let taken = try await Self.life(scene, key) { _ in try await scene.accept(key: key) }
            #expect(taken == ["in_progress", "cancelled"])
            let paused = try await Self.life(scene, key) { _ in
                let item = try #require(try await scene.accept(key: key).first)
                try await scene.tell(item, "pause", #"{"reason":"Asphalt."}"#, key: key)
                try await scene.tell(item, "resume", "{}", key: key)
                try await scene.tell(item, "note", #"{"text":"Where?","question":true}"#, key: key)
            }
            #expect(
                paused.filter { $0 != "cancelled" }.prefix(2) == ["in_progress", "action_scheduled"]
                    && paused.suffix(2) == ["investigating", "cancelled"],
                "\(paused)"
            )
            let offered = try await Self.life(scene, key) { _ in
                let item = try #require(try await scene.accept(key: key).first)
                try await scene.tell(item, "hand-over", #"{"department":"parks","reason":"a tree"}"#, key: key)
                let (lease, items) = try await visitor.claim("parks", key: parks)
                let list = #"{"items":[{"item_id":\#(try #require(items.first))}]}"#
                _ = try await visitor.outcomes("leases/\(try #require(lease))/accept", list, key: parks)
            }
            #expect(offered == ["in_progress", "internal_referral", "in_progress", "cancelled"])
            let triaged = try await Self.life(scene, key) { _ in
                let item = try #require(try await scene.accept(key: key).first)
                try await scene.tell(item, "hand-over", #"{"department":"triage","reason":"whose?"}"#, key: key)
            }
            #expect(triaged == ["in_progress", "for_triage", "cancelled"])
            let reopened = try await Self.life(scene, key) { id in
                try await scene.finish(#""outcome":"done""#, key: key)
                let answer = try await visitor.call("requests/\(id)/reopen", #"{"reason":"It broke."}"#, key: key)
                #expect(answer.status == 200)
            }
            #expect(reopened == ["fixed", "open", "cancelled"])
        }
    }

    @Test func `of a resident's words only what happened is told, and of a question that there was one`() async throws {
        try await UpdateScene.with { scene in
            let visitor = scene.visitor
            let id = try await visitor.submitted()
            let key = try await scene.key()
            let item = try #require(try await scene.accept(key: key).first)
            try await scene.tell(item, "note", #"{"text":"Is Hush the owner?","question":true}"#, key: key)
            let city = try visitor.city
            _ = try await city.moves.answer("Hush is.", to: id)
            _ = try await city.moves.note("Hush called.", of: id)
            try await scene.tell(item, "complete", #"{"outcome":"done"}"#, key: key)
            _ = try await city.moves.confirm(id)
            _ = try await city.moves.reopen(id, reason: "Hush again.", by: .resident)
            let both = try await visitor.both(.get("v2/servicerequestupdates.*", "service_request_updates"))
            #expect(!both.json.text.contains("Hush"))
            #expect(
                try both.json.json.elements.compactMap { $0["status"]?.text } == [
                    "in_progress", "investigating", "in_progress", "fixed", "open",
                ]
            )
            #expect(try both.json.json.elements.allSatisfy { $0["description"]?.text?.isEmpty == false })
        }
    }

    @Test func `a private request is in no list, also where its service turned private since`() async throws {
        try await UpdateScene.with(.live) { scene in
            let visitor = scene.visitor
            _ = try await visitor.submitted(["service_code": "person-in-need", "lat": "10.01", "long": "20.005"])
            let police = try await scene.key("police")
            try await scene.finish(#""outcome":"no_action","detail":"Hush by the well""#, "police", key: police)
            let original = try await visitor.submitted()
            let key = try await scene.key()
            try await scene.finish(#""outcome":"done""#, key: key)
            let other = try await visitor.submitted(["service_code": "flood", "lat": "10.01", "long": "20.005"])
            let (lease, items) = try await visitor.claim("works", key: key)
            let ends = items.map { #"{"item_id":\#($0),"outcome":"duplicate","detail":"\#(original)"}"# }
            let outcomes = try await visitor.outcomes(
                "leases/\(try #require(lease))/complete",
                #"{"items":[\#(ends.joined(separator: ","))]}"#,
                key: key
            )
            #expect(outcomes == ["ok", "ok"])
            func look() async throws -> BothAnswers {
                try await visitor.both(.get("v2/servicerequestupdates.*", "service_request_updates"))
            }
            let before = try await look()
            #expect(!before.json.text.contains("Hush"))
            let told = Set(try before.json.json.elements.compactMap { $0["service_request_id"]?.text })
            #expect(told == [original, other])
            let shown = "\(original.prefix(4))-"
            #expect(before.json.text.contains("same problem as report \(shown)"))
            try await visitor.makePotholesPrivate()
            let after = try await look()
            #expect(Set(try after.json.json.elements.compactMap { $0["service_request_id"]?.text }) == [other])
            for text in [after.json.text, after.xml.text] {
                #expect(!text.contains(original) && !text.contains(shown))
            }
        }
    }

    @Test func `a batch service's request is told of once its id is out, a blackbox one's never`() async throws {
        try await ServiceTypesTests.with { visitor in
            let scene = UpdateScene(visitor: visitor)
            _ = try await visitor.submit()
            _ = try await visitor.submit(["service_code": "flood", "lat": "10.01", "long": "20.005"])
            let key = try await scene.key()
            let (lease, items) = try await visitor.claim("works", key: key)
            let offers = items.map { #"{"item_id":\#($0)}"# }.joined(separator: ",")
            let handed = try await visitor.outcomes(
                "leases/\(try #require(lease))/hand-over",
                #"{"department":"parks","reason":"a tree","items":[\#(offers)]}"#,
                key: key
            )
            #expect(handed == ["ok", "ok", "ok"])
            #expect(try await scene.updates().isEmpty)
            let parks = try await scene.key("parks")
            try await scene.accept("parks", key: parks)
            let updates = try await scene.updates()
            // The offer was made before its id was out: nobody who asks for the time since would see it.
            #expect(updates.compactMap { $0["status"]?.text } == ["in_progress"])
            let id = try #require(updates.first?["service_request_id"]?.text)
            #expect(try await visitor.get("/open311/v2/requests/\(id).json").status == 200)
        }
    }

    @Test func `a list is cut into parts by page_size, and the Link leads on to the rest`() async throws {
        try await UpdateScene.with { scene in
            let visitor = scene.visitor
            for _ in 0..<7 { _ = try await visitor.submitted() }
            let key = try await scene.key()
            try await scene.accept(key: key)
            let whole = try await scene.updates()
            #expect(whole.count == 7)
            for ending in ["json", "xml"] {
                var (path, ids, turns) = ("/open311/v2/servicerequestupdates.\(ending)?page_size=3", [String](), 0)
                while turns < 9 {
                    let answer = try await visitor.get(path)
                    ids += answer.text.matches(of: /U[0-9A-Z]{9}(?=[<"])/).map { String($0.0) }
                    turns += 1
                    guard let link = answer[header: "Link"] else { break }
                    #expect(answer[header: "X-Page-Incomplete"] == "true")
                    if turns == 1 { #expect(answer[header: "X-Total-Count-Is"] == "at-least") }
                    path = try #require(link.firstMatch(of: /<https?:\/\/[^\/]*(\/[^>]*)>; rel="next"/)).1.description
                }
                #expect(turns == 3)
                #expect(ids == whole.compactMap { $0["update_id"]?.text })
            }
        }
    }

    @Test(arguments: [
        ("start_date=yesterday", "40012"), ("end_date=2026-01-01", "40012"),
        ("start_date=2026-01-01T00:00:00Z&end_date=2025-01-01T00:00:00Z", "40013"),
        ("start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", "40013"),
        ("page_size=0", "4009"), ("page_size=x", "4009"), ("page=2", "4009"), ("after=7", "4009"),
        ("jurisdiction_id=elsewhere", "4042"), ("start_date=%zz", "40010"),
    ])
    func `what is asked for wrongly is refused, in both formats`(query: String, code: String) async throws {
        try await UpdateScene.with { scene in
            let status = code.hasPrefix("404") ? 404 : 400
            let both = try await scene.visitor.both(.refused("v2/servicerequestupdates.*?\(query)", status))
            #expect(try both.json.codes == [code])
        }
    }

    @Test func `the window has both its ends in whole seconds, and is the last day where none is given`() async throws {
        try await UpdateScene.with { scene in
            let visitor = scene.visitor
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let key = try await scene.key()
            try await scene.accept(key: key)
            let times = ["2026-01-10 09:59:59.999999Z", "2026-01-10 10:00:00.5Z", "2026-01-10 10:00:59.999999Z"]
            for (place, time) in times.enumerated() {
                try await visitor.database.pool.execute(
                    """
                    UPDATE event SET at = \(unescaped: "'\(time)'::timestamptz")
                     WHERE event = (SELECT event FROM event WHERE kind = 'accepted' ORDER BY event
                                    OFFSET \(place) LIMIT 1)
                    """
                )
            }
            func count(_ query: String) async throws -> Int { try await scene.updates("?\(query)").count }
            #expect(try await count("start_date=2026-01-10T10:00:00Z&end_date=2026-01-10T10:00:59Z") == 2)
            #expect(try await count("start_date=2026-01-10T09:59:59Z&end_date=2026-01-10T09:59:59Z") == 1)
            #expect(try await count("start_date=2026-01-10T11:00:00%2B01:00&end_date=2026-01-10T10:00:58Z") == 1)
            #expect(try await count("start_date=2026-01-10T10:00:00Z") == 2)
            #expect(try await count("end_date=2026-01-10T10:00:00Z") == 2)
            #expect(try await count("start_date=&end_date=&api_key=any") == 0)
            try await visitor.database.pool.execute(
                """
                UPDATE event SET at = statement_timestamp() - interval '23 hours'
                 WHERE event = (SELECT min(event) FROM event WHERE kind = 'accepted')
                """
            )
            #expect(try await scene.updates().count == 1)
        }
    }

    @Test func `the test endpoint tells of its own requests alone`() async throws {
        try await UpdateScene.with(change: {
            $0.sandbox.acceptsAfter = .milliseconds(100)
            $0.sandbox.closesAfter = .milliseconds(100)
            $0.sandbox.interval = .milliseconds(50)
        }) { scene in
            let visitor = scene.visitor
            let sent = try await visitor.send(
                .post,
                "/open311/test/v2/requests.json",
                headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Visitor.encoded(Visitor.pothole)
            )
            let id = try #require(try sent.json[0]?["service_request_id"]?.text)
            let path = "/open311/test/v2/servicerequestupdates.json"
            #expect(try await eventually { try await visitor.get(path).json.elements.count == 2 })
            let updates = try await visitor.get(path).json.elements
            #expect(updates.compactMap { $0["status"]?.text } == ["in_progress", "fixed"])
            #expect(updates.allSatisfy { $0["service_request_id"]?.text == id })
            #expect(try await scene.updates().isEmpty)
            try await visitor.both(.get("test/v2/servicerequestupdates.*", "service_request_updates"))
        }
    }
}
