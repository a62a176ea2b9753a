import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// What goes into quarantine and what never does, as it comes over the network.
@Suite(.enabled(if: ReverseProxy.isInstalled, "\(ReverseProxy.absence)"))
struct QuarantineGateTests {
    private static let address = "198.51.100.7"

    private static func with(
        perHour count: Int,
        _ body: @Sendable (Visitor, ReverseProxy) async throws -> Void
    ) async throws {
        try await TinyServer.with(
            .live,
            change: { configuration in
                configuration.trustedProxies = TrustedProxies(["127.0.0.1"].compactMap { NetworkRange($0) })
                configuration.limits.submissionsPerHour = count
            },
            { visitor in
                guard let port = visitor.client.port else { throw Missing(what: "the server's port") }
                try await ReverseProxy.with(server: port) { proxy in try await body(visitor, proxy) }
            }
        )
    }

    /// Of each request why a person looks at it first, or its queue, in the order they came.
    private static func standings(_ visitor: Visitor) async throws -> [String] {
        try await visitor.database.pool.query(
            """
            SELECT coalesce(e.detail ->> 'suspicion', q.name) FROM work_item w
              JOIN queue q ON q.jurisdiction = w.jurisdiction AND q.queue = w.queue
              JOIN event e ON e.jurisdiction = w.jurisdiction AND e.number = w.number AND e.kind = 'submitted'
             ORDER BY w.item
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    @Test func `too many on the city's own pages have a normal reference and are told that a person looks first`()
        async throws
    {
        try await Self.with(perHour: 1) { visitor, proxy in
            var ids: [String] = []
            for _ in 1...2 {
                let draft = try await visitor.draft()
                let sent = try await proxy.post(["draft": draft], to: "/report/check", from: Self.address)
                #expect(sent.status == 303, "\(sent.text.prefix(300))")
                let match = sent.text.firstMatch(of: #/(?i)location: \S*?/r/(\w{9})\?key=/#)
                ids.append(String(try #require(match).output.1))
            }
            #expect(try await Self.standings(visitor) == ["works/W", "busy_client"])
            let first = "A person looks at this first; then it goes to the department"
            #expect(try await !visitor.page("/r/\(ids[0])").text.contains(first))
            #expect(try await visitor.page("/r/\(ids[1])").text.contains(first))
        }
    }

    @Test func `what employees write down, and what is only tried out, is never in quarantine`() async throws {
        try await Self.with(perHour: 1) { visitor, proxy in
            let browser = try await Browser(visitor)
            for _ in 1...3 {
                let draft = try await visitor.draft()
                let sent = try await proxy.post(
                    ["draft": draft],
                    to: "/report/check?channel=phone",
                    from: Self.address,
                    headers: ["Cookie: \(browser.cookie)"]
                )
                #expect(sent.status == 303, "\(sent.text.prefix(300))")
            }
            for _ in 1...3 {
                let path = "/open311/test/v2/requests.json"
                let tried = try await proxy.post(Visitor.pothole, to: path, from: "198.51.100.8")
                #expect(tried.status == 200, "\(tried.text.prefix(300))")
            }
            #expect(try await Self.standings(visitor) == Array(repeating: "works/W", count: 6))
        }
    }

    @Test func `more about one place than people send waits for a look`() async throws {
        try await Self.with(perHour: 1000) { visitor, proxy in
            for number in 0...ReportWatch.perPlace {
                // From another address each: what counts is the place.
                let sent = try await proxy.submit(from: "198.51.100.\(number + 1)")
                #expect(sent.status == 200)
            }
            let before = Array(repeating: "works/W", count: ReportWatch.perPlace)
            #expect(try await Self.standings(visitor) == before + ["busy_place"])
        }
    }

    @Test func `the same words about more places than anybody sees wait for a look`() async throws {
        try await Self.with(perHour: 1000) { visitor, proxy in
            for number in 0...ReportWatch.placesPerText {
                var form = Visitor.pothole
                form["lat"] = "10.\(1002 + number * 11)".replacing("10.1", with: "10.0")
                form["description"] =
                    number.isMultiple(of: 2) ? "Visit our shop for cheap tires" : "VISIT our shop, for cheap tires!"
                let sent = try await proxy.submit(form, from: "198.51.100.\(number + 1)")
                #expect(sent.status == 200, "\(sent.text.prefix(300))")
            }
            let before = Array(repeating: "works/W", count: ReportWatch.placesPerText)
            #expect(try await Self.standings(visitor) == before + ["repeated_words"])
        }
    }
}
