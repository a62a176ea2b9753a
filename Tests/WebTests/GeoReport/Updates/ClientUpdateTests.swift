import Foundation
import GeoReport
import HTTPTypes
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// U2: POST servicerequestupdates.
@Suite struct ClientUpdateTests {
    @Test(arguments: ["json", "xml"])
    func `what a resident says in an app is in the history, for the department and not for the public`(
        format: String
    ) async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            let links = ["media_url": "https://example.org/late.jpg"]
            let answer = try await app.say("OPEN", of: id, "It is <deeper> now.", more: links, as: format)
            #expect(answer.status == 200, "\(answer.text)")
            let update = try #require(answer.text.firstMatch(of: /U[0-9A-Z]{9}/)).0
            let whole =
                format == "json"
                ? #"[{"update_id":"\#(update)"}]"#
                : #"<?xml version="1.0" encoding="utf-8"?>"#
                    + "\n<service_request_updates><request_update><update_id>\(update)</update_id></request_update>"
                    + "</service_request_updates>"
            #expect(answer.text == whole)
            let lines = try await scene.visitor.city.history.lines(of: id)
            #expect(lines.map(\.kind) == ["submitted", "note"])
            #expect(lines.last?.actor == "resident")
            #expect(lines.last?.detailJSON.contains("It is <deeper> now.") == true)
            #expect(try scene.visitor.city.row.updates.event(for: String(update)) == lines.last?.event)
            // Neither who said it nor the words are told to anybody.
            let told = try await scene.visitor.get(UpdateScene.list)
            #expect(told.text == "[]")
            #expect(!(try await scene.visitor.page("/r/\(id)").text.contains("deeper")))
            for table in ["contact", "event", "client_update"] {
                let rows = try await scene.visitor.database.pool.query(
                    "SELECT t::text FROM \(unescaped: table) AS t"
                ) { row throws(PostgresError) in try row.decode(String.self) }
                #expect(!rows.contains { $0.contains("ann@") || $0.contains("Ann") }, "\(table)")
            }
            let record = try await scene.visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(record?["media_url"]?.text == "https://example.org/late.jpg")
        }
    }

    @Test func `a closed request is confirmed, opened again, and the app knows its own updates again`() async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            let key = try await scene.key()
            try await scene.finish(#""outcome":"done""#, key: key)
            #expect(try await app.say("UNCHANGED", of: id).codes == ["40034"])
            #expect(try await app.say("FIXED", of: id, "Thanks.").status == 200)
            // The clock of the tests' database and ours agree to a second or so; the words must be later than the closing.
            let later = ["updated_datetime": Date(timeIntervalSinceNow: 60).formatted(.iso8601)]
            let reopened = try await app.say("OPEN", of: id, "It is back.", more: later)
            #expect(reopened.status == 200, "\(reopened.text)")
            #expect(
                try await app.kinds(of: id) == ["submitted", "completed", "closed", "confirmed", "reopened"]
            )
            // FixMyStreet passes over updates by the id it was given when it sent them.
            let updates = try await scene.updates()
            #expect(updates.compactMap { $0["status"]?.text } == ["fixed", "open"])
            #expect(updates.last?["update_id"]?.text == (try reopened.json[0]?["update_id"]?.text))
            #expect(!(try await scene.visitor.get(UpdateScene.list)).text.contains("back"))
            // It waits in its queue again.
            let (_, items) = try await scene.visitor.claim("works", key: key)
            #expect(items.count == 1)
        }
    }

    @Test func `what is said about a request that is confirmed already is kept beside it`() async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            try await scene.finish(#""outcome":"done""#, key: try await scene.key())
            let first = try await app.say("FIXED", of: id, "Thanks.")
            #expect(first.status == 200)
            // The same words once more are the same.
            #expect(try await app.say("CLOSED", of: id, "Thanks.").text == first.text)
            let second = try await app.say("FIXED", of: id, "But the edge is loose.")
            #expect(second.status == 200)
            #expect(second.text != first.text)
            #expect(try await app.say("FIXED", of: id, "Thanks.").text == first.text)
            let lines = try await scene.visitor.city.history.lines(of: id).filter { $0.kind == "confirmed" }
            #expect(lines.count == 2)
            #expect(lines.last?.detailJSON.contains("But the edge is loose.") == true)
            let update = try #require(second.json[0]?["update_id"]?.text)
            #expect(try scene.visitor.city.row.updates.event(for: update) == lines.last?.event)
            for number in 2..<WorkRules.standard.wordsADay {
                #expect(try await app.say("FIXED", of: id, "Word \(number).").status == 200)
            }
            #expect(try await app.say("FIXED", of: id, "One more.").status == 429)
            #expect(try await scene.updates().compactMap { $0["status"]?.text } == ["fixed"])
        }
    }

    @Test(arguments: ["UNCHANGED", "FIXED", "CLOSED"])
    func `a note takes 2,000 characters of the resident's, whatever stands before them`(status: String) async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            let words = String(repeating: "é", count: WorkRules.standard.longestWords)
            let answer = try await app.say(status, of: id, words)
            #expect(answer.status == 200, "\(answer.text)")
            let update = try #require(answer.json[0]?["update_id"]?.text)
            let line = try #require(try await scene.visitor.city.history.lines(of: id).last)
            #expect(try scene.visitor.city.row.updates.event(for: update) == line.event)
            #expect(line.detailJSON.contains(words))
            #expect(try await app.say(status, of: id, words + "é").codes == ["4008"])
        }
    }

    @Test func `the same update from many sides at a time is one event with one answer`() async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let key = try await scene.key()
            let open = try await app.submitted()
            try await scene.accept(key: key)
            let closed = try await app.submitted()
            try await scene.finish(#""outcome":"done""#, key: key)
            for (id, status) in [(open, "IN_PROGRESS"), (open, "FIXED"), (closed, "REOPEN")] {
                let before = try await app.kinds(of: id).count
                let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                    for _ in 0..<8 {
                        group.addTask { try await app.say(status, of: id, update: status, "Words of \(status).") }
                    }
                    return try await group.reduce(into: [Answer]()) { $0.append($1) }
                }
                #expect(answers.allSatisfy { $0.status == 200 }, "\(answers.map(\.text))")
                #expect(Set(answers.map(\.text)).count == 1)
                #expect(answers.count { $0[header: "Idempotent-Replayed"] == nil } == 1)
                #expect(try await app.kinds(of: id).count == before + 1)
            }
            // Long after, when it could not be said any more, the answer is still the same.
            try await scene.finish(#""outcome":"done""#, key: key)
            let again = try await app.say("REOPEN", of: closed, update: "REOPEN", "Words of REOPEN.")
            #expect(again.status == 200 && again[header: "Idempotent-Replayed"] == "true")
            #expect(try await app.kinds(of: closed).count { $0 == "reopened" } == 1)
            // Another update, and another client's of the same name, are others.
            let other = try await ClientApp("Other", of: scene)
            #expect(try await other.say("REOPEN", of: closed, update: "REOPEN").status == 200)
            #expect(try await scene.visitor.count("client_update") == 4)
        }
    }

    @Test func `a refused update leaves nothing behind and may be sent again`() async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            let key = try await scene.key()
            try await scene.finish(#""outcome":"not_found""#, key: key)
            let refused = try await app.say("FIXED", of: id, update: "1")
            #expect(refused.status == 400 && refused.text.contains("nobody can confirm"))
            #expect(try await scene.visitor.count("client_update") == 0)
            #expect(try await app.say("REOPEN", of: id, update: "1").status == 200)
            #expect(try await scene.visitor.count("client_update") == 1)
            for number in 0..<WorkRules.standard.wordsADay {
                #expect(try await app.say("OPEN", of: id, "Word \(number).").status == 200)
            }
            let tooMany = try await app.say("OPEN", of: id, update: "2", "One more.")
            #expect(tooMany.status == 429 && tooMany[header: "Retry-After"] != nil)
            #expect(try await scene.visitor.count("client_update") == 1 + WorkRules.standard.wordsADay)
        }
    }

    @Test func `of another's request a client may say that it is still there, and no more`() async throws {
        try await UpdateScene.with { scene in
            let (app, other) = (try await ClientApp(of: scene), try await ClientApp("Other", of: scene))
            let id = try await app.submitted()
            let key = try await scene.key()
            #expect(try await other.say("OPEN", of: id).codes == ["40034"])
            try await scene.finish(#""outcome":"done""#, key: key)
            #expect(try await other.say("FIXED", of: id).codes == ["40034"])
            let links = ["media_url": "https://example.org/not-mine.jpg"]
            #expect(try await other.say("REOPEN", of: id, more: links).status == 200)
            #expect(try await scene.visitor.get("/open311/v2/requests/\(id).json").json[0]?["media_url"] == .null)
            let hidden = try await app.submitted(
                ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"]
            )
            let police = try await scene.key("police")
            try await scene.finish(#""outcome":"done""#, "police", key: police)
            #expect(try await other.say("REOPEN", of: hidden).codes == ["40034"])
            #expect(try await app.say("REOPEN", of: hidden).status == 200)
            // Neither is told to anybody.
            #expect(!(try await scene.visitor.get(UpdateScene.list)).text.contains(hidden))
        }
    }

    @Test func `without a key of the city's nobody says anything`() async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            let test = try await ClientApp("App", at: .test, of: scene)
            for (key, code) in [("", "4031"), ("my-own", "4032"), (test.key, "4032"), (app.key + "x", "4032")] {
                for format in ["json", "xml"] {
                    let answer = try await app.say("OPEN", of: id, more: ["api_key": key], as: format)
                    #expect(answer.status == 403, "\(key)")
                    #expect(answer.text.contains(code), "\(answer.text)")
                }
            }
            #expect(try await app.kinds(of: id) == ["submitted"])
        }
    }

    @Test(arguments: [
        (["status": ""], ["40033"]), (["update_id": "", "update_id_ext": ""], ["40033"]),
        (["description": " "], ["40033"]), (["updated_datetime": ""], ["40033"]),
        (["service_request_id": ""], ["40033"]), (["status": "BROKEN"], ["40014"]),
        (["updated_datetime": "yesterday"], ["40012"]), (["updated_datetime": "2026-01-01T00:00:00"], ["40012"]),
        (["update_id": String(repeating: "x", count: 201)], ["4009"]),
        (["description": String(repeating: "x", count: 4001)], ["4008"]),
        (["description": String(repeating: "x", count: 2001)], ["4008"]),
        (["media_url": "javascript:alert(1)"], ["4009"]),
        (["status": "", "updated_datetime": "x"], ["40033", "40012"]),
        (["service_request_id": "NOSUCH"], ["4043"]), (["service_request_id": "4TNK0X9RC"], ["4043"]),
        (["jurisdiction_id": "elsewhere"], ["4042"]), (["status": "PLANNED"], ["40034"]),
    ])
    func `what is wrong is said, all of it, and nothing is written`(
        change: [String: String],
        codes: [String]
    ) async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            let body = Visitor.encoded(app.form("OPEN", of: id, more: change))
            let question = Question(
                method: .post,
                path: "v2/servicerequestupdates.*",
                status: codes == ["4043"] || codes == ["4042"] ? 404 : 400,
                root: "errors",
                headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: body
            )
            let both = try await scene.visitor.both(question)
            #expect(try both.json.codes == codes)
            #expect(try await app.kinds(of: id) == ["submitted"])
            #expect(try await scene.visitor.count("client_update") == 0)
        }
    }

    @Test func `an old client's update_id_ext will do, and blanks around an id do not matter`() async throws {
        try await UpdateScene.with { scene in
            let app = try await ClientApp(of: scene)
            let id = try await app.submitted()
            let first = try await app.say("OPEN", of: id, update: "9", more: ["update_id": ""])
            #expect(first.status == 200, "\(first.text)")
            let again = try await app.say("OPEN", of: " \(id.lowercased()) ", update: "9", more: ["update_id_ext": ""])
            #expect(again.text == first.text && again[header: "Idempotent-Replayed"] == "true")
        }
    }

    @Test func `a batch service's request is unknown until its id is out`() async throws {
        try await ServiceTypesTests.with { visitor in
            let scene = UpdateScene(visitor: visitor)
            let app = try await ClientApp(of: scene)
            let form = Visitor.pothole.merging(["api_key": app.key]) { own, _ in own }
            _ = try await visitor.post(Visitor.requests, raw: Visitor.encoded(form), headers: ["Accept": "*/*"])
            let number = try await visitor.database.pool.first("SELECT number FROM service_request") { row in
                try row.decode(Int64.self)
            }
            let id = try #require(try number.flatMap { try visitor.city.row.cipher.id(for: $0)?.text })
            #expect(try await app.say("OPEN", of: id).codes == ["4043"])
            try await scene.accept(key: try await scene.key())
            #expect(try await app.say("OPEN", of: id).status == 200)
        }
    }

    @Test func `the test endpoint takes updates with its own keys, and forgets them with their requests`() async throws
    {
        try await UpdateScene.with(change: {
            $0.sandbox.acceptsAfter = .milliseconds(100)
            $0.sandbox.closesAfter = .milliseconds(100)
            $0.sandbox.interval = .milliseconds(50)
        }) { scene in
            let app = try await ClientApp(at: .test, of: scene)
            let city = try scene.visitor.city
            let home = try #require(scene.visitor.server.cities.sandbox(of: city))
            let sandbox = Sandbox(
                pool: scene.visitor.server.pools.service,
                jurisdiction: home.row,
                rules: SandboxRules(keeping: .zero)
            )
            let id = try await app.submitted()
            let said = try await app.say("OPEN", of: id)
            // It may have been closed by itself already.
            #expect([200, 400].contains(said.status), "\(said.text)")
            #expect(try await eventually { try await app.say("REOPEN", of: id, update: "again").status == 200 })
            #expect(
                try await eventually {
                    // It must be closed again before it can be forgotten.
                    _ = try await sandbox.forgetOld(limit: 10)
                    return try await scene.visitor.count("service_request") == 0
                }
            )
            #expect(try await scene.visitor.count("client_update") == 0)
        }
    }
}
