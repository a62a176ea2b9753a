extension ConnectionHandle {
    /// Opens a session on this thread, waiting at most for the configuration's connect timeout.
    static func connect(
        _ configuration: PostgresConfiguration,
        fileID: String,
        line: Int
    ) throws(PostgresError) -> ConnectionHandle {
        let deadline = Deadline(after: configuration.connectTimeout)
        guard let handle = ConnectionHandle(startingWith: configuration.connectionKeywords) else {
            throw PostgresError(.connectFailed, detail: "expected memory for a connection", fileID: fileID, line: line)
        }
        guard !handle.isBroken else { throw handle.connectFailure(fileID: fileID, line: line) }
        var events = Readiness.Events.writing
        while true {
            switch Readiness.wait(for: handle.socket, events, until: deadline) {
            case .ready: break
            case .deadlinePassed, .wokenUp, .failed:
                throw PostgresError(
                    .connectFailed,
                    detail:
                        "expected a session with \(configuration) within \(configuration.connectTimeout), found none",
                    fileID: fileID,
                    line: line
                )
            }
            switch handle.continueConnecting() {
            case .wantsReading: events = .reading
            case .wantsWriting: events = .writing
            case .failed: throw handle.connectFailure(fileID: fileID, line: line)
            case .done:
                guard handle.makeNonBlocking() else { throw handle.connectFailure(fileID: fileID, line: line) }
                return handle
            }
        }
    }

    /// The server's SQLSTATE where one spoke, `.connectFailed` otherwise.
    ///
    /// libpq offers the code only inside its verbose text: `FATAL:  3D000: database "x" does not exist`.
    private func connectFailure(fileID: String, line: Int) -> PostgresError {
        let complaint = complaint
        let code = Self.sqlState(in: complaint).map { PostgresError.Code.server($0) } ?? .connectFailed
        return PostgresError(
            code,
            detail: "expected a session, found: \(complaint)",
            isSessionRefused: true,
            fileID: fileID,
            line: line
        )
    }

    /// The five characters between two blanks and a colon; the last such in a text that tells of several attempts.
    private static func sqlState(in complaint: String) -> SQLState? {
        let bytes = Array(complaint.utf8)
        guard bytes.count >= 9 else { return nil }
        for end in stride(from: bytes.count - 1, through: 8, by: -1) where bytes[end] == UInt8(ascii: ":") {
            let state = bytes[(end - 5)..<end]
            guard bytes[(end - 8)..<(end - 5)].elementsEqual(":  ".utf8), state.allSatisfy(isStateCharacter) else {
                continue
            }
            return SQLState(rawValue: String(decoding: state, as: UTF8.self))
        }
        return nil
    }

    private static func isStateCharacter(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte)
    }

    /// Whether the session is between transactions and the server has not said goodbye meanwhile.
    func isIdleAndOpen() -> Bool {
        guard transactionStatus == .idle else { return false }
        // A few messages may wait (a changed setting, a notification) before the end shows.
        for _ in 0..<4 {
            guard Readiness.wait(for: socket, .reading, until: .passed) == .ready else { return !hasFarewell }
            guard consumeInput(), !isBusy, !hasFarewell else { return false }
        }
        return !isBroken
    }

    /// Sends by `send` and reads to the last result.
    func converse(
        _ exchange: borrowing Exchange,
        sendingBy send: (borrowing ConnectionHandle) -> Bool
    ) -> Exchange.Answer {
        guard send(self) else {
            var failure = exchange.lost(self)
            // What was not sent whole was not run: its last byte is the one that asks for the answer.
            failure.error = failure.error.with(isFateUnknown: false, fileID: exchange.fileID, line: exchange.line)
            return Exchange.Answer(result: nil, failure: failure)
        }
        if let failure = exchange.send(on: self) { return Exchange.Answer(result: nil, failure: failure) }
        return exchange.receive(on: self)
    }
}
