import Boundaries
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// What is unlike the reports of people, from a normal reference to its owner's queue.
@Suite struct QuarantineTests {
    private static let pothole = ServiceRequest.Draft(
        serviceCode: "pothole",
        location: .address(""),
        description: "Deep."
    )

    /// A request in quarantine, as it comes in.
    private static func request(_ visitor: Visitor) async throws -> String {
        var draft = pothole
        draft.location = .point(try Coordinate(latitude: 10.01, longitude: 20.005))
        guard case .stored(let receipt, false) = try await visitor.city.submit(draft, suspicion: .busyClient) else {
            throw Missing(what: "a receipt")
        }
        #expect(receipt.serviceNotice.hasPrefix("A person looks at this first; then it goes to the department"))
        return receipt.id
    }

    private static func queues(_ visitor: Visitor) async throws -> [String] {
        try await visitor.database.pool.query(
            """
            SELECT q.name FROM ready r
              JOIN queue q ON q.jurisdiction = r.jurisdiction AND q.queue = r.queue ORDER BY q.name
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    @Test(.enabled(if: ReverseProxy.isInstalled, "\(ReverseProxy.absence)"))
    func `too many from one address have a normal reference and wait for a look; far too many wait`() async throws {
        try await TinyServer.with(
            .live,
            change: { configuration in
                configuration.trustedProxies = TrustedProxies(["127.0.0.1"].compactMap { NetworkRange($0) })
                configuration.limits.submissionsPerHour = 2
            },
            { visitor in
                guard let port = visitor.client.port else { throw Missing(what: "the server's port") }
                try await ReverseProxy.with(server: port) { proxy in
                    for _ in 1...8 {
                        let answer = try await proxy.submit(from: "198.51.100.7")
                        #expect(answer.status == 200)
                        #expect(answer.text.contains("service_request_id"))
                    }
                    #expect(try await proxy.submit(from: "198.51.100.7").status == 429)
                    // A neighbour, and the city's own app behind the same address.
                    #expect(try await proxy.submit(from: "198.51.100.8").status == 200)
                    let key = try await Clients(pool: visitor.database.pool)
                        .makeKey(for: "App", at: .production, in: visitor.city.row)
                    var form = Visitor.pothole
                    form["api_key"] = key.text
                    #expect(try await proxy.submit(form, from: "198.51.100.7").status == 200)
                    let waiting = try await Self.queues(visitor)
                    #expect(waiting.count { $0 == "triage/quarantine" } == 6)
                    #expect(waiting.count { $0 == "works/W" } == 4)
                }
            }
        )
    }

    @Test func `triage shows why and whose it is, and a press sends it there, once`() async throws {
        try await TinyServer.with { visitor in
            let id = try await Self.request(visitor)
            #expect(try await Self.queues(visitor) == ["triage/quarantine"])
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(record?["status"]?.text == "open")
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage")
            #expect(page.contains("<strong>1</strong> In quarantine"))
            #expect(page.contains("More reports came from its address within an hour than one household sends."))
            #expect(page.contains("Send it to Public Works, works/W"))
            for _ in 0..<2 {
                let sent = try await browser.send("/dispatch/requests/\(id)/release", of: page)
                #expect(sent.location == "/dispatch/triage?kind=quarantine&said=let-through", "\(sent.text)")
            }
            #expect(try await Self.queues(visitor) == ["works/W"])
            #expect(try await visitor.count("event WHERE kind = 'rerouted' AND item IS NULL") == 1)
            let after = try await browser.page("/dispatch/triage?kind=quarantine")
            #expect(after.contains("There is nothing of this kind."))
            #expect(try await visitor.verified())
        }
    }

    @Test func `the second of two supervisors, and a press on an older page, change nothing and are told so`()
        async throws
    {
        try await TinyServer.with { visitor in
            let id = try await Self.request(visitor)
            let (one, other) = (
                try await Browser(visitor, person: .supervisor), try await Browser(visitor, person: .supervisor)
            )
            let (first, second) = (try await one.page("/dispatch/triage"), try await other.page("/dispatch/triage"))
            #expect(try await one.send("/dispatch/requests/\(id)/release", of: first).status == 303)
            // Public Works has it in hand by now.
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works/W", key: key)
            #expect(items.count == 1 && lease != nil)
            let late = try await other.send("/dispatch/requests/\(id)/release", of: second)
            #expect(late.status == 409)
            #expect(late.text.contains("It was decided anew in the meantime"))
            #expect(try await visitor.count("event WHERE kind = 'rerouted' AND item IS NULL") == 1)
            #expect(try await visitor.count("lease") == 1)
            #expect(try await visitor.verified())
        }
    }

    @Test func `what nobody has looked at goes to its owner by itself; what somebody kept stays`() async throws {
        try await TinyServer.with { visitor in
            let kept = try await Self.request(visitor)
            let boss = Worker(department: "triage", name: "boss")
            let moves = try visitor.city.moves
            let result = try await visitor.database.pool.withConnection { connection throws(PostgresError) in
                try moves.keep(kept, reason: "We ask.", by: boss, on: connection)
            }
            #expect(result == .done(true))
            let ids = [try await Self.request(visitor), try await Self.request(visitor)]
            let quarantine = Quarantine(pool: visitor.database.pool, jurisdiction: try visitor.city.row)
            #expect(try await quarantine.waiting(longerThan: .seconds(3600), limit: 10) == [])
            let first = try await quarantine.waiting(longerThan: .zero, limit: 1)
            #expect(first.map(\.serviceRequestID) == [ids[0]])
            let all = try await quarantine.waiting(longerThan: .zero, limit: 10)
            #expect(all.map(\.serviceRequestID) == ids)
        }
        try await TinyServer.with(change: { $0.quarantine = .milliseconds(100) }) { visitor in
            let id = try await Self.request(visitor)
            #expect(try await eventually { try await Self.queues(visitor) == ["works/W"] })
            let lines = try await visitor.city.history.lines(of: id)
            #expect(lines.contains { $0.kind == "rerouted" && $0.actor == "dispatch311" })
            #expect(try await visitor.verified())
        }
    }

    @Test(arguments: Suspicion.allCases)
    func `the decision says why, and comes back from its JSON`(suspicion: Suspicion) async throws {
        try await TinyServer.with { visitor in
            var draft = Self.pothole
            draft.location = .point(try Coordinate(latitude: 10.01, longitude: 20.005))
            let decision = try #require(try visitor.city.assigner.assign(draft).decision)
            let held = decision.quarantined(suspicion)
            #expect(
                held.queue == "triage/quarantine" && held.suspicion == suspicion && held.priority == decision.priority
            )
            #expect(try RoutingDecision(json: held.json).json == held.json)
            #expect(held.quarantined(.busyPlace) == held)
        }
    }
}
