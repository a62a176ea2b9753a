import NIOCore
import Synchronization

/// Submissions, each sent once: as fast as they are answered, or at a rate whatever is answered.
final class OverloadLoad: Sendable {
    /// What came of it.
    struct Tally: Sendable {
        /// Answers by status; 0 counts those that never came.
        var statuses: [Int: Int] = [:]
        /// Milliseconds from sending to the answer, by status.
        var answered: [Int: [Float]] = [:]
        /// Milliseconds from when it should have been sent to the answer, by status.
        var sinceIntended: [Int: [Float]] = [:]
        /// When the last one was sent.
        var lastSent: ContinuousClock.Instant?
        /// 503 that did not say when to come again.
        var bare = 0
        /// What was acknowledged: submissions, and the fingerprints of their ids.
        var acknowledged: [Int: UInt64] = [:]
    }

    /// How much was to be sent at a rate, and how much was.
    struct Pass: Sendable {
        /// From the first that was due to the last answer.
        let seconds: Double
        /// From the first that was due to the last that was sent, or as long as it was to last if that is longer.
        let sending: Double
        let due: Int
        let sent: Int
    }

    let seed: UInt64
    let port: Int
    private let next = Atomic<Int>(0)
    private let tally = Mutex(Tally())

    init(seed: UInt64, port: Int) {
        self.seed = seed
        self.port = port
    }

    /// How many were begun.
    var begun: Int { next.load(ordering: .relaxed) }

    /// Everything so far.
    var result: Tally { tally.withLock { $0 } }

    /// Sends for so long over so many connections; `rate` nil means as fast as they are answered.
    ///
    /// What was due and found no free connection in time is sent up to ten seconds after the end, and then no more:
    /// then less was sent than was due.
    @discardableResult
    func run(connections: Int, for length: Duration, rate: Double? = nil) async throws -> Pass {
        let start = ContinuousClock.now
        let first = begun
        let before = result.statuses.values.reduce(0, +)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask { try await self.lane(from: first, start: start, length: length, rate: rate) }
            }
            try await group.waitForAll()
        }
        let tally = result
        let sent = tally.statuses.values.reduce(0, +) - before
        return Pass(
            seconds: (ContinuousClock.now - start) / .seconds(1),
            sending: max(length, (tally.lastSent ?? start) - start) / .seconds(1),
            due: rate.map { Int(($0 * (length / .seconds(1))).rounded(.up)) } ?? sent,
            sent: sent
        )
    }

    private func lane(
        from first: Int,
        start: ContinuousClock.Instant,
        length: Duration,
        rate: Double?
    ) async throws {
        var connection: LeanConnection?
        while true {
            try Task.checkCancellation()
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            let intended = rate.map { start + .seconds(Double(index - first) / $0) } ?? .now
            guard intended - start < length, ContinuousClock.now - start < length + .seconds(10) else { break }
            if intended > .now { try await Task.sleep(until: intended) }
            if connection?.isOpen != true { connection = try? await LeanConnection.open(port) }
            let sent = ContinuousClock.now
            let answer = await connection?.send(request(index)) ?? .none
            note(answer, index: index, sent: sent, intended: intended)
            if answer.status == 0 {
                connection = nil
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        await connection?.close()
    }

    private func request(_ index: Int) -> ByteBuffer {
        let form = ChaosCity.form(seed: seed, index)
        return ByteBuffer(
            string: "POST /open311/v2/requests.json HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nIdempotency-Key: "
                + "\(ChaosCity.key(seed: seed, index))\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)"
        )
    }

    private func note(
        _ answer: LeanConnection.Answer,
        index: Int,
        sent: ContinuousClock.Instant,
        intended: ContinuousClock.Instant
    ) {
        let now = ContinuousClock.now
        let id = answer.status == 200 ? Self.id(in: answer.body) : []
        tally.withLock { tally in
            tally.statuses[answer.status, default: 0] += 1
            tally.answered[answer.status, default: []].append(Float((now - sent) / .milliseconds(1)))
            tally.sinceIntended[answer.status, default: []].append(Float((now - intended) / .milliseconds(1)))
            tally.lastSent = max(tally.lastSent ?? sent, sent)
            if answer.status == 503, !answer.hasRetryAfter { tally.bare += 1 }
            guard answer.status == 200 else { return }
            tally.acknowledged[index] = Fingerprint.of(id)
        }
    }

    private static let mark = Array("\"service_request_id\":\"".utf8)

    /// The public id of a receipt; empty where it has none.
    private static func id(in body: [UInt8]) -> ArraySlice<UInt8> {
        guard body.count > mark.count else { return [] }
        for start in 0..<(body.count - mark.count) where body[start] == mark[0] {
            var length = 1
            while length < mark.count, body[start + length] == mark[length] { length += 1 }
            guard length == mark.count else { continue }
            return body[(start + length)...].prefix { $0 != UInt8(ascii: "\"") }
        }
        return []
    }
}
