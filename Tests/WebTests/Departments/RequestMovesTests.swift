import HTTPTypes
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct RequestMovesTests {
    /// A pothole in the west that public works have accepted; gives its id, its item and a key of works'.
    private func accepted(_ visitor: Visitor) async throws -> (id: String, item: Int, key: String) {
        let id = try await visitor.submitted()
        let key = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", key: key)
        let item = try #require(items.first)
        _ = try await visitor.outcomes("leases/\(lease ?? "")/accept", "{\"items\":[{\"item_id\":\(item)}]}", key: key)
        return (id, item, key)
    }

    /// Every row that a move could write.
    private func everything(_ visitor: Visitor) async throws -> [String] {
        var rows: [String] = []
        for table in ["work_item", "ready", "lease", "accepted", "service_request", "event", "idempotency", "deadline"]
        {
            rows += try await visitor.database.pool.query(
                "SELECT \(unescaped: "'\(table) ' || t.*::text") FROM \(unescaped: table) t ORDER BY 1"
            ) { row throws(PostgresError) in try row.decode(String.self) }
        }
        return rows
    }

    @Test func `a corrected place and service give another decision, and residents and clients see it`() async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await accepted(visitor)
            let body = #"{"service_code":"fallen-tree","lat":10.01,"long":20.035,"reason":"A tree lies there."}"#
            let answer = try await visitor.call("items/\(item)/reroute", body, key: key)
            #expect(answer.status == 200, "\(answer.text)")
            let told = try answer.json
            #expect(told.names == ["service_request_id", "department", "expected_datetime", "legs"])
            #expect(told["department"]?.text == "parks")
            #expect(told["legs"]?.elements.compactMap { $0["change"]?.text } == ["added", "moved"])
            #expect(told["legs"]?.elements.compactMap { $0["queue"]?.text } == ["parks", "works/E"])
            #expect(told["legs"]?[1]?["item_id"]?.integer == item)
            let record = try await visitor.get("/open311/v2/requests/\(id).json?extensions=true").json[0]
            #expect(record?["agency_responsible"]?.text == "Parks")
            #expect(record?["service_code"]?.text == "fallen-tree")
            #expect(record?["status"]?.text == "open")
            #expect(record?["service_notice"]?.text?.contains("Parks") == true)
            #expect(record?["expected_datetime"]?.text == told["expected_datetime"]?.text)
            let page = try await visitor.page("/r/\(id)").words
            for text in [
                "The report was corrected. It moved from Public Works to Parks.", "A tree lies there.",
                "It is in the queue of Parks.", "It is in the queue of Public Works.", "It also goes to Parks.",
            ] { #expect(page.contains(text), "\(text)") }
            // It is no longer theirs.
            let late = try await visitor.call("items/\(item)/reroute", body, key: key)
            #expect(late.status == 409)
            #expect(try late.json["error"]?["code"]?.text == "item_not_yours")
        }
    }

    @Test func `what is not given stays, and answers are corrected one by one`() async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await accepted(visitor)
            let body = #"{"attributes":{"depth":"Deep"},"reason":"Deep."}"#
            let answer = try await visitor.call("items/\(item)/reroute", body, key: key)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(try answer.json["legs"]?.elements.compactMap { $0["change"]?.text } == ["kept"])
            let row = try await visitor.database.pool.first(
                """
                SELECT r.attributes::text || ' ' || r.latitude || ' ' || w.priority
                  FROM service_request r JOIN work_item w USING (jurisdiction, number)
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(row == #"{"depth": ["deep"]} 10.01 1"#)
            #expect(try await visitor.page("/r/\(id)").words.contains("was corrected. It stays with Public Works."))
            let same = try await visitor.call("items/\(item)/reroute", #"{"reason":"Are you sure?"}"#, key: key)
            #expect(same.status == 200, "\(same.text)")
            let page = try await visitor.page("/r/\(id)").words
            #expect(page.contains("was looked at again. It stays with Public Works."), "\(page)")
            // The same call with the same key is answered the same.
            let key2 = ["Idempotency-Key": "one"]
            let place = #"{"lat":10.01,"long":20.015,"reason":"In the park."}"#
            let first = try await visitor.call("items/\(item)/reroute", place, key: key, headers: key2)
            let again = try await visitor.call("items/\(item)/reroute", place, key: key, headers: key2)
            #expect(first.status == 200)
            #expect(again.text == first.text)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            #expect(try await visitor.count("event WHERE kind = 'rerouted' AND item IS NULL") == 3)
        }
    }

    @Test(arguments: [
        (#"{"service_code":"pothoel","reason":"x"}"#, 400, "did you mean “pothole”"),
        (#"{"lat":11,"long":21,"reason":"x"}"#, 400, "Call your own town."),
        (#"{"lat":10.01,"reason":"x"}"#, 400, "expected long, degrees"),
        (#"{"lat":95,"long":20,"reason":"x"}"#, 400, "lat: expected a latitude"),
        (#"{"lat":"10","long":20,"reason":"x"}"#, 400, "lat: expected degrees as a number"),
        (#"{"attributes":{"depth":"bottomless"},"reason":"x"}"#, 400, "attributes.depth:"),
        (#"{"attributes":{"colour":"red"},"reason":"x"}"#, 400, "attributes.colour: expected a question"),
        (#"{"attributes":["deep"],"reason":"x"}"#, 400, "attributes: expected an object"),
        (#"{"attributes":{"depth":7},"reason":"x"}"#, 400, "attributes.depth: expected a text"),
        (#"{"service_code":"noise"}"#, 400, "expected reason, why it goes elsewhere"),
        (#"{"service_code":"noise","reason":"  "}"#, 400, "expected reason, why it goes elsewhere"),
        (#"{"service_code":"noise","reason":7}"#, 400, "reason: expected text"),
        (#"{"service":"noise","reason":"x"}"#, 400, "expected only service_code"),
        (#"[]"#, 400, "expected a JSON object"),
    ])
    func `a correction that is none is refused, and nothing is written`(
        body: String,
        status: Int,
        words: String
    ) async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await accepted(visitor)
            let boss = try await visitor.key("triage", scopes: [.supervise])
            let before = try await everything(visitor)
            for (path, key) in [("items/\(item)/reroute", key), ("requests/\(id)/reroute", boss)] {
                let answer = try await visitor.call(path, body, key: key, headers: ["Idempotency-Key": "k"])
                #expect(answer.status == status, "\(answer.text)")
                #expect(answer.text.contains(words), "\(answer.text)")
            }
            #expect(try await everything(visitor) == before)
        }
    }

    @Test func `another department is asked for help, in the queue it has there or the one that is named`() async throws
    {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await accepted(visitor)
            let body = #"{"department":"police","reason":"Traffic."}"#
            let answer = try await visitor.call("items/\(item)/legs", body, key: key)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(try answer.json.names == ["item_id", "department", "queue", "change", "due_datetime"])
            #expect(try answer.json["queue"]?.text == "police/1")
            let again = try await visitor.call("items/\(item)/legs", body, key: key)
            #expect(again.status == 409)
            #expect(try again.json["error"]?["code"]?.text == "asked_already")
            let named = #"{"department":"parks","queue":"parks/2","reason":"Roots."}"#
            #expect(try await visitor.call("items/\(item)/legs", named, key: key).json["queue"]?.text == "parks/2")
            let before = try await everything(visitor)
            for (body, words) in [
                (#"{"department":"works","reason":"x"}"#, "expected another department"),
                (#"{"department":"atlantis","reason":"x"}"#, "expected the code of a department"),
                (#"{"department":"triage","queue":"works/W","reason":"x"}"#, "expected a queue of triage"),
                (#"{"department":"triage","queue":"triage/1","reason":"x"}"#, "expected a queue of triage"),
                (#"{"reason":"x"}"#, "expected department"), (#"{"department":"triage"}"#, "expected reason"),
            ] {
                let answer = try await visitor.call("items/\(item)/legs", body, key: key)
                #expect(answer.status == 400)
                #expect(answer.text.contains(words), "\(answer.text)")
            }
            #expect(try await everything(visitor) == before)
            let page = try await visitor.page("/r/\(id)").words
            for text in [
                "Police was asked for help by Public Works.", "Traffic.", "It is in the queue of Police.",
                "Public Works took it on and is working on it.",
            ] { #expect(page.contains(text), "\(text)") }
            // One public status: open until the last of them is done.
            let done = #"{"outcome":"done"}"#
            #expect(try await visitor.outcomes("items/\(item)/complete", done, key: key) == ["ok"])
            #expect(try await visitor.get("/open311/v2/requests/\(id).json").json[0]?["status"]?.text == "open")
        }
    }

    @Test func `a public note is on the resident's page, another is not`() async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await accepted(visitor)
            for body in [#"{"text":"We come on Tuesday.","public":true}"#, #"{"text":"He shouts.","public":false}"#] {
                #expect(try await visitor.call("items/\(item)/note", body, key: key).status == 200)
            }
            #expect(try await visitor.call("items/\(item)/note", #"{"text":"Bring a rope."}"#, key: key).status == 200)
            let page = try await visitor.page("/r/\(id)").words
            #expect(page.contains("Public Works says: We come on Tuesday."))
            #expect(!page.contains("He shouts.") && !page.contains("rope"))
            let desk = try await Browser(visitor, key: key).page("/desk/items/\(item)")
            for text in ["We come on Tuesday.", "He shouts.", "Bring a rope."] { #expect(desk.contains(text)) }
            let before = try await everything(visitor)
            for (body, words) in [
                (#"{}"#, "expected text, the note"), (#"{"text":""}"#, "expected text, the note"),
                (#"{"text":"x","public":"yes"}"#, "public: expected true or false"),
                ("{\"text\":\"\(String(repeating: "x", count: 2001))\"}", "at most 2000 characters"),
            ] {
                let answer = try await visitor.call("items/\(item)/note", body, key: key)
                #expect(answer.status == 400)
                #expect(answer.text.contains(words), "\(answer.text)")
            }
            let foreign = try await visitor.key("police")
            let refused = try await visitor.call("items/\(item)/note", #"{"text":"x"}"#, key: foreign)
            #expect(refused.status == 409)
            #expect(try await everything(visitor) == before)
        }
    }

    @Test func `a question is on the resident's page, and staff read what the resident says to it`() async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await accepted(visitor)
            let body = #"{"text":"Which <door>?","question":true,"worker":"crew 7"}"#
            let keyed = ["Idempotency-Key": "ask-1"]
            for _ in 0..<2 {
                let answer = try await visitor.call("items/\(item)/note", body, key: key, headers: keyed)
                #expect(answer.status == 200)
                #expect(answer.text == #"{"item_id":\#(item),"public":false,"question":true}"#)
            }
            #expect(try await visitor.count("event WHERE kind = 'question'") == 1)
            let asked = try await visitor.page("/r/\(id)").words
            #expect(asked.contains("Public Works asked the person who reported it a question."))
            #expect(!asked.contains("door"))
            let moves = try visitor.city.moves
            #expect(try await moves.answer("The <green> one.", to: id) == .done(true))
            #expect(try await moves.note("It grows.", of: id) == .done(true))
            let page = try await visitor.page("/r/\(id)").words
            #expect(
                page.contains("Whoever reported it answered.") && page.contains("Whoever reported it added a note.")
            )
            #expect(!page.contains("green") && !page.contains("grows"))
            let desk = try await Browser(visitor, key: key).page("/desk/items/\(item)")
            for text in [
                "Public Works asked the resident", "Which &lt;door&gt;?", "The resident answered",
                "The &lt;green&gt; one.", "A note of the resident", "It grows.",
            ] { #expect(desk.contains(text), "\(text)") }
            let reading = ["Authorization": "Bearer \(try await visitor.key("works", scopes: [.read]))"]
            // Other transactions of the server may still be running, of which changes keep behind.
            let isTold = try await eventually {
                let changes = try await visitor.get("/api/v1/changes", headers: reading).text
                return [#""question""#, #""answer""#, "The <green> one."].allSatisfy { changes.contains($0) }
            }
            #expect(isTold)
            let done = #"{"outcome":"done"}"#
            #expect(try await visitor.outcomes("items/\(item)/complete", done, key: key) == ["ok"])
            #expect(try await moves.confirm(id) == .done(true))
            #expect(try await visitor.page("/r/\(id)").words.contains("Whoever reported it found it fixed."))
            let file = try await Browser(visitor, key: key).page("/dispatch/requests/\(id)")
            #expect(file.contains("The resident says that it is fixed"))
            for (body, words) in [
                (#"{"text":"x","question":1}"#, "question: expected true or false"),
                (#"{"text":"x","question":true,"public":true}"#, "public: expected false or nothing with a question"),
            ] {
                let answer = try await visitor.call("items/\(item)/note", body, key: key)
                #expect(answer.status == 400)
                #expect(answer.text.contains(words), "\(answer.text)")
            }
        }
    }

    @Test func `a supervisor calls off, opens again and reroutes any request, nobody else does`() async throws {
        try await TinyServer.with { visitor in
            let (id, item, key) = try await accepted(visitor)
            let boss = try await visitor.key("triage", scopes: [.supervise])
            let why = #"{"reason":"Reported by mistake.","worker":"desk 2"}"#
            for move in ["cancel", "reopen", "reroute"] {
                #expect(try await visitor.call("requests/\(id)/\(move)", why, key: key).status == 403)
                #expect(try await visitor.call("requests/000000000/\(move)", why, key: boss).status == 404)
                #expect(try await visitor.call("requests/nonsense/\(move)", why, key: boss).status == 404)
                #expect(try await visitor.call("requests/\(id)/\(move)", "{}", key: boss).status == 400)
            }
            #expect(try await visitor.call("items/\(item)/note", #"{"text":"x"}"#, key: boss).status == 403)
            #expect(try await visitor.call("items/\(item)/legs", why, key: boss).status == 403)
            let open = try await visitor.call("requests/\(id)/reopen", why, key: boss)
            #expect(open.status == 409)
            #expect(try open.json["error"]?["code"]?.text == "already_open")

            let cancelled = try await visitor.call("requests/\(id.lowercased())/cancel", why, key: boss)
            #expect(cancelled.status == 200, "\(cancelled.text)")
            #expect(try cancelled.json["status"]?.text == "closed")
            #expect(try cancelled.json["legs"]?[0]?["change"]?.text == "cancelled")
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(record?["status"]?.text == "closed")
            #expect(record?["status_notes"]?.text == "Reported by mistake.")
            let page = try await visitor.page("/r/\(id)").words
            for text in ["Closed", "The report was called off.", "Reported by mistake."] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(try await visitor.outcomes("items/\(item)/complete", #"{"outcome":"done"}"#, key: key) != ["ok"])
            for move in ["cancel", "reroute"] {
                let late = try await visitor.call("requests/\(id)/\(move)", why, key: boss)
                #expect(late.status == 409)
                #expect(try late.json["error"]?["code"]?.text == "already_closed")
            }
            let reopened = try await visitor.call("requests/\(id)/reopen", why, key: boss)
            #expect(try reopened.json["status"]?.text == "open")
            #expect(try reopened.json["legs"]?[0]?["item_id"]?.integer == item)
            let now = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(now?["status"]?.text == "open")
            #expect(now?["status_notes"]?.text == nil)
            let rerouted = try await visitor.call(
                "requests/\(id)/reroute",
                #"{"service_code":"noise","reason":"Noise."}"#,
                key: boss
            )
            #expect(try rerouted.json["department"]?.text == "police")
            let history = try await visitor.city.history.lines(of: id)
            #expect(history.filter { $0.kind == "cancelled" }.map(\.actor) == ["triage/desk 2"])
            let staff = try await Browser(visitor, "police").page("/dispatch/requests/\(id)")
            #expect(staff.contains("Decided anew: from Public Works to Police"))
        }
    }
}
