import Foundation
import GeoReport
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

/// Another system that takes updates as FixMyStreet does, over real connections: it checks the key, knows what it has, and
/// fails as it is told.
final class OtherSystem: Sendable {
    enum Mood: Sendable {
        /// Takes what is right.
        case well
        /// Answers with this to everything.
        case status(Int)
        /// Takes it, and the answer is lost.
        case deaf
        /// Never answers while a test lasts.
        case silent
        /// Begins an answer and holds the rest of it back.
        case stalled
        /// Begins an answer and never stops.
        case endless
        /// Says that it is elsewhere, which is here.
        case moved
    }

    private struct State {
        var mood = Mood.well
        var refused: Set<String> = []
        var stumbling: Set<String> = []
        var received: [FormParameters] = []
        var calls = 0
    }

    let key: String
    private let state = Mutex(State())
    private let port = Mutex(0)

    init(key: String) { self.key = key }

    /// What it took, in the order it came.
    var received: [FormParameters] { state.withLock { $0.received } }
    /// How often it was called.
    var calls: Int { state.withLock { $0.calls } }
    var address: String { "http://localhost:\(port.withLock { $0 })/open311/v2/servicerequestupdates.json" }

    func turn(_ mood: Mood) { state.withLock { $0.mood = mood } }
    /// Would not have anything of a request any more, or would again.
    func refuse(_ id: String?) { state.withLock { $0.refused = id.map { [$0] } ?? [] } }

    /// Breaks at everything of a request, or of none any more.
    func stumble(over id: String?) { state.withLock { $0.stumbling = id.map { [$0] } ?? [] } }

    /// Runs it while a test lasts.
    static func with<R: Sendable>(
        key: String = "their-token",
        _ body: @Sendable (OtherSystem) async throws -> R
    ) async throws -> R {
        let system = OtherSystem(key: key)
        let router = Router()
        router.post("open311/v2/servicerequestupdates.json") { request, _ in
            let bytes = try await request.body.collect(upTo: 1 << 20)
            return await system.answer(try FormParameters(decoding: bytes.readableBytesView))
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("localhost", port: 0))
        )
        return try await application.test(.live) { client in
            system.port.withLock { $0 = client.port ?? 0 }
            let result: Result<R, any Error>
            do { result = .success(try await body(system)) } catch { result = .failure(error) }
            // Whoever is kept waiting is let go, or the end would wait for them.
            system.turn(.status(503))
            return try result.get()
        }
    }

    /// A body that goes on, or stands still, while the mood lasts.
    private func held(_ mood: Mood) -> ResponseBody {
        ResponseBody { writer in
            while true {
                switch self.state.withLock({ $0.mood }) {
                case .endless: try await writer.write(ByteBuffer(repeating: 0x78, count: 4096))
                case .stalled:
                    try await writer.write(ByteBuffer(string: "x"))
                    while case .stalled = self.state.withLock({ $0.mood }) {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                default:
                    try await writer.finish(nil)
                    return
                }
            }
        }
    }

    private func answer(_ form: FormParameters) async -> Response {
        let mood = state.withLock { state in
            state.calls += 1
            return state.mood
        }
        func say(_ status: Int, _ text: String) -> Response {
            Response(status: .init(code: status), body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
        switch mood {
        case .status(let status): return say(status, "no")
        case .silent:
            while case .silent = state.withLock({ $0.mood }) { try? await Task.sleep(for: .milliseconds(20)) }
            return say(503, "")
        case .stalled, .endless: return Response(status: .ok, body: held(mood))
        case .moved: return Response(status: .temporaryRedirect, headers: [.location: address])
        case .well, .deaf: break
        }
        if state.withLock({ $0.stumbling.contains(form["service_request_id"] ?? "") }) { return say(500, "no") }
        guard form["api_key"] == key else { return say(400, #"{"errors":{"description":"Bad request: api_key"}}"#) }
        let isNew = state.withLock { state -> Bool? in
            guard !state.refused.contains(form["service_request_id"] ?? "") else { return nil }
            guard !state.received.contains(where: { $0["update_id"] == form["update_id"] }) else { return false }
            state.received.append(form)
            return true
        }
        switch isNew {
        case nil: return say(400, "Bad request: not found")
        case false?: return say(400, "Bad request: already exists")
        case true?:
            if case .deaf = mood { return say(502, "") }
            return say(200, #"{"service_request_updates":{"update_id":1}}"#)
        }
    }
}
