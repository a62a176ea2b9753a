import NIOCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Sends submissions to a GeoReport server, a fixed number of them in flight.
struct Replayer: Sendable {
    /// The path of GeoReport below a server's address.
    static let path = "/open311/v2/requests.json"

    /// Who carries the calls.
    let server: ServerClient
    /// How many are in flight at most.
    let connections: Int
    /// How many are sent a second at most; nil for as many as go.
    let rate: Double?
    /// How long one is sent again without an answer.
    let patience: Patience

    /// Sends all that `batch` gives until it gives none; a batch is read while the one before is sent.
    ///
    /// Ends early, with what was done so far, when the task is cancelled or the server has gone for longer than the
    /// patience. Throws what `onResult` and `batch` throw.
    func run(
        progress: Progress,
        onResult: (ReplayResult) throws(CommandError) -> Void,
        batch: @escaping @Sendable () async throws(CommandError) -> [ReplaySubmission]
    ) async throws(CommandError) {
        let start = ContinuousClock.now
        var started = 0
        var pending = try await batch()
        let failure: CommandError? = await withTaskGroup(of: ReplayResult.self) { group in
            var inFlight = 0
            var isServerGone = false
            func collect(_ result: ReplayResult?) throws(CommandError) {
                guard let result else { return }
                inFlight -= 1
                progress.advance()
                if case .unanswered(_, isServerGone: true) = result.outcome { isServerGone = true }
                try onResult(result)
            }
            do {
                while !pending.isEmpty, !Task.isCancelled, !isServerGone {
                    async let following = batch()
                    for submission in pending {
                        if inFlight == connections { try collect(await group.next()) }
                        if Task.isCancelled || isServerGone { break }
                        var due = ContinuousClock.now
                        if let rate {
                            // An open loop: a slow server is measured against the time it should have been asked.
                            due = start + .seconds(Double(started) / rate)
                            if due > .now { try? await Task.sleep(until: due) }
                        }
                        started += 1
                        inFlight += 1
                        group.addTask { [due] in await send(submission, due: due) }
                    }
                    pending = try await following
                }
                while let result = await group.next() { try collect(result) }
                return nil
            } catch {
                while let result = await group.next() { try? collect(result) }
                // `async let` forgets the type.
                return error as? CommandError ?? CommandError(.findings, "\(error)")
            }
        }
        if let failure { throw failure }
    }

    /// Sends one.
    func send(_ submission: ReplaySubmission, due: ContinuousClock.Instant) async -> ReplayResult {
        let outcome: ReplayResult.Outcome
        do throws(CommandError) {
            let answer = try await server.post(
                Self.path,
                submission.form,
                contentType: FormBody.contentType,
                idempotencyKey: submission.idempotencyKey,
                patience: patience
            )
            outcome = Self.outcome(answer)
        } catch {
            outcome = .unanswered(
                error.message,
                isServerGone: error.ending == .unreachable && !Task.isCancelled
            )
        }
        return ReplayResult(
            line: submission.line,
            key: submission.key,
            outcome: outcome,
            agency: submission.agency,
            duration: ContinuousClock.now - due
        )
    }

    private static func outcome(_ answer: ServerAnswer) -> ReplayResult.Outcome {
        switch answer.status {
        case 200..<300:
            // A server without the extension accepts too; there is nothing to compare then.
            let receipt = try? JSONDecoder().decode([SubmissionReceipt].self, from: Data(answer.body.readableBytesView))
            return .accepted(receipt?.first, isReplay: answer.isReplay)
        case 500..., 409, 429: return .unanswered(answer.statement, isServerGone: false)
        default: return .refused(status: answer.status, complaint: answer.complaint)
        }
    }
}
