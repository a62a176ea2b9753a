import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct CrowdedIntakeTests {
    @Test func `more than may wait is told 503 and when to come again, and what waited is stored`() async throws {
        // Those that wait do so as long as a test on a busy machine keeps the lock.
        try await TinyServer.with(change: {
            $0.limits.maximumSubmissions = 3
            $0.limits.twinWait = .seconds(50)
            $0.limits.statementDeadline = .seconds(60)
        }) { visitor in
            let owner = try await PostgresConnection.open(visitor.database.configuration)
            try await Self.run("BEGIN; LOCK TABLE service_request IN SHARE MODE", on: owner)
            try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<8 { group.addTask { try await visitor.submit() } }
                for _ in 0..<5 {
                    let answer = try #require(try await group.next())
                    #expect(answer.status == 503)
                    let seconds = answer[header: "Retry-After"].flatMap { Int($0) }
                    #expect(seconds.map { (1...5).contains($0) } == true)
                    #expect(answer.text.contains("send the same again"))
                }
                // A person is told so in the page, and the report is not lost.
                let draft = try await visitor.draft()
                let page = try await visitor.post("/report/check?draft=\(draft)", ["draft": draft])
                #expect(page.status == 503)
                await owner.close()
                for _ in 0..<3 {
                    let answer = try #require(try await group.next())
                    #expect(answer.status == 200)
                }
                let sent = try await visitor.post("/report/check?draft=\(draft)", ["draft": draft])
                #expect(sent.status == 303)
            }
            #expect(try await visitor.count("service_request") == 4)
        }
    }

    private static func run(_ text: String, on connection: isolated PostgresConnection) async throws {
        try connection.script(text)
    }
}
