import Foundation
import GeoReport
import HummingbirdTesting
import Notices
import OpenMetrics
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// U4: updates sent to the systems that requests came from.
@Suite struct UpdatePushTests {
    /// The tiny city's server, quick to send, with another system that it sends to.
    private static func with(
        _ body: @Sendable (UpdateScene, ClientApp, OtherSystem) async throws -> Void
    ) async throws {
        try await OtherSystem.with { system in
            try await UpdateScene.with(.live, change: { $0.push = quick }) { scene in
                let app = try await ClientApp(of: scene)
                try await Self.name(app: "App", system, scene)
                try await body(scene, app, system)
            }
        }
    }

    private static let quick = PushLimits(
        interval: .milliseconds(50),
        pause: .milliseconds(100),
        answerTime: .seconds(5)
    )

    private static func pushes(_ scene: UpdateScene) throws -> ClientPushes {
        ClientPushes(pool: scene.visitor.database.pool, jurisdiction: try scene.visitor.city.row)
    }

    private static func name(app: String, _ system: OtherSystem, _ scene: UpdateScene) async throws {
        let isThere = try await pushes(scene).name(
            app,
            address: system.address,
            jurisdictionID: "2482",
            key: system.key
        )
        #expect(isThere)
    }

    private static func statuses(of id: String, at system: OtherSystem) -> [String] {
        system.received.filter { $0["service_request_id"] == id }.compactMap { $0["status"] }
    }

    @Test func `what happens to a client's requests is posted there with its own number, nobody else's is`()
        async throws
    {
        try await Self.with { scene, app, system in
            let id = try await app.submitted(
                Visitor.pothole.merging(["attribute[fixmystreet_id]": "4711"]) { _, new in new }
            )
            _ = try await scene.visitor.submitted()
            _ = try await app.submitted(["service_code": "person-in-need", "lat": "10.01", "long": "20.005"])
            let key = try await scene.key()
            let items = try await scene.accept(key: key)
            for item in items {
                try await scene.tell(item, "note", #"{"text":"Crew & truck.","public":true}"#, key: key)
                try await scene.tell(item, "note", #"{"text":"Keys are with Ann."}"#, key: key)
                try await scene.tell(item, "complete", #"{"outcome":"done"}"#, key: key)
            }
            try await scene.finish(#""outcome":"done""#, "police", key: try await scene.key("police"))
            #expect(try await eventually { system.received.count >= 3 })
            #expect(Self.statuses(of: id, at: system) == ["IN_PROGRESS", "IN_PROGRESS", "FIXED"])
            let told = try await scene.updates("?api_key=\(app.key)").filter { $0["service_request_id"]?.text == id }
            for (form, update) in zip(system.received, told) {
                for name in [
                    "update_id", "service_request_id", "updated_datetime", "description", "fixmystreet_id",
                    "customer_reference", "external_status_code",
                ] { #expect(form[name] == update[name]?.text, "\(name)") }
                #expect(form["jurisdiction_id"] == "2482")
            }
            #expect(system.received.first?["fixmystreet_id"] == "4711")
            // Time enough for whatever should not come.
            try await Task.sleep(for: .milliseconds(500))
            #expect(system.received.count == 3)
            #expect(try await Self.pushes(scene).all().first?.waiting == 0)
        }
    }

    @Test func `what was lost on the way is sent again, in order, and once where the other knows it`() async throws {
        try await Self.with { scene, app, system in
            let id = try await app.submitted()
            let key = try await scene.key()
            system.turn(.status(503))
            let item = try #require(try await scene.accept(key: key).first)
            for number in 0..<5 {
                try await scene.tell(item, "note", #"{"text":"Note \#(number).","public":true}"#, key: key)
            }
            #expect(try await eventually { system.calls >= 2 })
            #expect(try await Self.pushes(scene).all().first?.failures ?? 0 >= 1)
            #expect(try await Self.pushes(scene).all().first?.lastFailure == "it answered 503")
            system.turn(.deaf)
            #expect(try await eventually { system.received.count >= 1 })
            system.turn(.well)
            #expect(try await eventually { try await Self.pushes(scene).all().first?.waiting == 0 })
            let told = try await scene.updates().filter { $0["service_request_id"]?.text == id }
            #expect(system.received.compactMap { $0["update_id"] } == told.compactMap { $0["update_id"]?.text })
            #expect(try await eventually { try await Self.pushes(scene).all().first?.failures == 0 })
        }
    }

    @Test func `a request whose updates are refused holds up no other, and a dead client no other client`() async throws
    {
        try await Self.with { scene, app, system in
            try await OtherSystem.with(key: "dead") { dead in
                dead.turn(.silent)
                let other = try await ClientApp("Dead", of: scene)
                try await Self.name(app: "Dead", dead, scene)
                let (first, second) = (try await app.submitted(), try await app.submitted())
                _ = try await other.submitted()
                system.refuse(first)
                let key = try await scene.key()
                let items = try await scene.accept(key: key)
                for item in items { try await scene.tell(item, "complete", #"{"outcome":"done"}"#, key: key) }
                #expect(try await eventually { Self.statuses(of: second, at: system) == ["IN_PROGRESS", "FIXED"] })
                #expect(Self.statuses(of: first, at: system) == [])
                #expect(try await eventually { dead.calls >= 1 })
                #expect(try await eventually { try await Self.pushes(scene).all().map(\.waiting) == [2, 2] })
                #expect(try await Self.pushes(scene).all().map(\.client) == ["App", "Dead"])
                system.refuse(nil)
                #expect(try await eventually { Self.statuses(of: first, at: system) == ["IN_PROGRESS", "FIXED"] })
                // It is there before it is counted.
                #expect(try await eventually { try scene.visitor.city.meter.pushes[.sent]?.value ?? 0 >= 4 })
                #expect(try await Self.pushes(scene).end("Dead"))
                #expect(try await Self.pushes(scene).end("Dead") == false)
                // It is there before we are told that it is.
                #expect(try await eventually { try await scene.visitor.count("client_outbox") == 0 })
            }
        }
    }

    @Test func `an update that the other system breaks at holds up its own request and no other`() async throws {
        try await Self.with { scene, app, system in
            let (first, second) = (try await app.submitted(), try await app.submitted())
            system.stumble(over: first)
            let key = try await scene.key()
            let items = try await scene.accept(key: key)
            for item in items { try await scene.tell(item, "complete", #"{"outcome":"done"}"#, key: key) }
            #expect(try await eventually { Self.statuses(of: second, at: system) == ["IN_PROGRESS", "FIXED"] })
            #expect(Self.statuses(of: first, at: system) == [])
            system.stumble(over: nil)
            #expect(try await eventually { Self.statuses(of: first, at: system) == ["IN_PROGRESS", "FIXED"] })
        }
    }

    @Test func `an answer that stalls is a failure like any other, and the next try brings the update`() async throws {
        try await OtherSystem.with { system in
            let limits = PushLimits(
                interval: .milliseconds(50),
                pause: .milliseconds(100),
                answerTime: .milliseconds(500)
            )
            try await UpdateScene.with(.live, change: { $0.push = limits }) { scene in
                let app = try await ClientApp(of: scene)
                try await Self.name(app: "App", system, scene)
                system.turn(.stalled)
                _ = try await app.submitted()
                try await scene.accept(key: try await scene.key())
                #expect(
                    try await eventually {
                        try await Self.pushes(scene).all().first?.lastFailure == "no answer in time, or no connection"
                    }
                )
                system.turn(.well)
                #expect(try await eventually { try await Self.pushes(scene).all().first?.waiting == 0 })
                #expect(system.received.count == 1)
            }
        }
    }

    @Test func `the other system's key is in no line of the log, whatever goes wrong`() async throws {
        let recorder = LogRecorder()
        try await OtherSystem.with(key: "theirs-4711-token") { system in
            try await TinyServer.with(.live, logger: recorder.logger, change: { $0.push = Self.quick }) { visitor in
                let scene = UpdateScene(visitor: visitor)
                let app = try await ClientApp(of: scene)
                try await Self.name(app: "App", system, scene)
                system.turn(.status(500))
                let id = try await app.submitted()
                try await scene.accept(key: try await scene.key())
                #expect(try await eventually { system.calls >= 2 })
                system.refuse(id)
                system.turn(.well)
                let calls = system.calls
                #expect(try await eventually { system.calls >= calls + 2 })
                system.refuse(nil)
                #expect(try await eventually { system.received.count == 1 })
            }
            #expect(recorder.lines.contains { $0.contains("Updates could not be sent to a client") })
            #expect(!recorder.lines.contains { $0.contains("theirs-4711") || $0.contains(system.address) })
        }
    }

    @Test func `what the client said itself is not sent back to it`() async throws {
        try await Self.with { scene, app, system in
            let id = try await app.submitted()
            let key = try await scene.key()
            try await scene.finish(#""outcome":"done""#, key: key)
            #expect(try await app.say("REOPEN", of: id).status == 200)
            try await scene.accept(key: key)
            #expect(try await eventually { Self.statuses(of: id, at: system).count == 2 })
            #expect(Self.statuses(of: id, at: system) == ["FIXED", "IN_PROGRESS"])
        }
    }

    @Test func `two servers send each update once, in order`() async throws {
        try await OtherSystem.with { system in
            try await UpdateScene.with(.live, change: { $0.push = Self.quick }) { scene in
                let app = try await ClientApp(of: scene)
                let second = try await buildApplication(
                    configuration: {
                        var configuration = TinyServer.configuration(scene.visitor.database)
                        configuration.push = Self.quick
                        return configuration
                    }(),
                    logger: TinyServer.logger
                )
                try await second.application.test(.live) { _ in
                    try await Self.name(app: "App", system, scene)
                    let key = try await scene.key()
                    for _ in 0..<5 { _ = try await app.submitted() }
                    let items = try await scene.accept(key: key)
                    for item in items {
                        for number in 0..<4 {
                            let note = #"{"text":"Note \#(number).","public":true}"#
                            try await scene.tell(item, "note", note, key: key)
                        }
                    }
                    #expect(try await eventually { system.received.count == 25 })
                    #expect(system.calls == 25)
                    let told = try await scene.updates()
                    for (id, forms) in Dictionary(grouping: system.received, by: { $0["service_request_id"] }) {
                        let own = told.filter { $0["service_request_id"]?.text == id }
                        #expect(forms.map { $0["update_id"] } == own.map { $0["update_id"]?.text })
                    }
                }
            }
        }
    }

    @Test(
        arguments: [
            (200, "", .delivered), (201, "x", .delivered), (409, "", .delivered),
            (400, "Bad request: already exists", .delivered), (400, "Bad request: not found", .refused),
            (404, "", .refused), (422, "", .refused),
            (400, "Bad request: api_key", .failed("it does not take our key or jurisdiction_id (400)")),
            (401, "", .failed("it answered 401")), (403, "", .failed("it answered 403")),
            (429, "", .failed("it answered 429")), (500, "", .failed("it answered 500")),
            (302, "", .failed("it answered 302")),
        ] as [(Int, String, PushVerdict)]
    )
    func `an answer means what FixMyStreet means by it`(status: Int, text: String, verdict: PushVerdict) {
        #expect(PushVerdict(FormPost.Answer(status: status, text: text)) == verdict)
    }
}
