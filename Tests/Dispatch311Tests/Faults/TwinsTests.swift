import Foundation
import Testing

@testable import dispatch311

@Suite struct TwinsTests {
    @Test func `fifty twins of a key at two servers, many of them cut, become one request with equal answers`()
        async throws
    {
        try await FaultSite.with { site in
            let servers = [try await site.serve(), try await site.serve()]
            let rounds = 6
            for round in 0..<rounds {
                let key = "twin-\(round)"
                let answers = try await withThrowingTaskGroup(of: String.self) { twins in
                    for twin in 0..<50 {
                        let server = servers[twin % 2]
                        // Before a byte of the answer, in its head, in its body, or not at all.
                        let cut = [0, 1, 90, 400, nil, nil, nil][(twin + round) % 7]
                        twins.addTask {
                            if let cut {
                                await CutConnection.submit(site.form, key: key, port: server.port, readingAtMost: cut)
                            }
                            return try await Self.answer(of: server, to: site.form, key: key)
                        }
                    }
                    return try await twins.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.count == 50)
                #expect(Set(answers).count == 1)
            }
            try await site.expectSound(rounds)
            for server in servers {
                #expect(try await server.terminate().ended.code == 0)
                site.expectCalm(server)
            }
        }
    }

    /// Sends until it is stored; a twin under way is waited for.
    private static func answer(of server: FaultServer, to form: [UInt8], key: String) async throws -> String {
        let deadline = ContinuousClock.now + FaultPlan.limit
        while true {
            let answer = try await server.submit(form, key: key)
            if answer.status == 200 { return answer.text }
            guard answer.isTransient, ContinuousClock.now < deadline else {
                throw FaultSite.NeverCame(what: "an answer to a twin, found \(answer.status) \(answer.text)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
