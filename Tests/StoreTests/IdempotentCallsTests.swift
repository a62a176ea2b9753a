import Store
import TestSupport
import Testing

@Suite struct IdempotentCallsTests {
    private func key(_ fingerprint: UInt8 = 1) -> Submission.Key {
        Submission.Key(client: "prefix", key: "k", fingerprint: [UInt8](repeating: fingerprint, count: 32))
    }

    @Test func `a call is first, then in flight, then replayed`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let calls = IdempotentCalls(pool: database.pool, jurisdiction: jurisdiction)
            #expect(try await calls.begin(key()) == .first)
            #expect(try await calls.begin(key()) == .inFlight)
            try await calls.keep(key(), status: 200, answer: "{\"a\":1}")
            #expect(try await calls.begin(key()) == .replayed(status: 200, answer: "{\"a\":1}"))
            #expect(try await calls.begin(key(2)) == .keyUsedOtherwise)
        }
    }

    @Test func `a call that did not happen gives its key back`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let calls = IdempotentCalls(pool: database.pool, jurisdiction: jurisdiction)
            #expect(try await calls.begin(key()) == .first)
            try await calls.forget(key())
            #expect(try await calls.begin(key()) == .first)
        }
    }
}
