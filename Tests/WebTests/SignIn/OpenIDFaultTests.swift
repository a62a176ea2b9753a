import Foundation
import OpenIDConnect
import Store
import TestSupport
import Testing

@testable import Web

/// A provider that is away, slow or broken.
@Suite struct OpenIDFaultTests {
    private static func with(
        secret: String? = CityProvider.secret,
        limits: @Sendable (inout ProviderLimits) -> Void = { _ in },
        log: LogRecorder? = nil,
        _ body: @Sendable (Visitor, CityProvider) async throws -> Void
    ) async throws {
        try await CityProvider.with { provider in
            let settings = try provider.settings(secret: secret, change: limits)
            try await TinyServer.with(logger: log?.logger ?? TinyServer.logger, change: { $0.openID = settings }) {
                visitor in try await body(visitor, provider)
            }
        }
    }

    @Test func `a server starts without its provider, and the password still opens`() async throws {
        let settings = ProviderSettings(
            // Nobody listens there.
            issuer: try #require(ProviderAddress(issuer: "http://127.0.0.1:1")),
            clientID: "d",
            clientSecret: nil,
            name: "City sign-in"
        )
        try await TinyServer.with(change: { $0.openID = settings }) { visitor in
            #expect(try await visitor.page("/desk/sign-in").status == 200)
            let answer = try await visitor.post("/desk/sign-in/openid", ["to": "/dispatch"])
            #expect(answer.status == 503 && answer[header: "Retry-After"] == "60")
            #expect(answer.text.contains("cannot be reached just now"))
            #expect(answer.text.contains(#"name="to" value="/dispatch""#))
            _ = try await Browser(visitor, person: .crew)
        }
    }

    @Test func `an examination finds its keys, or says what could not be had`() async throws {
        try await CityProvider.with { provider in
            #expect(try await Provider(provider.settings()).usableKeys() == 1)
            for part in ["discovery", "keys"] {
                provider.fail(part, .notJSON)
                let settings = try provider.settings()
                let error = await #expect(throws: OpenIDError.self) { try await Provider(settings).usableKeys() }
                #expect("\(try #require(error))".hasPrefix("\(part): expected"))
                provider.fail(part, .none)
            }
        }
    }

    @Test(arguments: ["discovery", "keys", "token"], CityProvider.Fault.allCases.filter { $0 != .none })
    func `whatever a provider answers, people are told and nobody is let in`(
        part: String,
        fault: CityProvider.Fault
    ) async throws {
        let log = LogRecorder()
        try await Self.with(
            limits: { limits in
                limits.answerTime = fault == .slow ? .seconds(5) : .seconds(60)
                limits.pause = .zero
            },
            log: log
        ) { visitor, provider in
            provider.fail(part, fault)
            var traveller = Traveller(visitor)
            let answer: Answer
            if part == "discovery" {
                answer = try await visitor.post("/desk/sign-in/openid", [:])
            } else {
                answer = try await traveller.signIn(provider, as: "u-17")
            }
            #expect(answer.status == 503, "\(answer.text)")
            #expect(answer.text.contains("cannot be reached just now"))
            let lines = log.lines.filter { $0.contains("own sign-in failed") }
            #expect(lines.count == 1 && lines.first?.contains(part) == true)
            #expect(!log.lines.contains { $0.contains("u-17") || $0.contains("eyJ") })
            // It recovers by itself.
            provider.fail(part, .none)
            var later = Traveller(visitor)
            #expect(try await later.signIn(provider, as: "u-17").text.contains("no account here goes with it"))
        }
    }

    @Test func `a provider that is away is left alone for a moment`() async throws {
        try await Self.with(limits: { $0.pause = .seconds(600) }) { visitor, provider in
            provider.fail("discovery", .error500)
            for _ in 1...3 {
                let answer = try await visitor.post("/desk/sign-in/openid", [:])
                #expect(answer.status == 503)
            }
            #expect(provider.calls("discovery") == 1)
        }
    }

    @Test func `a new key is found, and what was read is not read for each sign-in`() async throws {
        try await Self.with(limits: { $0.pause = .zero }) { visitor, provider in
            for subject in ["a", "b"] {
                var traveller = Traveller(visitor)
                let answer = try await traveller.signIn(provider, as: subject)
                #expect(answer.text.contains("no account here"))
            }
            #expect(provider.calls("discovery") == 1 && provider.calls("keys") == 1)
            provider.rollKey()
            var traveller = Traveller(visitor)
            let answer = try await traveller.signIn(provider, as: "c")
            #expect(answer.text.contains("no account here"))
            #expect(provider.calls("keys") == 2)
        }
    }

    @Test func `a public client needs no secret`() async throws {
        try await Self.with(secret: nil) { visitor, provider in
            var traveller = Traveller(visitor)
            let answer = try await traveller.signIn(provider, as: "u-17")
            #expect(answer.text.contains("no account here"))
        }
        try await Self.with(secret: "another") { visitor, provider in
            var traveller = Traveller(visitor)
            let answer = try await traveller.signIn(provider, as: "u-17")
            #expect(answer.text.contains("not good for this sign-in"))
        }
    }
}
