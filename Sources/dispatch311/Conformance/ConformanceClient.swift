import AsyncHTTPClient
import GeoReport
import NIOCore
import NIOHTTP1
import Synchronization

/// Asks somebody else's server politely: one question after the other, not too many a second, and bounded throughout.
///
/// It says who it is, follows a few redirects of what is only read, unpacks what comes compressed, and waits as long as
/// a server asks it to, within reason. Whatever a server does, it ends with an answer or with the reason for none.
final class ConformanceClient: Sendable {
    /// Who asks.
    static let agent = "dispatch311-conformance (GeoReport v2 conformance suite)"
    /// The most bytes of a body, unpacked.
    static let longestBody = 16 << 20
    /// The most redirects in a row.
    static let mostRedirects = 5
    /// The longest pause between two questions that a server makes by saying that it is asked too often.
    static let longestInterval = 5
    /// The longest that a server may ask to wait.
    static let longestWait = 30

    private let client: HTTPClient
    private let seconds: Int
    private let turn: Mutex<Turn>

    /// When the next question may be asked, and how long after it the one after.
    private struct Turn {
        var next: ContinuousClock.Instant?
        var interval: Duration
    }

    /// Prepares questions; nothing is sent yet.
    ///
    /// `close()` it before it goes.
    init(secondsForAnswer seconds: Int, questionsPerSecond rate: Double) {
        self.seconds = seconds
        turn = Mutex(Turn(interval: .seconds(1 / rate)))
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(Int64(min(seconds, 10)))
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Runs work with a client that is closed afterwards, whatever happens.
    static func using<Value: Sendable>(
        secondsForAnswer seconds: Int,
        questionsPerSecond rate: Double,
        _ work: (ConformanceClient) async throws -> Value
    ) async throws -> Value {
        let client = ConformanceClient(secondsForAnswer: seconds, questionsPerSecond: rate)
        do {
            let value = try await work(client)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    /// Closes the connections.
    func close() async {
        // The only failure is a second call, which is harmless.
        try? await client.shutdown()
    }

    /// Asks, when it is time to.
    func fetch(_ question: Exchange.Question) async -> Result<Exchange.Answer, Exchange.Failure> {
        var question = question
        var movedTo: String?
        var redirects = 0
        var waits = 0
        while true {
            await pace()
            let answer: Exchange.Answer
            switch await bounded(question, movedTo: movedTo) {
            case .failure(let failure): return .failure(failure)
            case .success(let found): answer = found
            }
            if let pause = Self.wait(answer), waits < 2 {
                waits += 1
                slowDown()
                try? await Task.sleep(for: .seconds(pause))
                guard !Task.isCancelled else { return .failure(.unreachable("the call was given up")) }
                continue
            }
            if answer.status == 429 { return .failure(.busy) }
            // What was sent is not sent anywhere else.
            guard [301, 302, 303, 307, 308].contains(answer.status), question.method != .post else {
                return .success(answer)
            }
            switch Redirect(answer, from: question.url) {
            case .refused(let words): return .failure(.redirected(words))
            case .to(let url):
                redirects += 1
                guard redirects <= Self.mostRedirects else {
                    return .failure(.redirected("more than \(Self.mostRedirects) redirects in a row"))
                }
                question.url = url
                movedTo = url
            }
        }
    }

    /// Waits until the next question may be asked.
    private func pace() async {
        let now = ContinuousClock.now
        let start = turn.withLock { turn in
            let start = max(turn.next ?? now, now)
            turn.next = start + turn.interval
            return start
        }
        if start > now { try? await Task.sleep(until: start, clock: .continuous) }
    }

    /// A server that says that it is asked too often is asked half as often from then on.
    private func slowDown() {
        turn.withLock { turn in
            turn.interval = max(turn.interval, min(turn.interval * 2, .seconds(Self.longestInterval)))
        }
    }

    /// The seconds a server asks to wait for, where it says that it is asked too often.
    private static func wait(_ answer: Exchange.Answer) -> Int? {
        guard answer.status == 429 else { return nil }
        let asked = answer.header("Retry-After").flatMap { Int($0) } ?? 2
        return asked <= longestWait ? max(1, asked) : nil
    }

    /// One question, and its answer within the time.
    private func bounded(
        _ question: Exchange.Question,
        movedTo: String?
    ) async -> Result<Exchange.Answer, Exchange.Failure> {
        let seconds = seconds
        return await withTaskGroup(of: Result<Exchange.Answer, Exchange.Failure>.self) { group in
            group.addTask { await self.once(question, movedTo: movedTo) }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return .failure(.slow(seconds: seconds))
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? .failure(.slow(seconds: seconds))
        }
    }

    private func once(
        _ question: Exchange.Question,
        movedTo: String?
    ) async -> Result<Exchange.Answer, Exchange.Failure> {
        var request = HTTPClientRequest(url: question.url)
        request.method = HTTPMethod(rawValue: question.method.rawValue)
        request.headers.add(name: "User-Agent", value: Self.agent)
        request.headers.add(name: "Accept", value: "*/*")
        for field in question.headers { request.headers.add(name: field.name, value: field.value) }
        if question.method == .post { request.body = .bytes(question.body) }
        do {
            let response = try await client.execute(request, timeout: .seconds(Int64(seconds) + 1))
            let received = try await response.body.collect(upTo: Self.longestBody)
            let bytes = UnpackedBody.bytes(
                Array(received.readableBytesView),
                encoding: response.headers.first(name: "Content-Encoding"),
                atMost: Self.longestBody
            )
            return bytes.map { body in
                Exchange.Answer(
                    status: Int(response.status.code),
                    headers: response.headers.map { Exchange.Field($0.name, $0.value) },
                    body: body,
                    movedTo: movedTo
                )
            }
        } catch is NIOTooManyBytesError {
            return .failure(.endless(bytes: Self.longestBody))
        } catch let error as HTTPClientError where [.deadlineExceeded, .readTimeout, .connectTimeout].contains(error) {
            return .failure(.slow(seconds: seconds))
        } catch {
            return .failure(.unreachable(ServerClient.reason(error)))
        }
    }
}
