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
    let patience: Duration

    /// Sends all that `batch` gives until it gives none; a batch is read while the one before is sent.
    ///
    /// Ends early, with what was done so far, when the task is cancelled. Throws what `batch` throws.
    func run(
        progress: Progress,
        onResult: (ReplayResult) -> Void,
        batch: @escaping @Sendable () async throws(CommandError) -> [ReplaySubmission]
    ) async throws(CommandError) {
        let start = ContinuousClock.now
        var started = 0
        var pending = try await batch()
        let failure: CommandError? = await withTaskGroup(of: ReplayResult.self) { group in
            var inFlight = 0
            func collect(_ result: ReplayResult?) {
                guard let result else { return }
                inFlight -= 1
                progress.advance()
                onResult(result)
            }
            do {
                while !pending.isEmpty, !Task.isCancelled {
                    async let following = batch()
                    for submission in pending where !Task.isCancelled {
                        if inFlight == connections { collect(await group.next()) }
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
            } catch {
                while let result = await group.next() { collect(result) }
                // Only `batch` throws here; `async let` forgets the type.
                return error as? CommandError ?? CommandError(.findings, "\(error)")
            }
            while let result = await group.next() { collect(result) }
            return nil
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
            outcome = .failed(error.message)
        }
        return ReplayResult(
            line: submission.line,
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
            return .accepted(department: receipt?.first?.extended?.department, isReplay: answer.isReplay)
        case 500..., 409, 429: return .failed(answer.statement)
        default: return .refused(status: answer.status, complaint: answer.complaint)
        }
    }
}
