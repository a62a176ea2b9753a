import HummingbirdTesting
import Logging
import TestSupport
import Testing

@testable import Web

/// How many reports one client may send, behind a real proxy and without one.
@Suite struct SubmissionGateTests {
    private static func behindProxy(
        trusting proxies: [String] = ["127.0.0.1"],
        perHour count: Int? = 3,
        log: LogRecorder? = nil,
        _ body: @Sendable (Visitor, ReverseProxy) async throws -> Void
    ) async throws {
        try await TinyServer.with(
            .live,
            logger: log?.logger ?? TinyServer.logger,
            change: { configuration in
                configuration.trustedProxies = TrustedProxies(proxies.compactMap { NetworkRange($0) })
                configuration.limits.submissionsPerHour = count
            },
            { visitor in
                guard let port = visitor.client.port else { throw Missing(what: "the server's port") }
                try await ReverseProxy.with(server: port) { proxy in try await body(visitor, proxy) }
            }
        )
    }

    @Test(.enabled(if: ReverseProxy.isInstalled, "\(ReverseProxy.absence)"))
    func `one IPv4 address is told to wait, its neighbour is not, and a forged list of hops helps nobody`() async throws
    {
        try await Self.behindProxy { visitor, proxy in
            // As many as usual, and three times as many into quarantine.
            for _ in 1...12 { #expect(try await proxy.submit(from: "198.51.100.7").status == 200) }
            let refused = try await proxy.submit(from: "198.51.100.7")
            #expect(refused.status == 429)
            #expect(refused.text.contains("expected at most 3 reports an hour from one address"))
            let wait = refused.text.firstMatch(of: #/(?i)retry-after: (\d+)/#).flatMap { Int($0.output.1) } ?? 0
            #expect((1...1201).contains(wait))
            for forged in ["203.0.113.1", "203.0.113.2, 203.0.113.3", "127.0.0.1", "198.51.100.8", "unknown", ""] {
                let answer = try await proxy.submit(from: "198.51.100.7", forwardedFor: forged)
                #expect(answer.status == 429, "\(forged)")
            }
            #expect(try await proxy.submit(from: "198.51.100.8").status == 200)
            #expect(try await visitor.count("service_request") == 13)
            // What is read is never refused.
            #expect(try await visitor.get("/open311/v2/services.json").status == 200)
        }
    }

    @Test(.enabled(if: ReverseProxy.isInstalled, "\(ReverseProxy.absence)"))
    func `an IPv6 household is one client whatever its addresses, and a site is four of them`() async throws {
        try await Self.behindProxy(perHour: 1) { (_: Visitor, proxy: ReverseProxy) async throws in
            for end in 1...4 { #expect(try await proxy.submit(from: "2001:db8:1:1::\(end)").status == 200) }
            #expect(try await proxy.submit(from: "2001:db8:1:1:ffff::9").status == 429)
            for household in 2...4 {
                for end in 1...4 {
                    #expect(try await proxy.submit(from: "2001:db8:1:\(household)::\(end)").status == 200)
                }
            }
            #expect(try await proxy.submit(from: "2001:db8:1:5::1").status == 429)
            #expect(try await proxy.submit(from: "2001:db8:2:5::1").status == 200)
        }
    }

    @Test(.enabled(if: ReverseProxy.isInstalled, "\(ReverseProxy.absence)"))
    func `behind a proxy that is not named nobody is counted, and that is told once`() async throws {
        let log = LogRecorder()
        try await Self.behindProxy(trusting: [], log: log) { (_: Visitor, proxy: ReverseProxy) async throws in
            for _ in 1...5 { #expect(try await proxy.submit(from: "198.51.100.7").status == 200) }
        }
        #expect(log.lines.count { $0.contains("A proxy in front is not named") } == 1)
    }

    @Test func `without a limit, or from the machine itself, as many as come`() async throws {
        for count in [3, nil] {
            try await TinyServer.with(.live, change: { $0.limits.submissionsPerHour = count }) { visitor in
                for _ in 1...5 { _ = try await visitor.submitted() }
                let forged = ["X-Forwarded-For": "198.51.100.7"]
                for _ in 1...5 { #expect(try await visitor.submit(headers: forged).status == 200) }
            }
        }
    }
}
