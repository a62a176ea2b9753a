/// One statement on its way: sending it, waiting with a deadline, and reading until nothing is left.
///
/// A connection may be used again only after the last result has been read; whatever prevents that ends it.
struct Exchange: ~Copyable {
    /// What came back: the results up to the last, and the first error among them.
    struct Answer: ~Copyable {
        var result: ResultHandle?
        var failure: Failure?
    }

    struct Failure {
        var error: PostgresError
        /// Whether the connection is of no further use.
        var endsConnection: Bool
    }

    let deadline: Deadline
    let text: String
    let isPipeline: Bool
    let fileID: String
    let line: Int

    /// Writes what libpq holds back, reading along, since a server that cannot write stops reading.
    func send(on handle: borrowing ConnectionHandle) -> Failure? {
        while true {
            switch handle.flush() {
            case .done: return nil
            case .failed: return lost(handle)
            case .pending: break
            }
            switch Readiness.wait(for: handle.socket, [.reading, .writing], until: deadline) {
            case .ready: if !handle.consumeInput() { return lost(handle) }
            case .deadlinePassed: return late()
            case .wokenUp, .failed: return lost(handle)
            }
        }
    }

    /// Reads every result; the last that holds rows or a command's end is kept, an error before all others.
    ///
    /// An error can come after a result: deferred constraints are checked after the command has ended.
    func receive(on handle: borrowing ConnectionHandle) -> Answer {
        var answer = Answer(result: nil, failure: nil)
        while true {
            if let failure = waitForResult(on: handle) {
                answer.failure = failure
                return answer
            }
            guard let result = handle.nextResult() else {
                if !isPipeline { return answer }
                // Between the statements of a pipeline; only its sync is the end.
                guard !handle.isBroken else {
                    answer.failure = lost(handle)
                    return answer
                }
                continue
            }
            switch result.status {
            case .command, .rows:
                if answer.failure == nil { answer.result = consume result }
            case .failed:
                let failure = failure(of: result, on: handle)
                if answer.failure == nil || failure.endsConnection { answer.failure = failure }
                if failure.endsConnection { return answer }
            case .copy:
                answer.failure = Failure(
                    error: error(
                        .server(.featureNotSupported),
                        "expected a statement, found COPY to or from the client"
                    ),
                    endsConnection: true
                )
                return answer
            case .aborted:
                break
            case .sync:
                if !handle.endPipeline(), answer.failure == nil { answer.failure = lost(handle) }
                return answer
            }
        }
    }

    /// Waits until a result can be taken without blocking.
    func waitForResult(on handle: borrowing ConnectionHandle) -> Failure? {
        while handle.isBusy {
            switch Readiness.wait(for: handle.socket, .reading, until: deadline) {
            case .ready: if !handle.consumeInput() { return lost(handle) }
            case .deadlinePassed: return late()
            case .wokenUp, .failed: return lost(handle)
            }
        }
        return nil
    }

    // MARK: - Errors

    func error(
        _ code: PostgresError.Code,
        _ detail: String,
        constraint: String? = nil,
        isRowRefused: Bool = false
    ) -> PostgresError {
        PostgresError(
            code,
            detail: detail,
            constraint: constraint,
            statement: SQL.summary(of: text),
            isFateUnknown: code == .connectionLost || code == .deadlineExceeded,
            isRowRefused: isRowRefused,
            fileID: fileID,
            line: line
        )
    }

    func lost(_ handle: borrowing ConnectionHandle) -> Failure {
        Failure(
            error: error(.connectionLost, "expected an answer, found: \(handle.complaint)"),
            endsConnection: true
        )
    }

    private func late() -> Failure {
        Failure(
            error: error(.deadlineExceeded, "expected an answer before the deadline, found none"),
            endsConnection: true
        )
    }

    /// Classifies by SQLSTATE and severity, never by a message's words.
    private func failure(of result: borrowing ResultHandle, on handle: borrowing ConnectionHandle) -> Failure {
        guard let code = result.field(.sqlState) else {
            // libpq itself speaks: the connection broke, or it ran out of memory for a result.
            return Failure(
                error: error(.connectionLost, "expected an answer, found: \(result.complaint)"),
                endsConnection: true
            )
        }
        let state = SQLState(rawValue: code)
        let severity = result.field(.severity)
        let parts = [
            "\(severity ?? "ERROR") \(code): \(result.field(.message) ?? "")",
            result.field(.detail), result.field(.hint), result.field(.context), result.field(.table),
        ]
        let detail = parts.compactMap(\.self).joined(separator: "; ")
        let isFatal = severity == "FATAL" || severity == "PANIC" || state.endsSession
        let constraint = result.field(.constraint)
        // A right that is missing has the same code and names no constraint; a policy names none either, but the C
        // function it is checked in is the same in every language.
        let isRowRefused =
            state == .insufficientPrivilege
            && (constraint != nil || result.field(.sourceFunction) == "ExecWithCheckOptions")
        return Failure(
            error: error(
                isFatal ? .connectionLost : .server(state),
                detail,
                constraint: constraint,
                isRowRefused: isRowRefused
            ),
            endsConnection: isFatal
        )
    }
}
