import Foundation
import Notices
import Testing

/// Forms posted to another system, over real connections.
@Suite struct FormPostTests {
    private static func post(_ system: OtherSystem, time: Duration = .seconds(30)) async -> FormPost.Answer? {
        let form = "api_key=\(system.key)&service_request_id=1&update_id=\(UUID().uuidString)"
        return await FormPost.to(system.address, time: time) { post in await post.post(form) }
    }

    @Test(.timeLimit(.minutes(2)), arguments: [OtherSystem.Mood.stalled, .silent])
    func `an answer that does not end in time is none, also where it has begun`(mood: OtherSystem.Mood) async throws {
        try await OtherSystem.with { system in
            system.turn(mood)
            #expect(await Self.post(system, time: .milliseconds(500)) == nil)
            #expect(system.calls == 1)
            // The same connection or another: the next one is answered.
            system.turn(.well)
            #expect(await Self.post(system)?.status == 200)
        }
    }

    @Test func `nothing is followed elsewhere`() async throws {
        try await OtherSystem.with { system in
            system.turn(.moved)
            #expect(await Self.post(system)?.status == 307)
            #expect(system.calls == 1)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `of an answer without end the beginning is read, and no more`() async throws {
        try await OtherSystem.with { system in
            system.turn(.endless)
            let answer = try #require(await Self.post(system))
            #expect(answer.status == 200)
            #expect(answer.text.utf8.count == 64 << 10)
        }
    }
}
