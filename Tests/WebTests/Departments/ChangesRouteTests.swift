import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct ChangesRouteTests {
    @Test func `a department follows its work from a cursor to the next`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let key = ["Authorization": "Bearer \(try await visitor.key("works"))"]
            try await Self.settle(visitor)
            let first = try await visitor.get("/api/v1/changes", headers: key).json
            #expect(first.names == ["changes", "cursor", "more", "lag_seconds"])
            let change = try #require(first["changes"]?[0])
            #expect(
                change.names == [
                    "cursor", "event_id", "service_request_id", "item_id", "event", "at", "department", "counterpart",
                    "actor", "detail",
                ]
            )
            #expect(change["service_request_id"]?.text == id)
            #expect(change["event"]?.text == "submitted")
            #expect(change["detail"]?.names.contains("catalog_version") == true)
            let cursor = try #require(first["cursor"]?.text)
            #expect(
                try await visitor.get("/api/v1/changes?cursor=\(cursor)", headers: key).json["changes"]?.elements == []
            )
            let now = try await visitor.get("/api/v1/changes?cursor=now", headers: key).json
            #expect(now["changes"]?.elements == [])
            _ = try await visitor.submitted()
            try await Self.settle(visitor)
            for start in [cursor, try #require(now["cursor"]?.text)] {
                let next = try await visitor.get("/api/v1/changes?cursor=\(start)&limit=1", headers: key).json
                #expect(next["changes"]?.elements.count == 1)
            }
        }
    }

    @Test func `nobody's contact details and no other department's work is in it`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            (form["email"], form["phone"], form["first_name"]) = ("resident@mail.example", "555-0199", "Ada")
            _ = try await visitor.submitted(form)
            try await Self.settle(visitor)
            let own = ["Authorization": "Bearer \(try await visitor.key("works"))"]
            let answer = try await visitor.get("/api/v1/changes", headers: own)
            #expect(try answer.json["changes"]?.elements.count == 1)
            for secret in ["resident@mail.example", "555-0199", "Ada"] { #expect(!answer.text.contains(secret)) }
            let other = ["Authorization": "Bearer \(try await visitor.key("parks"))"]
            #expect(try await visitor.get("/api/v1/changes", headers: other).json["changes"]?.elements == [])
        }
    }

    @Test(arguments: [
        ("cursor=abc", "bad_request"), ("cursor=AQAAAAAAAAABAAAAAAAAAAF", "bad_request"), ("limit=0", "bad_request"),
        ("limit=1001", "bad_request"), ("limit=ten", "bad_request"), ("cursor=%zz", "bad_request"),
        ("cursor=AX__________AAAAAAAAAAE", "cursor_ahead"),
    ])
    func `a cursor or a limit that cannot be is refused`(query: String, code: String) async throws {
        try await TinyServer.with { visitor in
            let key = ["Authorization": "Bearer \(try await visitor.key("works"))"]
            let answer = try await visitor.get("/api/v1/changes?\(query)", headers: key)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json["error"]?["code"]?.text == code)
            #expect(try await visitor.get("/api/v1/changes").status == 401)
        }
    }

    /// Waits until what was written can be read: transactions in other databases hold it back, too.
    private static func settle(_ visitor: Visitor) async throws {
        #expect(try await eventually { try await visitor.count("event WHERE xid >= event_horizon()") == 0 })
    }
}
